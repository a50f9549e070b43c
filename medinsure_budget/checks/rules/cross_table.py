"""What must agree between tables."""

from typing import Any

from medinsure_budget import forms
from medinsure_budget.checks.arithmetic.cells import Figures
from medinsure_budget.checks.arithmetic.relations import Ref, Relation, codes, line, projects, total
from medinsure_budget.checks.rule import BUDGET, FINAL, Rule, Tolerance, declare

_SAME: Tolerance = "same"
declare(
    Rule("XTB-01", "收入总计一致", "收支总表收入总计 = 收入总表总计", kinds=BUDGET, tolerance=_SAME),
    Rule("XTB-02", "本年收入一致", "收支总表本年收入合计 = 收入总表本年收入小计", kinds=BUDGET, tolerance=_SAME),
    Rule("XTB-03", "收入来源一致", "收支总表各项收入 = 收入总表各栏", kinds=BUDGET, tolerance=_SAME),
    Rule("XTB-04", "本年支出一致", "收支总表本年支出合计 = 支出总表总计", kinds=BUDGET, tolerance=_SAME),
    Rule("XTB-05", "逐科目支出一致", "收支总表每个科目 = 支出总表同一科目", kinds=BUDGET, tolerance=_SAME),
    Rule("XTB-06", "逐科目财政拨款一致", "财政拨款收支总表每个科目 = 一般公共预算 + 基金 + 国资支出表同一科目", kinds=BUDGET),
    Rule("XTB-07", "财政拨款支出总额一致", "财政拨款收支总表支出总计 = 一般公共预算 + 基金 + 国资支出表合计", kinds=BUDGET),
    Rule("XTB-08", "财政拨款两表一致", "收支总表财政拨款 = 财政拨款收支总表收入（结转可解释差额）", kinds=BUDGET, tolerance="bridged"),
    Rule("XTB-09", "支出总表与一般公共预算一致", "全部为一般公共预算时逐科目相等，否则不小于", kinds=BUDGET, tolerance=_SAME),
    Rule("XTB-10", "项目支出一致", "项目支出表合计 = 支出总表项目支出；一般公共预算部分 = 一般公共预算支出表项目支出",
         kinds=BUDGET, tolerance=_SAME),
    Rule("XTB-11", "绩效表与项目表金额一致", "项目绩效表金额 = 项目支出表同名项目金额", kinds=BUDGET, tolerance=_SAME),
    Rule("XTB-12", "总支出 = 基本 + 项目", "收支总表（财政拨款收支总表）支出总计 = 按用途支出各项之和", kinds=BUDGET),
    Rule("XTB-15", "财政拨款口径支出表一致", "财政拨款支出表（功能、经济）= 一般公共预算 + 基金同一科目",
         kinds=BUDGET, regions=("江苏",)),
    Rule("XTB-21", "本年收入三表一致", "公开01本年收入 = 公开02合计 = 公开03合计，各来源同", kinds=FINAL, tolerance=_SAME),
    Rule("XTB-22", "本年支出三表一致", "公开01本年支出 = 公开04合计 = 公开05合计，各栏同", kinds=FINAL, tolerance=_SAME),
    Rule("XTB-23", "财政拨款收入一致", "公开03财政拨款收入 = 公开01三项财政拨款收入之和", kinds=FINAL),
    Rule("XTB-24", "三项财政拨款收入一致", "公开01三项财政拨款收入 = 公开06收入各项", kinds=FINAL, tolerance=_SAME),
    Rule("XTB-25", "类级支出一致", "公开01各类 = 公开05各类", kinds=FINAL, tolerance=_SAME),
    Rule("XTB-26", "一般公共预算类级支出一致", "公开06各类一般公共预算栏 = 公开07各类", kinds=FINAL, tolerance=_SAME),
    Rule("XTB-27", "一般公共预算支出合计一致", "公开06本年支出一般公共预算栏 = 公开07合计", kinds=FINAL, tolerance=_SAME),
    Rule("XTB-28", "支出决算不小于一般公共预算", "公开05逐科目 ≥ 公开07；全部为财政拨款时相等", kinds=FINAL, tolerance="at_most"),
    Rule("XTB-29", "收入与支出逐科目相等", "没有结转、收支相等时公开03逐科目 = 公开05", "warning", kinds=FINAL, tolerance=_SAME),
    Rule("XTB-30", "基金、国资两表一致", "公开06基金栏 = 公开09；国资栏 = 公开10", kinds=FINAL, tolerance=_SAME),
    Rule("XTB-31", "一般公共预算收支滚动", "年初结转 + 收入 = 支出 + 年末结转（一般公共预算）", kinds=FINAL),
    Rule("ROW-22", "基金收支滚动", "年初结转 + 本年收入 = 本年支出 + 年末结转", kinds=FINAL),
)  # fmt: skip

_SOURCES = (
    "general_public", "government_fund", "state_capital", "special_account", "service_income", "business_income",
    "grants_from_above", "remittances_from_below", "other_income",
)  # fmt: skip
_FINAL_SOURCES = (
    "grants_from_above",
    "service_income",
    "business_income",
    "remittances_from_below",
    "other_income",
)
_FINAL_KINDS = ("basic", "project", "remitted_up", "business", "subsidies_down")
_FUNDS = ("general_public", "government_fund", "state_capital")
# Zhejiang prints the project column of state capital alone.
_STATE_CAPITAL = total(forms.StateCapitalExpenditure, instead="project")
_STATE_CAPITAL_CODES = codes(forms.StateCapitalExpenditure, instead="project")
# Of what is carried in, only the fiscal part stands among fiscal appropriations.
_FISCAL_CARRIED = tuple(total(forms.Income, f"carried_in_{fund}") for fund in _FUNDS)
_CARRIED: tuple[tuple[str, Ref | tuple[Ref, ...]], ...] = (
    ("上年结转", line(forms.BudgetOverview, "carried_in")), ("上年结转", total(forms.Income, "carried_in")),
    ("上年财政拨款结转", _FISCAL_CARRIED),
)  # fmt: skip
# Sets without income by unit do not say how much of what is carried in is fiscal.
_PARTLY_CARRIED = (("上年结转中的财政拨款", line(forms.BudgetOverview, "carried_in")),)
_CARRIED_OUT = (
    ("年终结转结余", line(forms.BudgetOverview, "carried_out")),
    ("年终结转结余", line(forms.AppropriationOverview, "carried_out")),
)


def _carried(figures: Figures) -> str:
    """Say that money was carried in or out, so that income and expenditure of a subject differ."""
    keys = ("carried_in", "carried_out", "balance_used", "balance_distributed")
    moved = any(c.fen for key in keys for c in line(forms.FinalOverview, key).cells(figures))
    totals = [c.fen for key in ("year_income", "year_expenditure") for c in line(forms.FinalOverview, key).cells(figures)]
    return "有年初、年末结转或结余" if moved or len(totals) != 2 or totals[0] != totals[1] else ""


def _appropriation_line(figures: Figures) -> str:
    """Say that 财政拨款 has a line of its own, which is compared already."""
    return "已比较财政拨款一行" if line(forms.AppropriationOverview, "appropriation").cells(figures) else ""


def _equal(rule: str, left: Ref, right: Ref, **more: Any) -> Relation:
    return Relation(rule, (left,), (right,), **more)


BUDGET_RELATIONS: tuple[Relation, ...] = (
    _equal("XTB-01", line(forms.BudgetOverview, "total_income"), total(forms.Income)),
    _equal("XTB-01", line(forms.BudgetOverview, "total_income"), total(forms.IncomeBySubject)),
    _equal("XTB-01", line(forms.BudgetOverview, "total_income"), line(forms.IncomeBySource, "total_income")),
    _equal("XTB-02", line(forms.BudgetOverview, "year_income"), total(forms.Income, "year_income")),
    *(_equal("XTB-03", line(forms.BudgetOverview, s), total(forms.Income, s)) for s in _SOURCES),
    _equal("XTB-03", line(forms.BudgetOverview, "carried_in"), total(forms.Income, "carried_in")),
    *(
        _equal("XTB-03", line(forms.BudgetOverview, s), total(forms.IncomeBySubject, s))
        for s in ("appropriation", "service_income", "business_income", "other_income")
    ),
    _equal("XTB-04", line(forms.BudgetOverview, "year_expenditure"), total(forms.Expenditure)),
    _equal("XTB-04", line(forms.BudgetOverview, "total_expenditure"), total(forms.Expenditure), bridges=_CARRIED_OUT[:1]),
    _equal("XTB-05", codes(forms.BudgetOverview, "amount"), codes(forms.Expenditure), complete=True),
    *(
        _equal("XTB-05", codes(forms.BudgetOverview, f), codes(forms.Expenditure, f))
        for f in ("basic", "personnel", "public", "project")
    ),
    Relation(
        "XTB-06",
        (codes(forms.AppropriationOverview, "amount"),),
        (codes(forms.GeneralPublicExpenditure),),
        (codes(forms.GovernmentFundExpenditure), _STATE_CAPITAL_CODES),
        complete=True,
    ),
    _equal("XTB-06", codes(forms.AppropriationOverview, "from_general_public"), codes(forms.GeneralPublicExpenditure)),
    _equal("XTB-06", codes(forms.AppropriationOverview, "from_government_fund"), codes(forms.GovernmentFundExpenditure)),
    _equal("XTB-06", codes(forms.AppropriationOverview, "from_state_capital"), _STATE_CAPITAL_CODES),
    Relation(
        "XTB-07",
        (line(forms.AppropriationOverview, "total_expenditure"),),
        (total(forms.GeneralPublicExpenditure),),
        (total(forms.GovernmentFundExpenditure), _STATE_CAPITAL),
        bridges=_CARRIED_OUT,
    ),
    _equal(
        "XTB-07",
        line(forms.AppropriationOverview, "total_expenditure", "from_general_public"),
        total(forms.GeneralPublicExpenditure),
    ),
    _equal(
        "XTB-07",
        line(forms.AppropriationOverview, "general_public"),
        total(forms.GeneralPublicExpenditure),
        bridges=_CARRIED + _CARRIED_OUT,
        partly=_CARRIED_OUT[1:],
    ),
    *(
        # The set of 2021 lists 政府性基金预算拨款 beside 财政拨款 in one table, below it in the other.
        _equal(
            "XTB-08",
            line(forms.AppropriationOverview, whole),
            line(forms.BudgetOverview, "appropriation"),
            optional=(line(forms.BudgetOverview, "fund_appropriation"),),
            bridges=_CARRIED,
            partly=_PARTLY_CARRIED,
            guard=guard,
        )
        for whole, guard in (("appropriation", None), ("total_income", _appropriation_line))
    ),
    *(
        _equal(
            "XTB-09",
            codes(forms.GeneralPublicExpenditure, f),
            codes(forms.Expenditure, f),
            when_same_money=True,
            complete=f == "total",
        )
        for f in ("total", "basic", "personnel", "public", "project")
    ),
    *(
        _equal("XTB-09", total(forms.GeneralPublicExpenditure, f), total(forms.Expenditure, f), at_most=True)
        for f in ("total", "basic", "personnel", "public", "project")
    ),
    _equal("XTB-10", total(forms.ProjectExpenditure), total(forms.Expenditure, "project")),
    _equal("XTB-10", total(forms.ProjectExpenditure, "general_public"), total(forms.GeneralPublicExpenditure, "project")),
    # Performance tables show fiscal money only.
    _equal(
        "XTB-11",
        projects(forms.ProjectPerformance),
        projects(forms.ProjectExpenditure, "general_public"),
        soft=True,
        optional=(projects(forms.ProjectExpenditure, "government_fund"), projects(forms.ProjectExpenditure, "state_capital")),
    ),
    Relation(
        "XTB-12",
        (line(forms.BudgetOverview, "total_expenditure"),),
        (line(forms.BudgetOverview, "basic"), line(forms.BudgetOverview, "project")),
        (line(forms.BudgetOverview, "reserve"),),
        bridges=_CARRIED_OUT,
    ),
    Relation(
        "XTB-12",
        (line(forms.AppropriationOverview, "total_expenditure"),),
        (line(forms.AppropriationOverview, "basic"), line(forms.AppropriationOverview, "project")),
        (line(forms.AppropriationOverview, "reserve"),),
        bridges=_CARRIED_OUT[1:],
    ),
    _equal("XTB-12", line(forms.AppropriationOverview, "basic"), total(forms.AppropriationBasicExpenditure)),
    _equal("XTB-12", line(forms.BudgetOverview, "total_expenditure"), total(forms.ExpenditureByPurpose)),
    *(
        _equal("XTB-12", line(forms.BudgetOverview, k), total(forms.ExpenditureByPurpose, k))
        for k in ("basic", "project", "reserve")
    ),
    Relation(
        "XTB-15",
        (codes(forms.AppropriationExpenditure),),
        (codes(forms.GeneralPublicExpenditure),),
        (codes(forms.GovernmentFundExpenditure), _STATE_CAPITAL_CODES),
        complete=True,
    ),
    Relation(
        "XTB-15",
        (total(forms.AppropriationExpenditure),),
        (total(forms.GeneralPublicExpenditure),),
        (total(forms.GovernmentFundExpenditure), _STATE_CAPITAL),
    ),
    _equal("XTB-15", codes(forms.BasicExpenditure), codes(forms.AppropriationBasicExpenditure), when_same_money=True),
    _equal("XTB-15", total(forms.BasicExpenditure), total(forms.AppropriationBasicExpenditure), at_most=True),
)

FINAL_RELATIONS: tuple[Relation, ...] = (
    _equal("XTB-21", line(forms.FinalOverview, "year_income"), total(forms.FinalIncomeByUnit)),
    _equal("XTB-21", line(forms.FinalOverview, "year_income"), total(forms.FinalIncomeBySubject)),
    *(_equal("XTB-21", line(forms.FinalOverview, s), total(forms.FinalIncomeByUnit, s)) for s in _FINAL_SOURCES),
    *(_equal("XTB-21", line(forms.FinalOverview, s), total(forms.FinalIncomeBySubject, s)) for s in _FINAL_SOURCES),
    _equal("XTB-22", line(forms.FinalOverview, "year_expenditure"), total(forms.FinalExpenditureByUnit)),
    _equal("XTB-22", line(forms.FinalOverview, "year_expenditure"), total(forms.FinalExpenditureBySubject)),
    *(_equal("XTB-22", total(forms.FinalExpenditureByUnit, k), total(forms.FinalExpenditureBySubject, k)) for k in _FINAL_KINDS),
    *(
        Relation("XTB-23", (total(form, "appropriation"),), tuple(line(forms.FinalOverview, f) for f in _FUNDS))
        for form in (forms.FinalIncomeByUnit, forms.FinalIncomeBySubject)
    ),
    *(_equal("XTB-24", line(forms.FinalOverview, f), line(forms.FinalAppropriationOverview, f)) for f in _FUNDS),
    _equal("XTB-25", codes(forms.FinalOverview, "amount"), codes(forms.FinalExpenditureBySubject)),
    _equal("XTB-26", codes(forms.FinalAppropriationOverview, "from_general_public"), codes(forms.FinalGeneralPublicExpenditure)),
    _equal("XTB-27", line(forms.FinalAppropriationOverview, "year_expenditure", "from_general_public"),
        total(forms.FinalGeneralPublicExpenditure)),
    *(
        _equal("XTB-28", codes(forms.FinalGeneralPublicExpenditure, f), codes(forms.FinalExpenditureBySubject, f), when_same_money=True,
               complete=f == "total")
        for f in ("total", "basic", "project")
    ),
    *(
        _equal("XTB-28", total(forms.FinalGeneralPublicExpenditure, f), total(forms.FinalExpenditureBySubject, f), at_most=True)
        for f in ("total", "basic", "project")
    ),
    _equal("XTB-29", codes(forms.FinalIncomeBySubject), codes(forms.FinalExpenditureBySubject), guard=_carried, complete=True),
    _equal("XTB-30", line(forms.FinalAppropriationOverview, "government_fund"), total(forms.FinalGovernmentFund, "income")),
    _equal("XTB-30", line(forms.FinalAppropriationOverview, "year_expenditure", "from_government_fund"), total(forms.FinalGovernmentFund)),
    _equal("XTB-30", line(forms.FinalAppropriationOverview, "carried_in_government_fund"), total(forms.FinalGovernmentFund, "carried_in")),
    _equal("XTB-30", line(forms.FinalAppropriationOverview, "carried_out", "from_government_fund"),
        total(forms.FinalGovernmentFund, "carried_out")),
    _equal("XTB-30", line(forms.FinalAppropriationOverview, "year_expenditure", "from_state_capital"), total(forms.FinalStateCapital)),
    *(
        Relation(
            "XTB-31",
            (line(forms.FinalAppropriationOverview, fund), line(forms.FinalAppropriationOverview, f"carried_in_{fund}")),
            (line(forms.FinalAppropriationOverview, "year_expenditure", f"from_{fund}"),
             line(forms.FinalAppropriationOverview, "carried_out", f"from_{fund}")),
        )
        for fund in _FUNDS
    ),
    *(
        Relation(
            "ROW-22",
            (reach(form, "carried_in"), reach(form, "income")),
            (reach(form, "total"), reach(form, "carried_out")),
        )
        for form in (forms.FinalGovernmentFund, forms.FinalStateCapital)
        for reach in (total, codes)
    ),
)  # fmt: skip
