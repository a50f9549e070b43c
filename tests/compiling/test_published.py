"""Last year's published document, and the budget's, say what a ledger leaves open."""

import pytest
from attrs import evolve

import medinsure_budget as mb
from medinsure_budget.errors import UsageError
from medinsure_budget.ledgers import Ledger
from tests.conftest import SAMPLES

AGENCY = "云溪市医疗保障局"


@pytest.fixture(scope="module")
def budget_lines():
    return Ledger.read(SAMPLES / "ledger_budget_2024.csv").lines


@pytest.fixture(scope="module")
def final_lines():
    return Ledger.read(SAMPLES / "ledger_final_accounts_2023.xlsx").lines


def of_last_year(lines):
    """A ledger whose amounts are those that were last year's."""
    return Ledger(tuple(evolve(x, amount=x.previous, previous=None, initial_budget=None, budget=None) for x in lines if x.previous))


def planned(lines):
    """A budget of the initial amounts, paid by income of the same pots."""
    spent = [evolve(x, amount=x.initial_budget, initial_budget=None, budget=None, previous=None) for x in lines if x.initial_budget]
    sources = {"unit_funds": "other_income"}
    paid = [
        evolve(x, kind="income", economic="", government_economic="", purpose="", project="", source=sources.get(x.source, x.source))
        for x in spent
    ]
    return Ledger((*spent, *paid))


def without(lines, *measures):
    return Ledger(tuple(evolve(x, **dict.fromkeys(measures)) for x in lines))


def paragraphs(document):
    return [line for section in document.sections for line in _lines(section)]


def told(document):
    """The paragraphs but for 机关运行经费, which the tables of these editions do not print."""
    return [line for line in paragraphs(document) if "机关运行经费" not in line and "全年预算" not in line]


def _lines(section):
    yield from section.text.splitlines()
    for child in section.children:
        yield from _lines(child)


def test_a_published_budget_tells_the_changes_of_the_next(budget_lines):
    last = mb.compile_budget(of_last_year(budget_lines), agency=AGENCY, year=2023, unit="元")
    stated = mb.compile_budget(Ledger(budget_lines), agency=AGENCY, year=2024, unit="元")
    asked = mb.compile_budget(without(budget_lines, "previous"), agency=AGENCY, year=2024, unit="元", previous=last)
    assert told(asked) == told(stated)
    assert any("比上年" in line for line in told(asked))
    assert mb.check(asked).errors == ()


def test_published_final_accounts_and_the_budget_tell_the_changes_of_the_next(final_lines):
    last = mb.compile_final_accounts(of_last_year(final_lines), agency=AGENCY, year=2022, unit="元")
    budget = mb.compile_budget(planned(final_lines), agency=AGENCY, year=2023, unit="元")
    stated = mb.compile_final_accounts(Ledger(final_lines), agency=AGENCY, year=2023, unit="元")
    bare = without(final_lines, "previous", "initial_budget", "budget")
    asked = mb.compile_final_accounts(bare, agency=AGENCY, year=2023, unit="元", previous=last, budget=budget)
    changes = [line for line in told(stated) if "年初预算" in line or "与2022年度" in line]
    assert changes
    assert [line for line in told(asked) if "年初预算" in line or "与2022年度" in line] == changes
    assert not any("全年预算" in line for line in paragraphs(asked))
    assert mb.check(asked).errors == ()


def test_what_the_ledger_states_goes_before_what_was_published(budget_lines):
    stated = mb.compile_budget(Ledger(budget_lines), agency=AGENCY, year=2024)
    doubled = Ledger(tuple(evolve(x, amount=x.amount * 2) for x in of_last_year(budget_lines).lines))
    last = mb.compile_budget(doubled, agency=AGENCY, year=2023)
    assert paragraphs(mb.compile_budget(Ledger(budget_lines), agency=AGENCY, year=2024, previous=last)) == paragraphs(stated)


def test_a_document_of_another_year_or_kind_is_refused(budget_lines, final_lines):
    budget = mb.compile_budget(of_last_year(budget_lines), agency=AGENCY, year=2022)
    with pytest.raises(UsageError, match="不是2023年的预算"):
        mb.compile_budget(Ledger(budget_lines), agency=AGENCY, year=2024, previous=budget)
    with pytest.raises(UsageError, match="不是2022年的决算"):
        mb.compile_final_accounts(Ledger(final_lines), agency=AGENCY, year=2023, previous=budget)


def test_a_total_of_parts_that_nobody_states_is_blank_and_no_error(final_lines):
    lines = tuple(evolve(x, budget=None, initial_budget=None) if x.economic == "30231" else x for x in final_lines)
    document = mb.compile_final_accounts(Ledger(lines), agency=AGENCY, year=2023)
    planned_row = next(row for row in document[mb.forms.FinalThreePublics] if row.measure == "budget")

    assert (planned_row.total, planned_row.vehicle_running) == (None, None)
    assert planned_row.reception is not None
    assert mb.check(document).errors == ()
