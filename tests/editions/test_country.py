"""The sets of the whole country and of provinces that change a table or two: order, numbers, titles, and who prints which."""

import pytest

from medinsure_budget import editions, forms
from medinsure_budget.editions import find
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


def test_what_is_not_attested_is_said():
    assert all(edition.unattested for edition in editions.country.COUNTRY)
