"""Whether a document may hold performance forms; most hold none."""

from collections.abc import Sequence

from medinsure_budget.document.performance import ProjectGoal
from medinsure_budget.evidence import Block, Grid
from medinsure_budget.forms import ProjectPerformance, Row, Sheet
from medinsure_budget.forms.words import fold
from medinsure_budget.reading.performance import words  # noqa: F401 - declares the word classes
from medinsure_budget.reading.performance.result import PerformanceReading
from medinsure_budget.reading.performance.vocabulary import head_field, is_of_report, sign_of


def read_performance(blocks: Sequence[tuple[int, Block]]) -> PerformanceReading:
    """Read every performance form among the pages' blocks, given in reading order with their page numbers."""
    if not _may_hold_forms(blocks):
        return PerformanceReading()
    # The readers of forms are many, so they are loaded where a form may stand.
    from medinsure_budget.reading.performance.reader import read_forms

    return read_forms(blocks)


def _may_hold_forms(blocks: Sequence[tuple[int, Block]]) -> bool:
    return any(_may_be_form(b) if isinstance(b, Grid) else is_of_report(fold(b.text)) for _, b in blocks)


def _may_be_form(grid: Grid) -> bool:
    """Whether a row may be of a form: a statement of many projects prints 项目名称 beside 三级指标."""
    signs = {text: sign for text in grid.words if (sign := sign_of(text))}
    rows = ({cell.text for cell in row if cell} for row in grid.places)
    return bool(signs) and any(
        {signs[text] for text in texts & signs.keys()} - {"name"} or not any(head_field(text) == "project" for text in texts)
        for texts in rows
        if not texts.isdisjoint(signs)
    )


def goals_of(sheets: Sequence[Sheet[Row]]) -> tuple[ProjectGoal, ...]:
    """Every project of the goal tables once, with its goals."""
    tables = [sheet for sheet in sheets if issubclass(sheet.form, ProjectPerformance)]
    if not tables:
        return ()
    from medinsure_budget.reading.performance.goals import goals_in

    return goals_in(tables)
