"""The standard statements: the class is the form."""

from collections.abc import Sequence

from medinsure_budget.errors import UsageError
from medinsure_budget.forms.budget import (
    AppropriationBasicExpenditure,
    AppropriationExpenditure,
    BasicExpenditure,
    Expenditure,
    ExpenditureByPurpose,
    GeneralPublicExpenditure,
    GovernmentFundExpenditure,
    Income,
    IncomeBySource,
    IncomeBySubject,
    OperatingExpenditure,
    Procurement,
    ProjectExpenditure,
    ProjectPerformance,
    StateCapitalExpenditure,
    ThreePublics,
)
from medinsure_budget.forms.declare import FixedLine, Form, Marker, Row, RowOrigin
from medinsure_budget.forms.final_accounts import (
    FinalAppropriationBasicExpenditure,
    FinalAppropriationExpenditure,
    FinalAppropriationOverview,
    FinalBasicExpenditure,
    FinalExpenditureBySubject,
    FinalExpenditureByUnit,
    FinalGeneralPublicExpenditure,
    FinalGovernmentFund,
    FinalIncomeBySubject,
    FinalIncomeByUnit,
    FinalOperatingExpenditure,
    FinalOverview,
    FinalStateCapital,
    FinalThreePublics,
)
from medinsure_budget.forms.overviews import AppropriationOverview, BudgetOverview
from medinsure_budget.forms.provinces import (
    FinalAppropriationByEconomic,
    FinalAssets,
    FinalFundBasicExpenditure,
    FinalGeneralPublicAccount,
    FinalGeneralPublicByEconomic,
    FinalGeneralPublicProject,
    FinalProcurement,
)
from medinsure_budget.forms.sheet import Column, Item, Sheet
from medinsure_budget.forms.unknown import Unrecognised
from medinsure_budget.plugins import Registry, View

BUDGET: tuple[type[Row], ...] = (
    BudgetOverview,
    Income,
    IncomeBySubject,
    IncomeBySource,
    Expenditure,
    ExpenditureByPurpose,
    AppropriationOverview,
    AppropriationExpenditure,
    AppropriationBasicExpenditure,
    GeneralPublicExpenditure,
    BasicExpenditure,
    ThreePublics,
    GovernmentFundExpenditure,
    StateCapitalExpenditure,
    ProjectExpenditure,
    ProjectPerformance,
    OperatingExpenditure,
    Procurement,
)
FINAL_ACCOUNTS: tuple[type[Row], ...] = (
    FinalOverview,
    FinalIncomeByUnit,
    FinalIncomeBySubject,
    FinalExpenditureByUnit,
    FinalExpenditureBySubject,
    FinalAppropriationOverview,
    FinalGeneralPublicExpenditure,
    FinalBasicExpenditure,
    FinalGovernmentFund,
    FinalStateCapital,
    FinalThreePublics,
    FinalAppropriationExpenditure,
    FinalAppropriationBasicExpenditure,
    FinalOperatingExpenditure,
    FinalAppropriationByEconomic,
    FinalFundBasicExpenditure,
    FinalGeneralPublicAccount,
    FinalGeneralPublicByEconomic,
    FinalGeneralPublicProject,
    FinalAssets,
    FinalProcurement,
)
_REGISTRY: Registry[type[Row]] = Registry("form", BUDGET + FINAL_ACCOUNTS, lambda cls: cls.__name__)
ALL: Sequence[type[Row]] = View(_REGISTRY)
"""Every form that is known, registered ones last; always up to date, never changed through this name."""


def register(cls: type[Row]) -> type[Row]:
    """Let readers, checks and writers know a form of your own; works as a decorator above `statement`.

    Raises:
        UsageError: when the class declares no statement, or another form has its name.
    """
    if not isinstance(getattr(cls, "form", None), Form):
        raise UsageError(f"{cls.__name__} 没有声明表式")
    return _REGISTRY.register(cls)


def form_named(name: str) -> type[Row]:
    """The form class with this name.

    Raises:
        UsageError: when there is none.
    """
    for form in (*ALL, Unrecognised):
        if form.__name__ == name:
            return form
    raise UsageError(f"没有叫 {name!r} 的表式")


__all__ = [
    "ALL",
    "BUDGET",
    "FINAL_ACCOUNTS",
    "AppropriationBasicExpenditure",
    "AppropriationExpenditure",
    "AppropriationOverview",
    "BasicExpenditure",
    "BudgetOverview",
    "Column",
    "Expenditure",
    "ExpenditureByPurpose",
    "FinalAppropriationBasicExpenditure",
    "FinalAppropriationByEconomic",
    "FinalAppropriationExpenditure",
    "FinalAppropriationOverview",
    "FinalAssets",
    "FinalBasicExpenditure",
    "FinalExpenditureBySubject",
    "FinalExpenditureByUnit",
    "FinalFundBasicExpenditure",
    "FinalGeneralPublicAccount",
    "FinalGeneralPublicByEconomic",
    "FinalGeneralPublicExpenditure",
    "FinalGeneralPublicProject",
    "FinalGovernmentFund",
    "FinalIncomeBySubject",
    "FinalIncomeByUnit",
    "FinalOperatingExpenditure",
    "FinalOverview",
    "FinalProcurement",
    "FinalStateCapital",
    "FinalThreePublics",
    "FixedLine",
    "Form",
    "GeneralPublicExpenditure",
    "GovernmentFundExpenditure",
    "Income",
    "IncomeBySource",
    "IncomeBySubject",
    "Item",
    "Marker",
    "OperatingExpenditure",
    "Procurement",
    "ProjectExpenditure",
    "ProjectPerformance",
    "Row",
    "RowOrigin",
    "Sheet",
    "StateCapitalExpenditure",
    "ThreePublics",
    "Unrecognised",
    "form_named",
    "register",
]
