"""What converters write into grids that nobody printed, and the grids that they make of several."""

import pytest

from medinsure_budget.reading import read
from tests.reading.test_grids import HEADER, figures, html, markdown, said

ROWS = [
    ["2101501", "行政运行", "4.00", "4.00", ""],
    ["2101502", "一般行政管理事务", "5.00", "", "5.00"],
    ["", "合计", "9.00", "4.00", "5.00"],
]
PRINTED = [
    ("2101501", "行政运行", "合计", "4.00"), ("2101501", "行政运行", "基本支出", "4.00"),
    ("2101502", "一般行政管理事务", "合计", "5.00"), ("2101502", "一般行政管理事务", "项目支出", "5.00"),
    ("", "合计", "合计", "9.00"), ("", "合计", "基本支出", "4.00"), ("", "合计", "项目支出", "5.00"),
]  # fmt: skip
CAPTION = "云溪市医疗保障局2024年部门支出预算总表"


def comma(rows, name="样例.csv"):
    width = max(map(len, rows))
    lines = [",".join([*row, *[""] * (width - len(row))]) for row in rows]
    return read(("\n".join(lines) + "\n").encode("gb18030"), name=name)


@pytest.mark.parametrize("word", ["nan", "None", "NaN", "<NA>", "—", "-"])
def test_a_word_or_stroke_for_no_value_is_blank(word):
    rows = [[cell or word for cell in row] for row in [HEADER, *ROWS]]

    assert figures(markdown(*[rows])) == PRINTED
    assert figures(comma([[CAPTION, *[word] * 4], [word, word, word, word, "单位：万元"], *rows])) == PRINTED


def test_headers_of_a_data_frame_are_no_words_of_the_table():
    unnamed = [f"Unnamed: {c}" for c in range(5)]
    document = comma([unnamed, [CAPTION], ["", "", "", "", "单位：万元"], HEADER, *ROWS])

    assert figures(document) == PRINTED
    assert document.year == 2024
    assert said(document, "空值") == ["repaired"]


def test_numbers_of_rows_and_columns_from_0_are_taken_off():
    rows = [["", *"01234"], *[[str(r), *row] for r, row in enumerate([HEADER, *ROWS])]]
    document = markdown(rows)

    assert figures(document) == PRINTED
    assert said(document, "从0数起") == ["repaired"]
    sheet = enumerate([[CAPTION], ["单位：万元"], HEADER, *ROWS])
    assert figures(comma([["", *"01234"], *[[str(r), *row] for r, row in sheet]])) == PRINTED


def test_printed_numbers_of_rows_stay():
    document = markdown([["序号", "项目", "金额"], ["1", "会议费", "0"], ["2", "培训费", "1"], ["3", "合计", "1"]])

    assert figures(document) == [("", "会议费", "金额", "0"), ("", "培训费", "金额", "1"), ("", "合计", "金额", "1")]


def test_a_merged_row_whose_words_stand_in_each_column_is_said_once():
    document = comma([[CAPTION] * 5, ["单位：万元"] * 5, HEADER, *ROWS[:2], ["合计", "合计", "9.00", "4.00", "5.00"]])

    assert figures(document) == PRINTED


@pytest.mark.parametrize("header", [["科目编码", "", "", "名称", "合计"], ["类", "款", "项", "名称", "合计"]])
def test_the_parts_of_a_code_under_its_one_header_are_no_money(header):
    rows = [["210", "", "", "卫生健康支出", "9.00"], ["210", "15", "", "医疗保障管理事务", "9.00"]]
    document = markdown([header, *rows, ["210", "15", "01", "行政运行", "9.00"]])

    assert [(code, printed) for code, _, _, printed in figures(document)] == [("210", "9.00"), ("21015", "9.00"), ("2101501", "9.00")]


@pytest.mark.parametrize("sign", ["", " ", "-", "/", "<br>"])
def test_a_header_of_two_rows_in_one_keeps_its_groups(sign):
    groups = [f"本年支出{sign}{word}" for word in ("小计", "基本支出", "项目支出")]
    document = markdown([["科目编码", "科目名称", *groups], *ROWS])

    assert {header for _, _, header, _ in figures(document)} == {"本年支出/小计", "本年支出/基本支出", "本年支出/项目支出"}


def test_the_numbers_of_columns_behind_their_words_are_no_words():
    document = markdown([["科目编码", "科目名称 栏次", "合计 1", "基本支出 2", "项目支出 3"], *ROWS])

    assert figures(document) == PRINTED


def test_headers_that_begin_alike_and_are_words_of_their_own_stay_whole():
    document = markdown([["项目", "公务用车购置费", "公务用车运行费"], ["本级", "1.00", "2.00"]])

    assert [header for _, _, header, _ in figures(document)] == ["公务用车购置费", "公务用车运行费"]


def test_a_header_below_figures_begins_another_table():
    other = [["项目", "上年数", "预算数"], ["会议费", "1.00", "2.00"], ["培训费", "3.00", "4.00"]]
    found = figures(comma([[CAPTION], ["单位：万元"], HEADER, *ROWS, *other]))

    assert found[:-4] == PRINTED
    assert found[-4:] == [("", row[0], header, text) for row in other[1:] for header, text in zip(other[0][1:], row[1:], strict=True)]


def test_pages_of_one_sheet_may_have_other_columns_behind_their_numbers():
    spread = [[row[0], "", "", row[1], "", "", *row[2:]] for row in [HEADER, *ROWS[:1]]]
    document = comma([[CAPTION], ["单位：万元"], *spread, ["7"], ROWS[1], ["2101550", "事业运行", "1.00", "1.00", ""], ROWS[2], ["8"]])

    assert [f for f in figures(document) if f[1] != "事业运行"] == PRINTED


def test_tables_side_by_side_of_which_one_ends_early_have_their_own_titles():
    left = [[CAPTION], ["单位：万元"], HEADER, *ROWS]
    right = [["2024年会议费预算表", ""], ["单位：万元", ""], ["项目", "金额"], ["会议费", "1.00"]]
    rows = [[*row, *[""] * (6 - len(row)), *(right[r] if r < len(right) else ["", ""])] for r, row in enumerate(left)]
    document = comma([["云溪市医疗保障局2024年部门预算"], *rows])

    assert {(r["title"], r["label"]) for r in document.records()} == {
        *((CAPTION, label) for label in ("行政运行", "一般行政管理事务", "合计")), ("2024年会议费预算表", "会议费"),
    }  # fmt: skip


def test_a_row_of_counts_among_the_amounts_of_a_form_is_no_money():
    above = "云溪市医疗保障局2024年部门决算\n\n2024年度“三公”经费支出决算表\n\n单位：万元\n\n"
    rows = [["项目", "决算数"], ["合计", "3.00"], ["公务接待费", "3.00"], ["国内公务接待批次（个）", "40"], ["公务用车保有量（辆）", "4"]]
    document = html([[f"<td>{cell}</td>" for cell in row] for row in rows], above=above)

    assert [printed for _, _, _, printed in figures(document)] == ["3.00", "3.00"]
    assert said(document, "不是金额") == ["ignored", "ignored"]


def test_a_sheet_with_stars_in_its_header_is_no_markdown():
    document = comma([[CAPTION], ["单位：万元"], HEADER, ["**", "**", "1", "2", "3"], *ROWS])

    assert figures(document) == PRINTED


def test_years_alone_head_columns():
    document = markdown([["年份", "2023", "2024"], ["水费", "8.00", "8.20"], ["电费", "1.00", "1.10"]])

    assert [f[1:] for f in figures(document)] == [
        ("水费", "2023", "8.00"), ("水费", "2024", "8.20"), ("电费", "2023", "1.00"), ("电费", "2024", "1.10"),
    ]  # fmt: skip


@pytest.mark.parametrize("headers", [("收入", "支出"), ("收入项目", "支出功能科目"), ("来源", "去向")])
def test_words_beside_amounts_headed_as_before_name_rows_of_their_own(headers):
    rows = [["一、拨款", "9.00", "一、教育支出", "7.00"], ["合计", "9.00", "支出合计", "9.00"]]
    document = markdown([[headers[0], "金额", headers[1], "金额"], *rows])

    assert [(label, printed) for _, label, _, printed in figures(document)] == [
        ("一、拨款", "9.00"), ("合计", "9.00"), ("一、教育支出", "7.00"), ("支出合计", "9.00"),
    ]  # fmt: skip


def test_a_column_of_units_states_the_unit_of_each_row():
    above = "云溪市医疗保障局2024年部门预算\n\n2024年项目经费表\n\n"
    document = markdown([["项目", "计量单位", "金额"], ["监测", "万元", "48.00"], ["差旅", "元", "3200.00"]], above=above)

    assert [(r["label"], int(r["amount"])) for r in document.records()] == [("监测", 480000), ("差旅", 3200)]


def test_the_words_of_code_columns_below_the_total_are_the_rest_of_the_header():
    header = ["科目编码", "", "", "科目名称", "本年支出合计"]
    total, words = ["", "", "", "合计", "9.00"], ["类", "款", "项", "", ""]
    document = markdown([header, total, words, ["210", "", "", "卫生健康支出", "9.00"], ["210", "15", "01", "行政运行", "9.00"]])

    assert [(code, label) for code, label, _, _ in figures(document)] == [("", "合计"), ("210", "卫生健康支出"), ("2101501", "行政运行")]


def test_a_code_in_each_column_that_it_covers_is_one_code():
    rows = [["210", "210", "210", "卫生健康支出", "9.00"], ["2101501", "2101501", "2101501", "行政运行", "9.00"]]
    document = markdown([["类", "款", "项", "名称", "合计"], *rows, ["合计", "合计", "合计", "合计", "9.00"]])

    assert [(code, label) for code, label, _, _ in figures(document)] == [("210", "卫生健康支出"), ("2101501", "行政运行"), ("", "合计")]


def test_numbers_of_columns_beside_their_word_are_none_of_the_amounts():
    document = markdown([HEADER, ["类款项", "栏次", "1", "2", "3"], *ROWS])

    assert figures(document) == PRINTED


def test_years_with_their_word_head_columns_and_state_nothing():
    document = markdown([["", "2023年", "2024年"], ["水费", "8.00", "8.20"]])

    assert [f[1:] for f in figures(document)] == [("水费", "2023年", "8.00"), ("水费", "2024年", "8.20")]


def test_every_figure_of_tables_cut_from_one_sheet_has_its_term():
    sheet = [[CAPTION], ["单位：万元"], HEADER, *ROWS[:1], ["2101550", "事业运行", "1.00", "1.00", ""], ["5"]]
    document = comma([*sheet, *ROWS[1:], ["项目", "金额"], ["会议费", "1.00"], ["培训费", "2.00"], ["6"]])

    assert document.accounting.unread == ()
    assert dict(document.accounting.ignored) == {"编码": 3, "页码": 2, "年份和日期": 1}
    assert said(document, "没有读入") == []


def test_what_stands_beside_a_source_of_money_in_a_goal_form_is_one():
    above = "云溪市医疗保障局2024年部门预算\n\n项目支出绩效目标表\n\n单位：万元\n\n"
    funds, header = ["年度申请经费", "9.00", "财政拨款", "8.00"], ["一级指标", "二级指标", "三级指标", "指标值"]
    document = markdown([["项目名称", "培训", "", ""], funds, header, ["产出指标", "数量指标", "人数", "≥5人"]], above=above)

    assert [(r["label"], r["printed"]) for r in document.records()] == [("年度申请经费", "9.00"), ("财政拨款", "8.00")]


def test_amounts_that_a_page_spreads_over_two_columns_side_by_side_are_joined_before_labels_are():
    first = [["科目编码", "", "", "科目名称", "", "", "金额"], ["", "", "", "合计", "", "", "9.00"]]
    rest = [["210", "", "", "卫生健康支出", "", "", "", "9.00"], ["2101501", "", "", "行政运行", "", "", "4.00", ""]]
    document = markdown(first, [*rest, ["2101502", "", "", "一般行政管理事务", "", "", "5.00", ""]])

    assert [(code, printed) for code, _, header, printed in figures(document) if header == "金额"] == [
        ("", "9.00"), ("210", "9.00"), ("2101501", "4.00"), ("2101502", "5.00"),
    ]  # fmt: skip


def test_the_caption_between_two_tables_of_one_sheet_goes_with_the_second():
    other = [["会议费"], ["部门：云溪市医疗保障局", "", "单位：元"], ["项目", "上年数", "预算数"], ["会议费", "100.00", "200.00"]]
    document = comma([[CAPTION], ["单位：万元"], HEADER, *ROWS, *other])

    assert {int(r["amount"]) for r in document.records() if r["label"] == "会议费"} == {100, 200}
