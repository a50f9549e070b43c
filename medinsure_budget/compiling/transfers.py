"""Money that passes between units of one department: once in each unit's document, not at all in the department's."""

from collections.abc import Iterator, Sequence

from attrs import evolve

from medinsure_budget.evidence import Note
from medinsure_budget.ledgers.lines import Line, in_yuan
from medinsure_budget.ledgers.load import Ledger
from medinsure_budget.ledgers.problems import Problem

# What one unit spends is what the other receives.
_RECEIVED = {"remitted_up": "remittances_from_below", "subsidies_down": "grants_from_above"}
_Pair = tuple[str, str, str]


def internal(lines: Sequence[Line]) -> list[Line]:
    """The lines whose counterpart is a unit of the same ledger."""
    units = {line.unit for line in lines if line.unit}
    return [line for line in lines if line.counterpart in units and line.counterpart != line.unit]


def mismatches(ledger: Ledger) -> Iterator[Problem]:
    """Transfers that one side states otherwise than the other."""
    given, taken = _sums(internal(ledger.lines))
    for pair in sorted({*given, *taken}):
        paid, received = given.get(pair, 0), taken.get(pair, 0)
        if paid != received:
            what = f"“{pair[0]}”付给“{pair[1]}”的往来"
            yield Problem(0, "", "", f"{what}两边不一致：付出{in_yuan(paid)}，收到{in_yuan(received)}")


def _sums(lines: Sequence[Line]) -> tuple[dict[_Pair, int], dict[_Pair, int]]:
    given: dict[_Pair, int] = {}
    taken: dict[_Pair, int] = {}
    for line in lines:
        if line.kind == "expenditure" and line.purpose in _RECEIVED:
            key = (line.unit, line.counterpart, _RECEIVED[line.purpose])
            given[key] = given.get(key, 0) + (line.amount or 0)
        elif line.kind == "income" and line.source in _RECEIVED.values():
            key = (line.counterpart, line.unit, line.source)
            taken[key] = taken.get(key, 0) + (line.amount or 0)
    return given, taken


def transferred(ledger: Ledger) -> int:
    """How much passes between the units, in 分."""
    return sum(_sums(internal(ledger.lines))[0].values())


def without_internal(ledger: Ledger) -> Ledger:
    """The ledger of the department: transfers between its units cancel out, and this is told."""
    inner = internal(ledger.lines)
    if not inner:
        return ledger
    gone = {id(line) for line in inner}
    note = Note("repaired", f"各单位之间的上缴和补助共{in_yuan(transferred(ledger))}，汇总时已抵销，收入、支出都不含这部分。")
    return evolve(
        ledger, lines=tuple(line for line in ledger.lines if id(line) not in gone), notes=(*ledger.notes, note)
    )
