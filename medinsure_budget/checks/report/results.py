"""What a check came to: every evaluation, and the findings to act on."""

from collections import Counter
from functools import cached_property
from typing import Any

from attrs import field

from medinsure_budget.checks.arithmetic.cells import Figures
from medinsure_budget.checks.arithmetic.shown import in_unit, printed, relation
from medinsure_budget.checks.arithmetic.verdicts import Evaluation
from medinsure_budget.checks.report.findings import Finding
from medinsure_budget.checks.report.obligations import Obligation, gaps, obligations
from medinsure_budget.checks.report.uncovered import Uncovered, stated, uncovered
from medinsure_budget.checks.report.wording import table_of
from medinsure_budget.checks.rules import ALL_RULES
from medinsure_budget.checks.told.statements import Statements
from medinsure_budget.document import Document
from medinsure_budget.files.frames import frame_of
from medinsure_budget.records import define

_JUDGED = ("exact", "tail", "duplicate", "explained", "error")
REPORT_COLUMNS = (
    "rule", "title", "group", "severity", "verdict", "message", "statement", "code", "field", "printed", "expected",
    "difference", "unit", "page", "basis", "cluster",
)  # fmt: skip


@define(eq=False)
class Results:
    """What a check found.

    Attributes:
        document: The document.
        figures: Its cells.
        evaluations: Every rule applied, with those that hold and those that could not be applied.
        findings: What to correct or to verify, one for each root cause, the gravest first, accepted ones last.
        seconds: How long it took.
        statements: What each statement of the text is about.
    """

    document: Document
    figures: Figures
    evaluations: tuple[Evaluation, ...]
    findings: tuple[Finding, ...]
    seconds: float = 0.0
    statements: Statements = field(factory=Statements)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many evaluations came to each verdict."""
        found = Counter[str](e.verdict for e in self.evaluations)
        order = ("exact", "tail", "duplicate", "explained", "error", "skipped", "not_applicable")
        return {verdict: found.get(verdict, 0) for verdict in order}

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that must be corrected: severity error, not accepted."""
        return tuple(f for f in self.findings if f.severity == "error" and not f.suppressed)

    @property
    def ok(self) -> bool | None:
        """Whether the document passes: ``False`` when something must be corrected, ``None`` when too little was checked.

        `gaps` says what was not checked.
        """
        if self.errors:
            return False
        return None if self.gaps else True

    @cached_property
    def gaps(self) -> tuple[str, ...]:
        """Why too little was checked to pass the document, in Chinese; empty when enough was."""
        covered = sum(self.coverage.values())
        return gaps(self.figures, self.evaluations, (covered - self.coverage.get(0, 0), covered), self.text_coverage)

    @cached_property
    def obligations(self) -> tuple[Obligation, ...]:
        """What a complete check of this document owes, each rule with its one state."""
        return obligations(self.evaluations)

    @cached_property
    def text_coverage(self) -> tuple[int, int]:
        """How many amounts of the text other than zero stand in a judged relation, and how many there are."""
        told = [(id(claim), name) for claim, name in stated(self.document.claims)]
        return sum(place in self._compared for place in told), len(told)

    @cached_property
    def uncovered(self) -> tuple[Uncovered, ...]:
        """The amounts of the text that stand in no judged relation, each with the reason."""
        return tuple(uncovered(self.figures, self.statements, self.evaluations, self._compared))

    @cached_property
    def _compared(self) -> set[tuple[int, str]]:
        """The amounts of the text in judged relations."""
        return {
            (id(c.claim), c.field)
            for e in self.evaluations
            if e.verdict in _JUDGED and ALL_RULES[e.rule].certainty == "arithmetical"
            for c in (*(e.identity.cells if e.identity else ()), e.cell, *e.related)
            if c is not None and c.claim is not None
        }

    @cached_property
    def coverage(self) -> dict[int, int]:
        """How many figures other than zero stand in 0, 1, 2, ... sums that were judged."""
        standing: Counter[int] = Counter()
        for evaluation in self.evaluations:
            if evaluation.identity is not None and evaluation.verdict != "skipped":
                standing.update({c.index for c in evaluation.identity.cells})
        found = Counter(standing[c.index] for c in self.figures.cells if c.fen and c.sheet is not None)
        return dict(sorted(found.items()))

    def records(self) -> list[dict[str, Any]]:
        """The rows of `to_frame` as dictionaries."""
        by_id = {f.id: f for f in self.findings}
        return [_record(e, by_id.get(e.cluster)) for e in self.evaluations]

    def to_frame(self) -> Any:
        """One row for each evaluation; the columns are ``REPORT_COLUMNS``, amounts are `Decimal` in the printed unit.

        ``verdict`` is exact, tail, duplicate, explained, error, skipped or not_applicable; ``cluster`` joins the
        evaluations that one root cause breaks.

        Returns:
            A `pandas.DataFrame`.
        """
        return frame_of(self.records(), REPORT_COLUMNS)


def _record(evaluation: Evaluation, finding: Finding | None) -> dict[str, Any]:
    rule = ALL_RULES[evaluation.rule]
    identity = evaluation.identity
    cell = evaluation.cell or (identity.cells[0] if identity else None)
    expected: object = evaluation.expected
    if identity is not None and identity.left and identity.right and cell is not None:
        rest = sum(c.fen for c in identity.right) - sum(c.fen for c in identity.left[1:])
        expected = in_unit(rest, cell)
    message = finding.message if finding and evaluation is finding.evaluations[0] else evaluation.message
    return {
        "rule": rule.id,
        "title": rule.title,
        "group": rule.group,
        "severity": evaluation.severity or rule.severity,
        "verdict": evaluation.verdict,
        "message": message or (relation(identity) if identity else rule.formula),
        "statement": table_of(evaluation),
        "code": evaluation.code or (cell.code if cell else ""),
        "field": cell.field if cell else "",
        "printed": evaluation.printed or (printed(cell) if cell else ""),
        "expected": expected,
        "difference": in_unit(evaluation.difference, cell) if evaluation.difference is not None and cell else None,
        "unit": cell.unit.value if cell else "",
        "page": evaluation.page or (cell.page if cell else 0),
        "basis": rule.basis,
        "cluster": evaluation.cluster,
    }
