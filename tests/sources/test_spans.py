"""Characters taken together say what the same characters say one by one."""

import pytest

from medinsure_budget.sources.pdf.geometry import Segment
from medinsure_budget.sources.pdf.lattice import find_lattices
from medinsure_budget.sources.pdf.marks import raised_marks
from medinsure_budget.sources.pdf.ruled import fill
from medinsure_budget.sources.pdf.spans import Span, letters_of
from medinsure_budget.sources.pdf.words import Run, cell_text, runs


def span(text, left, baseline=100.0, size=10.0, step=None):
    """A span whose characters are as broad as high, Latin ones half as broad."""
    lefts, rights, at = [], [], left
    for letter in text:
        width = size / 2 if letter.isascii() else size
        lefts.append(at)
        rights.append(at + width)
        at += step or width
    sides = (lefts, rights) if len(text) > 1 else ((), ())
    return Span(text, left, baseline - size, rights[-1], baseline, baseline, left, *sides)


LINES = {
    "words and a figure in one column more": [span("医疗保障", 10), span("1,234.56", 90)],
    "a narrow gap": [span("2024", 10), span("年", 31), span("预算", 42.5)],
    "words twice in bold": [span("合计", 10), span("合计", 10.4)],
    "one letter twice in bold": [span("合", 10), span("合计", 10.4)],
    "figures twice in bold, in pieces": [span("100", 10), span("00", 25), span("100", 10.3), span("00", 25.3)],
    "a piece printed into a gap": [span("支出", 60), span("一般公共预算", 10, step=9.0), span("总", 40)],
    "two lines": [span("一般公共", 10), span("预算支出", 10, 112)],
    "a broken figure": [span("1234567", 10), span("8.90", 10, 112)],
}


@pytest.mark.parametrize("name", LINES)
def test_lines_and_cells_read_alike(name):
    spans = LINES[name]
    apart = letters_of(spans)
    assert [(run.text, run.box) for run in runs(spans)] == [(run.text, run.box) for run in runs(apart)]
    assert [[part.text for part in run.chunks()] for run in runs(spans)] == [
        [part.text for part in run.chunks()] for run in runs(apart)
    ]
    assert cell_text(spans, 40) == cell_text(apart, 40)


def test_bold_type_is_read_once():
    assert [run.text for run in runs(LINES["figures twice in bold, in pieces"])] == ["10000"]


def test_a_span_over_a_ruling_is_parted_there():
    horizontals = [Segment(y, 0, 90) for y in (0, 20, 40)]
    verticals = [Segment(x, 0, 40) for x in (0, 30, 60, 90)]
    (lattice,), _ = find_lattices(horizontals, verticals)
    spans = [span("甲乙丙丁戊己", 10, 15), span("庚", 65, 35), span("外", 100, 15), span("辛壬癸", 80, 15)]
    grid, rest = fill(lattice, spans, 1)
    assert [[cell.text for cell in row] for row in grid.places] == [["甲乙", "丙丁戊", "己辛"], ["", "", "庚"]]
    assert Run(rest).text.replace(" ", "") == "外壬癸"


def test_a_number_printed_over_a_figure_makes_no_other_figure_of_it():
    over = span("330109", 14.0, baseline=97.0, size=8.0)
    assert [run.text for run in runs([span("29.00", 10.0), over])] == ["330109", "29.00"]
    text = cell_text([span("29.00", 10.0), over], 40.0)
    assert (text, type(text)) == ("330109 29.00", str)  # no figure that was wrapped


def test_figures_on_two_baselines_side_by_side_are_two():
    (run,) = runs([span("31.00", 10.0), span("3", 43.0, baseline=97.0, size=8.0)])
    assert run.text == "31.00 3"


def test_a_sign_of_another_font_stands_on_the_line_of_its_figure():
    (run,) = runs([span("8.8", 10.0), span("%", 32.0, baseline=100.05)])
    assert run.text == "8.8%"


def test_a_flat_character_in_a_line_of_others_is_no_raised_mark():
    # 一 in a font whose boxes are tight, on the upper line of a wrapped label beside a figure in the middle of both.
    figure = Span("9", 10, 6, 16, 14, 14, 10)
    line = [Span("一", 20, 4, 28, 5, 8, 20), Span("、", 28, 6, 30, 8, 8, 28), Span("般", 36, 0, 44, 8, 8, 36)]
    mark = Span("①", 17, 4, 19, 7, 9, 17)
    assert raised_marks([figure, *line]) == []
    assert raised_marks([figure, mark]) == [mark]
