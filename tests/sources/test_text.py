"""Plain text: decoding, tab tables, pages."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medinsure_budget.errors import LimitExceededError, UnreadableFileError
from medinsure_budget.evidence import Grid, Line
from medinsure_budget.sources.limits import Limits
from medinsure_budget.sources.text import read_text

SAMPLE = "云溪市医疗保障局2024年部门预算\n\n单位：万元\n项目\t金额\n一、公共预算\t1,386.05\n合  计\t\n\n注：无。\n"


def texts(grid):
    return [[cell.text if cell else None for cell in row] for row in grid.places]


def blocks(data, **options):
    (page,) = read_text(data, "样本.txt", **options).pages
    return page.blocks


@pytest.mark.parametrize(
    "data",
    [
        SAMPLE.encode(),
        codecs.BOM_UTF8 + SAMPLE.encode(),
        SAMPLE.encode("gb18030"),
        SAMPLE.encode("utf-16"),
        codecs.BOM_UTF16_BE + SAMPLE.encode("utf-16-be"),
        SAMPLE.replace("\n", "\r\n").encode(),
        SAMPLE.replace("\n", "\r").encode(),
    ],
    ids=["utf-8", "utf-8-sig", "gb18030", "utf-16-le", "utf-16-be", "windows ends", "old mac ends"],
)
def test_every_charset_and_line_end_gives_the_same_blocks(data):
    title, unit, grid, note = blocks(data)
    assert title == Line("云溪市医疗保障局2024年部门预算", 1)
    assert unit == Line("单位：万元", 3)
    assert texts(grid) == [["项目", "金额"], ["一、公共预算", "1,386.05"], ["合 计", ""]]
    assert grid.lines == (4, 5, 6)
    assert not grid.merged
    assert note.number == 8


def test_a_blank_line_ends_a_table():
    first, second = blocks("一\t1.00\n\n二\t2.00\n".encode())
    assert (texts(first), texts(second)) == ([["一", "1.00"]], [["二", "2.00"]])


def test_short_rows_end_in_none_and_leading_tabs_are_blank_cells():
    (grid,) = blocks("甲\t乙\t丙\n\t1.00\n".encode())
    assert texts(grid) == [["甲", "乙", "丙"], ["", "1.00", None]]


def test_form_feeds_begin_pages_and_line_numbers_run_on():
    source = read_text("甲\t1\n\f乙\t2\n丙\n\f".encode(), "样本.txt")
    assert [page.number for page in source.pages] == [1, 2]
    first, second = source.pages
    assert texts(first.blocks[0]) == [["甲", "1"]]
    assert isinstance(second.blocks[0], Grid)
    assert (second.blocks[0].page, second.blocks[0].lines) == (2, (2,))
    assert second.blocks[1] == Line("丙", 3)


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "空的"),
        (b" \n\t\n\x0c", "空的"),
        ("云溪市医疗保障局".encode() + b"\xe5\x8c", "UTF-8 文字在第 24 字节处损坏"),
        (codecs.BOM_UTF16_LE + "云溪市".encode("utf-16-le") + b"\x00", "utf-16"),
        (bytes(range(128)) * 4, "不是文字"),
        (b"\xff\xff\xff\xff", "gb18030"),
        (("\ufffd" * 9 + "万元").encode(), "不是文字"),
    ],
    ids=["empty", "blank", "cut in a character", "odd utf-16", "control characters", "no charset", "replaced"],
)
def test_bytes_that_are_no_text_are_refused_with_name_and_cause(data, cause):
    with pytest.raises(UnreadableFileError, match=cause) as caught:
        read_text(data, "样本.txt")
    assert "样本.txt" in str(caught.value)


def test_a_file_over_the_limit_is_refused():
    with pytest.raises(LimitExceededError, match="样本"):
        blocks(SAMPLE.encode(), limits=Limits(max_bytes=10))


WORDS = st.text("甲乙丙丁支出预算0123456789.,-()（） ", max_size=12).map(lambda text: " ".join(text.split()))


@given(st.lists(st.lists(WORDS, min_size=2, max_size=5), min_size=1, max_size=8), st.sampled_from(["utf-8", "utf-16"]))
def test_rows_written_with_tabs_read_back(rows, charset):
    written = "注\n" + "\n".join("\t".join(row) for row in rows)
    _, grid = blocks(written.encode(charset))
    width = max(map(len, rows))
    assert texts(grid) == [[*row, *[None] * (width - len(row))] for row in rows]
