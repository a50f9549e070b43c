"""The catalogue's rows: one name of one code over a period of years, in two layers of reviewable files."""

from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from itertools import islice
from typing import cast

from medinsure_budget.errors import UsageError
from medinsure_budget.subjects.entries import Basis, Confidence, Entry
from medinsure_budget.subjects.lineage import Lineage
from medinsure_budget.subjects.names import fold, unmarked
from medinsure_budget.subjects.records import KINDS, Kind, Row, lines, records
from medinsure_budget.subjects.references import fund

# A line stays one until somebody asks for what it says: most are never asked for.
Lines = dict[tuple[str, str], str]


class Table:
    """All entries of one classification, by code in order of time."""

    def __init__(self, kind: Kind, entries: Iterable[Entry]) -> None:
        grouped: dict[str, list[Entry]] = {}
        for entry in sorted(entries, key=lambda entry: (entry.code, entry.since or 0)):
            grouped.setdefault(entry.code, []).append(entry)
        self.kind = kind
        self.by_code: dict[str, tuple[Entry, ...]] = {code: tuple(same) for code, same in grouped.items()}

    def __reduce__(self) -> tuple[type["Table"], tuple[Kind, tuple[Entry, ...]]]:
        # The links between entries go by identity, so another process finds them anew.
        return Table, (self.kind, tuple(self))

    def __iter__(self) -> Iterator[Entry]:
        for entries in self.by_code.values():
            yield from entries

    @cached_property
    def lineage(self) -> Lineage:
        """How codes follow each other over the years."""
        return Lineage(self.by_code, _moves() if self.kind == "functional" else {})

    def named(self, name: str) -> tuple[Entry, ...]:
        """Every entry that bears a name, whatever the year."""
        wanted = fold(name)
        return tuple(e for e in self if wanted == fold(e.name) or wanted in map(fold, e.other_names))


@cache
def bundled_table(kind: Kind) -> Table:
    """The entries of a shipped classification."""
    return Table(kind, (_entry(kind, Row.of(line)) for line in _lines(kind).values()))


@cache
def _lines(kind: Kind) -> Lines:
    """Read the generated layer and lay the manual one over it."""
    if kind not in KINDS:
        raise UsageError(f"没有叫 {kind!r} 的分类；有的是{'、'.join(KINDS)}")
    manual = _layer(f"manual_{kind}.tsv")
    found = _layer(f"generated_{kind}.tsv") | manual
    for key in [key for key, line in manual.items() if Row.of(line).confidence == "withdrawn"]:
        del found[key]
    return found


def _layer(file: str) -> Lines:
    return {(code, name): line for line in islice(lines(file), 1, None) for code, name, _ in [line.split("\t", 2)]}


@cache
def _borne(kind: Kind) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in _lines(kind).values():
        _, name, _, _, _, _, disputed, undated, _ = line.split("\t", 8)
        for borne in (name, disputed, *undated.split(";")):
            if borne:
                found.setdefault(fold(borne), []).append(line)
    return found


def is_called(kind: Kind, name: str, year: int) -> bool:
    """Whether a subject bears the name in a year; asked of many words that are none, it makes no subjects to tell."""
    rows = map(Row.of, _borne(kind).get(unmarked(name), ()))
    return any(int(row.since or year) <= year <= int(row.until or year) for row in rows)


def _moves() -> dict[tuple[str, int], str]:
    return {(row["code"], int(row["until"])): row["successor"] for row in records("manual_moves.tsv")}


def _entry(kind: Kind, row: Row) -> Entry:
    return Entry(
        row.code,
        row.name,
        int(row.since) if row.since else None,
        int(row.until) if row.until else None,
        cast("Confidence", row.confidence),  # the data's tests hold it to the list
        tuple(map(int, row.attested.split())),
        row.disputed_name,
        tuple(filter(None, row.undated_names.split(";"))),
        cast("tuple[Basis, ...]", tuple(row.basis.split())),
        row.evidence,
        fund(kind, row.code),
    )
