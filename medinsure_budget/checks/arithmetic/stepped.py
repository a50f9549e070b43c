"""Lists without codes whose levels are told by the column that names a row: class, project, item printed stepwise."""

from collections.abc import Iterator

from medinsure_budget.checks.arithmetic.cells import Line, Table


def stepped(table: Table) -> Iterator[tuple[Line, list[Line]]]:
    """Each row with the rows of the next level below it; nothing where the columns tell no levels, or the sums deny them."""
    steps = [(step, line) for line in table.lines if (step := _step(table, line)) is not None]
    if len(steps) < len(table.lines):
        return
    found = list(_families(steps))
    if 2 * sum(_adds_up(above, below) for above, below in found) > len(found):
        yield from found


def _step(table: Table, line: Line) -> int | None:
    """Which column is the last one of names that a row fills: 0 for 合计, ``None`` where that is not told."""
    if line.is_total:
        return 0
    origin = line.row.origin
    if origin is None or len(table.sheet.columns) != origin.grid.width:
        return None
    filled = {cell.column for cell in origin.grid.anchored(origin.row) if cell.text.strip()}
    own = [n for n, column in enumerate(table.sheet.columns, 1) if column.role == "name" and n - 1 in filled]
    return max(own, default=None)


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
