import pytest
import synthetic
from attrs import evolve
from operators import replaced

import medinsure_budget as mb
from medinsure_budget.errors import UsageError
from medinsure_budget.money import Money

DRAFT = synthetic.budget(5)


def test_a_document_does_not_differ_from_itself():
    same = mb.diff(DRAFT, DRAFT)
    assert not same
    assert same.compared > 200
    assert same.to_frame().empty


def test_a_changed_figure_is_the_only_difference():
    at, row = next((n, r) for n, r in enumerate(DRAFT.sheets[2].rows) if r.is_total)
    final = replaced(DRAFT, 2, at, total=row.total + Money("3.00", "万元"))
    found = mb.diff(DRAFT, final)
    assert [d.kind for d in found.differences] == ["changed"]
    record = found.to_frame().iloc[0]
    assert record["before"] == row.total.amount
    assert record["difference"] == record["after"] - record["before"] == 3
    assert f"{row.total.amount:f}" in found.to_text()


def test_rows_tables_and_statements_come_and_go():
    sheet = DRAFT.sheets[2]
    shorter = DRAFT.evolve(sheets=(*DRAFT.sheets[:2], evolve(sheet, rows=sheet.rows[:-1]), *DRAFT.sheets[3:-1]), claims=DRAFT.claims[:-1])
    gone = mb.diff(DRAFT, shorter)
    assert {d.kind for d in gone.differences} == {"removed"}
    assert {d.kind for d in mb.diff(shorter, DRAFT).differences} == {"added"}
    assert any(DRAFT.sheets[-1].form.form.title in note for note in gone.notes)


def test_a_budget_is_not_compared_with_final_accounts():
    with pytest.raises(UsageError, match="同一种文件"):
        mb.diff(DRAFT, synthetic.final_accounts(4))
