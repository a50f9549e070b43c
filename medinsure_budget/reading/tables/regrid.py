"""Grids whose columns are not the table's: of other pages, or parted by rules that part no columns."""

from collections.abc import Iterable, Sequence

from attrs import evolve, field

from medinsure_budget.evidence import Cell, Grid
from medinsure_budget.facts import fact
from medinsure_budget.reading.tables.cells import is_total_word
from medinsure_budget.records import define

# The parts of a code in columns of their own have one or two digits.
_PART = 2


def column_middles(grid: Grid) -> list[float]:
    """The horizontal middle of each column, 0 where no cell tells."""
    middles = [0.0] * grid.width
    for r in range(grid.height):
        for cell in grid.anchored(r):
            if cell.columns == 1 and cell.box is not None:
                middles[cell.column] = (cell.box.left + cell.box.right) / 2
    return middles


def in_columns(grid: Grid, middles: list[float]) -> tuple[Grid, list[Cell]]:
    """The grid with its cells under the given columns, and the cells with words that are under none."""
    places: list[list[Cell | None]] = [[None] * len(middles) for _ in range(grid.height)]
    homeless: list[Cell] = []
    for r in range(grid.height):
        for cell in grid.anchored(r):
            under = _under(cell, middles)
            free = [c for c in under if places[r][c] is None]
            if not free or free != under:
                homeless += [cell] if cell.text.strip() else []
                continue
            moved = evolve(cell, column=under[0], columns=len(under))
            for row in places[r : r + cell.rows]:
                row[under[0] : under[-1] + 1] = [moved] * len(under)
    return evolve(grid, places=tuple(map(tuple, places))), homeless


def _under(cell: Cell, middles: list[float]) -> list[int]:
    if cell.box is None:
        return []
    return [c for c, middle in enumerate(middles) if cell.box.left < middle < cell.box.right]


@define
class _Strip:
    """Columns of a grid that are one column of the table.

    Attributes:
        columns: Their numbers.
        heading: The rows of the header in which they have words.
        data: The rows below it in which they have words.
        kinds: Whether they hold words, numbers, or both.
        parts: How many of their numbers may be parts of codes.
        numbers: How many numbers they hold.
    """

    columns: list[int]
    heading: set[int] = field(factory=set)
    data: set[int] = field(factory=set)
    kinds: set[bool] = field(factory=set)
    parts: int = 0
    numbers: int = 0

    @property
    def parted(self) -> bool:
        """Whether they hold the parts of codes, which have columns of their own; a page number below amounts is none."""
        return 0 < self.parts == self.numbers

    @property
    def is_stray(self) -> bool:
        """Whether nothing heads what it holds."""
        return bool(self.data) and not self.heading and not self.parted

    def joins(self, other: "_Strip") -> bool:
        """Whether no row has words in both, and they are no two columns of their own."""
        apart = not (self.data & other.data or self.heading & other.heading or self.parted or other.parted)
        alike = not (self.kinds and other.kinds) or self.kinds == other.kinds
        return apart and alike and (self.is_stray or other.is_stray)

    def take(self, other: "_Strip") -> None:
        """Become one with a strip to the right."""
        self.columns += other.columns
        self.heading |= other.heading
        self.data |= other.data
        self.kinds |= other.kinds
        self.parts += other.parts
        self.numbers += other.numbers


def without_stray_columns(grid: Grid, first: int, below: int) -> Grid:
    """The grid with every column of cells under no header word joined to its neighbour, where no row fills both.

    Args:
        grid: As printed.
        first: The first row of the header.
        below: The first row below it.
    """
    if not _has_strays(grid, first, below):
        return grid
    strips = _strips(grid, first, below)
    if not any(strip.heading for strip in strips):
        return grid  # the rest of a table: its columns are those of the page before
    strips = _joined(strips)
    return regrouped(grid, [s.columns for s in strips]) if any(len(s.columns) > 1 for s in strips) else grid


def _has_strays(grid: Grid, first: int, below: int) -> bool:
    """Whether any cell stands under no word of the header."""
    headed = {cell.column for r in range(first, below) for cell in grid.anchored(r) if not fact(cell.text).blank}
    bare = [c for c in range(grid.width) if c not in headed] if headed else []
    rows = grid.places[below:]
    return any((cell := row[c]) is not None and cell.column == c and not fact(cell.text).blank for c in bare for row in rows)


def _strips(grid: Grid, first: int, below: int) -> list[_Strip]:
    """The columns that hold anything."""
    strips = [_Strip([c]) for c in range(grid.width)]
    for r in range(first, grid.height):
        for cell in grid.anchored(r):
            text = cell.text.strip()
            if not fact(text).blank:
                strip = strips[cell.column]
                (strip.heading if r < below else strip.data).add(r)
                if r >= below and not is_total_word(text):
                    known = fact(text)
                    strip.kinds.add(known.words)
                    strip.parts += 0 < len(known.part) <= _PART
                    strip.numbers += not known.words
    return [s for s in strips if s.heading or s.data]


def _joined(strips: Iterable[_Strip]) -> list[_Strip]:
    joined: list[_Strip] = []
    rest = list(strips)
    while rest:
        strip = rest.pop(0)
        right, beyond = (rest[i] if i < len(rest) else None for i in (0, 1))
        if right is not None and strip.joins(right) and not (beyond is not None and _better(strip, right, beyond)):
            strip.take(right)
            rest[0] = strip
        elif joined and joined[-1].joins(strip):
            joined[-1].take(strip)
        else:
            joined.append(strip)
    return joined


def _better(left: _Strip, stray: _Strip, right: _Strip) -> bool:
    """Whether a strip under no header goes to the header on its right that has nothing below rather than to the left."""
    return stray.is_stray and bool(left.heading and left.data) and stray.joins(right) and not right.data


def regrouped(grid: Grid, groups: Sequence[Sequence[int]]) -> Grid:
    """The grid with a column for each group of its columns; a merged cell covers the groups in which it has columns."""
    home = {c: number for number, columns in enumerate(groups) for c in columns}
    places: list[list[Cell | None]] = [[None] * len(groups) for _ in range(grid.height)]
    for r in range(grid.height):
        # A stroke for nothing gives way to what else stands in its group.
        for cell in sorted(grid.anchored(r), key=lambda cell: not fact(cell.text).blank):
            target = home.get(cell.column)
            if target is None or not (cell.text.strip() or cell.flaw):
                continue
            covered = {home[c] for c in range(cell.column, cell.column + cell.columns) if c in home}
            last = target
            while last + 1 in covered:
                last += 1
            _put(places, evolve(cell, column=target, columns=last - target + 1))
    for r, row in enumerate(places):
        # Where a row ended early it goes on ending early.
        ended = [c for c, columns in enumerate(groups) if columns and all(grid.places[r][i] is None for i in columns)]
        row[:] = [Cell("", r, c) if cell is None and c not in ended else cell for c, cell in enumerate(row)]
    return evolve(grid, places=tuple(map(tuple, places)))


def _put(places: list[list[Cell | None]], cell: Cell) -> None:
    """Put a cell where it begins, and where it reaches as far as nothing else stands there."""
    for row in places[cell.row : cell.row + cell.rows]:
        for c in range(cell.column, cell.column + cell.columns):
            if c == cell.column or row[c] is None:
                row[c] = cell
