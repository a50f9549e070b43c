"""What goes into a cell: amounts that keep every digit."""

from decimal import Decimal
from typing import Any

from medinsure_budget.files.cells import put_text
from medinsure_budget.money import Money

# A spreadsheet holds binary numbers: beyond 15 digits they come back changed, so such amounts are written as words.
_EXACT_DIGITS = 15


def exact(amount: Decimal) -> bool:
    """Whether a spreadsheet's number holds every digit of an amount."""
    return len(str(amount)) <= _EXACT_DIGITS or len(amount.as_tuple().digits) <= _EXACT_DIGITS


def plain(amount: Decimal) -> Decimal | int:
    """An amount as a spreadsheet writes its numbers: its decimals are the format's, 1.00 is 1."""
    return amount if amount % 1 else int(amount)


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
