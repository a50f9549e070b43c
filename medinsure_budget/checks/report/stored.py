"""The shape of a stored report, so that whatever else is given as one is refused with the place that does not fit."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final, get_args

from medinsure_budget.checks.arithmetic.verdicts import Severity, Verdict
from medinsure_budget.checks.report.obligations import State
from medinsure_budget.money import Unit, is_printable

FORMAT: Final = 1

# What reports of a former version do not say.
_ABSENT: Final[dict[str, Any]] = {"uncovered": [], "seconds": 0.0}
# A number that keys a mapping.
_SMALL = re.compile(r"[0-9]{1,9}")
_VERDICTS, _SEVERITIES, _STATES = get_args(Verdict), get_args(Severity), get_args(State)
_TEXT, _PLACE = (str, type(None)), (int, type(None))
_WORDS = "id rule title message place printed expected unit code field quote suppressed"
_FINDING: Final = {
    **dict.fromkeys(_WORDS.split(), str),
    "severity": _SEVERITIES, "verdict": _VERDICTS, "page": _PLACE, "line": _PLACE, "difference": Decimal, "basis": str,
}  # fmt: skip
_EVALUATION: Final = {
    **dict.fromkeys(("rule", "title", "message", "statement", "code", "cluster", "group", "basis", "field", "unit"), str),
    "severity": ("", *_SEVERITIES), "verdict": _VERDICTS, "page": _PLACE, "printed": _TEXT, "expected": _TEXT, "difference": _TEXT,
}  # fmt: skip
_UNCOVERED: Final = {
    **dict.fromkeys(("section", "subject", "quote", "why"), str),
    "field": ("amount", "budget"), "amount": Decimal, "unit": tuple(unit.value for unit in Unit),
}  # fmt: skip
_REPORT: Final = {
    "format": (FORMAT,), "document": str, "agency": str, "year": _PLACE, "kind": ("budget", "final_accounts"),
    "seconds": (int, float), "gaps": [str], "counts": dict.fromkeys(_VERDICTS, int), "coverage": {int: int}, "text_coverage": [int],
    "obligations": [{"rule": str, "title": str, "state": _STATES, "times": int, "why": str}],
    "findings": [_FINDING], "evaluations": [_EVALUATION], "uncovered": [_UNCOVERED],
}  # fmt: skip


def misfit(data: object, shape: Any = _REPORT) -> str:
    """The first place that is no part of a stored report, empty where all fits.

    >>> misfit({"format": 1}), misfit({"a": [1, "x"]}, {"a": [int]}), misfit([2], [int])
    ('.document', '.a[1]', '')
    """
    if isinstance(shape, list | dict):
        parts = _parts(data, shape)
        if parts is None:
            return " "
        return next((f"{place}{inner}".rstrip() for place, part, own in parts if (inner := misfit(part, own))), "")
    if shape is Decimal:
        return "" if data is None or _is_number(data) else " "
    if isinstance(shape, type):
        return "" if type(data) is shape else " "
    # The values that it may have, or their types.
    return "" if type(data) in shape or (isinstance(data, str | int) and data in shape) else " "


def _parts(data: object, shape: Any) -> Iterator[tuple[str, object, Any]] | None:
    """The parts of a list or mapping with their places and shapes; ``None`` when it is none."""
    if isinstance(shape, list):
        return ((f"[{at}]", each, shape[0]) for at, each in enumerate(data)) if isinstance(data, list) else None
    if not isinstance(data, Mapping):
        return None
    if int in shape:
        return ((f".{key}", each, int if _SMALL.fullmatch(str(key)) else ()) for key, each in data.items())
    return ((f".{key}", data.get(key, _ABSENT.get(key, ...)), each) for key, each in shape.items())


def _is_number(data: object) -> bool:
    try:
        return isinstance(data, str) and is_printable(Decimal(data))
    except ArithmeticError:
        return False
