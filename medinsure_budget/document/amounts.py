"""Amounts of frames in the form that is asked for: exact decimals, exact 分, or floats for pictures."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final, Literal, get_args

from medinsure_budget.errors import UsageError

Amounts = Literal["decimal", "float", "fen"]
_FORMS: Final = get_args(Amounts)


def converted(worth: Decimal | None, amounts: Amounts) -> Decimal | float | int | None:
    """An amount in 元 as it is, as a float, or in 分; one that is finer than a 分 has no integer and is ``None``.

    Raises:
        UsageError: when the form of amounts is none of `Amounts`.
    """
    if amounts not in _FORMS:
        raise UsageError(f"amounts={amounts!r}：只能是 {'、'.join(_FORMS)}")
    if worth is None or amounts == "decimal":
        return worth
    if amounts == "float":
        return float(worth)
    fen = worth * 100
    return int(fen) if fen == fen.to_integral_value() else None


def as_column(worths: Iterable[Any], amounts: Amounts = "decimal") -> Any:
    """A column of amounts: objects (`Decimal`), ``Int64`` (分) or ``float64``; what is missing stays missing.

    Raises:
        UsageError: when the form of amounts is none of `Amounts`.
    """
    import pandas as pd

    told = [converted(None if pd.isna(worth) else worth, amounts) for worth in worths]
    holder: Any = {"decimal": "object", "fen": "Int64", "float": "float64"}[amounts]
    return pd.array(told, dtype=holder)
