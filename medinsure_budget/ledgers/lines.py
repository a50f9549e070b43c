"""The lines of a ledger."""

from collections.abc import Iterable

from medinsure_budget.records import frozen


@frozen
class Line:
    """One ledger line; amounts are integers of 分, ``None`` where the cell is blank."""

    number: int
    kind: str
    place: str = ""
    unit_code: str = ""
    unit: str = ""
    unit_kind: str = ""
    functional: str = ""
    economic: str = ""
    government_economic: str = ""
    source: str = ""
    purpose: str = ""
    project: str = ""
    item: str = ""
    amount: int | None = None
    initial_budget: int | None = None
    budget: int | None = None
    previous: int | None = None
    count: int | None = None
    value: str = ""
    text: str = ""
    counterpart: str = ""


def lines_of(kind: str, lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines of one kind."""
    return tuple(line for line in lines if line.kind == kind)


def in_yuan(fen: int) -> str:
    """An amount of 分 as it is told in messages.

    >>> in_yuan(-138605)
    '-1386.05元'
    """
    yuan, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{yuan}.{rest:02}元"
