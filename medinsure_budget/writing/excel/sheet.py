"""One statement on one worksheet."""

from typing import Any

from medinsure_budget.files.cells import safe_text
from medinsure_budget.money import Money
from medinsure_budget.records import frozen
from medinsure_budget.writing.excel.styles import Look, Styles, look_of
from medinsure_budget.writing.excel.values import exact, number_format, plain
from medinsure_budget.writing.excel.widths import A4, Measures, PageFit, height_of, page_of, set_widths
from medinsure_budget.writing.formulas import formulas_of
from medinsure_budget.writing.table import Table, TableCell

_TITLE_HEIGHT = 30


def draw(worksheet: Any, table: Table, styles: Styles, measures: Measures, *, turned: bool, formulas: bool = False) -> None:
    """Draw a table with the lines above and below it, and set the page up."""
    drawing = _Drawing(worksheet, table, styles)
    top = drawing.above()
    drawing.cells(top, formulas_of(table, top + 1) if formulas else {})
    for row, height in measures.heights.items():
        worksheet.set_row(top + row, height)
    drawing.below(top + table.height, measures.width)
    set_widths(worksheet, measures.widths)
    _set_page(worksheet, table, top, page_of(measures, sideways=turned))


@frozen
class _Drawing:
    """One table on its worksheet; rows and columns are counted from 0."""

    worksheet: Any
    table: Table
    styles: Styles

    def above(self) -> int:
        """Draw the title, the number, the agency and the unit; return the first row of the header."""
        table, row, last = self.table, 0, self.table.width - 1
        if table.title:
            self._line(row, (0, last), table.title, "title")
            self.worksheet.set_row(row, _TITLE_HEIGHT)
            row += 1
        if table.number:
            self._line(row, (0, last), table.number, "above right")
            row += 1
        if last == 0:
            lines = [text for text in (table.agency, table.unit) if text]
            for i, text in enumerate(lines):
                self._line(row + i, (0, 0), text, "above left")
            return row + len(lines)
        if not table.agency and not table.unit:
            return row
        split = max(1, table.width - max(1, table.width // 3))
        if table.agency:
            self._line(row, (0, split - 1), table.agency, "above left")
        if table.unit:
            self._line(row, (split, last), table.unit, "above right")
        return row + 1

    def cells(self, top: int, formulas: dict[tuple[int, int], str]) -> None:
        """Draw the header and the body."""
        for cell in self.table.cells:
            row = top + cell.row
            if isinstance(cell.value, Money):
                self._put_amount(row, cell, cell.value, formulas.get((cell.row, cell.column)))
                continue
            text, quoted = safe_text(cell.value or "")
            self._put(row, cell, text, look_of(cell, quoted=quoted))

    def below(self, row: int, width: float) -> None:
        """Draw the remarks."""
        for i, remark in enumerate(self.table.remarks):
            self._line(row + i, (0, self.table.width - 1), remark, "remark")
            self.worksheet.set_row(row + i, height_of(remark, width))

    def _line(self, row: int, columns: tuple[int, int], words: str, kind: str) -> None:
        text, quoted = safe_text(words)
        style = self.styles[Look(kind, quoted=quoted)]
        if columns[1] > columns[0]:
            self.worksheet.merge_range(row, columns[0], row, columns[1], None, style)
        self.worksheet.write_string(row, columns[0], text, style)

    def _put(self, row: int, cell: TableCell, text: str, look: Look) -> None:
        style = self.styles[look]
        if cell.rows > 1 or cell.columns > 1:
            self._merge(row, cell, style)
        if text:
            self.worksheet.write_string(row, cell.column, text, style)
        else:
            self.worksheet.write_blank(row, cell.column, None, style)

    def _put_amount(self, row: int, cell: TableCell, money: Money, formula: str | None) -> None:
        """Write a figure as a number, as the sum that gives it, or in words where a number would not hold its digits."""
        look = look_of(cell, number_format(money, thousands=self.table.thousands))
        if formula is None and not exact(money.amount):
            self._put(row, cell, f"{money.amount:f}", look)
            return
        style = self.styles[look]
        if cell.rows > 1 or cell.columns > 1:
            self._merge(row, cell, style)
        if formula is None:
            self.worksheet.write_number(row, cell.column, plain(money.amount), style)
        else:
            self.worksheet.write_formula(row, cell.column, formula, style, plain(money.amount))

    def _merge(self, row: int, cell: TableCell, style: Any) -> None:
        """Merge what a cell covers: every covered cell carries the frame, or its outer edges are not drawn."""
        last_row, last = row + cell.rows - 1, cell.column + cell.columns - 1
        self.worksheet.merge_range(row, cell.column, last_row, last, None, style)


def _set_page(worksheet: Any, table: Table, top: int, page: PageFit) -> None:
    worksheet.set_paper(A4)
    if page.sideways:
        worksheet.set_landscape()
    else:
        worksheet.set_portrait()
    worksheet.fit_to_pages(1, int(page.single))
    worksheet.center_horizontally()
    worksheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    if table.header_rows and table.height > table.header_rows:
        worksheet.repeat_rows(0, top + table.header_rows - 1)
        worksheet.freeze_panes(top + table.header_rows, 0)
