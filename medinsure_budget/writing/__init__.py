"""Writing documents: the standard tables as Excel workbooks."""

from medinsure_budget.writing.excel import write_xlsx

__all__ = ["write_xlsx"]
