"""What a printed figure stands for: an interval of whole 分.

A figure rounded half up to ``step`` 分 stands for the integers from ``x - step/2`` to ``x + step/2 - 1`` (mirrored
below zero). Integers make the half-open interval closed, so a sum is judged exactly, without an epsilon.
"""

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import comb, erfc, factorial, sqrt
from typing import Literal

from medinsure_budget.money import Money, Unit, exponent_of

Rounding = Literal["half_up", "truncate", "either", "exact"]
Zero = Literal["exact", "interval"]
Interval = tuple[int, int]

_LONG_SUM = 24  # beyond this many addends the normal curve is as good as the exact distribution


def in_fen(amount: Money) -> Decimal:
    """The worth in 分; a whole number unless more than two decimals of 元 were printed."""
    return amount.amount * scale_of(amount.unit)


def scale_of(unit: Unit) -> int:
    """How many 分 one of a unit is; amounts of unknown units are judged among themselves as if they were 元."""
    return 100 if unit is Unit.UNKNOWN else int(unit.factor) * 100


def step_of(amount: Money, usual_decimals: int) -> int:
    """The worth in 分 of one unit of the last digit, trailing zeros that the print leaves out included.

    >>> step_of(Money("54", "万元"), 2), step_of(Money("158.6025", "万元"), 2), step_of(Money("3150.00"), 2)
    (10000, 100, 1)
    """
    decimals = max(amount.decimals, usual_decimals)
    step: int = scale_of(amount.unit) // 10**decimals
    return max(1, step)


def interval(fen: int, step: int, rounding: Rounding = "half_up", zero: Zero = "exact") -> Interval:
    """The whole 分 that print as this figure.

    >>> interval(138_605_0000, 10_000), interval(-50_000, 10_000), interval(50_000, 10_000, "truncate")
    ((1386045000, 1386054999), (-54999, -45000), (50000, 59999))
    >>> interval(0, 10_000), interval(0, 10_000, zero="interval")
    ((0, 0), (-4999, 4999))
    >>> interval(50_000, 10_000, "either")
    (45000, 59999)
    """
    if step == 1 or rounding == "exact" or (fen == 0 and zero == "exact"):
        return fen, fen
    below = 0 if rounding == "truncate" else step // 2
    above = step // 2 - 1 if rounding == "half_up" else step - 1
    return fen - (below if fen > 0 else above), fen + (below if fen < 0 else above)


def largest_tail(addends: int) -> int:
    """The largest residual in units of the last digit that half-up rounding of so many addends can leave.

    >>> [largest_tail(m) for m in (1, 2, 3, 4, 11)]
    [0, 1, 1, 2, 5]
    """
    return -(-(addends + 1) // 2) - 1


@lru_cache(maxsize=4096)
def tail_probability(units: int, addends: int) -> float:
    """How often the rounding of so many addends leaves a residual of at least so many units.

    The total's own rounding follows from the sum, so this is the chance that a sum of ``addends`` uniforms on
    (-½, ½) is at least ``units`` - ½ away from zero (Irwin-Hall).

    >>> round(tail_probability(1, 2), 2), round(tail_probability(1, 3), 2), tail_probability(1, 1)
    (0.25, 0.33, 0.0)
    """
    if units <= 0:
        return 1.0
    reach = Fraction(2 * units - 1, 2)
    if reach >= Fraction(addends, 2):
        return 0.0
    if addends > _LONG_SUM:
        return erfc(float(reach) / sqrt(addends / 6))
    above = Fraction(addends, 2) - reach
    terms = ((-1) ** k * comb(addends, k) * (above - k) ** addends for k in range(int(above) + 1))
    return float(2 * sum(terms, Fraction(0)) / factorial(addends))


def ratio_range(part: Interval, whole: Interval) -> tuple[Fraction, Fraction] | None:
    """The least and greatest value of part / whole in points, ``None`` where the whole may be zero or changes sign.

    >>> low, high = ratio_range((252_250_000, 252_349_999), (232_950_000, 233_049_999))
    >>> round(float(low), 2), round(float(high), 2)
    (108.24, 108.33)
    """
    if whole[0] <= 0 <= whole[1]:
        return None
    values = [Fraction(100 * a, b) for a in part for b in whole]
    return min(values), max(values)


def percent_interval(percent: Decimal) -> tuple[Fraction, Fraction]:
    """The rates that print as this percentage: rounded half up, or cut off as many offices do with percentages.

    >>> [float(x) for x in percent_interval(Decimal("12.5"))]
    [12.45, 12.6]
    """
    step = Fraction(10) ** exponent_of(percent)
    return Fraction(percent) - step / 2, Fraction(percent) + step
