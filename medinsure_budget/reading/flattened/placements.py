"""The ways to spread the printed figures of a row over the columns of its form."""

from collections.abc import Iterator, Sequence

from medinsure_budget.forms import Column, Form
from medinsure_budget.records import define, frozen

Placement = tuple[int, ...]

# So many placements of one row are weighed; C(17, 5) is 6188, and the sums of a form leave few of them.
_MOST_PLACEMENTS = 3000


@define
class Budget:
    """Elementary steps that may still be spent; what is not settled when they are gone stays ambiguous."""

    left: int

    def spend(self, steps: int = 1) -> bool:
        """Take steps off; false when none are left."""
        self.left -= steps
        return self.left >= 0


@frozen
class Sum:
    """A column that is the sum of others, by position."""

    total: int
    parts: tuple[int, ...]

    @property
    def last(self) -> int:
        """The column after which it can be judged."""
        return max(self.total, *self.parts)


def sums_of(form: Form, columns: Sequence[Column]) -> list[Sum]:
    """The sums that a form declares, over the amount columns that a table prints.

    A sum of parts that are themselves printed with their own parts counts each amount once.
    """
    place = {c.field: i for i, c in enumerate(columns) if c.field}
    sums = []
    for marker in form.money:
        parts = [name for name in marker.sums if name in place]
        inner = {below for name in parts for below in form.fields[name].sums}
        parts = [name for name in parts if name not in inner]
        if marker.name in place and parts:
            sums.append(Sum(place[marker.name], tuple(place[name] for name in parts)))
    return sums


def tail(addends: int, *, exact: bool) -> int:
    """The largest difference, in units of the last digit, that rounding of so many addends can leave."""
    return 0 if exact else addends // 2


def row_vector(placement: Placement, figures: Sequence[int], width: int) -> tuple[int, ...]:
    """The amounts by column; a blank is zero."""
    values = [0] * width
    for column, figure in zip(placement, figures, strict=True):
        values[column] = figure
    return tuple(values)


def holds(sums: Sequence[Sum], values: Sequence[int], *, exact: bool) -> bool:
    """Say whether the sums within a row hold, rounding allowed for."""
    return all(_holds(s, values, exact=exact) for s in sums)


def _holds(s: Sum, values: Sequence[int], *, exact: bool) -> bool:
    parts = [values[p] for p in s.parts if values[p]]
    return abs(sum(parts) - values[s.total]) <= tail(len(parts), exact=exact)


def placements(
    figures: Sequence[int], width: int, sums: Sequence[Sum], budget: Budget, *, exact: bool
) -> list[Placement] | None:
    """All placements in printed order that satisfy the sums; ``None`` when there are too many to weigh.

    Columns are filled from left to right and each sum is judged as soon as its last column is decided, so the
    search does not go on where a total already fails.
    """
    search = _Search(figures, width, _due(sums, width), min(figures, default=0) >= 0, exact)
    found: list[Placement] = []
    for placement in search.run(budget):
        if placement is None or len(found) >= _MOST_PLACEMENTS:
            return None
        found.append(placement)
    return found


def _due(sums: Sequence[Sum], width: int) -> list[list[tuple[Sum, bool]]]:
    """By column, the sums that it has a part in, and whether it is their last column."""
    due: list[list[tuple[Sum, bool]]] = [[] for _ in range(width)]
    for s in sums:
        for column in s.parts:
            if s.total < column < s.last:
                due[column].append((s, False))
        due[s.last].append((s, True))
    return due


@frozen
class _Search:
    figures: Sequence[int]
    width: int
    due: Sequence[Sequence[tuple[Sum, bool]]]
    positive: bool
    exact: bool

    def run(self, budget: Budget) -> Iterator[Placement | None]:
        """Depth first over the columns, without recursion; yields ``None`` once when the steps run out."""
        stack: list[tuple[int, Placement, tuple[int, ...]]] = [(0, (), ())]
        while stack:
            column, placed, values = stack.pop()
            if not budget.spend():
                yield None
                return
            if column == self.width:
                yield placed
                continue
            # The stack gives back the last first: filled before blank, so the leftmost placement comes first.
            used = len(placed)
            if len(self.figures) - used < self.width - column and self._fits(column, blank := (*values, 0)):
                stack.append((column + 1, placed, blank))
            if used < len(self.figures) and self._fits(column, filled := (*values, self.figures[used])):
                stack.append((column + 1, (*placed, column), filled))

    def _fits(self, column: int, values: Sequence[int]) -> bool:
        for s, complete in self.due[column]:
            if complete and not _holds(s, values, exact=self.exact):
                return False
            if not complete and self.positive:
                parts = [values[p] for p in s.parts if p <= column and values[p]]
                if sum(parts) - tail(len(s.parts), exact=self.exact) > values[s.total]:
                    return False
        return True
