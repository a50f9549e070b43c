"""From a ledger of leaf lines to a whole disclosure: statements, text and the terms it explains."""

from medinsure_budget.compiling.ledger import Ledger, Line
from medinsure_budget.compiling.printing import Rounding
from medinsure_budget.compiling.problems import Problem
from medinsure_budget.compiling.schema import FIELDS, KINDS, schema_table
from medinsure_budget.compiling.template import ledger_template

__all__ = ["FIELDS", "KINDS", "Ledger", "Line", "Problem", "Rounding", "ledger_template", "schema_table"]
