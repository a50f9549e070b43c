"""The visible characters of a page and where they stand."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby, repeat
from math import atan2, cos, sin, tau
from time import monotonic
from typing import NamedTuple

from attrs import Factory

from medinsure_budget.errors import LimitExceededError
from medinsure_budget.records import define
from medinsure_budget.sources.pdf.drawing import Drawing
from medinsure_budget.sources.pdf.engine import STRIDE, Numbers, PageHandle, TextPage, pdfium, turned
from medinsure_budget.sources.pdf.geometry import Rectangle, hull, moved, spread


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
        invisible: Characters printed in no colour, or in white on white.
        slanted: Characters of watermarks, seals and the like, those in ``sideways`` included.
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


# pdfium replaces a hyphen that ends a line by these.
_HYPHENS = "\x02\ufffe"
# Fonts of office programs map common words to radicals and compatibility forms that only look the same.
_LOOKALIKE = "\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06\U0002f800-\U0002fa1f"
_NO_CHARACTER = "\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufff0-\uffff"
_ODD = re.compile(f"[{_LOOKALIKE}{_NO_CHARACTER}]")
_LOOKS_ALIKE = re.compile(f"[{_LOOKALIKE}]")
# pdfium reports the shear of imitated italics (up to 20 degrees) as an angle; watermarks stand steeper.
_SKEW = 0.45
# What is turned by more than this (a part of a circle's radius) on a page that has slanted text is part of that.
_TILT = 0.03
# The pen of level characters starts near the left and bottom of their boxes: within this part of their height.
# Light characters so many times as high as others lie under them.
_LARGE = 1.8
_PEN = 0.3
# How far, in points, the middle of a character may lie outside of its clipping path before it counts as hidden.
_EDGE = 1.0
# One in so many characters is tried for a missing Unicode, and so many tell the direction of a page.
_SAMPLE, _VOTERS = 16, 200


@contextmanager
def open_text(page: PageHandle) -> Iterator[TextPage]:
    """The characters of a page for the length of a ``with`` block."""
    text = TextPage(page)
    try:
        yield text
    finally:
        text.close()


def read_characters(text: TextPage, page: PageHandle, drawing: Drawing, *, deadline: float, name: str) -> Characters:
    """Read the characters that can be seen on a page.

    Raises:
        LimitExceededError: when the page has more characters than the time allows.
    """
    reader = _Reader(text, page)
    places: Sequence[int] = range(len(text.indexes))
    if drawing.clipped or drawing.invisible or drawing.pale or (drawing.faint and _large(text)) or _has_unmapped(text):
        places = _shown(text, page, drawing, reader.found)
    for start in range(0, len(places), STRIDE):
        reader.read(places[start : start + STRIDE])
        if monotonic() > deadline:
            raise LimitExceededError(f"{name}：第 {page.number} 页的文字太多，在时限内读不完")
    if reader.found.slanted:
        reader.take_out_tilted()
    return reader.found


def upright(page: PageHandle) -> PageHandle:
    """The page turned so that most of its text runs from left to right.

    Wide tables are printed turned on upright pages, with or without the file saying that the page is to be turned.
    """
    a, b, c, d, _, _ = page.matrix
    votes = [0, 0, 0, 0]
    with open_text(page) as text:
        for index in range(0, text.count, max(1, text.count // _VOTERS)):
            angle = -pdfium().FPDFText_GetCharAngle(text.pointer, index)  # counted clockwise
            x, y = a * cos(angle) + c * sin(angle), b * cos(angle) + d * sin(angle)
            # Text that runs down the page needs three quarters, text that runs up needs one.
            votes[(0 if x > 0 else 2) if abs(x) >= abs(y) else (3 if y > 0 else 1)] += 1
    quarters = votes.index(max(votes))
    return turned(page, quarters) if quarters and votes[quarters] * 2 > sum(votes) else page


def _has_unmapped(text: TextPage) -> bool:
    """Whether a sample of the characters has no Unicode."""
    unmapped = pdfium().FPDFText_HasUnicodeMapError
    return any(code > 0 for code in map(unmapped, repeat(text.pointer), range(0, text.count, _SAMPLE)))


def _shown(text: TextPage, page: PageHandle, drawing: Drawing, found: Characters) -> list[int]:
    """The characters that their text object, font and direction let us see; the others are counted by cause."""
    lib = pdfium()
    # A page on which nothing is visible but a picture is a scan with a recognition layer, which is worth reading.
    layer = bool(drawing.images) and len(drawing.invisible) == drawing.texts
    coloured = drawing.backgrounds + drawing.images
    shown = []
    large = _large(text) if drawing.faint else set[int]()
    for place, index in enumerate(text.indexes):
        thing = lib.FPDFText_GetTextObject(text.pointer, index)
        if thing in drawing.invisible and not layer:
            found.invisible += 1
        elif thing in drawing.clipped and not _inside(text, place, page, [drawing.clipped[thing]]):
            found.outside += 1
        elif thing in drawing.pale and not _inside(text, place, page, coloured):
            found.invisible += 1
        elif place in large and thing in drawing.faint:
            found.slanted += 1  # a level watermark
        elif lib.FPDFText_HasUnicodeMapError(text.pointer, index) > 0:
            found.unmapped += 1
        else:
            shown.append(place)
    found.layer = layer
    return shown


def _large(text: TextPage) -> set[int]:
    """The characters that are much higher than most of the page."""
    _, tops, _, bottoms = text.sides
    heights = [abs(bottom - top) for top, bottom in zip(tops, bottoms, strict=True)]
    usual = sorted(heights)[len(heights) // 2] if heights else 0.0
    return {place for place, height in enumerate(heights) if height > _LARGE * usual}


def _inside(text: TextPage, place: int, page: PageHandle, areas: Sequence[Rectangle]) -> bool:
    """Whether the middle of a character lies in one of these areas."""
    left, top, right, bottom = (side[place] for side in text.sides)
    x, y = moved(page.matrix, (left + right) / 2, (top + bottom) / 2)
    return any(
        area.left - _EDGE <= x <= area.right + _EDGE and area.top - _EDGE <= y <= area.bottom + _EDGE for area in areas
    )


class _Reader:
    """Reads characters in bulk: a loop of Python's own around each call is what a page's time would go into.

    Characters are named by their place among those that are no blanks.
    """

    def __init__(self, text: TextPage, page: PageHandle) -> None:
        self.text, self.page, self.found = text, page, Characters([])
        self.letters = [text.letters[index] for index in text.indexes]
        self.odd = bool(_ODD.search("".join(self.letters)))
        if self.odd:
            self.letters = list(map(printed_letter, self.letters))
        self.pen = Numbers("d", 2)
        # The place of each glyph found, and of each that runs up or down.
        self.places: list[int] = []
        self.sideways: list[int] = []

    def read(self, places: Sequence[int]) -> None:
        """Append the glyphs at these places."""
        lefts, tops, rights, bottoms = self.columns(places)
        letters = [self.letters[place] for place in places]
        baselines: list[float] = []
        origins = list(lefts)
        slanted: list[int] = []
        a, b, c, d, e, f = self.page.matrix
        origin_of, text, indexes = pdfium().FPDFText_GetCharOrigin, self.text.pointer, self.text.indexes
        (x_at, y_at), pen = self.pen.at, self.pen.values
        for (top, bottom), same in groupby(zip(tops, bottoms, strict=True)):
            # Asked for once a line: boxes that are equally high and low stand on one baseline and turn one way.
            start, count = len(baselines), len(list(same))
            origin_of(text, indexes[places[start]], x_at, y_at)
            x, y = pen
            origin, baseline = a * x + c * y + e, b * x + d * y + f
            size = _PEN * (bottom - top)
            if (origin - lefts[start] > size or bottom - baseline > size) and self.is_slanted(places[start]):
                slanted.extend(range(start, start + count))
            origins[start] = origin
            baselines += [baseline] * count
        rows = zip(letters, lefts, tops, rights, bottoms, baselines, origins, strict=True)
        glyphs = list(map(tuple.__new__, repeat(Glyph), rows))
        width, height = self.page.width, self.page.height
        on_page = min(lefts) >= 0 and min(tops) >= 0 and max(rights) <= width and max(bottoms) <= height
        if not on_page or slanted or self.odd:
            left_out = self.left_out(glyphs, slanted, places)
            places = [place for number, place in enumerate(places) if number not in left_out]
            glyphs = [glyph for number, glyph in enumerate(glyphs) if number not in left_out]
        self.found.glyphs += glyphs
        self.places += places

    def columns(self, places: Sequence[int]) -> tuple[list[float], list[float], list[float], list[float]]:
        """The left, top, right and bottom sides of characters on the page as it is read."""
        sides: Iterable[Sequence[float]] = self.text.sides
        if len(places) < len(self.letters):
            sides = [[side[place] for place in places] for side in sides]
        x0s, y0s, x1s, y1s = sides
        a, b, c, d, e, f = self.page.matrix
        if (a, b, c, d) == (1, 0, 0, -1):  # nearly all pages
            return [x + e for x in x0s], [f - y for y in y0s], [x + e for x in x1s], [f - y for y in y1s]
        found = [spread(self.page.matrix, *box) for box in zip(x0s, y0s, x1s, y1s, strict=True)]
        lefts, tops, rights, bottoms = map(list, zip(*found, strict=True))
        return lefts, tops, rights, bottoms

    def pen_at(self, place: int) -> tuple[float, float]:
        pdfium().FPDFText_GetCharOrigin(self.text.pointer, self.text.indexes[place], *self.pen.at)
        return moved(self.page.matrix, *self.pen.values)

    def left_out(self, glyphs: list[Glyph], slanted: list[int], places: Sequence[int]) -> set[int]:
        """Which glyphs are no printed characters on the page, counted by cause."""
        found, width, height = self.found, 2 * self.page.width, 2 * self.page.height
        found.slanted += len(slanted)
        for number in slanted:
            glyph = glyphs[number]
            if glyph.text and (order := self.order(places[number], glyph)):
                found.sideways.append(glyph._replace(baseline=order, origin=glyph.left))
                self.sideways.append(places[number])
        gone = set(slanted)
        unmapped = {number for number, glyph in enumerate(glyphs) if not glyph.text} - gone
        gone |= unmapped
        outside = {
            number
            for number, (_, left, top, right, bottom, _, _) in enumerate(glyphs)
            if not (0 <= left + right <= width and 0 <= top + bottom <= height)
        } - gone
        found.unmapped += len(unmapped)
        found.outside += len(outside)
        return gone | outside

    def angle(self, place: int) -> float:
        """How far a character is turned against the page, clockwise."""
        level = atan2(-self.page.matrix[2], self.page.matrix[0])
        angle: float = pdfium().FPDFText_GetCharAngle(self.text.pointer, self.text.indexes[place])
        return (angle - level) % tau

    def is_slanted(self, place: int) -> bool:
        return _SKEW < self.angle(place) < tau - _SKEW

    def order(self, place: int, glyph: Glyph) -> float:
        """Where text that runs straight up or down is read, as a baseline: as if its characters were stacked.

        0 for text that runs aslant.
        """
        x, y = self.direction(place)
        if abs(x) > _TILT * abs(y):
            return 0
        return glyph.bottom if y > 0 else -glyph.top

    def take_out_tilted(self) -> None:
        """Take what belongs to watermarks and seals out of the level characters.

        The words of a seal stand around a circle: some of them nearly level, and its number in the middle quite so.
        """
        tilted = set(filter(self.is_tilted, range(len(self.text.indexes))))
        marks: dict[tuple[float, ...], list[tuple[float, float]]] = {}
        for place in tilted.difference(self.sideways):
            marks.setdefault(self.colour(place), []).append(self.pen_at(place))
        # Tables are printed in black, and no seal is.
        areas = {colour: _squared(hull(points)) for colour, points in marks.items() if any(colour[:3])}
        found = self.found
        rows = zip(self.places, found.glyphs, strict=True)
        kept = [row for row in rows if row[0] not in tilted and not self.lies_in(areas, *row)]
        found.slanted += len(found.glyphs) - len(kept)
        found.glyphs = [glyph for _, glyph in kept]
        sideways = zip(self.sideways, found.sideways, strict=True)
        found.sideways = [glyph for place, glyph in sideways if not self.lies_in(areas, place, glyph)]

    def lies_in(self, areas: dict[tuple[float, ...], Rectangle], place: int, glyph: Glyph) -> bool:
        area = areas.get(self.colour(place)) if areas else None
        x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
        return area is not None and area.left <= x <= area.right and area.top <= y <= area.bottom

    def is_tilted(self, place: int) -> bool:
        """Whether a character is turned, not sheared, out of the direction of the page."""
        x, y = self.direction(place)
        return abs(y) > _TILT * x

    def direction(self, place: int) -> tuple[float, float]:
        """Where a character's line runs on the page."""
        matrix = Numbers("f", 6)
        pdfium().FPDFText_GetMatrix(self.text.pointer, self.text.indexes[place], matrix.at[0])
        a, b, *_ = matrix.values
        p, q, r, s, *_ = self.page.matrix
        return p * a + r * b, q * a + s * b

    def colour(self, place: int) -> tuple[float, ...]:
        colour = Numbers("I", 4)
        pdfium().FPDFText_GetFillColor(self.text.pointer, self.text.indexes[place], *colour.at)
        return tuple(colour.values)


def _squared(box: Rectangle) -> Rectangle:
    """As broad as high: words along an arc tell the whole circle."""
    more = (box.right - box.left) - (box.bottom - box.top)
    across, down = max(0, -more), max(0, more)
    return Rectangle(box.left - across, box.top - down, box.right + across, box.bottom + down)


def printed_letter(letter: str) -> str:
    """The character that is printed, empty where a code stands for none."""
    if letter in _HYPHENS:
        return "-"
    if not _ODD.match(letter):
        return letter
    return unicodedata.normalize("NFKC", letter) if _LOOKS_ALIKE.match(letter) else ""
