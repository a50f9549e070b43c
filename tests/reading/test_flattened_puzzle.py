"""The columns of figures that lost their blanks: what is struck out was impossible, and work stays bounded."""

from itertools import combinations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from medinsure_budget.evidence import Line
from medinsure_budget.forms import Expenditure, GeneralPublicExpenditure, Income
from medinsure_budget.money import is_amount
from medinsure_budget.reading.flattened.header import Ordinals, read_header
from medinsure_budget.reading.flattened.placements import Budget, Sum, placements, row_vector, sums_of, tail
from medinsure_budget.reading.flattened.puzzle import Family, Puzzle
from medinsure_budget.reading.flattened.tokens import Token, join_torn, tokens_of
from medinsure_budget.reading.tables.columns import assign_fields

# 合计 = 小计 + 项目, 小计 = 人员 + 公用
SUMS = [Sum(0, (1, 4)), Sum(1, (2, 3))]
WIDTH = 5

amounts = st.integers(1, 500)
leaves = st.tuples(*[st.one_of(st.just(0), amounts)] * 3).filter(any)


def whole_row(leaf):
    personnel, public, project = leaf
    return (sum(leaf), personnel + public, personnel, public, project)


def printed(row):
    return tuple(v for v in row if v)


def place(row):
    return tuple(c for c, v in enumerate(row) if v)


def brute_force(figures, width, sums, exact):
    for columns in combinations(range(width), len(figures)):
        values = row_vector(columns, figures, width)
        parts = [[values[p] for p in s.parts if values[p]] for s in sums]
        if all(abs(sum(p) - values[s.total]) <= tail(len(p), exact=exact) for s, p in zip(sums, parts, strict=True)):
            yield columns


@given(leaves, st.booleans())
def test_all_placements_that_satisfy_the_sums_are_found_and_no_others(leaf, exact):
    figures = printed(whole_row(leaf))

    found = placements(figures, WIDTH, SUMS, Budget(10_000), exact=exact)
    assert found is not None
    assert sorted(found) == sorted(brute_force(figures, WIDTH, SUMS, exact))


@given(st.lists(leaves, min_size=1, max_size=6))
def test_the_true_columns_are_never_struck_out(items):
    rows = [whole_row(leaf) for leaf in items]
    total = tuple(map(sum, zip(*rows, strict=True)))
    everything = [total, *rows]

    family = Family(0, tuple(range(1, len(everything))))
    puzzle = Puzzle([printed(r) for r in everything], WIDTH, SUMS, [family], exact=True)
    puzzle.propagate()

    for number, row in enumerate(everything):
        assert place(row) in puzzle.domains[number]


@given(st.lists(leaves, min_size=1, max_size=5))
def test_what_is_left_of_each_row_takes_part_in_a_solution(items):
    rows = [whole_row(leaf) for leaf in items]
    everything = [tuple(map(sum, zip(*rows, strict=True))), *rows]
    family = Family(0, tuple(range(1, len(everything))))
    puzzle = Puzzle([printed(r) for r in everything], WIDTH, SUMS, [family], exact=True)
    puzzle.propagate()

    for number in range(len(everything)):
        for candidate in list(puzzle.domains[number]):
            again = Puzzle([printed(r) for r in everything], WIDTH, SUMS, [family], exact=True)
            again.propagate()
            again.restrict(number, [candidate])
            assert all(again.domains)
            assert not again.unsettled


def test_a_family_that_does_not_add_up_strikes_nothing_out():
    puzzle = Puzzle([(9, 9), (4, 4), (4, 4)], 3, [Sum(0, (1, 2))], [Family(0, (1, 2))], exact=True)
    before = [list(d) for d in puzzle.domains]
    puzzle.propagate()

    assert puzzle.domains == before
    assert puzzle.unsettled == {0}


def test_figures_that_fit_no_sum_are_kept_in_the_nearest_placement():
    puzzle = Puzzle([(10, 6, 5)], 3, [Sum(0, (1, 2))], [], exact=True)

    assert puzzle.broken == {0}
    assert puzzle.domains == [[(0, 1, 2)]]


@pytest.mark.parametrize("rows", [100, 300, 1000])
def test_a_puzzle_with_astronomically_many_solutions_ends(rows):
    """Equal amounts in either of two columns under one total: every split fits, none is better."""
    items = [(7 + n % 5, 7 + n % 5) for n in range(rows)]
    half = sum(a for a, _ in items[: rows // 2])
    total = (sum(a for a, _ in items), half, sum(a for a, _ in items) - half)
    puzzle = Puzzle([total, *items], 3, [Sum(0, (1, 2))], [Family(0, tuple(range(1, rows + 1)))], exact=True)
    puzzle.propagate()
    for row in range(1, rows + 1):
        if not puzzle.is_settled(row):
            puzzle.restrict(row, puzzle.domains[row][:1])

    assert all(len(d) == 1 for d in puzzle.domains[1:])


def test_a_row_with_more_placements_than_are_weighed_says_so():
    puzzle = Puzzle([tuple(range(1, 10))], 18, [], [], exact=True)

    assert puzzle.open == {0}
    assert not puzzle.is_settled(0)


def test_sums_count_an_amount_once():
    columns = read_header(
        ["科目编码科目名称总计基本支出小计人员支出公用经费项目支出"], Expenditure.form, None
    ).columns  # fmt: skip
    money = [c for c in columns if c.role == "money"]

    assert [c.field for c in money] == ["total", "basic", "personnel", "public", "project"]
    assert sums_of(Expenditure.form, money) == [Sum(0, (1, 4)), Sum(1, (2, 3))]


def test_a_header_printed_downward_finds_its_groups():
    words = ["单位名称", "总计", "本年收入", "上年结转结余", "小计", "一般公共预算", "其他收入", "小计", "一般公共预算"]
    header = read_header([c for w in words for c in w], Income.form, Ordinals(("**", "1", "2", "3", "4", "5", "6")))

    assert [c.header for c in header.columns] == [
        "单位名称", "总计", "本年收入/小计", "本年收入/一般公共预算", "本年收入/其他收入",
        "上年结转结余/小计", "上年结转结余/一般公共预算",
    ]  # fmt: skip
    assert [c.field for c in header.columns][-1] == "carried_in_general_public"
    assert assign_fields(Income.form, header.columns) == list(header.columns)


@pytest.mark.parametrize(
    "words", ["科目编码科目名称合计基本支出项目支出小计人员经费", "今年天气很好", "科目编码科目名称"]
)
def test_a_header_that_does_not_make_the_forms_columns_is_refused(words):
    assert read_header([words], GeneralPublicExpenditure.form, Ordinals(("**", "**", "1", "2", "3", "4", "5"))) is None


@given(st.integers(1, 10**7), st.integers(1, 9))
def test_a_figure_torn_over_lines_is_joined_digit_by_digit(cents, cut):
    text = f"{cents // 100}.{cents % 100:02}"
    parts = [p for p in (text[:cut], text[cut:]) if p]
    joined = join_torn(tokens_of([Line(p, n) for n, p in enumerate(parts, 1)]), 2)

    assert [t.text for t in joined] == [text]


@example(["." + "0" * 21])
@given(st.lists(st.text("0123456789.", min_size=1, max_size=40), min_size=1, max_size=4))
def test_codes_that_run_together_are_no_figure(parts):
    tokens = join_torn(tokens_of([Line(p, n) for n, p in enumerate(parts, 1)]), 2)

    assert "".join(t.text for t in tokens) == "".join(parts)
    assert all(is_amount(t.text) for t in tokens if t.kind == "figure")


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=6))
def test_whole_figures_are_never_joined(cents):
    texts = [f"{c // 100}.{c % 100:02}" for c in cents]
    tokens = [Token(t, "figure", n) for n, t in enumerate(texts)]

    assert [t.text for t in join_torn(tokens, 2)] == texts
