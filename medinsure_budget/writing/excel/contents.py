"""The 目录: one line for each sheet, linked."""

from collections.abc import Sequence
from typing import Any

from medinsure_budget.writing.excel.styles import Look, Styles
from medinsure_budget.writing.excel.values import put_text

CONTENTS = "目录"


def write_contents(worksheet: Any, entries: Sequence[tuple[str, str, str]], styles: Styles) -> None:
    """Write the 目录 for sheets given as name, number and title."""
    from openpyxl.worksheet.hyperlink import Hyperlink

    heading = worksheet.cell(1, 1)
    put_text(heading, "目 录")
    styles.apply(heading, Look("title"))
    worksheet.merge_cells("A1:B1")
    worksheet.row_dimensions[1].height = 36
    for row, (name, number, title) in enumerate(entries, 2):
        put_text(worksheet.cell(row, 1), number)
        styles.apply(worksheet.cell(row, 1), Look("contents"))
        link = worksheet.cell(row, 2)
        quoted = put_text(link, title or name)
        styles.apply(link, Look("link", quoted=quoted))
        link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{name}'!A1", display=title or name)
        styles.apply(link, Look("link", quoted=quoted))
        worksheet.row_dimensions[row].height = 20
    worksheet.column_dimensions["A"].width = 16
    worksheet.column_dimensions["B"].width = 70
    worksheet.page_setup.paperSize = worksheet.PAPERSIZE_A4
