"""Figures put into an office's own workbook, its styles kept."""

import os
import re
from pathlib import Path
from typing import Any

from attrs import frozen

from medinsure_budget.document import Document
from medinsure_budget.errors import UnreadableFileError, UsageError
from medinsure_budget.files import workbook_bytes, write_bytes
from medinsure_budget.writing.excel.values import put_text
from medinsure_budget.writing.fill_lines import fill_items, fill_rows, fill_side
from medinsure_budget.writing.template import TemplateTable, find_table

_OPEN = re.compile(r"\s*(?:编制|填报)?(?:单位|部门)(?:名称)?\s*[:：]\s*")
_YEAR = re.compile(r"(?:20[0-9]{2}|[xX×]{2,4})(?=年)")


@frozen
class Filled:
    """What was filled.

    Attributes:
        path: The written file.
        filled: The titles of the document's statements that found their worksheet, by worksheet.
        left: The titles of those that did not.
    """

    path: Path
    filled: dict[str, str]
    left: tuple[str, ...]


def fill_xlsx(
    template: str | os.PathLike[str], document: Document, path: str | os.PathLike[str]
) -> Filled:
    """Put a document's figures into a workbook with blank statements.

    A worksheet is filled when its title and its header are those of one of the document's statements. Lines are
    found by their labels or codes; where the template has blank or sample lines the rows are written in order, and
    lines are added when there are too few. Everything else, styles and texts, stays as it is.

    Args:
        template: The office's ``.xlsx``.
        document: The figures; they are written in the unit that each worksheet states.
        path: The file to write, complete or absent.

    Raises:
        UnreadableFileError: when the template is no workbook.
        UsageError: when no worksheet fits, or a two-sided statement has more lines than the template has room for.
    """
    workbook = _opened(Path(template))
    waiting, filled = list(document.sheets), dict[str, str]()
    for worksheet in workbook.worksheets:
        table = find_table(worksheet, waiting)
        if table is not None:
            waiting.remove(table.sheet)
            _fill(table, document)
            filled[worksheet.title] = table.sheet.title
    if not filled:
        raise UsageError(f"{Path(template).name}: no worksheet prints a statement of {document.name or 'the document'}")
    return Filled(write_bytes(path, workbook_bytes(workbook), suffix=".xlsx"), filled, tuple(sheet.title for sheet in waiting))


def _opened(template: Path) -> Any:
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        return load_workbook(template)
    except (BadZipFile, InvalidFileException, KeyError) as error:
        raise UnreadableFileError(f"{template.name}: this is no xlsx workbook ({error})") from error


def _fill(table: TemplateTable, document: Document) -> None:
    _fill_caption(table, document)
    if table.sheet.items:
        fill_items(table)
    elif sides := list(dict.fromkeys(column.side for column in table.columns.values() if column.side)):
        for side in sides:
            fill_side(table, side)
    else:
        fill_rows(table)


def _fill_caption(table: TemplateTable, document: Document) -> None:
    """Name the agency and the year above the table where the template leaves them open."""
    agency = table.sheet.agency or document.agency.name
    for row in range(1, table.first):
        for cell in table.worksheet[row]:
            if isinstance(cell.value, str) and _OPEN.fullmatch(cell.value):
                put_text(cell, cell.value.strip() + agency)
            elif isinstance(cell.value, str) and row == table.title_row and document.year:
                put_text(cell, _YEAR.sub(str(document.year), cell.value))
