"""Whether printed figures can all be right at once, and what they leave for one that is set free."""

from decimal import Decimal

import pytest
from arithmetic import equation, printed
from hypothesis import given
from hypothesis import strategies as st

from medinsure_budget.checks.arithmetic.diagnose import diagnosis, fitting_print, unit_slips
from medinsure_budget.checks.arithmetic.propagate import Network
from medinsure_budget.checks.arithmetic.tied import Quantities, components
from medinsure_budget.money import Money

FEN = st.integers(-(10**9), 10**9)


def tree(leaves, rounding):
    """True amounts in 分 of a sum of sums, the cells that print them in 万元, and the equations between them."""
    true = [sum(leaves), sum(leaves[:2]), sum(leaves[2:]), *leaves]
    amounts = [Money(Decimal(fen) / 100).rounded(2, "万元", truncate=rounding == "truncate").amount for fen in true]
    cells = printed(*amounts, rounding=rounding, zero="interval")
    whole, one, other, *rest = cells
    return true, cells, [equation(whole, one, other), equation(one, *rest[:2]), equation(other, *rest[2:])]


@given(st.lists(FEN, min_size=3, max_size=6), st.sampled_from(["half_up", "truncate"]))
def test_what_can_be_true_is_never_refused_and_the_truth_is_in_range(leaves, rounding):
    true, cells, equations = tree(leaves, rounding)
    network = Network(cells, equations)
    pair = network.settle(cells[:2])

    assert network.settle() == {}
    assert all(pair[cell.index][0] <= fen <= pair[cell.index][1] for cell, fen in zip(cells[:2], true, strict=False))
    for cell, fen in zip(cells, true, strict=True):
        for low, high in (network.implied(cell), network.settle([cell])[cell.index]):
            assert low <= fen <= high


@pytest.mark.parametrize("wrong", range(3))
def test_one_wrong_figure_is_found_and_its_right_amount_is_the_only_one_left(wrong):
    right = [700, 300, 400]
    cells = printed(*(fen + 90 * (n == wrong) for n, fen in enumerate(right)), unit="元")
    network = Network(cells, [equation(*cells)])

    assert network.settle() is None
    assert network.settle([cells[wrong]]) == {wrong: (right[wrong] * 100,) * 2}
    assert network.implied(cells[wrong]) == (right[wrong] * 100,) * 2
    assert network.settle((), {id(network.identities[0])}) == {}


def test_a_figure_that_two_equations_want_differently_has_no_right_amount():
    total, *parts = cells = printed(5, 3, 4, unit="元")
    network = Network(cells, [equation(total, part) for part in parts])

    assert network.implied(total) is None
    assert network.settle([total]) is None
    assert network.settle([total], {id(network.identities[0])}) == {0: (400, 400)}


def test_what_one_equation_settles_another_one_learns():
    a, b, c, d = cells = printed(9, 9, 2, 1, unit="元")
    network = Network(cells, [equation(a, b, c), equation(b, c, d)])

    assert network.settle([a, b]) == {0: (500, 500), 1: (300, 300)}
    copies = Network(cells, [equation(a, b), equation(b, c), equation(c, d)])
    assert copies.settle([a, b, c]) == {0: (100, 100), 1: (100, 100), 2: (100, 100)}


@pytest.mark.parametrize("total", ["3.01", "2.99"])
def test_one_fen_is_a_contradiction(total):
    cells = printed(total, "1.00", "2.00", unit="元")

    assert Network(cells, [equation(*cells)]).settle() is None


def test_ranges_that_close_in_without_end_are_given_up():
    a, b, fen = cells = printed("1.00", "1.00", "0.01", unit="元")
    low, high = Network(cells, [equation(a, b), equation(a, b, fen)]).settle([a, b])[0]

    assert low < high


def test_rounded_figures_leave_the_range_of_their_roundings():
    total, *parts = cells = printed("9.99", "1.00", "2.00")

    assert Network(cells, [equation(total, *parts)]).settle([total]) == {0: (2_990_000, 3_009_998)}
    assert Network(cells, [equation(total, *parts)]).settle([parts[0]]) == {1: (7_980_001, 7_999_999)}


@pytest.mark.parametrize(("steps", "sees"), [(2, True), (3, False)])
def test_in_very_large_documents_only_the_neighbourhood_counts(steps, sees):
    """The last of a row of equal figures differs: seen from the first one only where it is near."""
    *cells, last = printed(*[1] * (steps + 1), 2, unit="元")
    chain = [equation(one, two) for one, two in zip(cells, [*cells[1:], last], strict=True)]
    network = Network([*cells, last], chain)
    near = Network([*cells, last], chain)
    near.near_only = True

    assert network.settle([cells[0]]) is None
    assert near.settle() is None
    assert (near.settle([cells[0]]) is None) == sees


def test_the_neighbourhood_is_all_that_counts_above_so_many_equations():
    cells = printed(1, 1, unit="元")

    assert not Network(cells, [equation(*cells)] * 3000).near_only
    assert Network(cells, [equation(*cells)] * 3001).near_only


# What belongs together


@given(st.lists(st.frozensets(st.integers(0, 9), max_size=3), max_size=8))
def test_items_that_share_a_key_are_together_and_others_apart(keys):
    groups = components(keys)
    at = {number: at for at, group in enumerate(groups) for number in group}

    assert sorted(at) == list(range(len(keys)))
    assert all(group == sorted(group) for group in groups)
    assert all(at[one] == at[two] for one, a in enumerate(keys) for two, b in enumerate(keys) if a & b)
    used = [frozenset().union(*(keys[number] for number in group)) for group in groups]
    assert sum(map(len, used)) == len(frozenset().union(*used))
    assert all(len(group) == 1 for group, own in zip(groups, used, strict=True) if not own)


def test_cells_of_a_sound_equality_are_one_quantity():
    cells = a, b, c, d, e = printed(5, 5, 5, 2, 3, unit="元")
    soft, bounded = equation(a, d, soft=True), equation(d, e, at_most=True)
    of = Quantities(cells, [equation(a, b), equation(b, c), equation(a, d, e), soft, bounded])

    assert [of.of(cell) for cell in cells] == [0, 0, 0, 3, 4]
    assert [cell.index for cell in of.members(0)] == [0, 1, 2]
    assert of.members(3) == [d]
    assert of.among(equation(c, d, e)) == {0, 3, 4}


# What should have been printed


@pytest.mark.parametrize(
    ("low", "high", "fitting"),
    [
        (2_990_000, 3_009_998, 3_000_000),
        (3_004_000, 3_012_000, 3_010_000),
        (3_001_000, 3_008_000, 3_000_000),
        (-3_009_998, -2_990_000, -3_000_000),
        (3_000_000, 3_019_999, 3_010_000),
        (3_000_000, 3_020_000, None),
        (-2_000, 2_000, 0),
    ],
)
def test_the_figure_that_fits_is_one_that_can_be_printed(low, high, fitting):
    assert fitting_print(printed("1.00")[0], low, high, "half_up") == fitting


def test_figures_that_are_cut_off_fit_what_they_were_cut_from():
    assert fitting_print(printed("1.00")[0], 3_000_001, 3_009_999, "truncate") == 3_000_000


@pytest.mark.parametrize(
    ("printed", "fitting", "step", "cause"),
    [
        (0, 500, 1, "疑似漏填"),
        (500, 0, 1, "疑似多填"),
        (-500, 500, 1, "疑似正负号错误"),
        (358_00, 3_580_000_00, 1, "疑似单位错写（万元与元）"),
        (358_00, 3_580_050_00, 1, "疑似单位错写（万元与元）"),
        (358_00, 3_580_050_01, 1, ""),
        (123_45, 1234_50, 1, "疑似小数点错位"),
        (123_45, 123_455_00, 1, "疑似小数点错位"),
        (123_45, 123_455_01, 1, ""),
        (1234_500, 123_45, 1, "疑似小数点错位"),
        (123_45, 1_234_500, 1, "疑似小数点错位"),
        (651_10, 615_10, 1, "疑似数字颠倒"),
        (651_10_000, 615_10_000, 10_000, "疑似数字颠倒"),
        (651_10, 651_20, 1, "疑似录入错误（一位数字）"),
        (651_10, 651_1, 1, "疑似小数点错位"),
        (651_12, 65_12, 1, "疑似录入错误（一位数字）"),
        (651_10, 561_01, 1, ""),
        (651_10, 742_10, 1, ""),
    ],
)
def test_what_a_wrong_figure_looks_like_is_told(printed, fitting, step, cause):
    assert diagnosis(printed, fitting, step) == cause


def test_a_slipped_unit_makes_a_figure_ten_thousand_times_larger_or_smaller():
    assert unit_slips(358_0000) == (358_0000_0000, 358)
    assert unit_slips(0) == ()
