"""A piece of a table whose columns are not those of the page before: which of them are which."""

from collections.abc import Sequence

from medinsure_budget.evidence import Grid
from medinsure_budget.facts import fact
from medinsure_budget.forms import Column
from medinsure_budget.reading.tables.cells import is_total_word
from medinsure_budget.reading.tables.regrid import regrouped

# At most one cell in so many may be of another kind than its column.
_MOST_STRANGE = 12
# A piece has at most so many times the columns of its table.
_MOST_TIMES = 4


def onto_columns(grid: Grid, first: int, columns: Sequence[Column]) -> Grid | None:
    """The piece of a table under the columns of the table; ``None`` when its cells are of other kinds.

    Pages lose the blank columns at their end and the rules between columns of a code that no row fills, or have
    rules that part no columns.

    Args:
        grid: The piece.
        first: Its first row of data.
        columns: Of the table that it may go on with.
    """
    rows = [[(c.column, c.text) for c in grid.anchored(r) if not fact(c.text).blank] for r in range(first, grid.height)]
    strips = _strips(rows, grid.width, sum(not _is_blank(column) for column in columns))
    filled = sum(map(len, rows))
    if strips is None or not filled:
        return None
    texts = [[text for row in rows for c, text in row if c in strip] for strip in strips]
    cost, targets = _cheapest([[sum(_is_strange(t, column) for t in held) for column in columns] for held in texts])
    if cost * _MOST_STRANGE > filled:
        return None
    groups: list[list[int]] = [[] for _ in columns]
    for strip, target in zip(strips, targets, strict=True):
        groups[target] = strip
    return regrouped(grid, groups)


def _strips(rows: Sequence[Sequence[tuple[int, str]]], width: int, most: int) -> list[list[int]] | None:
    """The columns of a piece; where it has too many, blank ones are left out and others joined that no row fills both."""
    if width <= most:
        return [[c] for c in range(width)]
    used = {c: {r for r, row in enumerate(rows) if any(c == column for column, _ in row)} for c in range(width)}
    figures = {c: any(fact(t).figure and not fact(t).code for row in rows for column, t in row if column == c) for c in used}
    strips = [[c] for c in used if used[c]]
    if len(strips) > _MOST_TIMES * most:
        return None

    def joins(at: int) -> bool:
        left, right = strips[at][-1], strips[at + 1][0]
        return not used[left] & used[right] and figures[left] == figures[right]

    while len(strips) > most:
        # The nearest first: a doubled rule parts what lies side by side.
        pairs = [(strips[at + 1][0] - strips[at][-1], at) for at in range(len(strips) - 1) if joins(at)]
        if not pairs:
            return None
        _, at = min(pairs)
        both = used[strips[at][-1]] | used[strips[at + 1][0]]
        strips[at : at + 2] = [strips[at] + strips[at + 1]]
        used.update(dict.fromkeys(strips[at], both))
    return strips


def _cheapest(costs: Sequence[Sequence[int]]) -> tuple[int, list[int]]:
    """A column for each strip, in order, so that the fewest cells are strange; of equals the leftmost."""
    width = len(costs[0])
    best: list[tuple[int, list[int]]] = [(0, [])] * (width + 1)
    for number, cost in enumerate(costs):
        further: list[tuple[int, list[int]]] = [(10**9, [])] * (number + 1)
        for c in range(number, width):
            here = (best[c][0] + cost[c], [*best[c][1], c])
            further.append(min(further[-1], here, key=lambda option: option[0]) if c > number else here)
        best = further
    return best[-1]


def _is_strange(text: str, column: Column) -> bool:
    """Whether a text is of another kind than a column holds."""
    known = fact(text)
    if column.role in ("money", "rate", "count"):
        return not (known.blank or known.figure or known.unreadable or known.count is not None)
    if column.role == "text":
        return _is_blank(column)
    if known.blank or is_total_word(text):
        return False
    if column.role in ("code", "unit_code"):
        return not (known.code or known.part)
    return known.number is None if column.role == "line_number" else not known.words


def _is_blank(column: Column) -> bool:
    """Whether a column holds nothing and is headed by nothing, as rules make that part no columns."""
    return column.role == "text" and not column.path
