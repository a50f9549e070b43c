"""What offices bring from several systems at once, and what a person adds to it."""

import sys
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

import medinsure_budget as mb
from medinsure_budget.cli import main
from medinsure_budget.errors import UsageError

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "examples"))
import exports

sys.path.pop(0)

CALL = {"agency": "云溪市医疗保障局", "year": 2023}
STATISTICS = (
    ["机构运行信息表"], [None, None, None, "财决附03表"], [f"编制单位：{exports.BUREAU}", None, "2023年度", "金额单位：元"],
    ["项目", "行次", "预算数", "统计数"], ["（一）支出合计", 2, 54_500, 8_640], ["  1．因公出国（境）费", 3, 0, 0],
    ["    （1）公务用车购置费", 5, "—", 0], ["    （2）公务用车运行维护费", 6, 36_000, 0], ["  3．公务接待费", 7, 18_500, 8_640],
)  # fmt: skip


def bureau(folder, *more):
    """The workbook of one unit, with further forms."""
    path = exports.software_workbook(folder, exports.BUREAU, 2023)
    book = load_workbook(path)
    for name, rows in more:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def additions(folder):
    """A ledger template in which somebody has told what the software does not."""
    book = load_workbook(mb.ledger_template(folder / "补充.xlsx"))
    sheet = book["说明"]
    labels = [cell.value for cell in sheet[1]]
    sheet.append([{"事项": "主要职能", "内容": "拟订医疗保障政策。", "单位": exports.BUREAU}.get(label) for label in labels])
    book.save(folder / "补充.xlsx")
    return folder / "补充.xlsx"


def test_a_workbook_of_the_software_and_an_offices_additions_are_one_ledger(tmp_path):
    alone = mb.load_ledger(bureau(tmp_path))
    both = mb.load_ledger([tmp_path / f"{exports.BUREAU}.xlsx", additions(tmp_path)])
    folder = mb.load_ledger(tmp_path)

    assert [line.kind for line in both.lines if line not in alone.lines] == ["text"]
    assert sorted(map(str, folder.lines)) == sorted(map(str, both.lines))
    text = mb.compile_final_accounts(both, **CALL).to_dict()
    assert "拟订医疗保障政策" in str(text)


def test_the_budget_of_the_public_outlays_is_taken_from_the_form_that_tells_it(tmp_path):
    ledger = mb.load_ledger(bureau(tmp_path, ("F03 机构运行信息表(财决附03表)", STATISTICS)))
    document = mb.compile_final_accounts(ledger, **CALL, unit="元")
    budget, final = document[mb.forms.FinalThreePublics].rows

    assert [budget.amount_of(name) for name in ("abroad", "vehicle_purchase", "reception")] == [mb.Money("0"), None, mb.Money("18500")]
    assert final.reception == mb.Money("8640")
    assert "全年预算的46.70%" in str(document.to_dict()), "the text tells how much of it was spent"


def test_no_evaluation_is_told_where_none_is_known(tmp_path):
    document = mb.compile_final_accounts(bureau(tmp_path), **CALL)

    assert "0个" not in "".join(str(section) for section in document.sections)
    assert any("自评" in note.message for note in document.notes if note.kind == "missing")


def test_a_ledger_is_written_to_be_gone_on_with(tmp_path):
    loaded = mb.load_ledger(bureau(tmp_path))
    buffer = mb.ledger_template(BytesIO(), ledger=loaded)
    again = mb.load_ledger(buffer.getvalue())

    assert not again.problems
    kept = [(x.kind, x.unit, x.functional, x.economic, x.source, x.purpose, x.project, x.amount) for x in loaded.lines]
    assert sorted((x.kind, x.unit, x.functional, x.economic, x.source, x.purpose, x.project, x.amount) for x in again.lines) == sorted(kept)


def test_units_are_of_the_kind_whose_subjects_they_print():
    line = {"类型": "支出", "功能科目": "2101501", "资金来源": "一般公共预算", "支出类别": "公用", "金额": "100000"}
    spent = [
        {**line, "单位": "云溪市医疗保障局", "部门经济科目": "30201", "政府经济科目": "50201"},
        {**line, "单位": "云溪市医疗保障中心", "部门经济科目": "30201", "政府经济科目": "50502"},
    ]
    paid = [{"类型": "收入", "单位": x["单位"], "资金来源": x["资金来源"], "金额": "100000"} for x in spent]
    import pandas as pd

    document = mb.compile_budget(pd.DataFrame([*spent, *paid]), agency="云溪市医疗保障局", year=2024)
    told = next(claim for claim in document.claims if claim.subject == "机关运行经费")
    assert told.amount == mb.Money("10.00", "万元")
    assert "1家行政单位" in told.quote


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_a_format_that_cannot_be_written_is_told_before_anything_else(tmp_path, monkeypatch, form):
    document = mb.compile_final_accounts(bureau(tmp_path), **CALL)
    monkeypatch.setitem(sys.modules, "docx", None)
    monkeypatch.setattr("medinsure_budget.writing.pdf.office_program", lambda: None)
    with pytest.raises(UsageError, match="另装" if form == "docx" else "LibreOffice"):
        mb.publish(document, tmp_path / "公开", formats=["xlsx", form])
    assert not (tmp_path / "公开").exists()


def test_the_command_line_takes_several_sources_and_speaks_of_its_own_options(tmp_path, capsys):
    source, more, out = str(bureau(tmp_path)), str(additions(tmp_path)), tmp_path / "公开"
    given = ["--agency", CALL["agency"], "--year", "2023", "-o", str(out), "--edition", "浙江", "--formats", "html"]
    assert main(["compile", "final", source, more, *given]) == 2
    said = capsys.readouterr()
    assert "（--insist 可坚持写出）" in said.err
    assert "主要职能" not in said.err
    assert "读入" in said.out, "how it was read is told, although nothing was written"
    assert not out.exists()
    assert main(["compile", "final", source, more, *given, "--insist", "--unit", "元"]) == 0
    assert "核对：" in capsys.readouterr().out
    assert main(["compile", "final", source, more, *given, "--insist"]) == 2
    assert "--force" in capsys.readouterr().err


def test_a_check_of_a_ledger_finds_what_compiling_it_would(tmp_path, capsys):
    assert main(["ledger", "export", str(bureau(tmp_path)), "-o", str(tmp_path / "台账.xlsx")]) == 0
    assert main(["ledger", "check", str(tmp_path / "台账.xlsx"), "--year", "2023"]) == 0
    book = load_workbook(tmp_path / "台账.xlsx")
    sheet = book["收入"]
    column = [cell.value for cell in sheet[1]].index("金额") + 1
    sheet.cell(2, column).value = float(sheet.cell(2, column).value) + 1000
    book.save(tmp_path / "台账.xlsx")
    capsys.readouterr()
    assert main(["ledger", "check", str(tmp_path / "台账.xlsx"), "--year", "2023"]) == 1
    assert "收支不平衡" in capsys.readouterr().out
    assert main(["ledger", "check", str(tmp_path / "台账.xlsx"), "--kind", "决算"]) == 2
