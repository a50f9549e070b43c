"""Widths of columns and heights of rows: Excel fits neither to merged or wrapped text by itself."""

import unicodedata
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from medinsure_budget.lexicon import by_text
from medinsure_budget.money import Money
from medinsure_budget.records import frozen
from medinsure_budget.writing.table import CellKind, Table, TableCell

A4 = 9
# Pixels of a digit, in which a workbook counts the widths of its columns.
_DIGIT = 7
_LINE_HEIGHT = 14.5
_LEAST = 5.0
# The widths that entries may take before they wrap, tried from generous to narrow until the table fits upright.
_WIDEST = [
    {"header": header, "ordinal": 6.0, "name": name, "text": 44.0, "money": 24.0, "code": 11.0, "number": 6.0}
    for header, name in ((11.0, 38.0), (11.0, 28.0), (9.0, 24.0), (7.0, 20.0))
]
# An A4 page takes about this many characters across and this many points down, less the lines around the table.
_UPRIGHT, _SIDEWAYS = (92.0, 660.0), (138.0, 400.0)
# Widths are counted in digits of the workbook's default type, which are a little wider than half of a 宋体 of ten points.
_CHARACTERS = 1.04
# What stands in for 宋体 where it is not installed is wider, and headers are bold.
_WIDER = 1.2
# Type of ten points stays readable down to about three quarters of its size.
_SQUEEZED = 1.3


@frozen
class PageFit:
    """How a table is put on A4: sideways or upright, and whether all of it on one page."""

    sideways: bool
    single: bool


@frozen
class Measures:
    """The widths of a table's columns and the heights of its rows."""

    widths: list[float]
    heights: dict[int, float]

    @property
    def width(self) -> float:
        """The width of all columns."""
        return sum(self.widths)

    @property
    def height(self) -> float:
        """The height of all rows."""
        return sum(self.heights.values())


def measured(table: Table) -> Measures:
    """Measure a table."""
    texts = texts_of(table)
    widths = column_widths(table, texts)
    return Measures(widths, row_heights(table, texts, widths))


def sideways(tables: Sequence[Table], sizes: Sequence[Measures]) -> list[bool]:
    """Whether each table needs its page sideways; sisters in a row, which have the same subjects, stand alike."""
    alone = [_is_wide(size) for size in sizes]
    keys = [tuple(c.path for c in table.columns if c.role in ("code", "name", "unit")) for table in tables]
    turned = list(alone)
    for _, group in groupby(range(len(tables)), key=lambda at: (keys[at] or at)):
        places = list(group)
        for at in places:
            turned[at] = any(alone[other] for other in places)
    return turned


def _is_wide(size: Measures) -> bool:
    """Upright while the type stays readable; what is long needs the height."""
    fits_upright = size.width <= _UPRIGHT[0] * _SQUEEZED and size.height > _SIDEWAYS[1]
    return size.width > _UPRIGHT[0] * (_SQUEEZED if fits_upright else 1.1)


def page_of(size: Measures, *, sideways: bool) -> PageFit:
    """Choose the page for a table: a short rest is drawn onto the same page."""
    across, down = _SIDEWAYS if sideways else _UPRIGHT
    room = down * max(1.0, size.width / across)
    return PageFit(sideways, single=size.height <= room * 1.2)


def set_widths(worksheet: Any, widths: Sequence[float]) -> None:
    """Give the columns of a worksheet their widths."""
    for column, width in enumerate(widths):
        worksheet.set_column_pixels(column, column, round(width * _DIGIT))


@by_text
def width_of(text: str) -> int:
    """How many half-width characters a text takes."""
    return sum(2 if unicodedata.east_asian_width(ch) in "WFA" else 1 for ch in text)


def shown(cell: TableCell, *, thousands: bool) -> str:
    """The text a cell shows."""
    if isinstance(cell.value, Money):
        return f"{cell.value.amount:,f}" if thousands else f"{cell.value.amount:f}"
    return cell.value or ""


def texts_of(table: Table) -> list[str]:
    """The text that each cell shows."""
    return [shown(cell, thousands=table.thousands) for cell in table.cells]


def column_widths(table: Table, texts: Sequence[str] = ()) -> list[float]:
    """A width for each column: its longest entry, within what its kind may take; small tables fill the page.

    Args:
        table: The table.
        texts: The text that each cell shows, where that is known.
    """
    if table.widths:
        return list(table.widths)
    wanted = _wanted(table, texts or texts_of(table))
    headers = [cell for cell in table.cells if cell.kind == "header" and cell.columns == 1 and cell.value]
    tried = (_widths(table.width, wanted, headers, widest) for widest in _WIDEST)
    widths = next((w for w in tried if sum(w) <= _UPRIGHT[0] * _SQUEEZED), None) or _widths(
        table.width, wanted, headers, _WIDEST[-1]
    )
    missing = _UPRIGHT[0] - sum(widths)
    if missing <= 0:
        return widths
    filled = [w + missing * w / sum(widths) for w in widths]
    for cell in headers:
        filled[cell.column] = max(filled[cell.column], _without_orphan(cell.value, filled[cell.column]))
    return filled


def _wanted(table: Table, texts: Sequence[str]) -> dict[tuple[int, CellKind], float]:
    """What the longest entry of each kind in each column takes in one line."""
    wanted: dict[tuple[int, CellKind], float] = {}
    for cell, text in zip(table.cells, texts, strict=True):
        if cell.columns == 1 and (text or cell.indent):
            place, wide = (cell.column, cell.kind), width_of(text) + 2 * cell.indent + 2.0
            if wide > wanted.get(place, 0.0):
                wanted[place] = wide
    # A number that does not fit is drawn as ####, also where 宋体 is replaced by a wider type.
    return {place: wide * _WIDER if place[1] in ("money", "code", "number") else wide for place, wide in wanted.items()}


def _widths(
    count: int, wanted: Mapping[tuple[int, CellKind], float], headers: Sequence[TableCell], widest: Mapping[str, float]
) -> list[float]:
    widths = [_LEAST] * count
    for (column, kind), wide in wanted.items():
        widths[column] = max(widths[column], min(wide, widest[kind]))
    for cell in headers:
        room = min(width_of(str(cell.value)) + 2 * cell.indent + 2.0, widest["header"])
        widths[cell.column] = max(widths[cell.column], _without_orphan(cell.value, room))
    return widths


def _without_orphan(words: str | Money | None, room: float) -> float:
    """The room of a header, wider where a single character would stand alone in its last line, be its type wide or narrow."""
    letters, most = width_of(str(words or "")) // 2, max(1, int(room - 2) // 2)
    least = max(1, int((room - 2) / 2 / _WIDER))
    alone = [across for across in range(least, most + 1) if letters > across and letters % across == 1]
    if not alone:
        return room
    return max(room, 2.0 * _WIDER * -(-letters // (letters // alone[0])) + 2)


def row_heights(table: Table, texts: Sequence[str], widths: list[float]) -> dict[int, float]:
    """The heights of the rows whose text needs more than one line."""
    lines = {cell.row: 1 for cell in table.cells}
    for cell, text in zip(table.cells, texts, strict=True):
        room = sum(widths[cell.column : cell.column + cell.columns]) * _CHARACTERS - 2 * cell.indent
        # A cell over several rows shares them.
        if text and (needed := -(-_lines(text, room) // cell.rows)) > lines[cell.row]:
            lines[cell.row] = needed
    return {row: _height(count) for row, count in lines.items()}


def height_of(text: str, width: float) -> float:
    """The height of a row that holds one text over its whole width."""
    return _height(max(1, _lines(text, width - 2)))


def _height(lines: int) -> float:
    return _LINE_HEIGHT * lines + 4.5


def _lines(text: str, room: float) -> int:
    across = max(1, int(room))
    return sum(max(1, -(-width_of(part) // across)) for part in text.split("\n")) if "\n" in text else -(-width_of(text) // across)
