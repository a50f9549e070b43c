"""Characters that are no words of the page: raised marks of footnotes, and what is struck out."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from operator import itemgetter

from medinsure_budget.sources.left_out import is_power
from medinsure_budget.sources.pdf.geometry import Segment
from medinsure_budget.sources.pdf.spans import Span, letters_of

# A mark is smaller than what it stands at (by this part), raised by this part of its height, and as close as this.
_SMALL, _RAISED, _CLOSE = 0.75, 0.12, 1.0
# How far (in heights) characters of one line may be apart.
_ABREAST = 3.0
# A page with more small characters than this is printed small here and there.
_MOST_MARKS = 200
# How far above the baseline, in heights, a line strikes a character out; and, in points, how far its ends may be from
# those of the words, and how long it may be.
_MIDDLE = (0.2, 0.5)
_SHORT, _LONGEST = 2.5, 250.0
_left, _right = map(itemgetter, (1, 3))


def raised_marks(spans: Sequence[Span]) -> list[Span]:
    """The small characters that stand raised at larger ones, powers apart."""
    exact = _heights(spans)
    if not exact or min(exact) > _SMALL * (max(exact) + 1):
        return []
    usual = _usual_height(exact)
    raised = [span for span in spans if span[4] - span[2] < _SMALL * usual]
    if not any(_raises(span, other, []) for span in raised for other in spans):
        return []
    letters, small = letters_of(spans), letters_of(raised)
    if len(small) > _MOST_MARKS:
        return []
    standing: dict[float, list[Span]] = {}
    for one in letters:
        if one.bottom - one.top >= _SMALL * usual:
            standing.setdefault(one.baseline, []).append(one)
    small = [one for one in small if not _stands(one, standing.get(one.baseline, ()), usual)]
    by_left, by_right = sorted(letters, key=_left), sorted(letters, key=_right)
    marks: list[Span] = []
    for letter in sorted(small, key=_left):
        before = [one for one in _between(by_right, _right, letter.left, usual) if _raises(letter, one, marks)]
        after = [one for one in _between(by_left, _left, letter.right, usual) if _raises(letter, one, marks)]
        if (before or after) and not any(is_power(one.text) for one in before):
            marks.append(letter)
    return marks


def _stands(letter: Span, line: Sequence[Span], usual: float) -> bool:
    """Whether a flat character, as 一 is in a font without heights, stands in one line with others of usual size."""
    return any(max(other.left - letter.right, letter.left - other.right) < _ABREAST * usual for other in line)


def _heights(spans: Sequence[Span]) -> dict[float, int]:
    """How many characters are how high."""
    exact: dict[float, int] = {}
    for span in spans:
        height = span[4] - span[2]
        exact[height] = exact.get(height, 0) + len(span[0])
    return exact


def _usual_height(exact: dict[float, int]) -> float:
    heights: Counter[float] = Counter()
    for height, letters in exact.items():
        heights[round(height, 1)] += letters
    return max(heights, key=heights.__getitem__, default=0.0)


def _between(ordered: list[Span], side: "itemgetter[int]", at: float, height: float) -> list[Span]:
    """The characters with a side near a place."""
    first = bisect_left(ordered, at - _CLOSE * height, key=side)
    return ordered[first : bisect_right(ordered, at + _CLOSE * height, key=side)]


def _raises(mark: Span, other: Span, marks: list[Span]) -> bool:
    """Whether a character is raised against another, or goes on with a mark that is."""
    if other in marks:
        return other.baseline == mark.baseline
    height = other.bottom - other.top
    smaller = mark.bottom - mark.top < _SMALL * height
    return smaller and other.top < mark.baseline < other.baseline - _RAISED * height


def struck_out(spans: Sequence[Span], rulings: Sequence[Segment]) -> tuple[list[Span], set[Segment]]:
    """The characters through whose middle a line runs from the first to the last of them, and these lines."""
    struck: list[Span] = []
    lines: set[Segment] = set()
    short = [line for line in rulings if line.end - line.start < _LONGEST]
    if not short:
        return struck, lines
    low, high = _MIDDLE
    levels = {span[5]: span[4] - span[2] for span in spans}
    baselines = sorted(levels)
    tallest = max(levels.values(), default=0)
    for line in short:
        near = baselines[bisect_left(baselines, line.at) : bisect_right(baselines, line.at + tallest)]
        levels_crossed = {level for level in near if low < (level - line.at) / max(levels[level], 1) < high}
        if not levels_crossed:
            continue
        touched = [span for span in spans if span.baseline in levels_crossed]
        crossed = [one for one in letters_of(touched) if one.left < line.end - 1 and one.right > line.start + 1]
        if crossed:
            start, end = min(map(_left, crossed)), max(map(_right, crossed))
            if abs(start - line.start) < _SHORT and abs(end - line.end) < _SHORT:
                struck += crossed
                lines.add(line)
    return struck, lines


def words_of(letters: Sequence[Span]) -> list[str]:
    """The words that characters make up, for a note: those of one line that stand close to one another."""
    words: list[str] = []
    last: Span | None = None
    for letter in sorted(letters, key=lambda letter: (letter.baseline, letter.left)):
        if last and last.baseline == letter.baseline and letter.left - last.right < letter.bottom - letter.top:
            words[-1] += letter.text
        else:
            words.append(letter.text)
        last = letter
    return words
