"""From contradicting identities to the wrong quantity: clusters, suspects, and what they should be."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations, islice

from attrs import field

from medinsure_budget.allowance import spend
from medinsure_budget.checks.arithmetic.cells import Cell, Figures
from medinsure_budget.checks.arithmetic.corrected import Value
from medinsure_budget.checks.arithmetic.diagnose import UNIT_SLIP, diagnosis, fitting_print, unit_slips
from medinsure_budget.checks.arithmetic.identities import Identity
from medinsure_budget.checks.arithmetic.propagate import Network
from medinsure_budget.checks.arithmetic.tied import Quantities, components
from medinsure_budget.checks.arithmetic.verdicts import Evaluation
from medinsure_budget.records import define, frozen

_MOST_CANDIDATES = 40
_MOST_TRIED = 6
_MUCH = 1_000_000
_LARGE = 400  # broken identities of one group; nothing single explains so many


@frozen(eq=False)
class Suspect:
    """A quantity that could be the only wrong one.

    Attributes:
        cell: The cell that prints it, the first where several do.
        low: The least 分 that would fit everything else.
        high: The most.
        fitting: The figure that should have been printed, in 分; ``None`` when a range fits.
        cause: A likely cause in Chinese, or empty.
        copies: The other cells that print the same, and are wrong with it.
    """

    cell: Cell
    low: int
    high: int
    fitting: int | None
    cause: str = ""
    copies: tuple[Cell, ...] = ()


@define(eq=False)
class Cluster:
    """Identities that break together.

    Attributes:
        evaluations: The broken identities.
        suspects: Quantities each of which alone would explain all of it, the likeliest first.
        pairs: Where no single one explains it: those that do together.
        shape: ``cell``, ``cells``, ``row_missing``, ``row_repeated``, ``columns``, ``rows_swapped``,
            ``gap`` (one difference in several sentences), ``shifted`` or ``unit`` (a whole table).
        told: What a whole table's error is, in Chinese.
        values: What the cells of such a table would print without the error.
    """

    evaluations: list[Evaluation]
    suspects: list[Suspect]
    pairs: tuple[Suspect, ...] = ()
    shape: str = "cell"
    told: str = ""
    values: Mapping[int, Value] = field(factory=dict)

    @property
    def identities(self) -> list[Identity]:
        """Its broken identities."""
        return [e.identity for e in self.evaluations if e.identity is not None]


class Search:
    """The network of a document's identities, and which of them are broken."""

    def __init__(self, figures: Figures, broken: Sequence[Evaluation], sound: Sequence[Evaluation]) -> None:
        """Tie the cells that print one quantity, and number the identities."""
        self.figures = figures
        self.broken = [e.identity for e in broken if e.identity is not None]
        self._broken = frozenset(map(id, self.broken))
        holding = [e.identity for e in sound if e.identity is not None]
        self.network = Network(figures.cells, [*holding, *self.broken])
        self.quantities = Quantities(figures.cells, holding)
        # A search over the whole network for each of very many broken sums would cost their product.
        self.network.near_only = len(self.broken) * len(self.network.identities) > _MUCH

    def clusters(self, group: Sequence[Evaluation]) -> list[Cluster]:
        """Broken identities by the quantities they share, each cluster with its suspects."""
        keys = [self.quantities.among(_identity(e)) for e in group]
        found: list[Cluster] = []
        for numbers in components(keys):
            found += self._explained([group[n] for n in numbers])
        return found

    def _explained(self, group: list[Evaluation]) -> list[Cluster]:
        """One quantity that explains a group, or two, or one after the other."""
        shared = set.intersection(*(self.quantities.among(_identity(e)) for e in group))
        suspects = [s for q in sorted(shared)[:_MOST_CANDIDATES] if (s := self.alone(q, group)) is not None]
        if suspects:
            return [Cluster(group, sorted(suspects, key=_likelihood))]
        if len(group) > _LARGE:
            return [Cluster(group, [])]
        near = [e for e in group if e.verdict == "duplicate"]
        if 0 < len(near) < len(group):  # last digits that differ say nothing about a figure that is wrong elsewhere
            return [*self.clusters([e for e in group if e.verdict != "duplicate"]), *self.clusters(near)]
        return self._pair(group) or self._one_by_one(group) or [Cluster(group, [])]

    def alone(self, quantity: int, group: Sequence[Evaluation]) -> Suspect | None:
        """Whether a quantity alone explains a group, other broken identities left out."""
        spend("查找有误的数字")
        others = self._others(group)
        members = self.quantities.members(quantity)
        if not others and len(members) == 1 and self.network.implied(members[0]) is None:
            return None
        settled = self.network.settle(members, others)
        return None if settled is None else self.suspect(members, settled)

    def together(self, quantities: Sequence[int], group: Sequence[Evaluation]) -> tuple[Suspect, ...]:
        """The suspects where quantities explain a group together, nothing where they do not."""
        members = [self.quantities.members(q) for q in quantities]
        settled = self.network.settle([c for cells in members for c in cells], self._others(group))
        return () if settled is None else tuple(self.suspect(cells, settled) for cells in members)

    def _others(self, group: Sequence[Evaluation]) -> frozenset[int]:
        return self._broken - {id(e.identity) for e in group}

    def suspect(self, members: Sequence[Cell], settled: dict[int, tuple[int, int]]) -> Suspect:
        """What a quantity should be: what fits all cells that print it."""
        low = max(settled[c.index][0] for c in members)
        high = min(settled[c.index][1] for c in members)
        cell = next((c for c in members if c.sheet is not None), members[0])
        rounding = self.figures.rounding.get(cell.unit, "half_up")
        fitting = fitting_print(cell, low, high, rounding)
        if fitting is None and not low <= 0 <= high:
            fitting = next((f for f in unit_slips(cell.fen) if low <= f <= high), None)
        cause = diagnosis(cell.fen, fitting, cell.step) if fitting is not None and fitting != cell.fen else ""
        return Suspect(cell, low, high, fitting, cause, tuple(c for c in members if c is not cell))

    def _standing(self, group: Sequence[Evaluation]) -> dict[int, list[Evaluation]]:
        """The quantities of a group with the broken identities each stands in, those in most of them first."""
        standing: dict[int, list[Evaluation]] = defaultdict(list)
        for evaluation in group:
            for quantity in sorted(self.quantities.among(_identity(evaluation))):
                standing[quantity].append(evaluation)
        likely = Counter({q: len(own) for q, own in standing.items()}).most_common(_MOST_CANDIDATES)
        return {q: standing[q] for q, _ in likely}

    def _pair(self, group: list[Evaluation]) -> list[Cluster]:
        """Two wrong quantities that share an identity, each with identities of its own, where no other two explain as much."""
        standing = self._standing(group)
        own = {quantity: {id(e) for e in stands} for quantity, stands in standing.items()}
        fitting = (
            (one, suspects)
            for one, two in combinations(own, 2)
            if own[one] - own[two] and own[two] - own[one] and len(own[one] | own[two]) == len(group)
            and (suspects := self.together((one, two), group))
        )  # fmt: skip
        found = next(fitting, None)
        if found is None or next(fitting, None) is not None:
            return []
        one, suspects = found
        if not _independent(*suspects):
            return [Cluster(group, [], suspects, "cells")]
        return [Cluster(standing[one], [suspects[0]]), *self.clusters([e for e in group if id(e) not in own[one]])]

    def _one_by_one(self, group: list[Evaluation]) -> list[Cluster]:
        """The quantity that explains most of a group first, then what is left."""
        for quantity, own in islice(self._standing(group).items(), _MOST_TRIED):
            if 1 < len(own) < len(group) and (suspect := self.alone(quantity, own)) is not None:
                taken = {id(e) for e in own}
                return [Cluster(own, [suspect]), *self.clusters([e for e in group if id(e) not in taken])]
        return []


def _independent(one: Suspect, two: Suspect) -> bool:
    """Whether two wrong figures are two slips: neither of one row, nor exchanged, nor wrong by the same amount."""
    (least, most), (low, high) = (sorted((abs(s.cell.fen - s.low), abs(s.cell.fen - s.high))) for s in (one, two))
    of_one_row = one.cell.row is two.cell.row is not None
    return not of_one_row and (most < low or high < least)


def _identity(evaluation: Evaluation) -> Identity:
    assert evaluation.identity is not None  # noqa: S101 - only identities are searched
    return evaluation.identity


def _likelihood(suspect: Suspect) -> tuple[int, bool, int]:
    """A typing error explains best; then a cell that was printed at all, one that more identities pin down."""
    return (
        (UNIT_SLIP not in suspect.cause) + (not suspect.cause),
        suspect.cell.amount is None,
        suspect.high - suspect.low,
    )
