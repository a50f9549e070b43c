"""The catalogue's rows: one name of one code over a period of years, in two layers of reviewable files."""

from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from itertools import islice
from typing import cast

from medinsure_budget.errors import UsageError
from medinsure_budget.lexicon import by_text
from medinsure_budget.subjects.entries import Basis, Confidence, Entry
from medinsure_budget.subjects.lineage import Lineage
from medinsure_budget.subjects.names import fold, unmarked
from medinsure_budget.subjects.records import KINDS, Kind, Row, lines, records
from medinsure_budget.subjects.references import fund


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
    return Table(kind, (_entry(kind, Row.of(line)) for line in _lines(kind)))


@cache
def _lines(kind: Kind) -> tuple[str, ...]:
    """Read the generated layer and lay the manual one over it."""
    if kind not in KINDS:
        raise UsageError(f"没有叫 {kind!r} 的分类；有的是{'、'.join(KINDS)}")
    manual = tuple(islice(lines(f"manual_{kind}.tsv"), 1, None))
    named = tuple("\t".join([*line.split("\t", 2)[:2], ""]) for line in manual)
    generated = (line for line in islice(lines(f"generated_{kind}.tsv"), 1, None) if not line.startswith(named))
    return (*generated, *(line for line in manual if Row.of(line).confidence != "withdrawn"))


@cache
def _text(kind: Kind) -> str:
    """All lines with names as they are compared: of what these files print, only the width of brackets is folded."""
    return "\n".join(_lines(kind)).replace("（", "(").replace("）", ")")


@by_text
def is_called(kind: Kind, name: str, year: int) -> bool:
    """Whether a subject bears the name in a year; asked of many words that are none, it makes no subjects to tell."""
    name = unmarked(name)
    if not name or name not in _text(kind):  # as most are
        return False
    rows = (Row.of(line) for line in _text(kind).split("\n") if name in line)
    bearing = (row for row in rows if name in (row.name, row.disputed_name, *row.undated_names.split(";")))
    return any(int(row.since or year) <= year <= int(row.until or year) for row in bearing)


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
