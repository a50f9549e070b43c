"""Views: what people ask first, with the printed figures and Chinese heads."""

from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

import medinsure_budget as mb
from medinsure_budget.document import views
from medinsure_budget.forms import FinalThreePublics, Sheet
from medinsure_budget.money import Money

SAMPLES = Path(__file__).resolve().parents[1] / "examples/data"


@pytest.fixture(scope="module")
def final():
    return mb.read(next(SAMPLES.glob("*决算.md")))


@pytest.fixture(scope="module")
def budget():
    return mb.read(next(SAMPLES.glob("*预算.md")))


def test_the_three_publics_have_budget_and_outturn_apart(final, budget):
    frame = final.three_publics.set_index("项目")

    assert list(frame.columns) == ["预算数", "决算数"]
    total = final[FinalThreePublics].rows
    assert {frame.loc["“三公”经费合计", "预算数"], frame.loc["“三公”经费合计", "决算数"]} == {row.total.yuan for row in total}
    parts = frame["决算数"]["因公出国(境)费用"] + frame["决算数"]["公务用车购置及运行费"] + frame["决算数"]["公务接待费"]
    assert parts == frame["决算数"]["“三公”经费合计"]
    assert list(budget.three_publics.columns) == ["项目", "预算数"]


def test_subjects_stand_in_code_order_with_their_levels(final):
    frame = final.functional

    assert list(frame.columns[:3]) == ["科目编码", "科目名称", "层级"]
    assert list(frame["科目编码"]) == sorted(frame["科目编码"])
    assert set(frame["层级"]) == {1, 2, 3}
    top = frame[frame["层级"] == 1]["本年支出合计"].sum()
    # The sample is printed in 万元, so a sum of rounded figures has a tail.
    assert abs(top - final[mb.forms.FinalExpenditureBySubject].total.total.yuan) <= 200
    assert isinstance(top, Decimal)
    assert set(final.economic["层级"]) == {1, 2}


def test_what_is_carried_out_is_there(final):
    frame = final.carry_over.set_index("项目")

    assert frame.loc["年末结转和结余", "金额"] == final[mb.forms.FinalOverview]["carried_out"].amount.yuan


def test_amounts_come_exact_as_integers_and_as_floats_only_when_asked_for(final):
    fen, floats = (views.functional(final.sheets, form)["本年支出合计"] for form in ("fen", "float"))

    assert fen.dtype == "Int64"
    assert list(fen) == [int(amount * 100) for amount in final.functional["本年支出合计"]]
    assert floats.dtype == "float64"


def test_a_document_without_the_table_has_an_empty_view():
    empty = mb.Budget()

    assert [len(view) for view in (empty.three_publics, empty.functional, empty.economic, empty.carry_over)] == [0] * 4


def test_an_amount_of_unknown_unit_is_empty():
    row = FinalThreePublics(total=Money("4.19", "未知"), measure="final")
    document = mb.FinalAccounts(sheets=(Sheet(form=FinalThreePublics, title="三公", unit=mb.Unit.UNKNOWN, rows=(row,)),))

    assert pd.isna(document.three_publics["决算数"]).all()


def test_a_notebook_shows_what_the_document_is(final):
    html = final._repr_html_()

    assert "云溪市医疗保障局 2023年 决算" in html
    assert "全套公开" in html
    assert html.count("<tr>") == len(final.sheets) + 1
