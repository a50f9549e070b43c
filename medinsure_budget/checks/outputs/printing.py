"""The print set-up of workbooks with findings: on A4, as wide as the page, the head on every page, no words cut off."""

from collections.abc import Iterator
from typing import Any

from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

Sheet = Any  # openpyxl's worksheets have no useful types
_LINE = 14.0
_LEAST, _MOST, _USUAL = 8, 24, 13.0
# What stands upright while its type stays readable, and how many lines of it one page holds.
_UPRIGHT, _DOWN, _DOWN_SIDEWAYS = 110.0, 64, 42


def set_widths(sheet: Sheet) -> None:
    """Give each column the width of its longest entry; what is longer than a few words wraps, sentences in wider columns."""
    for at, cells in enumerate(sheet.iter_cols(values_only=True), 1):
        longest = max((_width(str(value)) for value in cells if value is not None), default=0)
        sheet.column_dimensions[get_column_letter(at)].width = min(_MOST if longest < 4 * _MOST else 2 * _MOST, max(_LEAST, longest + 2))


def wrapped(sheet: Sheet, top: int, width: float = 0) -> None:
    """Let rows show all of their words.

    Args:
        sheet: A sheet whose columns have their widths.
        top: The first of the rows; the only one where a width is given.
        width: The width of what goes over all columns.
    """
    whole = Alignment(wrap_text=True, vertical="top")
    for row in sheet.iter_rows(min_row=top, max_row=top if width else None):
        needed = 1
        for cell, room in _rooms(sheet, row):
            cell.alignment = whole
            needed = max(needed, sum(-(-_width(part) // max(1, int(width or room) - 1)) for part in cell.value.split("\n")))
        sheet.row_dimensions[row[0].row].height = _LINE * needed + 2


def _rooms(sheet: Sheet, row: tuple[Any, ...]) -> Iterator[tuple[Any, float]]:
    for cell in row:
        if isinstance(cell.value, str) and not isinstance(cell, MergedCell):
            yield cell, sheet.column_dimensions[cell.column_letter].width


def for_print(sheet: Sheet) -> None:
    """Put a sheet on A4: as wide as the page, what is frozen above on each page, lines between the cells."""
    across = sum(_across(sheet, at) for at in range(1, sheet.max_column + 1))
    upright = across <= _UPRIGHT
    single = all(own.height is None for own in sheet.row_dimensions.values()) and sheet.max_row <= (_DOWN if upright else _DOWN_SIDEWAYS)
    setup = sheet.page_setup
    setup.paperSize = sheet.PAPERSIZE_A4
    setup.orientation = sheet.ORIENTATION_PORTRAIT if upright else sheet.ORIENTATION_LANDSCAPE
    setup.fitToWidth, setup.fitToHeight = 1, int(single)
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"1:{_head(sheet)}"
    sheet.print_options.gridLines = True
    sheet.oddFooter.center.text = "&P/&N"


def _across(sheet: Sheet, at: int) -> float:
    letter = get_column_letter(at)
    return float(sheet.column_dimensions[letter].width) if letter in sheet.column_dimensions else _USUAL


def _head(sheet: Sheet) -> int:
    """How many rows are frozen."""
    return int("".join(mark for mark in sheet.freeze_panes if mark.isdecimal())) - 1


def _width(text: str) -> int:
    """How many half-width characters a text takes."""
    return sum(1 if letter < "\x7f" else 2 for letter in text)
