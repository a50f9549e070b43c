"""What notebooks show of findings, reports, claims, amounts and sheets, and their short `repr`."""

import re
from pathlib import Path

import pytest

import medinsure_budget as mb

SAMPLE = next((Path(__file__).resolve().parents[1] / "examples/data").glob("*预算.md"))


@pytest.fixture(scope="module")
def report():
    text = SAMPLE.read_text("utf-8").replace("30201\t办公费\t14.02", "30201\t办公费\t41.02")
    return mb.check(mb.read(text.encode(), name="<b>错</b>.md"))


def test_a_finding_is_one_short_line_and_one_row(report):
    finding = report.errors[0]

    assert repr(finding).startswith(f"<Finding {finding.rule.id} error: ")
    assert "41.02>" in repr(finding)
    assert len(repr(finding)) < 120
    assert "<td>41.02</td><td>14.02</td>" in finding._repr_html_()
    assert finding._repr_html_().count("<tr>") == 2


def test_a_report_shows_summary_and_findings(report):
    shown = report._repr_html_()

    assert shown.count("<tr>") == len(report.findings) + 1
    assert "错误 1" in shown
    assert "<b>错</b>" not in shown
    kept = mb.Report.from_dict(report.to_dict())
    assert kept._repr_html_().count("<tr>") == len(report.findings) + 1


def test_a_report_that_checked_too_little_says_so():
    bare = mb.check(mb.read(SAMPLE).evolve(sheets=()))

    assert bare.ok is None
    assert bare.gaps[0] in bare._repr_html_()


def test_a_claim_is_short(report):
    claim = next(c for c in report.document.claims if c.amount is not None)

    assert repr(claim).startswith(f"<Claim {claim.subject} {claim.amount}")
    assert len(repr(claim)) < 120
    assert claim._repr_html_().count("<tr>") == 2


def test_an_amount_shows_thousands_and_every_printed_digit():
    assert mb.Money("1234567.80", "万元")._repr_html_() == "<span>1,234,567.80 万元</span>"
    assert repr(mb.Money("1234567.80", "万元")) == "Money('1234567.80', '万元')"


def test_a_sheet_shows_printed_heads_levels_and_no_blank_columns(report):
    sheet = report.document[mb.forms.Expenditure]
    shown = sheet._repr_html_()

    heads = re.findall("<th>(.*?)</th>", shown)
    assert heads[:2] == ["科目编码", "科目名称"]
    assert not any(head.isascii() for head in heads)
    assert "<td>2050803</td><td>　　培训支出</td>" in shown
    columns = list(zip(*(re.findall("<td>(.*?)</td>", row) for row in shown.split("<tr>")[2:]), strict=True))
    assert all(map(any, columns))
    assert all("<table>" in one._repr_html_() for one in report.document)


def test_a_report_shows_a_table_with_its_findings_beside_the_cells(report):
    shown = report.show("一般公共预算基本支出表")._repr_html_()

    assert shown.count("<mark>") == 1
    assert re.search(r"<mark>41.02</mark><sup>1(?:、\d+)*</sup>", shown)
    assert "应为 14.02" in shown.split("<ol>")[1]
    assert "<mark>" not in report.show(mb.forms.Expenditure)._repr_html_()
    with pytest.raises(mb.errors.UsageError, match="没有表"):
        report.show("没有的表")


def test_colours_are_left_to_the_notebook(report):
    shown = [report, report.errors[0], report.document, *report.document, report.document.claims, mb.Money("1")]

    assert not any("color" in thing._repr_html_() or "style" in thing._repr_html_() for thing in shown)
