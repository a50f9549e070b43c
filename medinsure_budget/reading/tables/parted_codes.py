"""Codes whose parts points part: 213.03 among 213.03.05 is a code, alone it is an amount."""

import re

from attrs import evolve

from medinsure_budget.evidence import Grid
from medinsure_budget.facts import fact

_TWO_PARTS = re.compile(r"[1-9][0-9]{2}\.[0-9]{2}")
_POINTS = 2


def with_parted_codes(grid: Grid) -> Grid:
    """The same grid, the codes of two parts written with a dash where codes of three parts stand in their column."""
    of_three = {text for text in grid.words if text.count(".") == _POINTS and fact(text).code}
    if not of_three:
        return grid
    cells = [cell for row in grid.places for cell in row if cell is not None and "." in cell.text]
    columns = {cell.column for cell in cells if cell.text in of_three}
    parted = {id(cell): cell for cell in cells if cell.column in columns and _TWO_PARTS.fullmatch(cell.text.strip())}
    if not parted:
        return grid
    told = {key: evolve(cell, text=cell.text.replace(".", "-")) for key, cell in parted.items()}
    places = tuple(tuple(told.get(id(cell), cell) for cell in row) for row in grid.places)
    printed = {(cell.row, cell.column): cell.text for cell in parted.values()}
    return evolve(grid, places=places, printed={**grid.printed, **printed})
