"""How a statement is declared: one attrs class, its labels and sums in the fields' metadata.

A marker says what a column *means* and under which words it is printed, never where or in which direction:
reader, checker, writer, frames and documentation walk the same metadata.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, ClassVar, Literal, TypeVar, cast

from attrs import field

from medinsure_budget.errors import UsageError
from medinsure_budget.evidence import Grid, Origin
from medinsure_budget.forms.words import fold, without_ordinal
from medinsure_budget.lexicon import Shape
from medinsure_budget.money import Money
from medinsure_budget.records import frozen, metadata, value

Kind = Literal["budget", "final_accounts"]
KINDS: Mapping[Kind, str] = {"budget": "预算", "final_accounts": "决算"}
Side = Literal["", "income", "expenditure", "purpose"]
Measure = Literal["", "budget", "final"]
Role = Literal["code", "name", "unit_code", "unit", "line_number", "money", "rate", "count", "text"]
RowKind = Literal["functional", "economic", "unit", "lines", "project", "single"]

_KEY = "medinsure_budget"


@frozen
class Marker:
    """What a field of a form means.

    Attributes:
        role: What its column holds.
        labels: The printed words, the usual ones first; each was printed by some place.
        under: A word of a header above, where the label alone is ambiguous.
        sums: Fields of the same row that add up to this one.
        side: The side of a two-sided table that prints the column, empty for any.
        name: The attribute's name.
    """

    role: Role
    labels: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    sums: tuple[str, ...] = ()
    side: Side = ""
    name: str = ""

    @cached_property
    def folded(self) -> frozenset[str]:
        """The labels in the spelling that headers are compared in."""
        return frozenset(map(fold, self.labels))

    @property
    def label(self) -> str:
        """The usual printed word."""
        return self.labels[0] if self.labels else self.name


def _marked(default: object, marker: Marker) -> Any:
    return field(default=default, metadata={_KEY: marker})


def money(*labels: str, under: str | tuple[str, ...] = (), sums: tuple[str, ...] = (), side: Side = "") -> Money | None:
    """Declare a column of amounts; ``None`` is a blank cell, a printed zero is ``Money`` zero."""
    above = (under,) if isinstance(under, str) else under
    return cast("Money | None", _marked(None, Marker("money", labels, above, sums, side)))


def text(*labels: str) -> str:
    """Declare a column of words."""
    return cast("str", _marked("", Marker("text", labels)))


def code(*labels: str) -> str:
    """Declare the subject code, 类款项 joined however they are printed."""
    return cast("str", _marked("", Marker("code", labels or _SUBJECT_CODE)))


def name(*labels: str) -> str:
    """Declare the words that name a row."""
    return cast("str", _marked("", Marker("name", labels or _SUBJECT_NAME)))


def unit_code(*labels: str) -> str:
    """Declare the budget unit's code."""
    return cast("str", _marked("", Marker("unit_code", labels or ("单位代码", "单位编码"))))


def unit(*labels: str) -> str:
    """Declare the budget unit's name where it is not what names the row."""
    return cast("str", _marked("", Marker("unit", labels or ("单位名称",))))


def line_number() -> str:
    """Declare the printed 行次."""
    return cast("str", _marked("", Marker("line_number", ("行次",))))


_SUBJECT_CODE = (
    "科目编码", "科目代码", "功能科目编码", "功能分类科目编码", "支出功能分类科目编码", "支出功能分类科目编",
    "经济科目编码", "经济分类科目编码", "功能分类编码", "科目编号", "编码", "类", "款", "项",
)  # fmt: skip
_SUBJECT_NAME = (
    "科目名称", "功能分类科目名称", "功能科目名称", "经济分类科目名称", "经济科目名称", "支出功能分类科目名称",
    "功能分类名称", "名称",
)  # fmt: skip


@frozen
class FixedLine:
    """A line that the form always prints, such as 本年收入合计.

    Attributes:
        key: Its name in this library, as `Row.line`.
        labels: The printed words without their ordinal (一、 1. （1） 其中：), the usual ones first.
        side: The side that prints it.
        sums: Lines that add up to this one; ``"subjects"`` stands for the top-level subjects of its side.
        after: The line it belongs to, where the label alone is ambiguous.
        printed: How the national form prints it, ordinal included.
    """

    key: str
    labels: tuple[str, ...]
    side: Side = ""
    sums: tuple[str, ...] = ()
    after: str = ""
    printed: str = ""

    @cached_property
    def folded(self) -> frozenset[str]:
        """The labels in the spelling that rows are compared in."""
        return frozenset(without_ordinal(fold(label)) for label in self.labels)


def line(
    key: str, *labels: str, side: Side = "", sums: tuple[str, ...] = (), after: str = "", printed: str = ""
) -> FixedLine:
    """Declare a fixed line of a form."""
    return FixedLine(key, labels, side, sums, after, printed or labels[0])


_NONE: Mapping[str, Grid] = {}


@value(eq=False)
class RowOrigin:
    """Where a row was printed: a shared grid, its row, and the column of each field.

    Attributes:
        columns: Field name (or the printed header of an extra column) to grid column; shared by the rows of a table.
        rows: Field name to grid row, for tables whose labels run downward.
        grids: Field name to the grid of a later page, where such a table goes on over pages.
    """

    grid: Grid = field(repr=False)
    row: int
    columns: Mapping[str, int] = field(repr=False)
    rows: Mapping[str, int] | None = field(default=None, repr=False)
    grids: Mapping[str, Grid] = field(default=_NONE, repr=False)

    def place(self, name: str) -> tuple[Grid, int, int] | None:
        """The grid, row and column of a field, ``None`` when the table does not print it."""
        row = self.row if self.rows is None else self.rows.get(name, -1)
        column = self.columns.get(name)
        if column is None:
            return None
        grid = self.grids.get(name, self.grid) if self.grids else self.grid
        return (grid, row, column) if grid.reaches(row, column) else None

    def where(self, name: str) -> Origin | None:
        """The evidence of a field, ``None`` when the table does not print it."""
        place = self.place(name)
        return None if place is None else Origin(*place)


@frozen(kw_only=True)
class Row:
    """One printed row of any statement.

    Attributes:
        code: The subject code as printed, 类款项 joined; empty on totals and where a table prints none.
        name: The label as printed, without the blanks of cell wrapping.
        side: ``income``, ``expenditure`` or ``purpose`` in two- and three-sided tables.
        line: The key of the fixed line this row is, such as ``total_income``; empty for other rows.
        line_number: The printed 行次.
        measure: ``budget`` or ``final`` where one table prints both.
        panel: The block it is printed in, where blocks stand beside each other; see `Column.panel`.
        extra: Figures of printed columns that the form does not declare: (header, amount).
        unreadable: The fields (or headers of extra columns) under which something is printed that cannot be read.
        page: The page it was printed on, 0 when it was not read from a file.
        origin: The evidence.
    """

    form: ClassVar["Form"]

    code: str = ""
    name: str = ""
    side: Side = ""
    line: str = ""
    line_number: str = ""
    measure: Measure = ""
    panel: int = 0
    extra: tuple[tuple[str, Money], ...] = ()
    unreadable: tuple[str, ...] = ()
    page: int = field(default=0, eq=False)
    origin: RowOrigin | None = field(default=None, eq=False, repr=False)

    def where(self, name: str) -> Origin | None:
        """The place where a field (or the header of an extra column) was printed, if it was."""
        return self.origin.where(name) if self.origin else None

    def figures(self) -> Iterator[tuple[str, Money]]:
        """Every printed amount of the row by field name; extra columns by their header."""
        for marker in self.form.money:
            if (amount := getattr(self, marker.name)) is not None:
                yield marker.name, amount
        yield from self.extra

    def amount_of(self, name: str) -> Money | None:
        """The amount of a field or an extra column, ``None`` when blank or absent."""
        if name in self.form.fields:
            return cast("Money | None", getattr(self, name))
        return dict(self.extra).get(name)

    @property
    def is_total(self) -> bool:
        """Whether the row is the 合计 of its table."""
        return not self.code and without_ordinal(fold(self.name)) in TOTAL_WORDS

    @property
    def depth(self) -> int:
        """类 1, 款 2, 项 3 by the length of the code; 0 without a code."""
        return (len(self.code) - 1) // 2 if self.code.isdecimal() and len(self.code) in (3, 5, 7) else 0


TOTAL_WORDS = frozenset({"合计", "总计", "共计", "总合计"})

R = TypeVar("R", bound=Row)


@frozen(eq=False)
class Form:
    """A statement's declaration as its readers use it.

    Attributes:
        row: The class.
        title: The usual Chinese title.
        kind: Budget or final accounts.
        rows: What a row stands for.
        patterns: Patterns of folded titles; the longest match among all forms wins.
        fields: Declared columns by attribute name, in order of declaration.
        lines: The fixed lines in printed order.
        sides: The sides of the table, empty for one-sided ones.
        empty: The statement printed when the table has no data, ``{agency}`` to be filled.
        note: The note that the national form prints under the table.
    """

    row: type[Row]
    title: str
    kind: Kind
    rows: RowKind
    patterns: tuple[Shape, ...]
    fields: Mapping[str, Marker]
    lines: tuple[FixedLine, ...] = ()
    sides: tuple[Side, ...] = ()
    empty: str = ""
    note: str = ""

    @property
    def name(self) -> str:
        """The class name."""
        return self.row.__name__

    @cached_property
    def money(self) -> tuple[Marker, ...]:
        """The amount columns."""
        return tuple(m for m in self.fields.values() if m.role == "money")

    @cached_property
    def labelled(self) -> Mapping[str, tuple[Marker, ...]]:
        """The columns that bear a label, by its spelling in comparisons."""
        found: dict[str, tuple[Marker, ...]] = {}
        for marker in self.fields.values():
            for label in marker.folded:
                found[label] = (*found.get(label, ()), marker)
        return found

    def marker(self, role: Role) -> Marker | None:
        """The declared column of a role, if there is one."""
        return next((m for m in self.fields.values() if m.role == role), None)

    def line(self, key: str) -> FixedLine:
        """A fixed line by its key.

        Raises:
            UsageError: when the form has no such line.
        """
        for candidate in self.lines:
            if candidate.key == key:
                return candidate
        raise UsageError(f"表式 {self.name} 没有 {key!r} 这一行")

    def match_title(self, folded: str) -> int:
        """How many characters of a folded title this form's patterns explain; 0 when none match."""
        return max((len(m[0]) for p in self.patterns if (m := p.search(folded))), default=0)

    def match_line(self, label: str, side: Side, seen: Mapping[str, object]) -> FixedLine | None:
        """Find the fixed line that a printed label stands for, given the lines already seen on that side."""
        plain = without_ordinal(fold(label))
        found = [c for c in self.lines if plain in c.folded and (not side or not c.side or c.side == side)]
        following = [c for c in found if c.after and c.after in seen and c.key not in seen]
        free = [c for c in found if not c.after and c.key not in seen]
        chosen = following or free
        return chosen[-1] if chosen else None


def _markers(cls: type) -> dict[str, Marker]:
    declared = ((name, data[_KEY]) for name, data in metadata(cls).items() if _KEY in data)
    return {name: Marker(m.role, m.labels, m.under, m.sums, m.side, name) for name, m in declared}


def statement(
    title: str,
    *patterns: str,
    kind: Kind,
    rows: RowKind,
    lines: tuple[FixedLine, ...] = (),
    sides: tuple[Side, ...] = (),
    empty: str = "",
    note: str = "",
) -> Callable[[type[R]], type[R]]:
    """Declare an attrs class as a statement and check that its sums name real fields and lines."""

    def declare(cls: type[R]) -> type[R]:
        declared = _markers(cls)
        form = Form(cls, title, kind, rows, tuple(map(Shape, patterns)), declared, lines, sides, empty, note)
        for name, marker in declared.items():
            if unknown := set(marker.sums) - set(declared):
                raise UsageError(f"{cls.__name__}.{name} 加总了没有的栏：{'、'.join(sorted(unknown))}")
        keys = {c.key for c in lines}
        for fixed in lines:
            if unknown := {*fixed.sums, fixed.after} - keys - {"subjects", ""}:
                raise UsageError(f"{cls.__name__} 的 {fixed.key} 行引用了没有的行：{'、'.join(sorted(unknown))}")
        cls.form = form
        return cls

    return declare
