"""The evaluation report of a project as one form: cover, money, summary, evaluators, and its text."""

from collections.abc import Iterator, Sequence

from attrs import evolve

from medinsure_budget.document.performance import Choice, EvaluationReport, Figure, Funds, IndicatorGroup
from medinsure_budget.writing.drawn import DrawnForm, Part
from medinsure_budget.writing.table import Table

# The long texts of the form stand in merged cells, which no width can be told from.
_WIDTHS = (18.0, 20.0, 26.0, 14.0, 14.0)
_WIDTH = len(_WIDTHS)
_INFO, _SPENT, _SUMMARY = "一、项目基本信息", "二、项目支出明细情况", "三、评价报告摘要"
_EVALUATORS, _TEXT = "四、评价人员", "五、评价报告文字部分（报告综述）"
_INDICATORS = ("一级指标", "二级指标", "三级指标", "指标分值", "评价得分")


def report_table(report: EvaluationReport) -> Table:
    """The 项目支出绩效评价报告 of one project."""
    form = DrawnForm()
    for label, text in _cover(report):
        form.line((label, 1, "header"), (text, _WIDTH - 1, "text"))
    _banner(form, report.date)
    _info(form, report)
    _spending(form, report)
    _summary(form, report)
    if report.evaluators:
        _banner(form, _EVALUATORS)
        form.line(*((word, 1, "header") for word in ("姓名", "职称/职务", "单位")), ("签字", 2, "header"))
        for one in report.evaluators:
            form.line((one.name, 1, "text"), (one.post, 1, "text"), (one.unit, 1, "text"), (one.signature, 2, "text"))
    if report.sections:
        _banner(form, _TEXT)
        for part in report.sections:
            for text in filter(None, (part.number + part.title, *part.text.split("\n"))):
                form.line((text, _WIDTH, "text"))
    return evolve(form.table(report.title or "项目支出绩效评价报告", ""), widths=_WIDTHS)


def without_text(report: EvaluationReport) -> EvaluationReport:
    """The report whose text the document prints among its sections."""
    return evolve(report, sections=())


def _cover(report: EvaluationReport) -> Iterator[tuple[str, str]]:
    labelled = (
        ("项目名称", report.project), ("项目单位", report.unit), ("主管部门", report.department),
        ("评价方式", _marked(report.method)), ("评价机构", _marked(report.body)),
    )  # fmt: skip
    yield from ((label, text) for label, text in labelled if text)
    yield from ((label, text) for label, text in report.details if label)


def _marked(choice: Choice) -> str:
    marks = {True: "☑", False: "□"} if choice.chosen else {False: ""}
    return " ".join(marks[option in choice.chosen] + option for option in choice.options)


def _banner(form: DrawnForm, text: str) -> None:
    if text:
        form.line((text, _WIDTH, "header"))


def _info(form: DrawnForm, report: EvaluationReport) -> None:
    pairs = (
        ("项目负责人", report.manager), ("联系电话", report.telephone), ("地址", report.address), ("邮编", report.postcode),
        ("项目起止时间", report.period),
    )  # fmt: skip
    if not report.funds and not any(text for _, text in pairs):
        return
    _banner(form, _INFO)
    told = [(label, text) for label, text in pairs if text]
    for at in range(0, len(told), 2):
        form.line(*_beside(told[at : at + 2]))
    totals = next((line.figures for line in report.funds if line.label == "合计"), ())
    for line in report.funds:
        if line.figures and (line.label in ("合计", line.figures[0].header)):
            form.line(*_beside([(_with_unit(figure), figure.printed) for figure in line.figures]))
        else:
            amounts = {figure.field: figure.printed for figure in line.figures}
            form.line(*_beside([(line.label, amounts.get(total.field, "")) for total in totals]))


def _with_unit(figure: Figure) -> str:
    return f"{figure.header}（{figure.amount.unit.value}）"


def _beside(pairs: Sequence[tuple[str, str]]) -> Iterator[Part]:
    """Labels with their values, two pairs in a line."""
    for at, (label, text) in enumerate(pairs):
        last = at == len(pairs) - 1
        yield (label, 1, "header")
        yield (text, (_WIDTH - 1 - 2 * at) if last else 1, "text")


def _spending(form: DrawnForm, report: EvaluationReport) -> None:
    if not report.expenditure:
        return
    _banner(form, _SPENT)
    columns = {figure.field: figure for line in report.expenditure for figure in line.figures}
    wide = _WIDTH - 1 - len(columns)
    form.line(("支出内容（经济科目）", 1 + wide, "header"), *((_with_unit(f), 1, "header") for f in columns.values()))
    for line in report.expenditure:
        form.line((line.label, 1 + wide, "text"), *((_printed(line, name), 1, "number") for name in columns))


def _printed(line: Funds, name: str) -> str:
    return next((figure.printed for figure in line.figures if figure.field == name), "")


def _summary(form: DrawnForm, report: EvaluationReport) -> None:
    _banner(form, _SUMMARY)
    _labelled(form, "概况", report.overview)
    if report.expected or report.achieved:
        form.over(0, "项目绩效目标完成情况", 2, "header")
        form.line(("预期", 2, "header"), ("实际", 2, "header"), start=1)
        form.line((report.expected, 2, "text"), (report.achieved, 2, "text"), start=1)
    if report.indicators:
        form.line(*((word, 1, "header") for word in _INDICATORS))
        for one in report.indicators:
            names = (_named(report.groups, one.group), _named(report.groups, one.subgroup), one.name)
            form.line(*((word, 1, "text") for word in names), *((_points(p), 1, "number") for p in (one.weight, one.score)))
        form.line(("总分", 3, "header"), *((_points(p), 1, "number") for p in (report.total_weight, report.total_score)))
    for label, text in (("评价等级", report.grade), ("主要问题及原因分析", report.problems), ("相关建议", report.suggestions)):
        _labelled(form, label, text)


def _labelled(form: DrawnForm, label: str, text: str) -> None:
    if text:
        form.line((label, 1, "header"), (text, _WIDTH - 1, "text"))


def _named(groups: Sequence[IndicatorGroup], name: str) -> str:
    weight = next((group.weight for group in groups if group.name == name), None)
    return name if weight is None else f"{name}({weight}分)"


def _points(points: object) -> str:
    return "" if points is None else str(points)
