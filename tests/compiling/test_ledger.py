"""Reading ledgers: every source gives the same lines, and every bad cell is named."""

from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

import medinsure_budget as mb
from medinsure_budget.errors import LedgerError, UnreadableFileError, UnsupportedFormatError, UsageError
from medinsure_budget.ledgers import FIELDS, KINDS, Ledger, schema_table
from medinsure_budget.ledgers.values import to_fen

ROOT = Path(__file__).resolve().parents[2]
BUDGET = ROOT / "examples/data/ledger_budget_2024.csv"
ACCOUNTS = ROOT / "examples/data/ledger_final_accounts_2023.xlsx"
AGENCY = {"agency": "云溪市医疗保障局", "year": 2024}


def spending(**changes):
    """A ledger of one expenditure and the income that pays for it."""
    line = {
        "类型": "支出", "单位": "云溪市医疗保障局", "功能科目": "2101501", "部门经济科目": "30201", "资金来源": "一般公共预算",
        "支出类别": "公用", "项目": "", "金额": "1200.50",
    }  # fmt: skip
    paid = {"类型": "收入", "单位": "云溪市医疗保障局", "资金来源": "一般公共预算", "金额": "1200.50"}
    return pd.DataFrame([{**line, **changes}, paid])


def complaints(frame, **more):
    with pytest.raises(LedgerError) as caught:
        mb.compile_budget(frame, **{**AGENCY, **more})
    return [(p.line, p.column, p.value) for p in caught.value.problems]


def test_a_frame_a_csv_and_a_workbook_give_the_same_lines(tmp_path):
    frame = pd.read_csv(BUDGET, dtype=str)
    written = tmp_path / "台账.xlsx"
    frame.to_excel(written, sheet_name="台账", index=False)

    assert Ledger.of(frame).lines == Ledger.read(BUDGET).lines == Ledger.read(written).lines
    assert len(Ledger.read(BUDGET)) == len(frame)


def test_english_names_and_words_are_understood():
    english = {field.label: field.name for field in FIELDS}
    frame = pd.read_csv(BUDGET, dtype=str).rename(columns=english)
    words = {kind.label: kind.name for kind in KINDS}
    frame["kind"] = frame["kind"].map(words)

    assert Ledger.of(frame).lines == Ledger.read(BUDGET).lines


def test_a_ledger_given_out_as_a_frame_is_the_same_ledger():
    for path in (BUDGET, ACCOUNTS):
        ledger = Ledger.read(path)
        again = Ledger.of(ledger.to_frame())

        assert [evolve(line, number=0, place="") for line in again.lines] == [
            evolve(line, number=0, place="") for line in ledger.lines
        ]


def test_government_subjects_are_derived_for_every_expenditure_and_never_replaced():
    ledger = Ledger.read(BUDGET)
    own = Ledger((evolve(ledger.lines[0], government_economic="50299"), *ledger.lines[1:]))
    completed = own.completed(mb.catalogue(2024))

    assert all(line.government_economic for line in completed.lines if line.kind == "expenditure")
    assert completed.lines[0].government_economic == "50299"
    assert not any(line.government_economic for line in completed.lines if line.kind != "expenditure")


def test_a_csv_of_the_old_chinese_encoding_is_read(tmp_path):
    old = tmp_path / "台账.csv"
    old.write_bytes(BUDGET.read_text(encoding="utf-8").encode("gb18030"))

    assert Ledger.read(old).lines == Ledger.read(BUDGET).lines


def test_the_examples_are_as_large_as_promised():
    for path in (BUDGET, ACCOUNTS):
        lines = Ledger.read(path).lines
        spent = [line for line in lines if line.kind == "expenditure"]
        assert len(spent) >= 300
        assert len({line.unit for line in spent}) == 3
        assert len({line.source for line in spent}) == 4
        assert any(line.kind == "carried_in" for line in lines)


@given(st.integers(0, 10**12))
def test_amounts_are_exact_however_they_are_given(fen):
    text = f"{fen // 100}.{fen % 100:02}"

    assert to_fen(text) == to_fen(Decimal(text)) == to_fen(float(text)) == fen
    assert to_fen(f"{fen // 100:,}.{fen % 100:02}") == fen


@pytest.mark.parametrize("bad", ["12.345", 0.001, "-5", -5.0, "很多", "1,23", float("inf"), True, "9" * 30])
def test_what_is_no_exact_amount_is_refused(bad):
    with pytest.raises(ValueError, match=r"金额|精度"):
        to_fen(bad)


def test_every_bad_cell_is_listed_with_line_column_and_value():
    frame = pd.concat(
        [
            spending(金额="12.345", 部门经济科目="30101"),
            spending(功能科目="21015", 资金来源="自筹"),
            spending(类型="花费"),
            spending(单位="", 项目=None),
            spending(支出类别="项目"),
        ],
        ignore_index=True,
    )

    assert complaints(frame) == [
        (2, "部门经济科目", "30101"),
        (2, "金额", "12.345"),
        (4, "功能科目", "21015"),
        (4, "资金来源", "自筹"),
        (6, "类型", "花费"),
        (8, "单位", ""),
        (10, "项目", ""),
    ]


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"功能科目": "2101598"}, "功能科目"),
        ({"功能科目": "2296002"}, "功能科目"),
        ({"部门经济科目": "302"}, "部门经济科目"),
        ({"部门经济科目": "39998"}, "部门经济科目"),
        ({"部门经济科目": "30101"}, "部门经济科目"),
        ({"支出类别": "人员"}, "部门经济科目"),
        ({"支出类别": "经营"}, "资金来源"),
        ({"支出类别": "基本"}, "支出类别"),
        ({"类型": "使用结余"}, "类型"),
        ({"政府经济科目": "50299999"}, "政府经济科目"),
        ({"单位性质": "企业"}, "单位性质"),
    ],
)
def test_money_in_the_wrong_place_is_refused(changes, column):
    assert [c for _, c, _ in complaints(spending(**changes))] == [column]


def test_a_pot_that_does_not_balance_is_refused_with_the_difference():
    frame = spending()
    frame.loc[1, "金额"] = "1200.49"
    with pytest.raises(LedgerError, match=r"“一般公共预算”收支不平衡.*少 0\.01 元"):
        mb.compile_budget(frame, **AGENCY)


def test_last_year_must_balance_too():
    assert complaints(spending(上年数="100")) == [(0, "", "")]


def test_funds_of_final_accounts_balance_by_subject():
    frame = pd.DataFrame([
        {"类型": "支出", "单位": "局", "功能科目": "2296002", "部门经济科目": "30306", "资金来源": "政府性基金预算",
         "支出类别": "项目", "项目": "救助", "金额": 100},
        {"类型": "收入", "单位": "局", "功能科目": "2296003", "资金来源": "政府性基金预算", "金额": 100},
    ])  # fmt: skip
    with pytest.raises(LedgerError, match="2296002 的“政府性基金预算”收支不平衡"):
        mb.compile_final_accounts(frame, agency="局", year=2023)


def test_a_unit_has_one_code():
    frame = pd.concat([spending(单位编码="1"), spending(单位编码="2")], ignore_index=True)

    assert complaints(frame) == [(4, "单位编码", "2")]


@pytest.mark.parametrize(
    ("bought", "complaint"),
    [
        ({"货物": 5, "中小企业": 6}, "“中小企业”大于"),
        ({"货物": 5, "中小企业": 4, "小微企业": 5}, "“小微企业”大于"),
        ({"货物": 5, "服务": 9, "货物中小企业": 6}, "“货物中小企业”大于"),
        ({"货物": 5, "工程": 5, "服务": 5, "中小企业": 9, "货物中小企业": 3, "工程中小企业": 3, "服务中小企业": 4}, "之和不等于"),
    ],
)
def test_what_small_enterprises_received_is_part_of_what_was_bought(bought, complaint):
    frame = pd.concat(
        [spending(功能科目="2101501"), pd.DataFrame([{"类型": "采购", "事项": k, "金额": v} for k, v in bought.items()])],
        ignore_index=True,
    )
    frame.loc[1, "功能科目"] = "2101501"
    with pytest.raises(LedgerError, match=complaint):
        mb.compile_final_accounts(frame, agency="局", year=2023)


def test_columns_that_nobody_knows_are_noted_and_passed_over():
    frame = spending()
    frame["凭证号"] = ["记-1", "记-2"]
    document = mb.compile_budget(frame, **AGENCY)

    assert any("凭证号" in note.message for note in document.notes)


def test_what_is_no_ledger_is_refused(tmp_path):
    words = tmp_path / "台账.csv"
    words.write_text("甲,乙\n1,2\n", encoding="utf-8")
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK nothing")

    with pytest.raises(LedgerError, match="没有“类型”一栏"):
        Ledger.read(words)
    with pytest.raises(UnreadableFileError):
        Ledger.read(broken)
    with pytest.raises(UnreadableFileError):
        Ledger.read(tmp_path / "无.csv")
    with pytest.raises(UnsupportedFormatError):
        Ledger.read(tmp_path / "台账.json")
    with pytest.raises(UsageError):
        Ledger.of(42)
    with pytest.raises(LedgerError, match="没有任何数据行"):
        Ledger.of(spending().iloc[:0])


def test_the_template_has_a_sheet_for_each_kind_and_reads_back_as_a_ledger(tmp_path):
    path = mb.ledger_template(tmp_path / "台账.xlsx")
    workbook = load_workbook(path)

    assert workbook.sheetnames == ["填写说明", *(kind.label for kind in KINDS)]
    for kind in KINDS:
        headers = {cell.value for cell in workbook[kind.label][1]}
        assert headers >= {f.label for f in FIELDS if f.name in kind.required}
    with pytest.raises(LedgerError, match="没有任何数据行"):
        Ledger.read(path)

    workbook["收入"].append(["", "局", "", "", "一般公共预算", 3.5, None])
    workbook.save(path)
    (line,) = Ledger.read(path).lines
    assert (line.kind, line.unit, line.source, line.amount) == ("income", "局", "general_public", 350)


def test_the_template_is_a_workbook_or_nothing(tmp_path):
    with pytest.raises(UsageError):
        mb.ledger_template(tmp_path / "台账.csv")
    assert list(tmp_path.iterdir()) == []


def test_the_documentation_shows_the_schema_as_it_is():
    assert schema_table() in (ROOT / "docs/compile.md").read_text(encoding="utf-8")
