"""A lattice and the characters inside it -> a grid."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby, pairwise
from operator import itemgetter

from medinsure_budget.evidence import Box, Cell, Grid
from medinsure_budget.money import is_amount
from medinsure_budget.sources.pdf.lattice import Lattice, Region
from medinsure_budget.sources.pdf.spans import Span
from medinsure_budget.sources.pdf.words import Run, cell_text, runs

Contents = dict[int, list[Span]]
_OUTSIDE = -1
_height = itemgetter(2, 4)


def fill(lattice: Lattice, spans: list[Span], page: int) -> tuple[Grid | None, list[Span]]:
    """Put characters into the cells of a table; the second value are those that stand outside of it.

    The grid is ``None`` (and no character used) when the rulings are no table: frames and charts.
    """
    contents, rest = _sort_in(lattice, spans)
    if not _is_table(lattice, contents):
        return None, spans
    parted = _part_rows(lattice, contents)
    if parted is not lattice:
        lattice = parted
        contents, _ = _sort_in(lattice, [span for held in contents.values() for span in held])
    return _grid(lattice, contents, page), rest


def _sort_in(lattice: Lattice, spans: Iterable[Span]) -> tuple[Contents, list[Span]]:
    """Find for each character the region its middle lies in; the cover map makes merged cells no special case."""
    xs, ys = lattice.xs, lattice.ys
    # One column more: what stands right of the table finds the last place, what stands left of it does so too.
    cover = [[_OUTSIDE] * len(xs) for _ in range(len(ys) - 1)]
    for number, region in enumerate(lattice.regions):
        for row in range(region.row, region.row + region.rows):
            cover[row][region.column : region.column + region.columns] = [number] * region.columns
    contents: defaultdict[int, list[Span]] = defaultdict(list)
    # Characters of one line follow one another: the row is looked for once for all of them.
    for (high, low), line in groupby(spans, key=_height):
        y = (high + low) / 2
        if not ys[0] <= y < ys[-1]:
            contents[_OUTSIDE] += line
            continue
        numbers = cover[bisect_right(ys, y) - 1]
        for span in line:
            middle, last_middle = span.middles
            first = bisect_right(xs, middle) - 1
            last = first if last_middle == middle else bisect_right(xs, last_middle) - 1
            if first == last or numbers[first] == numbers[last] != _OUTSIDE:
                contents[numbers[first]].append(span)
            else:
                for letter in span.letters:
                    contents[numbers[bisect_right(xs, letter.middles[0]) - 1]].append(letter)
    rest = contents.pop(_OUTSIDE, [])
    return dict(contents), rest


def _is_table(lattice: Lattice, contents: Contents) -> bool:
    """Frames hold one text, charts hold text in places that no ruling closes."""
    if not contents or all(region.open for region in lattice.regions):
        return False
    return len(lattice.xs) > 2 or len(contents) > 1


def _part_rows(lattice: Lattice, contents: Contents) -> Lattice:
    """Part the rows of tables that rule their columns only: where a cell holds one figure under another."""
    cuts: dict[int, list[float]] = {}
    for number, region in enumerate(lattice.regions):
        # Each of these figures has its point, and few cells have two.
        spans = contents.get(number, ())
        if len(spans) > 1 and region.rows == 1 and sum(span.text.count(".") for span in spans) > 1:
            lines = runs(spans)
            if len(lines) > 1 and all(_is_printed_amount(line) for line in lines):
                cuts[region.row] = max(cuts.get(region.row, []), _between(lines), key=len)
    return _cut(lattice, cuts) if cuts else lattice


def _is_printed_amount(line: Run) -> bool:
    """A complete amount: one that was wrapped in a narrow column has its decimals on the last line only."""
    return "." in line.text[1:-1] and is_amount(line.text)


def _between(lines: list[Run]) -> list[float]:
    return [(above.box.bottom + below.box.top) / 2 for above, below in pairwise(lines)]


def _cut(lattice: Lattice, cuts: dict[int, list[float]]) -> Lattice:
    """Insert rows; cells that span several rows stay whole, the others are parted with their row."""
    ys, starts = [lattice.ys[0]], []
    for row in range(len(lattice.ys) - 1):
        starts.append(len(ys) - 1)
        ys += [*cuts.get(row, []), lattice.ys[row + 1]]
    starts.append(len(ys) - 1)
    regions = []
    for region in lattice.regions:
        first, end = starts[region.row], starts[region.row + region.rows]
        if region.rows == 1:
            regions += [region._replace(row=row) for row in range(first, end)]
        else:
            regions.append(region._replace(row=first, rows=end - first))
    return Lattice(lattice.xs, tuple(ys), tuple(sorted(regions, key=lambda region: (region.row, region.column))))


def _grid(lattice: Lattice, contents: Contents, page: int) -> Grid:
    """Build the cells of the rows and columns that are there; blank open sides are not."""
    shown = [(n, region) for n, region in enumerate(lattice.regions) if not region.open or n in contents]
    rows = _covered({(region.row, region.rows) for _, region in shown})
    columns = _covered({(region.column, region.columns) for _, region in shown})
    row_at, column_at = {row: i for i, row in enumerate(rows)}, {column: i for i, column in enumerate(columns)}
    places: list[list[Cell | None]] = [[None] * len(columns) for _ in rows]
    for number, region in shown:
        row, column = row_at[region.row], column_at[region.column]
        cell = _cell(lattice, region, row, column, contents.get(number))
        for line in places[row : row + cell.rows]:
            line[column : column + cell.columns] = [cell] * cell.columns
    xs, ys = lattice.xs, lattice.ys
    box = Box(xs[columns[0]], ys[rows[0]], xs[columns[-1] + 1], ys[rows[-1] + 1])
    return Grid(tuple(map(tuple, places)), page=page, box=box)


def _covered(extents: set[tuple[int, int]]) -> list[int]:
    """The rows or columns that are covered by extents: the first, and how many."""
    return sorted({place for first, count in extents for place in range(first, first + count)})


def _cell(lattice: Lattice, region: Region, row: int, column: int, spans: list[Span] | None) -> Cell:
    first_row, first_column, rows, columns, _ = region
    left, right = lattice.xs[first_column], lattice.xs[first_column + columns]
    box = Box(left, lattice.ys[first_row], right, lattice.ys[first_row + rows])
    text = cell_text(spans, right - left) if spans else ""
    return Cell(text, row, column, rows, columns, box)
