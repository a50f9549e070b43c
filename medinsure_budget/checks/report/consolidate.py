"""One root cause, one finding: what another finding's correction cures is its evidence, not a finding of its own."""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from heapq import merge
from itertools import groupby

from attrs import Factory, evolve

from medinsure_budget.checks.arithmetic.cells import Cell
from medinsure_budget.checks.arithmetic.identities import Identity
from medinsure_budget.checks.arithmetic.shown import printed
from medinsure_budget.checks.arithmetic.slips import parent_code
from medinsure_budget.checks.report.findings import Finding
from medinsure_budget.records import define

Cures = Callable[[Finding, Finding], bool]
# Rules that notice the consequences of slips, each with those that name such a slip more narrowly.
_NARROWER: dict[str, tuple[str, ...]] = {
    "PRF-01": ("PRF-02",), "PRF-06": ("PRF-04",), "PRF-05": ("PRF-06", "PRF-04"),
    "GRW-01": ("DIR-04",), "PCT-01": ("PRC-03", "PRC-04"), "PCT-07": ("PCT-01", "PCT-03"), "DIR-07": ("GRW-01",),
    "GRW-06": ("GRW-01", "DIR-04"), "DIR-06": ("GRW-01", "GRW-06", "DIR-04"), "PCT-02": ("PCT-01",), "PCT-05": ("PCT-03", "GRW-01"),
    "SUB-13": ("SUB-04",), "NAR-11": ("SUB-04",), "SG-09": ("DIR-04",),
}  # fmt: skip
_ROWS = ("STR-15", "STR-16", "STR-03", "STR-04", "SUB-04")


def consolidate(arithmetic: Sequence[Finding], others: Sequence[Finding], cures: Cures) -> list[Finding]:
    """The findings that stand for themselves; absorbed ones leave their evaluations with the finding they follow from.

    Args:
        arithmetic: Findings of sums and copies, which name cells.
        others: Findings of the rules with functions of their own.
        cures: Whether the correction that a finding proposes cures another one.
    """
    kept = _Kept()
    for finding in arithmetic:
        kept.add(finding)
    for finding in sorted(others, key=_order):
        at = next((n for n in kept.near(finding) if _follows(finding, kept.findings[n], cures)), None)
        if at is None:
            kept.add(finding)
        else:
            kept.join(at, finding)
    return _alike(kept.findings)


@define
class _Kept:
    """The findings so far, found by what others may follow from."""

    findings: list[Finding] = Factory(list)
    places: dict[Hashable, list[int]] = Factory(dict)

    def add(self, finding: Finding) -> None:
        self.findings.append(finding)
        self._place(len(self.findings) - 1, {*cells_of(finding), *_signs(finding)})

    def join(self, at: int, finding: Finding) -> None:
        """Let one finding take in another one."""
        kept = self.findings[at] = _with(self.findings[at], finding)
        self._place(at, _signs(kept))

    def _place(self, at: int, signs: Iterable[Hashable]) -> None:
        for sign in signs:
            there = self.places.setdefault(sign, [])
            if (where := bisect_left(there, at)) == len(there) or there[where] != at:
                there.insert(where, at)

    def near(self, finding: Finding) -> Iterator[int]:
        """Where those stand that a finding may follow from, the first one first."""
        lists = [self.places[sign] for sign in {*cells_of(finding), *_asked(finding)} if sign in self.places]
        return (at for at, _ in groupby(merge(*lists)))


def _signs(finding: Finding) -> set[Hashable]:
    """By what an earlier finding is found: its rule with its table, words and cells, and the rows whose sums break."""
    rule = finding.rule.id
    broken = (e.identity for e in finding.evaluations if e.verdict == "error" and e.identity is not None)
    rows = (sign for identity in broken for sign in _broken_rows(identity))
    return {rule, (rule, finding.statement), (rule, finding.printed), *((rule, cell) for cell in cells_of(finding)), *rows}


def _broken_rows(identity: Identity) -> Iterator[Hashable]:
    """The row that a relation lacks, with the one above it, or the row of the sum that breaks."""
    if identity.group[:1] == ("missing",):
        _, form, lacking = identity.group
        yield from (("missing", form, lacking), ("missing under", form, parent_code(str(lacking))))
    elif identity.left and identity.rule.startswith(("HIE", "TOT", "BAL")):
        yield id(identity.left[0].sheet), identity.left[0].code


def _asked(finding: Finding) -> set[Hashable]:
    """The signs of the findings that one may follow from, besides its own cells."""
    asked: set[Hashable] = set()
    for rule in _NARROWER.get(finding.rule.id, ()):
        if finding.rule.id.startswith("PRF"):
            asked.add((rule, finding.statement))
        elif finding.cell is None:
            asked.add(rule)
        else:
            asked |= {(rule, cell) for cell in cells_of(finding)} | ({(rule, finding.printed)} if finding.printed else set())
    return asked | (set(_rows_of(finding)) if finding.rule.id in _ROWS else set())


def _with(kept: Finding, finding: Finding) -> Finding:
    for evaluation in finding.evaluations:
        evaluation.cluster = kept.id
    said = finding.rule.id in ("STR-15", "STR-16")  # the rows say why the sum breaks
    message = finding.message + kept.message if said else kept.message
    joined = evolve(kept, message=message, evaluations=(*kept.evaluations, *finding.evaluations))
    return _settled(joined, kept.only_told) if kept.only_told is not None and _names(finding, kept.only_told[0]) else joined


def _names(finding: Finding, figure: Cell) -> bool:
    return figure.index in cells_of(finding)


def _settled(finding: Finding, told: tuple[Cell, Cell]) -> Finding:
    """Of a text and a table that differ, the text is wrong where its own rates fit the table's figure."""
    figure, shown = told
    if finding.expected or figure.unit is not shown.unit:
        return finding
    right = printed(shown)
    words = f"正文的比率、增减与 {right} 相符，正文疑误，应为 {right} {figure.unit.value}。"
    return evolve(finding, expected=right, message=finding.message + words)


def _alike(findings: Sequence[Finding]) -> list[Finding]:
    """The same words wrong in several places are one slip, reported at the first."""
    first: dict[tuple[str, str, str], int] = {}
    kept: list[Finding] = []
    more: dict[int, int] = {}
    for finding in findings:
        at = first.setdefault(_words(finding), len(kept))
        if at == len(kept):
            kept.append(finding)
            continue
        more[at] = more.get(at, 0) + 1
        kept[at] = _with(kept[at], finding)
    return [evolve(f, message=f"{f.message}（另有{more[n]}处相同）") if n in more else f for n, f in enumerate(kept)]


def _words(finding: Finding) -> tuple[str, str, str]:
    documentary = finding.rule.certainty != "arithmetical" and finding.evaluations[0].identity is None
    if finding.quote and finding.rule.certainty == "arithmetical":
        return finding.rule.id, finding.quote, finding.expected  # one sentence about two things
    if documentary and finding.printed:
        return finding.rule.id, finding.printed, finding.expected
    return finding.id, "", ""


def _order(finding: Finding) -> tuple[int, str]:
    """Narrow rules before those that notice consequences."""
    rank, rules = 0, {finding.rule.id}
    while any(r in _NARROWER for r in rules):
        rank, rules = rank + 1, {cause for r in rules for cause in _NARROWER.get(r, ())}
    return rank, finding.rule.id


def _follows(finding: Finding, earlier: Finding, cures: Cures) -> bool:
    rule = finding.rule.id
    if earlier.rule.id in _NARROWER.get(rule, ()):
        return _is_consequence(finding, earlier)
    if rule in _ROWS:
        return _same_rows(finding, earlier)
    return earlier.evaluations[0].identity is not None and cures(earlier, finding)


def _is_consequence(finding: Finding, earlier: Finding) -> bool:
    """Whether what a narrower rule found is what another noticed: of one form, of one figure, of the same words."""
    if finding.rule.id.startswith("PRF"):
        return finding.statement == earlier.statement
    if finding.cell is None and earlier.cell is not None and any(c.fen and earlier.cell.agrees(c) for c in finding.related):
        return True  # what the text lacks it tells under another name
    same_words = bool(finding.printed) and finding.printed == earlier.printed
    return same_words or bool(cells_of(finding) & cells_of(earlier))


def cells_of(finding: Finding) -> set[int]:
    """The cells a finding may be about: the suspected ones, or its own and what it compares with."""
    own = {finding.cell.index} if finding.cell is not None else set()
    if finding.suspects:
        return own | {s.cell.index for s in finding.suspects}
    if finding.evaluations[0].identity is not None:
        return own | {c.index for c in finding.related}
    return own | {c.index for e in finding.evaluations for c in e.related}


def _same_rows(finding: Finding, earlier: Finding) -> bool:
    """A repeated or missing row, what is told of it, and the sum over it that breaks."""
    return not _signs(earlier).isdisjoint(_rows_of(finding))


def _rows_of(finding: Finding) -> Iterator[Hashable]:
    """The signs of relations that break by the row of a finding: it is lacking, one under it is, or it is in the sum above."""
    cells = (finding.cell, *finding.related)
    sheet = next((c.sheet for c in cells if c is not None and c.sheet is not None), None)
    if sheet is not None:
        code = finding.code or (finding.cell.code if finding.cell else "")
        for near in (code, parent_code(code)):
            yield from ((id(sheet), near), ("missing", sheet.form, near))
        yield ("missing under", sheet.form, code)
