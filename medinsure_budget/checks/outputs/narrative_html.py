"""The text of a document with its figures marked: those that were judged, and those that a finding calls wrong."""

import re
from collections import defaultdict
from html import escape

from medinsure_budget.checks.report.findings import Finding
from medinsure_budget.checks.report.results import Results
from medinsure_budget.checks.report.uncovered import by_reason
from medinsure_budget.checks.rule import headings
from medinsure_budget.document.narrative import Section

_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?%?")
_JUDGED = ("exact", "tail", "duplicate", "explained", "error")


def marked_quote(finding: Finding) -> str:
    """The printed words of a finding with what is wrong in them marked."""
    quote, wrong = escape(finding.quote), escape(finding.printed)
    if wrong and wrong in quote:
        return quote.replace(wrong, f"<mark>{wrong}</mark>", 1)
    # The text may part thousands where the figure as it was read does not.
    same = (m for m in _FIGURE.finditer(quote) if wrong and m[0].replace(",", "") == wrong.replace(",", ""))
    found = next(same, None)
    return quote if found is None else f"{quote[: found.start()]}<mark>{found[0]}</mark>{quote[found.end() :]}"


def narrative(report: Results) -> str:
    """The sections in printed order; a figure that a finding names leads to it, a judged one is underlined."""
    wrong, judged = _figures(report)
    sections = [s for s in headings(report.document) if s.heading or s.text.strip()]
    if not sections:
        return ""
    return f"<h2>正文</h2>{_uncovered(report)}{''.join(_section(s, wrong, judged) for s in sections)}"


def _uncovered(report: Results) -> str:
    """The amounts that nothing compares, by reason."""
    found = report.uncovered
    rows = "".join(
        f"<tr><td>{escape(u.why)}</td><td>{escape(u.claim.section.split('/')[-1])}</td><td>{escape(u.claim.subject)}</td>"
        f"<td class=n>{escape(str(u.amount))}</td></tr>"
        for _, own in by_reason(found)
        for u in own
    )
    head = "<tr><th>原因</th><th>章节</th><th>事项</th><th>金额</th></tr>"
    told = f"正文 {report.text_coverage[1]} 个金额中 {len(found)} 个没有核对"
    return f"<details><summary>{told}</summary><div class=scroll><table>{head}{rows}</table></div></details>" if found else ""


def _figures(report: Results) -> tuple[dict[str, list[tuple[str, Finding]]], dict[str, set[str]]]:
    """By section heading: the printed words of findings, and the figures that stand in a judged relation."""
    wrong: dict[str, list[tuple[str, Finding]]] = defaultdict(list)
    for finding in report.findings:
        claim = finding.cell.claim if finding.cell is not None else None
        heading = claim.section.split("/")[-1] if claim is not None else finding.statement
        if finding.printed and (claim is not None or finding.quote):
            wrong[heading].append((finding.printed, finding))
    judged: dict[str, set[str]] = defaultdict(set)
    for evaluation in report.evaluations:
        identity = evaluation.identity
        cells = (*(identity.cells if identity is not None else ()), evaluation.cell, *evaluation.related)
        for cell in cells if evaluation.verdict in _JUDGED else ():
            if cell is not None and cell.claim is not None:
                judged[cell.claim.section.split("/")[-1]].add(cell.printed)
    return wrong, judged


def _section(section: Section, wrong: dict[str, list[tuple[str, Finding]]], judged: dict[str, set[str]]) -> str:
    level = min(6, section.level + 2)
    head = f"<h{level}>{escape(section.heading)}</h{level}>" if section.heading else ""
    own, fine = wrong.get(section.heading, []), judged.get(section.heading, set())
    body = "".join(f"<p>{_paragraph(text, own, fine)}</p>" for text in section.text.split("\n") if text.strip())
    return head + body


def _paragraph(text: str, wrong: list[tuple[str, Finding]], judged: set[str]) -> str:
    by_words = {words: finding for words, finding in wrong if words in text}
    names = sorted(map(re.escape, by_words), key=len, reverse=True)
    pattern = re.compile("|".join([*(f"(?<![\\d.,]){n}(?![\\d])" for n in names), _FIGURE.pattern]))
    return pattern.sub(lambda m: _mark(m[0], by_words, judged), escape(text, quote=False))


def _mark(words: str, wrong: dict[str, Finding], judged: set[str]) -> str:
    finding = wrong.get(words)
    if finding is not None:
        return f'<a href="#f{escape(finding.id)}"><mark class={finding.severity}>{words}</mark></a>'
    return f"<mark class=fine>{words}</mark>" if words.replace(",", "") in judged else words
