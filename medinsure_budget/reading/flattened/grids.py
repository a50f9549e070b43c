"""Restored rows as a grid that the ordinary reader reads."""

from collections.abc import Sequence

from medinsure_budget.evidence import Cell, Grid
from medinsure_budget.forms import Column
from medinsure_budget.reading.flattened.regions import Region
from medinsure_budget.records import frozen


@frozen
class RestoredRow:
    """The texts of a row by column, and the line it was printed in."""

    line: int
    texts: tuple[str, ...]


def make_grid(region: Region, rows: Sequence[RestoredRow]) -> Grid:
    """Header words (merged as their paths say), ordinals and rows."""
    columns = region.header.columns
    depth = max(len(c.path) for c in columns)
    begin = region.heading[0].number
    places: list[list[Cell | None]] = [[None] * len(columns) for _ in range(depth)]
    for level in range(depth):
        for c in range(len(columns)):
            if places[level][c] is None:
                _put_heading(places, columns, level, c)
    body = [tuple(c.ordinal for c in columns)] if region.ordinals else []
    body += [row.texts for row in rows]
    places += [[Cell(t, depth + r, c) for c, t in enumerate(row)] for r, row in enumerate(body)]
    lines = [begin] * (depth + len(body) - len(rows)) + [row.line for row in rows]
    return Grid(tuple(map(tuple, places)), page=region.page, lines=tuple(lines), inferred=True)


def _put_heading(places: list[list[Cell | None]], columns: Sequence[Column], level: int, c: int) -> None:
    """Place a header word over the columns and levels that share it."""
    path = columns[c].path
    depth = len(places)
    if level >= len(path):
        return
    right = c + 1
    while level < len(path) - 1 and right < len(columns) and columns[right].path[: level + 1] == path[: level + 1]:
        right += 1
    bottom = depth if level == len(path) - 1 else level + 1
    cell = Cell(path[level], level, c, bottom - level, right - c)
    for line in places[level:bottom]:
        line[c:right] = [cell] * (right - c)
