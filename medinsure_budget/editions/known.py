"""Every edition, by place and year."""

from medinsure_budget.editions.edition import Edition
from medinsure_budget.editions.final_accounts import FINAL_ACCOUNTS_2023
from medinsure_budget.editions.jiangsu import JIANGSU_BUDGET_2017, JIANGSU_BUDGET_2019
from medinsure_budget.editions.shanghai import SHANGHAI_BUDGET_2025, SHANGHAI_FINAL_2024
from medinsure_budget.editions.zhejiang import ZHEJIANG_BUDGET_2021, ZHEJIANG_BUDGET_2024

ALL: tuple[Edition, ...] = (
    ZHEJIANG_BUDGET_2021,
    ZHEJIANG_BUDGET_2024,
    JIANGSU_BUDGET_2017,
    JIANGSU_BUDGET_2019,
    SHANGHAI_BUDGET_2025,
    FINAL_ACCOUNTS_2023,
    SHANGHAI_FINAL_2024,
)
