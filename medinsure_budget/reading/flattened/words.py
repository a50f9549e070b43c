"""Words of headers that the form's own labels leave open."""

from medinsure_budget.lexicon import declare

HEADS_ITEMS = "项目 内容 费用项目"
IN_EXECUTION = "执行"
STATISTICAL = "统计"
# What heads the sides of a table
INCOME_SIDE = "收入 本年收入 财政拨款收入"
EXPENDITURE_SIDE = "支出 本年支出 财政拨款支出"
PURPOSE_SIDE = "支出用途"
# What heads the labels of rows, and ends a heading that another follows without a blank
HEADS_LABELS = "科目 项目 单位 分类"
ENDS_HEADING = "科目"

declare(globals())
