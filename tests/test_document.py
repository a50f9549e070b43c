"""Documents and sheets as callers use them."""

from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest

import medinsure_budget as mb
import medinsure_budget.document
from medinsure_budget.document import COLUMNS, FRAME_COLUMNS
from medinsure_budget.errors import UsageError

DATA = Path(__file__).resolve().parents[1] / "examples/data"


@pytest.fixture(scope="module")
def budget():
    return mb.read(next(DATA.glob("*预算.md")))


def test_a_sheet_is_found_by_form_title_part_of_it_and_number(budget):
    sheet = budget[mb.forms.Expenditure]

    assert budget["支出预算总表"] is sheet
    assert budget[sheet.title] is sheet
    assert mb.forms.Expenditure in budget
    assert mb.forms.FinalOverview not in budget


def test_a_missing_sheet_is_an_error_that_lists_those_there(budget):
    with pytest.raises(UsageError, match="一般公共预算支出表"):
        budget["没有这张表"]


def test_rows_are_found_by_code_label_line_and_path(budget):
    sheet = budget[mb.forms.GeneralPublicExpenditure]
    row = sheet["2101501"]

    assert sheet["行政运行"] is row
    assert sheet[("卫生健康支出", "医疗保障管理事务", "行政运行")] is row
    assert budget[mb.forms.BudgetOverview]["total_income"].name.replace(" ", "") == "收入总计"
    assert "2101501" in sheet
    assert "9999999" not in sheet
    with pytest.raises(UsageError, match="9999999"):
        sheet["9999999"]


def test_the_hierarchy_is_walked_from_the_top(budget):
    sheet = budget[mb.forms.GeneralPublicExpenditure]
    depths = [depth for depth, _ in sheet.walk()]

    assert set(depths) == {1, 2, 3}
    for _, row in sheet.walk():
        assert all(sheet.parent(child) is row for child in sheet.children(row))
    assert [row.depth for row in sheet.children(sheet.total)] == [1] * len(sheet.children(sheet.total))


def test_the_tidy_frame_has_one_row_a_printed_figure(budget):
    frame = budget.to_frame()

    assert tuple(frame.columns) == FRAME_COLUMNS
    assert len(frame) == sum(1 for sheet in budget for row in sheet for _ in row.figures())
    assert all(isinstance(amount, Decimal) for amount in frame["amount"])


def test_the_thirteen_first_columns_stay_first_and_the_others_behind_them():
    first = "document form title number unit side code label field header amount printed page"
    behind = "agency agency_level year kind measure path code_level is_total line sha256"

    assert " ".join(FRAME_COLUMNS) == f"{first} {behind}"
    assert [column.name for column in COLUMNS] == list(FRAME_COLUMNS)
    assert all(column.title and column.meaning for column in COLUMNS)


def test_the_frame_says_who_when_what_kind_and_which_level(budget, sample_budget):
    frame = budget.to_frame()
    row = frame[(frame["form"] == "Expenditure") & (frame["code"] == "2101501") & (frame["field"] == "total")].iloc[0]

    assert (row["agency"], row["agency_level"], row["year"], row["kind"]) == ("云溪市医疗保障局", "部门", 2024, "budget")
    assert (row["measure"], row["code_level"], row["is_total"]) == ("budget", "项", False)
    assert row["path"] == "卫生健康支出/医疗保障管理事务/行政运行"
    assert row["line"] > 0
    assert row["sha256"] == sha256(sample_budget.read_bytes()).hexdigest()
    totals = frame[frame["is_total"] & (frame["form"] == "Expenditure")]
    top = frame[(frame["form"] == "Expenditure") & (frame["code_level"] == "类") & (frame["field"] == "total")]
    assert totals[totals["field"] == "total"]["amount"].sum() == top["amount"].sum() > 0


def test_budget_and_outturn_side_by_side_are_told_apart(sample_final_accounts):
    frame = mb.read(sample_final_accounts).to_frame()

    assert set(frame[frame["form"] == "FinalThreePublics"]["measure"]) == {"budget", "final"}
    assert set(frame[frame["form"] == "FinalGeneralPublicExpenditure"]["measure"]) == {"final"}


def test_the_words_over_an_unknown_column_tell_what_it_measures():
    table = "| 项目 | 2024年预算数 | 上年决算数 | 金额 |\n|---|---|---|---|\n| 甲事项 | 10.00 | 9.00 | 8.00 |\n"
    document = mb.read(f"某市某局2024年部门预算\n\n其他预算情况表\n\n单位：万元\n\n{table}\n".encode(), name="表.md")
    measures = {record["header"]: record["measure"] for record in document.records()}

    assert measures == {"2024年预算数": "budget", "上年决算数": "last_final", "金额": "budget"}


def test_the_hash_is_no_part_of_what_is_compared(budget):
    assert budget.evolve(sha256="") == budget
    assert mb.document.Document.from_dict(budget.to_dict()).sha256 == budget.sha256


def test_fen_are_exact_integers(budget):
    yuan, fen = budget.to_frame(), budget.to_frame(amounts="fen")

    assert str(fen["amount"].dtype) == "Int64"
    assert [int(a * 100) for a in yuan["amount"]] == list(fen["amount"])


def test_a_sheet_is_a_frame_in_the_unit_asked_for(budget):
    sheet = budget[mb.forms.Expenditure]
    frame = sheet.to_frame("万元").set_index("code")

    assert frame.loc["2101501", "total"] == sheet["2101501"].total.amount
    assert frame.loc["210", "business"] is None
    assert sheet.to_frame()["total"][0] == sheet.total.total.yuan


def test_a_document_shows_itself_in_one_line(budget):
    assert "\n" not in repr(budget)
    assert len(repr(budget)) < 120
    assert len(repr(budget[mb.forms.Income])) < 120


def test_a_notebook_shows_a_sheet_as_a_table(budget):
    shown = budget[mb.forms.Expenditure]._repr_html_()

    assert "2024年部门支出预算总表</b>（万元）" in shown
    assert "<td>2101501</td>" in shown
    assert "None" not in shown


def test_a_document_takes_changes_without_changing_itself(budget):
    assert budget.evolve(year=2030).year == 2030
    assert budget.year == 2024


def test_stored_documents_tell_their_version_and_one_of_another_is_refused(budget):
    stored = budget.to_dict()

    assert stored["schema_version"] == 1
    assert mb.Budget.from_dict({k: v for k, v in stored.items() if k != "schema_version"}) == mb.Budget.from_dict(stored)
    with pytest.raises(mb.errors.UsageError, match="schema_version 是 99"):
        mb.Budget.from_dict(stored | {"schema_version": 99})


def test_keys_of_later_versions_are_passed_over(sample_budget):
    document = mb.read(sample_budget)
    data = document.to_dict() | {"later": 1}
    data["sheets"][0]["later"] = ["x"]

    assert mb.Budget.from_dict(data) == document
