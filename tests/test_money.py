"""Money is exact, keeps what was printed, and does not care about the caller's decimal context."""

import copy
import pickle
from decimal import ROUND_CEILING, Context, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medinsure_budget.errors import UnknownUnitError, UsageError
from medinsure_budget.money import Money, Unit, is_amount, parse_amount, plain_number, total

UNITS = st.sampled_from([unit for unit in Unit if unit is not Unit.UNKNOWN])
AMOUNTS = st.builds(
    lambda digits, decimals: Decimal(digits).scaleb(-decimals), st.integers(-(10**14), 10**14), st.integers(0, 6)
)
MONEYS = st.builds(Money, AMOUNTS, UNITS)
FULL_WIDTH = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")


def worth(money: Money) -> Fraction:
    """The worth in 元 by plain rational arithmetic, independent of the code under test."""
    size = {
        "元": 1, "百元": 100, "千元": 1000, "万元": 10_000, "十万元": 100_000, "百万元": 1_000_000, "千万元": 10_000_000,
        "亿元": 100_000_000,
    }[money.unit.value]  # fmt: skip
    return Fraction(money.amount) * size


# Reading and printing


@given(AMOUNTS)
def test_what_is_printed_is_read_back_digit_for_digit(amount):
    for text in (f"{amount:f}", f"{amount:,f}", f"{amount:,f}".translate(FULL_WIDTH), f"  {amount:f}\u3000"):
        read = parse_amount(text)

        assert read == amount
        assert read.as_tuple().exponent == amount.as_tuple().exponent


@given(AMOUNTS.filter(lambda amount: amount > 0))
def test_brackets_triangles_and_trailing_signs_mean_minus(amount):
    for text in (f"({amount:,f})", f"（{amount:f}）", f"△{amount:f}", f"{amount:f}-", f"—{amount:f}", f"－{amount:f}"):
        assert parse_amount(text) == amount.copy_negate()


@pytest.mark.parametrize("text", ["", "   ", "\u3000", "-", "--", "—", "——", "－", "/"])
def test_blanks_and_dashes_are_no_figure(text):
    assert parse_amount(text) is None
    assert not is_amount(text)


@pytest.mark.parametrize(
    "text",
    [
        "1,23",
        "12,34.5",
        "1.2.3",
        "70.0070.00",
        "十二",
        "3.5%",
        "358元",
        "( )",
        "(-5)",
        "--5",
        "1e5",
        "NaN",
        ".",
        "(3.20",
        "3.20)",
        "5 12.30",
        "1 23",
        "12 34 5.6",
    ],
)
def test_what_is_no_amount_is_refused(text):
    assert not is_amount(text)
    with pytest.raises(UsageError, match="不是金额"):
        parse_amount(text)


@pytest.mark.parametrize("text", ["1386.05①", "1386.05²", "1386.05₁", "①", "㈠", "½", "𝟎", "٣", "三"])
def test_footnote_marks_and_foreign_digits_never_become_digits_of_an_amount(text):
    with pytest.raises(UsageError):
        parse_amount(text)


def test_invisible_characters_of_copied_text_change_nothing():
    assert parse_amount("\ufeff1,386\u200b.05\u00a0") == Decimal("1386.05")
    assert plain_number("（３．２０）") == "(3.20)"


def test_nought_keeps_its_decimals_and_differs_from_blank():
    assert str(parse_amount("0.00")) == "0.00"
    assert str(parse_amount("0")) == "0"
    assert str(parse_amount("(0.00)")) == "0.00"
    assert parse_amount("") is None


@given(MONEYS)
def test_formatting_without_a_number_format_shows_every_digit_and_reads_back(money):
    assert Money(f"{money}".split()[0], money.unit) == money
    assert Money(f"{money:万元}", "万元") == money
    assert Money(f"{money:元,}", "元") == money


@given(MONEYS, st.integers(0, 4))
def test_formatting_with_decimals_rounds_half_up(money, decimals):
    shown = Fraction(f"{money:万元,.{decimals}f}".replace(",", "").replace("万元", ""))
    step = Fraction(1, 10**decimals)
    off = abs(worth(money) / 10_000) - abs(shown)

    assert -step / 2 <= off < step / 2
    assert (shown / step).denominator == 1


@pytest.mark.parametrize(
    ("yuan", "spec", "printed"),
    [
        ("13860549.99", "万元.2f", "1386.05"),
        ("13860550", "万元.2f", "1386.06"),
        ("-50", "万元.2f", "-0.01"),
        ("49.99", "万元.2f", "0.00"),
        ("13860500", "万元", "1386.05"),
        ("13860500.00", "万元", "1386.05"),
        ("13860549", "万元", "1386.0549"),
        ("13860500", "", "13860500 元"),
        ("100000000", "亿元,.1f", "1.0"),
        ("1234567.8", ",", "1,234,567.8"),
        ("1234567.8", ">15,.2f", "   1,234,567.80"),
    ],
)
def test_formats_as_finance_offices_print(yuan, spec, printed):
    assert format(Money(yuan), spec) == printed


# Units


@given(MONEYS, UNITS, UNITS)
def test_changing_the_unit_never_changes_the_worth(money, one, other):
    changed = money.to(one).to(other)

    assert changed == money
    assert worth(changed) == worth(money)
    assert changed.unit is other
    assert changed.yuan == money.yuan
    assert Fraction(money.yuan) == worth(money)


@given(MONEYS)
def test_the_precision_of_print_is_kept_in_its_own_unit(money):
    assert money.to(money.unit) is money
    assert money.decimals == max(0, -money.amount.as_tuple().exponent)
    assert Fraction(money.step) * 10**money.decimals == worth(Money(1, money.unit))


@given(MONEYS, st.integers(0, 4), UNITS)
def test_truncation_never_shows_more_than_there_is(money, decimals, unit):
    cut = money.rounded(decimals, unit, truncate=True)

    assert abs(cut) <= abs(money)
    assert worth(abs(money)) - worth(abs(cut)) < worth(Money(cut.step))


@given(st.integers(-(10**15), 10**15))
def test_fen_are_whole_or_refused(fen):
    assert Money(Decimal(fen).scaleb(-2)).fen == fen
    with pytest.raises(UsageError, match="比分更细"):
        _ = Money(Decimal(fen * 10 + 1).scaleb(-3)).fen


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("万元", Unit.WAN),
        ("单位：万元", Unit.WAN),
        ("单位:万元", Unit.WAN),
        ("金额单位：元", Unit.YUAN),
        ("209-舟山市医疗保障局 单 位：万 元", Unit.WAN),
        ("预算数（千元）", Unit.QIAN),
        ("单位：亿元", Unit.YI),
        ("单位：人民币万元", Unit.WAN),
        ("单位：万", Unit.WAN),
        ("單位：萬元", Unit.WAN),
        ("单位：百万元", Unit.BAIWAN),
        ("单位：千万元", Unit.QIANWAN),
        ("单位：美元", None),
        ("单位：云溪市医疗保障局", None),
        ("老旧单元改造", None),
    ],
)
def test_a_line_states_the_unit_it_prints_or_none(line, unit):
    assert Unit.parse(line) is unit


# Comparing


@given(MONEYS, MONEYS)
def test_order_equality_and_hash_agree_with_worth(one, other):
    assert (one == other) is (worth(one) == worth(other))
    assert (one < other) is (worth(one) < worth(other))
    assert (one >= other) is (worth(one) >= worth(other))
    assert one != other or hash(one) == hash(other)


@given(MONEYS, UNITS)
def test_the_same_worth_in_another_unit_is_one_key(money, unit):
    assert {money: "found"}[money.to(unit)] == "found"


def test_money_is_no_number():
    assert Money(0) != 0
    assert Money("1.00") != Decimal("1.00")
    for compare in (lambda: Money(1) < 2, lambda: Money(1) >= Decimal(1), lambda: Money(1) < None):
        with pytest.raises(TypeError):
            compare()


@given(MONEYS)
def test_nought_is_false_and_everything_else_true(money):
    assert bool(money) is (worth(money) != 0)


# Arithmetic


@given(st.lists(MONEYS, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_a_sum_does_not_depend_on_the_order(moneys, shuffler):
    shuffled = list(moneys)
    shuffler.shuffle(shuffled)

    assert repr(sum(shuffled)) == repr(sum(moneys))
    assert worth(sum(moneys)) == sum(worth(money) for money in moneys)


@given(st.lists(st.none() | MONEYS, max_size=8))
def test_blanks_add_nothing_and_nothing_but_blanks_is_blank(moneys):
    present = [money for money in moneys if money is not None]

    assert total(moneys) == (sum(present) if present else None)


@given(MONEYS, MONEYS, st.integers(-1000, 1000))
def test_difference_sign_and_multiples_are_exact(one, other, times):
    assert worth(one - other) == worth(one) - worth(other)
    assert worth(-one) == -worth(one)
    assert worth(abs(one)) == abs(worth(one))
    assert worth(one * times) == worth(times * one) == worth(one) * times


@given(MONEYS, MONEYS.filter(bool))
def test_a_ratio_is_right_to_the_last_of_its_digits(one, other):
    exact = worth(one) / worth(other)

    assert abs(Fraction(one / other) - exact) <= abs(exact) / 10**27


def test_there_is_no_ratio_to_nothing():
    for money in (Money(1), Money(0)):
        with pytest.raises(ZeroDivisionError):
            _ = money / Money("0.00", "万元")


def test_money_of_one_unit_stays_in_it_and_mixed_units_add_up_in_yuan():
    assert repr(Money("61.74", "万元") + Money("30.87", "万元")) == "Money('92.61', '万元')"
    assert repr(Money("1.5", "万元") + Money("0.01")) == "Money('15000.01', '元')"


# Floats, limits, contexts


@pytest.mark.parametrize("value", [1.0, 0.1, float("nan"), True, None, [], Fraction(1, 2)])
def test_only_exact_values_make_money(value):
    with pytest.raises(UsageError, match="金额由"):
        Money(value)


@pytest.mark.parametrize(
    "mix",
    [
        lambda money: money + 0.1,
        lambda money: 0.1 + money,
        lambda money: money - 0.1,
        lambda money: money * 0.1,
        lambda money: money / 2.0,
        lambda money: money + 1,
        lambda money: money + Decimal(1),
        lambda money: money * True,
        lambda money: money + False,
        lambda money: sum([money], start=0.0),
    ],
)
def test_money_never_mixes_with_floats_or_bare_numbers(mix):
    with pytest.raises(TypeError):
        mix(Money("1.10", "万元"))


@pytest.mark.parametrize("value", ["Infinity", "NaN", "1E+31", "1E-21", "9" * 31])
def test_what_is_not_finite_or_beyond_any_budget_is_refused(value):
    with pytest.raises(UsageError):
        Money(Decimal(value))
    with pytest.raises(UsageError):
        Money(1) * Decimal("Infinity")


def test_an_unknown_unit_is_named_with_those_there_are():
    for call in (lambda: Money(1, "美元"), lambda: Money(1).to("百亿元"), lambda: Unit("")):
        with pytest.raises(UsageError, match="万元"):
            call()


def test_no_digit_hides_in_an_exponent():
    assert f"{Money(Decimal('1E+3'), '万元')}" == "1000 万元"
    assert f"{Money(Decimal('1E+3')):,}" == "1,000"


@given(MONEYS, MONEYS.filter(bool), UNITS)
def test_the_caller_s_decimal_context_changes_nothing(one, other, unit):
    bracketed = f"({abs(other.amount):,f})"

    def results():
        return [
            repr(x)
            for x in (
                one + other, one - other, -one, abs(one), one * 7, one / other, one.to(unit), one.rounded(2, unit),
                one.yuan, one.step, one == other, one < other, hash(one), f"{one:万元,.2f}", f"{one:元}", str(one),
                parse_amount(bracketed), Money(f"{one.amount:f}", unit), total([one, None, other]),
            )
        ]  # fmt: skip

    expected = results()
    with localcontext(Context(prec=5, rounding=ROUND_CEILING)):
        assert results() == expected


@given(MONEYS)
def test_copies_and_pickles_print_the_same(money):
    for twin in (pickle.loads(pickle.dumps(money)), copy.copy(money), copy.deepcopy(money)):  # noqa: S301 - our own bytes
        assert twin == money
        assert repr(twin) == repr(money)


def test_a_notebook_shows_every_printed_digit():
    assert Money("13860500.50", "万元")._repr_html_() == "<span>13,860,500.50 万元</span>"


def test_nothing_is_less_than_itself_or_equal_to_what_is_no_money():
    assert not Money("1", "万元") < Money("1.00", "万元")
    assert not Money("1", "万元") < Money("10000.00")
    assert Money(1).__eq__(1) is NotImplemented
    assert Money(Decimal("1E+1")).amount.as_tuple().exponent == 0


def test_a_ratio_has_as_many_digits_as_it_says_and_rounding_two_decimals():
    assert Money(1) / Money(3) == Decimal("0." + "3" * 28)
    assert f"{Money('1.005').rounded().amount}" == "1.01"


def test_wide_figures_apart_are_two_numbers():
    assert not is_amount("５ １２.３０")
    assert is_amount("１ ３８６.０５")
    assert is_amount("( 3.20 )")
    assert is_amount("甲") is False


def test_money_cannot_be_changed():
    with pytest.raises(AttributeError):
        Money(1).amount = Decimal(2)


@given(AMOUNTS, AMOUNTS)
def test_amounts_of_unknown_units_are_compared_and_added_among_themselves_only(one, other):
    a, b, known = Money(one, Unit.UNKNOWN), Money(other, Unit.UNKNOWN), Money(other)

    assert (a + b).amount == one + other
    assert (a == b, a < b, hash(a) == hash(b)) == (one == other, one < other, one == other)
    assert a != known
    assert a.worth is None
    assert known.worth == other
    for needs_a_worth in (
        lambda: a.yuan,
        lambda: a.fen,
        lambda: a.step,
        lambda: a + known,
        lambda: a < known,
        lambda: a.to("元"),
    ):
        with pytest.raises(UnknownUnitError):
            needs_a_worth()
