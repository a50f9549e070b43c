"""File formats, each read into pages of lines and grids; nothing here knows what a budget is."""

from medinsure_budget.sources.detect import open_source

__all__ = ["open_source"]
