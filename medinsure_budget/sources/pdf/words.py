"""Characters -> printed lines, and lines -> the words of a cell."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import inf
from operator import attrgetter

from attrs import define

from medinsure_budget.evidence import Box, Wrapped
from medinsure_budget.sources.pdf.glyphs import Glyph

# Baselines nearer than this part of a character's height are one line; superscripts and imitated bold shift that far.
_SAME_LINE = 0.35
# The same character again this near (in heights) is imitated bold type.
_OVERPRINT = 0.2
# Gaps (in heights) that part words of ASCII, figures, and Chinese.
_WORD_GAP, _FIGURE_GAP, _CHINESE_GAP = 0.3, 0.8, 0.45
# A gap that parts columns rather than words.
_COLUMN_GAP = 2.0
_left = attrgetter("left")
_FIGURE = frozenset("0123456789.,%-")


@define(eq=False)
class Run:
    """Characters on one baseline, from left to right."""

    glyphs: Sequence[Glyph]

    @property
    def box(self) -> Box:
        """The rectangle around them."""
        _, lefts, tops, rights, bottoms, _, _ = zip(*self.glyphs, strict=True)
        return Box(min(lefts), min(tops), max(rights), max(bottoms))

    @property
    def text(self) -> str:
        """The printed words; a wide gap becomes one blank, a gap between columns two."""
        return "".join(_spaced(self.glyphs))

    def chunks(self) -> list["Run"]:
        """The parts between gaps as wide as those between columns."""
        parts: list[list[Glyph]] = [[self.glyphs[0]]]
        for before, glyph in pairwise(self.glyphs):
            if _gap(before, glyph) > 1:
                parts.append([])
            parts[-1].append(glyph)
        return [Run(part) for part in parts]


def runs(glyphs: Iterable[Glyph]) -> list[Run]:
    """Group characters into printed lines, from top to bottom."""
    levels: dict[float, list[Glyph]] = {}
    for glyph in glyphs:
        levels.setdefault(glyph.baseline, []).append(glyph)
    lines: list[list[Glyph]] = []
    baseline, reach = -inf, 0.0
    for level in sorted(levels):
        first = levels[level][0]
        size = _SAME_LINE * (first.bottom - first.top)
        if level - baseline > max(size, reach):
            lines.append(levels[level])
        else:
            lines[-1] += levels[level]
        baseline, reach = level, size
    return [Run(_single(sorted(line, key=_left))) for line in lines]


def _single(glyphs: list[Glyph]) -> list[Glyph]:
    """Keep one of characters printed twice to look bold."""
    kept = glyphs[:1]
    before = glyphs[0]
    for glyph in glyphs[1:]:
        if glyph.text != before.text or glyph.left - before.left >= _OVERPRINT * (glyph.bottom - glyph.top):
            kept.append(glyph)
            before = glyph
    return kept


def _gap(before: Glyph, glyph: Glyph) -> float:
    """The white between two characters in heights; tight boxes of narrow figures count as half as wide as high."""
    height = max(before.bottom - before.top, glyph.bottom - glyph.top, 1.0)
    return (glyph.left - max(before.right, before.origin + (before.bottom - before.top) * 0.5)) / height


def _spaced(glyphs: Sequence[Glyph]) -> Iterable[str]:
    before = glyphs[0]
    for glyph in glyphs:
        # Most characters touch: look closer only where some white is left.
        if glyph.left - before.right > 1 and (gap := _gap(before, glyph)) > _allowed(before.text, glyph.text):
            yield " " if gap < _COLUMN_GAP else "  "
        yield glyph.text
        before = glyph


def _allowed(before: str, after: str) -> float:
    if before in _FIGURE and after in _FIGURE:
        return _FIGURE_GAP
    return _WORD_GAP if before.isascii() and after.isascii() else _CHINESE_GAP


# Justified and wrapped labels: a blank next to a Chinese character is layout.
_LAYOUT = re.compile(r"(?<=[^\x00-\x7f]) +(?=\S)|(?<=\S) +(?=[^\x00-\x7f])")


def cell_text(glyphs: list[Glyph], width: float) -> str:
    """The words of a cell of this width, its lines joined as one reads them."""
    lines = runs(glyphs)
    text = lines[0].text
    for line, following in pairwise(lines):
        text += _break(line, following, width) + following.text
    text = _LAYOUT.sub("", text) if " " in text else text
    return text if len(lines) == 1 else Wrapped(text, tuple(line.text for line in lines))


def _break(line: Run, following: Run, width: float) -> str:
    """What a line break stands for: nothing inside Chinese and where a full line was wrapped, else a blank."""
    last, first = line.glyphs[-1], following.glyphs[0]
    if not (last.text.isascii() and first.text.isascii()):
        return ""
    both_figures = last.text in _FIGURE and first.text in _FIGURE
    box = line.box
    full = width - (box.right - box.left) < 2 * (last.bottom - last.top)
    return "" if full and both_figures else " "
