"""A valid ledger opened for one document: who, which year, which print, and the sums by kind of line."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from attrs import field

from medinsure_budget.compiling.printing import Figures, Rounding
from medinsure_budget.compiling.published import Published
from medinsure_budget.compiling.totals import Key, Measure, Totals
from medinsure_budget.document import Agency
from medinsure_budget.editions import Edition, Printed
from medinsure_budget.evidence import Note
from medinsure_budget.forms.declare import Row
from medinsure_budget.forms.words import fold, without_ordinal
from medinsure_budget.ledgers.load import Ledger, Line, lines_of
from medinsure_budget.ledgers.schema import FISCAL, OUTLAYS, UNIT_KINDS
from medinsure_budget.money import Unit
from medinsure_budget.records import define
from medinsure_budget.subjects import Catalogue

BASIC = ("personnel", "public")
THREE_PUBLICS: Mapping[str, tuple[str, ...]] = {
    "abroad": ("30212",),
    "vehicle_purchase": ("31013", "30913"),
    "vehicle_running": ("30231",),
    "reception": ("30217",),
    "meetings": ("30215",),
    "training": ("30216",),
}
"""The economic 款 behind the three public outlays, whichever of them basic or project expenditure holds."""


@define(eq=False)
class Book:
    """What statements and text are compiled from."""

    ledger: Ledger
    agency: Agency
    year: int
    edition: Edition
    catalogue: Catalogue
    unit: Unit | None = None
    rounding: Rounding = "half_up"
    doubts: tuple[Note, ...] = ()
    published: Mapping[Measure, Published] = field(factory=dict)
    _totals: dict[str, Totals] = field(factory=dict)

    def of(self, kind: str) -> Totals:
        """The sums of a kind of lines."""
        if kind not in self._totals:
            self._totals[kind] = Totals(lines_of(kind, self.ledger.lines), kind, self.published)
        return self._totals[kind]

    @property
    def spent(self) -> Totals:
        """The sums of expenditure."""
        return self.of("expenditure")

    @cached_property
    def units(self) -> tuple[str, ...]:
        """The budget units in order of their codes, those without one as the ledger has them."""
        named = dict.fromkeys(line.unit for line in self.ledger.lines if line.unit and line.kind not in ("text", "count"))
        return tuple(sorted(named, key=lambda unit: self.unit_codes.get(unit, "~")))

    @cached_property
    def unit_codes(self) -> dict[str, str]:
        """The code of each unit that has one."""
        return {line.unit: line.unit_code for line in self.ledger.lines if line.unit_code}

    @cached_property
    def unit_kinds(self) -> dict[str, str]:
        """The kind of each unit; 行政单位 where the ledger does not say."""
        known = self.ledger.unit_kinds
        return {unit: known.get(unit, UNIT_KINDS[0]) for unit in self.units}

    @property
    def offices(self) -> tuple[str, ...]:
        """The units with 机关运行经费: administrative ones and those administered like them."""
        return tuple(unit for unit, kind in self.unit_kinds.items() if kind != "事业单位")

    def figures(self, printed: Printed) -> Figures:
        """How a statement prints its amounts; final accounts print 0.00, budgets leave blank."""
        unit = self.unit or printed.unit or self.edition.unit or Unit.WAN
        return Figures(unit, self.rounding, zeros=self.edition.kind == "final_accounts")

    @cached_property
    def in_text(self) -> Figures:
        """How the text prints amounts: in the unit of the statements, so that none is told less exactly."""
        return Figures(self.unit or self.edition.unit or Unit.WAN, self.rounding, zeros=True)

    def name(self, code: str) -> str:
        """The name of a functional subject."""
        return self.catalogue.functional[code].name

    def economic_name(self, code: str) -> str:
        """The name of a department economic subject."""
        return self.catalogue.economic[code].name

    def carried(self, kind: str, pool: str, measure: Measure = "amount") -> int:
        """What a pot carries in or out; 单位资金 are all sources that are no pot of their own."""
        own = self.of(kind).by("source", measure=measure)
        return sum(v for (source,), v in own.items() if pool_matches(source, pool))

    def three_publics(self, field: str, sources: Iterable[str], measure: Measure = "amount", **more: str) -> int:
        """One of the three public outlays."""
        return self.spent.total(measure, economic=THREE_PUBLICS[field], source=tuple(sources), **more)

    def three_publics_told(self, field: str, sources: Iterable[str], measure: Measure) -> int | None:
        """The same, ``None`` where the ledger does not say; what a line says of the whole outlay goes first."""
        if (whole := self.outlays.get((field, measure))) is not None:
            return whole
        return self.spent.told(measure, economic=THREE_PUBLICS[field], source=tuple(sources))

    @cached_property
    def outlays(self) -> dict[tuple[str, Measure], int]:
        """What 三公 lines say of an outlay as a whole; the budget of the year is the initial one where none is said."""
        sums: dict[tuple[str, Measure], int] = {}
        for line in self.rows_of("outlay"):
            budget = line.initial_budget if line.budget is None else line.budget
            said: dict[Measure, int | None] = {
                "initial_budget": line.initial_budget, "budget": budget, "previous": line.previous,
            }  # fmt: skip
            for measure, fen in said.items():
                if fen is not None:
                    key = (OUTLAYS[line.item], measure)
                    sums[key] = sums.get(key, 0) + fen
        return sums

    def operating(self, measure: Measure = "amount") -> int:
        """机关运行经费: what offices spend of public funds from the general public budget."""
        return self.operating_told(measure) or 0

    def operating_told(self, measure: Measure) -> int | None:
        """The same, ``None`` where the ledger does not say."""
        return self.spent.told(measure, source="general_public", purpose="public", unit=self.offices)

    @cached_property
    def classes(self) -> dict[str, str]:
        """The codes of the functional 类 by folded name."""
        return {fold(s.name): s.code for s in self.catalogue.functional.roots}

    def class_of(self, label: str) -> str:
        """The code of the 类 that a numbered label names, empty when it names none."""
        return self.classes.get(without_ordinal(fold(label)), "")

    def prints(self, form: type[Row]) -> bool:
        """Whether the edition has a statement."""
        return form in self.edition.forms

    @cached_property
    def texts(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """What the 说明 lines say, by matter and subject."""
        said: dict[tuple[str, str], list[str]] = {}
        for line in lines_of("text", self.ledger.lines):
            said.setdefault((line.item, line.functional), []).append(line.text)
        return {key: tuple(words) for key, words in said.items()}

    def rows_of(self, kind: str) -> tuple[Line, ...]:
        """The lines of a kind."""
        return self.of(kind).lines

    def projects(self) -> dict[Key, int]:
        """Project expenditure by unit and project, in order of units."""
        sums = self.spent.by("unit", "project", "purpose")
        found = {(unit, project): v for (unit, project, purpose), v in sums.items() if purpose == "project"}
        return {key: found[key] for key in sorted(found, key=lambda key: self.units.index(key[0]))}


def pool_matches(source: str, pool: str) -> bool:
    """Whether money of a source stands in a pot."""
    return source == pool or (pool == "unit_funds" and source not in (*FISCAL, "special_account"))
