"""What offices bring: ledgers as they are typed, grids of budget platforms, workbooks of the final-accounts software."""

from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook

import medinsure_budget as mb
from medinsure_budget.errors import LedgerError, UsageError

SHARED = Path(__file__).resolve().parents[2] / "../shared/publish"
UNIT = "青禾县医疗保障局"
CALL = {"agency": UNIT, "year": 2024}
SPENT = ["单位", "功能科目", "部门经济科目", "资金来源", "支出类别", "项目", "金额"]
WAGES = [UNIT, "2101501", "30101", "一般公共预算", "人员", None, 812_300]
OFFICE = [UNIT, "2101501", "30201", "一般公共预算", "公用", None, 64_150.5]
PROJECT = [UNIT, "2101505", "30227", "一般公共预算", "项目", "基金监管", 240_000]
WHOLE = Decimal("1116450.50")


def book(sheets):
    """A workbook's bytes."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return saved(workbook)


def saved(workbook):
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def ledger(*spent, header=SPENT, paid=WHOLE, **sheets):
    rows = [list(header), *(spent or (WAGES, OFFICE, PROJECT))]
    return {"支出": rows, "收入": [["单位", "资金来源", "金额"], [UNIT, "一般公共预算", paid]], **sheets}


def total(source, **call):
    document = mb.compile_budget(mb.load_ledger(source), **{**CALL, "unit": "元", **call})
    return document[mb.forms.Expenditure].total.total.yuan, document


def said(document):
    return "\n".join(f"{note.place}|{note.line}|{note.message}" for note in document.notes)


def complaints(source):
    with pytest.raises(LedgerError) as caught:
        mb.compile_budget(mb.load_ledger(source), **CALL)
    return str(caught.value)


@pytest.mark.parametrize(
    ("label", "column"),
    [
        ("支出功能分类科目编码", 1), ("功能分类科目（项）", 1), ("exp_func_code", 1), ("expFunc", 1), ("部门预算支出经济分类科目", 2),
        ("部门支出经济科目", 2), ("dep_bgt_eco_", 2), ("资金性质", 3), ("fund_type_name", 3), ("项目类别", 4), ("预算项目名称", 5),
        ("本年预算数", 6), ("金额（元）", 6), ("预算单位名称", 0),
    ],
)  # fmt: skip
def test_headings_of_other_systems_are_understood(label, column):
    header = [*SPENT[:column], label, *SPENT[column + 1 :]]

    assert total(book(ledger(header=header)))[0] == WHOLE


@pytest.mark.parametrize(
    ("entry", "column"),
    [
        ("111-一般公共预算资金", 3), ("11 - 一般公共预算拨款", 3), ("公共财政预算拨款收入", 3), ("经费拨款", 3), ("11111", 3),
        ("1-人员类", 4), ("人员经费", 4), ("2101501-行政运行", 1), ("30101##基本工资##30101", 2), ("青禾县 医疗保障局", 0),
        ("￥812,300.00元", 6), ("81.23万元", 6), ("８１２，３００", 6), (" 812 300 ", 6), (812300.0000000001, 6),
    ],
)  # fmt: skip
def test_entries_are_understood_as_people_and_systems_write_them(entry, column):
    wages = [*WAGES[:column], entry, *WAGES[column + 1 :]]

    assert total(book(ledger(wages, OFFICE, PROJECT)))[0] == WHOLE


def test_a_word_that_an_office_adds_is_known_while_it_loads_and_only_then():
    source = book(ledger(header=["填报科室", *SPENT[1:]]))

    assert len(mb.load_ledger(source, words={"COLUMN_UNIT": "填报科室"}).problems) == 0
    assert "“支出”第2行，单位（空）" in complaints(source)
    with pytest.raises(UsageError, match="NO_SUCH"):
        mb.load_ledger(source, words={"NO_SUCH": "x"})


def test_the_header_is_found_below_titles_and_rows_keep_their_numbers():
    sheets = {name: [["青禾县2024年部门预算台账"], ["单位：元"], [], *rows] for name, rows in ledger().items()}
    lines = mb.load_ledger(book(sheets)).lines

    assert total(book(sheets))[0] == WHOLE
    assert [line.number for line in lines if line.kind == "expenditure"] == [5, 6, 7]


def test_a_unit_of_money_above_the_table_or_in_the_header_is_converted_and_told():
    in_wan = [[*WAGES[:-1], 81.23], [*OFFICE[:-1], "6.41505"], [*PROJECT[:-1], 24]]
    header = [*SPENT[:-1], "金额（万元）"]
    for sheets in (
        {"支出": [header, *in_wan], "收入": ledger()["收入"]},
        {"支出": [["", "", "单位：万元"], SPENT, *in_wan], "收入": ledger()["收入"]},
    ):
        amount, document = total(book(sheets))
        assert amount == WHOLE
        assert "按万元读入" in said(document)


@pytest.mark.parametrize("word", ["合计", "合 计", "总计", "小计"])
@pytest.mark.parametrize(("printed", "verdict"), [(WHOLE, "一致"), (Decimal(1), "不一致"), ("若干", "“若干”没有读取")])
def test_a_total_is_compared_and_never_added(word, printed, verdict):
    like_a_leaf = [word, *WAGES[1:-1], printed]
    amount, document = total(book(ledger(WAGES, OFFICE, PROJECT, like_a_leaf)))

    assert amount == WHOLE
    assert f"支出|5|第5行“{word}”是合计行" in said(document)
    assert verdict in said(document)


def test_merged_words_hold_for_all_their_rows_and_hidden_rows_count_and_are_told():
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "支出明细"
    for row in (SPENT, WAGES, [None, *OFFICE[1:]], [None, *PROJECT[1:]]):
        sheet.append(row)
    sheet.merge_cells("A2:A4")
    sheet.row_dimensions[3].hidden = True
    income = workbook.create_sheet("收入明细")
    for row in ledger()["收入"]:
        income.append(row)
    amount, document = total(saved(workbook))

    assert amount == WHOLE
    assert "第3行是隐藏行" in said(document)


def test_a_formula_that_nobody_computed_is_refused_by_its_place():
    message = complaints(book(ledger([*WAGES[:-1], "=800000+12300"], OFFICE, PROJECT)))

    assert "“支出”第2行，金额“=800000+12300”：公式" in message


def test_every_complaint_names_sheet_row_column_and_value_at_once():
    bad = [
        [UNIT, "21O1501", "30101", "一般公共预算", "人员", None, 5], [UNIT, "2101501", "302", "自筹款", "公用", None, "五元"],
        [UNIT, "2101501", "30201", "一般公共预算", "基本支出", None, -5],
    ]  # fmt: skip
    message = complaints(book(ledger(*bad)))

    for place in (
        "“支出”第2行，功能科目“21O1501”", "“支出”第3行，资金来源“自筹款”", "“支出”第3行，金额“五元”",
        "“支出”第4行，支出类别“基本支出”：支出行须分清人员和公用", "“支出”第4行，金额“-5”：金额不能为负",
    ):  # fmt: skip
        assert place in message


# ---- what looks wrong ------------------------------------------------------------------------------------------------


def doubted(*spent, paid=None):
    rows = spent or (WAGES, OFFICE, PROJECT)
    paid = paid if paid is not None else sum(Decimal(str(row[6])) for row in rows)
    return said(total(book(ledger(*rows, paid=paid)))[1])


def test_a_ledger_that_is_fine_raises_no_doubt():
    small = [*OFFICE[:2], "30204", *OFFICE[3:6], 36.5]
    words = doubted(WAGES, OFFICE, PROJECT, small, [*OFFICE[:2], "30112", "一般公共预算", "人员", None, 88])

    assert not any(word in words for word in ("疑似", "过小", "重复", "悬殊", "合计行", "不像"))


def test_amounts_in_wan_are_suspected():
    assert "疑似以万元填列" in doubted(*([*row[:-1], amount] for row, amount in ((WAGES, 81.23), (OFFICE, 6.41), (PROJECT, 24))))
    assert "支出|2|“支出”第2行：科目30101全年只有81.23元" in doubted([*WAGES[:-1], 81.23], OFFICE, PROJECT)
    assert "项目“基金监管”全年只有24.00元" in doubted(WAGES, OFFICE, [*PROJECT[:-1], 24])


def test_lines_alike_and_lines_like_totals_are_told_with_their_rows():
    assert "“支出”第2行、第5行：各栏内容完全相同" in doubted(WAGES, OFFICE, PROJECT, WAGES)
    assert "第5行：金额1116450.50元恰为其余各行之和" in doubted(WAGES, OFFICE, PROJECT, [*PROJECT[:5], "总项目", WHOLE])


def test_another_agency_and_another_year_are_told():
    assert "不像是一家" in said(total(book(ledger()), agency="白鹭市财政局")[1])
    sheets = {name: [["2023年度预算台账"], *rows] for name, rows in ledger().items()}
    assert "台账写的是2023年，编制的是2024年" in said(total(book(sheets))[1])


def test_what_only_some_lines_state_is_told_with_the_others():
    header = [*SPENT, "上年数"]
    sheets = ledger([*WAGES, 800_000], [*OFFICE, None], [*PROJECT, 300], header=header)
    sheets["收入"] = [["单位", "资金来源", "金额", "上年数"], [UNIT, "一般公共预算", WHOLE, 800_300]]
    words = said(total(book(sheets))[1])

    assert "部分支出行没有填“上年数”" in words
    assert "“支出”第3行。" in words
    assert "“支出”第4行：金额240000.00元与上年数300.00元相差悬殊" in words


# ---- unknown is not zero ---------------------------------------------------------------------------------------------


def accounts(**columns):
    line = {"类型": "支出", "单位": UNIT, "功能科目": "2101501", "资金来源": "一般公共预算", "支出类别": "公用"}
    spent = [{**line, "部门经济科目": "30217", "金额": "6800"}, {**line, "部门经济科目": "30201", "金额": "51200"}]
    for name, values in columns.items():
        for row, value in zip(spent, values, strict=True):
            row[name] = value
    return pd.DataFrame([*spent, {**line, "类型": "收入", "支出类别": "", "金额": "58000"}])


def test_a_budget_that_nobody_states_is_neither_printed_nor_told_nor_judged():
    document = mb.compile_final_accounts(accounts(), agency=UNIT, year=2023)
    text = "\n".join(s.text for part in document.sections for child in part.children for s in (child, *child.children))
    planned = next(row for row in document[mb.forms.FinalThreePublics] if row.measure == "budget")

    assert list(planned.figures()) == []
    assert "预算数为" not in text
    assert "预算为" not in text
    assert "完成" not in text
    assert "支出决算为0.68万元" in text
    assert {"台账没有填年初预算", "台账没有填全年预算"} <= {n.message.partition("，")[0] for n in document.notes}
    assert mb.check(document).errors == ()


def test_one_line_without_a_budget_leaves_only_its_own_figure_open():
    document = mb.compile_final_accounts(accounts(年初预算=[None, "50000"]), agency=UNIT, year=2023)
    planned = next(row for row in document[mb.forms.FinalThreePublics] if row.measure == "budget")

    assert planned.reception is None
    assert planned.total is None
    assert planned.abroad is not None
    assert "部分支出行没有填“年初预算”" in said(document)


# ---- exports -----------------------------------------------------------------------------------------------------------


GRID = [
    "预算单位", "项目类别", "项目名称", "支出功能分类", "部门预算经济分类", "资金性质", "预算金额", "公共预算拨款", "其他自有资金",
    "上年结转",
]
OWN, CENTRE, GENERAL = "408001-青禾县医疗保障局", "408002-青禾县医保中心", "111-一般公共预算资金"
ROWS = [
    [OWN, "1-人员类", "人员经费", "2101501-行政运行", "30101-基本工资", GENERAL, 500_000, 500_000, None, None],
    [OWN, "31-部门预算项目", "监管", "2101505-政策", "30227-委托", GENERAL, 90_000, 70_000, None, 20_000],
    [CENTRE, "31-部门预算项目", "窗口", "2101506-经办", "30226-劳务费", "39-其他收入资金", 60_000, None, 60_000, None],
]  # fmt: skip
PAID = [
    ["预算单位", "收入项目类别", "本年收入总计"], [OWN, "一般公共预算拨款收入", 570_000], [CENTRE, "其他收入", 60_000],
]  # fmt: skip


def grid(rows=ROWS, header=GRID):
    return book({"支出预算": [["2024年支出预算"], header, *rows], "收入预算": PAID})


def test_a_platform_grid_becomes_lines_by_fund_with_its_carry_over():
    loaded = mb.load_ledger(grid())
    spent = [(x.unit_code, x.functional, x.source, x.purpose, x.project, x.amount) for x in loaded.lines if x.kind == "expenditure"]
    carried = [(x.unit_code, x.functional, x.source, x.purpose, x.amount) for x in loaded.lines if x.kind == "carried_in"]

    assert loaded.problems == ()
    assert spent[1:] == [
        ("408001", "2101505", "general_public", "project", "监管", 9_000_000),
        ("408002", "2101506", "other_income", "project", "窗口", 6_000_000),
    ]  # fmt: skip
    assert carried == [("408001", "2101505", "general_public", "project", 2_000_000)]
    assert mb.check(mb.compile_budget(loaded, **CALL)).errors == ()


def test_a_grid_whose_columns_do_not_add_up_is_refused_by_row():
    wrong = [*ROWS[1][:6], 90_001, *ROWS[1][7:]]

    assert "“支出预算”第4行，预算金额“90001.00元”：与各资金栏之和" in complaints(grid([ROWS[0], wrong, ROWS[2]]))


def test_a_sum_of_a_grid_that_cannot_be_read_is_refused_by_row():
    wrong = [*ROWS[1][:6], "若干", *ROWS[1][7:]]

    assert "“支出预算”第4行，预算金额“若干”：" in complaints(grid([ROWS[0], wrong, ROWS[2]]))


def test_money_of_an_insurance_fund_is_refused():
    header = [*GRID[:8], "社会保险基金预算资金", "上年结转"]

    assert "社会保险基金不是部门的钱" in complaints(grid(header=header))


@pytest.mark.skipif(not SHARED.exists(), reason="the shared samples are not here")
def test_both_workbooks_of_the_software_make_one_department_without_errors():
    files = [next((SHARED / "exports" / name).glob("36100*")) for name in ("final_software", "final_software_xls")]
    loaded = mb.load_ledger(files)
    document = mb.compile_final_accounts(loaded, agency="云溪市医疗保障局", year=2023)

    assert loaded.problems == ()
    assert loaded.year == 2023
    assert len({line.unit for line in loaded.lines}) == 2
    assert mb.check(document).errors == ()


@pytest.mark.skipif(not SHARED.exists(), reason="the shared samples are not here")
def test_the_software_prints_names_which_the_list_of_the_year_turns_into_codes(tmp_path):
    workbook = next((SHARED / "exports/final_software").glob("36100*"))
    (tmp_path / "2023年科目.csv").write_text("科目编码,科目名称\n30201,办公用品费\n", encoding="utf-8")
    official = mb.load_catalogue(tmp_path / "2023年科目.csv")
    named, listed = mb.load_ledger(workbook), mb.load_ledger(workbook, catalogue=official)

    assert {line.economic for line in named.lines} - {line.economic for line in listed.lines} == {"30201"}
    assert any("办公费" in str(problem) for problem in listed.problems)


# What the form of statistics of the final-accounts software says beside its counts.
STATISTICS = [
    ["机构运行信息表"], ["财决附03表"], [f"编制单位：{UNIT}", None, None, "2023年度", None, None, "金额单位：元"],
    ["项目", "行次", "预算数", "统计数", "项目", "行次", "统计数"],
    ["（一）支出合计", 1, 30_000, 21_500, "（一）行政单位", 22, 64_150.5],
    ["  1．因公出国（境）费", 2, 0, 0, "（二）参照公务员法管理事业单位", 23, 0],
    ["  3．公务接待费", 3, 30_000, 21_500, "（三）单价100万元以上设备（台，套）", 24, 0],
    ["    （1）国内接待费", 4, "—", 21_500, None, None, None],
]
SPENDING = [
    ["基本支出决算明细表"], ["财决05-1表"], [f"编制单位：{UNIT}", None, None, "2023年度", None, None, "金额单位：元"],
    ["科目编码", None, None, "科目名称", "合计", "工资福利支出", None],
    ["类", "款", "项", None, None, "小计", "基本工资"], ["栏次", None, None, None, 1, 2, 3],
    ["合计", None, None, None, 100, 100, 100], ["210", None, None, "卫生健康支出", 100, 100, 100],
    [None, "21015", None, "医疗保障管理事务", 100, 100, 100], [None, None, "2101501", "行政运行", 100, 100, 100],
]


def software():
    general = [["一般公共预算财政拨款基本支出决算明细表"], ["财决08-1表"], *SPENDING[2:]]
    return {"Z05_1": SPENDING, "Z08_1": general, "F03": STATISTICS}


def test_the_form_of_statistics_tells_the_budget_of_the_three_publics_and_what_the_unit_is():
    loaded = mb.load_ledger(book(software()))

    told = {line.item: line.budget for line in loaded.lines if line.kind == "outlay"}
    assert told == {"因公出国（境）费": 0, "公务接待费": 3_000_000}
    assert loaded.unit_kinds == {UNIT: "行政单位"}
    assert [line.count for line in loaded.lines if "设备" in line.item] == [0]


def test_what_the_software_does_not_hold_is_added_in_a_ledger_beside_it(tmp_path):
    (tmp_path / "决算.xlsx").write_bytes(book(software()))
    (tmp_path / "补充.xlsx").write_bytes(book({"说明": [["事项", "内容"], ["主要职能", "管理医疗保障基金。"]]}))

    loaded = mb.load_ledger([tmp_path / "决算.xlsx", tmp_path / "补充.xlsx"])

    assert {line.kind for line in loaded.lines} == {"expenditure", "outlay", "count", "text"}
    assert not any("没有读取" in note.message for note in loaded.notes)


def test_a_whole_outlay_says_its_budget_where_no_line_does():
    outlay = [["单位", "事项", "全年预算"], [UNIT, "公务接待费", 30_000], [UNIT, "公务用车购置费", 0], [UNIT, "公务用车运行维护费", 0],
              [UNIT, "因公出国（境）费", 0]]
    guests = [UNIT, "2101501", "30217", "一般公共预算", "公用", None, 21_500]
    income = [["单位", "功能科目", "资金来源", "金额"], [UNIT, "2101501", "一般公共预算", 21_500]]
    document = mb.compile_final_accounts(
        mb.load_ledger(book({"支出": [SPENT, guests], "收入": income, "三公": outlay})), agency=UNIT, year=2023, unit="元"
    )

    budget, final = (row for row in document[mb.forms.FinalThreePublics])
    assert (budget.reception.yuan, final.reception.yuan) == (30_000, 21_500)
    assert not any("没有填全年预算" in note.message for note in document.notes)


@pytest.mark.parametrize(("government", "kind"), [("50502", "事业单位"), ("50201", "行政单位"), (None, None)])
def test_the_government_subject_tells_what_kind_of_unit_spends(government, kind):
    header = [*SPENT, "政府经济科目"]
    loaded = mb.load_ledger(book(ledger([*OFFICE, government], header=header, paid=OFFICE[-1])))

    assert loaded.unit_kinds.get(UNIT) == kind
    document = mb.compile_budget(loaded, **CALL)
    assert ("没有写明" in said(document)) == (kind is None)
