"""The budget statements (部门/单位预算公开表).

Sources: the Zhejiang sets of 2021 and 2024, the Shanghai sets of 2024–2026 and the Jiangsu sets of 2017–2019;
each label was printed by one of them.
"""

from medinsure_budget.forms.declare import Row, code, line, money, name, statement, text, unit, unit_code
from medinsure_budget.money import Money
from medinsure_budget.records import frozen

# Sets since 2020 leave 预算 out of 收入总表 and 支出总表; other provinces say 总体情况表.
_INCOME = "(?<![款算入])收入(预算)?(总表|总体情况表|情况表)|(?<![款算入])收入预算表"
_EXPENDITURE = "(?<![款算入费金本目购])支出(预算)?(总表|总体情况表)|(?<![款算入费金本目购])支出预算表"
# How a table of one kind of money may end.
_TABLE = "(预算)?(情况)?表"


@statement("收入预算总表", _INCOME, kind="budget", rows="unit")
@frozen(kw_only=True)
class Income(Row):
    """Income by source for each budget unit: this year's and what is carried in."""

    unit_code: str = unit_code()
    name: str = name("单位名称", "部门(单位)名称", "单位")
    total: Money | None = money("总计", "合计", sums=("year_income", "carried_in"))
    year_income: Money | None = money(
        "小计",
        "本年收入小计",
        under="本年收入",
        sums=(
            "general_public",
            "government_fund",
            "state_capital",
            "special_account",
            "service_income",
            "business_income",
            "grants_from_above",
            "remittances_from_below",
            "other_income",
        ),
    )
    general_public: Money | None = money("一般公共预算", under="本年收入")
    government_fund: Money | None = money("政府性基金预算", under="本年收入")
    state_capital: Money | None = money("国有资本经营预算", under="本年收入")
    special_account: Money | None = money("财政专户管理资金", under="本年收入")
    service_income: Money | None = money("事业收入", under="本年收入")
    business_income: Money | None = money("事业单位经营收入", under="本年收入")
    grants_from_above: Money | None = money("上级补助收入", under="本年收入")
    remittances_from_below: Money | None = money("附属单位上缴收入", under="本年收入")
    other_income: Money | None = money("其他收入", under="本年收入")
    carried_in: Money | None = money(
        "小计",
        under="上年结转结余",
        sums=(
            "carried_in_general_public",
            "carried_in_government_fund",
            "carried_in_state_capital",
            "carried_in_special_account",
            "carried_in_unit_funds",
        ),
    )
    carried_in_general_public: Money | None = money("一般公共预算", under="上年结转结余")
    carried_in_government_fund: Money | None = money("政府性基金预算", under="上年结转结余")
    carried_in_state_capital: Money | None = money("国有资本经营预算", under="上年结转结余")
    carried_in_special_account: Money | None = money("专户资金结转结余", "财政专户管理资金", under="上年结转结余")
    carried_in_unit_funds: Money | None = money("单位资金结转结余", "单位资金", under="上年结转结余")


@statement("收入预算总表（分科目）", _INCOME, kind="budget", rows="functional")
@frozen(kw_only=True)
class IncomeBySubject(Row):
    """Income by source for each functional subject (Shanghai)."""

    code: str = code()
    name: str = name()
    total: Money | None = money(
        "合计",
        "总计",
        sums=(
            "carried_in",
            "appropriation",
            "special_account",
            "service_income",
            "business_income",
            "grants_from_above",
            "remittances_from_below",
            "other_income",
        ),
    )
    carried_in: Money | None = money("上年结转", "上年结转结余")
    appropriation: Money | None = money("财政拨款收入", sums=("general_public", "government_fund", "state_capital"))
    general_public: Money | None = money("一般公共预算拨款收入", "一般公共预算")
    government_fund: Money | None = money("政府性基金预算拨款收入", "政府性基金预算")
    state_capital: Money | None = money("国有资本经营预算拨款收入", "国有资本经营预算")
    special_account: Money | None = money("财政专户管理资金收入", "财政专户管理资金")
    service_income: Money | None = money("事业收入")
    business_income: Money | None = money("事业单位经营收入")
    grants_from_above: Money | None = money("上级补助收入")
    remittances_from_below: Money | None = money("附属单位上缴收入", "下级单位上缴收入")
    other_income: Money | None = money("其他收入")


@statement(
    "收入预算总表（分来源）",
    _INCOME,
    kind="budget",
    rows="lines",
    lines=(line("total_income", "收入总计", "收入合计", "合计"),),
)
@frozen(kw_only=True)
class IncomeBySource(Row):
    """Income as a downward list of sources, each group with its 小计 (Jiangsu)."""

    name: str = name("项目名称", "项目")
    amount: Money | None = money("金额", "预算数")


@statement("支出预算总表", _EXPENDITURE, kind="budget", rows="functional")
@frozen(kw_only=True)
class Expenditure(Row):
    """All expenditure by functional subject: basic (personnel, public), project and the transfers of institutions."""

    code: str = code()
    name: str = name()
    total: Money | None = money(
        "总计",
        "合计",
        sums=("basic", "personnel", "public", "project", "business", "remitted_up", "subsidies_down"),
    )
    basic: Money | None = money("基本支出", "小计", under="基本支出", sums=("personnel", "public"))
    personnel: Money | None = money("人员支出", "人员经费")
    public: Money | None = money("公用经费", "日常公用支出")
    project: Money | None = money("项目支出")
    business: Money | None = money("事业单位经营支出")
    remitted_up: Money | None = money("上缴上级支出")
    subsidies_down: Money | None = money("对附属单位补助支出", "对下级单位补助支出")


@statement("支出预算总表（分用途）", _EXPENDITURE, kind="budget", rows="single")
@frozen(kw_only=True)
class ExpenditureByPurpose(Row):
    """All expenditure in one line of purposes (Jiangsu)."""

    total: Money | None = money("合计", sums=("basic", "project", "reserve", "carried_out"))
    basic: Money | None = money("基本支出")
    project: Money | None = money("项目支出")
    reserve: Money | None = money("单位预留机动经费")
    carried_out: Money | None = money("结转下年资金")


@statement(
    "财政拨款支出预算表", f"财政拨款支出{_TABLE}(\\(功能(科目|分类)\\))?", kind="budget", rows="functional"
)
@frozen(kw_only=True)
class AppropriationExpenditure(Row):
    """Expenditure from fiscal appropriations by functional subject (Jiangsu)."""

    code: str = code()
    name: str = name()
    total: Money | None = money("金额", "合计", sums=("basic", "project"))
    basic: Money | None = money("小计", "基本支出", under="基本支出", sums=("personnel", "public"))
    personnel: Money | None = money("人员经费")
    public: Money | None = money("公用经费")
    project: Money | None = money("项目支出")


@statement(
    "财政拨款基本支出预算表", f"财政拨款基本支出{_TABLE}(\\(经济(科目|分类)\\))?", kind="budget", rows="economic"
)
@frozen(kw_only=True)
class AppropriationBasicExpenditure(Row):
    """Basic expenditure from fiscal appropriations by economic subject (Jiangsu)."""

    code: str = code()
    name: str = name()
    total: Money | None = money("金额", "合计", sums=("personnel", "public"))
    personnel: Money | None = money("人员经费")
    public: Money | None = money("公用经费")


@statement(
    "一般公共预算支出表",
    f"一般公共预算(当年)?(财政)?(拨款)?支出(功能分类)?{_TABLE}(\\(功能科目\\))?",
    kind="budget",
    rows="functional",
)
@frozen(kw_only=True)
class GeneralPublicExpenditure(Row):
    """Expenditure from the general public budget by functional subject."""

    code: str = code()
    name: str = name()
    total: Money | None = money("合计", "总计", "金额", "小计", sums=("basic", "project"))
    basic: Money | None = money("小计", "基本支出", "基本支出小计", under="基本支出", sums=("personnel", "public"))
    personnel: Money | None = money("人员经费", "人员支出")
    public: Money | None = money("公用经费", "日常公用支出")
    project: Money | None = money("项目支出")
    remark: str = text("备注")


@statement(
    "一般公共预算基本支出表",
    f"一般公共预算(财政)?(拨款)?基本支出(部门预算)?(经济分类)?(明细)?{_TABLE}(\\((部门预算经济分类|经济科目|按经济分类)\\))?",
    kind="budget",
    rows="economic",
)
@frozen(kw_only=True)
class BasicExpenditure(Row):
    """Basic expenditure from the general public budget by economic subject (类, 款)."""

    code: str = code()
    name: str = name()
    total: Money | None = money("合计", "总计", "金额", sums=("personnel", "public"))
    personnel: Money | None = money("人员经费", "人员支出")
    public: Money | None = money("公用经费", "日常公用支出")


@statement(
    "一般公共预算“三公”经费支出表",
    f"(一般公共预算)?(财政)?(拨款)?三公经费(、会议费)?(、培训费|和培训费)?(支出)?([和及、]机关运行经费)?(支出)?{_TABLE}",
    kind="budget",
    rows="unit",
    note="注：不含教学科研人员学术交流因公出国（境）费用",
)
@frozen(kw_only=True)
class ThreePublics(Row):
    """The three public outlays, printed across (by unit) or downward (by item).

    Jiangsu adds meetings and training, with a grand total of all; Shanghai adds 机关运行经费.
    """

    name: str = name("单位名称", "单位")
    total: Money | None = money(
        "“三公”经费合计",
        "合计",
        "小计",
        "“三公”经费支出合计",
        "“三公”经费",
        sums=("abroad", "vehicles", "reception"),
    )
    grand_total: Money | None = money("合计", sums=("total", "meetings", "training"))
    abroad: Money | None = money(
        "因公出国(境)费用", "因公出国(境)费", "因公出国(境)经费", "因公出国(境)", "因公出国(境)支出"
    )
    vehicles: Money | None = money(
        "公务用车购置及运行费",
        "公务用车购置及运行维护费",
        "公务用车购置及运行维护支出",
        "公务用车购置及运行维护费小计",
        "公务用车购置及运行费小计",
        "小计",
        under=("公务用车购置及运行费", "公务用车购置及运行维护费", "公务用车购置和运行费"),
        sums=("vehicle_purchase", "vehicle_running"),
    )
    vehicle_purchase: Money | None = money("公务用车购置费", "购置费", "公务用车购置")
    vehicle_running: Money | None = money("公务用车运行维护费", "公务用车运行费", "运行费", "运行维护费")
    reception: Money | None = money("公务接待费", "公务接待费支出")
    meetings: Money | None = money("会议费")
    training: Money | None = money("培训费")
    operating: Money | None = money("机关运行经费预算数", "机关运行经费")


@frozen(kw_only=True)
class _FundExpenditure(Row):
    """The columns of a fund budget's expenditure."""

    code: str = code()
    name: str = name()
    total: Money | None = money("合计", "小计", "金额", sums=("basic", "project"))
    basic: Money | None = money("基本支出")
    project: Money | None = money("项目支出")


@statement(
    "政府性基金预算支出表",
    f"政府性基金(预算)?(财政)?(拨款)?支出(功能分类)?{_TABLE}",
    "财政拨款政府性基金支出预算表",
    kind="budget",
    rows="functional",
    empty="{agency}没有政府性基金预算拨款安排的支出，故本表无数据。",
)
@frozen(kw_only=True)
class GovernmentFundExpenditure(_FundExpenditure):
    """Expenditure from the government-managed funds budget by functional subject."""


@statement(
    "国有资本经营预算支出表",
    f"国有资本经营(预算)?(财政)?(拨款)?支出(功能分类)?{_TABLE}",
    kind="budget",
    rows="functional",
    empty="{agency}没有国有资本经营预算拨款安排的支出，故本表无数据。",
)
@frozen(kw_only=True)
class StateCapitalExpenditure(_FundExpenditure):
    """Expenditure from the state capital operations budget by functional subject."""


@statement("项目支出预算表", "项目支出(预算)?(总)?(明细)?表", kind="budget", rows="project")
@frozen(kw_only=True)
class ProjectExpenditure(Row):
    """Project expenditure by unit, project and source of money."""

    unit: str = unit()
    name: str = name("项目名称")
    total: Money | None = money(
        "总计", "合计", sums=("general_public", "government_fund", "state_capital", "special_account", "unit_funds")
    )
    general_public: Money | None = money("一般公共预算")
    government_fund: Money | None = money("政府性基金", "政府性基金预算")
    state_capital: Money | None = money("国有资本经营预算")
    special_account: Money | None = money("财政专户管理资金")
    unit_funds: Money | None = money("单位资金")


@statement(
    "项目支出绩效表",
    "项目(支出)?绩效(目标)?表",
    "财政拨款(\\(重点\\))?项目支出预算表",
    kind="budget",
    rows="project",
)
@frozen(kw_only=True)
class ProjectPerformance(Row):
    """Projects with their performance goals, in 2021 one row for each indicator with the amounts repeated."""

    unit_code: str = unit_code()
    unit: str = unit()
    name: str = name("一级项目名称", "项目名称")
    total: Money | None = money(
        "合计", "金额", "财政拨款金额", sums=("general_public", "government_fund", "special_account", "other_income")
    )
    general_public: Money | None = money("公共预算", "一般公共预算", under="资金安排")
    government_fund: Money | None = money("政府性基金", under="资金安排")
    special_account: Money | None = money("专户资金", under="资金安排")
    other_income: Money | None = money("其他收入", under="资金安排")
    goal: str = text("绩效目标")
    indicator_1: str = text("一级指标")
    indicator_2: str = text("二级指标")
    indicator_3: str = text("三级指标")
    indicator_value: str = text("三级指标值", "指标值")
    indicator_description: str = text("三级指标描述", "指标描述")


@statement("机关运行经费支出预算表", "(一般公共预算)?机关运行经费(支出)?预算表", kind="budget", rows="economic")
@frozen(kw_only=True)
class OperatingExpenditure(Row):
    """机关运行经费 by economic subject (Jiangsu)."""

    code: str = code()
    name: str = name()
    total: Money | None = money("机关运行经费支出", "金额", "合计", "决算数")


@statement("政府采购预算表", "政府采购(支出)?预算(总)?表", kind="budget", rows="project")
@frozen(kw_only=True)
class Procurement(Row):
    """Government procurement by class, programme, economic subject and item (Jiangsu)."""

    name: str = name("采购品目大类", "专项名称", "经济科目", "采购物品名称", "采购品目名称", "采购组织形式", "采购品目")
    total: Money | None = money("总计", "合计", "金额", sums=("general_public", "government_fund", "other_income"))
    general_public: Money | None = money("一般公共预算资金", "一般公共预算")
    government_fund: Money | None = money("政府性基金", "政府性基金预算资金")
    other_income: Money | None = money("其他资金")
