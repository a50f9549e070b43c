"""A table whose figures have lost their columns, as rows with candidate placements and families that add up."""

from collections.abc import Iterator, Sequence

from attrs import field

from medinsure_budget.reading.flattened.placements import (
    Budget,
    Placement,
    Sum,
    holds,
    placements,
    row_vector,
    tail,
)
from medinsure_budget.records import define, frozen

# Partial sums that are followed at once within one family; beyond, only blanks and sizes are compared.
_MOST_STATES = 1500
_MOST_STEPS = 250_000

_State = tuple[int, ...]


@frozen
class Family:
    """A row and the rows that add up to it in every column, by position."""

    parent: int
    children: tuple[int, ...]


@define
class Puzzle:
    """The rows of one table and what is known about their columns.

    Work is bounded: all searches of a puzzle together take at most ``_MOST_STEPS`` elementary steps (one column of one
    row, or one partial sum of a family), so time grows with the rows and never with the product of their choices.
    What is not settled by then stays ambiguous.

    Attributes:
        figures: The amounts of each row in units of the last printed digit, in printed order.
        width: The number of amount columns.
        sums: The sums within a row.
        families: The sums down the columns.
        exact: Whether the unit is so fine that sums leave no tail.
        domains: The placements of each row that are still possible.
        broken: Rows whose figures satisfy the row's sums in no placement.
        open: Rows with more placements than are weighed.
        unsettled: Families that no placement satisfies or that were too large to follow.
    """

    figures: Sequence[tuple[int, ...]]
    width: int
    sums: Sequence[Sum]
    families: Sequence[Family]
    exact: bool
    domains: list[list[Placement]] = field(factory=list)
    broken: set[int] = field(factory=set)
    open: set[int] = field(factory=set)
    unsettled: set[int] = field(factory=set)
    _positive: bool = True
    _budget: Budget = field(factory=lambda: Budget(_MOST_STEPS))
    _vectors: dict[tuple[int, Placement], tuple[int, ...]] = field(factory=dict)
    _of_row: dict[int, list[int]] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        # Amounts below zero let a part be larger than its sum.
        self._positive = all(f >= 0 for row in self.figures for f in row)
        self.domains = [self._domain(row) for row in range(len(self.figures))]
        for number, family in enumerate(self.families):
            for row in (family.parent, *family.children):
                self._of_row.setdefault(row, []).append(number)

    def _domain(self, row: int) -> list[Placement]:
        figures = self.figures[row][: self.width]
        found = placements(figures, self.width, self.sums, self._budget, exact=self.exact)
        if found:
            return found
        if found is None:
            self.open.add(row)
        else:
            self.broken.add(row)
            if loose := placements(figures, self.width, (), self._budget, exact=self.exact):
                return self._most_holding(loose, figures)
        return [tuple(range(len(figures)))]

    def _most_holding(self, loose: list[Placement], figures: Sequence[int]) -> list[Placement]:
        """The placements that break the fewest of the row's sums."""
        vectors = [row_vector(p, figures, self.width) for p in loose]
        scores = [sum(holds([s], v, exact=self.exact) for s in self.sums) for v in vectors]
        return [p for p, score in zip(loose, scores, strict=True) if score == max(scores)]

    def is_settled(self, row: int) -> bool:
        """Whether one placement is left."""
        return len(self.domains[row]) == 1 and row not in self.open

    def vector(self, row: int, placement: Placement) -> tuple[int, ...]:
        """A row's amounts by column under a placement."""
        key = row, placement
        if key not in self._vectors:
            self._vectors[key] = row_vector(placement, self.figures[row][: self.width], self.width)
        return self._vectors[key]

    def restrict(self, row: int, kept: list[Placement]) -> None:
        """Keep only some placements of a row and draw the consequences."""
        self.domains[row] = kept
        # Once the steps are spent, only a parent still says something about its children.
        spent = self._budget.left < 0
        self.propagate([n for n in self._of_row.get(row, ()) if not spent or self.families[n].parent == row])

    def propagate(self, numbers: Sequence[int] | None = None) -> None:
        """Strike the placements that fit into no solution of a family, until nothing changes."""
        waiting = list(range(len(self.families)) if numbers is None else numbers)
        while waiting:
            number = waiting.pop(0)
            for row in self._prune(number):
                waiting += [other for other in self._of_row[row] if other != number and other not in waiting]

    def _prune(self, number: int) -> list[int]:
        """Reduce the rows of one family; the rows that lost placements."""
        family = self.families[number]
        parents = self.domains[family.parent]
        supported: dict[int, set[Placement]] = {row: set() for row in (family.parent, *family.children)}
        for parent in parents:
            found = self._solutions(family, parent)
            if found is None:
                self.unsettled.add(number)
                return []
            if found:
                supported[family.parent].add(parent)
                for row, kept in found.items():
                    supported[row] |= kept
        if not supported[family.parent]:
            self.unsettled.add(number)
            return []
        changed = []
        for row, kept in supported.items():
            if len(kept) < len(self.domains[row]):
                self.domains[row] = [p for p in self.domains[row] if p in kept]
                changed.append(row)
        return changed

    def _solutions(self, family: Family, parent: Placement) -> dict[int, set[Placement]] | None:
        """The children's placements that add up to the parent's; empty when none do, ``None`` when too many."""
        target = self.vector(family.parent, parent)
        several = len(self.domains[family.parent]) > 1
        if several and not self._budget.spend(sum(len(self.domains[row]) for row in family.children)):
            return None
        choices = [list(self._possible(row, target, len(family.children))) for row in family.children]
        if not all(choices):
            return {}
        layers = self._layers(choices, target)
        if layers is None:
            return {row: {p for p, _ in c} for row, c in zip(family.children, choices, strict=True)}
        goal = {state for state in layers[-1] if self._reaches(state, target)}
        return self._supported(family, choices, layers, goal) if goal else {}

    def _possible(self, row: int, target: Sequence[int], count: int) -> Iterator[tuple[Placement, tuple[int, ...]]]:
        """A child's placements that the parent's amounts leave room for."""
        slack = tail(count, exact=self.exact)
        for placement in self.domains[row]:
            vector = self.vector(row, placement)
            if not self._positive or all(not v or (t and v <= t + slack) for v, t in zip(vector, target, strict=True)):
                yield placement, vector

    def _layers(
        self, choices: Sequence[list[tuple[Placement, tuple[int, ...]]]], target: Sequence[int]
    ) -> list[set[_State]] | None:
        """The partial sums (and numbers of addends) after each child; ``None`` when there are too many."""
        limits = [t + tail(len(choices), exact=self.exact) for t in target]
        layers: list[set[_State]] = [{(0,) * (2 * self.width)}]
        for choice in choices:
            reached: set[_State] = set()
            for state in layers[-1]:
                if not self._budget.spend(len(choice)):
                    return None
                for _, vector in choice:
                    more = _added(state, vector)
                    if not self._positive or all(s <= limit for s, limit in zip(more, limits, strict=False)):
                        reached.add(more)
            if len(reached) > _MOST_STATES:
                return None
            layers.append(reached)
        return layers

    def _reaches(self, state: _State, target: Sequence[int]) -> bool:
        return all(
            abs(state[c] - target[c]) <= tail(state[self.width + c], exact=self.exact) for c in range(self.width)
        )

    def _supported(
        self,
        family: Family,
        choices: Sequence[list[tuple[Placement, tuple[int, ...]]]],
        layers: Sequence[set[_State]],
        goal: set[_State],
    ) -> dict[int, set[Placement]]:
        """Walk back from the sums that reach the parent's and collect the placements on the way."""
        kept: dict[int, set[Placement]] = {}
        for row, choice, before in zip(
            reversed(family.children), reversed(choices), reversed(layers[:-1]), strict=True
        ):
            sources: set[_State] = set()
            for state in before:
                for placement, vector in choice:
                    if _added(state, vector) in goal:
                        sources.add(state)
                        kept.setdefault(row, set()).add(placement)
            goal = sources
        return kept


def _added(state: _State, vector: Sequence[int]) -> _State:
    width = len(vector)
    return tuple(
        [state[c] + vector[c] for c in range(width)] + [state[width + c] + (vector[c] != 0) for c in range(width)]
    )
