"""The lines of a template's table: found by label or code, filled in order, added where there are too few."""

import re
from collections.abc import Iterable, Sequence
from copy import copy
from typing import Any

from medinsure_budget.errors import UsageError
from medinsure_budget.forms import Column, Row, Sheet
from medinsure_budget.forms.declare import TOTAL_WORDS, Side
from medinsure_budget.forms.words import fold, without_ordinal
from medinsure_budget.money import Money
from medinsure_budget.writing.excel.values import number_format, put_amount, put_text
from medinsure_budget.writing.template import TemplateTable

_LISTED = re.compile(r"[一二三四五六七八九十]{1,3}、")
# Such words hold a line open for a label: 二、 or … or XX.
_OPEN_LINE = re.compile(r"(?:[一二三四五六七八九十]{1,3}、)?[….·xX×]*")


def fill_items(table: TemplateTable) -> None:
    """Each item of the statement into the line with its label, each row of the statement into its column."""
    label_at = (table.places("name") or [1])[0]
    seen: set[str] = set()
    for line in range(table.first, table.last + 1):
        label = without_ordinal(fold(table.words.at(line, label_at)))
        marker = next((m for m in table.sheet.form.form.money if label in m.folded and m.name not in seen), None)
        if marker is None:
            continue
        seen.add(marker.name)
        for number in table.places("money"):
            measure = table.columns[number].measure
            row = next((row for row in table.sheet if row.measure == measure), None)
            _put(table, line, number, row.amount_of(marker.name) if row else None)


def fill_side(table: TemplateTable, side: Side) -> None:
    """Rows of one side: known labels first, the others into the lines held open.

    Raises:
        UsageError: when too few lines are open; lines cannot be added on one side alone.
    """
    names = table.places("name", side=side)
    rows = [row for row in table.sheet if row.side == side]
    labels = {line: table.words.at(line, names[0]) for line in range(table.first, table.last + 1)} if names else {}
    seen: dict[str, object] = {}
    places: dict[int, Row] = {}
    for line, label in labels.items():
        row = _row_labelled(table.sheet, rows, label, side, seen)
        if row is not None and not _holds(places.values(), row):
            places[line] = row
    rest = [row for row in rows if not _holds(places.values(), row) and any(True for _ in row.figures())]
    free = [line for line, label in labels.items() if line not in places and _OPEN_LINE.fullmatch(label)]
    if len(rest) > len(free):
        missing = "、".join(row.name for row in rest[len(free) :])
        raise UsageError(f"工作表“{table.worksheet.title}”的空行不够，放不下：{missing}")
    for line, row in zip(free, rest, strict=False):
        listed = _LISTED.match(labels[line])
        words = listed[0] + row.name if listed and not _LISTED.match(row.name) else row.name
        put_text(table.worksheet.cell(line, names[0]), words)
        places[line] = row
    for line, row in places.items():
        _put_amounts(table, line, row, [n for n, c in table.columns.items() if c.side == side])


def fill_rows(table: TemplateTable) -> None:
    """Rows by code where the template prints every code; else in order, with the total where the template has it."""
    printed = _printed_codes(table)
    coded = [row for row in table.sheet if row.code]
    if coded and all(row.code in printed for row in coded):
        for row in coded:
            _put_amounts(table, *printed[row.code][:1], row, printed[row.code][1])
        _fill_named(table, [row for row in table.sheet if not row.code])
    else:
        _fill_in_order(table)


def _holds(rows: Iterable[Row], row: Row) -> bool:
    return any(row is other for other in rows)


def _row_labelled(
    sheet: Sheet[Row], rows: Sequence[Row], label: str, side: Side, seen: dict[str, object]
) -> Row | None:
    if not label:
        return None
    fixed = sheet.form.form.match_line(label, side, seen)
    if fixed is not None:
        seen[fixed.key] = True
        return next((row for row in rows if row.line == fixed.key), None)
    plain = without_ordinal(fold(label))
    return next((row for row in rows if plain and without_ordinal(fold(row.name)) == plain), None)


def _printed_codes(table: TemplateTable) -> dict[str, tuple[int, list[int]]]:
    """The codes that the template prints, each with its line and the columns of its panel."""
    found: dict[str, tuple[int, list[int]]] = {}
    for panel in {c.panel for c in table.columns.values()}:
        mine = [n for n, c in table.columns.items() if c.panel == panel]
        codes = [n for n in mine if table.columns[n].role == "code"]
        for line in range(table.first, table.last + 1):
            anchors = dict.fromkeys(table.words.anchor(line, n) for n in codes)
            code = "".join(table.words.at(*place) for place in anchors)
            if code.isdigit():
                found.setdefault(code, (line, mine))
    return found


def _fill_named(table: TemplateTable, rows: Sequence[Row]) -> None:
    """Totals and other rows without a code, by their labels; the amount stands in the last column of their words."""
    for line in range(table.first, table.last + 1):
        for number in table.places("code", "name"):
            label = fold(table.words.at(line, number))
            row = next((r for r in rows if label and fold(r.name) == label), None)
            if row is None or table.words.anchor(line, number)[1] != number:
                continue
            panel = table.columns[number].panel
            beside = [n for n, c in table.columns.items() if c.panel >= panel and c.role == "money"]
            free = [n for n in beside if table.words.anchor(line, n) == (line, n)]
            if len(row.form.money) == 1:
                free = free[:1]
            _put_amounts(table, line, row, free)


def _fill_in_order(table: TemplateTable) -> None:
    totals = [row for row in table.sheet if row.is_total]
    others: list[Row | None] = [row for row in table.sheet if not row.is_total]
    total_line = _total_line(table)
    lines = [line for line in range(table.first, table.last + 1) if line != total_line]
    if not total_line:
        others, totals = list(table.sheet.rows), []
    missing = len(others) - len(lines)
    if missing > 0:
        at = lines[-1] if lines else table.first - 1
        _make_room(table, at, missing)
        lines += range(at + 1, at + 1 + missing)
        total_line += missing if total_line > at else 0
    for line, row in zip(lines, others + [None] * -min(0, missing), strict=True):
        _write_row(table, line, row)
    if totals:
        _put_amounts(table, total_line, totals[0], list(table.columns))


def _total_line(table: TemplateTable) -> int:
    """The line that the template keeps for the total, 0 when it has none."""
    for line in range(table.first, table.last + 1):
        if any(fold(table.words.at(line, n)) in TOTAL_WORDS for n in table.places("code", "name", "unit")):
            return line
    return 0


def _make_room(table: TemplateTable, at: int, count: int) -> None:
    """Add lines below one, in its style; openpyxl moves neither merged cells nor row heights itself."""
    worksheet = table.worksheet
    for area in list(worksheet.merged_cells.ranges):
        if area.min_row > at:
            area.shift(row_shift=count)
        elif area.max_row > at:
            area.expand(down=count)
    for row in sorted((r for r in worksheet.row_dimensions if r > at), reverse=True):
        worksheet.row_dimensions[row + count].height = worksheet.row_dimensions[row].height
    worksheet.insert_rows(at + 1, count)
    for row in range(at + 1, at + 1 + count):
        worksheet.row_dimensions[row].height = worksheet.row_dimensions[at].height
        for column in range(1, worksheet.max_column + 1):
            _take_style(worksheet.cell(at, column), worksheet.cell(row, column))
    table.words.forget()


def _take_style(source: Any, target: Any) -> None:
    target.font, target.border, target.fill = copy(source.font), copy(source.border), copy(source.fill)
    target.alignment, target.number_format = copy(source.alignment), source.number_format


def _write_row(table: TemplateTable, line: int, row: Row | None) -> None:
    """A whole row into a line; a line left over is emptied of its sample words."""
    codes = table.places("code")
    parts = [row.code[:3], row.code[3:5], row.code[5:]] if row and len(codes) > 1 else [row.code if row else ""]
    for number, column in table.columns.items():
        if column.role == "money":
            _put(table, line, number, _amount(row, column) if row else None)
        elif column.role == "code":
            place = codes.index(number)
            _put_words(table, line, number, parts[place] if place < len(parts) else "")
        else:
            _put_words(table, line, number, str(getattr(row, column.field, "")) if row else "")


def _put_words(table: TemplateTable, line: int, number: int, words: str) -> None:
    if table.words.anchor(line, number) != (line, number):
        return
    cell = table.worksheet.cell(line, number)
    if words:
        cell.quotePrefix = put_text(cell, words)
    else:
        cell.value = None


def _put_amounts(table: TemplateTable, line: int, row: Row, columns: Iterable[int]) -> None:
    for number in columns:
        if table.columns[number].role == "money":
            _put(table, line, number, _amount(row, table.columns[number]))


def _amount(row: Row, column: Column) -> Money | None:
    return row.amount_of(column.field) if column.field and column.measure in ("", row.measure) else None


def _put(table: TemplateTable, line: int, number: int, amount: Money | None) -> None:
    """Write an amount in the template's unit; a format of the template's own stays if it hides no digit."""
    cell = table.worksheet.cell(*table.words.anchor(line, number))
    if amount is None:
        cell.value = None
        return
    money = amount.to(table.unit)
    put_amount(cell, money.amount)
    decimals = re.search(r"\.(0+)", cell.number_format)
    if cell.number_format == "General" or len(decimals[1] if decimals else "") != money.decimals:
        cell.number_format = number_format(money, thousands="#,##" in cell.number_format)
