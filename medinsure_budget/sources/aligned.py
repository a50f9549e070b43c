"""Text that keeps a table's columns by blanks alone, as ``pdftotext -layout`` writes it.

It is read as a page without rulings on which all characters are equally broad: what finds such tables in a PDF finds
them here.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from medinsure_budget.evidence import Grid
from medinsure_budget.money import is_amount
from medinsure_budget.sources.parted import PAGE_BREAK, Lines, TextTable
from medinsure_budget.sources.pdf.spans import Span
from medinsure_budget.sources.pdf.unruled import find_tables
from medinsure_budget.sources.pdf.words import Run
from medinsure_budget.sources.straight import Place, Token, straightened

# A line is as high as two blanks are broad, so that two blanks part columns and one parts words.
_WIDTH, _HEIGHT, _PITCH = 6.0, 10.0, 10.0
# The white between neighbouring characters.
_SLIT = 0.5
_FEWEST_ROWS = 3
_WORD = re.compile(r"\S+")
_FEWEST_FIGURES = 3


def aligned_tables(lines: Lines) -> Iterator[TextTable]:
    """The tables whose cells are parted by two or more blanks and stand below each other."""
    first = 0
    before: Grid | None = None
    for end in [*(at for at, (_, line) in enumerate(lines) if line == PAGE_BREAK), len(lines)]:
        grids = _grids(lines[first:end], before)
        yield from (_table(grid, lines, first) for grid in grids)
        before = grids[-1] if grids else before
        first = end + 1


def _grids(lines: Lines, before: Grid | None) -> list[Grid]:
    texts = [line.rstrip() for _, line in lines]
    if not any("  " in text.strip() for text in texts):
        return []
    wide = _wide(texts)
    tokens = [list(_tokens(text, wide=wide)) for text in texts]
    moved = straightened(tokens)
    runs = [run for at, line in enumerate(tokens) if (run := _run(line, moved, at, wide=wide))]
    return [grid for grid in find_tables(runs, 1, before)[0] if _is_table(grid)]


def _is_table(grid: Grid) -> bool:
    """Whether there are rows, or the figures of a broad one that a page break has left alone."""
    figures = sum(is_amount(grid.text(r, c)) for r in range(grid.height) for c in range(grid.width))
    return grid.height >= _FEWEST_ROWS or figures >= _FEWEST_FIGURES


def _tokens(text: str, *, wide: bool) -> Iterator[Token]:
    """What stands between the blanks of a line."""
    if "\t" in text:
        return
    for found in _WORD.finditer(text):
        left = sum(_columns(character, wide=wide) for character in text[: found.start()])
        right = left + sum(_columns(character, wide=wide) for character in found[0])
        before, behind = text[max(0, found.start() - 2) : found.start()], text[found.end() : found.end() + 2]
        alone = not before.strip() and len(before) != 1 and behind in ("", "  ")
        yield Token(found[0], left, right, alone)


def _run(line: Sequence[Token], moved: Mapping[int, Place], at: int, *, wide: bool) -> Run | None:
    """A line as characters on a page, figures that were pushed aside in their column."""
    top = at * _PITCH
    letters: list[Span] = []
    for token in line:
        first, last = moved.get(id(token), (token.left, token.right))
        left, squeezed = _WIDTH * first, (last - first) / (token.right - token.left)
        for character in token.text:
            width = _WIDTH * squeezed * _columns(character, wide=wide)
            letters.append(Span(character, left, top, left + width - _SLIT, top + _HEIGHT, top + _HEIGHT, left))
            left += width
    return Run(letters) if letters else None


def _columns(character: str, *, wide: bool) -> int:
    return 2 if wide and unicodedata.east_asian_width(character) in "WF" else 1


def _wide(texts: Sequence[str]) -> bool:
    """Whether a Chinese character is two columns wide: whatever lets more figures end below each other."""
    ends: dict[bool, set[int]] = {}
    for wide in (True, False):
        ends[wide] = {
            sum(_columns(character, wide=wide) for character in text[: text.index(piece) + len(piece)])
            for text in texts
            for piece in text.split()
            if is_amount(piece)
        }
    return len(ends[True]) <= len(ends[False])


def _table(grid: Grid, lines: Lines, first: int) -> TextTable:
    rows = [[grid.text(r, c) for c in range(grid.width)] for r in range(grid.height)]
    at = [first + int(next(c.box.top for c in grid.places[r] if c and c.box) // _PITCH) for r in range(grid.height)]
    return TextTable(at[0], at[-1] + 1, rows, [lines[i][0] for i in at], inferred=True)
