"""A list of a year that is not compiled yet: told without it, used with it, from the file to the report."""

import ast
import re
import shutil
import warnings
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from attrs import evolve

import medinsure_budget as mb
from medinsure_budget.cli import main
from medinsure_budget.errors import CatalogueYearWarning, LedgerError, UsageError
from medinsure_budget.ledgers import Ledger
from medinsure_budget.subjects import carry_codes, catalogue, load_catalogue

DATA = Path(__file__).resolve().parents[2] / "examples/data"
AGENCY = "云溪市医疗保障局"
# Made up: a new 项, a new fund 款 whose budget the list tells, and one whose budget it does not.
NEW = [("2101577", "医保价格监测", ""), ("21288", "云上基金支出", "政府性基金预算"), ("2128801", "云上建设", "政府性基金预算"),
       ("21289", "未明支出", ""), ("2128901", "未明事项", "")]  # fmt: skip
OLD = "2101601"


def rows_of_2027():
    bundled = catalogue(2026)
    listed = [(s.code, s.name, "") for kind in (bundled.functional, bundled.economic) for s in kind if s.code != OLD]
    return [("支出功能分类科目编码", "支出功能分类科目名称", "所属预算"), *listed, *NEW]


@pytest.fixture(params=["xlsx", "csv"])
def list_of_2027(tmp_path, request):
    path = tmp_path / f"2027年政府收支分类科目.{request.param}"
    if request.param == "csv":
        path.write_text("\n".join(map(",".join, rows_of_2027())), encoding="utf-8")
    else:
        book = openpyxl.Workbook()
        for row in rows_of_2027():
            book.active.append(row)
        book.save(path)
    return path


def ledger_with(code, source="general_public"):
    """The example's ledger with one project more, of that subject, and the income for it."""
    ledger = Ledger.read(DATA / "ledger_budget_2024.csv")
    project = next(line for line in ledger.lines if line.kind == "expenditure" and line.purpose == "project")
    income = next(line for line in ledger.lines if line.kind == "income" and line.source == "general_public")
    more = {"functional": code, "source": source, "amount": 1_000_000, "previous": 0}
    return evolve(ledger, lines=(*ledger.lines, evolve(project, **more), evolve(income, **more)))


@pytest.fixture
def document_of_2027(tmp_path):
    """The example budget as one of 2027, with the new subject in place of another and one that never was."""
    text = (DATA / f"{AGENCY}2024年部门预算.md").read_text("utf-8").replace("2024", "2027")
    text = re.sub(r"2101504(?=\D)", "2101577", text).replace("信息化建设", "医保价格监测")
    path = tmp_path / "预算2027.md"
    path.write_text(text, encoding="utf-8")
    return path


def messages(report, rule):
    return [e.message for e in report.evaluations if e.rule == rule and e.verdict == "error"]


def test_a_year_that_is_not_compiled_warns_raises_or_is_accepted_with_its_note():
    with pytest.warns(CatalogueYearWarning, match="2027年的科目暂按2026年回答"):
        catalogue(2027)
    with pytest.raises(UsageError, match="load_catalogue"):
        catalogue(2027, beyond="raise")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert catalogue(2027, beyond="accept").notes[0].kind == "unread"
        assert catalogue(2026).notes == ()
    assert catalogue(2024).functional["2101501"].in_year(2027) is None


def test_no_room_asks_for_a_year_without_saying_what_is_to_be_done_about_a_later_one():
    package = Path(mb.__file__).parent
    rooms = [path for path in package.rglob("*.py") if path.relative_to(package).parts[0] not in ("subjects", "cli")]
    calls = [
        (path.name, node.lineno)
        for path in rooms for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "catalogue"
        and not any(keyword.arg == "beyond" for keyword in node.keywords)
    ]  # fmt: skip
    assert calls == [], "ask subjects_of(year)"


def test_a_document_of_a_year_without_a_list_has_its_subjects_unchecked_and_says_so(document_of_2027):
    report = mb.check(mb.read(document_of_2027))
    skipped = {e.rule: e.message for e in report.evaluations if e.verdict == "skipped"}

    assert "没有2027年的科目表" in skipped["SUB-02"]
    assert "没有2027年的科目表" in skipped["SUB-03"]


def test_a_document_is_checked_with_the_list_of_its_year(document_of_2027, list_of_2027):
    official = load_catalogue(list_of_2027)
    document = mb.read(document_of_2027, catalogue=official)
    report = mb.check(document, catalogue=official)

    assert document.year == 2027
    assert official.functional.complete
    printed = {row.code for sheet in document for row in sheet if row.code}
    assert "2101577" in printed
    assert all("2101577" not in message for message in messages(report, "SUB-02"))
    assert any(e.rule == "SUB-03" and e.verdict == "exact" for e in report.evaluations)
    assert OLD not in printed or any(OLD in message and "已停用" in message for message in messages(report, "SUB-02"))


def test_a_code_that_a_complete_list_never_had_is_said_to_be_one(document_of_2027, list_of_2027):
    wrong = document_of_2027.read_text("utf-8").replace("2101577", "2101566")
    document_of_2027.write_text(wrong, encoding="utf-8")
    with_list = mb.check(mb.read(document_of_2027), catalogue=load_catalogue(list_of_2027))
    in_2024 = mb.read(DATA / f"{AGENCY}2024年部门预算.md")

    assert any("2101566" in m and "从未设置" in m for m in messages(with_list, "SUB-02"))
    assert not any("从未设置" in m for m in messages(mb.check(in_2024), "SUB-02"))


def test_a_list_is_used_for_documents_of_its_own_year_only(list_of_2027):
    official = load_catalogue(list_of_2027)
    path = DATA / f"{AGENCY}2024年部门预算.md"

    assert mb.check(mb.read(path), catalogue=official).to_frame().equals(mb.check(mb.read(path)).to_frame())
    with pytest.raises(UsageError, match="不是2024年"):
        mb.compile_budget(DATA / "ledger_budget_2024.csv", agency=AGENCY, year=2024, catalogue=official)


def test_new_subjects_compile_read_back_and_check(list_of_2027, tmp_path):
    official = load_catalogue(list_of_2027)
    for code, source in (("2101577", "general_public"), ("2128801", "government_fund")):
        ledger = ledger_with(code, source)
        document = mb.compile_budget(ledger, agency=AGENCY, year=2027, catalogue=official)
        again = mb.read(mb.write_xlsx(document, tmp_path / f"{code}.xlsx"), catalogue=official)

        assert any(row.code == code for sheet in again for row in sheet)
        assert not [e for e in mb.check(document, catalogue=official).errors if code in e.message]
        assert not any("属于哪本预算" in note.message for note in document.notes)
        with pytest.raises(LedgerError, match=f"“{code}”：2027年没有这个功能科目"):
            mb.compile_budget(ledger, agency=AGENCY, year=2027)


def test_a_new_subject_whose_budget_the_list_leaves_open_compiles_with_a_warning(list_of_2027):
    official = load_catalogue(list_of_2027)
    for source in ("government_fund", "general_public"):
        document = mb.compile_budget(ledger_with("2128901", source), agency=AGENCY, year=2027, catalogue=official)

        assert any("2128901 未明事项 属于哪本预算" in note.message for note in document.notes)
    with pytest.raises(LedgerError, match="属于政府性基金预算"):
        mb.compile_budget(ledger_with("2128801"), agency=AGENCY, year=2027, catalogue=official)


def test_a_budget_compiled_for_a_year_without_a_list_says_so():
    document = mb.compile_budget(DATA / "ledger_budget_2024.csv", agency=AGENCY, year=2027)

    assert any("2027年的科目暂按2026年回答" in note.message for note in document.notes)


def test_many_files_are_read_with_the_list(document_of_2027, list_of_2027):
    (result,) = mb.read_many([document_of_2027], catalogue=load_catalogue(list_of_2027))

    assert result.ok
    assert result.document == mb.read(document_of_2027)


def test_commands_take_the_list(document_of_2027, list_of_2027, tmp_path, capsys):
    given = ["--catalogue", str(list_of_2027)]
    assert main(["subjects", "2101577", *given]) == 0
    assert "2101577 卫生健康支出 / 医疗保障管理事务 / 医保价格监测" in capsys.readouterr().out
    assert main(["read", str(document_of_2027), *given]) == 0
    main(["check", str(document_of_2027), *given])
    assert "2101577" not in "".join(line for line in capsys.readouterr().out.splitlines() if "SUB-02" in line)
    assert main(["tables", str(document_of_2027), str(tmp_path / "表.xlsx"), *given]) == 0
    shutil.copy(DATA / "ledger_budget_2024.csv", tmp_path / "ledger.csv")
    written = main(["compile", "budget", str(tmp_path / "ledger.csv"), "--agency", AGENCY, "--year", "2027",
                    "--output", str(tmp_path / "out"), "--formats", "xlsx", *given])  # fmt: skip
    assert written == 0, capsys.readouterr()
    assert [path.suffix for path in (tmp_path / "out").iterdir()] == [".xlsx"]


def test_the_command_tells_a_year_that_is_not_compiled(capsys):
    assert main(["subjects", "2101501", "--year", "2027"]) == 0
    assert "2027年的科目暂按2026年回答" in capsys.readouterr().err
    assert main(["subjects", "2101501", "--year", "2027", "--strict"]) == 2


def frame(*pairs):
    return pd.DataFrame([{"code": code, "year": year, "amount": 1} for code, year in pairs])


def test_codes_of_many_years_are_carried_to_one():
    carried = carry_codes(
        frame(("2109901", 2018), ("210", 2018), ("2101501", 2024), ("21005", 2016), ("20110", 2020), ("2101588", 2024),
              ("", 2024), ("30307", 2017)), 2024,
    )  # fmt: skip

    assert list(carried["carried"]) == ["moved", "renamed", "same", "divided", "ended", "unknown", "", "moved"]
    assert list(carried["carried_code"]) == ["2109999", "210", "2101501", "", "", "", "", "30114"]
    assert carried["carried_name"][1] == "卫生健康支出"
    assert "已分为21011" in carried["carried_note"][3]
    assert list(carried["amount"]) == [1] * 8


def test_codes_are_carried_to_a_list_and_not_to_a_year_without_one(list_of_2027):
    official = load_catalogue(list_of_2027)
    carried = carry_codes(frame((OLD, 2024), ("2101501", 2018), ("2101501", 2024), ("2101577", 2027)), official)

    assert list(carried["carried"]) == ["ended", "unknown", "same", "same"]
    with pytest.raises(UsageError, match="2027"):
        carry_codes(frame(("2101501", 2024)), 2027)
    with pytest.raises(UsageError, match="year"):
        carry_codes(pd.DataFrame({"code": []}), 2024)
    assert len(carry_codes(frame(("210", 2018)).iloc[:0], 2024).columns) == 7
