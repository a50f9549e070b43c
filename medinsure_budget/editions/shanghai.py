"""The nine-table sets of Shanghai: budgets in 元 with three code columns, final accounts in 万元."""

from typing import Any

from medinsure_budget.editions.budget_wording import SHANGHAI_BUDGET_TEXT
from medinsure_budget.editions.edition import Edition, Printed, PrintedLine
from medinsure_budget.editions.final_accounts import EXPENDITURE, INCOME, THREE_BUDGETS
from medinsure_budget.editions.national import FUNCTIONAL_CLASSES, class_lines, classes, fixed_lines
from medinsure_budget.editions.tree import columns
from medinsure_budget.editions.wording import SHANGHAI_FINAL_TEXT
from medinsure_budget.forms import (
    AppropriationOverview,
    BasicExpenditure,
    BudgetOverview,
    Expenditure,
    FinalAppropriationOverview,
    FinalBasicExpenditure,
    FinalExpenditureBySubject,
    FinalGeneralPublicExpenditure,
    FinalGovernmentFund,
    FinalIncomeBySubject,
    FinalOverview,
    FinalStateCapital,
    FinalThreePublics,
    GeneralPublicExpenditure,
    GovernmentFundExpenditure,
    IncomeBySubject,
    Row,
    StateCapitalExpenditure,
    ThreePublics,
)
from medinsure_budget.money import Unit

_SUBJECT = "项目{功能分类科目编码{类 款 项} 功能分类科目名称} "
_ECONOMIC = "项目{经济分类科目编码{类 款} 部门经济分类科目名称=name} "
_EMPTY = "注：本{level}{year}年无%s预算财政拨款安排的预算，故本表为空表。"

_OVERVIEW_LINES = (
    *fixed_lines(
        BudgetOverview,
        "income",
        appropriation="一、财政拨款收入",
        general_public="1.一般公共预算资金",
        government_fund="2.政府性基金",
        state_capital="3.国有资本经营预算",
        service_income="二、事业收入",
        business_income="三、事业单位经营收入",
        other_income="四、其他收入",
        total_income="收入总计",
    ),
    classes("expenditure"),
    *fixed_lines(BudgetOverview, "expenditure", total_expenditure="支出总计"),
)
_APPROPRIATION_LINES = (
    *fixed_lines(
        AppropriationOverview,
        "income",
        general_public="一、一般公共预算资金",
        government_fund="二、政府性基金",
        state_capital="三、国有资本经营预算",
        total_income="收入总计",
    ),
    classes("expenditure"),
    *fixed_lines(AppropriationOverview, "expenditure", total_expenditure="支出总计"),
)


def _budget(form: type[Row], title: str, tree: str, **layout: Any) -> Printed:
    split = "{类 款" in tree
    return Printed(
        form=form,
        title=f"{{year}}年{title}",
        columns=columns(form, tree),
        agency_line="编制{level}：{agency}",
        total_last=True,
        total_across=split,
        split_codes=split,
        thousands=True,
        **layout,
    )


_THREE_PUBLICS = (
    "“三公”经费预算数{合计 因公出国(境)费 公务接待费 公务用车购置及运行费{小计=vehicles 购置费 运行费}} 机关运行经费预算数"
)

SHANGHAI_BUDGET_2025 = Edition(
    name="上海市部门预算公开表（2025年）",
    kind="budget",
    years=(2023, 2026),
    text=SHANGHAI_BUDGET_TEXT,
    unit=Unit.YUAN,
    places=("上海",),
    sheets=(
        _budget(
            BudgetOverview,
            "{level}财务收支预算总表",
            "本年收入{项目 预算数} 本年支出{项目 预算数{合计 基本支出{人员经费 公用经费} 项目支出}}",
            lines=_OVERVIEW_LINES,
        ),
        _budget(
            IncomeBySubject,
            "{level}收入预算总表",
            _SUBJECT + "收入预算{合计 财政拨款收入 事业收入 事业单位经营收入 其他收入}",
        ),
        _budget(Expenditure, "{level}支出预算总表", _SUBJECT + "支出预算{合计 基本支出 项目支出}"),
        _budget(
            AppropriationOverview,
            "{level}财政拨款收支预算总表",
            "财政拨款收入{项目 预算数} 财政拨款支出{项目 合计 一般公共预算 政府性基金预算 国有资本经营预算}",
            lines=_APPROPRIATION_LINES,
        ),
        _budget(
            GeneralPublicExpenditure,
            "{level}一般公共预算支出功能分类预算表",
            _SUBJECT + "一般公共预算支出{合计 基本支出 项目支出}",
        ),
        _budget(
            GovernmentFundExpenditure,
            "{level}政府性基金预算支出功能分类预算表",
            _SUBJECT + "政府性基金预算支出{合计 基本支出 项目支出}",
            empty=_EMPTY % "政府性基金",
        ),
        _budget(
            StateCapitalExpenditure,
            "{level}国有资本经营预算支出功能分类预算表",
            _SUBJECT + "国有资本经营预算支出{合计 基本支出 项目支出}",
            empty=_EMPTY % "国有资本经营",
        ),
        _budget(
            BasicExpenditure,
            "{level}一般公共预算基本支出部门预算经济分类预算表",
            _ECONOMIC + "一般公共预算基本支出{合计 人员经费 公用经费}",
        ),
        _budget(ThreePublics, "{level}“三公”经费和机关运行经费预算表", _THREE_PUBLICS, unit=Unit.WAN),
    ),
)

_OF_UNITS = {
    printed.form: printed.title.replace("{level}", "预算单位")
    for printed in SHANGHAI_BUDGET_2025.sheets if printed.form is not ThreePublics
}  # fmt: skip
SHANGHAI_UNIT_BUDGET_2025 = SHANGHAI_BUDGET_2025.derived(
    "上海市单位预算公开表（2025年）", titles=_OF_UNITS, places=("上海",), level="单位"
)
SHANGHAI_DEPARTMENT_BUDGET_2025 = SHANGHAI_BUDGET_2025.derived(
    "上海市部门预算公开表（部门本级汇总，2025年）",
    changes={
        BudgetOverview: {"columns": columns(BudgetOverview, "本年收入{项目 预算数} 本年支出{项目 预算数}")},
        BasicExpenditure: {
            "columns": columns(
                BasicExpenditure,
                "项目{部门预算经济分类科目编码{类 款} 经济分类科目名称} 一般公共预算基本支出{合计 人员经费 公用经费}",
            )
        },
    },
    places=("上海",),
    level="部门",
)

_FINAL_SUBJECT = "项目{功能分类科目编码 科目名称} "
_YEAR = "本年支出{合计 基本支出 项目支出}"
_ACCOUNT = f"{_FINAL_SUBJECT}年初结转和结余 本年收入 {_YEAR} 年末结转和结余"
_BLOCK = "经济分类科目编码 科目名称 决算数"
_BOTH = "{预算数 决算数}"
_VEHICLES = "公务用车购置及运行维护费"
_FINAL_THREE_PUBLICS = (
    f"财政拨款“三公”经费{{合计{_BOTH} 因公出国（境）费{_BOTH}"
    f" {_VEHICLES}{{小计{_BOTH} 公务用车购置费{_BOTH} 公务用车运行维护费{_BOTH}}} 公务接待费{_BOTH}}}"
)
_KINDS = ("general_public", "government_fund", "state_capital")
# Shanghai leaves 债务还本支出 and 债务付息支出 out of the list of 类.
_CLASSES = tuple(name for name in FUNCTIONAL_CLASSES if not name.startswith("债务"))
_FINAL_OVERVIEW_LINES: tuple[PrintedLine, ...] = (
    *fixed_lines(
        FinalOverview, "income", *_KINDS, "grants_from_above", "service_income", "business_income",
        "remittances_from_below", "other_income", "year_income", "balance_used", "carried_in", "total_income",
    ),
    *class_lines("expenditure", _CLASSES),
    *fixed_lines(
        FinalOverview, "expenditure", "year_expenditure", "balance_distributed", "carried_out", "total_expenditure"
    ),
)  # fmt: skip
_FINAL_APPROPRIATION_LINES: tuple[PrintedLine, ...] = (
    *fixed_lines(
        FinalAppropriationOverview, "income", *_KINDS, "year_income", "carried_in",
        *(f"carried_in_{kind}" for kind in _KINDS), "total_income",
    ),
    *class_lines("expenditure", _CLASSES),
    *fixed_lines(FinalAppropriationOverview, "expenditure", "year_expenditure", "carried_out", "total_expenditure"),
)  # fmt: skip


def _final(form: type[Row], title: str, tree: str, note: str, **layout: Any) -> Printed:
    return Printed(
        form=form,
        title=title,
        columns=columns(form, tree),
        agency_line="",
        remarks=(f"注：本表反映{{level}}本年度{note}情况。",),
        total_across=True,
        **layout,
    )


_NOTHING = "说明：{agency}本年度没有%s预算财政拨款收入和支出，故本表无数据。"

SHANGHAI_FINAL_2024 = Edition(
    name="上海市部门决算公开表（2024年）",
    kind="final_accounts",
    years=(2022, 2025),
    text=SHANGHAI_FINAL_TEXT,
    publics_base="initial_budget",
    unit=Unit.WAN,
    places=("上海",),
    sheets=(
        _final(
            FinalOverview, "收入支出决算总表", "收入{项目 决算数} 支出{项目 决算数}", "的总收支和年末结转结余",
            lines=_FINAL_OVERVIEW_LINES,
        ),
        _final(FinalIncomeBySubject, "收入决算表", _FINAL_SUBJECT + INCOME, "取得的各项收入"),
        _final(FinalExpenditureBySubject, "支出决算表", _FINAL_SUBJECT + EXPENDITURE, "各项支出"),
        _final(
            FinalAppropriationOverview,
            "财政拨款收入支出决算总表",
            f"收入{{项目 决算数}} 支出{{项目 合计 {THREE_BUDGETS}}}",
            "财政拨款总收支和结转结余",
            lines=_FINAL_APPROPRIATION_LINES,
        ),
        _final(
            FinalGeneralPublicExpenditure,
            "一般公共预算财政拨款支出决算表",
            _FINAL_SUBJECT + "合计 基本支出 项目支出",
            "一般公共预算财政拨款支出",
            total_last=True,
        ),
        _final(
            FinalBasicExpenditure,
            "一般公共预算财政拨款基本支出决算表",
            f"{_BLOCK} {_BLOCK}",
            "一般公共预算财政拨款基本支出明细",
            panel_codes=(("301", "303"), ("302", "310", "")),
            unlisted=("31005", "31006", "31008", "31009", "31010", "31011", "31012"),
        ),
        _final(
            FinalThreePublics,
            "财政拨款“三公”经费支出决算表",
            _FINAL_THREE_PUBLICS,
            "“三公”经费支出预决算",
        ),
        _final(
            FinalGovernmentFund,
            "政府性基金预算财政拨款收入支出决算表",
            _ACCOUNT,
            "政府性基金预算财政拨款收入支出及结转和结余",
            empty=_NOTHING % "政府性基金",
        ),
        _final(
            FinalStateCapital,
            "国有资本经营预算财政拨款收入支出决算表",
            _ACCOUNT,
            "国有资本经营预算财政拨款收入支出及结转和结余",
            empty=_NOTHING % "国有资本经营",
        ),
    ),
)  # fmt: skip
