"""Lists without codes whose levels are told by the column that names a row: class, project, item printed stepwise."""

from collections.abc import Iterator

from medinsure_budget.checks.arithmetic.cells import Line, Table

_UNKNOWN = -2
_TOTAL = -1


def stepped(table: Table) -> Iterator[tuple[Line, list[Line]]]:
    """Each row with the rows of the next level below it; nothing where the columns tell no levels, or the sums deny them."""
    steps = [(_step(table, line), line) for line in table.lines]
    if any(step == _UNKNOWN for step, _ in steps) or len({step for step, _ in steps}) <= 1 + any(s == _TOTAL for s, _ in steps):
        return
    found = list(_families(steps))
    if 2 * sum(_adds_up(above, below) for above, below in found) > len(found):
        yield from found


def _step(table: Table, line: Line) -> int:
    """The last column of names that a row fills."""
    if line.is_total:
        return _TOTAL
    origin = line.row.origin
    if origin is None or len(table.sheet.columns) != origin.grid.width:
        return _UNKNOWN
    names = [n for n, column in enumerate(table.sheet.columns) if column.role == "name"]
    own = [cell.column for cell in origin.grid.anchored(origin.row) if cell.column in names and cell.text.strip()]
    return max(own, default=_UNKNOWN)


def _families(steps: list[tuple[int, Line]]) -> Iterator[tuple[Line, list[Line]]]:
    """Rows below another one up to the next of its own step or a higher one, of these the highest step."""
    for at, (step, line) in enumerate(steps):
        end = next((n for n in range(at + 1, len(steps)) if steps[n][0] <= step), len(steps))
        inner = steps[at + 1 : end]
        if inner:
            top = min(s for s, _ in inner)
            yield line, [x for s, x in inner if s == top]


def _adds_up(above: Line, below: list[Line]) -> bool:
    """Whether the rows below add up in every column."""
    sums = {f: sum(x.cells[f].fen for x in below if f in x.cells) for f in above.cells}
    return all(abs(cell.fen - sums[f]) <= cell.step * len(below) for f, cell in above.cells.items())
