"""What a printed text may be."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medinsure_budget.facts import fact
from medinsure_budget.lexicon import extended
from medinsure_budget.money import Unit

PLAIN = st.builds(lambda digits, places: Decimal(digits).scaleb(-places), st.integers(0, 10**12), st.integers(0, 2))


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1,386.05", "1386.05"),
        ("１，３８６.05", "1386.05"),
        ("(3.20)", "-3.20"),
        ("△3.20", "-3.20"),
        ("0.00", "0.00"),
        ("1 386.05", "1386.05"),
        ("800. 25", "800.25"),
        ("- 3.20", "-3.20"),
        ("1,234,5 67.89", "1234567.89"),
    ],
)
def test_a_figure_keeps_its_printed_digits(text, amount):
    found = fact(text)

    assert str(found.amount) == amount
    assert found.figure
    assert (found.words, found.blank, found.unreadable) == (False, False, "")


@pytest.mark.parametrize("text", ["5 12.30", "12.30 5", "0 98.20", "800.25 400.25", "1 2"])
def test_two_numbers_in_a_cell_are_no_figure_and_say_why(text):
    found = fact(text)

    assert found.amount is None
    assert found.unreadable == "一格之中有两个数"


@given(PLAIN, PLAIN)
def test_two_amounts_with_decimals_are_never_joined(one, other):
    text = f"{one:.2f} {other:.2f}"

    assert fact(text).amount is None
    assert fact(text).unreadable


@given(PLAIN)
def test_thousands_parted_by_blanks_are_the_same_amount(amount):
    assert fact(f"{amount:,}".replace(",", " ")).amount == fact(f"{amount:,}").amount == amount


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [("6.40万元", "6.40", Unit.WAN), ("3,000.00 元", "3000.00", Unit.YUAN), ("￥0.5", "0.5", None), ("人民币 5 元整", "5", Unit.YUAN)],
)
def test_a_figure_may_carry_its_unit(text, amount, unit):
    assert (str(fact(text).amount), fact(text).unit) == (amount, unit)


def test_a_figure_in_a_unit_that_is_none_of_ours_is_unreadable_and_names_it():
    found = fact("5美元")

    assert found.amount is None
    assert "美元" in found.unreadable


def test_a_text_may_be_several_things():
    whole, small = fact("2101501"), fact("12")

    assert (whole.code, whole.part, whole.amount) == ("2101501", "2101501", 2101501)
    assert (small.code, small.part, small.ordinal, small.number, small.amount) == ("", "12", "12", 12, 12)
    assert (fact("210.00").code, fact("210.00").part, fact("210.00").amount) == ("210", "", Decimal("210.00"))
    assert (fact("'2101501").code, fact("201 01 01").code) == ("2101501", "2010101")


def test_blank_marks_zero_words_and_what_cannot_be_read_differ():
    assert [fact(t).blank for t in ("", " ", "—", "/", "0.00", "无")] == [True, True, True, True, False, False]
    assert [fact(t).words for t in ("行政运行", "2024年", "0.00", "—")] == [True, True, False, False]
    assert fact("0.00").amount == 0


def test_rates_counts_and_dates():
    assert fact("-7.03%").rate == Decimal("-7.03")
    assert fact("-7.03%").amount is None
    assert fact("3辆").count == 3
    assert [fact(t).date for t in ("2024年", "2024-01-31", "2024年2月30日", "1899年")] == [True, True, False, False]


def test_the_flaw_of_a_cell_makes_it_unreadable_whatever_it_shows():
    assert fact("12.30", "盖在印章之下").amount is None
    assert fact("12.30", "盖在印章之下").unreadable == "盖在印章之下"
    assert fact("", "公式没有算出").unreadable == "公式没有算出"
    assert fact("", "公式没有算出").blank is False


def test_a_counter_that_is_added_counts():
    assert fact("3艘").count is None
    with extended(COUNTER="艘"):
        assert fact("3艘").count == 3
    assert fact("3艘").count is None
