"""What differs between two catalogues: two years, or an official file and the bundled rows."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, Literal

from medinsure_budget.records import frozen
from medinsure_budget.subjects.classification import TITLES, Classification, Subject
from medinsure_budget.subjects.names import fold

if TYPE_CHECKING:
    import pandas as pd

ChangeKind = Literal["added", "removed", "renamed", "moved"]
_WORDS: Final[dict[ChangeKind, str]] = {"added": "新增", "removed": "取消", "renamed": "改名", "moved": "改列"}


@frozen
class Change:
    """One subject that is not the same on both sides.

    Attributes:
        kind: ``added``, ``removed``, ``renamed`` (same code, another name) or ``moved`` (another code).
        before: The subject on the earlier side, ``None`` when added.
        after: The subject on the later side, ``None`` when removed.
    """

    kind: ChangeKind
    before: Subject | None
    after: Subject | None

    @property
    def subject(self) -> Subject:
        """The later side where there is one, else the earlier."""
        side = self.after or self.before
        assert side is not None  # noqa: S101 - a change has at least one side
        return side

    def __str__(self) -> str:
        return f"{_WORDS[self.kind]} " + " → ".join(str(side) for side in (self.before, self.after) if side)


@frozen
class Difference:
    """All changes from one catalogue to another; printing it gives the report."""

    changes: tuple[Change, ...]
    title: str

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.changes)

    def __str__(self) -> str:
        lines = [self.title]
        for heading, changes in self._by_classification().items():
            counts = Counter(change.kind for change in changes)
            summary = "、".join(f"{word} {counts[kind]}" for kind, word in _WORDS.items() if counts[kind])
            lines += [f"{heading}：{summary}", *(f"  {change}" for change in changes)]
        return "\n".join(lines if self.changes else [*lines, "没有差异。"])

    def under(self, code: str) -> "Difference":
        """Only what concerns a code and what is below it, on either side."""
        sides = ((change, (change.before, change.after)) for change in self.changes)
        kept = tuple(change for change, both in sides if any(s and s.code.startswith(code) for s in both))
        return Difference(kept, self.title)

    def _by_classification(self) -> dict[str, list[Change]]:
        found: dict[str, list[Change]] = {}
        for change in self.changes:
            found.setdefault(TITLES[change.subject.classification.kind], []).append(change)
        return found

    def to_frame(self) -> "pd.DataFrame":
        """One row per change: classification, kind, code_before, name_before, code_after, name_after."""
        import pandas as pd

        rows = [
            (title, change.kind, *(part for side in (change.before, change.after)
                                   for part in ((side.code, side.name) if side else ("", ""))))
            for title, changes in self._by_classification().items()
            for change in changes
        ]
        columns = ["classification", "kind", "code_before", "name_before", "code_after", "name_after"]
        return pd.DataFrame(rows, columns=columns)


def compare(before: Classification, after: Classification) -> tuple[Change, ...]:
    """Find what became of every subject of one classification in another, in order of codes."""
    changes: list[Change] = []
    reached: set[Subject] = set()
    for subject in before:
        there = _counterpart(subject, after)
        if there is None:
            changes.append(Change("removed", subject, None))
            continue
        reached.add(there)
        if there.code != subject.code:
            changes.append(Change("moved", subject, there))
        elif fold(there.name) != fold(subject.name):
            changes.append(Change("renamed", subject, there))
    changes += (Change("added", None, subject) for subject in after if subject not in reached)
    return tuple(sorted(changes, key=lambda change: change.before.code if change.before else change.subject.code))


def _counterpart(subject: Subject, after: Classification) -> Subject | None:
    entry = subject.classification.table.lineage.follow(subject.entry, after.year) if subject.entry else None
    return after[entry.code] if entry and entry.code in after else None
