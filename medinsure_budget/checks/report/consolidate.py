"""One root cause, one finding: what another finding's correction cures is its evidence, not a finding of its own."""

from collections.abc import Callable, Collection, Sequence

from attrs import evolve

from medinsure_budget.checks.arithmetic.cells import Cell
from medinsure_budget.checks.arithmetic.identities import Identity
from medinsure_budget.checks.arithmetic.shown import printed
from medinsure_budget.checks.arithmetic.slips import parent_code
from medinsure_budget.checks.report.findings import Finding
from medinsure_budget.forms import Row, Sheet

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
    kept = list(arithmetic)
    cells = [cells_of(f) for f in kept]
    for finding in sorted(others, key=_order):
        own = cells_of(finding)
        near = (n for n, k in enumerate(kept) if _may_follow(finding, k, own, cells[n]))
        at = next((n for n in near if _follows(finding, kept[n], cures)), None)
        if at is None:
            kept.append(finding)
            cells.append(own)
            continue
        kept[at] = _with(kept[at], finding)
    return _alike(kept)


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


def _may_follow(finding: Finding, earlier: Finding, own: set[int], cells: set[int]) -> bool:
    rule = finding.rule.id
    return bool(own & cells) or rule in _ROWS or earlier.rule.id in _NARROWER.get(rule, ())


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
    cells = (finding.cell, *finding.related)
    sheet = next((c.sheet for c in cells if c is not None and c.sheet is not None), None)
    if sheet is None:
        return False
    code = finding.code or (finding.cell.code if finding.cell else "")
    near = {code, parent_code(code)}
    identities = (e.identity for e in earlier.evaluations if e.verdict == "error")
    return any(identity is not None and _is_of_row(identity, sheet, code, near) for identity in identities)


def _is_of_row(identity: Identity, sheet: Sheet[Row], code: str, near: Collection[str]) -> bool:
    """Whether a relation breaks by a row that a sheet lacks or repeats: the row itself, one under it, or the sum above."""
    if identity.group[:1] == ("missing",):
        _, form, lacking = identity.group
        return form is sheet.form and (lacking in near or parent_code(str(lacking)) == code)
    total = identity.left[0] if identity.left and identity.rule.startswith(("HIE", "TOT", "BAL")) else None
    return total is not None and total.sheet is sheet and total.code in near

