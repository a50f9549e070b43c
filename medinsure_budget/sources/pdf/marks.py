"""Characters that are no words of the page: raised marks of footnotes, and what is struck out."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from operator import itemgetter

from medinsure_budget.sources.left_out import is_power
from medinsure_budget.sources.pdf.geometry import Segment
from medinsure_budget.sources.pdf.glyphs import Glyph

# A mark is smaller than what it stands at (by this part), raised by this part of its height, and as close as this.
_SMALL, _RAISED, _CLOSE = 0.75, 0.12, 1.0
_SAMPLE = 8
# A page with more small characters than this is printed small here and there.
_MOST_MARKS = 200
# How far above the baseline, in heights, a line strikes a character out; and, in points, how far its ends may be from
# those of the words, and how long it may be.
_MIDDLE = (0.2, 0.5)
_SHORT, _LONGEST = 2.5, 250.0
_left, _right = map(itemgetter, (1, 3))


def raised_marks(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The small characters that stand raised at larger ones, powers apart."""
    # A few tell which size is usual: this is asked of every page.
    heights = Counter([round(glyph[4] - glyph[2], 1) for glyph in glyphs[::_SAMPLE]])
    usual = heights.most_common(1)[0][0] if heights else 0
    small = [glyph for glyph in glyphs if glyph[4] - glyph[2] < _SMALL * usual]
    if not 0 < len(small) <= _MOST_MARKS:
        return []
    by_left, by_right = sorted(glyphs, key=_left), sorted(glyphs, key=_right)
    marks: list[Glyph] = []
    for glyph in sorted(small, key=_left):
        before = [one for one in _between(by_right, _right, glyph.left, usual) if _raises(glyph, one, marks)]
        after = [one for one in _between(by_left, _left, glyph.right, usual) if _raises(glyph, one, marks)]
        if (before or after) and not any(is_power(one.text) for one in before):
            marks.append(glyph)
    return marks


def _between(ordered: list[Glyph], side: "itemgetter[int]", at: float, height: float) -> list[Glyph]:
    """The characters with a side near a place."""
    first = bisect_left(ordered, at - _CLOSE * height, key=side)
    return ordered[first : bisect_right(ordered, at + _CLOSE * height, key=side)]


def _raises(mark: Glyph, other: Glyph, marks: list[Glyph]) -> bool:
    """Whether a character is raised against another, or goes on with a mark that is."""
    if other in marks:
        return other.baseline == mark.baseline
    height = other.bottom - other.top
    smaller = mark.bottom - mark.top < _SMALL * height
    return smaller and other.top < mark.baseline < other.baseline - _RAISED * height


def struck_out(glyphs: Sequence[Glyph], rulings: Sequence[Segment]) -> tuple[list[Glyph], set[Segment]]:
    """The characters through whose middle a line runs from the first to the last of them, and these lines."""
    struck: list[Glyph] = []
    lines: set[Segment] = set()
    short = [line for line in rulings if line.end - line.start < _LONGEST]
    if not short:
        return struck, lines
    low, high = _MIDDLE
    levels = {glyph[5]: glyph[4] - glyph[2] for glyph in glyphs}
    baselines = sorted(levels)
    tallest = max(levels.values(), default=0)
    for line in short:
        near = baselines[bisect_left(baselines, line.at) : bisect_right(baselines, line.at + tallest)]
        levels_crossed = {level for level in near if low < (level - line.at) / max(levels[level], 1) < high}
        if not levels_crossed:
            continue
        crossed = [
            glyph
            for glyph in glyphs
            if glyph[5] in levels_crossed and glyph[1] < line.end - 1 and glyph[3] > line.start + 1
        ]
        if crossed:
            start, end = min(map(_left, crossed)), max(map(_right, crossed))
            if abs(start - line.start) < _SHORT and abs(end - line.end) < _SHORT:
                struck += crossed
                lines.add(line)
    return struck, lines


def words_of(glyphs: Sequence[Glyph]) -> list[str]:
    """The words that characters make up, for a note: those of one line that stand close to one another."""
    words: list[str] = []
    last: Glyph | None = None
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.baseline, glyph.left)):
        if last and last.baseline == glyph.baseline and glyph.left - last.right < glyph.bottom - glyph.top:
            words[-1] += glyph.text
        else:
            words.append(glyph.text)
        last = glyph
    return words
