"""The words of performance forms: titles, parts, groups of indicators, sources of money."""

from medinsure_budget.lexicon import declare

EVALUATED = "绩效"
FORM = "自评表 自评价表 评价表 目标表 申报表 填报表 评分表 审批表 批复表 计划表 申请表"
RESULTS = "清单 汇总表 一览表 结果表 情况表 自评表"
EVALUATION_REPORT = "绩效评价报告"
APPENDIX = "附件 附件表 附表 附"
SIGNED_BY = "签字 签名 盖章 签章 签字并盖章 公章"
# Parts of an evaluation report
PROJECT_INFO = "项目基本信息 项目基本情况"
SPENDING_DETAILS = "项目支出明细 项目支出明细情况 支出明细 支出明细情况 项目支出情况"
REPORT_SUMMARY = "评价报告摘要 报告摘要"
EVALUATORS = (
    "评价人员 评价成员 评价组人员 评价组成员 评价人员名单 评价成员名单 评价组人员名单 评价组成员名单 评价人员情况 评价成员情况"
    " 评价组人员情况 评价组成员情况"
)
REPORT_TEXT = "评价报告文字部分 评价报告综述 评价报告正文"
EVALUATED_BY = "评价组 自评 机构"
EVALUATION = "评价"
# Indicators
INDICATOR = "类 指标 目标 类指标 类目标"
GROUP = (
    "产出 效益 满意度 成本 效果 影响 影响力 过程 决策 投入 管理 履职效能 管理效率 运行成本 社会效应 可持续性 预算执行 产出效益"
)
OUTPUT = "产出"
SUBGROUP = (
    "数量 质量 时效 成本 经济成本 社会成本 生态环境成本 环境成本 经济效益 社会效益 生态效益 环境效益 社会公众满意度 可持续影响"
    " 可持续发展 可持续性 服务对象满意度 服务对象 群众满意度 满意度 受益对象满意度 服务满意度 部门协助满意度"
)
# Sources of money
FUNDS_PERIOD = "年度 中期 项目"
FUNDS_TOTAL = "资金总额 资金总量 预算总额 资金申请总额 资金合计 申请资金总额 资金安排总额 资金需求总额"
APPROPRIATION = "财政拨款 财政资金 财政性资金 预算资金 财政补助"
FUNDS = "资金"
OTHER = "其他 其它"
CARRIED = "结转 上年结转"
OWN_FUNDS = "自有资金 单位资金 事业单位资金 财政专户管理资金"
SPECIAL_FUNDS = "专项资金"
NEXT_CHAPTER = "名词解释"

declare(globals())
