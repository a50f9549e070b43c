"""From equations that break together to the figures that are wrong, and to the one slip that made several of them."""

from arithmetic import equation, figures, judged, sheet, tables

from medinsure_budget.checks.arithmetic.identities import of_table
from medinsure_budget.checks.arithmetic.locate import Search
from medinsure_budget.checks.arithmetic.relations import Relation, codes, total
from medinsure_budget.checks.arithmetic.slips import clusters, parent_code
from medinsure_budget.document.narrative import Claim
from medinsure_budget.forms import AppropriationExpenditure, Expenditure, GeneralPublicExpenditure


def found(amounts, *equations, unit="元", slips=False, **more):
    """The clusters of equations between figures, each told by the numbers of its cells, the total first."""
    fig = figures(*amounts, unit=unit)
    cells = fig.cells
    made = [equation(*(cells[n] for n in numbers), group=(at,), **more) for at, numbers in enumerate(equations)]
    broken, sound = judged(made)
    return (clusters(fig, broken, sound) if slips else Search(fig, broken, sound).clusters(broken)), cells


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


def test_copies_are_wrong_with_the_figure_that_they_copy():
    amounts = [*wrong(at1="69"), "69", "60"]
    [cluster], cells = found(amounts, *TREE, (1, 7))

    assert suspects(cluster) == [(1, 6000, 6000, 6000)]
    assert cluster.suspects[0].copies == (cells[7],)
    [cluster], cells = found(amounts, *TREE, (1, 7), (8, 7))
    assert suspects(cluster) == [(1, 6000, 6000, 6000)]
    assert cluster.suspects[0].copies == (cells[7],)
    assert len(cluster.evaluations) == 3


def test_two_figures_wrong_by_themselves_are_two_clusters():
    one, other = found(wrong(at1="69", at5="33"), *TREE)[0]

    assert suspects(one) == [(1, 6000, 6000, 6000)]
    assert [s.cell.index for s in other.suspects] == [2, 5, 6], "those alone that explain what the first one leaves"


def test_more_than_two_wrong_figures_are_told_without_suspects():
    [cluster], _ = found(["10", "20", "30", "40"], (0, 1), (1, 2), (2, 3))

    assert (cluster.suspects, cluster.pairs, len(cluster.evaluations)) == ([], (), 3)


def test_last_digits_that_differ_say_nothing_of_a_figure_that_is_wrong_elsewhere():
    """The copy prints 0.01 less than 甲; that 甲 is no sum of its parts is another matter."""
    one, other = found(["9.00", "8.99", "4.00", "1.00"], (0, 1), (0, 2, 3), unit="万元")[0]

    assert sorted([[e.verdict for e in c.evaluations] for c in (one, other)]) == [["duplicate"], ["error"]]


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


# One slip of several figures


FIELDS = "total", "personnel", "project"


def planted(wrong, *others):
    """Clusters of a table that prints wrong rows, beside others."""
    found = tables(sheet(Expenditure, *wrong), *(sheet(form, *rows) for form, rows in others))
    relations = [
        Relation("XTB-02", (references(Expenditure, field),), (references(form, field),), complete=field == "total" and references is codes)
        for form, _ in others
        for field in FIELDS
        for references in (total, codes)
    ]
    identities = [i for table in found.tables for i in of_table(table)]
    return clusters(found, *judged([*identities, *(i for relation in relations for i in relation.instances(found))]))


def line(code, total, **more):
    return {"code": code, "name": code or "合计", "total": total, **more}


ROWS = [
    line("", "95.00", personnel="40.00", project="55.00"),
    line("208", "40.00", personnel="25.00", project="15.00"),
    line("20801", "17.00", personnel="10.00", project="7.00"),
    line("20805", "23.00", personnel="15.00", project="8.00"),
    line("210", "55.00", personnel="15.00", project="40.00"),
]


RIGHT_ONE = GeneralPublicExpenditure, ROWS
RIGHT_TWO = AppropriationExpenditure, ROWS


def told(cluster):
    return cluster.shape, {(s.cell.code, s.cell.field): s.fitting for s in (*cluster.suspects, *cluster.pairs)}


def test_nothing_is_wrong_with_right_tables():
    assert planted(ROWS, RIGHT_ONE, RIGHT_TWO) == []


def test_a_row_left_out_is_one_slip():
    for lost in range(1, 5):
        [cluster] = planted([*ROWS[:lost], *ROWS[lost + 1 :]], RIGHT_ONE, RIGHT_TWO)
        assert told(cluster) == ("row_missing", {})


def test_a_row_printed_twice_is_one_slip():
    [cluster] = planted([*ROWS[:4], *ROWS[3:]], RIGHT_ONE)

    assert cluster.shape == "rows"
    assert {e.rule for e in cluster.evaluations} == {"HIE-01"}


def test_a_wrong_figure_of_a_row_is_told_with_its_right_amount():
    [cluster] = planted([*ROWS[:3], line("20805", "32.00", personnel="15.00", project="8.00"), ROWS[4]], RIGHT_ONE)

    assert told(cluster) == ("cell", {("20805", "total"): 23_00_0000})


def test_figures_in_each_other_s_column_are_one_slip():
    [cluster] = planted([*ROWS[:3], line("20805", "23.00", personnel="8.00", project="15.00"), ROWS[4]], RIGHT_ONE)

    assert told(cluster) == ("columns", {("20805", "personnel"): 15_00_0000, ("20805", "project"): 8_00_0000})


def test_exchanged_rows_are_one_slip_that_tells_what_each_should_print():
    swapped = [*ROWS[:2], {**ROWS[3], "code": "20801"}, {**ROWS[2], "code": "20805"}, ROWS[4]]
    right = {(row["code"], field): int(row[field][:-3]) * 10**6 for row in ROWS[2:4] for field in FIELDS}

    assert [told(c) for c in planted(swapped, RIGHT_ONE, RIGHT_TWO)] == [("rows_swapped", right)]
    assert [told(c) for c in planted(swapped, RIGHT_ONE)] == [("rows_swapped", {})], "of two tables either may be wrong"


def test_wrong_figures_of_two_rows_are_two_slips():
    one, other = line("20801", "71.00", personnel="10.00", project="7.00"), line("210", "55.00", personnel="51.00", project="40.00")
    two = planted([*ROWS[:2], one, ROWS[3], other], RIGHT_ONE)

    assert [told(c) for c in two] == [
        ("cell", {("20801", "total"): 17_00_0000}), ("cell", {("210", "personnel"): 15_00_0000}),
    ]  # fmt: skip


def test_one_figure_that_is_wrong_alike_in_tables_that_nothing_ties_is_one_slip():
    fig = figures("9", "4", "4", "9", "4", "4", unit="元")
    for cell in (fig.cells[1], fig.cells[4]):
        cell.code = "208"
    made = [equation(*fig.cells[:3]), equation(*fig.cells[3:])]
    [cluster] = clusters(fig, *judged(made))

    assert [(s.cell.index, s.fitting, [c.index for c in s.copies]) for s in cluster.suspects] == [(1, 500, [4])]
    fig.cells[4].code = "210"
    assert len(clusters(fig, *judged(made))) == 2


def test_one_difference_in_several_sentences_is_a_gap():
    fig = figures("9.00", "8.00", "7.00", "6.00", unit="元")
    for cell in (fig.cells[0], fig.cells[2]):
        cell.claim = Claim(section="一", quote="")
    made = [equation(fig.cells[0], fig.cells[1], rule="NAR-04"), equation(fig.cells[2], fig.cells[3], rule="NAR-04")]
    [cluster] = clusters(fig, *judged(made))

    assert cluster.shape == "gap"
    for cell, section in zip(fig.cells[::2], "一二", strict=True):
        cell.claim, cell.field = Claim(section=section, quote=""), section
    assert [c.shape for c in clusters(fig, *judged(made))] == ["cell", "cell"]


def test_the_level_above_of_a_code():
    assert [parent_code(code) for code in ("2101501", "21015", "210", "")] == ["21015", "210", "", ""]
