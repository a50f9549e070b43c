"""A document's figures as numbered cells: what the identities are written over."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property

from attrs import Factory

from medinsure_budget.checks.arithmetic.intervals import Rounding, Zero, in_fen, interval, step_of
from medinsure_budget.document import Document
from medinsure_budget.document.narrative import Claim
from medinsure_budget.forms import Row, Sheet
from medinsure_budget.forms.words import fold, without_ordinal
from medinsure_budget.money import Money, Unit
from medinsure_budget.records import define
from medinsure_budget.subjects import Catalogue, subjects_of

# Fewer figures than this do not show how many decimals a table prints.
_ENOUGH_FIGURES = 8
_DEFAULT_DECIMALS = {Unit.YI: 4}


@define(eq=False)
class Cell:
    """One printed place for a figure: in a table, or in a sentence of the text.

    Attributes:
        index: Its number in the document.
        amount: The printed figure, ``None`` where the place is blank.
        fen: What it is worth in 分, 0 where blank.
        step: The worth in 分 of one unit of the last digit.
        low: The least whole 分 it can stand for.
        high: The most.
        sheet: The table, ``None`` for a figure of the text.
        row: The row.
        field: The attribute of the form.
        code: The subject code of the row, found by name and order where none is printed.
        claim: The statement of the text.
        told: What it is taken to print while the error of a whole table is corrected, for sentences.
    """

    index: int
    amount: Money | None
    fen: int = 0
    step: int = 1
    low: int = 0
    high: int = 0
    sheet: Sheet[Row] | None = None
    row: Row | None = None
    field: str = ""
    code: str = ""
    claim: Claim | None = None
    unit: Unit = Unit.YUAN
    told: str = ""

    @property
    def exact(self) -> bool:
        """Whether the cell stands for one amount only."""
        return self.low == self.high

    def agrees(self, other: "Cell") -> bool:
        """Whether both may print one amount, each cut or rounded at its own last digit."""
        return abs(self.fen - other.fen) < max(self.step, other.step)

    @property
    def unread(self) -> bool:
        """Whether something is printed there that cannot be read: it is no blank and no zero."""
        return self.row is not None and self.field in self.row.unreadable

    @property
    def column_label(self) -> str:
        """The printed words over the column, or of the item where labels run downward."""
        if self.sheet is None or self.row is None:
            return ""
        for item in self.sheet.items:
            if item.field == self.field:
                return without_ordinal(fold(item.label))
        column = self.sheet.column(self.row, self.field)
        if column is not None and column.path:
            return column.path[-1] if len(column.path[-1]) > 2 or len(column.path) == 1 else "".join(column.path[-2:])
        marker = self.sheet.form.form.fields.get(self.field)
        return marker.label if marker else self.field

    @property
    def row_label(self) -> str:
        """Code and name of the row, or what the sentence speaks of."""
        if self.row is None:
            return self.claim.subject or "/".join(self.claim.path or ()) if self.claim else ""
        measure = {"budget": "预算数", "final": "决算数"}.get(self.row.measure, "")
        code = self.row.code or (f"({self.code})" if self.code else "")
        return " ".join(filter(None, (code, self.row.name, measure)))

    @property
    def place(self) -> str:
        """Where it is, for a reader: table, row, column."""
        if self.sheet is None:
            section = self.claim.section.split("/")[-1] if self.claim else ""
            budget = "预算数" if self.field == "budget" else ""
            return "·".join(filter(None, (f"正文“{section}”", self.row_label, budget)))
        return "·".join(filter(None, (table_name(self.sheet), self.row_label, self.column_label)))

    @property
    def page(self) -> int:
        """The page it was printed on, 0 when unknown."""
        if self.row is None:
            return self.claim.page if self.claim else 0
        origin = self.row.where(self.field)
        return (origin.page if origin else 0) or self.row.page or (self.sheet.page if self.sheet else 0)

    @property
    def line(self) -> int:
        """The printed line, 0 for formats without lines."""
        if self.row is None:
            return self.claim.line if self.claim else 0
        origin = self.row.where(self.field)
        if origin is None and self.row.origin is not None:
            return self.row.origin.grid.line(self.row.origin.row)  # the cell itself was lost
        return origin.line if origin else 0

    @property
    def printed(self) -> str:
        """The digits as printed, empty where blank."""
        origin = self.row.where(self.field) if self.row else None
        if origin is not None:
            return origin.text.strip()
        return f"{self.amount.amount:f}" if self.amount is not None else ""

    @property
    def key(self) -> str:
        """A name that survives small changes of the document: number or title, code or label, field."""
        if self.sheet is None:
            return f"正文/{self.claim.section if self.claim else ''}/{self.row_label}/{self.field}"
        name = self.sheet.number or table_name(self.sheet)
        row = self.row
        label = (self.code or fold(row.name) or row.line) + (f"/{row.measure}" if row.measure else "") if row else ""
        side = f"{row.side}/" if row and row.side else ""
        return f"{name}/{side}{label}/{self.field}"

    def __repr__(self) -> str:
        return f"<{self.place} {self.printed or '空'}>"


@define(eq=False)
class Line:
    """A row of a table with its cells by field."""

    row: Row
    cells: dict[str, Cell]
    code: str = ""

    @property
    def is_total(self) -> bool:
        """Whether it is the 合计 of its table."""
        return self.row.is_total

    @property
    def filled(self) -> bool:
        """Whether any figure other than zero is printed."""
        return any(cell.fen for cell in self.cells.values())


@define(eq=False)
class Table:
    """A sheet as lines of cells.

    Attributes:
        sheet: The sheet.
        lines: Its rows in printed order.
        fields: The amount fields that it prints, in printed order.
        undeclared: Whether it prints figures in columns that the form does not declare.
    """

    sheet: Sheet[Row]
    lines: list[Line]
    fields: tuple[str, ...]
    undeclared: bool = False

    @property
    def form(self) -> type[Row]:
        """The class of its rows."""
        return self.sheet.form

    @property
    def total(self) -> Line | None:
        """The 合计 line."""
        return next((line for line in self.lines if line.is_total), None)

    @cached_property
    def empty(self) -> bool:
        """Whether it prints no figure but zeros."""
        return not any(line.filled for line in self.lines)

    def line(self, key: str) -> Line | None:
        """The fixed line with this key."""
        return next((line for line in self.lines if line.row.line == key), None)

    def coded(self) -> dict[str, Line]:
        """Lines by code, the first where one is repeated."""
        found: dict[str, Line] = {}
        for line in self.lines:
            if line.code:
                found.setdefault(line.code, line)
        return found


@define(eq=False)
class Figures:
    """All cells of a document.

    Attributes:
        document: The document.
        tables: The tables whose amounts have a known worth.
        unmeasured: The tables of unknown units: their own sums can be judged, nothing else.
        cells: The figures of all tables.
        zero: What a printed zero stands for.
        rounding: How the figures of a unit were rounded.
        unproved: The units of which it is only likely that figures were cut off.
    """

    document: Document
    tables: list[Table] = Factory(list)
    unmeasured: list[Table] = Factory(list)
    cells: list[Cell] = Factory(list)
    zero: Zero = "exact"
    rounding: dict[Unit, Rounding] = Factory(dict)
    unproved: set[Unit] = Factory(set)
    catalogue: Catalogue | None = None

    @property
    def subjects(self) -> Catalogue:
        """The subjects of the document's year."""
        return subjects_of(self.document.year, self.catalogue)

    def of(self, form: type[Row]) -> Table | None:
        """The only table of a form that holds figures, or the only one at all; ``None`` where that is not clear."""
        found = self.all(form)
        chosen = [t for t in found if not t.empty] or found
        return chosen[0] if len(chosen) == 1 else None

    def all(self, form: type[Row]) -> list[Table]:
        """Every table of a form."""
        return self._by_form.get(form, [])

    @cached_property
    def _by_form(self) -> dict[type[Row], list[Table]]:
        found: dict[type[Row], list[Table]] = {}
        for table in self.tables:
            found.setdefault(table.form, []).append(table)
        return found

    def add(self, amount: Money | None, usual_decimals: int, **place: object) -> Cell:
        """Number one more cell."""
        cell = Cell(len(self.cells), amount, **place)  # type: ignore[arg-type]  # the callers name attributes of Cell
        if amount is None:
            cell.step = step_of(Money(0, cell.unit), usual_decimals)
        else:
            cell.fen = int(in_fen(amount).to_integral_value())
            cell.step = step_of(amount, usual_decimals)
            cell.unit = amount.unit
        self.cells.append(cell)
        return cell

    def assume(self, unit: Unit, rounding: Rounding) -> None:
        """Let the figures of a unit be rounded in this way."""
        self.rounding[unit] = rounding
        for cell in self.cells:
            if cell.amount is not None and cell.unit is unit:
                cell.low, cell.high = interval(cell.fen, cell.step, rounding, self.zero)

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units that figures are printed in."""
        return tuple(dict.fromkeys(cell.unit for cell in self.cells if cell.amount is not None))


def table_name(sheet: Sheet[Row]) -> str:
    """A short name: the printed number with the form's title, else the printed title."""
    return " ".join(filter(None, (sheet.number, sheet.form.form.title))) or sheet.title


def gather(document: Document, zero: Zero = "exact", catalogue: Catalogue | None = None) -> Figures:
    """Number the figures of a document's tables; ``catalogue`` holds the subjects to read codes with."""
    figures = Figures(document, zero=zero, catalogue=catalogue)
    usual = _usual_decimals(document.sheets)
    for sheet in document.sheets:
        own = _decimals_of(sheet.rows)
        decimals = own if own is not None else usual.get(sheet.unit, _DEFAULT_DECIMALS.get(sheet.unit, 2))
        (figures.unmeasured if _is_unmeasured(sheet) else figures.tables).append(_table(figures, sheet, decimals))
    figures.rounding = dict.fromkeys(Unit, "half_up")
    for unit in figures.units:
        figures.assume(unit, "half_up")
    return figures


def _is_unmeasured(sheet: Sheet[Row]) -> bool:
    return any(amount.unit is Unit.UNKNOWN for row in sheet.rows for _, amount in row.figures())


def _table(figures: Figures, sheet: Sheet[Row], decimals: int) -> Table:
    fields = sheet.printed or tuple(
        m.name for m in sheet.form.form.money if any(getattr(row, m.name) is not None for row in sheet.rows)
    )
    fields = tuple(f for f in fields if f in sheet.form.form.fields)  # items may bear words that no form knows
    lines = []
    prints: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in sheet.rows:
        kind = (row.side, row.measure)
        if kind not in prints:
            prints[kind] = tuple(f for f in fields if _prints(sheet, row, f))
        code = normal_code(row.code)
        cells = {
            f: figures.add(getattr(row, f), decimals, sheet=sheet, row=row, field=f, code=code, unit=sheet.unit)
            for f in prints[kind]
        }
        lines.append(Line(row, cells, code))
    return Table(sheet, lines, fields, undeclared=any(row.extra for row in sheet.rows))


def _prints(sheet: Sheet[Row], row: Row, field: str) -> bool:
    side = sheet.form.form.fields[field].side
    if side and row.side and side != row.side:
        return False
    return bool(sheet.items) or not sheet.columns or sheet.column(row, field) is not None


def normal_code(code: str) -> str:
    """The code with the zeros that split columns lose (301, 2 is 30102); empty when it is no subject code.

    >>> normal_code("3012"), normal_code("2101501"), normal_code("A01")
    ('30102', '2101501', '')
    """
    digits = code.strip()
    if not digits.isdecimal():
        return ""
    if len(digits) in (4, 6):
        digits = f"{digits[:-1]}0{digits[-1]}"
    return digits if len(digits) in (3, 5, 7) else ""


def _decimals_of(rows: Iterable[Row]) -> int | None:
    """The decimals that most figures of a table print, ``None`` when there are too few to tell."""
    counts = Counter(amount.decimals for row in rows for _, amount in row.figures() if amount)
    return max(counts, key=lambda d: (counts[d], d)) if counts.total() >= _ENOUGH_FIGURES else None


def _usual_decimals(sheets: Iterable[Sheet[Row]]) -> dict[Unit, int]:
    by_unit: dict[Unit, list[Row]] = defaultdict(list)
    for sheet in sheets:
        by_unit[sheet.unit] += sheet.rows
    found = {unit: _decimals_of(rows) for unit, rows in by_unit.items()}
    return {unit: decimals for unit, decimals in found.items() if decimals is not None}
