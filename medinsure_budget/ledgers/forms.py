"""The forms of the final-accounts software as tables: by subject, by label, and what stands above them."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from medinsure_budget.forms.words import fold, without_ordinal
from medinsure_budget.ledgers.headings import paths_of
from medinsure_budget.ledgers.problems import Problem
from medinsure_budget.ledgers.tables import Table
from medinsure_budget.ledgers.values import blank, to_fen
from medinsure_budget.lexicon import Shape, word_set
from medinsure_budget.money import Unit
from medinsure_budget.records import define

_NUMBER = Shape(r"{SOFTWARE_FORM}(?P<number>{ATTACHED}?[0-9]{2}(?:[-_][0-9])?)")
_SHEET = re.compile(r"(?P<series>[ZF])(?P<number>[0-9]{2}(?:[-_][0-9])?)(?![0-9])")
_UNIT = Shape(r"\s*{FILLED_IN}{LEVEL}\s*[:：]\s*(?P<name>.+)")
_YEAR = re.compile(r"(20[0-9]{2})年")
_COUNTED_IN = re.compile(r"\([^()]{1,5}\)$")
_ABOVE, _LABELS = 4, 4


@define
class FormSheet:
    """One form of one unit.

    Attributes:
        table: The worksheet.
        number: Its number, such as 05-1 or 附03.
    """

    table: Table
    number: str

    @cached_property
    def caption(self) -> list[str]:
        """The texts above the table."""
        return [str(cell) for row in self.table.rows[:_ABOVE] for cell in row if not blank(cell)]

    @property
    def unit(self) -> str:
        """The unit that fills in the form."""
        return next((found["name"].strip() for text in self.caption if (found := _UNIT.fullmatch(text))), "")

    @property
    def year(self) -> int:
        """The year of the accounts, 0 when the form does not say."""
        return next((int(found[1]) for text in self.caption if (found := _YEAR.search(text))), 0)

    @cached_property
    def money(self) -> Unit:
        """The unit of money."""
        return next((unit for text in self.caption if (unit := Unit.parse(text)) is not None), Unit.YUAN)

    @cached_property
    def total_row(self) -> int:
        """The row of the total, which stands right below the header; 0 when there is none."""
        return next(
            (at for at, row in enumerate(self.table.rows) if at >= _ABOVE and any(_is_total(cell) for cell in row[:_LABELS])), 0
        )

    @cached_property
    def paths(self) -> list[list[str]]:
        """The folded words over each column, from the widest to the narrowest."""
        first = next((at + 1 for at, row in enumerate(self.table.rows[:_ABOVE]) if any(map(_states_unit, row))), 1)
        return [[fold(words) for words in path if not words.isdecimal()] for path in paths_of(self.table, first, self.total_row)]

    def fen(self, row: int, column: int, problems: list[Problem]) -> int:
        """An amount in 分; blanks and dashes are nothing, what is no amount is a problem."""
        return self.stated(row, column, problems) or 0

    def stated(self, row: int, column: int, problems: list[Problem]) -> int | None:
        """An amount in 分, ``None`` where blanks or dashes stand."""
        cells = self.table.rows[row]
        value = cells[column] if column < len(cells) else None
        if blank(value) or (isinstance(value, str) and not value.strip(" -—–－")):
            return None
        try:
            return to_fen(value, self.money)
        except ValueError as error:
            heading = "/".join(self.paths[column]) if column < len(self.paths) else ""
            problems.append(Problem(row + 1, heading, str(value), str(error), self.table.name))
            return 0

    def subjects(self) -> Iterator[tuple[int, str, str]]:
        """The rows below the total: number, code and name; sums of 类 and 款 too."""
        names = next((at for at, path in enumerate(self.paths) if at and path and _NAMED.fullmatch(path[-1])), 3)
        for at in range(self.total_row + 1, len(self.table.rows)):
            row = self.table.rows[at]
            code = "".join(_digits(cell) for cell in row[:names])
            if code:
                yield at, code, str(row[names]).strip() if names < len(row) and not blank(row[names]) else ""

    def by_subject(self, columns: Mapping[int, Any], problems: list[Problem]) -> dict[tuple[str, Any], tuple[int, int, str]]:
        """The amounts of the 项 by code and what a column holds: row, 分, and name; sums are compared."""
        leaves: dict[tuple[str, Any], tuple[int, int, str]] = {}
        for at, code, name in self.subjects():
            if len(code) == _LEAF:
                for column, key in columns.items():
                    fen = self.fen(at, column, problems)
                    if fen:
                        before = leaves.get((code, key), (at, 0, name))
                        leaves[code, key] = (before[0], before[1] + fen, name)
        self._compare(columns, problems)
        return leaves

    def _compare(self, columns: Mapping[int, Any], problems: list[Problem]) -> None:
        """合计, 类 and 款 are the sums of their 项."""
        rows = [(at, code) for at, code, _ in self.subjects()]
        leaves = [(at, code) for at, code in rows if len(code) == _LEAF]
        silent: list[Problem] = []
        for at, code in [(self.total_row, ""), *((at, code) for at, code in rows if len(code) < _LEAF)]:
            below = [leaf for leaf, own in leaves if own.startswith(code)]
            for column in columns:
                whole, parts = self.fen(at, column, problems), sum(self.fen(leaf, column, silent) for leaf in below)
                if whole != parts:
                    reason = f"与所属项级科目之和{parts / 100:.2f}元不一致"
                    problems.append(Problem(at + 1, "/".join(self.paths[column]), f"{whole / 100:.2f}", reason, self.table.name))

    def labelled(self, *headings: str) -> Iterator[tuple[int, str, str, int]]:
        """Lines of a form with labels: row, printed label, label without ordinal and unit, and the column of a heading."""
        wanted: list[int] = []
        for at, row in enumerate(self.table.rows):
            if not wanted:
                wanted = [c for c, cell in enumerate(row) if isinstance(cell, str) and fold(cell) in headings]
                continue
            for column, cell in enumerate(row):
                place = next((c for c in wanted if c > column), None)
                if isinstance(cell, str) and place is not None and column not in wanted:
                    yield at, cell, _COUNTED_IN.sub("", without_ordinal(fold(cell))), place


_LEAF = 7
_NAMED = Shape(r".*{NAME}")


def form_number(table: Table) -> str:
    """The number of the software's form that a worksheet is, empty when it is none."""
    above = [str(cell) for row in table.rows[:_ABOVE] for cell in row if not blank(cell)]
    for text in (*above, table.name):
        if found := _NUMBER.search(text):
            return str(found["number"]).replace("_", "-")
    found = _SHEET.match(table.name)
    if not found:
        return ""
    attached = next(iter(word_set("ATTACHED"))) if found["series"] == "F" else ""
    return attached + found["number"].replace("_", "-")


def _is_total(cell: object) -> bool:
    return isinstance(cell, str) and fold(cell) in word_set("TOTAL")


def _states_unit(cell: object) -> bool:
    return isinstance(cell, str) and bool(_UNIT.fullmatch(cell) or (":" in fold(cell) and Unit.parse(cell)))


def _digits(cell: object) -> str:
    text = "" if blank(cell) else str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell).strip()
    return text if text.isdecimal() else ""

