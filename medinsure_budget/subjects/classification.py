"""Subjects of one year, and the classification that holds them."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from threading import Lock
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Protocol
from weakref import WeakValueDictionary

from medinsure_budget.errors import UsageError
from medinsure_budget.records import frozen
from medinsure_budget.subjects import references
from medinsure_budget.subjects.entries import Attestation, Confidence, Entry
from medinsure_budget.subjects.index import Index
from medinsure_budget.subjects.names import CODE_SHAPE, fold, plain_code
from medinsure_budget.subjects.records import Kind, possible
from medinsure_budget.subjects.tables import Table, bundled_table

if TYPE_CHECKING:
    import pandas as pd

LEVELS: Final = ("", "类", "款", "项", "目")
TITLES: Final[Mapping[Kind, str]] = MappingProxyType({
    "functional": "支出功能分类",
    "economic": "部门预算支出经济分类",
    "government_economic": "政府预算支出经济分类",
    "revenue": "收入分类",
})
_COLUMNS = "classification year code name level parent path fund confidence since until attested"
# The years whose rows were compiled; others are what is known of them.
COMPILED_YEARS: Final = range(2017, 2027)
_depth_of = {3: 1, 5: 2, 7: 3, 9: 4}


def level_of(code: str) -> str:
    """类, 款, 项 or 目 by the length of a code; empty for a text that has no code's shape.

    >>> level_of("2101501"), level_of("2024")
    ('项', '')
    """
    return LEVELS[_depth_of[len(code)]] if CODE_SHAPE.fullmatch(code) else ""


@frozen(eq=False, repr=False)
class Subject:
    """What one code means in one year.

    Subjects are immutable and interned: the same code of the same catalogue is the same object, so ``is``, ``==``
    and ``hash`` agree and are fast. A code that the catalogue does not have is a subject too, with ``known`` false,
    the name that was printed, and its parent found by prefix.

    >>> from medinsure_budget.subjects import catalogue
    >>> subject = catalogue(2024).functional["2101501"]
    >>> [s.name for s in subject.path], subject.level
    (['卫生健康支出', '医疗保障管理事务', '行政运行'], '项')

    Attributes:
        code: 类款项 joined.
        name: The name in force; for an unknown code the printed one.
        classification: The classification and year it belongs to.
        parent: The 款 of a 项, the 类 of a 款; ``None`` for a 类.
        entry: The catalogue's row with years and attestation; ``None`` for an unknown code.
    """

    code: str
    name: str
    classification: "Classification"
    parent: "Subject | None"
    entry: Entry | None

    @property
    def known(self) -> bool:
        """Whether the catalogue has the code in this year."""
        return self.entry is not None

    @property
    def year(self) -> int:
        """The year whose catalogue this is."""
        return self.classification.year

    @property
    def depth(self) -> int:
        """1 for 类, 2 for 款, 3 for 项, 4 for 目, 0 for a text that has no code's shape."""
        return _depth_of.get(len(self.code), 0) if CODE_SHAPE.fullmatch(self.code) else 0

    @property
    def level(self) -> str:
        """类, 款, 项 or 目; empty for a text that has no code's shape."""
        return LEVELS[self.depth]

    @property
    def path(self) -> "tuple[Subject, ...]":
        """From the 类 down to the subject itself."""
        return (*self.parent.path, self) if self.parent else (self,)

    @property
    def children(self) -> "tuple[Subject, ...]":
        """The subjects right below, in order of codes; an unknown subject has none."""
        return self.classification.children(self.code) if self.known else ()

    @property
    def siblings(self) -> "tuple[Subject, ...]":
        """The other subjects under the same parent."""
        around = self.parent.children if self.parent else self.classification.roots
        return tuple(subject for subject in around if subject is not self)

    @property
    def confidence(self) -> Confidence | None:
        """How well the pair of code and name is witnessed; see ``Entry``."""
        return self.entry.confidence if self.entry else None

    @property
    def attested(self) -> Attestation:
        """What the row rests on: documents, the mirror of a transfer, history, drafts, or a loaded list.

        >>> from medinsure_budget.subjects import catalogue
        >>> print(catalogue(2024).functional["22006"].attested)
        公开文件印有（2024年）：财政部 2024-03-29
        """
        return self.entry.attestation if self.entry else Attestation()

    @property
    def fund(self) -> str:
        """一般公共预算, 政府性基金预算, 国有资本经营预算 or 社会保险基金预算; empty for economic classifications."""
        told = self.entry.fund if self.entry else ""
        return told or references.fund(self.classification.kind, self.code)

    @property
    def fund_told(self) -> bool:
        """Whether a list or the shipped data says what `fund` answers; a new 款 of an official list may not say."""
        return self.entry is not None and bool(self.entry.fund)

    @property
    def english(self) -> str:
        """A plain English description, empty below the subjects that have one."""
        return references.english().get(self.code, "")

    def valid_in(self, year: int) -> bool:
        """Say whether the code bore this name in a year."""
        entries = self.classification.history(self.code)
        return any(entry.covers(year) and fold(entry.name) == fold(self.name) for entry in entries)

    def in_year(self, year: "int | _Classifications") -> "Subject | None":
        """Follow renames and moves to what the subject is called in another year.

        Args:
            year: The year, or the catalogue of one, such as a loaded official list.

        Returns:
            ``None`` where that is not known: the subject ended or was divided, or the year is later than the compiled
            ones and no list of it is given.

        >>> from medinsure_budget.subjects import catalogue
        >>> catalogue(2018).functional["2109901"].in_year(2024)
        <Subject 2109999 其他卫生健康支出 2024>
        """
        there = self.classification.of_year(year) if isinstance(year, int) else year[self.classification.kind]
        found = there.counterparts(self)
        return found[0] if len(found) == 1 else None

    def tree(self, depth: int = 3) -> str:
        """Draw the subject and what is below it, one line each."""
        lines = [f"{self.code} {self.name}"]
        for child in self.children if depth > 1 else ():
            lines += ("  " + line for line in child.tree(depth - 1).splitlines())
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        from html import escape

        label = f"<code>{escape(self.code)}</code> {escape(self.name)}"
        below = "".join(child._repr_html_() for child in self.children)
        return f"<details><summary>{label}</summary>{below}</details>" if below else f"<div>{label}</div>"

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def __repr__(self) -> str:
        return f"<Subject {self.code} {self.name} {self.year}{'' if self.known else ' unknown'}>"

    def __reduce__(self) -> tuple[Any, ...]:
        # Interned values stay interned in another process.
        return _subject, (self.classification, self.code, self.name)


class _Classifications(Protocol):
    def __getitem__(self, kind: Kind, /) -> "Classification": ...


class Classification:
    """One classification as it was in force in one year: a lookup from codes to subjects.

    ``classification[code]`` finds a known subject or makes an unknown one of any text with a code's shape (three,
    five, seven or nine digits); ``get`` does so for any text at all; ``in`` says whether a code is known.

    >>> from medinsure_budget.subjects import catalogue
    >>> functional = catalogue(2024).functional
    >>> functional["2101501"].name, "9999999" in functional, functional["9999999"].known
    ('行政运行', False, False)

    Raises:
        UsageError: ``[]`` on a text that is no code; a year before 2007 or after 2099.
    """

    def __init__(
        self, kind: Kind, year: int, table: Table, *, bundled: bool = False, complete: bool = False
    ) -> None:
        """Take what a table has in force in a year; a complete one is an official list that lacks nothing."""
        self.kind, self.year, self.table = kind, possible(year), table
        self.complete = complete
        self._bundled = bundled
        self._lock = Lock()
        self._unknown: WeakValueDictionary[tuple[str, str], Subject] = WeakValueDictionary()
        self._by_code: dict[str, Subject] = {}
        for code, entries in table.by_code.items():
            for entry in entries:
                if entry.covers(year):
                    self._by_code[code] = Subject(code, entry.name, self, self._by_code.get(code[:-2]) or self._above(code), entry)

    @cached_property
    def _index(self) -> Index["Subject"]:
        return Index(self)

    @cached_property
    def _below(self) -> dict[str, tuple[Subject, ...]]:
        found: dict[str, list[Subject]] = {}
        for subject in self:
            found.setdefault(subject.parent.code if subject.parent else "", []).append(subject)
        return {code: tuple(subjects) for code, subjects in found.items()}

    def __getitem__(self, code: str | int) -> Subject:
        try:
            return self._by_code[code]  # type: ignore[index]  # a number is no key and goes the longer way
        except KeyError:
            return self._other(code)

    def get(self, code: str | int, name: str = "") -> Subject:
        """Find the subject of any printed code; an unknown one bears ``name`` as it was printed."""
        try:
            return self._by_code[code]  # type: ignore[index]  # as above
        except KeyError:
            plain = plain_code(code)
            return self._by_code.get(plain) or self._make(plain, name)

    def _other(self, code: str | int) -> Subject:
        """What is not found as it stands: wide digits, blanks, or a code that the catalogue does not have."""
        plain = plain_code(code)
        if not CODE_SHAPE.fullmatch(plain):
            raise UsageError(f"{code!r} 不是{TITLES[self.kind]}的编码：应是三、五、七或九位数字")
        return self.get(plain)

    def _make(self, code: str, name: str) -> Subject:
        subject = Subject(code, name, self, self._above(code), None)
        with self._lock:
            return self._unknown.setdefault((code, name), subject)

    def _above(self, code: str) -> Subject | None:
        return self.get(code[:-2]) if len(code) > 3 and CODE_SHAPE.fullmatch(code) else None

    def __contains__(self, code: object) -> bool:
        return code in self._by_code or plain_code(code) in self._by_code

    def __iter__(self) -> Iterator[Subject]:
        return iter(self._by_code.values())

    def __len__(self) -> int:
        return len(self._by_code)

    @property
    def roots(self) -> tuple[Subject, ...]:
        """The 类, in order of codes."""
        return self._below.get("", ())

    def children(self, code: str) -> tuple[Subject, ...]:
        """The known subjects right below a code."""
        return self._below.get(code, ())

    def by_name(self, name: str) -> tuple[Subject, ...]:
        """Every subject of this name, those known by a disputed or undated former name last.

        The mark of a level may stand behind it: 行政运行（项）.
        """
        return self._index.by_name(name)

    def by_path(self, names: str | Iterable[str]) -> Subject | None:
        """Find a subject by the names from its 类 down, or by such a path printed as one text.

        >>> from medinsure_budget.subjects import catalogue
        >>> catalogue(2024).functional.by_path("卫生健康支出（类）医疗保障管理事务（款）行政运行（项）")
        <Subject 2101501 行政运行 2024>
        """
        return self._index.by_path(names)

    def nearest(self, name: str, limit: int = 5, *, under: str = "") -> tuple[tuple[Subject, int], ...]:
        """The subjects whose names need the fewest changed characters, best first, at most ``limit``.

        Args:
            name: A printed name, perhaps misprinted.
            limit: How many subjects at most.
            under: Only codes that begin so.

        >>> from medinsure_budget.subjects import catalogue
        >>> catalogue(2024).functional.nearest("医疗保障管理实务", 1)
        ((<Subject 21015 医疗保障管理事务 2024>, 1),)
        """
        return self._index.nearest(name, limit, under)

    def search(self, text: str) -> tuple[Subject, ...]:
        """Find subjects by the beginning of their code, or by words that stand in their path of names.

        Subjects whose own name has all the words come first.

        >>> from medinsure_budget.subjects import catalogue
        >>> [s.code for s in catalogue(2024).functional.search("医疗保障 行政运行")]
        ['2101501']
        """
        return self._index.search(text)

    def counterparts(self, subject: Subject) -> tuple[Subject, ...]:
        """What a subject of another year is in this one: one, several where it was divided, none where not known."""
        if self.is_extrapolated:
            return ()
        table = subject.classification.table if self._bundled else self.table
        entry = next((e for e in table.by_code.get(subject.code, ()) if e.covers(subject.year)), None)
        if entry is None or not subject.known:
            return ()
        lineage = table.lineage
        found = (lineage.follow(entry, self.year),) if self.year < subject.year else lineage.heirs(entry, self.year)
        return tuple(self[later.code] for later in found if later and later.code in self)

    @property
    def is_extrapolated(self) -> bool:
        """Whether the year is later than the compiled ones, so that the last year's subjects answer for it."""
        return self._bundled and self.year > COMPILED_YEARS[-1]

    def history(self, code: str) -> tuple[Entry, ...]:
        """Every name that a code has borne, in order of time."""
        return self.table.by_code.get(plain_code(code), ())

    def history_of_name(self, name: str) -> tuple[Entry, ...]:
        """Every code that has borne a name, with the years."""
        return self.table.named(name)

    def of_year(self, year: int) -> "Classification":
        """The bundled classification of another year."""
        return self if year == self.year else classification(self.kind, year)

    def to_frame(self) -> "pd.DataFrame":
        """One row per subject: its year, code, name, level, parent, path, fund, confidence and years in force."""
        import pandas as pd

        rows = [
            (self.kind, self.year, s.code, s.name, s.level, s.parent.code if s.parent else "",
             "/".join(p.name for p in s.path), s.fund, s.confidence, e.since, e.until, " ".join(map(str, e.attested)))
            for s in self
            if (e := s.entry)
        ]
        frame = pd.DataFrame(rows, columns=_COLUMNS.split())
        return frame.astype({"since": "Int64", "until": "Int64"})

    def _repr_html_(self) -> str:
        return "".join(root._repr_html_() for root in self.roots)

    def __repr__(self) -> str:
        return f"<Classification {TITLES[self.kind]} {self.year}: {len(self)} subjects>"

    def __reduce__(self) -> tuple[Any, ...]:
        if self._bundled:
            return classification, (self.kind, self.year)
        return _own, (self.kind, self.year, self.table, self.complete)


def _own(kind: Kind, year: int, table: Table, complete: bool) -> Classification:
    return Classification(kind, year, table, complete=complete)


def _subject(of: Classification, code: str, name: str) -> Subject:
    return of.get(code, name)


_cached: dict[tuple[Kind, int], Classification] = {}
_cache_lock = Lock()


def classification(kind: Kind, year: int) -> Classification:
    """Find the bundled classification of a year; it is read once and kept.

    Raises:
        UsageError: for a year that the reformed classifications of 2007 cannot have, or a kind that there is not.
    """
    if (found := _cached.get((kind, year))) is not None:
        return found
    with _cache_lock:
        if (kind, year) not in _cached:
            _cached[kind, year] = Classification(kind, year, bundled_table(kind), bundled=True)
        return _cached[kind, year]
