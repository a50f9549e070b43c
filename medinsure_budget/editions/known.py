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

    >>> find("山东省济南市", 2023, "final_accounts").name
    '全国部门决算公开表（公开01—公开09表，2022年起）'
    >>> find("上海市", 2025, "budget", "部门").level
    '部门'

    Args:
        place: The name of a province, or of a place or agency that begins with it.
        year: The year of the budget or the accounts.
        kind: ``budget`` or ``final_accounts``.
        level: 部门 or 单位, where a place prints them differently.
    """
    same = [edition for edition in ALL if edition.kind == kind]
    own = [edition for edition in same if _prints(edition, year) and any(place.startswith(p) for p in edition.places)]
    if own:
        return max(own, key=lambda edition: (edition.level == level, not edition.level))
    country = [edition for edition in same if not edition.places and edition.years]
    in_force = [edition for edition in country if _prints(edition, year)]
    return min(in_force or country, key=lambda edition: abs(year - (edition.years or (year, year))[0]))


def _prints(edition: Edition, year: int) -> bool:
    return edition.years is not None and edition.years[0] <= year <= edition.years[1]
