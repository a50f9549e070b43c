"""A statement as one document prints it: typed rows, and how its columns are laid out."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from typing import Any, Generic

from attrs import field

from medinsure_budget.errors import UsageError
from medinsure_budget.files.frames import frame_of
from medinsure_budget.forms.declare import TOTAL_WORDS, Measure, R, Role, Row, Side
from medinsure_budget.forms.words import fold, without_ordinal
from medinsure_budget.money import Money, Unit
from medinsure_budget.records import frozen, value


@value
class Column:
    """A printed leaf column.

    Attributes:
        path: The header words from the top down, e.g. ``("基本支出", "人员经费")``.
        role: What the column holds.
        field: The form's attribute, empty for a column that the form does not declare.
        side: The side it belongs to.
        panel: Blocks printed beside each other are counted from 0.
        measure: ``budget`` or ``final`` where both are printed.
        ordinal: The printed 栏次, e.g. ``**`` or ``3``.
    """

    path: tuple[str, ...]
    role: Role
    field: str = ""
    side: Side = ""
    panel: int = 0
    measure: Measure = ""
    ordinal: str = ""

    @property
    def header(self) -> str:
        """The path joined by ``/``."""
        return "/".join(self.path)


@frozen
class Item:
    """An item printed as a row where labels run downward: the field it is, and its printed label."""

    field: str
    label: str


@frozen(kw_only=True, repr=False)
class Sheet(Generic[R]):
    """One printed table.

    Iterating gives the rows in printed order, side by side tables first the left side.

    >>> from medinsure_budget.forms import Expenditure
    >>> from medinsure_budget.money import Money
    >>> row = Expenditure(code="2101501", name="行政运行", total=Money("705.39", "万元"))
    >>> sheet = Sheet(form=Expenditure, title="2024年部门支出预算总表", unit=Unit.WAN, rows=(row,))
    >>> sheet["2101501"].total, sheet["行政运行"] is row
    (Money('705.39', '万元'), True)

    Attributes:
        form: The class of the rows.
        title: As printed, blanks removed.
        number: As printed, such as ``公开01表``; empty when none.
        unit: The printed unit; where none is printed the one that the document tells otherwise (a note says how), else
            `Unit.UNKNOWN`.
        agency: The printed unit or department line, e.g. ``209-云溪市医疗保障局``.
        agency_line: The line that names the agency, with ``{agency}`` in its place: ``编制部门：{agency}``.
        unit_line: The line that states the unit of money, with ``{unit}`` in its place: ``金额单位：{unit}``.
        sheet_name: The worksheet's name, where it stands in a workbook.
        year: The year in the title, if any.
        rows: The rows.
        columns: The printed columns from left to right.
        items: For tables whose labels run downward, the printed items in order; else empty.
        remarks: The notes printed under the table.
        page: The first page.
    """

    form: type[R]
    title: str
    number: str = ""
    unit: Unit = Unit.YUAN
    agency: str = ""
    agency_line: str = ""
    unit_line: str = ""
    sheet_name: str = ""
    year: int | None = None
    rows: tuple[R, ...] = ()
    columns: tuple[Column, ...] = ()
    items: tuple[Item, ...] = ()
    remarks: tuple[str, ...] = ()
    page: int = field(default=0, eq=False)

    def __repr__(self) -> str:
        return f"<Sheet[{self.form.__name__}] {self.title!r}: {len(self.rows)} rows, {self.unit.value}>"

    def _repr_html_(self) -> str:
        """The table in its printed unit and words, as notebooks display it."""
        from medinsure_budget.forms.display import sheet_html

        return sheet_html(self)

    def __iter__(self) -> Iterator[R]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def find(self, key: str | tuple[str, ...]) -> tuple[R, ...]:
        """All rows with this code, label (its ordinal may be left out), line key, or path of labels."""
        if isinstance(key, tuple):
            return tuple(row for row in self.rows if self.path(row)[-len(key) :] == tuple(map(fold, key)))
        by_code = tuple(row for row in self.rows if row.code and row.code == key)
        by_line = by_code or tuple(row for row in self.rows if row.line and row.line == key)
        label = fold(key)
        return by_line or tuple(
            row for row in self.rows if fold(row.name) == label or without_ordinal(fold(row.name)) == label
        )

    def __getitem__(self, key: str | tuple[str, ...]) -> R:
        """The first row with this code, label, line key or path.

        Raises:
            UsageError: when there is none.
        """
        if found := self.find(key):
            return found[0]
        raise UsageError(f"{self.title}：没有“{key}”这一行")

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str | tuple) and bool(self.find(key))

    @property
    def total(self) -> R | None:
        """The 合计 row, if there is one."""
        return next((row for row in self.rows if row.is_total), None)

    @property
    def printed(self) -> tuple[str, ...]:
        """The declared fields that this table has a column (or an item) for."""
        names = [item.field for item in self.items] or [c.field for c in self.columns if c.role == "money"]
        return tuple(dict.fromkeys(name for name in names if name))

    def children(self, row: Row) -> tuple[R, ...]:
        """The rows one level under a coded row; under the total, the top-level rows."""
        if row.is_total:
            return tuple(r for r in self.rows if r.depth == 1)
        if not row.depth:
            return ()
        return tuple(r for r in self.rows if r.depth == row.depth + 1 and r.code.startswith(row.code))

    def parent(self, row: Row) -> R | None:
        """The coded row one level above, if it is printed."""
        if row.depth <= 1:
            return None
        return next((r for r in self.rows if r.code == row.code[:-2]), None)

    def path(self, row: Row) -> tuple[str, ...]:
        """The folded labels from 类 down to the row."""
        above = self.parent(row)
        return (*(self.path(above) if above is not None else ()), fold(row.name))

    def walk(self) -> Iterator[tuple[int, R]]:
        """The coded rows with their depth, in code order: parents before children."""
        yield from sorted(((row.depth, row) for row in self.rows if row.depth), key=lambda pair: pair[1].code)

    def column(self, row: Row, name: str) -> Column | None:
        """The printed column of a row's field or extra header."""
        place = row.origin.columns.get(name, -1) if row.origin else -1
        if 0 <= place < len(self.columns) and name in (self.columns[place].field, self.columns[place].header):
            # A total merged over two blocks has its figure in the second one, away from its label.
            return self.columns[place]
        named = (c for c in self._named.get(name, ()) if c.measure in ("", row.measure))
        beside = [c for c in named if c.side in ("", row.side)]
        return next((c for c in beside if c.panel == row.panel), beside[0] if beside else None)

    @cached_property
    def _named(self) -> dict[str, list[Column]]:
        """The columns by their field and by their header."""
        named: dict[str, list[Column]] = {}
        for column in self.columns:
            for name in {column.field, column.header}:
                named.setdefault(name, []).append(column)
        return named

    def to_frame(self, unit: Unit | str = Unit.YUAN) -> Any:
        """The table as it is printed, a row a row: words, then one column of exact `Decimal` for each printed field.

        Args:
            unit: The unit of the amounts, 元 by default; blanks and amounts of unknown units are ``None``.

        Returns:
            A `pandas.DataFrame` with the columns ``side, line, code, name``, the other words that the form declares,
            the printed amounts by field, and undeclared columns by their headers.
        """
        words = [m.name for m in self.form.form.fields.values() if m.role != "money"]
        keys = list(dict.fromkeys(("side", "line", "code", "name", *words)))
        extra = list(dict.fromkeys(header for row in self.rows for header, _ in row.extra))
        rows = []
        for row in self.rows:
            amounts = dict(row.figures())
            told = {name: amounts.get(name) for name in (*self.printed, *extra)}
            shown = {name: None if amount is None else _in_unit(amount, Unit(unit)) for name, amount in told.items()}
            rows.append({key: getattr(row, key) for key in keys} | shown)
        return frame_of(rows, [*keys, *dict.fromkeys((*self.printed, *extra))], dtype=object)

    def sums(self) -> frozenset[int]:
        """The places of the rows that are sums of others which the table prints too: adding them up counts twice."""
        lines = {row.line for row in self.rows if next(row.figures(), None) is not None}

        def is_sum(row: Row) -> bool:
            if row.is_total or without_ordinal(fold(row.name)).endswith(tuple(TOTAL_WORDS)):
                return True
            return bool(row.line) and not lines.isdisjoint(self.form.form.line(row.line).sums)

        return frozenset(at for at, row in enumerate(self.rows) if is_sum(row))

    def records(self) -> Iterator[dict[str, Any]]:
        """One tidy record for each printed figure; the document adds what concerns it as a whole."""
        sums = self.sums()
        labels = {item.field: item.label for item in self.items}
        name = self.form.form.name if self.form.form.title else ""
        for at, row in enumerate(self.rows):
            for key, amount in row.figures():
                column = self.column(row, "" if labels else key)
                origin = row.where(key)
                yield {
                    "form": name,
                    "title": self.title,
                    "number": self.number,
                    "unit": self.unit.value,
                    "side": row.side,
                    "code": row.code,
                    "label": labels.get(key, row.name),
                    "field": key if key in self.form.form.fields else "",
                    "header": self._header(row, key, column),
                    "amount": amount.worth,
                    "printed": origin.text if origin else f"{amount.amount:f}",
                    "page": (origin.page if origin else 0) or row.page,
                    "measure": row.measure,
                    "is_total": at in sums,
                    "line": origin.line if origin else 0,
                }

    def _header(self, row: Row, key: str, column: Column | None) -> str:
        if self.items:
            place = row.origin.columns.get(key, -1) if row.origin else -1
            named = [c for c in self.columns if c.role == "money" and c.measure == row.measure]
            found = self.columns[place] if 0 <= place < len(self.columns) else next(iter(named), None)
            return found.header if found else row.measure
        if column is not None:
            return column.header
        marker = self.form.form.fields.get(key)
        return marker.label if marker else key


def _in_unit(amount: Money, unit: Unit) -> Decimal | None:
    return None if amount.unit is Unit.UNKNOWN is not unit else amount.to(unit).amount
