"""Where something was printed: pages of lines and grids, and references into them.

Sources make these values, everything after them only refers to them. A figure's evidence is an `Origin`:
a shared grid and a place in it, so values stay plain and cost nothing extra.
"""

from collections.abc import Callable, Container, Mapping
from functools import cached_property
from typing import Any, Literal, Self

from attrs import field

from medinsure_budget.errors import UsageError
from medinsure_budget.records import define, frozen, value

Painter = Callable[["Box", "Box"], bytes]


@value
class Box:
    """A rectangle on a page in points, the origin at the top left of the page as it is read."""

    left: float
    top: float
    right: float
    bottom: float

    def __or__(self, other: "Box") -> "Box":
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


@value
class Line:
    """A line of running text.

    Attributes:
        text: The printed words, inner blanks kept.
        number: The line in its page, or in the whole file for text formats; counted from 1.
        box: Where it stands, for formats that have positions.
        level: The heading level the format states (Markdown ``##`` is 2), 0 for running text.
        printed: What is printed where that is not ``text``: traditional script, characters that no output can carry.
    """

    text: str
    number: int = 0
    box: Box | None = None
    level: int = 0
    printed: str = ""


class Wrapped(str):
    """The words of a cell that were printed in several lines, joined; `lines` are the printed ones."""

    __slots__ = ("lines",)

    lines: tuple[str, ...]

    def __new__(cls, joined: str, lines: tuple[str, ...]) -> Self:
        """Join what the caller joined already: only it knows which words a line break parts."""
        self = super().__new__(cls, joined)
        self.lines = lines
        return self

    def __getnewargs__(self) -> tuple[str, tuple[str, ...]]:  # type: ignore[override]  # both are needed to copy it
        return str(self), self.lines


def lines_of(text: str) -> tuple[str, ...]:
    """The printed lines of a cell's words.

    >>> lines_of("单位：万元"), lines_of(Wrapped("支出表单位：元", ("支出表", "单位：元")))
    (('单位：万元',), ('支出表', '单位：元'))
    """
    return text.lines if isinstance(text, Wrapped) else (text,)


@value
class Cell:
    """A table cell; a merged cell covers ``rows`` by ``columns`` places and is anchored at the first.

    Attributes:
        text: The printed words, line breaks inside a cell joined away (see `lines_of`).
        row: The anchor's row, from 0.
        column: The anchor's column, from 0.
        bold: Whether the format marks it as emphasised.
        flaw: Why what is printed here cannot be read, such as a formula without a result; empty where it can.
    """

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    box: Box | None = None
    bold: bool = False
    flaw: str = ""


_NOWHERE: Mapping[int, Container[int]] = {}
# What a grid finds out about its places once.
_OF_PLACES = ("_anchored", "_texts", "words")


@define(eq=False)
class Grid:
    """A printed table: ``places[row][column]`` is the cell that covers this place.

    A merged cell stands at each place that it covers. In formats without merging (``merged`` is false) a blank
    place may belong to the cell above or to its left: that is for the reader to find out.

    Attributes:
        places: The matrix; every row has the same length. ``None`` means that the row ended before this column.
        page: The page (or sheet) number, from 1.
        name: The sheet's name in a workbook, else empty.
        lines: The printed line number of each row, for formats that have lines.
        merged: Whether merged cells are known.
        inferred: Whether blanks or the order of words had to show the columns, where no rules or marks part them.
        box: Where it stands, for formats that have positions.
        printed: What is printed in cells, by row and column, where that is not their text: a footnote mark at a
            figure, traditional script.
        painter: Paints a region of the page with a mark as PNG bytes, for formats that have pages to paint.
    """

    places: tuple[tuple[Cell | None, ...], ...]
    page: int = 1
    name: str = ""
    lines: tuple[int, ...] = ()
    merged: bool = True
    inferred: bool = False
    box: Box | None = None
    printed: Mapping[tuple[int, int], str] = field(factory=dict)
    painter: Painter | None = field(default=None, repr=False)

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "places":  # others have other anchors and texts
            for found in _OF_PLACES:
                vars(self).pop(found, None)
        super().__setattr__(name, value)

    def __getstate__(self) -> dict[str, Any]:
        # The painter holds the whole file, which is not passed between processes with every table.
        return {name: value for name, value in vars(self).items() if name not in _OF_PLACES} | {"painter": None}

    @classmethod
    def from_rows(
        cls, rows: list[list[str]], *, page: int = 1, lines: tuple[int, ...] = (), bold: Mapping[int, Container[int]] = _NOWHERE
    ) -> "Grid":
        """Build from ragged rows of text that know nothing of merging; short rows end in ``None``; ``bold`` are columns by row."""
        width = max(map(len, rows), default=0)
        cells = []
        for r, row in enumerate(rows):
            marked = bold.get(r, ())
            cells.append(tuple([Cell(text, r, c, 1, 1, None, c in marked) for c, text in enumerate(row)]))
        grid = cls(tuple([row + (None,) * (width - len(row)) for row in cells]), page=page, lines=lines, merged=False)
        vars(grid)["_anchored"] = tuple(cells)  # each stands where it begins
        return grid

    @property
    def height(self) -> int:
        """The number of rows."""
        return len(self.places)

    @cached_property
    def width(self) -> int:
        """The number of columns."""
        return len(self.places[0]) if self.places else 0

    def text(self, row: int, column: int) -> str:
        """The words that cover a place, empty where nothing is printed."""
        cell = self.places[row][column]
        return cell.text if cell else ""

    def origin(self, row: int, column: int) -> "Origin | None":
        """The evidence of a place; ``None`` where the table does not reach."""
        return Origin(self, row, column) if self.reaches(row, column) else None

    def reaches(self, row: int, column: int) -> bool:
        """Whether there is such a place; a piece of a table may have fewer columns than the whole."""
        return 0 <= row < self.height and 0 <= column < self.width

    def anchored(self, row: int) -> tuple[Cell, ...]:
        """The cells that begin in a row, each once, from left to right."""
        return self._anchored[row]

    @cached_property
    def _anchored(self) -> tuple[tuple[Cell, ...], ...]:
        return tuple(
            [
                tuple([cell for c, cell in enumerate(row) if cell is not None and cell.column == c and cell.row == r])
                for r, row in enumerate(self.places)
            ]
        )

    @cached_property
    def words(self) -> frozenset[str]:
        """The texts of its cells, each once."""
        return frozenset([cell.text for row in self.places for cell in row if cell])

    def row_texts(self, row: int) -> list[str]:
        """The texts of a row's own cells by column; merged cells speak once, at their anchor."""
        return list(self._texts[row])

    @cached_property
    def _texts(self) -> list[tuple[str, ...]]:
        rows = []
        for cells in self._anchored:
            texts = [cell.text.strip() for cell in cells]
            if len(cells) < self.width:
                printed = {cell.column: text for cell, text in zip(cells, texts, strict=True)}
                texts = [printed.get(column, "") for column in range(self.width)]
            rows.append(tuple(texts))
        return rows

    def line(self, row: int) -> int:
        """The printed line number of a row, 0 where the format has none."""
        return self.lines[row] if row < len(self.lines) else 0


Block = Line | Grid


@frozen
class Page:
    """A page, sheet or file: its lines and grids in reading order.

    Attributes:
        number: From 1.
        blocks: What is printed, top to bottom; text inside a grid is not repeated as lines.
        name: The sheet's name in a workbook, else empty.
        width: In points, 0 for formats without positions.
        height: In points, 0 for formats without positions.
    """

    number: int
    blocks: tuple[Block, ...]
    name: str = ""
    width: float = 0
    height: float = 0


NoteKind = Literal["repaired", "ignored", "unread", "missing"]
NOTE_KINDS: Mapping[NoteKind, str] = {"repaired": "已修复", "ignored": "已略过", "unread": "未读懂", "missing": "待补"}
"""The kinds of notes as people call them."""


@frozen
class Note:
    """What the reader did beyond copying: nothing is silent.

    Attributes:
        kind: ``repaired`` (read, with a decision), ``ignored`` (left out on purpose), ``unread`` (not understood),
            ``missing`` (待补: what a compiled document lacks before it can be published).
        message: One plain Chinese sentence.
        page: The page it concerns, 0 for the document.
        line: The line or row it concerns, 0 when none.
        place: The title of the table or section it concerns.
    """

    kind: NoteKind
    message: str
    page: int = 0
    line: int = 0
    place: str = ""


@frozen
class Source:
    """A file as its format gives it: pages, and what the format's reader had to say about them.

    Attributes:
        name: How messages call it.
        pages: In order.
        notes: What was decided, ignored or not understood.
        format: Such as ``pdf``.
        parts: The files of an archive that were read, with how many of the pages are theirs.
        sha256: The hash of its bytes.
    """

    name: str
    pages: tuple[Page, ...]
    notes: tuple[Note, ...] = ()
    format: str = ""
    parts: tuple[tuple[str, int], ...] = ()
    sha256: str = field(default="", eq=False)


@frozen
class Origin:
    """The place where one figure or word was printed."""

    grid: Grid = field(repr=False)
    row: int
    column: int

    def __attrs_post_init__(self) -> None:
        if not self.grid.reaches(self.row, self.column):
            raise UsageError(f"第{self.row}行第{self.column}列不在{self.grid.height}行{self.grid.width}列的表里")

    @property
    def cell(self) -> Cell | None:
        """The printed cell."""
        return self.grid.places[self.row][self.column]

    @property
    def text(self) -> str:
        """The words as they are read; see ``printed``."""
        return self.grid.text(self.row, self.column)

    @property
    def printed(self) -> str:
        """The text with the marks and in the script in which it is printed."""
        cell = self.cell
        return self.grid.printed.get((cell.row, cell.column), cell.text) if cell else ""

    @property
    def page(self) -> int:
        """The page or sheet number, from 1."""
        return self.grid.page

    @property
    def line(self) -> int:
        """The printed line, 0 for formats without lines."""
        return self.grid.line(self.row)

    @property
    def box(self) -> Box | None:
        """The rectangle on the page, for formats that have positions."""
        return self.cell.box if self.cell else None

    def show(self, margin: float = 60) -> "Picture":
        """Paint the surroundings of the cell with the cell framed; notebooks display the result.

        Args:
            margin: Points of the page shown around the cell; the table's whole breadth is always shown.

        Raises:
            UsageError: when the file's format has no pages to paint.
        """
        cell, table = self.box, self.grid.box
        if self.grid.painter is None or cell is None or table is None:
            raise UsageError("只有本进程从 PDF 读出的数字，才能显示它在页面上的位置")
        region = Box(table.left - 5, cell.top - margin, table.right + 5, cell.bottom + margin)
        return Picture(self.grid.painter(region, cell))


@frozen
class Picture:
    """A PNG picture that notebooks display."""

    png: bytes = field(repr=False)

    def _repr_png_(self) -> bytes:
        return self.png
