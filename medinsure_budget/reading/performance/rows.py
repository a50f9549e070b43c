"""Rows of performance forms as they are printed, whether merged cells are known or not."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cached_property

from medinsure_budget.errors import UsageError
from medinsure_budget.evidence import Grid
from medinsure_budget.forms.words import compact
from medinsure_budget.lexicon import by_text
from medinsure_budget.money import Money, Unit, parse_amount, plain_number
from medinsure_budget.reading.performance.vocabulary import head_field, indicator_field, key
from medinsure_budget.records import frozen

_RULE = re.compile(r"[-–—_=]{3,}")
_POINTS = re.compile(r"(-?\d+(?:\.\d+)?)(?:分|%)?")
_WITH_UNIT = re.compile(r"(.*?\d)\s*((?:亿|万|千)?元)")


@frozen
class PrintedRow:
    """One row of a grid.

    Attributes:
        cells: Column and words of every cell that is not blank; a merged cell stands at its first column only.
        continued: Columns whose cell began in a row above.
        page: Its page.
        line: Its line, 0 for formats without lines.
        first: Whether it is the first row of its grid.
    """

    cells: tuple[tuple[int, str], ...]
    continued: frozenset[int] = frozenset()
    page: int = 0
    line: int = 0
    first: bool = False

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The folded words of each cell."""
        return tuple([key(text) for _, text in self.cells])

    @cached_property
    def fields(self) -> frozenset[str]:
        """What its cells head where it is the header of a table of indicators."""
        return frozenset([indicator_field(text) for _, text in self.cells])

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """What each cell is the label of at the head of a form, empty where none."""
        return tuple([head_field(text) for _, text in self.cells])

    @property
    def is_rule(self) -> bool:
        """Whether the row is only a dashed line that a conversion left between rows."""
        return all(_RULE.fullmatch(text) for _, text in self.cells)

    def without(self, columns: set[int]) -> "PrintedRow":
        """The row without the cells at these columns."""
        rest = tuple(cell for cell in self.cells if cell[0] not in columns)
        return PrintedRow(rest, self.continued, self.page, self.line, self.first)


def rows_of(page: int, grid: Grid, numbers: Iterable[int], columns: Sequence[int] = ()) -> Iterator[PrintedRow]:
    """Some rows of a grid, blank ones left out; ``columns`` tells where each column stands among those of all pages."""
    first = True
    for number in numbers:
        cells, continued = [], set[int]()
        for column, cell in enumerate(grid.places[number]):
            if cell is None or cell.column != column or not (text := compact(cell.text)):
                continue
            place = columns[column] if columns else column
            cells.append((place, text))
            if cell.row != number:
                continued.add(place)
        if cells:
            yield PrintedRow(tuple(cells), frozenset(continued), page, grid.line(number), first)
            first = False


def points(text: str) -> Decimal | None:
    """Read a score, a weight or a rate: ``5.00``, ``10分``, ``99.94%``; ``None`` when the words are none."""
    found = _POINTS.fullmatch(plain_number(text))
    return Decimal(found[1]) if found else None


def money(text: str, unit: Unit) -> Money | None:
    """Read an amount in the unit printed with it, else in the form's; ``None`` for blanks and dashes.

    Raises:
        UsageError: when the words are no amount.
    """
    if stated := _WITH_UNIT.fullmatch(text):
        text, unit = stated[1], Unit(stated[2])
    amount = parse_amount(text)
    return None if amount is None else Money(amount, unit)


@by_text
def is_figure(text: str) -> bool:
    """Say whether a cell holds an amount, a score or a rate."""
    try:
        return points(text) is not None or money(text, Unit.YUAN) is not None
    except UsageError:
        return False


class Columns:
    """Printed header columns; a cell belongs to the last header that begins at or before it."""

    def __init__(self, starts: dict[int, str]) -> None:
        self.starts = dict(sorted(starts.items()))

    def owner(self, column: int) -> str:
        """The header over a column, empty to the left of all headers."""
        found = ""
        for start, name in self.starts.items():
            if start > column:
                break
            found = name
        return found

    def straight(self, cells: tuple[tuple[int, str], ...]) -> dict[str, str] | None:
        """The cells by header, where each stands under a header of its own."""
        placed: dict[str, str] = {}
        for column, text in cells:
            name = self.owner(column)
            if not name or name in placed:
                return None
            placed[name] = text
        return placed
