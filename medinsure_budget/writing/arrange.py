"""A document's rows put into the print of an edition."""

import warnings
from collections.abc import Iterator

from attrs import evolve

from medinsure_budget.document import Document
from medinsure_budget.editions.edition import CLASSES, SUBJECTS, Edition, Printed, PrintedLine
from medinsure_budget.errors import UnprintedWarning
from medinsure_budget.evidence import Note
from medinsure_budget.forms import Column, Row, Sheet
from medinsure_budget.forms.declare import Side
from medinsure_budget.forms.words import fold, without_ordinal
from medinsure_budget.money import Unit
from medinsure_budget.writing.own import agency_line_of, in_unit, printed_like
from medinsure_budget.writing.panels import in_panels

_PLACES = (SUBJECTS, CLASSES)


def arrange(
    document: Document, edition: Edition, unit: Unit | None = None
) -> tuple[tuple[Sheet[Row], Printed], ...]:
    """The statements of a document as an edition prints them, each with its layout.

    Statements of the edition that the document lacks are left out; statements that the edition does not know
    follow at the end as they were printed. Declared fields without a column in the edition are not printed
    (see `unprinted`); undeclared figures always are.

    Args:
        document: The statements.
        edition: The print.
        unit: The unit of money for all sheets, instead of the edition's.
    """
    waiting = list(document.sheets)
    arranged: list[tuple[Sheet[Row], Printed]] = []
    for printed in edition.sheets:
        for sheet in _next_of(waiting, printed, edition):
            waiting.remove(sheet)
            target = unit or printed.unit or edition.unit or sheet.unit
            arranged.append((in_unit(_fit(sheet, printed, document), target), printed))
    rest = ((in_unit(sheet, unit or sheet.unit), printed_like(sheet)) for sheet in waiting)
    return (*arranged, *rest)


def unprinted(document: Document, edition: Edition) -> tuple[Note, ...]:
    """The figures that an edition has no column for, one note for each column and statement."""
    return tuple(
        Note("ignored", f"{edition.name}的本表没有“{label}”一栏，这一栏的数据没有印出。", place=sheet.title)
        for sheet, printed in arrange(document, edition)
        for label in _left_out(sheet, printed)
    ) + tuple(
        Note("ignored", f"{edition.name}的本表不分单位，只印出了合计行。", place=sheet.title)
        for sheet in document.sheets
        for printed in edition.sheets
        if printed.form is sheet.form and len(sheet) > 1 and _prints_total_only(sheet, printed)
    )


def warn_of_unprinted(document: Document, edition: Edition | None) -> None:
    """Warn of the figures that the edition asked for has no place for."""
    for note in unprinted(document, edition) if edition else ():
        warnings.warn(f"“{note.place}”：{note.message}", UnprintedWarning, stacklevel=4)


def warn_of_text(document: Document) -> None:
    """Warn that a workbook holds the statements and not the text."""
    if document.sections:
        warnings.warn("工作簿只有表，正文没有写入；正文请另存为 Word、网页或 PDF。", UnprintedWarning, stacklevel=3)


def _left_out(sheet: Sheet[Row], printed: Printed) -> list[str]:
    fields = {c.field for c in printed.columns} | {item.field for item in printed.items}
    missing = (marker for marker in sheet.form.form.money if marker.name not in fields)
    return [marker.label for marker in missing if any(getattr(row, marker.name) is not None for row in sheet)]


def _next_of(waiting: list[Sheet[Row]], printed: Printed, edition: Edition) -> list[Sheet[Row]]:
    """The next sheet of the form; all that remain for the edition's last statement of this form."""
    same = [sheet for sheet in waiting if sheet.form is printed.form]
    later = edition.sheets[edition.sheets.index(printed) + 1 :]
    return same[:1] if any(p.form is printed.form for p in later) else same


def _fit(sheet: Sheet[Row], printed: Printed, document: Document) -> Sheet[Row]:
    words = {"{year}": str(sheet.year or document.year or ""), "{level}": document.agency.level or "部门"}
    words["{agency}"] = document.agency.name or sheet.agency
    agency = sheet.agency or (document.agency.name if printed.agency_line else "")
    line = agency_line_of(agency, _fill(printed.agency_line, {"{level}": document.agency.level or "部门"}))
    columns = (*printed.columns, *_undeclared(sheet, printed))
    return evolve(
        sheet,
        title=_fill(printed.title, words),
        number=printed.number,
        agency=agency,
        agency_line=line if agency or sheet.agency_line else "",
        unit_line=printed.unit_line,
        sheet_name=printed.name,
        columns=columns,
        items=printed.items,
        rows=in_panels(tuple(_rows(sheet, printed)), columns, printed.panel_codes),
        remarks=tuple(_fill(remark, words) for remark in _remarks(sheet, printed)),
    )


def _fill(template: str, words: dict[str, str]) -> str:
    for name, word in words.items():
        template = template.replace(name, word)
    return template


def _remarks(sheet: Sheet[Row], printed: Printed) -> Iterator[str]:
    """What the document says under its table; else what the edition prints there."""
    if sheet.remarks:
        yield from sheet.remarks
        return
    yield from printed.remarks
    if printed.empty and not any(True for row in sheet for _ in row.figures()):
        yield printed.empty


def _undeclared(sheet: Sheet[Row], printed: Printed) -> Iterator[Column]:
    """Columns for the figures that no field and no column of the edition holds."""
    known = {(c.side, c.header) for c in printed.columns}
    found = {(row.side, header): row.measure for row in sheet for header, _ in row.extra}
    for (side, header), measure in found.items():
        if (side, header) not in known and ("", header) not in known:
            yield Column(tuple(header.split("/")), "money", side=side, measure=measure)


def _rows(sheet: Sheet[Row], printed: Printed) -> Iterator[Row]:
    if _prints_total_only(sheet, printed):
        yield from (row for row in sheet if row.is_total)
        return
    if not printed.lines:
        yield from _with_total_placed(sheet, printed)
        return
    sides: tuple[Side, ...] = tuple(dict.fromkeys(line.side for line in printed.lines))
    for side in sides:
        yield from _lines(sheet, [line for line in printed.lines if line.side == side], side)
    yield from (row for row in sheet if row.side not in sides)


def _prints_total_only(sheet: Sheet[Row], printed: Printed) -> bool:
    """Without a column for names, the rows of units could not be told apart."""
    named = any(column.role in ("name", "unit", "unit_code", "code") for column in printed.columns)
    return not named and not printed.items and sheet.total is not None


def _with_total_placed(sheet: Sheet[Row], printed: Printed) -> tuple[Row, ...]:
    if printed.total_last is None or printed.items:
        return sheet.rows
    label = printed.total_label
    totals = tuple(evolve(row, name=label) if label else row for row in sheet if row.is_total)
    others = tuple(row for row in sheet if not row.is_total)
    return (*others, *totals) if printed.total_last else (*totals, *others)


def _lines(sheet: Sheet[Row], lines: list[PrintedLine], side: Side) -> Iterator[Row]:
    """The rows of a side in the order and under the labels of the edition; further rows stand with the subjects."""
    rows = [row for row in sheet if row.side == side]
    taken = [_row_of(rows, line) for line in lines]
    # A fixed line that the edition does not know is left out when it says nothing.
    rest = [row for row in rows if not any(row is other for other in taken) and (not row.line or any(True for _ in row.figures()))]
    place = next((i for i, line in enumerate(lines) if line.key in _PLACES), _first_total(lines))
    for i, (line, row) in enumerate(zip(lines, taken, strict=True)):
        if i == place:
            yield from rest
        if line.key not in _PLACES:
            printed = row or sheet.form(side=side, line=line.key)
            yield evolve(printed, name=line.label, line_number=line.number)
    if place == len(lines):
        yield from rest


def _first_total(lines: list[PrintedLine]) -> int:
    return next((i for i, line in enumerate(lines) if line.key.startswith(("year_", "total_"))), len(lines))


def _row_of(rows: list[Row], line: PrintedLine) -> Row | None:
    """The row that a printed line stands for: the same fixed line, else the same label."""
    if line.key in _PLACES:
        return None
    if line.key:
        return next((row for row in rows if row.line == line.key), None)
    label = without_ordinal(fold(line.label))
    return next((row for row in rows if not row.line and without_ordinal(fold(row.name)) == label), None)
