"""Rows that lost cells: which placement of the same printed texts fits the columns.

An identity may choose between placements; it never changes a digit.
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import repeat
from math import comb

from medinsure_budget.facts import fact
from medinsure_budget.forms import Column, Form
from medinsure_budget.forms.declare import Role
from medinsure_budget.lexicon import by_text
from medinsure_budget.records import frozen

# C(17, 5) = 6188 placements are weighed in milliseconds; beyond that the row is reported instead.
_MOST_PLACEMENTS = 7000
_VALUES = ("money", "rate", "count", "text")


@frozen
class Alignment:
    """The outcome for one row.

    Attributes:
        texts: By column, empty where nothing was printed.
        gaps: The columns that no printed cell was placed in.
        choices: How many placements were as good.
    """

    texts: tuple[str, ...]
    gaps: tuple[int, ...]
    choices: int


def fits(texts: Sequence[str], columns: Sequence[Column]) -> bool:
    """Say whether every text is of the kind its column holds."""
    return all(map(_fits, texts, [column.role for column in columns]))


@by_text
def _fits(text: str, role: Role) -> bool:
    if not text:
        return True
    known = fact(text)
    if role in ("code", "unit_code", "line_number"):
        return bool(known.code or known.part) or (role != "line_number" and not known.figure)
    if role in ("money", "rate", "count"):
        return known.figure or known.blank or bool(known.unreadable) or known.count is not None
    return role == "text" or known.amount is None


def align(texts: Sequence[str], columns: Sequence[Column], form: Form) -> Alignment | None:
    """Place the texts of a short row in order over the columns; ``None`` when no placement fits."""
    missing = len(columns) - len(texts)
    if missing < 0 or comb(len(columns), missing) > _MOST_PLACEMENTS:
        return None
    found: dict[tuple[str, ...], tuple[tuple[str, ...], tuple[int, ...]]] = {}
    labels = [i for i, c in enumerate(columns) if c.role not in _VALUES]
    values = [i for i, c in enumerate(columns) if c.role in _VALUES]
    # A text moves to the right by as many columns as there are gaps before it.
    roles = [column.role for column in columns]
    fitting = [list(map(_fits, repeat(text), roles[i : i + missing + 1])) for i, text in enumerate(texts)]
    for gaps in _placements(fitting, missing):
        placed = _placed(texts, gaps, len(columns))
        named = [placed[i] for i in labels if placed[i]]
        # Placements that differ only in which label column holds the label say the same.
        meaning = (*named, *(placed[i] for i in values))
        if (named or not labels) and meaning not in found:
            found[meaning] = placed, gaps
    if not found:
        return None
    winners = list(found.values())
    if len(winners) > 1:
        ranks = [_rank(placed, columns, form) for placed, _ in winners]
        best = max(ranks)
        winners = [winner for winner, rank in zip(winners, ranks, strict=True) if rank == best]
    # Blank columns are lost at the end more often than elsewhere.
    winners.sort(key=lambda winner: winner[1] != tuple(range(len(texts), len(columns))))
    return Alignment(*winners[0], len(winners))


def _placements(fitting: Sequence[Sequence[bool]], missing: int) -> list[tuple[int, ...]]:
    """The columns that may be blank so that every text fits its own, those with the first gaps first."""
    found: list[tuple[int, ...]] = [()]
    for column in range(len(fitting) + missing):
        longer = []
        for gaps in found:
            before = len(gaps)
            if before < missing:
                longer.append((*gaps, column))
            if column - before < len(fitting) and fitting[column - before][before]:
                longer.append(gaps)
        found = longer
    return found


def _placed(texts: Sequence[str], gaps: tuple[int, ...], width: int) -> tuple[str, ...]:
    rest = iter(texts)
    return tuple("" if c in gaps else next(rest) for c in range(width))


def _rank(placed: Sequence[str], columns: Sequence[Column], form: Form) -> tuple[int, int]:
    """How many declared sums hold less how many fail, then how many labels stand under their own header."""
    values = {c.field: fact(t).amount for t, c in zip(placed, columns, strict=True) if c.role == "money" and c.field}
    verdict = 0
    for marker in form.money:
        parts = [values[name] for name in marker.sums if values.get(name) is not None]
        total = values.get(marker.name)
        if parts and total is not None:
            slack = Decimal("0.01") * max(1, len(parts) // 2 + 1)
            verdict += 1 if abs(sum(p for p in parts if p is not None) - total) <= slack else -1
    coded = sum(bool(t) and c.role == "code" and bool(fact(t).part) for t, c in zip(placed, columns, strict=True))
    return verdict, coded
