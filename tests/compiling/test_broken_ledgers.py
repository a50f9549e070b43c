"""Whatever goes wrong in a ledger is refused or told with its row; small amounts alone raise no suspicion."""

import re

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import medinsure_budget as mb
from medinsure_budget.errors import LedgerError
from medinsure_budget.ledgers.doubts import suspicions
from tests.compiling.strategies import ledgers

YEAR, AGENCY = 2024, "云溪市医疗保障局"
DRAWN = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))






@st.composite
def broken(draw):
    """A valid ledger with one cell spoilt: the frame, the row in it, and a word of the complaint."""
    frame = draw(ledgers("budget", YEAR)).to_frame()
    spent = [at for at, kind in enumerate(frame["类型"]) if kind == "支出"]
    at = draw(st.sampled_from(spent))
    column, value, word = draw(st.sampled_from([
        ("功能科目", "21O1501", "科目编码"), ("功能科目", "210", "项级"), ("部门经济科目", "302", "款级"),
        ("部门经济科目", "39998", "没有这个"),
        ("资金来源", "自筹款", "应为"), ("支出类别", "杂项", "应为"), ("金额", "-5", "不能为负"), ("金额", "五元", "不是金额"),
        ("金额", "12.345", "精度"), ("单位", None, "必须填写"), ("类型", "花费", "应为"), ("单位性质", "企业", "应为"),
    ]))  # fmt: skip
    frame.loc[frame.index[at], column] = value
    return frame, at + 2, column, word


def refused_with_its_row(case):
    frame, row, column, word = case
    with pytest.raises(LedgerError) as refused:
        mb.compile_budget(frame, agency=AGENCY, year=YEAR)

    said = [(p.line, p.column) for p in refused.value.problems if word in p.reason]
    assert (row, column) in said, str(refused.value)


@DRAWN
@given(broken())
def test_a_broken_ledger_is_refused_with_the_right_row(case):
    refused_with_its_row(case)


@DRAWN
@given(ledgers("budget", YEAR), st.data())
def test_a_line_that_stands_twice_is_told_with_both_rows(ledger, data):
    spent = [line for line in ledger.lines if line.kind == "expenditure"]
    twice = data.draw(st.sampled_from(spent))
    copy = evolve(twice, number=9_999)
    told = " ".join(note.message for note in suspicions((*ledger.lines, copy)))

    assert re.search(rf"第{twice.number}行.*第9999行：各栏内容完全相同", told)


@DRAWN
@given(ledgers("budget", YEAR), st.lists(st.integers(1, 99_999), min_size=1, max_size=6))
def test_small_lines_of_things_that_are_small_raise_no_suspicion(ledger, amounts):
    model = next(line for line in ledger.lines if line.kind == "expenditure")
    wages = evolve(model, number=900, economic="30101", purpose="personnel", project="", amount=80_000_000)
    small = [
        evolve(model, number=901 + at, economic=economic, purpose="public", project="", amount=fen)
        for at, (fen, economic) in enumerate(zip(amounts, ("30204", "30207", "30216", "30299", "30228", "30217"), strict=False))
    ]
    told = [note.message for note in suspicions((wages, *small))]

    assert not [message for message in told if "万元" in message or "过小" in message]
