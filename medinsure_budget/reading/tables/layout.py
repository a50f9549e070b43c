"""Finding the tables of a document: captions above grids, pieces that continue over pages, remarks below."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import evolve, field

from medinsure_budget.allowance import spend
from medinsure_budget.evidence import Block, Cell, Grid, Line, lines_of
from medinsure_budget.facts import fact
from medinsure_budget.forms import Column
from medinsure_budget.forms.words import compact, fold
from medinsure_budget.money import Unit
from medinsure_budget.reading.tables.announced import is_contents
from medinsure_budget.reading.tables.captions import Caption, read_caption
from medinsure_budget.reading.tables.cells import is_total_word
from medinsure_budget.reading.tables.columns import is_header_word, plain_columns
from medinsure_budget.reading.tables.content import content_of
from medinsure_budget.reading.tables.continued import onto_columns
from medinsure_budget.reading.tables.headers import Header, find_header, opening_words, repeated_header
from medinsure_budget.reading.tables.levels import with_levels
from medinsure_budget.reading.tables.parted_codes import with_parted_codes
from medinsure_budget.reading.tables.parting import page_number_rows, parted, without_last_row
from medinsure_budget.reading.tables.regrid import column_middles, in_columns, without_stray_columns
from medinsure_budget.reading.tables.statements import statements
from medinsure_budget.reading.tables.titles import is_page_number, is_remark
from medinsure_budget.reading.tables.wrapped import with_whole_figures
from medinsure_budget.records import define

# A page break may take the leading cells of a row with it.
# A row with words in one of so many columns heads none of the others.
_TORN = 3
_LOST_CELLS = 2
_MOST_INNER = 8
# Points by which the edges of one table may differ from page to page.
_EDGE = 6


@define
class Piece:
    """A grid that is a table or the part of one.

    Attributes:
        grid: With the columns of the table.
        first: Its first row below any header.
        homeless: Cells under no column.
        moved: Whether its columns were not those of the table.
    """

    grid: Grid
    first: int
    homeless: list[Cell] = field(factory=list)
    moved: bool = False


@define
class Table:
    """A printed table: its caption, its header, and the grids it is printed in.

    Attributes:
        above: The unit of the table above it in the same grid, where it has a title of its own and states none.
    """

    caption: Caption
    header: Header
    pieces: list[Piece]
    remarks: list[str] = field(factory=list)
    above: Unit | None = None

    @property
    def page(self) -> int:
        """The first page."""
        return self.pieces[0].grid.page

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.header.paths)

    @property
    def columns(self) -> list[Column]:
        """What its columns hold, before its form is known."""
        return plain_columns(self.header, content_of(list(self.rows()), self.width))

    def rows(self) -> Iterator[list[str]]:
        """The texts of its rows by column, without those that lost cells: they say nothing reliable."""
        for piece in self.pieces:
            for r in range(piece.first, piece.grid.height):
                texts = piece.grid.row_texts(r)
                if piece.grid.merged or (len(texts) == self.width and piece.grid.places[r][-1] is not None):
                    yield texts


@define
class Layout:
    """What the blocks of a document turn out to be.

    Attributes:
        tables: The tables in printed order.
        text: The lines that belong to no table, with their pages.
        contents: The rows of grids that are a table of contents.
    """

    tables: list[Table] = field(factory=list)
    text: list[tuple[int, Line]] = field(factory=list)


def find_tables(blocks: Sequence[tuple[int, Block]]) -> Layout:
    """Part the blocks of a document into tables and text."""
    layout, waiting = Layout(), list[tuple[int, Line]]()
    numbered = page_number_rows(blocks)
    for page, block in blocks:
        if isinstance(block, Line):
            waiting.append((page, block))
            continue
        known = len(layout.tables)
        grid, foot = without_last_row(block) if id(block) in numbered else (block, None)
        for part in parted(with_parted_codes(with_whole_figures(grid))):
            waiting = [*waiting, (page, part)] if isinstance(part, Line) else _laid_out(layout, waiting, page, part)
        waiting += [(page, foot)] if foot else []
        _share_unit(layout.tables[known:])
    _release(layout, waiting)
    return layout


def _share_unit(tables: Sequence[Table]) -> None:
    """What is printed above the first table of a grid holds for those below it; for one with a title of its own if nothing else is told."""
    for above, table in pairwise(tables):
        unit = above.caption.unit or above.above
        if table.caption.unit is None and table.caption.title:
            table.above = unit
        elif table.caption.unit is None:
            table.caption = evolve(table.caption, unit=unit)


def _laid_out(
    layout: Layout, waiting: list[tuple[int, Line]], page: int, grid: Grid
) -> list[tuple[int, Line]]:
    """Take a grid for what it is; the lines that wait for the next grid."""
    if (lines := _caption_lines(grid)) is not None:
        return waiting + [(page, line) for line in lines]
    if is_contents(grid) and not _measured(waiting):
        return waiting + [(page, Line(line, grid.line(r))) for r, line in enumerate(_as_lines(grid)) if line]
    return _take(layout, waiting, grid)


def _take(layout: Layout, waiting: list[tuple[int, Line]], grid: Grid) -> list[tuple[int, Line]]:
    """Add a grid to the layout; the lines before it become its caption, the last table's remarks, or text."""
    spend(f"第{grid.page}页")
    first, inner = _inner_caption(grid)
    grid = _unmerged(grid, first)
    grid, header = _headed(grid, first)
    header = with_levels(grid, header)
    waiting = _undoubled(waiting, grid)
    above = [line for _, line in waiting] + inner
    caption = read_caption(above)
    last = layout.tables[-1] if layout.tables else None
    header = repeated_header(grid, first, last.header, header) if last else header
    before = [line for i, line in enumerate(waiting) if i not in caption.taken]
    between = [line.text for _, line in before]
    before += [(grid.page, line) for i, line in enumerate(inner, len(waiting)) if i not in caption.taken]
    _release(layout, before)
    if last is not None and _continues(last, caption, header, grid, between):
        # A piece may begin with nothing of the header but its row of 栏次.
        repeated = _same_header(last.header, header) or not any(header.paths)
        last.pieces.append(_piece(last, grid, header.depth if repeated else first))
        return []
    if header.depth < grid.height or any(header.paths):
        layout.tables.append(Table(caption, header, [Piece(grid, header.depth)]))
    return []


def _headed(grid: Grid, first: int) -> tuple[Grid, Header]:
    """The grid without columns that only rules make, and its header."""
    header = find_header(grid, first)
    named = [path for path in header.paths if path]
    if 0 < _TORN * len(named) <= grid.width and not any(is_header_word(word) for path in named for word in path):
        return grid, header  # the rest of a row that the page before began
    whole = without_stray_columns(grid, first, header.depth)
    return whole, header if whole is grid else find_header(whole, first)


def _undoubled(waiting: list[tuple[int, Line]], grid: Grid) -> list[tuple[int, Line]]:
    """Without the lines above a table that some converters write of its first rows."""
    if not waiting:
        return waiting
    printed = opening_words(grid)
    return [(page, line) for page, line in waiting if fold(line.text) not in printed]


def _unmerged(grid: Grid, first: int) -> Grid:
    """A table in which nothing is merged comes from a converter that knew no merging, whatever its format knows."""
    known = grid.merged and grid.box is None
    if known and all(c.rows == c.columns == 1 for r in range(first, grid.height) for c in grid.anchored(r)):
        return evolve(grid, merged=False)
    return grid


def _piece(table: Table, grid: Grid, first: int) -> Piece:
    if _loses_few(table, grid):
        return Piece(grid, first)
    if grid.merged and grid.box is not None:
        placed, homeless = in_columns(grid, column_middles(table.pieces[0].grid))
        return Piece(placed, first, homeless)
    return Piece(onto_columns(grid, first, table.columns) or grid, first, moved=True)


def _loses_few(table: Table, grid: Grid) -> bool:
    """Whether each row of a piece says for itself where it lost a cell, if any did."""
    lost = table.width - grid.width
    return lost == 0 or (not grid.merged and 0 < lost <= _LOST_CELLS)


def _release(layout: Layout, waiting: list[tuple[int, Line]]) -> None:
    """Give the lines after a table to its remarks as long as they are remarks, and the rest to the text."""
    remarks = bool(layout.tables)
    for page, line in waiting:
        if remarks and is_remark(line.text):
            layout.tables[-1].remarks.append(compact(line.text))
        else:
            remarks = remarks and is_page_number(line.text)
            layout.text.append((page, line))


def _inner_caption(grid: Grid) -> tuple[int, list[Line]]:
    """The rows at the top of a grid that are its caption inside the rules: where they end, and their lines."""
    lines: list[Line] = []
    end, kept = 0, 0
    for r in range(min(_MOST_INNER, grid.height - 1)):
        cells = own_cells(grid, r)
        printed = [Line(text, grid.line(r), cell.box) for cell in cells for text in lines_of(cell.text)]
        alone = len(cells) == 1
        known = bool(printed) and (_is_caption_row([line.text for line in printed]) or (alone and _is_whole_caption(printed)))
        if not known and printed and not alone:
            break
        lines += printed
        if known:
            end, kept = r + 1, len(lines)
    return end, lines[:kept]


def _is_caption_row(texts: list[str]) -> bool:
    """Every cell states something, and one of them more than that its words are a name."""
    found = [statement for text in texts for statement in statements(text)]
    kinds = [statement.kind for statement in found]
    # Several years side by side head columns.
    if len(texts) > 1 and ("" in kinds or "remark" in kinds or kinds.count("year") > 1):
        return False
    return any(statement.kind and (statement.labelled or len(texts) == 1) for statement in found)


def _is_whole_caption(lines: Sequence[Line]) -> bool:
    """Several lines of one cell, its title wrapped among them, beside what else captions state."""
    caption = read_caption(lines)
    return len(lines) > 1 and bool(caption.title) and bool(caption.unit or caption.agency or caption.number)


def _measured(waiting: Sequence[tuple[int, Line]]) -> bool:
    """Whether the lines above state a unit of money: what follows are amounts, however small."""
    return read_caption([line for _, line in waiting]).unit is not None


def _caption_lines(grid: Grid) -> list[Line] | None:
    """The lines of a grid that is nothing but a caption: 编制部门 and 单位 parted by a tab."""
    if grid.height > 2:
        return None
    cells = [(r, cell) for r in range(grid.height) for cell in own_cells(grid, r)]
    lines = [Line(text, grid.line(r)) for r, cell in cells for text in lines_of(cell.text)]
    rows = [[text for cell in own_cells(grid, r) for text in lines_of(cell.text)] for r in range(grid.height)]
    return lines if lines and all(_is_caption_row(row) for row in rows if row) else None


def _continues(last: Table, caption: Caption, header: Header, grid: Grid, between: list[str]) -> bool:
    """Say whether a grid goes on with the last table."""
    words = [t for t in between if t.strip() and not is_page_number(t) and not is_remark(t)]
    if words or (caption.agency and last.caption.agency and caption.agency != last.caption.agency):
        return False
    if caption.title and not caption.continued:
        return _is_same_title(last, caption, grid, header) and (
            _same_header(last.header, header) or not _has_own_header(header, grid)
        )
    if any(is_remark(text) for text in between) and any(header.paths):
        return False
    return _same_header(last.header, header) or (not _has_own_header(header, grid) and _fits_below(last, grid, header.depth))


def _is_same_title(last: Table, caption: Caption, grid: Grid, header: Header) -> bool:
    """The title is repeated on each page; a second 合计 on top begins the same table of another unit."""
    first = last.pieces[0]
    if _opens_with_total(grid, header.depth) and _opens_with_total(first.grid, first.first):
        return False
    return fold(caption.title) == fold(last.caption.title) and caption.number in ("", last.caption.number)


def _fits_below(last: Table, grid: Grid, first: int) -> bool:
    if _loses_few(last, grid) or (last.width > grid.width and _same_breadth(last, grid)):
        return True
    return grid.box is None and onto_columns(grid, first, last.columns) is not None


def _opens_with_total(grid: Grid, first: int) -> bool:
    return first < grid.height and any(is_total_word(text) for text in grid.row_texts(first))


def _same_breadth(last: Table, grid: Grid) -> bool:
    """A page that holds only the 合计 row has no rules between its label columns: the outer edges agree."""
    one, other = last.pieces[-1].grid.box, grid.box
    if one is None or other is None:
        return False
    return abs(one.left - other.left) < _EDGE and abs(one.right - other.right) < _EDGE


def _same_header(one: Header, other: Header) -> bool:
    """The same words from left to right; a column without any is one that only rules make, and one cell may lose its end."""
    ours, theirs = ([path for path in header.folded() if path] for header in (one, other))
    differing = [pair for pair in zip(ours, theirs, strict=False) if pair[0] != pair[1]]
    return bool(ours) and len(ours) == len(theirs) and len(differing) <= 1 and all(_is_cut(*pair) for pair in differing)


def _is_cut(one: Sequence[str], other: Sequence[str]) -> bool:
    return len(one) == len(other) and all(a.startswith(b) or b.startswith(a) for a, b in zip(one, other, strict=True))


def _has_own_header(header: Header, grid: Grid) -> bool:
    """Most columns of a header have words, and some are words of headers; a torn row has others, or few."""
    named = sum(bool(path) for path in header.paths)
    known = any(is_header_word(word) for path in header.paths for word in path)
    return named * 2 > grid.width and (known or named == grid.width)


def _as_lines(grid: Grid) -> list[str]:
    return ["\t".join(t for t in grid.row_texts(r) if t) for r in range(grid.height)]


def own_cells(grid: Grid, row: int) -> list[Cell]:
    """The cells of a row that begin in it and hold words."""
    return [cell for cell in grid.anchored(row) if not fact(cell.text).blank]
