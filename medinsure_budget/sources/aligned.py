"""Text that keeps a table's columns by blanks alone, as ``pdftotext -layout`` writes it."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import combinations

from attrs import define, frozen

from medinsure_budget.money import is_amount
from medinsure_budget.sources.parted import TextTable

_CELL = re.compile(r"\S+(?: \S+)*")
_SENTENCE = re.compile(r"[，。；]")
# So many lines of several cells, one of them with figures, make a table; fewer are an accident.
_FEWEST_ROWS = 3
# Blank lines and wrapped cells may stand between two rows.
_LONGEST_BREAK = 3
_RAGGED = 2

# C(20, 2) ways to part twenty columns among three headings.
_MOST_CUTS = 2

_Place = tuple[int, int]


@frozen
class AlignedCell:
    """Words that two or more blanks part from others, and where they stand; a Chinese character is two wide."""

    text: str
    left: int
    right: int


@define
class AlignedTable:
    """Rows found in lines ``first`` to ``end`` (exclusive)."""

    first: int
    end: int
    rows: list[list[str]]
    numbers: list[int]

    def add(self, number: int, texts: list[str]) -> None:
        """Add a row, unless it is blank."""
        if any(texts):
            self.rows.append(texts)
            self.numbers.append(number)


def aligned_tables(lines: Sequence[tuple[int, str]]) -> Iterator[TextTable]:
    """Find the tables whose cells are parted by two or more blanks and stand below each other."""
    for t in _aligned_tables(lines):
        yield TextTable(t.first, t.end, t.rows, t.numbers)


def _aligned_tables(lines: Sequence[tuple[int, str]]) -> Iterator[AlignedTable]:
    cells = [_cells(line) if "  " in line else [] for _, line in lines]
    at = 0
    while at < len(lines):
        if len(cells[at]) < 2:
            at += 1
            continue
        end = _end(lines, cells, at)
        table = _table(lines, cells, at, end)
        if table is not None:
            yield table
        at = table.end if table is not None else end


def _cells(line: str) -> list[AlignedCell]:
    if _SENTENCE.search(line) or "\t" in line:
        return []
    widths = [0]
    for character in line:
        widths.append(widths[-1] + (2 if unicodedata.east_asian_width(character) in "WF" else 1))
    return [AlignedCell(m[0], widths[m.start()], widths[m.end()]) for m in _CELL.finditer(line)]


def _end(lines: Sequence[tuple[int, str]], cells: Sequence[list[AlignedCell]], at: int) -> int:
    """Behind the last line of a run of lines with several cells; blank ones and lines of one cell may stand between."""
    end = at + 1
    for i in range(at + 1, len(lines)):
        text = lines[i][1]
        if len(cells[i]) > 1:
            end = i + 1
        elif i - end >= _LONGEST_BREAK or (text.strip() and not (text.startswith(" ") and lines[i - 1][1].strip())):
            break
    return end


def _table(
    lines: Sequence[tuple[int, str]], cells: Sequence[list[AlignedCell]], first: int, end: int
) -> AlignedTable | None:
    body = [i for i in range(first, end) if _is_row(cells[i])]
    if not body or sum(len(line) > 1 for line in cells[first:end]) < _FEWEST_ROWS:
        return None
    columns = _columns([cell for i in body for cell in cells[i]])
    if len(columns) < 2:
        return None
    columns = _with_headings(columns, [cells[i] for i in range(body[0] - 1, first - 1, -1)])
    table = AlignedTable(first, end, [], [])
    for i in range(first, body[0]):
        words = [cell for line in cells[i + 1 : body[0]] if not _is_counting(line) for cell in line]
        below = {_column_of(cell, columns) for cell in words}
        table.add(lines[i][0], _heading_row(cells[i], columns, below))
    _add_body(table, lines, cells, body[0], columns)
    return table if len(table.rows) >= _FEWEST_ROWS else None


def _is_row(cells: Sequence[AlignedCell]) -> bool:
    """Say whether words or figures stand beside figures."""
    return len(cells) > 1 and any(is_amount(cell.text) for cell in cells) and not _is_counting(cells)


def _is_counting(cells: Sequence[AlignedCell]) -> bool:
    """Say whether the only numbers of a line count its columns."""
    amounts = [cell.text for cell in cells if is_amount(cell.text)]
    return bool(amounts) and amounts == [str(n) for n in range(1, len(amounts) + 1)]


def _add_body(
    table: AlignedTable,
    lines: Sequence[tuple[int, str]],
    cells: Sequence[list[AlignedCell]],
    first: int,
    columns: Sequence[_Place],
) -> None:
    """Add the rows below the headings; words that filled their column go on in the next line."""
    rights = [0] * len(columns)
    for i in range(first, table.end):
        found = cells[i] or _cells(lines[i][1])
        if len(found) == 1 and i > first and not any(_within(found[0], column) for column in columns):
            table.end = i
            return
        texts = [""] * len(columns)
        for cell in found:
            column = _column_of(cell, columns)
            texts[column] = f"{texts[column]} {cell.text}".strip()
        filled = [c for c, text in enumerate(texts) if text]
        if len(filled) == 1 and rights[filled[0]] >= columns[filled[0]][1] - _RAGGED:
            table.rows[-1][filled[0]] += texts[filled[0]]
        else:
            table.add(lines[i][0], texts)
        rights = [max((c.right for c in found if _column_of(c, columns) == k), default=0) for k in range(len(columns))]


def _heading_row(cells: Sequence[AlignedCell], columns: Sequence[_Place], below: set[int]) -> list[str]:
    """One line of headings; a word over several columns stands in the first of those it is centred over."""
    texts = [""] * len(columns)
    above: list[AlignedCell] = []
    for cell in cells:
        column = _column_of(cell, columns)
        if column in below:
            above.append(cell)
        else:
            texts[column] = f"{texts[column]} {cell.text}".strip()
    free = [c for c in sorted(below) if not texts[c]]
    for run in _runs(free):
        left, right = columns[run[0]][0], columns[run[-1]][1]
        words = [cell for cell in above if left <= (cell.left + cell.right) / 2 <= right]
        for word, begin in zip(words, _centred(words, run, columns), strict=False):
            texts[begin] = word.text
    return texts


def _runs(numbers: Sequence[int]) -> Iterator[list[int]]:
    """Numbers that follow each other."""
    run: list[int] = []
    for number in numbers:
        if run and number != run[-1] + 1:
            yield run
            run = []
        run.append(number)
    if run:
        yield run


def _centred(words: Sequence[AlignedCell], run: Sequence[int], columns: Sequence[_Place]) -> list[int]:
    """The first columns of the parts of a run that the words are best centred over."""
    if not words or len(words) > len(run):
        return []

    def off(begins: tuple[int, ...]) -> int:
        ends = [*begins[1:], len(run)]
        spans = [(columns[run[b]][0], columns[run[e - 1]][1]) for b, e in zip(begins, ends, strict=True)]
        return sum(abs(w.left + w.right - sum(span)) for w, span in zip(words, spans, strict=True))

    choices = ((0, *cuts) for cuts in combinations(range(1, len(run)), len(words) - 1))
    best = min(choices, key=off) if len(words) <= _MOST_CUTS + 1 else tuple(range(len(words)))
    return [run[b] for b in best]


def _within(cell: AlignedCell, column: _Place) -> bool:
    return column[0] - _RAGGED <= cell.left and cell.right <= column[1] + _RAGGED and "：" not in cell.text


def _places(cells: Sequence[AlignedCell]) -> list[_Place]:
    return [(cell.left, cell.right) for cell in cells]


def _overlap(one: _Place, other: _Place) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _columns(cells: Sequence[AlignedCell]) -> list[_Place]:
    """The stretches of the line that the cells of all rows cover."""
    columns: list[_Place] = []
    for left, right in sorted(_places(cells)):
        if columns and left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    return columns


def _with_headings(columns: list[_Place], headings: Sequence[Sequence[AlignedCell]]) -> list[_Place]:
    """Join what stands under one heading, and add columns that have a heading but no figure.

    Lines are taken from the bottom up: a word above columns that have their own headings is the heading of a group.
    """
    headed: list[_Place] = []
    for cells in headings:
        # Numbers that count the columns stand in their middle, figures at their right: they are not yet one column.
        counting = _is_counting(cells)
        for place in _places(cells):
            if any(_overlap(place, c) for c in headed):
                continue
            joined = [place, *(c for c in columns if _overlap(place, c))]
            wider = (min(c[0] for c in joined), max(c[1] for c in joined))
            columns = sorted([*(c for c in columns if c not in joined), wider])
            headed += [] if counting else [wider]
    return columns


def _column_of(cell: AlignedCell, columns: Sequence[_Place]) -> int:
    """The column that a cell covers first, or stands nearest to."""
    for i, column in enumerate(columns):
        if _overlap((cell.left, cell.right), column):
            return i
    middle = cell.left + cell.right
    return min(range(len(columns)), key=lambda i: abs(sum(columns[i]) - middle))
