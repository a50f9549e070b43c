"""What stands above a table: its statements in any order, beside lines that nobody knows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import medinsure_budget as mb
from medinsure_budget.errors import UnknownUnitError
from medinsure_budget.evidence import Line, Wrapped
from medinsure_budget.lexicon import extended
from medinsure_budget.money import Money, Unit, total
from medinsure_budget.reading.tables.captions import read_caption
from medinsure_budget.reading.tables.statements import statements

TITLE = "2024年部门支出预算总表"
STATED = ["单位：万元", "公开03表", "编制部门：云溪市医疗保障局"]
STRANGERS = ["填报日期：2024年2月1日", "本表由财务科汇总", "注：本表不含上年结转。", "制表人：甲　　审核人：乙"]
GRID = "科目编码\t科目名称\t总计\n\t合计\t{0}.10\n210\t卫生健康支出\t{0}.10\n"


@given(st.permutations([*STATED, *STRANGERS]), st.integers(0, 2))
def test_statements_are_found_in_any_order_beside_strangers(lines, above):
    caption = read_caption([Line(text) for text in (*STATED[:above], TITLE, *lines)])

    assert (caption.title, caption.unit, caption.agency, caption.year) == (TITLE, Unit.WAN, "云溪市医疗保障局", 2024)
    assert caption.number == "公开03表"


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("单位：万元", Unit.WAN),
        ("（单位:万元）", Unit.WAN),
        ("金额单位：万", Unit.WAN),
        ("货币单位：人民币元", Unit.YUAN),
        ("计量单位：百元", Unit.BAI),
        ("单位：百万元", Unit.BAIWAN),
        ("单位：万元、%", Unit.WAN),
        ("单位：万元，%", Unit.WAN),
        ("单位：万元/人", Unit.WAN),
        ("單位：萬元", Unit.WAN),
        ("Unit: 万元", Unit.WAN),
        ("单 位：千 元", Unit.QIAN),
        ("云溪市医疗保障局（部门） 2024年 亿元", Unit.YI),
        ("2024年部门支出预算总表（万元）", Unit.WAN),
        ("注：表中金额单位均为万元。", Unit.WAN),
        ("（以万元为单位）", Unit.WAN),
        ("本表金额单位均为千元", Unit.QIAN),
        ("单位：万美元", Unit.UNKNOWN),
    ],
)
def test_a_unit_is_read_however_it_is_printed(printed, unit):
    assert [s.unit for s in statements(printed) if s.kind == "unit"] == [unit]


@pytest.mark.parametrize("words", ["项目", "本年预算数", "其中：财政拨款", "单位", "单位名称", "单位：云溪市第三中学", "10人"])
def test_other_words_are_no_unit(words):
    assert not [s for s in statements(words) if s.kind == "unit"]


@pytest.mark.parametrize("remarks", [["（口径：不含上年结转）"], ["（不含上年结转）", "（含代管资金）"]])
def test_remarks_in_brackets_hide_no_title(remarks):
    caption = read_caption([Line(text) for text in (TITLE, "单位：万元", *remarks)])

    assert (caption.title, caption.unit) == (TITLE, Unit.WAN)


def test_a_table_takes_no_title_from_a_list_of_tables():
    lines = ["收入预算总表", "支出预算总表", "说明情况", "单位：元"]

    assert read_caption([Line(text) for text in lines]).title == ""


def test_cells_are_split_at_line_breaks():
    html = (
        "<table border=1><tr><td colspan=3>2024年部门支出预算总表<br>云溪市医疗保障局<br>单位：千元</td></tr>"
        "<tr><td>科目编码</td><td>科目名称</td><td>总计</td></tr><tr><td></td><td>合计</td><td>5.10</td></tr>"
        "<tr><td>210</td><td>卫生健康支出</td><td>5.10</td></tr></table>"
    )
    (sheet,) = mb.read(html.encode(), name="a.html").sheets

    assert (sheet.title, sheet.agency, sheet.unit) == (TITLE, "云溪市医疗保障局", Unit.QIAN)
    assert Wrapped("ab", ("a", "b")) == "ab"


@pytest.mark.parametrize("title", ["2024年部门支出预<br>算总表", "第四部分 附表<br>2024年部门支出预算总<br>表"])
def test_a_title_wrapped_in_its_cell_is_one_title(title):
    html = (
        f"<table border=1><tr><td colspan=3>{title}<br>部门：云溪市医疗保障局 单位：千元</td></tr>"
        "<tr><td>科目编码</td><td>科目名称</td><td>总计</td></tr><tr><td></td><td>合计</td><td>5.10</td></tr>"
        "<tr><td>210</td><td>卫生健康支出</td><td>5.10</td></tr></table>"
    )
    (sheet,) = mb.read(html.encode(), name="a.html").sheets

    assert (sheet.form.__name__, sheet.title, sheet.unit) == ("Expenditure", TITLE, Unit.QIAN)


def test_a_foreign_unit_is_said_and_never_taken_from_sister_tables():
    text = "".join(f"2024年部门{name}总表\n单位：{unit}\n\n{GRID.format(123)}\n" for name, unit in (
        ("支出预算", "万元"), ("支出预算", "万元"), ("支出预算", "万美元")))  # fmt: skip
    document = mb.read(text.encode(), name="a.md")

    assert [sheet.unit for sheet in document.sheets] == [Unit.WAN, Unit.WAN, Unit.UNKNOWN]
    assert any("不是人民币" in note.message for note in document.notes)


def test_an_unknown_unit_keeps_digits_and_sums_but_no_worth():
    document = mb.read(f"2024年部门支出预算总表\n\n{GRID.format(123)}".encode(), name="a.md")
    row = document.sheets[0]["210"]

    assert total([row.total, row.total]) == Money("246.20", Unit.UNKNOWN)
    assert row.total != Money("123.10", "元")
    with pytest.raises(UnknownUnitError):
        _ = row.total.yuan
    frame = document.to_frame()
    assert frame["amount"].isna().all()
    assert list(frame["printed"]) == ["123.10", "123.10"]
    assert document.to_frame("fen")["amount"].isna().all()
    assert sum("单位不明" in note.message for note in document.notes) == 1
    assert mb.check(document).evaluations


def test_two_sister_tables_make_a_custom_and_one_of_other_figures_does_not():
    def units(*amounts: int) -> list[Unit]:
        texts = [f"2024年部门支出预算总表\n单位：千元\n\n{GRID.format(n)}\n" for n in amounts]
        texts.append(f"2024年一般公共预算支出表\n\n{GRID.format(777)}\n")
        return [sheet.unit for sheet in mb.read("".join(texts).encode(), name="a.md").sheets]

    assert units(123)[-1] is Unit.UNKNOWN
    assert units(123, 456)[-1] is Unit.QIAN


def test_a_whole_table_in_the_wrong_unit_is_one_note():
    rows = "\n".join(f"2101{n:02}\t卫生健康支出\t1{n}3.7{n}\t1{n}1.2{n}" for n in range(1, 6))
    table = f"\n科目编码\t科目名称\t总计\t项目支出\n{rows}\n\n"
    text = f"2024年部门支出预算总表\n单位：万元\n{table}2024年一般公共预算支出表\n单位：元\n{table}"
    notes = [note.message for note in mb.read(text.encode(), name="a.md").notes if "可能有误" in note.message]

    assert len(notes) == 1
    assert "10的4次方" in notes[0]


def test_a_word_added_to_the_lexicon_reads_in_a_caption():
    with extended(MEASURED="银两", TABLE="一览", TABLE_TOPIC="俸禄", FILLED_IN="誊写"):
        caption = read_caption([Line("2024年俸禄一览"), Line("誊写单位：云溪市医疗保障局　　银两单位：万元")])

    assert (caption.title, caption.agency, caption.unit) == ("2024年俸禄一览", "云溪市医疗保障局", Unit.WAN)


def test_a_word_added_to_the_lexicon_reads_in_a_heading_and_in_the_profile():
    text = "一、主要勾当\n\n负责药材。\n\n二、预算情况\n\n共有驽车3辆。\n"
    plain = mb.read(text.encode(), name="a.md")
    with extended(DUTY="勾当", VEHICLE="驽车"):
        known = mb.read(text.encode(), name="a.md")

    assert plain.profile is None
    assert known.profile.vehicles.total == 3
    assert known.profile.functions.introduction == "负责药材。"


def test_a_performance_form_without_a_unit_has_no_worth():
    form = (
        "项目支出绩效自评表\n\n项目名称\t医保宣传\n主管部门\t云溪市医疗保障局\n\t年初预算数\t全年预算数\t全年执行数\n"
        "年度资金总额\t10.50\t10.50\t9.50\n一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n"
        "产出指标\t数量指标\t宣传次数\t≥5次\t6次\t50\t50\n"
    )
    document = mb.read(form.encode(), name="a.md")
    frame = document.to_frame()

    assert list(frame["printed"]) == ["10.50", "10.50", "9.50"]
    assert frame["amount"].isna().all()
    assert sum("单位不明" in note.message for note in document.notes) == 1
