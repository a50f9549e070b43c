"""The eleven tables 公开01 to 公开11 of Zhejiang's final accounts: the nation's nine, with 02 and 03 printed twice."""

from typing import Any

from medinsure_budget.editions.edition import Edition, Printed, PrintedLine
from medinsure_budget.editions.national import class_lines, fixed_lines, numbered
from medinsure_budget.editions.tree import Ordinals, columns, downward, items
from medinsure_budget.forms import (
    FinalAppropriationOverview,
    FinalBasicExpenditure,
    FinalExpenditureBySubject,
    FinalExpenditureByUnit,
    FinalGeneralPublicExpenditure,
    FinalGovernmentFund,
    FinalIncomeBySubject,
    FinalIncomeByUnit,
    FinalOverview,
    FinalStateCapital,
    FinalThreePublics,
    Row,
)
from medinsure_budget.money import Unit

INCOME = "本年收入合计 财政拨款收入 上级补助收入 事业收入 经营收入 附属单位上缴收入 其他收入"
EXPENDITURE = "本年支出合计 基本支出 项目支出 上缴上级支出 经营支出 对附属单位补助支出"
THREE_BUDGETS = "一般公共预算财政拨款 政府性基金预算财政拨款 国有资本经营预算财政拨款"

SUBJECT_COLUMNS = "项目{支出功能分类科目编码{类 款 项} 科目名称} "
_YEAR = "本年支出{小计 基本支出 项目支出}"
ACCOUNT_COLUMNS = f"{SUBJECT_COLUMNS}年初结转和结余 本年收入 {_YEAR} 年末结转和结余"
_BLOCK = "科目代码 科目名称 决算数"
_KINDS = ("general_public", "government_fund", "state_capital")
_OTHER_INCOME = ("grants_from_above", "service_income", "business_income", "remittances_from_below", "other_income")

_OVERVIEW_LINES: tuple[PrintedLine, ...] = (
    *numbered(
        fixed_lines(
            FinalOverview, "income", *_KINDS, *_OTHER_INCOME, "year_income", "balance_used", "carried_in", "total_income"
        ),
        range(1, 9), range(27, 30), 31,
    ),
    *numbered(
        [
            *class_lines("expenditure"),
            *fixed_lines(
                FinalOverview, "expenditure", "year_expenditure", "balance_distributed", "carried_out", "total_expenditure"
            ),
        ],
        range(32, 61), 62,
    ),
)  # fmt: skip
_APPROPRIATION_LINES: tuple[PrintedLine, ...] = (
    *numbered(
        fixed_lines(
            FinalAppropriationOverview, "income", *_KINDS, "year_income", "carried_in",
            *(f"carried_in_{kind}" for kind in _KINDS), "total_income",
        ),
        range(1, 4), range(27, 33),
    ),
    *numbered(
        [
            *class_lines("expenditure"),
            *fixed_lines(FinalAppropriationOverview, "expenditure", "year_expenditure", "carried_out", "total_expenditure"),
        ],
        range(33, 61), 64,
    ),
)  # fmt: skip


def _printed(number: int, form: type[Row], title: str, tree: str, ordinals: Ordinals = "栏次", **layout: Any) -> Printed:
    return Printed(
        form=form,
        title=f"{{year}}年度{title}",
        number=f"公开{number:02}表",
        columns=columns(form, tree, ordinals) if tree else downward(("预算数", "budget"), ("决算数", "final")),
        agency_line="单位：{agency}",
        unit_line="金额单位：{unit}",
        remarks=(form.form.note,),
        empty=form.form.empty,
        **layout,
    )


_ITEMS = items(
    total="“三公”经费支出合计",
    abroad="1.因公出国（境）费用",
    vehicles="2.公务用车购置及运行维护费小计",
    vehicle_purchase="（1）公务用车购置费",
    vehicle_running="（2）公务用车运行维护费",
    reception="3.公务接待费",
)

FINAL_ACCOUNTS_2023 = Edition(
    name="部门决算公开表（公开01—公开11表，2023年）",
    kind="final_accounts",
    years=(2023, 2025),
    places=("浙江",),
    unit=Unit.WAN,
    sheets=(
        _printed(
            1, FinalOverview, "收入支出决算总表", "收入{项目 行次 金额} 支出{项目 行次 金额}", lines=_OVERVIEW_LINES
        ),
        _printed(2, FinalIncomeByUnit, "收入决算表（分单位）", f"单位名称 {INCOME}"),
        _printed(3, FinalIncomeBySubject, "收入决算表（分科目）", SUBJECT_COLUMNS + INCOME),
        _printed(4, FinalExpenditureByUnit, "支出决算表（分单位）", f"单位名称 {EXPENDITURE}"),
        _printed(5, FinalExpenditureBySubject, "支出决算表（分科目）", SUBJECT_COLUMNS + EXPENDITURE),
        _printed(
            6,
            FinalAppropriationOverview,
            "财政拨款收入支出决算总表",
            f"收入{{项目 行次 金额}} 支出{{项目 行次 合计 {THREE_BUDGETS}}}",
            lines=_APPROPRIATION_LINES,
        ),
        _printed(7, FinalGeneralPublicExpenditure, "一般公共预算财政拨款支出决算表", SUBJECT_COLUMNS + _YEAR),
        _printed(
            8,
            FinalBasicExpenditure,
            "一般公共预算财政拨款基本支出决算明细表",
            f"人员经费{{{_BLOCK}}} 公用经费{{{_BLOCK} {_BLOCK}}}",
            ordinals="",
            panel_codes=(("301", "303"), ("302", "307"), ("30703", "30704", "310", "312", "399", "")),
        ),
        _printed(
            9,
            FinalGovernmentFund,
            "政府性基金预算财政拨款收入支出决算表",
            ACCOUNT_COLUMNS,
        ),
        _printed(10, FinalStateCapital, "国有资本经营预算财政拨款支出决算表", SUBJECT_COLUMNS + _YEAR),
        _printed(11, FinalThreePublics, "财政拨款“三公”经费支出决算表", "", items=_ITEMS),
    ),
)
