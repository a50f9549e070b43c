"""Figures in places where they are easily taken for something else: they are read, or said to be unread."""

import pytest

import medinsure_budget as mb

HEAD = "青山县林业局2025年部门预算"
TITLE = "2025年“三公”经费预算表"


def plain(*lines):
    return mb.read("\n".join((HEAD, *lines)).encode(), name="页.txt")


def page(table, *lines):
    words = "".join(f"<p>{line}</p>" for line in (HEAD, *lines))
    return mb.read(f"<html><body>{words}<table>{table}</table></body></html>".encode(), name="页.html")


def row(*cells):
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def unread(document):
    assert document.accounting.balanced
    return [place.text for place in document.accounting.unread]


def printed(document):
    assert document.accounting.balanced
    return document.to_frame()["printed"].tolist()


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("合计 300", "公务接待费 100", "公务用车运行维护费 200"), ["300", "100", "200"]),
        (("公务接待费 100", "公务用车运行维护费 200", "合计 300"), ["100", "200", "300"]),
        (("合计", "30", "公务接待费", "10", "公务用车", "20"), ["30", "10", "20"]),
        (("收入合计7977，支出合计7988。",), ["7977", "7988"]),
    ],
)
def test_whole_numbers_beside_labels_are_no_numbers_of_pages(lines, expected):
    assert unread(plain("有关情况如下", *lines)) == expected


@pytest.mark.parametrize(
    "lines",
    [
        ("一、部门概况 1", "二、部门预算表 3", "三、名词解释 12"),
        ("正文一", "1", "正文二", "2", "正文三", "3"),
        ("30101", "01", "2080505", "05", "20805", "01"),
        ("邮编 312000：青山县", "浏览次数：812", "2024", "2025"),
    ],
)
def test_pages_lists_and_years_are_no_figures(lines):
    assert unread(plain(*lines)) == []


def test_a_total_of_one_two_three_is_no_row_of_column_numbers():
    rows = row("项目", "2023年", "2024年", "2025年") + row("合计", 1, 2, 3) + row("公务接待费", 1, 1, 1) + row("公务用车费", 0, 1, 2)
    assert sorted(printed(page(rows, TITLE, "单位：万元"))) == sorted("123111012")


@pytest.mark.parametrize(
    "field",
    ['<input value="771.77">', "<textarea>771.77</textarea>", "<select><option>1.00<option selected>771.77</select>"],
)
def test_what_a_field_in_a_table_shows_is_read(field):
    rows = row("项目", "预算数") + row("合计", field) + row("公务接待费", "2.00")
    assert "771.77" in printed(page(rows, TITLE, "单位：万元"))


def test_what_a_field_hides_or_a_button_says_is_not_read():
    rows = row("项目", "预算数") + row("合计", '2.00<input type="hidden" value="9"><input type="submit" value="8">')
    assert printed(page(rows, TITLE, "单位：万元")) == ["2.00"]


@pytest.mark.parametrize("header", ["预算数（上年790.77）", "合计 790.77"])
def test_an_amount_among_the_words_of_a_header_is_unread(header):
    rows = row("项目", header) + row("合计", "2.00") + row("公务接待费", "2.00")
    assert "790.77" in unread(page(rows, TITLE, "单位：万元"))


def test_a_long_number_in_a_list_of_contents_is_no_page():
    rows = row("一、部门概况", 1) + row("二、预算表", 3) + row("三、预算总额", 7957)
    assert unread(page(rows, "目录")) == ["7957"]


def test_a_year_among_words_under_amounts_is_a_date():
    rows = "".join(row(*cells) for cells in (("项目", "预算数"), ("合计", "2.00"), ("公务接待费", "1.00"), ("公务用车费", "1.00")))
    rows += row("会议费", "2024年已安排") + row("培训费", "约8")
    assert unread(page(rows, TITLE, "单位：万元")) == ["8"]
