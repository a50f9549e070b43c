"""The two-sided budget overviews: income beside expenditure, fixed lines beside functional subjects."""

from medinsure_budget.forms.declare import Row, line, money, name, statement
from medinsure_budget.money import Money
from medinsure_budget.records import frozen

_INCOME_LINES = (
    line(
        "appropriation", "财政拨款", "财政拨款收入", "公共财政预算拨款收入", side="income",
        sums=("general_public", "government_fund", "state_capital"), printed="一、财政拨款",
    ),
    line(
        "general_public", "一般公共预算", "一般公共预算资金", "一般公共预算拨款收入", "一般公共预算拨款",
        "公共财政预算资金", "公共财政拨款(补助)资金", side="income",
    ),
    line(
        "government_fund", "政府性基金预算", "政府性基金", "政府性基金预算资金", "政府性基金预算拨款收入", side="income"
    ),
    line(
        "state_capital", "国有资本经营预算", "国有资本经营预算资金", "国有资本经营预算拨款收入",
        "国有资本经营预算拨款", side="income",
    ),
    line(
        "special_account", "财政专户管理资金", "财政专户管理资金收入", "专户资金收入", side="income",
        printed="二、财政专户管理资金",
    ),
    line("service_income", "事业收入", "事业收入(不含专户资金)", side="income", printed="三、事业收入"),
    line("business_income", "事业单位经营收入", side="income", printed="四、事业单位经营收入"),
    line("grants_from_above", "上级补助收入", "上级补助收入(非财政专户核拨)", side="income", printed="五、上级补助收入"),
    line(
        "remittances_from_below", "附属单位上缴收入", "附属单位上缴收入(非财政专户核拨)", side="income",
        printed="六、附属单位上缴收入",
    ),
    line("other_income", "其他收入", "其他资金", side="income", printed="七、其他收入"),
    # The set of 2021 lists it beside 财政拨款, later sets below it.
    line("fund_appropriation", "政府性基金预算拨款", side="income"),
    line("fund_balance_used", "用事业基金弥补收支差额", side="income"),
    line(
        "year_income", "本年收入合计", "当年收入小计", "本年收入小计", "本年收入", side="income",
        sums=(
            "appropriation", "special_account", "service_income", "business_income", "grants_from_above",
            "remittances_from_below", "other_income", "fund_appropriation", "fund_balance_used",
        ),
    ),
    line(
        "carried_in", "上年结转结余", "上年结转", "上年结转资金", "上年结转结余资金", side="income",
        sums=(
            "carried_in_basic", "carried_in_project", "carried_in_general_public", "carried_in_government_fund",
            "carried_in_state_capital",
        ),
    ),
    line(
        "carried_in_general_public", "一般公共预算拨款", "一般公共预算", side="income", after="carried_in",
    ),
    line(
        "carried_in_government_fund", "政府性基金预算拨款", "政府性基金预算", side="income", after="carried_in",
    ),
    line(
        "carried_in_state_capital", "国有资本经营预算拨款", "国有资本经营预算", side="income", after="carried_in",
    ),
    line("carried_in_basic", "基本支出结余、结转", side="income", after="carried_in"),
    line("carried_in_project", "项目支出结余、结转", side="income", after="carried_in"),
    line(
        "total_income", "收入总计", "收入合计", side="income", sums=("year_income", "carried_in"),
        printed="收 入 总 计",
    ),
)  # fmt: skip

_EXPENDITURE_LINES = (
    line("year_expenditure", "本年支出合计", "当年支出小计", "本年支出", side="expenditure", sums=("subjects",)),
    line("carried_out", "年终结转结余", "结转下年", "结转下年资金", "年末结转结余", side="expenditure"),
    line(
        "total_expenditure", "支出总计", "支出合计", side="expenditure", sums=("year_expenditure", "carried_out"),
        printed="支 出 总 计",
    ),
)  # fmt: skip

_PURPOSE_LINES = (
    line("basic", "基本支出", side="purpose"),
    line("project", "项目支出", "项目支出(含专项)", side="purpose"),
    line("reserve", "单位预留机动经费", side="purpose"),
)


@statement(
    "收支预算总表",
    "(?<!拨款)(财务)?收支(预算)?(总表|总体情况表)",
    kind="budget",
    rows="lines",
    sides=("income", "expenditure", "purpose"),
    lines=_INCOME_LINES + _EXPENDITURE_LINES + _PURPOSE_LINES,
)
@frozen(kw_only=True)
class BudgetOverview(Row):
    """All income beside all expenditure; expenditure by functional subject, in Jiangsu also by purpose.

    The sides are independent lists printed beside each other. Some Shanghai units print expenditure in more
    than one column (合计, 基本支出, 项目支出): ``amount`` is then the 合计.
    """

    name: str = name("项目", "项目名称", "功能科目名称", "科目名称", "功能分类科目名称")
    amount: Money | None = money("预算数", "金额", "合计", sums=("personnel", "public", "project"))
    basic: Money | None = money("基本支出", sums=("personnel", "public"), side="expenditure")
    personnel: Money | None = money("人员经费", "人员支出", side="expenditure")
    public: Money | None = money("公用经费", side="expenditure")
    project: Money | None = money("项目支出", side="expenditure")


@statement(
    "财政拨款收支预算总表",
    "财政拨款收支(预算)?(总表|总体情况表)",
    kind="budget",
    rows="lines",
    sides=("income", "expenditure", "purpose"),
    lines=_INCOME_LINES + _EXPENDITURE_LINES + _PURPOSE_LINES,
)
@frozen(kw_only=True)
class AppropriationOverview(Row):
    """Fiscal appropriations beside what they pay for; Shanghai splits expenditure by the three budgets."""

    name: str = name("项目", "项目名称", "功能科目名称", "科目名称", "功能分类科目名称")
    amount: Money | None = money(
        "预算数", "金额", "合计", sums=("from_general_public", "from_government_fund", "from_state_capital")
    )
    from_general_public: Money | None = money("一般公共预算", side="expenditure")
    from_government_fund: Money | None = money("政府性基金预算", side="expenditure")
    from_state_capital: Money | None = money("国有资本经营预算", side="expenditure")
