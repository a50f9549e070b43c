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
from medinsure_budget.editions.provinces import (
    BEIJING_FINAL_2023,
    CHONGQING_FINAL_2020,
    CHONGQING_FINAL_2022,
    GANSU_FINAL_2024,
    GUANGXI_FINAL_2022,
    GUIZHOU_BUDGET_2025,
    HUNAN_FINAL_2022,
    INNER_MONGOLIA_FINAL_2022,
    JIANGXI_BUDGET_2023,
    SHAANXI_FINAL_2020,
    SICHUAN_FINAL_2023,
    YUNNAN_FINAL_2021,
    YUNNAN_FINAL_2022,
    YUNNAN_FINAL_2023,
)
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
    "BEIJING_FINAL_2023",
    "CENTRAL_BUDGET_2021",
    "CHONGQING_FINAL_2020",
    "CHONGQING_FINAL_2022",
    "FINAL_ACCOUNTS_2023",
    "GANSU_FINAL_2024",
    "GUANGXI_FINAL_2022",
    "GUIZHOU_BUDGET_2025",
    "HUBEI_FINAL_2022",
    "HUNAN_FINAL_2022",
    "INNER_MONGOLIA_FINAL_2022",
    "JIANGSU_BUDGET_2017",
    "JIANGSU_BUDGET_2019",
    "JIANGXI_BUDGET_2023",
    "JIANGXI_FINAL_2024",
    "NATIONAL_FINAL_2020",
    "NATIONAL_FINAL_2022",
    "NINGXIA_FINAL_2022",
    "SHAANXI_FINAL_2020",
    "SHANGHAI_BUDGET_2025",
    "SHANGHAI_DEPARTMENT_BUDGET_2025",
    "SHANGHAI_FINAL_2024",
    "SHANGHAI_UNIT_BUDGET_2025",
    "SICHUAN_FINAL_2023",
    "XINJIANG_FINAL_2023",
    "YUNNAN_FINAL_2021",
    "YUNNAN_FINAL_2022",
    "YUNNAN_FINAL_2023",
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
