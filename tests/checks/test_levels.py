"""Levels that only the columns of names tell, and the errors of whole tables."""

from types import SimpleNamespace

import pytest
import synthetic
from attrs import evolve

import medinsure_budget as mb
from medinsure_budget.checks import check
from medinsure_budget.checks.arithmetic import levels
from medinsure_budget.money import Money, Unit

LIST = """\
# 青禾县水务局2022年部门预算

政府采购支出预算表

单位：万元

| 采购品目大类 | 专项名称 | 经济科目 | 采购物品名称 | 采购组织形式 | 总计 |
|---|---|---|---|---|---|
| 合计 | | | | | 66.00 |
| 一、货物 | | | | | 24.00 |
| | 办公设备 | 办公设备购置 | | | 24.00 |
| | | | 台式机 | 集中采购 | {computers} |
| | | | 打印机 | 分散采购 | 5.00 |
| 三、服务 | | | | | 42.00 |
| | 河道巡查 | 租赁费 | | | 30.00 |
| | | | 船舶租赁 | 分散采购 | 30.00 |
| | | 物业管理费 | | | 12.00 |
| | | | 保洁 | 分散采购 | 12.00 |
"""


@pytest.mark.parametrize(("computers", "wrong"), [("19.00", 0), ("91.00", 1)])
def test_purchases_add_up_step_by_step(tmp_path, computers, wrong):
    page = tmp_path / "list.md"
    page.write_text(LIST.format(computers=computers), encoding="utf-8")
    found = [f for f in check(mb.read(page)).findings if f.rule.id == "TOT-07"]
    assert len(found) == wrong
    assert all("91.00" in {s.cell.printed for s in f.suspects} for f in found)


def with_rows(document, at, rows, **changes):
    sheet = evolve(document.sheets[at], rows=tuple(rows), **changes)
    return document.evolve(sheets=(*document.sheets[:at], sheet, *document.sheets[at + 1 :]))


def with_unit(document, at, unit):
    sheet = document.sheets[at]
    names = [m.name for m in sheet.form.form.money]
    rows = [evolve(r, **{n: Money(a.amount, unit) for n in names if (a := getattr(r, n)) is not None}) for r in sheet.rows]
    return with_rows(document, at, rows, unit=unit)


def test_the_document_s_own_errors_are_told_beside_a_table_in_the_wrong_unit():
    document = synthetic.budget(21)
    at = next(n for n, s in enumerate(document.sheets) if s.form.__name__ == "Expenditure")
    rows = list(document.sheets[at].rows)
    r = next(n for n, row in enumerate(rows) if row.project)
    rows[r] = evolve(rows[r], project=rows[r].project + Money(77, "万元"))
    spoilt = with_rows(document, at, rows)
    own = [f.message for f in check(spoilt).errors]
    told = [f.message for f in check(with_unit(spoilt, at, Unit.YUAN)).errors]
    assert own
    assert len(told) == len(own) + 1
    assert set(own) <= set(told)
    assert sum("金额单位疑似错写" in message for message in told) == 1


def test_names_that_a_long_table_repeats_find_their_places_too():
    """行政运行 and the like stand under every 款 of a province's table."""
    coded = [SimpleNamespace(code=f"2{n:06}", row=SimpleNamespace(name=f"事务{n % 10}")) for n in range(300)]
    names = [line.row.name for line in coded]

    assert levels._align(names[1:], coded) == [line.code for line in coded[1:]]
