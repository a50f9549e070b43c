"""Tables in plain text: bars, one cell a line, columns kept by blanks."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medinsure_budget.evidence import Grid
from medinsure_budget.sources.spaced import Token, words_of
from medinsure_budget.sources.straight import straightened
from medinsure_budget.sources.text import read_text
from medinsure_budget.sources.torn import mended
from medinsure_budget.sources.wrapped_heads import with_whole_headings

ROWS = [["项目", "预算数", "决算数"], ["合计", "77.00", "68.30"], ["公务接待费", "35.00", ""], ["培训费", "", "41.90"]]


def found(text):
    """The grids and lines of a text."""
    blocks = [block for page in read_text(text.encode(), "样本.txt").pages for block in page.blocks]
    return [b for b in blocks if isinstance(b, Grid)], [b.text for b in blocks if not isinstance(b, Grid)]


def texts(grid):
    return [[cell.text if cell else "" for cell in row] for row in grid.places]


def between(rows):
    return "\n".join(" | ".join(row) for row in rows)


@pytest.mark.parametrize(
    "written",
    [
        between(ROWS),
        "\n".join("| " + " | ".join(row) + " |" for row in ROWS),
        "\n".join(" | ".join(row) + " |" for row in ROWS),
        "\n".join(cell + " |" for row in ROWS for cell in row),
        "\n".join(f"{cell}\n|" if cell else "|" for row in ROWS for cell in row),
        "\n\n".join(cell for row in ROWS for cell in row),
    ],
    ids=["between", "around", "after", "a cell a line", "bars on lines of their own", "blank lines"],
)
def test_however_the_cells_are_parted_the_table_is_the_same(written):
    (grid,), lines = found(f"某表\n\n单位：万元\n\n{written}\n")
    assert texts(grid) == ROWS
    assert lines == ["某表", "单位：万元"]
    assert list(grid.lines) == sorted(grid.lines)


def test_a_bar_in_one_line_is_no_table():
    assert found("首页 | 政务公开\n正文。")[0] == []


def test_a_total_that_a_blank_line_parts_from_its_table_is_the_last_row():
    (grid,), lines = found("科目 | 名称 | 合计 | 基本 |\n210 | 卫生 | 5.00 | 5.00 |\n\n合计 | 5.00 | 5.00 |\n\n首页 | 正文 |")
    assert texts(grid)[-1] == ["合计", "5.00", "5.00", ""]
    assert lines == ["首页 | 正文 |"]


def test_the_second_line_of_a_header_stands_under_the_heading_it_divides():
    (grid,), _ = found("项目 | 上年 | 本年 | 增减 | |\n金额 | 幅度 | |||\n合计 | 1.00 | 2.00 | 1.00 | 100% |")
    assert texts(grid)[1] == ["", "", "", "金额", "幅度"]


def test_blank_cells_that_a_blank_line_follows_keep_their_column():
    rows = [["编码", "名称", "合计", "项目"], ["208", "社会保障", "5.00", ""], ["210", "卫生健康", "", "7.00"]]
    (grid,), lines = found("某表\n\n" + "\n\n".join(cell for row in rows for cell in row) + "\n\n说明：无。")
    assert texts(grid) == rows
    assert lines == ["某表", "说明：无。"]


@pytest.mark.parametrize("number", ["12", "- 12 -", "第 12 页", "第 12 页 共 17 页", "12/17页"])
def test_the_number_of_a_page_between_two_rows_is_in_neither(number):
    rows = [["名称", "合计"], *([f"第{n}行", f"{n}.50"] for n in range(1, 5))]
    cells = [cell for row in rows for cell in row]
    grids, lines = found("某表\n\n" + "\n\n".join([*cells[:6], number, *cells[6:], "完。"]))
    assert [row for grid in grids for row in texts(grid)] == rows
    assert number in lines


def test_lines_that_hold_several_figures_are_not_read_cell_by_cell():
    assert found("某表\n\n甲\n\n1.00 2.00\n\n乙\n\n3.00 4.00\n\n丙\n\n5.00 6.00\n")[0] == []


@pytest.mark.parametrize("wide", [1, 2])
def test_columns_are_found_whether_a_chinese_character_is_one_or_two_blanks_wide(wide):
    def width(text):
        return sum(wide if character > "\xff" else 1 for character in text)

    rows = [["编码", "名称", "合计", "基本", "项目"], ["208", "社会保障和就业", "50.00", "50.00", ""]]
    rows += [["2080505", "养老保险", "50.00", "50.00", ""], ["210", "卫生", "650.00", "450.00", "200.00"]]
    rows += [["", "合计", "700.00", "500.00", "200.00"]]
    lines = [
        row[0] + " " * (10 - width(row[0])) + row[1] + " " * (20 - width(row[1]))
        + "".join(" " * (12 - width(cell)) + cell for cell in row[2:])
        for row in rows
    ]  # fmt: skip
    (grid,), _ = found("\n".join(["单位：万元", *lines]))
    assert texts(grid) == rows
    assert grid.lines == (2, 3, 4, 5, 6)


def test_sums_in_the_middle_of_code_and_name_do_not_join_the_two():
    lines = ["编码     名称          合计", "208     社会保障     50.00", "2080505  养老保险     50.00", "    合计             50.00"]
    (grid,), _ = found("\n".join(lines))
    assert texts(grid)[1][:2] == ["208", "社会保障"]
    assert grid.width == 3


CELL = st.text("甲乙丙支出预算", min_size=1, max_size=6)
FIGURE = st.decimals(0, 10**6, places=2).map("{:,.2f}".format) | st.just("")


@given(st.lists(st.tuples(CELL, FIGURE, FIGURE), min_size=2, max_size=12))
def test_no_figure_of_a_table_with_bars_is_lost(rows):
    (grid,), _ = found(between([["名称", "一栏", "二栏"], *map(list, rows)]))
    assert texts(grid)[1:] == [list(row) for row in rows]


def cell_by_cell(rows):
    return "\n\n".join(cell for row in rows for cell in row)


NARROW = [["208", "社会保障", "9.00", ""], ["20805", "养老", "9.00", ""], ["210", "卫生健康", "", "7.00"]]
BROAD = [
    ["编码", "", "名称", "", "金额", ""],
    ["", "合计", "", "", "21.00", ""],
    ["201", "", "一般服务", "", "5.00", ""],
    ["20101", "", "事务", "", "5.00", ""],
]


def test_rows_that_are_narrower_on_the_next_page_are_cut_at_their_own_width():
    pages = ["4", *[f"第{n}段。" for n in range(25)], "5", *[f"第{n}节。" for n in range(25)], "6"]
    text = "\n\n".join([*pages, "支出表", "单位：万元", cell_by_cell(BROAD), "7", cell_by_cell(NARROW), "完。"])
    grids, _ = found(text)
    assert [texts(grid) for grid in grids] == [BROAD, NARROW]


def test_codes_that_would_stand_among_amounts_tell_that_a_width_is_wrong():
    rows = [["编码", "名称", "金额"], ["合计", "", "31.00"], *[[f"3010{n}", f"项目{n}", f"{n}.00"] for n in range(1, 8)]]
    (grid,), _ = found("支出表\n\n" + cell_by_cell([*rows, ["303", "补助", "3.00"]]) + "\n\n采购表公开表九\n\n单位：万元")
    assert grid.width == 3
    assert texts(grid)[-1] == ["303", "补助", "3.00"]


def test_the_last_row_may_have_lost_the_blank_cells_behind_its_label():
    rows = [["类", "款", "名称", "合计", "项目"], ["201", "", "服务", "5.00", ""], ["201", "03", "事务", "5.00", "0"]]
    (grid,), lines = found(f"某表\n\n{cell_by_cell(rows)}\n\n合计\n\n5.00\n\n0\n\n完。")
    assert texts(grid) == [*rows, ["合计", "", "", "5.00", "0"]]
    assert lines == ["某表", "完。"]


def test_a_caption_within_a_table_is_as_broad_as_its_rows():
    rows = [
        ["收支表公开表一 单位：万元", "", "", "", "", ""],
        ["收入", "", "支出", "", "", ""],
        ["项目", "金额", "科目", "金额", "用途", "金额"],
        ["财政拨款", "9.00", "服务", "4.00", "基本", "6.00"],
        ["其他", "", "教育", "5.00", "项目", "3.00"],
        ["合计", "9.00", "合计", "9.00", "", ""],
    ]
    (grid,), _ = found(cell_by_cell(rows) + "\n\n下一表")
    assert texts(grid) == rows


def test_only_columns_that_rules_or_marks_do_not_part_are_inferred():
    barred = found(between(ROWS))[0][0]
    alone = found("某表\n\n" + cell_by_cell(ROWS))[0][0]
    assert (barred.inferred, alone.inferred) == (False, True)


def test_what_counts_the_columns_may_fill_the_rest_of_a_row_of_the_header():
    rows = [
        ["项目", "", "", "", "本年合计", "拨款", "其他"],
        ["编码", "", "", "名称", "", "", ""],
        ["类", "款", "项", "栏次", "1", "2", "3"],
        ["", "", "", "合计", "9.00", "8.00", "1.00"],
        ["202", "", "", "外交", "9.00", "8.00", "1.00"],
    ]
    (grid,), _ = found("收入表\n\n" + cell_by_cell(rows) + "\n\n注：无。")
    assert texts(grid) == rows


def test_numbers_that_count_the_lines_of_a_table_are_no_pages():
    rows = [["项目", "行次", "金额", "项目", "行次", "金额"]]
    rows += [[f"收入{n}", f"{n}", f"{n}.00", f"支出{n}", f"{30 + n}", "0.00"] for n in range(1, 26)]
    text = ["1", *[f"第{n}段。" for n in range(20)], "2", *[f"第{n}节。" for n in range(20)], "3", *[f"第{n}条。" for n in range(20)]]
    (grid,), lines = found("\n\n".join([*text, "4", "总表", cell_by_cell(rows), "5", "完。"]))
    assert texts(grid) == rows
    assert lines[-2:] == ["5", "完。"]


PUSHED = """
                项目                                                           附属单
                              本年收入         财政拨款         上级补助
编码                                                                 经营收入    位上缴     其他收入
                     名称       合计           收入           收入
                                                                           收入
                     栏次        1             2             3           4       5        6
                     合计     457346.11 425771.20 23086.53               0.00   3.22    8485.16
202                  外交               0.02          0.00          0.02    0.00   0.00      0.00
204                  公共安全       21332.14            0.00   21329.20       0.00   2.93      0.00
206                  科学技术           0.29          0.00          0.00    0.00   0.29      0.00
207                  文化旅游         786.78          0.00          0.00    0.00   0.00    786.78
"""


def test_figures_that_a_longer_one_pushed_aside_stand_in_their_column():
    (grid,), _ = found(PUSHED)
    body = texts(grid)[-5:]
    assert [row[-6:] for row in body] == [
        ["457346.11", "425771.20", "23086.53", "0.00", "3.22", "8485.16"],
        ["0.02", "0.00", "0.02", "0.00", "0.00", "0.00"],
        ["21332.14", "0.00", "21329.20", "0.00", "2.93", "0.00"],
        ["0.29", "0.00", "0.00", "0.00", "0.29", "0.00"],
        ["786.78", "0.00", "0.00", "0.00", "0.00", "786.78"],
    ]


def test_a_label_that_a_figure_pushed_aside_stands_in_its_own_column():
    (grid,), _ = found("""
项目             金额         项目           金额
财政拨款          34.00 一般公共服务       5.00
政府基金     425769.47 外交支出         425767.47
其他             0.00 国防支出            4.00
""")
    assert texts(grid)[2] == ["政府基金", "425769.47", "外交支出", "425767.47"]
    assert {len(row) for row in texts(grid)} == {4}


def test_columns_that_nothing_crosses_stay_where_they_are():
    text = "科目        金额\n工资       16.00\n津贴        7.50\n奖金        2.00"
    (grid,), _ = found(text)
    assert texts(grid) == [["科目", "金额"], ["工资", "16.00"], ["津贴", "7.50"], ["奖金", "2.00"]]


def line(*words):
    """Words at their first column; figures end there."""
    text = ""
    for column, word in words:
        text = text.ljust(column - (len(word) if "." in word else 0)) + word
    return text


def panel(code, name, amount, *, at):
    return (at, code), (at + 9, name), (at + 31, amount)


def torn(code, name, amount):
    """The right panel's code in one line, the rest further left in the next."""
    return line(*panel("30103", "奖金", "0.00", at=0), (34, code)), line((37, name), (65, amount))


PANELS = [
    line(*panel("编码", "名称", "", at=0)[:2], (27, "金额"), *panel("编码", "名称", "", at=34)[:2], (61, "金额")),
    line(*panel("301", "工资福利", "4594.14", at=0), *panel("302", "商品服务", "28.90", at=34)),
    line(*panel("30101", "基本工资", "537.64", at=0), *panel("30201", "办公费", "4.62", at=34)),
    *torn("30207", "邮电费", "8.05"),
    *torn("30213", "维修（护）费", "16.23"),
    *(line((30, code), (37, name), (65, "0.00")) for code, name in (("31007", "软件购置"), ("31013", "公务用车"))),
    line((6, "人员经费合计"), (29, "4596.14"), (36, "公用经费合计"), (65, "28.90")),
]


def test_codes_of_the_next_panel_are_none_of_the_amounts_they_came_to_stand_below():
    (grid,), _ = found("\n".join(PANELS))
    assert texts(grid) == [
        ["编码", "名称", "金额", "编码", "名称", "金额"],
        ["301", "工资福利", "4594.14", "302", "商品服务", "28.90"],
        ["30101", "基本工资", "537.64", "30201", "办公费", "4.62"],
        ["30103", "奖金", "0.00", "30207", "", ""],
        ["", "", "", "", "邮电费", "8.05"],
        ["30103", "奖金", "0.00", "30213", "", ""],
        ["", "", "", "", "维修（护）费", "16.23"],
        ["", "", "", "31007", "软件购置", "0.00"],
        ["", "", "", "31013", "公务用车", "0.00"],
        ["", "人员经费合计", "4596.14", "", "公用经费合计", "28.90"],
    ]


def row(code, name, *figures):
    return line((4, code), (16, name), *((38 + 12 * c, figure) for c, figure in enumerate(figures)))


# What stands above the columns is parted into lines around one middle; 本年支出 is over three of them.
COUNTED = [
    line((12, "项目"), (42, "年初"), (66, "本年支出"), (90, "附属")),
    line((90, "单位")),
    line((4, "编码"), (16, "名称"), (31, "本年收入"), (55, "小计"), (66, "基本支出"), (78, "项目支出")),
    line((90, "上缴")),
    line((42, "结转"), (90, "收入")),
    line((4, "码"), (16, "栏次"), (32, "1"), (43, "2"), (56, "3"), (68, "4"), (80, "5"), (91, "6")),
    row("", "合计", "9731.10", "0.00", "9731.10", "9000.00", "731.10", "0.00"),
    row("201", "一般公共服务", "9000.00", "0.00", "9000.00", "9000.00", "0.00", "0.00"),
    row("20101", "人大事务", "731.10", "0.00", "731.10", "0.00", "731.10", "0.00"),
]


def test_the_lines_of_a_heading_are_one_above_the_number_that_counts_its_column():
    (grid,), _ = found("\n".join(COUNTED))
    heads = texts(grid)[:-4]
    leaves = [[r[c] for r in heads if r[c]][-1] for c in range(2, 8)]
    assert leaves == ["本年收入", "年初结转", "小计", "基本支出", "项目支出", "附属单位上缴收入"]
    assert all("本年支出" in {r[c] for r in heads} for c in range(4, 7))
    assert texts(grid)[-2][2:] == ["9000.00", "0.00", "9000.00", "9000.00", "0.00", "0.00"]


BROKEN = """
项目                 预算数          决算数
工资              1200.00      1200.00
津贴                30.00        30.00
                 20974.5       20974.5
合计
                       0            0
其他                 1.00         1.00
"""


def test_digits_that_a_narrow_column_broke_off_complete_their_figures():
    (grid,), _ = found(BROKEN)
    assert [r for r in texts(grid) if r[0] == "合计"] == [["合计", "20974.50", "20974.50"]]
    notes = read_text(BROKEN.encode(), "样本.txt").notes
    assert [(note.line, note.message) for note in notes] == [(6, "分两行印的数字已接成一个：20974.50、20974.50")]


@pytest.mark.parametrize("rest", ["3            0     7", "00           0"])
def test_digits_that_complete_no_figure_are_left_where_they_stand(rest):
    text = BROKEN.replace("0            0", rest)
    assert read_text(text.encode(), "样本.txt").notes == ()
    assert not any("20974.50" in cell for grid in found(text)[0] for r in texts(grid) for cell in r)


@pytest.mark.parametrize("label", ["项目", "30101"])
def test_long_tables_are_put_straight_in_time_that_grows_with_them(label):
    def seconds(rows):
        lines = [
            [Token(label, 0, 6, alone=True), Token("名称", 4 + r % 3, 12, alone=True)]
            + [Token("1.00", 20 + 10 * c + r % 5 * 3 * (c > 1), 28 + 10 * c + r % 5 * 3 * (c > 1), alone=True) for c in range(5)]
            for r in range(rows)
        ]
        start = process_time()
        assert straightened(lines)
        return process_time() - start

    assert seconds(800) < 8 * min(seconds(200), seconds(200))


@pytest.mark.parametrize("step", [mended, with_whole_headings, straightened])
def test_broken_figures_and_counted_columns_take_time_that_grows_with_the_lines(step):
    def seconds(tables):
        tokens = [list(words_of(text, wide=False)) for text in [*COUNTED, *BROKEN.splitlines()] * tables]
        start = process_time()
        assert step(tokens)
        return process_time() - start

    assert seconds(80) < 8 * min(seconds(20), seconds(20))


def laid(at, right, *rows):
    """Lines of words that begin at the given places, and of figures that end at one."""
    lines = []
    for *cells, figure in rows:
        text = ""
        for begin, word in zip(at, cells, strict=False):
            text = (text.ljust(begin) if len(text) < begin else f"{text} ") + word if word else text
        lines.append(text + figure.rjust(right - len(text)) if figure else text)
    return "\n\n".join(lines) + "\n"


PURCHASES = laid(
    (0, 10, 22, 36, 48), 70,
    ["采购品目大类", "专项名称", "经济科目", "采购物品名称", "采购组织形式", "总计"],
    ["合计", "133.50"],
    ["一、货物A", "93.50"],
    ["", "设备专项", "办公设备购置", "53.50"],
    ["", "", "", "台式计算机（20万以下）", "分散自行组织", "13.50"],
    ["", "", "", "家具", "政府集中采购", "28.00"],
    ["", "", "", "投影仪", "分散自行组织", "12.00"],
    ["", "维护专项", "维修费", "40.00"],
    ["", "", "", "打印机", "分散自行组织", "40.00"],
)  # fmt: skip


def test_a_list_has_a_column_for_each_word_of_its_header():
    (grid,), _ = found(PURCHASES)
    assert texts(grid)[0] == ["采购品目大类", "专项名称", "经济科目", "采购物品名称", "采购组织形式", "总计"]
    assert texts(grid)[3] == ["", "设备专项", "办公设备购置", "", "", "53.50"]
    # One blank is left before a word that has a column of its own in other lines.
    assert texts(grid)[4] == ["", "", "", "台式计算机（20万以下）", "分散自行组织", "13.50"]


def test_a_list_goes_on_with_its_columns_on_a_narrower_page():
    rows = [["图书专项", "图书购置", "40.00"], ["", "", "图书资料", "分散自行组织", "30.00"], ["", "", "期刊", "政府集中采购", "10.00"]]
    (_, grid), lines = found(f"{PURCHASES}\f{laid((7, 16, 25, 33), 48, *rows)}")
    assert texts(grid) == [["", *rows[0][:2], "", "", "40.00"], *(["", *row] for row in rows[1:])]
    assert not lines


def test_no_line_of_a_wrapped_last_row_is_left_as_text():
    (grid,), lines = found(f"{PURCHASES}\n          维修与\n                      维修费{'7.00':>45}\n          养护费\n")
    assert texts(grid)[-1] == ["", "维修与养护费", "维修费", "", "", "7.00"]
    assert not lines


def test_the_letters_of_a_total_spread_over_its_cell_are_one_word():
    rows = [["科目编码", "科目名称", "金额"], ["合  计", "", "9.00"], ["301", "工资福利支出", "6.00"], ["302", "商品和服务支出", "3.00"]]
    (grid,), _ = found(laid((0, 12), 40, *rows))
    assert texts(grid)[1] == ["合计", "", "9.00"]


def test_what_begins_a_label_around_the_next_figures_is_no_rest_of_the_label_above():
    rows = [
        ["210", "卫生健康支出", "236.64"],
        ["", "行政事业单位", ""],
        ["21011", "", "236.64"],
        ["", "医疗", ""],
        ["2101101", "行政单位医疗", "40.35"],
        ["2101102", "事业单位医疗", "196.29"],
    ]
    (grid,), _ = found(laid((0, 11), 36, ["科目编码", "科目名称", "合计"], *rows).replace("\n\n", "\n"))
    assert texts(grid)[1:3] == [["210", "卫生健康支出", "236.64"], ["21011", "行政事业单位医疗", "236.64"]]


def test_codes_in_the_middle_of_their_column_are_none_of_the_names_one_blank_behind_them():
    lines = [
        " 科目编码      科目名称       合计",
        "   201 一般公共服务支出      9.00",
        "  20113 商贸事务           9.00",
        " 2011304   对外贸易管理      9.00",
        "   205 教育支出            3.00",
    ]
    (grid,), _ = found("\n".join(lines))
    assert [row[:2] for row in texts(grid)[1:]] == [
        ["201", "一般公共服务支出"], ["20113", "商贸事务"], ["2011304", "对外贸易管理"], ["205", "教育支出"],
    ]  # fmt: skip
