"""Text with one cell to a line: what each cell holds, and where the pages end."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Literal

from attrs import evolve, field

from medinsure_budget.lexicon import Shape
from medinsure_budget.money import is_amount
from medinsure_budget.records import frozen
from medinsure_budget.sources.parted import PAGE_BREAK, Lines

Kind = Literal["", "figure", "digits", "word", "page", "count"]

# What stands around tables: a sentence, a unit with its label, a title.
AROUND = Shape(r".*[。；].*|.*[：:].*{MONEY}.*|.*{TABLE}(?:[（(][^（）()]*[）)]|\s*(?:{NUMERAL}|[0-9]){1,3})?")
_FEWEST_CELLS = 4
# No cell of a column holds more; so long a line is running text.
_LONGEST_WORDS = 2000
# So many pages are counted at least, and so many lines stand between their numbers.
_FEWEST_PAGES = 4
_LEAST_PAGE = 22
_DIGITS = re.compile(r"[0-9]+")
_RATE = re.compile(r"-?[0-9][0-9,.]*[%％]")
_DASHES = re.compile(r"[-—–－/*]*")
# Figures beside other words: a line of several cells.
_SEVERAL = re.compile(r"\s-?[0-9][0-9,]*\.[0-9]+(?:\s|$)")


@frozen
class Printed:
    """A cell.

    Attributes:
        text: What it says.
        number: The number of its line.
        at: The index of its line.
        kind: What it holds; digits may be a code, a count or an amount.
        is_page: Whether it is one of the numbers that count the pages.
        is_count: Whether it is one of those that count the columns of amounts: 栏次 1 栏次 2.
        is_around: Whether it is what stands around tables rather than in them.
    """

    text: str
    number: int
    at: int
    is_page: bool = False
    is_count: bool = False
    kind: Kind = field(init=False)
    is_around: bool = field(init=False)

    @kind.default
    def _kind(self) -> Kind:
        if self.is_page:
            return "page"
        if self.is_count:
            return "count"
        if _DASHES.fullmatch(self.text):
            return ""
        if _DIGITS.fullmatch(self.text):
            return "digits" if self.text == "0" or self.text[0] != "0" else "word"
        return "figure" if is_amount(self.text) or _RATE.fullmatch(self.text) else "word"

    @is_around.default
    def _is_around(self) -> bool:
        if self.kind != "word" or len(self.text) > _LONGEST_WORDS:
            return self.kind == "word"
        return bool(AROUND.fullmatch(self.text) or _SEVERAL.search(self.text))


# From 200 on, numbers of three digits are codes.
_PAGE = re.compile(r"[-—–\s]*(?:第\s*)?(?:1[0-9]{2}|[1-9][0-9]?)(?:\s*页)?(?:\s*[,，/]?\s*共?\s*[0-9]{1,3}\s*页)?[-—–\s]*")


def next_page(text: str, page: int) -> int:
    """The number of the page that ends here, the one after ``page`` if that is known; 0 where none does."""
    number = int(_DIGITS.findall(text)[0]) if _PAGE.fullmatch(text) else 0
    return number if not page or number == page + 1 else 0


def page_numbers(lines: Lines) -> frozenset[int]:
    """The indices of the lines that count the pages: each is one more than the last, and a page stands between.

    Numbers with a neighbour nearer than that count the lines or columns of a table.
    """
    counts = [(at, number) for at, (_, line) in enumerate(lines) if (number := next_page(line, 0))]
    chains: dict[int, list[int]] = {}
    for at, number in _apart(counts):
        chains[number] = max([*chains.get(number - 1, []), at], chains.get(number, []), key=len)
    longest = max(chains.values(), key=len, default=[])
    return frozenset(longest if len(longest) >= _FEWEST_PAGES else ())


def _apart(counts: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Numbers with none within a page of them that is one more or less."""
    for place, (at, number) in enumerate(counts):
        near = [other for there, other in counts[max(0, place - _LEAST_PAGE) : place + _LEAST_PAGE] if abs(there - at) < _LEAST_PAGE]
        if number - 1 not in near and number + 1 not in near:
            yield at, number


def stretches(lines: Lines, pages: Collection[int]) -> Iterator[list[Printed]]:
    """Lines that stand alone between odd numbers of blank lines, blank cells among them."""
    places: list[int] = []
    for at, (_, line) in enumerate(lines):
        if (line.strip() and places and (at - places[-1]) % 2) or line == PAGE_BREAK:
            yield from _printed(lines, places, pages)
            places = []
        if line.strip():
            places.append(at)
    yield from _printed(lines, places, pages)


_NUMBER = re.compile(r"[\W_]*\d[\W\d_]*")


def _printed(lines: Lines, places: Sequence[int], pages: Collection[int]) -> Iterator[list[Printed]]:
    """The cells of a stretch, unless they are too few for a table, or none of them a number."""
    if len(places) >= _FEWEST_CELLS and any(_NUMBER.fullmatch(lines[at][1]) for at in places):
        filled = set(places)
        stretch = range(places[0], places[-1] + 1, 2)
        cells = [Printed(lines[at][1].strip() if at in filled else "", lines[at][0], at, at in pages) for at in stretch]
        yield list(_with_column_numbers(cells))


_COUNTS = Shape(r"{COLUMN_NUMBERS}")


def _with_column_numbers(cells: Sequence[Printed]) -> Iterator[Printed]:
    """Mark what counts the columns of amounts."""
    at = 0
    while at < len(cells):
        end, number = at, 0
        while end < len(cells) and (_COUNTS.fullmatch(cells[end].text) or (end > at and cells[end].text == str(number + 1))):
            number += cells[end].kind == "digits"
            end += 1
        yield from (evolve(cell, is_count=number > 0) for cell in cells[at : max(end, at + 1)])
        at = max(end, at + 1)
