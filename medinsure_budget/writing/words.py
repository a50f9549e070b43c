"""Words of written documents: what the chapters of the tables and of the annexes are called."""

from medinsure_budget.lexicon import declare

TABLES_CHAPTER = "公开表 预算表 决算表 公开表格 预算公开表 决算公开表 报表 附表"
ANNEXES_CHAPTER = "附件"
REPORT_TEXT_CHAPTER = "评价报告文字部分 报告综述"

declare(globals())
