"""The twelve-table sets of Jiangsu in 万元: numbered 公开01表 to 公开12表 in 2019, listed 一 to 十二 in 2017."""

from medinsure_budget.editions.budget_wording import JIANGSU_BUDGET_TEXT, JIANGSU_BUDGET_TEXT_2017
from medinsure_budget.editions.edition import Edition, Printed, PrintedLine
from medinsure_budget.editions.national import class_lines, fixed_lines
from medinsure_budget.editions.text import ordinal
from medinsure_budget.editions.tree import columns
from medinsure_budget.forms import (
    AppropriationBasicExpenditure,
    AppropriationExpenditure,
    AppropriationOverview,
    BasicExpenditure,
    BudgetOverview,
    ExpenditureByPurpose,
    GeneralPublicExpenditure,
    GovernmentFundExpenditure,
    IncomeBySource,
    OperatingExpenditure,
    Procurement,
    Row,
    ThreePublics,
)
from medinsure_budget.money import Unit

_CLASSES_2019 = (
    "一般公共服务支出", "外交支出", "国防支出", "公共安全支出", "教育支出", "科学技术支出", "文化旅游体育与传媒支出",
    "社会保障和就业支出", "卫生健康支出", "节能环保支出", "城乡社区支出", "农林水支出", "交通运输支出",
    "资源勘探信息等支出", "商业服务业等支出", "金融支出", "自然资源海洋气象等支出", "住房保障支出", "粮油物资储备支出",
    "灾害防治及应急管理支出", "其他支出",
)  # fmt: skip
_RENAMED_2017 = {
    "文化旅游体育与传媒支出": "文化体育与传媒支出",
    "卫生健康支出": "医疗卫生与计划生育支出",
    "自然资源海洋气象等支出": "国土海洋气象等支出",
}
_CLASSES_2017 = tuple(_RENAMED_2017.get(name, name) for name in _CLASSES_2019 if name != "灾害防治及应急管理支出")

_PURPOSES = {"basic": "一、基本支出", "project": "二、项目支出", "reserve": "三、单位预留机动经费"}
_TOTALS = {"year_expenditure": "当年支出小计", "carried_out": "结转下年资金", "total_expenditure": "支出合计"}
_APPROPRIATION_LINES: tuple[PrintedLine, ...] = (
    *fixed_lines(
        AppropriationOverview,
        "income",
        general_public="一、一般公共预算",
        government_fund="二、政府性基金预算",
        total_income="收入合计",
    ),
    *fixed_lines(AppropriationOverview, "purpose", **_PURPOSES),
    *fixed_lines(AppropriationOverview, "expenditure", total_expenditure="支出合计"),
)


def _overview_lines(classes: tuple[str, ...]) -> tuple[PrintedLine, ...]:
    return (
        *fixed_lines(
            BudgetOverview,
            "income",
            appropriation="一、财政拨款",
            general_public="1.一般公共预算",
            government_fund="2.政府性基金预算",
            special_account="二、财政专户管理资金",
            other_income="三、其他资金",
            year_income="当年收入小计",
            carried_in="上年结转资金",
            total_income="收入合计",
        ),
        *class_lines("expenditure", classes),
        *fixed_lines(BudgetOverview, "expenditure", **_TOTALS),
        *fixed_lines(BudgetOverview, "purpose", **_PURPOSES),
    )


_OVERVIEW_2019, _OVERVIEW_2017 = _overview_lines(_CLASSES_2019), _overview_lines(_CLASSES_2017)
_FUNCTIONAL, _ECONOMIC = "功能科目代码=code 功能科目名称 金额", "科目编码 科目名称 金额"
_THREE_PUBLICS = (
    "合计=grand_total “三公”经费{小计 因公出国（境）费 公务用车购置及运行维护费{小计 公务用车购置费 公务用车运行维护费}"
    " 公务接待费} 会议费 培训费"
)
_Statement = tuple[type[Row], str, str]
_COMMON: tuple[_Statement, ...] = (
    (
        BudgetOverview,
        "收支预算总表",
        "收入{项目名称 金额} 支出{功能分类{功能科目名称 金额} 支出用途{项目名称 金额}}",
    ),
    (IncomeBySource, "收入预算总表", "项目名称 项目名称 金额"),
    (ExpenditureByPurpose, "支出预算总表", "合计 基本支出 项目支出 单位预留机动经费 结转下年资金"),
    (AppropriationOverview, "财政拨款收支预算总表", "收入{项目名称 金额} 支出{支出用途{项目名称 金额}}"),
)
_OPERATING: _Statement = (
    OperatingExpenditure, "一般公共预算机关运行经费支出预算表", "科目编码 科目名称 机关运行经费支出",
)  # fmt: skip
_PROCUREMENT: _Statement = (
    Procurement, "政府采购支出预算表", "采购品目大类 专项名称 经济科目 采购物品名称 采购组织形式 总计",
)  # fmt: skip
_TABLES_2019: tuple[_Statement, ...] = (
    *_COMMON,
    (AppropriationExpenditure, "财政拨款支出预算表（功能科目）", _FUNCTIONAL),
    (AppropriationBasicExpenditure, "财政拨款基本支出预算表（经济科目）", _ECONOMIC),
    (GeneralPublicExpenditure, "一般公共预算支出预算表（功能科目）", _FUNCTIONAL),
    (BasicExpenditure, "一般公共预算基本支出预算表（经济科目）", _ECONOMIC),
    (ThreePublics, "“三公”经费、会议费、培训费支出预算表", _THREE_PUBLICS),
    (GovernmentFundExpenditure, "政府性基金预算财政拨款支出预算表", _FUNCTIONAL),
    _OPERATING,
    _PROCUREMENT,
)
_TABLES_2017: tuple[_Statement, ...] = (
    *_COMMON,
    (AppropriationExpenditure, "财政拨款支出预算表", _FUNCTIONAL),
    (AppropriationBasicExpenditure, "财政拨款基本支出预算表", _ECONOMIC),
    (GovernmentFundExpenditure, "政府性基金支出预算表", _FUNCTIONAL),
    (GeneralPublicExpenditure, "一般公共预算支出预算表", _FUNCTIONAL),
    (BasicExpenditure, "一般公共预算基本支出预算表", _ECONOMIC),
    _OPERATING,
    (ThreePublics, "一般公共预算“三公”经费、会议费、培训费支出预算表", _THREE_PUBLICS),
    _PROCUREMENT,
)


def _printed(number: int, statement: _Statement, overview: tuple[PrintedLine, ...], *, listed: bool) -> Printed:
    form, title, tree = statement
    lines = {BudgetOverview: overview, AppropriationOverview: _APPROPRIATION_LINES}
    return Printed(
        form=form,
        title=f"{ordinal(number)}、{title}" if listed else title,
        number="" if listed else f"公开{number:02}表",
        columns=columns(form, tree),
        agency_line="{level}：{agency}" if listed else "{level}名称：{agency}",
        lines=lines.get(form, ()),
        totals_under_purpose=form in lines,
        thousands=True,
        empty=form.form.empty,
    )


JIANGSU_BUDGET_2019 = Edition(
    name="江苏省部门预算公开表（2019年）",
    kind="budget",
    years=(2018, 2020),
    text=JIANGSU_BUDGET_TEXT,
    places=("江苏",),
    unit=Unit.WAN,
    sheets=tuple(_printed(i, t, _OVERVIEW_2019, listed=False) for i, t in enumerate(_TABLES_2019, 1)),
)
JIANGSU_BUDGET_2017 = Edition(
    name="江苏省部门预算公开表（2017年）",
    kind="budget",
    years=(2016, 2017),
    text=JIANGSU_BUDGET_TEXT_2017,
    places=("江苏",),
    unit=Unit.WAN,
    sheets=tuple(_printed(i, t, _OVERVIEW_2017, listed=True) for i, t in enumerate(_TABLES_2017, 1)),
)
