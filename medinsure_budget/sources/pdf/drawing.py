"""What a page draws besides characters: visible rulings, pictures, and which text it hides."""

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from time import monotonic
from typing import NamedTuple

from attrs import Factory, define

from medinsure_budget.errors import LimitExceededError
from medinsure_budget.sources.pdf.engine import (
    FORM,
    IMAGE,
    LINE_TO,
    MOVE_TO,
    PATH,
    TEXT,
    Matrix,
    Numbers,
    PageHandle,
    after,
    pdfium,
)

# A filled shape thinner than this is a ruling, a thicker one a background.
THIN = 3.0
# Office programs paint white shapes under text; near-white is what their conversion of colours leaves.
_WHITE = 250
_STRAIGHT = 0.01
_INVISIBLE_TEXT = 3
_RECTANGLE = (4, 5)


class Segment(NamedTuple):
    """A straight visible line along one axis: where it stands across, and its extent."""

    at: float
    start: float
    end: float


class Rectangle(NamedTuple):
    """Like `Box`, but cheap to make by the thousand."""

    left: float
    top: float
    right: float
    bottom: float


# Twice as fast as calling the class.
_rectangle = partial(tuple.__new__, Rectangle)
Point = tuple[float, float]
Call = Callable[..., int]


@define(eq=False)
class Drawing:
    """What was found on a page.

    Attributes:
        horizontals: ``at`` is y, the extent is along x.
        verticals: ``at`` is x, the extent is along y.
        images: Where pictures stand.
        clipped: For text objects that reach out of their clipping path: what of them is shown.
        invisible: Text objects that are printed in no colour at all, as recognition layers of scans are.
        texts: How many text objects there are.
        too_deep: Whether drawings were nested deeper than the limit and left out.
    """

    horizontals: list[Segment] = Factory(list)
    verticals: list[Segment] = Factory(list)
    images: list[Rectangle] = Factory(list)
    clipped: dict[int, Rectangle] = Factory(dict)
    invisible: set[int] = Factory(set)
    texts: int = 0
    too_deep: bool = False


def read_drawing(page: PageHandle, *, max_depth: int, deadline: float, name: str) -> Drawing:
    """Walk the objects of a page, embedded drawings included.

    Raises:
        LimitExceededError: when the page has more objects than the time allows.
    """
    return _Walk(page, max_depth, deadline, name).drawing


class _Walk:
    def __init__(self, page: PageHandle, max_depth: int, deadline: float, name: str) -> None:
        lib = self.lib = pdfium()
        # Looked up once: these are called for every object.
        self.bounds_of, self.mode_of = lib.FPDFPageObj_GetBounds, lib.FPDFPath_GetDrawMode
        self.clip_of, self.clip_parts = lib.FPDFPageObj_GetClipPath, lib.FPDFClipPath_CountPaths
        self.stroke_colour, self.fill_colour = lib.FPDFPageObj_GetStrokeColor, lib.FPDFPageObj_GetFillColor
        self.count_segments = lib.FPDFPath_CountSegments
        self.drawing = Drawing()
        self.limits = max_depth, deadline, f"{name}: page {page.number}"
        self.floats, self.colour, self.mode = Numbers("f", 6), Numbers("I", 4), Numbers("i", 2)
        self.four = self.floats.at[:4]
        self.objects(page.pointer, lib.FPDFPage_CountObjects, lib.FPDFPage_GetObject, page.matrix, 0)

    def objects(self, parent: int, count: Call, get: Call, base: Matrix, depth: int) -> None:
        max_depth, deadline, place = self.limits
        self.last_clips: dict[int, Rectangle] = {}  # in the coordinates of these objects
        type_of, drawing, lib = self.lib.FPDFPageObj_GetType, self.drawing, self.lib
        text_mode, clip_of = lib.FPDFTextObj_GetTextRenderMode, self.clip_of
        for index in range(count(parent)):
            pointer = get(parent, index)
            kind = type_of(pointer)
            if kind == TEXT:
                drawing.texts += 1
                if text_mode(pointer) == _INVISIBLE_TEXT:
                    drawing.invisible.add(pointer)
                if clip_path := clip_of(pointer):
                    self.clipped_text(pointer, clip_path, base)
            elif kind == PATH:
                self.path(pointer, base)
            elif kind == IMAGE:
                drawing.images.append(self.visible(pointer, base))
            elif kind == FORM and depth == max_depth:
                drawing.too_deep = True
            elif kind == FORM:
                inner = after(self.matrix(pointer), base)
                count_in, get_in = lib.FPDFFormObj_CountObjects, lib.FPDFFormObj_GetObject
                self.objects(pointer, count_in, get_in, inner, depth + 1)
                self.last_clips = {}
            if index % 256 == 0 and monotonic() > deadline:
                raise LimitExceededError(f"{place} draws more than can be read in the time allowed")

    def matrix(self, pointer: int) -> Matrix:
        self.lib.FPDFPageObj_GetMatrix(pointer, self.floats.at[0])
        return tuple(self.floats.values)  # type: ignore[return-value]  # six floats

    def bounds(self, pointer: int, base: Matrix) -> Rectangle:
        self.bounds_of(pointer, *self.four)
        left, bottom, right, top, _, _ = self.floats.values
        return spread(base, left, bottom, right, top)

    def clip(self, pointer: int, base: Matrix) -> Rectangle | None:
        """The rectangle to which an object is clipped, if it is; of a path that is no rectangle its hull."""
        path = self.clip_of(pointer)
        count = self.clip_parts(path) if path else 0
        clip = self.clip_hull(path, count) if count > 0 else None
        return clip and spread(base, *clip)

    def clipped_text(self, pointer: int, path: int, base: Matrix) -> None:
        """Note the clipping rectangle of a text object that reaches out of it.

        Neighbours share their clipping paths, and reading one takes longer than all the rest. So text that is clipped
        by as many paths as some text before it, and lies within its rectangle, is taken to be seen.
        """
        count = self.clip_parts(path)
        if count <= 0:
            return
        self.bounds_of(pointer, *self.four)
        left, bottom, right, top, _, _ = self.floats.values
        clip = self.last_clips.get(count)
        if clip and clip[0] <= left and clip[1] <= bottom and right <= clip[2] and top <= clip[3]:
            return
        clip = self.clip_hull(path, count)
        if clip is None:
            return
        self.last_clips[count] = clip
        if not (clip.left <= left and clip.top <= bottom and right <= clip.right and top <= clip.bottom):
            self.drawing.clipped[pointer] = spread(base, *clip)

    def clip_hull(self, path: int, count: int) -> Rectangle | None:
        lib, (x_at, y_at, *_), values = self.lib, self.floats.at, self.floats.values
        clip = None
        for index in range(count):
            corners = []
            segments = lib.FPDFClipPath_CountPathSegments(path, index)
            # Two opposite corners tell a rectangle, and nearly every clipping path is one.
            for corner in (0, 2) if segments in _RECTANGLE else range(segments):
                lib.FPDFPathSegment_GetPoint(lib.FPDFClipPath_GetPathSegment(path, index, corner), x_at, y_at)
                corners.append((values[0], values[1]))
            if corners:
                hull = _hull(corners)
                clip = hull if clip is None else _within(hull, clip)
        return clip

    def visible(self, pointer: int, base: Matrix) -> Rectangle:
        return _within(self.bounds(pointer, base), self.clip(pointer, base))

    def path(self, pointer: int, base: Matrix) -> None:
        self.mode_of(pointer, *self.mode.at)
        fills, strokes = self.mode.values
        strokes = strokes and self.shows(self.stroke_colour, pointer)
        if not strokes and not (fills and self.shows(self.fill_colour, pointer)):
            return
        count = self.count_segments(pointer)
        if not strokes and count in _RECTANGLE:
            self.bar(self.visible(pointer, base))
            return
        clip = self.clip(pointer, base)
        for outline in self.outlines(pointer, count, after(self.matrix(pointer), base)):
            if strokes:
                self.edges(outline, clip)
            else:
                self.bar(_within(_hull(outline), clip))

    def shows(self, colour_of: Call, pointer: int) -> bool:
        if not colour_of(pointer, *self.colour.at):
            return True
        red, green, blue, alpha = self.colour.values
        return alpha > 0 and not (red > _WHITE and green > _WHITE and blue > _WHITE)

    def outlines(self, pointer: int, count: int, matrix: Matrix) -> list[list[Point]]:
        """The straight runs of a path; a curve ends one."""
        lib, (x_at, y_at), values = self.lib, self.floats.at[:2], self.floats.values
        found: list[list[Point]] = []
        points: list[Point] = []
        for index in range(count):
            segment = lib.FPDFPath_GetPathSegment(pointer, index)
            kind = lib.FPDFPathSegment_GetType(segment)
            lib.FPDFPathSegment_GetPoint(segment, x_at, y_at)
            point = moved(matrix, values[0], values[1])
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

    def bar(self, box: Rectangle) -> None:
        """A filled shape is a ruling when it is thin; a dot of a dotted line may belong to either direction."""
        left, top, right, bottom = box
        if right < left or bottom < top:
            return
        if bottom - top <= THIN:
            self.drawing.horizontals.append(Segment((top + bottom) / 2, left, right))
        if right - left <= THIN:
            self.drawing.verticals.append(Segment((left + right) / 2, top, bottom))

    def edges(self, outline: list[Point], clip: Rectangle | None) -> None:
        for (x0, y0), (x1, y1) in pairwise(outline):
            left, top, right, bottom = _within(_hull([(x0, y0), (x1, y1)]), clip)
            if right < left or bottom < top:
                continue
            if abs(y1 - y0) < _STRAIGHT and right > left:
                self.drawing.horizontals.append(Segment(y0, left, right))
            elif abs(x1 - x0) < _STRAIGHT and bottom > top:
                self.drawing.verticals.append(Segment(x0, top, bottom))


def moved(matrix: Matrix, x: float, y: float) -> Point:
    """A point in the coordinates that the matrix leads to."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def spread(matrix: Matrix, x0: float, y0: float, x1: float, y1: float) -> Rectangle:
    """The rectangle between two opposite corners, in the coordinates that the matrix leads to."""
    a, b, c, d, e, f = matrix
    left, right = a * x0 + c * y0 + e, a * x1 + c * y1 + e
    top, bottom = b * x0 + d * y0 + f, b * x1 + d * y1 + f
    if left > right:
        left, right = right, left
    if top > bottom:
        top, bottom = bottom, top
    return _rectangle((left, top, right, bottom))


def _hull(points: list[Point]) -> Rectangle:
    xs, ys = zip(*points, strict=True)
    return Rectangle(min(xs), min(ys), max(xs), max(ys))


def _within(box: Rectangle, clip: Rectangle | None) -> Rectangle:
    if clip is None:
        return box
    return Rectangle(
        max(box.left, clip.left), max(box.top, clip.top), min(box.right, clip.right), min(box.bottom, clip.bottom)
    )
