"""Reading: from a published file to a typed document."""

from medinsure_budget.reading.assemble import assemble, read

__all__ = ["assemble", "read"]
