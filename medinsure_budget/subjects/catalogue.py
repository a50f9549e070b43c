"""The four classifications of one year, and how the two economic ones correspond."""

import warnings
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, Literal

from medinsure_budget.errors import CatalogueYearWarning, UsageError
from medinsure_budget.evidence import Note
from medinsure_budget.records import frozen
from medinsure_budget.subjects.classification import COMPILED_YEARS, Classification, Subject, classification
from medinsure_budget.subjects.entries import Confidence
from medinsure_budget.subjects.records import KINDS, YEARS, Kind, possible, records

if TYPE_CHECKING:
    import pandas as pd

    from medinsure_budget.subjects.changes import Difference

UnitKind = Literal["行政单位", "参公事业单位", "事业单位"]

Beyond = Literal["warn", "raise", "accept"]
_BEYOND = "内置科目只整理到{last}年，{year}年的科目暂按{last}年回答，其间的增减未知；有{year}年科目表时请用 load_catalogue 读入。"
# Units administered like the civil service spend under 机关 headings.
_LISTED_AS: Final[dict[str, str]] = {"行政单位": "行政单位", "参公事业单位": "行政单位", "事业单位": "事业单位"}


@frozen
class Correspondence:
    """A department economic subject and the government economic subject it is shown under, for a kind of unit."""

    department: Subject
    government: Subject
    unit: str
    confidence: Confidence


class Catalogue:
    """The subjects of one year; each classification is loaded when it is first asked for.

    >>> from medinsure_budget.subjects import catalogue
    >>> catalogue(2024).functional["2101501"].path[0]
    <Subject 210 卫生健康支出 2024>
    """

    def __init__(
        self, year: int, own: dict[Kind, Classification] | None = None, source: str = "", notes: tuple[Note, ...] = ()
    ) -> None:
        """Take the bundled classifications of a year, with some of one's own in their place.

        Args:
            year: The budget year.
            own: Classifications that stand in place of the bundled ones.
            source: The name of the file that they were loaded from.
            notes: What its reader did not take over, or that the year is later than the compiled ones.
        """
        self.year, self.source, self.notes = year, source, notes
        self._own = own or {}

    def __getitem__(self, kind: Kind) -> Classification:
        return self._own.get(kind) or classification(kind, self.year)

    @cached_property
    def functional(self) -> Classification:
        """支出功能分类: what public money is spent for."""
        return self["functional"]

    @cached_property
    def economic(self) -> Classification:
        """部门预算支出经济分类: what departments spend on."""
        return self["economic"]

    @cached_property
    def government_economic(self) -> Classification:
        """政府预算支出经济分类, in force since 2018."""
        return self["government_economic"]

    @cached_property
    def revenue(self) -> Classification:
        """收入分类."""
        return self["revenue"]

    @cached_property
    def crosswalk(self) -> tuple[Correspondence, ...]:
        """Department economic to government economic subjects, as far as both are in force in this year."""
        return tuple(
            Correspondence(self.economic[row["department"]], self.government_economic[row["government"]],
                           row["unit"], row["confidence"])  # type: ignore[arg-type]  # the data's tests hold it
            for row in records("generated_crosswalk.tsv")
            if row["department"] in self.economic and row["government"] in self.government_economic
        )

    @cached_property
    def _corresponding(self) -> dict[tuple[str, str], Subject]:
        return {(line.department.code, line.unit): line.government for line in self.crosswalk}

    def government_economic_of(self, code: str, unit: UnitKind) -> Subject | None:
        """Find the government economic subject of a department economic code for a kind of unit.

        A 款 that is not listed goes with its 类. ``None`` where nothing corresponds in this year.

        >>> from medinsure_budget.subjects import catalogue
        >>> catalogue(2024).government_economic_of("30101", "行政单位")
        <Subject 50101 工资奖金津补贴 2024>

        Raises:
            UsageError: for another kind of unit, or a text that is no code.
        """
        if unit not in _LISTED_AS:
            raise UsageError(f"没有叫 {unit!r} 的单位性质；有的是{'、'.join(_LISTED_AS)}")
        path = self.economic[code].path
        found = (self._corresponding.get((subject.code, _LISTED_AS[unit])) for subject in reversed(path))
        return next(filter(None, found), None)

    def diff(self, other: "Catalogue | None" = None) -> "Difference":
        """Find what is different here from another catalogue, by default the bundled one of the same year.

        Only classifications that both sides have are compared. Printing the result gives a report in Chinese.

        >>> from medinsure_budget.subjects import catalogue
        >>> print(catalogue(2019).diff(catalogue(2018)).changes[0])
        改列 2010307 法制建设 → 2040612 法制建设
        """
        before = other or _bundled(self.year)
        pairs = ((before[kind], self[kind]) for kind in KINDS)
        from medinsure_budget.subjects.changes import Difference, compare

        changes = (change for old, new in pairs if len(old) and len(new) for change in compare(old, new))
        return Difference(tuple(changes), f"{before.title} → {self.title}")

    @property
    def title(self) -> str:
        """What the catalogue calls itself in reports."""
        return f"{self.year}年科目" + (f"（{self.source}）" if self.source else "")

    def to_frame(self) -> "pd.DataFrame":
        """All four classifications as one frame; the columns are those of ``Classification.to_frame``."""
        import pandas as pd

        return pd.concat([self[kind].to_frame() for kind in KINDS if len(self[kind])], ignore_index=True)

    def __repr__(self) -> str:
        return f"<Catalogue {self.title}>"

    def __reduce__(self) -> tuple[Any, ...]:
        if not self._own:
            return _bundled, (self.year,)
        return Catalogue, (self.year, self._own, self.source, self.notes)


_cached: dict[int, Catalogue] = {}
_lock = Lock()


def catalogue(year: int, *, beyond: Beyond = "warn") -> Catalogue:
    """The bundled catalogue of a year, always the same object.

    Rows are compiled for 2017 to 2026; in earlier years they are what is known of them. For a later year the subjects
    of the last compiled one answer, and ``Catalogue.notes`` says so.

    Args:
        year: The budget year.
        beyond: What to do about a year after the last compiled one: ``warn`` (a `CatalogueYearWarning`), ``raise``, or
            ``accept``, for a caller who passes on the notes.

    Raises:
        UsageError: for a year before 2007 or after 2099, or one that is not compiled yet if that is asked for.
    """
    found = _bundled(year)
    if found.notes and beyond == "raise":
        raise UsageError(found.notes[0].message)
    if found.notes and beyond == "warn":
        warnings.warn(found.notes[0].message, CatalogueYearWarning, stacklevel=2)
    return found


def subjects_of(year: int | None, own: Catalogue | None = None) -> Catalogue:
    """The subjects to read a document of a year with: its own catalogue if it is of that year, else the bundled ones.

    Without a year, or one that no catalogue can have, the last compiled year's answer.
    """
    if own is not None and year in (None, own.year):
        return own
    return _bundled(COMPILED_YEARS[-1] if year is None or year not in YEARS else year)


def _bundled(year: int) -> Catalogue:
    if (found := _cached.get(year)) is not None:
        return found
    extrapolated = possible(year) > COMPILED_YEARS[-1]
    notes = (Note("unread", _BEYOND.format(last=COMPILED_YEARS[-1], year=year)),) if extrapolated else ()
    with _lock:
        return _cached.setdefault(year, Catalogue(year, notes=notes))
