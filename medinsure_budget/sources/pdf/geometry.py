"""Points, matrices, rectangles and rulings on a page."""

from functools import partial
from typing import NamedTuple

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]

# A filled shape thinner than this is a ruling, a thicker one a background.
THIN = 3.0


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


# Twice as fast as calling the classes.
rectangle = partial(tuple.__new__, Rectangle)
segment = partial(tuple.__new__, Segment)


def after(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that applies ``first``, and ``then`` to its result."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (p * a + r * b, q * a + s * b, p * c + r * d, q * c + s * d, p * e + r * f + t, q * e + s * f + u)


def turning(quarters: int, width: float, height: float) -> Matrix:
    """The matrix that turns a page of this size clockwise by so many quarters of a circle."""
    turns: tuple[Matrix, ...] = (
        (1.0, 0.0, 0.0, 1.0, 0.0, 0.0),
        (0.0, 1.0, -1.0, 0.0, height, 0.0),
        (-1.0, 0.0, 0.0, -1.0, width, height),
        (0.0, -1.0, 1.0, 0.0, 0.0, width),
    )
    return turns[quarters % 4]


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
    return rectangle((left, top, right, bottom))


def hull(points: list[Point]) -> Rectangle:
    """The smallest rectangle around points."""
    if len(points) == 2:
        (x0, y0), (x1, y1) = points
        return rectangle((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
    xs, ys = zip(*points, strict=True)
    return Rectangle(min(xs), min(ys), max(xs), max(ys))


def within(box: Rectangle, clip: Rectangle | None) -> Rectangle:
    """What of a rectangle is shown inside another; its sides cross where that is nothing."""
    if clip is None:
        return box
    left, top, right, bottom = box
    x0, y0, x1, y1 = clip
    return rectangle((max(left, x0), max(top, y0), min(right, x1), min(bottom, y1)))
