"""Widths of columns and heights of rows: Excel fits neither to merged or wrapped text by itself."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby

from attrs import frozen

from medinsure_budget.money import Money
from medinsure_budget.writing.table import Table, TableCell

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
# Type of ten points stays readable down to about three quarters of its size.
_SQUEEZED = 1.3


@frozen
class PageFit:
    """How a table is put on A4: sideways or upright, and whether all of it on one page."""

    sideways: bool
    single: bool


def sideways(tables: Sequence[Table]) -> list[bool]:
    """Whether each table needs its page sideways; sisters in a row, which have the same subjects, stand alike."""
    alone = [_is_wide(table) for table in tables]
    keys = [tuple(c.path for c in table.columns if c.role in ("code", "name", "unit")) for table in tables]
    turned = list(alone)
    for _, group in groupby(range(len(tables)), key=lambda at: (keys[at] or at)):
        places = list(group)
        for at in places:
            turned[at] = any(alone[other] for other in places)
    return turned


def _is_wide(table: Table) -> bool:
    """Upright while the type stays readable; what is long needs the height."""
    widths = column_widths(table)
    width, height = sum(widths), sum(row_heights(table, widths).values())
    fits_upright = width <= _UPRIGHT[0] * _SQUEEZED and height > _SIDEWAYS[1]
    return width > _UPRIGHT[0] * (_SQUEEZED if fits_upright else 1.1)


def page_of(width: float, height: float, *, sideways: bool) -> PageFit:
    """Choose the page for a table: a short rest is drawn onto the same page."""
    across, down = _SIDEWAYS if sideways else _UPRIGHT
    room = down * max(1.0, width / across)
    return PageFit(sideways, single=height <= room * 1.2)


@lru_cache(maxsize=8192)
def width_of(text: str) -> int:
    """How many half-width characters a text takes."""
    return sum(2 if unicodedata.east_asian_width(ch) in "WFA" else 1 for ch in text)


def shown(cell: TableCell, *, thousands: bool) -> str:
    """The text a cell shows."""
    if isinstance(cell.value, Money):
        return f"{cell.value.amount:,f}" if thousands else f"{cell.value.amount:f}"
    return cell.value or ""


def column_widths(table: Table) -> list[float]:
    """A width for each column: its longest entry, within what its kind may take; small tables fill the page."""
    if table.widths:
        return list(table.widths)
    tried = (_widths(table, widest) for widest in _WIDEST)
    widths = next((w for w in tried if sum(w) <= _UPRIGHT[0] * _SQUEEZED), None) or _widths(table, _WIDEST[-1])
    missing = _UPRIGHT[0] - sum(widths)
    return [w + missing * w / sum(widths) for w in widths] if missing > 0 else widths


def _widths(table: Table, widest: Mapping[str, float]) -> list[float]:
    widths = [_LEAST] * table.width
    for cell in table.cells:
        if cell.columns == 1:
            wide = width_of(shown(cell, thousands=table.thousands)) + 2 * cell.indent + 2.0
            if cell.kind in ("money", "code", "number"):
                # A number that does not fit is drawn as ####, also where 宋体 is replaced by a wider type.
                wide *= 1.2
            room = min(wide, widest[cell.kind])
            widths[cell.column] = max(widths[cell.column], _without_orphan(cell.value, room) if cell.kind == "header" else room)
    return widths


def _without_orphan(words: str | Money | None, room: float) -> float:
    """The room of a header, wider where a single character would stand alone in its last line."""
    letters = width_of(str(words or "")) // 2
    across = max(1, int(room - 2) // 2)
    if letters <= across or letters % across != 1:
        return room
    return 2.0 * -(-letters // (letters // across)) + 2


def row_heights(table: Table, widths: list[float]) -> dict[int, float]:
    """The heights of the rows whose text needs more than one line."""
    lines: dict[int, int] = {}
    for cell in table.cells:
        room = sum(widths[cell.column : cell.column + cell.columns]) * _CHARACTERS - 2 * cell.indent
        needed = _lines(shown(cell, thousands=table.thousands), room)
        # A cell over several rows shares them.
        lines[cell.row] = max(lines.get(cell.row, 1), -(-needed // cell.rows))
    return {row: _height(count) for row, count in lines.items()}


def height_of(text: str, width: float) -> float:
    """The height of a row that holds one text over its whole width."""
    return _height(_lines(text, width - 2))


def _height(lines: int) -> float:
    return _LINE_HEIGHT * lines + 4.5


def _lines(text: str, room: float) -> int:
    parts: Iterable[str] = text.split("\n")
    return sum(max(1, -(-width_of(part) // max(1, int(room)))) for part in parts)
