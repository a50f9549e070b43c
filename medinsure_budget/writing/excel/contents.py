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
    worksheet.row_dimensions[1].height = 36
    for row, (name, number, title) in enumerate(entries, 2):
        link = worksheet.cell(row, 1)
        words = "　".join(filter(None, (number, title or name)))
        quoted = put_text(link, words)
        link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{name}'!A1", display=words)
        styles.apply(link, Look("link", quoted=quoted))
        worksheet.row_dimensions[row].height = 20
    worksheet.column_dimensions["A"].width = 85
    worksheet.sheet_properties.pageSetUpPr.fitToPage = True
    worksheet.page_setup.fitToWidth, worksheet.page_setup.fitToHeight = 1, 0
    worksheet.page_setup.paperSize = worksheet.PAPERSIZE_A4
    worksheet.print_options.horizontalCentered = True
