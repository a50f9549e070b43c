"""What a page draws besides characters: visible rulings, pictures, and which text it hides."""

from collections.abc import Callable, Iterator
from ctypes import c_float, c_int, c_uint
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


Point = tuple[float, float]


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
        self.lib = pdfium()
        self.drawing = Drawing()
        self.limits = max_depth, deadline, f"{name}: page {page.number}"
        self.floats, self.colour, self.mode = Numbers(c_float, 6), Numbers(c_uint, 4), Numbers(c_int, 2)
        get, pointer = self.lib.FPDFPage_GetObject, page.pointer
        self.last_clip: tuple[tuple[float, ...], Rectangle | None] = (), None
        self.objects((get(pointer, i) for i in range(self.lib.FPDFPage_CountObjects(pointer))), page.matrix, 0)

    def objects(self, objects: Iterator[int], base: Matrix, depth: int) -> None:
        max_depth, deadline, place = self.limits
        type_of, drawing = self.lib.FPDFPageObj_GetType, self.drawing
        for count, pointer in enumerate(objects):
            kind = type_of(pointer)
            if kind == TEXT:
                self.text(pointer, base)
            elif kind == PATH:
                self.path(pointer, base)
            elif kind == IMAGE:
                drawing.images.append(self.visible(pointer, base))
            elif kind == FORM:
                if depth == max_depth:
                    drawing.too_deep = True
                    continue
                inner = after(self.matrix(pointer), base)
                get = self.lib.FPDFFormObj_GetObject
                members = (get(pointer, i) for i in range(self.lib.FPDFFormObj_CountObjects(pointer)))  # noqa: B023 - used up at once
                self.objects(members, inner, depth + 1)
            if count % 256 == 0 and monotonic() > deadline:
                raise LimitExceededError(f"{place} draws more than can be read in the time allowed")

    def matrix(self, pointer: int) -> Matrix:
        self.lib.FPDFPageObj_GetMatrix(pointer, self.floats.at[0])
        return tuple(self.floats.values)  # type: ignore[return-value]  # six floats

    def bounds(self, pointer: int, base: Matrix) -> Rectangle:
        self.lib.FPDFPageObj_GetBounds(pointer, *self.floats.at[:4])
        left, bottom, right, top, _, _ = self.floats.values
        return spread(base, left, bottom, right, top)

    def clip(self, pointer: int) -> Rectangle | None:
        """The rectangle (in the object's coordinates, upwards) to which an object is clipped, if it is.

        Of a path that is no rectangle it is the hull. Neighbours share their clipping paths, so one that has as many
        parts and the same last corners as the one before it is taken to be the same.
        """
        lib, (x_at, y_at, u_at, v_at, *_), values = self.lib, self.floats.at, self.floats.values
        path = lib.FPDFPageObj_GetClipPath(pointer)
        count = lib.FPDFClipPath_CountPaths(path) if path else 0
        if count <= 0:
            return None
        first = lib.FPDFClipPath_GetPathSegment(path, count - 1, 0)
        if first:
            lib.FPDFPathSegment_GetPoint(first, x_at, y_at)
            lib.FPDFPathSegment_GetPoint(lib.FPDFClipPath_GetPathSegment(path, count - 1, 2), u_at, v_at)
            seen = count, *values[:4]
            if seen != self.last_clip[0]:
                self.last_clip = seen, self.clip_hull(path, count)
            return self.last_clip[1]
        return self.clip_hull(path, count)

    def clip_hull(self, path: int, count: int) -> Rectangle | None:
        lib, (x_at, y_at, *_), values = self.lib, self.floats.at, self.floats.values
        clip = None
        for index in range(count):
            corners = []
            for corner in range(lib.FPDFClipPath_CountPathSegments(path, index)):
                lib.FPDFPathSegment_GetPoint(lib.FPDFClipPath_GetPathSegment(path, index, corner), x_at, y_at)
                corners.append((values[0], values[1]))
            if corners:
                hull = _hull(corners)
                clip = hull if clip is None else _within(hull, clip)
        return clip

    def clip_on_page(self, pointer: int, base: Matrix) -> Rectangle | None:
        clip = self.clip(pointer)
        return clip and spread(base, *clip)

    def visible(self, pointer: int, base: Matrix) -> Rectangle:
        return _within(self.bounds(pointer, base), self.clip_on_page(pointer, base))

    def text(self, pointer: int, base: Matrix) -> None:
        drawing = self.drawing
        drawing.texts += 1
        if self.lib.FPDFTextObj_GetTextRenderMode(pointer) == _INVISIBLE_TEXT:
            drawing.invisible.add(pointer)
        clip = self.clip(pointer)
        if clip is not None:
            self.lib.FPDFPageObj_GetBounds(pointer, *self.floats.at[:4])
            left, bottom, right, top, _, _ = self.floats.values
            if left < clip.left or bottom < clip.top or right > clip.right or top > clip.bottom:
                drawing.clipped[pointer] = spread(base, *clip)

    def path(self, pointer: int, base: Matrix) -> None:
        lib = self.lib
        lib.FPDFPath_GetDrawMode(pointer, *self.mode.at)
        fills, strokes = self.mode.values
        strokes = strokes and self.shows(lib.FPDFPageObj_GetStrokeColor, pointer)
        if not strokes and not (fills and self.shows(lib.FPDFPageObj_GetFillColor, pointer)):
            return
        count = lib.FPDFPath_CountSegments(pointer)
        if not strokes and count in _RECTANGLE:
            self.bar(self.visible(pointer, base))
            return
        clip = self.clip_on_page(pointer, base)
        for outline in self.outlines(pointer, count, after(self.matrix(pointer), base)):
            if strokes:
                self.edges(outline, clip)
            else:
                self.bar(_within(_hull(outline), clip))

    def shows(self, colour_of: Callable[..., int], pointer: int) -> bool:
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
    return Rectangle(left, top, right, bottom)


def _hull(points: list[Point]) -> Rectangle:
    xs, ys = zip(*points, strict=True)
    return Rectangle(min(xs), min(ys), max(xs), max(ys))


def _within(box: Rectangle, clip: Rectangle | None) -> Rectangle:
    if clip is None:
        return box
    return Rectangle(
        max(box.left, clip.left), max(box.top, clip.top), min(box.right, clip.right), min(box.bottom, clip.bottom)
    )
