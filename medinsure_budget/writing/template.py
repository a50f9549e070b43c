"""An office's own workbook: which statement each worksheet prints, and where its columns and lines are."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

from attrs import field

from medinsure_budget.editions.tree import resolve
from medinsure_budget.forms import Column, Row, Sheet
from medinsure_budget.forms.declare import Form
from medinsure_budget.forms.words import compact, fold, without_ordinal
from medinsure_budget.lexicon import Shape, word_set
from medinsure_budget.money import Unit
from medinsure_budget.records import define, frozen

_TITLE_ROWS, _HEADER_ROWS = 4, 8
_BELOW = Shape(r"(?:{REMARK|SIGNATURE})\s*[:：\d].*")
_ORDINAL_ROW = Shape(r"{ORDINALS}|[0-9]{1,2}|\*+|{LEVEL_MARK}|")
_STATED = Shape(r"{LEVEL}\s*[:：]")
# Headings that no form declares name codes and subjects all the same.
_CODES, _NAMES = Shape(r"(?:{CLASSIFYING|SUBJECT|LEVEL})*{CODE}"), Shape(r"(?:{CLASSIFYING|SUBJECT|LEVEL})*{NAME}")


@define
class Words:
    """The words of a worksheet; a merged cell speaks at each place that it covers."""

    worksheet: Any

    @cached_property
    def _covering(self) -> Mapping[tuple[int, int], tuple[int, int]]:
        places = {}
        for area in self.worksheet.merged_cells.ranges:
            for row in range(area.min_row, area.max_row + 1):
                for column in range(area.min_col, area.max_col + 1):
                    places[row, column] = (area.min_row, area.min_col)
        return places

    def forget(self) -> None:
        """Look at the worksheet anew after its merged cells have moved."""
        self.__dict__.pop("_covering", None)

    def at(self, row: int, column: int) -> str:
        """The words that cover a place."""
        place = self._covering.get((row, column), (row, column))
        value = self.worksheet.cell(*place).value
        return "" if value is None else compact(str(value))

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """The place that holds what covers this one."""
        return self._covering.get((row, column), (row, column))

    def row(self, row: int) -> list[str]:
        """The words of a row by column, from the first."""
        return [self.at(row, column) for column in range(1, self.width + 1)]

    @cached_property
    def width(self) -> int:
        """The last column that has words in the first rows."""
        rows = self.worksheet.iter_rows()
        used = (cell.column for row in rows for cell in row if cell.value is not None)
        merged = (area.max_col for area in self.worksheet.merged_cells.ranges)
        return max([*used, *merged], default=1)


@frozen
class Placed:
    """A figure that was written: the cell, the number in the template's unit, the row and the field it came from."""

    cell: str
    number: Decimal
    row: Row
    field: str


@define(eq=False)
class TemplateTable:
    """A statement's place in a template.

    Attributes:
        worksheet: The worksheet.
        words: Its words.
        sheet: The document's statement.
        columns: The worksheet's columns by number.
        first: The first row below the header.
        last: The last row of the table.
        unit: The unit of money that the template states.
        title_row: Where the title stands.
        unknown: The headings that stand for no column of the statement, by number.
        filled: The figures that were written.
        formulas: The template's own formulas that figures took the place of, by cell.
        omitted: Subtotals that the template does not print.
        cleared: What sample lines said under headings that are not known.
        added: How many lines were added.
    """

    worksheet: Any
    words: Words
    sheet: Sheet[Row]
    columns: Mapping[int, Column]
    first: int
    last: int
    unit: Unit
    title_row: int
    unknown: Mapping[int, str] = field(factory=dict)
    filled: list[Placed] = field(factory=list)
    formulas: dict[str, str] = field(factory=dict)
    omitted: list[Row] = field(factory=list)
    cleared: dict[str, list[str]] = field(factory=dict)
    added: int = 0

    @property
    def unit_step(self) -> Decimal:
        """Half of what one last digit of a figure with two decimals is worth, in the template's unit."""
        return Decimal("0.005") / 100 if self.unit is not Unit.YUAN else Decimal("0.005")

    def places(self, *roles: str, side: str = "") -> list[int]:
        """The columns of these roles on a side."""
        return [n for n, c in self.columns.items() if c.role in roles and (not side or c.side == side)]


def find_tables(worksheet: Any, sheets: Sequence[Sheet[Row]], told: Sheet[Row] | None = None) -> list[TemplateTable]:
    """The statements that a worksheet prints, one below the other: columns and title have to agree.

    Whoever is told which statement it is asks only for the columns.
    """
    words, found, waiting, start = Words(worksheet), list[TemplateTable](), list(sheets), 1
    while True:
        rows = range(start, worksheet.max_row + 1)
        first = next((row for row in rows if any(True for _ in _tables_under(words, row, waiting, told))), 0)
        if not first:
            return found
        # Above the title may stand the name of the whole set, which fits less well.
        pairs = [pair for row in range(first, first + _TITLE_ROWS) for pair in _tables_under(words, row, waiting, told)]
        table = max(pairs, key=lambda pair: pair[0])[1]
        found.append(table)
        waiting.remove(table.sheet)
        start = max(table.last, table.first) + 1


_Fit = tuple[int, int, int]


def _tables_under(
    words: Words, row: int, sheets: Sequence[Sheet[Row]], told: Sheet[Row] | None
) -> Iterator[tuple[_Fit, TemplateTable]]:
    """The statements whose title a row may be, with how well their columns and the title fit."""
    title = max(words.row(row), key=len, default="")
    for sheet in sheets:
        matched = sheet.form.form.match_title(without_ordinal(fold(title))) or int(sheet is told)
        if not matched:
            continue
        start, end = _header(words, row + 1, sheet.form.form)
        paths = dict(_paths(words, start, end))
        columns = dict(_columns(paths, sheet))
        named = sum(c.role == "money" and bool(c.field or sheet.items) for c in columns.values())
        if named:
            unknown = {n: "/".join(path) for n, path in paths.items() if n not in columns}
            last = _last_row(words, end + 1, sheets)
            table = TemplateTable(
                words.worksheet, words, sheet, columns, end + 1, last, _unit(words, row, start) or sheet.unit, row, unknown
            )
            yield (-len(unknown), matched, named), table


def _header(words: Words, start: int, form: Form) -> tuple[int, int]:
    """The first and the last row of the header."""
    limit = start + _HEADER_ROWS
    while start < limit and not _begins_header(words.row(start)):
        start += 1
    end = start
    while end - start < _HEADER_ROWS and _goes_on(words, end + 1, form):
        end += 1
    return start, end


def _begins_header(texts: list[str]) -> bool:
    distinct = set(filter(None, texts))
    return len(distinct) > 1 and not any(":" in fold(text) or Unit.parse(text) for text in distinct)


def _goes_on(words: Words, row: int, form: Form) -> bool:
    """Say whether a row belongs to the header above it: it has several of the form's labels, or only 栏次."""
    own = [words.at(row, n) for n in range(1, words.width + 1) if words.anchor(row, n) == (row, n)]
    texts = [text for text in own if text]
    labels = frozenset().union(*(marker.folded for marker in form.fields.values()))
    if texts and all(_ORDINAL_ROW.fullmatch(text) for text in texts):
        return True
    return sum(fold(text) in labels for text in texts) > 1


def _paths(words: Words, start: int, end: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The header words over each column that has any, from the widest to the narrowest."""
    ordinal = all(_ORDINAL_ROW.fullmatch(text) for text in words.row(end))
    for number in range(1, words.width + 1):
        texts = [words.at(row, number) for row in range(start, end + 1)]
        if ordinal and not (texts[-1] and texts[-1] in word_set("LEVEL_MARK")):
            texts = texts[:-1]
        path = tuple(text for i, text in enumerate(texts) if text and text not in texts[:i])
        if path:
            yield number, path


def _columns(paths: Mapping[int, tuple[str, ...]], sheet: Sheet[Row]) -> Iterator[tuple[int, Column]]:
    panel, valued = 0, False
    for number, path in paths.items():
        column = _items_column(path, number, sheet) if sheet.items else _resolved(path, sheet)
        if column is None:
            continue
        if column.role in ("code", "name") and valued:
            panel, valued = panel + 1, False
        valued = valued or column.role == "money"
        yield number, Column(path, column.role, column.field, column.side, panel, column.measure)


def _resolved(path: tuple[str, ...], sheet: Sheet[Row]) -> Column | None:
    """The column that header words stand for, by the form's labels, else by how codes and names are headed."""
    found = resolve(sheet.form.form, path)
    if found is not None:
        return found
    fields, label = sheet.form.form.fields, fold(path[-1])
    for shape, name in ((_CODES, "code"), (_NAMES, "name")):
        if name in fields and shape.fullmatch(label):
            return Column(path, fields[name].role, name)
    return None


def _items_column(path: tuple[str, ...], number: int, sheet: Sheet[Row]) -> Column | None:
    if not path:
        return None
    if number == 1:
        return Column(path, "name")
    amounts = [c for c in sheet.columns if c.role == "money"]
    same = [c for c in amounts if fold(c.path[-1])[-3:] == fold(path[-1])[-3:]] or amounts[: len(amounts) == 1]
    return Column(path, "money", measure=same[0].measure) if same else None


def _last_row(words: Words, first: int, sheets: Sequence[Sheet[Row]]) -> int:
    """The last row with a frame or words before remarks, signatures and the next title."""
    last, framed = first - 1, _is_framed(words.worksheet, first)
    for row in range(first, words.worksheet.max_row + 1):
        texts = [text for text in words.row(row) if text]
        own = _is_framed(words.worksheet, row)
        if any(_BELOW.fullmatch(text) for text in texts) or not (texts or own) or (framed and not own):
            break
        if len(set(texts)) == 1 and not own and any(s.form.form.match_title(fold(texts[0])) for s in sheets):
            break
        last = row
    return last


def _is_framed(worksheet: Any, row: int) -> bool:
    border = worksheet.cell(row, 1).border
    return bool(border and border.left and border.left.style)


def _unit(words: Words, first: int, before: int) -> Unit | None:
    for row in range(max(1, first - 2), before):
        for text in words.row(row):
            if _STATED.search(text) and (unit := Unit.parse(text)):
                return unit
    return None
