"""`frame.budget` picks what may be added up; amounts come exact, as 分, or as floats where somebody asks for them."""

from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

import medinsure_budget as mb

SAMPLES = Path(__file__).resolve().parents[1] / "examples/data"


@pytest.fixture(scope="module")
def budget():
    return mb.read(next(SAMPLES.glob("*预算.md")))


def test_what_is_picked_adds_up_to_the_printed_total(budget):
    picked = budget.to_frame().budget.of(mb.forms.Expenditure, "total", level="类")

    assert abs(picked["amount"].sum() - budget[mb.forms.Expenditure].total.total.yuan) <= 200  # a tail of 万元
    assert set(picked["code_level"]) == {"类"}
    assert not picked["is_total"].any()
    assert picked.equals(budget.to_frame().budget.of("Expenditure", "total", level="类"))
    assert budget.to_frame().budget.of("Expenditure", measure="last_final").empty


@pytest.mark.parametrize(("form", "dtype"), [("decimal", "object"), ("fen", "Int64"), ("float", "float64")])
def test_amounts_come_in_the_form_that_is_asked_for(budget, form, dtype):
    exact, told = budget.to_frame(), budget.to_frame(form)
    scale = 100 if form == "fen" else 1

    assert told["amount"].dtype == dtype
    assert [Decimal(str(a)) for a in told["amount"]] == [a * scale for a in exact["amount"]]
    assert told["amount"].equals(exact.budget.amounts(form)["amount"])
    assert mb.frame([budget], form)["amount"].dtype == dtype


def test_an_unknown_form_of_amounts_is_refused(budget):
    with pytest.raises(mb.errors.UsageError, match="decimal、float、fen"):
        budget.to_frame("dollar")


def test_heads_in_chinese_stand_for_every_column(budget):
    chinese = budget.to_frame().budget.chinese()

    assert list(chinese.columns[10:12]) == ["金额", "原文"]
    assert not set(chinese.columns) & set(budget.to_frame().columns)


def test_another_frame_is_told_what_it_lacks():
    with pytest.raises(mb.errors.UsageError, match="code_level"):
        pd.DataFrame({"form": [], "amount": []}).budget  # noqa: B018 - asking is what fails


@pytest.mark.parametrize("side", ["income", "expenditure"])
def test_no_row_of_an_overview_that_sums_others_is_added_to_them(side):
    final = mb.read(next(SAMPLES.glob("*决算.md")))
    frame = final.to_frame().budget.of("FinalOverview", "amount")
    told = {row.line: row.amount.yuan for row in final[mb.forms.FinalOverview] if row.line and row.amount is not None}

    picked = frame[frame["side"] == side]
    assert abs(picked["amount"].sum() - told[f"total_{side}"]) <= 500  # tails of 万元
    assert not picked["label"].str.contains("计$").any()


@pytest.mark.parametrize("wrong", [{"form": "Expenditures"}, {"field": "totl"}, {"level": "科"}, {"measure": "预算"}])
def test_what_there_is_not_is_refused(budget, wrong):
    with pytest.raises(mb.errors.UsageError, match=next(iter(wrong.values()))):
        budget.to_frame().budget.of(**{"form": "Expenditure", "field": "total", **wrong})


def test_a_frame_says_which_files_are_not_in_it(budget, tmp_path):
    (tmp_path / "空.md").write_bytes(b"")
    results = [budget, *mb.read_many([tmp_path / "空.md"])]

    with pytest.warns(mb.errors.UnreadFilesWarning, match=r"空\.md"):
        frame = mb.frame(results)

    assert list(frame.attrs["unread"]) == [str(tmp_path / "空.md")]
    assert len(frame) == len(budget.to_frame())


def test_a_statement_of_two_sides_is_asked_for_one(budget):
    frame = budget.to_frame()
    with pytest.raises(mb.errors.UsageError, match="没有叫“left”的一侧"):
        frame.budget.of("BudgetOverview", "amount", side="left")
    with pytest.raises(mb.errors.UsageError, match=r"“Expendture”的表式；有：(?:\w+、)*Expenditure"):
        frame.budget.of("Expendture")
    picked = frame.budget.of("BudgetOverview", "amount", side="income")
    assert abs(sum(picked["amount"]) - budget[mb.forms.BudgetOverview]["total_income"].amount.yuan) <= 300


def test_a_frame_tells_of_the_files_that_print_no_figures(tmp_path):
    (tmp_path / "诗.txt").write_text("床前明月光，疑是地上霜。举头望明月，低头思故乡。", encoding="utf-8")
    results = list(mb.read_many([next(SAMPLES.glob("*预算.md")), tmp_path / "诗.txt"]))

    assert results[1].scope == "不是预决算公开文件"
    assert mb.frame(results).attrs == {"unread": {}, "without_figures": {str(tmp_path / "诗.txt"): "不是预决算公开文件"}}
