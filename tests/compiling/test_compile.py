"""From the example ledgers to whole documents: every edition, the text, the notes, and what is written."""

import re
import sys
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from attrs import evolve

import medinsure_budget as mb
from medinsure_budget import publishing
from medinsure_budget.compiling.totals import Totals
from medinsure_budget.document import Agency
from medinsure_budget.editions import (
    ALL,
    JIANGSU_BUDGET_2019,
    SHANGHAI_BUDGET_2025,
    SHANGHAI_FINAL_2024,
    ZHEJIANG_BUDGET_2021,
    ZHEJIANG_BUDGET_2024,
)
from medinsure_budget.errors import UsageError
from medinsure_budget.ledgers import Ledger
from medinsure_budget.money import Unit
from tests.printing import needs_office

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "benchmarks")]
AGENCY = "云溪市医疗保障局"
DATA = ROOT / "examples/data"
LEDGERS = {"budget": DATA / "ledger_budget_2024.csv", "final_accounts": DATA / "ledger_final_accounts_2023.xlsx"}
YEARS = {"budget": 2024, "final_accounts": 2023}
COMPILE = {"budget": mb.compile_budget, "final_accounts": mb.compile_final_accounts}


def compiled(kind="budget", ledger=None, **more):
    return COMPILE[kind](ledger or Ledger.read(LEDGERS[kind]), **{"agency": AGENCY, "year": YEARS[kind], **more})


def without(ledger, kinds=(), **blank):
    """A ledger without some kinds of lines, or with columns emptied."""
    return Ledger(tuple(evolve(line, **blank) for line in ledger.lines if line.kind not in kinds))


@pytest.fixture(scope="module")
def budget():
    return compiled()


@pytest.fixture(scope="module")
def accounts():
    return compiled("final_accounts")


@pytest.mark.parametrize("edition", ALL, ids=lambda edition: edition.name)
def test_the_examples_compile_in_every_edition_without_errors(edition, tmp_path):
    from tests.writing.sameness import differences

    document = compiled(edition.kind, edition=edition)
    report = mb.check(document)
    written = mb.write_xlsx(document, tmp_path / "表.xlsx", edition=edition)
    again = mb.read(written)

    assert [f.message for f in report.errors] == []
    assert {e.verdict for e in report.evaluations} <= {"exact", "tail", "explained", "skipped", "not_applicable", "error"}
    assert [s.form for s in document.sheets][: len(edition.forms)] == list(edition.forms)
    assert [d for one, other in zip(document, again, strict=True) for d in differences(one, other)] == []


def test_the_default_documents_have_nothing_but_tails(budget, accounts):
    for document in (budget, accounts):
        counts = mb.check(document).counts
        assert counts["error"] == counts["duplicate"] == 0
        assert counts["tail"] > 0
        assert document.notes == ()


def test_in_yuan_there_is_no_tail_and_every_total_is_the_ledgers():
    document = compiled(unit="元")
    spent = Totals(tuple(line for line in Ledger.read(LEDGERS["budget"]).lines if line.kind == "expenditure"))

    assert mb.check(document).counts["tail"] == 0
    assert document[mb.forms.Expenditure].total.total.fen == spent.total()
    assert document[mb.forms.Expenditure]["21015"].project.fen == sum(
        v for (code, purpose), v in spent.by("functional", "purpose").items() if code.startswith("21015") and purpose == "project"
    )


def test_truncation_prints_less_and_is_consistent_too(budget):
    document = compiled(rounding="truncate")
    less = [
        more - amount for one, other in zip(document, budget, strict=True) for row, rounded in zip(one, other, strict=True)
        for (_, amount), (_, more) in zip(row.figures(), rounded.figures(), strict=True)
    ]  # fmt: skip

    assert mb.check(document).ok
    assert {money.yuan for money in less} == {Decimal(0), Decimal(100)}


def test_a_department_stands_above_its_units_and_its_rows_add_up(budget):
    rows = budget[mb.forms.Income].rows
    whole, department, *units = rows

    assert [row.name for row in rows[:2]] == ["合计", AGENCY]
    assert len(units) == 3
    assert department.total == whole.total
    assert abs(sum(row.total.yuan for row in units) - whole.total.yuan) <= 200


def test_one_unit_alone_is_a_unit_budget():
    ledger = Ledger.read(LEDGERS["budget"])
    first = tuple(line for line in ledger.lines if line.unit in ("", "云溪市医疗保障局（本级）"))
    document = compiled(ledger=Ledger(first))

    assert document.agency.level == "单位"
    assert document[mb.forms.Income].title == "2024年单位收入预算总表"
    assert mb.check(document).ok


def test_statements_without_data_keep_their_form_and_say_why(budget):
    sheet = budget[mb.forms.StateCapitalExpenditure]

    assert [list(row.figures()) for row in sheet] == [[]]
    assert sheet.remarks == (f"{AGENCY}没有国有资本经营预算拨款安排的支出，故本表无数据。",)


def test_final_accounts_print_zeros_and_budgets_leave_blank(budget, accounts):
    assert accounts[mb.forms.FinalOverview]["外交支出"].amount == mb.Money("0.00", "万元")
    assert budget[mb.forms.BudgetOverview]["special_account"].amount is None


def test_money_that_an_edition_has_no_column_for_is_counted_elsewhere_and_noted():
    transfers = pd.DataFrame([
        {"类型": "支出", "单位": "云溪市医疗保障中心", "功能科目": "2101506", "部门经济科目": "30201", "资金来源": "单位资金",
         "支出类别": "经营", "金额": 50000},
        {"类型": "收入", "单位": "云溪市医疗保障中心", "功能科目": "2101506", "资金来源": "上级补助收入", "金额": 30000},
        {"类型": "年初结转", "单位": "云溪市医疗保障中心", "功能科目": "2101506", "资金来源": "单位资金", "金额": 20000},
    ])  # fmt: skip
    document = mb.compile_budget(transfers, agency=AGENCY, year=2025, edition=SHANGHAI_BUDGET_2025)

    assert document[mb.forms.Expenditure].total.project == mb.Money(50000)
    assert document[mb.forms.BudgetOverview]["other_income"].amount == mb.Money(50000)
    assert [re.search("经营|结转", note.message) is not None for note in document.notes[:2]] == [True, True]
    assert mb.check(document).ok


def test_state_capital_has_a_statement_even_where_the_set_has_none():
    lines = pd.DataFrame([
        {"类型": "支出", "单位": "局", "功能科目": "2230105", "部门经济科目": "31205", "资金来源": "国有资本经营预算",
         "支出类别": "项目", "项目": "改革成本", "金额": 80000},
        {"类型": "收入", "单位": "局", "功能科目": "2230105", "资金来源": "国有资本经营预算", "金额": 80000},
    ])  # fmt: skip
    document = mb.compile_budget(lines, agency=AGENCY, year=2019, edition=JIANGSU_BUDGET_2019)

    assert document.sheets[-1].form is mb.forms.StateCapitalExpenditure
    assert document.sheets[-1].total.total == mb.Money("8.00", "万元")
    with pytest.raises(mb.errors.LedgerError, match="没有国有资本经营预算的栏目"):
        mb.compile_budget(lines, agency=AGENCY, year=2021, edition=ZHEJIANG_BUDGET_2021)


def test_income_by_subject_asks_for_subjects():
    ledger = without(Ledger.read(LEDGERS["budget"]))
    lines = tuple(evolve(x, functional="") if x.kind == "income" else x for x in ledger.lines)

    assert mb.check(compiled(ledger=Ledger(lines))).ok
    with pytest.raises(mb.errors.LedgerError, match="按科目编列收入"):
        compiled(ledger=Ledger(lines), edition=SHANGHAI_BUDGET_2025)


def test_an_edition_of_the_other_kind_is_refused():
    with pytest.raises(mb.errors.UsageError):
        compiled(edition=SHANGHAI_FINAL_2024)
    with pytest.raises(mb.errors.UsageError):
        compiled(rounding="up")


# The text ------------------------------------------------------------------------------------------------------


def claim(document, subject, section=""):
    return next(c for c in document.claims if c.subject == subject and section in c.section)


def test_the_text_says_what_the_tables_say(budget, accounts):
    project = budget[mb.forms.Expenditure].total.project
    said = claim(budget, "项目支出")
    item = claim(accounts, "信息化建设")
    row = accounts[mb.forms.FinalGeneralPublicExpenditure]["2101504"]

    assert said.amount == project
    assert said.share == (project / budget[mb.forms.Expenditure].total.total * 100).quantize(Decimal("0.01"))
    assert item.path == ("卫生健康支出", "医疗保障管理事务", "信息化建设")
    assert item.amount == row.total
    assert abs(item.completion - item.amount / item.budget * 100) < Decimal("0.05")
    assert ("大于" if item.amount > item.budget else "小于") in item.quote


def test_words_of_direction_follow_the_figures():
    ledger = Ledger.read(LEDGERS["final_accounts"])
    more = Ledger(tuple(evolve(x, previous=x.amount * 2 if x.amount else x.amount) if x.previous is not None else x for x in ledger.lines))
    equal = Ledger(tuple(evolve(x, previous=x.amount) if x.previous is not None else x for x in ledger.lines))
    fallen = claim(compiled("final_accounts", more), "一般公共预算财政拨款支出")
    flat = claim(compiled("final_accounts", equal), "一般公共预算财政拨款支出")

    assert (fallen.change.direction, fallen.change.percent) == ("decrease", Decimal("50.00"))
    assert flat.change.direction == "same"


def test_without_last_year_nothing_is_compared():
    ledger = without(Ledger.read(LEDGERS["budget"]), previous=None)

    assert [c for c in compiled(ledger=ledger).claims if c.change] == []


def test_a_rate_of_nothing_is_not_printed(accounts):
    new = claim(accounts, "死亡抚恤")

    assert new.budget == mb.Money("0.00", "万元")
    assert new.completion is None


def test_what_the_caller_leaves_out_is_listed_and_not_invented(budget):
    ledger = without(Ledger.read(LEDGERS["budget"]), kinds=("text", "count", "procurement", "performance"))
    document = compiled(ledger=ledger)
    told = "\n".join(note.message for note in document.notes)

    assert [c.reason for c in document.claims if c.reason] == []
    assert [c.purpose for c in document.claims if c.purpose] == []
    for wanted in ("收支变化", "“行政运行”的“用途”", "主要职能", "机构设置", "政府采购", "车辆和设备", "绩效目标"):
        assert wanted in told
    assert mb.check(document).ok
    assert {c.reason for c in budget.claims if c.reason} <= {
        t.rstrip("。") for line in Ledger.read(LEDGERS["budget"]).lines for t in [line.text] if t
    }


def test_the_glossary_explains_every_item_that_is_used(budget):
    names = {term.name for term in budget.glossary}
    items = [row for row in budget[mb.forms.Expenditure] if row.depth == 3]

    assert all(any(name.endswith(f"{row.name}（项）") for name in names) for row in items)
    assert [term.number for term in budget.glossary] == [f"{n}." for n in range(1, len(budget.glossary) + 1)]


def test_the_contents_announce_every_statement(budget):
    announced = [entry.title for entry in budget.contents if entry.is_table]

    assert announced == [sheet.title for sheet in budget]


# Publishing ----------------------------------------------------------------------------------------------------


def test_what_is_published_was_checked_and_reads_back_the_same(accounts, tmp_path):
    published = mb.publish(accounts, tmp_path / "公开")

    assert published.report.ok
    assert [path.suffix for path in published.paths] == [".xlsx", ".docx", ".html"]
    for path in published.paths:
        again = mb.read(path)
        assert again.agency.name == AGENCY
        assert _figures(again) == _figures(accounts)


def _figures(document):
    keys = ("form", "title", "number", "unit", "side", "code", "label", "field", "header", "amount", "printed")
    return [tuple(record[key] for key in keys) for record in document.records()]


def wrong(document):
    sheet = document[mb.forms.Expenditure]
    rows = tuple(evolve(row, total=mb.Money("9.99", "万元")) if row.code == "2210201" else row for row in sheet)
    return document.evolve(sheets=tuple(evolve(s, rows=rows) if s is sheet else s for s in document))


def test_a_document_with_errors_is_not_written(budget, tmp_path):
    with pytest.raises(mb.errors.UsageError, match="没有写出"):
        mb.publish(wrong(budget), tmp_path / "公开")
    assert not (tmp_path / "公开").exists()


def test_whoever_insists_gets_a_document_that_says_so(budget, tmp_path):
    published = mb.publish(wrong(budget), tmp_path, insist=True, formats=("docx", "html"))

    assert not published.report.ok
    for path in published.paths:
        assert "校验未通过" in "".join(s.text for s in mb.read(path).sections)


def test_publishing_knows_its_formats(budget, tmp_path):
    with pytest.raises(mb.errors.UsageError, match="odt"):
        mb.publish(budget, tmp_path, formats=("odt",))
    assert [path.suffix for path in mb.publish(budget, tmp_path, formats="html").paths] == [".html"]


def test_pdf_needs_libreoffice_and_says_so(budget, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "")

    with pytest.raises(mb.errors.UsageError, match="LibreOffice"):
        mb.publish(budget, tmp_path, formats="pdf")
    assert list(tmp_path.iterdir()) == []


@needs_office
def test_pdf_is_what_word_prints(budget, tmp_path):
    (path,) = mb.publish(budget, tmp_path, formats="pdf").paths

    assert path.name == "云溪市医疗保障局2024年部门预算.pdf"
    assert mb.read(path)[mb.forms.Expenditure].total.total == budget[mb.forms.Expenditure].total.total


def test_what_is_to_be_added_keeps_a_document_from_being_published(tmp_path):
    ledger = Ledger.read(LEDGERS["budget"])
    document = compiled(ledger=Ledger(tuple(line for line in ledger.lines if line.item != "主要职能")))

    with pytest.raises(mb.errors.UsageError, match="主要职能"):
        mb.publish(document, tmp_path)
    published = mb.publish(document, tmp_path, insist=True, formats="html")
    assert [note.kind for note in published.todo] == ["missing"]
    assert "未列入" not in published.paths[0].read_text(encoding="utf-8")


def test_nothing_is_said_of_vehicles_that_nobody_bought(accounts):
    text = "\n".join(part.text for part in accounts.sections[2].children[8].children)

    assert accounts[mb.forms.FinalThreePublics].rows[1].vehicle_purchase == mb.Money("0.00", "万元")
    assert "公务用车购置。" not in text
    assert "0辆" not in text


def test_published_files_are_named_without_the_suffix_of_what_was_read(budget, tmp_path):
    nameless = budget.evolve(agency=Agency("", ""), name="云溪2024年.md.xlsx")
    (path,) = mb.publish(nameless, tmp_path, formats="html", insist=True).paths

    assert path.name == "云溪2024年.html"


@pytest.mark.parametrize(
    "document",
    [
        lambda budget: budget.evolve(agency=Agency("../../云溪市/医疗保障局", "部门")),
        lambda budget: budget.evolve(agency=Agency("", ""), name="/somewhere/evil.md"),
        lambda budget: budget.evolve(agency=Agency("", ""), name="../evil"),
    ],
)
def test_nothing_is_published_outside_of_the_folder(budget, tmp_path, document):
    folder = tmp_path / "公开"
    (path,) = mb.publish(document(budget), folder, formats=("html",), insist=True).paths

    assert path.parent == folder
    assert [found for found in tmp_path.rglob("*") if found.is_file()] == [path]


def test_a_set_is_published_whole_or_not_at_all(budget, tmp_path, monkeypatch):
    def failing(*_, **__):
        raise UsageError("disk")

    monkeypatch.setitem(publishing._WRITERS, "html", failing)
    with pytest.raises(UsageError, match="disk"):
        mb.publish(budget, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_document_keeps_its_unit_when_published(tmp_path):
    (path,) = mb.publish(compiled(unit="元"), tmp_path, formats=("docx",)).paths

    assert {sheet.unit for sheet in mb.read(path)} == {Unit.YUAN}


def test_every_edition_is_recognised_when_published(tmp_path):
    document = compiled(edition=SHANGHAI_BUDGET_2025)
    (path,) = mb.publish(document, tmp_path, formats=("html",)).paths

    assert [row.code for row in mb.read(path)[mb.forms.Expenditure]] == [row.code for row in document[mb.forms.Expenditure]]
    assert re.search(r"\d,\d{3}\.\d\d", path.read_text(encoding="utf-8"))


def test_the_agency_may_be_named_in_full():
    document = compiled(agency=Agency("云溪市医疗保障局（汇总）", "部门", "216"), edition=ZHEJIANG_BUDGET_2024)

    assert document.agency.code == "216"
    assert document.sheets[0].agency == "云溪市医疗保障局（汇总）"


def test_a_hundred_thousand_lines_add_up():
    from compiling import large_ledger

    frame = large_ledger(100_000)
    document = mb.compile_budget(frame, agency="云溪市", year=2024)
    spent = sum(map(Decimal, frame.loc[frame["类型"] == "支出", "金额"]))

    assert document[mb.forms.Expenditure].total.total == mb.Money(spent).rounded(2, "万元")


def test_what_units_evaluated_is_listed_and_reads_back(accounts, tmp_path):
    (listed,) = accounts.performance.result_lists
    done = [line.project for line in Ledger.read(LEDGERS["final_accounts"]).lines if line.item == "自评"]

    assert sorted(result.project for result in listed.results) == sorted(done)
    for path in mb.publish(accounts, tmp_path).paths:
        assert mb.read(path).performance.result_lists == (listed,)


def test_a_compiled_document_is_printed_like_its_edition(tmp_path):
    document = mb.compile_budget(
        LEDGERS["budget"], agency="云溪市医疗保障局", year=2024, edition=mb.editions.SHANGHAI_BUDGET_2025
    )
    path = mb.write_xlsx(document, tmp_path / "budget.xlsx")
    sheet = mb.read(path)[mb.forms.IncomeBySubject]
    row = sheet["2101501"]

    assert [row.origin.grid.text(row.origin.row, c) for c in range(3)] == ["210", "15", "01"]
