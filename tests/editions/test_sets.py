"""Every statement of the editions' reference that is attested (A or B): sets, orders, columns, texts, by place."""

import re

import pytest

from medinsure_budget import editions, forms
from medinsure_budget.editions import ALL, Edition, find
from medinsure_budget.editions.text import Text
from medinsure_budget.editions.wording import NATIONAL_FINAL_TEXT

_BARE = re.compile(r"^(?:\{agency\})?\{year\}年度?(?:\{level\})?")
_SECTIONS = {
    "total": "收支", "income": "收入", "expenditure": "支出", "appropriation": "财政拨款", "general": "一般公共", "basic": "基本",
    "publics": "三公", "fund": "基金", "capital": "国资", "operating": "运行", "procurement": "采购", "assets": "资产",
    "performance": "绩效",
}  # fmt: skip


def titles(edition: Edition) -> list[str]:
    return [_BARE.sub("", printed.title) for printed in edition.sheets]


def order(text: Text, key: str = "told") -> list[str]:
    """The order of a part in short words."""
    return [_SECTIONS.get(part, part) for part in text.parts[key]]


def at(edition: Edition, title: str) -> int:
    """The place of the first table whose title has these words, from 1."""
    return next(n for n, own in enumerate(titles(edition), 1) if title in own)


# Section 1: the national core --------------------------------------------------------------------------------------


def test_1_1_the_subject_stands_over_lei_kuan_xiang_and_the_ordinals_count_the_amounts():
    for form in (forms.FinalIncomeBySubject, forms.FinalExpenditureBySubject, forms.FinalGeneralPublicExpenditure):
        columns = editions.NATIONAL_FINAL_2022.printed(form).columns
        assert [c.path[-1] for c in columns[:4]] == ["类", "款", "项", "科目名称"]
        assert [c.ordinal for c in columns[4:]] == [str(n) for n in range(1, len(columns) - 3)]


def test_1_1_the_overview_has_line_numbers_on_both_sides():
    lines = editions.NATIONAL_FINAL_2022.printed(forms.FinalOverview).lines
    numbers = {(line.side, line.number) for line in lines}

    assert {("income", "1"), ("income", "27"), ("income", "31"), ("expenditure", "32"), ("expenditure", "57")} <= numbers
    assert ("expenditure", "62") in numbers


def test_1_1_the_funds_have_accounts_and_state_capital_its_expenditure():
    fund = editions.NATIONAL_FINAL_2022.printed(forms.FinalGovernmentFund).columns
    capital = editions.NATIONAL_FINAL_2022.printed(forms.FinalStateCapital).columns

    assert [c.path[-1] for c in fund[4:]] == ["年初结转和结余", "本年收入", "小计", "基本支出", "项目支出", "年末结转和结余"]
    assert [c.path[-1] for c in capital[4:]] == ["小计", "基本支出", "项目支出"]


def test_1_1_the_level_names_the_agency_and_money_is_in_wan():
    for printed in editions.NATIONAL_FINAL_2022.sheets:
        assert (printed.agency_line, printed.unit_line) == ("{level}：{agency}", "金额单位：{unit}")
        assert printed.remarks


def test_1_1_every_table_has_its_note_and_the_funds_say_when_they_are_empty():
    sheets = editions.NATIONAL_FINAL_2022.sheets

    assert all(printed.remarks and "本表反映" in printed.remarks[0] for printed in sheets)
    assert [printed.form.form.empty for printed in sheets if printed.form.form.empty] == [
        "说明：本{level}没有政府性基金收入，也没有使用政府性基金安排的支出，故本表无数据。",
        "说明：本{level}没有国有资本经营收入，也没有使用国有资本经营安排的支出，故本表无数据。",
    ]  # fmt: skip
    assert "全年预算数" in sheets[-1].remarks[0]


def test_1_1_the_total_stands_first_but_last_in_shanghai():
    assert {printed.total_last for printed in editions.NATIONAL_FINAL_2022.sheets[1:5]} == {False}
    assert editions.SHANGHAI_FINAL_2024.printed(forms.FinalGeneralPublicExpenditure).total_last is True


def test_1_1_basic_expenditure_stands_in_blocks_and_shanghai_leaves_classes_out():
    nation, shanghai = (e.printed(forms.FinalBasicExpenditure) for e in (editions.NATIONAL_FINAL_2022, editions.SHANGHAI_FINAL_2024))

    assert {code[:3] for block in nation.panel_codes for code in block if code} == {"301", "303", "302", "307", "310", "312", "399"}
    assert {code[:3] for block in shanghai.panel_codes for code in block} & {"307", "312", "399"} == set()
    assert len(shanghai.panel_codes) == 2


def test_1_2_the_lines_of_appropriations_have_their_numbers():
    lines = {(line.side, line.number): line.key for line in editions.NATIONAL_FINAL_2022.printed(forms.FinalAppropriationOverview).lines}

    assert [lines["income", str(n)] for n in (27, 28, 32)] == ["year_income", "carried_in", "total_income"]
    assert [lines["expenditure", str(n)] for n in (59, 60, 64)] == ["year_expenditure", "carried_out", "total_expenditure"]
    assert ("expenditure", "33") in lines
    assert ("expenditure", "58") in lines


# Section 2: places that differ -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edition", "count"),
    [
        (editions.FINAL_ACCOUNTS_2023, 11), (editions.ZHEJIANG_FINAL_2022, 11),
        (editions.SICHUAN_FINAL_2023, 13), (editions.SHAANXI_FINAL_2020, 9),
        (editions.YUNNAN_FINAL_2021, 9), (editions.YUNNAN_FINAL_2022, 10), (editions.YUNNAN_FINAL_2023, 11),
        (editions.ANHUI_FINAL_2022, 9), (editions.XINJIANG_FINAL_2023, 9), (editions.HUBEI_FINAL_2022, 9),
        (editions.HUNAN_FINAL_2022, 9), (editions.GANSU_FINAL_2024, 9), (editions.NINGXIA_FINAL_2022, 9),
        (editions.SHANGHAI_FINAL_2024, 9), (editions.GUIZHOU_BUDGET_2025, 11), (editions.JIANGXI_FINAL_2024, 10),
    ],
)  # fmt: skip
def test_2_every_place_has_its_number_of_tables(edition: Edition, count: int):
    assert len(edition.sheets) == count


def test_2_jiangxi_counts_vehicles_and_equipment_in_its_tenth_table():
    assert titles(editions.JIANGXI_FINAL_2024)[5:] == [
        "一般公共预算财政拨款基本支出决算表", "政府性基金预算财政拨款收入支出决算表", "国有资本经营预算财政拨款支出决算表",
        "财政拨款“三公”经费支出决算表", "国有资产占用情况表",
    ]  # fmt: skip
    assert len(editions.JIANGXI_FINAL_2024.text.parts["told"]) == 9


def test_2_beijing_has_its_own_table_of_procurement_behind_three_publics():
    assert titles(editions.BEIJING_FINAL_2023)[10:] == ["财政拨款“三公”经费支出决算表", "政府采购情况表"]


def test_2_shanghai_has_nine_tables_without_numbers_and_eleven_sections():
    edition = editions.SHANGHAI_FINAL_2024

    assert {printed.number for printed in edition.sheets} == {""}
    assert [at(edition, words) for words in ("“三公”经费", "政府性基金预算", "国有资本经营预算财政拨款收入支出")] == [7, 8, 9]
    assert order(edition.text)[6:] == ["三公", "基金", "国资", "绩效", "other"]
    assert edition.text.headings["performance"] == "预算绩效管理情况"
    assert all(column.role != "line_number" for printed in edition.sheets for column in printed.columns)


def test_2_guangxi_counts_its_tables_in_chinese():
    assert [printed.number for printed in editions.GUANGXI_FINAL_2022.sheets][::4] == ["表一", "表五", "表九"]
    assert titles(editions.GUANGXI_FINAL_2022) == titles(editions.NATIONAL_FINAL_2022)


def test_2_hunan_and_hubei_tell_a_matter_more():
    assert order(editions.HUNAN_FINAL_2022.text)[6:11] == ["三公", "基金", "国资", "运行", "general_kind"]
    assert order(editions.HUBEI_FINAL_2022.text)[-1] == "transfers"
    assert len(editions.HUBEI_FINAL_2022.text.parts["told"]) == len(editions.HUNAN_FINAL_2022.text.parts["told"]) == 14


def test_2_sichuan_has_details_of_two_funds_projects_and_two_tables_of_state_capital():
    assert titles(editions.SICHUAN_FINAL_2023)[4:] == [
        "财政拨款支出决算明细表", "一般公共预算财政拨款支出决算表", "一般公共预算财政拨款支出决算明细表",
        "一般公共预算财政拨款基本支出决算明细表", "一般公共预算财政拨款项目支出决算表", "政府性基金预算财政拨款收入支出决算表",
        "国有资本经营预算财政拨款收入支出决算表", "国有资本经营预算财政拨款支出决算表", "财政拨款“三公”经费支出决算表",
    ]  # fmt: skip
    assert editions.SICHUAN_FINAL_2023.text.parts[""] == ("about", "told", "terms", "annexes", "tables")
    assert len(editions.SICHUAN_FINAL_2023.text.parts["told"]) == 10


def test_2_shaanxi_calls_income_and_expenditure_overviews_and_adds_meetings_and_training():
    edition = editions.SHAANXI_FINAL_2020

    assert titles(edition)[1:3] == ["收入决算总表", "支出决算总表"]
    assert titles(edition)[5:7] == [
        "一般公共预算财政拨款基本支出决算表", "一般公共预算财政拨款“三公”经费及会议费、培训费支出决算表",
    ]  # fmt: skip
    assert [item.field for item in edition.printed(forms.FinalThreePublics).items[-2:]] == ["meetings", "training"]
    assert edition.text.parts["about"] == ("duties", "departments", "staff")
    assert len(edition.text.parts["told"]) == 5
    assert edition.text.headings["terms"] == "专业名词解释"


def test_2_yunnan_tells_four_matters_and_adds_tables_by_year():
    assert at(editions.YUNNAN_FINAL_2021, "一般公共预算财政拨款收入支出决算表") == 5
    assert titles(editions.YUNNAN_FINAL_2021)[-1] == "“三公”经费、行政参公单位机关运行经费情况表"
    assert at(editions.YUNNAN_FINAL_2022, "项目支出决算表") == 7
    assert titles(editions.YUNNAN_FINAL_2023)[-2:] == [
        "财政拨款“三公”经费、行政参公单位机关运行经费情况表", "一般公共预算财政拨款“三公”经费情况表",
    ]  # fmt: skip
    text = editions.YUNNAN_FINAL_2023.text
    assert text.parts[""] == ("about", "tables", "told", "other", "terms")
    assert order(text) == ["收入", "支出", "一般公共", "三公"]
    assert "监督索引号" in editions.YUNNAN_FINAL_2023.unattested


def test_2_beijing_begins_with_its_tables():
    edition = editions.BEIJING_FINAL_2023

    assert edition.text.parts[""] == ("tables", "told", "other", "performance")
    assert (at(edition, "一般公共预算财政拨款收入支出决算表"), at(edition, "政府性基金预算财政拨款基本支出决算表")) == (5, 9)
    assert "政府购买服务" in edition.unattested


def test_2_inner_mongolia_ends_with_contacts_and_tables():
    edition = editions.INNER_MONGOLIA_FINAL_2022

    assert edition.text.parts[""][-2:] == ("contact", "tables")
    assert edition.text.headings["operating"].startswith("机构运行经费")
    assert len(edition.text.parts["told"]) == 14
    assert at(edition, "项目支出决算明细表") == 7


def test_2_jiangxi_tells_nine_matters():
    assert len(editions.JIANGXI_FINAL_2024.text.parts["told"]) == 9
    assert editions.JIANGXI_FINAL_2024.text.parts["told"][0] == "income"
    assert "国有资产占用情况表" in editions.JIANGXI_FINAL_2024.unattested


def test_2_the_order_of_the_text_need_not_be_that_of_the_tables():
    hunan, hubei = editions.HUNAN_FINAL_2022, editions.HUBEI_FINAL_2022

    assert order(hunan.text).index("三公") == 6
    assert at(hunan, "三公") == 9
    assert hunan.text.parts["told"][10] == "general_kind"
    assert len(hunan.text.parts["told"]) == 14
    assert hubei.text.parts["told"][-1] == "transfers"
    assert order(hubei.text).index("三公") == 8
    assert len(hubei.text.parts["told"]) == 14


def test_2_gansu_tells_of_performance_in_a_part_of_its_own():
    text = editions.GANSU_FINAL_2024.text

    assert text.parts[""][3:5] == ("performance", "terms")
    assert order(text).index("三公") == 8


def test_2_chongqing_compares_income_before_it_names_four_kinds():
    text = editions.CHONGQING_FINAL_2022.text

    assert text.idle == ("appropriation", "service_income", "business_income", "other_income")
    assert text.sentences["income"] == "本年收入合计{total}{change}。其中：{parts}。"
    assert text.parts[""][:3] == ("about", "told", "publics")
    assert "结余分配" in text.sentences["total"]


def test_2_anhui_and_xinjiang_and_ningxia():
    assert (len(editions.ANHUI_FINAL_2022.text.parts["told"]), editions.ANHUI_FINAL_2022.text.parts["told"][9]) == (11, "performance")
    assert len(editions.XINJIANG_FINAL_2023.text.parts["told"]) == 12
    assert editions.XINJIANG_FINAL_2023.text.parts[""][-1] == "tables"
    assert len(editions.NINGXIA_FINAL_2022.text.parts["told"]) == 13


def test_2_shanghai_compares_the_three_publics_with_the_budget_of_the_years_beginning():
    text = editions.SHANGHAI_FINAL_2024.text

    assert editions.SHANGHAI_FINAL_2024.publics_base == "initial_budget"
    assert order(text)[6] == "三公"
    assert (len(text.parts["told"]), order(text)[9], text.parts["told"][10]) == (11, "绩效", "other")
    assert text.parts["other"] == ("operating", "procurement", "assets")
    assert text.number(1, 3) == "第三部分"


def test_2_zhejiang_has_thirteen_matters_in_the_order_of_the_tables():
    text = editions.FINAL_ACCOUNTS_2023.text

    assert list(_SECTIONS.values()) == sorted(order(text), key=list(_SECTIONS.values()).index)
    assert order(text)[6:9] == ["基金", "国资", "三公"]
    assert [text.number(1, 2), text.number(2, 13), text.number(3, 1)] == ["二、", "（十三）", "1."]


# Section 3: budgets ------------------------------------------------------------------------------------------------


def test_3_central_departments_have_nine_tables_with_three_publics_before_the_funds():
    assert titles(editions.CENTRAL_BUDGET_2021)[6:] == [
        "一般公共预算“三公”经费支出表", "政府性基金预算支出表", "国有资本经营预算支出表",
    ]  # fmt: skip


def test_3_jiangxi_and_guizhou():
    jiangxi, guizhou = editions.JIANGXI_BUDGET_2023, editions.GUIZHOU_BUDGET_2025

    assert titles(jiangxi)[:3] == ["收支预算总表", "{level}收入总表", "{level}支出总表"]
    assert titles(jiangxi)[-1] == "项目绩效目标表"
    assert jiangxi.text.parts["told"] == ("balance", "publics")
    assert titles(guizhou)[5] == "一般公共预算基本支出明细表（按经济分类）"
    assert guizhou.sheets[0].title == "{agency}{year}年{level}收支总表"
    assert guizhou.text.parts["other"][-1] == "terms"


def test_3_jiangsu_orders_the_tables_differently_by_year():
    def five(edition):
        return [p.form.__name__ for p in edition.sheets[6:11]]

    assert five(editions.JIANGSU_BUDGET_2017) == [
        "GovernmentFundExpenditure", "GeneralPublicExpenditure", "BasicExpenditure", "OperatingExpenditure", "ThreePublics",
    ]  # fmt: skip
    assert five(editions.JIANGSU_BUDGET_2019) == [
        "GeneralPublicExpenditure", "BasicExpenditure", "ThreePublics", "GovernmentFundExpenditure", "OperatingExpenditure",
    ]  # fmt: skip


def test_3_shanghai_prints_yuan_but_three_publics_in_wan():
    for edition in (editions.SHANGHAI_DEPARTMENT_BUDGET_2025, editions.SHANGHAI_UNIT_BUDGET_2025):
        units = [(printed.unit or edition.unit).value for printed in edition.sheets]
        assert units == ["元"] * 8 + ["万元"]
        assert all(printed.split_codes for printed in edition.sheets if printed.form is forms.GeneralPublicExpenditure)


def test_3_jiangsu_has_twelve_tables_with_a_reserve_and_what_is_carried_out():
    for edition in (editions.JIANGSU_BUDGET_2017, editions.JIANGSU_BUDGET_2019):
        printed = " ".join(column.header for sheet in edition.sheets for column in sheet.columns)
        assert len(edition.sheets) == 12
        assert "单位预留机动经费" in printed
        assert "结转下年资金" in printed


# Section 4: the text -----------------------------------------------------------------------------------------------


def test_4_1_the_national_model_has_five_parts():
    text = NATIONAL_FINAL_TEXT

    assert [text.number(1, n) + text.headings[key] for n, key in enumerate(text.parts[""], 1)] == [
        "第一部分概况", "第二部分{year}年度{level}决算表", "第三部分{year}年度{level}决算情况说明", "第四部分名词解释", "第五部分附件",
    ]  # fmt: skip
    assert order(text)[:9] == ["收支", "收入", "支出", "财政拨款", "一般公共", "基本", "三公", "基金", "国资"]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("total", "收、支总计"), ("income", "本年收入合计{total}，其中："), ("expenditure", "本年支出合计{total}，其中："),
        ("appropriation", "财政拨款收、支总计"), ("share.general", "占本年支出合计的{percent}"),
        ("general.structure", "主要用于以下方面："),
        ("item", "年初预算为{budget}，]支出决算为{money}"), ("basic.kind", "主要包括：{names}"), ("publics", "“三公”经费财政拨款"),
        ("count.abroad", "团组"), ("count.owned", "保有量"), ("count.guests", "批次"), ("account.none", "没有{name}财政拨款收入和支出"),
        ("operating", "机关运行经费支出{money}"), ("procurement.small", "授予中小企业合同金额"), ("assets", "12月31日"),
        ("general_kind", "开支会议费"),
    ],
)  # fmt: skip
def test_4_2_sentences_are_patterns(sentence: str, words: str):
    assert words in NATIONAL_FINAL_TEXT.sentences[sentence]


@pytest.mark.parametrize("edition", ALL, ids=lambda edition: edition.name)
def test_every_part_of_a_text_has_a_heading(edition: Edition):
    text = edition.text

    def walk(key: str) -> list[str]:
        return [part for own in text.parts.get(key, ()) for part in (own, *walk(own))]

    assert [key for key in walk("") if key not in text.headings] == []
    assert walk("").count("tables") == 1
    assert len(set(walk(""))) == len(walk(""))


@pytest.mark.parametrize(
    ("place", "year", "kind", "name"),
    [
        ("四川省成都市", 2023, "final_accounts", "SICHUAN_FINAL_2023"), ("陕西省", 2020, "final_accounts", "SHAANXI_FINAL_2020"),
        ("云南省", 2021, "final_accounts", "YUNNAN_FINAL_2021"), ("云南省", 2024, "final_accounts", "YUNNAN_FINAL_2023"),
        ("北京市", 2023, "final_accounts", "BEIJING_FINAL_2023"), ("湖南省", 2024, "final_accounts", "HUNAN_FINAL_2022"),
        ("甘肃省", 2024, "final_accounts", "GANSU_FINAL_2024"), ("重庆市", 2020, "final_accounts", "CHONGQING_FINAL_2020"),
        ("江西省", 2024, "budget", "JIANGXI_BUDGET_2023"), ("贵州省", 2025, "budget", "GUIZHOU_BUDGET_2025"),
        ("山东省", 2023, "final_accounts", "NATIONAL_FINAL_2022"), ("广东省", 2021, "final_accounts", "GUANGDONG_FINAL_2020"),
    ],
)  # fmt: skip
def test_each_place_finds_its_own(place: str, year: int, kind: str, name: str):
    assert find(place, year, kind) is getattr(editions, name)


def test_clauses_without_their_values_are_left_out():
    text = Text({}, {}, (), {"one": "支出{money}[，占{share}[，因为{why}]]。", "two": ""})

    assert text.say("one", {"money": "1元", "share": "", "why": "x"}.get) == "支出1元。"
    assert text.say("one", {"money": "1元", "share": "2%", "why": ""}.get) == "支出1元，占2%。"
    assert text.say("one.more", {"money": "1元", "share": "2%", "why": "甲"}.get) == "支出1元，占2%，因为甲。"
    assert text.say("two", {}.get) == ""


def test_4_2_where_places_say_it_otherwise():
    zhejiang, nation = editions.FINAL_ACCOUNTS_2023.text.sentences, NATIONAL_FINAL_TEXT.sentences

    for edition in (editions.XINJIANG_FINAL_2023, editions.CHONGQING_FINAL_2022):
        assert "使用非财政拨款结余{used}" in edition.text.sentences["total"]
    for edition in (editions.FINAL_ACCOUNTS_2023, editions.XINJIANG_FINAL_2023):
        assert "年初预算数{budget}" in edition.text.sentences["appropriation.budget"]
    assert (zhejiang["of.publics"], editions.SHANGHAI_FINAL_2024.text.sentences["of.publics"]) == ("全年预算", "年初预算")
    assert "国有资本经营预算{state_capital}" in editions.BEIJING_FINAL_2023.text.sentences["income.appropriation"]
    assert nation["completion"] == "，完成{of}的{percent}"
