"""The characters and rulings of a page -> grids and lines, whatever format they were printed in."""

from operator import itemgetter

from attrs import Factory

from medinsure_budget.evidence import Block, Box, Grid, Line, Note, Page
from medinsure_budget.records import define
from medinsure_budget.sources.left_out import LeftOut
from medinsure_budget.sources.pdf.drawing import Drawing
from medinsure_budget.sources.pdf.geometry import Segment
from medinsure_budget.sources.pdf.glyphs import Characters
from medinsure_budget.sources.pdf.lattice import Lattice, find_lattices, join
from medinsure_budget.sources.pdf.marks import raised_marks, struck_out, words_of
from medinsure_budget.sources.pdf.ruled import fill
from medinsure_budget.sources.pdf.spans import Span, letters_of
from medinsure_budget.sources.pdf.unruled import find_tables
from medinsure_budget.sources.pdf.words import runs


@define(eq=False)
class Composed:
    """What a page holds: its tables, the lines beside them, and what had to be said."""

    grids: list[Grid]
    lines: list[tuple[str, Box]]
    notes: list[Note] = Factory(list)

    def blocks(self) -> tuple[Block, ...]:
        """From top to bottom, lines numbered as they are met."""
        return _in_order(self.grids, self.lines)


def compose(found: Characters, drawing: Drawing, number: int, before: Page | None) -> Composed:
    """Put a page together; a table of the page before it may go on here."""
    notes: list[Note] = []
    rulings = _take_out_marks(found, join(drawing.horizontals), notes)
    lattices, left_out = find_lattices(rulings, join(drawing.verticals))
    if left_out:
        notes.append(Note("unread", "本页线条过多（疑为图样），未全部按表格读取"))
    grids, spans = _ruled(lattices, found.spans + found.sideways, number)
    if found.sideways:
        unused = {*map(id, found.sideways)} & {*map(id, spans)}
        found.slanted -= len(found.sideways) - len(unused)
        spans = [span for span in spans if id(span) not in unused]
    notes += _notes(found, drawing)
    last = _last_grid(before)
    known = last.places if last else ()
    tables, rest = find_tables(runs(spans), number, last)
    if last and last.places is not known:
        notes.append(Note("repaired", "分页截断的文字已接回上一页表格的末行"))
    return Composed(grids + tables, [(run.text, run.box) for run in rest], notes)


def _take_out_marks(found: Characters, rulings: list[Segment], notes: list[Note]) -> list[Segment]:
    """Take out what is raised or struck out; gives the rulings that strike nothing out."""
    struck, lines = struck_out(found.spans, rulings)
    raised = raised_marks(found.spans)
    if not struck and not raised:
        return rulings
    left_out = LeftOut()
    for words in words_of(raised):
        left_out.add("raised", words)
    for words in words_of(struck):
        left_out.add("struck", words)
    notes.extend(left_out.notes())
    gone = {*struck, *raised}
    found.spans = [letter for letter in letters_of(found.spans) if letter not in gone]
    return [line for line in rulings if line not in lines]


def _last_grid(page: Page | None) -> Grid | None:
    grids = [block for block in page.blocks if isinstance(block, Grid)] if page else []
    return grids[-1] if grids else None


def _ruled(lattices: list[Lattice], spans: list[Span], page: int) -> tuple[list[Grid], list[Span]]:
    """Fill the ruled tables, the smallest first so that a table within a frame keeps its words."""
    grids = []
    for lattice in sorted(lattices, key=_area):
        grid, spans = fill(lattice, spans, page)
        if grid:
            grids.append(grid)
    return grids, spans


def _area(lattice: Lattice) -> float:
    box = lattice.box
    return (box.right - box.left) * (box.bottom - box.top)


def _notes(found: Characters, drawing: Drawing) -> list[Note]:
    notes = []
    if found.outside:
        notes.append(Note("ignored", f"本页有{found.outside}个字符在页面之外或被裁去，打印时不可见，未读"))
    if found.invisible:
        notes.append(Note("ignored", f"本页有{found.invisible}个字符不着色，打印时不可见，未读"))
    if found.slanted:
        notes.append(Note("ignored", f"本页有{found.slanted}个斜置、竖置或底纹中的字符（如水印），未读"))
    if found.unmapped:
        notes.append(Note("unread", f"本页有{found.unmapped}个字符的字体没有文字编码，无法读出"))
    if found.layer:
        notes.append(Note("repaired", "本页为扫描件，文字取自其隐藏的识别层，可能有误"))
    if drawing.too_deep:
        notes.append(Note("unread", "本页图形嵌套过深，过深的部分未读"))
    return notes


def _in_order(grids: list[Grid], lines: list[tuple[str, Box]]) -> tuple[Block, ...]:
    """From top to bottom, lines numbered as they are met."""
    placed: list[tuple[float, float, int, Grid | str, Box]] = []
    for grid in grids:
        if grid.box:
            placed.append((grid.box.top, grid.box.left, len(placed), grid, grid.box))
    for text, box in lines:
        placed.append((box.top, box.left, len(placed), text, box))
    blocks: list[Block] = []
    number = 0
    for _, _, _, thing, box in sorted(placed, key=itemgetter(0, 1, 2)):
        if isinstance(thing, Grid):
            blocks.append(thing)
        else:
            number += 1
            blocks.append(Line(thing, number, box))
    return tuple(blocks)
