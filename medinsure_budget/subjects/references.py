"""What a code's beginning says beyond its name: the budget it belongs to, and its English description."""

from functools import cache
from typing import Final

from medinsure_budget.subjects.tables import Kind, records

GENERAL: Final = "一般公共预算"


@cache
def english() -> dict[str, str]:
    """Descriptions by code."""
    return {row["code"]: row["english"] for row in records("manual_english.tsv")}


@cache
def _funds() -> dict[str, str]:
    return {row["prefix"]: row["fund"] for row in records("manual_funds.tsv")}


def fund(kind: Kind, code: str) -> str:
    """The budget that a functional or revenue code belongs to, by its longest listed beginning."""
    if kind not in ("functional", "revenue"):
        return ""
    beginnings = (code[:length] for length in (9, 7, 5, 3) if length <= len(code))
    return next((_funds()[beginning] for beginning in beginnings if beginning in _funds()), GENERAL)
