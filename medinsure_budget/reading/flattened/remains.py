"""Figures in lines that no table took: they are no prose, and not passed over in silence."""

from collections.abc import Collection, Sequence

from medinsure_budget.evidence import Line, Note
from medinsure_budget.lexicon import Shape
from medinsure_budget.reading.flattened.candidates import ends_in_figure, figures_in

_PROSE = Shape(r"[。；，：！？]")
# Wrapped labels stand between the figures of a table.
_MOST_WORDS = 6
_FEWEST_FIGURES = 3
_SHOWN = 20
_Lines = Sequence[tuple[int, Line]]


def without_figures(lines: _Lines, used: Collection[int], notes: list[Note]) -> list[tuple[int, Line]]:
    """Leave runs of lines that end in figures out of the text, each with a note of its count and place.

    Args:
        lines: Page and line, in printed order.
        used: The ids of lines that something else has read.
        notes: Receives the notes.
    """
    kept: list[tuple[int, Line]] = []
    at = 0
    while at < len(lines):
        page, line = lines[at]
        end = _end_of_run(lines, at, used) if ends_in_figure(line.text) else at
        if end == at:
            kept.append(lines[at])
            at += 1
            continue
        count = sum(figures_in(other.text) for _, other in lines[at:end])
        message = f"从“{line.text[:_SHOWN]}”起{end - at}行文字中的{count}个金额不在任何表格中，没有读取，也不作正文"
        notes.append(Note("unread", message, page, line.number))
        at = end
    return kept


def _end_of_run(lines: _Lines, at: int, used: Collection[int]) -> int:
    """The line behind the last figure of a run; ``at`` where there are too few."""
    end, found = at, 0
    for i in range(at, len(lines)):
        line = lines[i][1]
        if i - end > _MOST_WORDS or id(line) in used or line.level or _PROSE.search(line.text):
            break
        if ends_in_figure(line.text):
            end, found = i + 1, found + 1
    return end if found >= _FEWEST_FIGURES else at
