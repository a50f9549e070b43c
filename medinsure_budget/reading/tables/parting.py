"""Several tables in one grid: below one another, each with its title or header, or side by side."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import evolve

from medinsure_budget.evidence import Block, Cell, Grid, Line
from medinsure_budget.facts import fact
from medinsure_budget.reading.tables.headers import find_header, row_texts
from medinsure_budget.reading.tables.titles import is_title

# The rows at the top of a sheet in which tables side by side have their titles.
_TITLES = 3
# A header has at most so many rows.
_MOST_HEADING = 10
_LONGEST_PAGE_NUMBER = 3


def parted(grid: Grid) -> Iterator[Grid]:
    """The tables of a grid, most often one: from left to right, then downward."""
    for part in _side_by_side(grid):
        yield from _stacked(part)


def _side_by_side(grid: Grid) -> list[Grid]:
    """Parts with a blank column between, each with a title of its own."""
    for r in range(min(_TITLES, grid.height)):
        titles = [cell for cell in grid.anchored(r) if cell.text.strip() and is_title(cell.text)]
        if len(titles) > 1:
            cuts = [_blank_before(grid, cell.column) for cell in titles[1:]]
            edges = [0, *(c for c in cuts if c), grid.width]
            return [_cut(grid, 0, grid.height, left, right) for left, right in pairwise(edges)]
    return [grid]


def _blank_before(grid: Grid, column: int) -> int:
    """The first column of a part, behind the last blank one before its title; 0 when none is blank."""
    blank = (c for c in range(column, 0, -1) if not any(grid.text(r, c - 1).strip() for r in range(grid.height)))
    return next(blank, 0)


def _stacked(grid: Grid) -> list[Grid]:
    """Parts that begin with a title below figures, or with the header of the first part anew."""
    if not _may_be_stacked(grid):
        return [grid]
    first = find_header(grid)
    edges, repeated = [0], -1
    heading = [row_texts(grid, r) for r in range(first.depth)]
    again = {next((t for t in texts if t), ""): texts for texts in heading if sum(map(bool, texts)) > 1}
    for r in range(first.depth, grid.height):
        cell = next((c for c in grid.places[r] if c is not None and c.text.strip()), None)
        if cell is None or cell.row != r:
            continue
        if is_title(cell.text) and _alone(grid, r) and r + 1 < grid.height:
            edges.append(r)
        elif cell.text.strip() in again and row_texts(grid, r) == again[cell.text.strip()]:
            begin, within, repeated = r, repeated == r - 1, r
            while not within and begin - 1 > edges[-1] and _alone(grid, begin - 1) and not fact(grid.text(begin - 1, 0)).figure:
                begin -= 1
            edges += [] if within else [begin]
    return [_cut(grid, top, bottom, 0, grid.width) for top, bottom in zip(edges, [*edges[1:], grid.height], strict=True)]


def _may_be_stacked(grid: Grid) -> bool:
    """Whether a title stands below, or some row begins like one of the first."""
    begins = [next((cell.text.strip() for cell in row if cell is not None and cell.text.strip()), "") for row in grid.places]
    times = Counter(filter(None, begins))
    return any(is_title(text) for text in begins[1:] if text) or any(times[text] > 1 for text in begins[:_MOST_HEADING])


def _alone(grid: Grid, row: int) -> bool:
    return sum(not fact(text).blank for text in row_texts(grid, row)) == 1


def _cut(grid: Grid, top: int, bottom: int, left: int, right: int) -> Grid:
    """A part of a grid as a grid of its own; cells that reach over its edges are cut there."""
    if (top, bottom, left, right) == (0, grid.height, 0, grid.width):
        return grid

    def moved(cell: Cell | None) -> Cell | None:
        if cell is None:
            return None
        row, column = max(cell.row - top, 0), max(cell.column - left, 0)
        rows, columns = min(cell.row + cell.rows, bottom) - top - row, min(cell.column + cell.columns, right) - left - column
        return evolve(cell, row=row, column=column, rows=rows, columns=columns)

    kept = {id(cell): moved(cell) for row in grid.places[top:bottom] for cell in row[left:right]}
    places = tuple(tuple(kept[id(cell)] for cell in row[left:right]) for row in grid.places[top:bottom])
    return evolve(grid, places=places, lines=grid.lines[top:bottom])


def page_number_rows(blocks: Sequence[tuple[int, Block]]) -> set[int]:
    """The grids, by identity, whose last row is the page's number: it counts with the pages, on several of them."""
    numbers = {id(grid): int(text) - page for page, grid in blocks if isinstance(grid, Grid) and (text := _last_number(grid))}
    steps = Counter(numbers.values())
    return {grid for grid, step in numbers.items() if steps[step] > 1}


def _last_number(grid: Grid) -> str:
    last = grid.height - 1
    text = "".join(row_texts(grid, last)) if last > 0 and _alone(grid, last) else ""
    return text if text.isdecimal() and len(text) <= _LONGEST_PAGE_NUMBER else ""


def without_last_row(grid: Grid) -> tuple[Grid, Line]:
    """A grid without its last row, and that row as a line."""
    last = grid.height - 1
    return _cut(grid, 0, last, 0, grid.width), Line("".join(row_texts(grid, last)), grid.line(last))
