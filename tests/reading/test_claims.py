"""Statements about money: every phrasing that disclosures use, and what is no statement."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medinsure_budget.document.narrative import Section
from medinsure_budget.money import Money
from medinsure_budget.reading.claims import read_claims


def claims_of(text, *, title="预算情况说明", year=2024, above=None):
    section = Section("（一）", title, 2, text, line=7, page=3)
    if above:
        section = Section("一、", above, 1, "", (section,))
    return read_claims((section,), year=year, agency="云溪市医疗保障局")


def only(text, **kwargs):
    (claim,) = claims_of(text, **kwargs)
    return claim


def wan(text):
    return Money(text, "万元")


def change(claim):
    c = claim.change
    amount, percent = (None if figure is None else str(figure) for figure in (c.amount, c.percent))
    return (c.direction, amount, percent, c.base)


def test_amount_change_and_reason():
    claim = only(
        "云溪市医疗保障局 2024 年收入预算 578.87 万元，比上年执行数减少 84.73 万元，下降 12.8%，"
        "主要是人员减少 2 人。"
    )
    assert (claim.subject, claim.amount, claim.year) == ("收入预算", wan("578.87"), 2024)
    assert change(claim) == ("decrease", "84.73 万元", "12.8", "上年执行数")
    assert claim.reason == "人员减少2人"
    assert claim.quote.startswith("云溪市医疗保障局 2024 年收入预算 578.87 万元")
    assert (claim.section, claim.page, claim.line) == ("（一）预算情况说明", 3, 7)


def test_shares_and_bracketed_parts():
    whole, part = claims_of("其中：一般公共预算拨款收入 578.87 万元（上年结转 2.60 万元），占 100.0%。")
    assert (whole.subject, whole.amount, str(whole.share)) == ("一般公共预算拨款收入", wan("578.87"), "100.0")
    assert (part.subject, part.amount, part.share) == ("一般公共预算拨款收入/上年结转", wan("2.60"), None)


def test_list_by_functional_classification_has_paths():
    claims = claims_of("1.按支出功能分类，包括卫生健康支出 5.00 万元、住房保障支出 0 万元。")
    assert [(c.path, str(c.amount)) for c in claims] == [
        (("卫生健康支出",), "5.00 万元"),
        (("住房保障支出",), "0 万元"),
    ]


def test_list_by_use_has_no_paths():
    claims = claims_of("2.按支出用途分类，包括人员支出 3 万元，占 60%；项目支出 2 万元，占 40%。")
    assert [(c.subject, c.path, c.share) for c in claims] == [
        ("人员支出", None, Decimal(60)),
        ("项目支出", None, Decimal(40)),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "（8）卫生健康支出（类）医疗保障管理事务（款）行政运行（项）事务 135.32 万元，主要用于在职人员支出。",
        "**卫生健康支出(类)医疗保障管理事务(款)行政运行(项)**135.32 万元。",
        "1. “卫生健康支出-医疗保障管理事务-行政运行”科目135.32万元，主要用于基本支出。",
        "卫生健康支出（类）医疗保障管理事务（款）行政 运行（项）。主要用于：基本支出。支出决算为 135.32 万元。",
    ],
)
def test_paths_in_every_notation(words):
    claim = only(words)
    assert claim.path == ("卫生健康支出", "医疗保障管理事务", "行政运行")
    assert (claim.subject, claim.amount) == ("行政运行", wan("135.32"))


def test_the_class_may_stand_in_the_heading():
    section = Section("（一）", "卫生健康支出（类）", 2, "1. 医疗保障管理事务（款）行政运行（项）支出 7.20 万元。")
    (claim,) = read_claims((section,), year=2024)
    assert claim.path == ("卫生健康支出", "医疗保障管理事务", "行政运行")


def test_a_printed_unit_is_never_corrected():
    assert only("医疗保障政策管理支出 358 元。").amount == Money("358", "元")


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("1,202.95万元", "1202.95 万元"),
        ("0.39 万", "0.39 万元"),
        ("1.2亿元", "1.2 亿元"),
        ("９８.5０ 万元", "98.50 万元"),
    ],
)
def test_units_and_separators(words, printed):
    assert str(only(f"基本支出{words}。").amount) == printed


def test_two_subjects_and_one_change():
    income, expenditure = claims_of(
        "2023 年度收入总计 897.41 万元,支出总计 897.41 万元,与 2022 年度相比,各减少 400.78 万元,下降 30.87%。"
    )
    assert (income.subject, expenditure.subject) == ("收入总计", "支出总计")
    assert change(income) == change(expenditure) == ("decrease", "400.78 万元", "30.87", "2022年度")


def test_one_amount_and_change_for_a_pair_of_subjects():
    income, expenditure = claims_of("2024年度收、支总计各为12.00万元。与上年相比，收、支总计各增加2.00万元，增长20%。")
    assert (income.subject, expenditure.subject) == ("收入总计", "支出总计")
    assert change(income) == change(expenditure) == ("increase", "2.00 万元", "20", "上年")


def test_paired_subjects_with_their_own_amounts_and_changes():
    income, expenditure = claims_of(
        "收、支总计分别为12.00万元、11.00万元，比上年分别减少2.00万元、1.00万元，分别下降14.3%、8.3%。"
    )
    assert (income.amount, expenditure.amount) == (wan("12"), wan("11"))
    assert change(income)[1:3] == ("2.00 万元", "14.3")
    assert change(expenditure)[1:3] == ("1.00 万元", "8.3")


def test_a_change_sentences_later_belongs_to_the_named_subject():
    claim = only(
        "一般公共预算财政拨款支出 9.00 万元，占本年支出合计的 100%。与2022年相比，"
        "一般公共预算财政拨款支出减少 1.00 万元，下降 10%。"
    )
    assert claim.share == Decimal(100)
    assert change(claim) == ("decrease", "1.00 万元", "10", "2022年")


def test_three_figures_of_final_accounts():
    claim = only(
        "机关运行经费年初预算数为 19.82 万元，支出决算为 27.40 万元，完成年初预算的 138.24%，"
        "决算数大于预算数的主要原因是有人调入；比 2022 年度增加 1.31 万元，增长 5.01%。"
    )
    assert (claim.subject, claim.budget, claim.amount) == ("机关运行经费", wan("19.82"), wan("27.40"))
    assert claim.completion == Decimal("138.24")
    assert change(claim) == ("increase", "1.31 万元", "5.01", "2022年度")
    assert claim.reason == "有人调入"


def test_an_earlier_amount_is_not_the_claims_amount():
    claim = only(
        "行政运行25.77万元。2023年当年预算执行数为60.13万元，2024年预算安排25.77万元，"
        "比2023年预算执行数减少57.14%。"
    )
    assert (claim.subject, claim.amount) == ("行政运行", wan("25.77"))
    assert change(claim) == ("decrease", None, "57.14", "2023年预算执行数")


@pytest.mark.parametrize(
    "words",
    [
        "公务接待费3.00万元，比上年累计支出5.00万元减少2.00万元。",
        "公务接待费3.00万元，较2022年决算数5.00万元减少2.00万元。",
        "公务接待费3.00万元，比上年决算数（5.00万元）少2.00万元。",
    ],
)
def test_the_base_may_be_printed_with_its_amount(words):
    claim = only(words)
    assert claim.amount == wan("3")
    assert change(claim)[:2] == ("decrease", "2.00 万元")


def test_a_missing_direction_is_taken_from_the_percentage():
    claim = only("公务接待费决算数为3.00万元，较2019年决算数2.40万元0.60万元，增长25%。")
    assert claim.amount == wan("3")
    assert change(claim)[:3] == ("increase", "0.60 万元", "25")


def test_undecided_template_words_have_no_direction():
    claim = only("政府性基金收入预算0万元，与上年相比增加（减少）0万元，增长（减少）0%。")
    assert change(claim) == (None, "0 万元", "0", "上年")


def test_a_decrease_alone_is_no_amount():
    claim = only("公务接待费支出决算减少 0.15 万元，下降 27.78%。")
    assert (claim.subject, claim.amount) == ("公务接待费", None)
    assert change(claim)[:3] == ("decrease", "0.15 万元", "27.78")


def test_an_adjusted_budget():
    claim = only("收入总计由年初预算10.00万元调整为12.00万元，调增2.00万元。")
    assert (claim.budget, claim.amount) == (wan("10"), wan("12"))
    assert change(claim)[:2] == ("increase", "2.00 万元")


def test_completion_in_other_words():
    assert only("实际支出为9.00万元，占总预算比为90%。").completion == Decimal(90)
    assert only("项目支出9.00万元，预算执行率为90%。").completion == Decimal(90)


def test_two_bases_are_two_claims():
    first, second = claims_of("公务接待费3.00万元，比上年预算下降10%，比上年决算下降20%。")
    assert (change(first)[2:], change(second)[2:]) == (("10", "上年预算"), ("20", "上年决算"))
    assert first.amount == second.amount == wan("3")


@pytest.mark.parametrize(
    "words",
    [
        "与上年预算数持平",
        "与上年相比无变化",
        "与上年一致",
        "与上年相比基本持平",
        "比上年未发生增减变化",
        "与上年预算数相等",
    ],
)
def test_nothing_changed(words):
    assert change(only(f"公务接待费预算1.20万元，{words}。"))[:3] == ("same", None, None)


def test_a_budget_kept_is_no_change():
    assert only("公务接待费年初预算为1.20万元，支出决算为1.20万元，决算数同预算数持平。").change is None


def test_a_zero_change_is_printed_as_it_is():
    assert change(only("公务接待费 1.00 万元，与2022年度相比，增加 0.00 万元。"))[:2] == ("increase", "0.00 万元")


def test_blanks_of_the_template_stay_blank():
    claim = only("政府性基金预算支出 万元，占本年支出的 %。")
    assert (claim.amount, claim.share, claim.completion) == (None, None, None)


def test_truncated_figures_are_not_taken():
    assert change(only("公务接待费5.00万元，比上年减少1.00万元，下降7")) == ("decrease", "1.00 万元", None, "上年")


def test_figures_in_reasons_and_purposes_are_no_claims():
    claims = claims_of(
        "项目支出9.00万元，比上年增加2.00万元。主要原因一是会议费增加200万元；二是培训费压减10%，"
        "减少31.5万元。用于购买5万元的设备。"
    )
    assert [c.subject for c in claims] == ["项目支出"]
    assert claims[0].amount == wan("9")


def test_guests_and_vehicles_are_counted():
    claims = claims_of("公务接待费。支出决算为1.27万元。国内公务接待8批次，累计110人次。")
    assert [(c.subject, c.counts) for c in claims] == [("公务接待费", (("批次", 8), ("人次", 110)))]
    fleet = claims_of(
        "截至2023年12月31日，共有车辆3辆，其中：机要通信用车1辆、执法执勤用车2辆。"
        "单位价值50万元以上通用设备4台（套）。"
    )
    assert [(c.subject, c.counts, c.year, c.amount) for c in fleet] == [
        ("车辆", (("辆", 3),), 2023, None),
        ("车辆/机要通信用车", (("辆", 1),), 2023, None),
        ("车辆/执法执勤用车", (("辆", 2),), 2023, None),
        ("单位价值50万元以上通用设备", (("台（套）", 4),), 2023, None),
    ]


def test_procurement_and_its_shares():
    claims = claims_of(
        "2023年度政府采购支出总额10.00万元，其中：政府采购货物支出4.00万元、政府采购服务支出6.00万元。"
        "授予中小企业合同金额5.00万元，占政府采购支出总额的50.00%。"
        "货物采购授予中小企业合同金额占货物支出金额的25.65%。",
        year=2023,
    )
    assert [(c.subject, c.amount, c.share) for c in claims] == [
        ("政府采购支出总额", wan("10"), None),
        ("政府采购货物支出", wan("4"), None),
        ("政府采购服务支出", wan("6"), None),
        ("授予中小企业合同金额", wan("5"), Decimal("50.00")),
        ("货物采购授予中小企业合同金额", None, Decimal("25.65")),
    ]


def test_rates_in_a_row_belong_to_names_in_a_row():
    claims = claims_of("其中“甲工程”、“乙平台（一期）”等2个项目均为工作性经费，完成执行率分别为99.96%、100.00%。")
    rates = [(c.subject, c.completion) for c in claims if c.completion is not None]
    assert rates == [("甲工程", Decimal("99.96")), ("乙平台（一期）", Decimal("100.00"))]


def test_a_project_is_named_by_the_words_before():
    claim = only(
        "2023年医保能力提升资金的项目绩效自评综述：项目自评得分100分。项目全年预算数为26.00万元，"
        "执行数为25.00万元，完成预算的96.15%。",
        year=2023,
    )
    assert claim.subject == "2023年医保能力提升资金"
    assert (claim.budget, claim.amount, claim.completion) == (wan("26"), wan("25"), Decimal("96.15"))


def test_there_is_nothing_of_a_kind():
    claim = only("云溪市医疗保障局2024年没有使用政府性基金预算拨款安排的支出，与上年持平。")
    assert (claim.subject, claim.amount) == ("政府性基金预算拨款安排的支出", None)
    assert change(claim) == ("same", None, None, "上年")


def test_the_heading_names_figures_without_a_name():
    claim = only("全年预算数为1.00万元，支出决算为0.50万元，完成全年预算的50%。", title="公务接待费")
    assert (claim.subject, claim.budget, claim.amount) == ("公务接待费", wan("1"), wan("0.5"))


def test_definitions_are_no_claims():
    assert claims_of("机关运行经费：指单价100元的支出 5 万元。", title="名词解释") == ()


def test_headings_above_are_part_of_the_section():
    assert only("收入预算5万元。", above="概况").section == "一、概况/（一）预算情况说明"


@pytest.mark.parametrize(
    "text",
    ["", "The bureau spent 500 dollars.", "本局负责全市医疗保障工作。", "万元", "占%，增长%。", "、、，。；"],
)
def test_text_without_statements_invents_none(text):
    assert all(c.amount is None and c.share is None and c.completion is None for c in claims_of(text))


PIECES = st.sampled_from(
    [
        "收入总计", "支出决算为", "年初预算", "比上年", "增加", "减少", "持平", "占", "完成预算的", "各",
        "分别", "其中：", "主要原因是", "主要用于", "由", "调整为", "（类）", "（项）", "（", "）", "“",
        "”", "1.20万元", "3%", "8批次", "，", "；", "。", "、", "2023年", "万元", "%",
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=60))
def test_no_text_crashes_and_every_figure_is_in_its_quote(text):
    for claim in claims_of(text):
        quote = "".join(claim.quote.split()).replace(",", "")
        moved = claim.change
        moneys = [claim.amount, claim.budget, moved.amount if moved else None]
        figures = [m.amount for m in moneys if m is not None]
        figures += [p for p in (claim.completion, claim.share, moved.percent if moved else None) if p is not None]
        digits = quote.translate(str.maketrans("０１２３４５６７８９．", "0123456789."))
        assert all(f"{figure:f}" in digits for figure in figures)


@pytest.mark.parametrize(
    "piece",
    [
        "比", "占", "与上年", "各减少", "（", "“", "其他支出（类）", "公用经费1万元，",
        "甲费1万元，比上年增加1万元，增长5%，", "车辆1辆，", "主要原因是人员减少，",
    ],
)
def test_long_text_without_marks_is_read_to_its_end(piece):
    text = piece * 3000 + "1万元"

    assert all(claim.quote in text for claim in claims_of(text))
