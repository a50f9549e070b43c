"""Cells that print other figures for a while: what would hold if a proposal were right."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from medinsure_budget.checks.arithmetic.cells import Cell
from medinsure_budget.money import Unit


class Value(NamedTuple):
    """What a cell prints and may stand for, in 分; ``told`` replaces its printed digits in sentences."""

    fen: int
    low: int
    high: int
    step: int
    unit: Unit
    told: str = ""


def value_of(cell: Cell) -> Value:
    """What a cell prints and may stand for."""
    return Value(cell.fen, cell.low, cell.high, cell.step, cell.unit, cell.told)


@contextmanager
def corrected(cells: Sequence[Cell], values: Mapping[int, Value]) -> Iterator[None]:
    """Let the cells with these numbers print other figures within a ``with`` block."""
    before = {index: value_of(cells[index]) for index in values}
    try:
        _put(cells, values)
        yield
    finally:
        _put(cells, before)


def _put(cells: Sequence[Cell], values: Mapping[int, Value]) -> None:
    for index, value in values.items():
        cell = cells[index]
        cell.fen, cell.low, cell.high, cell.step, cell.unit, cell.told = value
