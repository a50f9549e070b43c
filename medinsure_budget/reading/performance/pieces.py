"""The blocks of a document as performance forms see them: lines, and rows joined over page breaks."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import field

from medinsure_budget.evidence import Block, Grid, Line, Note
from medinsure_budget.forms.words import compact, fold
from medinsure_budget.reading.performance.indicators import header_columns
from medinsure_budget.reading.performance.lists import list_columns
from medinsure_budget.reading.performance.rows import Columns, PrintedRow, rows_of
from medinsure_budget.reading.performance.titles import is_page_footer, is_title
from medinsure_budget.reading.performance.torn import join_torn, note_of, relabelled
from medinsure_budget.reading.performance.vocabulary import TOTALS, sign_of
from medinsure_budget.records import define

# Points by which the outer and the inner rules of one table may differ from page to page.
_EDGE = 6.0
_RULE = 3.0


@define(eq=False)
class Piece:
    """A line, or rows of a grid between the titles printed in it.

    Attributes:
        block: The block it was printed in.
        page: Its page.
        line: The line; also a title that fills a row of a grid.
        text: Its folded words.
        grid: The grid of the rows.
        start: The first row of the grid.
        end: The row of the grid after the last.
        before: The piece that these rows may go on with: only page numbers or a repeated title stand between.
        chain: The pieces of a grid that may go on with each other, this one among them.
        may_be_form: Whether any of them prints a word of the forms.
        notes: What was repaired in the rows.
        made: The rows, once they were asked for.
    """

    block: int
    page: int
    line: Line | None = None
    text: str = ""
    grid: Grid | None = None
    start: int = 0
    end: int = 0
    before: "Piece | None" = None
    chain: "Sequence[Piece]" = ()
    may_be_form: bool = False
    notes: list[Note] = field(factory=list)
    made: list[PrintedRow] | None = None

    @property
    def rows(self) -> list[PrintedRow]:
        """The rows with words, those cut by a page break whole; made when first asked for, as few tables are forms."""
        if self.made is None:
            self.made = []
            _align(self.chain)
            _join_torn_rows(self.chain)
        return self.made

    @property
    def edges(self) -> list[float]:
        """The left edge of each column and the right edge of the table; empty for formats without positions."""
        if self.grid is None or self.grid.box is None:
            return []
        lefts = [self.grid.box.left] * self.grid.width
        for row in range(self.grid.height):
            for cell in self.grid.anchored(row):
                if cell.box:
                    lefts[cell.column] = cell.box.left
        return [*lefts, self.grid.box.right]

    def fits(self, other: "Piece") -> bool:
        """Whether both are as broad as pieces of one table; what has no position tells nothing but its worksheet."""
        if self.grid is None or other.grid is None or self.grid.name != other.grid.name:
            return False
        one, two = self.grid.box, other.grid.box
        return not (one and two) or (abs(one.left - two.left) < _EDGE and abs(one.right - two.right) < _EDGE)


def pieces_of(blocks: Sequence[tuple[int, Block]]) -> list[Piece]:
    """Part the blocks into pieces, with columns aligned and torn rows joined over page breaks."""
    pieces = [piece for at, (page, block) in enumerate(blocks) for piece in _parts(at, page, block)]
    last: Piece | None = None
    titles = set[str]()
    for piece in pieces:
        if piece.grid is not None:
            if last is not None and last.fits(piece):
                piece.before = last
            last = piece
        elif piece.text and not is_page_footer(piece.text) and piece.text.removesuffix("(续)") not in titles:
            last = None
            if is_title(piece.text):
                titles.add(piece.text)
    for chain in _chains(pieces):
        may_be_form = any(sign_of(text) for piece in chain if piece.grid is not None for text in piece.grid.words)
        for piece in chain:
            piece.chain, piece.may_be_form = chain, may_be_form
    return pieces


def _parts(at: int, page: int, block: Block) -> Iterator[Piece]:
    if isinstance(block, Line):
        yield Piece(at, page, block, fold(block.text))
        return
    begin = 0
    for row in range(block.height):
        if title := _title(block, row):
            if row > begin:
                yield Piece(at, page, grid=block, start=begin, end=row)
            yield Piece(at, page, Line(title, block.line(row)), fold(title))
            begin = row + 1
    if begin < block.height:
        yield Piece(at, page, grid=block, start=begin, end=block.height)


def _title(grid: Grid, row: int) -> str:
    """The title of a form that alone fills a row."""
    texts = grid.row_texts(row)
    title = compact("".join(texts)) if texts.count("") == len(texts) - 1 else ""
    return title if title and is_title(fold(title)) else ""


def _chains(pieces: list[Piece]) -> Iterator[list[Piece]]:
    chain: list[Piece] = []
    for piece in pieces:
        if piece.grid is not None:
            if chain and piece.before is None:
                yield chain
                chain = []
            chain.append(piece)
    if chain:
        yield chain


def _align(chain: Sequence[Piece]) -> None:
    """Read the rows of all pieces in the columns of all: a page without some of the rules has fewer columns."""
    edges = [piece.edges for piece in chain]
    common = _distinct([edge for each in edges for edge in each])
    for piece, own in zip(chain, edges, strict=True):
        columns = [_nearest(common, edge) for edge in own[:-1]]
        if piece.grid is not None:
            piece.made = list(rows_of(piece.page, piece.grid, range(piece.start, piece.end), columns))


def _distinct(edges: list[float]) -> list[float]:
    found: list[float] = []
    for edge in sorted(edges):
        if not found or edge - found[-1] > _RULE:
            found.append(edge)
    return found


def _nearest(edges: list[float], edge: float) -> int:
    return min(range(len(edges)), key=lambda n: abs(edges[n] - edge))


def _join_torn_rows(chain: Sequence[Piece]) -> None:
    table: Columns | None = None
    last = chain[0]
    for _, piece in pairwise(chain):
        for row in last.rows:
            table = None if row.keys[0] in TOTALS else header_columns(row) or list_columns(row) or table
        # A repeated header may stand above the rest of a row.
        at = 1 if len(piece.rows) > 1 and (header_columns(piece.rows[0]) or list_columns(piece.rows[0])) else 0
        if last.rows and piece.rows and _turns_page(last, piece):
            above, row = last.rows[-1], piece.rows[at]
            whole, others = join_torn(above, row, table)
            if others != row:
                last.rows[-1] = whole
                piece.notes.append(note_of(above, whole, row))
                below = relabelled(piece.rows[at + 1 :], row, whole)
                piece.rows[at:] = [others, *below] if others else below
        last = piece if piece.rows else last


def _turns_page(one: Piece, two: Piece) -> bool:
    """Whether a page may end between two pieces: text formats do not say where."""
    return one.page != two.page or not (one.edges and two.edges)
