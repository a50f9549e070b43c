"""Collecting lines and table rows into pages, in reading order."""

from collections.abc import Collection

from attrs import evolve, field

from medinsure_budget.allowance import spend
from medinsure_budget.errors import LimitExceededError
from medinsure_budget.evidence import Block, Cell, Grid, Line, Page
from medinsure_budget.records import define


@define
class Pages:
    """Pages under construction: consecutive rows become one grid, whatever else comes ends it."""

    name: str = ""
    done: list[Page] = field(factory=list)
    _blocks: list[Block] = field(factory=list)
    _rows: list[list[str]] = field(factory=list)
    _numbers: list[int] = field(factory=list)
    _lines: int = 0
    _bold: dict[int, Collection[int]] = field(factory=dict)

    @property
    def number(self) -> int:
        """The number of the page that is being filled."""
        return len(self.done) + 1

    @property
    def has_content(self) -> bool:
        """Whether anything is printed on the page that is being filled."""
        return bool(self._blocks or self._rows)

    def add_line(self, text: str, number: int = 0, level: int = 0) -> None:
        """Add running text, counted on its page unless it has a number; blank text only ends a table."""
        self.end_table()
        if text:
            self._lines += 1
            self._blocks.append(Line(text, number or self._lines, level=level))

    def add_row(self, cells: list[str], number: int = 0, bold: Collection[int] = ()) -> None:
        """Add a row of a table whose merged cells are not known; ``bold`` are its emphasised columns."""
        if bold:
            self._bold[len(self._rows)] = bold
        self._rows.append(cells)
        self._numbers.append(number)

    def add_grid(self, grid: Grid) -> None:
        """Add a finished table."""
        self.end_table()
        grid.page = self.number
        self._blocks.append(grid)

    def end_table(self, *, inferred: bool = False) -> None:
        """Make a grid of the rows collected so far, ``inferred`` where only blanks or their order part the cells."""
        if not self._rows:
            return
        spend(f"第{self.number}页", cells=len(self._rows) * max(map(len, self._rows)))
        grid = Grid.from_rows(self._rows, page=self.number, lines=tuple(self._numbers), bold=self._bold)
        grid.inferred = inferred
        self._blocks.append(grid)
        self._rows, self._numbers, self._bold = [], [], {}

    def end_page(self) -> None:
        """Close the page, also when nothing was printed on it."""
        self.end_table()
        self.done.append(Page(self.number, tuple(self._blocks), self.name))
        self._blocks, self._lines = [], 0

    def finished(self) -> tuple[Page, ...]:
        """All pages, the one being filled included if it holds anything or is the only one."""
        if self.has_content or not self.done:
            self.end_page()
        return tuple(self.done)


@define
class Places:
    """A grid under construction whose cells may cover several rows and columns.

    Attributes:
        name: The file, for the message of an error.
        height: The number of rows; no cell reaches below the last.
        limit: How many places may be covered before reading is given up.
    """

    name: str
    height: int
    limit: int
    _rows: list[list[Cell | None]] = field(init=False)
    _covered: int = 0

    def __attrs_post_init__(self) -> None:
        self._rows = [[] for _ in range(self.height)]

    def row(self, row: int) -> list[Cell | None]:
        """What covers the places of a row so far; a cell of one place may be added to it as it is."""
        return self._rows[row]

    def put(self, cell: Cell) -> None:
        """Place a cell; where it would overlap others it is cut short, and a taken place stays as it is.

        Raises:
            LimitExceededError: when the table covers more places than allowed.
        """
        line, column = self._rows[cell.row], cell.column
        if column == len(line) and cell.rows == 1:
            # Most cells come in order.
            if cell.columns == 1:
                line.append(cell)
                return
            self._cover(cell.columns)
            line.extend([cell] * cell.columns)
        elif column >= len(line) or line[column] is None:
            self._put_between(cell)

    def _put_between(self, cell: Cell) -> None:
        row, column = cell.row, cell.column
        right = self._right(row, column, column + cell.columns)
        last = min(row + cell.rows, self.height)
        bottom = next((r for r in range(row + 1, last) if any(self._rows[r][column:right])), last)
        self.check(right)
        self._cover((bottom - row) * (right - column))
        if (bottom - row, right - column) != (cell.rows, cell.columns):
            cell = evolve(cell, rows=bottom - row, columns=right - column)
        for line in self._rows[row:bottom]:
            line.extend([None] * (right - len(line)))
            line[column:right] = [cell] * (right - column)

    def _cover(self, places: int) -> None:
        self._covered += places
        self.check(self._covered)

    def _right(self, row: int, column: int, right: int) -> int:
        """The column at which cells are in the way of one that would reach to ``right``."""
        line = self._rows[row]
        return next((c for c in range(column + 1, min(right, len(line))) if line[c] is not None), right)

    def check(self, places: int) -> None:
        """Refuse to cover more places than allowed.

        Raises:
            LimitExceededError: naming the file and the limit.
        """
        if places > self.limit:
            raise LimitExceededError(f"{self.name}：有表格超过 {self.limit:,} 格的限度")

    def grid(self, *, sheet: str = "", lines: tuple[int, ...] = ()) -> Grid:
        """The finished grid.

        Raises:
            LimitExceededError: when one wide row would make the whole table cover more places than allowed.
        """
        width = max(map(len, self._rows), default=0)
        self.check(width * self.height)
        spend(self.name, cells=width * self.height)
        places = tuple((*row, *[None] * (width - len(row))) for row in self._rows)
        return Grid(places, name=sheet, lines=lines)
