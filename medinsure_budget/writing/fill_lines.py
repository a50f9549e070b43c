"""The lines of a template's table: found by label or code, filled in order, added where there are too few."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from medinsure_budget.errors import UsageError
from medinsure_budget.files.cells import put_text
from medinsure_budget.forms import Column, Row, Sheet
from medinsure_budget.forms.declare import TOTAL_WORDS, Side
from medinsure_budget.forms.words import fold, without_ordinal
from medinsure_budget.lexicon import Shape
from medinsure_budget.money import Money
from medinsure_budget.writing.added_rows import add_rows
from medinsure_budget.writing.excel.values import number_format, put_amount
from medinsure_budget.writing.template import Placed, TemplateTable

_LISTED = Shape(r"{NUMERAL}{1,3}、")
# Such words hold a line open for a label: 二、 or … or XX.
_OPEN_LINE = Shape(r"(?:{NUMERAL}{1,3}、)?[….·xX×]*")


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
            put(table, (line, number), row.amount_of(marker.name) if row else None, row, marker.name)


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
    # A subtotal that the template does not print is told by its parts.
    table.omitted += [row for row in rest if _sums_up(row, rows)]
    rest = [row for row in rest if not _holds(table.omitted, row)]
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


def _sums_up(row: Row, rows: Sequence[Row]) -> bool:
    if not row.line:
        return False
    parts = row.form.line(row.line).sums
    return any(other.line in parts or ("subjects" in parts and not other.line) for other in rows if any(other.figures()))


def fill_rows(table: TemplateTable) -> None:
    """Rows by code where the template prints every code; else in order, with the total where the template has it."""
    if _has_every_code(table):
        printed = _printed_codes(table)
        for row in (row for row in table.sheet if row.code):
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
            if code.isdecimal():
                found.setdefault(code, (line, mine))
    return found


def _fill_named(table: TemplateTable, rows: Sequence[Row]) -> None:
    """Totals and other rows without a code, by their labels."""
    for line in range(table.first, table.last + 1):
        for number in table.places("code", "name"):
            label = fold(table.words.at(line, number))
            row = next((r for r in rows if label and fold(r.name) == label), None)
            if row is None or table.words.anchor(line, number)[1] != number:
                continue
            free = [n for n in _beside(table, line, number) if table.words.anchor(line, n) == (line, n)]
            _put_amounts(table, line, row, free)


def _beside(table: TemplateTable, line: int, number: int) -> Iterator[int]:
    """The columns of money between a label and the next label of its line."""
    own = table.words.anchor(line, number)
    for other in (n for n in table.columns if n > number):
        role = table.columns[other].role
        if role != "money" and table.words.anchor(line, other) != own and table.words.at(line, other):
            return
        if role == "money":
            yield other


def make_room(workbook: Any, table: TemplateTable) -> int:
    """Add the lines that the rows of a statement need; return how many.

    Raises:
        UsageError: when no column holds what the rows are told by.
    """
    if table.sheet.items or any(column.side for column in table.columns.values()) or _has_every_code(table):
        return 0
    if len(table.sheet) > 1 and not table.places("code", "name", "unit", "unit_code"):
        headings = "、".join(table.unknown.values())
        raise UsageError(f"工作表“{table.worksheet.title}”的表头认不出编码和名称各是哪一栏：{headings}")
    lines, rows = _open_lines(table), _rows_in_order(table)
    missing = len(rows) - len(lines)
    if missing > 0:
        add_rows(workbook, table.worksheet, lines[-1] if lines else table.first - 1, missing)
        table.last += missing
        table.words.forget()
    return max(0, missing)


def _rows_in_order(table: TemplateTable) -> list[Row]:
    """The rows that lines are needed for: all but the total, where the template keeps a line for it."""
    return [row for row in table.sheet if not (row.is_total and _total_line(table))]


def _open_lines(table: TemplateTable) -> list[int]:
    total = _total_line(table)
    return [line for line in range(table.first, table.last + 1) if line != total]


def _has_every_code(table: TemplateTable) -> bool:
    printed, coded = _printed_codes(table), [row for row in table.sheet if row.code]
    return bool(coded) and all(row.code in printed for row in coded)


def _fill_in_order(table: TemplateTable) -> None:
    lines, rows = _open_lines(table), _rows_in_order(table)
    spare: list[Row | None] = [None] * (len(lines) - len(rows))
    for line, row in zip(lines, [*rows, *spare], strict=True):
        _write_row(table, line, row)
    total = table.sheet.total
    if total is not None and _total_line(table):
        _put_amounts(table, _total_line(table), total, list(table.columns))


def _total_line(table: TemplateTable) -> int:
    """The line that the template keeps for the total, 0 when it has none."""
    for line in range(table.first, table.last + 1):
        if any(fold(table.words.at(line, n)) in TOTAL_WORDS for n in table.places("code", "name", "unit")):
            return line
    return 0


def _write_row(table: TemplateTable, line: int, row: Row | None) -> None:
    """A whole row into a line; samples in any column go, and a line left over is emptied."""
    codes = [n for n in table.places("code") if table.words.anchor(line, n) == (line, n)]
    parts = [row.code[:3], row.code[3:5], row.code[5:]] if row and len(codes) > 1 else [row.code if row else ""]
    for number, column in table.columns.items():
        if column.role == "money":
            _put(table, line, number, row, column)
        elif column.role == "code":
            place = codes.index(number) if number in codes else len(parts)
            _put_words(table, line, number, parts[place] if place < len(parts) else "")
        else:
            _put_words(table, line, number, str(getattr(row, column.field, "")) if row else "")
    for number in table.unknown:
        _clear_sample(table, line, number)


def _clear_sample(table: TemplateTable, line: int, number: int) -> None:
    """What a sample line says in a column that the statement does not have; formulas stay."""
    cell = table.worksheet.cell(line, number)
    if table.words.anchor(line, number) == (line, number) and cell.value is not None and cell.data_type != "f":
        table.cleared.setdefault(table.unknown[number], []).append(str(cell.value))
        cell.value = None


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
            _put(table, line, number, row, table.columns[number])


def _amount(row: Row, column: Column) -> Money | None:
    return row.amount_of(column.field) if column.field and column.measure in ("", row.measure) else None


def _put(table: TemplateTable, line: int, number: int, row: Row | None, column: Column) -> None:
    put(table, (line, number), _amount(row, column) if row else None, row, column.field)


def put(table: TemplateTable, place: tuple[int, int], amount: Money | None, row: Row | None, field: str) -> None:
    """Write an amount in the template's unit; a format of the template's own stays if it hides no digit.

    A formula gives way for the time being and is remembered: it comes back if it gives the same amount.
    """
    cell = table.worksheet.cell(*table.words.anchor(*place))
    if cell.data_type == "f":
        table.formulas.setdefault(cell.coordinate, str(cell.value))
    money = amount.to(table.unit) if amount is not None else None
    if row is not None and amount is not None:
        table.filled.append(Placed(cell.coordinate, amount.to(table.unit).amount, row, field))
    if money is None:
        cell.value = None
        return
    put_amount(cell, money.amount)
    decimals = re.search(r"\.(0+)", cell.number_format)
    if cell.number_format == "General" or len(decimals[1] if decimals else "") != money.decimals:
        cell.number_format = number_format(money, thousands="#,##" in cell.number_format)
