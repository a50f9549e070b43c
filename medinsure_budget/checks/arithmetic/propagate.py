"""Can all identities hold at once? Integer interval propagation to a fixpoint.

Sound: a system of unrounded amounts that satisfies everything is never refused. Slightly incomplete: some conflicts
that only linear programming would see are missed.
"""

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Sequence

from medinsure_budget.checks.arithmetic.cells import Cell
from medinsure_budget.checks.arithmetic.identities import Identity

_UNBOUNDED = 10**19
_LARGE = 3000  # identities; above this only the neighbourhood of a cell is propagated
# Ranges that close in by one 分 at a time are given up: what is then still open counts as possible.
_ROUNDS = 8


class Network:
    """The identities of a document, each cell knowing those it stands in."""

    def __init__(self, cells: Sequence[Cell], identities: Iterable[Identity]) -> None:
        """Number the terms of each identity."""
        self.cells = cells
        self.identities = list(identities)
        self._low, self._high = [c.low for c in cells], [c.high for c in cells]
        self.near_only = len(self.identities) > _LARGE
        self.terms = [
            [(c.index, 1) for c in identity.left] + [(c.index, -1) for c in identity.right]
            for identity in self.identities
        ]
        self.at: dict[int, list[int]] = defaultdict(list)
        for number, terms in enumerate(self.terms):
            for cell, _ in terms:
                self.at[cell].append(number)

    def implied(self, cell: Cell) -> tuple[int, int] | None:
        """What the identities around a cell leave for it, each taken alone; ``None`` when they contradict."""
        low, high = -_UNBOUNDED, _UNBOUNDED
        for number in self.at[cell.index]:
            others_low = others_high = sign = 0
            for index, coefficient in self.terms[number]:
                other = self.cells[index]
                if index == cell.index:
                    sign += coefficient
                elif coefficient > 0:
                    others_low, others_high = others_low + other.low, others_high + other.high
                else:
                    others_low, others_high = others_low - other.high, others_high - other.low
            if sign:
                bounds = sorted((-sign * others_low, -sign * others_high))
                low, high = max(low, bounds[0]), min(high, bounds[1])
        return (low, high) if low <= high else None

    def settle(
        self, free: Collection[Cell] = (), without: Collection[int] = frozenset()
    ) -> dict[int, tuple[int, int]] | None:
        """The ranges of all cells when some are set free and some identities, told by id, left out; ``None`` on contradiction."""
        low, high = self._low.copy(), self._high.copy()
        for cell in free:
            low[cell.index], high[cell.index] = -_UNBOUNDED, _UNBOUNDED
        queue = deque(n for n in self._begin(free) if id(self.identities[n]) not in without)
        waiting = set(queue)
        steps = _ROUNDS * len(queue)
        while queue and steps:
            steps -= 1
            number = queue.popleft()
            waiting.discard(number)
            narrowed = _narrow(self.terms[number], low, high)
            if narrowed is None:
                return None
            for index in narrowed:
                for other in self.at[index]:
                    if other not in waiting and other != number and id(self.identities[other]) not in without:
                        waiting.add(other)
                        queue.append(other)
        return {cell.index: (low[cell.index], high[cell.index]) for cell in free}

    def _begin(self, free: Collection[Cell]) -> list[int]:
        if not self.near_only or not free:
            return list(range(len(self.identities)))
        near = {n for cell in free for n in self.at[cell.index]}
        for _ in range(2):
            near |= {n for number in near for index, _ in self.terms[number] for n in self.at[index]}
        return sorted(near)


def _narrow(terms: list[tuple[int, int]], low: list[int], high: list[int]) -> list[int] | None:
    """Tighten the cells of one identity; the cells that became narrower, ``None`` on contradiction."""
    least = most = 0
    for index, sign in terms:
        if sign > 0:
            least += low[index]
            most += high[index]
        else:
            least -= high[index]
            most -= low[index]
    if least > 0 or most < 0:
        return None
    if least == most:
        return []
    narrowed = []
    for index, sign in terms:
        below, above = low[index], high[index]
        width = above - below
        if not width or (width <= most and width <= -least):
            continue  # the others leave it as wide as it is
        if sign > 0:
            new_low, new_high = max(below, above - most), min(above, below - least)
        else:
            new_low, new_high = max(below, above + least), min(above, below + most)
        if new_low > new_high:
            return None
        if (new_low, new_high) != (below, above):
            low[index], high[index] = new_low, new_high
            least, most = (
                (least + new_low - below, most + new_high - above) if sign > 0
                else (least + above - new_high, most + below - new_low)
            )  # fmt: skip
            narrowed.append(index)
    return narrowed
