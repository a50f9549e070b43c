"""Relations between tables as data, and the codes that lines without codes get from tables that print them."""

import pytest
from arithmetic import sheet, tables, told
from test_equations import income, row, spent

from medinsure_budget.checks.arithmetic.identities import Bridge
from medinsure_budget.checks.arithmetic.levels import assign_codes, subject_lines
from medinsure_budget.checks.arithmetic.relations import Relation, code, codes, line, projects, same_money, total
from medinsure_budget.forms import (
    AppropriationOverview,
    BudgetOverview,
    Expenditure,
    FinalThreePublics,
    GeneralPublicExpenditure,
    GovernmentFundExpenditure,
    Income,
    ProjectExpenditure,
    ThreePublics,
)

OVERVIEW = sheet(BudgetOverview, income("total_income", "9", "收入总计"), spent("9", line="total_expenditure", name="支出总计"))
INCOME = sheet(Income, row(total="9", carried_in="2"), row("", "5", "甲局"))
SPENDING = sheet(Expenditure, row(total="9"), row("208", "4"), row("20801", "4"), row("210", "5"), row("210", "7"))
GENERAL = sheet(GeneralPublicExpenditure, row(total="7"), row("208", "4"), row("213", "3"), row("2130101", "3"))
FIGURES = tables(OVERVIEW, INCOME, SPENDING, GENERAL)


def shown(ref, figures=FIGURES):
    found = ref.places(figures)
    return found if isinstance(found, str) else {key: [c.printed for c in cells] for key, cells in found.items()}


def test_references_name_lines_totals_subjects_and_projects():
    named = [{"name": name, "total": amount} for name, amount in (("子", "4"), ("丑", "5"), ("子", "6"), ("", "1"))]

    assert shown(line(BudgetOverview, "total_income")) == {"": ["9"]}
    assert shown(total(Income)) == {"": ["9"]}
    assert shown(total(Income, "carried_in")) == {"": ["2"]}
    assert shown(codes(Expenditure)) == {"208": ["4"], "20801": ["4"], "210": ["5"]}
    assert shown(code(Expenditure, "210")) == {"": ["5"]}
    assert shown(projects(ProjectExpenditure), tables(sheet(ProjectExpenditure, row(total="9"), *named))) == {"子": ["4"], "丑": ["5"]}


def test_a_reference_says_what_is_missing():
    assert shown(total(GovernmentFundExpenditure)) == "没有政府性基金预算支出表"
    assert shown(total(Income), tables(INCOME, INCOME)) == "收入预算总表印了2张，无法确定用哪一张"
    assert shown(line(BudgetOverview, "carried_out")) == "!收支预算总表没有“年终结转结余”的金额"
    assert shown(code(Expenditure, "229")) == "!支出预算总表没有“229”的金额"
    assert shown(codes(Expenditure, "business")) == "!支出预算总表没有“事业单位经营支出”的金额"
    assert total(Income, "other_income").cells(FIGURES) == ()


def test_a_column_that_is_not_printed_may_have_another_one_instead():
    assert shown(total(Income, "general_public", instead="carried_in")) == {"": ["2"]}
    assert shown(total(Income, "total", instead="carried_in")) == {"": ["9"]}


def test_the_total_of_a_measure_and_of_a_table_of_one_line():
    both = sheet(FinalThreePublics, {"measure": "budget", "total": "9"}, {"measure": "final", "total": "8"})
    alone, two = sheet(ThreePublics, row("", "3", "甲局")), sheet(ThreePublics, row("", "3", "甲局"), row("", "3", "乙局"))

    assert [shown(total(FinalThreePublics, measure=m), tables(both)) for m in ("budget", "final")] == [{"": ["9"]}, {"": ["8"]}]
    assert isinstance(shown(total(FinalThreePublics), tables(both)), str)
    assert shown(total(ThreePublics), tables(alone)) == {"": ["3"]}
    assert isinstance(shown(total(ThreePublics), tables(two)), str)


def instances(relation, figures=FIGURES):
    found = relation.instances(figures)
    return found if isinstance(found, str) else [told(i) for i in found]


def test_sides_are_added_up_subject_by_subject():
    assert instances(Relation("XTB-01", (total(Income),), (total(Expenditure),))) == ["XTB-01 9 = 9"]
    assert instances(Relation("XTB-01", (total(Income),), (total(Expenditure), total(GeneralPublicExpenditure)))) == ["XTB-01 9 = 9 + 7"]
    assert instances(Relation("XTB-01", (codes(Expenditure),), (codes(GeneralPublicExpenditure),))) == ["XTB-01 4 = 4"]


def test_a_missing_side_is_told_and_an_optional_one_counts_as_nothing():
    lacking = total(GovernmentFundExpenditure)

    assert instances(Relation("XTB-01", (lacking,), (total(Income),))) == "没有政府性基金预算支出表"
    assert instances(Relation("XTB-01", (total(Income),), (lacking,))) == "没有政府性基金预算支出表"
    assert instances(Relation("XTB-01", (total(Income),), (total(Expenditure),), optional=(lacking,))) == ["XTB-01 9 = 9"]
    assert instances(Relation("XTB-01", (total(Income),), (total(Expenditure),), guard=lambda _: "不涉及")) == "!不涉及"
    assert instances(Relation("XTB-01", (total(Income),), (total(Expenditure),), guard=lambda _: "")) == ["XTB-01 9 = 9"]


def test_a_subject_with_money_stands_in_both_tables_at_the_levels_that_they_print():
    whole = Relation("XTB-02", (codes(Expenditure),), (codes(GeneralPublicExpenditure),), complete=True)
    [same, *lacking] = whole.instances(FIGURES)

    assert (told(same), same.group) == ("XTB-02 4 = 4", ())
    assert [(told(i), i.group) for i in lacking] == [
        ("XTB-02 5 = ", ("missing", GeneralPublicExpenditure, "210")), ("XTB-02 3 = ", ("missing", Expenditure, "213")),
    ]  # fmt: skip
    assert not any(i.doubt for i in lacking)
    unplaced = tables(SPENDING, sheet(GeneralPublicExpenditure, row(total="7"), row("208", "4"), row("", "3", "乙")))
    assert [i.doubt for i in whole.instances(unplaced)[1:]] == ["“乙”一行没有可用的科目编码"]
    zero = tables(SPENDING, sheet(GeneralPublicExpenditure, row(total="7"), row("208", "4"), row("210", "5"), row("213", "0")))
    assert instances(whole, zero) == ["XTB-02 4 = 4", "XTB-02 5 = 5"]
    assert instances(Relation("XTB-02", whole.left, whole.right, complete=True, at_most=True)) == ["XTB-02 4 ≤ 4"]


def test_what_may_stand_between_the_sides_is_named():
    none = total(GovernmentFundExpenditure)
    relation = Relation(
        "XTB-01", (total(Income),), (total(Expenditure),), soft=True,
        bridges=(("上年结转", (total(Income, "carried_in"), none)), ("没有的", none)),
        partly=(("其中一部分", total(GeneralPublicExpenditure)), ("没有的", none)),
    )  # fmt: skip
    [found] = relation.instances(FIGURES)

    assert found.soft
    assert [(b.reason, [c.printed for c in b.cells], b.partly) for b in found.bridges] == [
        ("上年结转", ["2"], False), ("其中一部分", ["7"], True),
    ]  # fmt: skip
    assert Bridge("一", ()).partly is False


@pytest.mark.parametrize(("general", "same"), [("9", True), ("7", False), ("0", False)])
def test_all_money_is_from_the_general_budget_where_any_total_says_so(general, same):
    spending = "0" if general == "0" else "9"
    found = tables(sheet(Expenditure, row(total=spending)), sheet(GeneralPublicExpenditure, row(total=general)))
    relation = Relation("XTB-01", (total(GeneralPublicExpenditure),), (total(Expenditure),), when_same_money=True)

    assert same_money(found) == same
    assert [i.at_most for i in relation.instances(found)] == [not same]


# The codes of lines that print none


def coded(names, *sisters, form=BudgetOverview, year=2024):
    lines = (spent(str(n), name=name) for n, name in enumerate(names, 1))
    found = tables(sheet(form, income("total_income", "9"), *lines, spent("9", line="total_expenditure")), *sisters)
    found.document = found.document.evolve(year=year)
    assign_codes(found)
    lines = list(subject_lines(found.tables[0]))
    assert all(cell.code == line.code for line in lines for cell in line.cells.values())
    return [line.code for line in lines]


def sister(names, form=Expenditure):
    return sheet(form, row(total="9"), *({"code": code, "name": name, "total": "1"} for code, name in names.items()))


PENSIONS = {"208": "社会保障和就业支出", "20805": "行政事业单位养老支出", "2080505": "机关事业单位基本养老保险缴费支出"}
HEALTH = {"210": "卫生健康支出", "21015": "医疗保障管理事务", "2101501": "行政运行", "2101504": "信息化建设"}


def test_numbered_lines_are_classes_by_their_names():
    assert coded(["一、一般公共服务支出", "二、社会保障和就业支", "三、甲乙丙丁戊己庚辛"]) == ["201", "208", ""]
    assert coded(["一、卫生健康支出"], year=2015) == coded(["一、卫生健康支出"]) == ["210"]
    assert coded(["一、社会保障与就业支", "二、社会保障与就业经费"]) == ["208", ""], "two words apart, and three"
    assert coded(["一、教育支出", "科学技术支出（类）"]) == ["205", "206"]


def test_lines_have_the_codes_of_the_table_that_prints_the_same_names_in_order():
    odd = {"208": "甲", "20899": "乙（款）", "2089901": "丙"}

    assert coded(["甲", "乙", "丙"], sister(odd)) == list(odd)
    assert coded(["甲", "乙（类）", "丙"], sister({"213": "子"}), sister(odd, GeneralPublicExpenditure)) == list(odd)
    funds = sister({"208": "甲"}, GeneralPublicExpenditure), sister({"212": "丁"}, GovernmentFundExpenditure)
    assert coded(["甲", "丁"], *funds, form=AppropriationOverview) == ["208", "212"]


def test_nearly_the_same_names_are_aligned_and_others_left_without_code():
    odd = {"208": "甲", "20899": "乙", "2089901": "丙", "2089902": "丁"}

    assert coded(["甲", "乙", "丙", "戊"], sister(odd)) == ["208", "20899", "2089901", ""]
    assert coded(["甲", "乙", "戊"], sister(odd)) == ["", "", ""]


def test_without_such_a_table_names_go_on_where_the_catalogue_does():
    assert coded([*PENSIONS.values(), *HEALTH.values()]) == [*PENSIONS, *HEALTH]
    assert coded(["一般公共服务支出", "其他支出"]) == ["201", "229"], "rather than an item of that name below another class"
    assert coded(["卫生健康支出", "卫生健康支出"]) == ["210", ""]
    assert coded(["卫生健康支出", "没有这一科目", "医疗保障管理事务", "行政运行"]) == ["210", "", "21015", "2101501"]


def test_only_lines_that_name_subjects_get_codes_and_only_where_none_is_printed():
    lines = spent("1", name="卫生健康支出"), spent("2", name=" "), spent("3", name="合计"), income("", "4", "卫生健康支出")
    found = tables(sheet(BudgetOverview, *lines, spent("9", line="carried_out", name="教育支出")))
    assign_codes(found)
    assert [x.code for x in found.tables[0].lines] == ["210", "", "", "", ""]

    printed = tables(sheet(BudgetOverview, spent("1", "208", name="甲"), spent("2", name="卫生健康支出")))
    assign_codes(printed)
    assert [x.code for x in printed.tables[0].lines] == ["208", ""]
