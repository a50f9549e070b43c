"""The running text of a disclosure, written from the sums of the ledger.

Every figure and every word of direction follows from the ledger; reasons and purposes are the caller's. What the
caller left out is listed in the notes and never invented.
"""

from medinsure_budget.compiling.text.budget import budget_text
from medinsure_budget.compiling.text.final_accounts import final_accounts_text
from medinsure_budget.compiling.text.writer import Writer

__all__ = ["Writer", "budget_text", "final_accounts_text"]
