"""The words of the text about the agency itself: its offices, units, people, vehicles and equipment."""

from medinsure_budget.lexicon import declare

# Duties and rank
DUTY = "职能 职责 工作职责 主要职能 主要职责"
RANK_PREFIX = "正 副"
RANK = "部 厅 局 处 科 股 县 县处 乡科 厅局"
BODY_KIND = "派出机构 派出机关 工作部门 直属机构 组成部门 直属事业单位 事业单位 分支机构"
BRANCH_KIND = "派出机构 派出机关 分支机构"
# Organisation
BODY = "机构 单位"
ORGANISED = "设置 构成 情况 组成"
INNER = "内设"
OFFICE = "内设机构 职能科室 科室 处室 机构 部门"
COUNTED_OFFICE = "内设机构 职能科室 科室 处室"
SET_UP = "设 设有 内设 共有"
THERE_ARE = "有 为 是 分别为 分别是 共有 共为 共是"
NAMELY = "包括 分别是 分别为 为"
IN_DETAIL = "具体"
SUBORDINATE = "下属 所属 二级"
UNDER_IT = "下属 所属 派出 预算 事业"
UNIT_NATURE = "预算 事业 行政 参公 决算 非独立核算 独立核算 行政事业 和 、"
OFFICE_END = "室 科 处 股 队 部 局 委 组 所 站 院 厅 办 中心 工会"
UNIT_END = "中心 大队 支队 总队 分局 委员会 办公室 服务部 院 所 站 局 队 校 馆 社 处 园"
NO_UNIT_NAME = "本级 本部 机关 局本级 包括 预算 决算"
# Posts and people
POST = "编制 职数 局长 主任 科长 处长 书记 队长 人员 在职 离休 退休 遗属 参公 工勤 雇员 编外"
POST_LEAD = "设有 核定 核拨 其中 现有 实有 共有 设 有 为"
POST_NATURE = "行政 事业 政法 工勤 参公 机关 现有 在职"
JOINING = "和 及 其 中 的 ，"
SIGNING_ROLE = (
    "单位负责人 部门负责人 主要负责人 法定代表人 财务负责人 财务主管 经办人 填表人 制表人 审核人 联系人 联系电话"
)
PUBLISHED = "公开 公布 发布"
WHEN = "日期 时间"
# Vehicles, equipment, money
DAY_OF = "截至 截止"
KEPT = "共有 现有 实有 保有"
VEHICLE = "公务用车 车辆"
PLANNED_PURCHASE = "安排购置"
PURCHASE = "购置"
UNIT_PRICE = "单位价值 单价 单台价值 价值"
OR_MORE = "以上"
MONEY_AFTER = "亿元 万元 千元 元 亿 万"
SINCE = "比 与 较"
FINISHED = "完成"
EXECUTION_RATE = "执行率"
SEVERALLY = "分别"
# Projects
PROJECT = "项目"
FIRST_LEVEL = "一级项目"
SECOND_LEVEL = "二级项目"
GOALS_OF = "绩效目标的"
UNDER_GOALS = "个项目实行绩效目标管理"
WHOLE_RATE = "总执行率 总完成执行率"
REACHED = "达到 达 到 为"
MANAGED = "绩效"
NEXT_PART = "机构 构成 名词 说明 情况 预算 决算 概况 附件 目录"
TERMS = "名词解释"

declare(globals())
