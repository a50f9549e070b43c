"""One statement on one worksheet."""

from typing import Any

from attrs import frozen

from medinsure_budget.money import Money
from medinsure_budget.writing.excel.styles import Look, Styles, look_of
from medinsure_budget.writing.excel.values import number_format, put_amount, put_text
from medinsure_budget.writing.excel.widths import PageFit, column_widths, height_of, page_of, row_heights
from medinsure_budget.writing.formulas import formulas_of
from medinsure_budget.writing.table import Table, TableCell

_TITLE_HEIGHT = 30

def draw(worksheet: Any, table: Table, styles: Styles, *, turned: bool, formulas: bool = False) -> None:
    """Draw a table with the lines above and below it, and set the page up."""
    widths = column_widths(table)
    heights = row_heights(table, widths)
    drawing = _Drawing(worksheet, table, styles)
    top = drawing.above()
    drawing.cells(top, formulas_of(table, top) if formulas else {})
    for row, height in heights.items():
        worksheet.row_dimensions[top + row].height = height
    drawing.below(top + table.height, sum(widths))
    _set_columns(worksheet, widths)
    _set_page(worksheet, table, top, page_of(sum(widths), sum(heights.values()), sideways=turned))


@frozen
class _Drawing:
    """One table on its worksheet."""

    worksheet: Any
    table: Table
    styles: Styles

    def above(self) -> int:
        """Draw the title, the number, the agency and the unit; return the first row of the header."""
        table, row, width = self.table, 1, self.table.width
        if table.title:
            self._line(row, (1, width), table.title, "title")
            self.worksheet.row_dimensions[row].height = _TITLE_HEIGHT
            row += 1
        if table.number:
            self._line(row, (1, width), table.number, "above right")
            row += 1
        if width == 1:
            lines = [text for text in (table.agency, table.unit) if text]
            for i, text in enumerate(lines):
                self._line(row + i, (1, 1), text, "above left")
            return row + len(lines)
        if not table.agency and not table.unit:
            return row
        split = max(1, width - max(1, width // 3))
        if table.agency:
            self._line(row, (1, split), table.agency, "above left")
        if table.unit:
            self._line(row, (split + 1, width), table.unit, "above right")
        return row + 1

    def cells(self, top: int, formulas: dict[tuple[int, int], str]) -> None:
        """Draw the header and the body."""
        for cell in self.table.cells:
            place = self.worksheet.cell(top + cell.row, cell.column + 1)
            look = self._put(place, cell, formulas.get((cell.row, cell.column)))
            self.styles.apply(place, look)
            if cell.rows > 1 or cell.columns > 1:
                self._merge(top + cell.row, cell, look)

    def below(self, row: int, width: float) -> None:
        """Draw the remarks."""
        for i, remark in enumerate(self.table.remarks):
            self._line(row + i, (1, self.table.width), remark, "remark")
            self.worksheet.row_dimensions[row + i].height = height_of(remark, width)

    def _line(self, row: int, columns: tuple[int, int], text: str, kind: str) -> None:
        cell = self.worksheet.cell(row, columns[0])
        self.styles.apply(cell, Look(kind, quoted=put_text(cell, text)))
        if columns[1] > columns[0]:
            _merge(self.worksheet, row, columns[0], row, columns[1])

    def _put(self, place: Any, cell: TableCell, formula: str | None) -> Look:
        """Write a cell's value and return its look."""
        if isinstance(cell.value, Money):
            if formula is None:
                put_amount(place, cell.value.amount)
            else:
                place.value = formula
            return look_of(cell, number_format(cell.value, thousands=self.table.thousands))
        return look_of(cell, quoted=bool(cell.value) and put_text(place, cell.value or ""))

    def _merge(self, row: int, cell: TableCell, look: Look) -> None:
        column, last_row, last_column = cell.column + 1, row + cell.rows - 1, cell.column + cell.columns
        for r in range(row, last_row + 1):
            for c in range(column, last_column + 1):
                if (r, c) != (row, column):
                    # Every covered cell carries the frame, or its outer edges are not drawn.
                    self.styles.apply(self.worksheet.cell(r, c), look)
        _merge(self.worksheet, row, column, last_row, last_column)


def _merge(worksheet: Any, first_row: int, first: int, last_row: int, last: int) -> None:
    """Merge cells whose frames are drawn already; `merge_cells` would work out every frame again."""
    from openpyxl.worksheet.cell_range import CellRange

    worksheet.merged_cells.add(CellRange(min_row=first_row, min_col=first, max_row=last_row, max_col=last))


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
