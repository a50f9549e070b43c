"""What a page draws besides characters: visible rulings, pictures, and which text it hides."""

from array import array
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, repeat
from math import inf
from time import monotonic

from attrs import Factory

from medinsure_budget.errors import LimitExceededError
from medinsure_budget.records import define
from medinsure_budget.sources.pdf.engine import (
    FORM,
    IMAGE,
    LINE_TO,
    MOVE_TO,
    PATH,
    TEXT,
    Handle,
    Numbers,
    PageHandle,
    TextPage,
    fill_rows,
    pdfium,
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
_STRAIGHT = 0.01
# Where none of the first few clipping paths leaves room for a whole page, each cell has its own.
_TRIED = 8
_INVISIBLE_TEXT = 3
_RECTANGLE = (4, 5)

Call = Callable[..., int]
Get = Callable[..., Handle]


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
    """Objects are asked in bulk: a loop of Python's own around each call would take longer than the call."""

    def __init__(self, page: PageHandle, text: TextPage, max_depth: int, deadline: float, name: str) -> None:
        lib = self.lib = pdfium()
        self.text = text
        self.clip_of = lib.FPDFPageObj_GetClipPath
        self.clip_parts = lib.FPDFClipPath_CountPaths
        self.bounds_of = lib.FPDFPageObj_GetBounds
        self.drawing = Drawing()
        self.limits = max_depth, deadline, f"{name}：第{page.number}页"
        self.clip_segments, self.clip_segment = lib.FPDFClipPath_CountPathSegments, lib.FPDFClipPath_GetPathSegment
        self.point_of = lib.FPDFPathSegment_GetPoint
        self.floats = Numbers("f", 6)
        self.two = self.floats.at[:2]
        self.objects(page.pointer, lib.FPDFPage_CountObjects, lib.handles("FPDFPage_GetObject"), page.matrix, 0)

    def objects(self, parent: int, count: Call, get: Get, base: Matrix, depth: int) -> None:
        things = list(map(get, repeat(Handle(parent)), range(count(parent))))
        kinds = list(map(self.lib.unconverted("FPDFPageObj_GetType"), things))
        self.check_time()
        self.texts([thing for thing, kind in zip(things, kinds, strict=True) if kind == TEXT], base, within_form=depth > 0)
        others = [(thing, kind) for thing, kind in zip(things, kinds, strict=True) if kind != TEXT]
        self.paths([thing for thing, kind in others if kind == PATH], base)
        self.drawing.images += [self.visible(thing, base) for thing, kind in others if kind == IMAGE]
        for thing, kind in others:
            if kind == FORM:
                self.form(thing, base, depth)

    def form(self, pointer: Handle, base: Matrix, depth: int) -> None:
        self.check_time()
        if depth == self.limits[0]:
            self.drawing.too_deep = True
        else:
            inner = after(self.matrix(pointer), base)
            count, get = self.lib.FPDFFormObj_CountObjects, self.lib.handles("FPDFFormObj_GetObject")
            self.objects(pointer.value or 0, count, get, inner, depth + 1)

    def check_time(self) -> None:
        _, deadline, place = self.limits
        if monotonic() > deadline:
            raise LimitExceededError(f"{place}：图形太多，在时限内读不完")

    def texts(self, texts: list[Handle], base: Matrix, *, within_form: bool) -> None:
        """Note which text objects are hidden.

        Neighbours share their clipping paths, and reading one takes longer than all the rest. So text that is clipped
        by as many paths as some text before it, and lies within its rectangle, is taken to be seen.
        """
        drawing, lib = self.drawing, self.lib
        drawing.texts += len(texts)
        modes = list(map(lib.unconverted("FPDFTextObj_GetTextRenderMode"), texts))
        if _INVISIBLE_TEXT in modes:
            hidden = (text for text, mode in zip(texts, modes, strict=True) if mode == _INVISIBLE_TEXT)
            drawing.invisible.update(text.value or 0 for text in hidden)
        colours = fill_rows("I", _BLACK, "FPDFPageObj_GetFillColor", texts)
        if texts and max(colours) > _WHITE and max(colours[0::4]) > _WHITE:
            seen = zip(texts, modes, colours[0::4], colours[1::4], colours[2::4], strict=True)
            drawing.pale.update(text.value or 0 for text, mode, *colour in seen if mode == 0 and is_white(*colour))
        if texts and (max(colours[0::4]) >= _FAINT or min(colours[3::4]) < _BLACK[3]):
            inks = zip(texts, colours[0::4], colours[1::4], colours[2::4], colours[3::4], strict=True)
            drawing.faint.update(text.value or 0 for text, *ink in inks if is_faint(*ink))
        clips = list(map(self.clip_of, texts))
        counts = list(map(self.clip_parts, clips))
        if max(counts, default=0) > 0:
            for count in {*counts}.difference((-1, 0)):
                places = [place for place, number in enumerate(counts) if number == count]
                end = len(places) if within_form else self.first_roomy(clips, places, count)
                self.clipped_texts([(texts[place], clips[place]) for place in places[:end]], count, base)

    def first_roomy(self, clips: list[int], places: list[int], count: int) -> int:
        """How many of these texts come before one whose clipping path leaves room for all text of the page."""
        left, bottom, right, top = self.text.extent
        at = 0
        while at < min(len(places), _TRIED):
            clip = self.clip_hull(clips[places[at]], count)
            if clip is None or (clip[0] <= left and clip[1] <= bottom and right <= clip[2] and top <= clip[3]):
                return at
            at = 2 * at + 1
        return len(places)

    def clipped_texts(self, texts: list[tuple[Handle, int]], count: int, base: Matrix) -> None:
        """Note the clipping rectangles of text objects that reach out of them; all have so many clipping paths."""
        bounds = fill_rows("f", (0, 0, 0, 0), "FPDFPageObj_GetBounds", [text for text, _ in texts])
        clip: Rectangle | None = None  # in the coordinates of these objects
        sides = (bounds[side::4] for side in range(4))
        for (text, path), left, bottom, right, top in zip(texts, *sides, strict=True):
            if clip and clip[0] <= left and clip[1] <= bottom and right <= clip[2] and top <= clip[3]:
                continue
            clip = self.clip_hull(path, count)
            if clip and not (clip.left <= left and clip.top <= bottom and right <= clip.right and top <= clip.bottom):
                self.drawing.clipped[text.value or 0] = spread(base, *clip)

    def matrix(self, pointer: Handle) -> Matrix:
        self.lib.FPDFPageObj_GetMatrix(pointer, self.floats.at[0])
        return tuple(self.floats.values)  # type: ignore[return-value]  # six floats

    def clip(self, pointer: Handle, base: Matrix) -> Rectangle | None:
        """The rectangle to which an object is clipped, if it is; of a path that is no rectangle its hull."""
        path = self.clip_of(pointer)
        count = self.clip_parts(path) if path else 0
        clip = self.clip_hull(path, count) if count > 0 else None
        return clip and spread(base, *clip)

    def clip_hull(self, path: int, count: int) -> Rectangle | None:
        """The rectangle in which a clipping path of so many parts leaves room, in the coordinates of its objects."""
        left, bottom, right, top = -inf, -inf, inf, inf
        for index in range(count):
            segments = self.clip_segments(path, index)
            # Two opposite corners tell a rectangle, and nearly every clipping path is one.
            corners = (0, 2) if segments in _RECTANGLE else range(segments)
            points = [self.point(self.clip_segment(path, index, corner)) for corner in corners]
            if points:
                x0, y0, x1, y1 = hull(points)
                left, bottom, right, top = max(left, x0), max(bottom, y0), min(right, x1), min(top, y1)
        return None if right == inf else Rectangle(left, bottom, right, top)

    def point(self, segment: int) -> Point:
        self.point_of(segment, *self.two)
        return self.floats.values[0], self.floats.values[1]

    def visible(self, pointer: Handle, base: Matrix) -> Rectangle:
        self.bounds_of(pointer, *self.floats.at[:4])
        return within(spread(base, *self.floats.values[:4]), self.clip(pointer, base))

    def paths(self, paths: list[Handle], base: Matrix) -> None:
        """Take in the paths that are seen: most are filled rectangles, whose bounds tell all."""
        modes = fill_rows("i", (0, 0), "FPDFPath_GetDrawMode", paths)
        filled = _seen(modes[0::2], fill_rows("I", _BLACK, "FPDFPageObj_GetFillColor", paths))
        stroked = list(map(bool, modes[1::2]))
        if any(stroked):
            stroked = _seen(modes[1::2], fill_rows("I", _BLACK, "FPDFPageObj_GetStrokeColor", paths))
        counts = map(self.lib.unconverted("FPDFPath_CountSegments"), paths)
        clips = list(map(self.clip_of, paths))
        parts = map(self.clip_parts, clips)
        bars: list[Rectangle] = []
        rows = zip(paths, filled, stroked, counts, clips, parts, self.places(paths, base), strict=True)
        for index, (path, fills, strokes, count, clip, number, box) in enumerate(rows):
            if not fills and not strokes:
                continue
            shown = self.clip_hull(clip, number) if number > 0 else None
            if shown:
                shown = spread(base, *shown)
            if strokes or count not in _RECTANGLE:
                self.outlined(path, count, base, shown, stroked=strokes)
            else:
                bars.append(within(box, shown) if shown else box)
            if not index % 256:
                self.check_time()
        self.drawing.bars(bars)

    def places(self, things: list[Handle], base: Matrix) -> Iterator[Rectangle]:
        """The rectangles around objects."""
        bounds = fill_rows("f", (0, 0, 0, 0), "FPDFPageObj_GetBounds", things)
        sides = zip(*(bounds[side::4] for side in range(4)), strict=True)
        a, b, c, d, e, f = base
        if (a, b, c, d) == (1, 0, 0, -1):
            found = ((left + e, f - top, right + e, f - bottom) for left, bottom, right, top in sides)
            return map(rectangle, found)
        return (spread(base, *box) for box in sides)

    def outlined(self, path: Handle, count: int, base: Matrix, clip: Rectangle | None, *, stroked: bool) -> None:
        for outline in self.outlines(path, count, after(self.matrix(path), base)):
            if stroked:
                self.drawing.edges(outline, clip)
            else:
                self.drawing.bars([within(hull(outline), clip)])

    def outlines(self, pointer: Handle, count: int, matrix: Matrix) -> list[list[Point]]:
        """The straight runs of a path; a curve ends one."""
        lib = self.lib
        found: list[list[Point]] = []
        points: list[Point] = []
        for index in range(count):
            segment = lib.FPDFPath_GetPathSegment(pointer, index)
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


def _seen(drawn: "array[float]", colours: "array[float]") -> list[bool]:
    """Which paths are drawn in a colour that is seen."""
    parts = (colours[part::4] for part in range(4))
    return [
        bool(draws and alpha > 0 and (red <= _WHITE or green <= _WHITE or blue <= _WHITE))
        for draws, red, green, blue, alpha in zip(drawn, *parts, strict=True)
    ]
