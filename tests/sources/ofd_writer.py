"""Write pages as OFD, by hand or from the characters and rulings of a PDF; for tests only."""

import zipfile
from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import groupby, pairwise
from xml.sax.saxutils import escape

from medinsure_budget.sources.pdf.engine import PageHandle, open_document
from medinsure_budget.sources.pdf.glyphs import upright
from medinsure_budget.sources.pdf.pages import PageReader
from medinsure_budget.sources.pdf.spans import Span, letters_of

MM = 25.4 / 72
SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def text(x, y, words, *, size=4.0, deltas=None, more="", inner=""):
    """Words whose pen begins at a place in millimetres from the top left."""
    steps = deltas if deltas is not None else " ".join(f"{size if ord(c) > 127 else size / 2}" for c in words[:-1])
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y - size} {size * len(words)} {size * 1.2}" Font="1" Size="{size}" {more}>'
        f'{inner}<ofd:TextCode X="0" Y="{size}" DeltaX="{steps}">{escape(words)}</ofd:TextCode></ofd:TextObject>'
    )


def line(x0, y0, x1, y1, *, more="", inner=""):
    """A stroked line between two places in millimetres."""
    return (
        f'<ofd:PathObject ID="1" Boundary="{x0} {y0} {x1 - x0} {y1 - y0}" LineWidth="0.2" {more}>{inner}'
        f"<ofd:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def ruled(xs: Sequence[float], ys: Sequence[float], rows: Sequence[Sequence[str]]):
    """A ruled table with these words."""
    rules = [line(xs[0], y, xs[-1], y) for y in ys] + [line(x, ys[0], x, ys[-1]) for x in xs]
    words = [
        text(x + 1, y - 1.5, word)
        for y, row in zip(ys[1:], rows, strict=True)
        for x, word in zip(xs, row, strict=False)
        if word
    ]
    return "".join(rules + words)


def page(*things, more="", size="0 0 210 297", kind="Body"):
    """The content of a page."""
    return (
        f"<ofd:Page {SPACE}><ofd:Area><ofd:PhysicalBox>{size}</ofd:PhysicalBox></ofd:Area>{more}"
        f'<ofd:Content><ofd:Layer ID="2" Type="{kind}">{"".join(things)}</ofd:Layer></ofd:Content></ofd:Page>'
    )


def ofd(*pages, common="", body="", document="", parts: dict[str, str | bytes] | None = None) -> bytes:
    """Bind pages into a file; ``parts`` are further members."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "OFD.xml",
            f'<ofd:OFD {SPACE} Version="1.1"><ofd:DocBody><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot>{body}</ofd:DocBody></ofd:OFD>',
        )
        kids = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
        archive.writestr(
            "Doc_0/Document.xml",
            f"<ofd:Document {SPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
            f"{common}</ofd:CommonData><ofd:Pages>{kids}</ofd:Pages>{document}</ofd:Document>",
        )
        for number, content in enumerate(pages):
            archive.writestr(f"Doc_0/Pages/Page_{number}/Content.xml", content)
        for name, content in (parts or {}).items():
            archive.writestr(name, content)
    return out.getvalue()


def as_ofd(data: bytes) -> bytes:
    """The characters and rulings that can be seen on the pages of a PDF, as OFD."""
    with open_document(data, "PDF") as document:
        pages = []
        for number in range(1, document.pages + 1):
            with document.page(number) as handle:
                pages.append(_page(handle))
    return ofd(*pages)


def _page(handle: PageHandle) -> str:
    reader = PageReader("PDF", 64, float("inf"))
    drawing, found = reader.content(handle)
    if found.are_fewer_than(found.slanted):
        return _page(upright(handle))
    rules = [line(s.start * MM, s.at * MM, s.end * MM, s.at * MM) for s in drawing.horizontals]
    rules += [line(s.at * MM, s.start * MM, s.at * MM, s.end * MM) for s in drawing.verticals]
    size = f"0 0 {handle.width * MM} {handle.height * MM}"
    return page(*rules, *map(_run, _runs(letters_of(found.spans))), *map(_stacked, found.sideways), size=size)


def _runs(glyphs: Iterable[Span]):
    """Characters of one size and baseline that follow one another to the right."""
    for _, line_ in groupby(glyphs, key=lambda glyph: (glyph.top, glyph.bottom, glyph.baseline)):
        run: list[Span] = []
        for glyph in line_:
            if run and not 0 < glyph.left - run[-1].left < 200:
                yield run
                run = []
            run.append(glyph)
        yield run


def _run(run: Sequence[Span]) -> str:
    first = run[0]
    size = (first.bottom - first.top) * MM
    steps = [(after.left - before.left) * MM for before, after in pairwise(run)]
    deltas = " ".join(
        f"g {len(same)} {step:.5f}" if len(same) > 1 else f"{step:.5f}"
        for step, same in ((step, list(same)) for step, same in groupby(steps))
    )
    words = "".join(glyph.text for glyph in run)
    return text(first.left * MM, first.baseline * MM, words, size=size, deltas=deltas)


def _stacked(glyph: Span) -> str:
    """A character that runs down or up, turned by its matrix."""
    down = glyph.baseline > 0
    size = (glyph.right - glyph.left) * MM
    x, y = (glyph.left * MM, glyph.top * MM) if down else (glyph.right * MM, glyph.bottom * MM)
    matrix = f"0 1 -1 0 {size} 0" if down else f"0 -1 1 0 {-size} 0"
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y} {size} {size}" CTM="{matrix}" Font="1" Size="{size}">'
        f'<ofd:TextCode X="0" Y="{size * 0.88}">{escape(glyph.text)}</ofd:TextCode></ofd:TextObject>'
    )
