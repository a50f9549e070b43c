"""From equations that break together to the figures that are wrong."""

import pytest
from arithmetic import equation, figures, judged, sheet

from medinsure_budget.checks.arithmetic.locate import Search
from medinsure_budget.forms import Expenditure
from medinsure_budget.money import Money


def found(amounts, *equations, unit="元"):
    """The clusters of equations between figures, each told by the numbers of its cells, the total first."""
    fig = figures(*amounts, unit=unit)
    cells = fig.cells
    broken, sound = judged([equation(*(cells[n] for n in numbers)) for numbers in equations])
    return Search(fig, broken, sound).clusters(broken), cells


def suspects(cluster):
    return [(s.cell.index, s.low, s.high, s.fitting) for s in cluster.suspects]


# 0 = 1 + 2, 1 = 3 + 4, 2 = 5 + 6
TREE = (0, 1, 2), (1, 3, 4), (2, 5, 6)
RIGHT = ["100", "60", "40", "35", "25", "30", "10"]


def wrong(**changes):
    return [changes.get(f"at{n}", amount) for n, amount in enumerate(RIGHT)]


def test_the_figure_that_stands_in_all_broken_equations_is_suspected_with_its_right_amount():
    [cluster], _ = found(wrong(at1="69"), *TREE)

    assert suspects(cluster) == [(1, 6000, 6000, 6000)]
    assert cluster.suspects[0].cause == "疑似录入错误（一位数字）"
    assert (len(cluster.evaluations), cluster.pairs, cluster.shape) == (2, (), "cell")
    assert [e.identity for e in cluster.evaluations] == cluster.identities


def test_likely_slips_come_first_among_several_suspects():
    [cluster], _ = found(wrong(at4="52"), *TREE)
    [other], _ = found(wrong(at0="1000000"), (0, 1, 2))

    assert [(s.cell.index, s.fitting, s.cause) for s in cluster.suspects] == [(4, 2500, "疑似数字颠倒"), (3, 800, "")]
    assert [(s.cell.index, s.cause) for s in other.suspects] == [(0, "疑似单位错写（万元与元）"), (1, ""), (2, "")]


def test_a_blank_is_a_less_likely_slip_than_a_wrong_figure():
    [cluster], _ = found(["9", "4", None, "3"], (0, 1, 2, 3))

    assert [(s.cell.index, s.fitting) for s in cluster.suspects] == [(0, 700), (1, 600), (3, 500), (2, 200)]


def test_a_slip_of_the_unit_comes_before_an_omission_and_a_narrow_range_before_a_wide_one():
    [cluster], _ = found(["60", "1000000", None, "40"], (1, 0, 2, 3))
    [rounded], _ = found([Money("90000", "元"), "5.55", "7.77"], (0, 1, 2), unit="万元")

    assert [s.cell.index for s in cluster.suspects] == [1, 2, 0, 3]
    assert suspects(rounded) == [
        (1, 1_225_001, 1_235_000, 1_230_000), (2, 3_445_001, 3_455_000, 3_450_000), (0, 13_310_000, 13_329_998, None),
    ]  # fmt: skip
    assert [s.cause for s in rounded.suspects] == ["", "", ""]


def test_a_unit_that_is_another_one_tells_which_figure_of_a_range_is_meant():
    """The copy in 万元 stands for 109950.00 to 110049.99 元."""
    [cluster], _ = found([Money("1099500000", "元"), "11.00"], (0, 1), unit="万元")
    assert (0, 10_995_000, 11_004_999, 10_995_000) in suspects(cluster)
    assert {s.cause for s in cluster.suspects} == {"疑似单位错写（万元与元）"}


@pytest.mark.parametrize(("least", "fitting"), [("99.99", None), ("100.00", 2000)])
def test_no_unit_is_doubted_where_nothing_at_all_fits_too(least, fitting):
    """Figures in 万元 leave a range of 200 元 that begins with 0 or with 0.01."""
    [cluster], _ = found([Money("200000", "元"), "5.00", "-5.00", Money(least, "元")], (0, 1, 2, 3), unit="万元")

    assert {s.cell.index: (s.low, s.fitting) for s in cluster.suspects}[0] == (0 if fitting is None else 1, fitting)


def test_what_is_too_small_to_be_printed_was_not_left_out():
    [cluster], _ = found(["0.00", Money("30", "元")], (0, 1), unit="万元")

    assert {s.cell.index: (s.low, s.fitting, s.cause) for s in cluster.suspects}[0] == (3000, 0, "")


def test_copies_are_wrong_with_the_figure_that_they_copy():
    amounts = [*wrong(at1="69"), "69", "60"]
    [cluster], cells = found(amounts, *TREE, (1, 7))

    assert suspects(cluster) == [(1, 6000, 6000, 6000)]
    assert cluster.suspects[0].copies == (cells[7],)
    [cluster], cells = found(amounts, *TREE, (1, 7), (8, 7))
    assert suspects(cluster) == [(1, 6000, 6000, 6000)]
    assert cluster.suspects[0].copies == (cells[7],)
    assert len(cluster.evaluations) == 3


def test_a_figure_of_a_table_is_named_before_the_text_that_repeats_it():
    fig = figures(*wrong(at1="69"), "69", unit="元")
    fig.cells[7].sheet = sheet(Expenditure)
    made = [equation(*(fig.cells[n] for n in numbers)) for numbers in (*TREE, (1, 7))]
    [cluster] = Search(fig, *judged(made)).clusters(judged(made)[0])

    assert (cluster.suspects[0].cell, cluster.suspects[0].copies) == (fig.cells[7], (fig.cells[1],))


def pair(row=None, **amounts):
    """The clusters of two wrong figures that share an equation, perhaps of one row."""
    fig = figures(*wrong(**amounts), unit="元")
    for cell in fig.cells[1:3]:
        cell.row = row
    broken, sound = judged([equation(*(fig.cells[n] for n in numbers)) for numbers in TREE])
    return Search(fig, broken, sound).clusters(broken)


def test_two_wrong_figures_that_share_an_equation_are_found_together():
    for amounts in ({"at1": "69", "at2": "44"}, {"at1": "64", "at2": "49"}):
        one, other = pair(**amounts)
        assert suspects(one) == [(1, 6000, 6000, 6000)]
        assert suspects(other)[0] == (2, 4000, 4000, 4000)


def test_two_figures_wrong_by_one_amount_or_in_one_row_are_told_in_one_finding():
    row = Expenditure(code="208", name="208")
    for [cluster] in (pair(at1="69", at2="49"), pair(row, at1="69", at2="44")):
        assert [(s.cell.index, s.fitting) for s in cluster.pairs] == [(1, 6000), (2, 4000)]
        assert (cluster.shape, cluster.suspects, len(cluster.evaluations)) == ("cells", [], 3)


def test_where_several_pairs_of_figures_explain_as_much_none_is_called_wrong():
    [cluster], _ = found(["9", "3", "4", "5", "6"], (0, 1, 2), (0, 3, 4))

    assert (cluster.shape, cluster.suspects, cluster.pairs, len(cluster.evaluations)) == ("cell", [], (), 2)


def test_two_figures_wrong_by_themselves_are_two_clusters():
    one, other = found(wrong(at1="69", at5="33"), *TREE)[0]

    assert suspects(one) == [(1, 6000, 6000, 6000)]
    assert [s.cell.index for s in other.suspects] == [2, 5, 6], "those alone that explain what the first one leaves"


def test_more_than_two_wrong_figures_are_told_without_suspects():
    [cluster], _ = found(["10", "20", "30", "40"], (0, 1), (1, 2), (2, 3))

    assert (cluster.suspects, cluster.pairs, len(cluster.evaluations)) == ([], (), 3)
    [many], _ = found([str(n) for n in range(402)], *((n, n + 1) for n in range(401)))
    assert (many.suspects, many.pairs, len(many.evaluations)) == ([], (), 401)


def test_last_digits_that_differ_say_nothing_of_a_figure_that_is_wrong_elsewhere():
    """The copy prints 0.01 less than 甲; that 甲 is no sum of its parts is another matter."""
    one, other = found(["9.00", "8.99", "4.00", "1.00"], (0, 1), (0, 2, 3), unit="万元")[0]

    assert [([e.verdict for e in c.evaluations], [s.cell.index for s in c.suspects]) for c in (one, other)] == [
        (["error"], [0, 2, 3]), (["duplicate"], [0, 1]),
    ]  # fmt: skip


def test_a_change_of_unit_is_told_where_no_printable_figure_fits():
    [cluster], _ = found(["100000000", "6000.00", "4000.00"], (0, 1, 2), unit="万元")

    assert cluster.suspects[0].fitting == 10_000 * 1_000_000


def test_rounded_figures_are_suspected_within_their_range():
    [cluster], _ = found(["9.99", "1.00", "2.00"], (0, 1, 2), unit="万元")

    assert suspects(cluster) == [
        (0, 2_990_000, 3_009_998, 3_000_000), (1, 7_980_001, 7_999_999, 7_990_000), (2, 8_980_001, 8_999_999, 8_990_000),
    ]  # fmt: skip


def test_equations_without_anything_in_common_are_apart():
    both, _ = found(["9", "4", "4", "8", "3", "3"], (0, 1, 2), (3, 4, 5))

    assert [len(c.evaluations) for c in both] == [1, 1]
