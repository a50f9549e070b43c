"""What other tables of the same document say about an amount: the same meaning printed twice."""

from collections.abc import Iterator
from decimal import Decimal

from attrs import field

from medinsure_budget.forms import Form
from medinsure_budget.forms.words import fold, without_ordinal
from medinsure_budget.records import define

_Key = tuple[str, ...]

# The total row's columns that print one amount in several tables: what the money is for, and from which budget.
_TOTALS: dict[str, dict[str, _Key]] = {
    "Expenditure": {"project": ("all", "project"), "total": ("all", "total")},
    "GeneralPublicExpenditure": {
        "total": ("general_public", "total"),
        "basic": ("general_public", "basic"),
        "personnel": ("general_public", "personnel"),
        "public": ("general_public", "public"),
        "project": ("general_public", "project"),
    },
    "BasicExpenditure": {
        "total": ("general_public", "basic"),
        "personnel": ("general_public", "personnel"),
        "public": ("general_public", "public"),
    },
    "GovernmentFundExpenditure": {
        "total": ("government_fund", "total"),
        "basic": ("government_fund", "basic"),
        "project": ("government_fund", "project"),
    },
    "StateCapitalExpenditure": {
        "total": ("state_capital", "total"),
        "basic": ("state_capital", "basic"),
        "project": ("state_capital", "project"),
    },
    "ProjectExpenditure": {
        "total": ("all", "project"),
        "general_public": ("general_public", "project"),
        "government_fund": ("government_fund", "project"),
        "state_capital": ("state_capital", "project"),
    },
}
_BY_SUBJECT = frozenset({"Expenditure", "GeneralPublicExpenditure"})


@define
class Sisters:
    """Amounts in 元 by meaning; ``None`` where a row or table was printed without a figure."""

    _known: dict[_Key, set[Decimal | None]] = field(factory=dict)

    def tell(self, form: Form, code: str, label: str, values: dict[str, Decimal | None], *, total: bool) -> None:
        """Remember a row whose columns are settled."""
        for name, amount in values.items():
            for key in _keys(form, code, label, name, total=total):
                self._known.setdefault(key, set()).add(amount)

    def agreement(self, form: Form, code: str, label: str, values: dict[str, Decimal | None], *, total: bool) -> int:
        """How well a row's columns agree with what is known: more than 0 when something confirms them."""
        score = 0
        for name, amount in values.items():
            known = {a for key in _keys(form, code, label, name, total=total) for a in self._known.get(key, ())}
            if amount in known:
                # That both are blank says less than that both are printed.
                score += 1 if amount is None else 3
            elif known:
                score -= 2
        return score


def _keys(form: Form, code: str, label: str, name: str, *, total: bool) -> Iterator[_Key]:
    if total and name in (meanings := _TOTALS.get(form.name, {})):
        yield meanings[name]
    if form.name in _BY_SUBJECT and (code or total):
        yield ("subject", code or "total", name)
    if form.name == "Income" and total:
        yield ("income", name)
    if form.sides and name == "amount" and (fixed := form.match_line(label, "income", {})) is not None and not code:
        yield ("income", fixed.key)
    if form.rows == "economic" and code and name == "total":
        yield ("words", without_ordinal(fold(label)))
    if form.rows == "unit" and total:
        yield from (("words", label) for label in sorted(form.fields[name].folded))
