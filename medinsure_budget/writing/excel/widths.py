"""Widths of columns and heights of rows: Excel fits neither to merged or wrapped text by itself."""

import unicodedata
from collections.abc import Iterable

from medinsure_budget.money import Money
from medinsure_budget.writing.table import Table, TableCell

_LINE_HEIGHT = 14.5
_LEAST, _WIDEST = 5.0, {"header": 14.0, "name": 40.0, "text": 42.0, "money": 22.0, "code": 10.0, "number": 6.0}


def width_of(text: str) -> int:
    """How many half-width characters a text takes."""
    return sum(2 if unicodedata.east_asian_width(ch) in "WFA" else 1 for ch in text)


def shown(cell: TableCell, *, thousands: bool) -> str:
    """The text a cell shows."""
    if isinstance(cell.value, Money):
        return f"{cell.value.amount:,f}" if thousands else f"{cell.value.amount:f}"
    return cell.value or ""


def column_widths(table: Table) -> list[float]:
    """A width for each column: its longest entry, within what its kind may take."""
    widths = [_LEAST] * table.width
    for cell in table.cells:
        if cell.columns > 1:
            continue
        wide = width_of(shown(cell, thousands=table.thousands)) + 2 * cell.indent + 2
        widths[cell.column] = max(widths[cell.column], min(wide, _WIDEST.get(cell.kind, 8.0)))
    return widths


def row_heights(table: Table, widths: list[float]) -> dict[int, float]:
    """The heights of the rows whose text needs more than one line."""
    lines: dict[int, int] = {}
    for cell in table.cells:
        room = sum(widths[cell.column : cell.column + cell.columns]) - 2 * cell.indent - 1
        needed = _lines(shown(cell, thousands=table.thousands), room)
        # A cell over several rows shares them.
        lines[cell.row] = max(lines.get(cell.row, 1), -(-needed // cell.rows))
    return {row: _LINE_HEIGHT * count + 4.5 for row, count in lines.items()}


def _lines(text: str, room: float) -> int:
    parts: Iterable[str] = text.split("\n")
    return sum(max(1, -(-width_of(part) // max(1, int(room)))) for part in parts)
