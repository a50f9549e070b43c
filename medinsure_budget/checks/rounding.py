"""How a document was rounded: its own sums tell."""

from collections import defaultdict
from collections.abc import Sequence

from medinsure_budget.checks.cells import Figures
from medinsure_budget.checks.identities import Identity
from medinsure_budget.checks.intervals import Rounding
from medinsure_budget.checks.verdicts import reach
from medinsure_budget.money import Unit

def infer(figures: Figures, identities: Sequence[Identity]) -> None:
    """Let every unit be rounded in the way that contradicts its own sums least; half up where that is no worse."""
    by_unit: dict[Unit, list[Identity]] = defaultdict(list)
    for identity in identities:
        units = {c.unit for c in identity.cells if c.fen}
        if len(units) == 1 and not identity.soft and not identity.at_most:
            by_unit[units.pop()].append(identity)
    for unit, own in by_unit.items():
        figures.assume(unit, _of_unit(figures, unit, own))


def _of_unit(figures: Figures, unit: Unit, identities: Sequence[Identity]) -> Rounding:
    sums = [i for i in identities if sum(1 for c in i.cells if not c.exact) > 2]  # noqa: PLR2004 - two figures are one amount
    rounded_up = _contradictions(identities)
    if not rounded_up or not _one_sided(sums):
        return "half_up"
    figures.assume(unit, "truncate")
    return "truncate" if _contradictions(identities) < rounded_up else "half_up"


def _contradictions(identities: Sequence[Identity]) -> int:
    """How many different equations fail."""
    failed = set()
    for identity in identities:
        low, high = reach(identity)
        if not low <= 0 <= high:
            failed.add((sum(c.fen for c in identity.left), tuple(sorted(c.fen for c in identity.right if c.fen))))
    return len(failed)


def _one_sided(sums: Sequence[Identity]) -> bool:
    """Truncated parts add up to less than their truncated total, never to more."""
    small = [i.residual for i in sums if i.residual and abs(i.residual) <= sum(c.step for c in i.cells if c.fen)]
    above = sum(r > 0 for r in small)
    return above > 0 and above * 10 >= len(small) * 9
