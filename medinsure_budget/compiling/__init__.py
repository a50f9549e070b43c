"""From a ledger of leaf lines to a whole disclosure: statements, text and the terms it explains."""

from medinsure_budget.compiling.builders import register
from medinsure_budget.compiling.printing import Rounding

__all__ = ["Rounding", "register"]
