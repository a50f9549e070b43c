"""The objects of an OFD page -> characters and rulings in points, as those of a PDF."""

import re
from collections.abc import Iterator, Sequence
from math import cos, inf, radians, sin
from time import monotonic
from typing import NamedTuple
from xml.etree import ElementTree as ET

from attrs import Factory

from medinsure_budget.errors import LimitExceededError
from medinsure_budget.records import define
from medinsure_budget.sources.ofd.package import Document, PagePart
from medinsure_budget.sources.pdf.drawing import Drawing, is_white
from medinsure_budget.sources.pdf.geometry import Matrix, Point, Rectangle, after, hull, moved, spread, turning, within
from medinsure_budget.sources.pdf.glyphs import Characters, printed_letter
from medinsure_budget.sources.pdf.spans import Span, stands_in

_POINTS = 72 / 25.4  # a millimetre
# The box of a character above and below its baseline, in heights of type.
_ASCENT, _DESCENT = 0.88, 0.12
# What is turned by more than this part of a circle's radius is slanted.
_TILT = 0.03
_LARGE_PICTURE = 0.1
# Objects and characters of a page; the fullest have some twenty thousand.
_MOST_OBJECTS = 200_000
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[A-Z]")
# The numbers behind each command of a path; the last two are where it leads.
_ARGUMENTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


class Picture(NamedTuple):
    """Where a picture stands, and its resource."""

    box: Rectangle
    resource: str


@define(eq=False)
class Content:
    """What was found on a page of this size in points."""

    width: float
    height: float
    drawing: Drawing = Factory(Drawing)
    characters: Characters = Factory(lambda: Characters([]))
    pictures: list[Picture] = Factory(list)
    votes: list[int] = Factory(lambda: [0, 0, 0, 0])

    def is_unread(self, picture: Picture) -> bool:
        """Whether a picture is large and no text stands on it."""
        left, top, right, bottom = within(picture.box, Rectangle(0, 0, self.width, self.height))
        if max(0, right - left) * max(0, bottom - top) < _LARGE_PICTURE * self.width * self.height:
            return False
        return not stands_in(self.characters.spans, left, top, right, bottom)


def read_content(document: Document, part: PagePart, number: int, deadline: float) -> Content:
    """Read a page, turned so that most of its text runs from left to right.

    Raises:
        LimitExceededError: when it has more objects and characters than any page, or than the time allows.
    """
    left, top, width, height = (side * _POINTS for side in part.box)
    base: Matrix = (_POINTS, 0, 0, _POINTS, -left, -top)
    found = _Walk(document, Content(width, height), number, deadline).read(part, base)
    quarters = found.votes.index(max(found.votes))
    if not quarters or found.votes[quarters] * 2 <= sum(found.votes):
        return found
    size = (height, width) if quarters % 2 else (width, height)
    turned = after(base, turning(quarters, width, height))
    return _Walk(document, Content(*size), number, deadline).read(part, turned)


@define(eq=False)
class _Walk:
    document: Document
    found: Content
    number: int
    deadline: float
    _objects: int = 0

    def read(self, part: PagePart, base: Matrix) -> Content:
        for layer in part.layers:
            self.children(layer, base, None, self.style(layer, {}), 0)
        return self.found

    def children(
        self, parent: ET.Element, base: Matrix, clip: Rectangle | None, style: dict[str, ET.Element], depth: int
    ) -> None:
        """Read the objects in a layer, block or composite picture."""
        if depth > self.document.packed.limits.max_depth:
            self.found.drawing.too_deep = True
            return
        for thing in parent:
            self.count()
            if thing.tag == "PageBlock":
                self.children(thing, base, clip, style, depth + 1)
            elif thing.get("Visible", "true") != "false":
                self.thing(thing, base, clip, style, depth)

    def count(self) -> None:
        """One more object or character: templates and composites repeat theirs as often as they are used."""
        self._objects += 1
        if self._objects % 256 == 0 and (self._objects > _MOST_OBJECTS or monotonic() > self.deadline):
            raise LimitExceededError(f"{self.document.packed.name}：第 {self.number} 页的对象和字符太多")

    def thing(
        self, thing: ET.Element, base: Matrix, clip: Rectangle | None, style: dict[str, ET.Element], depth: int
    ) -> None:
        matrix = _placed(thing, base)
        shown = _clipped(thing, matrix, clip)
        if thing.tag == "TextObject":
            self.text(thing, matrix, shown, self.style(thing, style))
        elif thing.tag == "PathObject":
            self.path(thing, matrix, shown, self.style(thing, style))
        elif thing.tag == "ImageObject":
            box = within(_boundary(thing, base), shown)
            self.found.drawing.images.append(box)
            self.found.pictures.append(Picture(box, thing.get("ResourceID", "")))
        elif thing.tag == "CompositeObject":
            unit = self.document.resources.get(thing.get("ResourceID", ""))
            for content in unit.iterfind("Content") if unit is not None else ():
                self.children(content, matrix, shown, style, depth + 1)

    def style(self, thing: ET.Element, inherited: dict[str, ET.Element]) -> dict[str, ET.Element]:
        """The colours of an object: its own, those of the style it names, those of its layer."""
        found = dict(inherited)
        chain: list[ET.Element] = []
        key = thing.get("DrawParam")
        while key and (element := self.document.resources.get(key)) is not None and element not in chain:
            chain.append(element)
            key = element.get("Relative")
        for element in (*reversed(chain), thing):
            found.update((colour.tag, colour) for colour in element if colour.tag in ("FillColor", "StrokeColor"))
        return found

    def text(self, thing: ET.Element, matrix: Matrix, clip: Rectangle | None, style: dict[str, ET.Element]) -> None:
        size = float(thing.get("Size", 0))
        across = float(thing.get("HScale", 1))
        turn = radians(float(thing.get("CharDirection", 0)))
        a, b, c, d, _, _ = matrix
        direction = a * cos(turn) + c * sin(turn), b * cos(turn) + d * sin(turn)
        colour = "FillColor" if thing.get("Fill", "true") != "false" else "StrokeColor"
        seen = _is_seen(style.get(colour))
        for code in thing.iterfind("TextCode"):
            for letter, x, y, advance in _pens(code, size * across):
                self.count()
                box = spread(matrix, x, y - _ASCENT * size, x + advance, y + _DESCENT * size)
                origin, baseline = moved(matrix, x, y)
                self.letter(Span(printed_letter(letter), *box, baseline, origin), direction, clip, seen=seen)

    def letter(self, letter: Span, direction: Point, clip: Rectangle | None, *, seen: bool) -> None:
        """Take in one character, or count why it is left out."""
        if not letter.text.strip():
            return
        found, (x, y) = self.found.characters, direction
        self.found.votes[(0 if x > 0 else 2) if abs(x) >= abs(y) else (3 if y > 0 else 1)] += 1
        across, down = (letter.left + letter.right) / 2, (letter.top + letter.bottom) / 2
        area = clip or Rectangle(-inf, -inf, inf, inf)
        on_page = 0 <= across <= self.found.width and 0 <= down <= self.found.height
        if not on_page or not (area.left <= across <= area.right and area.top <= down <= area.bottom):
            found.outside += 1
        elif not seen and not any(
            box.left <= across <= box.right and box.top <= down <= box.bottom
            for box in (*self.found.drawing.backgrounds, *self.found.drawing.images)
        ):
            found.invisible += 1
        elif abs(y) > _TILT * x:
            found.slanted += 1
            if abs(x) <= _TILT * abs(y):
                order = letter.bottom if y > 0 else -letter.top
                found.sideways.append(letter._replace(baseline=order, origin=letter.left))
        else:
            found.spans.append(letter)

    def path(self, thing: ET.Element, matrix: Matrix, clip: Rectangle | None, style: dict[str, ET.Element]) -> None:
        strokes = thing.get("Stroke", "true") != "false" and _is_seen(style.get("StrokeColor"))
        fills = thing.get("Fill", "false") == "true" and _is_seen(style.get("FillColor"))
        if not strokes and not fills:
            return
        for outline in _outlines(thing.findtext("AbbreviatedData") or "", matrix):
            if strokes:
                self.found.drawing.edges(outline, clip)
            else:
                self.found.drawing.bars([within(hull(outline), clip)])


def _numbers(text: str | None) -> list[float]:
    return [float(number) for number in (text or "").split()]


def _boundary(thing: ET.Element, base: Matrix) -> Rectangle:
    left, top, width, height = (*_numbers(thing.get("Boundary")), 0, 0, 0, 0)[:4]
    return spread(base, left, top, left + width, top + height)


def _placed(thing: ET.Element, base: Matrix) -> Matrix:
    """From an object's own coordinates: by its matrix into its boundary, and with that onto the page."""
    left, top, *_ = (*_numbers(thing.get("Boundary")), 0, 0)
    stated = _numbers(thing.get("CTM"))
    own: Matrix = tuple(stated) if len(stated) == 6 else _IDENTITY  # type: ignore[assignment]  # six numbers
    return after(after(own, (1, 0, 0, 1, left, top)), base)


def _clipped(thing: ET.Element, matrix: Matrix, clip: Rectangle | None) -> Rectangle | None:
    """Where an object is shown: inside of each of its clipping areas and of what clips all around it."""
    for clipping in thing.iterfind("Clips/Clip"):
        points = [
            point
            for area in clipping.iterfind("Area")
            for path in area.iterfind("Path")
            for outline in _outlines(path.findtext("AbbreviatedData") or "", _placed(path, _placed(area, matrix)))
            for point in outline
        ]
        if points:
            clip = within(hull(points), clip)
    return clip


def _pens(code: ET.Element, size: float) -> Iterator[tuple[str, float, float, float]]:
    """Each character with where the pen stands, and how broad it is."""
    text = code.text or ""
    x, y = float(code.get("X", 0)), float(code.get("Y", 0))
    across, down = _deltas(code.get("DeltaX"), len(text)), _deltas(code.get("DeltaY"), len(text))
    for place, letter in enumerate(text):
        natural = size if not letter.isascii() else size / 2
        step = across[place] if place < len(across) else (0 if down else natural)
        yield letter, x, y, min(natural, step) if step > 0 and letter.isascii() else natural
        x += step
        y += down[place] if place < len(down) else 0


def _deltas(stated: str | None, most: int) -> list[float]:
    """The steps between characters; ``g 3 2.5`` is three times 2.5, and no more are taken than there are characters."""
    found: list[float] = []
    words = iter((stated or "").split())
    for word in words:
        if len(found) >= most:
            break
        if word == "g":
            count = int(next(words, "0"))
            found += [float(next(words, "0"))] * min(max(0, count), most - len(found))
        else:
            found.append(float(word))
    return found


def _is_seen(colour: ET.Element | None) -> bool:
    """Whether a colour is seen on paper; without one it is black, and a pattern is seen."""
    if colour is None:
        return True
    if colour.get("Alpha") == "0":
        return False
    parts = _numbers(colour.get("Value"))
    if len(parts) == 4:
        return any(part > 0 for part in parts)
    return not parts or not is_white(*(parts * 3)[:3])


def _outlines(data: str, matrix: Matrix) -> list[list[Point]]:
    """The straight runs of a path; a curve ends one."""
    found: list[list[Point]] = []
    points: list[Point] = []
    words = _NUMBER.findall(data)
    at = 0
    while at < len(words):
        command, count = words[at], _ARGUMENTS.get(words[at], 0)
        numbers: Sequence[str] = words[at + 1 : at + 1 + count]
        at += 1 + count
        if command == "C":
            points.extend(points[:1])
        elif count and len(numbers) == count:
            point = moved(matrix, float(numbers[-2]), float(numbers[-1]))
            if command == "L":
                points.append(point)
            else:
                found.append(points)
                points = [point]
    return [outline for outline in (*found, points) if len(outline) > 1]
