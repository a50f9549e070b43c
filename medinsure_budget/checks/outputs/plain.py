"""The report as plain data."""

from typing import Any

from medinsure_budget.checks.arithmetic.shown import in_unit
from medinsure_budget.checks.report.findings import Finding
from medinsure_budget.checks.report.results import Results


def report_json(report: Results) -> dict[str, Any]:
    """Findings, counts and every evaluation; amounts are texts, so that nothing is rounded."""
    document = report.document
    return {
        "format": 1,
        "document": document.name,
        "agency": document.agency.name,
        "year": document.year,
        "kind": document.kind,
        "rounding": {unit.value: report.figures.rounding.get(unit, "half_up") for unit in report.figures.units},
        "ok": report.ok,
        "gaps": list(report.gaps),
        "counts": report.counts,
        "coverage": {str(relations): figures for relations, figures in report.coverage.items()},
        "text_coverage": list(report.text_coverage),
        "uncovered": [
            {"section": u.claim.section, "subject": u.claim.subject, "quote": u.claim.quote, "field": u.field,
             "amount": f"{u.amount.amount:f}", "unit": u.amount.unit.value, "why": u.why}
            for u in report.uncovered
        ],
        "obligations": [
            {"rule": o.rule.id, "title": o.rule.title, "state": o.state, "times": o.times, "why": o.why} for o in report.obligations
        ],
        "findings": [finding_json(f) for f in report.findings],
        "evaluations": [
            {
                key: str(value) if key in ("expected", "difference") and value is not None else value
                for key, value in record.items()
            }
            for record in report.records()
        ],
    }


def finding_json(finding: Finding) -> dict[str, Any]:
    """One finding."""
    return {
        "id": finding.id,
        "rule": finding.rule.id,
        "title": finding.title,
        "group": finding.group,
        "severity": finding.severity,
        "verdict": finding.verdict,
        "certainty": finding.certainty,
        "message": finding.message,
        "place": finding.place,
        "printed": finding.printed,
        "expected": finding.expected,
        "difference": str(finding.difference) if finding.difference is not None else None,
        "unit": finding.unit,
        "page": finding.page,
        "line": finding.line,
        "code": finding.code,
        "field": finding.field,
        "cell": finding.cell.key if finding.cell is not None else "",
        "suspects": [
            {
                "cell": s.cell.key, "place": s.cell.place, "low": str(in_unit(s.low, s.cell)), "high": str(in_unit(s.high, s.cell)),
                "fitting": str(in_unit(s.fitting, s.cell)) if s.fitting is not None else None, "cause": s.cause,
            }
            for s in finding.suspects
        ],
        "related": list(dict.fromkeys(cell.key for cell in finding.related)),
        "basis": finding.basis,
        "quote": finding.quote,
        "suppressed": finding.suppressed,
    }  # fmt: skip
