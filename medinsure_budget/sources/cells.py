"""Tables printed one cell a line: how many cells make a row shows in the figures, which stand below each other."""

import re
from collections.abc import Iterator, Sequence
from operator import and_
from typing import Literal

from attrs import define, field, frozen

from medinsure_budget.lexicon import Shape
from medinsure_budget.money import is_amount
from medinsure_budget.sources.parted import PAGE_BREAK, Lines, TextTable

_Kind = Literal["", "figure", "digits", "word"]

_DIGITS = re.compile(r"[0-9]+")
_NUMBER = re.compile(r"[\W_]*\d[\W\d_]*")
_RATE = re.compile(r"-?[0-9][0-9,.]*[%％]")
_DASHES = re.compile(r"[-—–－/*]*")
# What stands around tables: a sentence, a unit with its label, a title; above them also other labels with values.
_AROUND = Shape(r".*[。；].*|.*[：:].*{MONEY}.*|.*{TABLE}(?:[（(][^（）()]*[）)])?")
_ABOVE = Shape(r".*[。；：:].*|.*{TABLE}(?:[（(][^（）()]*[）)])?")
# Figures beside other words: a line of several cells.
_SEVERAL = re.compile(r"\s-?[0-9][0-9,]*\.[0-9]+(?:\s|$)")
_COUNTS = Shape(r"{COLUMN_NUMBERS}")
_PAGE = re.compile(r"[-—–\s]*[1-9][0-9]{0,2}[-—–\s]*")
_MOST_COLUMNS = 40
_MOST_LINES = 1000
# So many words above the header may each head a block of it, such as 收入 and 支出.
_MOST_BLOCKS = 3
_MOST_HEADER_ROWS = 12
# The header of a broad table, cell by cell.
_LONGEST_HEADER = 320
_FEWEST_CELLS = 4
# No cell of a column holds more; so long a line is running text.
_LONGEST_WORDS = 2000
# At most one line in so many has another directly below it.
_MOST_ADJACENT = 10
_FEWEST_FIGURES = 2
_FEWEST_ROWS = 4
# Rows of tables are seldom blank; every second one is where half of a broad row is taken for a whole.
_MOST_BLANK = 4


@frozen
class Printed:
    """A cell.

    Attributes:
        text: What it says.
        number: The number of its line.
        at: The index of its line.
        kind: What it holds; digits may be a code, a count or an amount.
        is_around: Whether it is what stands around tables rather than in them.
    """

    text: str
    number: int
    at: int
    kind: _Kind = field(init=False)
    is_around: bool = field(init=False)

    @kind.default
    def _kind(self) -> _Kind:
        if _DASHES.fullmatch(self.text):
            return ""
        if _DIGITS.fullmatch(self.text):
            return "digits" if self.text == "0" or self.text[0] != "0" else "word"
        return "figure" if is_amount(self.text) or _RATE.fullmatch(self.text) else "word"

    @is_around.default
    def _is_around(self) -> bool:
        if self.kind != "word" or len(self.text) > _LONGEST_WORDS:
            return self.kind == "word"
        return bool(_AROUND.fullmatch(self.text) or _SEVERAL.search(self.text))


@frozen(order=True)
class _Fit:
    """How well rows of one width explain the cells from a place on; the better one is greater."""

    figures: int
    digits: int
    labelled: int
    joined: bool
    dense: bool
    closed: bool
    orderly: int
    distinct: int
    narrow: int
    rows: tuple[int, ...] = field(eq=False)

    @property
    def columns(self) -> int:
        """How many cells make a row."""
        return -self.narrow

    @property
    def is_table(self) -> bool:
        """Whether figures stand in it; bare digits may count pages or items, so every second row has to have some."""
        return self.figures >= _FEWEST_FIGURES or self.digits * 2 >= max(len(self.rows), _FEWEST_ROWS)

    @property
    def end(self) -> int:
        """The place behind the last row."""
        return self.rows[-1] + self.columns

    def parts(self) -> Iterator[list[int]]:
        """The rows that follow each other; the number of a page may stand between two parts."""
        part = [self.rows[0]]
        for row in self.rows[1:]:
            if row != part[-1] + self.columns:
                yield part
                part = []
            part.append(row)
        yield part


def rows_of_cells(cells: Sequence[Printed]) -> tuple[list[list[str]], list[int]] | None:
    """Part cells that are a table from the first to the last into rows with their lines; ``None`` when none fit."""
    kinds = [cell.kind for cell in cells]
    fit = _best_fit(cells, kinds, 0)
    whole = fit is not None and fit.end == len(cells) and len(fit.rows) * fit.columns == len(cells)
    return _rows(cells, fit.rows, fit.columns) if fit and whole else None


def cell_tables(lines: Lines) -> Iterator[TextTable]:
    """The tables in stretches where a blank line follows each cell, so that a blank cell leaves three.

    Text whose lines follow each other as well has blank lines for other reasons.
    """
    filled = [bool(line.strip()) for _, line in lines]
    if sum(map(and_, filled, filled[1:])) * _MOST_ADJACENT > sum(filled):
        return
    for cells in _stretches(lines):
        yield from _tables(cells)


def _stretches(lines: Lines) -> Iterator[list[Printed]]:
    """Lines that stand alone between odd numbers of blank lines, blank cells among them."""
    places: list[int] = []
    for at, (_, line) in enumerate(lines):
        if (line.strip() and places and (at - places[-1]) % 2) or line == PAGE_BREAK:
            yield from _printed(lines, places)
            places = []
        if line.strip():
            places.append(at)
    yield from _printed(lines, places)


def _printed(lines: Lines, places: Sequence[int]) -> Iterator[list[Printed]]:
    """The cells of a stretch, unless they are too few for a table, or none of them a number."""
    if len(places) >= _FEWEST_CELLS and any(_NUMBER.fullmatch(lines[at][1]) for at in places):
        filled = set(places)
        stretch = range(places[0], places[-1] + 1, 2)
        cells = [Printed(lines[at][1].strip() if at in filled else "", lines[at][0], at) for at in stretch]
        yield list(_without_column_numbers(cells))


def _without_column_numbers(cells: Sequence[Printed]) -> Iterator[Printed]:
    """Leave out 栏次 1 栏次 2, which only counts the columns of amounts and is seldom a whole row."""
    at = 0
    while at < len(cells):
        end, number = at, 0
        while end < len(cells) and (_COUNTS.fullmatch(cells[end].text) or (end > at and cells[end].text == str(number + 1))):
            number += cells[end].kind == "digits"
            end += 1
        if not number:
            yield cells[at]
        at = end if number else at + 1


def _tables(cells: list[Printed]) -> Iterator[TextTable]:
    kinds = [cell.kind for cell in cells]
    free = at = 0
    tried: set[int] = set()
    while (at := _next_figure(kinds, at)) < len(cells):
        found = _table_around(cells, kinds, _starts(cells, kinds, free, at), tried)
        if found is None:
            at += 1
            continue
        fit, blocks = found
        free = at = fit.end
        for part in fit.parts():
            rows, numbers = _rows(cells, part, fit.columns)
            first, end = part[0], part[-1] + fit.columns
            if blocks and first == fit.rows[0]:
                first -= blocks
                rows.insert(0, _over_blocks(cells[first : first + blocks], fit.columns))
                numbers.insert(0, cells[first].number)
            yield TextTable(cells[first].at, cells[end - 1].at + 1, rows, numbers)


def _over_blocks(words: Sequence[Printed], width: int) -> list[str]:
    """The row of words that each stand above a block of columns."""
    broad = width // len(words)
    return [words[c // broad].text if c % broad == 0 else "" for c in range(width)]


def _next_figure(kinds: Sequence[_Kind], at: int) -> int:
    return next((i for i in range(at, len(kinds)) if kinds[i] in ("figure", "digits")), len(kinds))


def _table_around(
    cells: Sequence[Printed], kinds: Sequence[_Kind], starts: dict[int, bool], tried: set[int]
) -> tuple[_Fit, int] | None:
    """The best table that begins at one of these places and was not tried before; how many words head its blocks."""
    fits = []
    for start in starts.keys() - tried:
        tried.add(start)
        for blocks in (0, *range(2, _MOST_BLOCKS + 1)):
            if any(kind != "word" for kind in kinds[start : start + blocks]):
                break
            fit = _best_fit(cells, kinds, start + blocks)
            if fit and fit.is_table and _is_whole(cells, fit) and not (blocks and fit.columns % blocks):
                fits.append((fit, starts[start], -blocks, start))
    fit, _, blocks, _ = max(fits, default=(None, False, 0, 0))
    return (fit, -blocks) if fit else None


def _is_whole(cells: Sequence[Printed], fit: _Fit) -> bool:
    """Whether blank cells show that none is lost, or the rows go on to whatever ends a table."""
    if any(not cell.text for cell in cells[fit.rows[0] : fit.end]):
        return True
    after = cells[fit.end : fit.end + 1]
    ended = not after or after[0].is_around or _PAGE.fullmatch(after[0].text)
    torn = any(len(part) == 1 for part in fit.parts())
    return bool(ended) and fit.figures > 0 and len(fit.rows) >= _FEWEST_ROWS and not torn


def _starts(cells: Sequence[Printed], kinds: Sequence[_Kind], free: int, figure: int) -> dict[int, bool]:
    """Where the header of a table may begin, and whether a caption outside shows it.

    A table begins below its caption, or with a caption within it: then blank cells stand around that. A table that
    goes on after a page begins behind the last one, or behind the number of the page.
    """
    around = range(max(free, figure - _LONGEST_HEADER), figure)
    captions = [i for i in around if kinds[i] == "word" and _ABOVE.fullmatch(cells[i].text)]
    if not captions:
        below = cells[figure : _next_figure(kinds, figure + 1)]
        if figure - free > _LONGEST_HEADER or any(cell.is_around for cell in below):
            return {}
        return {at: True for at in (free, free + 1) if kinds[at : at + 1] != ["figure"]}
    starts = {_first_blank(kinds, i): False for i in captions if not kinds[i + 1]}
    starts |= {i + 1: bool(kinds[i + 1]) for i in captions}
    return starts


def _first_blank(kinds: Sequence[_Kind], at: int) -> int:
    """Step back over blank cells, which stand nowhere but in tables."""
    while at and not kinds[at - 1]:
        at -= 1
    return at


def _best_fit(cells: Sequence[Printed], kinds: Sequence[_Kind], start: int) -> _Fit | None:
    fits = (_fit(cells, kinds, start, width) for width in range(2, min(_MOST_COLUMNS, len(cells) - start) + 1))
    return max((fit for fit in fits if fit and (fit.figures or fit.digits)), default=None)


def _fit(cells: Sequence[Printed], kinds: Sequence[_Kind], start: int, width: int) -> _Fit | None:
    """Follow rows of a width as long as words stay below words and figures below figures."""
    rows = _Rows(width)
    at = start
    while at + width <= len(cells):
        taken = rows.take(cells, kinds, at)
        if taken is None:
            return None
        if not taken and not (rows.ends_at(at) and _PAGE.fullmatch(cells[at].text) and rows.fits(kinds, at + 1)):
            break
        at += width if taken else 1
    return rows.fit(kinds)


@define
class _Rows:
    """Rows of one width under construction, and the kind of each of their columns."""

    width: int
    begins: list[int] = field(factory=list)
    figures: int = 0
    digits: int = 0
    _columns: dict[int, _Kind] = field(factory=dict)
    _header: list[list[str]] = field(factory=list)
    _headed: bool = False
    _repeated: int = 0
    _numbers: dict[int, list[int]] = field(factory=dict)
    _blank_runs: int = 0
    _without_label: int = 0
    _parts: int = 0
    _blank: bool = False

    def take(self, cells: Sequence[Printed], kinds: Sequence[_Kind], at: int) -> bool | None:
        """Add the row that begins at a place; false when it is none, ``None`` when the rows above are no header."""
        row = kinds[at : at + self.width]
        texts = [cell.text for cell in cells[at : at + self.width]]
        around = sum(cell.is_around for cell in cells[at : at + self.width])
        if not (self.figures or self.digits or "figure" in row or "digits" in row):
            # A title or unit within the table stands in a row of its own above the header.
            if len(self._header) > _MOST_HEADER_ROWS or (around and (self._headed or sum(map(bool, row)) > around + 1)):
                return None
            self._headed = self._headed or (any(row) and not around)
            self._repeated += any(row) and texts in self._header
            self._header.append(texts)
        elif around or (texts not in self._header and not self.fits(kinds, at)):
            return False
        elif texts not in self._header:
            self._columns |= {column: kind for column, kind in enumerate(row) if kind in ("figure", "word")}
        self._count(row, at)
        for column, kind in enumerate(row):
            if kind == "digits":
                self._numbers.setdefault(column, []).append(int(texts[column]))
        return True

    def fits(self, kinds: Sequence[_Kind], at: int) -> bool:
        """Say whether the row has words where those above have words, and figures where they have figures."""
        row = kinds[at : at + self.width]
        return len(row) == self.width and all(
            self._columns.get(column, kind) == kind for column, kind in enumerate(row) if kind in ("figure", "word")
        )

    def ends_at(self, at: int) -> bool:
        """Say whether the last row ends at a place."""
        return bool(self.begins) and self.begins[-1] + self.width == at

    def _count(self, row: Sequence[_Kind], at: int) -> None:
        self.figures += row.count("figure")
        self.digits += row.count("digits")
        if self.figures or self.digits:
            self._without_label += any(row) and "word" not in row
        self._parts += not self.ends_at(at)
        self._blank_runs += not any(row) and not self._blank
        self._blank = not any(row)
        self.begins.append(at)

    def fit(self, kinds: Sequence[_Kind]) -> _Fit | None:
        """How well the rows explain the cells; blank ones at the end are none."""
        while self.begins and not any(kinds[self.begins[-1] : self.begins[-1] + self.width]):
            self.begins.pop()
        if not self.begins:
            return None
        after = kinds[self.begins[-1] + self.width :]
        return _Fit(
            figures=self.figures,
            digits=0 if self.figures else self.digits,
            labelled=min(0, 1 - self._without_label),
            joined=self._parts * 2 <= len(self.begins) or self._parts == 1,
            dense=self._blank_runs * _MOST_BLANK <= len(self.begins),
            closed=not after or bool(after[0]),
            orderly=-sum(map(_is_jumbled, self._numbers.values())),
            distinct=-self._repeated,
            narrow=-self.width,
            rows=tuple(self.begins),
        )


def _is_jumbled(numbers: Sequence[int]) -> bool:
    """Whether small numbers that each stand but once do not rise, as those that count the lines of a column do."""
    small = len(numbers) >= _FEWEST_ROWS and max(numbers) < _MOST_LINES
    return small and len(set(numbers)) == len(numbers) and list(numbers) != sorted(numbers)


def _rows(cells: Sequence[Printed], starts: Sequence[int], width: int) -> tuple[list[list[str]], list[int]]:
    """The texts of rows and the line each begins in; blank rows are left out."""
    rows = [cells[at : at + width] for at in starts]
    filled = [row for row in rows if any(cell.text for cell in row)]
    return [[c.text for c in row] for row in filled], [next(c.number for c in row if c.text) for row in filled]
