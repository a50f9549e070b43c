"""From tables to sheets: recognise the form, read the rows, say what was not understood."""

from collections.abc import Sequence
from typing import Any

from attrs import evolve

from medinsure_budget.allowance import spend
from medinsure_budget.evidence import Line, Note
from medinsure_budget.facts import fact
from medinsure_budget.forms import Item, Row, Sheet
from medinsure_budget.forms.words import compact
from medinsure_budget.money import Unit
from medinsure_budget.reading.tables.columns import names_of, plain_columns, with_measure
from medinsure_budget.reading.tables.content import Content, content_of
from medinsure_budget.reading.tables.downward import read_downward
from medinsure_budget.reading.tables.layout import Table
from medinsure_budget.reading.tables.placement import placement_notes
from medinsure_budget.reading.tables.recognise import Recognised, recognise
from medinsure_budget.reading.tables.rows import RowReader
from medinsure_budget.reading.tables.units import Stated, Units, foreign
from medinsure_budget.records import frozen
from medinsure_budget.subjects import Catalogue

# What stands in columns beside the amounts.
_BESIDE = {"text": "不是金额", "rate": "是比率，不是金额", "count": "不是金额"}


def read_sheets(
    tables: Sequence[Table], text: Sequence[tuple[int, Line]], catalogue: Catalogue | None = None
) -> tuple[list[Sheet[Row]], list[Note]]:
    """Read every table; those of no known form become `Unrecognised` sheets when they hold figures.

    Args:
        tables: The tables in printed order.
        text: The lines that belong to no table: what they say may tell the unit of a table that prints none.
        catalogue: The subjects; by default those of each table's year.
    """
    units = Units(text)
    first = [_read(table, units.stated(table), catalogue) for table in tables]
    known = [reading.sheet for reading in first if reading.sheet is not None]
    readings = [_with_unit(reading, units, known, catalogue) for reading in first]
    sheets = [reading.sheet for reading in readings if reading.sheet is not None]
    notes = _merged([note for reading in readings for note in reading.notes])
    return sheets, [*notes, *placement_notes(sheets), *units.slips(sheets)]


@frozen
class _Reading:
    table: Table
    sheet: Sheet[Row] | None
    notes: tuple[Note, ...]


def _read(table: Table, stated: Stated, catalogue: Catalogue | None) -> _Reading:
    spend(table.caption.title)
    notes: list[Note] = []
    sheet = read_sheet(table, stated.unit or Unit.UNKNOWN, notes, catalogue)
    if sheet is not None and stated.note is not None:
        notes.append(stated.note)
    return _Reading(table, sheet, tuple(notes))


def _with_unit(
    reading: _Reading, units: Units, known: Sequence[Sheet[Row]], catalogue: Catalogue | None
) -> _Reading:
    """Read a table of no printed unit again once its unit is told; where nothing tells it, say so."""
    sheet = reading.sheet
    if sheet is None or sheet.unit is not Unit.UNKNOWN:
        return reading
    own = {amount.unit for row in sheet.rows for _, amount in row.figures()}
    if own and Unit.UNKNOWN not in own:
        return evolve(reading, sheet=evolve(sheet, unit=own.pop() if len(own) == 1 else Unit.YUAN))
    printed = reading.table.caption.unit is not None
    told = Stated(Unit.UNKNOWN, foreign(sheet)) if printed else units.inferred(sheet, known, reading.table.above)
    if told.unit is not Unit.UNKNOWN:
        return _read(reading.table, told, catalogue)
    return evolve(reading, notes=(*reading.notes, told.note) if told.note else reading.notes)


def read_sheet(
    table: Table, unit: Unit, notes: list[Note], catalogue: Catalogue | None = None
) -> Sheet[Row] | None:
    """Read one table; ``None`` when it holds no money at all."""
    rows = list(table.rows())
    content = content_of(rows, table.width)
    columns = plain_columns(table.header, content)
    found = recognise(table.caption.title, columns, rows)
    if not found.form.title and not any(c.role == "money" for c in columns):
        notes.append(_no_statement(table, "没有金额栏"))
        return None
    if found.downward:
        measured = tuple(with_measure(found.form, c) if c.role == "money" else c for c in found.columns)
        found = evolve(found, columns=measured)
        body, items = read_downward(table, found.form, found.columns, unit, notes)
        remarks = table.remarks
    else:
        reader = RowReader(table, found.form, found.columns, unit, notes, catalogue)
        body, items = reader.read(), list[Item]()
        remarks = reader.remarks + table.remarks
    if not found.form.title and not any(True for row in body for _ in row.figures()):
        notes.append(_no_statement(table, "没有金额"))
        return None
    _note_words(table, found, content, rows, notes)
    _note_unknown(table, found, notes)
    return _sheet(table, found, unit, rows=tuple(body), items=tuple(items), remarks=tuple(remarks))


def _sheet(table: Table, found: Recognised, unit: Unit, **parts: Any) -> Sheet[Row]:
    caption = table.caption
    return Sheet(
        form=found.form.row,
        title=compact(caption.title).replace(" ", ""),
        number=caption.number,
        unit=unit,
        agency=caption.agency,
        agency_line=caption.agency_line,
        unit_line=caption.unit_line if unit is caption.unit else "",
        sheet_name=table.pieces[0].grid.name,
        year=caption.year,
        columns=found.columns,
        page=table.page,
        **parts,
    )


def _no_statement(table: Table, why: str) -> Note:
    message = f"表格“{table.caption.title or '（无表题）'}”{why}，未作为报表读取"
    return Note("ignored", message, table.page, table.pieces[0].grid.line(0))


def _note_words(
    table: Table, found: Recognised, content: Sequence[Content], rows: Sequence[Sequence[str]], notes: list[Note]
) -> None:
    """Words, counts and rates beside the amounts that no field holds, with the first that is printed."""
    title = table.caption.title or "（无表题）"
    for i, (column, holds) in enumerate(zip(found.columns, content, strict=True)):
        if column.role in _BESIDE and not column.field and holds != Content() and not holds.units:
            header = column.header or "无栏名"
            first = next((row[i] for row in rows if i < len(row) and not fact(row[i]).blank), "")
            message = f"表格“{title}”的“{header}”栏{_BESIDE[column.role]}，未读（如 {first}）"
            notes.append(Note("ignored", message, table.page))


def _note_unknown(table: Table, found: Recognised, notes: list[Note]) -> None:
    title = table.caption.title or "（无表题）"
    if found.stale_title:
        notes.append(Note("unread", f"表格“{title}”的表题与表内的栏目不相符，按未知表式读取", table.page))
        return
    if not found.form.title:
        notes.append(Note("unread", f"表格“{title}”不是已知的表式，其金额仍逐格读取", table.page))
        return
    named = zip(found.columns, names_of(found.columns), strict=True)
    unknown = [name for c, name in named if c.role == "money" and not c.field and not found.downward]
    # It tells no place: what the table says in the form's own columns is as certain as ever.
    notes.extend(Note("unread", f"表格“{title}”的“{name}”栏不在表式之中，金额照读", table.page) for name in unknown)


def _merged(notes: Sequence[Note]) -> list[Note]:
    """Say once what happened in many rows of a table."""
    groups: dict[tuple[str, str, int, str], list[Note]] = {}
    for note in notes:
        groups.setdefault((note.kind, note.message, note.page, note.place), []).append(note)
    return [
        same[0]
        if len(same) == 1
        else evolve(same[0], message=f"{same[0].message}（共{len(same)}行，末行为第{same[-1].line}行）")
        for same in groups.values()
    ]
