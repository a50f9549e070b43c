"""Every edition, by place and year."""

from collections.abc import Sequence

from medinsure_budget.editions.edition import Edition
from medinsure_budget.editions.final_accounts import FINAL_ACCOUNTS_2023
from medinsure_budget.editions.jiangsu import JIANGSU_BUDGET_2017, JIANGSU_BUDGET_2019
from medinsure_budget.editions.shanghai import SHANGHAI_BUDGET_2025, SHANGHAI_FINAL_2024
from medinsure_budget.editions.zhejiang import ZHEJIANG_BUDGET_2021, ZHEJIANG_BUDGET_2024
from medinsure_budget.plugins import Registry, View

_OWN = (
    ZHEJIANG_BUDGET_2021,
    ZHEJIANG_BUDGET_2024,
    JIANGSU_BUDGET_2017,
    JIANGSU_BUDGET_2019,
    SHANGHAI_BUDGET_2025,
    FINAL_ACCOUNTS_2023,
    SHANGHAI_FINAL_2024,
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
