"""Grids as converters and other offices write them: every figure keeps its row, its column and its unit."""

import pickle

import pytest
from attrs import evolve

from medinsure_budget.evidence import Cell, Grid, Line, Page, Source
from medinsure_budget.forms import Expenditure
from medinsure_budget.money import Money
from medinsure_budget.reading import read
from medinsure_budget.reading.assemble import assemble

TITLE = "云溪市医疗保障局2024年部门预算\n\n2024年部门支出预算总表\n\n单位：万元\n\n"


def markdown(*tables, above=TITLE):
    def bars(rows):
        width = max(map(len, rows))
        first, *rest = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
        return "\n".join([first, f"|{'---|' * width}", *rest])

    return read((above + "\n\n3\n\n".join(map(bars, tables)) + "\n").encode(), name="样例.md")


def html(rows, above=TITLE):
    cells = "".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    return read(f"<html>{above.replace(chr(10), '<br>')}<table>{cells}</table></html>".encode(), name="样例.html")


def figures(document):
    return [(r["code"], r["label"], r["header"], r["printed"]) for r in document.records()]


def said(document, words):
    return [note.kind for note in document.notes if words in note.message]


HEADER = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]


def test_columns_that_only_doubled_rules_make_are_joined_to_their_headers():
    document = markdown(
        [
            ["", "科目编码", "", "", "科目名称", "", "", "合计"],
            ["", "合计", "", "", "", "", "", "9.00"],
            ["210", "", "", "卫生健康支出", "", "", "", "9.00"],
            ["2101501", "", "", "行政运行", "", "", "4.00", ""],
            ["2101502", "", "", "一般行政管理事务", "", "", "5.00", ""],
        ]
    )

    assert figures(document) == [
        ("", "合计", "合计", "9.00"),
        ("210", "卫生健康支出", "合计", "9.00"),
        ("2101501", "行政运行", "合计", "4.00"),
        ("2101502", "一般行政管理事务", "合计", "5.00"),
    ]


def test_two_columns_of_their_own_that_no_row_fills_both_stay_two():
    document = markdown([HEADER, ["2101501", "行政运行", "4.00", "4.00", ""], ["2101502", "一般行政管理事务", "5.00", "", "5.00"]])

    assert [f[2] for f in figures(document)] == ["合计", "基本支出", "合计", "项目支出"]


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        # The blank columns at the end are lost.
        ([["2101502", "一般行政管理事务", "5.00"]], [("2101502", "一般行政管理事务", "合计", "5.00")]),
        # Code and name of the total share a column.
        (
            [["合计", "9.00", "4.00", "5.00"]],
            [("", "合计", "合计", "9.00"), ("", "合计", "基本支出", "4.00"), ("", "合计", "项目支出", "5.00")],
        ),
        # A rule parts nothing.
        (
            [["2101502", "一般行政管理事务", "", "5.00", "5.00", ""], ["2101503", "机关服务", "1.00", "", "", "1.00"]],
            [
                ("2101502", "一般行政管理事务", "合计", "5.00"),
                ("2101502", "一般行政管理事务", "基本支出", "5.00"),
                ("2101503", "机关服务", "合计", "1.00"),
                ("2101503", "机关服务", "项目支出", "1.00"),
            ],
        ),
    ],
)
def test_a_page_with_other_columns_goes_on_with_its_table(rest, expected):
    document = markdown([HEADER, ["2101501", "行政运行", "4.00", "4.00", ""]], rest)

    assert len(document.sheets) == 1
    assert figures(document)[2:] == expected


def test_codes_and_numbers_that_count_are_never_money_whatever_heads_them():
    rows = [["1", "云溪小学", "2.00"], ["2", "云溪中学", "3.00"], ["3", "云溪一中", "4.00"]]
    counted = markdown([["", "", "补助"], *rows], above="2024年学校补助资金表\n\n单位：万元\n\n")
    coded = markdown(
        [["", "", "补助"], ["210", "卫生健康支出", "5.00"], ["21015", "医疗保障管理事务", "5.00"]],
        above="2024年补助资金表\n\n单位：万元\n\n",
    )

    assert [f[3] for f in figures(counted)] == ["2.00", "3.00", "4.00"]
    assert [f[3] for f in figures(coded)] == ["5.00", "5.00"]
    assert [f[0] for f in figures(coded)] == ["210", "21015"]


def test_rates_and_counts_beside_amounts_are_no_money_and_said():
    document = markdown(
        [["项目", "本年预算数", "增减幅度（%）", "人数（人）"], ["会议费", "2.00", "-5.00", "40"], ["培训费", "3.00", "7.10", "25"]],
        above="2024年会议费、培训费预算表\n\n单位：万元\n\n",
    )

    assert [f[3] for f in figures(document)] == ["2.00", "3.00"]
    assert said(document, "增减幅度") == said(document, "人数") == ["ignored"]


def test_the_nearest_unit_wins():
    document = markdown(
        [["项目", "预算数", "人均（元）"], ["会议费", "2.00", "300.00"], ["培训费", "5,000.00元", "￥20"]],
        above="2024年会议费、培训费预算表\n\n单位：万元\n\n",
    )

    assert [r["amount"] for r in document.records()] == [20000, 300, 5000, 20]


def test_what_cannot_be_read_is_told_from_what_is_not_printed():
    document = markdown([HEADER, ["2101501", "行政运行", "5 12.30", "0.00", ""], ["2101502", "机关服务", "—", "1.00", "1.00"]])
    first, second = document[Expenditure].rows

    assert (first.total, first.basic, first.project) == (None, Money("0.00", "万元"), None)
    assert first.unreadable == ("total",)
    assert (second.total, second.unreadable) == (None, ())
    assert said(document, "5 12.30") == ["unread"]


def test_a_cell_that_its_source_calls_flawed_is_unreadable_with_the_reason():
    rows = [HEADER, ["2101501", "行政运行", "12.30", "12.30", ""]]
    grid = Grid.from_rows(rows)
    flawed = evolve(grid.places[1][2], flaw="盖在印章之下")
    grid = Grid((grid.places[0], (*grid.places[1][:2], flawed, *grid.places[1][3:])), merged=False)
    lines = [Line("2024年部门支出预算总表", 1), Line("单位：万元", 2)]
    document = assemble(Source("样例", (Page(1, (*lines, grid)),)))

    assert figures(document) == [("2101501", "行政运行", "基本支出", "12.30")]
    assert document[Expenditure].rows[0].unreadable == ("total",)
    assert said(document, "盖在印章之下") == ["unread"]


def test_header_words_beside_the_total_are_none_of_its_label():
    td = "<td>{}</td>".format
    document = html(
        [
            ['<td colspan="3">科目编码</td>', '<td rowspan="2">科目名称</td>', '<td rowspan="2">合计</td>'],
            [],
            [td("类"), td("款"), td("项"), td("合计"), td("4.00")],
            [td("210"), td(""), td(""), td("卫生健康支出"), td("4.00")],
            [td("210"), td("15"), td("01"), td("行政运行"), td("4.00")],
        ]
    )

    assert [f[:2] for f in figures(document)] == [("", "合计"), ("210", "卫生健康支出"), ("2101501", "行政运行")]


def test_tables_below_one_another_in_a_grid_are_parted_at_their_titles():
    document = markdown(
        [
            HEADER,
            ["2101501", "行政运行", "4.00", "4.00", ""],
            ["2024年部门会议费、培训费预算表", "", "", "", ""],
            ["项目", "上年预算数", "本年预算数", "", ""],
            ["会议费", "1.00", "2.00", "", ""],
        ]
    )

    assert [sheet.title for sheet in document.sheets] == ["2024年部门支出预算总表", "2024年部门会议费、培训费预算表"]
    assert figures(document)[2:] == [("", "会议费", "上年预算数", "1.00"), ("", "会议费", "本年预算数", "2.00")]
    assert {sheet.unit.value for sheet in document.sheets} == {"万元"}


def test_blocks_with_the_same_header_keep_the_name_above_them():
    rows = [["职工医保", ""], ["指标名称", "金额"], ["收入", "3.00"], ["居民医保", ""], ["指标名称", "金额"], ["收入", "4.00"]]
    cells = [[f"<td colspan=2>{row[0]}</td>"] if not row[1] else [f"<td>{text}</td>" for text in row] for row in rows]
    document = html(cells, above="2024年医保基金收支情况表\n单位：万元\n")

    assert [(r["label"], r["header"], r["amount"]) for r in document.records()] == [
        ("收入", "职工医保/金额", 30000),
        ("收入", "居民医保/金额", 40000),
    ]


def test_tables_side_by_side_are_parted_at_the_blank_column():
    left = [["2024年部门支出预算总表", "", ""], ["科目编码", "科目名称", "合计"], ["2101501", "行政运行", "4.00"]]
    right = [["2024年部门会议费、培训费预算表", ""], ["项目", "预算数"], ["会议费", "1.00"]]
    document = markdown([[*a, "", *b] for a, b in zip(left, right, strict=True)], above="云溪市医疗保障局2024年部门预算\n\n单位：万元\n\n")

    assert [sheet.title for sheet in document.sheets] == ["2024年部门支出预算总表", "2024年部门会议费、培训费预算表"]
    assert [f[3] for f in figures(document)] == ["4.00", "1.00"]


def test_a_figure_in_the_row_below_its_label_belongs_to_it():
    document = markdown([HEADER[:3], ["合计", "", ""], ["", "", "9.00"], ["2101501", "行政运行", "9.00"]])

    assert figures(document)[0] == ("", "合计", "合计", "9.00")
    assert said(document, "下一行") == ["repaired"]


def test_a_label_printed_once_goes_on_beside_the_second_labels_below():
    rows = [["项目", "", "金额"], ["一般公共预算", "小计", "5.00"], ["", "专项收入", "5.00"], ["其他资金", "小计", "1.00"]]
    document = markdown(rows, above="2024年收入预算总表\n\n单位：万元\n\n")

    assert [f[1] for f in figures(document)] == ["一般公共预算/小计", "一般公共预算/专项收入", "其他资金/小计"]


@pytest.mark.parametrize("heading", ["内容", "支出内容", "指标名称", "情况说明"])
def test_the_first_words_of_a_table_name_its_rows_whatever_heads_them(heading):
    document = markdown([[heading, "本年预算数"], ["会议费", "1.00"], ["培训费", "2.00"]], above="2024年经费预算表\n\n单位：万元\n\n")

    assert [f[1] for f in figures(document)] == ["会议费", "培训费"]


def test_one_cell_a_line_with_line_numbers_is_read_side_by_side():
    rows = [["项目", "行次", "决算数"] * 2]
    left, right = ("事业收入", "其他收入", "经营收入", "利息收入"), ("教育支出", "科技支出", "农林水支出", "其他支出")
    rows += [[a, str(n), f"{n}.50", b, str(n + 20), f"{n}.25"] for n, (a, b) in enumerate(zip(left, right, strict=True), 1)]
    cells = ["收入支出决算总表", "单位：万元", "收入", "支出", *(cell for row in rows for cell in row)]
    document = read("\n\n".join(cells).encode(), name="样例.txt")

    assert sorted(r["printed"] for r in document.records()) == sorted(f"{n}.{d}" for n in range(1, 5) for d in (25, 50))
    assert {r["side"] for r in document.records()} == {"income", "expenditure"}


def test_a_cell_knows_its_flaw():
    assert Cell("12.30", 0, 0).flaw == ""


def test_the_numbers_of_columns_are_no_row_of_cells_printed_one_a_line():
    rows = [("一、事业收入", "1", "2.50", "一、教育支出", "21", "1.50"), ("二、其他收入", "2", "3.50", "二、科技支出", "22", "2.25")]
    rows += [("三、利息收入", "3", "0.50", "三、其他支出", "23", "0.25"), ("本年收入合计", "4", "6.50", "本年支出合计", "24", "4.00")]
    counted = ["栏次", "1", "栏次", "2"]
    cells = ["收入支出决算总表", "单位：万元", "收入", "支出", *["项目", "行次", "决算数"] * 2, *counted, *(c for row in rows for c in row)]
    document = read("\n\n".join(cells).encode(), name="样例.txt")

    assert sorted(r["printed"] for r in document.records()) == sorted(row[c] for row in rows for c in (2, 5))


def test_numbers_of_pages_below_tables_are_neither_amounts_nor_parts_of_codes():
    def page(number, title):
        rows = [
            [title], ["单位：万元"], ["", "合计", "", "", "基本支出", "", "", "项目支出"],
            ["241.69", "", "", "158.44", "", "", "83.25", ""], [str(number + 3)],
        ]  # fmt: skip
        rows = [[*row, *[""] * (8 - len(row))] for row in rows]
        return Page(number, (Grid.from_rows(rows, page=number),))

    document = assemble(Source("表.xlsx", (page(1, "支出预算总表"), page(2, "财政拨款支出预算总表"))))
    found = [[str(amount) for _, amount in row.figures()] for sheet in document.sheets for row in sheet]

    assert found == [["241.69 万元", "158.44 万元", "83.25 万元"]] * 2


def broken(total, basic="12.30"):
    rows = [["210", "卫生健康支出", total, basic, "7.00"], ["21015", "医疗保障管理事务", "19.30", "12.30", "7.00"]]
    return html([[f"<td>{cell}</td>" for cell in row] for row in [HEADER, *rows]])


@pytest.mark.parametrize("total", ["927757.3<br>0", "92775<br>7.30", "927,<br>757.30", "927757<br>.30"])
def test_a_figure_broken_in_its_cell_is_one_where_only_that_has_the_decimals_of_its_table(total):
    document = broken(total)

    (printed,) = (p for code, _, header, p in figures(document) if (code, header) == ("210", "合计"))
    assert printed.replace(",", "").replace(" ", "") == "927757.30"
    assert not said(document, "读不出")
    assert document.accounting.balanced


@pytest.mark.parametrize("total", ["12.30<br>7.00", "5<br>7"])
def test_two_figures_in_a_cell_are_never_made_one(total):
    document = broken(total)

    assert not [p for code, _, header, p in figures(document) if (code, header) == ("210", "合计")]
    assert said(document, "读不出") == ["unread"]


def test_a_header_whose_last_cell_lost_its_end_heads_the_same_table():
    first = [HEADER, ["", "合计", "9.00", "2.00", "7.00"], ["210", "卫生健康支出", "5.00", "1.00", "4.00"]]
    second = [[*HEADER[:-1], "项目支"], ["208", "社会保障和就业支出", "4.00", "1.00", "3.00"]]
    document = markdown(first, second)

    assert [(sheet.form, len(sheet.rows)) for sheet in document.sheets] == [(Expenditure, 3)]


def test_a_code_whose_name_and_figure_stand_in_the_row_below_is_theirs():
    rows = [HEADER[:3], ["2101501", "", ""], ["", "行政运行", "9.00"], ["2101502", "", ""], ["2101503", "机关服务", "1.00"]]
    document = markdown(rows)

    assert [f[:2] + f[3:] for f in figures(document)] == [("2101501", "行政运行", "9.00"), ("2101503", "机关服务", "1.00")]
    assert said(document, "下一行") == ["repaired"]


def test_cells_in_the_place_of_others_are_those_that_begin_in_a_row():
    grid = Grid.from_rows([["预算数", "1.00*"]])
    assert [cell.text for cell in grid.anchored(0)] == ["预算数", "1.00*"]
    grid.places = ((grid.places[0][0], Cell("1.00", 0, 1)),)
    assert [cell.text for cell in grid.anchored(0)] == ["预算数", "1.00"]
    assert pickle.loads(pickle.dumps(grid)).anchored(0) == grid.anchored(0)  # noqa: S301 - our own bytes
