"""The visible characters of a page and where they stand."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from math import atan2, cos, sin, tau
from time import monotonic

from attrs import Factory

from medinsure_budget.errors import LimitExceededError
from medinsure_budget.records import define
from medinsure_budget.sources.lookalike import LOOKALIKE, as_words
from medinsure_budget.sources.pdf.drawing import Drawing
from medinsure_budget.sources.pdf.engine import STRIDE, PageHandle, TextPage, pdfium, turned
from medinsure_budget.sources.pdf.geometry import Point, Rectangle, hull, moved, spread
from medinsure_budget.sources.pdf.spans import OVERPRINT, TOUCHING, Span, letters_of, span

Colour = tuple[float, ...]


@define(eq=False)
class Characters:
    """The characters of a page, and how many were left out and why.

    Attributes:
        spans: What can be seen, blanks apart, in the order of the file.
        outside: Characters off the page or clipped away.
        invisible: Characters printed in no colour, or in white on white.
        slanted: Characters of watermarks, seals and the like, those in ``sideways`` included.
        sideways: Characters of words that run up or down: headings of narrow columns, when they stand in a table.
        unmapped: Characters for which the font states no Unicode.
        layer: Whether all of it is the invisible recognition layer of a scan.
    """

    spans: list[Span]
    outside: int = 0
    invisible: int = 0
    slanted: int = 0
    unmapped: int = 0
    layer: bool = False
    sideways: list[Span] = Factory(list)

    def are_fewer_than(self, others: int) -> bool:
        """Whether fewer characters can be seen than so many others."""
        return others > 0 and sum(max(1, len(span.lefts)) for span in self.spans) < others


# pdfium replaces a hyphen that ends a line by these.
_HYPHENS = "\x02\ufffe"
_NO_CHARACTER = "\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufff0-\uffff"
_ODD = re.compile(f"[{_NO_CHARACTER}]|{LOOKALIKE.shape}")
_TWICE = re.compile(r"(.)(?=\1)", re.DOTALL)
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
    return any(code > 0 for code in text.ask("FPDFText_HasUnicodeMapError", range(0, text.count, _SAMPLE)))


def _shown(text: TextPage, page: PageHandle, drawing: Drawing, found: Characters) -> list[int]:
    """The characters that their text object, font and direction let us see; the others are counted by cause."""
    # A page on which nothing is visible but a picture is a scan with a recognition layer, which is worth reading.
    layer = bool(drawing.images) and len(drawing.invisible) == drawing.texts
    coloured = drawing.backgrounds + drawing.images
    suspects = drawing.invisible | drawing.clipped.keys() | drawing.pale | drawing.faint
    shown = []
    large = _large(text) if drawing.faint else set[int]()
    things, unmapped = text.ask("FPDFText_GetTextObject"), text.ask("FPDFText_HasUnicodeMapError")
    for place, (thing, error) in enumerate(zip(things, unmapped, strict=True)):
        if thing not in suspects and error <= 0:
            shown.append(place)
        elif thing in drawing.invisible and not layer:
            found.invisible += 1
        elif thing in drawing.clipped and not _inside(text, place, page, [drawing.clipped[thing]]):
            found.outside += 1
        elif thing in drawing.pale and not _inside(text, place, page, coloured):
            found.invisible += 1
        elif place in large and thing in drawing.faint:
            found.slanted += 1  # a level watermark
        elif error > 0:
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
        odd = bool(_ODD.search(text.letters))
        self.letters: Sequence[str] = list(map(printed_letter, text.letters)) if odd else text.letters
        # Whether some are none or several in print.
        self.uneven = odd and any(len(letter) != 1 for letter in self.letters)
        # The place of each character found, and of each that runs up or down.
        self.places: list[int] = []
        self.sideways: list[int] = []

    def read(self, places: Sequence[int]) -> None:
        """Append the characters at these places."""
        foot, sides = self.sides(places)
        spans, slanted = self.spans(places, foot, *sides)
        if slanted or self.uneven or not self.on_page(spans):
            letters = letters_of(spans)
            left_out = self.left_out(letters, slanted, places)
            places = [place for number, place in enumerate(places) if number not in left_out]
            spans = [letter for number, letter in enumerate(letters) if number not in left_out]
        self.found.spans += spans
        self.places += places

    def on_page(self, spans: list[Span]) -> bool:
        """Whether all of them stand on the page as a whole."""
        width, height = self.page.width, self.page.height
        return all([span[1] >= 0 <= span[2] and span[3] <= width and span[4] <= height for span in spans])  # noqa: C419 - twice as fast

    def spans(self, places: Sequence[int], foot: float, *sides: list[float]) -> tuple[list[Span], list[int]]:
        """What touches in one span each, and the numbers of the characters that are slanted."""
        spans: list[Span] = []
        slanted: list[int] = []
        lefts, tops, rights, bottoms = sides
        letters = self.letters if len(places) == len(self.letters) else [self.letters[place] for place in places]
        joined = "".join(letters)
        parts = list(pairwise([0, *(range(1, len(places)) if self.uneven else _starts(joined, *sides)), len(places)]))
        # Asked for once a line: boxes that are equally high and low stand on one baseline and turn one way.
        levels = [(tops[start], bottoms[start]) for start, _ in parts]
        firsts = [start for (start, _), level, last in zip(parts, levels, [None, *levels], strict=False) if level != last]
        pens = dict(zip(firsts, self.pens([places[start] for start in firsts]), strict=True))
        top = bottom = baseline = 0.0
        slants = False
        for (start, end), level in zip(parts, levels, strict=True):
            origin = left = lefts[start]
            if pen := pens.get(start):
                top, bottom = foot - level[0], foot - level[1]
                origin, baseline = pen
                size = _PEN * (bottom - top)
                slants = (origin - left > size or bottom - baseline > size) and self.is_slanted(places[start])
            if slants:
                slanted += range(start, end)
            text = letters[start] if self.uneven else joined[start:end]
            inside = (lefts[start:end], rights[start:end]) if end - start > 1 else ((), ())
            spans.append(span((text, left, top, rights[end - 1], bottom, baseline, origin, *inside)))
        return spans, slanted

    def sides(self, places: Sequence[int]) -> tuple[float, Sequence[list[float]]]:
        """The left, top, right and bottom sides of characters on the page as it is read.

        Heights are counted upwards from the foot of the page, which is the first value.
        """
        sides: Sequence[list[float]] = self.text.sides
        if len(places) < len(self.letters):
            sides = [[side[place] for place in places] for side in sides]
        a, b, c, d, e, f = self.page.matrix
        if (a, b, c, d) == (1, 0, 0, -1):  # nearly all pages
            lefts, tops, rights, bottoms = sides
            return f, ([x + e for x in lefts], tops, [x + e for x in rights], bottoms) if e else sides
        boxes = [spread(self.page.matrix, *box) for box in zip(*sides, strict=True)]
        return 0.0, [
            [box.left for box in boxes],
            [-box.top for box in boxes],
            [box.right for box in boxes],
            [-box.bottom for box in boxes],
        ]

    def pens(self, places: Sequence[int]) -> list[Point]:
        """Where the pen was set for characters."""
        indexes = [self.text.indexes[place] for place in places]
        a, b, c, d, e, f = self.page.matrix
        points = zip(*self.text.columns("d", 2, "FPDFText_GetCharOrigin", indexes), strict=True)
        return [(a * x + c * y + e, b * x + d * y + f) for x, y in points]

    def left_out(self, letters: list[Span], slanted: list[int], places: Sequence[int]) -> set[int]:
        """Which are no printed characters on the page, counted by cause."""
        found, width, height = self.found, 2 * self.page.width, 2 * self.page.height
        found.slanted += len(slanted)
        for number in slanted:
            letter = letters[number]
            if letter.text and (order := self.order(places[number], letter)):
                found.sideways.append(letter._replace(baseline=order, origin=letter.left))
                self.sideways.append(places[number])
        gone = set(slanted)
        unmapped = {number for number, letter in enumerate(letters) if not letter.text} - gone
        gone |= unmapped
        outside = {
            number
            for number, letter in enumerate(letters)
            if not (0 <= letter.left + letter.right <= width and 0 <= letter.top + letter.bottom <= height)
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

    def order(self, place: int, letter: Span) -> float:
        """Where text that runs straight up or down is read, as a baseline: as if its characters were stacked.

        0 for text that runs aslant.
        """
        [(x, y)] = self.directions([place])
        if abs(x) > _TILT * abs(y):
            return 0
        return letter.bottom if y > 0 else -letter.top

    def take_out_tilted(self) -> None:
        """Take what belongs to watermarks and seals out of the level characters.

        The words of a seal stand around a circle: some of them nearly level, and its number in the middle quite so.
        """
        directions = self.directions(range(len(self.text.indexes)))
        # Turned, not sheared, out of the direction of the page.
        tilted = {place for place, (x, y) in enumerate(directions) if abs(y) > _TILT * x}
        own = list(tilted.difference(self.sideways))
        marks: dict[Colour, list[Point]] = {}
        for colour, pen in zip(self.colours(own), self.pens(own), strict=True):
            marks.setdefault(colour, []).append(pen)
        # Tables are printed in black, and no seal is.
        areas = {colour: _squared(hull(points)) for colour, points in marks.items() if any(colour[:3])}
        found = self.found
        letters = letters_of(found.spans)
        rows = zip(self.places, letters, self.lie_in(areas, self.places, letters), strict=True)
        kept = [letter for place, letter, within in rows if place not in tilted and not within]
        found.slanted += len(letters) - len(kept)
        found.spans = kept
        within = self.lie_in(areas, self.sideways, found.sideways)
        found.sideways = [letter for letter, lies in zip(found.sideways, within, strict=True) if not lies]

    def lie_in(self, areas: dict[Colour, Rectangle], places: list[int], letters: list[Span]) -> list[bool]:
        """Which characters stand in the area of their colour."""
        if not areas:
            return [False] * len(places)
        middles = [((letter.left + letter.right) / 2, (letter.top + letter.bottom) / 2) for letter in letters]
        own = map(areas.get, self.colours(places))
        return [
            area is not None and area.left <= x <= area.right and area.top <= y <= area.bottom
            for area, (x, y) in zip(own, middles, strict=True)
        ]

    def directions(self, places: Sequence[int]) -> list[Point]:
        """Where the lines of characters run on the page."""
        indexes = [self.text.indexes[place] for place in places]
        a, b, *_ = self.text.columns("f", 6, "FPDFText_GetMatrix", indexes)
        p, q, r, s, *_ = self.page.matrix
        return [(p * x + r * y, q * x + s * y) for x, y in zip(a, b, strict=True)]

    def colours(self, places: Sequence[int]) -> list[Colour]:
        """Red, green, blue and density of characters."""
        indexes = [self.text.indexes[place] for place in places]
        return list(zip(*self.text.columns("I", 4, "FPDFText_GetFillColor", indexes), strict=True))


def _starts(text: str, lefts: list[float], tops: list[float], rights: list[float], bottoms: list[float]) -> list[int]:
    """Where spans begin after the first: where the boxes become higher or lower, or do not go on close to the right."""
    sides = zip(lefts, lefts[1:], tops, tops[1:], rights, rights[1:], bottoms, bottoms[1:], strict=False)
    starts = [
        number
        for number, (left, next_left, top, next_top, right, next_right, bottom, next_bottom) in enumerate(sides, 1)
        if top != next_top or bottom != next_bottom or not left < next_left <= right + TOUCHING or right > next_right
    ]
    twice = [found.end() for found in _TWICE.finditer(text)]
    over = [
        number for number in twice if lefts[number] - lefts[number - 1] < OVERPRINT * (tops[number] - bottoms[number])
    ]
    return sorted({*starts, *over}) if over else starts


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
    return as_words(letter) if LOOKALIKE.match(letter) else ""
