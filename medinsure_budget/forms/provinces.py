"""Final accounts that some provinces publish beside the common ones: by economic 类, of projects, of a whole account."""

from medinsure_budget.forms.declare import Row, code, money, name, statement, text
from medinsure_budget.forms.final_accounts import FinalBasicExpenditure, _FinalFundAccount
from medinsure_budget.money import Money
from medinsure_budget.records import frozen

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


@statement("政府采购情况表", "政府采购(支出)?(情况|决算)表", kind="final_accounts", rows="unit")
@frozen(kw_only=True)
class FinalProcurement(Row):
    """Government procurement by kind, and what of it small and micro enterprises got (Beijing)."""

    total: Money | None = money("政府采购支出合计", "政府采购支出总额", "合计", sums=("goods", "works", "services"))
    goods: Money | None = money("政府采购货物支出", "货物")
    works: Money | None = money("政府采购工程支出", "工程")
    services: Money | None = money("政府采购服务支出", "服务")
    small: Money | None = money("政府采购授予中小企业合同金额", "授予中小企业合同金额")
    micro: Money | None = money("其中：授予小微企业合同金额", "授予小微企业合同金额")


@statement("国有资产占用情况表", "国有资产占(有使)?用情况表", kind="final_accounts", rows="unit")
@frozen(kw_only=True)
class FinalAssets(Row):
    """Vehicles by use and equipment at the end of the year, counted (Jiangxi)."""

    name: str = name("单位名称", "单位", "部门")
    vehicles: str = text("合计", "车辆数合计（辆）", "车辆合计")
    leaders: str = text("副部（省）级及以上领导用车", "部级领导干部用车")
    principals: str = text("主要负责人用车", "主要领导干部用车")
    secrets: str = text("机要通信用车")
    emergency: str = text("应急保障用车")
    enforcement: str = text("执法执勤用车")
    technical: str = text("特种专业技术用车")
    retired: str = text("离退休干部服务用车", "离退休干部用车")
    others: str = text("其他用车")
    equipment: str = text("单价100万元（含）以上设备（台、套）", "单价100万元（含）以上设备（不含车辆）", "单价100万元以上设备")
