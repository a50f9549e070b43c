"""A worksheet's cells, parted into the lines around its tables and the tables."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from functools import cached_property, partial
from itertools import pairwise

from attrs import field

from medinsure_budget.evidence import Block, Cell, Grid, Line
from medinsure_budget.lexicon import Shape
from medinsure_budget.money import is_amount
from medinsure_budget.records import define
from medinsure_budget.sources.layout import Places
from medinsure_budget.sources.left_out import LeftOut
from medinsure_budget.sources.limits import Limits
from medinsure_budget.sources.number_format import GENERAL, Shown
from medinsure_budget.sources.words import tidy

_Place = tuple[int, int]
_CAPTION_CELLS = 3
_LABELLED = Shape(r"\s*(?!{AMONG})[^:：]{1,15}[:：]")
_REMARK = Shape(r"{REMARK}\s*\d*[:：.、]")
_LISTED = Shape(r"\s*(?:{NUMERAL}{1,3}、|[0-9]{1,2}[.、])")
_MONEY = Shape(r"[:：]{MONEY}$")
# Of several units each is that of the column below.
_SEVERAL = 2
_STATES = Shape(r"[0-9]|{MONEY}|(?:{TABLE|ORGAN_END|OWN_LEVEL})\)?\s*$")
_TITLE = Shape(r"{TABLE}$")
# A single cell this long is a sentence about the table, not a label in it.
_SENTENCE = 40


@define
class CellStyle:
    """What a cell's format says that matters to a reader; `ruled` means a vertical rule, `struck` a line through the words."""

    code: str = GENERAL
    bold: bool = False
    ruled: bool = False
    struck: bool = False


@define
class Findings:
    """What is said about a sheet besides its cells: the places (like ``B5``) by what was found there."""

    without_value: list[str] = field(factory=list)
    fuller: list[str] = field(factory=list)
    rounded: list[str] = field(factory=list)
    unformatted: list[str] = field(factory=list)
    left_out: LeftOut = field(factory=LeftOut)

    def see(self, number: Shown, place: str) -> None:
        """Remember where a number is shown otherwise than it is stored."""
        self.fuller += [place] if number.fuller else []
        self.rounded += [place] if number.rounded else []
        self.left_out.add("hidden", number.hidden, place)


def place_name(row: int, column: int) -> str:
    """Name a place as spreadsheets do.

    >>> place_name(4, 27)
    'AB5'
    """
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


@define
class Sheet:
    """The written cells of a worksheet, rows and columns from 0.

    Attributes:
        name: As on its tab.
        texts: What each written cell shows, by its row and its column.
        flaws: Why a cell cannot be read.
        bold: The emphasised cells.
        merges: First row, first column, last row, last column of merged ranges.
        ruled: Rows with vertical rules; where a sheet has any, its tables are where the rules are.
        hidden_rows: Rows that are not shown.
        hidden_columns: Columns that are not shown.
    """

    name: str
    texts: dict[int, dict[int, str]] = field(factory=partial(defaultdict, dict))
    flaws: dict[_Place, str] = field(factory=dict)
    bold: set[_Place] = field(factory=set)
    merges: list[tuple[int, int, int, int]] = field(factory=list)
    ruled: set[int] = field(factory=set)
    hidden_rows: set[int] = field(factory=set)
    hidden_columns: set[int] = field(factory=set)

    @cached_property
    def columns(self) -> list[int]:
        """The shown columns that hold anything or lie between such."""
        used = {c for r, columns in self.texts.items() if r not in self.hidden_rows for c in columns} - self.hidden_columns
        return [c for c in range(min(used), max(used) + 1) if c not in self.hidden_columns] if used else []

    @cached_property
    def rows(self) -> list[int]:
        """The shown rows that hold anything, and the empty ones between rules."""
        shown = set(self.columns)
        used = {r for r, columns in self.texts.items() if not shown.isdisjoint(columns)}
        first, last = min(used, default=0), max(used, default=0)
        between = {row for row in self.ruled if first < row < last}
        return sorted((used | between) - self.hidden_rows)

    @cached_property
    def spans(self) -> dict[_Place, tuple[int, int]]:
        """How far the merged range that is anchored at a place reaches."""
        return {(top, left): (bottom, right) for top, left, bottom, right in self.merges}

    @cached_property
    def tied(self) -> set[int]:
        """The rows that a merged range ties to the row before."""
        tied, bottom, waiting = set(), -1, sorted(self.merges, reverse=True)
        for before, row in pairwise(self.rows):
            while waiting and waiting[-1][0] <= before:
                bottom = max(bottom, waiting.pop()[2])
            if bottom >= row:
                tied.add(row)
        return tied

    @cached_property
    def written(self) -> dict[int, list[int]]:
        """The columns with text of each row."""
        texts, hidden = self.texts, self.hidden_columns
        return {row: [c for c in sorted(texts[row]) if c not in hidden] if row in texts else [] for row in self.rows}

    @cached_property
    def named(self) -> set[int]:
        """The rows of one cell, a mere name, above the same header as another such row: each names a block of a table."""
        heads: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for row, below in pairwise(self.rows):
            if below == row + 1 and len(self.written[row]) == 1 < len(self.written[below]) and _is_name(self.words(row)[0]):
                heads[tuple(self.words(below))].append(row)
        return {row for head, rows in heads.items() if len(rows) > 1 and not any(map(is_amount, head)) for row in rows}

    def words(self, row: int) -> list[str]:
        """The texts of a row from left to right."""
        texts = self.texts.get(row, {})
        return [texts[column] for column in self.written[row]]

    def reach(self, row: int) -> int:
        """How many shown columns the texts of a row cover."""
        covered = 0
        for column in self.written[row]:
            right = self.spans.get((row, column), (row, column))[1]
            covered += bisect_right(self.columns, right) - bisect_left(self.columns, column)
        return covered


def sheet_blocks(sheet: Sheet, limits: Limits, file: str) -> list[Block]:
    """Part a sheet into lines and tables, in order.

    Rows of the tables keep their sheet row (from 1) in `Grid.lines`.

    Raises:
        LimitExceededError: when a table has too many places.
    """
    blocks: list[Block] = []
    body: list[int] = []
    for row in sheet.rows:
        if body and not _ends_table(sheet, row, body[-1]):
            body.append(row)
            continue
        if body:
            blocks.append(_table(sheet, body, limits, file))
            body = []
        if _is_caption(sheet, row):
            lines = (line for text in sheet.words(row) for line in text.splitlines())
            blocks.extend(Line(tidy(line), row + 1) for line in lines if line.strip())
        else:
            body.append(row)
    if body:
        blocks.append(_table(sheet, body, limits, file))
    return blocks


def _is_caption(sheet: Sheet, row: int) -> bool:
    """Say whether a row above a table is a title, a unit or the like, and no row of the table."""
    words, columns = sheet.words(row), sheet.written[row]
    if not words or row in sheet.named:
        return False
    if len(words) == 1:
        # A ruled line over the whole width is a title inside the rules, or the top of a header below its caption.
        inside = sheet.reach(row) == len(sheet.columns) and not _follows_caption(sheet, row)
        return (row not in sheet.ruled or inside) and not _is_rest(sheet, row)
    if len(words) > _CAPTION_CELLS or any(map(is_amount, words)) or sum(bool(_TITLE.search(w.strip())) for w in words) > 1:
        return False  # of several titles each heads the table below it
    if any(map(_LABELLED.match, words)) and sum(bool(_MONEY.search(word)) for word in words) < _SEVERAL:
        return True
    # The name of the agency at the left and the number of the table at the right, with nothing between.
    at_both_ends = columns[0] == sheet.columns[0] and columns[-1] >= sheet.columns[-1] - 1
    outside_rules = bool(sheet.ruled) and row not in sheet.ruled
    return at_both_ends and any(map(_STATES.search, words)) and sheet.reach(row) * (1 if outside_rules else 2) < len(sheet.columns)


def _is_rest(sheet: Sheet, row: int) -> bool:
    """Words behind the first column, directly above amounts: the rest of a cell that a page break cut."""
    below = sheet.texts.get(row + 1, {})
    if sheet.written[row][0] == sheet.columns[0] or sheet.reach(row) > 1 or not any(map(is_amount, below.values())):
        return False
    return _is_name(sheet.words(row)[0])


def _is_name(text: str) -> bool:
    """Whether words state nothing that captions do."""
    return not (_LABELLED.match(text) or _STATES.search(text))


def _follows_caption(sheet: Sheet, row: int) -> bool:
    return bool(sheet.written.get(row - 1)) and row - 1 not in sheet.ruled


def _ends_table(sheet: Sheet, row: int, last: int) -> bool:
    """Say whether a row below the ``last`` row of a table is no part of it."""
    if row in sheet.tied:
        return False
    alone = len(sheet.written[row]) == 1
    if row in sheet.ruled:
        # A blank row without rules lies between two tables.
        return row > last + 1 or (alone and bool(_REMARK.match(sheet.words(row)[0].strip())))
    if sheet.ruled:
        return _is_caption(sheet, row)
    if row > last + 1:
        return _is_caption(sheet, row) and not _is_label(sheet, row)
    if not alone or row in sheet.named:
        return False
    # In a table of two columns a label covers half of them.
    return _is_remark(sheet.words(row)[0]) or sheet.reach(row) > max(1, len(sheet.columns) // 2)


def _is_label(sheet: Sheet, row: int) -> bool:
    """A listed label alone in its row, with a row of the table below: a blank row came of lines that wrapped."""
    words, below = sheet.words(row), sheet.written.get(row + 1, [])
    return len(words) == 1 and len(below) > 1 and bool(_LISTED.match(words[0])) and not _TITLE.search(words[0].strip())


def _is_remark(text: str) -> bool:
    return bool(_REMARK.match(text.strip())) or len(text) > _SENTENCE


def _table(sheet: Sheet, body: list[int], limits: Limits, file: str) -> Grid:
    places = Places(f"{file}：{sheet.name}", len(body), limits.max_elements)
    places.check(len(body) * len(sheet.columns))
    spans, bold, flaws = sheet.spans, sheet.bold, sheet.flaws
    marked = {row for row, _ in (*spans, *bold, *flaws)}
    for r, row in enumerate(body):
        texts, line = sheet.texts.get(row, {}), places.row(r)
        if row not in marked and not line:
            line += [Cell(tidy(texts.get(column, "")), r, c) for c, column in enumerate(sheet.columns)]
            continue
        for c, column in enumerate(sheet.columns):
            if c < len(line) and line[c] is not None:
                continue
            at, text = (row, column), tidy(texts.get(column, ""))
            rows, columns = _extent(sheet, body, at, spans[at]) if at in spans else (1, 1)
            cell = Cell(text, r, c, rows, columns, None, at in bold, flaws.get(at, ""))
            if rows == columns == 1 and c == len(line):
                line.append(cell)
            else:
                places.put(cell)
    return places.grid(sheet=sheet.name, lines=tuple(row + 1 for row in body))


def _extent(sheet: Sheet, body: list[int], first: _Place, last: _Place) -> tuple[int, int]:
    """How many of a table's rows and of the shown columns a merged range covers."""
    rows = bisect_right(body, last[0]) - bisect_left(body, first[0])
    columns = bisect_right(sheet.columns, last[1]) - bisect_left(sheet.columns, first[1])
    return max(rows, 1), max(columns, 1)
