"""A department and its units from one ledger: each document by itself, and all of them together."""

import pandas as pd
import pytest
from attrs import evolve

import medinsure_budget as mb
from medinsure_budget.errors import LedgerError, UsageError

OWN, CENTRE = "青禾县医疗保障局", "青禾县医保中心"
GENERAL = "一般公共预算"


def line(kind, unit, amount, *, source=GENERAL, purpose="", economic="", project="", counterpart=""):
    kind_of_unit, subject = ("行政单位", "2101501") if unit == OWN else ("事业单位", "2101506")
    return {
        "类型": kind, "单位": unit, "单位性质": kind_of_unit, "功能科目": subject,
        "部门经济科目": economic, "资金来源": source, "支出类别": purpose, "项目": project, "金额": amount, "对方单位": counterpart,
    }  # fmt: skip


def ledger(received=30_000):
    """Each unit lives on its appropriation; the centre gives 30,000 元 of other income to the office."""
    return pd.DataFrame([
        line("支出", OWN, 500_000, purpose="人员", economic="30101"), line("收入", OWN, 500_000),
        line("支出", CENTRE, 300_000, purpose="项目", economic="30226", project="窗口"), line("收入", CENTRE, 300_000),
        line("收入", CENTRE, 30_000, source="其他收入"),
        line("支出", CENTRE, 30_000, source="单位资金", purpose="上缴", economic="39999", counterpart=OWN),
        line("收入", OWN, received, source="附属单位上缴收入", counterpart=CENTRE),
        line("支出", OWN, received, source="单位资金", purpose="公用", economic="30201"),
        {"类型": "说明", "事项": "主要职能", "内容": "医疗保障管理"},
    ])  # fmt: skip


def compiled(**more):
    return mb.compile_all(ledger(), agency="青禾县医疗保障部门", year=2023, kind="final_accounts", unit="元", **more)


def total(document):
    return document[mb.forms.FinalExpenditureBySubject].total.total.yuan


def test_the_department_and_each_unit_have_a_document_without_errors():
    whole = compiled()

    assert [d.agency.name for d in whole.units] == [OWN, CENTRE]
    assert [d.agency.level for d in (whole.department, *whole.units)] == ["部门", "单位", "单位"]
    assert [mb.check(d).errors for d in (whole.department, *whole.units)] == [()] * 3
    assert whole.differences == ()


def test_transfers_between_units_are_in_their_documents_and_not_in_the_department_s():
    whole = compiled()

    assert [total(d) for d in whole.units] == [530_000, 330_000]
    assert total(whole.department) == 830_000
    assert any("共30000.00元，汇总时已抵销" in note.message for note in whole.department.notes)
    assert not any("抵销" in note.message for d in whole.units for note in d.notes)


def test_a_transfer_that_two_units_state_differently_is_refused_with_both_amounts():
    with pytest.raises(LedgerError, match=r"付出30000\.00元，收到20000\.00元"):
        mb.compile_all(ledger(received=20_000), agency="青禾县医疗保障部门", year=2023, kind="final_accounts")


def test_each_document_is_published_into_a_folder_of_its_own(tmp_path):
    published = compiled().publish(tmp_path, formats=("xlsx",), insist=True)

    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(["青禾县医疗保障部门", OWN, CENTRE])
    assert all(path.parent.name == one.document.agency.name for one in published for path in one.paths)


def test_documents_that_differ_are_not_published(tmp_path):
    whole = evolve(compiled(), differences=("部门比各单位多",))

    with pytest.raises(UsageError, match="部门比各单位多"):
        whole.publish(tmp_path / "公开")
    assert not (tmp_path / "公开").exists()


def test_a_kind_that_is_none_is_refused():
    with pytest.raises(UsageError, match="budget（预算）或 final_accounts"):
        mb.compile_all(ledger(), agency="部门", year=2023, kind="report")
