"""Of what the text speaks: owners, wholes, earlier amounts, sides, lists, and words that are added."""

from decimal import Decimal

import pytest

from medinsure_budget import FinalAccounts
from medinsure_budget.document import Document
from medinsure_budget.document.narrative import CLAIM_COLUMNS, Claims, Section
from medinsure_budget.lexicon import extended
from medinsure_budget.money import Money
from medinsure_budget.reading import read
from medinsure_budget.reading.claims import read_claims
from medinsure_budget.reading.claims.tokens import Text, written_number


def claims_of(text, *, title="", year=2023):
    return read_claims((Section("", title, 2, text),), year=year, agency="云溪市医疗保障局")


def told(text, **kwargs):
    """Subject, amount, and direction, difference and rate of each claim."""
    rows = []
    for claim in claims_of(text, **kwargs):
        change = claim.change
        moved = (change.direction, *(None if v is None else str(v) for v in (change.amount, change.percent))) if change else None
        rows.append((claim.subject, None if claim.amount is None else str(claim.amount), moved))
    return rows


LISTED = "收入总计{total}万元，其中：本年收入{first}万元，上年结转{second}万元，较上年增加{moved}万元，增长{rate}%。"


def test_a_change_behind_a_list_that_adds_up_is_the_totals():
    text = LISTED.format(total="120.00", first="90.00", second="30.00", moved="20.00", rate="20.00")

    assert told(text) == [
        ("收入总计", "120.00 万元", ("increase", "20.00 万元", "20.00")),
        ("本年收入", "90.00 万元", None),
        ("上年结转", "30.00 万元", None),
    ]


def test_a_change_that_fits_the_part_alone_is_the_parts():
    text = LISTED.format(total="120.00", first="90.00", second="30.00", moved="10.00", rate="50.00")

    assert [row for row in told(text) if row[2]] == [("上年结转", "30.00 万元", ("increase", "10.00 万元", "50.00"))]


def test_a_misfit_is_never_repaired_by_looking_for_another_owner():
    # Neither amount fits the printed rate: the list that adds up decides, and the error stays where it is printed.
    text = LISTED.format(total="120.00", first="90.00", second="30.00", moved="10.00", rate="77.00")

    assert [row[0] for row in told(text) if row[2]] == ["收入总计"]


def test_parts_name_their_owner_and_shares_their_whole():
    whole, basic, project = claims_of("支出合计90万元，其中：基本支出60万元，占66.67%；项目支出30万元，占总支出的33.33%。")

    assert (whole.of, basic.of, project.of) == ("", "支出合计", "总支出")
    assert (basic.share, project.share) == (Decimal("66.67"), Decimal("33.33"))


def test_shares_of_different_wholes_are_two_claims():
    first, second = claims_of("公务接待费4.00万元，占本年支出的0.50%，占“三公”经费的31.75%。")

    assert [(c.of, str(c.share)) for c in (first, second)] == [("本年支出", "0.50"), ("“三公”经费", "31.75")]


@pytest.mark.parametrize(
    "words",
    [
        "公务接待费4.00万元，较上年5.00万元减少1.00万元，下降20%。",
        "公务接待费4.00万元（上年5.00万元），减少1.00万元，下降20%。",
        "公务接待费4.00万元，2022年为5.00万元，减少1.00万元，下降20%。",
        "公务接待费由2022年的5.00万元下降到4.00万元，下降20%。",
    ],
)
def test_the_amount_of_the_other_year_is_kept_apart(words):
    (claim,) = claims_of(words)

    assert (claim.amount, claim.earlier, claim.earlier_year) == (Money("4", "万元"), Money("5", "万元"), 2022)
    assert (claim.change.direction, claim.change.percent) == ("decrease", Decimal(20))


def test_the_base_names_what_the_earlier_amount_measures():
    (claim,) = claims_of("公务接待费4.00万元，比2022年决算数5.00万元减少1.00万元。")

    assert (claim.change.base, claim.earlier) == ("2022年决算数", Money("5", "万元"))


@pytest.mark.parametrize(
    "words",
    [
        "“三公”经费支出预算为15.00万元，支出决算为12.60万元，完成预算的84%。",
        "“三公”经费支出决算12.60万元，完成全年预算15.00万元的84%。",
        "“三公”经费预算安排15.00万元，实际支出12.60万元，预算执行率84%。",
        "“三公”经费决算数12.60万元，预算数15.00万元，为预算的84%。",
    ],
)
def test_budget_and_outturn_are_told_apart(words):
    (claim,) = claims_of(words)

    assert claim.subject == "“三公”经费"
    assert (claim.budget, claim.amount, claim.completion) == (Money("15", "万元"), Money("12.6", "万元"), Decimal(84))


def test_both_sides_change_together():
    expected = [(side, "10.00 万元", ("decrease", "2.00 万元", "16.67")) for side in ("收入总计", "支出总计")]

    assert told("收入总计10.00万元，支出总计10.00万元。收支较上年减少2.00万元，下降16.67%。") == expected
    assert told("收支总计均为10.00万元，与上年相比各减少2.00万元，下降16.67%。") == expected


_BOTH = "2023年收入总计100.00万元，支出总计90.00万元，"


@pytest.mark.parametrize(
    ("words", "changes"),
    [
        ("分别比上年增长5.00%和下降3.00%。", [("increase", None, "5.00"), ("decrease", None, "3.00")]),
        (
            "比上年分别增加5.00万元、减少3.00万元，分别增长5.26%、下降3.23%。",
            [("increase", "5.00 万元", "5.26"), ("decrease", "3.00 万元", "3.23")],
        ),
        (
            "比上年分别增加5.00万元、减少3.00万元，增长5.26%、下降3.23%。",
            [("increase", "5.00 万元", "5.26"), ("decrease", "3.00 万元", "3.23")],
        ),
        (
            "分别较上年增加5.00万元和3.00万元，增长5.26%和3.45%。",
            [("increase", "5.00 万元", "5.26"), ("increase", "3.00 万元", "3.45")],
        ),
        ("分别比上年减少5.00万元和持平。", [("decrease", "5.00 万元", None), ("same", None, None)]),
    ],
)
def test_changes_told_in_turn_belong_each_to_its_subject(words, changes):
    assert told(_BOTH + words) == [("收入总计", "100.00 万元", changes[0]), ("支出总计", "90.00 万元", changes[1])]


def test_more_changes_than_subjects_are_nobodys():
    assert told("公务接待费1.00万元，分别比上年增长5.00%和下降3.00%。") == [("公务接待费", "1.00 万元", None)]


def test_a_bare_side_belongs_to_what_stands_before_the_other_side():
    assert [row[0] for row in told("财政拨款收入总计9万元，支出总计9万元。")] == ["财政拨款收入总计", "财政拨款支出总计"]


def test_a_change_in_a_paragraph_of_its_own():
    rows = told("“三公”经费支出9.00万元，完成预算的90%。\n决算数比上年减少1.00万元，下降10%。")

    assert rows[1] == ("“三公”经费支出", None, ("decrease", "1.00 万元", "10"))


def test_a_reason_ends_where_a_statement_begins():
    rows = told("公务接待费4万元，比上年减少20%，主要是厉行节约，会议费8.60万元，与上年持平。")

    assert rows == [("公务接待费", "4 万元", ("decrease", None, "20")), ("会议费", "8.60 万元", ("same", None, None))]


@pytest.mark.parametrize(
    "words", ["主要是压缩办公费3.20万元、差旅费1.85万元。", "原因：（1）增加3人，公用经费6万元；（2）奖金增长35.6万元；（3）调标。"]
)
def test_figures_of_reasons_are_no_claims(words):
    (claim,) = claims_of(f"机关运行经费86.45万元，比上年减少5.05万元，{words}")

    assert claim.reason


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("公共安全支出（204类）司法（06款）行政运行（01项）5万元。", ("公共安全支出", "司法", "行政运行")),
        ("20103-政府办公厅（室）及相关机构事务5万元。", ("政府办公厅（室）及相关机构事务",)),
        ("其他财政事务支出5万元，均为基本支出。", ("其他财政事务支出",)),
        ("教育支出类科目5万元。", ("教育支出",)),
        ("“2101501行政运行”科目支出5万元。", ("行政运行",)),
        ("其他支出5万元。", None),
    ],
)
def test_subjects_in_every_notation(words, path):
    (claim,) = claims_of(words)

    assert (claim.path, claim.amount) == (path, Money("5", "万元"))


@pytest.mark.parametrize(
    "printed",
    [
        "35,000.00元", "３．５万元", "3.5（万元）", "3.5 万 元", "￥3.5万元", "叁万伍仟元整", "三万五千元", "3万5千元",
        "35，000.00元", "3.5萬元",
    ],
)
def test_one_amount_in_many_ways(printed):
    (claim,) = claims_of(f"公务接待费支出决算为{printed}。")

    assert claim.amount == Money("3.5", "万元")


def test_figures_that_share_their_unit():
    assert told("收、支总计各为1164.28,1170.56万元。") == [("收入总计", "1164.28 万元", None), ("支出总计", "1170.56 万元", None)]


def test_what_is_printed_without_a_unit():
    assert told("公务用车购置费为0，与上年持平。公务接待费3万元，同比下降18.87；会议费1万元。") == [
        ("公务用车购置费", "0 元", ("same", None, None)),
        ("公务接待费", "3 万元", ("decrease", None, "18.87")),
        ("会议费", "1 万元", None),
    ]


def test_table_rows_in_the_text_are_no_claims():
    assert told("| 项目 | 预算数 | 公务接待费 | 4 | 3.15 | 培训费支出2万元。") == [("培训费支出", "2 万元", None)]


def test_bracketed_readings_are_left_out_and_quoted():
    text = Text.of("經(jīng)費(fèi)3.6萬元")

    assert text.words == "经费3.6万元"
    assert text.quote(0, len(text.words)) == "經(jīng)費(fèi)3.6萬元"


@pytest.mark.parametrize(
    ("text", "number"), [("十五万", 150000), ("两千零三", 2003), ("3万5千", 35000), ("百", None), ("万", None)]
)
def test_numbers_in_words(text, number):
    assert written_number(text) == number


def test_a_year_at_the_beginning_is_handed_to_the_parts():
    claims = claims_of("2022年度支出合计90万元，其中：基本支出60万元，项目支出30万元。")

    assert {claim.year for claim in claims} == {2022}


def test_the_year_of_a_section_is_handed_to_its_items():
    (claim,) = claims_of("公务接待费3万元。", title="2021年度“三公”经费情况", year=2023)

    assert claim.year == 2021


def test_added_words_are_read_without_any_other_change():
    words = "公务接待费4.00万元，参照上年锐减1.00万元，锐减20%。"
    assert all(claim.change is None for claim in claims_of(words))

    with extended(FALL="锐减", THAN="参照"):
        (claim,) = claims_of(words)

    assert (claim.subject, claim.amount) == ("公务接待费", Money("4", "万元"))
    assert (claim.change.direction, claim.change.amount, claim.change.base) == ("decrease", Money("1", "万元"), "上年")
    assert claim.change.percent == Decimal(20)


def test_claims_are_a_table_in_notebooks_and_frames():
    document = FinalAccounts(name="某局", claims=claims_of("公务接待费4.00万元，比上年5.00万元减少1.00万元。<b>"))
    frame = document.claims_frame()

    assert isinstance(document.claims, Claims)
    assert "<td>4.00 万元</td>" in document.claims._repr_html_()
    assert "<b>" not in document.claims._repr_html_()
    assert tuple(frame.columns) == ("document", *CLAIM_COLUMNS)
    assert (frame.amount[0], frame.earlier[0], frame.change_amount[0]) == (40000, 50000, 10000)
    assert Document.from_dict(document.to_dict()) == document


def test_a_document_in_traditional_script_is_quoted_as_printed():
    printed = "2023年度收入總計10.00萬元。與2022年度相比，收入總計增加2.00萬元，增長25%。公務接待費3.60萬元。"
    document = read(printed.encode(), name="決算.txt")

    assert [(claim.subject, claim.quote) for claim in document.claims] == [
        ("收入总计", printed[: printed.index("公務")]),
        ("公务接待费", "公務接待費3.60萬元。"),
    ]


UNIT_TOLD = [
    ("公务接待费预算数为18.50，决算数为16.00（单位：万元）。", [("公务接待费", "16.00 万元", None)]),
    ("三公（金额单位：元）\n会议费3,200，其中场租为800。", [("会议费", "3200 元", None), ("场租", "800 元", None)]),
    ("附件1：公务接待费情况（单位：万元），共3页。", []),
    ("公务接待费预算数为18.50，决算数为16.00。", []),
]


@pytest.mark.parametrize(("text", "claims"), UNIT_TOLD)
def test_a_unit_in_brackets_is_that_of_the_numbers_without_one(text, claims):
    assert [(s, a, m) for s, a, m in told(text) if a or m] == claims


def test_a_change_after_a_reason_is_of_what_was_spoken_of_before_it():
    text = "公务接待费支出1.26万元，比预算减少0.74万元，原因是来访减少2批次，与2022年度相比，增加0.14万元，增长12.50%。"
    first, second = claims_of(text)

    assert (str(first.change.amount), first.reason) == ("0.74 万元", "来访减少2批次")
    assert (second.subject, str(second.change.amount), second.change.base) == (first.subject, "0.14 万元", "2022年度")


@pytest.mark.parametrize("cause", ["由于来访减少2批次", "因来访减少2批次"])
def test_a_cause_between_a_name_and_its_change_is_its_reason(cause):
    (claim,) = claims_of(f"公务接待费{cause}，减少0.30万元，下降15%。")

    assert (claim.subject, claim.change.direction, str(claim.change.amount)) == ("公务接待费", "decrease", "0.30 万元")
    assert claim.reason == "来访减少2批次"


def test_travel_abroad_is_no_cause():
    assert told("因公出国（境）费增加3万元。") == [("因公出国（境）费", None, ("increase", "3 万元", None))]


@pytest.mark.parametrize("text", ["人员经费占比最高，达71.4%。", "人员经费占比最高，为71.4%。", "人员经费占比为71.4%。"])
def test_a_share_may_be_called_the_highest(text):
    (claim,) = claims_of(text)

    assert (claim.subject, claim.share, claim.of) == ("人员经费", Decimal("71.4"), "")


def test_a_rate_alone_is_of_what_the_clause_before_names():
    (claim,) = claims_of("2023年机关运行经费控制在预算以内，预算执行率96.4%。")

    assert (claim.subject, claim.completion) == ("机关运行经费", Decimal("96.4"))


def test_the_sum_of_a_list_is_a_statement_of_its_own():
    assert [row[:2] for row in told("会议费1.20万元、培训费3.40万元，以上合计4.60万元。")][-1] == ("合计", "4.60 万元")


def test_both_sides_that_change_are_not_everything_said_in_the_sentence():
    text = "收入合计50万元；支出合计50万元，其中：基本支出30万元，项目支出20万元。与上年相比，收入、支出均增加5万元，增长11.11%。"

    assert [row[0] for row in told(text) if row[2]] == ["收入合计", "支出合计"]


def test_a_rate_in_brackets_may_bear_its_sign():
    (claim,) = claims_of("其他收入79.80万元，较上年增加9.80万元（+14.00%）。")

    assert claim.change.percent == Decimal("14.00")


def test_what_changed_may_be_named_before_the_earlier_amount():
    (claim,) = claims_of("公务接待费较2022年的3.6万元减少了1.1万元，降幅约30.56%。")

    assert (claim.subject, str(claim.earlier), str(claim.change.amount)) == ("公务接待费", "3.6 万元", "1.1 万元")


def test_the_money_behind_a_count_is_of_what_was_counted():
    text = "一般公共预算项目18个，资金2,908.50万元，政府性基金预算项目3个，资金300.00万元。"

    assert [row[:2] for row in told(text)] == [("一般公共预算项目", "2908.50 万元"), ("政府性基金预算项目", "300.00 万元")]


def test_the_outturn_is_what_a_share_of_the_budget_is_of():
    (claim,) = claims_of("2023年实际支出为年初预算的108.4%。")

    assert (claim.subject, claim.completion) == ("实际支出", Decimal("108.4"))


@pytest.mark.parametrize("heading", ["公务接待费", "★公务接待费"])
def test_a_paragraph_that_is_a_name_heads_the_next_one(heading):
    (claim,) = claims_of(f"{heading}\n全年预算15.8万元，支出决算13.2万元，完成预算的83.5%。")

    assert (claim.subject, str(claim.budget), claim.completion) == ("公务接待费", "15.8 万元", Decimal("83.5"))
