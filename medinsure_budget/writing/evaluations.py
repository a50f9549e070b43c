"""The performance forms of final accounts as tables: self-evaluations and the list of their results."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from attrs import evolve

from medinsure_budget.document.performance import (
    Figure,
    Indicator,
    IndicatorGroup,
    Performance,
    ProjectGoal,
    ResultList,
    SelfEvaluation,
)
from medinsure_budget.writing.drawn import DrawnForm, Part
from medinsure_budget.writing.evaluation_reports import report_table
from medinsure_budget.writing.table import Table

# The long texts of the form stand in merged cells, which no width can be told from.
_WIDTHS = (11.0, 17.0, 17.0, 21.0, 14.0, 12.0, 8.0, 8.0, 14.0)
_FUND_COLUMNS = ("initial_budget", "budget", "executed", "executed_other")
_FUND_HEADERS = ("年初预算数", "全年预算数(A)", "全年执行数(B)", "全年执行数(其他)")
_INDICATOR_HEADERS = (
    "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "权重", "得分", "偏差原因分析及改进措施",
)  # fmt: skip
_GOAL_HEADERS = ("一级指标", "二级指标", "三级指标", "指标值", "权重", "指标说明")


def evaluation_tables(performance: Performance | None) -> Iterator[Table]:
    """The forms of a document: goals of single projects, self-evaluations, lists of results and reports, in this order."""
    if performance is not None:
        yield from (goal_form(goal) for goal in performance.goals if goal.title)
        yield from map(self_evaluation, performance.self_evaluations)
        yield from map(result_list, performance.result_lists)
        yield from map(report_table, performance.evaluations)


def goal_form(goal: ProjectGoal) -> Table:
    """The 项目支出绩效目标表 of one project."""
    form = DrawnForm()
    form.line(("项目名称", 1, "header"), (goal.project, 5, "text"))
    form.line(("主管部门", 1, "header"), (goal.department, 2, "text"), ("实施单位", 1, "header"), (goal.unit, 2, "text"))
    columns = {figure.field: figure for line in goal.funds for figure in line.figures}
    if columns:
        unit = next(iter(columns.values())).amount.unit.value
        form.over(0, f"项目资金({unit})", len(goal.funds) + 1, "header")
        wide = 5 - len(columns)
        form.line(("资金来源", wide, "header"), *((figure.header, 1, "header") for figure in columns.values()), start=1)
        for line in goal.funds:
            form.line((line.label, wide, "text"), *((_figure(line.figures, name), 1, "number") for name in columns), start=1)
    for label, text in (*goal.details, ("总体目标", goal.goal)):
        form.line((label, 1, "header"), (text, 5, "text"))
    if goal.indicators:
        form.line(*((word, 1, "header") for word in _GOAL_HEADERS))
        for one in goal.indicators:
            weight = _points(one.weight)
            names = (one.group, one.subgroup, one.name, one.target)
            form.line(*((word, 1, "text") for word in names), (weight, 1, "number"), (one.description, 1, "text"))
    return form.table(goal.title, "")


def self_evaluation(evaluation: SelfEvaluation) -> Table:
    """The 项目支出绩效自评表 of one project."""
    form = DrawnForm()
    form.line(("项目名称", 1, "header"), (evaluation.project, 8, "text"))
    form.line(
        ("主管部门", 1, "header"), (evaluation.department, 3, "text"), ("预算单位", 1, "header"), (evaluation.unit, 4, "text")
    )
    _funds(form, evaluation)
    _goals(form, evaluation)
    for label, text in (
        ("目标偏离原因分析", evaluation.deviation),
        ("整改措施及建议", evaluation.measures),
        ("其他需说明的问题", evaluation.remarks),
        *evaluation.details,
    ):
        form.line((label, 1, "header"), (text, 8, "text"))
    _indicators(form, evaluation)
    total = _points(evaluation.total_weight), _points(evaluation.total_score)
    form.line(("总分", 6, "header"), (total[0], 1, "number"), (total[1], 1, "number"), ("", 1, "text"))
    form.line(("自评结论", 1, "header"), (evaluation.conclusion, 4, "text"), (evaluation.conclusion_note, 4, "text"))
    year = f"({evaluation.year}年度)" if evaluation.year else ""
    return evolve(form.table(evaluation.title or "项目支出绩效自评表", year), widths=_WIDTHS)


def result_list(results: ResultList) -> Table:
    """The 绩效自评结果清单; a unit's name stands once beside all its projects."""
    form = DrawnForm()
    form.line(*((word, 1, "header") for word in ("序号", "预算单位", "项目名称", "自评结论")))
    for (number, unit), group in groupby(results.results, key=lambda result: (result.number, result.unit)):
        projects = list(group)
        form.over(0, number, len(projects), "number")
        form.over(1, unit, len(projects), "text")
        for result in projects:
            form.line((result.project, 1, "text"), (result.conclusion, 1, "number"), start=2)
    compiler = f"编制单位：{results.compiler}" if results.compiler else ""
    return form.table(results.title or "项目支出绩效自评结果清单", "", compiler, header_rows=1)


def _funds(form: DrawnForm, evaluation: SelfEvaluation) -> None:
    if not evaluation.funds:
        return
    unit = next((f.amount.unit.value for funds in evaluation.funds for f in funds.figures), "万元")
    form.over(0, f"项目资金({unit})", len(evaluation.funds) + 1, "header")
    headers = [_header(name, usual, evaluation) for name, usual in zip(_FUND_COLUMNS, _FUND_HEADERS, strict=True)]
    form.line(("资金来源", 2, "header"), *((word, 1, "header") for word in headers), ("执行率(B/A)", 2, "header"), start=1)
    for funds in evaluation.funds:
        amounts = (_figure(funds.figures, name) for name in _FUND_COLUMNS)
        rate = "" if funds.rate is None else f"{funds.rate}%"
        form.line((funds.label, 2, "text"), *((a, 1, "number") for a in amounts), (rate, 2, "number"), start=1)


def _header(name: str, usual: str, evaluation: SelfEvaluation) -> str:
    found = (f.header for funds in evaluation.funds for f in funds.figures if f.field == name)
    return next(found, usual)


def _figure(figures: Sequence[Figure], name: str) -> str:
    return next((f.printed for f in figures if f.field == name), "")


def _goals(form: DrawnForm, evaluation: SelfEvaluation) -> None:
    form.over(0, "年度总体目标", 2, "header")
    form.line(("预期目标", 4, "header"), ("实际完成情况", 4, "header"), start=1)
    form.line((evaluation.expected, 4, "text"), (evaluation.achieved, 4, "text"), start=1)


def _indicators(form: DrawnForm, evaluation: SelfEvaluation) -> None:
    """The groups in order, those without indicators as a line of their own."""
    blocks = list(_blocks(evaluation))
    form.over(0, "绩效指标", 1 + sum(len(lines) for _, parts in blocks for _, lines in parts), "header")
    form.line(*((word, 1, "header") for word in _INDICATOR_HEADERS), start=1)
    for group, parts in blocks:
        form.over(1, group, sum(len(lines) for _, lines in parts), "text")
        for subgroup, lines in parts:
            form.over(2, subgroup, len(lines), "text")
            for line in lines:
                form.line(*_indicator(line), start=3)


def _indicator(line: Indicator | None) -> Iterator[Part]:
    words = ("", "", "") if line is None else (line.name, line.target, line.actual)
    yield from ((word, 1, "text") for word in words)
    points = (None, None) if line is None else (line.weight, line.score)
    yield from ((_points(point), 1, "number") for point in points)
    yield (line.reason if line else "", 1, "text")


def _blocks(
    evaluation: SelfEvaluation,
) -> Iterator[tuple[str, list[tuple[str, list[Indicator | None]]]]]:
    tops = [g for g in evaluation.groups if not g.parent]
    tops += [IndicatorGroup(name) for name in _missing((i.group for i in evaluation.indicators), tops)]
    for top in tops:
        mine = [i for i in evaluation.indicators if i.group == top.name]
        subs = [g for g in evaluation.groups if g.parent == top.name]
        subs += [IndicatorGroup(name, None, top.name) for name in _missing((i.subgroup for i in mine), subs)]
        parts: list[tuple[str, list[Indicator | None]]] = [
            (_group_label(sub), [i for i in mine if i.subgroup == sub.name] or [None]) for sub in subs
        ]
        yield _group_label(top), parts or [("", [None])]


def _missing(names: Iterator[str], groups: Sequence[IndicatorGroup]) -> list[str]:
    known = {group.name for group in groups}
    return [name for name in dict.fromkeys(names) if name not in known]


def _group_label(group: IndicatorGroup) -> str:
    return group.name if group.weight is None else f"{group.name}({group.weight}分)"


def _points(points: Decimal | None) -> str:
    return "" if points is None else str(points)
