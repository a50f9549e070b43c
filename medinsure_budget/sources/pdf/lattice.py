"""Visible rulings -> tables: which rectangles of a page are cells.

The rulings that touch one another span a matrix of slots; slots with no ruling between them are one (merged) cell.
So a missing piece of border widens a cell and never loses a table, and an open side needs no ruling at all.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from math import inf
from typing import NamedTuple

from medinsure_budget.records import define, frozen
from medinsure_budget.sources.pdf.geometry import Rectangle, Segment

# Lines closer than this are one: double borders, and the two edges of a thin filled shape.
SNAP = 3.0
# A ruling must reach this far beyond the outermost crossing line to leave room for a row or column of text.
_ROOM = 5.0
# How much of a slot's side has to be ruled.
_RULED = 0.6
# Drawings with more lines, or lines that make more slots than this, are maps or squared paper.
_MOST_RULINGS = 4000
_MOST_SLOTS = 50_000
# Two lines across and two down are a frame.
_FRAME = 4


class Region(NamedTuple):
    """A rectangle of slots that belong together.

    Attributes:
        row: The first slot row.
        column: The first slot column.
        rows: How many.
        columns: How many.
        open: Whether it leads outside where no ruling closes the table.
    """

    row: int
    column: int
    rows: int
    columns: int
    open: bool


@frozen(eq=False)
class Lattice:
    """A ruled table: ``xs`` and ``ys`` bound its slots, ``regions`` are its cells in reading order."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    regions: tuple[Region, ...]

    @property
    def box(self) -> Rectangle:
        """The whole table."""
        return Rectangle(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def join(segments: Iterable[Segment]) -> list[Segment]:
    """Make one ruling of lines that lie on or beside one another, also of the dashes of a dashed line."""
    found: list[Segment] = []
    group: list[Segment] = []
    reach = -inf
    for ruling in sorted(segments):
        if group and ruling[0] > reach:
            found += _merge(group)
            group = []
        group.append(ruling)
        reach = ruling[0] + SNAP
    return found + (_merge(group) if group else [])


def _merge(group: list[Segment]) -> list[Segment]:
    places, starts, ends = zip(*group, strict=True)
    at = sum(places) / len(places)
    extents = sorted(zip(starts, ends, strict=True))
    found = []
    start, end = extents[0]
    for first, last in extents:
        if first > end + SNAP:
            found.append(Segment(at, start, end))
            start, end = first, last
        elif last > end:
            end = last
    found.append(Segment(at, start, end))
    return [ruling for ruling in found if ruling.end - ruling.start > SNAP]


def find_lattices(horizontals: list[Segment], verticals: list[Segment]) -> tuple[list[Lattice], bool]:
    """The ruled tables of a page from top to bottom, and whether lines too many for a table were left out.

    Args:
        horizontals: Rulings that went through `join`.
        verticals: Likewise.
    """
    if len(horizontals) + len(verticals) > _MOST_RULINGS:
        return [], True
    found, left_out = [], False
    for across, down in _components(horizontals, verticals):
        xs, ys = _positions(across, down), _positions(down, across)
        if len(xs) * len(ys) > _MOST_SLOTS:
            left_out = True
        elif len(xs) > 1 and len(ys) > 1 and len(xs) + len(ys) > _FRAME:
            found.append(Lattice(tuple(xs), tuple(ys), _Slots(xs, ys, across, down).regions()))
    return sorted(found, key=lambda lattice: (lattice.box.top, lattice.box.left)), left_out


def _components(horizontals: list[Segment], verticals: list[Segment]) -> list[tuple[list[Segment], list[Segment]]]:
    """The rulings that touch one another, directly or by way of others; only groups with both directions."""
    parent = list(range(len(horizontals) + len(verticals)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    heights = [segment.at for segment in horizontals]
    for number, (x, top, bottom) in enumerate(verticals, len(horizontals)):
        own = number
        for index in range(bisect_left(heights, top - SNAP), bisect_right(heights, bottom + SNAP)):
            _, start, end = horizontals[index]
            if parent[index] != own and start - SNAP <= x <= end + SNAP:
                if own == number:
                    own = parent[number] = root(index)
                else:
                    parent[root(index)] = own
    groups: dict[int, tuple[list[Segment], list[Segment]]] = {}
    for index in range(len(parent)):
        across, down = groups.setdefault(root(index), ([], []))
        if index < len(horizontals):
            across.append(horizontals[index])
        else:
            down.append(verticals[index - len(horizontals)])
    return [(across, down) for across, down in groups.values() if across and down]


def _positions(crossed: list[Segment], crossing: list[Segment]) -> list[float]:
    """Where slots are bounded: at the crossing lines, and where at least two crossed lines run on beyond the last.

    Such ends belong to tables without side borders, and to rows that a page break has cut open.
    """
    positions = sorted({segment.at for segment in crossing})
    first = sorted(segment.start for segment in crossed if segment.start < positions[0] - _ROOM)
    last = sorted(segment.end for segment in crossed if segment.end > positions[-1] + _ROOM)
    if len(first) > 1:
        positions.insert(0, first[0])
    if len(last) > 1:
        positions.append(last[-1])
    return positions


@define(eq=False)
class _Walls:
    """Which sides between slots are ruled: ``[line][slot]``."""

    ruled: list[list[bool]]

    @classmethod
    def build(cls, positions: list[float], stops: list[float], rulings: list[Segment]) -> "_Walls":
        place = {position: index for index, position in enumerate(positions)}
        ruled = [[False] * (len(stops) - 1) for _ in positions]
        for at, start, end in rulings:
            row = ruled[place[at]]
            first, last = bisect_left(stops, start), bisect_right(stops, end) - 1
            if last > first:
                row[first:last] = [True] * (last - first)
            for slot in (first - 1, last):
                if 0 <= slot < len(row) and not row[slot]:
                    low, high = stops[slot], stops[slot + 1]
                    row[slot] = min(high, end) - max(low, start) >= _RULED * (high - low)
        return cls(ruled)


class _Slots:
    """The matrix of slots of one table."""

    def __init__(self, xs: list[float], ys: list[float], across: list[Segment], down: list[Segment]) -> None:
        self.columns, self.rows = len(xs) - 1, len(ys) - 1
        self.above = _Walls.build(ys, xs, across).ruled
        self.before = _Walls.build(xs, ys, down).ruled

    def regions(self) -> tuple[Region, ...]:
        closed = self.closed()
        names = self.flood(closed)
        leaks = self.leaks(names)
        taken: set[tuple[int, int]] = set()
        found = []
        for row in range(self.rows):
            for column in range(self.columns):
                if closed[row][column]:
                    found.append(Region(row, column, 1, 1, False))
                elif (row, column) not in taken:
                    rows, columns = self.extent(names, taken, row, column)
                    taken.update((r, c) for r in range(row, row + rows) for c in range(column, column + columns))
                    found.append(Region(row, column, rows, columns, names[row][column] in leaks))
        return tuple(found)

    def closed(self) -> list[list[bool]]:
        """Whether all sides of a slot are ruled, as those of most are."""
        above, before = self.above, zip(*self.before, strict=True)
        return [
            [all(walls) for walls in zip(above[row], above[row + 1], sides[:-1], sides[1:], strict=True)]
            for row, sides in enumerate(before)
        ]

    def extent(self, names: list[list[int]], taken: set[tuple[int, int]], row: int, column: int) -> tuple[int, int]:
        """How far the area of a slot reaches to the right, and so broad down; bent areas come in several parts."""
        end = column + 1
        while end < self.columns and names[row][end] == names[row][column] and (row, end) not in taken:
            end += 1
        foot = row + 1
        while foot < self.rows and all(
            names[foot][c] == names[row][column] and (foot, c) not in taken for c in range(column, end)
        ):
            foot += 1
        return foot - row, end - column

    def flood(self, closed: list[list[bool]]) -> list[list[int]]:
        """Number the areas between the rulings, those of closed slots apart."""
        names = [[-1] * self.columns for _ in range(self.rows)]
        count = 0
        for row in range(self.rows):
            for column in range(self.columns):
                if names[row][column] < 0 and not closed[row][column]:
                    self.fill(names, row, column, count)
                    count += 1
        return names

    def fill(self, names: list[list[int]], row: int, column: int, name: int) -> None:
        names[row][column] = name
        waiting = [(row, column)]
        while waiting:
            row, column = waiting.pop()
            for r, c, wall in (
                (row - 1, column, self.above[row][column]),
                (row + 1, column, self.above[row + 1][column]),
                (row, column - 1, self.before[column][row]),
                (row, column + 1, self.before[column + 1][row]),
            ):
                if not wall and 0 <= r < self.rows and 0 <= c < self.columns and names[r][c] < 0:
                    names[r][c] = name
                    waiting.append((r, c))

    def leaks(self, names: list[list[int]]) -> set[int]:
        """The areas that lead outside through a side without ruling."""
        last_row, last_column = self.rows - 1, self.columns - 1
        leaking = {names[0][c] for c in range(self.columns) if not self.above[0][c]}
        leaking |= {names[last_row][c] for c in range(self.columns) if not self.above[-1][c]}
        leaking |= {names[r][0] for r in range(self.rows) if not self.before[0][r]}
        return leaking | {names[r][last_column] for r in range(self.rows) if not self.before[-1][r]}
