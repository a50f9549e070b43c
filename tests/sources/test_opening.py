"""Opening files: the content decides; archives give the pages of all their members."""

import sys
import tracemalloc
import zipfile
from base64 import b64encode
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pytest

from medinsure_budget import check, read
from medinsure_budget.errors import (
    EncryptedFileError,
    LimitExceededError,
    UnreadableFileError,
    UnsupportedFormatError,
    UsageError,
)
from medinsure_budget.evidence import Grid
from medinsure_budget.sources import Limits, cells, open_source

TEXT = "单位：万元\n科目\t金额\n合计\t1.00\n".encode()
PAGE = "<html><body><p>表</p><table><tr><td>甲<td>1<tr><td>乙<td>2</table>".encode()
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def zipped(members, *, method=zipfile.ZIP_DEFLATED):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(words="甲"):
    paragraph = f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"
    relation = '<Relationship Id="r" Type="http://x/officeDocument" Target="word/document.xml"/>'
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": f"<Relationships>{relation}</Relationships>",
            "word/document.xml": f"<w:document {W}><w:body>{paragraph}</w:body></w:document>",
        }
    )


def xlsx(rows=(("科目", "金额"), ("合计", 1.5))):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def locked(data):
    """The same container with its first member marked as encrypted."""
    directory = data.find(b"PK\x01\x02")
    return data[: directory + 8] + bytes([data[directory + 8] | 1]) + data[directory + 9 :]


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (TEXT, "a.txt", "text"),
        (b"\xef\xbb\xbf" + TEXT, "a.csv", "text"),
        (TEXT.decode().encode("utf-16"), "a.txt", "text"),
        ("# 概况\n".encode(), "a.md", "markdown"),
        ("# 概况\n".encode("utf-16"), "a.txt", "markdown"),
        (b"|a|b|\n|---|---|\n", "a.md", "markdown"),
        ("<table><tr><td>甲<td>1</table>\n\n# 概况\n".encode(), "a.md", "markdown"),
        (PAGE, "a.html", "html"),
        (b"\n<!-- a --><!-- b --><!DOCTYPE HTML>" + PAGE, "a.htm", "html"),
        (PAGE.decode().encode("gb18030"), "a.shtml", "html"),
        (PAGE.decode().encode("utf-16"), "a.html", "html"),
        (docx(), "a.docx", "docx"),
        (xlsx(), "a.xlsx", "xlsx"),
        (zipped({"a.txt": TEXT}), "a.zip", "zip"),
    ],
)
def test_formats_are_recognised_by_content_without_a_note(data, name, kind):
    source = open_source(data, name=name)
    assert (source.format, source.name, source.notes) == (kind, name, ())
    assert open_source(data).format == kind


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (PAGE, "a.xls", "html"), (xlsx(), "a.xls", "xlsx"), (docx(), "a.doc", "docx"), (TEXT, "a.pdf", "text"),
        (PAGE, "A.TXT", "html"),
    ],
)
def test_a_mislabelled_file_is_read_as_what_it_is_with_a_note(data, name, kind):
    source = open_source(data, name=name)
    assert source.format == kind
    (note,) = source.notes
    assert (note.kind, name.rpartition(".")[2].lower() in note.message) == ("repaired", True)


def test_paths_bytes_and_file_objects_read_alike(tmp_path):
    path = tmp_path / "预算.txt"
    path.write_bytes(TEXT)
    with path.open("rb") as file:
        from_file = open_source(file)
    sources = [open_source(path), open_source(str(path)), from_file, open_source(BytesIO(TEXT), name="预算.txt")]
    assert {source.name for source in sources} == {"预算.txt"}
    assert len({str(source.pages[0].blocks[0]) for source in sources}) == 1
    assert open_source(path, name="另名").name == "另名"


@pytest.mark.parametrize("source", [StringIO("甲"), 5, None])
def test_what_gives_no_bytes_is_misuse(source):
    with pytest.raises(UsageError):
        open_source(source)


def test_a_missing_file_and_a_folder_are_refused_by_name(tmp_path):
    for path in (tmp_path / "无.txt", tmp_path, "a\0b"):
        with pytest.raises(UnreadableFileError) as caught:
            open_source(path)
        assert str(path) in str(caught.value)


@pytest.mark.parametrize("data", [b"", b"\n \t\r\n", bytes(2000)])
def test_blank_files_are_refused(data):
    with pytest.raises(UnreadableFileError, match=r"空\.docx：文件是空的"):
        open_source(data, name="空.docx")


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"Rar!\x1a\x07\x00", "RAR 压缩包"),
        (b"{\\rtf1\\ansi}", "RTF"),
        (zipped({"[Content_Types].xml": "", "ppt/presentation.xml": ""}), "既不是"),
        (zipped({"mimetype": "application/epub+zip"}), "epub"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "XML"),
    ],
)
def test_other_kinds_are_named(data, cause):
    with pytest.raises(UnsupportedFormatError, match=cause) as caught:
        open_source(data, name="附件")
    assert "附件" in str(caught.value)


PAGE_WITHOUT_WORDS = "<html><body><img src='扫描.png'>&nbsp;</body></html>".encode()


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(90), "PNG 图片"),
        (b"\xff\xd8\xff\xe0", "JPEG 图片"),
        (PAGE_WITHOUT_WORDS, "网页里没有文字"),
        (docx(""), "Word 文件里没有文字"),
        (xlsx(()), "没有看得见的格子"),
        (zipped({"扫描1.jpg": b"\xff\xd8\xff\xe0", "扫描2.png": b"\x89PNG"}), "没有可读的文字"),
    ],
)
def test_a_file_without_a_word_is_a_page_with_nothing_on_it(data, cause):
    source = open_source(data, name="附件")
    assert [page.blocks for page in source.pages] == [()]
    assert [note.kind for note in source.notes] == ["unread"]
    assert cause in source.notes[0].message
    document = read(data, name="附件")
    assert (document.scope.kind, document.scope.reason) == ("nothing", "文件里没有可读的文字")
    assert "没有可读的文字" in str(check(document))


@pytest.mark.parametrize(
    ("data", "error", "cause"),
    [
        (locked(zipped({"a.txt": TEXT})), EncryptedFileError, "有密码"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", UnreadableFileError, "旧格式的办公文件不完整"),
        (docx()[:400], UnreadableFileError, "压缩包不完整"),
        (xlsx()[:400], UnreadableFileError, "压缩包不完整"),
        (b"PK\x03\x04", UnreadableFileError, "压缩包不完整"),
        (bytes(range(256)) * 8, UnreadableFileError, "样本"),
    ],
)
def test_damaged_and_locked_files_name_their_cause(data, error, cause):
    with pytest.raises(error, match=cause) as caught:
        open_source(data, name="样本")
    assert "样本" in str(caught.value)


def test_files_over_the_size_limit_are_not_read(tmp_path):
    path = tmp_path / "大.txt"
    path.write_bytes(b"1" * 100)
    for source in (path, b"1" * 100, BytesIO(b"1" * 100)):
        with pytest.raises(LimitExceededError):
            open_source(source, limits=Limits(max_bytes=50))


def test_every_cut_of_a_file_is_read_or_refused_by_our_own_errors():
    for whole in (xlsx(), docx(), PAGE, TEXT.decode().encode("gb18030"), zipped({"a.txt": TEXT})):
        for length in range(0, len(whole), max(1, len(whole) // 60)):
            try:
                open_source(whole[:length], name="截断")
            except UnreadableFileError as error:
                assert "截断" in str(error)  # noqa: PT017 - either outcome is right, but an error names the file


def mailed(*pages):
    parts = "".join(
        f'--x\r\nContent-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        f"{b64encode(page).decode()}\r\n"
        for page in pages
    )
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n'
    return f"{head}{parts}--x--\r\n".encode()


def test_web_archives_give_each_page_that_shows_words():
    frame = b"<html><frameset><frame src=a></frameset></html>"
    source = open_source(mailed(frame, PAGE.decode().encode("gb18030"), PAGE), name="预算.mht")
    assert [page.number for page in source.pages] == [1, 2]
    assert [b.page for page in source.pages for b in page.blocks if isinstance(b, Grid)] == [1, 2]
    assert (source.format, source.notes) == ("html", ())
    assert "后缀" in open_source(mailed(PAGE), name="预算.doc").notes[0].message
    with pytest.raises(UnreadableFileError, match=r"预算\.mht：网页存档"):
        open_source(mailed(frame), name="预算.mht")


def test_members_are_read_in_natural_order_and_their_pages_counted_on():
    members = {"附件10.txt": TEXT, "附件2.html": PAGE, "附件1/表.xlsx": xlsx()}
    members |= {"__MACOSX/._a.txt": b"\0", ".DS_Store": b"\0\1", "~$表.docx": b"\0"}
    source = open_source(zipped(members), name="公开.zip")
    assert [page.number for page in source.pages] == [1, 2, 3]
    grids = [block for page in source.pages for block in page.blocks if isinstance(block, Grid)]
    assert [(grid.page, grid.text(0, 0)) for grid in grids] == [(1, "科目"), (2, "甲"), (3, "科目")]
    assert (source.format, source.notes) == ("zip", ())
    endless = open_source(zipped({f"{'9' * 9999}.txt": TEXT, "附件2.html": PAGE}), name="公开.zip")
    assert [name for name, _ in endless.parts] == [f"{'9' * 9999}.txt", "附件2.html"]


def test_members_that_cannot_be_read_are_noted_with_their_cause():
    members = {"a.txt": TEXT, "b.png": b"\x89PNG", "c.docx": docx()[:99], "e.doc": PAGE}
    members["d.zip"] = locked(zipped({"a.txt": TEXT}))
    source = open_source(zipped(members), name="公开.zip")
    assert [page.number for page in source.pages] == [1, 2]
    assert [note.kind for note in source.notes] == ["unread", "unread", "unread", "repaired"]
    for note, member, cause in zip(source.notes, "bcde", ["没有文字", "已损坏", "密码", "后缀"], strict=True):
        assert f"“{member}." in note.message
        assert cause in note.message


@pytest.mark.parametrize(
    ("members", "error"),
    [
        ({}, UnreadableFileError),
        ({"a.rtf": b"{\\rtf1}", "b.rar": b"Rar!"}, UnsupportedFormatError),
        ({"a.zip": locked(zipped({"a.txt": TEXT}))}, EncryptedFileError),
        ({"a.png": b"\x89PNG", "b.txt": b""}, UnreadableFileError),
    ],
)
def test_an_archive_without_a_readable_member_is_refused(members, error):
    with pytest.raises(error, match=r"公开\.zip") as caught:
        open_source(zipped(members), name="公开.zip")
    assert type(caught.value) is error


def test_names_written_by_chinese_windows_are_understood():
    data = zipped({"aaaaaaaa.png": b"\x89PNG", "b.txt": TEXT}).replace(b"aaaaaaaa", "附件一二".encode("gbk"))
    (note,) = open_source(data).notes
    assert "“附件一二.png”" in note.message


def test_archives_in_archives_are_read_down_to_the_limit():
    data = zipped({"a.txt": TEXT})
    for _ in range(5):
        data = zipped({"内.zip": data})
    assert len(open_source(data).pages) == 1
    with pytest.raises(LimitExceededError, match="压缩包套压缩包"):
        open_source(data, limits=Limits(max_depth=5))


def test_bombs_end_at_the_limits():
    bomb = zipped({f"{n}.txt": b"1" * 2_000_000 for n in range(5)})
    with pytest.raises(LimitExceededError, match=r"弹\.zip.*解压后超过"):
        open_source(bomb, name="弹.zip", limits=Limits(max_unpacked_bytes=5_000_000))
    nested = zipped({"0.txt": b"1" * 3_000_000, "1.zip": zipped({"a.txt": b"1" * 3_000_000})})
    with pytest.raises(LimitExceededError, match=r"弹\.zip/1\.zip：解压后超过"):
        open_source(nested, name="弹.zip", limits=Limits(max_unpacked_bytes=5_000_000))
    with pytest.raises(LimitExceededError, match="个文件"):
        open_source(zipped({f"{n}": b"1" for n in range(20)}), limits=Limits(max_members=10))
    with pytest.raises(LimitExceededError, match=r"弹\.zip：0\.txt 解压后有 2,000,000 字节，超过 1,000,000 字节"):
        open_source(bomb, name="弹.zip", limits=Limits(max_member_bytes=1_000_000))


def test_members_that_cannot_be_read_are_not_kept_in_memory():
    data = zipped({f"{n}.txt": bytes(3_000_000) for n in range(20)})
    tracemalloc.start()
    with pytest.raises(UnreadableFileError, match="都读不了"):
        open_source(data)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20_000_000


def test_a_member_that_lies_about_its_size_is_damaged():
    data = bytearray(zipped({"a.txt": b"1" * 5000}))
    directory = data.rfind(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = (10).to_bytes(4, "little")
    with pytest.raises(UnreadableFileError, match=r"a\.txt"):
        open_source(bytes(data))


def test_pages_and_time_over_the_limits_are_noted():
    data = zipped({"1.txt": TEXT + b"\f" + TEXT, "2.txt": TEXT + b"\f" + TEXT, "3.txt": TEXT})
    source = open_source(data, limits=Limits(max_pages=3))
    assert len(source.pages) == 3
    assert ["1页没有读取" in source.notes[0].message, "1个文件没有读取" in source.notes[1].message] == [True, True]


@pytest.mark.parametrize(
    "text",
    [
        "# " + " " * 50_000 + "a", "**a " * 20_000, "|" + " " * 50_000 + "a\n|" + " " * 50_000,
        "# a\n" + "<table\n" * 20_000, "[" * 50_000, "a|\n" * 20_000, "<!--" * 20_000,
        "<!-- -->" * 5_000 + "a", "# a\n" + "*" * 50_000, "甲" + " " * 50_000 + "\n" + " " * 50_000,
    ],
)  # fmt: skip
def test_odd_texts_are_read_to_their_end(text):
    source = open_source(text.encode())

    assert source.format in ("text", "markdown", "html")
    assert len(source.pages) <= 1


def test_a_missing_optional_library_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "lxml", None)
    with pytest.raises(UnsupportedFormatError, match=r"medinsure-budget\[html\]"):
        open_source(PAGE)
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(UnsupportedFormatError, match=r"medinsure-budget\[xls\]"):
        open_source(zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.bin": ""}))


CORPUS = Path(__file__).resolve().parents[2] / "../shared/corpus"


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")
@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "gb18030"])
def test_real_texts_read_alike_in_every_charset(charset):
    for path in sorted((CORPUS / "seeds").iterdir()):
        plain, other = open_source(path), open_source(path.read_text("utf-8").encode(charset), name=path.name)
        assert (plain.format, len(plain.pages[0].blocks)) == (other.format, len(other.pages[0].blocks))
        assert plain.notes == other.notes == ()


@pytest.mark.parametrize("text", ["a|\n" * 400, "a\n|\n" * 400, "|\n" * 400])
def test_lines_with_bars_that_make_no_table_are_looked_at_once(text, monkeypatch):
    seen = []
    within = cells.rows_of_cells
    monkeypatch.setattr(cells, "rows_of_cells", lambda cells: seen.extend(cells) or within(cells))
    open_source(text.encode())

    assert len(seen) <= text.count("\n")
