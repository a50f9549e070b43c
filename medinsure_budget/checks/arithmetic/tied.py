"""Cells that print one quantity: tied by equalities that hold, they are wrong together or right together."""

from collections.abc import Hashable, Iterable, Sequence

from medinsure_budget.checks.arithmetic.cells import Cell
from medinsure_budget.checks.arithmetic.identities import Identity


class Groups:
    """Things that belong together, by keys that they share."""

    def __init__(self) -> None:
        """Begin with every key on its own."""
        self._above: dict[Hashable, Hashable] = {}

    def root(self, key: Hashable) -> Hashable:
        """The key that stands for all that belong to it."""
        above = self._above.setdefault(key, key)
        while above != self._above[above]:
            self._above[above] = self._above[self._above[above]]
            above = self._above[above]
        self._above[key] = above
        return above

    def join(self, one: Hashable, two: Hashable) -> None:
        """Let two keys belong together."""
        self._above[self.root(one)] = self.root(two)


class Quantities:
    """The quantities of a document: each the cells that sound equalities tie to one another."""

    def __init__(self, cells: Sequence[Cell], sound: Iterable[Identity]) -> None:
        """Tie the cells of every sound equality of two."""
        groups = Groups()
        for identity in sound:
            if is_copy(identity):
                groups.join(identity.left[0].index, identity.right[0].index)
        self._cells = cells
        self._of: dict[int, int] = {}
        self._members: dict[int, list[Cell]] = {}
        first: dict[Hashable, int] = {}
        for cell in cells:
            name = first.setdefault(groups.root(cell.index), cell.index)
            self._of[cell.index] = name
            self._members.setdefault(name, []).append(cell)

    def of(self, cell: Cell) -> int:
        """The name of the quantity that a cell prints."""
        return self._of[cell.index]

    def members(self, quantity: int) -> list[Cell]:
        """The cells that print a quantity, in printed order."""
        return self._members[quantity]

    def among(self, identity: Identity) -> set[int]:
        """The quantities of an identity."""
        return {self._of[c.index] for c in identity.cells}


def is_copy(identity: Identity) -> bool:
    """Whether an identity says that two cells print the same."""
    return len(identity.left) == len(identity.right) == 1 and not identity.at_most and not identity.soft


def components(keys: Sequence[Iterable[Hashable]]) -> list[list[int]]:
    """The numbers of the items that are connected by shared keys, group by group."""
    groups = Groups()
    for number, own in enumerate(keys):
        for key in own:
            groups.join(("item", number), ("key", key))
    found: dict[Hashable, list[int]] = {}
    for number in range(len(keys)):
        found.setdefault(groups.root(("item", number)), []).append(number)
    return list(found.values())
