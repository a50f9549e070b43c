"""Judging one identity on the 分 grid."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from attrs import field

from medinsure_budget.checks.arithmetic.cells import Cell
from medinsure_budget.checks.arithmetic.identities import Bridge, Identity
from medinsure_budget.checks.arithmetic.intervals import tail_probability
from medinsure_budget.records import define

Verdict = Literal["exact", "tail", "duplicate", "explained", "error", "skipped", "not_applicable"]
Severity = Literal["error", "warning", "info"]
GRAVITIES: Mapping[Severity, str] = {"error": "错误", "warning": "核实", "info": "提示"}

# A tail rarer than this, shared among all sums long enough to have one, is doubted: fewer than one clean document
# in ten thousand is.
RARE_IN_A_DOCUMENT = 1e-4
_LONG_ENOUGH = 4


@define(eq=False)
class Evaluation:
    """One rule applied once: what came of it.

    Attributes:
        rule: The rule's id.
        verdict: See ``Verdict``.
        identity: The identity, ``None`` for rules that are no sums.
        message: What a reader is told when it matters; empty for what simply holds.
        statement: The table or section.
        severity: How grave this outcome is; empty when nothing is to be done.
        cell: The place it is about.
        printed: What is printed.
        expected: What should be printed.
        difference: Printed less expected, in 分.
        related: Other cells it rests on.
        probability: For tails: how often rounding alone does this.
        cluster: The finding it belongs to.
        page: The page where no cell says it.
        line: The line where no cell says it.
        on_edge: Whether it fails by less than one 分.
        failed: Whether it is not checked because the rule itself failed.
        outvoted: Whether a table's figure differs in its last digit from its own parts and from the text alike.
    """

    rule: str
    verdict: Verdict
    identity: Identity | None = None
    message: str = ""
    statement: str = ""
    severity: Severity | Literal[""] = ""
    cell: Cell | None = None
    printed: str = ""
    expected: str = ""
    difference: int | None = None
    related: tuple[Cell, ...] = ()
    probability: float = 1.0
    cluster: str = ""
    page: int = 0
    line: int = 0
    code: str = ""
    quote: str = ""
    on_edge: bool = field(default=False)
    outvoted: bool = field(default=False)
    failed: bool = field(default=False)


def reach(identity: Identity) -> tuple[int, int]:
    """The least and greatest true difference of the two sides."""
    low = sum(c.low for c in identity.left) - sum(c.high for c in identity.right)
    high = sum(c.high for c in identity.left) - sum(c.low for c in identity.right)
    return low, high


def judge(identity: Identity) -> Evaluation:
    """The verdict on one identity, with the rounding that the cells assume."""
    residual = identity.residual
    if residual == 0 and not identity.at_most:
        return Evaluation(identity.rule, "exact", identity, difference=0)
    low, high = reach(identity)
    if identity.at_most:
        verdict: Verdict = "exact" if low <= 0 else "skipped" if identity.doubt else "error"
        return Evaluation(identity.rule, verdict, identity, difference=max(0, residual))
    if low <= 0 <= high:
        return Evaluation(identity.rule, "tail", identity, difference=residual, probability=_probability(identity))
    found = Evaluation(identity.rule, "error", identity, difference=residual)
    if bridge_of(identity) is not None:
        found.verdict = "explained"
    elif _same_amount(identity) and abs(residual) <= max(c.step for c in identity.cells if c.fen):
        found.verdict = "duplicate" if all(c.step > 1 for c in identity.cells if c.fen) else "error"
    elif identity.doubt:
        found.verdict = "skipped"
    found.on_edge = low < high and (low == 1 or high == -1)
    return found


def bridge_of(identity: Identity) -> Bridge | None:
    """What explains the difference of the two sides, whichever is the larger."""
    low, high = reach(identity)
    for bridge in identity.bridges:
        least, most = sum(c.low for c in bridge.cells), sum(c.high for c in bridge.cells)
        if bridge.partly:
            least = min(least, 0)
        if any(c.fen for c in bridge.cells) and ((low <= most and least <= high) or (low <= -least and -most <= high)):
            return bridge
    return None


def _same_amount(identity: Identity) -> bool:
    """Whether each side has one figure other than zero: both print the same amount."""
    return sum(1 for c in identity.left if c.fen) == sum(1 for c in identity.right if c.fen) == 1


def _addends(identity: Identity) -> int:
    return sum(not c.exact for c in identity.cells) - 1


def _probability(identity: Identity) -> float:
    rounded = [c for c in identity.cells if not c.exact]
    steps = {c.step for c in rounded}
    if len(steps) != 1 or any(c.fen in (c.low, c.high) for c in rounded):
        return 1.0  # figures that were cut off follow another distribution
    return tail_probability(abs(identity.residual) // steps.pop(), _addends(identity))


def outvote(evaluations: Sequence[Evaluation]) -> None:
    """Mark figures of one table that neither their parts nor the text bear out; nobody knows of one that other tables print too."""
    sums: dict[int, int] = {}
    elsewhere: set[int] = set()
    for evaluation in evaluations:
        identity = evaluation.identity
        if identity is None or identity.at_most or any(c.claim is not None for c in identity.cells):
            continue
        if len(identity.left) == len(identity.right) == 1:
            elsewhere |= {c.index for c in identity.cells}
        elif evaluation.verdict == "tail" and len(identity.left) == 1:
            sums[identity.left[0].index] = sum(c.fen for c in identity.right)
    for evaluation in evaluations:
        if evaluation.verdict == "duplicate" and evaluation.identity is not None:
            cells = evaluation.identity.cells
            told = {c.fen for c in cells if c.claim is not None}
            evaluation.outvoted = any(sums.get(c.index) in told and c.index not in elsewhere for c in cells)


def doubt_rare_tails(evaluations: Iterable[Evaluation]) -> list[Evaluation]:
    """The tails too improbable to be rounding, given how many sums could have had one.

    Where every sum that has a tail misses something of its total, figures may have been cut off: then no tail is rare.
    """
    sums = [(e, e.identity) for e in evaluations if e.identity is not None and e.verdict in ("exact", "tail")]
    if all(i.residual > 0 for e, i in sums if e.verdict == "tail" and _addends(i) > 1):
        return []
    long = [e for e, i in sums if _addends(i) >= _LONG_ENOUGH]
    return [e for e in long if e.verdict == "tail" and e.probability * len(long) < RARE_IN_A_DOCUMENT]
