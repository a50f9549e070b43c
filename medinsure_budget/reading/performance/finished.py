"""The typed values that a form comes to when its last row is read."""

from medinsure_budget.document.performance import ProjectGoal, SelfEvaluation
from medinsure_budget.reading.performance.form import Form
from medinsure_budget.reading.performance.vocabulary import HEAD_FIELDS


def self_evaluation(form: Form, title: str) -> SelfEvaluation:
    """An evaluation, from a form that tells what was achieved."""
    table = form.table
    return SelfEvaluation(
        title=title,
        year=form.year,
        project=form.head("project"),
        department=form.head("department"),
        unit=form.head("unit"),
        funds=tuple(form.funds),
        expected=form.text("expected"),
        achieved=form.text("achieved"),
        deviation=form.text("deviation"),
        measures=form.text("measures"),
        remarks=form.text("remarks"),
        indicators=tuple(table.indicators),
        groups=tuple(table.groups),
        total_weight=table.total_weight,
        total_score=table.total_score,
        conclusion=form.conclusion,
        conclusion_note=form.conclusion_note,
        details=_other_details(form),
        page=form.page,
    )


def project_goal(form: Form, title: str) -> ProjectGoal:
    """A goal, from a form that does not."""
    # Of several lines that of the year or of all tasks is the total; else the first, but no single task.
    totals = [line for line in form.funds if line.label.startswith("年度") or line.label in _TOTALS]
    totals = totals or (form.funds if not form.has_tasks else [])
    figures = totals[0].figures if totals else ()
    return ProjectGoal(
        project=form.head("project"),
        department=form.head("department"),
        unit=form.head("unit"),
        title=title,
        amount=figures[0].amount if figures else None,
        goal=form.text("expected"),
        indicators=tuple(form.table.indicators),
        groups=tuple(form.table.groups),
        funds=tuple(form.funds),
        details=_other_details(form),
        page=form.page,
    )


_TOTALS = ("金额合计", "合计", "总计")
_HEADS = ("project", "department", "unit")


def _other_details(form: Form) -> tuple[tuple[str, str], ...]:
    """Labelled entries that the form's own attributes do not hold."""
    heads = ((HEAD_FIELDS[name].split()[0], value) for name, value in form.heads.items() if name not in _HEADS and value)
    long_term = ((form.labels["long_term"], text),) if (text := form.text("long_term")) else ()
    return (*heads, *form.details, *long_term)
