"""Whatever a valid ledger holds, what is compiled from it has no errors, in every edition."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import medinsure_budget as mb
from medinsure_budget.compiling.totals import Totals
from medinsure_budget.editions import ALL, ZHEJIANG_BUDGET_2021
from tests.compiling.strategies import ledgers

CHECKED = settings(max_examples=7, deadline=None, suppress_health_check=list(HealthCheck))
COMPILE = {"budget": mb.compile_budget, "final_accounts": mb.compile_final_accounts}
AGENCY = "云溪市医疗保障局"


@pytest.mark.parametrize("edition", ALL, ids=lambda edition: edition.name)
@pytest.mark.parametrize("rounding", ["half_up", "truncate"])
@CHECKED
@given(data=st.data())
def test_any_valid_ledger_compiles_without_errors(edition, rounding, data):
    year = data.draw(st.integers(*edition.years))
    ledger = data.draw(ledgers(edition.kind, year, state_capital=edition is not ZHEJIANG_BUDGET_2021))
    document = COMPILE[edition.kind](ledger, agency=AGENCY, year=year, edition=edition, rounding=rounding)
    report = mb.check(document, rounding=rounding)

    assert [finding.message for finding in report.errors] == []


@CHECKED
@given(data=st.data())
def test_every_statement_holds_the_exact_sum_of_the_ledger(data):
    ledger = data.draw(ledgers("budget", 2024))
    document = mb.compile_budget(ledger, agency=AGENCY, year=2024, unit="元")
    spent = Totals(tuple(line for line in ledger.lines if line.kind == "expenditure"))
    general = spent.total(source="general_public")

    assert document[mb.forms.Expenditure].total.total.fen == spent.total()
    shown = document[mb.forms.GeneralPublicExpenditure].total.total
    assert (shown.fen if shown else 0) == general
    for row in document[mb.forms.Expenditure]:
        if row.depth == 3:
            assert row.total.fen == spent.total(functional=row.code)
