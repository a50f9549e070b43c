"""Checking a disclosure: what contradicts what, where, by how much, and whether rounding explains it."""

from medinsure_budget.checks.engine import check
from medinsure_budget.checks.report.diff import Diff, Difference, diff
from medinsure_budget.checks.report.findings import Finding
from medinsure_budget.checks.report.report import Report
from medinsure_budget.checks.report.reports import Reports
from medinsure_budget.checks.report.results import REPORT_COLUMNS
from medinsure_budget.checks.report.waivers import Waiver
from medinsure_budget.checks.rule import Context, absent, fails, holds, register, skipped
from medinsure_budget.checks.rules import ALL_RULES, Rule

__all__ = [
    "ALL_RULES",
    "REPORT_COLUMNS",
    "Context",
    "Diff",
    "Difference",
    "Finding",
    "Report",
    "Reports",
    "Rule",
    "Waiver",
    "absent",
    "check",
    "diff",
    "fails",
    "holds",
    "register",
    "skipped",
]
