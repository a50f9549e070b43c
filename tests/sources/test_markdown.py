"""Markdown: headings, marks, pipe tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medinsure_budget.evidence import Line
from medinsure_budget.sources import open_source
from medinsure_budget.sources.markdown import read_markdown


def texts(grid):
    return [[cell.text if cell else None for cell in row] for row in grid.places]


def blocks(text):
    (page,) = read_markdown(text.encode(), "样本.md").pages
    return page.blocks


@pytest.mark.parametrize(
    ("written", "level", "text"),
    [
        ("# 概况", 1, "概况"),
        ("### **（一）收入**", 3, "（一）收入"),
        ("##二、说明 ##", 2, "二、说明"),
        ("#1 号", 0, "#1 号"),
        ("- （一）主要职能", 0, "（一）主要职能"),
        ("- 5 -", 0, "- 5 -"),
        ("**卫生健康支出（类）**年初预算 7.96", 0, "卫生健康支出（类）年初预算 7.96"),
        ("金额<b>合计</b>：<p>1.00</p>", 0, "金额合计：1.00"),
        ("见[附件](a.xlsx)&lt;1&gt; 1\\. 甲", 0, "见附件<1> 1. 甲"),
        ("** ** 1 2", 0, "** ** 1 2"),
        ("《<基本>规定》", 0, "《<基本>规定》"),
    ],
)
def test_marks_are_stripped_and_printed_signs_stay(written, level, text):
    assert blocks(written) == (Line(text, 1, level=level),)


def test_a_break_in_running_text_makes_two_lines_with_one_number():
    assert blocks("公开02表<br>单位：万元") == (Line("公开02表", 1), Line("单位：万元", 1))


def test_bold_cells_of_tab_tables_are_marked_and_stripped():
    (grid,) = blocks("项 目\t金额\n<b>本年收入合计</b>\t**897.41**\n**注**释\t**\n")
    assert texts(grid) == [["项 目", "金额"], ["本年收入合计", "897.41"], ["注释", "**"]]
    assert [[cell.bold for cell in row] for row in grid.places] == [[False, False], [True, True], [False, False]]


def test_dashed_rows_of_tab_tables_are_kept_for_the_reader():
    (grid,) = blocks("甲\t乙\n----\t------\n")
    assert texts(grid) == [["甲", "乙"], ["----", "------"]]


@pytest.mark.parametrize("written", ["| 甲 | 乙 |\n|---|:-:|\n| 1 | \\| |\n| - | |\n", "甲|乙\n--|--\n1|\\|\n- | |\n"])
def test_pipe_tables_read_with_and_without_outer_pipes(written):
    _, grid, last = blocks("前文\n" + written + "后文")
    assert texts(grid) == [["甲", "乙"], ["1", "|"], ["-", ""]]
    assert grid.lines == (2, 4, 5)
    assert last.text == "后文"


def test_pipes_in_running_text_make_no_table():
    assert blocks("首页 | 政务公开") == (Line("首页 | 政务公开", 1),)


def test_breaks_in_pipe_cells_are_joined_away():
    (grid,) = blocks("| 医疗保障<br>管理事务 | **1.00** |\n|---|---|\n")
    assert texts(grid) == [["医疗保障管理事务", "1.00"]]
    assert grid.places[0][1].bold


RULED = """+------+------+
| 项目 | 金额 |
+======+======+
| 公务用车运行 | 6.50 |
| 维护费 |      |
+------+------+
| 合计 | 6.50 |
+------+------+
"""


def test_rules_drawn_between_rows_are_no_rows_and_wrapped_labels_are_whole():
    (grid,) = blocks(RULED)
    assert texts(grid) == [["项目", "金额"], ["公务用车运行维护费", "6.50"], ["合计", "6.50"]]
    assert grid.lines == (2, 4, 7)
    (grid,) = blocks("+---+---+\n| 项目 | 金额 |\n+---+---+\n| 甲 | 1 |\n| 乙 | 2 |\n+---+---+\n")
    assert texts(grid) == [["项目", "金额"], ["甲", "1"], ["乙", "2"]]


def test_marks_of_footnotes_are_left_out_and_noted():
    source = read_markdown("| 项目 | 金额 |\n|---|---|\n| 甲[^1] | 1.80[^注] |\n\n[^1]: 含结转。".encode(), "样本.md")
    assert texts(source.pages[0].blocks[0]) == [["项目", "金额"], ["甲", "1.80"]]
    assert ["1" in note.message and "注" in note.message for note in source.notes] == [True]


def test_html_tables_between_the_lines_are_grids():
    table = "<html><table><tr><td colspan='2'>收入</td></tr><tr><td>甲</td>\n<td>1</td></tr></table></html>"
    before, grid, after = blocks(f"# 表一\n\n{table}\n\n注\n")
    assert (before.text, after) == ("表一", Line("注", 6))
    assert texts(grid) == [["收入", "收入"], ["甲", "1"]]
    assert grid.lines == (3, 3)


def test_a_table_that_is_never_closed_is_text():
    assert blocks("甲 <table\n乙")[1] == Line("乙", 2)


def test_an_image_leaves_a_note():
    source = read_markdown("正文\n\n![](images/1.png)".encode(), "样本.md")
    assert [(note.kind, note.line) for note in source.notes] == [("unread", 3)]
    assert source.pages[0].blocks == (Line("正文", 1),)


CELLS = st.text("甲乙支出|预算0123456789.,-()（） *", max_size=10).map(lambda text: " ".join(text.split()))


@given(st.integers(2, 5).flatmap(lambda w: st.lists(st.lists(CELLS, min_size=w, max_size=w), min_size=1, max_size=8)))
def test_rows_written_as_a_pipe_table_read_back(rows):
    def line(cells):
        return "| " + " | ".join(cell.replace("|", "\\|").replace("*", "\\*") for cell in cells) + " |"

    written = "\n".join([line(rows[0]), "|" + "---|" * len(rows[0]), *map(line, rows[1:])])
    (grid,) = blocks(written)
    assert texts(grid) == rows


def test_struck_words_are_left_out_with_a_note_and_raised_marks_are_no_digits_of_a_figure():
    table = "| 科目 | 合计 |\n|---|---|\n| 甲 | ~~999.99~~800.25<sup>1</sup> |\n| 乙 | <s>1.00</s>2.00 |\n| 面积 | 100m<sup>2</sup> |\n"
    source = open_source(f"# 表\n\n{table}".encode(), name="样本.md")
    grid = source.pages[0].blocks[-1]

    assert [row[1].text for row in grid.places] == ["合计", "800.25", "2.00", "100m²"]
    assert [(note.kind, note.message) for note in source.notes] == [
        ("ignored", "有2处带删除线的文字没有读取：“999.99”、“1.00”"),
        ("repaired", "有1个数带注释号，已去掉注释号读取：“800.25¹”"),
    ]
