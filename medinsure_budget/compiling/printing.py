"""Exact 分 to the figures that are printed: the only place where anything is rounded."""

from decimal import Decimal
from typing import Literal

from attrs import evolve

from medinsure_budget.money import Money, Unit
from medinsure_budget.records import frozen

Rounding = Literal["half_up", "truncate"]


@frozen
class Figures:
    """How amounts of one statement are printed.

    >>> Figures(Unit.WAN)(138654999), Figures(Unit.WAN)(0), Figures(Unit.WAN, zeros=True)(0)
    (Money('138.65', '万元'), None, Money('0.00', '万元'))

    Attributes:
        unit: The unit of money.
        rounding: Half up, or truncated.
        zeros: Whether nothing is printed as 0.00, or left blank.
    """

    unit: Unit
    rounding: Rounding = "half_up"
    zeros: bool = False

    def __call__(self, fen: int) -> Money | None:
        """The printed figure of an amount of 分, two decimals of the unit."""
        return self.shown(fen) if fen or self.zeros else None

    def shown(self, fen: int) -> Money:
        """The same, with 0.00 for nothing."""
        step = int(self.unit.factor)
        whole, rest = divmod(abs(fen), step)
        if self.rounding == "half_up" and rest * 2 >= step:
            whole += 1
        return Money(Decimal(-whole if fen < 0 else whole).scaleb(-2), self.unit)

    def with_zeros(self) -> "Figures":
        """The same print with 0.00 for nothing."""
        return evolve(self, zeros=True)
