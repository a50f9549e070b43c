"""Characters -> printed lines, and lines -> the words of a cell."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from math import inf
from operator import eq, itemgetter

from medinsure_budget.evidence import Box, Wrapped
from medinsure_budget.records import define
from medinsure_budget.sources.pdf.glyphs import Glyph

# Baselines nearer than this part of a character's height are one line; superscripts and imitated bold shift that far.
_SAME_LINE = 0.35
# The same character again this near (in heights) is imitated bold type.
_OVERPRINT = 0.2
# Gaps (in heights) that part words of ASCII, figures, and Chinese.
_WORD_GAP, _FIGURE_GAP, _CHINESE_GAP = 0.3, 0.8, 0.45
# A gap that parts columns rather than words.
_COLUMN_GAP = 2.0
_text, _left, _baseline = map(itemgetter, (0, 1, 5))
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
        glyphs = self.glyphs
        # Most characters touch: look closer only where some white is left.
        wide = [at for at, (before, glyph) in enumerate(pairwise(glyphs), 1) if glyph[1] - before[3] > 1]
        pieces = [glyph[0] for glyph in glyphs]
        for at in wide:
            before, glyph = glyphs[at - 1], glyphs[at]
            if (gap := _gap(before, glyph)) > _allowed(before.text, glyph.text):
                pieces[at] = f" {glyph.text}" if gap < _COLUMN_GAP else f"  {glyph.text}"
        return "".join(pieces)

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
    # The order of the file is nearly that of the page, and what is sorted already is sorted quickly.
    ordered = sorted(glyphs, key=_baseline)
    if ordered and ordered[0].baseline == ordered[-1].baseline:
        return [Run(_single(sorted(ordered, key=_left)))]
    lines: list[list[Glyph]] = []
    last, reach = -inf, 0.0
    for level, same in groupby(ordered, key=_baseline):
        line = list(same)
        size = _SAME_LINE * (line[0].bottom - line[0].top)
        if level - last > max(size, reach):
            lines.append(line)
        else:
            lines[-1] += line
        last, reach = level, size
    return [Run(_single(sorted(line, key=_left))) for line in lines]


def _single(glyphs: list[Glyph]) -> list[Glyph]:
    """Keep one of characters printed twice to look bold."""
    texts = list(map(_text, glyphs))
    if not any(map(eq, texts, texts[1:])):
        return glyphs
    kept = glyphs[:1]
    before = glyphs[0]
    for glyph in glyphs[1:]:
        # By number, not by name, as above.
        if glyph[0] != before[0] or glyph[1] - before[1] >= _OVERPRINT * (glyph[4] - glyph[2]):
            kept.append(glyph)
            before = glyph
    return kept


def _gap(before: Glyph, glyph: Glyph) -> float:
    """The white between two characters in heights; tight boxes of narrow figures count as half as wide as high."""
    height = max(before.bottom - before.top, glyph.bottom - glyph.top, 1.0)
    return (glyph.left - max(before.right, before.origin + (before.bottom - before.top) * 0.5)) / height


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
