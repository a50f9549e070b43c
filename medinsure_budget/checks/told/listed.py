"""What a sentence tells to be among something (其中：…) adds up to it, whatever it is."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from medinsure_budget.checks.arithmetic.cells import Cell
from medinsure_budget.checks.arithmetic.identities import Identity
from medinsure_budget.checks.told.meanings import subject_of
from medinsure_budget.checks.told.statements import Statement
from medinsure_budget.lexicon import Shape, lexical, word_set, words

_Figure = TypeVar("_Figure")
# What makes up the whole of something together, by the words in it; no third thing is left.
_WHOLES = (
    ("BASIC_COST", "PROJECT_COST"), ("PERSONNEL_COST", "PUBLIC_COST"), ("GOODS", "SERVICES", "WORKS"), ("THIS_YEAR", "BROUGHT_IN"),
    ("ESTABLISHED_OFFICE", "ESTABLISHED_SERVICE"), ("RETIRED_EARLY", "RETIRED"),
)  # fmt: skip
_REST = Shape(r"{OTHERS}")
Listed = tuple[Statement, _Figure, list[tuple[Statement, _Figure]]]


def identities(statements: Sequence[Statement]) -> Iterator[Identity]:
    """Amounts with those told to be among them."""
    for _, amount, told in lists(statements, lambda s: s.amount):
        parts = list(_outermost(amount, told))
        cells = tuple(cell for _, cell in parts)
        # A list of some of the parts says nothing, unless it is more than the whole.
        complete = sum(c.fen for c in cells) >= amount.fen or is_all([s for s, _ in parts], [c.fen for c in cells])
        if len(parts) > 1 and complete:
            yield Identity("NAR-21", (amount,), cells)


def _outermost(whole: Cell, told: list[tuple[Statement, Cell]]) -> Iterator[tuple[Statement, Cell]]:
    """The parts of a whole: neither the whole told again, nor the parts of a part told behind it.

    Where all make up the whole, none is a part of another: 0.04 beside 0.01 and 0.03 says nothing.
    """
    others = [part for part in told if part[1].fen != whole.fen]
    rest = others if any(cell.fen for _, cell in others) else told
    if abs(sum(cell.fen for _, cell in rest) - whole.fen) < sum(cell.step for _, cell in rest):
        yield from rest
        return
    while rest:
        yield rest[0]
        rest = rest[1 + _inner(rest) :]


def _inner(told: Sequence[tuple[Statement, Cell]]) -> int:
    """How many of the parts behind the first one make it up: 基本支出300万元，包括人员经费250万元和公用经费50万元."""
    (first, cell), *rest = told
    for size in range(2, len(rest) + 1):
        if cell.fen and sum(c.fen for _, c in rest[:size]) == cell.fen:
            return size
    staff = word_set("PERSONNEL_COST", "PUBLIC_COST")
    named = [subject_of(s.claim) in staff for s, _ in rest[:2]] if subject_of(first.claim) in word_set("BASIC_COST") else []
    return sum(named)


def lists(statements: Iterable[Statement], figure: Callable[[Statement], _Figure | None]) -> Iterator[Listed[_Figure]]:
    """Each whole of a paragraph with the figures of its parts, where there are several."""
    owners: dict[tuple[str, int, int, str], Statement] = {}
    parts: dict[int, list[tuple[Statement, _Figure]]] = defaultdict(list)
    for statement in statements:
        claim, told = statement.claim, figure(statement)
        place = (claim.section, claim.page, claim.line)
        if told is None:
            continue
        owner = owners.get((*place, claim.of)) if claim.of and claim.share is None else None
        if owner is not None:
            parts[id(owner)].append((statement, told))
        owners[*place, claim.subject.split("/")[-1]] = statement
    for owner in owners.values():
        whole = figure(owner)
        if whole is not None and len(parts[id(owner)]) > 1:
            yield owner, whole, parts[id(owner)]


def counted(unit: str, statement: Statement) -> int | None:
    """How many of a unit a statement tells."""
    return next((number for own, number in statement.claim.counts if own == unit), None)


def is_all(parts: Sequence[Statement], figures: Sequence[float]) -> bool:
    """Whether a list is one of all parts: it ends with what is left, names what is nothing, or parts that leave no third."""
    names = [subject_of(s.claim) for s in parts]
    return not all(figures) or bool(_REST.match(names[-1])) or _leaves_nothing(tuple(names))


@lexical
def _leaves_nothing(names: tuple[str, ...]) -> bool:
    def told(kind: str) -> bool:
        return any(word in name for word in words(kind) for name in names)

    return any(all(told(kind) for kind in kinds) for kinds in _WHOLES)
