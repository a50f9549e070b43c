"""Words of headers that the form's own labels leave open."""

from medinsure_budget.lexicon import declare

HEADS_ITEMS = "项目 内容 费用项目"
EXECUTED = "执行"
STATISTICAL = "统计"

declare(globals())
