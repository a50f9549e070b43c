"""Headers without rulings: which words are the lines of one, and which columns a word stands over."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from attrs import evolve

from medinsure_budget.evidence import Box
from medinsure_budget.records import define
from medinsure_budget.sources.pdf.stripes import touch

# How far, in points, the left sides or the middles of words may be apart that are aligned on purpose.
_ALIGNED = 2.0
# How far, in points, the middle of a word may be from that of its columns for the sake of one column more.
_CENTRED = 14.0
# How far, in points, it may be where figures of one group would stand beside labels and the rest of them elsewhere.
_APART = 60.0
# How far (in heights of type) words of one row may be apart.
_ABREAST = 0.4
# The white (in heights of type) between the lines of one wrapped word.
_LEADING = 0.8
# The height (in heights of type) of a line that stands between the two.
_LINE = 1.0
# What an upper line may lack (in heights of type) of the length of the one below it: a character that did not fit.
_ROOM = 1.2


@define(eq=False)
class Word:
    """A part of a header line, or several of them that were wrapped.

    Attributes:
        text: What it says.
        box: Where it stands.
        first: The first column it stands over.
        last: The last one.
    """

    text: str
    box: Box
    first: int
    last: int

    def followed_by(self, text: str, box: Box) -> "Word":
        """The word with what stands below or behind it; Chinese words need no blank between them."""
        blank = " " if self.text[-1:].isascii() and text[:1].isascii() else ""
        return Word(f"{self.text}{blank}{text}", self.box | box, self.first, self.last)


Line = dict[int, Word]


def arrange(lines: Sequence[Line], columns: Sequence[Box], figures: AbstractSet[int]) -> list[Line]:
    """Join wrapped words and give each the columns it covers.

    Args:
        lines: The words of each header line by the column they were found at, from the top.
        columns: The stripes that the figures and labels below occupy.
        figures: The columns that hold figures.

    Returns:
        The lines with blank ones left out.
    """
    left = [dict(line) for line in lines]
    for number in range(len(left) - 1, 0, -1):
        for place in [*left[number]]:
            # The lines of a wrapped word may stand around those of its neighbours.
            for above in (number - 1, number - 2):
                if above >= 0 and _is_wrapped(left, above, number, place):
                    rest = left[number].pop(place)
                    left[above][place] = left[above][place].followed_by(rest.text, rest.box)
                    break
    left = [line for line in _beside_each_other(left) if line]
    extents = _extents(left, columns)
    for number in range(len(left) - 2, -1, -1):
        left[number] = _spread(left[number], left[number + 1 :], extents, figures)
    return left


def _beside_each_other(lines: Sequence[Line]) -> list[Line]:
    """Words of one line stand in the middle of their wrapped neighbours, which begin in the line above."""
    for above, line in pairwise(lines):
        wrapped = [word.box for word in above.values()]
        for place in [*line]:
            box = line[place].box
            if place not in above and any(other.bottom - other.top > box.bottom - box.top and _abreast(other, box) for other in wrapped):
                above[place] = line.pop(place)
    return list(lines)


def _is_wrapped(lines: Sequence[Line], above: int, number: int, place: int) -> bool:
    """Whether a word goes on with the one above it, rather than dividing it with its neighbours."""
    upper, lower = lines[above].get(place), lines[number][place]
    between = any(place in line for line in lines[above + 1 : number])
    counting = any(word.text.strip("*").isdecimal() for word in lines[number].values())
    if upper is None or between or counting or not lower.text.strip("*"):
        return False
    one, other = upper.box, lower.box
    height = min(other.bottom - other.top, one.bottom - one.top)
    room = _LEADING if number - above == 1 else _LEADING + _LINE
    if other.top - one.bottom > room * height or other.right - other.left > one.right - one.left + _ROOM * height:
        return False
    alone_left, alone_right = (place + side in lines[above] or place + side not in lines[number] for side in (-1, 1))
    if _same_start(one, other):
        return alone_right
    return _same_middle(one, other) and (alone_left or alone_right)


def _same_start(one: Box, other: Box) -> bool:
    return abs(one.left - other.left) < _ALIGNED


def _same_middle(one: Box, other: Box) -> bool:
    return abs(one.left + one.right - other.left - other.right) < 2 * _ALIGNED


def _extents(lines: Sequence[Line], columns: Sequence[Box]) -> list[Box]:
    """The columns as broad as their cells: the lowest header word stands in the middle, what is below at one side."""
    extents = list(columns)
    for place, column in enumerate(columns):
        lowest = next((line[place].box for line in reversed(lines) if place in line), None)
        if lowest is None or any(touch(lowest, other) for other in columns if other is not column):
            continue
        middle = (lowest.left + lowest.right) / 2
        whole = column | lowest
        half = max(middle - whole.left, whole.right - middle)
        before = columns[place - 1].right if place else 0.0
        after = columns[place + 1].left if place + 1 < len(columns) else middle + half
        left, right = max(before, middle - half), min(after, middle + half)
        extents[place] = evolve(whole, left=min(left, whole.left), right=max(right, whole.right))
    return extents


def _spread(line: Line, below: Sequence[Line], extents: Sequence[Box], figures: AbstractSet[int]) -> Line:
    """Let the words of a line reach over the columns that have words below and none here.

    The best way for all of them together is taken: each as near as may be to the middle of its columns, and as few
    columns without a word as may be.
    """
    places = sorted(line)
    # One word may begin where the one below it does because it is as long; all of them do so on purpose.
    at_left = all(_begins(line[place].box, place, below) for place in places)
    best: dict[int, tuple[float, Line]] = {0: (0.0, {})}
    for place, following in pairwise([*places, len(extents)]):
        reached: dict[int, tuple[float, Line]] = {}
        for free, (cost, found) in best.items():
            for first, last in _ranges(line[place].box, place, (free, following), below, at_left=at_left):
                off = cost + _off(line[place].box, extents[first], extents[last]) - _CENTRED * (last - first)
                if found and _tears(found[max(found)], first, figures):
                    off += _APART
                if last + 1 not in reached or off < reached[last + 1][0]:
                    word = Word(line[place].text, line[place].box, first, last)
                    reached[last + 1] = (off, {**found, first: word})
        best = reached
    return min(best.values(), key=lambda way: way[0])[1]


def _tears(before: Word, first: int, figures: AbstractSet[int]) -> bool:
    """Whether a word over labels takes some of the figures that stand together, and the next word the others."""
    labelled = any(place not in figures for place in range(before.first, before.last + 1))
    return labelled and before.last in figures and first in figures and first == before.last + 1


def _ranges(
    box: Box, place: int, room: tuple[int, int], below: Sequence[Line], *, at_left: bool
) -> list[tuple[int, int]]:
    """The columns that a word may stand over; one at the left side of its columns begins there."""
    ranges = [
        (first, last)
        for first in range(room[0], place + 1)
        for last in range(place, room[1])
        if _are_siblings(first, last, below)
    ]
    child = _child(place, below)
    if child and _same_start(box, child.box) and (at_left or not _same_middle(box, child.box)):
        ranges = [max((found for found in ranges if found[0] == place), default=(place, place))]
    return ranges or [(place, place)]


def _begins(box: Box, place: int, below: Sequence[Line]) -> bool:
    child = _child(place, below)
    return child is not None and _same_start(box, child.box)


def _child(place: int, below: Sequence[Line]) -> Word | None:
    return next((line[place] for line in below if place in line), None)


def _off(box: Box, first: Box, last: Box) -> float:
    return abs(first.left + last.right - box.left - box.right) / 2


def _are_siblings(first: int, last: int, below: Sequence[Line]) -> bool:
    """Whether a word over these columns would be divided by whole words below whose lowest stand in one row."""
    nearest = [_nearest(place, below) for place in range(first, last + 1)]
    if first < last and any(number < 0 for number, _ in nearest):
        return False
    words = [word for _, word in nearest if word is not None]
    if any(word.first < first or word.last > last for word in words):
        return False
    leaves = [word.box for word in words if word.first == word.last]
    return first == last or all(_abreast(one, other) for one, other in pairwise(leaves))


def _abreast(one: Box, other: Box) -> bool:
    """Whether words stand at one height, or around it where one of them is wrapped."""
    reach = 2 * _ABREAST * min(one.bottom - one.top, other.bottom - other.top)
    return abs(one.top + one.bottom - other.top - other.bottom) < reach or 2 * abs(one.top - other.top) < reach


def _nearest(place: int, below: Sequence[Line]) -> tuple[int, Word | None]:
    for number, line in enumerate(below):
        for word in line.values():
            if word.first <= place <= word.last:
                return number, word
    return -1, None
