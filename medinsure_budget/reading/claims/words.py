"""Word classes of statements in the running text; the usual word stands first."""

from medinsure_budget.lexicon import declare

# How a number may be written: the signs of each digit from 0 and of each size from ten
DIGIT = "零〇0 一壹1 二贰两2 三叁3 四肆4 五伍5 六陆6 七柒7 八捌8 九玖9"
MULTIPLIER = "十拾 百佰 千仟 万 亿"
WRITTEN_DIGIT = "零 〇 一 二 三 四 五 六 七 八 九 十 两 壹 贰 叁 肆 伍 陆 柒 捌 玖 拾"
WRITTEN_NUMBER = "零 〇 一 二 三 四 五 六 七 八 九 十 百 千 万 亿 两 壹 贰 叁 肆 伍 陆 柒 捌 玖 拾 佰 仟"
ZERO = "零"
OTHER_UNIT = "圆 万圆 亿圆"
UNIT_NAME = "单位 金额单位"
OPENING = "（"
SHORT_UNIT = "万 亿 百万 千万"
BIG_UNIT = "万元 亿元"
BEFORE_BLANK = "出 入 算 数 为 费 加 少 款 额 长 降 缩 减 增 占 的 率"
NO_COUNTER = "百分点 月 季度 工作日 小时"
LIMIT = "以上 以下 以内 及以上 及以下"

# What stands between a name and its figure
LINKING = "为 是 达 达到 约 共 共计 了 完成 ："
TOGETHER = "各 均 分别 共 总体 总 实际 累计 约 略 都 同时 相应 也 又 再 还 基本 净"
PLANNED_BY = "安排 批复 下达 核定 编制 拨入"
SUM_WORD = "数 额 金额 资金 总额 总数 数据"
EXECUTED = (
    "决算 决算支出 预算执行 实际执行 执行 实际"
    " 实际支出 实际收入 实际完成 实际使用 实际发生 实际列支 实际决算 实际支出决算 累计支出"
)
PLAN_STAGE = "年初 全年 调整 调整后 年初批复"
INITIAL = "由 从"
ARRIVED = "到 至 为"
ADJUSTED = "调整 变更"

# Comparisons
WITH = "与 同 和 较 比 跟"
THAN = "比 较 相较于 相较 较之 同比 环比 比起"
NO_COMPARISON = "占 对 相 之 可"
BASE_START = "上年 上一 去年 前年 上期 同期 年初 年度 预算 决算 调整 以前 以上 部门 全年"
ITSELF = "同比 环比 对比 相比 比较 同口径 可比口径"
LIKE_FOR_LIKE = "按同口径 同口径 按可比口径 可比口径"
BRIEF_RISE = "多 增 升 高"
BRIEF_FALL = "少 减 降 低"
MEASURE = "幅度 率 比率 比例 幅 额 数 金额"
UNCHANGED = (
    "持平 一致 相等 相同 不变 无变化 无增减 无增减变化 无增减变动 无变动 没有变化 没有变动 没有增减 没有增减变化 没有增减变动"
    " 未变化 未变动 未发生变化 未发生变动 未发生增减变化 未发生增减变动 未增减 未增未减 未有增减 无增加或减少 等于"
)
HELD = "保持 基本 均 总体 仍 为 未作 大体 也 相"

# Rates
PART_OF = "占 所占"
PORTION = "比重 比例 比率 比 份额"
RANKED = "最高 最大 最多 较高 较大 最低 最小 最少 居首"
COMPLETED = "完成 已完成 共完成 实际完成"
RATE_NAME = "执行率 完成率 支付率 支出率 执行进度 支出进度 完成进度 拨付率 完成比例 执行比例 支付进度 拨付进度"
GROWTH = "增长 提升 提高 上升 扩大 上浮 增多"
RATED = "增长 下降 降低 上升 提高 增幅 降幅 率 占 占比 比重 比例 预算的"

# What is said of money besides its amount
MAIN = "主要 具体 重点 全部 专项"
CHANGED = "变动 变化 增减"
CAUSE = "因为 由于 源于 在于"
CAUSE_SIGN = "因 主要为"
CAUSED = "主要是 主要系 主要由于 主要因 主要为了 是因为 系因 是由于 主要源于 主要在于"
USED_FOR = "用于 用途是 用途为"
REFLECTS = "反映"
WHEREOF = "其中"
CONSISTS = "包括 包含 分别为 分别是 主要有 具体为 具体是"
FOLLOWING = "以下 下列 如下"
ITS = "该 此 本"
REASON_ONE = "一是"
ABSENT = "没有 没有使用 未使用 未安排 不安排 未发生 不涉及 无"
SPENDING = "基金 国有资本 三公 财政拨款 购置 因公出国 接待"

# Names
SIDE = "收入 支出 收支"
NAME_END = "费 费用 经费 支出 收入 结余 结转 预算 决算 拨款 总额 金额"
NAME_CLOSE = "费 用 入 出 款 项 额 金 计 ） ”"
NAME_START = "本年 本级 一般公共 财政拨款 政府 机关运行 “三公” 收入 收支 支出 国有资本 车辆 三公 公务 因公"
FEE = "费 用"
OUTLAY = "经费 费用"
APPROPRIATED = "财政拨款"
GENERIC = (
    "项目 本年 资金 其 金额 数额 支出 收入 收支 预算 决算 费用 本年数 本年预算 该项目 该项 数 经费 上述 总额 决算数 预算数 预算支出 各项"
    " 预算安排 安排 执行数 支出数 总数 全年支出 年中"
)
OPERATION = "运行"
WITHIN = "里 中 内 之中"
FUND = "资金"
POINTING = "该 此 其 上述 以上 这 两 三 四 这两 这三"
APPROXIMATELY = "超过 超 近 逾 接近 不足 不到"
OWN = "本 我 各 全 该"
BUREAU = "局 委员会 委 办公厅 办公室 厅 院 中心 街道办事处 办事处 大队 支队 学校 馆 机关 人民政府"
PLACE = "市 区 县 省 州 镇 乡 系统 级"
BELOW = "下属 所属"
UP_TO = "截至 截止 到 据"
DID = (
    "共 共计 共有 现有 实有 安排 预计 预算安排 拨付 编制 实现"
    " 取得 收到 全年 当年 年度 开支 财政拨款开支的 财政拨款安排的 财政拨款的 用于"
    " 配备 计划 使用 完成 今年 汇总 拟安排"
)
LINK = (
    "其中 此外 另外 同时 主要包括 具体包括 包括 包含 主要有 分别是 分别为 具体为"
    " 具体来看 含 即 以及 一是 二是 三是 四是 五是 六是 七是 八是"
    " 九是 并 和 及 、 ： ， 而"
)
ACCOUNT_NAME = "科目 项目 资金"
AVERAGE = "差异 差额 相差 平均 人均 每 台均 辆均 户均 次均"
ATTRIBUTE = "价值 账面价值 原值 账面原值 净值 账面净值"
LEDGER = "科目"
TOPIC_LEVEL = "类 款 项"
UNDERTAKING = "项目"
SELF_ASSESSED = "绩效自评"
SURVEY = "综述 情况 结果"
OTHER_LIST = "用途 经济分类 性质 类型 资金来源"
FUNCTIONAL = "功能分类 功能科目"
NO_FUNCTION = "基本 项目 人员 公用 经营 上级 补助 拨款 预算 本年"
TRAVELLERS = "团组"
ALTOGETHER = "累计"
GUESTS = "批次 人次 批"
RECEIVED = "接待"
INVOLVED = "涉及"
WHOLLY = "全面 全部 均"
CARRIED_ON = "开展 实行 进行"
ASPECT = "一项 方面"

# Headings
DEFINITIONS = "名词解释 术语"
SITUATION = "情况"
EXPLANATION = "说明"
TITLE_END = "情况 说明 的 总体 具体 规模变化"
ABOUT_IT = "关于"
STRUCTURE = "结构"


declare(globals())
