"""Characters -> printed lines, and lines -> the words of a cell."""

import re
from collections.abc import Iterable, Sequence
from operator import attrgetter

from attrs import frozen

from medinsure_budget.evidence import Box
from medinsure_budget.sources.pdf.glyphs import Glyph

# Baselines nearer than this part of a character's height are one line; superscripts and imitated bold shift that far.
_SAME_LINE = 0.35
# The same character again this near (in heights) is imitated bold type.
_OVERPRINT = 0.2
# Gaps (in heights) that part words of ASCII, figures, and Chinese.
_WORD_GAP, _FIGURE_GAP, _CHINESE_GAP = 0.3, 0.8, 0.45
# A gap that parts columns rather than words.
_COLUMN_GAP = 2.0
_baseline, _left = attrgetter("baseline"), attrgetter("left")
_FIGURE = frozenset("0123456789.,%-")


@frozen(eq=False)
class Run:
    """Characters on one baseline, from left to right."""

    glyphs: Sequence[Glyph]

    @property
    def box(self) -> Box:
        """The rectangle around them."""
        glyphs = self.glyphs
        return Box(
            min(g.left for g in glyphs),
            min(g.top for g in glyphs),
            max(g.right for g in glyphs),
            max(g.bottom for g in glyphs),
        )

    @property
    def baseline(self) -> float:
        """The height on which the first character stands."""
        return self.glyphs[0].baseline

    @property
    def text(self) -> str:
        """The printed words; a wide gap becomes one blank, a gap between columns two."""
        return "".join(_spaced(self.glyphs))

    def chunks(self) -> list["Run"]:
        """The parts between gaps as wide as those between columns."""
        parts: list[list[Glyph]] = [[self.glyphs[0]]]
        for before, glyph in zip(self.glyphs, self.glyphs[1:], strict=False):
            if _gap(before, glyph) > _height(before, glyph):
                parts.append([])
            parts[-1].append(glyph)
        return [Run(part) for part in parts]


def runs(glyphs: Iterable[Glyph]) -> list[Run]:
    """Group characters into printed lines, from top to bottom."""
    found: list[list[Glyph]] = []
    last = None
    for glyph in sorted(glyphs, key=_baseline):
        if last is None or glyph.baseline - last.baseline > _SAME_LINE * _height(last, glyph):
            found.append([])
        found[-1].append(glyph)
        last = glyph
    return [Run(_single(sorted(line, key=_left))) for line in found]


def _single(glyphs: list[Glyph]) -> list[Glyph]:
    """Keep one of characters printed twice to look bold."""
    kept: list[Glyph] = []
    for glyph in glyphs:
        for before in reversed(kept[-3:]):
            if before.text == glyph.text and glyph.left - before.left < _OVERPRINT * _height(before, glyph):
                break
        else:
            kept.append(glyph)
    return kept


def _height(before: Glyph, glyph: Glyph) -> float:
    return max(before.bottom - before.top, glyph.bottom - glyph.top, 1.0)


def _gap(before: Glyph, glyph: Glyph) -> float:
    """The white between two characters; tight boxes of narrow figures are taken to be half as wide as high."""
    return glyph.left - max(before.right, before.origin + (before.bottom - before.top) * 0.5)


def _spaced(glyphs: Sequence[Glyph]) -> Iterable[str]:
    before = None
    for glyph in glyphs:
        if before is not None:
            height = _height(before, glyph)
            gap = _gap(before, glyph) / height
            if gap > _WORD_GAP and gap > _allowed(before.text, glyph.text):
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
    for line, following in zip(lines, lines[1:], strict=False):
        text += _break(line, following, width) + following.text
    return _LAYOUT.sub("", text)


def _break(line: Run, following: Run, width: float) -> str:
    """What a line break stands for: nothing inside Chinese and where a full line was wrapped, else a blank."""
    last, first = line.glyphs[-1], following.glyphs[0]
    if not (last.text.isascii() and first.text.isascii()):
        return ""
    both_figures = last.text in _FIGURE and first.text in _FIGURE
    box = line.box
    full = width - (box.right - box.left) < 2 * _height(last, first)
    return "" if full and both_figures else " "
