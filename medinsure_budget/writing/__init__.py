"""Writing documents: the standard tables as Excel workbooks, and an office's own workbook filled."""

from medinsure_budget.writing.excel import write_xlsx
from medinsure_budget.writing.fill import Filled, fill_xlsx
from medinsure_budget.writing.table import Table, TableCell, lay_out

__all__ = ["Filled", "Table", "TableCell", "fill_xlsx", "lay_out", "write_xlsx"]
