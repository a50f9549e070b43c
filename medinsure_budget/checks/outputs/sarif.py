"""The report as SARIF 2.1.0."""

from typing import Any
from urllib.parse import quote

from medinsure_budget.checks.report.findings import Finding
from medinsure_budget.checks.report.results import Results
from medinsure_budget.checks.rules import ALL_RULES, Rule

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def report_sarif(report: Results) -> dict[str, Any]:
    """One run with the rules that were applied and a result for each finding; what was skipped is a notification."""
    # A stored report may be of rules that are not here.
    told = {f.rule.id: f.rule for f in report.findings}
    used = sorted({f.rule.id for f in report.findings} | {e.rule for e in report.evaluations})
    index = {rule: n for n, rule in enumerate(used)}
    count = len(report.findings)
    results = [_result(f, index, report, rank=100 * (count - n) / max(1, count)) for n, f in enumerate(report.findings)]
    skipped = [
        {
            "level": "note",
            "message": {"text": e.message or "未能检查"},
            "associatedRule": {"id": e.rule, "index": index[e.rule]},
        }
        for e in report.evaluations
        if e.verdict == "skipped"
    ]
    driver = {
        "name": "medinsure_budget",
        "informationUri": "https://pypi.org/project/medinsure-budget/",
        "rules": [_rule(told.get(name) or ALL_RULES.get(name) or Rule(name, name, name)) for name in used],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": skipped}],
        "results": results,
        "properties": {"counts": report.counts},
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": rule.title,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.formula},
        "help": {"text": rule.basis},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"group": rule.group, "tolerance": rule.tolerance, "kinds": list(rule.kinds)},
    }


def _result(finding: Finding, index: dict[str, int], report: Results, rank: float) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule.id,
        "ruleIndex": index[finding.rule.id],
        "kind": "fail" if finding.verdict == "error" else "review",
        # SARIF allows a level other than none only with the kind fail.
        "level": _LEVELS[finding.severity] if finding.verdict == "error" else "none",
        "message": {"text": finding.message},
        "locations": [_location(finding.place, finding.page, finding.line, report, finding.cell.key if finding.cell else "")],
        "partialFingerprints": {"findingId/v1": finding.id},
        "rank": round(rank, 1),
        "properties": {
            "printed": finding.printed, "expected": finding.expected, "unit": finding.unit, "severity": finding.severity,
            "difference": str(finding.difference) if finding.difference is not None else None, "certainty": finding.certainty,
        },
    }  # fmt: skip
    if finding.related:
        cells = list({c.key: c for c in finding.related}.values())[:20]
        result["relatedLocations"] = [_location(c.place, c.page, c.line, report, c.key) for c in cells]
    if finding.suppressed:
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": finding.suppressed}]
    return result


def _location(place: str, page: int, line: int, report: Results, key: str) -> dict[str, Any]:
    location: dict[str, Any] = {
        "logicalLocations": [{"fullyQualifiedName": key or place, "name": place, "kind": "member"}]
    }
    artifact: dict[str, Any] = {"artifactLocation": {"uri": quote(report.document.name or "document")}}
    if line:
        artifact["region"] = {"startLine": line}
    if page:
        artifact["properties"] = {"page": page}
    location["physicalLocation"] = artifact
    return location
