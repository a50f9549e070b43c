"""The words of printed tables: what heads their columns."""

from medinsure_budget.lexicon import declare

# Columns that only count the lines, and what stands in the row that counts the columns
LINE_NUMBER = "行次 行号 序号 编号 栏次"
COLUMN_NUMBER = "栏次 行次 类 款 项 序号 项目 合计 编码 **"
# Columns of labels
CODED = "科目 功能 经济 分类"
ITEM = "项目"
NAME_ALONE = "项目 科目 名称 单位"
NAMED = "科目 单位 项目 部门 分类 功能 收入 来源"
NAME_BEGIN = "采购 专项 经济科目 预算单位 收入项目 支出项目 支出功能分类 功能分类 支出经济分类"
FUND_SOURCE = "资金来源"
CLASSIFICATION = "分类"
# Columns of words beside the amounts
WORDS_BESIDE = "备注 说明 目标 指标 情况 原因 依据 内容 结论"
# Columns of what is no money
COUNTED = "数量 保有量 团组数 人数 人次 批次 次数 辆数 台数 个数 户数 面积 得分 分值 权重 评分"
RATE = "比率 比例 比重 占比 增减率 增长率 完成率 执行率 支出率 幅度 百分比 同比 环比 增幅 降幅"
# Columns of amounts whose words say little without their group
NEUTRAL_HEADER = "小计 合计 金额 预算数 决算数"
BUDGET_AMOUNT = "预算数 年初预算数 全年预算数"
OUTTURN_AMOUNT = "决算数 执行数 决算统计数"
# The sum of a group of rows
GROUP_TOTAL = "小计"
# The sides of a table
PURPOSE = "支出用途"

declare(globals())
