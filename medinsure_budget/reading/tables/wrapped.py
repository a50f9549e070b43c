"""Figures that a narrow cell breaks over two lines, put together where only that gives a figure of the table's kind."""

from collections import Counter
from collections.abc import Iterator

from attrs import evolve

from medinsure_budget.evidence import Cell, Grid, Wrapped, lines_of
from medinsure_budget.facts import fact
from medinsure_budget.lexicon import Shape

_DIGITS = Shape(r"-?[0-9][0-9,，]*\.?[0-9]*|\.[0-9]+|[0-9,，]+")
# So many figures of one kind show how a table prints its amounts.
_FEWEST = 4


def with_whole_figures(grid: Grid) -> Grid:
    """The same grid, broken figures in one line; what was printed stands in its ``printed``."""
    wrapped = {id(cell): cell for row in grid.places for cell in row if cell is not None and isinstance(cell.text, Wrapped)}
    broken = [cell for cell in wrapped.values() if _is_broken(cell.text)]
    decimals = _usual_decimals(grid) if broken else 0
    whole = {id(cell): text for cell in broken if (text := _whole(cell.text, decimals))}
    if not whole:
        return grid
    joined = {id(cell): evolve(cell, text=whole[id(cell)]) for cell in broken if id(cell) in whole}
    places = tuple(tuple(joined.get(id(cell), cell) for cell in row) for row in grid.places)
    printed = {(cell.row, cell.column): str(cell.text) for cell in broken if id(cell) in whole}
    return evolve(grid, places=places, printed={**grid.printed, **printed})


def _own(grid: Grid) -> Iterator[Cell]:
    return (cell for r in range(grid.height) for cell in grid.anchored(r))


def _is_broken(text: str) -> bool:
    return all(_DIGITS.fullmatch(line.strip()) for line in lines_of(text)) and fact(text).amount is None


def _usual_decimals(grid: Grid) -> int:
    """How many decimals the table's figures have, 0 where they differ or are too few to tell."""
    found = Counter(_decimals(cell.text) for cell in _own(grid) if fact(cell.text).amount is not None and "." in cell.text)
    return next(iter(found)) if len(found) == 1 and found.total() >= _FEWEST else 0


def _whole(text: str, decimals: int) -> str:
    """The figure, nothing where a line alone may be one too: two figures in one cell are not one."""
    lines = [line.strip() for line in lines_of(text)]
    joined = "".join(lines)
    fits = decimals and fact(joined).amount is not None and _decimals(joined) == decimals
    return joined if fits and all(_decimals(line) != decimals for line in lines[:-1]) else ""


def _decimals(text: str) -> int:
    return len(text.rpartition(".")[2]) if "." in text else 0
