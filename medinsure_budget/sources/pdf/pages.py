"""A page of a PDF -> lines and grids in reading order, and what had to be left out."""

from collections.abc import Callable
from operator import itemgetter

from attrs import evolve, frozen

from medinsure_budget.evidence import Block, Box, Grid, Line, Note, Page
from medinsure_budget.sources.left_out import LeftOut
from medinsure_budget.sources.pdf.drawing import Drawing, read_drawing
from medinsure_budget.sources.pdf.engine import PageHandle, render
from medinsure_budget.sources.pdf.geometry import Rectangle, Segment
from medinsure_budget.sources.pdf.glyphs import Characters, Glyph, open_text, read_characters, upright
from medinsure_budget.sources.pdf.lattice import Lattice, find_lattices, join
from medinsure_budget.sources.pdf.marks import raised_marks, struck_out, words_of
from medinsure_budget.sources.pdf.picture import png
from medinsure_budget.sources.pdf.ruled import fill
from medinsure_budget.sources.pdf.unruled import find_tables
from medinsure_budget.sources.pdf.words import runs

Ocr = Callable[[bytes], str]

# A picture of this share of the page is worth telling about when no text stands on it.
_LARGE_PICTURE = 0.1
# Recognition of printed Chinese needs some 200 dots an inch.
_OCR_SCALE = 3.0


@frozen
class PageReader:
    """How pages of one file are read.

    Attributes:
        name: The file, for messages.
        max_depth: How deep drawings may be nested.
        deadline: The `time.monotonic` moment to stop at.
        ocr: Recognises the text of a PNG, for pages that are only pictures.
    """

    name: str
    max_depth: int
    deadline: float
    ocr: Ocr | None = None

    def read(self, handle: PageHandle, before: Page | None = None) -> tuple[Page, list[Note]]:
        """Read one page; a table of the page before it may go on here."""
        drawing, found = self.content(handle)
        if found.slanted > len(found.glyphs) and (seen := upright(handle)) is not handle:
            handle = seen
            drawing, found = self.content(handle)
        notes: list[Note] = []
        rulings = _take_out_marks(found, join(drawing.horizontals), notes)
        lattices, left_out = find_lattices(rulings, join(drawing.verticals))
        if left_out:
            notes.append(Note("unread", "本页线条过多（疑为图样），未全部按表格读取"))
        grids, glyphs = _ruled(lattices, found.glyphs + found.sideways, handle.number)
        if found.sideways:
            unused = {id(glyph) for glyph in found.sideways} & {id(glyph) for glyph in glyphs}
            found.slanted -= len(found.sideways) - len(unused)
            glyphs = [glyph for glyph in glyphs if id(glyph) not in unused]
        notes += _notes(found, drawing)
        last = _last_grid(before)
        known = last.places if last else ()
        tables, rest = find_tables(runs(glyphs), handle.number, last)
        if last and last.places is not known:
            notes.append(Note("repaired", "分页截断的文字已接回上一页表格的末行"))
        lines = [(run.text, run.box) for run in rest]
        pictures = [image for image in drawing.images if _is_unread(image, handle, found.glyphs)]
        if pictures or found.unmapped > len(found.glyphs):
            lines += self.recognise(handle, pictures, notes, anything=bool(found.glyphs))
        page = Page(handle.number, _in_order(grids + tables, lines), width=handle.width, height=handle.height)
        return page, [evolve(note, page=handle.number) for note in notes]

    def content(self, handle: PageHandle) -> tuple[Drawing, Characters]:
        """What the page draws and the characters that can be seen on it."""
        name, deadline = self.name, self.deadline
        with open_text(handle) as text:
            drawing = read_drawing(handle, text, max_depth=self.max_depth, deadline=deadline, name=name)
            return drawing, read_characters(text, handle, drawing, deadline=deadline, name=name)

    def recognise(
        self, handle: PageHandle, pictures: list[Rectangle], notes: list[Note], *, anything: bool
    ) -> list[tuple[str, Box]]:
        """Read pictures by the caller's recognition; without one they are only reported."""
        if self.ocr is None:
            what = "本页有图片，其中的文字未读" if anything else "本页为扫描件或图片，没有可读的文字"
            if pictures:
                notes.append(Note("unread", what))
            return []
        whole = Box(0, 0, handle.width, handle.height)
        boxes = [_on(handle, image) for image in pictures] if anything and pictures else [whole]
        lines: list[tuple[str, Box]] = []
        for box in boxes:
            text = self.ocr(png(render(handle, box, _OCR_SCALE)))
            lines += [(line.strip(), box) for line in text.splitlines() if line.strip()]
        notes.append(Note("repaired", f"本页图片中的文字由识别程序读出，共{len(lines)}行，请核对"))
        return lines


def _take_out_marks(found: Characters, rulings: list[Segment], notes: list[Note]) -> list[Segment]:
    """Take out what is raised or struck out; gives the rulings that strike nothing out."""
    struck, lines = struck_out(found.glyphs, rulings)
    raised = raised_marks(found.glyphs)
    if not struck and not raised:
        return rulings
    left_out = LeftOut()
    for words in words_of(raised):
        left_out.add("raised", words)
    for words in words_of(struck):
        left_out.add("struck", words)
    notes.extend(left_out.notes())
    gone = {*map(id, struck), *map(id, raised)}
    found.glyphs = [glyph for glyph in found.glyphs if id(glyph) not in gone]
    return [line for line in rulings if line not in lines]


def _last_grid(page: Page | None) -> Grid | None:
    grids = [block for block in page.blocks if isinstance(block, Grid)] if page else []
    return grids[-1] if grids else None


def _ruled(lattices: list[Lattice], glyphs: list[Glyph], page: int) -> tuple[list[Grid], list[Glyph]]:
    """Fill the ruled tables, the smallest first so that a table within a frame keeps its words."""
    grids = []
    for lattice in sorted(lattices, key=_area):
        grid, glyphs = fill(lattice, glyphs, page)
        if grid:
            grids.append(grid)
    return grids, glyphs


def _area(lattice: Lattice) -> float:
    box = lattice.box
    return (box.right - box.left) * (box.bottom - box.top)


def _is_unread(image: Rectangle, page: PageHandle, glyphs: list[Glyph]) -> bool:
    """Whether a picture is large and no text stands on it; text stands on backgrounds and on recognised scans."""
    box = _on(page, image)
    if (box.right - box.left) * (box.bottom - box.top) < _LARGE_PICTURE * page.width * page.height:
        return False
    return not any(box.left < glyph.left < box.right and box.top < glyph.baseline < box.bottom for glyph in glyphs)


def _on(page: PageHandle, image: Rectangle) -> Box:
    left, top = max(0.0, image.left), max(0.0, image.top)
    return Box(left, top, max(left, min(page.width, image.right)), max(top, min(page.height, image.bottom)))


def _notes(found: Characters, drawing: Drawing) -> list[Note]:
    notes = []
    if found.outside:
        notes.append(Note("ignored", f"本页有{found.outside}个字符在页面之外或被裁去，打印时不可见，未读"))
    if found.invisible:
        notes.append(Note("ignored", f"本页有{found.invisible}个字符不着色，打印时不可见，未读"))
    if found.slanted:
        notes.append(Note("ignored", f"本页有{found.slanted}个斜置或竖置的字符（如水印），未读"))
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
