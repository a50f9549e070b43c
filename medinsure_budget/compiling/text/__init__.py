"""The running text of a disclosure, written from the sums of the ledger in the words of its edition.

Every figure and every word of direction follows from the ledger; reasons and purposes are the caller's. What the
caller left out is listed in the notes and never invented.
"""

from medinsure_budget.compiling.text.common import glossary
from medinsure_budget.compiling.text.parts import TABLES, sections
from medinsure_budget.compiling.text.writer import Writer

__all__ = ["TABLES", "Writer", "glossary", "sections"]
