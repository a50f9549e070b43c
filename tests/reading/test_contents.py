"""The contents list: leaders, page numbers, tables, and where it ends."""

import pytest

from medinsure_budget.evidence import Line
from medinsure_budget.reading.text.contents import find_contents


def lines_of(text, page=1):
    return [(page, Line(words, number)) for number, words in enumerate(text.strip().split("\n"), 1)]


def read_contents(lines):
    found = find_contents(lines)
    return found.entries if found else ()


LIST = """
目 录
一、单位概况 ……………… 2
（一）主要职能………………2
二、预算安排情况说明\t3
三、单位预算表 4
1. 2024年收支预算总表 ------ 4
2. 2024年收入预算总表 5
四、名词解释 9
一、单位概况
（一）主要职能
"""


def test_entries_have_number_title_and_page():
    entries = read_contents(lines_of(LIST))
    assert [(e.number, e.title, e.page) for e in entries[:3]] == [
        ("一、", "单位概况", "2"),
        ("（一）", "主要职能", "2"),
        ("二、", "预算安排情况说明", "3"),
    ]
    assert entries[-1].title == "名词解释"


def test_only_tables_are_tables():
    tables = [e.title for e in read_contents(lines_of(LIST)) if e.is_table]
    assert tables == ["2024年收支预算总表", "2024年收入预算总表"]


def test_the_list_ends_where_its_first_heading_is_repeated():
    found = find_contents(lines_of(LIST))
    assert (found.begin, found.end) == (0, 8)


def test_a_wrapped_title_is_one_entry():
    text = (
        "目录\n第一部分 云溪市医疗保障局概况\n第二部分 云溪市医疗保障局2024年度部门决算\n表\n"
        "一、收入支出决算总表\n第三部分 名词解释"
    )
    entries = read_contents(lines_of(text))
    assert entries[1].title == "云溪市医疗保障局2024年度部门决算表"
    assert not entries[1].is_table
    assert entries[2].is_table


def test_the_list_goes_on_over_a_page_break():
    first = lines_of("目录\n一、概况\n二、说明\n三、部门预算表\n2", 1)
    second = lines_of("四、名词解释\n五、其他情况说明", 2)
    third = lines_of("云溪市医疗保障局主要职能\n云溪市医疗保障局负责全市医疗保障工作。", 3)
    assert [e.number for e in read_contents(first + second + third)] == ["一、", "二、", "三、", "四、", "五、"]


def test_numbers_of_tables_are_kept():
    entries = read_contents(lines_of(
        "目录\n收支预算总表\t公开 01 表\n收入预算总表\t公开 02 表\n支出预算总表\t公开03表\n2024年收支预算总表"
    ))
    assert [e.number for e in entries] == ["公开01表", "公开02表", "公开03表"]
    assert all(e.is_table for e in entries)


@pytest.mark.parametrize("text", ["", "目录", "目录\n一、概况", "没有目录的文件\n一、概况\n二、说明\n三、名词解释"])
def test_without_a_list_there_are_no_entries(text):
    assert read_contents(lines_of(text)) == ()


@pytest.mark.parametrize("number", ["- 3 -", "第 3 页", "— iv —", "第3页 共12页", "· 12 ·"])
def test_page_numbers_are_no_entries(number):
    assert len(read_contents(lines_of(LIST.replace("四、名词", f"{number}\n四、名词")))) == len(read_contents(lines_of(LIST)))
