"""Text without columns whose labels and figures were wrapped around the rest of their row."""

from itertools import groupby

import pytest

import medinsure_budget as mb
from medinsure_budget.evidence import Line
from medinsure_budget.reading.flattened.tokens import tokens_of
from medinsure_budget.reading.flattened.wrapped import centred, listed

HEAD = "云溪市医疗保障局2022年度部门决算\n\n"
OVERVIEW = """2022年度财政拨款收入支出决算总表
公开04表
部门：云溪市医疗保障局 金额单位：万元
收入 支出
政府性
国有资本经
一般公共预 基金预
项目 行次 金额 项目 行次 合计 营预算财政
算财政拨 算财政
拨款
款 拨款
栏次 1 栏次 2 3 4 5
一、一般公共预算财 一、一般公共服务支
1 62834.31 4 4740.37 4740.37 0.00 0.00
政拨款 出
二、政府性基金预算
2 0.00 二、外交支出 5 158093.94 158093.94 0.00 0.00
财政拨款
"""
TOTAL = """{above}
本年收入合计 3 本年支出合计 6 {row}
{below}
"""
INCOME = """2022年度收入决算表
公开02表
部门：云溪市医疗保障局 金额单位：万元
支出功能分类科目编码 科目名称 本年收入合计 财政拨款收入 上级补助收入 事业收入 经营收入 附属单位上缴收入 其他收入
栏次 1 2 3 4 5 6 7
{above}
合计 {row}
{below}
201 一般公共服务支出 {first}
20101 人大事务 {first}
2010150 事业运行 {first}
208 社会保障和就业支出 {second}
20801 人力资源和社会保障管理事务 {second}
2080101 行政运行 {second}
"""


def read(text):
    return mb.read((HEAD + text).encode(), name="样本.txt")


def rows(document):
    return {(row.name, name): str(money.amount) for sheet in document.sheets for row in sheet for name, money in row.figures()}


def unread(document):
    return [note.message for note in document.notes if note.kind == "unread" and "没有读取" in note.message]


def test_labels_wrapped_around_their_figures_come_back_into_their_rows():
    text = OVERVIEW + TOTAL.format(above="62834.3 162834.3 162834.3", row="0.00 0.00", below="1 1 1")
    found = rows(read(text))
    assert found["一、一般公共预算财政拨款", "amount"] == "62834.31"
    assert found["一、一般公共服务支出", "amount"] == "4740.37"
    assert found["二、政府性基金预算财政拨款", "amount"] == "0.00"
    assert found["二、外交支出", "from_general_public"] == "158093.94"
    assert found["本年收入合计", "amount"] == "62834.31"
    assert found["本年支出合计", "amount"] == "162834.31"


def income(above, row, below, second="98.76 98.76 0.00 0.00 0.00 0.00 0.00"):
    first = "123456.78 120000.00 0.00 3456.78 0.00 0.00 0.00"
    return INCOME.format(above=above, row=row, below=below, first=first, second=second)


def test_broken_figures_stand_where_the_rows_below_add_up_to_them():
    found = rows(read(income("123555.5 120098.7", "0.00 3456.78 0.00 0.00 0.00", "4 6")))
    assert found["合计", "total"] == "123555.54"
    assert found["合计", "appropriation"] == "120098.76"
    assert found["合计", "service_income"] == "3456.78"


def test_the_row_of_broken_figures_that_fit_into_no_column_is_not_read_with_a_note():
    document = read(income("123555.5 120098.7", "0.00 3456.78 0.00 0.00 0.00", "4 6", "98.76 0.00 98.76 0.00 0.00 0.00 0.00"))
    found = rows(document)
    assert not [name for name, _ in found if name == "合计"]
    assert found["人大事务", "total"] == "123456.78"
    (told,) = unread(document)
    assert told == "“合计”行有2个金额断成上下两截，在行中的次序不能确定，该行7个金额没有读取"
    assert len(document.accounting.unread) == 7  # five whole figures and the beginnings of two


def test_a_line_of_digits_that_are_not_all_rests_is_none():
    document = read(income("123555.5 120098.7", "0.00 3456.78 0.00 0.00 0.00", "4 6 7"))
    assert ("合计", "total") not in rows(document) or "123555.54" not in rows(document).values()


@pytest.mark.parametrize(
    ("lines", "labels"),
    [
        (["甲乙", "丙", "9.00 4.00", "丁", "戊", "己", "7.00 4.00", "庚"], ["甲乙丙丁戊", "己庚"]),
        (["合计 9.00 4.00", "甲乙", "丙丁 7.00 4.00", "戊己", "庚 2.00 0.00"], ["合计", "甲乙丙丁戊己", "庚"]),
        (["甲乙", "201 9.00 4.00", "丙丁", "20101 戊 9.00 4.00"], ["甲乙丙丁", "戊"]),
        (["甲", "201 03 99 9.00 4.00", "乙"], ["甲乙"]),
    ],
)
def test_figures_stand_at_the_middle_of_the_lines_of_their_label(lines, labels):
    tokens = centred(tokens_of(Line(text, number) for number, text in enumerate(lines, 1)))
    assert ["".join(t.text for t in row if not t.is_number) for _, row in groupby(tokens, key=lambda t: t.line)] == labels
    assert [t.text for t in tokens if t.is_number] == [p for text in lines for p in text.split() if p[0].isdecimal()]


@pytest.mark.parametrize("lines", [["甲", "9.00 4.00", "乙", "丙"], ["甲", "9.00 4.00", "7.00 4.00", "乙"], ["甲 9.00", "乙"], ["甲"]])
def test_where_the_lines_of_labels_do_not_come_out_nothing_is_moved(lines):
    tokens = tokens_of(Line(text, number) for number, text in enumerate(lines, 1))
    assert centred(tokens) == tokens


@pytest.mark.parametrize(
    ("lines", "labels"),
    [
        (["打印机（20 万以上） 集中采购 9.00", "家具 分散采购 7.00"], ["打印机（20 万以上）/集中采购", "家具/分散采购"]),
        (["一、货物 A 9.00", "设备专项", "设备购置 9.00", "经费"], ["一、货物 A", "设备专项经费/设备购置"]),
        (["网络与", "机房专项 信息网络", "9.00", "维护 购置更新", "经费"], ["网络与机房专项维护经费/信息网络购置更新"]),
        (["租赁服务", "（不带操作 分散采购 9.00", "员）"], ["租赁服务（不带操作员）/分散采购"]),
    ],
)
def test_the_cells_of_a_row_of_a_list_are_parted_by_blanks_and_joined_around_their_figures(lines, labels):
    tokens = listed(tokens_of(Line(text, number) for number, text in enumerate(lines, 1)))
    assert [t.text for t in tokens if not t.is_number] == labels


def test_a_wrapped_name_stands_behind_all_parts_of_its_code():
    tokens = centred(tokens_of(Line(text, number) for number, text in enumerate(["甲", "201 03 99 9.00 4.00", "乙"], 1)))
    assert [token.text for token in tokens] == ["201", "03", "99", "甲乙", "9.00", "4.00"]
