"""A published disclosure as typed data: its statements in printed order, its text, and what the reader noted."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar, Literal, Self, TypeVar, overload

from attrs import Factory, evolve, field

from medinsure_budget.document import views
from medinsure_budget.document.accounting import Accounting
from medinsure_budget.document.amounts import Amounts
from medinsure_budget.document.columns import SCHEMA_VERSION, sheet_records
from medinsure_budget.document.narrative import CLAIM_COLUMNS, Claim, Claims, ContentsEntry, Section
from medinsure_budget.document.performance import Performance
from medinsure_budget.document.plain import from_plain, to_plain
from medinsure_budget.document.profile import Profile, Term
from medinsure_budget.document.scope import Scope
from medinsure_budget.errors import UsageError
from medinsure_budget.evidence import Note
from medinsure_budget.files.characters import refuse_unprintable
from medinsure_budget.files.frames import frame_of
from medinsure_budget.forms import Row, Sheet
from medinsure_budget.forms.declare import Kind
from medinsure_budget.forms.words import fold
from medinsure_budget.records import frozen
from medinsure_budget.subjects import subjects_of

Level = Literal["", "部门", "单位"]
RowT = TypeVar("RowT", bound=Row)


def _writable(_agency: object, _attribute: object, name: str) -> None:
    refuse_unprintable(name, "机构的名称")


@frozen
class Agency:
    """Who published the document.

    Attributes:
        name: The full name as printed, empty when the document does not say.
        level: ``部门`` (a department with its units) or ``单位`` (one budget unit), empty when unknown.
        code: The budget code, if printed.
    """

    name: str = field(default="", validator=_writable)
    level: Level = ""
    code: str = ""


# attrs asks a converter for its signature, and that of a kind of tuple has to be parsed from its text.
def _claims(found: Iterable[Claim]) -> Claims:
    return Claims(found)


@frozen(kw_only=True, repr=False)
class Document:
    """What budgets and final accounts have in common.

    Attributes:
        name: What it was read from: a file name, or a name given by the caller.
        agency: The publisher.
        year: The budget year, ``None`` when the document does not say.
        edition: The name of the edition it was compiled in; what a document that was read printed is kept on its sheets.
        sheets: The statements in printed order; tables of no known form are `Unrecognised` sheets.
        sections: The text as a tree of headings.
        claims: What the text states in figures.
        contents: The printed table of contents.
        glossary: The explained terms (名词解释).
        profile: Functions, units, staff, vehicles and the like; ``None`` when the document has no such part.
        performance: Performance goals, self-evaluations and evaluation reports.
        scope: What sort of document it is; a document that was not read is taken for a whole disclosure.
        notes: What was repaired, left out on purpose, or not understood while reading.
        accounting: What became of every figure that the file prints.
        sha256: The hash of the file's bytes, empty for what was not read from a file; it is no part of what is compared.
    """

    kind: ClassVar[Kind]

    name: str = ""
    agency: Agency = Factory(Agency)
    year: int | None = None
    edition: str = ""
    sheets: tuple[Sheet[Row], ...] = ()
    sections: tuple[Section, ...] = ()
    claims: tuple[Claim, ...] = field(default=(), converter=_claims)
    contents: tuple[ContentsEntry, ...] = ()
    glossary: tuple[Term, ...] = ()
    profile: Profile | None = None
    performance: Performance | None = None
    scope: Scope = Factory(Scope)
    notes: tuple[Note, ...] = ()
    accounting: Accounting = Factory(Accounting)
    sha256: str = field(default="", eq=False)

    def __repr__(self) -> str:
        counts = f"{len(self.sheets)} tables, {len(self.claims)} claims, {len(self.notes)} notes"
        return f"<{type(self).__name__} {self.agency.name or self.name} {self.year or ''}: {counts}>"

    @overload
    def __getitem__(self, key: type[RowT]) -> Sheet[RowT]: ...
    @overload
    def __getitem__(self, key: str) -> Sheet[Row]: ...
    def __getitem__(self, key: type[Row] | str) -> Sheet[Any]:
        """The first sheet of a form, or with a title, a part of a title, or a number such as 公开01表.

        Raises:
            UsageError: when the document has no such table; the message lists those it has.
        """
        if (sheet := self.get(key)) is not None:
            return sheet
        wanted = key if isinstance(key, str) else key.__name__
        raise UsageError(f"{self.name}：没有表“{wanted}”；有的是{'、'.join(s.title for s in self.sheets)}")

    @overload
    def get(self, key: type[RowT]) -> Sheet[RowT] | None: ...
    @overload
    def get(self, key: str) -> Sheet[Row] | None: ...
    def get(self, key: type[Row] | str) -> Sheet[Any] | None:
        """Like ``document[key]``, but ``None`` when there is no such table."""
        if not isinstance(key, str):
            return next((s for s in self.sheets if s.form is key), None)
        wanted = fold(key)
        exact = (s for s in self.sheets if wanted in (fold(s.title), fold(s.number), fold(s.form.form.title)))
        partial = (s for s in self.sheets if wanted in fold(s.title))
        return next(exact, None) or next(partial, None)

    def __contains__(self, key: type[Row] | str) -> bool:
        return self.get(key) is not None

    def __iter__(self) -> Iterator[Sheet[Row]]:
        return iter(self.sheets)

    def all(self, form: type[RowT]) -> tuple[Sheet[RowT], ...]:
        """Every sheet of a form, for documents that print it more than once."""
        return tuple(s for s in self.sheets if s.form is form)  # type: ignore[misc]  # the test proves the row type

    def evolve(self, **changes: Any) -> Self:
        """The same document with some attributes replaced."""
        return evolve(self, **changes)

    def records(self) -> Iterator[dict[str, Any]]:
        """The rows of `to_frame` as dictionaries, without pandas."""
        own = {
            "document": self.name, "agency": self.agency.name, "agency_level": self.agency.level, "year": self.year,
            "kind": self.kind, "sha256": self.sha256,
        }  # fmt: skip
        subjects = subjects_of(self.year)
        for sheet in self.sheets:
            yield from sheet_records(sheet, subjects, own)
        if self.performance is not None:
            yield from (own | record for record in self.performance.records())

    def to_frame(self, amounts: Amounts = "decimal") -> Any:
        """Tidy figures: one row for each printed figure, blank cells absent, printed zeros present.

        The columns are those of `FRAME_COLUMNS`, which `COLUMNS` explains; ``measure``, ``code_level`` and ``is_total``
        tell figures apart that must not be added up. ``amount`` is a `Decimal` in 元, with ``amounts="fen"`` an exact integer
        number of 分 (``Int64``; missing for a figure finer than that), or with ``amounts="float"`` a float in 元, which is
        for pictures and never for sums. It is empty where the unit is not known; ``printed`` is there all the same.
        ``frame.budget`` (`medinsure_budget.document.accessor.BudgetFrame`) picks what may be added up.

        Returns:
            A `pandas.DataFrame`.

        Raises:
            UsageError: when the form of amounts is unknown.
        """
        from medinsure_budget.document.accessor import tidy_frame

        return tidy_frame(self.records(), amounts)

    def claims_frame(self) -> Any:
        """The claims, one a row, as a `pandas.DataFrame`: ``document`` and `CLAIM_COLUMNS`, amounts in 元."""
        rows = [{"document": self.name} | claim.record() for claim in self.claims]
        return frame_of(rows, ["document", *CLAIM_COLUMNS])

    @property
    def title(self) -> str:
        """What the whole disclosure is called, such as 云溪市医疗保障局2024年部门预算; empty when agency or year is unknown."""
        if not self.agency.name or self.year is None:
            return ""
        year = "年度" if self.kind == "final_accounts" else "年"
        kind = "决算" if self.kind == "final_accounts" else "预算"
        return f"{self.agency.name}{self.year}{year}{self.agency.level or '部门'}{kind}"

    @property
    def three_publics(self) -> Any:
        """“三公”经费 by item as a `pandas.DataFrame`; see `medinsure_budget.document.views`."""
        return views.three_publics(self.sheets)

    @property
    def functional(self) -> Any:
        """Expenditure by functional subject as a `pandas.DataFrame`; see `medinsure_budget.document.views`."""
        return views.functional(self.sheets)

    @property
    def economic(self) -> Any:
        """Basic expenditure by economic subject as a `pandas.DataFrame`; see `medinsure_budget.document.views`."""
        return views.economic(self.sheets)

    @property
    def carry_over(self) -> Any:
        """What is carried in and out as a `pandas.DataFrame`; see `medinsure_budget.document.views`."""
        return views.carry_over(self.sheets)

    def _repr_html_(self) -> str:
        """The document in a notebook: what it is, its statements and its notes."""
        from medinsure_budget.document.display import document_html

        return document_html(self)

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON: amounts as texts with their units, no evidence but page numbers."""
        return {"kind": self.kind, "schema_version": SCHEMA_VERSION, **to_plain(self)}

    @staticmethod
    def from_dict(data: Mapping[str, Any]) -> "Budget | FinalAccounts":
        """The document that `to_dict` described.

        Raises:
            UsageError: when the data is not of that shape or version.
            LimitExceededError: when there is more of it than the work at hand may look at.
        """
        if not isinstance(data, Mapping):
            raise UsageError(f"文件应是 to_dict 写出的数据，不是 {type(data).__name__}")
        fields = dict(data)
        kind = fields.pop("kind", None)
        # Documents stored before the version stood there tell no version and are of the first.
        version = fields.pop("schema_version", SCHEMA_VERSION)
        if version != SCHEMA_VERSION:
            raise UsageError(f"这份文件的 schema_version 是 {version!r}，本版只认 {SCHEMA_VERSION}")
        if kind == Budget.kind:
            return from_plain(fields, Budget)
        if kind == FinalAccounts.kind:
            return from_plain(fields, FinalAccounts)
        raise UsageError(f"文件的种类是 budget（预算）或 final_accounts（决算），不是 {kind!r}")


class Budget(Document):
    """A department's or unit's budget disclosure (部门预算公开)."""

    kind = "budget"


class FinalAccounts(Document):
    """A department's or unit's final accounts (部门决算公开)."""

    kind = "final_accounts"
