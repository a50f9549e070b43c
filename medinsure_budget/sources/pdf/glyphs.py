"""The visible characters of a page and where they stand."""

import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import atan2, cos, nan, sin, tau
from time import monotonic
from typing import NamedTuple

from attrs import Factory, define

from medinsure_budget.errors import LimitExceededError
from medinsure_budget.sources.pdf.drawing import Drawing, Rectangle, moved, spread
from medinsure_budget.sources.pdf.engine import Numbers, PageHandle, pdfium, turned


class Glyph(NamedTuple):
    """A printed character.

    ``baseline`` is the height at which the pen was set, ``origin`` how far right. Boxes are tight in some fonts, so
    lines are found by baselines, and widths are not to be trusted below one advance.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float
    origin: float


@define(eq=False)
class Characters:
    """The characters of a page, and how many were left out and why.

    Attributes:
        glyphs: What can be seen, blanks apart, in the order of the file.
        outside: Characters off the page or clipped away.
        invisible: Characters printed in no colour.
        slanted: Characters of watermarks and the like, those in ``sideways`` included.
        sideways: Characters of words that run up or down: headings of narrow columns, when they stand in a table.
        unmapped: Characters for which the font states no Unicode.
        layer: Whether all of it is the invisible recognition layer of a scan.
    """

    glyphs: list[Glyph]
    outside: int = 0
    invisible: int = 0
    slanted: int = 0
    unmapped: int = 0
    layer: bool = False
    sideways: list[Glyph] = Factory(list)


_BLANK = frozenset([*range(9, 14), 32, 0xA0, 0xAD, 0x3000, 0xFEFF, *range(0x2000, 0x2010)])
# pdfium replaces a hyphen that ends a line by these.
_HYPHENS = (0x02, 0xFFFE)
# Fonts of office programs map common words to radicals and compatibility forms that only look the same.
_LOOKALIKES = ((0x2E80, 0x2FDF), (0xF900, 0xFAFF), (0xFB00, 0xFB06), (0x2F800, 0x2FA1F))
_NO_CHARACTER = ((0, 0x1F), (0x7F, 0x9F), (0xD800, 0xDFFF), (0xFFF0, 0xFFFF))
# pdfium reports the shear of imitated italics (up to 20 degrees) as an angle; watermarks stand steeper.
_SKEW = 0.45
# The pen of level characters starts near the left and bottom of their boxes: within this part of their height.
_PEN = 0.3
# How far, in points, the middle of a character may lie outside of its clipping path before it counts as hidden.
_EDGE = 1.0
# One in so many characters is tried for a missing Unicode, so many tell the direction of a page,
# and so many pass between looks at the clock.
_SAMPLE, _VOTERS, _STRIDE = 16, 200, 5000


@contextmanager
def _text_page(page: PageHandle) -> Iterator[int]:
    lib = pdfium()
    pointer = lib.FPDFText_LoadPage(page.pointer)
    try:
        yield pointer
    finally:
        if pointer:
            lib.FPDFText_ClosePage(pointer)


def read_characters(page: PageHandle, drawing: Drawing, *, deadline: float, name: str) -> Characters:
    """Read the characters that can be seen on a page.

    Raises:
        LimitExceededError: when the page has more characters than the time allows.
    """
    found = Characters([])
    with _text_page(page) as text:
        count = pdfium().FPDFText_CountChars(text) if text else 0
        needs_care = drawing.clipped or drawing.invisible or _has_unmapped(text, count)
        indexes = _shown(text, count, page, drawing, found) if needs_care else range(max(0, count))
        for start in range(0, len(indexes), _STRIDE):
            _collect(text, indexes[start : start + _STRIDE], page, found)
            if monotonic() > deadline:
                raise LimitExceededError(f"{name}: page {page.number} has more text than the time allows to read")
    return found


def upright(page: PageHandle) -> PageHandle:
    """The page turned so that most of its text runs from left to right.

    Wide tables are printed turned on upright pages, with or without the file saying that the page is to be turned.
    """
    a, b, c, d, _, _ = page.matrix
    votes = [0, 0, 0, 0]
    with _text_page(page) as text:
        lib = pdfium()
        count = lib.FPDFText_CountChars(text) if text else 0
        for index in range(0, count, max(1, count // _VOTERS)):
            angle = -lib.FPDFText_GetCharAngle(text, index)  # counted clockwise
            x, y = a * cos(angle) + c * sin(angle), b * cos(angle) + d * sin(angle)
            # Text that runs down the page needs three quarters, text that runs up needs one.
            votes[(0 if x > 0 else 2) if abs(x) >= abs(y) else (3 if y > 0 else 1)] += 1
    quarters = votes.index(max(votes))
    return turned(page, quarters) if quarters and votes[quarters] * 2 > sum(votes) else page


def _has_unmapped(text: int, count: int) -> bool:
    """Whether a sample of the characters has no Unicode."""
    unmapped = pdfium().FPDFText_HasUnicodeMapError
    return any(unmapped(text, index) > 0 for index in range(0, count, _SAMPLE))


def _shown(text: int, count: int, page: PageHandle, drawing: Drawing, found: Characters) -> list[int]:
    """The characters that their text object, font and direction let us see; the others are counted by cause."""
    lib, box = pdfium(), Numbers("f", 4)
    # A page on which nothing is visible but a picture is a scan with a recognition layer, which is worth reading.
    layer = bool(drawing.images) and len(drawing.invisible) == drawing.texts
    shown = []
    for index in range(count):
        thing = lib.FPDFText_GetTextObject(text, index)
        if thing in drawing.invisible and not layer:
            found.invisible += 1
        elif thing in drawing.clipped and not _inside(text, index, page, drawing.clipped[thing], box):
            found.outside += lib.FPDFText_GetUnicode(text, index) not in _BLANK
        elif lib.FPDFText_HasUnicodeMapError(text, index) > 0:
            found.unmapped += 1
        else:
            shown.append(index)
    found.layer = layer
    return shown


def _inside(text: int, index: int, page: PageHandle, clip: Rectangle, box: Numbers) -> bool:
    pdfium().FPDFText_GetLooseCharBox(text, index, box.at[0])
    left, top, right, bottom = box.values
    x, y = moved(page.matrix, (left + right) / 2, (top + bottom) / 2)
    return clip.left - _EDGE <= x <= clip.right + _EDGE and clip.top - _EDGE <= y <= clip.bottom + _EDGE


def _collect(text: int, indexes: Sequence[int], page: PageHandle, found: Characters) -> None:
    """Append the glyphs at these indexes; the loop that every page's time goes into."""
    lib, box, pen = pdfium(), Numbers("f", 4), Numbers("d", 2)
    unicode_of, box_of, origin_of = lib.FPDFText_GetUnicode, lib.FPDFText_GetLooseCharBox, lib.FPDFText_GetCharOrigin
    (box_at, *_), (x_at, y_at), edges, point = box.at, pen.at, box.values, pen.values
    a, b, c, d, e, f = page.matrix
    level = (a, b, c, d) == (1, 0, 0, -1)
    width, height, letters = 2 * page.width, 2 * page.height, _LETTERS
    append, new = found.glyphs.append, tuple.__new__  # twice as fast as calling Glyph
    high = low = baseline = nan
    slanted = False
    for index in indexes:
        code = unicode_of(text, index)
        if code in _BLANK:
            continue
        letter = letters.get(code) or _letter(code)
        box_of(text, index, box_at)
        x0, y0, x1, y1 = edges
        if level:  # nearly all pages; the matrix and the comparisons would cost a tenth of the whole time
            left, top, right, bottom = x0 + e, f - y0, x1 + e, f - y1
        else:
            left, top, right, bottom = spread(page.matrix, x0, y0, x1, y1)
        origin = left
        if top != high or bottom != low:
            # Asked for once a line: boxes that are equally high and low stand on one baseline and turn one way.
            high, low = top, bottom
            origin_of(text, index, x_at, y_at)
            x, y = point
            origin, baseline = a * x + c * y + e, b * x + d * y + f
            size = _PEN * (bottom - top)
            slanted = (origin - left > size or bottom - baseline > size) and _is_slanted(text, index, page)
        if slanted:
            found.slanted += 1
            if letter and (order := _order(text, index, page, (left, top, right, bottom))):
                found.sideways.append(Glyph(letter, left, top, right, bottom, order, left))
        elif not letter:
            found.unmapped += 1
        elif 0 <= left + right <= width and 0 <= top + bottom <= height:
            append(new(Glyph, (letter, left, top, right, bottom, baseline, origin)))
        else:
            found.outside += 1


def _is_slanted(text: int, index: int, page: PageHandle) -> bool:
    level = atan2(-page.matrix[2], page.matrix[0])
    angle: float = pdfium().FPDFText_GetCharAngle(text, index)
    return _SKEW < (angle - level) % tau < tau - _SKEW


def _order(text: int, index: int, page: PageHandle, box: tuple[float, float, float, float]) -> float:
    """Where text that runs straight up or down is read, as a baseline: it is read as if its characters were stacked.

    0 for text that runs aslant.
    """
    level = atan2(-page.matrix[2], page.matrix[0])
    angle: float = (pdfium().FPDFText_GetCharAngle(text, index) - level) % tau
    if abs(angle - tau / 4) < _SKEW:
        return box[3]
    return -box[1] if abs(angle - tau * 3 / 4) < _SKEW else 0


_LETTERS: dict[int, str] = {}


def _letter(code: int) -> str:
    """The character of a code, empty where it stands for none."""
    if code in _HYPHENS:
        letter = "-"
    elif any(first <= code <= last for first, last in _NO_CHARACTER):
        letter = ""
    else:
        letter = chr(code)
        if any(first <= code <= last for first, last in _LOOKALIKES):
            letter = unicodedata.normalize("NFKC", letter)
    _LETTERS[code] = letter
    return letter
