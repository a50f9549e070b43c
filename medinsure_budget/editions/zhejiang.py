"""The budget sets of Zhejiang: eleven tables in 万元 since 2022, before that nine in 元."""

from typing import Any

from medinsure_budget.editions.edition import Edition, Printed
from medinsure_budget.editions.national import THREE_PUBLICS_NOTE, fixed_lines, subjects
from medinsure_budget.editions.tree import columns, downward, items
from medinsure_budget.forms import (
    AppropriationOverview,
    BasicExpenditure,
    BudgetOverview,
    Expenditure,
    GeneralPublicExpenditure,
    GovernmentFundExpenditure,
    Income,
    ProjectExpenditure,
    ProjectPerformance,
    Row,
    StateCapitalExpenditure,
    ThreePublics,
)
from medinsure_budget.money import Unit

_TWO_SIDES = "收入{项目 预算数} 支出{项目 预算数}"
_INCOME = (
    "单位名称 总计"
    " 本年收入{小计 一般公共预算 政府性基金预算 国有资本经营预算 财政专户管理资金 事业收入 事业单位经营收入"
    " 上级补助收入 附属单位上缴收入 其他收入}"
    " 上年结转结余{小计 一般公共预算 政府性基金预算 国有资本经营预算 专户资金结转结余 单位资金结转结余}"
)
_EXPENDITURE = "科目编码 科目名称 总计 基本支出{人员支出 公用经费} 项目支出 事业单位经营支出 上缴上级支出 对附属单位补助支出"
_THREE_PUBLICS = (
    "单位名称 “三公”经费合计 因公出国(境)费用 公务用车购置及运行费{小计 公务用车购置费 公务用车运行维护费} 公务接待费"
)
_PROJECTS = "单位名称 项目名称 总计 一般公共预算 政府性基金 国有资本经营预算 财政专户管理资金 单位资金"

_APPROPRIATION = ("appropriation", "general_public", "government_fund", "state_capital")
_OVERVIEW_LINES = (
    *fixed_lines(
        BudgetOverview, "income", *_APPROPRIATION, "special_account", "service_income", "business_income",
        "grants_from_above", "remittances_from_below", "other_income", "year_income", "carried_in", "total_income",
    ),
    subjects("expenditure"),
    *fixed_lines(BudgetOverview, "expenditure", "year_expenditure", "carried_out", "total_expenditure"),
)  # fmt: skip
_APPROPRIATION_LINES = (
    *fixed_lines(AppropriationOverview, "income", *_APPROPRIATION, "total_income"),
    subjects("expenditure"),
    *fixed_lines(AppropriationOverview, "expenditure", "total_expenditure"),
)


def _printed_2024(number: int, form: type[Row], title: str, tree: str, **layout: Any) -> Printed:
    ordinals = layout.pop("ordinals", "**")
    return Printed(
        form=form,
        title=f"{{year}}年{{level}}{title}",
        number=f"表{number:02}",
        columns=columns(form, tree, ordinals),
        agency_line="{level}名称：{agency}",
        empty=form.form.empty,
        **layout,
    )


ZHEJIANG_BUDGET_2024 = Edition(
    name="浙江省部门预算公开表（2024年）",
    kind="budget",
    years=(2022, 2026),
    places=("浙江",),
    unit=Unit.WAN,
    sheets=(
        _printed_2024(1, BudgetOverview, "收支预算总表", _TWO_SIDES, ordinals="", lines=_OVERVIEW_LINES),
        _printed_2024(2, Income, "收入预算总表", _INCOME),
        _printed_2024(3, Expenditure, "支出预算总表", _EXPENDITURE),
        _printed_2024(
            4, AppropriationOverview, "财政拨款收支预算总表", _TWO_SIDES, ordinals="", lines=_APPROPRIATION_LINES
        ),
        _printed_2024(
            5,
            GeneralPublicExpenditure,
            "一般公共预算支出表",
            "科目编码 科目名称 合计 基本支出{小计 人员经费 公用经费} 项目支出",
        ),
        _printed_2024(
            6,
            BasicExpenditure,
            "一般公共预算基本支出表",
            "经济分类科目{科目编码 科目名称} 本年一般公共预算基本支出{合计 人员经费 公用经费}",
        ),
        _printed_2024(7, ThreePublics, "一般公共预算“三公”经费支出表", _THREE_PUBLICS, remarks=(THREE_PUBLICS_NOTE,)),
        _printed_2024(
            8,
            GovernmentFundExpenditure,
            "政府性基金预算支出表",
            "科目编码 科目名称 本年政府性基金预算支出{合计 基本支出 项目支出}",
        ),
        _printed_2024(9, StateCapitalExpenditure, "国有资本经营预算支出表", "科目编码 科目名称 项目支出"),
        _printed_2024(10, ProjectExpenditure, "项目支出预算表", _PROJECTS),
        _printed_2024(
            11,
            ProjectPerformance,
            "项目支出绩效表",
            "单位代码 单位名称 一级项目名称 财政拨款金额 绩效目标",
            ordinals="** only",
        ),
    ),
)

_OVERVIEW_LINES_2021 = (
    *fixed_lines(
        BudgetOverview,
        "income",
        appropriation="一、公共财政预算拨款收入",
        remittances_from_below="二、附属单位上缴收入（非财政专户核拨）",
        other_income="三、其他收入",
        fund_balance_used="四、用事业基金弥补收支差额",
        fund_appropriation="五、政府性基金预算拨款",
        special_account="六、专户资金收入",
        service_income="七、事业收入（不含专户资金）",
        business_income="八、事业单位经营收入",
        grants_from_above="九、上级补助收入（非财政专户核拨）",
        year_income="本年收入合计",
        carried_in="十、上年结转",
        carried_in_basic="基本支出结余、结转",
        carried_in_project="项目支出结余、结转",
        total_income="收入总计",
    ),
    subjects("expenditure"),
    *fixed_lines(BudgetOverview, "expenditure", "year_expenditure", "total_expenditure"),
)


def _printed_2021(number: int, form: type[Row], title: str, tree: str, **layout: Any) -> Printed:
    return Printed(
        form=form,
        title=f"{{year}}年{{level}}{title}",
        number=f"表{number:02}",
        columns=columns(form, tree) if tree else downward(("预算数", "budget")),
        agency_line="{level}名称：{agency}",
        empty=form.form.empty,
        **layout,
    )


_ITEMS_2021 = items(
    total="合计",
    abroad="1.因公出国（境）费",
    reception="2.公务接待费",
    vehicles="3.公务用车购置及运行维护费",
    vehicle_purchase="其中：公务用车购置费",
    vehicle_running="公务用车运行维护费",
)

ZHEJIANG_BUDGET_2021 = Edition(
    name="浙江省部门预算公开表（2021年）",
    kind="budget",
    years=(2019, 2021),
    places=("浙江",),
    unit=Unit.YUAN,
    sheets=(
        _printed_2021(1, BudgetOverview, "收支预算总表", _TWO_SIDES, lines=_OVERVIEW_LINES_2021),
        _printed_2021(2, AppropriationOverview, "财政拨款收支预算总表", _TWO_SIDES, lines=_APPROPRIATION_LINES),
        _printed_2021(
            3, GeneralPublicExpenditure, "一般公共预算支出表", "科目代码 科目名称 合计 基本支出 项目支出 备注"
        ),
        _printed_2021(
            4, GovernmentFundExpenditure, "政府性基金支出预算表", "科目编码 科目名称 合计 基本支出 项目支出"
        ),
        _printed_2021(
            5,
            BasicExpenditure,
            "一般公共预算基本支出表（部门预算经济分类）",
            "部门预算经济分类科目{科目编码 科目名称} 金额",
            total_label="总计",
        ),
        _printed_2021(6, Income, "收入预算总表", _INCOME),
        _printed_2021(7, Expenditure, "支出预算总表", _EXPENDITURE),
        _printed_2021(8, ThreePublics, "一般公共预算“三公”经费表", "", items=_ITEMS_2021),
        _printed_2021(
            9,
            ProjectPerformance,
            "预算项目绩效目标表",
            "单位编码 项目名称 合计 资金安排{公共预算 政府性基金 专户资金 其他收入}"
            " 一级指标 二级指标 三级指标 三级指标值 三级指标描述",
            total_label="总计",
        ),
    ),
)
