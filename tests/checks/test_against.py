import synthetic
from attrs import evolve
from operators import replaced

from medinsure_budget.checks import check
from medinsure_budget.document import Agency
from medinsure_budget.money import Money


def verdicts(report, rule):
    return [e.verdict for e in report.evaluations if e.rule == rule]


def test_a_department_is_the_sum_of_its_units():
    department = synthetic.budget(5)
    unit = department.evolve(agency=Agency("云溪市医疗保障局（本级）", "单位"), name="unit")
    same = check(department, against=[unit])
    assert set(verdicts(same, "XDC-05")) == {"exact"}
    twice = check(department, against=[unit, unit.evolve(name="other")])
    assert "error" in verdicts(twice, "XDC-04")
    assert any("2个所属单位之和" in f.message for f in twice.findings)


def test_a_document_that_repeats_last_years_figures_is_noticed():
    now = synthetic.budget(5)
    before = now.evolve(year=2023, name="2023")
    assert verdicts(check(now, against=[before]), "XDC-06") == ["error"]
    other = synthetic.budget(9).evolve(year=2023, name="2023")
    assert verdicts(check(now, against=[other]), "XDC-06") == ["exact"]


def test_what_was_carried_out_is_carried_in():
    now = synthetic.final_accounts(4)
    carried = next(r.amount for r in now.sheets[0].rows if r.line == "carried_in")
    before = synthetic.final_accounts(8).evolve(year=2022, name="2022")
    at = next(n for n, r in enumerate(before.sheets[0].rows) if r.line == "carried_out")
    right = replaced(before, 0, at, amount=carried)
    wrong = replaced(before, 0, at, amount=carried + Money("7.00", "万元"))
    assert "error" not in verdicts(check(now, against=[right]), "XDC-03")[:1]
    assert "error" in verdicts(check(now, against=[wrong]), "XDC-03")


def test_initial_budgets_are_those_of_the_budget():
    final = synthetic.final_accounts(4)
    budget = synthetic.budget(5).evolve(year=2023, name="budget")
    report = check(final, against=[budget])
    assert "error" in verdicts(report, "XDC-01")
    assert any("当年预算书" in f.message for f in report.findings)


def test_documents_of_unrelated_years_are_not_compared():
    now = synthetic.budget(5)
    told = [e for e in check(now, against=[now.evolve(year=2019)]).evaluations if e.rule.startswith("XDC")]
    assert {e.verdict for e in told} == {"skipped", "not_applicable"}
    assert "2019" in next(e.message for e in told if e.verdict == "skipped")


def test_sheets_without_columns_are_checked_too():
    bare = synthetic.budget(5)
    bare = bare.evolve(sheets=tuple(evolve(s, columns=()) for s in bare.sheets))
    assert check(bare).counts["exact"] > 200


def test_a_strangers_document_is_named_and_not_compared():
    now = synthetic.budget(5)
    stranger = synthetic.budget(9).evolve(year=2023, agency=Agency("青山市交通局", "部门"), name="青山")
    told = [e for e in check(now, against=[stranger]).evaluations if e.verdict == "skipped" and e.rule.startswith("XDC")]
    assert ["不是同一单位" in e.message for e in told] == [True]


def test_a_unit_that_was_not_given_is_never_held_against_a_department():
    department = synthetic.budget(5)
    unit = department.evolve(agency=Agency("云溪市医疗保障局（本级）", "单位"), name="unit")
    at, row = next((n, r) for n, r in enumerate(unit.sheets[2].rows) if r.is_total)
    less = replaced(unit, 2, at, total=row.total - Money("1.00", "万元"))
    assert "error" not in verdicts(check(department, against=[less]), "XDC-05")
    more = replaced(unit, 2, at, total=row.total + Money("900.00", "万元"))
    assert "error" in verdicts(check(department, against=[more]), "XDC-05")


def test_text_and_tables_of_one_publication_are_joined():
    whole = synthetic.budget(5)
    tables, text = whole.evolve(claims=(), sections=(), name="表"), whole.evolve(sheets=(), name="说明")
    for here, there in ((tables, text), (text, tables)):
        told = verdicts(check(here, against=[there]), "XDC-07")
        assert len(told) > 20
        assert "error" not in told
    wrong = evolve(text.claims[0], amount=text.claims[0].amount + Money("900.00", "万元"))
    report = check(tables, against=[text.evolve(claims=(wrong, *text.claims[1:]))])
    assert any(f.rule.id == "XDC-07" and "说明" in f.message for f in report.errors)
