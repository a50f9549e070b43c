"""The final-account statements (部门/单位决算公开表, 公开01–11 and the nine-table sets).

Sources: a Zhejiang set of 2023 (公开01–11), Shanghai sets of 2024 and the blank nine-table template.
"""

from medinsure_budget.forms.budget import OperatingExpenditure, ThreePublics
from medinsure_budget.forms.declare import Row, code, line, line_number, money, name, statement, unit_code
from medinsure_budget.money import Money
from medinsure_budget.records import frozen

_OVERVIEW_LINES = (
    line(
        "general_public", "一般公共预算财政拨款收入", "一般公共预算财政拨款", side="income",
        printed="一、一般公共预算财政拨款收入",
    ),
    line(
        "government_fund", "政府性基金预算财政拨款收入", "政府性基金预算财政拨款", side="income",
        printed="二、政府性基金预算财政拨款收入",
    ),
    line(
        "state_capital", "国有资本经营预算财政拨款收入", "国有资本经营预算财政拨款", side="income",
        printed="三、国有资本经营预算财政拨款收入",
    ),
    line("grants_from_above", "上级补助收入", side="income", printed="四、上级补助收入"),
    line("service_income", "事业收入", side="income", printed="五、事业收入"),
    line("business_income", "经营收入", side="income", printed="六、经营收入"),
    line("remittances_from_below", "附属单位上缴收入", side="income", printed="七、附属单位上缴收入"),
    line("other_income", "其他收入", side="income", printed="八、其他收入"),
    line(
        "year_income", "本年收入合计", side="income",
        sums=(
            "general_public", "government_fund", "state_capital", "grants_from_above", "service_income",
            "business_income", "remittances_from_below", "other_income",
        ),
    ),
    line(
        "balance_used", "使用非财政拨款结余", "使用非财政拨款结余(含专用结余)", "用事业基金弥补收支差额",
        side="income",
    ),
    line("carried_in", "年初结转和结余", side="income"),
    line(
        "total_income", "总计", "收入总计", side="income", sums=("year_income", "balance_used", "carried_in"),
        printed="总 计",
    ),
    line("year_expenditure", "本年支出合计", side="expenditure", sums=("subjects",)),
    line("balance_distributed", "结余分配", side="expenditure"),
    line("carried_out", "年末结转和结余", side="expenditure"),
    line(
        "total_expenditure", "总计", "支出总计", side="expenditure",
        sums=("year_expenditure", "balance_distributed", "carried_out"), printed="总 计",
    ),
)  # fmt: skip

_APPROPRIATION_LINES = (
    line(
        "general_public", "一般公共预算财政拨款", "一般公共预算财政拨款收入", side="income",
        printed="一、一般公共预算财政拨款",
    ),
    line(
        "government_fund", "政府性基金预算财政拨款", "政府性基金预算财政拨款收入", side="income",
        printed="二、政府性基金预算财政拨款",
    ),
    line(
        "state_capital", "国有资本经营预算财政拨款", "国有资本经营预算财政拨款收入", side="income",
        printed="三、国有资本经营预算财政拨款",
    ),
    line("year_income", "本年收入合计", side="income", sums=("general_public", "government_fund", "state_capital")),
    line(
        "carried_in", "年初财政拨款结转和结余", side="income",
        sums=("carried_in_general_public", "carried_in_government_fund", "carried_in_state_capital"),
    ),
    line(
        "carried_in_general_public", "一般公共预算财政拨款", side="income", after="carried_in",
        printed="一、一般公共预算财政拨款",
    ),
    line(
        "carried_in_government_fund", "政府性基金预算财政拨款", side="income", after="carried_in",
        printed="二、政府性基金预算财政拨款",
    ),
    line(
        "carried_in_state_capital", "国有资本经营预算财政拨款", side="income", after="carried_in",
        printed="三、国有资本经营预算财政拨款",
    ),
    line("total_income", "总计", "收入总计", side="income", sums=("year_income", "carried_in"), printed="总 计"),
    line("year_expenditure", "本年支出合计", side="expenditure", sums=("subjects",)),
    line("carried_out", "年末财政拨款结转和结余", side="expenditure"),
    line(
        "total_expenditure", "总计", "支出总计", side="expenditure", sums=("year_expenditure", "carried_out"),
        printed="总 计",
    ),
)  # fmt: skip


@statement(
    "收入支出决算总表",
    "(?<!拨款)收入支出决算(总)?表",
    kind="final_accounts",
    rows="lines",
    sides=("income", "expenditure"),
    lines=_OVERVIEW_LINES,
    note="注：本表反映本年度的总收支和年末结转结余情况。",
)
@frozen(kw_only=True)
class FinalOverview(Row):
    """公开01: all income beside expenditure by functional 类, with 行次."""

    name: str = name("项目", "项目(按功能分类)", "按功能分类", "功能分类")
    line_number: str = line_number()
    amount: Money | None = money("金额", "决算数")


_INCOME_SUMS = (
    "appropriation",
    "grants_from_above",
    "service_income",
    "business_income",
    "remittances_from_below",
    "other_income",
)


@frozen(kw_only=True)
class _FinalIncome(Row):
    """The columns of final income by source."""

    total: Money | None = money("本年收入合计", "合计", sums=_INCOME_SUMS)
    appropriation: Money | None = money("财政拨款收入")
    grants_from_above: Money | None = money("上级补助收入")
    service_income: Money | None = money("事业收入")
    business_income: Money | None = money("经营收入")
    remittances_from_below: Money | None = money("附属单位上缴收入")
    other_income: Money | None = money("其他收入")


@frozen(kw_only=True)
class _FinalExpenditure(Row):
    """The columns of final expenditure by kind."""

    total: Money | None = money(
        "本年支出合计", "合计", sums=("basic", "project", "remitted_up", "business", "subsidies_down")
    )
    basic: Money | None = money("基本支出")
    project: Money | None = money("项目支出")
    remitted_up: Money | None = money("上缴上级支出")
    business: Money | None = money("经营支出")
    subsidies_down: Money | None = money("对附属单位补助支出")


@statement(
    "收入决算表（分单位）",
    "(?<![款算])收入决算(总)?表(\\(分单位\\))?",
    kind="final_accounts",
    rows="unit",
    note="注：本表反映本年度取得各项收入情况。",
)
@frozen(kw_only=True)
class FinalIncomeByUnit(_FinalIncome):
    """公开02: income by source for each unit."""

    unit_code: str = unit_code()
    name: str = name("单位名称", "单位")


@statement(
    "收入决算表（分科目）",
    "(?<![款算])收入决算(总)?表(\\(分科目\\))?",
    kind="final_accounts",
    rows="functional",
    note="注：本表反映本年度取得各项收入情况。",
)
@frozen(kw_only=True)
class FinalIncomeBySubject(_FinalIncome):
    """公开03: income by source for each functional subject."""

    code: str = code()
    name: str = name()


@statement(
    "支出决算表（分单位）",
    "(?<![款算入费金本目购])支出决算(总)?表(\\(分单位\\))?",
    kind="final_accounts",
    rows="unit",
    note="注：本表反映本年度各项支出情况。",
)
@frozen(kw_only=True)
class FinalExpenditureByUnit(_FinalExpenditure):
    """公开04: expenditure for each unit."""

    unit_code: str = unit_code()
    name: str = name("单位名称", "单位")


@statement(
    "支出决算表（分科目）",
    "(?<![款算入费金本目购])支出决算(总)?表(\\(分科目\\))?",
    kind="final_accounts",
    rows="functional",
    note="注：本表反映本年度各项支出情况。",
)
@frozen(kw_only=True)
class FinalExpenditureBySubject(_FinalExpenditure):
    """公开05: expenditure for each functional subject."""

    code: str = code()
    name: str = name()


@statement(
    "财政拨款收入支出决算总表",
    "财政拨款收入支出决算(总)?表",
    kind="final_accounts",
    rows="lines",
    sides=("income", "expenditure"),
    lines=_APPROPRIATION_LINES,
    note="注：本表反映本年度一般公共预算财政拨款、政府性基金预算财政拨款和国有资本经营预算财政拨款的总收支和年末结转结余情况。",
)
@frozen(kw_only=True)
class FinalAppropriationOverview(Row):
    """公开06: fiscal appropriations; expenditure by functional 类 and by the three budgets."""

    name: str = name("项目", "项目(按功能分类)", "按功能分类", "功能分类")
    line_number: str = line_number()
    amount: Money | None = money(
        "合计", "小计", "金额", "决算数", sums=("from_general_public", "from_government_fund", "from_state_capital")
    )
    from_general_public: Money | None = money("一般公共预算财政拨款", side="expenditure")
    from_government_fund: Money | None = money("政府性基金预算财政拨款", side="expenditure")
    from_state_capital: Money | None = money("国有资本经营预算财政拨款", side="expenditure")


@statement(
    "一般公共预算财政拨款支出决算表",
    "一般公共预算(财政拨款)?支出决算(明细)?表(\\(功能(科目|分类)\\))?",
    kind="final_accounts",
    rows="functional",
    note="注：本表反映本年度一般公共预算财政拨款支出情况。",
)
@frozen(kw_only=True)
class FinalGeneralPublicExpenditure(Row):
    """公开07: expenditure from the general public budget by functional subject."""

    code: str = code()
    name: str = name()
    total: Money | None = money("小计", "合计", "本年支出合计", sums=("basic", "project"))
    basic: Money | None = money("基本支出")
    project: Money | None = money("项目支出")


@statement(
    "一般公共预算财政拨款基本支出决算明细表",
    "一般公共预算(财政拨款)?基本支出决算(明细)?表(\\(经济(科目|分类)\\))?",
    kind="final_accounts",
    rows="economic",
    lines=(
        line("personnel_total", "人员经费合计"),
        line("public_total", "公用经费合计"),
    ),
    note="注：本表反映本年度一般公共预算财政拨款基本支出明细情况。",
)
@frozen(kw_only=True)
class FinalBasicExpenditure(Row):
    """公开08: basic expenditure by economic subject.

    It is printed in two or three blocks beside each other, or in one with 人员经费 and 公用经费 as columns.
    """

    code: str = code()
    name: str = name()
    amount: Money | None = money("决算数", "金额", "合计", "本年支出合计", sums=("personnel", "public"))
    personnel: Money | None = money("人员经费")
    public: Money | None = money("公用经费")


@frozen(kw_only=True)
class _FinalFundAccount(Row):
    """The columns of a fund account: carried in, income, expenditure, carried out."""

    code: str = code()
    name: str = name()
    carried_in: Money | None = money("年初结转和结余")
    income: Money | None = money("本年收入")
    total: Money | None = money("小计", "合计", "本年支出合计", under="本年支出", sums=("basic", "project"))
    basic: Money | None = money("基本支出")
    project: Money | None = money("项目支出")
    carried_out: Money | None = money("年末结转和结余")


@statement(
    "财政拨款支出决算表",
    "(?<!预算)财政拨款支出决算表(\\(功能(科目|分类)\\))?",
    kind="final_accounts",
    rows="functional",
)
@frozen(kw_only=True)
class FinalAppropriationExpenditure(FinalGeneralPublicExpenditure):
    """Expenditure from all fiscal appropriations by functional subject (Jiangsu)."""


@statement(
    "财政拨款基本支出决算表",
    "(?<!预算)财政拨款基本支出决算表(\\(经济(科目|分类)\\))?",
    kind="final_accounts",
    rows="economic",
)
@frozen(kw_only=True)
class FinalAppropriationBasicExpenditure(FinalBasicExpenditure):
    """Basic expenditure from all fiscal appropriations by economic subject (Jiangsu)."""


@statement(
    "机关运行经费支出决算表",
    "(一般公共预算)?(财政拨款)?机关运行经费(支出)?决算表",
    kind="final_accounts",
    rows="economic",
)
@frozen(kw_only=True)
class FinalOperatingExpenditure(OperatingExpenditure):
    """机关运行经费 by economic subject (Jiangsu)."""


@statement(
    "政府性基金预算财政拨款收入支出决算表",
    "政府性基金(预算)?(财政拨款)?(收入)?支出决算表",
    kind="final_accounts",
    rows="functional",
    empty="说明：本{level}没有政府性基金收入，也没有使用政府性基金安排的支出，故本表无数据。",
    note="注：本表反映本年度政府性基金预算财政拨款收入、支出及结转和结余情况。",
)
@frozen(kw_only=True)
class FinalGovernmentFund(_FinalFundAccount):
    """公开09: the government-managed funds budget by functional subject."""


@statement(
    "国有资本经营预算财政拨款支出决算表",
    "国有资本经营(预算)?(财政拨款)?(收入)?支出决算表",
    kind="final_accounts",
    rows="functional",
    empty="说明：本{level}没有国有资本经营收入，也没有使用国有资本经营安排的支出，故本表无数据。",
    note="注：本表反映本年度国有资本经营预算财政拨款支出情况。",
)
@frozen(kw_only=True)
class FinalStateCapital(_FinalFundAccount):
    """公开10: the state capital operations budget by functional subject; Zhejiang prints its expenditure only."""


@statement(
    "财政拨款“三公”经费支出决算表",
    "(一般公共预算)?(财政拨款)?三公经费([、及]会议费)?(、培训费|和培训费)?(支出)?([和及、]机关运行经费)?(支出)?决算表",
    "(一般公共预算|及政府性基金)*(财政拨款)?三公经费(、行政参公单位机关运行经费)?情况表",
    kind="final_accounts",
    rows="unit",
    note="注：本表反映本年度财政拨款“三公”经费支出预决算情况。其中：预算数为“三公”经费全年预算数，"
    "决算数是包括当年财政拨款和以前年度结转资金安排的实际支出。因公出国（境）费用不含教学科研人员学术交流。",
)
@frozen(kw_only=True)
class FinalThreePublics(ThreePublics):
    """公开11: the three public outlays, budget and outturn; printed downward (items) or across."""
