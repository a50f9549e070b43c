"""The words around the tables and in the titles of a disclosure."""

from medinsure_budget.lexicon import declare

# What a line beside a table states, before its colon
UNIT_LABEL = "单位 單位 Unit unit UNIT"
MEASURED = "金额 计量 货币 计价 记账 金額 計量 貨幣"
STATED = "为 是 均为 以"
AGENCY_LABEL = "机构 学校"
ADDED_TO_NAME = "汇总 本级 本部 机关 部门 单位 合并 含下属单位 公章 盖章 签章"
SIGNED_FOR = "单位 部门 财务 填报 编制 制表 填表 打印 报表 审核 复核 主管 分管 预算 经办 联系 公开"
SIGNED = "日期 时间 负责人 责任人 领导 人 审核 复核 电话 签字 人员"
YEAR_LABEL = "年度 年份 预算年度 决算年度 会计年度 财政年度 预算年份"
AMOUNT = "金额 数额 金额合计"
ENDS_OF_SUMS = "费 款 额"
BOUND = "以上 以下 以内 及以上 及以下"
# Who publishes
PLACE_END = "省 市 县 区 旗 州 盟 镇 乡"
CONCERNING = "关于"
OF = "的"
IN_A_SENTENCE = "的 是 应当 应该 应由 应按 应在 应于 应将"
COMPARED_WITH = "与 和 同 较"
PART = "部分 章 篇"
DEPARTMENT = "部门"
BUDGET_UNIT = "单位"
PART_OF_ACCOUNTS = "财务 预算 决算 收支 收入 支出 概况 主要 职责"
COMPANY = "公司 集团 合作社"
# Numbers of tables and pages
NUMBER_PREFIX = "预算 决算 财决 财预"
ATTACHMENT = "附表 附件"
# Tables that go on
CONTINUED = "续上表 续前表 续上页 续前页 续表 续页 续 接上表 接前表 接上页 接前页"
# What a sentence has and a title has not
NO_TITLE = "详见 见下 本表"
DISCLOSED = "公开"
EXPLAINED = "说明"
INFORMATION = "信息"
ABOUT_WHAT = "情况"

declare(globals())
