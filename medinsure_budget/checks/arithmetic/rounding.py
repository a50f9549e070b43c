"""How a document was rounded: its own sums tell."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from medinsure_budget.checks.arithmetic.cells import Figures
from medinsure_budget.checks.arithmetic.identities import Identity
from medinsure_budget.checks.arithmetic.intervals import Rounding
from medinsure_budget.checks.arithmetic.verdicts import reach
from medinsure_budget.money import Unit

# So few tails of one sign may be chance; so many (one in 256) are not.
_FEW, _MANY = 3, 8
_FEW_PAIRS = 2
_NEARLY_ALL = 0.9


def infer(figures: Figures, identities: Sequence[Identity]) -> None:
    """Let every unit be rounded in the way that contradicts its own sums least; half up where that is no worse.

    Tails of one sign where both ways fit speak for figures that were cut off, and do not prove it: see `either_way`.
    """
    by_unit: dict[Unit, list[Identity]] = defaultdict(list)
    for identity in identities:
        units = {c.unit for c in identity.cells if c.fen}
        if len(units) == 1 and not identity.soft and not identity.at_most:
            by_unit[units.pop()].append(identity)
    for unit, own in by_unit.items():
        figures.assume(unit, _of_unit(figures, unit, own))
    for unit, pairs in _pairs(identities).items():
        if _cut_off(pairs):
            figures.assume(unit, "truncate")


@contextmanager
def either_way(figures: Figures) -> Iterator[None]:
    """While rates are judged, let figures of which nobody knows stand for whatever either way of rounding makes of them."""
    for unit in figures.unproved:
        figures.assume(unit, "either")
    yield
    for unit in figures.unproved:
        figures.assume(unit, "truncate")


def _pairs(identities: Sequence[Identity]) -> dict[Unit, list[tuple[int, int]]]:
    """Amounts printed both finely and coarsely: what the coarse print lacks of the fine one, and its step."""
    found: dict[Unit, list[tuple[int, int]]] = defaultdict(list)
    for identity in identities:
        if len(identity.left) == len(identity.right) == 1 and not identity.at_most and all(c.fen for c in identity.cells):
            fine, coarse = sorted(identity.cells, key=lambda c: c.step)
            lacking = abs(fine.fen) - abs(coarse.fen)
            if 0 < abs(lacking) < coarse.step:
                found[coarse.unit].append((lacking, coarse.step))
    return found


def _cut_off(pairs: Sequence[tuple[int, int]]) -> bool:
    """Whether several prints lack more than rounding can take, and none was rounded up."""
    return sum(lacking * 2 >= step for lacking, step in pairs) >= _FEW_PAIRS and all(lacking > 0 for lacking, _ in pairs)


def _of_unit(figures: Figures, unit: Unit, identities: Sequence[Identity]) -> Rounding:
    sums = _residuals(identities)
    tails = [r for r in sums if r]
    few = len(tails) < _FEW
    if not tails or sum(r > 0 for r in tails) < _NEARLY_ALL * len(tails) or (few and len(sums) > _FEW * len(tails)):
        return "half_up"
    rounded_up = _contradictions(identities)
    figures.assume(unit, "truncate")
    truncated = _contradictions(identities)
    # Few sums tell nothing but that all of them hold when the figures are cut off.
    if truncated < rounded_up and not (few and truncated):
        return "truncate"
    if truncated == rounded_up and len(tails) >= _MANY:
        figures.unproved.add(unit)
        return "truncate"
    return "half_up"


def _equation(identity: Identity) -> tuple[int, tuple[int, ...]]:
    """Copies of one equation in several tables count once."""
    return sum(c.fen for c in identity.left), tuple(sorted(c.fen for c in identity.right if c.fen))


def _contradictions(identities: Sequence[Identity]) -> int:
    """How many different equations fail."""
    reached = ((identity, *reach(identity)) for identity in identities)
    return len({_equation(identity) for identity, low, high in reached if not low <= 0 <= high})


def _residuals(identities: Sequence[Identity]) -> list[int]:
    """What different sums miss by a few last digits: truncated parts add up to less than their truncated total, never to more."""
    found = {}
    for identity in identities:
        inexact = [c for c in identity.cells if c.fen and c.step > 1]
        if len(inexact) > 2 and abs(identity.residual) <= sum(c.step for c in inexact):
            found[_equation(identity)] = identity.residual
    return list(found.values())
