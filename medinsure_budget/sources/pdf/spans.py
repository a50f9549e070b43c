"""What lines are made of: characters that follow one another on one baseline."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import NamedTuple

# The white, in points, that characters of one span may leave; whoever wants to know of a broader one looks between spans.
TOUCHING = 1.0
# The same character again this near (in heights) is imitated bold type.
OVERPRINT = 0.2


class Span(NamedTuple):
    """Characters of one size that touch, from left to right on one baseline; often a single one.

    Most of a page's work is done once a span and not once a character. Boxes are tight in some fonts, so lines are
    found by baselines, and widths are not to be trusted below one advance.

    Attributes:
        text: The characters.
        left: The left side of the first one, ``right`` is that of the last one; the others stand between.
        top: Their boxes are equally high and low.
        baseline: The height at which the pen was set.
        origin: How far right it was set for the first one.
        lefts: The left sides of the characters, ``rights`` the right sides; left out of a single character.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float
    origin: float
    lefts: Sequence[float] = ()
    rights: Sequence[float] = ()

    @property
    def last(self) -> float:
        """How far right the pen was set for the last character."""
        return self.lefts[-1] if self.lefts else self.origin

    @property
    def middles(self) -> tuple[float, float]:
        """The middles of the first character and of the last one."""
        if not self.lefts:
            middle = (self.left + self.right) / 2
            return middle, middle
        return (self.left + self.rights[0]) / 2, (self.lefts[-1] + self.right) / 2

    @property
    def letters(self) -> "list[Span]":
        """The characters, each as a span."""
        if not self.lefts:
            return [self]
        text, _, top, _, bottom, baseline, origin, lefts, rights = self
        rows = zip(text, lefts, rights, [origin, *lefts[1:]], strict=True)
        return [Span(letter, left, top, right, bottom, baseline, pen) for letter, left, right, pen in rows]


# Twice as fast as calling the class; all of its values have to be given.
span = partial(tuple.__new__, Span)


def stands_in(spans: Iterable[Span], left: float, top: float, right: float, bottom: float) -> bool:
    """Whether a character stands in a rectangle."""
    level = [span for span in spans if top < span.baseline < bottom and span.left < right]
    return any(left < letter.left < right for letter in letters_of(level))


def letters_of(spans: Iterable[Span]) -> list[Span]:
    """The characters of spans, each as a span."""
    return [letter for span in spans for letter in span.letters]
