"""File formats, each read into pages of lines and grids; nothing here knows what a budget is."""

from medinsure_budget.sources.detect import open_source
from medinsure_budget.sources.limits import Limits

__all__ = ["Limits", "open_source"]
