"""Tables without rulings: lines whose figures stand below one another.

A table is known by at least two neighbouring lines that hold figures apart from their labels. Its columns are the
stripes that the words of these lines occupy; the white between them is what a ruling would be elsewhere.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import define

from medinsure_budget.evidence import Box, Cell, Grid
from medinsure_budget.money import is_amount
from medinsure_budget.sources.pdf.words import Run

# Lines further apart than this (in heights of type) belong to different tables.
_PITCH = 4.0
# So many lines without figures may stand between two with figures: wrapped labels and headings of groups.
_INTERRUPTION = 2
# A header is at most this many lines high.
_HEADER = 5


@define(eq=False)
class _Row:
    """A printed line in its parts."""

    run: Run
    chunks: list[Run]
    boxes: list[Box]
    figures: bool

    @property
    def top(self) -> float:
        return min(box.top for box in self.boxes)

    @property
    def bottom(self) -> float:
        return max(box.bottom for box in self.boxes)


def find_tables(lines: Sequence[Run], page: int) -> tuple[list[Grid], list[Run]]:
    """Take the unruled tables out of the lines of a page; the second value are the lines that remain."""
    if sum(_has_gap(line) for line in lines) < 2:  # noqa: PLR2004 - one line is no table
        return [], list(lines)
    rows = [_row(line) for line in lines]
    grids: list[Grid] = []
    rest: list[Run] = []
    end = 0
    for first, last in _bodies(rows):
        start = _header_start(rows, first, end)
        columns = _columns(rows[first : last + 1])
        if len(columns) < 2:  # noqa: PLR2004 - one column is a list
            continue
        rest += lines[end:start]
        grids.append(_grid(rows[start : last + 1], columns, page))
        end = last + 1
    return grids, [*rest, *lines[end:]]


def _has_gap(line: Run) -> bool:
    return any(glyph.left - before.right > glyph.bottom - glyph.top for before, glyph in pairwise(line.glyphs))


def _row(line: Run) -> _Row:
    chunks = line.chunks() if _has_gap(line) else [line]
    texts = [chunk.text for chunk in chunks]
    amounts = [text for text in texts[1:] if is_amount(text)]
    # One whole number after words is the page in a list of contents; figures have decimals, thousands, or company.
    figures = len(amounts) > 1 or any("." in text or "," in text for text in amounts)
    return _Row(line, chunks, [chunk.box for chunk in chunks], figures)


def _bodies(rows: list[_Row]) -> Iterator[tuple[int, int]]:
    """The first and last line of each stretch of lines with figures."""
    stretch: list[int] = []
    for index, row in enumerate(rows):
        if not row.figures:
            continue
        if stretch and not _continues(rows[stretch[-1] : index + 1]):
            if len(stretch) > 1:
                yield stretch[0], stretch[-1]
            stretch = []
        stretch.append(index)
    if len(stretch) > 1:
        yield stretch[0], stretch[-1]


def _continues(rows: list[_Row]) -> bool:
    """Whether the last line belongs to the table of the first."""
    return len(rows) <= _INTERRUPTION + 2 and all(_near(above, below) for above, below in pairwise(rows))


def _near(above: _Row, below: _Row) -> bool:
    return below.top - above.bottom < _PITCH * (below.bottom - below.top)


def _header_start(rows: list[_Row], first: int, earliest: int) -> int:
    """Walk up from the first figures over lines in several parts; ``label: value`` lines stand above a table."""
    start = first
    for index in range(first - 1, max(earliest, first - _HEADER) - 1, -1):
        row = rows[index]
        if len(row.chunks) > 1 and _near(row, rows[index + 1]) and not any(mark in row.run.text for mark in "：:。"):
            start = index
        elif start == first or not _near(row, rows[index + 1]):
            break
        # A line in one part may be a heading over some columns, if a header line stands above it; else a title.
    return start


def _columns(rows: list[_Row]) -> list[tuple[float, float]]:
    """The stripes that the words of lines with figures occupy."""
    extents = sorted((box.left, box.right) for row in rows if row.figures for box in row.boxes)
    stripes = [extents[0]]
    for left, right in extents[1:]:
        if left <= stripes[-1][1]:
            stripes[-1] = stripes[-1][0], max(right, stripes[-1][1])
        else:
            stripes.append((left, right))
    return stripes


def _grid(rows: list[_Row], columns: list[tuple[float, float]], page: int) -> Grid:
    """One grid row a printed line."""
    bounds = [(before[1] + after[0]) / 2 for before, after in pairwise(columns)]
    left = min(columns[0][0], *(box.left for row in rows for box in row.boxes))
    right = max(columns[-1][1], *(box.right for row in rows for box in row.boxes))
    edges = [left, *bounds, right]
    places = tuple(_cells(row, number, columns, edges) for number, row in enumerate(rows))
    return Grid(places, page=page, merged=False, box=Box(left, rows[0].top, right, rows[-1].bottom))


def _cells(row: _Row, number: int, columns: list[tuple[float, float]], edges: list[float]) -> tuple[Cell, ...]:
    texts = [""] * len(columns)
    for chunk, box in zip(row.chunks, row.boxes, strict=True):
        column = _column(box, columns)
        texts[column] = f"{texts[column]} {chunk.text}".strip()
    return tuple(
        Cell(text, number, column, box=Box(edges[column], row.top, edges[column + 1], row.bottom))
        for column, text in enumerate(texts)
    )


def _column(box: Box, columns: list[tuple[float, float]]) -> int:
    """The first stripe a part touches, else the nearest."""
    for index, (left, right) in enumerate(columns):
        if box.left <= right and box.right >= left:
            return index
    middle = (box.left + box.right) / 2
    return min(range(len(columns)), key=lambda index: min(abs(middle - edge) for edge in columns[index]))
