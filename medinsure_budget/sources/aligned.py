"""Text that keeps a table's columns by blanks alone, as ``pdftotext -layout`` writes it.

It is read as a page without rulings on which all characters are equally broad: what finds such tables in a PDF finds
them here.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from attrs import evolve

from medinsure_budget.evidence import Grid
from medinsure_budget.lexicon import Shape
from medinsure_budget.money import is_amount
from medinsure_budget.sources.parted import PAGE_BREAK, Lines, TextTable
from medinsure_budget.sources.pdf.spans import Span
from medinsure_budget.sources.pdf.unruled import find_tables
from medinsure_budget.sources.pdf.words import Run
from medinsure_budget.sources.spaced import WORD, Place, Token, breadth, edges_of, words_of
from medinsure_budget.sources.straight import straightened
from medinsure_budget.sources.torn import mended
from medinsure_budget.sources.wrapped_heads import with_whole_headings

# A line is as high as two blanks are broad, so that two blanks part columns and one parts words.
_WIDTH, _HEIGHT, _PITCH = 6.0, 10.0, 10.0
# The white between neighbouring characters.
_SLIT = 0.5
_FEWEST_ROWS = 3
# The blanks that part columns, how often a word has to stand behind them, and its fewest characters.
_APART, _OFTEN, _WORD = 2, 2, 2
_FEWEST_FIGURES = 3
_FEWEST_WORDS = 3
# The digits of a subject's code, and the fewest words of its row beside it.
_CODE, _CODED = re.compile(r"[0-9]{3}(?:[0-9]{2}){0,2}"), 2
_SUM = Shape(r"{TOTAL}")


def aligned_tables(lines: Lines) -> Iterator[TextTable]:
    """The tables whose cells are parted by two or more blanks and stand below each other."""
    first = 0
    before: Grid | None = None
    for end in [*(at for at, (_, line) in enumerate(lines) if line == PAGE_BREAK), len(lines)]:
        grids, whole = _grids(lines[first:end], before)
        yield from (_table(grid, lines, first, whole) for grid in grids)
        before = grids[-1] if grids else before
        first = end + 1


def _grids(lines: Lines, before: Grid | None) -> tuple[list[Grid], Mapping[int, Sequence[str]]]:
    """The tables of a page, and by line the figures that had to be put together."""
    texts = [line.rstrip() for _, line in lines]
    if not any("  " in text.strip() for text in texts):
        return [], {}
    wide = _wide(texts)
    whole = mended([_whole_sums(words_of(text, wide=wide)) for text in texts])
    tokens = with_whole_headings(whole.lines)
    moved = straightened(tokens)
    _part(tokens, moved)
    _part_codes(tokens, moved)
    runs = [run for at, line in enumerate(tokens) if (run := _run(line, moved, at, wide=wide))]
    end = next((line[-1].right for line in tokens if line and line[-1].is_figure), 0)
    known = _stretched(before, _WIDTH * end) if before and end and _is_list(before) else before
    return [grid for grid in find_tables(runs, 1, known)[0] if _is_table(grid)], whole.figures


def _whole_sums(words: Iterable[Token]) -> list[Token]:
    """The words of a line, what heads a sum in one where its characters are spread over the cell."""
    found: list[Token] = []
    for token in words:
        before = found[-1] if found else token
        if len(before.text) == len(token.text) == 1 and _SUM.fullmatch(before.text + token.text):
            found[-1] = evolve(before, text=before.text + token.text, right=token.right)
        else:
            found.append(token)
    return found


def _is_list(grid: Grid) -> bool:
    """Whether figures stand behind several columns of words only."""
    figures = {c.column for r in range(grid.height) for c in grid.anchored(r) if is_amount(c.text)}
    return grid.width - len(figures) >= _FEWEST_WORDS and min(figures, default=0) == grid.width - len(figures)


def _stretched(grid: Grid, right: float) -> Grid:
    """A table as broad as the page that may go on with it: a page is set as broad as its longest words need."""
    by = right / max(c.box.right for c in grid.anchored(0) if c.box)
    places = tuple(
        tuple(evolve(c, box=evolve(c.box, left=c.box.left * by, right=c.box.right * by)) if c and c.box else c for c in row)
        for row in grid.places
    )
    return evolve(grid, places=places)


def _part(lines: Sequence[Sequence[Token]], moved: dict[int, Place]) -> None:
    """Part words that are one blank apart where the second stands in a column of its own in other lines."""
    apart = Counter(
        token.text
        for line in lines
        for before, token, after in zip((None, *line), line, (*line[1:], None), strict=False)
        if (not before or token.left - before.right >= _APART) and after and after.left - token.right >= _APART
    )
    for one, token in (pair for line in lines for pair in pairwise(line)):
        if token.left - one.right < _APART and apart[token.text] >= _OFTEN and min(len(one.text), len(token.text)) >= _WORD:
            left, right = moved.get(id(one), (one.left, one.right))
            moved[id(one)] = left, max(right - 1, left + 1)


def _part_codes(lines: Sequence[Sequence[Token]], moved: dict[int, Place]) -> None:
    """Part the codes of rows from names that begin one blank behind some of them, as under codes in the middle."""
    coded = [line for line in lines if len(line) > _CODED and _CODE.fullmatch(line[0].text) and line[-1].is_figure]
    coded = [line for line in coded if not is_amount(line[1].text) and id(line[0]) not in moved]
    if len(coded) < _FEWEST_ROWS or all(line[1].left - line[0].right >= _APART for line in coded):
        return
    begin, end = min(line[0].left for line in coded), max(line[0].right for line in coded)
    for code, name, after, *_ in coded:
        left = max(name.left, end + _APART)
        right = min(left + name.right - name.left, moved.get(id(after), (after.left, 0))[0] - 1 - is_amount(after.text))
        if right > left:
            moved[id(code)] = begin, begin + code.right - code.left
            moved[id(name)] = left, right


def _is_table(grid: Grid) -> bool:
    """Whether there are rows, or the figures of a broad one that a page break has left alone."""
    figures = sum(is_amount(grid.text(r, c)) for r in range(grid.height) for c in range(grid.width))
    return grid.height >= _FEWEST_ROWS or figures >= _FEWEST_FIGURES


def _run(line: Sequence[Token], moved: Mapping[int, Place], at: int, *, wide: bool) -> Run | None:
    """A line as characters on a page, figures that were pushed aside in their column."""
    top = at * _PITCH
    letters: list[Span] = []
    for token in line:
        first, last = moved.get(id(token), (token.left, token.right))
        left, squeezed = _WIDTH * first, (last - first) / sum(breadth(character, wide=wide) for character in token.text)
        for character in token.text:
            width = _WIDTH * squeezed * breadth(character, wide=wide)
            letters.append(Span(character, left, top, left + width - _SLIT, top + _HEIGHT, top + _HEIGHT, left))
            left += width
    return Run(letters) if letters else None


def _wide(texts: Sequence[str]) -> bool:
    """Whether a Chinese character is two columns wide: whatever lets more figures end below each other."""
    ends: dict[bool, set[int]] = {True: set(), False: set()}
    for text in texts:
        amounts = [found.end() for found in WORD.finditer(text) if is_amount(found[0])]
        for wide, own in ends.items() if amounts else ():
            edges = edges_of(text, wide=wide)
            own.update(edges[end] for end in amounts)
    return len(ends[True]) <= len(ends[False])


def _table(grid: Grid, lines: Lines, first: int, whole: Mapping[int, Sequence[str]]) -> TextTable:
    rows = [[grid.text(r, c) for c in range(grid.width)] for r in range(grid.height)]
    at = [first + int(next(c.box.top for c in grid.places[r] if c and c.box) // _PITCH) for r in range(grid.height)]
    mended_at = {lines[i][0]: whole[i - first] for i in at if i - first in whole}
    end = first + int(grid.box.bottom // _PITCH) if grid.box else at[-1] + 1
    return TextTable(at[0], end, rows, [lines[i][0] for i in at], inferred=True, whole=mended_at)
