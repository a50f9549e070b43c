"""What goes into a cell: words that can never become a formula, amounts that keep every digit."""

import re
from decimal import Decimal
from typing import Any

from medinsure_budget.errors import UsageError
from medinsure_budget.money import Money

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST_TEXT = 32767
# A spreadsheet holds binary numbers: beyond 15 digits they come back changed, so such amounts are written as words.
_EXACT_DIGITS = 15


def safe_text(text: str) -> tuple[str, bool]:
    """Words as a cell can hold them, and whether they begin like a formula and need the quoting style.

    Raises:
        UsageError: when the text is longer than a cell can hold.
    """
    if not text.isprintable():
        text = _CONTROL.sub("�", text)
    if len(text) > _LONGEST_TEXT:
        raise UsageError(f"一格最多 {_LONGEST_TEXT} 个字符，这段文字有 {len(text)} 个：{text[:40]}…")
    return text, text.startswith(_FORMULA_SIGNS)


def exact(amount: Decimal) -> bool:
    """Whether a spreadsheet's number holds every digit of an amount."""
    return len(str(amount)) <= _EXACT_DIGITS or len(amount.as_tuple().digits) <= _EXACT_DIGITS


def plain(amount: Decimal) -> Decimal | int:
    """An amount as a spreadsheet writes its numbers: its decimals are the format's, 1.00 is 1."""
    return amount if amount % 1 else int(amount)


def put_text(cell: Any, text: str) -> bool:
    """Write words into a cell of an opened workbook; return whether they need the quoting style; see `safe_text`."""
    cell.value, quoted = safe_text(text)
    cell.data_type = "s"
    return quoted


def put_amount(cell: Any, amount: Decimal) -> None:
    """Write a number into a cell of an opened workbook exactly as it is."""
    if exact(amount):
        cell.value = amount
    else:
        put_text(cell, f"{amount:f}")


def number_format(money: Money, *, thousands: bool) -> str:
    """The format that shows the digits that were printed: as many decimals as the amount has."""
    whole = "#,##0" if thousands else "0"
    return f"{whole}.{'0' * money.decimals}" if money.decimals else whole
