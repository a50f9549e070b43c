"""On which page each heading and table stands: lines and rows have exact heights, so that pages can be counted.

Only the type varies from machine to machine, and with it where a line breaks. What is written is therefore counted
twice, with the narrowest and with the widest digits; where a heading would stand on one page or on the next, an
earlier paragraph is made to begin the next page, and the page is the same everywhere.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from attrs import field

from medinsure_budget.records import define, frozen
from medinsure_budget.writing.word.breaking import NARROW, WIDE, line_count
from medinsure_budget.writing.word.measures import STYLES, UPRIGHT

_UNPARTED = 2


@frozen
class Item:
    """A paragraph or a table, as it fills pages.

    Attributes:
        heights: The heights of its lines or rows, set narrowly and set widely.
        kept: Whether it stands on the page of what follows it.
        anchor: Its bookmark, if it has one.
        room: The height of the page that it begins, 0 where it goes on.
        repeated: What heads every further page.
        paragraph: The paragraph as written, ``None`` for a table.
    """

    heights: tuple[tuple[float, ...], tuple[float, ...]]
    kept: bool = False
    anchor: str = ""
    room: float = 0
    repeated: float = 0
    paragraph: Any = None


def paragraph_item(style: str, text: str, width: float, **more: Any) -> Item:
    """A paragraph in a style between margins of that width."""
    how = STYLES[style]
    counts = (line_count(text, width / how.size, how.indent, type_) for type_ in (NARROW, WIDE))
    narrow, wide = ((float(how.line),) * count for count in counts)
    if how.whole:
        narrow, wide = (sum(narrow),), (sum(wide),)
    # Some programs do not part two lines.
    return Item((narrow, (sum(wide),) if len(wide) == _UNPARTED else wide), **{"kept": how.kept, **more})


def table_items(rows: Sequence[float], repeated: float, kept: int) -> Iterator[Item]:
    """A table, whose rows are as high as the widest type needs; the last rows may stand with what follows."""
    for own, waits in ((rows[: len(rows) - kept], False), (rows[len(rows) - kept :], True)):
        if own:
            yield Item((tuple(own), tuple(own)), kept=waits, repeated=repeated)


def settled(items: Sequence[Item]) -> dict[str, int]:
    """The page of each bookmark, after paragraphs were made to begin pages where it would differ."""
    fresh: set[int] = set()
    while True:
        narrow, wide = (_filled(items, fresh, at) for at in (0, 1))
        chosen = next((at for at, item in enumerate(items) if item.anchor and narrow.starts[at] != wide.starts[at]), None)
        earlier = None if chosen is None else _last_agreed(items, narrow.ends, wide.ends, chosen)
        if earlier is None or earlier in fresh:
            break
        fresh.add(earlier)
    for at in fresh:
        items[at].paragraph.paragraph_format.page_break_before = True
    return {item.anchor: page for item, page in zip(items, narrow.starts, strict=True) if item.anchor}


def _last_agreed(items: Sequence[Item], narrow: list[int], wide: list[int], before: int) -> int | None:
    """The last paragraph before which everything ends on the same page either way."""
    for at in range(before, 0, -1):
        above = items[at - 1]
        if narrow[at - 1] == wide[at - 1] and items[at].paragraph is not None and not above.kept and not items[at].room:
            return at
    return None


def _filled(items: Sequence[Item], fresh: set[int], width: int) -> "_Filled":
    filled = _Filled()
    for at, item in enumerate(items):
        if item.room or at in fresh:
            filled.turn(item.room)
        filled.add(item, item.heights[width])
    filled.settle(0)
    return filled


@define
class _Filled:
    """Pages that are filled from the first on, with the page on which each item begins and ends."""

    page: int = 1
    used: float = 0
    room: float = UPRIGHT.height
    kept: float = 0
    waiting: int = 0
    head: float = 0
    starts: list[int] = field(factory=list)
    ends: list[int] = field(factory=list)

    def turn(self, room: float) -> None:
        self.settle(0)
        self.page, self.used, self.room = self.page + 1, 0, room or self.room

    def add(self, item: Item, heights: Sequence[float]) -> None:
        self.waiting += 1
        if item.kept:
            self.kept, self.head = self.kept + sum(heights), max(self.head, item.repeated)
            return
        for height in heights:
            if self.waiting:
                self.settle(height)
            if self.used + height > self.room:
                self.page, self.used = self.page + 1, item.repeated
            self.used += height
        self.ends[-1:] = [self.page]

    def settle(self, following: float) -> None:
        """Place what waits for a line of this height."""
        if self.used and self.used + self.kept + following > self.room:
            self.page, self.used = self.page + 1, self.head
        self.starts += [self.page] * self.waiting
        self.ends += [self.page] * (len(self.starts) - len(self.ends))
        self.used += self.kept
        self.kept = self.waiting = self.head = 0
