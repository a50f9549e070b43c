"""A statement as a grid of cells ready to be drawn: header tree, sides beside each other, totals aligned.

Every writer (Excel, Word, HTML) draws the same tables.
"""

from collections.abc import Iterator, Sequence
from typing import Literal

import attrs

from medinsure_budget.allowance import spend
from medinsure_budget.editions import Printed
from medinsure_budget.forms import Column, Row, Sheet
from medinsure_budget.money import Money, Unit
from medinsure_budget.records import frozen, value
from medinsure_budget.writing.levels import depths
from medinsure_budget.writing.lines import Entry, Line, block_lines, blocks, side_by_side

CellKind = Literal["header", "ordinal", "code", "name", "number", "money", "text"]
_KINDS: dict[str, CellKind] = {
    "code": "code", "unit_code": "code", "name": "name", "unit": "name", "line_number": "number", "money": "money",
    "text": "text",
}  # fmt: skip
_BLANK = Entry(None)


@value
class TableCell:
    """A cell to draw.

    Attributes:
        row: Its row in the table, the header's first row being 0.
        column: Its first column.
        value: Words, an amount, or nothing.
        kind: What it holds.
        rows: How many rows it covers.
        columns: How many columns it covers.
        indent: The level below 类, for names.
        bold: Whether it belongs to a total.
        field: The form's field of an amount, empty otherwise.
        source: The statement's row it was taken from.
    """

    row: int
    column: int
    value: str | Money | None
    kind: CellKind
    rows: int = 1
    columns: int = 1
    indent: int = 0
    bold: bool = False
    field: str = ""
    source: Row | None = attrs.field(default=None, repr=False)


@frozen
class Table:
    """A statement to draw.

    Attributes:
        title: The title line.
        number: Such as 公开01表, may be empty.
        agency: The line that names the agency, may be empty.
        unit: The line that states the unit of money.
        columns: The leaf columns.
        header: The cells of the header, 栏次 included.
        body: The cells below the header.
        header_rows: How many rows the header has.
        height: How many rows there are with the header.
        remarks: The lines under the table.
        thousands: Whether amounts are drawn with separators.
        widths: Widths of the columns in characters, empty to fit them to their entries.
    """

    title: str
    number: str
    agency: str
    unit: str
    columns: tuple[Column, ...]
    header: tuple[TableCell, ...]
    body: tuple[TableCell, ...]
    header_rows: int
    height: int
    remarks: tuple[str, ...]
    thousands: bool = False
    widths: tuple[float, ...] = ()

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.columns)

    @property
    def cells(self) -> tuple[TableCell, ...]:
        """All cells, the header's first."""
        return self.header + self.body


def lay_out(sheet: Sheet[Row], printed: Printed, subjects: Sequence[Row] = ()) -> Table:
    """Lay a statement out as it is printed.

    Args:
        sheet: The statement, arranged in its edition (see `medinsure_budget.writing.arrange`).
        printed: The layout.
        subjects: Functional subjects with codes, which tell the levels of those printed by name only.
    """
    spend(sheet.title)
    columns = sheet.columns or printed.columns
    header, header_rows = _header(columns)
    levels = depths(sheet, subjects)
    parts = [(block, block_lines(sheet, printed, block, levels)) for block in blocks(columns)]
    lines = side_by_side(parts, printed)
    body = [cell for i, line in enumerate(lines) for cell in _cells(line, header_rows + i, columns)]
    return Table(
        title=sheet.title,
        number=sheet.number,
        agency=(sheet.agency_line or printed.agency_line).replace("{agency}", sheet.agency) if sheet.agency or sheet.agency_line else "",
        unit="" if sheet.unit is Unit.UNKNOWN else (sheet.unit_line or printed.unit_line).replace("{unit}", sheet.unit.value),
        columns=columns,
        header=tuple(header),
        body=tuple(_groups_joined(body, columns)),
        header_rows=header_rows,
        height=header_rows + len(lines),
        remarks=sheet.remarks,
        thousands=printed.thousands,
    )


def _cells(line: Line, row: int, columns: Sequence[Column]) -> Iterator[TableCell]:
    """The cells of a line; columns without an entry are drawn blank."""
    column = 0
    while column < len(columns):
        kind = _KINDS[columns[column].role]
        entry = line.entries.get(column, _BLANK)
        yield TableCell(
            row, column, entry.value, kind, columns=entry.columns, indent=entry.indent, bold=entry.bold,
            field=entry.field, source=entry.source,
        )  # fmt: skip
        column += entry.columns


def _groups_joined(body: list[TableCell], columns: Sequence[Column]) -> list[TableCell]:
    """The name of a group stands once beside its rows, where two columns of names stand side by side."""
    names = [i for i, column in enumerate(columns) if column.role == "name"]
    if len(names) != 2 or names[1] != names[0] + 1:
        return body
    joined: list[TableCell] = []
    group: TableCell | None = None
    place = 0
    for cell in body:
        if cell.column != names[0]:
            joined.append(cell)
        elif group is not None and group.columns == cell.columns == 1 and cell.value and cell.value == group.value:
            group = joined[place] = attrs.evolve(group, rows=group.rows + 1)
        else:
            group, place = cell, len(joined)
            joined.append(cell)
    return joined


def _header(columns: Sequence[Column]) -> tuple[list[TableCell], int]:
    """The merged header tree and the row of 栏次.

    In the national final accounts 类 款 项 stand in the row of 栏次: this is so where only the codes are one
    level deeper than everything else.
    """
    numbered = any(c.ordinal for c in columns)
    others = max((len(c.path) for c in columns if c.role != "code"), default=1)
    deepest = max((len(c.path) for c in columns), default=1)
    sunk = numbered and deepest == others + 1
    depth = others if sunk else deepest
    cells = [cell for level in range(depth) for cell in _level(columns, level, depth)]
    if numbered:
        cells += _ordinals(columns, depth)
    return cells, depth + numbered


def _level(columns: Sequence[Column], level: int, depth: int) -> Iterator[TableCell]:
    start = 0
    while start < len(columns):
        path = columns[start].path
        end = start + 1
        while end < len(columns) and _same_group(columns[start], columns[end], level):
            end += 1
        if level < len(path):
            leaf = level == len(path) - 1
            yield TableCell(level, start, path[level], "header", depth - level if leaf else 1, end - start)
        elif not path and level == 0:
            yield TableCell(0, start, "", "header", depth)
        start = end


def _same_group(one: Column, other: Column, level: int) -> bool:
    """Neighbours share a header cell when their words agree down to it; blocks and sides never share a leaf."""
    if one.path[: level + 1] != other.path[: level + 1] or len(one.path) <= level:
        return False
    apart = (one.side, one.panel, one.role) != (other.side, other.panel, other.role)
    leaf = level in (len(one.path) - 1, len(other.path) - 1)
    return not (leaf and (apart or one.role == "money"))


def _ordinals(columns: Sequence[Column], row: int) -> Iterator[TableCell]:
    starred = any(c.ordinal.startswith("*") for c in columns)
    for i, column in enumerate(columns):
        sunk = column.path[row] if len(column.path) > row else ""
        label = "栏次" if column.role in ("name", "unit") and not starred else ""
        yield TableCell(row, i, column.ordinal or sunk or label, "ordinal")


