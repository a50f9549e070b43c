"""What a disclosure is once it is read or compiled: its tables, text, figures and notes as values."""

from medinsure_budget.document.columns import COLUMNS, FRAME_COLUMNS, SCHEMA_VERSION, Column
from medinsure_budget.document.disclosure import Agency, Budget, Document, FinalAccounts, Level
from medinsure_budget.document.scope import Scope

__all__ = [
    "COLUMNS",
    "FRAME_COLUMNS",
    "SCHEMA_VERSION",
    "Agency",
    "Budget",
    "Column",
    "Document",
    "FinalAccounts",
    "Level",
    "Scope",
]
