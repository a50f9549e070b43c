"""The 目录: one line for each sheet, linked."""

from collections.abc import Sequence
from typing import Any

from medinsure_budget.writing.excel.styles import Look, Styles
from medinsure_budget.writing.excel.values import put_text

CONTENTS = "目录"


def write_contents(worksheet: Any, heading: str, entries: Sequence[tuple[str, str, str]], styles: Styles) -> None:
    """Write the document's heading and the 目录 for sheets given as name, number and title."""
    from openpyxl.worksheet.hyperlink import Hyperlink

    above = [text for text in (heading, "目 录") if text]
    for row, text in enumerate(above, 1):
        put_text(worksheet.cell(row, 1), text)
        styles.apply(worksheet.cell(row, 1), Look("title"))
        worksheet.row_dimensions[row].height = 36
    for row, (name, number, title) in enumerate(entries, len(above) + 1):
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
