"""Rows added to an office's worksheet: everything that refers to what lies below moves with it."""

from collections.abc import Iterator
from copy import copy
from typing import Any

from medinsure_budget.writing.references import moved_areas, moved_formula


def add_rows(workbook: Any, worksheet: Any, at: int, count: int) -> None:
    """Add rows below a row, in its style: merged cells, heights, formulas, names, print areas, rules and pictures follow.

    openpyxl itself moves nothing but cells.

    Args:
        workbook: The workbook, whose other sheets may refer to this one.
        worksheet: The worksheet.
        at: The row that the added ones look like.
        count: How many rows.
    """
    own = [area for area in worksheet.merged_cells.ranges if area.min_row == area.max_row == at]
    _move_merges(worksheet, at, count)
    _move_heights(worksheet, at, count)
    worksheet.insert_rows(at + 1, count)
    _move_formulas(workbook, worksheet.title, at, count)
    _move_names(workbook, worksheet, at, count)
    _move_rules(worksheet, at, count)
    _move_drawings(worksheet, at, count)
    for row in range(at + 1, at + 1 + count):
        _like(worksheet, at, row)
        for area in own:
            worksheet.merge_cells(start_row=row, end_row=row, start_column=area.min_col, end_column=area.max_col)


def _move_merges(worksheet: Any, at: int, count: int) -> None:
    for area in list(worksheet.merged_cells.ranges):
        if area.min_row > at:
            area.shift(row_shift=count)
        elif area.max_row > at or area.min_row < area.max_row == at:
            area.expand(down=count)


def _move_heights(worksheet: Any, at: int, count: int) -> None:
    for row in sorted((r for r in worksheet.row_dimensions if r > at), reverse=True):
        old, new = worksheet.row_dimensions[row], worksheet.row_dimensions[row + count]
        new.height, new.hidden = old.height, old.hidden
        old.height, old.hidden = None, False
    for row in range(at + 1, at + 1 + count):
        worksheet.row_dimensions[row].height = worksheet.row_dimensions[at].height


def formulas(workbook: Any) -> Iterator[tuple[Any, Any]]:
    """Every cell with a formula, with its worksheet."""
    for worksheet in workbook.worksheets:
        for row in worksheet.iter_rows():
            yield from ((worksheet, cell) for cell in row if cell.data_type == "f" and isinstance(cell.value, str))


def _move_formulas(workbook: Any, title: str, at: int, count: int) -> None:
    for worksheet, cell in formulas(workbook):
        cell.value = moved_formula(cell.value, worksheet.title, title, at, count)


def _move_names(workbook: Any, worksheet: Any, at: int, count: int) -> None:
    for names in (workbook.defined_names, *(sheet.defined_names for sheet in workbook.worksheets)):
        for name in names.values():
            name.attr_text = moved_formula(f"={name.attr_text}", "", worksheet.title, at, count)[1:]
    if worksheet.print_area:
        areas = str(worksheet.print_area).split(",")
        worksheet.print_area = ",".join(moved_areas(area.rsplit("!", 1)[-1], worksheet.title, at, count) for area in areas)
    if worksheet.auto_filter.ref:
        worksheet.auto_filter.ref = moved_areas(worksheet.auto_filter.ref, worksheet.title, at, count)
    for table in worksheet.tables.values():
        table.ref = moved_areas(table.ref, worksheet.title, at, count)


def _move_rules(worksheet: Any, at: int, count: int) -> None:
    """Validations and conditional formats, with the formulas in them."""
    from openpyxl.formatting.formatting import ConditionalFormattingList
    from openpyxl.worksheet.cell_range import MultiCellRange

    title = worksheet.title
    for rule in worksheet.data_validations.dataValidation:
        rule.sqref = MultiCellRange(moved_areas(str(rule.sqref), title, at, count))
    moved = ConditionalFormattingList()
    for area in worksheet.conditional_formatting:
        for rule in area.rules:
            rule.formula = [moved_formula(f"={text}", title, title, at, count)[1:] for text in rule.formula]
            moved.add(moved_areas(str(area.sqref), title, at, count), rule)
    worksheet.conditional_formatting = moved


def _move_drawings(worksheet: Any, at: int, count: int) -> None:
    """Pictures and charts that stand below the row."""
    # openpyxl has no other list of what is drawn on a worksheet.
    for drawn in (*worksheet._images, *worksheet._charts):  # noqa: SLF001 - see above
        anchor = drawn.anchor
        for place in (getattr(anchor, "_from", None), getattr(anchor, "to", None)):
            if place is not None and place.row >= at:
                place.row += count


def _like(worksheet: Any, model: int, row: int) -> None:
    """Give a row the styles of another, and its formulas with their references moved along."""
    from openpyxl.formula.translate import Translator

    for column in range(1, worksheet.max_column + 1):
        source, target = worksheet.cell(model, column), worksheet.cell(row, column)
        if hasattr(target, "_style") and source.has_style:
            target.font, target.border, target.fill = copy(source.font), copy(source.border), copy(source.fill)
            target.alignment, target.number_format = copy(source.alignment), source.number_format
            target.protection = copy(source.protection)
        if source.data_type == "f" and isinstance(source.value, str):
            target.value = Translator(source.value, origin=source.coordinate).translate_formula(target.coordinate)
