"""The edition that a document was printed in, taken from its own sheets."""

from collections.abc import Iterator

from attrs import evolve

from medinsure_budget.document import Document
from medinsure_budget.editions.edition import Edition, Printed
from medinsure_budget.editions.known import ALL
from medinsure_budget.forms import Column, Row, Sheet
from medinsure_budget.forms.declare import Marker, Side
from medinsure_budget.money import Unit, plain_number


def as_printed(document: Document) -> Edition:
    """The edition of a document, derived from its own sheets: their order, titles, columns and layout."""
    base = next((edition for edition in ALL if edition.name == document.edition), None)
    return Edition(
        name=f"{document.name or document.agency.name}（原样）",
        kind=document.kind,
        sheets=tuple(printed_like(sheet, base) for sheet in document.sheets),
    )


def agency_line_of(agency: str, template: str) -> str:
    """The line that names an agency: one that begins with its code, or has a label of its own, needs no further label."""
    return "{agency}" if agency[:1].isdecimal() or "：" in agency or ":" in agency else template


def printed_like(sheet: Sheet[Row], base: Edition | None = None) -> Printed:
    """How a sheet was printed, as far as its lines, its columns and the places of its figures tell.

    Args:
        sheet: A sheet. One that was compiled has no places: it is printed like the edition whose columns it has.
        base: The edition it was compiled in, where that is known.
    """
    final = sheet.form.form.kind == "final_accounts"
    compiled_in = None if any(row.origin for row in sheet) else _edition_of(sheet, base)
    usual = agency_line_of(sheet.agency, "编制单位：{agency}" if final else "部门名称：{agency}")
    # What has no amounts states no unit of money.
    measured = "" if sheet.form.form.title and not sheet.form.form.money else "金额单位：{unit}" if final else "单位：{unit}"
    return Printed(
        form=sheet.form,
        title=sheet.title,
        columns=sheet.columns or tuple(_columns(sheet)),
        items=sheet.items,
        number=sheet.number,
        unit=sheet.unit,
        name=sheet.sheet_name,
        agency_line=sheet.agency_line or (usual if sheet.agency else ""),
        unit_line=sheet.unit_line or measured,
        total_last=None,
        split_codes=compiled_in.split_codes if compiled_in else _codes_are_split(sheet),
        total_across=compiled_in.total_across if compiled_in else _total_reaches_over_codes(sheet),
        totals_under_purpose=any(c.side == "purpose" for c in sheet.columns),
        thousands=compiled_in.thousands if compiled_in else any("," in _text(row, name) for row in sheet for name, _ in row.figures()),
        remarks=sheet.remarks,
    )


def _edition_of(sheet: Sheet[Row], base: Edition | None) -> Printed | None:
    printed = (p for edition in filter(None, (base, *ALL)) for p in edition.sheets)
    return next((p for p in printed if p.form is sheet.form and p.columns == sheet.columns), None)


def _text(row: Row, name: str) -> str:
    place = row.origin.place(name) if row.origin else None
    return place[0].text(*place[1:]) if place else ""


def _codes_are_split(sheet: Sheet[Row]) -> bool:
    """A code is split when no cell of its row holds all of it; without evidence, codes are printed whole."""
    several = sum(column.role == "code" for column in sheet.columns) > 1
    deep = next((row for row in sheet if row.depth > 1 and row.origin is not None), None)
    if not several or deep is None or deep.origin is None:
        return False
    return all(plain_number(cell.text) != deep.code for cell in deep.origin.grid.anchored(deep.origin.row))


def _total_reaches_over_codes(sheet: Sheet[Row]) -> bool:
    place = sheet.total.where("name") if sheet.total is not None else None
    return place is not None and place.cell is not None and place.cell.column < place.column


def _columns(sheet: Sheet[Row]) -> Iterator[Column]:
    """The columns of a sheet that was made by hand: those of its form's fields that its rows use."""
    sides: tuple[Side, ...] = tuple(dict.fromkeys(row.side for row in sheet)) or ("",)
    words: dict[Side, str] = {"income": "收入", "expenditure": "支出", "purpose": "支出用途", "": ""}
    for side in sides:
        for marker in sheet.form.form.fields.values():
            if marker.name == "name" or any(_used(row, marker) for row in sheet if row.side == side):
                group = (words[side],) if words[side] else marker.under[:1]
                yield Column((*group, marker.label), marker.role, marker.name, side)
        extras = [header for row in sheet if row.side == side for header, _ in row.extra]
        yield from (Column(tuple(h.split("/")), "money", side=side) for h in dict.fromkeys(extras))


def _used(row: Row, marker: Marker) -> bool:
    return getattr(row, marker.name) not in (None, "")


def in_unit(sheet: Sheet[Row], unit: Unit) -> Sheet[Row]:
    """The same sheet in another unit of money, exactly."""
    if sheet.unit is unit and all(m.unit is unit for row in sheet for _, m in row.figures()):
        return sheet
    return evolve(sheet, unit=unit, rows=tuple(_row_in(row, unit) for row in sheet))


def _row_in(row: Row, unit: Unit) -> Row:
    fields = {m.name: getattr(row, m.name) for m in row.form.money}
    changed = {name: amount.to(unit) for name, amount in fields.items() if amount is not None}
    return evolve(row, extra=tuple((header, amount.to(unit)) for header, amount in row.extra), **changed)
