"""Errors of a whole table: amounts that stand some rows too high or too low, and units that are another one."""

import pytest
from arithmetic import sheet, tables
from attrs import evolve
from test_locate import FIELDS

from medinsure_budget.checks.arithmetic.identities import of_table
from medinsure_budget.checks.arithmetic.relations import Relation, codes, total
from medinsure_budget.checks.arithmetic.verdicts import judge
from medinsure_budget.checks.arithmetic.whole import mended, whole_tables
from medinsure_budget.forms import AppropriationExpenditure, Expenditure, GeneralPublicExpenditure
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
