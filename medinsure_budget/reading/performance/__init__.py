"""Performance forms: goals, self-evaluations, lists of results, evaluation reports."""

from medinsure_budget.reading.performance import words  # noqa: F401 - declares the word classes
from medinsure_budget.reading.performance.goals import goals_of
from medinsure_budget.reading.performance.reader import PerformanceReading, read_performance

__all__ = ["PerformanceReading", "goals_of", "read_performance"]
