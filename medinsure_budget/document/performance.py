"""Performance goals, self-evaluations and evaluation reports as typed data."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from attrs import field

from medinsure_budget.money import Money
from medinsure_budget.records import frozen


@frozen
class Figure:
    """An amount under a printed header.

    Attributes:
        field: The meaning of its column: ``initial_budget``, ``budget``, ``executed``, ``executed_other``,
            ``planned``, ``received``, ``spent``; empty for columns of other meanings.
        header: The header as printed, without its unit of money.
        amount: The amount in its printed unit.
        printed: The cell as printed.
    """

    field: str
    header: str
    amount: Money
    printed: str


@frozen(kw_only=True)
class Funds:
    """One line of a project's money: its total, one of its sources, or what it was spent on.

    Attributes:
        label: The source or the economic subject as printed.
        figures: The printed amounts; blank cells are absent, printed zeros present.
        rate: The rate of execution in points (``99.94``).
        weight: The points that execution can earn, in forms that score it.
        score: The points that it earned.
        page: The page it was printed on.
    """

    label: str
    figures: tuple[Figure, ...] = ()
    rate: Decimal | None = None
    weight: Decimal | None = None
    score: Decimal | None = None
    page: int = field(default=0, eq=False)

    def amount(self, name: str) -> Money | None:
        """The amount of a field, ``None`` when blank or not printed."""
        return next((f.amount for f in self.figures if f.field == name), None)


@frozen(kw_only=True)
class Indicator:
    """A performance indicator (三级指标); words and values are as printed.

    Attributes:
        group: The 一级指标 it belongs to, without its weight.
        subgroup: The 二级指标 it belongs to, without its weight.
        name: The 三级指标.
        target: The value aimed at, e.g. ``≥95%``.
        actual: The value reached.
        description: The explanation that goal tables print.
        weight: The points it can earn.
        score: The points it earned.
        reason: Why it fell short, and what will be done.
        page: The page it was printed on.
        line: The line it was printed on, for formats that have lines.
    """

    group: str = ""
    subgroup: str = ""
    name: str = ""
    target: str = ""
    actual: str = ""
    description: str = ""
    weight: Decimal | None = None
    score: Decimal | None = None
    reason: str = ""
    page: int = field(default=0, eq=False)
    line: int = field(default=0, eq=False)


@frozen
class IndicatorGroup:
    """A 一级指标 or 二级指标 with the weight printed beside it.

    Attributes:
        name: The printed words without the weight.
        weight: The points of the group, ``None`` when none are printed.
        parent: The 一级指标 of a 二级指标; empty for a 一级指标.
    """

    name: str
    weight: Decimal | None = None
    parent: str = ""


@frozen(kw_only=True)
class ProjectGoal:
    """What a project is to achieve, with its money counted once however often it is printed.

    Attributes:
        unit_code: The code of the budget unit.
        unit: The unit's name.
        project: The project.
        amount: Its total.
        sources: The total and its sources as printed.
        goal: The goal in words.
        indicators: The indicators that measure it.
        title: The title of a form that describes this project alone; empty for a row of a table of projects.
        department: The department in charge, in such forms.
        funds: The lines of money of such a form.
        groups: Groups of indicators with their weights, in such forms.
        details: Other labelled entries of such a form.
        page: The page it begins on.
    """

    unit_code: str = ""
    unit: str = ""
    project: str = ""
    amount: Money | None = None
    sources: tuple[Figure, ...] = ()
    goal: str = ""
    indicators: tuple[Indicator, ...] = ()
    title: str = ""
    department: str = ""
    funds: tuple[Funds, ...] = ()
    groups: tuple[IndicatorGroup, ...] = ()
    details: tuple[tuple[str, str], ...] = ()
    page: int = field(default=0, eq=False)


@frozen(kw_only=True)
class SelfEvaluation:
    """A unit's evaluation of its own project (项目支出绩效自评表).

    Attributes:
        title: The printed title.
        year: The year of the evaluation.
        project: The project, empty in evaluations of a whole department.
        department: The department in charge (主管部门), with its code as printed.
        unit: The unit that runs the project, with its code as printed.
        funds: The project's money, its total and its sources.
        expected: The goal set for the year.
        achieved: What was achieved of it.
        deviation: Why the goal was missed.
        measures: What will be done.
        remarks: Other explanations.
        indicators: The indicators in printed order.
        groups: The groups of indicators with their printed weights, those without indicators included.
        total_weight: The points of all indicators as printed, usually 100.
        total_score: The points earned as printed.
        conclusion: The grade, e.g. ``优``.
        conclusion_note: How the form explains its grades.
        details: Other labelled entries.
        page: The page it begins on.
    """

    title: str = ""
    year: int | None = None
    project: str = ""
    department: str = ""
    unit: str = ""
    funds: tuple[Funds, ...] = ()
    expected: str = ""
    achieved: str = ""
    deviation: str = ""
    measures: str = ""
    remarks: str = ""
    indicators: tuple[Indicator, ...] = ()
    groups: tuple[IndicatorGroup, ...] = ()
    total_weight: Decimal | None = None
    total_score: Decimal | None = None
    conclusion: str = ""
    conclusion_note: str = ""
    details: tuple[tuple[str, str], ...] = ()
    page: int = field(default=0, eq=False)


@frozen(kw_only=True)
class Result:
    """One project in a list of results.

    Attributes:
        number: The printed 序号.
        unit: The budget unit.
        project: The project.
        conclusion: The grade.
        score: The points, in lists that print them.
        figures: Printed amounts.
        page: The page it was printed on.
    """

    number: str = ""
    unit: str = ""
    project: str = ""
    conclusion: str = ""
    score: Decimal | None = None
    figures: tuple[Figure, ...] = ()
    page: int = field(default=0, eq=False)


@frozen(kw_only=True)
class ResultList:
    """The list of a unit's self-evaluations (绩效自评结果清单)."""

    title: str = ""
    compiler: str = ""
    results: tuple[Result, ...] = ()
    page: int = field(default=0, eq=False)


@frozen
class Choice:
    """A choice of the form: every printed option, and those marked; no mark may have survived the file's conversion."""

    options: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()


@frozen
class Evaluator:
    """Somebody who evaluated: name, post, place of work, and what was printed in the place for the signature."""

    name: str
    post: str = ""
    unit: str = ""
    signature: str = ""


@frozen
class ReportSection:
    """A part of the text of an evaluation report; paragraphs are separated by line breaks."""

    number: str
    title: str
    text: str = ""


@frozen(kw_only=True)
class EvaluationReport:
    """An evaluation of a project (项目支出绩效评价报告).

    Attributes:
        title: The printed title.
        project: The project.
        unit: The unit that runs it (项目单位).
        department: The department in charge.
        method: 评价方式, by the department or by the finance bureau.
        body: 评价机构, a third party or a group.
        date: As printed.
        manager: 项目负责人.
        telephone: 联系电话.
        address: 地址.
        postcode: 邮编.
        period: When it began and ended, as printed.
        funds: Money planned, received and spent, with its sources.
        expenditure: What it was spent on.
        overview: 概况.
        expected: The goal.
        achieved: What was achieved.
        indicators: The scored indicators.
        groups: Groups of indicators with their weights, where printed.
        total_weight: The points of all indicators as printed.
        total_score: The points earned as printed.
        grade: The grade, e.g. ``优秀``.
        problems: Problems and their causes.
        suggestions: What is suggested.
        evaluators: Who evaluated.
        sections: The text of the report.
        details: Other labelled entries.
        page: The page it begins on.
    """

    title: str = ""
    project: str = ""
    unit: str = ""
    department: str = ""
    method: Choice = Choice()
    body: Choice = Choice()
    date: str = ""
    manager: str = ""
    telephone: str = ""
    address: str = ""
    postcode: str = ""
    period: str = ""
    funds: tuple[Funds, ...] = ()
    expenditure: tuple[Funds, ...] = ()
    overview: str = ""
    expected: str = ""
    achieved: str = ""
    indicators: tuple[Indicator, ...] = ()
    groups: tuple[IndicatorGroup, ...] = ()
    total_weight: Decimal | None = None
    total_score: Decimal | None = None
    grade: str = ""
    problems: str = ""
    suggestions: str = ""
    evaluators: tuple[Evaluator, ...] = ()
    sections: tuple[ReportSection, ...] = ()
    details: tuple[tuple[str, str], ...] = ()
    page: int = field(default=0, eq=False)


@frozen(kw_only=True)
class Performance:
    """What a document says about the performance of its projects.

    Attributes:
        goals: Every project with its goal, once.
        self_evaluations: The 绩效自评表.
        result_lists: The lists of self-evaluations.
        evaluations: The 绩效评价报告.
    """

    goals: tuple[ProjectGoal, ...] = ()
    self_evaluations: tuple[SelfEvaluation, ...] = ()
    result_lists: tuple[ResultList, ...] = ()
    evaluations: tuple[EvaluationReport, ...] = ()

    def records(self) -> Iterator[dict[str, Any]]:
        """The amounts of the performance forms as tidy records; see `Document.to_frame`.

        Tables of projects with their goals are statements: their amounts are those of the sheet, not repeated here.
        Rates and scores are no amounts.
        """
        for goal in self.goals:
            yield from _records("ProjectGoal", goal.title, goal.funds)
        for evaluation in self.self_evaluations:
            yield from _records("SelfEvaluation", evaluation.title, evaluation.funds)
        for results in self.result_lists:
            yield from _records("ResultList", results.title, map(_funds_of, results.results))
        for report in self.evaluations:
            yield from _records("EvaluationReport", f"{report.title}/一、项目基本信息", report.funds)
            yield from _records("EvaluationReport", f"{report.title}/二、项目支出明细情况", report.expenditure)


def _funds_of(result: Result) -> Funds:
    return Funds(label=result.project, figures=result.figures, page=result.page)


def _records(form: str, title: str, lines: Iterable[Funds]) -> Iterator[dict[str, Any]]:
    for line in lines:
        for figure in line.figures:
            yield {
                "form": form,
                "title": title,
                "number": "",
                "unit": figure.amount.unit.value,
                "side": "",
                "code": "",
                "label": line.label,
                "field": figure.field,
                "header": figure.header,
                "amount": figure.amount.worth,
                "printed": figure.printed,
                "page": line.page,
                "measure": "",
                "path": "",
                "code_level": "",
                "is_total": False,
                "line": 0,
            }
