"""Every hostile file is a named error or a document, in time, and nothing is written anywhere but where it was asked for."""

import os
import resource
import socket
import time
import zipfile
from io import BytesIO
from pathlib import Path

import hostile
import hostile_large as large
import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from medinsure_budget import check, read, write_html
from medinsure_budget.checks.report import consolidate
from medinsure_budget.errors import Error, LimitExceededError, UnreadableFileError
from medinsure_budget.sources import Limits, open_source
from tests.sources.ofd_writer import ofd, page, text
from tests.sources.test_pdf import Paper, pdf, stream

KINDS = (hostile.texts, hostile.pages, hostile.containers, hostile.word, hostile.books, hostile.layouts, hostile.others)


def test_there_are_very_many_of_them():
    names = [name for name, _ in hostile.made()]

    assert len(set(names)) == len(names) >= 250


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_hostile_files_are_named_errors_or_documents(kind, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    bad = []
    for name, content in kind():
        data = content.encode() if isinstance(content, str) else content
        begin = time.process_time()
        try:
            document = read(data, name=f"样本-{name}"[:60])
            check(document)
            write_html(document, tmp_path / "page.html", overwrite=True)
            (tmp_path / "page.html").unlink()
        except Error as error:
            if f"样本-{name}"[:60] not in str(error):
                bad.append(f"{name}: nameless {error}")
        if (spent := time.process_time() - begin) > 5:
            bad.append(f"{name}: {spent:.1f} CPU s")

    assert bad == []
    assert list(tmp_path.iterdir()) == []
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 2_000_000


@pytest.mark.skipif(os.name == "nt", reason="there are no such files there")
def test_what_is_no_file_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "pipe.pdf")
    (tmp_path / "circle.md").symlink_to("circle.md")
    (tmp_path / "nowhere.md").symlink_to("/no/such/file")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "socket.md"))
        for path in (*tmp_path.iterdir(), tmp_path, Path("/dev/zero"), Path("/dev/null"), Path("n" * 5000), "a\0b"):
            with pytest.raises(UnreadableFileError):
                open_source(path)


def test_a_link_to_a_file_is_read(tmp_path):
    (tmp_path / "文.md").write_text("# 云溪市医疗保障局2024年部门预算\n", encoding="utf-8")
    (tmp_path / "link.md").symlink_to("文.md")

    assert open_source(tmp_path / "link.md").format == "markdown"


def archives(members):
    return hostile.zipped({f"{n}.zip": hostile.zipped(members) for n in range(3)})


def circling():
    """A page whose two drawings draw each other, twice each: without end, though each is drawn by hardly anything."""
    entries = "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 7 0 R/Y 8 0 R>>>>"
    drawings = [stream(b"/Y Do /Y Do ", entries), stream(b"/X Do /X Do ", entries)]
    return pdf(Paper().raw("/X Do"), resources="/XObject<</X 7 0 R>>", extra=drawings)


@pytest.mark.parametrize(
    ("limits", "data", "name", "what"),
    [
        (Limits(max_cells=50), "|a|b|\n|-|-|\n" + "|1|2|\n" * 30, "a.md", "50 格"),
        (Limits(max_cells=50), "<table>" + "<tr><td>1<td>2" * 30, "a.html", "50 格"),
        (Limits(max_characters=300), "支出1.00万元。" * 60, "a.md", "300 个字符"),
        (Limits(max_members=3), hostile.zipped({f"{n}.txt": "支出" for n in range(5)}), "a.zip", "个文件"),
        (Limits(max_members=3), archives({"a.txt": "支", "b.txt": "出"}), "a.zip", "3 个文件"),
        (Limits(max_unpacked_bytes=3000), archives({"a": "1 " * 700}), "a.zip", "3,000 字节"),
        (Limits(max_seconds=1e-6), "支出1.00万元。", "a.md", "秒的时限"),
        (Limits(max_columns=3), "|a|b|c|d|\n|-|-|-|-|\n|1|2|3|4|\n", "a.md", "3 栏"),
        (Limits(), pdf(Paper().raw("/P BMC " * 2_000)), "a.pdf", "1,000 层"),
        (Limits(), circling(), "a.pdf", "200,000 个"),
    ],
    ids=["cells", "cells of a page", "characters", "个文件", "members within", "bytes within", "time", "columns", "marks", "circles"],
)
def test_one_allowance_is_spent_by_all_parts_of_a_document(limits, data, name, what):
    with pytest.raises(LimitExceededError, match=what) as caught:
        read(data.encode() if isinstance(data, str) else data, name=name, limits=limits)
    assert name in str(caught.value)


def test_pages_beyond_the_limit_are_not_unpacked():
    missing = '<ofd:Pages><ofd:Page ID="9" BaseLoc="no-such.xml"/></ofd:Pages>'
    data = ofd(page(text(20, 15, "支出1.00万元")), document=missing * 900)

    document = read(data, name="a.ofd", limits=Limits(max_pages=1))

    assert any("901页" in note.message for note in document.notes)


def test_what_is_struck_out_in_a_text_that_cells_share_is_one_place_of_each_cell():
    struck = "<r><rPr><strike/></rPr><t>支</t></r><r><t>出</t></r>" * 300
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 8))

    document = read(large.book([large.sheet(cells)], strings=f"<si>{struck}</si>"), name="a.xlsx")

    assert next(note.message for note in document.notes if "删除线" in note.message).startswith("有7处")


def test_checking_and_writing_spend_what_reading_left(sample_budget, tmp_path):
    document = read(sample_budget)
    for work in (lambda: check(document), lambda: write_html(document, tmp_path / "page.html")):
        with Limits(max_seconds=1e-6).spending("文.md"), pytest.raises(LimitExceededError, match=r"文\.md：.*秒"):
            work()
    assert list(tmp_path.iterdir()) == []


def test_what_one_endless_sentence_is_quoted_for_grows_with_it():
    def quoted(times):
        sentence = f"本年收入1.00万元，{'与上年相比增加1.00万元，' * times}。"
        claims = read(f"# 云溪市医疗保障局2024年部门预算\n\n{sentence}".encode(), name="文.md").claims
        assert len(claims) == times
        return sum(len(claim.quote) for claim in claims)

    once, twice, four_times = map(quoted, (300, 600, 1200))

    assert four_times - twice < 2.5 * (twice - once)


def findings(times):
    """A document of so many sentences whose rates are wrong."""
    told = "".join(f"项目{n}支出{n}.00万元，比上年增加1.00万元，增长90.00%。\n\n" for n in range(3, times + 3))
    return read(f"# 云溪市医疗保障局2024年部门预算\n\n{told}".encode(), name="文.md")


def test_what_findings_follow_from_is_looked_up(monkeypatch):
    asked = []
    follows = consolidate._follows
    monkeypatch.setattr(consolidate, "_follows", lambda *given: (asked.append(1), follows(*given))[1])
    steps = []
    for times in (40, 80, 160):
        asked.clear()
        assert check(findings(times)).findings
        steps.append(len(asked))

    assert steps[2] <= 2.5 * steps[1] + 20
    assert steps[1] <= 2.5 * steps[0] + 20


def test_a_report_never_asks_a_sheet_how_long_it_is(monkeypatch, tmp_path):
    rows = "部门支出表\n单位：万元\n\n|科目|合计|\n|-|-|\n" + "|=甲|1.00|\n" * 60
    document = read(f"# 云溪市医疗保障局2024年部门预算\n\n{rows}".encode(), name="文.md")
    report, asked = check(document), []
    usual = Worksheet.max_row.fget
    monkeypatch.setattr(Worksheet, "max_row", property(lambda sheet: (asked.append(1), usual(sheet))[1]))
    report.to_xlsx(tmp_path / "report.xlsx")

    assert len(asked) < 30
    cells = [cell for sheet in load_workbook(tmp_path / "report.xlsx") for row in sheet.iter_rows() for cell in row]
    assert sum(cell.value == "=甲" for cell in cells) == 60
    assert {cell.data_type for cell in cells if cell.value == "=甲"} == {"s"}


@pytest.mark.parametrize("attribute", ["a{}='>' ", 'a{}="<" ', 'a{}="1"', "a{}/", "a{} "])
def test_tags_of_very_many_attributes_are_refused_however_they_are_written(attribute):
    with pytest.raises(LimitExceededError, match="属性"):
        read(f"<html><p {''.join(map(attribute.format, range(3_000)))}>支出".encode(), name="页.html")


def test_a_long_value_is_one_attribute():
    picture = "<img src='data:image/png;base64," + "A/+ " * 9_000 + "'>"

    assert open_source(f"<html>{picture}<p>支出</p>".encode(), name="页.html").pages[0].blocks[0].text == "支出"


@pytest.mark.parametrize(
    ("limits", "text"),
    [(Limits(max_lines=50), "支出\n\n" * 40), (Limits(max_claims=20), "支出1.00万元，" * 30)],
    ids=["lines", "claims"],
)
def test_lines_and_statements_are_bounded(limits, text):
    with pytest.raises(LimitExceededError, match=r"文\.md：.*限度"):
        read(f"# 云溪市医疗保障局2024年部门预算\n\n{text}".encode(), name="文.md", limits=limits)


def of_strings(times):
    """A workbook of so many cells with one long text."""
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c><c r="B{n}"><v>1</v></c></row>' for n in range(1, times + 1))
    return large.book([large.sheet(cells)], strings=f"<si><t>{'支' * 400}</t></si>")


@pytest.mark.parametrize(
    ("limits", "name", "data", "what"),
    [
        (Limits(max_characters=3_000), "一.xlsx", of_strings(9), "3,000 个字符"),
        (Limits(max_lines=20), "二.xlsx", of_strings(30), "20 行"),
        (Limits(max_lines=20), "三.csv", ("支出,1.00\n" * 30).encode(), "20 行"),
        (Limits(max_lines=20), "四.html", ("<table>" + "<tr><td>支出<td>1.00" * 30).encode(), "20 行"),
    ],
    ids=["characters of cells", "rows", "rows of CSV", "rows of a web table"],
)
def test_the_words_and_rows_of_tables_are_bounded(limits, name, data, what):
    with pytest.raises(LimitExceededError, match=what):
        read(data, name=name, limits=limits)


def test_columns_that_are_hidden_again_and_again_are_refused():
    data = next(content for name, content in hostile.books() if name == "hidden.xlsx")
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    hidden = b'<col min="1" max="16384" hidden="1"/>'
    members["xl/a.xml"] = members["xl/a.xml"].replace(b"<cols>", b"<cols>" + hidden * 3)
    with pytest.raises(UnreadableFileError, match="互相重叠"):
        read(hostile.zipped(members), name="表.xlsx")
