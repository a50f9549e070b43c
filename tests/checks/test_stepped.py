"""Lists without codes whose levels only the columns of names tell: which rows a row should be the sum of."""

import pytest
from arithmetic import tables
from attrs import evolve

import medinsure_budget as mb
from medinsure_budget.checks.arithmetic.stepped import stepped

HEAD = """\
# 青禾县水务局2022年部门预算

政府采购支出预算表

单位：万元

| 采购品目大类 | 专项名称 | 采购物品名称 | 总计 |
|---|---|---|---|
"""
ROWS = [
    "合计|||66.00", "货物|||24.00", "|办公设备||24.00", "||台式机|19.00", "||打印机|5.00",
    "服务|||42.00", "|河道巡查||42.00", "||船舶租赁|30.00", "||保洁|12.00",
]  # fmt: skip
FAMILIES = {
    "合计": ["货物", "服务"], "货物": ["办公设备"], "办公设备": ["台式机", "打印机"],
    "服务": ["河道巡查"], "河道巡查": ["船舶租赁", "保洁"],
}  # fmt: skip


def the_list(tmp_path, rows):
    page = tmp_path / "list.md"
    page.write_text(HEAD + "".join(f"| {row.replace('|', ' | ')} |\n" for row in rows), encoding="utf-8")
    [sheet] = mb.read(page).sheets
    return sheet


def families(sheet):
    [table] = tables(sheet).tables
    return {above.row.name: [line.row.name for line in below] for above, below in stepped(table)}


@pytest.fixture
def of(tmp_path):
    """The families of a list, some of whose rows print another amount."""

    def of(*rows, **wrong):
        cells = (row.split("|") for row in rows or ROWS)
        return families(the_list(tmp_path, ["|".join([*names, wrong.get("".join(names), amount)]) for *names, amount in cells]))

    return of


def test_each_row_is_the_sum_of_the_rows_one_step_below_it(of):
    assert of() == FAMILIES


def test_one_sum_that_fails_among_several_is_still_a_sum(of):
    assert of(台式机="91.00") == FAMILIES


def test_where_no_more_than_half_of_the_sums_hold_the_columns_tell_no_levels(of):
    assert of("合计|||66.00", "货物|||66.00", "|台式机||18.00", "|打印机||5.00") == {}
    assert of("合计|||66.00", "货物|||66.00", "|台式机||61.00", "|打印机||5.00") == {"合计": ["货物"], "货物": ["台式机", "打印机"]}
    assert of(台式机="91.00", 船舶租赁="3.00", 货物="42.00") == {}


def test_rows_add_up_but_for_as_many_last_digits_as_there_are_rows(of):
    def pair(total):
        return of(f"合计|||{total}", "货物|||30.00", "服务|||12.00")

    assert pair("42.02") == pair("41.98") == {"合计": ["货物", "服务"]}
    assert pair("42.03") == pair("41.97") == {}


def test_a_row_whose_names_are_not_told_leaves_all_levels_open(of, tmp_path):
    sheet = the_list(tmp_path, ROWS)

    assert families(sheet) == FAMILIES
    assert families(evolve(sheet, columns=sheet.columns[1:])) == {}
    assert families(evolve(sheet, rows=(*sheet.rows[:-1], evolve(sheet.rows[-1], origin=None)))) == {}
    assert of(*ROWS[:8], "|||12.00") == {}
