"""The catalogue's rows: one name of one code over a period of years, in two layers of reviewable files."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from typing import cast

from medinsure_budget.errors import UsageError
from medinsure_budget.subjects.entries import Basis, Confidence, Entry
from medinsure_budget.subjects.lineage import Lineage
from medinsure_budget.subjects.names import fold
from medinsure_budget.subjects.records import KINDS, Kind, records
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
    """Read the generated layer and lay the manual one over it."""
    if kind not in KINDS:
        raise UsageError(f"没有叫 {kind!r} 的分类；有的是{'、'.join(KINDS)}")
    rows = {(row["code"], row["name"]): row for row in records(f"generated_{kind}.tsv")}
    for row in records(f"manual_{kind}.tsv"):
        key = (row["code"], row["name"])
        rows[key] = row
        if row["confidence"] == "withdrawn":
            del rows[key]
    return Table(kind, (_entry(kind, row) for row in rows.values()))


def _moves() -> dict[tuple[str, int], str]:
    return {(row["code"], int(row["until"])): row["successor"] for row in records("manual_moves.tsv")}


def _entry(kind: Kind, row: Mapping[str, str]) -> Entry:
    return Entry(
        row["code"],
        row["name"],
        int(row["since"]) if row["since"] else None,
        int(row["until"]) if row["until"] else None,
        cast("Confidence", row["confidence"]),  # the data's tests hold it to the list
        tuple(map(int, row["attested"].split())),
        row["disputed_name"],
        tuple(filter(None, row["undated_names"].split(";"))),
        cast("tuple[Basis, ...]", tuple(row["basis"].split())),
        row["evidence"],
        fund(kind, row["code"]),
    )
