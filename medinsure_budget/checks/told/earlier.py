"""The amount of the other year that a sentence prints beside this year's."""

from medinsure_budget.document.narrative import Claim
from medinsure_budget.forms.words import fold
from medinsure_budget.lexicon import Shape
from medinsure_budget.money import Money, Unit

_PRINTED = Shape(r"(20\d{2})年(?:{THIS_YEAR})?(?:{BUDGET})?(?:{EXECUTION|ACCOUNT})数为?([\d,]+(?:\.\d+)?)({MONEY})")


def earlier_of(claim: Claim) -> Money | None:
    """What is printed for an earlier year, ``None`` where nothing is."""
    told = getattr(claim, "earlier", None)
    if isinstance(told, Money):
        return told
    for found in _PRINTED.finditer(fold(claim.quote)):
        if claim.year is None or int(found[1]) < claim.year:
            return Money(found[2].replace(",", ""), Unit(found[3]))
    return None
