"""Whether a ledger can be compiled, told before anything is compiled: by the checks that compiling itself makes."""

from medinsure_budget.compiling.transfers import mismatches
from medinsure_budget.compiling.validate import FINAL_ONLY, doubts, problems_of
from medinsure_budget.evidence import Note
from medinsure_budget.forms.declare import Kind
from medinsure_budget.ledgers.doubts import suspicions
from medinsure_budget.ledgers.load import Ledger
from medinsure_budget.ledgers.problems import Problem
from medinsure_budget.records import frozen
from medinsure_budget.subjects import COMPILED_YEARS, catalogue


@frozen
class Examined:
    """What was found in a ledger.

    Attributes:
        kind: What it was taken for.
        year: The year of the subjects it was held against.
        problems: What keeps it from being compiled.
        doubts: What looks wrong and may be right.
    """

    kind: Kind
    year: int
    problems: tuple[Problem, ...]
    doubts: tuple[Note, ...]


def examined(ledger: Ledger, kind: Kind | None = None, year: int | None = None) -> Examined:
    """Examine a ledger as a budget or final accounts, by default what its lines show, in the year that it states."""
    taken = kind or ("final_accounts" if _has_outturn(ledger) else "budget")
    of_year = year or ledger.year or COMPILED_YEARS[-1]
    subjects = catalogue(of_year, beyond="accept")
    found = [*problems_of(ledger, subjects, taken, by_subject=taken == "final_accounts"), *mismatches(ledger)]
    asked = (*doubts(ledger, subjects), *suspicions(ledger.lines))
    return Examined(taken, of_year, tuple(found), asked)


def _has_outturn(ledger: Ledger) -> bool:
    """Only final accounts use balances, compare with a budget, and evaluate what was done."""
    return any(
        line.kind in FINAL_ONLY or line.initial_budget is not None or line.budget is not None
        for line in ledger.lines
    )
