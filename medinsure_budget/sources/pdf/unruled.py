"""Tables without rulings."""

from medinsure_budget.evidence import Grid
from medinsure_budget.sources.pdf.words import Run


def find_tables(lines: list[Run], page: int) -> tuple[list[Grid], list[Run]]:
    return [], lines
