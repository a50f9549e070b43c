"""What stands between the blanks of a text's lines, and where."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from math import inf
from operator import itemgetter

from medinsure_budget.money import is_amount
from medinsure_budget.records import frozen

Place = tuple[float, float]
_LEAST_CODE = 3
WORD = re.compile(r"\S+")
_cost = itemgetter(0)
_NOWHERE: tuple[float, tuple[int, ...]] = (inf, ())
# How far a word may rather be moved than stand over another's column.
_SHARED = 6
# The middles of a heading and of the number that counts its column are so near, in columns of text.
_OFF = 4


@frozen
class Token:
    """What stands between blanks, and the places where it begins and ends."""

    text: str
    left: int
    right: int
    alone: bool

    @cached_property
    def is_figure(self) -> bool:
        """Whether it has decimals or thousands."""
        return ("." in self.text or "," in self.text) and is_amount(self.text)

    @property
    def is_code(self) -> bool:
        """Whether it has the digits of a code; fewer count columns or lines, or are small amounts."""
        return len(self.text) >= _LEAST_CODE and not self.is_figure

    @cached_property
    def is_number(self) -> bool:
        """Whether it is an amount or a code: other whole numbers stand in names and dates."""
        return self.is_figure or (self.alone and is_amount(self.text))

    @property
    def middle(self) -> float:
        """Half-way between its ends."""
        return (self.left + self.right) / 2


def words_of(text: str, *, wide: bool) -> Iterator[Token]:
    """What stands between the blanks of a line."""
    if "\t" in text:
        return
    edges = edges_of(text, wide=wide)
    for found in WORD.finditer(text):
        left, right = edges[found.start()], edges[found.end()]
        before, behind = text[max(0, found.start() - 2) : found.start()], text[found.end() : found.end() + 2]
        alone = not before.strip() and len(before) != 1 and behind in ("", "  ")
        yield Token(found[0], left, right, alone)


def breadth(character: str, *, wide: bool) -> int:
    """How many columns of text a character takes; a Chinese one two where they are ``wide``."""
    return 2 if wide and unicodedata.east_asian_width(character) in "WF" else 1


def edges_of(text: str, *, wide: bool) -> list[int]:
    """The column in which each character begins, and where the last one ends."""
    return [0, *accumulate(breadth(character, wide=wide) for character in text)]


def is_counting(line: Sequence[Token]) -> bool:
    """Whether the numbers of a line count the columns."""
    numbers = [token.text for token in line if token.is_number]
    return len(numbers) > 1 and numbers == [str(number) for number in range(1, len(numbers) + 1)]


def in_order(places: Sequence[float], targets: Sequence[float], shared: float = inf) -> list[int]:
    """The target of each place, none out of order, so that they are as near as may be; two at one cost ``shared``."""
    nothing: tuple[float, tuple[int, ...]] = (0, ())
    # best[t]: the cost of the places so far at the first t targets, and which these are; at[t]: the last at the t-th.
    best, at = [nothing] * (len(targets) + 1), [_NOWHERE] * (len(targets) + 1)
    for place in places:
        before, best, last, at = best, [_NOWHERE], at, [_NOWHERE]
        for t, target in enumerate(targets, 1):
            cost, chosen = min(before[t - 1], (last[t][0] + shared, last[t][1]), key=_cost)
            at.append((cost + abs(place - target), (*chosen, t - 1)))
            best.append(min(best[-1], at[-1], key=_cost))
    return list(best[-1][1])


def below(heads: Sequence[Token], counts: Sequence[Token]) -> Iterator[tuple[Token, Token]]:
    """Words of a header line, each with what counts its column; two words seldom stand over one.

    Words far from the number they come nearest to head columns of text, which nothing counts.
    """
    places = in_order([head.middle for head in heads], [count.middle for count in counts], _SHARED)
    for head, place in zip(heads, places, strict=True):
        off = abs(head.middle - counts[place].middle)
        displaced = min(abs(head.middle - other.middle) for other in counts) < off
        if displaced or off <= _OFF:
            yield head, counts[place]
