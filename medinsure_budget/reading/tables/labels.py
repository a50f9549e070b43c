"""The cells in which the labels of a row stand, merged ones among them."""

from collections.abc import Container, Sequence

from medinsure_budget.evidence import Cell, Grid
from medinsure_budget.facts import fact
from medinsure_budget.forms.words import compact


def label_cell(grid: Grid, r: int, names: Sequence[int]) -> Cell | None:
    """The first printed label of a row among the columns of names."""
    cells = (grid.places[r][i] for i in names if i < grid.width)
    return next((cell for cell in cells if cell is not None and not fact(cell.text).blank), None)


def is_one(grid: Grid, r: int, i: int) -> bool:
    """Whether a label reaches here from the column before."""
    here = grid.places[r][i] if i < grid.width else None
    return here is not None and here is grid.places[r][i - 1]


def merged_words(grid: Grid, r: int, i: int, columns: Container[int]) -> str:
    """The words of a label that is merged over several rows, or reaches here from the panel before."""
    cell = grid.places[r][i] if grid.merged and i < grid.width else None
    if cell is None or not cell.text.strip() or (cell.column in columns if cell.row == r else cell.column != i):
        return ""
    return compact(cell.text)
