"""The words of an office's workbook beside its tables: agencies and years where the template leaves them open."""

from collections.abc import Iterator
from typing import Any

from medinsure_budget.document import Document
from medinsure_budget.files.cells import put_text
from medinsure_budget.lexicon import Shape

_MARK = "[xXＸ×＊*○〇]"
_AGENCY = Shape(rf"{_MARK}{{2,}}(?:{{ORGAN_END}}|(?={{LEVEL}}))")
_YEAR = Shape(rf"(?:20{_MARK}{{2}}|{_MARK}{{4}})(?=年)")
_OPEN = Shape(rf"{_MARK}{{2,}}|{_MARK}+(?:,{_MARK}+)*\.{_MARK}+")


def fill_texts(workbook: Any, document: Document, tables: set[str]) -> Iterator[str]:
    """Fill the cover and the sheets of text; tell what stays open, worksheet by worksheet.

    Args:
        workbook: The workbook.
        document: The document.
        tables: The worksheets with tables, whose captions were filled with them.
    """
    for worksheet in workbook.worksheets:
        if worksheet.sheet_state != "visible" or worksheet.title in tables:
            continue
        left: list[str] = []
        for row in worksheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.data_type != "f" and _OPEN.search(cell.value):
                    text = _filled(cell.value, document)
                    if text != cell.value:
                        put_text(cell, text)
                    left += [found[0] for found in _OPEN.finditer(text)]
        if left:
            yield f"工作表“{worksheet.title}”还有没有填的地方：{'、'.join(dict.fromkeys(left))}。"


def _filled(text: str, document: Document) -> str:
    year = str(document.year) if document.year else ""
    text = _YEAR.sub(lambda found: year or found[0], text)
    return _AGENCY.sub(lambda found: document.agency.name or found[0], text)
