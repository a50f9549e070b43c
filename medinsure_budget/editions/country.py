"""The sets of the whole country, and of the provinces that change a table or two of them."""

from collections.abc import Mapping
from typing import Any

from attrs import evolve

from medinsure_budget import forms
from medinsure_budget.editions.budget_wording import NATIONAL_BUDGET_TEXT
from medinsure_budget.editions.edition import Edition, Printed
from medinsure_budget.editions.final_accounts import FINAL_ACCOUNTS_2023
from medinsure_budget.editions.shanghai import SHANGHAI_FINAL_2024
from medinsure_budget.editions.tree import columns
from medinsure_budget.editions.wording import (
    ANHUI_FINAL_TEXT,
    HUBEI_FINAL_TEXT,
    JIANGXI_FINAL_TEXT,
    NATIONAL_FINAL_TEXT,
    XINJIANG_FINAL_TEXT,
)
from medinsure_budget.editions.zhejiang import ZHEJIANG_BUDGET_2024

# The first six tables are the same everywhere.
_FIRST_SIX: tuple[type[forms.Row], ...] = SHANGHAI_FINAL_2024.forms[:6]
_LEVEL_LINE = {"agency_line": "{level}：{agency}"}

NATIONAL_FINAL_2022 = FINAL_ACCOUNTS_2023.derived(
    "全国部门决算公开表（公开01—公开09表，2022年起）",
    order=(*_FIRST_SIX, forms.FinalGovernmentFund, forms.FinalStateCapital, forms.FinalThreePublics),
    numbers="公开{:02}表",
    titles={forms.FinalIncomeBySubject: "{year}年度收入决算表", forms.FinalExpenditureBySubject: "{year}年度支出决算表"},
    changes=dict.fromkeys((*_FIRST_SIX, forms.FinalGovernmentFund, forms.FinalStateCapital, forms.FinalThreePublics), _LEVEL_LINE),
    years=(2022, 2026),
    text=NATIONAL_FINAL_TEXT,
    unattested="“三公”经费表横排十二栏的印法未见原件，按项目纵排；注中“部门”“单位”的用法未逐地核对。",
)
"""The nine tables that most places publish since the accounts of 2022."""

NATIONAL_FINAL_2020 = NATIONAL_FINAL_2022.derived(
    "全国部门决算公开表（九表，2020—2021年）",
    order=(*_FIRST_SIX, forms.FinalThreePublics, forms.FinalGovernmentFund, forms.FinalStateCapital),
    numbers="公开{:02}表",
    titles={forms.FinalThreePublics: "{year}年度一般公共预算财政拨款“三公”经费支出决算表"},
    years=(2020, 2021),
    unattested=(
        "各表的栏目未见原件，依2022年以后的表；部分地方第6表的表名没有“明细”二字；2019年及以前的行次和表数不同，没有编入。"
    ),
)

ZHEJIANG_FINAL_2022 = FINAL_ACCOUNTS_2023.derived(
    "浙江省部门决算公开表（公开01—公开11表，2022年）", years=(2022, 2022), places=("浙江",),
    titles={forms.FinalBasicExpenditure: "{year}年度一般公共预算财政拨款基本支出决算表"},
    unattested="只见表名和次序，各表的栏目依2023年。",
)  # fmt: skip
ZHEJIANG_FINAL_2020 = NATIONAL_FINAL_2020.derived(
    "浙江省部门决算公开表（2020—2021年）", places=("浙江",), text=FINAL_ACCOUNTS_2023.text,
    unattested="只见正文各章与2023年相同；表名、次序和栏目未见原件，依全国九表。",
)  # fmt: skip

_BASIC_TITLE: Mapping[type[forms.Row], str] = {forms.FinalBasicExpenditure: "{year}年度一般公共预算财政拨款基本支出决算表"}


def _of_place(place: str, name: str, years: tuple[int, int], titles: Mapping[type[forms.Row], str], **more: Any) -> Edition:
    """The nine tables as one place names them; its columns were not seen."""
    words: dict[str, Any] = {"unattested": "各表的栏目未见原件，依全国九表。", **more}
    of: Edition = words.pop("of", NATIONAL_FINAL_2022)
    return of.derived(f"{name}部门决算公开表（{years[0]}年起）", titles=titles, years=years, places=(place,), **words)


NINGXIA_FINAL_2022 = _of_place(
    "宁夏", "宁夏回族自治区", (2022, 2025), {forms.FinalThreePublics: "{year}年度财政拨款“三公”经费支出决算表"}, of=NATIONAL_FINAL_2020
)
HUBEI_FINAL_2022 = _of_place(
    "湖北", "湖北省", (2022, 2025), _BASIC_TITLE, text=HUBEI_FINAL_TEXT,
    numbers=(*(f"公开{at:02}表" for at in range(1, 7)), "公开08表", "公开09表", "公开07表"),
)  # fmt: skip
ANHUI_FINAL_2022 = _of_place(
    "安徽", "安徽省", (2022, 2025),
    {forms.FinalThreePublics: "{year}年度一般公共预算及政府性基金财政拨款“三公”经费支出决算表"}, text=ANHUI_FINAL_TEXT,
)  # fmt: skip
XINJIANG_FINAL_2023 = _of_place(
    "新疆", "新疆维吾尔自治区", (2023, 2025), {forms.FinalStateCapital: "{year}年度国有资本经营预算财政拨款收入支出决算表"},
    order=NATIONAL_FINAL_2020.forms, numbers="公开{:02}表", text=XINJIANG_FINAL_TEXT,
    changes={forms.FinalStateCapital: {"columns": SHANGHAI_FINAL_2024.printed(forms.FinalStateCapital).columns}},
    unattested="只见表名和第9表的次序；第7、8表的次序和各表的栏目未见原件。",
)  # fmt: skip
_JIANGXI_NINE = NATIONAL_FINAL_2022.derived(
    "江西省部门决算公开表（2024年）", titles=_BASIC_TITLE, years=(2024, 2025), places=("江西",), text=JIANGXI_FINAL_TEXT,
    unattested="第10表国有资产占用情况表只见表名，按国有资产说明的各项编列；其余各表的栏目依全国九表。",
)  # fmt: skip
JIANGXI_FINAL_2024 = evolve(_JIANGXI_NINE, sheets=(
    *_JIANGXI_NINE.sheets,
    Printed(
        form=forms.FinalAssets, title="{year}年度国有资产占用情况表", number="公开10表", unit_line="",
        columns=columns(
            forms.FinalAssets,
            "单位名称 车辆（辆）{合计 副部（省）级及以上领导用车 主要负责人用车 机要通信用车 应急保障用车 执法执勤用车 特种专业技术用车"
            " 离退休干部服务用车 其他用车} 单价100万元（含）以上设备（台、套）",
        ),
        agency_line="{level}：{agency}",
    ),
))  # fmt: skip

CENTRAL_BUDGET_2021 = ZHEJIANG_BUDGET_2024.derived(
    "中央部门预算公开表（九表，2021年起）",
    order=(
        forms.BudgetOverview, forms.Income, forms.Expenditure, forms.AppropriationOverview, forms.GeneralPublicExpenditure,
        forms.BasicExpenditure, forms.ThreePublics,
        forms.GovernmentFundExpenditure, forms.StateCapitalExpenditure,
    ),
    numbers=("",) * 9,
    titles={
        forms.BudgetOverview: "{year}年{level}收支总表",
        forms.Income: "{year}年{level}收入总表",
        forms.Expenditure: "{year}年{level}支出总表",
        forms.AppropriationOverview: "{year}年财政拨款收支总表",
        forms.GeneralPublicExpenditure: "{year}年一般公共预算支出表",
        forms.BasicExpenditure: "{year}年一般公共预算基本支出表",
        forms.ThreePublics: "{year}年一般公共预算“三公”经费支出表",
        forms.GovernmentFundExpenditure: "{year}年政府性基金预算支出表",
        forms.StateCapitalExpenditure: "{year}年国有资本经营预算支出表",
    },
    years=(2021, 2026),
    text=NATIONAL_BUDGET_TEXT,
    unattested="只有九张表的名称和次序有依据；栏目、固定行和正文的句式借用浙江省同一内容的表，未见中央部门的原件。",
)  # fmt: skip
"""The nine budget tables of central departments, the set of any place whose own is not known."""

COUNTRY: tuple[Edition, ...] = (
    NATIONAL_FINAL_2022, NATIONAL_FINAL_2020, ZHEJIANG_FINAL_2022, ZHEJIANG_FINAL_2020,
    NINGXIA_FINAL_2022, HUBEI_FINAL_2022, ANHUI_FINAL_2022, XINJIANG_FINAL_2023,
    JIANGXI_FINAL_2024, CENTRAL_BUDGET_2021,
)  # fmt: skip
