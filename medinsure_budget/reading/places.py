"""The printed figures of a file, each with its term once it has one, found again by cell, by page and by figure."""

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, chain, pairwise, takewhile

from attrs import field

from medinsure_budget.evidence import Cell, Grid
from medinsure_budget.reading.tokens import FRAME, Place
from medinsure_budget.records import define

# The halves of a wrapped figure stand at most so many lines from the line of their row.
_AROUND = 2


@define
class Waiting:
    """Places of one figure in printed order, some of which have got a term: these are passed over once and for all."""

    places: Sequence[Place]
    _reach: Sequence[int] = field(init=False)
    _next: list[int] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._reach = list(accumulate([place.line for place in self.places], max))
        self._next = list(range(1, len(self.places) + 1))

    def first(self, line: int) -> Place | None:
        """The first that has no term, from a line on if there is one."""
        at = self._free(bisect_left(self._reach, line))
        while at < len(self.places) and self.places[at].line < line:
            at = self._free(at + 1)
        at = at if at < len(self.places) else self._free(0)
        return self.places[at] if at < len(self.places) else None

    def _free(self, start: int) -> int:
        at = start
        while at < len(self.places) and self.places[at].term:
            at = self._next[at]
        while start < at:
            self._next[start], start = at, self._next[start]
        return at


_NONE: deque[Place] = deque()


@define
class Ledger:
    """The places of a file, found again by cell, by page and by figure.

    Attributes:
        places: In printed order.
        blocks: The numbers of the printed blocks by identity.
    """

    places: Sequence[Place]
    blocks: Mapping[int, int]
    _waiting: dict[tuple[int | None, str], Waiting] = field(factory=dict)

    @cached_property
    def _unread(self) -> Sequence[Place]:
        """The places that had no term at first."""
        return [place for place in self.places if not place.term]

    @cached_property
    def _by_cell(self) -> Mapping[int, Sequence[Place]]:
        by_cell: dict[int, list[Place]] = defaultdict(list)
        for place in self.places:
            if place.cell is not None:
                by_cell[id(place.cell)].append(place)
        return by_cell

    @cached_property
    def _by_figure(self) -> Mapping[tuple[int | None, str], Sequence[Place]]:
        """The places without a term when figures are first looked for by their page."""
        by_figure: dict[tuple[int | None, str], list[Place]] = defaultdict(list)
        for place in self.free:
            by_figure[place.page, place.text].append(place)
        return by_figure

    @cached_property
    def _anywhere(self) -> Mapping[tuple[int | None, str], Sequence[Place]]:
        """Those when figures are first looked for without a page."""
        anywhere: dict[tuple[int | None, str], list[Place]] = defaultdict(list)
        for place in self.free:
            anywhere[None, place.text].append(place)
        return anywhere

    def take_in(self, cell: Cell | None, term: str) -> bool:
        """Give the first printed figure of a cell its term."""
        printed = self._by_cell.get(id(cell), ())
        for place in printed:
            if not place.term and place.text == printed[0].text:
                place.term = term
                return True
        return False

    def take(self, term: str, text: str, page: int, line: int = 0) -> bool:
        """Give a printed figure its term where it stands first on the page from a line on."""
        # Tables that were put together again may have their figures on a later page than their first.
        for on in (page, page + 1, None) if term == FRAME else (page,):
            if (found := self._on_page(text, on, line)) is not None:
                found.term = term
                return True
        return term == FRAME and self._take_wrapped(text, page, line)

    def holds(self, text: str, page: int) -> bool:
        """Whether a figure without a term stands on a page."""
        return self._on_page(text, page, 0) is not None

    def _on_page(self, text: str, page: int | None, line: int) -> Place | None:
        found = self._waiting.get((page, text))
        if found is None:
            known = self._anywhere if page is None else self._by_figure
            if (page, text) not in known:
                return None
            found = self._waiting[page, text] = Waiting(known[page, text])
        return found.first(line)

    def _take_wrapped(self, text: str, page: int, line: int) -> bool:
        """A figure may be wrapped after any digit: its second half is none of its own."""
        for first, rest in chain(self._wrapped.get(text, ()), self._around(text, page, line)):
            if not (first.term or rest.term):
                first.term, rest.term = FRAME, "折行数字的后半"
                return True
        return False

    def _around(self, text: str, page: int, line: int) -> Iterator[tuple[Place, Place]]:
        """The halves of a figure above and below the line of its row, other figures between them."""
        for at in range(1, len(text) if line else 0):
            first = self._on_page(text[:at], page, line - _AROUND)
            rest = self._on_page(text[at:], page, first.line + 1) if first else None
            if first and rest and line - _AROUND <= first.line <= line <= rest.line <= line + _AROUND:
                yield first, rest

    @cached_property
    def _wrapped(self) -> Mapping[str, Sequence[tuple[Place, Place]]]:
        joined: dict[str, list[tuple[Place, Place]]] = defaultdict(list)
        for first, rest in pairwise(self.places):
            if first.block != rest.block:
                joined[first.text + rest.text].append((first, rest))
        return joined

    def within(self, grid: Grid) -> Iterator[tuple[Place, Cell]]:
        """The figures of a grid that have no term yet, with their cells."""
        if (block := self.blocks.get(id(grid))) is not None:
            return ((place, place.cell) for place in self._by_grid.get(block, ()) if not place.term and place.cell)
        by_cell = self._by_cell
        cells = (cell for row in range(grid.height) for cell in grid.anchored(row))
        found = ((cell, by_cell.get(id(cell)) or self._moved(grid.page, cell.text)) for cell in cells if cell.text)
        return ((place, cell) for cell, printed in found for place in printed if not place.term)

    def _moved(self, page: int, words: str) -> list[Place]:
        """The figures of the first cell of these words without a term: tables cut from a sheet have cells of their own."""
        waiting = self._by_words.get((page, words), _NONE)
        while waiting and waiting[0].term:
            waiting.popleft()
        return list(takewhile(lambda place: place.cell is waiting[0].cell, waiting))

    @cached_property
    def _by_grid(self) -> Mapping[int, Sequence[Place]]:
        by_grid: dict[int, list[Place]] = defaultdict(list)
        for place in self.free:
            if place.cell is not None:
                by_grid[place.block].append(place)
        return by_grid

    @cached_property
    def _by_words(self) -> Mapping[tuple[int, str], deque[Place]]:
        by_words: dict[tuple[int, str], deque[Place]] = defaultdict(deque)
        for place in self.free:
            if place.cell is not None:
                by_words[place.page, place.words].append(place)
        return by_words

    @property
    def free(self) -> Iterator[Place]:
        """All figures that have no term yet."""
        return (place for place in self._unread if not place.term)
