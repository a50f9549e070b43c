"""What the finders of tables in text have in common: rows of cells found in a stretch of lines."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import field

from medinsure_budget.evidence import Note
from medinsure_budget.records import frozen
from medinsure_budget.sources.layout import Pages
from medinsure_budget.sources.words import tidy

PAGE_BREAK = "\f"
# Lines with their numbers.
Lines = Sequence[tuple[int, str]]


@frozen
class TextTable:
    """Rows found in the lines ``first`` to ``end`` (exclusive), and the line each was printed in.

    ``inferred`` ones have nothing between their cells but blanks, or stand one to a line. ``whole`` are the figures
    that were printed in two pieces, by line.
    """

    first: int
    end: int
    rows: list[list[str]]
    numbers: list[int]
    inferred: bool = False
    whole: Mapping[int, Sequence[str]] = field(factory=dict)

    def notes(self, page: int) -> Iterator[Note]:
        """What was put together."""
        for line, figures in self.whole.items():
            message = f"分两行印的数字已接成一个：{'、'.join(figures)}"
            yield Note("repaired", message, page, line)

    def add_to(self, pages: Pages) -> None:
        """Add the rows as one grid."""
        pages.end_table()
        for cells, number in zip(self.rows, self.numbers, strict=True):
            pages.add_row([tidy(cell) for cell in cells], number)
        pages.end_table(inferred=self.inferred)
