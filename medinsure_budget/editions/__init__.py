"""How places print the statements: editions as values."""

from medinsure_budget.editions.edition import Edition, Printed, PrintedLine
from medinsure_budget.editions.final_accounts import FINAL_ACCOUNTS_2023
from medinsure_budget.editions.jiangsu import JIANGSU_BUDGET_2017, JIANGSU_BUDGET_2019
from medinsure_budget.editions.known import ALL, register
from medinsure_budget.editions.labels import labels, match_title
from medinsure_budget.editions.shanghai import SHANGHAI_BUDGET_2025, SHANGHAI_FINAL_2024
from medinsure_budget.editions.zhejiang import ZHEJIANG_BUDGET_2021, ZHEJIANG_BUDGET_2024

__all__ = [
    "ALL",
    "FINAL_ACCOUNTS_2023",
    "JIANGSU_BUDGET_2017",
    "JIANGSU_BUDGET_2019",
    "SHANGHAI_BUDGET_2025",
    "SHANGHAI_FINAL_2024",
    "ZHEJIANG_BUDGET_2021",
    "ZHEJIANG_BUDGET_2024",
    "Edition",
    "Printed",
    "PrintedLine",
    "labels",
    "match_title",
    "register",
]
