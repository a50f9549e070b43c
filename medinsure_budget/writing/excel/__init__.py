"""Excel workbooks with the standard tables."""

from medinsure_budget.writing.excel.workbook import write_xlsx

__all__ = ["write_xlsx"]
