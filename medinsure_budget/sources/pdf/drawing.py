"""What a page draws besides characters: visible rulings, pictures, and which text it hides."""

import sys
from array import array
from collections.abc import Callable, Sequence
from itertools import compress, pairwise, repeat
from time import monotonic

from attrs import Factory

from medinsure_budget.errors import LimitExceededError
from medinsure_budget.records import define
from medinsure_budget.sources.pdf.engine import (
    FORM,
    IMAGE,
    LINE_TO,
    MOVE_TO,
    Numbers,
    PageHandle,
    TextPage,
    fill_rows,
    pdfium,
    reference,
)
from medinsure_budget.sources.pdf.geometry import (
    THIN,
    Matrix,
    Point,
    Rectangle,
    Segment,
    after,
    hull,
    moved,
    rectangle,
    segment,
    spread,
    within,
)

# Office programs paint white shapes under text; near-white is what their conversion of colours leaves.
_WHITE = 250
# Lighter than the grey that tables print words in.
_FAINT = 184
# What is drawn in a pattern has no colour to be asked for.
_BLACK = (0, 0, 0, 255)
# Each part of a colour is a byte in a number of four.
_PART = 0 if sys.byteorder == "little" else 3
_STRAIGHT = 0.01
# Where none of the first few clipping paths leaves room for a whole page, each cell has its own.
_TRIED = 8
_INVISIBLE_TEXT = 3
_RECTANGLE = (4, 5)

Call = Callable[..., int]


@define(eq=False)
class Drawing:
    """What was found on a page.

    Attributes:
        horizontals: ``at`` is y, the extent is along x.
        verticals: ``at`` is x, the extent is along y.
        images: Where pictures stand.
        backgrounds: Where coloured areas stand.
        clipped: For text objects that reach out of their clipping path: what of them is shown.
        invisible: Text objects that are printed in no colour at all, as recognition layers of scans are.
        pale: Text objects that are printed in white.
        faint: Text objects that are printed so lightly that words over them can be read.
        texts: How many text objects there are.
        too_deep: Whether drawings were nested deeper than the limit and left out.
    """

    horizontals: list[Segment] = Factory(list)
    verticals: list[Segment] = Factory(list)
    images: list[Rectangle] = Factory(list)
    backgrounds: list[Rectangle] = Factory(list)
    clipped: dict[int, Rectangle] = Factory(dict)
    invisible: set[int] = Factory(set)
    pale: set[int] = Factory(set)
    faint: set[int] = Factory(set)
    texts: int = 0
    too_deep: bool = False

    def bars(self, boxes: Sequence[Rectangle]) -> None:
        """Take in filled shapes: thin ones are rulings; a dot of a dotted line may belong to either direction."""
        shown = [box for box in boxes if box[0] <= box[2] and box[1] <= box[3]]
        self.horizontals += [
            segment(((top + bottom) / 2, left, right)) for left, top, right, bottom in shown if bottom - top <= THIN
        ]
        self.verticals += [
            segment(((left + right) / 2, top, bottom)) for left, top, right, bottom in shown if right - left <= THIN
        ]
        self.backgrounds += [box for box in shown if box[2] - box[0] > THIN and box[3] - box[1] > THIN]

    def edges(self, outline: Sequence[Point], clip: Rectangle | None) -> None:
        """Take in the straight sides of a stroked outline."""
        for (x0, y0), (x1, y1) in pairwise(outline):
            left, top, right, bottom = within(hull([(x0, y0), (x1, y1)]), clip)
            if right < left or bottom < top:
                continue
            if abs(y1 - y0) < _STRAIGHT and right > left:
                self.horizontals.append(Segment(y0, left, right))
            elif abs(x1 - x0) < _STRAIGHT and bottom > top:
                self.verticals.append(Segment(x0, top, bottom))


def is_white(red: float, green: float, blue: float) -> bool:
    """Whether a colour of 0 to 255 a part is not seen on paper."""
    return red > _WHITE and green > _WHITE and blue > _WHITE


def is_faint(red: float, green: float, blue: float, alpha: float) -> bool:
    """Whether a colour is light on paper, by itself or because the paper shines through."""
    return all(255 - (255 - part) * alpha / 255 >= _FAINT for part in (red, green, blue))


def read_drawing(page: PageHandle, text: TextPage, *, max_depth: int, deadline: float, name: str) -> Drawing:
    """Walk the objects of a page, embedded drawings included.

    Args:
        page: The page.
        text: Its characters: where a clipping path leaves room for all of them, it hides none.
        max_depth: How deep drawings may be nested.
        deadline: The `time.monotonic` moment to stop at.
        name: The file, for messages.

    Raises:
        LimitExceededError: when the page has more objects than the time allows.
    """
    return _Walk(page, text, max_depth, deadline, name).drawing


class _Walk:
    """Objects are asked in bulk: a loop of Python's own around each call would take longer than the call.

    ``things`` are references to objects, ``pointers`` what they are called by.
    """

    def __init__(self, page: PageHandle, text: TextPage, max_depth: int, deadline: float, name: str) -> None:
        lib = self.lib = pdfium()
        self.text = text
        self.clip_of = lib.bulk("FPDFPageObj_GetClipPath")
        self.clip_segment, self.point_of = lib.bulk("FPDFClipPath_GetPathSegment"), lib.bulk("FPDFPathSegment_GetPoint")
        self.clip_segments = lib.bulk("FPDFClipPath_CountPathSegments")
        self.clip_parts: dict[int, Rectangle] = {}
        self.drawing = Drawing()
        self.limits = max_depth, deadline, f"{name}：第{page.number}页"
        self.floats = Numbers("f", 6)
        self.two = tuple(map(reference, self.floats.at[:2]))
        self.objects(page.pointer, lib.FPDFPage_CountObjects, "FPDFPage_GetObject", page.matrix, 0)

    def objects(self, parent: int, count: Call, get: str, base: Matrix, depth: int) -> None:
        lib = self.lib
        pointers = list(map(lib.bulk(get), repeat(reference(parent)), range(count(parent))))
        things = list(map(reference, pointers))
        # Only text has a mode.
        modes = list(map(lib.bulk("FPDFTextObj_GetTextRenderMode"), things))
        self.check_time()
        is_text = [mode >= 0 for mode in modes]
        texts, own_modes = list(compress(things, is_text)), list(compress(modes, is_text))
        self.texts(list(compress(pointers, is_text)), texts, own_modes, base, within_form=depth > 0)
        rest = [place for place, mode in enumerate(modes) if mode < 0]
        # Only paths have segments.
        sizes = list(map(lib.bulk("FPDFPath_CountSegments"), [things[place] for place in rest]))
        paths = [(things[place], size) for place, size in zip(rest, sizes, strict=True) if size >= 0]
        self.paths([thing for thing, _ in paths], [size for _, size in paths], base)
        kinds = [(place, lib.FPDFPageObj_GetType(pointers[place])) for place, size in zip(rest, sizes, strict=True) if size < 0]
        images = [things[place] for place, kind in kinds if kind == IMAGE]
        self.drawing.images += map(within, self.places(images, base), self.clips(images, base))
        for place, kind in kinds:
            if kind == FORM:
                self.form(pointers[place], base, depth)

    def form(self, pointer: int, base: Matrix, depth: int) -> None:
        self.check_time()
        if depth == self.limits[0]:
            self.drawing.too_deep = True
        else:
            inner = after(self.matrix(reference(pointer)), base)
            self.objects(pointer, self.lib.FPDFFormObj_CountObjects, "FPDFFormObj_GetObject", inner, depth + 1)

    def check_time(self) -> None:
        _, deadline, place = self.limits
        if monotonic() > deadline:
            raise LimitExceededError(f"{place}：图形太多，在时限内读不完")

    def texts(
        self, pointers: list[int], things: Sequence[object], modes: list[int], base: Matrix, *, within_form: bool
    ) -> None:
        """Note which text objects are hidden."""
        drawing = self.drawing
        drawing.texts += len(things)
        if _INVISIBLE_TEXT in modes:
            drawing.invisible.update(compress(pointers, (mode == _INVISIBLE_TEXT for mode in modes)))
        inks = _inks("FPDFPageObj_GetFillColor", things)
        for ink in {*inks}:
            colour = _parts(ink)
            if is_faint(*colour):
                drawing.faint.update(compress(pointers, map(ink.__eq__, inks)))
            if is_white(*colour[:3]):
                rows = zip(pointers, modes, inks, strict=True)
                drawing.pale.update(pointer for pointer, mode, own in rows if mode == 0 and own == ink)
        clips = list(map(self.clip_of, things))
        counts = list(map(self.lib.FPDFClipPath_CountPaths, clips))
        for count in {*counts}.difference((-1, 0)):
            places = [place for place, number in enumerate(counts) if number == count]
            end = len(places) if within_form else self.first_roomy(clips, places, count)
            if end:
                texts = [(pointers[place], things[place], clips[place]) for place in places[:end]]
                self.clipped_texts(texts, count, base)

    def first_roomy(self, clips: list[int], places: list[int], count: int) -> int:
        """How many of these texts come before one whose clipping path leaves room for all text of the page.

        Text that is clipped by as many paths as some such text before it is taken to be seen.
        """
        at = 0
        while at < min(len(places), _TRIED):
            clip = self.clip_hull(clips[places[at]], count)
            if clip is None or _lies_in(self.text.extent, clip):
                return at
            at = 2 * at + 1
        return len(places)

    def clipped_texts(self, texts: Sequence[tuple[int, object, int]], count: int, base: Matrix) -> None:
        """Note the clipping rectangles of text objects that reach out of them; all have so many clipping paths.

        Neighbours have their clipping paths in common, and reading one takes longer than all the rest. So text that
        lies within the one read last is taken to be seen.
        """
        bounds = _rows(fill_rows("f", (0, 0, 0, 0), "FPDFPageObj_GetBounds", [thing for _, thing, _ in texts]))
        clip: Rectangle | None = None  # in the coordinates of these objects
        for (pointer, _, path), (left, bottom, right, top) in zip(texts, bounds, strict=True):
            if clip and clip[0] <= left and clip[1] <= bottom and right <= clip[2] and top <= clip[3]:
                continue
            clip = self.clip_hull(path, count)
            if clip and not _lies_in((left, bottom, right, top), clip):
                self.drawing.clipped[pointer] = spread(base, *clip)

    def matrix(self, thing: object) -> Matrix:
        self.lib.FPDFPageObj_GetMatrix(thing, self.floats.at[0])
        return tuple(self.floats.values)  # type: ignore[return-value]  # six floats

    def clip_hull(self, path: int, count: int) -> Rectangle | None:
        """The rectangle in which a clipping path of so many parts leaves room, in the coordinates of its objects."""
        found: Rectangle | None = None
        whole = reference(path)
        for index in range(count):
            # Clipping paths share their parts: what begins at one place in memory is one part.
            first = self.clip_segment(whole, index, 0)
            if not first:
                continue
            if (part := self.clip_parts.get(first)) is None:
                part = self.clip_parts[first] = self.clip_part(whole, index, first)
            found = within(part, found)
        return found

    def clip_part(self, path: object, index: int, first: int) -> Rectangle:
        """The rectangle around one part of a clipping path, which begins there."""
        segments = self.clip_segments(path, index)
        # Two opposite corners tell a rectangle, and nearly every clipping path is one.
        corners = (2,) if segments in _RECTANGLE else range(1, segments)
        return hull([self.point(first), *(self.point(self.clip_segment(path, index, corner)) for corner in corners)])

    def point(self, segment: int) -> Point:
        self.point_of(reference(segment), *self.two)
        return self.floats.values[0], self.floats.values[1]

    def clips(self, things: Sequence[object], base: Matrix) -> list[Rectangle | None]:
        """The rectangles on the page to which objects are clipped, if they are; of paths that are none their hulls."""
        paths = list(map(self.clip_of, things))
        counts = list(map(self.lib.FPDFClipPath_CountPaths, paths))
        if max(counts, default=0) <= 0:
            return [None] * len(things)
        hulls = (self.clip_hull(path, count) if count > 0 else None for path, count in zip(paths, counts, strict=True))
        return [hull and spread(base, *hull) for hull in hulls]

    def paths(self, things: Sequence[object], sizes: Sequence[int], base: Matrix) -> None:
        """Take in the paths that are seen: most are filled rectangles, whose bounds tell all."""
        modes = fill_rows("i", (0, 0), "FPDFPath_GetDrawMode", things)
        filled = _seen(modes[0::2], "FPDFPageObj_GetFillColor", things)
        stroked = _seen(modes[1::2], "FPDFPageObj_GetStrokeColor", things)
        rows = list(zip(things, sizes, filled, stroked, strict=True))
        plain = [thing for thing, size, fills, strokes in rows if fills and not strokes and size in _RECTANGLE]
        self.drawing.bars(list(map(within, self.places(plain, base), self.clips(plain, base))))
        others = [row for row in rows if row[3] or (row[2] and row[1] not in _RECTANGLE)]
        clips = self.clips([thing for thing, *_ in others], base)
        for index, ((thing, size, _, strokes), clip) in enumerate(zip(others, clips, strict=True)):
            self.outlined(thing, size, base, clip, stroked=strokes)
            if not index % 256:
                self.check_time()

    def places(self, things: Sequence[object], base: Matrix) -> list[Rectangle]:
        """The rectangles around objects."""
        bounds = _rows(fill_rows("f", (0, 0, 0, 0), "FPDFPageObj_GetBounds", things))
        a, b, c, d, e, f = base
        if (a, b, c, d) == (1, 0, 0, -1):
            return [rectangle((left + e, f - top, right + e, f - bottom)) for left, bottom, right, top in bounds]
        return [spread(base, *box) for box in bounds]

    def outlined(self, path: object, count: int, base: Matrix, clip: Rectangle | None, *, stroked: bool) -> None:
        for outline in self.outlines(path, count, after(self.matrix(path), base)):
            if stroked:
                self.drawing.edges(outline, clip)
            else:
                self.drawing.bars([within(hull(outline), clip)])

    def outlines(self, thing: object, count: int, matrix: Matrix) -> list[list[Point]]:
        """The straight runs of a path; a curve ends one."""
        lib = self.lib
        found: list[list[Point]] = []
        points: list[Point] = []
        for index in range(count):
            segment = lib.FPDFPath_GetPathSegment(thing, index)
            kind = lib.FPDFPathSegment_GetType(segment)
            point = moved(matrix, *self.point(segment))
            if kind == LINE_TO:
                points.append(point)
                if lib.FPDFPathSegment_GetClose(segment):
                    points.append(points[0])
            else:
                found.append(points)
                points = [point]
                if kind != MOVE_TO and lib.FPDFPathSegment_GetClose(segment):
                    points = []
        found.append(points)
        return [points for points in found if len(points) > 1]


def _rows(numbers: "array[float]") -> list[tuple[float, float, float, float]]:
    """Rows of four, as `fill_rows` gathers them."""
    return list(zip(*(numbers[part::4] for part in range(4)), strict=True))


def _inks(colour: str, things: Sequence[object]) -> "array[int]":
    """The colours of objects, each as one number; `_parts` tells what it is made of."""
    return array("I", fill_rows("I", _BLACK, colour, things).tobytes()[_PART::4])


def _parts(ink: int) -> tuple[int, int, int, int]:
    """Red, green, blue, and how dense a colour is."""
    red, green, blue, alpha = ink.to_bytes(4, sys.byteorder)
    return red, green, blue, alpha


def _seen(drawn: "array[float]", colour: str, things: Sequence[object]) -> list[bool]:
    """Which paths are drawn in a colour that is seen."""
    if not any(drawn):
        return [False] * len(things)
    inks = _inks(colour, things)
    seen = {ink for ink in {*inks} for *colour, alpha in [_parts(ink)] if alpha > 0 and not is_white(*colour)}
    return [bool(draws) and ink in seen for draws, ink in zip(drawn, inks, strict=True)]


def _lies_in(box: tuple[float, float, float, float], clip: Rectangle) -> bool:
    """Whether a box lies within another: left, bottom, right, top."""
    return clip[0] <= box[0] and clip[1] <= box[1] and box[2] <= clip[2] and box[3] <= clip[3]
