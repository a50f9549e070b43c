"""目录 shows the pages on which headings and tables stand, whatever program sets them and whatever type it has."""

import shutil
import sys
import zipfile
from pathlib import Path

import pytest

import medinsure_budget as mb
from medinsure_budget.document import Agency, Budget
from medinsure_budget.document.narrative import Section
from medinsure_budget.writing.office import office_program
from medinsure_budget.writing.pages import Heading, blocks

pytest.importorskip("docx")
from medinsure_budget.writing.word.breaking import NARROW, WIDE, line_count
from medinsure_budget.writing.word.measures import STYLES, UPRIGHT
from medinsure_budget.writing.word.paging import Item, settled, table_items

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "benchmarks")]
LINE = 25.0


class Written:
    """A paragraph that remembers whether it begins a page."""

    def __init__(self):
        self.paragraph_format = self
        self.page_break_before = False


def lines(narrow, wide=None, **more):
    return Item(((LINE,) * narrow, (LINE,) * (narrow if wide is None else wide)), paragraph=Written(), **more)


def test_lines_break_between_characters_but_not_before_punctuation_or_inside_numbers():
    assert line_count("一二三四五六", 5) == 2
    assert [line_count("一二三四五。", 5, how=how) for how in (NARROW, WIDE)] == [1, 2]
    assert line_count("一二三1,234.56", 5) == 2
    assert line_count("一（二）", 2) == 2
    assert line_count("甲\n乙", 9) == 2
    assert line_count("", 9) == 1


def test_headings_wait_for_the_line_below_them():
    full = int(UPRIGHT.height // LINE)
    items = [lines(full - 1), lines(1, kept=True, anchor="a"), lines(1)]

    assert settled(items) == {"a": 2}
    assert not any(item.paragraph.page_break_before for item in items)


def test_a_heading_that_would_stand_on_either_page_begins_the_next():
    full = int(UPRIGHT.height // LINE)
    close = [lines(4), lines(full - 6, full - 5), lines(1, kept=True, anchor="a"), lines(1)]
    assert settled(close) == {"a": 2}
    assert [at for at, item in enumerate(close) if item.paragraph.page_break_before] == [2]


def test_the_break_comes_before_a_paragraph_that_may_reach_into_the_next_page():
    full = int(UPRIGHT.height // LINE)
    items = [lines(10), lines(full - 12, full - 9), lines(1, kept=True, anchor="a"), lines(1)]

    assert settled(items) == {"a": 2}
    assert [at for at, item in enumerate(items) if item.paragraph.page_break_before] == [1]


def test_the_last_rows_go_with_the_note_and_the_header_is_repeated():
    rows = [14.0] * int(UPRIGHT.height // 14)
    rest = int((UPRIGHT.height - 28 - 28) // LINE) - 1
    items = [*table_items(rows, 28.0, kept=2), lines(1), lines(1, kept=True, anchor="a"), lines(rest)]

    assert settled(items) == {"a": 2}
    assert settled([*items, lines(1, kept=True, anchor="b"), lines(1)])["b"] == 3


def test_no_program_is_told_to_ask_for_new_pages(tmp_path):
    path = mb.write_docx(mb.read(ROOT / "examples/data/云溪市医疗保障局2024年部门预算.md"), tmp_path / "文件.docx")

    assert b"updateFields" not in zipfile.ZipFile(path).read("word/settings.xml")


def test_lines_have_exact_heights(tmp_path):
    path = mb.write_docx(mb.read(ROOT / "examples/data/云溪市医疗保障局2024年部门预算.md"), tmp_path / "文件.docx")
    styles = zipfile.ZipFile(path).read("word/styles.xml").decode()

    assert styles.count('w:lineRule="exact"') >= len(STYLES)


def test_a_list_of_headings_longer_than_a_page_goes_on_where_it_stands(tmp_path):
    listed = tuple(Section(f"{n}.", "处室", 2) for n in range(1, 60))
    about = Section("一、", "机构设置", 1, "设有以下处室。", children=listed)
    document = Budget(name="云溪", agency=Agency("云溪市医疗保障局", "部门"), year=2024, sections=(about,))
    path = mb.write_docx(document, tmp_path / "文件.docx")
    body = zipfile.ZipFile(path).read("word/document.xml").decode()

    assert body.count('<w:keepNext w:val="0"/>') == 58


@pytest.mark.skipif(office_program() is None or shutil.which("pdfinfo") is None, reason="LibreOffice or pdfinfo is not installed")
@pytest.mark.parametrize("name", ["云溪市医疗保障局2024年部门预算.md", "云溪市医疗保障局2023年度部门决算.md"])
def test_the_pages_shown_are_the_pages_printed(name, tmp_path):
    from contents_pages import differences

    count, others = differences(mb.read(ROOT / "examples/data" / name), tmp_path)

    assert count > 20
    assert others == []


@pytest.mark.parametrize(
    ("number", "title", "printed"),
    [("第一部分", "概况", "第一部分　概况"), ("一、", "概况", "一、概况"), ("（一）", "概况", "（一）概况"), ("", "概况", "概况")],
)
def test_a_number_without_a_mark_of_its_own_is_set_off_from_its_title(number: str, title: str, printed: str, tmp_path):
    told = (Section(number, title, 1, "职责。"),)
    document = Budget(name="云溪", agency=Agency("云溪市医疗保障局", "部门"), year=2024, sections=told)

    (heading,) = [block.text for block in blocks(document) if isinstance(block, Heading)]
    assert heading == printed
    (again,) = mb.read(mb.write_html(document, tmp_path / "概况.html")).sections
    assert again.heading == number + title
