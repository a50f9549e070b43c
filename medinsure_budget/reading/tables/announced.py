"""Tables of contents set as grids: titles beside their numbers or pages, and no amounts."""

from itertools import pairwise

from medinsure_budget.evidence import Grid
from medinsure_budget.facts import fact
from medinsure_budget.forms.words import compact, fold
from medinsure_budget.lexicon import Shape
from medinsure_budget.money import Unit
from medinsure_budget.reading.tables.titles import split_number

_WIDEST = 4
_WORDS = Shape(r"{HAN}{2}")
# A column of amounts, or their sum: no table of contents has such words alone in a cell.
_MONEY_WORD = Shape(r"(?:.*{ACCOUNT})?数|.*{AMOUNT}|{TOTAL}|{BOTH_SIDES|INCOME|EXPENDITURE}{TOTAL}")


def is_contents(grid: Grid) -> bool:
    """Say whether a grid is a table of contents: few columns, titles beside numbers that only rise, no money."""
    if grid.width > _WIDEST or grid.height < 2:
        return False
    rows = [row for r in range(grid.height) if (row := [t for t in grid.row_texts(r) if t])]
    if any(_speaks_of_money(fold(text)) for row in rows for text in row):
        return False
    entries = [row for row in rows if _is_entry(row)]
    listed = len(entries) + sum(len(row) == 1 for row in rows)
    pages = [int(row[-1]) for row in entries if row[-1].isdecimal()]
    rising = all(a <= b for a, b in pairwise(pages))
    return rising and len(entries) > 1 and listed * 3 >= len(rows) * 2 and len(entries) * 2 > len(rows)


def _speaks_of_money(text: str) -> bool:
    return bool(_MONEY_WORD.fullmatch(text)) or Unit.parse(text) is not None


def _is_entry(row: list[str]) -> bool:
    """Words with a table number or a page number behind them."""
    if len(row) == 1 or not _WORDS.search(row[0]):
        return False
    last = compact(row[-1])
    numbered = not split_number(last)[0] or (last.isdecimal() and len(last) <= 3)
    return numbered and not any(fact(cell).figure for cell in row[:-1] if not cell.isdecimal())
