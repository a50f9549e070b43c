"""The header of a table: how deep it is, and the words above each leaf column."""

import re
from collections.abc import Sequence
from itertools import pairwise

from medinsure_budget.evidence import Cell, Grid
from medinsure_budget.facts import Fact, fact
from medinsure_budget.forms.words import compact, fold
from medinsure_budget.lexicon import word_set, words
from medinsure_budget.reading.tables.cells import is_listed, is_total_word, ordinals
from medinsure_budget.records import frozen

_MAX_DEPTH = 10
# So many first rows of a table may be written above it as lines too.
_DOUBLED = 4
_NO_HEADING = frozenset({"栏次", "**", "*", "—", "-", ""})


@frozen
class Header:
    """A table's header.

    Attributes:
        depth: The first row below it.
        paths: The header words of each column from the top down, without repetitions and blanks.
        ordinals: The printed 栏次 of each column, empty where none.
        beside: The columns whose header words stand in the first row below, beside data.
    """

    depth: int
    paths: tuple[tuple[str, ...], ...]
    ordinals: tuple[str, ...]
    beside: tuple[int, ...] = ()

    def folded(self) -> tuple[tuple[str, ...], ...]:
        """The paths in the spelling that headers are compared in."""
        return tuple(tuple(map(fold, path)) for path in self.paths)


def opening_words(grid: Grid) -> set[str]:
    """The words of the first rows of a table, which some converters write above it as lines too."""
    return {fold("".join(grid.row_texts(r))) for r in range(min(_DOUBLED, grid.height))}


def find_header(grid: Grid, start: int = 0, end: int | None = None) -> Header:
    """Read the header that begins at a row; a grid that begins with data has a header of depth ``start``.

    Args:
        grid: The table.
        start: The first row of the header.
        end: A row that is known to stand below it.
    """
    rows: list[list[str]] = []
    numbered = [""] * grid.width
    depth = start
    bottom = min(grid.height, start + _MAX_DEPTH, grid.height if end is None else end)
    while depth < bottom:
        texts = grid.row_texts(depth)
        found = ordinals(texts)
        if found is not None and not _is_total(grid, depth, texts):
            numbered = [old or new for old, new in zip(numbered, found, strict=True)]
            rows.append(_words_beside_ordinals(grid, depth, found))
        elif any(texts) and (is_data(texts, rows) or _widens(grid, depth, rows)):
            rows.append(_leaves_beside_data(grid, depth, rows))
            break
        else:
            rows.append(_covering(grid, depth))
        depth += 1
    beside = tuple(c for c, word in enumerate(rows[-1]) if word) if len(rows) > depth - start else ()
    if not grid.merged:
        _spread([*filter(any, rows[:-1]), *rows[-1:]])
    paths = tuple(_path([row[c] for row in rows]) for c in range(grid.width))
    return Header(depth, paths, tuple(numbered), beside)


def _is_total(grid: Grid, row: int, texts: list[str]) -> bool:
    """Whether 合计 1 2 3 is the total, which a table prints once, and no row of 栏次 with a total below it."""
    if not any(map(is_total_word, texts)):
        return False
    below = range(row + 1, grid.height)
    return not any(is_total_word(text) for r in below for text in grid.row_texts(r))


def repeated_header(grid: Grid, start: int, known: Header, found: Header) -> Header:
    """The header of a page that may repeat a known one: the labels below it need no figures then.

    Args:
        grid: The page.
        start: The first row of the header.
        known: The header of the page before.
        found: What the page itself shows.
    """
    begun = len(known.paths) == grid.width and any(a[:1] == b[:1] != () for a, b in zip(known.paths, found.paths, strict=True))
    if not begun or found.paths == known.paths:
        return found
    shorter = (find_header(grid, start, end) for end in range(found.depth - 1, start, -1))
    return next((header for header in shorter if header.folded() == known.folded()), found)


_YEAR = re.compile(r"20[0-9]{2}")


def is_data(texts: list[str], above: list[list[str]]) -> bool:
    """Say whether a row is below the header: it holds a code, a figure, a total, or a listed label without company."""
    filled = [(c, t) for c, t in enumerate(texts) if t]
    first_column, first = filled[0]
    facts = [fact(t) for _, t in filled]
    if _heads_years(facts):
        return False
    if any(f.code for (c, _), f in zip(filled, facts, strict=True) if c < 4) and len(filled) > 1:  # labels stand in the first columns
        return True
    if any((f.figure or f.unreadable) and not f.part for f in facts):
        return True
    figures = sum(f.figure for f in facts)
    if figures and (figures < len(filled) or above):
        return True
    if not above:
        return False
    return (len(filled) == 1 and first_column < 4 and is_total_word(first)) or is_listed(first)


def _heads_years(facts: Sequence[Fact]) -> bool:
    """Whether years one after another stand beside nothing but words."""
    years = [int(f.part) for f in facts if _YEAR.fullmatch(f.text)]
    counted = len(years) > 1 and all(abs(b - a) == 1 for a, b in pairwise(years))
    return counted and sum(f.words for f in facts) == len(facts) - len(years)


def _widens(grid: Grid, row: int, above: list[list[str]]) -> bool:
    """Headers only narrow downward: a cell under several different words, such as 合计, is below the header."""
    if not grid.merged or not above:
        return False
    wide = (c for c in grid.anchored(row) if c.columns > 1 and compact(c.text) not in _NO_HEADING)
    return any(len(set(above[-1][c.column : c.column + c.columns])) == c.columns for c in wide)


def _leaves_beside_data(grid: Grid, row: int, above: list[list[str]]) -> list[str]:
    """Some templates print 合计, 基本支出 and 项目支出 under 本年支出 in one row with the 合计 of the table."""
    leaves = [""] * grid.width
    if not above:
        return leaves
    levels = word_set("LEVEL_MARK")
    for cell in grid.anchored(row):
        group = grid.places[row - 1][cell.column] if row else None
        narrowed = grid.merged and group is not None and group.text and group.row < row and group.columns > cell.columns == 1
        if (narrowed and fact(cell.text).words and not _is_label(grid, cell)) or fold(cell.text) in levels:
            leaves[cell.column] = compact(cell.text)
    return leaves if sum(map(bool, leaves)) > 1 else [""] * grid.width


def _is_label(grid: Grid, cell: Cell) -> bool:
    """Whether more labels stand below words: 人员经费 | 基本工资 below one 支出内容 are no header."""
    below = grid.text(cell.row + 1, cell.column) if cell.row + 1 < grid.height else ""
    return fact(below).words and not fold(cell.text).endswith(words("NAME", "CODE"))


def _covering(grid: Grid, row: int) -> list[str]:
    texts = (compact(grid.text(row, c)) for c in range(grid.width))
    return ["" if text in _NO_HEADING else text for text in texts]


def _words_beside_ordinals(grid: Grid, row: int, found: list[str]) -> list[str]:
    """类 款 项 stand in the same row as the 栏次 in some final accounts."""
    texts = _covering(grid, row)
    return ["" if found[c] or text in _NO_HEADING else text for c, text in enumerate(texts)]


def _spread(rows: list[list[str]]) -> None:
    """Where merging is unknown, a blank continues the word to its left as long as the words above agree."""
    # A column without any word is none: a rule doubled, or white between two tables.
    named = [c for c in range(len(rows[0]) if rows else 0) if any(row[c] for row in rows)]
    for level, row in enumerate(rows):
        if level and level == len(rows) - 1:
            continue
        for left, c in pairwise(named):
            same_parent = all(rows[up][c] == rows[up][left] for up in range(level))
            parent_spans = level == 0 or any(rows[up][c] for up in range(level))
            below_filled = any(rows[down][c] for down in range(level + 1, len(rows)))
            if not row[c] and row[left] and same_parent and parent_spans and below_filled:
                row[c] = row[left]


def _path(printed: list[str]) -> tuple[str, ...]:
    path: list[str] = []
    for word in printed:
        if word not in _NO_HEADING and (not path or path[-1] != word):
            path.append(word)
    return tuple(path)
