"""Sheets saved with commas between their cells."""

import pytest

from medinsure_budget.errors import LimitExceededError
from medinsure_budget.evidence import Grid, Line
from medinsure_budget.sources import Limits, open_source

SHEET = """云溪市医疗保障局2024年部门支出预算总表,,,
,,,单位：万元
科目编码,科目名称,合计,备注
="0210",卫生健康支出,"1,200.50",
21015,"医疗保障
管理事务","1,200.50","含“两项”,另见说明"
,合计,"1,200.50",
"""


def texts(grid):
    return [[cell.text for cell in row] for row in grid.places]


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("name", ["表.csv", "表.txt", ""])
def test_a_sheet_with_commas_reads_like_a_workbook(charset, name):
    source = open_source(SHEET.encode(charset), name=name)
    title, unit, grid = source.pages[0].blocks

    assert source.format == "csv"
    assert source.notes == ()
    assert (title.text, unit.text) == ("云溪市医疗保障局2024年部门支出预算总表", "单位：万元")
    assert texts(grid) == [
        ["科目编码", "科目名称", "合计", "备注"],
        ["0210", "卫生健康支出", "1,200.50", ""],
        ["21015", "医疗保障管理事务", "1,200.50", "含“两项”,另见说明"],
        ["", "合计", "1,200.50", ""],
    ]


def test_windows_line_ends_and_a_long_sheet():
    rows = "".join(f'{2101500 + n},"科目{n}","{n},000.50"\r\n' for n in range(1, 900))
    source = open_source(("编码,名称,金额\r\n" + rows * 5).encode("gb18030"))
    (grid,) = source.pages[0].blocks

    assert (grid.height, grid.width) == (4496, 3)
    assert grid.places[4495][2].text == "899,000.50"


@pytest.mark.parametrize(
    "text",
    [
        "2024年，本局收入1,200.50万元，\n比上年增加1,000.00万元，\n增长20%。\n",
        "科目\t合计\n行政运行\t1,200.50\n合计\t1,200.50\n",
        "收入1,200.50\n支出\n结余，无\n合计1,200.50 与 1,200.50\n",
        "本年收入55.10万元,增加3.20万元,增长6.2%。\n" * 4,
    ],
)
def test_prose_and_tabs_with_commas_are_no_sheet_with_commas(text):
    assert open_source(text.encode(), name="文.txt").format != "csv"


def test_ragged_rows_are_read_where_the_name_says_what_they_are():
    source = open_source("2024年表\n编码,名称,金额\n210,卫生,1.5\n合计,,1.5\n".encode(), name="表.csv")

    assert [type(block) for block in source.pages[0].blocks] == [Line, Grid]


def test_too_many_cells_are_refused():
    with pytest.raises(LimitExceededError, match="格"):
        open_source(b"1,2,3\n" * 100, name="a.csv", limits=Limits(max_elements=100))
