"""Performance forms: goals, self-evaluations, lists of results, evaluation reports."""

from medinsure_budget.reading.performance.result import PerformanceReading
from medinsure_budget.reading.performance.signs import goals_of, read_performance

__all__ = ["PerformanceReading", "goals_of", "read_performance"]
