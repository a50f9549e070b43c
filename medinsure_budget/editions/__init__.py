"""How places print the statements: editions as values, and documents put into them."""

from medinsure_budget.editions.arrange import arrange, unprinted
from medinsure_budget.editions.edition import Edition, Printed, PrintedLine
from medinsure_budget.editions.final_accounts import FINAL_ACCOUNTS_2023
from medinsure_budget.editions.own import as_printed, printed_like
from medinsure_budget.editions.zhejiang import ZHEJIANG_BUDGET_2021, ZHEJIANG_BUDGET_2024

ALL: tuple[Edition, ...] = (
    ZHEJIANG_BUDGET_2021,
    ZHEJIANG_BUDGET_2024,
    FINAL_ACCOUNTS_2023,
)
"""Every edition, by place and year."""

__all__ = [
    "ALL",
    "FINAL_ACCOUNTS_2023",
    "ZHEJIANG_BUDGET_2021",
    "ZHEJIANG_BUDGET_2024",
    "Edition",
    "Printed",
    "PrintedLine",
    "arrange",
    "as_printed",
    "printed_like",
    "unprinted",
]
