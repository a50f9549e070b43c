"""The cells in which the labels of a row stand, merged ones among them, and what completes a label."""

from collections.abc import Container, Sequence

from medinsure_budget.evidence import Cell, Grid
from medinsure_budget.facts import fact
from medinsure_budget.forms import Row
from medinsure_budget.forms.words import compact
from medinsure_budget.subjects import Classification


def label_cell(grid: Grid, r: int, names: Sequence[int]) -> Cell | None:
    """The first printed label of a row among the columns of names."""
    places = grid.places[r]
    for i in names:
        if i < len(places) and (cell := places[i]) is not None and not fact(cell.text).blank:
            return cell
    return None


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


def is_completed(label: str, rest: str, names: Classification) -> bool:
    """Whether a label becomes the name of a subject with these words, and was none without them."""
    # 资源勘探工业信息等 is a subject too, but a 项 and no name for the 类 that 支出 completes.
    levels = {len(subject.code) for subject in names.by_name(label + rest)}
    alone = any(len(subject.code) in levels for subject in names.by_name(label))
    return bool(levels) and not alone and not names.by_name(rest)


def completed(label: str, rest: str, column: int, columns: int) -> str:
    """A label with the rest of what one of its columns prints: labels of several columns stand one behind the other."""
    parts = label.split("/")
    at = column if len(parts) == columns else -1
    parts[at] += rest
    return "/".join(parts)


def follows(last: Row, row: Row) -> bool:
    """Whether a row stands directly below another in the same grid."""
    above, here = last.origin, row.origin
    return above is not None and here is not None and above.grid is here.grid and above.row == here.row - 1
