"""How a subject goes on in other years: under another name, or under another code."""

from collections import Counter
from collections.abc import Iterable, Mapping

from medinsure_budget.subjects.entries import Entry
from medinsure_budget.subjects.names import fold


class Lineage:
    """Links between entries whose years meet.

    A subject goes on at the code of the same name when just one code of that level and name ended in a year and just
    one began in the next (其他…支出 …9901 became …9999 in 2021; 医疗费 30307 became 30114 in 2018). Otherwise the
    next name of the same code is taken for a rename. A gap of years between two names means that the code was used anew.
    """

    def __init__(self, by_code: Mapping[str, tuple[Entry, ...]]) -> None:
        """Find the links among all entries."""
        entries = [entry for same in by_code.values() for entry in same]
        ended = _unique((_key(e, e.until + 1), e) for e in entries if e.until is not None)
        begun = _unique((_key(e, e.since), e) for e in entries if e.since is not None)
        self._next = {id(ended[key]): begun[key] for key in ended.keys() & begun.keys()}
        taken = {id(entry) for entry in self._next.values()}
        for same in by_code.values():
            for entry, later in zip(same, same[1:], strict=False):
                if later.since == (entry.until or 0) + 1 and id(later) not in taken:
                    self._next.setdefault(id(entry), later)
        by_id = {id(entry): entry for entry in entries}
        self._previous = {id(later): by_id[entry] for entry, later in self._next.items()}

    def follow(self, entry: Entry, year: int) -> Entry | None:
        """Walk forward or back to what is in force in a year."""
        found: Entry | None = entry
        links = self._next if entry.until is not None and year > entry.until else self._previous
        while found is not None and not found.covers(year):
            found = links.get(id(found))
        return found

    def following(self, entry: Entry) -> Entry | None:
        """What the subject became when this entry ended, if anything is known."""
        return self._next.get(id(entry))


def _key(entry: Entry, year: int) -> tuple[int, int, str]:
    return len(entry.code), year, fold(entry.name)


def _unique(pairs: Iterable[tuple[tuple[int, int, str], Entry]]) -> dict[tuple[int, int, str], Entry]:
    listed = list(pairs)
    times = Counter(key for key, _ in listed)
    return {key: entry for key, entry in listed if times[key] == 1}
