"""Where only blanks or the order of words show the columns, a placement that labels or sums contradict is told."""

import pytest

import medinsure_budget as mb

HEAD = "云溪市医疗保障局2025年部门预算\n\n"
DOUBT = "本表各栏由文字的位置推定"


def doubts(text, suffix="txt"):
    notes = mb.read((HEAD + text).encode(), name=f"样本.{suffix}").notes
    return [note.message.removeprefix(DOUBT + "，") for note in notes if note.message.startswith(DOUBT)]


def cells(rows):
    return "\n\n".join(cell for row in rows for cell in row)


def barred(rows):
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def basic(*, teaching="3.00"):
    return [
        ["科目编码", "科目名称", "金额"],
        ["", "合计", "12.00"],
        ["301", "工资福利支出", "9.00"],
        ["30101", "基本工资", "6.00"],
        ["30102", "津贴补贴", teaching],
        ["302", "商品和服务支出", "3.00"],
        ["30201", "办公费", "3.00"],
    ]


CAPTION = "一般公共预算基本支出预算表\n\n单位：万元\n\n"


def test_an_amount_that_is_not_the_sum_of_its_parts_is_told_with_its_row():
    assert doubts(CAPTION + cells(basic())) == []
    assert doubts(CAPTION + cells(basic(teaching="8.00"))) == [
        "“301”（第19、25、31行）的金额与所属各行之和不符，所读的行或栏可能有误"
    ]


def test_where_marks_part_the_columns_a_wrong_sum_is_the_document_s_own():
    assert doubts(CAPTION + barred(basic(teaching="8.00"))) == []


def test_a_code_of_another_length_tells_nothing_of_sums():
    rows = basic()
    rows[4][0] = "3012"
    assert doubts(CAPTION + cells(rows)) == []


OVERVIEW = [
    ["收入", "", "支出", ""],
    ["项目", "预算数", "项目", "预算数"],
    ["一、财政拨款收入", "9.00", "一、一般公共服务支出", "5.00"],
    ["二、事业收入", "0.00", "二、教育支出", "4.00"],
    ["三、其他收入", "", "三、科学技术支出", ""],
    ["收入总计", "9.00", "支出总计", "9.00"],
]


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("二、教育支出", None),
        ("二、教育支出三、科学技术支出", "的名称由几行文字连成，金额属于其中哪一行不能确定"),
        ("本年小计结转下年", "的名称由几行文字连成，金额属于其中哪一行不能确定"),
        ("动经费四、", "不是本表式的行，名称可能与别的行或栏连在一起"),
        ("", "1行的金额没有行名，属于哪一行不能确定"),
        ("小计", "“小计”属于哪一组不能确定"),
    ],
)
def test_a_label_that_is_none_of_one_row_is_told(label, told):
    rows = [list(row) for row in OVERVIEW]
    rows[3][2] = label
    found = doubts("收支预算总表\n\n单位：万元\n\n" + cells(rows))
    assert [message for message in found if told and told in message] == found
    assert bool(found) == bool(told)


PROCUREMENT = """2025年政府采购预算表
部门：云溪市医疗保障局 单位：万元
采购品目大类 专项名称 经济科目 采购物品名称 采购组织形式 总计
合计 24.00
一、货物A 24.00
办公设备购置费 办公设备购置 24.00
台式计算机（20万以 政府集中采购 14.00
下）
复印机 分散自行组织 10.00
"""


def test_several_columns_of_names_that_nothing_parts_are_told_once():
    notes = mb.read((HEAD + PROCUREMENT).encode(), name="样本.txt").notes
    told = [note for note in notes if "名称栏在文字中已无分栏" in note.message]
    assert [note.kind for note in told] == ["unread"]
    assert "5个名称栏" in told[0].message


def test_blank_columns_and_rows_of_a_header_part_no_side_from_its_amounts():
    rows = [
        ["收支预算总表", "", "", "", "", "", "", "", ""],
        ["", "", "", "", "", "", "", "", ""],
        ["收入", "", "", "", "支出", "", "", "", ""],
        ["", "", "", "", "", "", "", "", ""],
        ["项目名称", "", "金额", "", "功能科目名称", "", "金额", "", ""],
        ["一、财政拨款", "", "9.00", "", "一、一般公共服务支出", "", "9.00", "", ""],
        ["收入合计", "", "9.00", "", "支出合计", "", "9.00", "", ""],
    ]
    document = mb.read((HEAD + "单位：万元\n\n" + barred(rows)).encode(), name="样本.txt")
    assert {(r["side"], r["header"]) for r in document.records()} == {("income", "收入/金额"), ("expenditure", "支出/金额")}


def test_a_total_whose_letters_stand_in_two_columns_is_one():
    rows = [["科目编码", "科目名称", "金额"], ["合", "计", "9.00"], ["301", "工资福利支出", "9.00"]]
    document = mb.read((HEAD + CAPTION + barred(rows)).encode(), name="样本.txt")
    assert [(row["label"], row["is_total"]) for row in document.records()] == [("合计", True), ("工资福利支出", False)]


def test_no_code_becomes_an_amount_where_an_amount_stands_in_a_name():
    rows = basic()
    rows[4][1] = "津贴补贴 3.00 302"
    document = mb.read((HEAD + CAPTION + cells(rows)).encode(), name="样本.txt")
    amounts = {str(money.amount) for sheet in document.sheets for row in sheet for _, money in row.figures()}
    assert not amounts & {"301", "302", "30101", "30102", "30201"}
    assert [note.line for note in document.notes if "没有读取" in note.message] == [35, 17]


def test_the_lines_of_the_parts_are_listed_with_a_total_that_they_contradict():
    (told,) = doubts(CAPTION + cells(basic(teaching="8.00")))
    assert "（第19、25、31行）" in told  # the total and its two parts: which is wrong, no sum tells


@pytest.mark.parametrize("name", ["贴补贴", "津贴补贴基本"])
def test_a_name_that_is_a_part_of_the_subject_s_or_more_than_it_is_told(name):
    rows = basic()
    rows[4][1] = name
    assert doubts(CAPTION + cells(rows)) == ["“30102”的名称与编码所指的科目不全相同，名称或金额可能有一部分是邻行的"]


def test_a_table_of_no_known_form_lists_all_its_rows():
    rows = [["事由", "地点", "金额"], ["开会", "东城", "3.00"], ["培训", "西城", "4.00"], ["调研", "南城", "5.00"]]
    (told,) = doubts("外出情况明细表\n\n单位：万元\n\n" + cells(rows))
    assert told == "“开会/东城”、“培训/西城”、“调研/南城”（第13、19、25行）不属已知表式，所读的行和栏无从核对"


PURCHASES = [
    ["采购品目大类", "专项名称", "经济科目", "采购物品名称", "采购组织形式", "总计"],
    ["合计", "", "", "", "", "60.00"],
    ["一、货物", "", "", "", "", "60.00"],
    ["", "设备专项", "办公设备购置", "", "", "60.00"],
    ["", "", "", "计算机", "分散采购", "10.00"],
    ["", "", "", "打印机", "分散采购", "20.00"],
    ["", "", "", "家具", "分散采购", "20.00"],
    ["", "", "", "书架", "分散采购", "10.00"],
]


@pytest.mark.parametrize(
    ("at", "row", "told"),
    [
        (5, ["", "", "", "打印机分散采购", "", "20.00"], "“打印机分散采购”的名称由几栏的文字连成，不能分开"),
        (4, ["", "网络与机房", "", "", "", ""], "的上一行或下一行只有文字没有金额，名称可能只有一部分"),
    ],
)
def test_a_row_of_a_list_with_the_words_of_several_cells_or_a_part_of_them_is_told(at, row, told):
    caption = "政府采购支出预算表\n\n单位：万元\n\n"
    assert doubts(caption + cells(PURCHASES)) == []
    changed = [*PURCHASES[:at], row, *PURCHASES[at + (row[-1] != "") :]]
    assert any(told in doubt for doubt in doubts(caption + cells(changed)))
