"""Live sums: formulas where the printed figure is exactly the sum of printed figures."""

from collections.abc import Iterator, Mapping

from medinsure_budget.forms.declare import Row
from medinsure_budget.money import Money, total
from medinsure_budget.writing.table import Table, TableCell

Place = tuple[int, int]


def formulas_of(table: Table, top: int) -> dict[Place, str]:
    """A formula for each cell that a declared sum gives exactly; ``top`` is the worksheet row of the header.

    A figure that differs from its sum by a rounding tail stays the printed number: a formula would change it.
    """
    cells = {(cell.row, cell.column): cell for cell in table.body if isinstance(cell.value, Money)}
    found: dict[Place, str] = {}
    for place, cell in cells.items():
        for parts in (_across(cell, cells), _downward(cell, cells)):
            if place not in found and len(parts) > 1 and _adds_up(cell, parts):
                found[place] = "=" + "+".join(_address(part, top) for part in parts)
    return found


def _adds_up(cell: TableCell, parts: list[TableCell]) -> bool:
    return total(p.value for p in parts if isinstance(p.value, Money)) == cell.value


def _address(cell: TableCell, top: int) -> str:
    from openpyxl.utils import get_column_letter

    return f"{get_column_letter(cell.column + 1)}{top + cell.row}"


def _across(cell: TableCell, cells: Mapping[Place, TableCell]) -> list[TableCell]:
    """The cells of the same row whose fields add up to this one, without those that another part contains."""
    if cell.source is None or cell.field not in cell.source.form.fields:
        return []
    fields = cell.source.form.fields
    same = {c.field: c for c in cells.values() if c.source is cell.source and c.field}
    parts = [name for name in fields[cell.field].sums if name in same]
    inner = {name for part in parts for name in fields[part].sums}
    return [same[name] for name in parts if name not in inner]


def _downward(cell: TableCell, cells: Mapping[Place, TableCell]) -> list[TableCell]:
    """The cells of the same column in the rows one level below: children of a subject, parts of a fixed line."""
    row = cell.source
    if row is None:
        return []
    below = [c for c in cells.values() if c.column == cell.column and c.source is not None and c.source is not row]
    keys = set(_line_parts(row))
    return [c for c in below if c.source is not None and (_is_child(c.source, row) or c.source.line in keys - {""})]


def _line_parts(row: Row) -> Iterator[str]:
    for line in row.form.lines:
        if row.line and line.key == row.line:
            yield from line.sums


def _is_child(row: Row, parent: Row) -> bool:
    if parent.is_total:
        return row.depth == 1
    return bool(parent.depth) and row.depth == parent.depth + 1 and row.code.startswith(parent.code)
