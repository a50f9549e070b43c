"""The 目录: one line for each sheet, linked."""

from collections.abc import Sequence
from typing import Any

from medinsure_budget.files.cells import safe_text
from medinsure_budget.writing.excel.styles import Look, Styles
from medinsure_budget.writing.excel.widths import A4, set_widths

CONTENTS = "目录"
# Narrower than the page where a wider type stands in for the workbook's: programs do not shrink what only may grow down.
_ACROSS = 72


def write_contents(worksheet: Any, heading: str, entries: Sequence[tuple[str, str, str]], styles: Styles) -> None:
    """Write the document's heading and the 目录 for sheets given as name, number and title."""
    above = [text for text in (heading, "目 录") if text]
    for row, text in enumerate(above):
        worksheet.write_string(row, 0, safe_text(text)[0], styles[Look("title")])
        worksheet.set_row(row, 36)
    for row, (name, number, title) in enumerate(entries, len(above)):
        words, quoted = safe_text("　".join(filter(None, (number, title or name))))
        worksheet.write_url(row, 0, f"internal:'{name}'!A1", styles[Look("link", quoted=quoted)], words)
        worksheet.set_row(row, 20)
    set_widths(worksheet, [_ACROSS])
    worksheet.fit_to_pages(1, 0)
    worksheet.set_paper(A4)
    worksheet.center_horizontally()
    worksheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
