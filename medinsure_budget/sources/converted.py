"""What programs that convert tables write beside the printed.

Words for no value, numbers of rows and columns from 0, and the words of a merged row in each of its columns.
"""

from collections.abc import Sequence

from attrs import evolve

from medinsure_budget.evidence import Cell, Grid
from medinsure_budget.facts import fact
from medinsure_budget.lexicon import Shape, by_text
from medinsure_budget.sources import words  # noqa: F401  # declares the words of this room

# Fewer rows or columns than that may be numbered by chance.
_FEWEST = 3


_NO_VALUE = Shape(r"{NO_VALUE}|Unnamed: ?[0-9]+(?:_level_[0-9]+)?")


@by_text
def without_no_value(text: str) -> str:
    """Blank where a program wrote its word for no value into a cell.

    >>> without_no_value("nan"), without_no_value("Unnamed: 3"), without_no_value("0.00")
    ('', '', '0.00')
    """
    return "" if _NO_VALUE.fullmatch(text.strip()) else text


def numbered(rows: Sequence[Sequence[str]]) -> tuple[bool, bool]:
    """Whether the first row and the first column only number the columns and rows, from 0 as programs count.

    No printed table counts from 0, and a printed column of numbers has words above them.
    """
    if not rows or not rows[0]:
        return False, False
    left = [row[0].strip() if row else "" for row in rows]
    return _counts(rows[0]), _counts(left) and (not left[0] or _counts(rows[0]) or left[0] == "0")


def _counts(texts: Sequence[str]) -> bool:
    first = 0 if texts[0].strip() else 1
    counting = (text.strip() == str(number) for number, text in enumerate(texts[first:]))
    return len(texts) - first >= _FEWEST and all(counting)


def said_once(row: Sequence[str]) -> list[str]:
    """A row whose cells all say the same words, such as a title merged over it, with the first of them.

    >>> said_once(["收入总表", "收入总表"]), said_once(["1.00", "1.00"])
    (['收入总表', ''], ['1.00', '1.00'])
    """
    texts = list(row)
    same = len(texts) > 1 and len(set(texts)) == 1 and fact(texts[0]).words and not fact(texts[0]).ordinal
    return [texts[0], *[""] * (len(texts) - 1)] if same else texts


def with_rows_once(grid: Grid) -> Grid:
    """A grid of single cells in which rows of the same words say them once."""
    changed = {}
    for r, row in enumerate(grid.places):
        if row and row[0] and row[-1] and row[0].text != row[-1].text:
            continue
        cells = [cell for cell in row if cell is not None]
        texts = [cell.text for cell in cells]
        if len(cells) > 1 and len(set(map(id, cells))) == len(cells) and (fresh := said_once(texts)) != texts:
            once = iter(evolve(cell, text=text) for cell, text in zip(cells, fresh, strict=True))
            changed[r] = tuple(next(once) if cell is not None else None for cell in row)
    return evolve(grid, places=tuple(changed.get(r, row) for r, row in enumerate(grid.places))) if changed else grid


def without_numbers(grid: Grid) -> Grid:
    """A grid without the row and the column that number it."""
    head = [cell.text if cell else "" for cell in grid.places[0]] if grid.places else []
    top, left = numbered([head, *([row[0].text if row[0] else ""] for row in grid.places[1:])] if head else [])
    if not (top or left) or (grid.merged and any(c.rows > 1 or c.columns > 1 for c in (*grid.anchored(0), *_first(grid)))):
        return grid

    def moved(cell: Cell | None) -> Cell | None:
        return cell and evolve(cell, row=cell.row - top, column=cell.column - left)

    kept = {id(cell): moved(cell) for row in grid.places[top:] for cell in row[left:]}
    return evolve(
        grid, places=tuple(tuple(kept[id(cell)] for cell in row[left:]) for row in grid.places[top:]), lines=grid.lines[top:]
    )


def _first(grid: Grid) -> list[Cell]:
    return [cell for row in grid.places if (cell := row[0]) is not None]
