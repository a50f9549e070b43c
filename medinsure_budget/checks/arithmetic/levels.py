"""The level of lines that print no code: by the order of names in a coded sister table, else by the catalogue."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from medinsure_budget.checks.arithmetic.cells import Figures, Line, Table
from medinsure_budget.forms import (
    AppropriationExpenditure,
    AppropriationOverview,
    BudgetOverview,
    Expenditure,
    FinalAppropriationOverview,
    FinalExpenditureBySubject,
    FinalGeneralPublicExpenditure,
    FinalOverview,
    GeneralPublicExpenditure,
    GovernmentFundExpenditure,
    IncomeBySubject,
    Row,
    StateCapitalExpenditure,
)
from medinsure_budget.forms.words import fold, without_ordinal
from medinsure_budget.subjects import Classification, Subject, subjects_of
from medinsure_budget.subjects.names import distance

_SISTERS: dict[type[Row], tuple[type[Row], ...]] = {
    BudgetOverview: (Expenditure, IncomeBySubject, AppropriationExpenditure, GeneralPublicExpenditure),
    AppropriationOverview: (
        GeneralPublicExpenditure, AppropriationExpenditure, Expenditure, GovernmentFundExpenditure, StateCapitalExpenditure,
    ),
    FinalOverview: (FinalExpenditureBySubject,),
    FinalAppropriationOverview: (FinalGeneralPublicExpenditure, FinalExpenditureBySubject),
}  # fmt: skip
_NEAR = 2
_FUNDS: tuple[type[Row], ...] = (GeneralPublicExpenditure, GovernmentFundExpenditure, StateCapitalExpenditure)


def assign_codes(figures: Figures) -> None:
    """Give the codeless subject lines of overviews their codes, as far as order and names tell them."""
    for table in figures.tables:
        sisters = _SISTERS.get(table.form)
        if sisters is None:
            continue
        lines = list(subject_lines(table))
        if not lines or any(line.code for line in lines):
            continue
        codes = _codes(figures, lines, sisters)
        for line, code in zip(lines, codes, strict=True):
            line.code = code
            for cell in line.cells.values():
                cell.code = code


def subject_lines(table: Table) -> Iterator[Line]:
    """The lines of an overview that name subjects: expenditure that is no fixed line and no total."""
    return (
        line
        for line in table.lines
        if line.row.side == "expenditure" and not line.row.line and not line.is_total and line.row.name.strip()
    )


def _codes(figures: Figures, lines: Sequence[Line], sisters: Iterable[type[Row]]) -> list[str]:
    names = [_name(line) for line in lines]
    functional = figures.subjects.functional
    if all(_numbered(line) for line in lines):
        return [_top_level(name, functional) for name in names]
    exact = _exactly(figures, names, sisters)
    if exact is not None:
        return exact
    for form in sisters:
        coded = [line for table in figures.all(form) for line in table.lines if line.code]
        found = _align(names, coded)
        if found is not None:
            return found
    return _walk(names, functional)


def _name(line: Line) -> str:
    return without_ordinal(fold(line.row.name)).removesuffix("(类)").removesuffix("(款)")


def _numbered(line: Line) -> bool:
    folded = fold(line.row.name)
    return without_ordinal(folded) != folded


def _top_level(name: str, functional: Classification) -> str:
    # A form goes on printing the name of another year, known or different by a word.
    for years in (functional, subjects_of(None).functional):
        found = [s.code for s in years.by_name(name) if s.depth == 1]
        if found:
            return found[0]
    near = [(d, s.code) for s in functional.roots if (d := distance(name, fold(s.name), _NEAR)) <= _NEAR]
    least = [code for d, code in near if d == min(near)[0]]
    return least[0] if len(least) == 1 else ""


def _exactly(figures: Figures, names: list[str], sisters: Iterable[type[Row]]) -> list[str] | None:
    """Codes of the sister table, or of the three budgets' tables together, that prints the very same names in order.

    款 and 项 of one name stand under many subjects, so that nothing less than the whole run tells them apart.
    """
    for group in (*((form,) for form in sisters), _FUNDS):
        lines = {line.code: line for form in group for table in figures.all(form) for line in table.lines if line.code}
        codes = sorted(lines)
        if [_name(lines[code]) for code in codes] == names:
            return codes
    return None


def _align(names: list[str], coded: list[Line]) -> list[str] | None:
    """Codes by the longest common run of names; ``None`` unless nearly every name finds its place."""
    if not coded:
        return None
    matcher = SequenceMatcher(None, names, [_name(line) for line in coded], autojunk=False)
    codes = [""] * len(names)
    for here, there, size in matcher.get_matching_blocks():
        for k in range(size):
            codes[here + k] = coded[there + k].code
    missing = codes.count("")
    return codes if missing * 4 <= len(names) else None


def _walk(names: list[str], functional: Classification) -> list[str]:
    """Codes by the catalogue: each name continues the subject before it, or begins a new one."""
    codes: list[str] = []
    before = ""
    for name in names:
        found = [s for s in functional.by_name(name) if s.code > before]
        chosen = min(found, key=lambda s: _leap(s, before), default=None)
        code = chosen.code if chosen is not None else ""
        codes.append(code)
        before = code or before
    return codes


def _leap(subject: Subject, before: str) -> tuple[int, str]:
    """How far a subject is from continuing the one before: its child, its sibling, a later subject."""
    parent = subject.parent.code if subject.parent else ""
    if parent == before:
        return 0, subject.code
    return (1 if before.startswith(parent) else 2), subject.code
