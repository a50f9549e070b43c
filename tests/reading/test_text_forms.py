"""Tables in the text that converters write: words joined by single blanks, headers out of order, figures nobody can place."""

import pytest

import medinsure_budget as mb
from medinsure_budget.forms import Expenditure, FinalBasicExpenditure
from medinsure_budget.money import Money

BASIC = """云溪市医疗保障局2024年度部门决算
一般公共预算财政拨款基本支出决算表
单位：万元
经济分类 经济分类
科目名称 决算数 科目名称 决算数
科目编码 科目编码
301 工资福利支出 30.00 302 商品和服务支出 5.50
机关事业单位基本养老保
30108 10.00 30201 办公费 5.50
险缴费
30101 基本工资 20.00
人员经费合计 30.00 公用经费合计 5.50
"""
SPLIT = """云溪市医疗保障局2025年部门预算
2025年部门支出预算总表
编制部门：云溪市医疗保障局 单位：元
项目 支出预算
功能分类科目编码
功能分类科目名称 合计 基本支出 项目支出
类 款 项
210 卫生健康支出 650,000 450,000 200,000
210 15 医疗保障管理事务 650,000 450,000 200,000
项目 支出预算
功能分类科目编码
功能分类科目名称 合计 基本支出 项目支出
类 款 项
210 15 01 行政运行 450,000 450,000
210 15 02 一般行政管理事务 200,000 200,000
合计 650,000 450,000 200,000
"""


def read(text):
    return mb.read(text.encode(), name="样本.txt")


def test_blocks_of_codes_beside_each_other_are_read_code_by_code():
    sheet = read(BASIC)[FinalBasicExpenditure]

    assert [(row.code, row.amount) for row in sheet if row.code] == [
        ("301", Money("30.00", "万元")),
        ("302", Money("5.50", "万元")),
        ("30108", Money("10.00", "万元")),
        ("30201", Money("5.50", "万元")),
        ("30101", Money("20.00", "万元")),
    ]


def test_codes_in_parts_and_figures_without_decimals_over_a_repeated_header():
    sheet = read(SPLIT)[Expenditure]

    assert [row.code for row in sheet if row.code] == ["210", "21015", "2101501", "2101502"]
    assert (sheet["2101501"].basic, sheet["2101501"].project) == (Money(450_000, "元"), None)
    assert (sheet["2101502"].basic, sheet["2101502"].project) == (None, Money(200_000, "元"))
    assert sheet["21015"].name == "医疗保障管理事务"


def test_a_unit_behind_the_heading_of_items_that_run_downward():
    text = "云溪区审计局2018年预算\n2018年“三公”经费支出预算表\n项目\n预 算 数(万元)\n合计\n3.2\n公务接待费\n3.2\n"
    frame = read(text).to_frame()

    assert [*zip(frame["label"], frame["amount"], strict=True)] == [("合计", 32000), ("公务接待费", 32000)]


def test_figures_of_a_table_nobody_can_read_are_counted_and_are_no_prose():
    text = BASIC.replace("经济分类 经济分类\n科目名称 决算数 科目名称 决算数\n科目编码 科目编码", "甲乙丙丁\n戊己庚辛\n壬癸子丑")
    document = read(text)

    assert not document.sheets
    (note,) = [n for n in document.notes if "没有读取" in n.message]
    assert "7个金额" in note.message
    assert (note.line, note.place) == (4, "一般公共预算财政拨款基本支出决算表")
    assert not any("30.00" in section.text for section in document.sections)


def test_figures_without_any_title_are_counted_and_are_no_prose():
    document = read("云溪市医疗保障局2024年部门预算\n甲 1.00\n乙 2,000.00\n丙 3.00 4.50\n第一部分 说明\n本年收入1.00万元。\n")

    (note,) = [n for n in document.notes if "也不作正文" in n.message]
    assert ("4个金额" in note.message, note.line) == (True, 2)
    assert not any("2,000.00" in section.text for section in document.sections)
    assert [claim.amount for claim in document.claims] == [Money("1.00", "万元")]


SCRAMBLED = """云溪市医疗保障局2025年部门预算

2025年部门支出预算总表
编制部门：云溪市医疗保障局
单位：元
项目
功能分类科目编码
类
款
功能分类科目名称
合计
基本支出
卫生健康支出
650,000.00
450,000.00
200,000.00
医疗保障管理事务
650,000.00
450,000.00
200,000.00
450,000.00
210
210
15
项
支出预算
项目支出
210
15
01
行政运行
450,000.00
210
15
02
一般行政管理事务
200,000.00
200,000.00
合计
650,000.00
450,000.00
200,000.00
"""


def test_rows_out_of_order_are_told_by_names_codes_and_sums():
    document = read(SCRAMBLED)
    sheet = document[Expenditure]

    found = {row.code: (row.total, row.basic, row.project) for row in sheet}
    both = tuple(Money(n, "元") for n in (650_000, 450_000, 200_000))
    assert found == {
        "210": both,
        "21015": both,
        "2101501": (Money(450_000, "元"), Money(450_000, "元"), None),
        "2101502": (Money(200_000, "元"), None, Money(200_000, "元")),
        "": both,
    }
    assert any("次序已乱" in note.message for note in document.notes)


LATE = """\
{title}
类
款
功能分类科目名称
合计
基本支出
项
支出预算
项目支出
850,000.00
450,000.00
400,000.00
医疗保障管理事务
650,000.00
450,000.00
200,000.00
210
210
15
210
15
1
行政运行
450,000.00
450,000.00
0.00
210
15
2
一般行政管理事务
200,000.00
0.00
200,000.00
其他卫生健康支出
200,000.00
0.00
200,000.00
其他卫生健康支出
200,000.00
0.00
200,000.00
210
99
210
99
99
卫生健康支出
合计
850,000.00
450,000.00
400,000.00
"""


def test_a_class_written_after_its_subjects_and_codes_of_one_digit_are_told_by_their_neighbours():
    document = read(LATE.format(title=SCRAMBLED.partition("\n类\n")[0]))
    rows = [(row.code, row.name, row.total, row.project) for row in document[Expenditure]]

    assert [(code, name, str(total.amount), str(project.amount)) for code, name, total, project in rows] == [
        ("210", "卫生健康支出", "850000.00", "400000.00"),
        ("21015", "医疗保障管理事务", "650000.00", "200000.00"),
        ("2101501", "行政运行", "450000.00", "0.00"),
        ("2101502", "一般行政管理事务", "200000.00", "200000.00"),
        ("21099", "其他卫生健康支出", "200000.00", "200000.00"),
        ("2109999", "其他卫生健康支出", "200000.00", "200000.00"),
        ("", "合计", "850000.00", "400000.00"),
    ]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("15\n02\n", "15\n03\n"), ("一般行政管理事务", "云溪事务"), ("行政运行\n450,000.00", "行政运行\n450,001.00")],
    ids=["another code is printed", "an unknown name", "sums that do not hold"],
)
def test_rows_out_of_order_that_do_not_agree_are_not_read(right, wrong):
    document = read(SCRAMBLED.replace(right, wrong))

    assert not document.sheets
    assert any("没有读取" in note.message for note in document.notes)


def test_the_last_figures_of_pages_are_no_running_foot():
    page = "项目 预算数\n甲{n} 1,00{n}\n1,23{n},567"
    document = read("\f".join(page.format(n=n) for n in range(1, 6)))

    assert not any("页眉页脚" in note.message and "567" in note.message for note in document.notes)


DOWNWARD = """某某局2017年部门预算

六、财政拨款基本支出预算表
部门：

某某局

{header}

301

工资福利支出

30101

基本工资

20.00

30104

其他社会保障缴费

5.00

302

商品和服务支出

15.00

30201

办公费

15.00

25.00
"""


@pytest.mark.parametrize(
    "header",
    [
        "科目编码\n\n科目名称\n合计\n\n单位：万元\n\n金额\n40.00",
        "经济科目编码\n\n单位：万元\n科目名称\n\n金额\n\n合计\n\n40.00",
        "科目编码\n\n科目名称\n\n单位：万元\n\n金额\n\n合\n\n计\n\n40.00",
    ],
)
def test_a_unit_and_the_first_row_among_the_words_of_a_header_belong_where_they_do(header):
    document = mb.read(DOWNWARD.format(header=header).encode(), name="样本.txt")
    frame = document.to_frame()
    assert [*zip(frame["code"], frame["printed"], strict=True)] == [
        ("", "40.00"), ("301", "25.00"), ("30101", "20.00"), ("30104", "5.00"), ("302", "15.00"), ("30201", "15.00"),
    ]  # fmt: skip
    # The unit is the printed one, not one told by other tables.
    assert set(frame["unit"]) == {"万元"}
    assert not any("没有印金额单位" in note.message for note in document.notes)
