"""What must hold in a table is told by its form: sums of rows, of fixed lines, of levels, of units and projects."""

import pytest
from arithmetic import equations, figures, sheet, tables
from attrs import evolve

from medinsure_budget import read
from medinsure_budget.checks.arithmetic.cells import gather, normal_code
from medinsure_budget.checks.arithmetic.doubts import doubtful_tables, raise_doubts
from medinsure_budget.checks.arithmetic.identities import Identity, line_rule, of_table, row_rule
from medinsure_budget.document.narrative import Claim
from medinsure_budget.evidence import Note
from medinsure_budget.forms import (
    AppropriationOverview,
    BudgetOverview,
    Column,
    Expenditure,
    FinalBasicExpenditure,
    FinalThreePublics,
    GeneralPublicExpenditure,
    Income,
    Item,
    Procurement,
    ProjectExpenditure,
    ProjectPerformance,
    ThreePublics,
)
from medinsure_budget.forms.declare import RowOrigin
from medinsure_budget.money import Money, Unit

OTHER = (("其他", Money("1", "万元")),)
UNDECLARED = "? 表中有未识别的金额栏"
OPEN = "? 本表印出零，空白的数是多少不知道"


def row(code="", total=None, name="", **more):
    return {"code": code, "name": name or code or "合计", "total": total, **more}


def income(line, amount, name="", **more):
    return {"name": name or line, "side": "income", "line": line, "amount": amount, **more}


def spent(amount, code="", line="", name="甲", **more):
    return {"name": name, "side": "expenditure", "code": code, "line": line, "amount": amount, **more}


# Within a row


def rules(found, begin):
    return [one for one in found if one.startswith(begin)]


def test_a_row_adds_up_to_its_total_subtotals_standing_for_their_parts():
    parts = {"personnel": "3", "public": "2", "project": "4"}

    assert equations(Expenditure, row(total="9", **parts)) == ["ROW-01 9 = 3 + 2 + 4"]
    assert equations(Expenditure, row(total="9", basic="5", **parts)) == ["ROW-01 9 = 5 + 4", "ROW-03 5 = 3 + 2"]
    assert equations(Expenditure, row(basic="5", **parts)) == ["ROW-03 5 = 3 + 2"]
    assert rules(equations(GeneralPublicExpenditure, row(total="9", **parts)), "ROW") == ["ROW-02 9 = 3 + 2 + 4"]


def test_each_row_of_the_three_publics_adds_up_in_either_direction():
    sums = {"total": "9", "abroad": "1", "vehicles": "5", "reception": "3"}
    more = {"vehicle_purchase": "2", "vehicle_running": "3"}

    assert rules(equations(ThreePublics, {"name": "甲局", **sums, **more}), "ROW") == ["ROW-08 9 = 1 + 5 + 3", "ROW-09 5 = 2 + 3"]
    assert equations(FinalThreePublics, {"measure": "budget", **sums}, {"measure": "final", **sums}) == ["ROW-08 9 = 1 + 5 + 3"] * 2


@pytest.mark.parametrize(
    ("total", "parts", "expected"),
    [
        ("4.00", ("3.00", None), ["ROW-01 4.00 = 3.00 + 空"]),
        (None, (None, None), []),
        ("0.00", ("0.00", "0.00"), []),
        ("0.00", ("1.00", "0.00"), ["ROW-01 0.00 = 1.00 + 0.00"]),
        (None, ("1.00", None), ["ROW-01 空 = 1.00 + 空"]),
        ("1.00", (None, None), ["ROW-01 1.00 = 空 + 空"]),
    ],
)
def test_a_sum_is_asked_for_where_anything_but_zero_is_printed(total, parts, expected):
    below = row("208", "7.00", personnel="7.00", project="7.00")
    found = equations(Expenditure, row(total=total, personnel=parts[0], project=parts[1]), below)
    zeros = f" {OPEN}" if total is None and "0.00" in parts else ""

    assert rules(found, "ROW")[:-1] == [one + zeros for one in expected]


def test_where_zeros_are_printed_the_total_of_a_blank_is_unknown():
    zero = row("208", "7.00", personnel="7.00", project="0.00")

    assert rules(equations(Expenditure, row(personnel="1.00", project=None), zero), "ROW")[0] == f"ROW-01 空 = 1.00 + 空 {OPEN}"
    assert rules(equations(Expenditure, row(personnel="1.00", project="2.00"), zero), "ROW")[0] == "ROW-01 空 = 1.00 + 2.00"
    assert rules(equations(Expenditure, row(total="3.00", personnel="1.00"), zero), "ROW")[0] == "ROW-01 3.00 = 1.00 + 空"


def test_figures_under_an_unknown_heading_may_be_what_a_sum_lacks():
    found = equations(Expenditure, row(total="9", personnel="3", extra=OTHER), row("208", "9"))

    assert rules(found, "ROW") == [f"ROW-01 9 = 3 {UNDECLARED}", f"ROW-01 9 = 空 {UNDECLARED}"]
    assert rules(found, "TOT") == ["TOT-01 9 = 9", "TOT-01 3 = 空"]


def test_the_sums_of_a_form_that_no_rule_names_are_instances_of_the_general_one():
    assert (row_rule("Meteors", "total_fee"), line_rule("Meteors", "fee")) == ("ROW-90", "BAL-02")
    assert (row_rule("Meteors", "vehicles"), line_rule("Meteors", "carried_in")) == ("ROW-09", "BAL-13")


# Fixed lines


def test_the_lines_of_an_overview_add_up_and_its_sides_are_equal():
    found = equations(
        BudgetOverview,
        *(income("appropriation", "7"), income("service_income", "2"), income("year_income", "9"), income("carried_in", "1")),
        income("total_income", "10"),
        *(spent("4", "208"), spent("4", "20801"), spent("5", "210")),
        *(spent("9", line="year_expenditure"), spent("10", line="total_expenditure")),
    )

    assert found == [
        "BAL-02 9 = 7 + 2", "BAL-04 10 = 9 + 1", "BAL-05 9 = 4 + 5", "BAL-06 10 = 9", "BAL-01 10 = 10", "HIE-01 4 = 4",
    ]  # fmt: skip


def test_a_line_that_is_not_printed_stands_for_its_parts():
    parts = income("general_public", "5"), income("government_fund", "2")

    assert equations(AppropriationOverview, *parts, income("year_income", "7")) == ["BAL-02 7 = 5 + 2"]
    assert equations(AppropriationOverview, income("appropriation", "7"), *parts, income("year_income", "7")) == [
        "BAL-03 7 = 5 + 2", "BAL-02 7 = 7",
    ]  # fmt: skip
    carried = income("carried_in", "1")
    for total, part, expected in (("0", "0", []), ("0", "5", ["BAL-02 0 = 5"]), ("7", "0", ["BAL-02 7 = 0"])):
        assert equations(AppropriationOverview, income("year_income", total), income("general_public", part), carried) == expected
    assert equations(AppropriationOverview, income("total_income", "0"), spent("0", line="total_expenditure")) == []


def test_a_subject_below_one_that_is_printed_is_no_part_of_its_own():
    lines = spent("4", "20801"), spent("4", "2080101"), spent("4", line="year_expenditure")

    assert rules(equations(BudgetOverview, *lines), "BAL") == ["BAL-05 4 = 4"]


def test_columns_of_expenditure_are_not_asked_of_income():
    columns = {"basic": "3", "personnel": "2", "public": "1", "project": "2"}
    [table] = tables(sheet(BudgetOverview, spent("5", "208", **columns), income("total_income", "5"), spent("1", "", side=""))).tables

    assert [set(line.cells) for line in table.lines] == [{"amount", *columns}, {"amount"}, {"amount", *columns}]


def test_budgets_numbered_beside_the_appropriation_are_no_parts_of_it():
    found = equations(
        AppropriationOverview,
        income("appropriation", "7", "一、财政拨款"),
        income("general_public", "5", "二、一般公共预算"),
        income("government_fund", "2", "三、政府性基金"),
        income("year_income", "14", "本年收入"),
    )

    assert found == ["BAL-02 14 = 7 + 5 + 2"]


@pytest.mark.parametrize(
    ("other", "doubt"),
    [
        (spent("5", name="乙"), " ? “乙”一行的层级或含义未能识别"),
        (spent("0", name="乙"), ""),
        (spent("5", name="合计"), ""),
        (spent("5", line="carried_out"), ""),
        (income("", "5", "乙"), ""),
        (income("", "5", "乙", extra=OTHER), f" {UNDECLARED}"),
    ],
)
def test_a_line_without_a_place_may_be_what_a_sum_lacks(other, doubt):
    found = equations(BudgetOverview, spent("9", line="year_expenditure"), spent("4", "208"), other)

    assert found == [f"BAL-05 9 = 4{doubt}"]


def test_the_sides_of_a_table_with_unknown_columns_need_not_be_equal():
    found = equations(BudgetOverview, income("total_income", "10", extra=OTHER), spent("9", line="total_expenditure"))

    assert found == [f"BAL-01 10 = 9 {UNDECLARED}"]
    assert equations(BudgetOverview, income("total_income", "10")) == []


def test_staff_and_other_costs_are_the_classes_of_the_basic_expenditure():
    codes = {"301": "5", "30101": "5", "303": "2", "302": "3"}
    lines = {"personnel_total": "7", "public_total": "3"}
    found = equations(
        FinalBasicExpenditure,
        *({"code": code, "amount": amount} for code, amount in codes.items()),
        *({"line": line, "name": line, "amount": amount} for line, amount in lines.items()),
    )

    assert found == ["TOT-05 7 = 5 + 2", "TOT-06 3 = 3", "HIE-03 5 = 5"]


# Levels of codes


def test_each_level_adds_up_to_the_one_above():
    found = equations(
        GeneralPublicExpenditure,
        *(row(total="9"), row("208", "4"), row("20801", "3"), row("2080101", "3"), row("2080501", "1"), row("21001", "5")),
    )

    assert found == ["TOT-01 9 = 4 + 5", "HIE-01 4 = 3 + 1", "HIE-02 3 = 3"]
    assert equations(FinalBasicExpenditure, {"name": "合计", "amount": "9"}, {"code": "30101", "amount": "9"}) == ["TOT-02 9 = 9"]
    assert equations(GeneralPublicExpenditure, row("208", "4"), row("210", "5")) == []
    found = equations(GeneralPublicExpenditure, row("208", "9"), row("20801", "0"), row("210", "0"), row("21001", "0"), row("2100101", "2"))
    assert found == ["HIE-01 9 = 0", "HIE-02 0 = 2"]


@pytest.mark.parametrize(
    ("other", "doubt"),
    [
        (row("x99", "5", "丙"), " ? “x99”一行没有可用的科目编码"),
        (row("", "5", "丙"), " ? “丙”一行没有可用的科目编码"),
        (row("", "0", "丙"), ""),
        (row("", "5", "丙", line="carried_in"), ""),
        (row("", "5", "合计"), ""),
    ],
)
def test_a_row_without_a_code_may_be_what_a_level_lacks(other, doubt):
    assert equations(GeneralPublicExpenditure, row(total="9"), row("208", "4"), other) == [f"TOT-01 9 = 4{doubt}"]


def test_rows_without_codes_on_one_side_of_an_overview_leave_its_levels_open():
    lines = spent("4", "208"), spent("3", "20801")

    assert equations(BudgetOverview, *lines) == ["HIE-01 4 = 3"]
    assert equations(BudgetOverview, *lines, income("", "5", "乙")) == ["HIE-01 4 = 3"]
    assert equations(BudgetOverview, *lines, spent("5", name="乙")) == ["HIE-01 4 = 3 ? “乙”一行没有可用的科目编码"]


@pytest.mark.parametrize(("repeated", "read"), [(1, True), (2, False)])
def test_where_codes_repeat_unit_by_unit_no_level_is_judged(repeated, read):
    rows = [row(total="9"), row("208", "4"), row("20801", "4"), *[row("208", "4")] * repeated]

    assert bool(equations(GeneralPublicExpenditure, *rows)) == read


# Units and projects


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ([], []),
        (["9"], ["9 = 9"]),
        (["4", "5"], ["9 = 4 + 5"]),
        (["4", "4"], ["9 = 4 + 4"]),
        (["9", "4", "5"], ["9 = 9", "9 = 4 + 5"]),
        (["9", "4", "4"], ["9 = 9", "9 = 4 + 4"]),
        (["4", "4", "1"], ["9 = 4 + 4 + 1"]),
    ],
)
def test_units_add_up_beside_or_below_their_department(rest, expected):
    found = equations(Income, {"name": "合计", "total": "9"}, *({"name": f"局{n}", "total": t} for n, t in enumerate(rest)))

    assert found == [f"TOT-03 {one}" for one in expected]


def test_of_two_readings_the_one_that_rounding_explains_is_meant():
    """合计 = 甲 + 乙 misses by last digits only; 合计 = 甲 and 甲 = 乙 would hold in one of two."""
    amounts = {"合计": "9.02", "甲": "4.50", "乙": "4.50", "丙": "0.01"}
    found = equations(Income, *({"name": name, "total": total} for name, total in amounts.items()))

    assert found == ["TOT-03 9.02 = 4.50 + 4.50 + 0.01"]


def test_projects_add_up_once_and_repeat_their_amounts():
    project = {"unit": "甲", "name": "子", "total": "4"}
    rows = {"name": "合计", "total": "9"}, project, project, {"unit": "乙", "name": "子", "total": "5"}

    assert equations(ProjectPerformance, *rows) == ["PRJ-02 4 = 4", "TOT-04 9 = 4 + 5"]
    assert equations(ProjectPerformance, *rows[1:]) == ["PRJ-02 4 = 4"]
    assert equations(ProjectPerformance, rows[0], {"unit": "甲", "total": "9"}) == []
    assert equations(ProjectPerformance, *rows, {**project, "total": None})[1:] == ["TOT-04 9 = 4 + 5"]
    assert equations(ProjectPerformance, *rows, {**project, "unit_code": "2", "total": "1"})[1:] == ["TOT-04 9 = 4 + 5 + 1"]
    assert equations(ProjectPerformance, *rows, {"name": "丑", "extra": OTHER})[1:] == [f"TOT-04 9 = 4 + 5 + 空 {UNDECLARED}"]


def test_units_between_projects_add_up_too_where_they_are_told_apart():
    rows = [{"unit": unit, "name": name, "total": total} for unit, name, total in
            (("总 计", "合计", "9"), ("甲", "", "4"), ("甲", "子", "4"), ("乙", "", "5"), ("乙", "丑", "5"))]  # fmt: skip

    assert equations(ProjectExpenditure, *rows) == ["TOT-04 9 = 4 + 5", "TOT-03 9 = 4 + 5"]
    assert equations(ProjectExpenditure, *rows[:3]) == ["TOT-04 9 = 4"]
    assert equations(ProjectExpenditure, *rows[:2], {**rows[2], "unit": ""}) == ["TOT-04 9 = 4", "TOT-03 9 = 4"]


# Cells


def test_a_table_of_unknown_unit_is_judged_by_itself_only():
    found = tables(sheet(Income, {"name": "合计", "total": "9"}, unit="未知"), sheet(Income, {"name": "合计", "total": "9"}))

    assert ([t.sheet.unit for t in found.tables], [t.sheet.unit for t in found.unmeasured]) == ([Unit.WAN], [Unit.UNKNOWN])


@pytest.mark.parametrize(
    ("amounts", "unit", "step"),
    [
        (["1.00"] * 8, "万元", 10_000),
        (["1.0000"] * 5 + ["1.00"] * 3, "万元", 100),
        (["1.0000"] * 4 + ["1.00"] * 4, "万元", 100),
        (["1.0"] * 7, "万元", 10_000),
        (["1.0"] * 8, "万元", 100_000),
        (["1.0"] * 7, "亿元", 1_000_000),
        (["1"] * 7, "元", 1),
        (["1"] * 8, "元", 100),
    ],
)
def test_the_decimals_of_a_table_are_those_that_most_of_its_figures_print(amounts, unit, step):
    [table] = tables(sheet(Income, *({"name": f"局{n}", "total": a} for n, a in enumerate([*amounts, None])), unit=unit)).tables

    assert table.lines[-1].cells["total"].step == step


def test_a_table_of_few_figures_prints_the_decimals_of_the_others_in_its_unit():
    many = sheet(Income, *({"name": f"局{n}", "total": "1.0000"} for n in range(8)))
    few = [sheet(Income, {"name": "合计", "total": "1"}, unit=unit) for unit in ("万元", "元")]

    assert [t.lines[0].cells["total"].step for t in tables(many, *few).tables] == [100, 100, 1]


def test_lists_without_units_have_no_total_of_projects():
    rows = {"name": "合计", "total": "9"}, {"name": "货物", "total": "4"}, {"name": "服务", "total": "5"}

    assert equations(Procurement, *rows) == []
    assert equations(ProjectExpenditure, *rows) == ["TOT-04 9 = 4 + 5"]


def test_codes_get_back_the_zeros_that_split_columns_lose():
    codes = {"3012": "30102", "210151": "2101501", "301": "301", " 30102 ": "30102", "2101501": "2101501"}

    assert {code: normal_code(code) for code in codes} == codes
    assert not any(map(normal_code, ("", "30", "21015011", "A01")))


def test_only_one_table_of_a_form_that_prints_figures_is_the_table_of_the_form():
    full, empty = sheet(Income, {"name": "合计", "total": "9"}), sheet(Income, {"name": "合计", "total": "0"})

    assert tables(full).of(Income).sheet is full
    assert tables(empty, full).of(Income).sheet is full
    assert tables(empty).of(Income).sheet is empty
    assert tables(full, full).of(Income) is tables(empty, empty).of(Income) is tables().of(Income) is None


def test_figures_agree_that_may_be_one_amount_cut_or_rounded():
    coarse, fine, other = figures("1.00", Money("10099.99"), Money("10100.00")).cells

    assert coarse.agrees(fine)
    assert fine.agrees(coarse)
    assert not coarse.agrees(other)


def test_what_is_assumed_of_a_unit_is_assumed_of_its_printed_figures_only():
    found = figures("1.00", None, "0.00", Money("1", "亿元"), zero="interval")
    found.assume(Unit.WAN, "truncate")

    assert [(c.low, c.high) for c in found.cells[:3]] == [(1_000_000, 1_009_999), (0, 0), (-9_999, 9_999)]
    assert found.cells[3].low < found.cells[3].fen < found.cells[3].high
    assert found.units == (Unit.WAN, Unit.YI)
    assert figures(None).units == ()
    assert [figures(*one).cells[0].exact for one in (("1.00",), (Money("1.00"),))] == [False, True]


def test_a_cell_is_named_as_a_reader_looks_for_it():
    overview = sheet(BudgetOverview, spent("5", "208", measure="budget"), number="预算01表")
    unknown = sheet(Income, {"name": "甲局", "measure": "final", "total": "5"}, title="收入")
    [first], [second] = (table.lines for table in tables(overview, unknown).tables)
    first.cells["amount"].code = "208"

    assert [c.place for line in (first, second) for c in line.cells.values()] == [
        "预算01表 收支预算总表·208 甲 预算数·预算数", "收入预算总表·甲局 决算数·总计",
    ]  # fmt: skip
    assert [c.key for line in (first, second) for c in line.cells.values()] == [
        "预算01表/expenditure/208/budget/amount", "收入预算总表/甲局/final/total",
    ]  # fmt: skip
    first.cells["amount"].row = evolve(first.row, code="")
    assert first.cells["amount"].row_label == "(208) 甲 预算数"


@pytest.mark.parametrize(
    ("path", "label"),
    [
        (("合计",), "合计"),
        (("本年支出", "合计"), "本年支出合计"),
        (("甲", "乙", "小计"), "乙小计"),
        (("基本支出", "人员经费"), "人员经费"),
        (("本年收入", "拨款数"), "拨款数"),
        ((), "总计"),
    ],
)
def test_a_column_is_named_by_words_that_tell_it_apart(path, label):
    [table] = tables(sheet(Income, {"name": "甲局", "total": "5"}, columns=(Column(path, "money", "total"),))).tables

    assert table.lines[0].cells["total"].column_label == label


def test_an_item_is_named_as_it_is_printed_where_labels_run_downward():
    items = Item("reception", "3.公务接待费"), Item("abroad", "1.因公出国（境）费")
    [table] = tables(sheet(ThreePublics, {"abroad": "5", "reception": "1"}, items=items)).tables

    assert table.lines[0].cells["abroad"].column_label == "因公出国(境)费"


def test_a_figure_of_the_text_is_named_by_its_section_and_subject():
    cell = figures("5.00").cells[0]
    empty = cell.place, cell.row_label, cell.column_label, cell.key, cell.page, cell.line
    cell.claim = Claim(section="一/总体/收入", path=("卫生健康支出", "行政运行"), quote="", page=3, line=7)
    cell.field = "budget"

    assert empty == ("正文“”", "", "", "正文///", 0, 0)
    assert cell.place == "正文“收入”·卫生健康支出/行政运行·预算数"
    assert cell.key == "正文/一/总体/收入/卫生健康支出/行政运行/budget"
    assert (cell.page, cell.line, cell.printed, repr(cell)) == (3, 7, "5.00", "<正文“收入”·卫生健康支出/行政运行·预算数 5.00>")
    cell.claim = Claim(section="一/收入", subject="收入合计", path=("收入",), quote="")
    cell.field = ""
    assert cell.place == "正文“收入”·收入合计"


def test_a_cell_stands_where_it_was_printed():
    [table] = gather(read(PAGE.encode(), name="文.md")).tables
    cells = table.lines[1].cells
    lost = evolve(cells["basic"].row, origin=RowOrigin(cells["basic"].row.origin.grid, 2, {}), page=4)

    assert [(c.line, c.page, c.printed) for c in (cells["total"], cells["project"])] == [(10, 1, "9.00"), (10, 1, "4.00")]
    cells["basic"].row = lost
    assert (cells["basic"].line, cells["basic"].page, cells["basic"].printed) == (lost.origin.grid.line(2), 4, "5.00")
    cells["basic"].row, cells["basic"].sheet = evolve(lost, page=0, origin=None), evolve(table.sheet, page=5)
    assert (cells["basic"].line, cells["basic"].page) == (0, 5)
    cells["basic"].sheet = None
    assert (cells["basic"].page, cells["basic"].column_label) == (0, "")


# What was not read


PAGE = """\
# 青禾县水务局2024年部门预算

部门支出预算总表

单位：万元

| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
|---|---|---|---|---|
| | 合计 | 9.00 | 5.00 | 4.00 |
| 213 | 农林水支出 | 9.00 | 5.00 | 4.00 |
| 21303 | 水利 | 9.00 | 5.00 | 4.00 |
"""


DOWN = {("TOT-01", 9), ("HIE-01", 10)}
ALL = DOWN | {("ROW-01", line) for line in (9, 10, 11)}


def note(kind, line, message="“总计”栏的“###”不是金额", place="部门支出预算总表"):
    return Note(kind, message, line=line, place=place)


@pytest.mark.parametrize(
    ("notes", "doubted", "unread"),
    [
        ([], set(), 0),
        ([note("unread", 10)], DOWN | {("ROW-01", 10)}, 1),
        ([note("unread", 0)], ALL, 1),
        ([note("repaired", 11, "两种读法同样合理")], {("ROW-01", 11), ("HIE-01", 10)}, 0),
        ([note("repaired", 11, "两种读法同样合理"), note("unread", 10)], ALL - {("ROW-01", 9)}, 1),
        ([note("repaired", 0, "两种读法同样合理")], ALL, 0),
        ([note("repaired", 0, "合并单元格")], set(), 0),
        ([note("unread", 0, place="部门收入预算总表")], set(), 0),
    ],
)
def test_relations_over_what_was_not_read_prove_nothing(notes, doubted, unread):
    document = read(PAGE.encode(), name="文.md")
    other = sheet(Income, {"name": "合计", "total": "9"}, {"name": "甲局", "total": "9"}, title="政府采购预算表")
    found = gather(document.evolve(notes=notes, sheets=(*document.sheets, other)))
    identities, [beside] = (list(of_table(table)) for table in found.tables)
    raise_doubts(found, [*identities, beside])

    assert {(i.rule, i.left[0].line) for i in identities if i.doubt} == doubted
    assert not beside.doubt
    assert len(doubtful_tables(found)) == unread


def test_a_subject_that_a_table_lacks_may_be_among_what_was_not_read_of_it():
    found = gather(read(PAGE.encode(), name="文.md").evolve(notes=[note("unread", 10)]))
    cell = found.tables[0].lines[0].cells["total"]
    lacking = {form: Identity("XTB-01", (cell,), (), group=("missing", form, "213")) for form in (Expenditure, Income)}
    raise_doubts(found, lacking.values())

    assert {form for form, identity in lacking.items() if identity.doubt} == {Expenditure}


def test_a_cell_in_which_something_cannot_be_read_makes_its_relations_doubtful():
    lines = {"name": "合计", "total": "9"}, {"name": "甲局", "total": None, "unreadable": ("total",)}
    found = tables(sheet(Income, *lines))
    identities = list(of_table(found.tables[0]))
    raise_doubts(found, identities)

    assert [bool(identity.doubt) for identity in identities] == [True]
    assert doubtful_tables(found) == found.tables
