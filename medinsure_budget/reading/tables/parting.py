"""Several tables in one grid: below one another, each with its title or header, or side by side."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import evolve

from medinsure_budget.evidence import Block, Cell, Grid, Line
from medinsure_budget.facts import fact
from medinsure_budget.reading.tables.captions import states_something
from medinsure_budget.reading.tables.cells import is_total_word
from medinsure_budget.reading.tables.columns import is_header_word
from medinsure_budget.reading.tables.headers import find_header
from medinsure_budget.reading.tables.titles import is_page_number, is_title

# The rows at the top of a sheet in which tables side by side have their titles.
_TITLES = 3
# A header has at most so many rows.
_MOST_HEADING = 10
_LONGEST_PAGE_NUMBER = 3
# So many known words, such as 科目编码 科目名称 金额, are a header even without figures below.
_WHOLE_HEADER = 3
# Fewer rows than that lie between numbers of rows rather than of pages.
_SHORTEST_PAGE = 2


def parted(grid: Grid) -> Iterator[Grid | Line]:
    """The tables of a grid, most often one: from left to right, then downward; and the numbers of pages between."""
    for part in _side_by_side(grid):
        for page in _pages(part):
            yield from _stacked(page) if isinstance(page, Grid) else [page]


def _pages(grid: Grid) -> list[Grid | Line]:
    """The pages that one sheet holds below one another, each with its number; their columns need not be the same."""
    numbers = [(r, int(text)) for r in range(1, grid.height) if (text := _page_number(grid, r))]
    steps = [(a, b) for a, b in pairwise(numbers) if b[1] - a[1] == 1 and b[0] - a[0] > _SHORTEST_PAGE]
    rows = sorted({r for step in steps for r, _ in step} | {r for r in range(1, grid.height) if _is_numbered_page(grid, r)})
    parts: list[Grid | Line] = []
    for top, bottom in pairwise([-1, *rows, grid.height] if rows else ()):
        if top + 1 < bottom:
            parts.append(_trimmed(_cut(grid, top + 1, bottom, 0, grid.width)))
        if bottom < grid.height:
            parts.append(Line("".join(grid.row_texts(bottom)), grid.line(bottom)))
    return parts or [grid]


def _trimmed(grid: Grid) -> Grid:
    """Without the blank columns at the right that other tables of the sheet have."""
    used = [c for c in range(grid.width) if any(grid.text(r, c).strip() for r in range(grid.height))]
    return _cut(grid, 0, grid.height, 0, used[-1] + 1) if used else grid


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
    """Parts that begin with a title or a header below figures."""
    if not _may_be_stacked(grid):
        return [grid]
    first = find_header(grid)
    edges, figures = [0], False
    again = [texts for r in range(first.depth) if sum(map(bool, texts := grid.row_texts(r))) > 1]
    for r in range(first.depth, grid.height - 1):
        cell = next((c for c in grid.places[r] if c is not None and c.text.strip()), None)
        if cell is None or cell.row != r:
            continue
        texts = grid.row_texts(r)
        if is_title(cell.text) and _alone(grid, r):
            edges.append(r)
            figures = False
        elif figures and (texts in again or (_is_header(texts) and _heads_figures(grid, r))):
            edges.append(_first_above(grid, r, edges[-1]))
            figures = False
        figures = figures or any(fact(text).figure for text in texts)
    bounds = pairwise([*edges, grid.height])
    return [_cut(grid, top, bottom, 0, grid.width) for top, bottom in bounds]


def _first_above(grid: Grid, header: int, last: int) -> int:
    """The first of the rows above a header that are one cell or a caption, below the ``last`` edge."""
    begin = header
    while begin - 1 > last and _stands_above(grid, begin - 1):
        begin -= 1
    return begin


def _stands_above(grid: Grid, row: int) -> bool:
    filled = [text for text in grid.row_texts(row) if not fact(text).blank]
    return bool(filled) and (all(map(states_something, filled)) or (len(filled) == 1 and not fact(filled[0]).figure))


def _may_be_stacked(grid: Grid) -> bool:
    """Whether a title or header words stand below, or some row begins like one of the first."""
    begins = [next((cell.text.strip() for cell in row if cell is not None and cell.text.strip()), "") for row in grid.places]
    times = Counter(filter(None, begins))
    below = any(is_title(text) or _is_header_text(text) for text in begins[1:] if text)
    return below or any(times[text] > 1 for text in begins[:_MOST_HEADING])


def _is_header(texts: Sequence[str]) -> bool:
    """Whether a row below figures is a header: nothing but words, most of them those of headers."""
    filled = [text for text in texts if text]
    if len(filled) < 2 or not all(fact(text).words for text in filled):
        return False
    return 2 * sum(map(_is_header_text, filled)) > len(filled)


def _heads_figures(grid: Grid, header: int) -> bool:
    """Whether words of a row stand above the next figures; those of a label that goes on in the next row do not.

    An empty table has none, but a header of several words that are all known.
    """
    filled = [text for text in grid.row_texts(header) if text]
    if len(filled) >= _WHOLE_HEADER and all(map(_is_header_text, filled)):
        return True
    for r in range(header + 1, min(header + _MOST_HEADING, grid.height)):
        columns = [c for c, text in enumerate(grid.row_texts(r)) if fact(text).figure]
        if columns:
            return any(grid.text(header, c).strip() for c in columns)
    return False


def _is_header_text(text: str) -> bool:
    return is_header_word(text) and not is_total_word(text)


def _alone(grid: Grid, row: int) -> bool:
    printed = (cell for cell in grid.anchored(row) if not fact(cell.text).blank)
    return next(printed, None) is not None and next(printed, None) is None


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
    """The grids, by identity, whose last row is the page's number: it counts with the pages, or from grid to grid."""
    found = [(id(grid), page, int(text)) for page, grid in blocks if isinstance(grid, Grid) and (text := _last_number(grid))]
    steps = Counter(number - page for _, page, number in found)
    with_pages = {grid for grid, page, number in found if steps[number - page] > 1}
    return with_pages | {grid for a, b in pairwise(found) if b[2] - a[2] == 1 for grid in (a[0], b[0])}


def _last_number(grid: Grid) -> str:
    return _page_number(grid, grid.height - 1) if grid.height > 1 else ""


def _page_number(grid: Grid, row: int) -> str:
    """The one short number of a row that holds nothing else."""
    text = "".join(grid.row_texts(row)).strip("-— ") if _alone(grid, row) else ""
    return text if text.isdecimal() and len(text) <= _LONGEST_PAGE_NUMBER else ""


def _is_numbered_page(grid: Grid, row: int) -> bool:
    """Whether a row says itself that it is the number of a page, such as 第2页共9页 or - 2 -."""
    text = "".join(grid.row_texts(row)) if _alone(grid, row) else ""
    return bool(text) and not fact(text).figure and is_page_number(text) and not text.isdecimal()


def without_last_row(grid: Grid) -> tuple[Grid, Line]:
    """A grid without its last row, and that row as a line."""
    last = grid.height - 1
    return _cut(grid, 0, last, 0, grid.width), Line("".join(grid.row_texts(last)), grid.line(last))
