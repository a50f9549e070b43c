"""Editions: every header resolves, numbers are in order, and documents are rearranged without losing a figure."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from attrs import evolve

from medinsure_budget import editions, writing
from medinsure_budget.document import Agency, Budget, FinalAccounts
from medinsure_budget.editions import ALL, Edition
from medinsure_budget.editions.text import ordinal
from medinsure_budget.editions.tree import columns, resolve
from medinsure_budget.errors import UnprintedWarning, UsageError
from medinsure_budget.forms import (
    AppropriationOverview,
    BudgetOverview,
    Expenditure,
    FinalBasicExpenditure,
    FinalOverview,
    FinalThreePublics,
    GeneralPublicExpenditure,
    Income,
    Sheet,
    ThreePublics,
)
from medinsure_budget.forms.words import fold
from medinsure_budget.money import Money, Unit
from medinsure_budget.writing import arrange, as_printed, unprinted

CORPUS = Path(__file__).resolve().parents[2] / "../shared/corpus"


def wan(text: str) -> Money:
    return Money(text, "万元")


def budget(*sheets: Sheet) -> Budget:
    return Budget(name="云溪", agency=Agency("云溪市医疗保障局", "部门"), year=2024, sheets=sheets)


def test_header_trees_are_read_leaf_by_leaf():
    found = columns(Income, "单位名称 总计 本年收入{小计 一般公共预算} 上年结转结余{小计 一般公共预算}", "**")

    assert [c.header for c in found] == [
        "单位名称", "总计", "本年收入/小计", "本年收入/一般公共预算", "上年结转结余/小计", "上年结转结余/一般公共预算",
    ]  # fmt: skip
    assert [c.field for c in found] == [
        "name", "total", "year_income", "general_public", "carried_in", "carried_in_general_public",
    ]  # fmt: skip
    assert [c.ordinal for c in found] == ["**", "1", "2", "3", "4", "5"]


def test_two_sided_trees_know_their_sides():
    found = columns(FinalOverview, "收入{项目 行次 金额} 支出{项目 行次 金额}", "栏次")

    assert [(c.side, c.panel, c.ordinal) for c in found] == [
        ("income", 0, ""), ("income", 0, ""), ("income", 0, "1"),
        ("expenditure", 1, ""), ("expenditure", 1, ""), ("expenditure", 1, "2"),
    ]  # fmt: skip


def test_a_leaf_that_no_form_declares_is_refused():
    with pytest.raises(UsageError, match="天气"):
        columns(Expenditure, "科目编码 科目名称 天气")


def test_budget_and_outturn_beside_each_other_are_told_apart():
    column = resolve(FinalThreePublics.form, ("财政拨款“三公”经费", "公务接待费", "决算数"))

    assert column is not None
    assert (column.field, column.measure) == ("reception", "final")


def test_chinese_numerals_of_list_items():
    assert [ordinal(n) for n in (1, 10, 11, 20, 21)] == ["一", "十", "十一", "二十", "二十一"]


@pytest.mark.parametrize("edition", ALL, ids=lambda e: e.name)
def test_every_statement_of_an_edition_is_of_its_kind_and_has_figures(edition: Edition):
    for printed in edition.sheets:
        assert printed.form.form.kind == edition.kind, printed.title
        # A statement of what is counted has no amounts.
        held = "money" if printed.form.form.money else "text"
        assert any(c.role == held for c in printed.columns), printed.title
        keys = {line.key for line in printed.lines} - {"", "subjects", "classes"}
        assert keys <= {line.key for line in printed.form.form.lines}


@pytest.mark.parametrize("edition", ALL, ids=lambda e: e.name)
def test_the_titles_of_an_edition_are_titles_of_its_forms(edition: Edition):
    for printed in edition.sheets:
        title = fold(printed.title.replace("{year}年", "").replace("{level}", "部门"))
        assert printed.form.form.match_title(title), printed.title


@pytest.mark.parametrize(
    ("edition", "count"),
    [
        (editions.ZHEJIANG_BUDGET_2024, 11),
        (editions.ZHEJIANG_BUDGET_2021, 9),
        (editions.FINAL_ACCOUNTS_2023, 11),
        (editions.SHANGHAI_BUDGET_2025, 9),
        (editions.SHANGHAI_FINAL_2024, 9),
        (editions.JIANGSU_BUDGET_2019, 12),
        (editions.JIANGSU_BUDGET_2017, 12),
    ],
)
def test_editions_have_all_their_tables(edition: Edition, count: int):
    assert len(edition.sheets) == count


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")
@pytest.mark.parametrize(
    ("edition", "truth"),
    [
        (editions.ZHEJIANG_BUDGET_2024, "seed003"),
        (editions.FINAL_ACCOUNTS_2023, "seed002"),
        (editions.SHANGHAI_BUDGET_2025, "sh11"),
        (editions.SHANGHAI_FINAL_2024, "sh02"),
        (editions.JIANGSU_BUDGET_2019, "js07"),
        (editions.JIANGSU_BUDGET_2017, "js05"),
    ],
)
def test_editions_have_the_columns_that_were_published(edition: Edition, truth: str):
    """Leaf headers of the amounts, in order, as verified by eye in published documents."""
    tables = json.loads((CORPUS / "truth" / f"{truth}.json").read_text(encoding="utf-8"))["tables"]
    for printed, table in zip(edition.sheets, tables, strict=False):
        mine = [fold(c.header) for c in printed.columns if c.role == "money"]
        if printed.panel_codes:
            mine = list(dict.fromkeys(header.rsplit("/", 1)[-1] for header in mine))
        published = [fold(c) for c in table["columns"]]
        if printed.panel_codes:
            published = list(dict.fromkeys(header.rsplit("/", 1)[-1] for header in published))
        assert mine == published, printed.title


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")
@pytest.mark.parametrize("table", [0, 5])
def test_the_line_numbers_of_the_final_accounts_are_the_published_ones(table: int):
    truth = json.loads((CORPUS / "truth" / "seed002.json").read_text(encoding="utf-8"))["tables"][table]
    published = {(row["side"], row["line_no"]): fold(row["label"]) for row in truth["rows"] if row.get("line_no")}
    lines = editions.FINAL_ACCOUNTS_2023.sheets[table].lines

    assert {(line.side, line.number): fold(line.label) for line in lines} == {
        (side, str(number)): label for (side, number), label in published.items()
    }


def test_the_edition_of_a_document_leaves_its_statements_as_they_are():
    sheet = Sheet(
        form=Expenditure,
        title="2024年部门支出预算总表",
        unit=Unit.WAN,
        rows=(Expenditure(name="合计", total=wan("1.20")), Expenditure(code="208", name="社会保障和就业支出", total=wan("1.2"))),
        columns=columns(Expenditure, "科目编码 科目名称 总计"),
        remarks=("注：云溪。",),
        unit_line="单位：{unit}",
    )
    document = budget(sheet)

    assert [s for s, _ in arrange(document, as_printed(document))] == [sheet]


def test_a_named_edition_gives_titles_numbers_labels_and_order():
    rows = (
        BudgetOverview(name="事业收入", line="service_income", side="income", amount=wan("2.00")),
        BudgetOverview(name="一、财政拨款", line="appropriation", side="income", amount=wan("1.00")),
        BudgetOverview(name="教育支出", side="expenditure", amount=wan("3.00")),
        BudgetOverview(name="支出总计", line="total_expenditure", side="expenditure", amount=wan("3.00")),
    )
    document = budget(Sheet(form=BudgetOverview, title="收支总表", unit=Unit.WAN, rows=rows))

    ((sheet, printed),) = arrange(document, editions.ZHEJIANG_BUDGET_2024)

    assert (sheet.title, sheet.number) == ("2024年部门收支预算总表", "表01")
    assert sheet["appropriation"].amount == wan("1.00")
    assert [row.name for row in sheet if row.side == "income"][:2] == ["一、财政拨款", "一般公共预算"]
    assert sheet["service_income"].name == "三、事业收入"
    expenditure = [row.name for row in sheet if row.side == "expenditure"]
    assert expenditure == ["教育支出", "本年支出合计", "年终结转结余", "支出总计"]
    assert printed is editions.ZHEJIANG_BUDGET_2024.sheets[0]


def test_amounts_are_converted_exactly_to_the_unit_of_the_edition():
    row = GeneralPublicExpenditure(code="2080505", name="养老保险", total=Money("34.80", "元"))
    document = budget(Sheet(form=GeneralPublicExpenditure, title="支出表", unit=Unit.YUAN, rows=(row,)))

    ((sheet, _),) = arrange(document, editions.ZHEJIANG_BUDGET_2024)

    assert sheet.rows[0].total == Money("34.80", "元")
    assert sheet.rows[0].total.amount == Decimal("0.00348")
    assert sheet.unit is Unit.WAN


def test_a_total_goes_where_the_edition_prints_it():
    rows = (Expenditure(name="合计", total=wan("1.00")), Expenditure(code="205", name="教育支出", total=wan("1.00")))
    document = budget(Sheet(form=Expenditure, title="支出", unit=Unit.WAN, rows=rows))

    ((sheet, _),) = arrange(document, editions.SHANGHAI_BUDGET_2025)

    assert [row.name for row in sheet] == ["教育支出", "合计"]


def test_undeclared_figures_get_a_column_in_every_edition():
    row = Expenditure(code="205", name="教育支出", total=wan("1.00"), extra=(("专项债券/本年", wan("7.00")),))
    document = budget(Sheet(form=Expenditure, title="支出", unit=Unit.WAN, rows=(row,)))

    ((sheet, _),) = arrange(document, editions.ZHEJIANG_BUDGET_2024)

    assert sheet.columns[-1].path == ("专项债券", "本年")
    assert sheet.rows[0].extra == row.extra


def test_what_an_edition_does_not_print_is_listed():
    rows = (GeneralPublicExpenditure(code="205", name="教育支出", total=wan("3.00"), personnel=wan("1.00")),)
    document = budget(Sheet(form=GeneralPublicExpenditure, title="支出表", unit=Unit.WAN, rows=rows))

    assert unprinted(document, editions.ZHEJIANG_BUDGET_2024) == ()
    notes = unprinted(document, editions.ZHEJIANG_BUDGET_2021)
    assert ["人员经费" in note.message for note in notes] == [True]


def test_rows_of_units_need_a_column_for_their_names():
    rows = (
        ThreePublics(name="合计", total=wan("3.00")),
        ThreePublics(name="云溪市医疗保障局（本级）", total=wan("2.00")),
        ThreePublics(name="云溪市医疗保障服务中心", total=wan("1.00")),
    )
    document = budget(Sheet(form=ThreePublics, title="三公", unit=Unit.WAN, rows=rows))

    ((sheet, _),) = arrange(document, editions.SHANGHAI_BUDGET_2025)

    assert [row.total for row in sheet] == [wan("3.00")]
    assert "合计行" in unprinted(document, editions.SHANGHAI_BUDGET_2025)[0].message


def test_statements_that_an_edition_does_not_know_follow_unchanged():
    document = budget(
        Sheet(form=Income, title="收入总表", unit=Unit.WAN, rows=(Income(name="合计", total=wan("1.00")),)),
        Sheet(form=AppropriationOverview, title="财政拨款收支总表", unit=Unit.WAN),
    )

    arranged = arrange(document, editions.SHANGHAI_BUDGET_2025)

    assert [sheet.form for sheet, _ in arranged] == [AppropriationOverview, Income]
    assert arranged[1][0].title == "收入总表"


def test_an_empty_statement_says_so():
    document = budget(Sheet(form=editions.ZHEJIANG_BUDGET_2024.sheets[7].form, title="基金", unit=Unit.WAN))

    ((sheet, _),) = arrange(document, editions.ZHEJIANG_BUDGET_2024)

    assert sheet.remarks == ("云溪市医疗保障局没有政府性基金预算拨款安排的支出，故本表无数据。",)


def test_economic_subjects_go_to_their_panels_and_totals_to_the_first_of_theirs():
    def row(code: str = "", name: str = "", line: str = "") -> FinalBasicExpenditure:
        return FinalBasicExpenditure(code=code, name=name, line=line, amount=wan("1.00"))

    rows = (
        row("301"), row("302"), row("30702"), row("30703"), row("303"), row("310"),
        row(name="人员经费合计", line="personnel_total"), row(name="公用经费合计", line="public_total"),
    )  # fmt: skip
    sheet = Sheet(form=FinalBasicExpenditure, title="明细表", unit=Unit.WAN, rows=rows)
    document = FinalAccounts(name="云溪", agency=Agency("云溪市医疗保障局", "单位"), year=2023, sheets=(sheet,))

    ((arranged, _),) = arrange(document, editions.FINAL_ACCOUNTS_2023)

    placed = [(row.panel, row.code or row.name) for row in arranged]
    assert placed == [
        (0, "301"), (0, "303"), (0, "人员经费合计"), (1, "302"), (1, "30702"), (1, "公用经费合计"), (2, "30703"), (2, "310"),
    ]  # fmt: skip


def test_a_document_printed_in_its_edition_is_arranged_once_and_for_all():
    row = Expenditure(code="205", name="教育支出", total=wan("1.00"))
    document = budget(Sheet(form=Expenditure, title="支出", unit=Unit.WAN, rows=(row,)))
    once = [sheet for sheet, _ in arrange(document, editions.ZHEJIANG_BUDGET_2024)]

    again = [sheet for sheet, _ in arrange(evolve(document, sheets=tuple(once)), editions.ZHEJIANG_BUDGET_2024)]

    assert again == once


@pytest.mark.parametrize("suffix", ["xlsx", "docx", "html"])
def test_figures_that_the_edition_has_no_place_for_are_warned_of(suffix: str, tmp_path):
    pytest.importorskip("docx")
    rows = (GeneralPublicExpenditure(code="205", name="教育支出", total=wan("3.00"), personnel=wan("1.00")),)
    document = budget(Sheet(form=GeneralPublicExpenditure, title="支出表", unit=Unit.WAN, rows=rows))
    write = {"xlsx": writing.write_xlsx, "docx": writing.write_docx, "html": writing.write_html}[suffix]

    with pytest.warns(UnprintedWarning, match="人员经费"):
        write(document, tmp_path / f"表.{suffix}", edition=editions.ZHEJIANG_BUDGET_2021)
