"""Figure accounting: every printed figure has exactly one term, and no figure of the data is made up."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import medinsure_budget as mb
from medinsure_budget.document import Budget
from medinsure_budget.reading.tokens import digits_of

SHARED = Path(__file__).resolve().parents[3] / "shared"
CORPUS = sorted((SHARED / "corpus").glob("*/*"))
CASES = sorted((SHARED / "cases").glob("*/*.json"))

PAGE = """云溪市医疗保障局2024年部门预算

一、支出预算情况说明

2024年支出预算1203.50万元，比上年增加3.50万元。房屋共777.77平方米。

2024年部门支出预算总表
单位：万元

科目编码\t科目名称\t总计\t项目支出
\t合计\t1203.50\t200.20
210\t卫生健康支出\t1203.50\t5 12.30
"""


def test_each_term_is_counted():
    accounting = mb.read(PAGE.encode(), name="a.md").accounting

    assert accounting.balanced
    assert (accounting.frame, accounting.claims) == (3, 2)
    assert [unplaced.text for unplaced in accounting.unread] == ["777.77", "512.30"]
    assert dict(accounting.ignored) == {"年份和日期": 3, "编码": 1}
    assert accounting.printed == 11


def test_what_nothing_was_made_of_is_one_note():
    notes = [note for note in mb.read(PAGE.encode(), name="a.md").notes if "没有读入" in note.message]

    assert len(notes) == 1
    assert "777.77" in notes[0].message


def test_a_figure_that_stands_nowhere_is_told():
    document = mb.read(PAGE.encode(), name="a.md")
    accounting = document.accounting

    assert not type(accounting)(**{**{f: getattr(accounting, f) for f in ("printed", "claims", "ignored", "unread")}, "frame": 4}).balanced
    assert Budget.from_dict(document.to_dict()).accounting == accounting


@given(st.lists(st.decimals(min_value=1, max_value=10**6, places=2), min_size=1, max_size=30))
def test_every_amount_of_a_table_is_in_the_frame_once(amounts):
    rows = "\n".join(f"\t第{n}项支出\t{amount}" for n, amount in enumerate(amounts))
    text = f"2024年部门支出预算总表\n单位：元\n\n科目编码\t科目名称\t总计\n{rows}\n"
    document = mb.read(text.encode(), name="a.md")

    assert document.accounting.balanced
    assert document.accounting.frame == len(list(document.records()))


@pytest.mark.parametrize(
    ("printed", "figures"),
    [
        ("1,386.05", ["1386.05"]),
        ("１，３８６．０５", ["1386.05"]),
        ("5人、2.5%", ["5", "2.5"]),
        ("2025.1.1-2025.12.31", ["2025.1.1", "2025.12.31"]),
        ("（3.20）", ["3.20"]),
        ("无", []),
    ],
)
def test_the_tokeniser_knows_digits_only(printed, figures):
    assert digits_of(printed) == figures


@pytest.mark.skipif(not CORPUS, reason="the corpus is not here")
@pytest.mark.parametrize("path", [p for p in CORPUS if p.suffix != ".json"], ids=lambda p: p.name)
def test_the_equation_holds_for_the_corpus(path):
    accounting = mb.read(path).accounting

    assert accounting.balanced, str(accounting)
    assert accounting.printed


@pytest.mark.skipif(not CASES, reason="the cases are not here")
@pytest.mark.parametrize("path", CASES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_the_equation_holds_for_every_case(path):
    source = path.with_name(json.loads(path.read_text("utf-8"))["source"])
    accounting = mb.read(source).accounting

    assert accounting.balanced, str(accounting)


def test_an_amount_that_ran_into_the_words_beside_it_is_told():
    page = (
        "<h1>云溪市医疗保障局2024年部门预算</h1><p>支出预算总表</p><p>单位：元</p><table>"
        "<tr><td>科目编码</td><td>科目名称</td><td>合计</td><td>基本支出</td></tr>"
        "<tr><td>210</td><td>卫生健康支出</td><td>91,016,775.35一、一般</td><td>100.00</td></tr></table>"
    )
    document = mb.read(f"<html><body>{page}</body></html>".encode())

    assert "91016775.35" in {unplaced.text for unplaced in document.accounting.unread}


def test_an_amount_that_ran_into_a_code_beside_it_is_told():
    page = (
        "<h1>云溪市医疗保障局2024年部门预算</h1><p>支出预算总表</p><p>单位：元</p><table>"
        "<tr><td>科目编码</td><td>科目名称</td><td>合计</td><td>基本支出</td></tr>"
        "<tr><td>537.64 210</td><td>卫生健康支出</td><td>200.00</td><td>100.00</td></tr></table>"
    )
    document = mb.read(f"<html><body>{page}</body></html>".encode())

    assert [unplaced.within for unplaced in document.accounting.unread] == ["537.64 210"]


def test_a_bare_figure_with_thousands_is_no_number_of_a_line():
    accounting = mb.read("云溪市医疗保障局2024年部门预算\n\n1,203,500\n\n12\n\n正文。".encode(), name="a.txt").accounting
    assert [unplaced.text for unplaced in accounting.unread] == ["1203500"]
