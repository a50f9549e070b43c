"""Words of ledgers, and of the systems that export them: headings of columns, and what stands in them."""

from medinsure_budget.lexicon import declare

# Headings; a CODE or NAME behind them tells which part of an element a column holds. In headings and elements of
# exports letters are small and have no underscores: exp_func_code, expFuncCode are expfunc and code.
COLUMN_KIND = "类型 行类型 kind"
COLUMN_UNIT = "单位 预算单位 编制单位 填报单位 基层单位 用款单位 所属单位 agency unit"
COLUMN_UNIT_KIND = "单位性质 单位类型 单位类别 unitkind"
COLUMN_SOURCE = (
    "资金性质 资金类型 fundtype 收入项目类别 收入类别 收入项目 收入来源 资金来源 经费来源 拨款性质 source"
)
COLUMN_PURPOSE = "支出类别 项目类别 支出性质 支出类型 经费类型 经费类别 类别 procat purpose"
COLUMN_PROJECT = "项目 支出项目 预算项目 一级项目 pro project"
COLUMN_ITEM = "事项 item"
COLUMN_AMOUNT = (
    "金额 本年数 预算金额 项目金额 指标金额 预算金额合计 金额合计 合计金额 本年预算 本年预算数 预算数 决算数 本年收入总计"
    " 本年支出总计 本年金额 支出金额 收入金额 合计 总计 amt amount"
)
COLUMN_INITIAL = "年初预算 年初预算数 年初预算金额 initialbudget"
COLUMN_BUDGET = "全年预算 全年预算数 调整预算数 调整后预算数 budget"
COLUMN_PREVIOUS = "上年数 上年金额 上年预算数 上年决算数 上年执行数 previous"
COLUMN_COUNT = "数量 count"
COLUMN_VALUE = "指标值 value"
COLUMN_TEXT = "内容 说明 文字 text"
COLUMN_COUNTERPART = "对方单位 往来单位 counterpart"
# Columns of exports that say nothing a ledger needs.
COLUMN_PASSED = (
    "序号 行号 行次 备注 财政区划 mofdiv 年度 预算年度 fiscalyear 支出项目类别 专项资金目录 财政内部机构 bgtmofdep managemofdep"
    " 主管部门 foundtype 指标类型 bgttype 预算级次 budgetlevel 指标来源 sourcetype 是否政府采购 isgov 是否新增资产配置 isasset"
    " 是否有政府购买服务 是否政府购买服务 isgovbuy"
)
# Columns of money: carried in, and of whatever fund the row names.
COLUMN_CARRIED = "上年结转 上年结转资金 上年结转结余 上年结转和结余 结转资金 结转结余资金"
COLUMN_FOLLOWS = "其他自有资金 其他资金"
COLUMN_OPEN = "专项资金项目 实户资金余额"
# Marks of the classifications in a heading of CLASSIFYING words.
FUNCTIONAL_MARK = "功能 expfunc functional"
ECONOMIC_MARK = "经济 bgteco economic"
GOVERNMENT_MARK = "政府 gov"
# Sources of money; a FUND_TAIL may stand behind each.
SOURCE_GENERAL_PUBLIC = (
    "一般公共预算 一般公共 公共财政预算 公共财政 公共预算 经费拨款 一般债券 外国政府和国际组织贷款 外国政府和国际组织赠款"
)
SOURCE_GOVERNMENT_FUND = "政府性基金预算 政府性基金 基金预算 专项债券"
SOURCE_STATE_CAPITAL = "国有资本经营预算 国有资本经营 国资预算"
SOURCE_SPECIAL_ACCOUNT = "财政专户管理 财政专户 专户 教育收费"
SOURCE_SERVICE_INCOME = "事业收入"
SOURCE_BUSINESS_INCOME = "事业单位经营收入 经营收入 事业单位经营"
SOURCE_GRANTS_FROM_ABOVE = "上级补助收入 上级补助"
SOURCE_REMITTANCES_FROM_BELOW = "附属单位上缴收入 附属单位上缴 下级上缴收入"
SOURCE_OTHER_INCOME = "其他收入"
SOURCE_UNIT_FUNDS = "单位资金 单位自有资金 自有资金 单位自筹资金"
SOURCE_INSURANCE = "社会保险基金预算 社会保险基金"
FUND_TAIL = "资金 收入 拨款 财政拨款 预算 补助 安排 (补助)"
CARRIED_IN = "上年结转 上年结转结余 上年结转和结余 年初结转 年初结转和结余 年初结转结余 结转"
CARRIED_OUT = "年末结转 年末结转和结余 年末结转结余 年终结转 年终结转结余 结转下年"
# Kinds of expenditure; a PURPOSE_TAIL may stand behind each.
PURPOSE_PERSONNEL = "人员 人员经费 人员支出 人员类"
PURPOSE_PUBLIC = "公用 公用经费 公用支出 日常公用 日常公用经费 日常公用支出 公用类 运转类公用经费"
PURPOSE_PROJECT = (
    "项目 项目支出 项目经费 项目类 其他运转类 特定目标类 部门预算项目 专项资金项目 其他特定目标类 大型公用设施运行维护"
    " 大型专用设备运行维护 专业信息系统运行维护 办公场所租赁"
)
PURPOSE_BUSINESS = "经营 经营支出 事业单位经营支出"
PURPOSE_REMITTED_UP = "上缴 上缴上级 上缴上级支出"
PURPOSE_SUBSIDIES_DOWN = "补助 对附属单位补助 对附属单位补助支出 补助下级支出"
PURPOSE_RESERVE = "预留机动 机动经费 预留机动经费 单位预留机动经费 预留"
PURPOSE_BASIC = "基本 基本支出"
PURPOSE_TAIL = "项目 经费 支出 类"
# Kinds of units
UNIT_ADMINISTRATIVE = "行政单位 行政机关 行政"
UNIT_LIKE_ADMINISTRATIVE = (
    "参公事业单位 参公单位 参公 参照公务员法管理的事业单位 参照公务员法管理事业单位 参照公务员管理事业单位"
    " 参照公务员法管理单位 参照公务员法管理"
)
UNIT_INSTITUTION = "事业单位 公益一类事业单位 公益二类事业单位 公益一类 公益二类 财政补助事业单位 全额拨款事业单位 差额拨款事业单位 事业"
# Lines
SUBTOTAL = "小计 本页小计 本页合计 分计 累计 汇总 部门合计 单位合计"
# The workbook of the final-accounts software: the mark of its forms, and what is found in them
SOFTWARE_FORM = "财决"
ATTACHED = "附"
OUTTURN_FIGURE = "决算数 期末数"
STATISTIC_FIGURE = "统计数"
BUDGET_FIGURE = "预算数 全年预算数"
BALANCE_IN = "年初结转和结余 年初结转结余 年初财政拨款结转和结余"
BALANCE_OUT = "年末结转和结余 年末结转结余 年末财政拨款结转和结余"
BALANCE_USED = "使用非财政拨款结余 使用非财政拨款结余(含专用结余) 用事业基金弥补收支差额"
BALANCE_DISTRIBUTED = "结余分配"
YEAR_INCOME = "本年收入 本年收入合计"

STATISTICS = (
    ("因公出国团组", "因公出国(境)团组数"),
    ("因公出国人次", "因公出国(境)人次数"),
    ("购置车辆", "公务用车购置数"),
    ("车辆保有量", "公务用车保有量"),
    ("国内接待批次", "国内公务接待批次"),
    ("国内接待人次", "国内公务接待人次"),
    ("外事接待批次", "外事接待批次"),
    ("外事接待人次", "外事接待人次"),
)
"""The items that 数量 lines count, each with its line in the software's form."""
PURCHASES = (
    ("货物", "政府采购货物支出"),
    ("工程", "政府采购工程支出"),
    ("服务", "政府采购服务支出"),
    ("中小企业", "政府采购授予中小企业合同金额"),
    ("小微企业", "授予小微企业合同金额"),
)
"""The items of 采购 lines, each with its line in the software's form."""
COUNTED_VEHICLE, COUNTED_EQUIPMENT, COUNTED_VEHICLES = "车辆", "设备", "车辆数合计"

declare(globals())
