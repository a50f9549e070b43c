"""A regression test for each class of injected errors, and no alarm on clean documents."""

import random

import extraction
import mutations
import pytest
import synthetic
from attrs import evolve
from operators import CLASSES, replaced, with_rows

from medinsure_budget.checks import check
from medinsure_budget.evidence import Note
from medinsure_budget.money import Money

EACH = 12


@pytest.mark.parametrize("mode", synthetic.MODES)
@pytest.mark.parametrize("seed", range(60, 72))
def test_clean_documents_raise_no_alarm(seed, mode):
    report = check(synthetic.clean(seed, mode))
    assert [str(f) for f in mutations.alarms(report)] == []
    assert report.ok


@pytest.mark.parametrize("seed", [61, 64])
def test_truncated_documents_are_recognised(seed):
    report = check(synthetic.clean(seed, "万元截断"))
    assert report.figures.rounding[synthetic.Printer("万元截断").unit] == "truncate"
    assert report.counts["tail"] > 5


@pytest.mark.parametrize(("name", "operator"), CLASSES.items(), ids=[name.replace(" ", "-") for name in CLASSES])
def test_injected_errors_are_found(name, operator):
    seen = mutations.run(name, operator, EACH, verbose=False)
    least = {"M6": EACH - 2, "M9": EACH // 4}.get(name.split()[0], EACH - 1)
    assert seen["hit"] >= least
    assert seen["findings"] <= 2.5 * seen["hit"]


def test_the_wrong_cell_and_its_right_value_are_named():
    rng = random.Random(5)  # noqa: S311 - seeded so that a run can be repeated
    document, [change] = CLASSES["M2 transpose"](synthetic.budget(21), rng)
    report = check(document)
    finding = report.findings[0]
    assert finding.severity == "error"
    assert finding.cell is mutations.cell_of(report, change)
    assert finding.expected == f"{change.right.amount:f}"
    assert "若只有一处错误" in finding.message


def general(document):
    at = next(n for n, sheet in enumerate(document.sheets) if sheet.form.__name__ == "GeneralPublicExpenditure")
    return at, document.sheets[at].rows


@pytest.mark.parametrize("seed", [10021, 10022, 10030, 10034])
@pytest.mark.parametrize("length", [3, 5, 7])
def test_a_row_left_out_is_one_finding(seed, length):
    document = synthetic.clean(seed, "万元")
    at, rows = general(document)
    lost = next(n for n, row in enumerate(rows) if len(row.code) == length)
    found = mutations.alarms(check(with_rows(document, at, rows[:lost] + rows[lost + 1 :])))
    assert len(found) == 1, [str(f) for f in found]


def test_exchanged_rows_are_one_finding_that_tells_both():
    document = synthetic.clean(10026, "万元")
    at, rows = general(document)
    one, two = (next(n for n, row in enumerate(rows) if row.code == code) for code in ("2210201", "2210203"))
    wrong = list(rows)
    wrong[one] = evolve(rows[two], code=rows[one].code, name=rows[one].name)
    wrong[two] = evolve(rows[one], code=rows[two].code, name=rows[two].name)
    [finding] = mutations.alarms(check(with_rows(document, at, wrong)))
    assert "ECO-05" in {e.rule for e in finding.evaluations}
    assert {s.cell.code for s in finding.suspects} == {"2210201", "2210203"}
    assert all(s.fitting == (rows[one] if s.cell.code == "2210201" else rows[two]).total.yuan * 100
               for s in finding.suspects if s.cell.field == "total")  # fmt: skip


def test_a_subject_told_but_not_printed_stands_for_itself_beside_another_slip():
    document = synthetic.budget(21)
    at, rows = general(document)
    total = next(n for n, row in enumerate(rows) if not row.code)
    wrong = replaced(document, at, total, total=Money(rows[total].total.amount + 777, rows[total].total.unit))
    claim = next(c for c in wrong.claims if c.path and len(c.path) == 3)
    path = ("科学技术支出", "基础研究", "机构运行")
    told = evolve(claim, path=path, subject=path[-1], quote="科学技术支出（类）基础研究（款）机构运行（项）")
    rules = {f.rule.id for f in mutations.alarms(check(wrong.evolve(claims=(*wrong.claims, told))))}
    assert "SUB-04" in rules
    assert len(rules) > 1


def test_two_errors_are_two_findings():
    rng = random.Random(11)  # noqa: S311 - seeded so that a run can be repeated
    document, changes = CLASSES["M18 two errors"](synthetic.budget(21), rng)
    report = check(document)
    cells = [mutations.cell_of(report, c) for c in changes]
    assert all(any(mutations.named(f, c) for f in report.findings) for c in cells)


def test_faults_of_extraction_never_become_errors_of_the_document():
    tried, errors = extraction.measure(5)
    assert errors.total() == 0
    assert set(tried) == {fault.__name__ for fault in extraction.FAULTS}
    assert tried.total() == 5 * len(extraction.FAULTS)


def test_what_could_not_be_read_is_skipped_with_its_reason():
    document = synthetic.budget(33)
    note = Note("unread", "“总计”栏的“###”不是金额", line=0, place=document.sheets[2].title)
    rng = random.Random(3)  # noqa: S311 - seeded so that a run can be repeated
    wrong = next(m for m in iter(lambda: CLASSES["M1 digit"](document, rng), None) if m[1][0].sheet == 2)[0]
    assert not check(wrong).ok
    report = check(wrong.evolve(notes=(note,)))
    assert not report.errors
    assert report.ok is None, "what was not read does not pass"
    assert any("未能读出" in gap for gap in report.gaps)
    assert any(e.verdict == "skipped" and e.identity and e.identity.doubt for e in report.evaluations)


def test_a_cell_that_cannot_be_read_is_no_blank():
    document = synthetic.budget(33)
    sheet = document.sheets[2]
    at = next(n for n, row in enumerate(sheet.rows) if len(row.code) == 7)
    row = evolve(sheet.rows[at], total=None, unreadable=("total",))
    report = check(with_rows(document, 2, [*sheet.rows[:at], row, *sheet.rows[at + 1 :]]))
    assert not report.errors
    assert report.ok is None
    assert not check(replaced(document, 2, at, total=None)).ok
