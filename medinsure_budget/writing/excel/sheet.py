"""One statement on one worksheet."""

from typing import Any

from attrs import frozen

from medinsure_budget.money import Money
from medinsure_budget.writing.excel.styles import Look, Styles, look_of
from medinsure_budget.writing.excel.values import number_format, put_amount, put_text
from medinsure_budget.writing.excel.widths import PageFit, column_widths, page_of, row_heights, width_of
from medinsure_budget.writing.formulas import formulas_of
from medinsure_budget.writing.table import Table, TableCell

@frozen
class Options:
    """How cells are written."""

    formulas: bool = False


def draw(worksheet: Any, table: Table, styles: Styles, options: Options) -> None:
    """Draw a table with the lines above and below it, and set the page up."""
    widths = column_widths(table)
    top = _above(worksheet, table, styles)
    formulas = formulas_of(table, top) if options.formulas else {}
    for cell in table.cells:
        _draw_cell(worksheet, cell, top, table, styles, formulas.get((cell.row, cell.column)))
    heights = row_heights(table, widths)
    for row, height in heights.items():
        worksheet.row_dimensions[top + row].height = height
    _below(worksheet, table, top + table.height, styles, sum(widths))
    _set_columns(worksheet, widths)
    _set_page(worksheet, table, top, page_of(sum(widths), sum(heights.values())))


def _above(worksheet: Any, table: Table, styles: Styles) -> int:
    """The title, the number, the agency and the unit; return the first row of the header."""
    row = 1
    if table.title:
        _line(worksheet, row, 1, table.width, table.title, Look("title"), styles)
        worksheet.row_dimensions[row].height = 30
        row += 1
    if table.number:
        _line(worksheet, row, 1, table.width, table.number, Look("above right"), styles)
        row += 1
    if table.width == 1:
        for text in filter(None, (table.agency, table.unit)):
            _line(worksheet, row, 1, 1, text, Look("above left"), styles)
            row += 1
        return row
    split = max(1, table.width - max(1, table.width // 3))
    if table.agency:
        _line(worksheet, row, 1, split, table.agency, Look("above left"), styles)
    _line(worksheet, row, split + 1, table.width, table.unit, Look("above right"), styles)
    return row + 1


def _line(worksheet: Any, row: int, first: int, last: int, text: str, look: Look, styles: Styles) -> None:
    cell = worksheet.cell(row, first)
    quoted = put_text(cell, text)
    styles.apply(cell, Look(look.kind, quoted=quoted))
    if last > first:
        worksheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)


def _draw_cell(worksheet: Any, cell: TableCell, top: int, table: Table, styles: Styles, formula: str | None) -> None:
    row, column = top + cell.row, cell.column + 1
    place = worksheet.cell(row, column)
    look = look_of(cell, "General", quoted=False)
    if isinstance(cell.value, Money):
        look = look_of(cell, number_format(cell.value, thousands=table.thousands), quoted=False)
        if formula is None:
            put_amount(place, cell.value.amount)
        else:
            place.value = formula
    elif cell.value:
        look = look_of(cell, "General", quoted=put_text(place, cell.value))
    styles.apply(place, look)
    _merge(worksheet, cell, row, column, styles, look)


def _merge(worksheet: Any, cell: TableCell, row: int, column: int, styles: Styles, look: Look) -> None:
    if cell.rows == 1 and cell.columns == 1:
        return
    for r in range(row, row + cell.rows):
        for c in range(column, column + cell.columns):
            if (r, c) != (row, column):
                # Every covered cell carries the frame, or its outer edges are not drawn.
                styles.apply(worksheet.cell(r, c), look)
    worksheet.merge_cells(
        start_row=row, end_row=row + cell.rows - 1, start_column=column, end_column=column + cell.columns - 1
    )


def _below(worksheet: Any, table: Table, row: int, styles: Styles, width: float) -> None:
    for i, remark in enumerate(table.remarks):
        _line(worksheet, row + i, 1, table.width, remark, Look("remark"), styles)
        lines = -(-width_of(remark) // max(1, int(width) - 2))
        worksheet.row_dimensions[row + i].height = 14.5 * lines + 4.5


def _set_columns(worksheet: Any, widths: list[float]) -> None:
    from openpyxl.utils import get_column_letter

    for i, width in enumerate(widths, 1):
        worksheet.column_dimensions[get_column_letter(i)].width = width


def _set_page(worksheet: Any, table: Table, top: int, page: PageFit) -> None:
    setup = worksheet.page_setup
    setup.paperSize = worksheet.PAPERSIZE_A4
    setup.orientation = "landscape" if page.sideways else "portrait"
    setup.fitToWidth, setup.fitToHeight = 1, int(page.single)
    worksheet.sheet_properties.pageSetUpPr.fitToPage = True
    worksheet.print_options.horizontalCentered = True
    worksheet.page_margins.left = worksheet.page_margins.right = 0.5
    worksheet.page_margins.top = worksheet.page_margins.bottom = 0.6
    if table.header_rows and table.height > table.header_rows:
        worksheet.print_title_rows = f"1:{top + table.header_rows - 1}"
        worksheet.freeze_panes = worksheet.cell(top + table.header_rows, 1)
