"""Tables as other agencies and other places print them: what is read, and what is said of the rest."""

import pytest

import medinsure_budget as mb

HEAD = "青山县林业局2025年部门预算"
TITLE = "2025年“三公”经费预算表"
HEADER = ("项目", "上年预算", "本年预算")
ROWS = (("合计", "9.00", "8.00"), ("公务接待费", "2.00", "1.50"), ("公务用车运行维护费", "7.00", "6.50"))


def page(*parts):
    """A web page of paragraphs and tables."""
    shown = [f"<p>{part}</p>" if isinstance(part, str) else _table(part) for part in parts]
    return mb.read(("<html><body>" + "".join(shown) + "</body></html>").encode(), name="页.html")


def _table(rows):
    cells = [[cell if isinstance(cell, tuple) else (cell, 1, 1) for cell in row] for row in rows]
    return "<table>" + "".join(
        "<tr>" + "".join(f"<td colspan={across} rowspan={down}>{text}</td>" for text, across, down in row) + "</tr>" for row in cells
    ) + "</table>"  # fmt: skip


def plain(lines):
    """A text of lines."""
    return mb.read("\n".join(lines).encode(), name="页.txt")


def amounts(document):
    """The amounts in 元 by label and the last word of the column."""
    rows = document.to_frame().to_dict("records")
    return {
        (row["label"], row["header"].rpartition("/")[2]): row["amount"]
        for row in rows
        if row["amount"] == row["amount"]
    }


def notes(document):
    return " ".join(note.message for note in document.notes)


PUBLIC = {
    (label, column): float(text) * 10000
    for label, *texts in ROWS
    for column, text in zip(HEADER[1:], texts, strict=True)
}


@pytest.mark.parametrize("unit", ["元/人", "元／亩", "元/生·年"])
def test_an_amount_for_each_thing_has_the_unit_of_its_own_header(unit):
    rows = [["项目", "金额", f"标准（{unit}）"], ["补助", "25.00", "125"], ["合计", "25.00", ""]]
    frame = page(HEAD, "2025年补助预算表", "单位：万元", rows).to_frame()
    assert sorted(frame["amount"]) == [125, 250000, 250000]


def test_a_column_of_units_says_which_rows_are_money():
    rows = [
        ["指标", "单位", "数值"],
        ["预算支出", "万元", "880.50"],
        ["办公用房", "平方米", "2300"],
        ["维修费", "元", "4500"],
    ]
    document = page(HEAD, "2025年预算指标表", rows)
    assert amounts(document) == {("预算支出", "数值"): 8805000, ("维修费", "数值"): 4500}
    assert "“办公用房”是数量" in notes(document)
    assert document.accounting.balanced
    assert not document.accounting.unread


@pytest.mark.parametrize("remark", ["注：本表金额以万元为单位。", "备注：以上金额单位均为万元。"])
def test_a_unit_told_below_the_table_counts(remark):
    document = page(HEAD, TITLE, [HEADER, *ROWS], remark)
    assert amounts(document) == PUBLIC
    assert "按表下所印的万元读取" in notes(document)


def test_a_table_in_yuan_is_told_by_a_text_in_wan():
    rows = [
        HEADER,
        ("合计", "91250", "81250"),
        ("公务接待费", "20150", "15150"),
        ("公务用车运行维护费", "71100", "66100"),
    ]
    told = "2025年“三公”经费预算8.125万元，其中公务接待费1.515万元，公务用车运行维护费6.61万元。"
    found = amounts(page(HEAD, TITLE, rows, "三公经费情况说明", told))
    assert found["合计", "上年预算"] == 91250


def test_labels_may_stand_behind_their_amounts_and_remarks_are_none():
    turned = [[*row[1:], row[0]] for row in [(*("经费类型", *HEADER[1:]),), *ROWS]]
    assert amounts(page(HEAD, "2025年经费预算表", "单位：万元", turned)) == PUBLIC
    remarked = [[*HEADER, "备注"], *([*row, "厉行节约"] for row in ROWS)]
    assert amounts(page(HEAD, TITLE, "单位：万元", remarked)) == PUBLIC


@pytest.mark.parametrize("head", ["支出内容", "费用项目"])
def test_a_group_beside_the_first_labels_is_no_header(head):
    rows = [
        [(head, 2, 1), "预算数"],
        [("工资", 1, 2), "在职", "50.00"],
        ["离休", "8.00"],
        [("公用", 1, 2), "水电", "3.00"],
        ["差旅", "2.00"],
    ]
    found = amounts(page(HEAD, "2025年基本支出明细表", "单位：万元", rows))
    assert found == {
        ("工资/在职", "预算数"): 500000,
        ("工资/离休", "预算数"): 80000,
        ("公用/水电", "预算数"): 30000,
        ("公用/差旅", "预算数"): 20000,
    }


def test_a_result_that_is_an_error_hides_no_other_amount():
    document = page(
        HEAD, TITLE, "单位：万元", [HEADER, ("合计", "#REF!", "8.00"), ("公务接待费", "#DIV/0!", "1.50"), ROWS[2]]
    )
    assert amounts(document) == {
        key: amount for key, amount in PUBLIC.items() if key not in {("合计", "上年预算"), ("公务接待费", "上年预算")}
    }
    assert "#REF!" in notes(document)


CUT = [("合计", "47.00", "45.00"), ("公务用车购置及", "40.00", "39.00")]


@pytest.mark.parametrize("rest", [[("运行维护费", "", ""), ("公务接待费", "7.00", "6.00")]])
def test_a_cut_name_of_an_item_is_put_together(rest):
    found = amounts(page(HEAD, TITLE, "单位：万元", [HEADER, *CUT], rest))
    assert found["公务用车购置及运行维护费", "本年预算"] == 390000
    assert ("公务用车购置及", "本年预算") not in found


def test_two_known_items_are_not_joined():
    found = amounts(
        page(
            HEAD,
            TITLE,
            "单位：万元",
            [HEADER, ROWS[0], ("公务用车购置及运行维护费", "", ""), ("运行维护费", "7.00", "6.50"), ROWS[1]],
        )
    )
    assert found["运行维护费", "本年预算"] == 65000


def test_a_row_whose_name_and_amounts_go_on_over_the_page():
    header = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
    above = [header, ["208", "社会保障和就业支出", "80.00", "80.00", ""], ["2080505", "机关事业单位基本养", "", "", ""]]
    document = page(
        HEAD,
        "2025年部门支出预算总表",
        "单位：万元",
        above,
        [["", "老保险缴费支出", "80.00", "80.00", ""], ["", "合计", "80.00", "80.00", ""]],
    )
    rows = document.to_frame()
    assert rows[rows["code"] == "2080505"]["label"].unique().tolist() == ["机关事业单位基本养老保险缴费支出"]


@pytest.mark.parametrize(
    "name",
    [
        "青山县应急管理局",
        "青山县物资供应总站",
        "临江自由贸易试验区管理委员会",
        "青山县档案局（青山县档案馆）",
        "中共青山县委党校（青山行政学院）",
    ],
)
def test_names_of_agencies_may_hold_words_of_sentences_and_a_second_name(name):
    document = page(f"{name}2025年部门预算", TITLE, "单位：万元", [HEADER, *ROWS])
    assert document.agency.name == name.replace("（", "(").replace("）", ")")


@pytest.mark.parametrize("date", ["二〇二六年九月", "二〇二六年十一月十五日", "2026年9月"])
def test_a_date_above_a_title_is_no_part_of_it(date):
    document = page("青山县林业局", "2025年部门预算", date, "“三公”经费支出表", "单位：万元", [HEADER, *ROWS])
    assert document.year == 2025
    assert [sheet.title for sheet in document.sheets] == ["“三公”经费支出表"]


@pytest.mark.parametrize(
    ("columns", "kind"),
    [
        (("预算数", "决算数"), "FinalAccounts"),
        (("2024年决算数", "2025年预算数"), "Budget"),
        (("上年决算数", "本年预算数"), "Budget"),
    ],
)
def test_where_no_title_says_the_kind_the_latest_columns_do(columns, kind):
    document = page("青山县林业局2025年", "“三公”经费及实物量统计表", "单位：万元", [("项目", *columns), *ROWS])
    assert type(document).__name__ == kind
    assert document.scope.kind != "nothing"


def text(*rows):
    return plain(["青山县文化馆2025年单位预算", "收支预算总表", "单位：元", *(cell for row in rows for cell in row)])


SIDES = (("项目", "预算数", "项目", "预算数"), ("财政拨款", "500000", "文化支出", "480000"), ("事业收入", "80000", "住房支出", "100000"),
         ("收入总计", "580000", "支出总计", "580000"))  # fmt: skip


def test_whole_amounts_side_by_side_one_cell_to_a_line():
    found = amounts(text(("收入", "支出"), *SIDES))
    assert found == {(row[at], "预算数"): int(row[at + 1]) for row in SIDES[1:] for at in (0, 2)}


def test_whole_amounts_that_make_no_table_are_said_to_be_unread():
    document = text(("收入", "支出"), *SIDES[:2], ("事业收入", "80000", "住房支出"), SIDES[3])
    assert not amounts(document)
    assert {unread.text for unread in document.accounting.unread} == {"500000", "480000", "80000", "580000"}
    assert document.accounting.balanced


def test_a_rate_between_whole_amounts_one_cell_to_a_line():
    rows = (
        "项目",
        "预算数",
        "完成率",
        "决算数",
        "合计",
        "90000",
        "88.9%",
        "80000",
        "公务接待费",
        "20000",
        "75%",
        "15000",
    )
    rows += ("公务用车运行维护费", "70000", "92.9%", "65000")
    found = amounts(plain(["青山县文化馆2024年度决算", "2024年度“三公”经费支出决算表", "单位：元", *rows]))
    assert found["合计", "决算数"] == 80000
    assert found["公务用车运行维护费", "预算数"] == 70000


@pytest.mark.parametrize("number", ["380000", "80000", "12345"])
def test_a_long_number_alone_is_no_page(number):
    document = plain(["青山县文化馆2025年单位预算", "总额", number])
    assert [unread.text for unread in document.accounting.unread] == [number]


@pytest.mark.parametrize(
    "caption", ["填报单位：青山县林业局　　2025年度　　金额单位：万元", "（2025年度）　单位：万元"]
)
def test_a_goal_form_takes_its_unit_from_the_line_above(caption):
    form = [
        ["项目名称", "森林防火"],
        ["主管部门", "青山县林业局"],
        ["年度资金总额", "56.00"],
        ["其中：财政拨款", "50.00"],
        ["年度目标", "不发生火灾"],
    ]
    form += [["一级指标", "二级指标", "三级指标", "指标值"], ["产出指标", "数量指标", "巡护里程", "3000公里"]]
    document = page(HEAD, "项目支出绩效目标表", caption, form)
    assert sorted(amounts(document).values()) == [500000, 560000]


def test_an_amount_in_a_goal_form_that_nobody_reads_is_no_count():
    form = [
        ["项目名称", "森林防火", ""],
        ["主管部门", "青山县林业局", ""],
        ["年度资金总额", "5,600.00", "3,333.00"],
        ["年度目标", "不发生火灾", ""],
    ]
    form += [["一级指标", "二级指标", "三级指标", "指标值"], ["产出指标", "数量指标", "巡护里程", "3000公里"]]
    document = page(HEAD, "项目支出绩效目标表", "单位：元", form)
    read = set(amounts(document).values())
    unread = {place.text for place in document.accounting.unread}
    assert (3333 in read) or "3333.00" in unread
    assert document.accounting.balanced


def test_codes_shown_with_thousands_are_codes():
    rows = [
        ["科目编码", "科目名称", "合计"],
        ["204", "公共安全支出", "10.00"],
        ["20,405", "法院", "10.00"],
        ["2,040,501", "行政运行", "10.00"],
    ]
    frame = page(HEAD, "2025年部门支出预算总表", "单位：万元", rows).to_frame()
    assert frame["code"].tolist() == ["204", "20405", "2040501"]


def test_a_third_panel_of_listed_labels_has_rows_of_its_own():
    rows = [
        ["收入项目", "预算数", "支出功能科目", "预算数", "用途", "金额"],
        ["一、拨款", "9.00", "一、教育支出", "8.00", "一、基本支出", "5.00"],
    ]
    rows += [
        ["二、其他收入", "1.00", "二、住房支出", "2.00", "二、项目支出", "5.00"],
        ["收入合计", "10.00", "支出合计", "10.00", "支出合计", "10.00"],
    ]
    found = amounts(page(HEAD, "2025年部门收支总表", "单位：万元", rows))
    assert found["一、基本支出", "金额"] == 50000
    assert found["二、住房支出", "预算数"] == 20000


def test_indicators_may_stand_below_two_levels_only():
    form = [
        ["项目名称", "社区矫正", "", "", ""],
        ["项目资金（万元）", "年初预算数", "全年预算数", "全年执行数", "执行率"],
    ]
    form += [
        ["年度资金总额", "50.00", "48.00", "47.50", "98.96%"],
        ["一级指标", "二级指标", "年度指标值", "实际完成值", "得分"],
    ]
    form += [["产出指标", "矫正人数", "120人", "118人", "9.8"], ["效益指标", "再犯率", "≤1%", "0.5%", "10"]]
    document = page("青山县司法局2024年度部门决算", "项目支出绩效自评表", "（2024年度）", form)
    assert sorted(amounts(document).values()) == [475000, 480000, 500000]
    (evaluation,) = document.performance.self_evaluations
    assert [indicator.name for indicator in evaluation.indicators] == ["矫正人数", "再犯率"]


def test_a_unit_below_that_contradicts_the_one_above_is_noted():
    document = page(HEAD, TITLE, "单位：万元", [HEADER, *ROWS], "注：本表单位为元。")
    assert amounts(document) == PUBLIC
    assert "印有不同的金额单位万元、元" in notes(document)


@pytest.mark.parametrize(
    ("head", "title", "line"),
    [
        ("青山县林业局2025财政年度预算公开", "“三公”经费预算表", "单位：万元"),
        (HEAD, "2024—2025年“三公”经费对比表", "单位：万元"),
        ("部门预算公开表", TITLE, "[317]青山县林业局　2025年度　单位：万元"),
    ],
)
def test_years_and_agencies_in_other_places(head, title, line):
    document = page(head, title, line, [HEADER, *ROWS])
    assert (document.year, document.agency.name) == (2025, "青山县林业局")


def test_words_under_amounts_that_hold_a_figure_are_unread():
    document = page(HEAD, TITLE, "单位：万元", [HEADER, ("合计", "9.00", "约8"), *ROWS[1:]])
    assert [place.text for place in document.accounting.unread] == ["8"]
    assert "“约8”不是金额" in notes(document)
