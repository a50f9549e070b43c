"""One root cause, one finding: what follows from another finding is its evidence, not a finding of its own."""

from collections.abc import Sequence

from attrs import evolve

from medinsure_budget.checks.arithmetic.cells import Cell
from medinsure_budget.checks.report.findings import Finding

# Within the text the narrower rule names the slip; those after it only notice its consequences.
_NARROWER = (
    "PRC",
    "DIR-04",
    "GRW-01",
    "DIR-02",
    "PCT-01",
    "PCT-03",
    "PCT-07",
    "DIR-07",
    "GRW-06",
    "DIR-06",
    "PCT-02",
    "PCT-05",
)
_CONSEQUENCES = {"PRF-01": ("PRF-02",), "PRF-06": ("PRF-04",), "PRF-05": ("PRF-06", "PRF-04")}


def consolidate(arithmetic: Sequence[Finding], others: Sequence[Finding]) -> list[Finding]:
    """The findings that stand for themselves; absorbed ones leave their evaluations with the finding they follow from."""
    kept = list(arithmetic)
    for finding in sorted(others, key=_order):
        at = next((n for n, k in enumerate(kept) if _follows(finding, k)), None)
        if at is None:
            kept.append(finding)
            continue
        for evaluation in finding.evaluations:
            evaluation.cluster = kept[at].id
        message = kept[at].message
        if finding.rule.id in ("STR-15", "STR-16"):
            message = finding.message + message  # the rows say why the sum breaks
        kept[at] = evolve(kept[at], message=message, evaluations=(*kept[at].evaluations, *finding.evaluations))
    return _alike(kept)


def _alike(findings: Sequence[Finding]) -> list[Finding]:
    """The same words wrong in several places are one slip, reported at the first."""
    first: dict[tuple[str, str, str], int] = {}
    kept: list[Finding] = []
    more: dict[int, int] = {}
    for finding in findings:
        key = (finding.rule.id, finding.printed, finding.expected)
        documentary = finding.rule.certainty != "arithmetical" and finding.evaluations[0].identity is None
        if finding.quote and finding.rule.certainty == "arithmetical":
            key = (finding.rule.id, finding.quote, finding.expected)  # one sentence about two things
        elif not documentary or not finding.printed:
            key = (finding.id, "", "")
        if key not in first:
            first[key] = len(kept)
            kept.append(finding)
            continue
        at = first[key]
        more[at] = more.get(at, 0) + 1
        for evaluation in finding.evaluations:
            evaluation.cluster = kept[at].id
        kept[at] = evolve(kept[at], evaluations=(*kept[at].evaluations, *finding.evaluations))
    return [evolve(f, message=f"{f.message}（另有{more[n]}处相同）") if n in more else f for n, f in enumerate(kept)]


def _order(finding: Finding) -> tuple[int, str]:
    rank = next((n for n, rule in enumerate(_NARROWER) if finding.rule.id.startswith(rule)), len(_NARROWER))
    return rank, finding.rule.id


def _follows(finding: Finding, earlier: Finding) -> bool:
    rule = finding.rule.id
    if earlier.rule.id in _CONSEQUENCES.get(rule, ()):
        return finding.statement == earlier.statement
    if finding.cell is None:
        return False
    if rule in ("STR-15", "STR-16", "STR-03", "STR-04"):
        return _same_rows(finding, earlier)
    if earlier.evaluations[0].identity is not None:
        return _about(finding) & (_about(earlier) or set()) != set() and rule.split("-")[0] in (
            "UNT",
            "PCT",
            "GRW",
            "DIR",
            "ECO",
            "CNT",
            "AST",
            "EMP",
            "SG",
        )
    both_text = rule in _NARROWER and any(earlier.rule.id.startswith(r) for r in _NARROWER)
    return both_text and bool(_about(finding) & _about(earlier))


def _about(finding: Finding) -> set[int]:
    """The cells a finding may be about: the suspected ones, or its own and what it compares with."""
    own = {finding.cell.index} if finding.cell is not None else set()
    if finding.suspects:
        return own | {s.cell.index for s in finding.suspects}
    if finding.evaluations[0].identity is not None:
        return own | {c.index for c in finding.related}
    return own | {c.index for e in finding.evaluations for c in e.related}


def _same_rows(finding: Finding, earlier: Finding) -> bool:
    """A repeated or missing row, and the sum over it that breaks."""
    cell = finding.cell
    code = finding.code or (cell.code if cell else "")
    near = {code, code[:-2] if len(code) > 3 else ""}
    for evaluation in earlier.evaluations:
        identity = evaluation.identity
        if identity is None or evaluation.verdict != "error":
            continue
        if identity.group[:1] == ("missing",) and identity.group[2] in near:
            return True
        total = identity.left[0] if identity.left and identity.rule.startswith(("HIE", "TOT", "BAL")) else None
        if total is not None and total.sheet is _sheet(cell) and total.code in near:
            return True
    return False


def _sheet(cell: Cell | None) -> object:
    return cell.sheet if cell is not None else None
