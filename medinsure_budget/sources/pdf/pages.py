"""A page of a PDF -> lines and grids in reading order, and what had to be left out."""

from collections.abc import Callable

from attrs import evolve

from medinsure_budget.evidence import Box, Note, Page
from medinsure_budget.records import frozen
from medinsure_budget.sources.pdf.compose import compose
from medinsure_budget.sources.pdf.drawing import Drawing, read_drawing
from medinsure_budget.sources.pdf.engine import PageHandle, render
from medinsure_budget.sources.pdf.geometry import Rectangle
from medinsure_budget.sources.pdf.glyphs import Characters, open_text, read_characters, upright
from medinsure_budget.sources.pdf.picture import png
from medinsure_budget.sources.pdf.spans import Span, stands_in

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
        if found.are_fewer_than(found.slanted) and (seen := upright(handle)) is not handle:
            handle = seen
            drawing, found = self.content(handle)
        composed = compose(found, drawing, handle.number, before)
        pictures = [image for image in drawing.images if _is_unread(image, handle, found.spans)]
        if pictures or found.are_fewer_than(found.unmapped):
            composed.lines += self.recognise(handle, pictures, composed.notes, anything=bool(found.spans))
        page = Page(handle.number, composed.blocks(), width=handle.width, height=handle.height)
        return page, [evolve(note, page=handle.number) for note in composed.notes]

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


def _is_unread(image: Rectangle, page: PageHandle, spans: list[Span]) -> bool:
    """Whether a picture is large and no text stands on it; text stands on backgrounds and on recognised scans."""
    box = _on(page, image)
    if (box.right - box.left) * (box.bottom - box.top) < _LARGE_PICTURE * page.width * page.height:
        return False
    return not stands_in(spans, box.left, box.top, box.right, box.bottom)


def _on(page: PageHandle, image: Rectangle) -> Box:
    left, top = max(0.0, image.left), max(0.0, image.top)
    return Box(left, top, max(left, min(page.width, image.right)), max(top, min(page.height, image.bottom)))
