"""The final accounts of provinces whose sets have tables of their own, and budgets that differ from the central nine."""

from typing import Any

from attrs import evolve

from medinsure_budget import forms
from medinsure_budget.editions.budget_wording import (
    CHONGQING_BUDGET_TEXT,
    GUANGXI_BUDGET_TEXT,
    GUIZHOU_BUDGET_TEXT,
    JIANGXI_BUDGET_TEXT,
)
from medinsure_budget.editions.country import CENTRAL_BUDGET_2021, NATIONAL_FINAL_2020, NATIONAL_FINAL_2022
from medinsure_budget.editions.edition import Edition, Printed
from medinsure_budget.editions.final_accounts import ACCOUNT_COLUMNS, SUBJECT_COLUMNS
from medinsure_budget.editions.text import ordinal
from medinsure_budget.editions.tree import columns, downward, items
from medinsure_budget.editions.wording import (
    BEIJING_FINAL_TEXT,
    CHONGQING_FINAL_TEXT,
    GANSU_FINAL_TEXT,
    GUANGDONG_FINAL_TEXT,
    HUNAN_FINAL_TEXT,
    INNER_MONGOLIA_FINAL_TEXT,
    SHAANXI_FINAL_TEXT,
    SICHUAN_FINAL_TEXT,
    YUNNAN_FINAL_TEXT,
)
from medinsure_budget.editions.zhejiang import ZHEJIANG_BUDGET_2024
from medinsure_budget.money import Unit

_CLASSES = (
    "合计 工资福利支出 商品和服务支出 对个人和家庭的补助 债务利息及费用支出 资本性支出（基本建设） 资本性支出"
    " 对企业补助 对社会保障基金补助 其他支出"
)
_COLUMNS_ALIKE = "各表的栏目未见原件，依全国九表同一内容的表"
_BASIC: dict[type[forms.Row], str] = {forms.FinalBasicExpenditure: "{year}年度一般公共预算财政拨款基本支出决算表"}


def _like(form: type[forms.Row], title: str, tree: str, like: type[forms.Row] = forms.FinalGeneralPublicExpenditure) -> Printed:
    """A table that the national set does not have, with the lines around it of one that it has."""
    usual = NATIONAL_FINAL_2022.printed(like)
    return evolve(usual, form=form, title=f"{{year}}年度{title}", columns=columns(form, tree, "栏次"), remarks=(), empty="")


_FIRST_FOUR = NATIONAL_FINAL_2022.sheets[:4]
_GENERAL, _BASIC_TABLE, _FUND, _CAPITAL, _PUBLICS = NATIONAL_FINAL_2022.sheets[4:]
_CAPITAL_ACCOUNT = evolve(
    _CAPITAL,
    title="{year}年度国有资本经营预算财政拨款收入支出决算表",
    columns=columns(forms.FinalStateCapital, ACCOUNT_COLUMNS, "栏次"),
)
_GENERAL_ACCOUNT = _like(forms.FinalGeneralPublicAccount, "一般公共预算财政拨款收入支出决算表", ACCOUNT_COLUMNS, forms.FinalGovernmentFund)
_PROJECTS = _like(forms.FinalGeneralPublicProject, "一般公共预算财政拨款项目支出决算表", f"{SUBJECT_COLUMNS}项目支出")


def _set(name: str, sheets: tuple[Printed, ...], numbers: str, **more: object) -> Edition:
    counted = tuple(evolve(printed, number=numbers.format(at)) for at, printed in enumerate(sheets, 1))
    return evolve(NATIONAL_FINAL_2022, name=name, sheets=counted, **more)  # type: ignore[arg-type]  # attributes of the edition


HUNAN_FINAL_2022 = NATIONAL_FINAL_2022.derived(
    "湖南省部门决算公开表（2022年起）", years=(2022, 2025), places=("湖南",), text=HUNAN_FINAL_TEXT,
    unattested="各表的栏目未见原件，依全国九表；部分单位的正文没有“一般性支出情况”一节；节庆活动的开支以“节庆活动”说明行填写。",
)  # fmt: skip
GANSU_FINAL_2024 = NATIONAL_FINAL_2022.derived(
    "甘肃省部门决算公开表（2024年）", years=(2024, 2025), places=("甘肃",), text=GANSU_FINAL_TEXT,
    unattested="各表的栏目未见原件，依全国九表；第十三项说明的标题未见全文。",
)  # fmt: skip
GUANGXI_FINAL_2022 = NATIONAL_FINAL_2022.derived(
    "广西壮族自治区部门决算公开表（2022年起）", numbers=tuple(f"表{ordinal(at)}" for at in range(1, 10)), years=(2022, 2025),
    places=("广西",),
    unattested="各表的栏目未见原件，依全国九表；部分单位另有表十预算绩效自评情况表；正文各节的标题写成句子，未见全文，依全国的次序。",
)  # fmt: skip
CHONGQING_FINAL_2022 = NATIONAL_FINAL_2022.derived(
    "重庆市部门决算公开表（2022年起）", years=(2022, 2025), places=("重庆",), text=CHONGQING_FINAL_TEXT,
    unattested="表格另附，正文不列表名，各表依全国九表；正文第二部分以后的次序未见原件。",
)  # fmt: skip
CHONGQING_FINAL_2020 = NATIONAL_FINAL_2020.derived(
    "重庆市部门决算公开表（2020—2021年）", places=("重庆",), text=CHONGQING_FINAL_TEXT, unattested=CHONGQING_FINAL_2022.unattested,
)  # fmt: skip
_GUANGDONG: dict[str, Any] = {
    "places": ("广东",), "text": GUANGDONG_FINAL_TEXT,
    "unattested": f"{_COLUMNS_ALIKE}；第三部分各节的标题未见原件，依全国的次序。",
}  # fmt: skip
GUANGDONG_FINAL_2022 = NATIONAL_FINAL_2022.derived("广东省部门决算公开表（2022年起）", years=(2022, 2025), **_GUANGDONG)
GUANGDONG_FINAL_2020 = NATIONAL_FINAL_2020.derived("广东省部门决算公开表（2020—2021年）", **_GUANGDONG)

SICHUAN_FINAL_2023 = _set(
    "四川省部门决算公开表（2023年起）",
    (
        *_FIRST_FOUR,
        _like(forms.FinalAppropriationByEconomic, "财政拨款支出决算明细表", SUBJECT_COLUMNS + _CLASSES),
        _GENERAL,
        _like(forms.FinalGeneralPublicByEconomic, "一般公共预算财政拨款支出决算明细表", SUBJECT_COLUMNS + _CLASSES),
        _BASIC_TABLE,
        _PROJECTS,
        _FUND,
        _CAPITAL_ACCOUNT,
        _CAPITAL,
        _PUBLICS,
    ),
    "表{}",
    years=(2023, 2025), places=("四川",), text=SICHUAN_FINAL_TEXT,
    unattested=f"{_COLUMNS_ALIKE}；第5、7表只列经济分类的类，不列款；附表的编号形式未见原件。",
)  # fmt: skip
"""Sichuan's thirteen tables; they stand at the end of the document."""

SHAANXI_FINAL_2020 = NATIONAL_FINAL_2020.derived(
    "陕西省部门决算公开表（2020年）",
    titles={
        forms.FinalIncomeBySubject: "{year}年度收入决算总表", forms.FinalExpenditureBySubject: "{year}年度支出决算总表", **_BASIC,
        forms.FinalThreePublics: "{year}年度一般公共预算财政拨款“三公”经费及会议费、培训费支出决算表",
    },
    changes={forms.FinalThreePublics: {"items": (
        *NATIONAL_FINAL_2020.printed(forms.FinalThreePublics).items, *items(meetings="4.会议费", training="5.培训费"),
    )}},
    years=(2020, 2021), places=("陕西",), text=SHAANXI_FINAL_TEXT,
    unattested=f"{_COLUMNS_ALIKE}；2021年的表名未见原件，依2020年。",
)  # fmt: skip

_OUTLAYS_TITLE = "{year}年度财政拨款“三公”经费、行政参公单位机关运行经费情况表"
_OUTLAYS = evolve(
    _PUBLICS, title=_OUTLAYS_TITLE, items=(*_PUBLICS.items, *items(operating="4.机关运行经费")), remarks=()
)  # fmt: skip
_YUNNAN = {
    "places": ("云南",), "text": YUNNAN_FINAL_TEXT,
    "unattested": f"{_COLUMNS_ALIKE}；文件顶端的监督索引号由财政部门编发，须自行填写；2020年以前的八表、九表没有编入。",
}  # fmt: skip
_YUNNAN_BASIC = evolve(_BASIC_TABLE, title=_BASIC[forms.FinalBasicExpenditure])
YUNNAN_FINAL_2021 = _set(
    "云南省部门决算公开表（九表，2021年）",
    (
        *_FIRST_FOUR, _GENERAL_ACCOUNT, _YUNNAN_BASIC, _FUND, _CAPITAL_ACCOUNT,
        evolve(_OUTLAYS, title=_OUTLAYS_TITLE.replace("财政拨款", "")),
    ),
    "公开{:02}表", years=(2021, 2021), **_YUNNAN,
)  # fmt: skip
YUNNAN_FINAL_2022 = _set(
    "云南省部门决算公开表（十表，2022年）",
    (*_FIRST_FOUR, _GENERAL_ACCOUNT, _YUNNAN_BASIC, _PROJECTS, _FUND, _CAPITAL_ACCOUNT, _OUTLAYS),
    "公开{:02}表", years=(2022, 2022), **_YUNNAN,
)  # fmt: skip
YUNNAN_FINAL_2023 = _set(
    "云南省部门决算公开表（十一表，2023年起）",
    (*YUNNAN_FINAL_2022.sheets, evolve(_PUBLICS, title="{year}年度一般公共预算财政拨款“三公”经费情况表")),
    "公开{:02}表", years=(2023, 2025), **_YUNNAN,
)  # fmt: skip

BEIJING_FINAL_2023 = _set(
    "北京市部门决算公开表（2023年）",
    (
        *_FIRST_FOUR,
        _GENERAL_ACCOUNT,
        _GENERAL,
        _YUNNAN_BASIC,
        _FUND,
        _like(forms.FinalFundBasicExpenditure, "政府性基金预算财政拨款基本支出决算表", "科目编码 科目名称 合计 人员经费 公用经费"),
        _CAPITAL,
        _PUBLICS,
        evolve(
            _like(forms.FinalProcurement, "政府采购情况表", "合计"), columns=downward(("金额", "")),
            items=items(
                total="合计", goods="货物", works="工程", services="服务", small="授予中小企业合同金额", micro="授予小微企业合同金额"
            ),
        ),
    ),
    "表{}",
    years=(2023, 2025), places=("北京",), text=BEIJING_FINAL_TEXT,
    unattested=(
        f"{_COLUMNS_ALIKE}；第12表政府采购情况表只见表名，按采购说明的各项编列；"
        "第13表政府购买服务决算公开情况表没有栏目的原件，台账也没有政府购买服务的数，没有编入；表号形式未见原件。"
    ),
)  # fmt: skip
INNER_MONGOLIA_FINAL_2022 = _set(
    "内蒙古自治区部门决算公开表（2022年起）",
    (
        *_FIRST_FOUR,
        _GENERAL,
        _BASIC_TABLE,
        evolve(_PROJECTS, title="{year}年度一般公共预算财政拨款项目支出决算明细表"),
        _FUND,
        _CAPITAL,
        _PUBLICS,
    ),
    "公开{:02}表",
    years=(2022, 2025), places=("内蒙古",), text=INNER_MONGOLIA_FINAL_TEXT,
    unattested=(
        f"{_COLUMNS_ALIKE}；依没有“项目收入支出决算表”的十一表编入，"
        "末表机构运行经费支出、国有资产占用情况及政府采购支出信息表没有编入；正文各节的次序只见大概。"
    ),
)  # fmt: skip

_TITLES = {
    forms.BudgetOverview: "收支预算总表", forms.Income: "{level}收入总表", forms.Expenditure: "{level}支出总表",
    forms.AppropriationOverview: "财政拨款收支总表", forms.GeneralPublicExpenditure: "一般公共预算支出表",
    forms.BasicExpenditure: "一般公共预算基本支出表", forms.ThreePublics: "财政拨款“三公”经费支出表",
    forms.GovernmentFundExpenditure: "政府性基金预算支出表", forms.StateCapitalExpenditure: "国有资本经营预算支出表",
}  # fmt: skip
_NINE = CENTRAL_BUDGET_2021.sheets


def _budget(title: str, form: type[forms.Row]) -> Printed:
    return evolve(ZHEJIANG_BUDGET_2024.printed(form), title=title, number="")


JIANGXI_BUDGET_2023 = evolve(
    CENTRAL_BUDGET_2021.derived("江西省部门预算公开表（2023年起）", titles=_TITLES, places=("江西",), years=(2023, 2026)),
    sheets=(
        *(evolve(printed, title=_TITLES[printed.form]) for printed in _NINE),
        _budget("项目绩效目标表", forms.ProjectPerformance),
    ),
    text=JIANGXI_BUDGET_TEXT,
    unattested="只见表名和次序，栏目依浙江省同一内容的表；部门另有的部门整体支出绩效目标表没有编入（单位没有这张表）。",
)
GUIZHOU_BUDGET_2025 = evolve(
    CENTRAL_BUDGET_2021,
    name="贵州省部门预算公开表（2025年）",
    sheets=(
        *(
            evolve(printed, title="{agency}{year}年" + title)
            for printed, title in zip(_NINE, (
                "{level}收支总表", "{level}收入总表", "{level}支出总表", "财政拨款收支总表", "一般公共预算支出表",
                "一般公共预算基本支出明细表（按经济分类）", "一般公共预算“三公”经费支出表", "政府性基金预算支出表",
                "国有资本经营预算支出表",
            ), strict=True)
        ),
        _budget("{agency}{year}年项目支出表", forms.ProjectExpenditure),
        _budget("{agency}{year}年项目支出绩效目标表", forms.ProjectPerformance),
    ),
    places=("贵州",), years=(2025, 2026), text=GUIZHOU_BUDGET_TEXT,
    unattested="只见表名和次序，栏目依浙江省同一内容的表；第10表原题“一般公共预算项目支出表”，这里列各来源的项目支出。",
)  # fmt: skip
GUANGXI_BUDGET_2023 = CENTRAL_BUDGET_2021.derived(
    "广西壮族自治区部门预算公开表（2023年起）", places=("广西",), years=(2023, 2026), unit=Unit.YUAN, text=GUANGXI_BUDGET_TEXT,
    unattested=(
        "只见正文：金额以元为单位，第五项按功能和支出结构说明，第六项基本支出，第七项先说全口径“三公”经费；"
        "各节的标题未见全文，表名、次序、栏目和表格的单位未见原件，依中央部门的九表，与正文同用元。"
    ),
)  # fmt: skip
CHONGQING_BUDGET_2026 = CENTRAL_BUDGET_2021.derived(
    "重庆市部门预算公开表（2026年）", places=("重庆",), years=(2026, 2026), text=CHONGQING_BUDGET_TEXT,
    unattested="只见正文第一至第四部分；其后的次序、表名和栏目未见原件，依中央部门的九表。",
)  # fmt: skip

PROVINCES: tuple[Edition, ...] = (
    HUNAN_FINAL_2022, GANSU_FINAL_2024, GUANGXI_FINAL_2022, GUANGDONG_FINAL_2022, GUANGDONG_FINAL_2020,
    CHONGQING_FINAL_2022, CHONGQING_FINAL_2020, SICHUAN_FINAL_2023, SHAANXI_FINAL_2020,
    YUNNAN_FINAL_2021, YUNNAN_FINAL_2022, YUNNAN_FINAL_2023, BEIJING_FINAL_2023, INNER_MONGOLIA_FINAL_2022,
    JIANGXI_BUDGET_2023, GUIZHOU_BUDGET_2025, GUANGXI_BUDGET_2023, CHONGQING_BUDGET_2026,
)  # fmt: skip
