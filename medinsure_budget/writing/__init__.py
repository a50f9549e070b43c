"""Writing documents: as Excel workbooks, Word documents and web pages, and into an office's own workbook."""

from medinsure_budget.writing import words  # noqa: F401 - declares the word classes of this room
from medinsure_budget.writing.arrange import arrange, unprinted
from medinsure_budget.writing.excel import write_xlsx
from medinsure_budget.writing.fill import Filled, fill_xlsx
from medinsure_budget.writing.html_page import write_html
from medinsure_budget.writing.own import as_printed, printed_like
from medinsure_budget.writing.pdf import write_pdf
from medinsure_budget.writing.table import Table, TableCell, lay_out
from medinsure_budget.writing.word import write_docx

__all__ = [
    "Filled",
    "Table",
    "TableCell",
    "arrange",
    "as_printed",
    "fill_xlsx",
    "lay_out",
    "printed_like",
    "unprinted",
    "write_docx",
    "write_html",
    "write_pdf",
    "write_xlsx",
]
