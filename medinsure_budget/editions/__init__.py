"""How places print the statements: editions as values."""

from medinsure_budget.editions.country import (
    ANHUI_FINAL_2022,
    CENTRAL_BUDGET_2021,
    HUBEI_FINAL_2022,
    JIANGXI_FINAL_2024,
    NATIONAL_FINAL_2020,
    NATIONAL_FINAL_2022,
    NINGXIA_FINAL_2022,
    XINJIANG_FINAL_2023,
)
from medinsure_budget.editions.edition import Edition, Printed, PrintedLine
from medinsure_budget.editions.final_accounts import FINAL_ACCOUNTS_2023
from medinsure_budget.editions.jiangsu import JIANGSU_BUDGET_2017, JIANGSU_BUDGET_2019
from medinsure_budget.editions.known import ALL, find, register
from medinsure_budget.editions.labels import labels, match_title
from medinsure_budget.editions.shanghai import (
    SHANGHAI_BUDGET_2025,
    SHANGHAI_DEPARTMENT_BUDGET_2025,
    SHANGHAI_FINAL_2024,
    SHANGHAI_UNIT_BUDGET_2025,
)
from medinsure_budget.editions.zhejiang import ZHEJIANG_BUDGET_2021, ZHEJIANG_BUDGET_2024

__all__ = [
    "ALL",
    "ANHUI_FINAL_2022",
    "CENTRAL_BUDGET_2021",
    "FINAL_ACCOUNTS_2023",
    "HUBEI_FINAL_2022",
    "JIANGSU_BUDGET_2017",
    "JIANGSU_BUDGET_2019",
    "JIANGXI_FINAL_2024",
    "NATIONAL_FINAL_2020",
    "NATIONAL_FINAL_2022",
    "NINGXIA_FINAL_2022",
    "SHANGHAI_BUDGET_2025",
    "SHANGHAI_DEPARTMENT_BUDGET_2025",
    "SHANGHAI_FINAL_2024",
    "SHANGHAI_UNIT_BUDGET_2025",
    "XINJIANG_FINAL_2023",
    "ZHEJIANG_BUDGET_2021",
    "ZHEJIANG_BUDGET_2024",
    "Edition",
    "Printed",
    "PrintedLine",
    "find",
    "labels",
    "match_title",
    "register",
]
