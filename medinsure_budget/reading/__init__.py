"""Reading: from a published file to a typed document."""

from medinsure_budget.reading import words  # noqa: F401 - declares the word classes of this room
from medinsure_budget.reading.assemble import assemble, read, read_all

__all__ = ["assemble", "read", "read_all"]
