"""Sums of a ledger by any of its keys, exact and computed once."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from operator import attrgetter
from typing import Literal

from attrs import field

from medinsure_budget.compiling.published import Published
from medinsure_budget.ledgers.load import Line
from medinsure_budget.records import define

Measure = Literal["amount", "initial_budget", "budget", "previous"]
Key = tuple[str, ...]
POOLS = ("general_public", "government_fund", "state_capital", "special_account", "unit_funds")


def pool_of(source: str) -> str:
    """The pot a source of money is balanced in: the fiscal ones and 专户 each its own, all others 单位资金."""
    return source if source in POOLS else "unit_funds"


@define
class Totals:
    """Ledger lines of one kind, summed by keys.

    Attributes:
        lines: The lines.
        kind: Their kind.
        published: The document that tells a measure which no line states.
    """

    lines: tuple[Line, ...]
    kind: str = ""
    published: Mapping[Measure, Published] = field(factory=dict, repr=False)
    _sums: dict[tuple[Key, Measure], dict[Key, int]] = field(factory=dict, repr=False)

    def by(self, *names: str, measure: Measure = "amount") -> Mapping[Key, int]:
        """The sums by these attributes; blank amounts count as nothing, keys stand in order of the ledger."""
        if (names, measure) not in self._sums:
            self._sums[names, measure] = self._sum(names, measure)
        return self._sums[names, measure]

    def _sum(self, names: Key, measure: Measure) -> dict[Key, int]:
        single = len(names) == 1
        key_of: Callable[[Line], object] = attrgetter(*names) if names else lambda _: ()
        sums: dict[Key, int] = {}
        for line in self.lines:
            amount = getattr(line, measure)
            if measure == "budget" and amount is None:
                amount = line.initial_budget
            if amount is not None:
                key: Key = (key_of(line),) if single else key_of(line)  # type: ignore[assignment]  # attributes are texts
                sums[key] = sums.get(key, 0) + amount
        return sums

    def total(self, measure: Measure = "amount", **wanted: str | Iterable[str]) -> int:
        """The sum of the lines whose attributes are among the wanted ones.

        >>> Totals((Line(2, "income", source="other_income", amount=100),)).total(source=("other_income",))
        100
        """
        names = tuple(wanted)
        allowed = [_as_set(value) for value in wanted.values()]
        sums = self.by(*names, measure=measure)
        return sum(v for key, v in sums.items() if all(k in a for k, a in zip(key, allowed, strict=True)))

    def told(self, measure: Measure = "amount", **wanted: str | Iterable[str]) -> int | None:
        """The same sum, ``None`` where the lines are there but none of them states the measure: unknown is not zero.

        >>> lines = (Line(2, "expenditure", economic="30217", amount=100), Line(3, "expenditure", amount=5, previous=4))
        >>> [Totals(lines).told("previous", economic=code) for code in ("30217", "", "30231")]
        [None, 4, 0]
        """
        if (document := self._asked(measure)) is not None:
            return document.told(self.kind, {name: _as_set(value) for name, value in wanted.items()})
        names = tuple(wanted)
        allowed = [_as_set(value) for value in wanted.values()]

        def some(measure: Measure) -> bool:
            keys = self.by(*names, measure=measure)
            return any(all(k in a for k, a in zip(key, allowed, strict=True)) for key in keys)

        known = some(measure) or (not some("amount") and bool(self.by(measure=measure)))
        return self.total(measure, **wanted) if known else None

    def tree(self, name: str, measure: Measure = "amount", **wanted: str | Iterable[str]) -> dict[str, int]:
        """The sums by code and by everything above it (类, 款, 项), in code order."""
        if (document := self._asked(measure)) is not None:
            return document.tree(name, {key: _as_set(value) for key, value in wanted.items()})
        names = (name, *wanted)
        allowed = [_as_set(value) for value in wanted.values()]
        sums: dict[str, int] = {}
        for (code, *rest), amount in self.by(*names, measure=measure).items():
            if all(k in a for k, a in zip(rest, allowed, strict=True)):
                for above in _prefixes(code):
                    sums[above] = sums.get(above, 0) + amount
        return dict(sorted(sums.items()))

    def states(self, measure: Measure) -> bool:
        """Whether the lines, or a published document in their place, tell a measure at all."""
        return bool(self.by(measure=measure)) or measure in self.published

    def _asked(self, measure: Measure) -> Published | None:
        """The document to ask: what the ledger states itself goes before it."""
        return None if self.by(measure=measure) else self.published.get(measure)


def all_of(*parts: int | None) -> int | None:
    """The sum of parts, unknown when one of them is."""
    known = [part for part in parts if part is not None]
    return sum(known) if len(known) == len(parts) else None


def _as_set(value: str | Iterable[str]) -> frozenset[str]:
    return frozenset((value,)) if isinstance(value, str) else frozenset(value)


@cache
def _prefixes(code: str) -> tuple[str, ...]:
    return tuple(code[:length] for length in (3, 5, 7) if length <= len(code))
