"""Indicator tables: each printed cell under its header again, whatever a page break did to the row."""

from decimal import Decimal
from functools import cache
from typing import Literal

from attrs import evolve

from medinsure_budget.document.performance import Indicator, IndicatorGroup
from medinsure_budget.evidence import Note
from medinsure_budget.lexicon import by_text
from medinsure_budget.reading.performance.rows import Columns, PrintedRow, is_figure, points
from medinsure_budget.reading.performance.vocabulary import (
    INDICATOR_FIELDS,
    TOTALS,
    indicator_field,
    is_group,
    is_part,
    is_subgroup,
    name_and_weight,
)

_NUMBERS = ("weight", "score")
_WORDS = ("group", "subgroup", "name", "target", "actual", "description", "reason")
# Columns that only some places print; what they say goes into the description.
_OTHER = "other:"
_COMPARISON = frozenset("≥≤＞＜=＝><≧≦")
_FILLER = ("……", "…", "...", "......", "。。。。。。")
# What a cell says outweighs where it stands; a column of distance costs half a point.
_DISTANCE = 0.5
_IMPOSSIBLE = -20.0
_NUMBER_FIT = {"name": -4.0, "target": -1.0, "actual": -1.0, "measure": -4.0}
_WORDS_FIT = {"name": 2.0, "target": 1.0, "actual": 1.0, "measure": -1.0}


def header_columns(row: PrintedRow) -> Columns | None:
    """The columns of an indicator table, if the row is its header."""
    return None if row.fields.isdisjoint(("name", "subgroup")) else _header_columns(row.cells)


@by_text
def _header_columns(cells: tuple[tuple[int, str], ...]) -> Columns | None:
    starts: dict[int, str] = {}
    for column, text in cells:
        name = indicator_field(text)
        if name and name not in starts.values():
            starts[column] = name
        elif starts and not is_part(text):
            starts[column] = f"{_OTHER}{text}"
    if "name" not in starts.values():
        # Without 三级指标 the indicators stand under 二级指标.
        starts = {column: "name" if field == "subgroup" else field for column, field in starts.items()}
    fields = set(starts.values())
    beside = fields & {"group", "subgroup", "target", "weight"}
    return Columns(starts) if "name" in fields and len(beside) > 1 else None


class IndicatorTable:
    """Collects the indicators of one form row by row."""

    def __init__(self, place: str) -> None:
        self.place = place
        self.columns = Columns({})
        self.indicators: list[Indicator] = []
        self.groups: list[IndicatorGroup] = []
        self.total_weight: Decimal | None = None
        self.total_score: Decimal | None = None
        self.notes: list[Note] = []
        self._group = self._subgroup = ""
        self._repeated = False  # the header was repeated just now, on a new page

    @property
    def is_totalled(self) -> bool:
        """Whether the line of totals was read."""
        return self.total_weight is not None or self.total_score is not None

    @property
    def is_open(self) -> bool:
        """Whether a header was read and no total yet."""
        return bool(self.columns.starts) and not self.is_totalled

    def read_header(self, row: PrintedRow) -> bool:
        """Take the row as a header, also one repeated after a page break."""
        columns = header_columns(row)
        if columns is not None:
            self.columns, self._repeated = columns, bool(self.indicators)
        return columns is not None

    def read_total(self, row: PrintedRow) -> bool:
        """Take the row as the line of totals."""
        if not any(k in TOTALS for k in row.keys):
            return False
        numbers = [(column, points(text)) for column, text in row.cells if points(text) is not None]
        named = {self.columns.owner(column): number for column, number in numbers}
        if len(numbers) > 1 and not {"weight", "score"} <= named.keys():
            named = {"weight": numbers[-2][1], "score": numbers[-1][1]}
        self.total_weight = named.get("weight")
        self.total_score = named.get("score", numbers[-1][1] if len(numbers) == 1 and "weight" not in named else None)
        return bool(numbers) or len(row.cells) == 1

    def read(self, row: PrintedRow) -> bool:
        """Take the row as an indicator, as a group without indicators, or as the rest of the indicator above."""
        row = row.without({column for column, text in row.cells if is_part(text)})
        if not row.cells:
            return True
        values = self._values(row)
        if values is None:
            return False
        begins, self._repeated = row.first or self._repeated, False
        if begins and self._is_rest(values):
            self._append(row, values)
            return True
        self._enter_groups(values)
        if not values.get("name") and not values.get("target"):
            return bool(values.keys() & {"group", "subgroup"})
        if values.get("name") in _FILLER:
            self._note("ignored", f"指标行“{values['name']}”是表格中的省略号，没有内容", row)
            return True
        self.indicators.append(self._indicator(row, values))
        return True

    def _values(self, row: PrintedRow) -> dict[str, str] | None:
        straight = self.columns.straight(row.cells)
        if straight is not None and self._fits(straight):
            return straight
        aligned = self._aligned(row.cells)
        if aligned is not None and aligned != straight:
            words = "、".join(f"{_CHINESE.get(name, name.removeprefix(_OTHER))}“{text}”" for name, text in aligned.items())
            self._note("repaired", f"绩效指标行错位，按内容重新对齐：{words}", row)
        return aligned

    def _fits(self, values: dict[str, str]) -> bool:
        """Whether each cell makes sense where it stands."""
        if any(points(values[name]) is None for name in _NUMBERS if name in values):
            return False
        if any(weighs(values.get(name, "")) for name in ("name", "target", "actual")):
            return False
        content = values.keys() & {"name", "target", "actual", *_NUMBERS}
        if not content:
            return all(_is_group_of(name, values[name]) for name in values)
        wanted = {"name", *_NUMBERS} & set(self.columns.starts.values())
        return wanted <= values.keys()

    def _aligned(self, cells: tuple[tuple[int, str], ...]) -> dict[str, str] | None:
        """Give the cells, in order, to the headers they fit best: at most cells times headers steps of each cell."""
        headers = list(self.columns.starts.items())
        if len(cells) > len(headers):
            return None

        @cache
        def best(cell: int, header: int) -> tuple[float, tuple[str, ...]]:
            if cell == len(cells):
                return 0.0, ()
            if header == len(headers):
                return _IMPOSSIBLE * len(cells), ()
            skipped = best(cell, header + 1)
            start, name = headers[header]
            column, text = cells[cell]
            rest = best(cell + 1, header + 1)
            taken = rest[0] + _fit(name, text) - _DISTANCE * abs(column - start), (name, *rest[1])
            return max(skipped, taken, key=lambda option: option[0])

        worth, names = best(0, 0)
        if worth <= _IMPOSSIBLE / 2 or len(names) < len(cells):
            return None
        return {name: text for name, (_, text) in zip(names, cells, strict=True)}

    def _is_rest(self, values: dict[str, str]) -> bool:
        """Whether the first row of a page is the second half of cells that the page break cut."""
        if not self.indicators:
            return False
        numbers = any(name in values for name in _NUMBERS)
        # Where weights are printed, a row without one is no indicator of its own.
        weighed = self.indicators[-1].weight is not None
        complete = not weighed and ("group" in values or {"name", "target"} <= values.keys())
        grouped = any(_is_group_of(name, values.get(name, "")) for name in ("group", "subgroup"))
        return not (numbers or complete or grouped)

    def _append(self, row: PrintedRow, values: dict[str, str]) -> None:
        last = self.indicators[-1]
        changes = {name: getattr(last, name) + text for name, text in values.items() if name in _WORDS}
        self.indicators[-1] = evolve(last, **changes)
        self._note("repaired", f"跨页拆开的指标“{self.indicators[-1].name}”已合并", row)

    def _enter_groups(self, values: dict[str, str]) -> None:
        if group := values.get("group"):
            name, weight = name_and_weight(group)
            if name != self._group:
                self._group, self._subgroup = name, ""
                self.groups.append(IndicatorGroup(name, points(weight)))
        if subgroup := values.get("subgroup"):
            name, weight = name_and_weight(subgroup)
            if name != self._subgroup:
                self._subgroup = name
                self.groups.append(IndicatorGroup(name, points(weight), self._group))

    def _indicator(self, row: PrintedRow, values: dict[str, str]) -> Indicator:
        numbers = {name: points(values[name]) for name in _NUMBERS if name in values}
        words = {name: values[name] for name in ("name", "actual", "reason") if name in values}
        return Indicator(
            group=self._group, subgroup=self._subgroup, **words, target=_target(values), description=_described(values),
            weight=numbers.get("weight"), score=numbers.get("score"), page=row.page, line=row.line,
        )  # fmt: skip

    def _note(self, kind: Literal["repaired", "ignored"], message: str, row: PrintedRow) -> None:
        self.notes.append(Note(kind, message, row.page, row.line, self.place))


_CHINESE = {name: labels.split()[0] for name, labels in INDICATOR_FIELDS.items()}


def _target(values: dict[str, str]) -> str:
    """The value aimed at, which some places print in three columns: ≥, 95, %."""
    relation = values.get("relation", "")
    sign = relation if relation in _COMPARISON else ""
    return sign + values.get("target", "") + values.get("measure", "")


def _described(values: dict[str, str]) -> str:
    """The explanation, with what stands in columns of no field."""
    relation = values.get("relation", "")
    words = [values.get("description", ""), "" if relation in _COMPARISON else relation]
    others = [f"{name.removeprefix(_OTHER)}：{text}" for name, text in values.items() if name.startswith(_OTHER)]
    return "；".join(text for text in [*words, *others] if text)


def _is_group_of(name: str, text: str) -> bool:
    return is_group(text) if name == "group" else is_subgroup(text) if name == "subgroup" else False


@by_text
def weighs(text: str) -> bool:
    """Whether the words are a group with its weight, which no indicator is."""
    return bool(name_and_weight(text)[1]) and (is_group(text) or is_subgroup(text))


@cache
def _fit(name: str, text: str) -> float:
    """How well a cell's words suit a header."""
    if name in ("group", "subgroup"):
        return 6.0 + 2.0 * weighs(text) if _is_group_of(name, text) else -6.0
    rate = text.endswith(("%", "％"))
    number = is_figure(text) and not rate
    if name in _NUMBERS:
        return 4.0 if number else -4.0 if rate and points(text) is not None else _IMPOSSIBLE * 2
    if name == "relation":
        return 3.0 if text in _COMPARISON else -3.0
    if name == "name" and weighs(text):
        return -6.0
    return _NUMBER_FIT.get(name, -6.0) if number else _WORDS_FIT.get(name, 0.0)
