"""Performance forms: goals, self-evaluations, lists of results, evaluation reports."""

from medinsure_budget.reading.performance.found import PerformanceReading, goals_of, read_performance

__all__ = ["PerformanceReading", "goals_of", "read_performance"]
