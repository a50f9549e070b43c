"""Ledgers: the leaf lines from which a disclosure is compiled, loaded from files and frames."""

from medinsure_budget.ledgers.lines import Line
from medinsure_budget.ledgers.load import Ledger, load_ledger
from medinsure_budget.ledgers.problems import Problem
from medinsure_budget.ledgers.schema import FIELDS, KINDS, schema_table
from medinsure_budget.ledgers.template import ledger_template

__all__ = ["FIELDS", "KINDS", "Ledger", "Line", "Problem", "ledger_template", "load_ledger", "schema_table"]
