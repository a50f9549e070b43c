"""Relations between tables as data: references to canonical cells, and records that equate them."""

from collections.abc import Callable, Iterator
from typing import Literal

from medinsure_budget.checks.arithmetic.cells import Cell, Figures, Line, Table
from medinsure_budget.checks.arithmetic.identities import Bridge, Identity, unplaced
from medinsure_budget.forms import (
    AppropriationOverview,
    BudgetOverview,
    Expenditure,
    FinalAppropriationOverview,
    FinalExpenditureBySubject,
    FinalExpenditureByUnit,
    FinalGeneralPublicExpenditure,
    FinalOverview,
    GeneralPublicExpenditure,
    Row,
)
from medinsure_budget.records import frozen

Reach = Literal["line", "total", "code", "codes", "projects"]
Places = dict[str, tuple[Cell, ...]]


@frozen
class Ref:
    """Cells of the tables of one form: a fixed line, the 合计, one subject, each subject, or each project.

    Attributes:
        form: The form.
        reach: Which lines.
        key: The line's key or the subject's code.
        field: The column.
        measure: ``budget`` or ``final`` where a table prints both.
        instead: The column that stands for a column which the table does not print.
    """

    form: type[Row]
    reach: Reach
    key: str
    field: str
    measure: str = ""
    instead: str = ""

    def places(self, figures: Figures) -> Places | str:
        """The cells by subject (or under ``""``), or what is missing, in Chinese.

        A reason that begins with ``!`` says that the document has no such item, so that nothing is to be checked.
        """
        table = figures.of(self.form)
        if table is None:
            count = len(figures.all(self.form))
            name = self.form.form.title
            return f"{name}印了{count}张，无法确定用哪一张" if count else f"没有{name}"
        field = self.instead if self.instead and self.field not in table.fields else self.field
        found: Places = {key: (x.cells[field],) for key, x in self._lines(table) if field in x.cells}
        if not found:
            marker = self.form.form.fields[self.field]
            return f"!{self.form.form.title}没有“{self._wanted or marker.label}”的金额"
        return found

    def cells(self, figures: Figures) -> tuple[Cell, ...]:
        """All its cells, none where something is missing."""
        places = self.places(figures)
        return () if isinstance(places, str) else tuple(c for cells in places.values() for c in cells)

    @property
    def _wanted(self) -> str:
        if self.reach == "line":
            return self.form.form.line(self.key).printed
        return self.key

    def _lines(self, table: Table) -> Iterator[tuple[str, Line]]:
        if self.reach == "line":
            line = table.line(self.key)
            if line is not None:
                yield "", line
        elif self.reach == "total":
            yield from self._totals(table)
        elif self.reach == "projects":
            yield from _projects(table)
        else:
            for code, line in table.coded().items():
                if self.reach == "codes":
                    yield code, line
                elif code == self.key:
                    yield "", line

    def _totals(self, table: Table) -> Iterator[tuple[str, Line]]:
        measured = [line for line in table.lines if line.row.measure == self.measure] if self.measure else table.lines
        line = next((x for x in measured if x.is_total), None)
        if line is None and len(measured) == 1:
            line = measured[0]  # a table of one line, or one with its items downward, is its own total
        if line is not None:
            yield "", line


def _projects(table: Table) -> Iterator[tuple[str, Line]]:
    seen = set()
    for line in table.lines:
        name = line.row.name
        if name and not line.is_total and name not in seen:
            seen.add(name)
            yield name, line


def line(form: type[Row], key: str, field: str = "amount") -> Ref:
    """A fixed line of an overview."""
    return Ref(form, "line", key, field)


def total(form: type[Row], field: str = "total", measure: str = "", instead: str = "") -> Ref:
    """The 合计 of a table."""
    return Ref(form, "total", "", field, measure, instead)


def code(form: type[Row], key: str, field: str = "total") -> Ref:
    """One subject of a table."""
    return Ref(form, "code", key, field)


def codes(form: type[Row], field: str = "total", instead: str = "") -> Ref:
    """Every subject of a table."""
    return Ref(form, "codes", "", field, instead=instead)


def projects(form: type[Row], field: str = "total") -> Ref:
    """Every project of a table."""
    return Ref(form, "projects", "", field)


Guard = Callable[[Figures], str]


@frozen
class Relation:
    """An equation between cells of tables.

    Attributes:
        rule: The rule it belongs to.
        left: References that are added up.
        right: References that are added up; those in ``optional`` count as nothing where the table is missing.
        optional: References that may be missing.
        at_most: Left must not exceed right; equality is not asked for.
        when_same_money: Ask for equality only where all money is from the general public budget, else for ``at_most``.
        bridges: Reasons and the cells that explain a difference; several references are added up.
        partly: The same for amounts of which an unknown part explains a difference.
        complete: A subject of one side must stand on the other.
        soft: Plausible but not certain: kept out of the search for the wrong cell.
        guard: Says why the relation does not concern a document; empty when it does.
    """

    rule: str
    left: tuple[Ref, ...]
    right: tuple[Ref, ...]
    optional: tuple[Ref, ...] = ()
    at_most: bool = False
    when_same_money: bool = False
    bridges: tuple[tuple[str, Ref | tuple[Ref, ...]], ...] = ()
    partly: tuple[tuple[str, Ref], ...] = ()
    complete: bool = False
    soft: bool = False
    guard: Guard | None = None

    def instances(self, figures: Figures) -> "list[Identity] | str":
        """The identities of a document, or what is missing."""
        if self.guard is not None and (why := self.guard(figures)):
            return "!" + why
        left, right = _gather(figures, self.left, ()), _gather(figures, self.right, self.optional)
        if isinstance(left, str) or isinstance(right, str):
            return left if isinstance(left, str) else str(right)
        at_most = self.at_most or (self.when_same_money and not same_money(figures))
        bridges = tuple(Bridge(reason, cells) for reason, refs in self.bridges if (cells := _cells_of(figures, refs)))
        bridges += tuple(
            Bridge(reason, cells, partly=True) for reason, ref in self.partly if (cells := _cells_of(figures, ref))
        )
        both = [
            Identity(self.rule, left[key], right[key], at_most, bridges, soft=self.soft) for key in left if key in right
        ]
        return both + (self._missing(figures, left, right) if self.complete and not at_most else [])

    def _missing(self, figures: Figures, left: Places, right: Places) -> list[Identity]:
        """Subjects with money on one side that the other side does not print, at the levels that it prints."""
        doubt = self._unread_rows(figures)
        found = []
        for have, lack, form in ((left, right, self.right[0].form), (right, left, self.left[0].form)):
            levels = {len(key) for key in lack}
            found += [
                Identity(self.rule, cells, (), doubt=doubt, group=("missing", form, key))
                for key, cells in have.items()
                if key not in lack and len(key) in levels and any(c.fen for c in cells)
            ]
        return found

    def _unread_rows(self, figures: Figures) -> str:
        tables = (figures.of(ref.form) for ref in (*self.left, *self.right, *self.optional))
        return next((why for table in tables if table is not None and (why := unplaced(table))), "")


def _cells_of(figures: Figures, refs: Ref | tuple[Ref, ...]) -> tuple[Cell, ...]:
    """The single cells that references name; those that the document does not print count as nothing."""
    places = (ref.places(figures) for ref in (refs if isinstance(refs, tuple) else (refs,)))
    return tuple(cell for found in places if not isinstance(found, str) for cell in found.get("", ()))


def _gather(figures: Figures, refs: tuple[Ref, ...], optional: tuple[Ref, ...]) -> Places | str:
    found: Places = {}
    for ref in (*refs, *optional):
        places = ref.places(figures)
        if isinstance(places, str):
            if ref in optional:
                continue
            return places
        for key, cells in places.items():
            found[key] = (*found.get(key, ()), *cells)
    return found


_ALL_MONEY = (
    line(BudgetOverview, "year_expenditure"), line(BudgetOverview, "total_expenditure"), total(Expenditure),
    line(FinalOverview, "year_expenditure"), total(FinalExpenditureBySubject), total(FinalExpenditureByUnit),
)  # fmt: skip
_GENERAL_MONEY = (
    # Fiscal appropriations as a whole may hold other budgets' money.
    total(GeneralPublicExpenditure), line(AppropriationOverview, "general_public"),
    total(FinalGeneralPublicExpenditure), line(FinalAppropriationOverview, "year_expenditure", "from_general_public"),
)  # fmt: skip


def same_money(figures: Figures) -> bool:
    """Whether all expenditure is from the general public budget; one wrong total does not hide it."""
    everything = {cell.fen for ref in _ALL_MONEY for cell in ref.cells(figures)}
    general = {cell.fen for ref in _GENERAL_MONEY for cell in ref.cells(figures)}
    return bool((everything & general) - {0})
