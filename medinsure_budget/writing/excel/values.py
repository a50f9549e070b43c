"""What goes into a cell: words that can never become a formula, amounts that keep every digit."""

import re
from decimal import Decimal
from typing import Any

from medinsure_budget.errors import UsageError
from medinsure_budget.money import Money

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LONGEST_TEXT = 32767
# A spreadsheet holds binary numbers: beyond 15 digits they come back changed, so such amounts are written as words.
_EXACT_DIGITS = 15


def put_text(cell: Any, text: str) -> bool:
    """Write words into a cell; return whether they begin like a formula and need the quoting style.

    Raises:
        UsageError: when the text is longer than a cell can hold.
    """
    text = _CONTROL.sub("�", text)
    if len(text) > _LONGEST_TEXT:
        raise UsageError(f"a cell holds {_LONGEST_TEXT} characters; this text has {len(text)}: {text[:40]}…")
    cell.value = text
    cell.data_type = "s"
    return text.startswith(_FORMULA_SIGNS)


def put_amount(cell: Any, amount: Decimal) -> None:
    """Write a number exactly as it is."""
    if len(amount.as_tuple().digits) > _EXACT_DIGITS:
        put_text(cell, f"{amount:f}")
    else:
        cell.value = amount


def number_format(money: Money, *, thousands: bool) -> str:
    """The format that shows the digits that were printed: as many decimals as the amount has."""
    whole = "#,##0" if thousands else "0"
    return f"{whole}.{'0' * money.decimals}" if money.decimals else whole
