"""File formats, each read into pages of lines and grids; nothing here knows what a budget is."""

from medinsure_budget.sources import words  # noqa: F401 - declares the word classes of this room
from medinsure_budget.sources.limits import Limits
from medinsure_budget.sources.opening import open_source

__all__ = ["Limits", "open_source"]
