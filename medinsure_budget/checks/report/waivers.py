"""Accepted findings: a small file that says which, and why."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from medinsure_budget.allowance import spend
from medinsure_budget.checks.report.findings import Finding
from medinsure_budget.checks.rules import ALL_RULES
from medinsure_budget.document import Document
from medinsure_budget.errors import UnreadableFileError, UsageError
from medinsure_budget.files import Readable, called, contents
from medinsure_budget.files.characters import refuse_unprintable
from medinsure_budget.records import frozen

_TYPES: Final = {"rule": str, "reason": str, "agency": str, "year": int, "cell": str, "until": date, "id": str}
_MOST_BYTES: Final = 10_000_000


@frozen(kw_only=True)
class Waiver:
    """One accepted finding or kind of findings; what is left empty matches everything.

    Attributes:
        rule: The rule's id.
        reason: Why it is accepted.
        agency: Part of the agency's name.
        year: The year of the document.
        cell: Part of the cell's key, or the finding's id.
        until: The last day on which it counts.
        id: The finding's id, for one finding alone.
    """

    rule: str
    reason: str
    agency: str = ""
    year: int | None = None
    cell: str = ""
    until: date | None = None
    id: str = ""

    def concerns(self, document: Document) -> bool:
        """Whether it accepts anything of a document today."""
        return (
            self.agency in document.agency.name
            and self.year in (None, document.year)
            and (self.until is None or date.today() <= self.until)  # noqa: DTZ011 - a day, wherever the user is
        )


def load(source: Readable | Sequence[Waiver]) -> tuple[Waiver, ...]:
    """Waivers from a TOML file (its path, bytes, or open) of ``[[waiver]]`` tables, or as they are given.

    Raises:
        UsageError: when the file is missing or says something else; the message names file and place.
    """
    if isinstance(source, Sequence) and not isinstance(source, str | bytes):
        return tuple(source)
    name = called(source) or "(bytes)"
    try:
        data = tomllib.loads(contents(source, _MOST_BYTES).decode())
    except (UnreadableFileError, ValueError, RecursionError) as error:
        raise UsageError(f"说明文件 {name}：{error}") from error
    listed = data.get("waiver", [])
    if not isinstance(listed, list) or not all(isinstance(entry, dict) for entry in listed):
        raise UsageError(f"说明文件 {name}：应由 [[waiver]] 表组成，不是 {listed!r:.60}")
    waivers = [Waiver(**_checked(entry, f"说明文件 {name}：第{number}个 [[waiver]]")) for number, entry in enumerate(listed, 1)]
    if unknown := set(data) - {"waiver"}:
        raise UsageError(f"说明文件 {name}：只认得 [[waiver]] 表，不认得{'、'.join(sorted(unknown))}")
    return tuple(waivers)


def _checked(entry: dict[str, Any], place: str) -> dict[str, Any]:
    if not {"rule", "reason"} <= set(entry) <= set(_TYPES):
        raise UsageError(f"{place}要有 rule 和 reason，可以有的是{'、'.join(sorted(_TYPES))}；这里写的是{'、'.join(sorted(entry))}")
    for key, value in entry.items():
        # A moment is a date to Python, and cannot be compared with one.
        if type(value) is not _TYPES[key]:
            raise UsageError(f"{place}：{key} = {value!r:.60} 的类型应是 {_TYPES[key].__name__}")
        if isinstance(value, str):
            refuse_unprintable(value, f"{place}：{key} ")
    if entry["rule"] not in ALL_RULES:
        raise UsageError(f"{place}：没有规则 {entry['rule']!r:.40}")
    return entry


def apply(findings: Sequence[Finding], waivers: Sequence[Waiver], document: Document) -> list[Finding]:
    """The findings, accepted ones marked with the reason of the first waiver and put last."""
    index = _Index(waiver for waiver in waivers if waiver.concerns(document))
    judged = []
    for finding in findings:
        spend("说明文件")
        reason = index.reason(finding)
        judged.append(finding if reason is None else finding.with_waiver(reason))
    return sorted(judged, key=lambda f: bool(f.suppressed))


class _Index:
    """Waivers by what they name, so that no finding is compared with each of them."""

    def __init__(self, waivers: Iterable[Waiver]) -> None:
        self.first: dict[tuple[str, str, str], tuple[int, str]] = {}
        self.lengths: dict[str, set[int]] = defaultdict(set)
        for at, waiver in enumerate(waivers):
            self.first.setdefault((waiver.rule, waiver.cell, waiver.id), (at, waiver.reason))
            self.lengths[waiver.rule].add(len(waiver.cell))

    def reason(self, finding: Finding) -> str | None:
        """Why a finding is accepted."""
        rule, key = finding.rule.id, finding.cell.key if finding.cell is not None else finding.statement
        parts = {key[at : at + length] for length in self.lengths.get(rule, ()) for at in range(len(key) - length + 1)}
        asked = ((rule, part, own) for part in (*parts, finding.id) for own in ("", finding.id))
        found = [self.first[name] for name in asked if name in self.first]
        return min(found)[1] if found else None
