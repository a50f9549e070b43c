"""Wrong figures that one slip of the pen made: rows and columns exchanged, rows left out, one figure wrong in several tables."""

import pytest
from arithmetic import equation, figures, judged, sheet, tables

from medinsure_budget.checks.arithmetic.identities import of_table
from medinsure_budget.checks.arithmetic.relations import Relation, codes, total
from medinsure_budget.checks.arithmetic.slips import clusters, parent_code
from medinsure_budget.document.narrative import Claim
from medinsure_budget.forms import AppropriationExpenditure, Expenditure, GeneralPublicExpenditure

FIELDS = "total", "personnel", "project"


def planted(wrong, *others, unit="万元", fields=FIELDS):
    """Clusters of a table that prints wrong rows, beside others."""
    found = tables(*(sheet(form, *rows, unit=unit) for form, rows in ((Expenditure, wrong), *others)))
    relations = [
        Relation("XTB-02", (references(Expenditure, field),), (references(form, field),), complete=field == "total" and references is codes)
        for form, _ in others
        for field in fields
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


def with_other(**changes):
    """The rows, of which some print other amounts."""
    return [{**row, **changes.get(f"of{row['code']}", {})} for row in ROWS]


def told(cluster):
    return cluster.shape, {(s.cell.code, s.cell.field): s.fitting for s in (*cluster.suspects, *cluster.pairs)}


def test_nothing_is_wrong_with_right_tables():
    assert planted(ROWS, RIGHT_ONE, RIGHT_TWO) == []


def test_a_row_left_out_is_one_slip():
    for lost in range(1, 5):
        [cluster] = planted([*ROWS[:lost], *ROWS[lost + 1 :]], RIGHT_ONE, RIGHT_TWO)
        assert told(cluster) == ("row_missing", {})


def test_a_row_printed_twice_is_one_slip():
    staff = [line(row["code"], row["personnel"], personnel=row["personnel"], project="0.00") for row in ROWS]
    for [cluster] in (planted([*ROWS[:4], *ROWS[3:]], RIGHT_ONE), planted([*staff[:4], *staff[3:]], (GeneralPublicExpenditure, staff))):
        assert cluster.shape == "rows", "however many columns differ by one amount, this is no gap between sentences"
        assert {e.rule for e in cluster.evaluations} == {"HIE-01"}


def test_a_wrong_figure_of_a_row_is_told_with_its_right_amount():
    [cluster] = planted([*ROWS[:3], line("20805", "32.00", personnel="15.00", project="8.00"), ROWS[4]], RIGHT_ONE)

    assert told(cluster) == ("cell", {("20805", "total"): 23_00_0000})


@pytest.mark.parametrize(("unit", "worth"), [("元", 100), ("万元", 1_000_000)])
def test_figures_in_each_other_s_column_are_one_slip(unit, worth):
    [cluster] = planted(with_other(of20805={"personnel": "8.00", "project": "15.00"}), RIGHT_ONE, unit=unit)

    assert told(cluster) == ("columns", {("20805", "personnel"): 15 * worth, ("20805", "project"): 8 * worth})


@pytest.mark.parametrize("project", ["25.00", "15.00"])
def test_two_wrong_figures_of_a_row_are_no_exchange_unless_each_prints_what_the_other_should(project):
    other = {"personnel": "8.00", "project": project} if project == "25.00" else {"personnel": "9.00", "project": project}
    [cluster] = planted(with_other(of20805=other), RIGHT_ONE)

    assert told(cluster) == ("cells", {("20805", "personnel"): 15_00_0000, ("20805", "project"): 8_00_0000})


def test_exchanged_rows_are_one_slip_that_tells_what_each_should_print():
    swapped = [*ROWS[:2], {**ROWS[3], "code": "20801"}, {**ROWS[2], "code": "20805"}, ROWS[4]]
    right = {(row["code"], field): int(row[field][:-3]) * 10**6 for row in ROWS[2:4] for field in FIELDS}

    assert [told(c) for c in planted(swapped, RIGHT_ONE, RIGHT_TWO)] == [("rows_swapped", right)]
    assert [told(c) for c in planted(swapped, RIGHT_ONE)] == [("rows_swapped", {})], "of two tables either may be wrong"


@pytest.mark.parametrize("others", [(RIGHT_ONE,), (RIGHT_ONE, RIGHT_TWO)])
def test_where_figures_of_one_column_are_exchanged_those_that_others_bear_out_are_right(others):
    totals = with_other(of20801={"total": "23.00"}, of20805={"total": "17.00"})
    staff = with_other(of20801={"personnel": "15.00"}, of20805={"personnel": "10.00"})
    right = {("20801", "total"): 17_00_0000, ("20805", "total"): 23_00_0000}

    assert [told(c) for c in planted(totals, *others)] == [("rows_swapped", right)]
    assert [told(c) for c in planted(staff, *others)] == [
        ("rows_swapped", {("20801", "personnel"): 10_00_0000, ("20805", "personnel"): 15_00_0000})
    ]
    assert [told(c) for c in planted(totals, *others, fields=("total",))] == [("rows_swapped", right)], "the rows do not add up"


def test_of_exchanged_rows_the_columns_that_nothing_repeats_are_exchanged_too():
    swapped = with_other(of20801={**ROWS[3], "code": "20801"}, of20805={**ROWS[2], "code": "20805"})
    every = {(row["code"], f): int(right[f][:-3]) * 10**6 for row, right in zip(swapped[2:4], ROWS[2:4], strict=True) for f in FIELDS}
    assert [told(c) for c in planted(swapped, RIGHT_ONE, RIGHT_TWO, fields=("total",))] == [("rows_swapped", every)]


def test_what_exchanged_rows_print_alike_is_not_wrong():
    alike = {"20801": {"personnel": "10.00"}, "20805": {"personnel": "10.00", "project": "13.00"}}
    right = [{**row, **alike.get(row["code"], {})} for row in ROWS]
    right[:2] = line("", "95.00", personnel="35.00", project="60.00"), line("208", "40.00", personnel="20.00", project="20.00")
    swapped = [*right[:2], {**right[3], "code": "20801"}, {**right[2], "code": "20805"}, right[4]]
    [cluster] = planted(swapped, (GeneralPublicExpenditure, right), (AppropriationExpenditure, right), fields=("total",))

    assert {field for _, field in told(cluster)[1]} == {"total", "project"}


def test_where_no_row_adds_up_to_anything_a_column_that_another_table_bears_out_is_right():
    apart = [{field: row[field] for field in ("code", "name", "personnel", "project")} for row in ROWS]
    wrong = [*apart[:2], {**apart[2], "personnel": "15.00"}, {**apart[3], "personnel": "10.00"}, apart[4]]
    right = {("20801", "personnel"): 10_00_0000, ("20805", "personnel"): 15_00_0000}

    others = [(form, apart) for form, _ in (RIGHT_ONE, RIGHT_TWO)]
    assert [told(c) for c in planted(wrong, *others, fields=("personnel", "project"))] == [("rows_swapped", right)]


def rows_of(fig, **codes):
    """Give figures rows of their own."""
    for number, code in codes.items():
        fig.cells[int(number[2:])].row = Expenditure(code=code, name=code)
        fig.cells[int(number[2:])].code = code


def shapes(fig, *equations):
    """The clusters of equations, each with its shape and the amounts that it proposes."""
    made = [equation(*(fig.cells[n] for n in numbers), group=(at,)) for at, numbers in enumerate(equations)]
    found = clusters(fig, *judged(made))
    return [(c.shape, {s.cell.index: s.fitting // 100 for s in (*c.suspects, *c.pairs)}) for c in found]


def test_figures_that_only_their_sums_show_to_be_exchanged_are_one_slip():
    """Each is the sum of its parts and a part of another sum; 甲 prints what 乙 should."""
    sums = (1, 3, 4), (9, 1, 10), (2, 5, 6), (11, 2, 12)
    amounts = ["0", "40", "60", "35", "25", "30", "10", "0", "0", "70", "10", "45", "5"]
    fig = figures(*amounts, unit="元")
    rows_of(fig, at1="20801", at2="20805")
    assert shapes(fig, *sums) == [("rows_swapped", {1: 60, 2: 40})]
    rows_of(fig, at1="20801", at2="21005")
    assert shapes(fig, *sums) == [("cell", {1: 60}), ("cell", {2: 40})], "of different classes"


def test_figures_too_large_by_one_amount_are_not_exchanged():
    fig = figures("0", "23", "29", "17", "23", unit="元")
    rows_of(fig, at1="20801", at2="20805", at3="20801", at4="20805")
    assert shapes(fig, (1, 3), (2, 4)) == [("cells", {1: 17, 2: 23})]
    fig = figures("0", "23", "17", "17", "23", unit="元")
    rows_of(fig, at1="20801", at2="20805", at3="20801", at4="20805")
    assert shapes(fig, (1, 3), (2, 4)) == [("rows_swapped", {1: 17, 2: 23})]


def test_likeliest_suspects_of_one_row_are_one_slip_where_few_others_are_suspected():
    row = Expenditure(code="208", name="208")
    fig = figures("19", "4", "3", "1", "1", "1", "1", "8", "2", "2", unit="元")

    def joined(one, *equations):
        for cell in fig.cells:
            cell.row = row if cell.index in (one, 7) else None
        return len(shapes(fig, *equations)) == 1

    assert joined(0, (0, 1, 2), (7, 8, 9))
    assert not joined(1, (0, 1, 2), (7, 8, 9)), "a less likely one says nothing"
    assert joined(0, (0, 1, 2, 3, 4), (7, 8, 9))
    assert not joined(0, (0, 1, 2, 3, 4, 5), (7, 8, 9)), "of six figures the first is no likelier than others"


def test_a_wrong_figure_that_tails_hide_is_told_by_the_same_figure_in_another_table():
    """In one table 91 of 208 should be 19 by two sums; in others sums miss by their tails, or hold with what is wrong."""
    known = (1, 3, 4), (2, 1, 5)
    hidden = (6, 7, 8), (7, 9, 10), (7, 11, 12)
    amounts = ["0", "91.00", "29.00", "10.00", "9.00", "10.00", "40.00", "91.00", "21.00", "10.00", "9.03", "7.00", "12.00"]
    for wrong, copies in (("9.03", [7]), ("9.04", None)):
        fig = figures(*amounts[:10], wrong, *amounts[11:])
        for cell in (fig.cells[1], fig.cells[7]):
            cell.code = "208"
        first, *others = clusters(fig, *judged([equation(*(fig.cells[n] for n in numbers)) for numbers in (*known, *hidden)]))
        assert [(s.cell.index, s.fitting) for s in first.suspects] == [(1, 19_000_000)]
        assert [c.index for c in first.suspects[0].copies] == (copies or [])
        assert [c.suspects for c in others] == ([] if copies else [[]])


def test_a_single_sum_whose_other_figures_hold_is_told_by_another_table_too():
    made = (1, 3, 4), (2, 1, 5), (6, 7, 8), (10, 6, 9), (11, 7, 9), (12, 8, 9)
    fig = figures("0", "91", "29", "10", "9", "10", "91", "12", "7", "1", "92", "13", "8", unit="元")
    for cell in (fig.cells[1], fig.cells[6]):
        cell.code = "208"
    [cluster] = clusters(fig, *judged([equation(*(fig.cells[n] for n in numbers)) for numbers in made]))

    assert [(s.cell.index, s.fitting, [c.index for c in s.copies]) for s in cluster.suspects] == [(1, 1900, [6])]


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
