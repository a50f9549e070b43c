"""Pictures: every Chinese word has its glyphs, and bars are as high as the printed figures."""

import io
from pathlib import Path

import pytest

import medinsure_budget as mb
from medinsure_budget.errors import UsageError
from medinsure_budget.frames import plots

SAMPLES = Path(__file__).resolve().parents[2] / "examples/data"


@pytest.fixture(scope="module")
def final():
    return mb.read(next(SAMPLES.glob("*决算.md")))


@pytest.fixture(scope="module")
def budget():
    return mb.read(next(SAMPLES.glob("*预算.md")))


def _has_font():
    try:
        return bool(plots.chinese_font())
    except UsageError:
        return False


needs_font = pytest.mark.skipif(not _has_font(), reason="no Chinese font is here")


def drawn(figure):
    """The picture; matplotlib warns of a missing glyph, and warnings are errors here."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png")
    assert buffer.getvalue().startswith(b"\x89PNG")
    return figure.axes[0]


@needs_font
def test_functional_shares_are_the_printed_classes(final):
    axes = drawn(plots.functional_shares(final))
    printed = sorted(float(a) / 10_000 for a in final.functional.query("层级 == 1")["本年支出合计"])

    assert sorted(bar.get_width() for bar in axes.patches) == pytest.approx(printed)


@needs_font
@pytest.mark.parametrize("name", ["final", "budget"])
def test_both_sides_of_the_flow_are_equally_high(name, request):
    axes = drawn(plots.flow(request.getfixturevalue(name)))
    tops = {}
    for bar in axes.patches:
        side = round(bar.get_x() + bar.get_width() / 2)
        tops[side] = max(tops.get(side, 0), bar.get_y() + bar.get_height())

    assert tops[0] == pytest.approx(tops[1], abs=0.05), "收支 balance but for tails"


@needs_font
def test_three_publics_over_years(final, budget):
    axes = drawn(plots.three_publics_over_years([budget, final]))

    assert [label.get_text() for label in axes.get_xticklabels()] == ["2023年", "2024年"]
    assert max(bar.get_y() + bar.get_height() for bar in axes.patches) == pytest.approx(4.21)


@needs_font
def test_completion_shows_budget_and_outturn(final, budget):
    assert len(drawn(plots.completion(final)).patches) == 2 * len(final.three_publics)
    with pytest.raises(UsageError, match="预算数和决算数"):
        plots.completion(budget)


@needs_font
def test_a_document_without_the_table_is_told():
    for plot in (plots.functional_shares, plots.flow):
        with pytest.raises(UsageError, match="没有"):
            plot(mb.Budget(name="空"))


def test_without_a_chinese_font_it_is_said(monkeypatch):
    monkeypatch.setattr(plots, "_FONTS", ("没有的字体",))
    with pytest.raises(UsageError, match="没有中文字体"):
        plots.chinese_font()
