"""The sample documents are what the documentation says: complete, readable to the last figure, and of one story."""

import re

import pytest

import medinsure_budget as mb
from medinsure_budget.forms import BudgetOverview, FinalBasicExpenditure, FinalOverview

SAMPLES = ["sample_budget", "sample_final_accounts"]


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_printed_figure_is_read_once_and_nothing_is_left_unread(sample, request):
    path = request.getfixturevalue(sample)
    tables = [line for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line]
    printed = [cell for line in tables for cell in line.split("\t") if re.fullmatch(r"-?[0-9]+\.[0-9]{2}", cell)]
    doc = mb.read(path)
    records = list(doc.records())

    assert sorted(record["printed"] for record in records) == sorted(printed)
    assert all(record["form"] and record["field"] for record in records)
    assert [note for note in doc.notes if note.kind == "unread"] == []


@pytest.mark.parametrize(("sample", "family"), list(zip(SAMPLES, (mb.Budget, mb.FinalAccounts), strict=True)))
def test_a_sample_has_its_eleven_tables_in_order(sample, family, request):
    doc = mb.read(request.getfixturevalue(sample))

    assert isinstance(doc, family)
    assert len({sheet.form for sheet in doc}) == len(doc.sheets) == 11
    assert (doc.agency.name, doc.agency.level) == ("云溪市医疗保障局", "部门")
    assert all(sheet.unit is mb.Unit.WAN and sheet.year == doc.year for sheet in doc)


def test_what_the_final_accounts_carry_out_the_next_budget_carries_in(sample_budget, sample_final_accounts):
    carried_out = mb.read(sample_final_accounts)[FinalOverview]["carried_out"].amount

    assert carried_out
    assert mb.read(sample_budget)[BudgetOverview]["carried_in"].amount == carried_out


def test_blank_and_nought_are_told_apart(sample_budget, sample_final_accounts):
    assert mb.read(sample_budget)[BudgetOverview]["other_income"].amount is None
    unused = mb.read(sample_final_accounts)[FinalBasicExpenditure]["30106"].amount

    assert unused is not None
    assert f"{unused:万元}" == "0.00"
