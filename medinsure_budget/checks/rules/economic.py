"""Functional against economic figures, the three publics, and 机关运行经费."""

from medinsure_budget.checks.arithmetic.relations import Relation, code, line, total
from medinsure_budget.checks.rule import BUDGET, FINAL, Rule, declare
from medinsure_budget.forms import (
    BasicExpenditure,
    BudgetOverview,
    FinalAppropriationOverview,
    FinalBasicExpenditure,
    FinalGeneralPublicExpenditure,
    FinalThreePublics,
    GeneralPublicExpenditure,
    ThreePublics,
)

_GENERAL = "政府收支分类科目的功能分类与经济分类口径"
declare(
    Rule("ECO-01", "基本支出功能与经济相等", "功能分类基本支出合计 = 经济分类基本支出合计；人员、公用分别相等"),
    Rule("ECO-05", "养老、年金、公积金对应", "30108 = 2080505，30109 = 2080506，30113 = 2210201（基本支出）", "warning",
         tolerance="bridged", basis=_GENERAL),
    Rule("ECO-06", "医疗缴费对应", "21011 = 30110 + 30111（+ 30114 + 30307）", "info", tolerance="bridged", basis=_GENERAL),
    Rule("ECO-09", "总表人员、公用经费与经济分类相符", "收支总表人员（公用）经费 ≥ 基本支出表人员（公用）经费；全部为一般公共预算时相等",
         kinds=BUDGET, tolerance="same"),
    Rule("OP-08", "机关运行经费栏不超公用经费", "“三公”和机关运行经费表的机关运行经费 ≤ 基本支出公用经费合计", "info", kinds=BUDGET,
         tolerance="at_most", basis="机关运行经费的公开口径"),
    Rule("SG-03", "接待费不小于基本支出所列", "三公接待费 ≥ 30217", "warning", tolerance="at_most"),
    Rule("SG-04", "车辆运行费不小于基本支出所列", "三公车辆运行维护费 ≥ 30231", "warning", tolerance="at_most"),
    Rule("SG-05", "出国费不小于基本支出所列", "三公因公出国（境）费 ≥ 30212", "warning", tolerance="at_most"),
    Rule("SG-06", "车辆购置费不小于基本支出所列", "三公车辆购置费 ≥ 31013", "warning", tolerance="at_most"),
    Rule("SG-07", "三公决算不超预算", "各项决算数 ≤ 全年预算数", "warning", kinds=FINAL, tolerance="at_most"),
    Rule("SG-12", "三公不超财政拨款支出", "“三公”合计 ≤ 财政拨款支出合计（预算为一般公共预算）", tolerance="at_most"),
)  # fmt: skip

_ITEMS = (
    ("SG-03", "30217", "reception"),
    ("SG-04", "30231", "vehicle_running"),
    ("SG-05", "30212", "abroad"),
    ("SG-06", "31013", "vehicle_purchase"),
)
_PAIRS = (("30108", "2080505"), ("30109", "2080506"), ("30113", "2210201"))

BUDGET_RELATIONS: tuple[Relation, ...] = (
    Relation("ECO-01", (total(GeneralPublicExpenditure, "basic"),), (total(BasicExpenditure),)),
    *(
        Relation("ECO-01", (total(GeneralPublicExpenditure, f),), (total(BasicExpenditure, f),))
        for f in ("personnel", "public")
    ),
    *(
        # What the overview prints for personnel and public money holds the basic expenditure of the general budget.
        Relation("ECO-09", (total(BasicExpenditure, f),), (line(BudgetOverview, "total_expenditure", f),), when_same_money=True)
        for f in ("personnel", "public")
    ),
    Relation("OP-08", (total(ThreePublics, "operating"),), (total(BasicExpenditure, "public"),), at_most=True, soft=True),
    *(
        Relation(
            "ECO-05",
            (code(BasicExpenditure, economic),),
            (code(GeneralPublicExpenditure, functional, "basic"),),
            soft=True,
        )
        for economic, functional in _PAIRS
    ),
    *(
        Relation(rule, (code(BasicExpenditure, economic),), (total(ThreePublics, field),), at_most=True, soft=True)
        for rule, economic, field in _ITEMS
    ),
    Relation("SG-12", (total(ThreePublics),), (total(GeneralPublicExpenditure),), at_most=True, soft=True),
    Relation(
        "ECO-06",
        (code(GeneralPublicExpenditure, "21011", "basic"),),
        (code(BasicExpenditure, "30110"), code(BasicExpenditure, "30111")),
        (code(BasicExpenditure, "30114"), code(BasicExpenditure, "30307")),
        bridges=(("医疗费补助", code(BasicExpenditure, "30307")), ("医疗费", code(BasicExpenditure, "30114"))),
        soft=True,
    ),
)
FINAL_RELATIONS: tuple[Relation, ...] = (
    Relation(
        "ECO-01",
        (total(FinalGeneralPublicExpenditure, "basic"),),
        (line(FinalBasicExpenditure, "personnel_total"), line(FinalBasicExpenditure, "public_total")),
    ),
    Relation("ECO-01", (total(FinalGeneralPublicExpenditure, "basic"),), (total(FinalBasicExpenditure, "amount"),)),
    *(
        Relation("ECO-05", (code(FinalBasicExpenditure, economic, "amount"),),
                 (code(FinalGeneralPublicExpenditure, functional, "basic"),), soft=True)
        for economic, functional in _PAIRS
    ),
    *(
        Relation(rule, (code(FinalBasicExpenditure, economic, "amount"),), (total(FinalThreePublics, field, "final"),),
                 at_most=True, soft=True)
        for rule, economic, field in _ITEMS
    ),
    *(
        Relation("SG-07", (total(FinalThreePublics, f, "final"),), (total(FinalThreePublics, f, "budget"),),
                 at_most=True, soft=True)
        for f in ("total", "abroad", "vehicles", "vehicle_purchase", "vehicle_running", "reception")
    ),
    Relation("SG-12", (total(FinalThreePublics, "total", "final"),), (line(FinalAppropriationOverview, "year_expenditure"),),
             at_most=True, soft=True),
    Relation(
        "ECO-06",
        (code(FinalGeneralPublicExpenditure, "21011", "basic"),),
        (code(FinalBasicExpenditure, "30110", "amount"), code(FinalBasicExpenditure, "30111", "amount")),
        (code(FinalBasicExpenditure, "30114", "amount"), code(FinalBasicExpenditure, "30307", "amount")),
        soft=True,
    ),
)  # fmt: skip
