"""Which column of a table holds what: the header is found by its words, wherever it stands and however deep it is."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from attrs import evolve

from medinsure_budget.forms.words import fold
from medinsure_budget.ledgers.schema import FIELDS, SOURCE_SHAPES
from medinsure_budget.ledgers.tables import Table
from medinsure_budget.ledgers.values import blank
from medinsure_budget.lexicon import Shape, by_text, word_set
from medinsure_budget.money import Unit, is_amount
from medinsure_budget.records import frozen

Role = Literal["field", "fund", "carried", "follows", "open", "insurance", "passed", "part"]
_ROWS_ABOVE = 30
_DEEPEST = 4
_LONGEST = 40
_PARTS = Shape(r"(?P<base>.+?)(?:(?P<code>{CODE})|(?P<name>{NAME}))?")
_BRACKETS = re.compile(r"\([^()]*\)$")
_TELLING = {"amount", "previous", "count", "text", "item"}
_FUND = tuple(SOURCE_SHAPES)
_INSURANCE = Shape("{SOURCE_INSURANCE}{FUND_TAIL}*")
_PASSED_TITLE = re.compile(r"20[0-9]{2}(?=年)")


@frozen
class Heading:
    """What a column holds.

    Attributes:
        role: A field of the ledger, money of one fund, of what is carried in, of the fund that the row names, money
            that is no department's, or nothing that a ledger needs; ``part`` is a sum of columns beside it.
        name: The field or the source.
        part: For fields: the code or the name alone, or empty.
        words: The printed heading.
        unit: The unit of money that the heading names.
    """

    role: Role
    name: str = ""
    part: Literal["", "code", "name"] = ""
    words: str = ""
    unit: Unit | None = None


@frozen
class Header:
    """The header of a table.

    Attributes:
        headings: The columns that are understood, by number from 0.
        unknown: The words of the others.
        first: Its first row, from 0.
        end: The row after it.
        unit: The unit of money that the lines above it name.
        year: The year that they name, 0 when none.
    """

    headings: Mapping[int, Heading]
    unknown: tuple[str, ...]
    first: int
    end: int
    unit: Unit | None = None
    year: int = 0

    def columns(self, name: str, part: str = "") -> list[int]:
        """The columns of a field and part."""
        return [at for at, h in self.headings.items() if (h.role, h.name, h.part) == ("field", name, part)]

    @property
    def fields(self) -> set[str]:
        """The fields that have a column."""
        return {h.name for h in self.headings.values() if h.role == "field"}

    @property
    def money(self) -> list[int]:
        """The columns of money by fund."""
        return [at for at, h in self.headings.items() if h.role in ("fund", "carried", "follows", "open", "insurance")]


@by_text
def heading_of(words: str) -> Heading | None:
    """What a heading's words stand for, ``None`` when they are not known."""
    key = fold(words).lower().replace("_", "")
    unit = Unit.parse(words) if "(" in key else None
    for text in dict.fromkeys((key, _BRACKETS.sub("", key))):
        found = _plain(text)
        if found is not None:
            return evolve(found, words=words.strip(), unit=unit)
    return None


def _plain(key: str) -> Heading | None:
    if not key:
        return None
    own = next((f for f in FIELDS if key in (fold(f.label), f.name.replace("_", ""))), None)
    if own is not None:
        return Heading("field", own.name)
    roles: tuple[tuple[Role, str], ...] = (
        ("carried", "COLUMN_CARRIED"), ("follows", "COLUMN_FOLLOWS"), ("open", "COLUMN_OPEN"), ("passed", "COLUMN_PASSED"),
    )  # fmt: skip
    found = next((Heading(role) for role, name in roles if key in word_set(name)), None) or _field(key)
    if found is not None:
        return found
    if _INSURANCE.fullmatch(key):
        return Heading("insurance")
    return next((Heading("fund", source) for source, shape in _FUND if shape.fullmatch(key)), None)


def _field(key: str) -> Heading | None:
    parted = _PARTS.fullmatch(key)
    base = parted["base"] if parted else key
    part: Literal["", "code", "name"] = "code" if parted and parted["code"] else "name" if parted and parted["name"] else ""
    for whole, own_part in ((key, ""), (base, part)):
        for field in FIELDS:
            if field.heading.fullmatch(whole):
                name = "unit_code" if (field.name, own_part) == ("unit", "code") else field.name
                passed = field.name == "project" and own_part == "code"
                named = "" if field.holds == "text" else own_part
                return Heading("passed") if passed else Heading("field", name, named)
        if own_part and whole in word_set("COLUMN_PASSED"):
            return Heading("passed")
    return None


def find_header(table: Table) -> Header | None:
    """The header of a table: the first row that names several columns, and the rows below that go on naming some."""
    for first in range(min(_ROWS_ABOVE, len(table.rows))):
        if _names(table.rows[first]) < 2:
            continue
        end = first + 1
        while end < len(table.rows) and end - first < _DEEPEST and _goes_on(table, first, end):
            end += 1
        paths = list(paths_of(table, first, end))
        headings = {at: heading for at, path in enumerate(paths) if (heading := _deepest(path)) is not None}
        unknown = tuple(path[-1] for at, path in enumerate(paths) if path and at not in headings)
        while end < len(table.rows) and _is_ordinal(table.rows[end]):
            end += 1
        header = Header(_without_sums(headings, paths), unknown, first, end, *_caption(table.rows[:first]))
        if header.money or header.fields & _TELLING:
            return header
    return None


def _names(row: Sequence[Any]) -> int:
    """How many different columns a row names."""
    texts = [cell for cell in row if not blank(cell)]
    if any(not isinstance(cell, str) or is_amount(cell) for cell in texts):
        return 0
    found = (heading_of(cell) for cell in texts if len(cell) < _LONGEST)
    return len({(h.role, h.name, h.part) for h in found if h is not None})


def _goes_on(table: Table, first: int, row: int) -> bool:
    """Whether a row names columns below a wider heading: fields named above are blank, no cell is a figure."""
    cells = table.rows[row]
    above = [_deepest(path) for path in paths_of(table, first, row)]
    under_fields = [at for at, heading in enumerate(above) if heading is not None and heading.role == "field"]
    texts = [str(cell) for cell in cells if not blank(cell)]
    if not texts or any(is_amount(text) for text in texts):
        return False
    spans = _covered(table, row)
    return all(at >= len(cells) or blank(cells[at]) or at in spans for at in under_fields)


def _covered(table: Table, row: int) -> set[int]:
    """The columns in which a merged cell from above covers a row."""
    areas = (area for area in table.merges if area[0] < row <= area[2])
    return {column for area in areas for column in range(area[1], area[3] + 1)}


def paths_of(table: Table, first: int, end: int) -> Iterator[list[str]]:
    """The words over each column, from the widest to the narrowest."""
    width = max(len(row) for row in table.rows[first:end])
    grid = [["" if at >= len(row) or blank(row[at]) else str(row[at]).strip() for at in range(width)] for row in table.rows[first:end]]
    for level, words in enumerate(grid[:-1]):
        below = [any(lower[at] for lower in grid[level + 1 :]) for at in range(width)]
        for at in range(1, width):
            # A wide heading stands over the columns to its right that have words of their own below.
            if not words[at] and below[at] and words[at - 1] and not any(upper[at] for upper in grid[:level] if upper[at] != upper[at - 1]):
                words[at] = words[at - 1]
    for at in range(width):
        yield [words[at] for words in grid if words[at]]


def _deepest(path: Sequence[str]) -> Heading | None:
    return next((heading for words in reversed(path) if (heading := heading_of(words)) is not None), None)


def _without_sums(headings: Mapping[int, Heading], paths: Sequence[Sequence[str]]) -> dict[int, Heading]:
    """A 小计 beside columns of the same fund is their sum."""
    funds = [at for at, heading in headings.items() if heading.role == "fund"]
    sums = {
        at for at in funds
        if fold(paths[at][-1]) in word_set("SUBTOTAL", "TOTAL")
        and any(other != at and paths[other][:-1] == paths[at][:-1] for other in funds)
    }  # fmt: skip
    return {at: evolve(h, role="part") if at in sums else h for at, h in headings.items()}


def _is_ordinal(row: Sequence[Any]) -> bool:
    """A row that numbers the columns: 类 款 项 栏次 1 2 3."""
    texts = [str(cell).strip() for cell in row if not blank(cell)]
    numbers = [int(text) for text in texts if text.isdecimal()]
    named = [text for text in texts if not text.isdecimal()]
    counted = len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] <= 1
    return counted and all(len(text) == 1 or fold(text) in word_set("COLUMN_PASSED", "ORDINALS") for text in named)


def _caption(rows: Iterable[Sequence[Any]]) -> tuple[Unit | None, int]:
    """The unit of money and the year that the lines above a table name."""
    texts = [str(cell) for row in rows for cell in row if not blank(cell)]
    units = [unit for text in texts if (unit := Unit.parse(text)) is not None]
    years = [int(found[0]) for text in texts if (found := _PASSED_TITLE.search(text))]
    return (units[0] if units else None), (years[0] if years else 0)
