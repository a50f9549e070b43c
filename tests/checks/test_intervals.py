from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medinsure_budget.checks.arithmetic.intervals import (
    interval,
    largest_tail,
    percent_interval,
    ratio_range,
    step_of,
    tail_probability,
)
from medinsure_budget.money import Money, Unit

AMOUNTS = st.integers(-(10**13), 10**13)


@given(AMOUNTS)
def test_a_printed_figure_stands_for_the_amount_it_was_rounded_from(fen):
    money = Money(Decimal(fen) / 100)
    printed = money.rounded(2, "万元")
    low, high = interval(printed.fen, 10_000, zero="interval")
    assert low <= fen <= high


@given(AMOUNTS)
def test_a_truncated_figure_stands_for_the_amount_it_was_cut_from(fen):
    printed = Money(Decimal(fen) / 100).rounded(2, "万元", truncate=True)
    low, high = interval(printed.fen, 10_000, "truncate", "interval")
    assert low <= fen <= high


@given(st.integers(-(10**9), 10**9))
def test_intervals_of_neighbouring_prints_touch_and_never_overlap(steps):
    here, there = (interval(n * 10_000, 10_000, zero="interval") for n in (steps, steps + 1))
    assert here[1] + 1 == there[0] or 0 in (steps, steps + 1)
    assert here[1] < there[0]


def test_figures_in_yuan_with_cents_are_exact():
    assert interval(315_000, step_of(Money("3150.00"), 2)) == (315_000, 315_000)


def test_printed_zero_is_nothing_unless_asked_otherwise():
    assert interval(0, 10_000) == (0, 0)
    assert interval(0, 10_000, "truncate", "interval") == (-9_999, 9_999)


def test_prose_that_drops_zeros_keeps_the_usual_precision():
    assert step_of(Money("92.6", "万元"), 2) == 10_000
    assert step_of(Money("158.6025", "万元"), 2) == 100


@pytest.mark.parametrize(
    ("addends", "most"), [(1, 0), (2, 1), (3, 1), (4, 2), (5, 2), (6, 3), (11, 5), (13, 6), (30, 15)]
)
def test_the_largest_tail_grows_with_the_addends(addends, most):
    assert largest_tail(addends) == most


@pytest.mark.parametrize(
    ("units", "addends", "chance"),
    [(1, 2, 0.25), (1, 3, 0.33), (2, 4, 0.005), (2, 6, 0.031), (2, 10, 0.10), (1, 30, 0.75)],
)
def test_the_chance_of_a_tail_follows_the_irwin_hall_distribution(units, addends, chance):
    assert tail_probability(units, addends) == pytest.approx(chance, abs=0.006)


def test_one_figure_has_no_tail():
    assert tail_probability(1, 1) == 0


def test_the_chance_is_exact_for_short_sums_and_nearly_so_for_long_ones():
    assert tail_probability(2, 4) == 2 * 0.5**4 / 24
    assert tail_probability(0, 3) == tail_probability(-1, 3) == 1
    assert tail_probability(2, 24) == pytest.approx(tail_probability(2, 25), rel=0.05)
    assert tail_probability(13, 25) == 0


def test_an_amount_of_unknown_unit_is_told_apart_from_others_in_its_own_last_digit():
    assert step_of(Money("1.00", Unit.UNKNOWN), 2) == 1
    assert step_of(Money("1", Unit.UNKNOWN), 0) == 100


def test_a_ratio_of_rounded_figures_is_a_range():
    low, high = ratio_range(interval(2523 * 10**4, 10**4), interval(2330 * 10**4, 10**4))
    assert low <= Decimal("108.31") <= high
    assert not low <= Decimal("108.40") <= high


def test_nothing_is_a_share_of_zero():
    for whole in ((0, 0), (-5, 0), (0, 5), (-5, 5)):
        assert ratio_range((1, 2), whole) is None
    assert ratio_range((1, 2), (1, 2)) == (50, 200)
    assert ratio_range((1, 2), (-2, -1)) == (-200, -50)


def test_percentages_may_be_rounded_or_cut_off():
    low, high = percent_interval(Decimal("10.15"))
    assert low <= Decimal("10.1581") <= high
    assert not low <= Decimal("10.161") <= high
