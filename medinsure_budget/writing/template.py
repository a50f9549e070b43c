"""An office's own workbook: which statement each worksheet prints, and where its columns and lines are."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from attrs import define, frozen

from medinsure_budget.editions.tree import resolve
from medinsure_budget.forms import Column, Row, Sheet
from medinsure_budget.forms.declare import Form
from medinsure_budget.forms.words import compact, fold, without_ordinal
from medinsure_budget.money import Unit

_TITLE_ROWS, _HEADER_ROWS = 8, 8
_REMARK = re.compile(r"^(?:附?注|说明|备注)\s*[:：\d]")
_ORDINAL_ROW = re.compile(r"栏次|[0-9]{1,2}|\*+|类|款|项|")


@define(slots=False)
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
        rows = self.worksheet.iter_rows(max_row=_TITLE_ROWS + _HEADER_ROWS)
        used = (cell.column for row in rows for cell in row if cell.value is not None)
        merged = (area.max_col for area in self.worksheet.merged_cells.ranges)
        return max([*used, *merged], default=1)


@frozen
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
    """

    worksheet: Any
    words: Words
    sheet: Sheet[Row]
    columns: Mapping[int, Column]
    first: int
    last: int
    unit: Unit
    title_row: int

    def places(self, *roles: str, side: str = "") -> list[int]:
        """The columns of these roles on a side."""
        return [n for n, c in self.columns.items() if c.role in roles and (not side or c.side == side)]


def find_table(worksheet: Any, sheets: Sequence[Sheet[Row]]) -> TemplateTable | None:
    """Find the statement that a worksheet prints: title and header have to agree."""
    words = Words(worksheet)
    found = [table for row in range(1, _TITLE_ROWS + 1) for table in _tables_under(words, row, sheets)]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _tables_under(
    words: Words, row: int, sheets: Sequence[Sheet[Row]]
) -> Iterator[tuple[tuple[int, int], TemplateTable]]:
    title = max(words.row(row), key=len, default="")
    for sheet in sheets:
        matched = sheet.form.form.match_title(without_ordinal(fold(title)))
        if not matched:
            continue
        start, end = _header(words, row + 1, sheet.form.form)
        columns = dict(_columns(words, start, end, sheet))
        named = sum(c.role == "money" and bool(c.field or sheet.items) for c in columns.values())
        if named:
            last = _last_row(words, end + 1)
            table = TemplateTable(
                words.worksheet, words, sheet, columns, end + 1, last, _unit(words, start) or sheet.unit, row
            )
            yield (matched, named), table


def _header(words: Words, start: int, form: Form) -> tuple[int, int]:
    """The first and the last row of the header."""
    while start < _TITLE_ROWS + _HEADER_ROWS and not _begins_header(words.row(start)):
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


def _columns(words: Words, start: int, end: int, sheet: Sheet[Row]) -> Iterator[tuple[int, Column]]:
    panel, valued = 0, False
    for number in range(1, words.width + 1):
        texts = [words.at(row, number) for row in range(start, end + 1)]
        if all(_ORDINAL_ROW.fullmatch(text) for text in (words.row(end))):
            texts = texts[:-1] if texts[-1] not in ("类", "款", "项") else texts
        path = tuple(text for i, text in enumerate(texts) if text and text not in texts[:i])
        column = _items_column(path, number, sheet) if sheet.items else resolve(sheet.form.form, path) if path else None
        if column is None:
            continue
        if column.role in ("code", "name") and valued:
            panel, valued = panel + 1, False
        valued = valued or column.role == "money"
        yield number, Column(path, column.role, column.field, column.side, panel, column.measure)


def _items_column(path: tuple[str, ...], number: int, sheet: Sheet[Row]) -> Column | None:
    if not path:
        return None
    if number == 1:
        return Column(path, "name")
    amounts = [c for c in sheet.columns if c.role == "money"]
    same = [c for c in amounts if fold(c.path[-1])[-3:] == fold(path[-1])[-3:]] or amounts[: len(amounts) == 1]
    return Column(path, "money", measure=same[0].measure) if same else None


def _last_row(words: Words, first: int) -> int:
    """The last row with a frame or words before the remarks."""
    last = first - 1
    for row in range(first, words.worksheet.max_row + 1):
        texts = words.row(row)
        if any(_REMARK.match(text) for text in texts) or not (any(texts) or _is_framed(words.worksheet, row)):
            break
        last = row
    return last


def _is_framed(worksheet: Any, row: int) -> bool:
    border = worksheet.cell(row, 1).border
    return bool(border and border.left and border.left.style)


def _unit(words: Words, before: int) -> Unit | None:
    for row in range(1, before):
        for text in words.row(row):
            if re.search(r"单位[:：]", text) and (unit := Unit.parse(text)):
                return unit
    return None
