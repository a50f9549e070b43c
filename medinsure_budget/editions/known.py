"""Every edition, by place and year."""

from collections.abc import Sequence

from medinsure_budget.editions.country import COUNTRY
from medinsure_budget.editions.edition import Edition
from medinsure_budget.editions.final_accounts import FINAL_ACCOUNTS_2023
from medinsure_budget.editions.jiangsu import JIANGSU_BUDGET_2017, JIANGSU_BUDGET_2019
from medinsure_budget.editions.provinces import PROVINCES
from medinsure_budget.editions.shanghai import (
    SHANGHAI_BUDGET_2025,
    SHANGHAI_DEPARTMENT_BUDGET_2025,
    SHANGHAI_FINAL_2024,
    SHANGHAI_UNIT_BUDGET_2025,
)
from medinsure_budget.editions.zhejiang import ZHEJIANG_BUDGET_2021, ZHEJIANG_BUDGET_2024
from medinsure_budget.errors import UsageError
from medinsure_budget.forms.declare import Kind
from medinsure_budget.plugins import Registry, View

_OWN = (
    ZHEJIANG_BUDGET_2021,
    ZHEJIANG_BUDGET_2024,
    JIANGSU_BUDGET_2017,
    JIANGSU_BUDGET_2019,
    SHANGHAI_BUDGET_2025,
    FINAL_ACCOUNTS_2023,
    SHANGHAI_FINAL_2024,
    SHANGHAI_UNIT_BUDGET_2025,
    SHANGHAI_DEPARTMENT_BUDGET_2025,
    *COUNTRY,
    *PROVINCES,
)
_REGISTRY: Registry[Edition] = Registry("edition", _OWN, lambda edition: edition.name)
ALL: Sequence[Edition] = View(_REGISTRY)
"""Every edition that is known, registered ones last; always up to date, never changed through this name."""


def register(edition: Edition) -> Edition:
    """Let readers and writers know an edition of your own: its column labels and titles are read at once.

    Raises:
        UsageError: when another edition has its name.
    """
    return _REGISTRY.register(edition)


def find(place: str, year: int, kind: Kind, level: str = "") -> Edition:
    """The edition that a place prints in a year: its own where that is known, else the set of the whole country.

    A place is taken to keep its last known set until the set of the whole country changes.

    >>> find("山东省济南市", 2023, "final_accounts").name
    '全国部门决算公开表（公开01—公开09表，2022年起）'
    >>> find("上海市", 2025, "budget", "部门").level
    '部门'

    Args:
        place: The name of a province, or of a place or agency that begins with it.
        year: The year of the budget or the accounts.
        kind: ``budget`` or ``final_accounts``.
        level: 部门 or 单位, where a place prints them differently.

    Raises:
        UsageError: for another kind.
    """
    same = [edition for edition in ALL if edition.kind == kind and edition.years]
    if not same:
        raise UsageError(f"种类（kind）应为 budget 或 final_accounts，没有{kind!r}")
    country = min((e for e in same if not e.places), key=lambda edition: _apart(edition, year))
    own = [e for e in same if any(place.startswith(known) for known in e.places) and _kept(e, year, country)]
    return max(own, key=lambda e: (-_apart(e, year), e.level == level, not e.level), default=country)


def _years(edition: Edition) -> tuple[int, int]:
    return edition.years or (0, 0)


def _apart(edition: Edition, year: int) -> int:
    """How many years from those it is printed in."""
    first, last = _years(edition)
    return max(first - year, year - last, 0)


def _kept(edition: Edition, year: int, country: Edition) -> bool:
    """Whether a place prints its set, or did so when the set of the whole country last changed."""
    first, last = _years(edition)
    return first <= year and (year <= last or _years(country)[0] <= last)
