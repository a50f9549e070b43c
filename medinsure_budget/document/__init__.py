"""What a disclosure is once it is read or compiled: its tables, text, figures and notes as values."""

from medinsure_budget.document.disclosure import FRAME_COLUMNS, Agency, Budget, Document, FinalAccounts, Level
from medinsure_budget.document.scope import Scope

__all__ = ["FRAME_COLUMNS", "Agency", "Budget", "Document", "FinalAccounts", "Level", "Scope"]
