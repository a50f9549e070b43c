"""The verdict on one equation: exact, a tail of rounding, told apart from an error to the last 分."""

import pytest
from arithmetic import equation, figures, printed

from medinsure_budget.checks.arithmetic.identities import Bridge
from medinsure_budget.checks.arithmetic.intervals import tail_probability
from medinsure_budget.checks.arithmetic.rounding import either_way, infer
from medinsure_budget.checks.arithmetic.shown import number, relation, terms
from medinsure_budget.checks.arithmetic.verdicts import bridge_of, doubt_rare_tails, judge, outvote, reach
from medinsure_budget.document.narrative import Claim
from medinsure_budget.money import Money, Unit


def verdict(*amounts, unit="万元", rounding="half_up", **more):
    found = judge(equation(*printed(*amounts, unit=unit, rounding=rounding), **more))
    return found.verdict, found.difference, found.on_edge


@pytest.mark.parametrize(
    ("amounts", "more", "expected"),
    [
        (("3.00", "1.00", "2.00"), {}, ("exact", 0, False)),
        (("3.01", "1.00", "2.00"), {}, ("tail", 10_000, False)),
        (("3.02", "1.00", "2.00"), {}, ("error", 20_000, False)),
        (("2.98", "1.00", "2.00"), {}, ("error", -20_000, False)),
        # Rounded half up, two figures can miss their printed sum by one 分 less than two halves.
        (("1.01", "1.00", "0.00"), {}, ("duplicate", 10_000, True)),
        (("1.00", "1.01", "0.00"), {}, ("duplicate", -10_000, True)),
        (("1.02", "1.00"), {}, ("error", 20_000, False)),
        (("3.02", "1.00", "2.00"), {"doubt": "为什么"}, ("skipped", 20_000, False)),
        (("1.01", "1.00"), {"doubt": "为什么"}, ("duplicate", 10_000, True)),
        (("3.02", "1.00", "2.01"), {"rounding": "truncate"}, ("tail", 10_000, False)),
        (("3.00", "1.00", "2.01"), {"rounding": "truncate"}, ("error", -10_000, True)),
        (("3.01", "1.00", "2.00"), {"unit": "元"}, ("error", 1, False)),
        (("1.01", "1.00"), {"unit": "元"}, ("error", 1, False)),
    ],
)
def test_an_equation_holds_to_the_last_fen_or_it_does_not(amounts, more, expected):
    assert verdict(*amounts, **more) == expected


@pytest.mark.parametrize(
    ("amounts", "doubt", "expected"),
    [
        (("1.00", "2.00"), "", ("exact", 0, False)),
        (("2.00", "2.00"), "", ("exact", 0, False)),
        (("2.01", "2.00"), "", ("error", 10_000, False)),
        (("2.01", "2.00"), "为什么", ("skipped", 10_000, False)),
        (("1.00", "2.00"), "为什么", ("exact", 0, False)),
    ],
)
def test_a_part_is_no_more_than_the_whole(amounts, doubt, expected):
    assert verdict(*amounts, at_most=True, doubt=doubt) == expected


@pytest.mark.parametrize(
    ("yuan", "held", "within"),
    [("9949.99", "error", "error"), ("9950.00", "tail", "exact"), ("10049.99", "tail", "exact"), ("10050.00", "error", "exact")],
)
def test_a_rounded_figure_holds_for_all_that_rounds_to_it_and_nothing_else(yuan, held, within):
    wan, exact = printed(Money("1.00", "万元"), Money(yuan))

    assert judge(equation(wan, exact)).verdict == held
    assert judge(equation(exact, wan)).verdict == held
    assert judge(equation(wan, exact, at_most=True)).verdict == within


@pytest.mark.parametrize(
    ("between", "explained"), [("19949.99", False), ("19950.00", True), ("20049.99", True), ("20050.00", False)]
)
def test_an_explanation_fits_to_the_last_fen(between, explained):
    wan, exact, cell = printed(Money("9.00", "万元"), Money("70000.00"), Money(between))
    bridge = Bridge("上年结转", (cell,))

    assert (bridge_of(equation(wan, exact, bridges=(bridge,))) is bridge) == explained
    assert (bridge_of(equation(exact, wan, bridges=(bridge,))) is bridge) == explained


def test_cut_off_figures_may_be_equal_though_one_prints_more():
    assert verdict("2.005", "2.00", at_most=True, rounding="truncate") == ("exact", 5_000, False)


@pytest.mark.parametrize(
    ("between", "partly", "explained"),
    [
        (("2.00",), False, True),
        (("2.01",), False, True),
        (("2.02",), False, False),
        (("1.98",), False, False),
        (("1.00", "1.00"), False, True),
        (("5.00",), False, False),
        (("5.00",), True, True),
        (("1.00",), True, False),
        (("0.00",), True, False),
    ],
)
@pytest.mark.parametrize("more_on_the_left", [True, False])
def test_an_amount_between_the_sides_explains_their_difference(between, partly, explained, more_on_the_left):
    one, two, *cells = printed(*(("9.00", "7.00") if more_on_the_left else ("7.00", "9.00")), *between)
    bridge = Bridge("上年结转", tuple(cells), partly)
    found = equation(one, two, bridges=(bridge,), doubt="为什么")

    assert bridge_of(found) is (bridge if explained else None)
    assert judge(found).verdict == ("explained" if explained else "skipped")


def test_the_reach_of_an_equation_is_its_least_and_greatest_difference():
    assert reach(equation(*printed("3.00", "1.00", "2.00"))) == (-14_998, 14_999)


# How rare a tail is


def test_a_tail_is_as_rare_as_the_rounding_of_its_addends_makes_it():
    for missing, amounts in ((1, ("3.01", "1.00", "2.00")), (2, ("10.02", "1.00", "2.00", "3.00", "4.00"))):
        tail = judge(equation(*printed(*amounts)))
        assert tail.verdict == "tail"
        assert tail.probability == tail_probability(missing, len(amounts) - 1) < 1
    for cut in (("3.01", "1.00", "2.00"), ("-3.01", "-1.00", "-2.00")):
        assert judge(equation(*printed(*cut, rounding="truncate"))).probability == 1.0


def test_figures_below_zero_and_zeros_that_were_rounded_have_tails_like_others():
    below = judge(equation(*printed("0.99", "-1.00", "2.00")))
    zero = judge(equation(*printed("0.01", "0.00", "0.00", zero="interval")))

    assert below.probability == zero.probability == tail_probability(1, 2)
    assert judge(equation(*printed("3.01", "1.00", "2.000"))).probability == 1.0, "of two precisions nothing is known"


def sums(*missing, parts=6):
    """Sums of so many parts; each total prints so many last digits more or less than its parts."""
    return [judge(equation(*printed(f"{parts + by / 100:.2f}", *["1.00"] * parts))) for by in missing]


def test_only_a_tail_that_is_rare_among_all_long_sums_is_doubted():
    [rare], others = sums(-3), sums(0, -1, parts=4)

    assert (rare.verdict, tail_probability(3, 6)) == ("tail", pytest.approx(4.3e-5, rel=0.01))
    assert doubt_rare_tails([rare]) == [rare]
    assert doubt_rare_tails([rare, *sums(0, -1, parts=3)]) == [rare], "short sums have no tails to speak of"
    assert doubt_rare_tails([rare, others[0]]) == doubt_rare_tails([rare, *sums(9, -9)]) == [rare]
    assert doubt_rare_tails([rare, *others]) == [], "among three long sums it is no more that rare"


def test_where_all_sums_miss_something_figures_were_cut_off_and_no_tail_is_rare():
    [rare] = sums(3)
    pair = judge(equation(*printed(Money("0.0012", "亿元"), "12.34")))

    assert pair.verdict == "tail"
    assert doubt_rare_tails([rare]) == doubt_rare_tails([rare, *sums(0)]) == doubt_rare_tails([rare, pair]) == []
    assert doubt_rare_tails([rare, *sums(-1, parts=2)]) == [rare]


# The vote of parts and text


@pytest.mark.parametrize(("said", "outvoted"), [("3.00", True), ("3.02", False)])
def test_a_figure_that_neither_its_parts_nor_the_text_bear_out_is_outvoted(said, outvoted):
    total, one, two, text = printed("3.01", "1.00", "2.00", said)
    text.claim = Claim(section="", quote="")
    evaluations = [judge(equation(total, one, two)), judge(equation(total, text))]
    outvote(evaluations)

    assert [e.outvoted for e in evaluations] == [False, outvoted]


def test_a_figure_that_another_table_prints_too_is_not_outvoted():
    total, one, two, text, copy = printed("3.01", "1.00", "2.00", "3.00", "3.01")
    text.claim = Claim(section="", quote="")
    evaluations = [judge(i) for i in (equation(total, one, two), equation(total, text), equation(total, copy))]
    outvote(evaluations)

    assert not any(e.outvoted for e in evaluations)


@pytest.mark.parametrize(
    ("amounts", "rounding", "at_most", "outvoted"),
    [
        (("3.02", "1.00", "2.01", "3.01"), "half_up", False, True),
        (("3.00", "1.00", "2.01", "3.01"), "half_up", True, False),
        (("3.00", "1.00", "2.01", "3.01"), "truncate", False, False),
    ],
    ids=["tail", "no more than the text", "error"],
)
def test_only_what_the_text_tells_otherwise_beside_a_tail_is_outvoted(amounts, rounding, at_most, outvoted):
    total, one, two, text = printed(*amounts, rounding=rounding)
    text.claim = Claim(section="", quote="")
    evaluations = [judge(equation(total, one, two)), judge(equation(total, text, at_most=at_most))]
    outvote(evaluations)

    assert evaluations[1].outvoted == outvoted


# How a document was rounded


def inferred(equations, unit="万元"):
    """How equations, each the amounts of its total and its parts, say that their figures were rounded."""
    found = figures(*(amount for amounts in equations for amount in amounts), unit=unit)
    cells = iter(found.cells)
    infer(found, [equation(*(next(cells) for _ in amounts)) for amounts in equations])
    return found


def rounding_of(*sums):
    found = inferred(sums)
    return found.rounding[Unit.WAN], bool(found.unproved)


def many(count, missing, parts=3):
    """Different sums whose totals print so many last digits more than their parts."""
    return [(f"{n + parts + missing / 100:.2f}", f"{n + 1}.00", *["1.00"] * (parts - 1)) for n in range(count)]


EXACT = [(f"{n}.00", f"{n - 1}.00", "1.00") for n in range(90, 99)]


@pytest.mark.parametrize(
    ("sums", "expected"),
    [
        (EXACT, ("half_up", False)),
        (many(1, 2), ("truncate", False)),
        (many(1, -2), ("half_up", False)),
        # One tail among many exact sums is an error rather than a custom.
        (many(1, 2) + EXACT[:2], ("truncate", False)),
        (many(1, 2) + EXACT[:3], ("half_up", False)),
        (many(2, 2) + EXACT[:4], ("truncate", False)),
        (many(2, 2) + EXACT[:5], ("half_up", False)),
        (many(3, 2) + EXACT, ("truncate", False)),
        # Nearly all tails have one sign.
        (many(9, 2) + many(1, -1, 2), ("truncate", False)),
        (many(8, 2) + many(1, -1, 2), ("half_up", False)),
        # Few must all hold when cut off; of several most.
        (many(1, 2) + many(1, 3), ("half_up", False)),
        (many(2, 2) + many(1, 3), ("truncate", False)),
        # Where both ways fit, many tails of one sign make it likely.
        (many(7, 1), ("half_up", False)),
        (many(8, 1), ("truncate", True)),
        (many(1, 1) * 9, ("half_up", False)),
        # What misses more than its last digits is no tail.
        (many(8, 9), ("half_up", False)),
        # Copies are no sums, nor are zeros parts.
        ([(f"{n}.01", f"{n}.00") for n in range(1, 10)], ("half_up", False)),
        ([(f"{n}.01", f"{n}.00", "0.00") for n in range(1, 10)], ("half_up", False)),
    ],
)
def test_the_sums_of_a_document_tell_how_it_was_rounded(sums, expected):
    assert rounding_of(*sums) == expected


@pytest.mark.parametrize("more", [{"soft": True}, {"at_most": True}])
def test_what_is_not_certain_tells_nothing_of_rounding(more):
    found = figures("3.02", "1.00", "1.00", "1.00")
    infer(found, [equation(*found.cells, **more)])

    assert found.rounding[Unit.WAN] == "half_up"


def test_exact_figures_are_not_cut_off():
    assert inferred(many(9, 1), unit="元").rounding[Unit.YUAN] == "half_up"


def test_rates_of_what_was_only_likely_cut_off_may_be_either():
    found = inferred(many(8, 1))
    cell = found.cells[1]

    assert (cell.low, cell.high) == (1_000_000, 1_009_999)
    with either_way(found):
        assert (cell.low, cell.high) == (995_000, 1_009_999)
    assert (cell.low, cell.high) == (1_000_000, 1_009_999)


@pytest.mark.parametrize(
    ("fine", "expected"),
    [
        (("10099.00", "20098.00"), "truncate"),
        (("10050.00", "20050.00"), "truncate"),
        (("10049.00", "20099.00"), "half_up"),
        (("10099.00", "20098.00", "29999.00"), "half_up"),
        (("10099.00", "20098.00", "30000.00"), "truncate"),
        (("10099.00", "20098.00", "30000.01"), "truncate"),
        (("10099.00", "20098.00", "29999.99"), "half_up"),
        (("10099.00", "20100.00"), "half_up"),
        (("-10099.00", "-20098.00"), "truncate"),
    ],
)
def test_amounts_printed_finely_elsewhere_tell_that_coarse_ones_were_cut_off(fine, expected):
    coarse = (f"{'-' * text.startswith('-')}{n}.00" for n, text in enumerate(fine, 1))
    pairs = [(Money(amount, "万元"), Money(text)) for amount, text in zip(coarse, fine, strict=True)]

    assert inferred(pairs).rounding.get(Unit.WAN, "half_up") == expected


# In words


def told(*amounts, unit="万元"):
    cells = printed(*amounts, unit=unit)
    for cell, name in zip(cells, "甲乙丙丁", strict=False):
        cell.claim = Claim(section="一/收入", subject=name, quote="")
    return cells


def test_a_relation_is_told_with_its_figures():
    a, b, c, blank = told("3.00", "1.00", "2.01", None)

    assert relation(equation(a, b, c)) == "正文“收入”·甲 3.00 = 1.00 + 2.01 = 3.01"
    assert relation(equation(a, blank, c)) == "正文“收入”·甲 3.00 = 正文“收入”·丙 2.01"
    assert relation(equation(a, blank)) == "正文“收入”·甲 3.00 = 正文“收入”·丁 空"
    assert relation(equation(a, c, at_most=True)) == "正文“收入”·甲 3.00 ≤ 正文“收入”·丙 2.01"
    assert relation(equation(a)) == "正文“收入”·甲 3.00，另一表没有这一科目"


def test_many_terms_are_counted():
    cells = printed(*range(1, 8))

    assert terms(cells[:6]) == "1 + 2 + 3 + 4 + 5 + 6"
    assert terms(cells) == "1 + 2 + 3 + 4 + 5 + 6 + …（共7项）"
    assert terms(printed(None, None)) == "空"


@pytest.mark.parametrize(
    ("fen", "like", "text"),
    [
        (3_000_000, Money("1.00", "万元"), "3.00"),
        (3_005_000, Money("1.00", "万元"), "3.005"),
        (300, Money("1.00"), "3.00"),
        (10**12, Money("1.0000", "亿元"), "100.0000"),
        (300, Money("1.00", "未知"), "3.00"),
    ],
)
def test_an_amount_is_told_with_the_decimals_of_the_place(fen, like, text):
    [cell] = printed(like)

    assert number(fen, cell) == text
