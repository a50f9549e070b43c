"""Final accounts that some provinces publish beside the common ones: by economic 类, of projects, of a whole account."""

from attrs import frozen

from medinsure_budget.forms.declare import Row, code, money, name, statement
from medinsure_budget.forms.final_accounts import FinalBasicExpenditure, _FinalFundAccount
from medinsure_budget.money import Money

_CLASSES = ("wages", "goods", "household", "interest", "basic_construction", "capital", "enterprises", "social_security", "other")


@frozen(kw_only=True)
class _ByEconomicClass(Row):
    """Functional subjects over the columns of the economic 类."""

    code: str = code()
    name: str = name()
    total: Money | None = money("合计", sums=_CLASSES)
    wages: Money | None = money("工资福利支出")
    goods: Money | None = money("商品和服务支出")
    household: Money | None = money("对个人和家庭的补助")
    interest: Money | None = money("债务利息及费用支出")
    basic_construction: Money | None = money("资本性支出（基本建设）")
    capital: Money | None = money("资本性支出")
    enterprises: Money | None = money("对企业补助", "对企业补助（基本建设）")
    social_security: Money | None = money("对社会保障基金补助")
    other: Money | None = money("其他支出")


@statement("财政拨款支出决算明细表", "(?<!预算)财政拨款支出决算明细表", kind="final_accounts", rows="functional")
@frozen(kw_only=True)
class FinalAppropriationByEconomic(_ByEconomicClass):
    """Expenditure from all fiscal appropriations, subject by economic 类 (Sichuan)."""


@statement(
    "一般公共预算财政拨款支出决算明细表", "一般公共预算(财政拨款)?支出决算明细表", kind="final_accounts", rows="functional"
)
@frozen(kw_only=True)
class FinalGeneralPublicByEconomic(_ByEconomicClass):
    """Expenditure from the general public budget, subject by economic 类 (Sichuan)."""


@statement(
    "一般公共预算财政拨款项目支出决算表", "一般公共预算(财政拨款)?项目支出(决算)?(明细|决算明细)?表", kind="final_accounts",
    rows="functional",
)  # fmt: skip
@frozen(kw_only=True)
class FinalGeneralPublicProject(Row):
    """Project expenditure from the general public budget by subject (Sichuan, Yunnan, Inner Mongolia)."""

    code: str = code()
    name: str = name()
    project: Money | None = money("项目支出", "决算数", "合计")


@statement(
    "一般公共预算财政拨款收入支出决算表", "一般公共预算(财政拨款)?收入支出决算表", kind="final_accounts", rows="functional"
)
@frozen(kw_only=True)
class FinalGeneralPublicAccount(_FinalFundAccount):
    """The general public budget as an account of its own (Yunnan, Beijing)."""


@statement(
    "政府性基金预算财政拨款基本支出决算表", "政府性基金(预算)?(财政拨款)?基本支出决算表", kind="final_accounts", rows="economic"
)
@frozen(kw_only=True)
class FinalFundBasicExpenditure(FinalBasicExpenditure):
    """Basic expenditure from the government-managed funds by economic subject (Beijing)."""
