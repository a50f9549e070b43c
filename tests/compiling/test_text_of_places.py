"""What the editions' reference attests (A or B) of the text of places, shown on compiled texts, named by its sections."""

import re
from collections import Counter
from pathlib import Path

import pytest
from attrs import evolve

import medinsure_budget as mb
from medinsure_budget import editions
from medinsure_budget.editions import ALL, Edition
from medinsure_budget.ledgers import Ledger

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "examples/data"
UNIT, DEPARTMENT = "云溪市医疗保障信息中心", "云溪市医疗保障局"
COMPILE = {"budget": mb.compile_budget, "final_accounts": mb.compile_final_accounts}
YEARS = {"budget": 2024, "final_accounts": 2023}
_FIGURE = re.compile(r"\d+\.\d\d(?:万?元|%)")
# Words of a department; what subjects and columns are called is no such word.
_OF_DEPARTMENTS = re.compile(r"所属|各单位|各预算单位|本级|部门(?!(?:预算)?(?:支出)?经济)")


@pytest.fixture(scope="module")
def whole() -> dict[str, Ledger]:
    return {
        "budget": Ledger.read(DATA / "ledger_budget_2024.csv"),
        "final_accounts": Ledger.read(DATA / "ledger_final_accounts_2023.xlsx"),
    }


@pytest.fixture(scope="module")
def unit(whole) -> dict[str, Ledger]:
    """The lines of one unit, which are few."""
    return {kind: Ledger(tuple(x for x in ledger.lines if x.unit in ("", UNIT))) for kind, ledger in whole.items()}


def compiled(edition: Edition, ledger: Ledger, agency: str = UNIT):
    return COMPILE[edition.kind](ledger, agency=agency, year=YEARS[edition.kind], edition=edition)


def told(sections) -> str:
    return "\n".join(f"{part.heading}\n{part.text}\n{told(part.children)}" for part in sections)


def paragraphs(sections):
    for part in sections:
        yield from ((part.heading, words) for words in part.text.split("\n"))
        yield from paragraphs(part.children)


def section(document, words: str) -> str:
    return "\n".join(text for heading, text in paragraphs(document.sections) if words in heading)


def figures_of(claim):
    change = claim.change
    for money in (claim.amount, claim.budget, claim.earlier, change and change.amount):
        if money is not None:
            yield f"{money.amount:f}{money.unit.value}"
    for percent in (claim.completion, claim.share, change and change.percent):
        if percent is not None:
            yield f"{percent:f}%"


@pytest.mark.parametrize("edition", ALL, ids=lambda edition: edition.name)
def test_every_figure_of_a_compiled_text_is_read_back_in_a_claim(edition: Edition, unit):
    document = compiled(edition, unit[edition.kind])
    printed = Counter(figure for _, words in paragraphs(document.sections) for figure in _FIGURE.findall(words))

    assert len(printed) > 15
    assert printed - Counter(figure for claim in document.claims for figure in figures_of(claim)) == Counter()


@pytest.mark.parametrize("edition", ALL, ids=lambda edition: edition.name)
def test_what_a_unit_publishes_has_no_words_of_departments(edition: Edition, unit):
    ledger = Ledger(tuple(line for line in unit[edition.kind].lines if line.kind != "text"))
    document = compiled(edition, ledger)
    around = [(sheet.title, sheet.agency_line, *sheet.remarks, *(column.header for column in sheet.columns)) for sheet in document.sheets]
    text = told(document.sections).replace(section(document, "名词解释"), "")
    rows = [row.name for sheet in document.sheets for row in sheet]

    assert document.agency.level == "单位"
    assert [found for words in (text, document.title, *sum(around, ()), *rows) for found in _OF_DEPARTMENTS.findall(words)] == []


def test_a_department_tells_of_its_units(whole):
    document = compiled(editions.FINAL_ACCOUNTS_2023, whole["final_accounts"], DEPARTMENT)

    assert f"{DEPARTMENT}所属各预算单位共有车辆" in told(document.sections)
    assert "编制范围的单位共3家" in told(document.sections)


@pytest.mark.parametrize(
    ("edition", "words"),
    [
        (editions.NATIONAL_FINAL_2022, r"2023年度收、支总计\S+万元。与2022年度相比，收、支总计各(增加|减少)\S+万元，(增长|下降)\S+%"),
        (editions.FINAL_ACCOUNTS_2023, r"2023年度收入总计\S+万元，支出总计\S+万元，与2022年度相比，各(增加|减少)"),
        (editions.SHANGHAI_FINAL_2024, rf"{UNIT}2023年度收入支出总计\S+万元。与2022年度相比，收入支出总计(增加|减少)"),
        (editions.XINJIANG_FINAL_2023, r"收入总计\S+，其中：本年收入合计\S+，使用非财政拨款结余\S+，年初结转和结余\S+。支出总计"),
        (editions.CHONGQING_FINAL_2022, r"支出总计\S+，其中：本年支出合计\S+，结余分配\S+，年末结转和结余"),
    ],
    ids=lambda value: getattr(value, "name", ""),
)  # fmt: skip
def test_4_2_the_total_in_the_words_of_the_place(edition: Edition, words: str, unit):
    text = section(compiled(edition, unit["final_accounts"]), "收入支出决算总体情况")

    assert re.search(words, text)


def test_4_2_every_edition_tells_its_total_in_its_own_words_or_the_nations():
    """Zhejiang's sentence is Zhejiang's alone."""
    nation, zhejiang = (editions.NATIONAL_FINAL_2022.text.sentences, editions.FINAL_ACCOUNTS_2023.text.sentences)

    for edition in ALL:
        if edition.kind == "final_accounts":
            assert (edition.text.sentences["total"] == zhejiang["total"]) == ("浙江" in edition.places)
    assert nation["total"] != zhejiang["total"]


def test_4_2_income_and_expenditure_name_every_kind_with_its_share(unit):
    document = compiled(editions.NATIONAL_FINAL_2022, unit["final_accounts"])
    income, spent = section(document, "二、收入决算"), section(document, "三、支出决算")

    order = ("本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")
    assert [income.index(kind) for kind in order] == sorted(income.index(kind) for kind in order)
    assert all(kind in spent for kind in ("本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"))
    assert (income.count("，占"), spent.count("，占")) == (6, 5)


def test_4_2_chongqing_compares_income_first_and_names_four_kinds(unit):
    income = section(compiled(editions.CHONGQING_FINAL_2022, unit["final_accounts"]), "收入决算情况")

    assert re.match(r"本年收入合计\S+万元，与2022年度相比，(增加|减少)\S+。其中：财政拨款收入", income)
    assert re.findall(r"(\w+收入)\d", income) == ["财政拨款收入", "事业收入", "经营收入", "其他收入"]


def test_4_2_beijing_divides_appropriations_by_the_three_budgets(unit):
    income = section(compiled(editions.BEIJING_FINAL_2023, unit["final_accounts"]), "收入决算情况")

    assert re.search(r"财政拨款收入\S+（其中，一般公共预算\S+，政府性基金预算\S+，国有资本经营预算\S+）", income)


def test_4_2_appropriations_beside_the_initial_budget_in_zhejiang_and_xinjiang(unit):
    ledgers = unit["final_accounts"]
    said = {
        name: "财政拨款支出年初预算数" in section(compiled(getattr(editions, name), ledgers), "财政拨款收入支出决算总体")
        for name in ("NATIONAL_FINAL_2022", "FINAL_ACCOUNTS_2023", "XINJIANG_FINAL_2023")
    }

    assert said == {"NATIONAL_FINAL_2022": False, "FINAL_ACCOUNTS_2023": True, "XINJIANG_FINAL_2023": True}


def test_4_2_general_expenditure_is_a_share_a_structure_and_items(unit):
    document = compiled(editions.NATIONAL_FINAL_2022, unit["final_accounts"])

    assert re.search(r"支出\S+万元，占本年支出合计的\S+%，与2022年度相比", section(document, "决算总体情况"))
    assert re.search(r"主要用于以下方面：\S+（类）\S+万元，占\S+%；", section(document, "决算结构情况"))
    item = r"1\.\S+（类）\S+（款）\S+（项）。年初预算为\S+万元，支出决算为\S+万元，完成年初预算的\S+%，决算数(大于|小于|等于)预算数"
    assert re.search(item, section(document, "决算具体情况"))


def test_4_2_no_percentage_of_an_initial_budget_of_nothing(whole):
    document = compiled(editions.NATIONAL_FINAL_2022, whole["final_accounts"], DEPARTMENT)
    items = section(document, "（三）一般公共预算财政拨款支出决算具体情况").split("\n")
    (none,) = [item for item in items if "年初预算为0.00万元" in item]

    assert "完成年初预算" not in none
    assert all("完成年初预算" in item for item in items if item and item is not none)


def test_4_2_basic_expenditure_of_staff_and_offices(unit):
    text = section(compiled(editions.NATIONAL_FINAL_2022, unit["final_accounts"]), "基本支出决算")

    assert re.search(r"基本支出\S+万元，其中：\n人员经费\S+万元，主要包括：\S+。\n公用经费\S+万元，主要包括：", text)


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("FINAL_ACCOUNTS_2023", "全年预算"), ("GUANGDONG_FINAL_2022", "全年预算"), ("SHANGHAI_FINAL_2024", "年初预算"),
        ("HUNAN_FINAL_2022", "预算"),
    ],
)  # fmt: skip
def test_4_2_three_publics_beside_the_budget_that_the_place_names(name: str, of: str, whole):
    document = compiled(getattr(editions, name), whole["final_accounts"], DEPARTMENT)
    text = section(document, "“三公”经费财政拨款支出决算总体情况")

    assert re.search(rf"“三公”经费财政拨款支出{of}为\S+万元，支出决算为\S+万元，完成{of}的\S+%，决算数(大于|小于){of}数", text)


def test_4_2_a_comparison_behind_a_reason_is_a_sentence_of_its_own(whole):
    document = compiled(editions.NATIONAL_FINAL_2022, whole["final_accounts"], DEPARTMENT)
    (claim,) = (claim for claim in document.claims if claim.subject == "公务接待费")

    assert "。与2022年度相比，公务接待费支出决算增加0.08万元" in claim.quote
    assert (claim.change.direction, str(claim.change.amount.amount)) == ("increase", "0.08")
    assert "2022" not in claim.reason


def test_4_2_counts_of_groups_vehicles_and_guests(whole):
    text = section(compiled(editions.NATIONAL_FINAL_2022, whole["final_accounts"], DEPARTMENT), "支出决算具体情况")

    for words in (r"团组1个，累计2人次", r"公务用车保有量为2辆", r"国内公务接待21批次、168人次"):
        assert re.search(words, text)


def test_4_2_nothing_is_told_in_words(unit):
    text = section(compiled(editions.NATIONAL_FINAL_2022, unit["final_accounts"]), "政府性基金预算财政拨款收入支出决算情况")

    assert text == f"{UNIT}2023年度没有政府性基金预算财政拨款收入和支出。"


def test_4_2_operating_expenditure_beside_the_base_of_the_place(whole):
    nation = section(compiled(editions.NATIONAL_FINAL_2022, whole["final_accounts"], DEPARTMENT), "机关运行经费")
    zhejiang = section(compiled(editions.FINAL_ACCOUNTS_2023, whole["final_accounts"], DEPARTMENT), "机关运行经费")

    assert re.search(r"机关运行经费支出229.84万元，比2022年度增加2.86万元，增长1.26%，主要原因是", nation)
    assert re.search(r"年初预算数为\S+万元，支出决算为229.84万元，完成年初预算的\S+；比2022年度增加2.86万元", zhejiang)


def test_4_2_hunan_tells_of_meetings_training_and_festivals(unit):
    ledger = unit["final_accounts"]
    line = next(line for line in ledger.lines if line.kind == "text")
    more = evolve(line, item="节庆活动", text="举办医保宣传月活动开支0.20万元", functional="")
    text = section(compiled(editions.HUNAN_FINAL_2022, Ledger((*ledger.lines, more))), "一般性支出")

    assert re.search(r"开支会议费\S+；开支培训费\S+；举办医保宣传月活动开支0.20万元。", text)


def test_4_2_procurement_with_what_small_firms_received_and_shares_of_each_kind(whole):
    text = section(compiled(editions.NATIONAL_FINAL_2022, whole["final_accounts"], DEPARTMENT), "政府采购支出")

    assert re.search(r"总额233.35万元，其中：政府采购货物支出\S+、政府采购工程支出\S+、政府采购服务支出\S+。授予中小企业合同金额", text)
    assert "货物采购授予中小企业合同金额占货物支出金额的69.22%" in text


def test_4_2_shanghai_tells_what_is_put_aside_for_small_firms_and_what_came_of_it(unit):
    ledger = unit["final_accounts"]
    line = next(line for line in ledger.lines if line.kind == "procurement")
    put_aside = {"预留中小企业": 22510, "预留小微企业": 16487, "预留中小企业成交": 21000, "预留小微企业成交": 16000, "其他中小企业成交": 0}
    more = tuple(evolve(line, item=item, amount=yuan * 10000) for item, yuan in put_aside.items())
    document = compiled(editions.SHANGHAI_FINAL_2024, Ledger((*ledger.lines, *more)))
    text = section(document, "政府采购支出")

    assert "政府采购金额（以合同签订为准）为" in text
    assert "2023年度本单位面向中小企业预留政府采购项目预算金额225.10万元，面向小微企业预留政府采购项目预算金额164.87万元。" in text
    assert "由中小企业供应商中标或成交的，采购金额210.00万元。" in text
    assert "在其他政府采购项目中，由中小企业供应商中标或成交的，采购金额0.00万元。" in text
    assert "授予中小企业" not in text
    assert mb.check(document).errors == ()


def test_4_2_vehicles_by_use_and_equipment_at_the_end_of_the_year(whole):
    text = section(compiled(editions.NATIONAL_FINAL_2022, whole["final_accounts"], DEPARTMENT), "国有资产占用")

    assert re.search(r"截至2023年12月31日，\S+共有车辆2辆，其中：机要通信用车1辆、应急保障用车1辆；单价100万元以上设备1台（套）。", text)


def test_4_3_guangxi_tells_its_budget_in_yuan_by_function_and_by_what_it_is_spent_on(unit):
    document = compiled(editions.GUANGXI_BUDGET_2023, unit["budget"])
    text = told(document.sections)

    assert not re.search(r"\d\.\d\d万元", text)
    assert text.index("（一）按支出功能分类") < text.index("（二）按支出结构分类") < text.index("（一）全口径“三公”经费")
    by_kind = section(document, "按支出结构分类")
    kinds = ("工资福利支出", "商品和服务支出", "对个人和家庭的补助", "资本性支出")
    assert [name for name in kinds if re.search(rf"{name}\S+元，占\S+%，同比(增加|减少)\S+元，(增长|下降)\S+%", by_kind)] == list(kinds)


def test_4_3_chongqing_names_every_kind_of_income_and_compares_behind_them(unit):
    document = compiled(editions.CHONGQING_BUDGET_2026, unit["budget"])
    income, spent = section(document, "（一）收入预算"), section(document, "（二）支出预算")

    assert re.match(r"2024年年初预算数\S+万元，其中：一般公共预算拨款收入\S+万元；政府性基金预算拨款收入0.00万元；", income)
    assert re.search(r"；收入较去年(增加|减少)\S+万元，主要是", income)
    assert re.search(r"；支出较去年(增加|减少)\S+万元，主要是", spent)
    chapters = ["一、单位基本情况", "二、单位收支总体情况", "三、单位预算情况说明", "四、“三公”经费情况说明"]
    assert [part.heading for part in document.sections[:4]] == chapters


def test_4_3_jiangxi_tells_two_matters_and_guizhou_seven_with_terms_at_the_end_of_the_fourth_part():
    jiangxi, guizhou = editions.JIANGXI_BUDGET_2023.text, editions.GUIZHOU_BUDGET_2025.text

    assert jiangxi.parts["told"] == ("balance", "publics")
    assert (len(guizhou.parts["told"]), guizhou.parts[""][3], guizhou.parts["other"][-1]) == (7, "other", "terms")


def test_4_3_the_common_matters_of_a_budget(unit):
    text = told(compiled(editions.CENTRAL_BUDGET_2021, unit["budget"]).sections)

    for words in (
        r"收支总预算\S+万元", r"一般公共预算拨款收入\S+万元，占\S+%", r"按功能分类，包括", r"基本支出\S+万元，占\S+%；项目支出",
        r"主要用于", r"公务接待费\S+万元", r"机关运行经费财政拨款预算", r"政府采购预算总额", r"共有车辆", r"绩效目标管理",
    ):  # fmt: skip
        assert re.search(words, text), words
