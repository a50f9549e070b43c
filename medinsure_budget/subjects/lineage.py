"""How a subject goes on in other years: under another name, or under another code."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from medinsure_budget.subjects.entries import Entry
from medinsure_budget.subjects.names import fold

_Key = tuple[int, int, str]


class Lineage:
    """Links between entries whose years meet.

    A subject goes on at the code of the same name when just one code of that level and name ended in a year and just
    one began in the next (其他…支出 …9901 became …9999 in 2021; 医疗费 30307 became 30114 in 2018). Otherwise the
    next name of the same code is taken for a rename. A gap between two names means that the code was used anew.
    A subject that was divided has several heirs; it is followed to none of them, since its money cannot be told apart.
    """

    def __init__(
        self, by_code: Mapping[str, tuple[Entry, ...]], moves: Mapping[tuple[str, int], str] | None = None
    ) -> None:
        """Find the links among all entries.

        Args:
            by_code: The entries of each code in order of time.
            moves: What the rule cannot know: the code or codes, parted by blanks, that follow (code, last year).
        """
        entries = [entry for same in by_code.values() for entry in same]
        stated = {id(entry): (entry, heirs) for entry, heirs in _stated(by_code, moves or {}) if heirs}
        self._divided = {key: heirs for key, (_, heirs) in stated.items() if len(heirs) > 1}
        links = [(entry, heirs[0]) for entry, heirs in stated.values() if len(heirs) == 1]
        links += [link for link in _same_name(entries) if id(link[0]) not in stated]
        left, reached = {id(entry) for entry, _ in links} | set(self._divided), {id(later) for _, later in links}
        links += [
            (entry, later)
            for same in by_code.values()
            for entry, later in pairwise(same)
            if later.since == (entry.until or 0) + 1 and id(entry) not in left and id(later) not in reached
        ]
        self._next = {id(entry): later for entry, later in links}
        reaching = Counter(id(later) for _, later in links)
        self._previous = {id(later): entry for entry, later in links if reaching[id(later)] == 1}

    def follow(self, entry: Entry, year: int) -> Entry | None:
        """Walk forward or back to what is in force in a year."""
        found: Entry | None = entry
        links = self._next if entry.until is not None and year > entry.until else self._previous
        while found is not None and not found.covers(year):
            found = links.get(id(found))
        return found

    def heirs(self, entry: Entry, year: int) -> tuple[Entry, ...]:
        """What a subject has become by a later year: itself, what it was renamed or moved to, or all its parts."""
        if entry.covers(year):
            return (entry,)
        if entry.until is None or year <= entry.until:
            return ()
        after = self._divided.get(id(entry)) or tuple(filter(None, [self._next.get(id(entry))]))
        return tuple(heir for later in after for heir in self.heirs(later, year))


def _stated(
    by_code: Mapping[str, tuple[Entry, ...]], moves: Mapping[tuple[str, int], str]
) -> Iterator[tuple[Entry, tuple[Entry, ...]]]:
    for (code, until), successors in moves.items():
        heirs = (e for heir in successors.split() for e in by_code.get(heir, ()) if e.since == until + 1)
        for entry in by_code.get(code, ()):
            if entry.until == until:
                yield entry, tuple(heirs)


def _same_name(entries: Iterable[Entry]) -> list[tuple[Entry, Entry]]:
    """Pair what ended in a year with what began in the next under the same name and at the same level."""
    listed = list(entries)
    ended = _unique((_key(e, e.until + 1), e) for e in listed if e.until is not None)
    begun = _unique((_key(e, e.since), e) for e in listed if e.since is not None)
    return [(entry, begun[key]) for key, entry in ended.items() if key in begun]


def _key(entry: Entry, year: int) -> _Key:
    return len(entry.code), year, fold(entry.name)


def _unique(pairs: Iterable[tuple[_Key, Entry]]) -> dict[_Key, Entry]:
    listed = list(pairs)
    times = Counter(key for key, _ in listed)
    return {key: entry for key, entry in listed if times[key] == 1}
