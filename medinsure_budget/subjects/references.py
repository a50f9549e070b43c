"""What a code's beginning says beyond its name: the budget it belongs to, and its English description."""

from functools import cache
from typing import Final

from medinsure_budget.lexicon import Shape
from medinsure_budget.subjects.records import Kind, records

GENERAL: Final = "一般公共预算"
# A listed beginning, or every 类 of a span with the 款 that they share: 205-224…98.
_SPAN = Shape(r"([0-9]{3})-([0-9]{3})…([0-9]{2})")


@cache
def english() -> dict[str, str]:
    """Descriptions by code."""
    return {row["code"]: row["english"] for row in records("manual_english.tsv")}


@cache
def _funds() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in records("manual_funds.tsv"):
        if span := _SPAN.fullmatch(row["prefix"]):
            first, last, tail = span.groups()
            found |= {f"{top}{tail}": row["fund"] for top in range(int(first), int(last) + 1)}
        else:
            found[row["prefix"]] = row["fund"]
    return found


def listed_fund(kind: Kind, code: str) -> str:
    """The budget that a functional or revenue code belongs to, by its longest listed beginning; else empty."""
    if kind not in ("functional", "revenue"):
        return ""
    funds = _funds()
    for length in (9, 7, 5, 3):
        if code[:length] in funds:
            return funds[code[:length]]
    return ""


def fund(kind: Kind, code: str) -> str:
    """Like `listed_fund`, and the general public budget for what is not listed."""
    return listed_fund(kind, code) or (GENERAL if kind in ("functional", "revenue") else "")
