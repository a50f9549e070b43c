"""What the document says as a whole: rare tails, sums that cannot all be true, and bridged differences."""

from collections.abc import Mapping, Sequence

from medinsure_budget.checks.arithmetic.cells import Figures
from medinsure_budget.checks.arithmetic.identities import Identity
from medinsure_budget.checks.arithmetic.propagate import Network
from medinsure_budget.checks.arithmetic.shown import number, relation
from medinsure_budget.checks.arithmetic.verdicts import Evaluation, bridge_of, judge
from medinsure_budget.checks.report.findings import Finding, fingerprint, from_evaluation, last_digits
from medinsure_budget.checks.report.wording import contradiction, table_of
from medinsure_budget.checks.rule import Rule, declare

declare(
    Rule("JNT-01", "全部关系能否同时成立", "存在一组未舍入的金额，使全部关系同时成立", "warning", tolerance="joint",
         basis="舍入只会改变末位，不会改变加总关系"),
    Rule("JNT-03", "罕见尾差", "尾差在舍入范围之内，但偶然出现的概率不足万分之一", "warning", tolerance="joint",
         basis="四舍五入误差的概率分布"),
)  # fmt: skip

_MOST_SHOWN = 4


def single(evaluation: Evaluation, rules: Mapping[str, Rule], document: str, *, apart: bool) -> list[Finding]:
    """A broken relation outside the network of sums: plausible ones, inequalities, explained differences."""
    rule = rules[evaluation.rule]
    if evaluation.verdict == "explained":
        if rule.severity == "info":
            return []
        evaluation.severity = "info"
        evaluation.message = _bridged(evaluation, rule)
    elif evaluation.verdict == "duplicate":
        evaluation.severity = last_digits((evaluation,), apart=apart)
    else:
        evaluation.severity = "info" if _narrower_scope(evaluation) else rule.severity
    evaluation.message = evaluation.message or contradiction(evaluation, rule)
    finding = from_evaluation(evaluation, rule, document)
    evaluation.cluster = finding.id
    return [finding]


def _narrower_scope(evaluation: Evaluation) -> bool:
    """机关运行经费 below the public expenditure of all units: institutions have none to disclose."""
    return evaluation.rule == "OP-01" and (evaluation.difference or 0) < 0


def _bridged(evaluation: Evaluation, rule: Rule) -> str:
    identity = evaluation.identity
    assert identity is not None  # noqa: S101 - holds by construction
    like = identity.left[0]
    bridge = bridge_of(identity)
    assert bridge is not None  # noqa: S101 - holds by construction
    return (
        f"{relation(identity).replace(' = ', ' 与 ', 1)}，相差 {number(abs(identity.residual), like)} {like.unit.value}，"
        f"恰为{bridge.reason}"
        f"（{bridge.cells[0].place}）；口径不同，请注明（{rule.title}）。"
    )


def rare(evaluations: Sequence[Evaluation], rules: Mapping[str, Rule], document: str) -> list[Finding]:
    """Tails that rounding allows but hardly ever makes."""
    found = []
    for evaluation in evaluations:
        identity = evaluation.identity
        assert identity is not None  # noqa: S101 - holds by construction
        like = identity.left[0]
        message = (
            f"{relation(identity)}，尾差 {number(abs(identity.residual), like)} {like.unit.value} 虽在舍入范围内，"
            f"但偶然出现的概率只有 {evaluation.probability:.0e}，请核对各分项。"
        )
        evaluation.severity, evaluation.message = "warning", message
        finding = from_evaluation(evaluation, rules["JNT-03"], document)
        evaluation.cluster = finding.id
        found.append(finding)
    return found


def infeasible(figures: Figures, sound: Sequence[Evaluation], rules: Mapping[str, Rule], document: str) -> list[Finding]:
    """Relations each of which could be a tail, but not all at once."""
    identities = [e.identity for e in sound if e.identity is not None]
    if all(c.exact for c in figures.cells) or Network(figures.cells, identities).settle() is not None:
        return []
    if _hold_cut_off(figures, identities):
        return []
    conflict = _smallest(figures, identities)
    shown = "；".join(relation(i) for i in conflict[:_MOST_SHOWN])
    more = f"等{len(conflict)}条" if len(conflict) > _MOST_SHOWN else ""
    first = next(e for e in sound if e.identity is conflict[0])
    cell = conflict[0].left[0]
    message = f"下列关系单看都在尾差之内，但不可能同时成立：{shown}{more}，请核对其中各数。"
    return [
        Finding(
            id=fingerprint("JNT-01", document, (cell.key,)), rule=rules["JNT-01"], severity="warning", verdict="error",
            message=message, statement=table_of(first), cell=cell, related=tuple(c for i in conflict for c in i.cells),
            evaluations=tuple(e for e in sound if any(e.identity is i for i in conflict)), page=cell.page, line=cell.line,
            unit=cell.unit.value, printed=cell.printed, code=cell.code, field=cell.field,
        )
    ]  # fmt: skip


def _hold_cut_off(figures: Figures, identities: list[Identity]) -> bool:
    """Whether all relations hold at once where figures are cut off: too few sums may tell that they are."""
    before = dict(figures.rounding)
    for unit in before:
        figures.assume(unit, "truncate")
    holds = all(judge(i).verdict in ("exact", "tail") for i in identities) and Network(figures.cells, identities).settle() is not None
    for unit, rounding in before.items():
        figures.assume(unit, rounding)
    return holds


def _smallest(figures: Figures, identities: list[Identity]) -> list[Identity]:
    """A conflicting set from which nothing can be left out: halve it while it conflicts, then drop one by one."""
    conflict = identities
    size = len(conflict) // 2
    while size:
        start = 0
        while start < len(conflict):
            rest = conflict[:start] + conflict[start + size :]
            if Network(figures.cells, rest).settle() is None:
                conflict = rest
            else:
                start += size
        size //= 2
    return conflict
