"""The sets of the whole country and of provinces that change a table or two: order, numbers, titles, and who prints which."""

import pytest

from medinsure_budget import editions, forms
from medinsure_budget.editions import find
from medinsure_budget.errors import UsageError
from medinsure_budget.forms import FinalBasicExpenditure, FinalStateCapital, FinalThreePublics


def titles(edition):
    return [printed.title.removeprefix("{year}年度").removeprefix("{year}年") for printed in edition.sheets]


def test_the_nine_national_tables_since_2022_in_their_order_and_numbers():
    edition = editions.NATIONAL_FINAL_2022

    assert [printed.number for printed in edition.sheets] == [f"公开{at:02}表" for at in range(1, 10)]
    assert titles(edition) == [
        "收入支出决算总表", "收入决算表", "支出决算表", "财政拨款收入支出决算总表", "一般公共预算财政拨款支出决算表",
        "一般公共预算财政拨款基本支出决算明细表", "政府性基金预算财政拨款收入支出决算表", "国有资本经营预算财政拨款支出决算表",
        "财政拨款“三公”经费支出决算表",
    ]  # fmt: skip


def test_in_2020_and_2021_three_publics_stand_before_the_funds_and_are_of_the_general_budget():
    edition = editions.NATIONAL_FINAL_2020

    assert titles(edition)[6:] == [
        "一般公共预算财政拨款“三公”经费支出决算表", "政府性基金预算财政拨款收入支出决算表", "国有资本经营预算财政拨款支出决算表",
    ]  # fmt: skip
    assert edition.years == (2020, 2021)


def test_provinces_are_their_differences():
    assert titles(editions.NINGXIA_FINAL_2022)[6] == "财政拨款“三公”经费支出决算表"
    assert titles(editions.ANHUI_FINAL_2022)[8] == "一般公共预算及政府性基金财政拨款“三公”经费支出决算表"
    hubei = editions.HUBEI_FINAL_2022
    assert {p.form: p.number for p in hubei.sheets}[FinalThreePublics] == "公开07表"
    assert "明细" not in hubei.printed(FinalBasicExpenditure).title
    assert editions.XINJIANG_FINAL_2023.sheets[-1].form is FinalStateCapital
    assert "收入支出" in editions.XINJIANG_FINAL_2023.sheets[-1].title


def test_shanghai_prints_budgets_of_departments_and_of_units_differently():
    department, unit = editions.SHANGHAI_DEPARTMENT_BUDGET_2025, editions.SHANGHAI_UNIT_BUDGET_2025

    assert [len(e.printed(forms.BudgetOverview).columns) for e in (department, unit)] == [4, 7]
    assert [e.printed(forms.BasicExpenditure).columns[0].path[1] for e in (department, unit)] == [
        "部门预算经济分类科目编码", "经济分类科目编码",
    ]  # fmt: skip
    assert unit.sheets[0].title == "{year}年预算单位财务收支预算总表"
    assert unit.printed(forms.ThreePublics).title == "{year}年{level}“三公”经费和机关运行经费预算表"


@pytest.mark.parametrize(
    ("place", "year", "kind", "level", "name"),
    [
        ("湖南省岳阳市", 2023, "final_accounts", "", "HUNAN_FINAL_2022"),
        ("甘肃", 2021, "final_accounts", "", "NATIONAL_FINAL_2020"),
        ("浙江省诸暨市", 2023, "final_accounts", "", "FINAL_ACCOUNTS_2023"),
        ("宁夏回族自治区", 2023, "final_accounts", "", "NINGXIA_FINAL_2022"),
        ("上海市", 2024, "final_accounts", "", "SHANGHAI_FINAL_2024"),
        ("上海市普陀区", 2025, "budget", "部门", "SHANGHAI_DEPARTMENT_BUDGET_2025"),
        ("上海市普陀区", 2025, "budget", "单位", "SHANGHAI_UNIT_BUDGET_2025"),
        ("上海市普陀区", 2025, "budget", "", "SHANGHAI_BUDGET_2025"),
        ("贵州省", 2024, "budget", "", "CENTRAL_BUDGET_2021"),
        ("浙江省", 2021, "budget", "", "ZHEJIANG_BUDGET_2021"),
        ("江苏省", 2019, "budget", "", "JIANGSU_BUDGET_2019"),
    ],
)  # fmt: skip
def test_a_known_place_gets_its_own_set_and_any_other_the_national_one(place, year, kind, level, name):
    assert find(place, year, kind, level) is getattr(editions, name)


PLACES = (
    "", "中央", "国家医疗保障局", "财政部", "北京市", "北京市海淀区", "天津市滨海新区", "河北省", "河北雄安新区", "山西省太原市",
    "内蒙古自治区", "内蒙古鄂尔多斯市", "辽宁省", "吉林省延边朝鲜族自治州", "黑龙江省", "上海市", "上海市浦东新区", "江苏省",
    "江苏省苏州工业园区", "浙江省", "浙江省诸暨市", "诸暨市", "安徽省", "福建省厦门市", "江西省赣州市", "山东省", "河南省",
    "湖北省恩施土家族苗族自治州", "湖南省岳阳市", "广东省", "广西壮族自治区", "海南省三沙市", "重庆市", "四川省凉山彝族自治州", "贵州省",
    "云南省大理白族自治州", "西藏自治区", "陕西省", "甘肃省", "青海省", "宁夏回族自治区", "新疆维吾尔自治区", "新疆生产建设兵团",
    "香港特别行政区", "某县某镇", "大兴安岭地区行政公署",
)  # fmt: skip


@pytest.mark.parametrize("kind", ["budget", "final_accounts"])
def test_any_place_in_any_year_gets_a_set_of_its_own_or_of_the_whole_country(kind):
    for place in PLACES:
        for year in range(2010, 2031):
            for level in ("", "部门", "单位", "乡镇"):
                edition = find(place, year, kind, level)
                assert edition.kind == kind
                assert not edition.places or any(place.startswith(name) for name in edition.places)
                assert edition.level in ("", level)


def test_a_place_keeps_its_set_until_that_of_the_country_changes():
    assert find("浙江省", 2029, "final_accounts") is editions.FINAL_ACCOUNTS_2023
    assert find("上海市", 2028, "budget", "单位") is editions.SHANGHAI_UNIT_BUDGET_2025
    assert find("云南省", 2027, "final_accounts") is editions.YUNNAN_FINAL_2023
    assert find("江苏省", 2022, "budget") is editions.CENTRAL_BUDGET_2021
    assert find("陕西省", 2022, "final_accounts") is editions.NATIONAL_FINAL_2022
    assert find("浙江省", 2016, "budget") is editions.CENTRAL_BUDGET_2021


def test_another_kind_is_refused():
    with pytest.raises(UsageError, match="种类"):
        find("浙江省", 2023, "预算")


def test_what_is_not_attested_is_said():
    assert all(edition.unattested for edition in editions.country.COUNTRY)
