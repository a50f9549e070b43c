"""What the editions' reference attests (A or B) of columns, lines, notes and empty statements, named by its sections."""

import pytest

import medinsure_budget as mb
from medinsure_budget import editions, forms
from medinsure_budget.editions import NATIONAL_FINAL_2022, SHANGHAI_FINAL_2024, Edition, find
from medinsure_budget.editions.national import FUNCTIONAL_CLASSES
from medinsure_budget.forms.words import fold
from medinsure_budget.money import Unit

NATION = {printed.form: printed for printed in NATIONAL_FINAL_2022.sheets}
CODES = ["项目/支出功能分类科目编码/类", "项目/支出功能分类科目编码/款", "项目/支出功能分类科目编码/项", "项目/科目名称"]
SPENT = ["小计", "基本支出", "项目支出"]
ACCOUNT = ["年初结转和结余", "本年收入", *(f"本年支出/{kind}" for kind in SPENT), "年末结转和结余"]


def headers(printed, skip: int = 0) -> list[str]:
    return [column.header for column in printed.columns][skip:]


def labels(form, side: str, edition: Edition = NATIONAL_FINAL_2022) -> dict[str, str]:
    return {line.number: line.label for line in edition.printed(form).lines if line.side == side}


@pytest.mark.parametrize(
    ("form", "own"),
    [
        (forms.FinalIncomeBySubject, [
            "本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入",
        ]),
        (forms.FinalExpenditureBySubject, ["本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"]),
        (forms.FinalGeneralPublicExpenditure, [f"本年支出/{kind}" for kind in SPENT]),
        (forms.FinalGovernmentFund, ACCOUNT),
        (forms.FinalStateCapital, [f"本年支出/{kind}" for kind in SPENT]),
    ],
)  # fmt: skip
def test_1_1_columns_of_the_tables_by_subject(form, own):
    assert headers(NATION[form]) == [*CODES, *own]
    assert [column.ordinal for column in NATION[form].columns[4:]] == [str(at) for at in range(1, len(own) + 1)]


def test_1_1_columns_of_the_two_overviews():
    both = ["收入/项目", "收入/行次", "收入/金额", "支出/项目", "支出/行次"]
    funds = ["合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"]

    assert headers(NATION[forms.FinalOverview]) == [*both, "支出/金额"]
    assert headers(NATION[forms.FinalAppropriationOverview]) == [*both, *(f"支出/{fund}" for fund in funds)]
    assert [column.ordinal for column in NATION[forms.FinalAppropriationOverview].columns if column.ordinal] == list("12345")


def test_1_1_columns_of_basic_expenditure_have_no_ordinals():
    printed = NATION[forms.FinalBasicExpenditure]
    block = ["科目代码", "科目名称", "决算数"]

    assert headers(printed) == [f"人员经费/{leaf}" for leaf in block] + [f"公用经费/{leaf}" for leaf in block] * 2
    assert {column.ordinal for column in printed.columns} == {""}


def test_1_1_three_publics_run_downward_with_their_budget_beside_them():
    printed = NATION[forms.FinalThreePublics]

    assert headers(printed) == ["项目", "预算数", "决算数"]
    assert [item.label for item in printed.items] == [
        "“三公”经费支出合计", "1.因公出国（境）费用", "2.公务用车购置及运行维护费小计", "（1）公务用车购置费", "（2）公务用车运行维护费",
        "3.公务接待费",
    ]  # fmt: skip


def test_1_1_shanghai_prints_three_publics_across_with_both_measures_under_each():
    printed = SHANGHAI_FINAL_2024.printed(forms.FinalThreePublics)

    assert len(printed.columns) == 12
    assert [column.path[-1] for column in printed.columns] == ["预算数", "决算数"] * 6
    assert not printed.items


def test_1_1_the_code_stands_in_the_first_of_three_cells_in_one_column_or_divided():
    assert not NATION[forms.FinalIncomeBySubject].split_codes
    one = SHANGHAI_FINAL_2024.printed(forms.FinalIncomeBySubject)
    assert headers(one)[:2] == ["项目/功能分类科目编码", "项目/科目名称"]
    divided = editions.SHANGHAI_BUDGET_2025.printed(forms.GeneralPublicExpenditure)
    assert divided.split_codes
    assert [column.path[-1] for column in divided.columns[:3]] == ["类", "款", "项"]


def test_1_1_titles_carry_the_year_and_bare_ones_are_known_too():
    assert all(printed.title.startswith("{year}年度") for printed in NATIONAL_FINAL_2022.sheets)
    for printed in NATIONAL_FINAL_2022.sheets:
        assert printed.form.form.match_title(fold(printed.title.removeprefix("{year}年度")))


def test_1_1_two_decimals_of_wan_and_no_separators():
    assert NATIONAL_FINAL_2022.unit is Unit.WAN
    assert {printed.unit for printed in NATIONAL_FINAL_2022.sheets} == {None}
    assert {printed.thousands for printed in NATIONAL_FINAL_2022.sheets} == {False}


@pytest.mark.parametrize(
    ("form", "words"),
    [
        (forms.FinalOverview, "总收支和年末结转结余"), (forms.FinalIncomeBySubject, "各项收入"),
        (forms.FinalExpenditureBySubject, "各项支出"),
        (forms.FinalAppropriationOverview, "总收支和年末结转结余"), (forms.FinalGeneralPublicExpenditure, "一般公共预算财政拨款支出"),
        (forms.FinalBasicExpenditure, "基本支出明细"), (forms.FinalGovernmentFund, "收入、支出及结转和结余"),
        (forms.FinalStateCapital, "国有资本经营预算财政拨款支出"), (forms.FinalThreePublics, "全年预算数"),
    ],
)  # fmt: skip
def test_1_1_the_note_under_every_table(form, words: str):
    (note,) = NATION[form].remarks

    assert note.startswith("注：")
    assert words in note


def test_1_2_the_income_of_the_overview_line_by_line():
    own = labels(forms.FinalOverview, "income")
    kinds = (
        "一般公共预算财政拨款收入", "政府性基金预算财政拨款收入", "国有资本经营预算财政拨款收入", "上级补助收入", "事业收入",
        "经营收入", "附属单位上缴收入", "其他收入",
    )  # fmt: skip

    assert [own[str(at)].split("、")[1] for at in range(1, 9)] == list(kinds)
    assert [own[str(at)] for at in (27, 28, 29, 31)] == ["本年收入合计", "使用非财政拨款结余", "年初结转和结余", "总计"]
    assert set(own) & {str(at) for at in (*range(9, 27), 30)} == set()


def test_1_2_the_expenditure_of_the_overview_line_by_line():
    own = labels(forms.FinalOverview, "expenditure")

    assert (own["32"], own["57"]) == ("一、一般公共服务支出", "二十六、抗疫特别国债安排的支出")
    assert len(FUNCTIONAL_CLASSES) == 26
    assert [own[str(at)] for at in (58, 59, 60, 62)] == ["本年支出合计", "结余分配", "年末结转和结余", "总计"]
    assert "61" not in own


def test_1_2_the_income_of_appropriations_line_by_line():
    own = labels(forms.FinalAppropriationOverview, "income")
    funds = ["一、一般公共预算财政拨款", "二、政府性基金预算财政拨款", "三、国有资本经营预算财政拨款"]

    assert [own[str(at)] for at in (1, 2, 3)] == [own[str(at)] for at in (29, 30, 31)] == funds
    assert (own["27"], own["28"], own["32"]) == ("本年收入合计", "年初财政拨款结转和结余", "总计")


def test_1_2_shanghai_leaves_two_classes_of_debt_out_and_has_no_line_numbers():
    own = SHANGHAI_FINAL_2024.printed(forms.FinalOverview).lines
    spent = [line.label for line in own if line.side == "expenditure" and not line.key]

    assert spent[-1] == "二十四、抗疫特别国债安排的支出"
    assert not any("债务" in label for label in spent)
    assert {line.number for line in own} == {""}


@pytest.mark.parametrize(
    ("income", "first"),
    [
        ({1: "一般公共预算财政拨款收入", 2: "政府性基金预算财政拨款收入", 3: "上级补助收入", 4: "事业收入", 5: "经营收入"}, 29),
        ({1: "财政拨款收入", 2: "上级补助收入", 3: "事业收入", 4: "经营收入", 5: "附属单位上缴收入", 6: "其他收入", 23: "本年收入合计",
          24: "用事业基金弥补收支差额", 25: "年初结转和结余", 27: "总计"}, 28),
    ],
    ids=["2019", "2017"],
)  # fmt: skip
def test_1_2_earlier_years_count_their_lines_otherwise(income: dict[int, str], first: int, tmp_path):
    """Such accounts are read, never written: their line numbers are no money and every line is known or kept."""
    lines = [
        f"<tr><td>{income.get(at, '')}</td><td>{at}</td><td>{'1.00' if at in income else ''}</td>"
        f"<td>{'一、一般公共服务支出' if at == 1 else ''}</td><td>{at + first - 1}</td><td></td></tr>"
        for at in range(1, first)
    ]
    path = tmp_path / "云溪市医疗保障局决算.html"
    head = "<tr><td>项目</td><td>行次</td><td>决算数</td><td>项目</td><td>行次</td><td>决算数</td></tr>"
    path.write_text(f"<p>收入支出决算总表</p><p>金额单位：万元</p><table>{head}{''.join(lines)}</table>", encoding="utf-8")

    (sheet,) = mb.read(path).sheets
    told = {int(row.line_number): row.name for row in sheet if row.side == "income" and row.name}
    assert told == income
    assert {str(row.amount.amount) for row in sheet if row.amount is not None} == {"1.00"}
    assert next(row.line_number for row in sheet if row.side == "expenditure" and row.name) == str(first)


def test_2_zhejiang_of_2022_does_not_call_its_eighth_table_a_detailed_one():
    own = find("浙江省", 2022, "final_accounts")

    assert (len(own.sheets), own.sheets[7].number) == (11, "公开08表")
    assert own.sheets[7].title == "{year}年度一般公共预算财政拨款基本支出决算表"
    assert "明细" in find("浙江省", 2023, "final_accounts").sheets[7].title


def test_2_zhejiang_of_2020_has_the_same_chapters():
    assert find("浙江省", 2020, "final_accounts").text is editions.FINAL_ACCOUNTS_2023.text


@pytest.mark.parametrize("year", [2021, 2022, 2024])
def test_2_guangdong_has_the_nine_tables_of_the_year(year: int):
    own, nation = find("广东省深圳市", year, "final_accounts"), find("", year, "final_accounts")

    assert [printed.title for printed in own.sheets] == [printed.title for printed in nation.sheets]
    assert own.text.parts[""] == ("about", "tables", "told", "terms")


def test_3_shanghais_departments_and_units_have_other_overviews_headers_and_titles():
    department, unit = editions.SHANGHAI_DEPARTMENT_BUDGET_2025, editions.SHANGHAI_UNIT_BUDGET_2025
    purposes = ["合计", "基本支出/人员经费", "基本支出/公用经费", "项目支出"]

    assert headers(unit.printed(forms.BudgetOverview))[3:] == [f"本年支出/预算数/{leaf}" for leaf in purposes]
    assert headers(department.printed(forms.BudgetOverview)) == ["本年收入/项目", "本年收入/预算数", "本年支出/项目", "本年支出/预算数"]
    titles = [printed.title for printed in unit.sheets]
    assert ["预算单位" in title for title in titles] == [True] * 8 + [False]
    assert not any("预算单位" in printed.title for printed in department.sheets)


def test_3_a_unit_of_jiangxi_has_one_table_less_and_the_edition_says_so():
    own = editions.JIANGXI_BUDGET_2023

    assert len(own.sheets) == 10
    assert "部门整体支出绩效目标表没有编入（单位没有这张表）" in own.unattested


@pytest.mark.parametrize(
    ("edition", "words"),
    [
        (editions.BEIJING_FINAL_2023, "第13表政府购买服务决算公开情况表"), (editions.INNER_MONGOLIA_FINAL_2022, "“项目收入支出决算表”"),
        (editions.INNER_MONGOLIA_FINAL_2022, "机构运行经费支出、国有资产占用情况及政府采购支出信息表没有编入"),
        (editions.YUNNAN_FINAL_2021, "2020年以前的八表、九表没有编入"), (editions.GUANGXI_FINAL_2022, "表十预算绩效自评情况表"),
        (editions.NATIONAL_FINAL_2020, "2019年及以前的行次和表数不同，没有编入"), (editions.CHONGQING_FINAL_2022, "表格另附"),
        (editions.GUANGXI_BUDGET_2023, "表格的单位未见原件"), (editions.CHONGQING_BUDGET_2026, "只见正文第一至第四部分"),
        (editions.NATIONAL_FINAL_2022, "横排十二栏的印法未见原件"),
    ],
)  # fmt: skip
def test_what_is_attested_but_not_built_is_said_by_the_edition(edition: Edition, words: str):
    assert words in edition.unattested
