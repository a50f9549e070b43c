"""Tables whose blanks were lost when a PDF became text: their cells are found again by what their forms declare."""

from medinsure_budget.reading.flattened import words  # noqa: F401  # declares the words of this room
from medinsure_budget.reading.flattened.reheaded import with_known_headers
from medinsure_budget.reading.flattened.remains import without_figures
from medinsure_budget.reading.flattened.restore import Restored, restore_flattened

__all__ = ["Restored", "restore_flattened", "with_known_headers", "without_figures"]
