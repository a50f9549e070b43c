"""What goes into a cell of a workbook: words that can never become a formula, nor the code of a character."""

import re
from collections.abc import Iterable
from typing import Any

from medinsure_budget.errors import UsageError

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t")
_LONGEST_TEXT = 32767
# Spreadsheets read _x0041_ as A, and _xD800_ as half a character.
_CODE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def safe_text(text: str) -> tuple[str, bool]:
    """Words as a cell can hold them, and whether they begin like a formula and need the quoting style.

    Raises:
        UsageError: when the text is longer than a cell can hold.
    """
    if len(text) > _LONGEST_TEXT:
        raise UsageError(f"一格最多 {_LONGEST_TEXT} 个字符，这段文字有 {len(text)} 个：{text[:40]}…")
    return text, text.startswith(_FORMULA_SIGNS)


def put_text(cell: Any, text: str) -> bool:
    """Write words into a cell of an openpyxl workbook; return whether they need the quoting style; see `safe_text`."""
    text, quoted = safe_text(text)
    cell.value = as_words(text)
    cell.data_type = "s"
    return quoted


def as_words(text: str) -> str:
    """Words that openpyxl writes so that no spreadsheet reads a part of them as the code of a character."""
    return _CODE.sub("_x005F_", text)


def append(sheet: Any, values: Iterable[Any]) -> int:
    """Add a row and give its number; words of the document are words, never formulas.

    The sheet's own count of its rows looks at every cell, and would be asked for every row.
    """
    listed = list(values)
    sheet.append(listed)
    row: int = sheet._current_row  # noqa: SLF001 - see above
    for at, value in enumerate(listed, 1):
        if isinstance(value, str) and (value.startswith("=") or "_x" in value):
            put_text(sheet.cell(row, at), value)
    return row
