"""On which page a paragraph or table will stand, estimated from heights: what a field shows until a program sets the text."""

from math import ceil

from attrs import define, field

from medinsure_budget.writing.table import Table

# Points between the margins of A4, and what lines of the styles take of them.
_UPRIGHT, _SIDEWAYS, _WIDTH = 728, 482, 482
_BODY, _HEADING, _SMALL, _ROW, _CONTENTS = 25, 35, 14, 14, 20
_CHARACTER = 14


@define
class Paging:
    """A page number that grows with what is written.

    Attributes:
        page: The page that is being filled.
        marks: The page of each bookmark.
    """

    page: int = 1
    marks: dict[str, int] = field(factory=dict)
    _used: int = 0
    _room: int = _UPRIGHT

    def turn(self, *, sideways: bool = False) -> None:
        """Begin a new page."""
        self.page, self._used, self._room = self.page + 1, 0, _SIDEWAYS if sideways else _UPRIGHT

    def contents(self, entries: int) -> None:
        """Count the pages of 目录, which ends with a page break."""
        self.page += ceil((entries + 2) * _CONTENTS / _UPRIGHT)

    def heading(self, anchor: str) -> None:
        """Mark a heading or title; it moves on with the first line below it."""
        if self._used + _HEADING + _BODY > self._room:
            self.turn()
        self.marks[anchor] = self.page
        self._used += _HEADING

    def paragraph(self, text: str) -> None:
        """Count the lines of running text."""
        self._fill(ceil((len(text) + 2) * _CHARACTER / _WIDTH), _BODY)

    def table(self, table: Table) -> None:
        """Count the rows of a table, the header again on each page, and the lines around it."""
        head = table.header_rows * _ROW
        self._used += bool(table.number) * _SMALL + _SMALL
        for _ in range(table.height):
            if self._used + _ROW > self._room:
                self.page, self._used = self.page + 1, head
            self._used += _ROW
        self._fill(max(1, len(table.remarks)), _SMALL)

    def _fill(self, lines: int, height: int) -> None:
        for _ in range(lines):
            if self._used + height > self._room:
                self.page, self._used = self.page + 1, 0
            self._used += height
