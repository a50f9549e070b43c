"""Figures of any length are exact or refused, and digits are what `int` takes for digits."""

import ast
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medinsure_budget import check, read
from medinsure_budget.errors import UnreadableFileError, UsageError
from medinsure_budget.evidence import Grid, Origin
from medinsure_budget.facts import fact
from medinsure_budget.ledgers import load_ledger
from medinsure_budget.money import Money, is_amount, parse_amount
from medinsure_budget.sources import Limits

PACKAGE = Path(__file__).resolve().parents[1] / "medinsure_budget"
TABLE = (
    "云溪市医疗保障局2024年部门预算\n\n部门支出总表\n单位：万元\n\n|科目编码|科目名称|合计|基本支出|\n|-|-|-|-|\n"
    "||合计|{0}|{1}|\n|210|卫生健康支出|{2}|{1}|\n"
)


def test_nobody_asks_for_digits_that_int_cannot_read():
    calls = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("isdigit", "isnumeric")
    ]
    assert calls == []


@pytest.mark.parametrize("digits", range(26, 34))
def test_a_document_with_figures_of_any_length_is_read_and_checked(digits):
    text = TABLE.format("9" * digits + ".99", "9" * (digits - 1) + ".98", "1" * digits + ".01")
    report = check(read(text.encode(), name="文.md"))

    assert report.to_text()
    assert report.ok is not True


@given(st.integers(1, 40), st.integers(0, 30), st.sampled_from("123456789"))
def test_an_amount_keeps_every_digit_or_is_refused(whole, decimals, digit):
    text = digit * whole + ("." + digit * decimals if decimals else "")

    assert is_amount(text) == (whole <= 30 and decimals <= 20)
    if is_amount(text):
        money = Money(text, "亿元")
        assert f"{money.to('元').to('亿元').amount:f}" == text
        assert money + money - money == money
    else:
        with pytest.raises(UsageError, match="都大或都细"):
            parse_amount(text)


@pytest.mark.parametrize("text", ["²", "1²", "①", "1①", "½", "1e5", "Infinity", "NaN", "0x1F", "1_000"])
def test_what_only_looks_like_a_number_is_no_amount(text):
    assert not is_amount(text)
    assert fact(text).amount is None


def test_a_ledger_counts_nothing_without_end():
    ledger = load_ledger("类型,单位,人数,金额\n基本信息,局,1e999999999,\n基本信息,局,²,\n".encode())

    assert len(ledger.problems) >= 2


@given(st.lists(st.lists(st.text("甲1.", max_size=2), max_size=4), max_size=4), st.integers(-6, 6), st.integers(-6, 6))
def test_evidence_stands_in_its_grid_or_nowhere(rows, row, column):
    grid = Grid.from_rows(rows)
    inside = 0 <= row < grid.height and 0 <= column < grid.width

    assert (grid.origin(row, column) is not None) == inside
    if not inside:
        with pytest.raises(UsageError, match="不在"):
            Origin(grid, row, column)


def test_a_sum_beyond_the_usual_precision_is_exact():
    one, other = Money("9" * 30, "亿元"), Money("0." + "1" * 20)

    assert (one + other - one).amount == Decimal("0." + "1" * 20)


@pytest.mark.parametrize("times", [10**400, Decimal("1E+999999"), Decimal("1E-999"), 7**200, Decimal("NaN")], ids=str)
def test_no_product_is_larger_or_finer_than_an_amount(times):
    with pytest.raises(UsageError):
        Money("1") * times


@pytest.mark.parametrize("decimals", [10**400, 21, -31], ids=["endless", "fine", "coarse"])
def test_nothing_is_rounded_beyond_what_an_amount_has(decimals):
    with pytest.raises(UsageError):
        Money("1").rounded(decimals)


@pytest.mark.parametrize("bound", [0, -1, float("nan")])
def test_a_bound_is_above_zero(bound):
    with pytest.raises(UsageError, match="max_seconds"):
        Limits(max_seconds=bound)


def test_a_name_that_no_file_can_have_is_no_ledger():
    with pytest.raises(UnreadableFileError):
        load_ledger("1" * 5000)
