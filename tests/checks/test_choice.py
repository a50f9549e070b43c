"""The caller chooses rules and their severity, and stores reports."""

import json

import pytest
import synthetic
from attrs import evolve
from breaking import extra, rows
from openpyxl import load_workbook

from medinsure_budget.checks import ALL_RULES, Report, Reports, check
from medinsure_budget.errors import UsageError
from medinsure_budget.money import Money

CLEAN = synthetic.budget(5)
WRONG = extra("主要用于主要用于日常工作。")(CLEAN)


def rules(report):
    return {f.rule.id for f in report.findings}


def test_only_the_chosen_rules_are_applied():
    report = check(WRONG, only=["TXT"])
    assert rules(report) == {"TXT-02"}
    assert {e.rule.split("-")[0] for e in report.evaluations} == {"TXT"}
    assert "TXT-02" not in rules(check(WRONG, ignore=["TXT-02"]))


def test_severities_are_the_callers():
    graver = check(WRONG, levels={"TXT": "error"})
    assert {f.severity for f in graver.findings if f.rule.id == "TXT-02"} == {"error"}
    assert graver.ok is False
    assert {f.severity for f in check(WRONG, levels={"TXT": "error", "TXT-02": "warning"}).findings} <= {"warning", "info"}


@pytest.mark.parametrize("wrong", [{"only": ["NO-01"]}, {"ignore": ["NO"]}, {"levels": {"TXT": "fatal"}}])
def test_an_unknown_name_is_told(wrong):
    with pytest.raises(UsageError):
        check(CLEAN, **wrong)


def test_a_stored_report_says_the_same():
    report = check(rows("Expenditure", lambda r: [evolve(r[0], total=Money("9.99", "万元")), *r[1:]])(CLEAN))
    again = Report.from_dict(json.loads(json.dumps(report.to_dict())))
    assert (again.ok, again.counts, again.coverage, again.gaps) == (report.ok, report.counts, report.coverage, report.gaps)
    assert [str(f) for f in again.findings] == [str(f) for f in report.findings]
    assert [f.severity for f in again.errors] == [f.severity for f in report.errors]
    assert again.to_frame()["verdict"].tolist() == report.to_frame()["verdict"].tolist()
    assert again.to_frame()["difference"].dropna().tolist() == report.to_frame()["difference"].dropna().tolist()
    assert [o.state for o in again.obligations] == [o.state for o in report.obligations]
    assert again.to_dict() == json.loads(json.dumps(report.to_dict()))


def test_data_that_are_no_report_are_refused():
    with pytest.raises(UsageError, match="检查报告"):
        Report.from_dict({"findings": []})


def test_each_applicable_rule_has_one_state():
    report = check(CLEAN)
    states = {o.rule.id: o.state for o in report.obligations}
    applicable = {key for key, rule in ALL_RULES.items() if rule.applies_to(CLEAN)}
    assert applicable <= set(states)
    assert states["BAL-01"] == "held"
    assert states["TIM-01"] == "unchecked"
    assert states["XDC-02"] == "not_applicable"
    assert all(o.why for o in report.obligations if o.state in ("unchecked", "not_applicable"))


def test_a_text_without_its_tables_does_not_pass():
    text = CLEAN.evolve(sheets=())
    report = check(text)
    assert report.ok is None
    assert report.gaps
    assert "检查得不够" in report.to_text()


def test_many_reports_make_an_index_a_workbook_and_a_frame(tmp_path):
    class Failed:
        path, error, report = "坏.pdf", "EncryptedFileError: 加密", None

    reports = Reports.of([check(WRONG), check(CLEAN), Failed()])
    index = reports.to_html(tmp_path / "pages").read_text(encoding="utf-8")
    assert index.count('href="00') == 2
    assert "坏.pdf" in index
    assert next((tmp_path / "pages").glob("001-*.html")).read_text(encoding="utf-8").count("<mark") > 3
    reports.to_xlsx(tmp_path / "all.xlsx")
    book = load_workbook(tmp_path / "all.xlsx")
    assert book["文件"].max_row == 4
    assert len(reports.to_frame()) == book["发现"].max_row - 1
    assert set(reports.by_agency()) == {CLEAN.agency.name}


def test_a_word_report_holds_every_finding(tmp_path):
    docx = pytest.importorskip("docx")
    report = check(WRONG)
    report.to_docx(tmp_path / "report.docx")
    words = "\n".join(p.text for p in docx.Document(tmp_path / "report.docx").paragraphs)
    assert all(f.message in words for f in report.findings)
