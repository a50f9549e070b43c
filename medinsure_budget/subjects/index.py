"""Finding the subjects of one classification by what they are called."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Generic, Protocol, TypeVar

from medinsure_budget.subjects.entries import Entry
from medinsure_budget.subjects.names import distance, fold, plain_code, steps, unmarked


class _Named(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def entry(self) -> Entry | None: ...
    @property
    def path(self) -> "Sequence[_Named]": ...


S = TypeVar("S", bound=_Named)


class Index(Generic[S]):
    """Names and paths of subjects; each way to look up is made when it is first used."""

    def __init__(self, subjects: Iterable[S]) -> None:
        """Take the subjects in order of codes."""
        self._subjects = tuple(subjects)

    @cached_property
    def _by_name(self) -> dict[str, tuple[S, ...]]:
        found: dict[str, list[S]] = {}
        for subject in self._subjects:
            found.setdefault(fold(subject.name), []).append(subject)
        for subject, name in self._other_names():
            found.setdefault(name, []).append(subject)
        return {name: tuple(subjects) for name, subjects in found.items()}

    @cached_property
    def _by_path(self) -> dict[tuple[str, ...], S]:
        found: dict[tuple[str, ...], S] = {}
        for subject in self._subjects:
            found.setdefault(tuple(fold(s.name) for s in subject.path), subject)
        for subject, name in self._other_names():
            found.setdefault((*(fold(s.name) for s in subject.path[:-1]), name), subject)
        return found

    def _other_names(self) -> Iterator[tuple[S, str]]:
        for subject in self._subjects:
            for name in subject.entry.other_names if subject.entry else ():
                yield subject, fold(name)

    def by_name(self, name: str) -> tuple[S, ...]:
        """Every subject of this name, those known by another wording last."""
        # Most names are asked for as the catalogue has them.
        found = self._by_name.get(name)
        return found or self._by_name.get(fold(name)) or self._by_name.get(unmarked(name), ())

    def by_path(self, names: str | Iterable[str]) -> S | None:
        """Find a subject by the names from its 类 down, or by such a path printed as one text."""
        printed = steps(names) if isinstance(names, str) else tuple(names)
        if (found := self._by_path.get(printed)) is not None:
            return found
        folded = tuple(map(fold, printed))
        return self._by_path.get(folded) or self._by_path.get(tuple(map(unmarked, folded)))

    def nearest(self, name: str, limit: int, under: str) -> tuple[tuple[S, int], ...]:
        """The subjects whose names need the fewest changed characters, best first."""
        wanted = unmarked(name)
        worst = max(1, len(wanted) - 1)
        found: list[tuple[int, str, S]] = []
        for least, known, subjects in self._candidates(wanted, under):
            if least > worst:
                break
            away = distance(wanted, known, worst)
            if away <= worst:
                found = sorted([*found, *((away, s.code, s) for s in subjects)], key=lambda item: item[:2])[:limit]
                worst = found[-1][0] if len(found) == limit else worst
        return tuple((subject, away) for away, _, subject in found)

    def _candidates(self, wanted: str, under: str) -> list[tuple[int, str, list[S]]]:
        """Names with the least number of changes that their length and characters allow, smallest first."""
        characters = set(wanted)
        found = []
        for known, subjects in self._by_name.items():
            if below := [subject for subject in subjects if subject.code.startswith(under)]:
                least = max(abs(len(known) - len(wanted)), len(characters.difference(known)))
                found.append((least, known, below))
        return sorted(found, key=lambda item: item[0])

    def search(self, text: str) -> tuple[S, ...]:
        """Subjects whose code begins so, or with all the words in their path; own names first."""
        if (code := plain_code(text)).isdecimal():
            return tuple(subject for subject in self._subjects if subject.code.startswith(code))
        words = unicodedata.normalize("NFKC", text).split()
        if not words:
            return ()
        found = [s for s in self._subjects if all(any(word in fold(p.name) for p in s.path) for word in words)]
        return tuple(sorted(found, key=lambda s: -sum(word in fold(s.name) for word in words)))
