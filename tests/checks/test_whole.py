"""Errors of a whole table: amounts that stand some rows too high or too low, and units that are another one."""

import pytest
from arithmetic import equation, sheet, tables
from attrs import evolve
from test_slips import FIELDS

from medinsure_budget.checks.arithmetic.corrected import value_of
from medinsure_budget.checks.arithmetic.identities import of_table
from medinsure_budget.checks.arithmetic.relations import Relation, codes, total
from medinsure_budget.checks.arithmetic.verdicts import Evaluation, judge
from medinsure_budget.checks.arithmetic.whole import mended, whole_tables
from medinsure_budget.forms import (
    AppropriationExpenditure,
    Expenditure,
    GeneralPublicExpenditure,
    GovernmentFundExpenditure,
)
from medinsure_budget.money import Money, Unit

CODES = ("208", "20801", "2080101", "2080102", "20805", "2080501", "2080505", "210", "21011", "2101101", "21015", "2101501")
LEAVES = {"2080101": (11, 3), "2080102": (25, 0), "2080501": (7, 40), "2080505": (82, 5), "2101101": (64, 130), "2101501": (216, 17)}


def amounts(code):
    """What a subject spends, rolled up from its items: all of it, on staff, on projects."""
    below = [value for leaf, value in LEAVES.items() if leaf.startswith(code)]
    staff, projects = (sum(value[n] for value in below) for n in (0, 1))
    return {"total": f"{staff + projects}.00", "personnel": f"{staff}.00", "project": f"{projects}.00"}


ROWS = [{"code": code, "name": code or "合计", **amounts(code)} for code in ("", *CODES)]
OTHERS = [sheet(form, *ROWS) for form in (GeneralPublicExpenditure, AppropriationExpenditure)]


def shifted(step):
    """The rows with the amounts of another one, so many lines above."""
    return [ROWS[0], *({**row, **amounts(CODES[(n - step) % len(CODES)])} for n, row in enumerate(ROWS[1:]))]


def judged(wrong, *others):
    found = tables(wrong, *others)
    relations = [
        Relation("XTB-02", (references(wrong.form, field),), (references(other.form, field),))
        for other in others
        for field in FIELDS
        for references in (total, codes)
    ]
    identities = [*(i for table in found.tables for i in of_table(table)), *(i for r in relations for i in r.instances(found))]
    return found, [judge(identity) for identity in identities]


def whole(wrong, *others):
    found, evaluations = judged(wrong, *others)
    return found, whole_tables(found, evaluations)


def with_unit(printed, unit):
    """The same digits in another unit."""
    rows = (evolve(r, **{f: Money(getattr(r, f).amount, unit) for f in FIELDS}) for r in printed.rows)
    return evolve(printed, unit=unit, rows=tuple(rows))


def test_right_tables_and_single_slips_are_no_error_of_a_whole_table():
    one = [*ROWS[:3], {**ROWS[3], "total": "41.00"}, *ROWS[4:]]

    assert whole(sheet(Expenditure, *ROWS), *OTHERS)[1] == []
    assert whole(sheet(Expenditure, *one), *OTHERS)[1] == []


@pytest.mark.parametrize(("step", "way"), [(n * sign, f"{way}了 {n}") for n in (1, 2, 3) for sign, way in ((1, "下移"), (-1, "上移"))])
def test_amounts_some_rows_too_low_or_too_high_are_one_error(step, way):
    found, [cluster] = whole(sheet(Expenditure, *shifted(step)), *OTHERS)
    right = {(s.cell.code, s.cell.field): s.fitting for s in cluster.pairs}

    assert cluster.shape == "shifted"
    assert {code for code, _ in right} == set(CODES), "合计 stands where it should"
    assert cluster.told == f"支出预算总表的金额整体错行：疑似各行金额{way} 行"
    assert all(right[code, "total"] == float(amounts(code)["total"]) * 10**6 for code in CODES[4:8])
    assert {value.told for index, value in cluster.values.items() if found.cells[index].code == "21011"} == {*amounts("21011").values()}


def test_beside_a_shifted_table_all_else_is_judged_by_what_it_should_print():
    found, evaluations = judged(sheet(Expenditure, *shifted(1)), *OTHERS)
    before = [(c.fen, c.low, c.high, c.step, c.unit, c.told) for c in found.cells]
    clusters = whole_tables(found, evaluations)
    with mended(found, clusters, evaluations) as left:
        told = {id(e) for cluster in clusters for e in cluster.evaluations}
        assert not any(id(e) in told for e in left)
        assert {e.verdict for e in left} <= {"exact", "error"}
    assert before == [(c.fen, c.low, c.high, c.step, c.unit, c.told) for c in found.cells]


@pytest.mark.parametrize(("lines", "shape"), [(3, []), (4, ["shifted"])])
def test_of_very_few_lines_each_is_told_by_itself(lines, shape):
    printed = {"201": "11.00", "204": "25.00", "208": "47.00", "210": "82.00"}
    rows = [{"code": code, "name": code, "total": n, "personnel": n, "project": "0.00"} for code, n in printed.items()][:lines]
    moved = [{**row, **{f: rows[(n - 1) % lines][f] for f in FIELDS}} for n, row in enumerate(rows)]
    others = [sheet(form, *rows) for form in (GeneralPublicExpenditure, AppropriationExpenditure)]
    found = tables(sheet(Expenditure, *moved), *others)
    relations = [Relation("XTB-02", (codes(Expenditure, f),), (codes(o.form, f),)) for o in others for f in FIELDS]
    clusters = whole_tables(found, [judge(i) for r in relations for i in r.instances(found)])

    assert [c.shape for c in clusters] == shape


@pytest.mark.parametrize(("printed", "right"), [(Unit.YUAN, Unit.WAN), (Unit.WAN, Unit.YUAN)])
def test_a_unit_that_is_another_one_is_one_error(printed, right):
    others = [with_unit(other, right) for other in OTHERS]
    found, [cluster] = whole(with_unit(sheet(Expenditure, *ROWS), printed), *others)

    assert (cluster.shape, cluster.told) == ("unit", f"支出预算总表的金额单位疑似错写：印为{printed.value}，按各表关系应为{right.value}")
    assert {cluster.values[c.index].fen for c in found.tables[0].lines[0].cells.values()} == {
        c.fen for c in found.tables[1].lines[0].cells.values()
    }
    assert {value.unit for value in cluster.values.values()} == {right}


def test_a_table_without_a_unit_of_its_own_and_one_whose_unit_is_neither_are_left_alone():
    others = [with_unit(other, Unit.QIAN) for other in OTHERS]

    assert whole(with_unit(sheet(Expenditure, *ROWS), Unit.YI), *others)[1] == []


# Tables of one column, and how much an error of a whole table has to explain

DIGITS = [f"{n}.00" for n in (11, 25, 47, 82, 64, 216, 7, 133, 58, 39, 71, 96)]
FORMS = Expenditure, GeneralPublicExpenditure, AppropriationExpenditure, GovernmentFundExpenditure


def columns(*printed):
    """Tables of one column, each told by its unit and amounts, and the cells of each."""
    rows = [[{"code": code, "name": code, "total": n} for code, n in zip(CODES, amounts, strict=False)] for _, amounts in printed]
    found = tables(*(sheet(form, *own, unit=unit) for form, own, (unit, _) in zip(FORMS, rows, printed, strict=False)))
    return found, [[line.cells["total"] for line in table.lines] for table in found.tables]


def explained(found, equations):
    """The errors of whole tables, each with how many relations it explains."""
    return [(c.told.split("：")[0], len(c.evaluations)) for c in whole_tables(found, [judge(e) for e in equations])]


def copies(one, other):
    return [equation(a, b) for a, b in zip(one, other, strict=False)]


UNIT, OTHER_UNIT = "支出预算总表的金额单位疑似错写", "一般公共预算支出表的金额单位疑似错写"
SHIFTED = "支出预算总表的金额整体错行"


@pytest.mark.parametrize(("cured", "left", "told"), [(2, 0, []), (3, 0, [(UNIT, 3)]), (3, 3, [(UNIT, 3)]), (3, 4, [])])
def test_a_wrong_unit_explains_three_relations_and_half_of_those_that_break(cured, left, told):
    lines = cured + left
    found, (one, other) = columns(("元", DIGITS[:lines]), ("万元", [*DIGITS[:cured], *(f"9{n}" for n in DIGITS[cured:lines])]))

    assert explained(found, copies(one, other)) == told


@pytest.mark.parametrize(("lines", "left", "told"), [(4, 0, [(SHIFTED, 4)]), (5, 1, [(SHIFTED, 4)]), (6, 2, [])])
def test_shifted_amounts_explain_four_relations_and_four_fifths_of_those_that_break(lines, left, told):
    right = DIGITS[:lines]
    others = [right[0], *(f"9{n}" for n in right[1 : 1 + left]), *right[1 + left :]]
    found, (one, other) = columns(("万元", [right[-1], *right[:-1]]), ("万元", others))

    assert explained(found, copies(one, other)) == told
    assert explained(found, copies(one, other)[:3]) == []


@pytest.mark.parametrize(
    ("addends", "alike", "told"), [(6, 1, [(UNIT, 2)]), (5, 1, []), (6, 0, []), (6, 2, [(UNIT, 3)])],
    ids=["a long sum", "a short sum", "alone", "three relations"],
)  # fmt: skip
def test_two_relations_convince_where_one_is_a_long_sum(addends, alike, told):
    total = f"{sum(float(n) for n in DIGITS[2:2 + addends]):.2f}"
    found, (one, other) = columns(("元", [*DIGITS[:2], total]), ("万元", DIGITS))

    assert explained(found, [*copies(one, other)[:alike], equation(one[2], *other[2 : 2 + addends])]) == told


def test_a_long_sum_convinces_only_where_nothing_stays_broken():
    found, (one, other) = columns(("元", [*DIGITS[:2], "549.00"]), ("万元", [DIGITS[0], "9.00", *DIGITS[2:]]))
    made = [*copies(one, other)[:2], equation(one[2], *other[2:8])]

    assert explained(found, made) == []
    assert explained(found, made[::2]) == [(UNIT, 2)]


@pytest.mark.parametrize(("cured", "held", "told"), [(3, 1, OTHER_UNIT), (4, 1, UNIT), (6, 2, OTHER_UNIT), (7, 2, UNIT)])
def test_a_correction_that_breaks_what_holds_is_none(cured, held, told):
    """A third table prints the same amounts in the same unit: the more relations to it hold, the likelier the other table is wrong."""
    amounts = DIGITS[:cured]
    found, (one, other, third) = columns(("元", amounts), ("万元", amounts), ("元", amounts))

    assert explained(found, [*copies(one, other), *copies(one, third)[:held]]) == [(told, cured)]


def test_what_was_pushed_out_of_a_table_is_not_asked_for():
    """The foot of the column is printed nowhere; relations that hold there with the wrong amounts are no counter-evidence."""
    wrong = ["3.00", "1.00", "2.00", *DIGITS[:9]]
    found, (one, other, third) = columns(*(("万元", amounts) for amounts in (wrong, DIGITS, wrong)))

    assert explained(found, [*copies(one, other), *copies(one[9:], third[9:])]) == [(SHIFTED, 12)]


@pytest.mark.parametrize("wrong", ["元", "万元"])
@pytest.mark.parametrize(
    ("units", "told"), [("rrr", [(UNIT, 1)]), ("rr", []), ("rwr", [])], ids=["alone", "few tables", "not alone"]
)
def test_the_only_table_in_its_unit_is_told_for_a_single_relation(wrong, units, told):
    right = {"元": "万元", "万元": "元"}[wrong]
    found, cells = columns((wrong, DIGITS[:2]), *(({"r": right, "w": wrong}[unit], DIGITS[:2]) for unit in units))

    assert explained(found, [equation(cells[0][0], cells[1][0])]) == told


@pytest.mark.parametrize(("wrong", "right"), [("元", "万元"), ("万元", "元")])
def test_in_the_right_unit_a_table_prints_what_its_copy_prints(wrong, right):
    found, (one, other) = columns((wrong, DIGITS[:3]), (right, DIGITS[:3]))
    [cluster] = whole_tables(found, [judge(e) for e in copies(one, other)])

    assert [cluster.values[cell.index] for cell in one] == [value_of(cell) for cell in other]
    found, (one, other) = columns(("万元", [f"{n}00" for n in DIGITS[:3]]), ("元", DIGITS[:3]))
    [cluster] = whole_tables(found, [judge(e) for e in copies(one, other)])
    assert [cluster.values[cell.index].step for cell in one] == [1, 1, 1]


def test_of_two_tables_that_may_both_be_wrong_the_first_of_a_relation_is_told():
    for forward in (True, False):
        found, (one, other) = columns(("元", DIGITS[:3]), ("万元", DIGITS[:3]))
        assert explained(found, copies(one, other) if forward else copies(other, one)) == [(UNIT if forward else OTHER_UNIT, 3)]


def test_beside_a_mended_table_relations_are_judged_anew_and_others_left_alone():
    printed = [*DIGITS[:2], "36.00", "82.00"]
    found, (one, other, third) = columns(("元", [*printed, "5.00"]), ("万元", [*printed, "6.00"]), ("元", DIGITS))
    wrong = [judge(e) for e in copies(one, other)]
    no_sum, elsewhere = Evaluation("SUB-04", "error"), judge(equation(other[0], other[1]))
    elsewhere.verdict = "explained"
    inside, outside = judge(equation(one[2], one[0], one[1])), judge(equation(one[0], third[0]))
    judged = [*wrong, no_sum, elsewhere, inside, outside]
    clusters = whole_tables(found, judged)
    with mended(found, clusters, judged) as left:
        assert [id(e) for e in left] == [id(e) for e in (wrong[4], no_sum, elsewhere, inside)]

    assert [len(c.evaluations) for c in clusters] == [4]
    assert (wrong[4].verdict, wrong[4].difference) == ("error", -1_00_0000)
    assert (inside.verdict, outside.verdict, elsewhere.verdict) == ("exact", "exact", "explained")
