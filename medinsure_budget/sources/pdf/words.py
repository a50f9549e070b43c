"""Characters -> printed lines, and lines -> the words of a cell."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from math import inf
from operator import itemgetter

from medinsure_budget.evidence import Box, Wrapped
from medinsure_budget.records import define
from medinsure_budget.sources.pdf.spans import OVERPRINT, TOUCHING, Span, letters_of

# Baselines nearer than this part of a character's height are one line; superscripts and imitated bold shift that far.
_SAME_LINE = 0.35
# Gaps (in heights) that part words of ASCII, figures, and Chinese.
_WORD_GAP, _FIGURE_GAP, _CHINESE_GAP = 0.3, 0.8, 0.45
# One between figures whose characters touch one another elsewhere is a blank.
_BLANK = 0.2
# A gap that parts columns rather than words.
_COLUMN_GAP = 2.0
_left, _baseline = map(itemgetter, (1, 5))
# Baselines of a cell's lines nearer than this part of a character's height belong to words printed over one another.
_NEXT_LINE = 0.6
# Baselines of one line differ by less than this part of a character's height.
_LEVEL = 0.1
# The part of a character that another one hides where it is printed over it.
_COVERED = 0.5
_FIGURE = frozenset("0123456789.,%-")


@define(eq=False)
class Run:
    """Characters on one baseline, from left to right."""

    spans: Sequence[Span]

    @property
    def letters(self) -> list[Span]:
        """The characters, each as a span."""
        return letters_of(self.spans)

    @property
    def box(self) -> Box:
        """The rectangle around them."""
        _, lefts, tops, rights, bottoms, *_ = zip(*self.spans, strict=True)
        return Box(min(lefts), min(tops), max(rights), max(bottoms))

    @property
    def text(self) -> str:
        """The printed words; a wide gap becomes one blank, a gap between columns two."""
        pieces = [self.spans[0].text]
        for before, span in pairwise(self.spans):
            if span.left - before.right > TOUCHING and (gap := _gap(before, span)) > _allowed(before, span):
                pieces.append(" " if gap < _COLUMN_GAP else "  ")
            pieces.append(span.text)
        return "".join(pieces)

    def chunks(self) -> list["Run"]:
        """The parts between gaps as wide as those between columns."""
        parts: list[list[Span]] = [[self.spans[0]]]
        for before, span in pairwise(self.spans):
            if _gap(before, span) > 1:
                parts.append([])
            parts[-1].append(span)
        return [Run(part) for part in parts]


def runs(spans: Iterable[Span]) -> list[Run]:
    """Group characters into printed lines, from top to bottom."""
    # The order of the file is nearly that of the page, and what is sorted already is sorted quickly.
    ordered = sorted(spans, key=_baseline)
    if ordered and ordered[0].baseline == ordered[-1].baseline:
        return _lines(ordered)
    lines: list[list[Span]] = []
    last, reach = -inf, 0.0
    for level, same in groupby(ordered, key=_baseline):
        line = list(same)
        size = _SAME_LINE * (line[0].bottom - line[0].top)
        if level - last > max(size, reach):
            lines.append(line)
        else:
            lines[-1] += line
        last, reach = level, size
    return [run for line in lines for run in _lines(line)]


def _lines(line: list[Span]) -> list[Run]:
    """What stands on one line from left to right.

    Where a seal lies on the words, its characters cover theirs: what stands on another baseline is a line of its own.
    """
    ordered = sorted(line, key=_left)
    if all(_follows(before, span) for before, span in pairwise(ordered)):
        return [Run(ordered)]
    letters = sorted(letters_of(line), key=_left)
    if not any(map(_covers, letters, letters[1:])):
        return [Run(_once(letters))]
    levels = sorted({letter.baseline for letter in letters})
    return [Run(_once([letter for letter in letters if letter.baseline == level])) for level in levels]


def _covers(before: Span, letter: Span) -> bool:
    """Whether two characters of different baselines stand in one place, and are not one printed twice."""
    width = min(before.right - before.left, letter.right - letter.left)
    other = before.baseline != letter.baseline and before.text != letter.text
    return other and before.right - letter.left > _COVERED * width


def _once(letters: list[Span]) -> list[Span]:
    """Characters without those that are printed twice to look bold."""
    kept = letters[:1]
    for letter in letters[1:]:
        before = kept[-1]
        if letter.text != before.text or letter.left - before.left >= OVERPRINT * (letter.bottom - letter.top):
            kept.append(letter)
    return kept


def _follows(before: Span, span: Span) -> bool:
    """Whether a span begins behind the last character of another, and not with the same one again."""
    last = before.lefts[-1] if before.lefts else before.left
    bold = span.text[0] == before.text[-1] and span.left - last < OVERPRINT * (span.bottom - span.top)
    return span.left > last and not bold


def _gap(before: Span, span: Span) -> float:
    """The white between two characters in heights; tight boxes of narrow figures count as half as wide as high."""
    height = max(before.bottom - before.top, span.bottom - span.top, 1.0)
    return (span.left - max(before.right, before.last + (before.bottom - before.top) * 0.5)) / height


def _allowed(before: Span, after: Span) -> float:
    """The white that stands between two words without parting them."""
    last, first = before.text[-1], after.text[0]
    if last in _FIGURE and first in _FIGURE and _on_one_line(before, after):
        touching = len(before.text) > 1 or len(after.text) > 1
        return _BLANK if touching and last.isdecimal() and first.isdecimal() else _FIGURE_GAP
    return _WORD_GAP if last.isascii() and first.isascii() else _CHINESE_GAP


def _on_one_line(before: Span, after: Span) -> bool:
    """Whether two characters have one baseline; those of two fonts differ a little."""
    return abs(before.baseline - after.baseline) < _LEVEL * (before.bottom - before.top)


# Justified and wrapped labels: a blank next to a Chinese character is layout.
_LAYOUT = re.compile(r"(?<=[^\x00-\x7f]) +(?=\S)|(?<=\S) +(?=[^\x00-\x7f])")


def cell_text(spans: list[Span], width: float) -> str:
    """The words of a cell of this width, its lines joined as one reads them."""
    if len(spans) == 1:
        return spans[0].text
    lines = runs(spans)
    text = lines[0].text
    for line, following in pairwise(lines):
        text += _break(line, following, width) + following.text
    text = _LAYOUT.sub("", text) if " " in text else text
    wrapped = len(lines) > 1 and not any(_lies_on(line, following) for line, following in pairwise(lines))
    return Wrapped(text, tuple(line.text for line in lines)) if wrapped else text


def _lies_on(line: Run, following: Run) -> bool:
    """Whether what follows is no next line, but printed over the words or under them."""
    last, first = line.spans[-1], following.spans[0]
    return first.baseline - last.baseline < _NEXT_LINE * (last.bottom - last.top)


def _break(line: Run, following: Run, width: float) -> str:
    """What a line break stands for: nothing inside Chinese and where a full line was wrapped, else a blank."""
    last, first = line.spans[-1], following.spans[0]
    if _lies_on(line, following):
        return " "
    if not (last.text[-1].isascii() and first.text[0].isascii()):
        return ""
    both_figures = last.text[-1] in _FIGURE and first.text[0] in _FIGURE
    box = line.box
    full = width - (box.right - box.left) < 2 * (last.bottom - last.top)
    return "" if full and both_figures else " "
