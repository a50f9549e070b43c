"""Self-evaluations and evaluation reports: weights, scores, rates and money."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from medinsure_budget.checks.arithmetic.intervals import in_fen, interval, percent_interval, ratio_range, step_of
from medinsure_budget.checks.arithmetic.verdicts import Evaluation
from medinsure_budget.checks.rule import FINAL, Context, Rule, fails, holds, rule
from medinsure_budget.document.performance import EvaluationReport, Indicator, IndicatorGroup, SelfEvaluation
from medinsure_budget.forms.words import fold
from medinsure_budget.lexicon import Shape
from medinsure_budget.money import HALF_UP, Money
from medinsure_budget.subjects.names import distance

FORM_BASIS = "项目支出绩效自评表、评价报告样式"
_FULL = Decimal(100)
_GRADES = ((90, "优"), (80, "良"), (60, "中"), (0, "差"))


def self_evaluations(context: Context) -> list[SelfEvaluation]:
    """The self-evaluation forms of the document."""
    return list(context.document.performance.self_evaluations) if context.document.performance else []


def _reports(context: Context) -> list[EvaluationReport]:
    return list(context.document.performance.evaluations) if context.document.performance else []


def _scored(context: Context) -> list[SelfEvaluation | EvaluationReport]:
    return [*self_evaluations(context), *_reports(context)]


def form_place(form: SelfEvaluation | EvaluationReport) -> dict[str, Any]:
    """Where a form stands, as the place of an evaluation."""
    title = form.title or ("自评表" if isinstance(form, SelfEvaluation) else "评价报告")
    return {"statement": f"{title}（{form.project}）", "page": form.page}


@rule(
    "PRF-01",
    "指标权重合计 100",
    "各三级指标权重之和 = 100",
    severity="error",
    tolerance="exact",
    kinds=FINAL,
    basis=FORM_BASIS,
)
def weights(context: Context, record: Rule) -> Iterator[Evaluation]:
    """All indicators of a form weigh a hundred points."""
    for form in _scored(context):
        if not form.indicators or any(i.weight is None for i in form.indicators):
            continue
        total = sum((i.weight for i in form.indicators if i.weight is not None), Decimal(0))
        total += sum((f.weight for f in form.funds if f.weight is not None), Decimal(0))
        where = form_place(form)
        if total == _FULL:
            yield holds(record, **where)
        else:
            yield fails(
                record,
                f"{where['statement']}各指标权重合计 {total}，应为 100。",
                printed=str(total),
                expected="100",
                **where,
            )


@rule(
    "PRF-02",
    "各级权重相符",
    "一级、二级指标权重 = 所属三级指标权重之和",
    severity="error",
    tolerance="exact",
    kinds=FINAL,
    basis=FORM_BASIS,
)
def group_weights(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A group weighs what its indicators weigh; of a group and its only part the part is reported."""
    for form in _scored(context):
        wrong = []
        for group in form.groups:
            own = _weights_of(form.indicators, group)
            if group.weight is None or not own or any(w is None for w in own):
                continue
            total = sum((w for w in own if w is not None), Decimal(0))
            if total == group.weight:
                yield holds(record, **form_place(form))
            else:
                wrong.append((group, total))
        parents = {group.parent for group, _ in wrong}
        for group, total in wrong:
            if group.name in parents:
                continue
            where = form_place(form)
            yield fails(
                record,
                f"{where['statement']}“{group.name}”标明 {group.weight} 分，其下指标权重合计 {total} 分。",
                printed=str(group.weight),
                expected=str(total),
                **where,
            )


def _weights_of(indicators: Sequence[Indicator], group: IndicatorGroup) -> list[Decimal | None]:
    if group.parent:
        return [i.weight for i in indicators if (i.group, i.subgroup) == (group.parent, group.name)]
    return [i.weight for i in indicators if i.group == group.name]


@rule(
    "PRF-03",
    "执行率 = 执行数 ÷ 预算数",
    "执行率 = 全年执行数 ÷ 全年预算数",
    severity="error",
    tolerance="ratio",
    kinds=FINAL,
    basis=FORM_BASIS,
)
def execution_rates(context: Context, record: Rule) -> Iterator[Evaluation]:
    """The printed rate of execution against the amounts of its line."""
    for form in self_evaluations(context):
        for line in form.funds:
            budget, spent = line.amount("budget"), line.amount("executed")
            if line.rate is None or budget is None or spent is None or not budget:
                continue
            rates = ratio_range(amount_box(spent), amount_box(budget))
            low, high = percent_interval(line.rate)
            where = form_place(form)
            if rates is None or (rates[0] <= high and low <= rates[1]):
                yield holds(record, **where)
            else:
                right = (spent / budget * 100).quantize(Decimal("0.01"), context=HALF_UP)
                yield fails(
                    record,
                    f"{where['statement']}{line.label}执行率印刷 {line.rate}%，按金额计算应为 {right}%。",
                    printed=f"{line.rate}%",
                    expected=f"{right}%",
                    **where,
                )


def amount_box(amount: Money) -> tuple[int, int]:
    """The whole 分 that an amount of a form stands for."""
    return interval(int(in_fen(amount)), step_of(amount, 2))


@rule(
    "PRF-04", "得分不超过权重", "0 ≤ 得分 ≤ 权重", severity="error", tolerance="at_most", kinds=FINAL, basis=FORM_BASIS
)
def scores(context: Context, record: Rule) -> Iterator[Evaluation]:
    """No indicator earns more than it weighs."""
    for form in _scored(context):
        for indicator in form.indicators:
            if indicator.score is None or indicator.weight is None:
                continue
            where = form_place(form)
            if 0 <= indicator.score <= indicator.weight:
                yield holds(record, **where)
            else:
                yield fails(
                    record,
                    f"{where['statement']}指标“{indicator.name}”得分 {indicator.score}，权重 {indicator.weight}，得分越界。",
                    printed=str(indicator.score),
                    line=indicator.line,
                    **where,
                )


@rule(
    "PRF-05",
    "自评结论与总分相符",
    "≥90 优，80～90 良，60～80 中，<60 差",
    severity="error",
    tolerance="exact",
    kinds=FINAL,
    basis=FORM_BASIS,
)
def conclusions(context: Context, record: Rule) -> Iterator[Evaluation]:
    """The grade follows from the total score."""
    for form in self_evaluations(context):
        if form.total_score is None or not form.conclusion:
            continue
        right = next(grade for least, grade in _GRADES if form.total_score >= least)
        where = form_place(form)
        if fold(form.conclusion)[:1] == right:
            yield holds(record, **where)
        else:
            yield fails(
                record,
                f"{where['statement']}总分 {form.total_score}，自评结论写“{form.conclusion}”，应为“{right}”。",
                printed=form.conclusion,
                expected=right,
                **where,
            )


@rule(
    "PRF-06", "总分 = 各项得分之和", "总分 = Σ得分", severity="error", tolerance="exact", kinds=FINAL, basis=FORM_BASIS
)
def total_scores(context: Context, record: Rule) -> Iterator[Evaluation]:
    """The total is the sum of what was earned."""
    for form in _scored(context):
        if form.total_score is None or not form.indicators or any(i.score is None for i in form.indicators):
            continue
        total = sum((i.score for i in form.indicators if i.score is not None), Decimal(0))
        total += sum((f.score for f in form.funds if f.score is not None), Decimal(0))
        where = form_place(form)
        if total == form.total_score:
            yield holds(record, **where)
        else:
            yield fails(
                record,
                f"{where['statement']}总分印刷 {form.total_score}，各项得分合计 {total}。",
                printed=str(form.total_score),
                expected=str(total),
                **where,
            )


@rule(
    "PRF-07",
    "支出明细 = 合计",
    "支出明细各行之和 = 支出合计（计划、实际）",
    severity="error",
    kinds=FINAL,
    basis=FORM_BASIS,
)
def details(context: Context, record: Rule) -> Iterator[Evaluation]:
    """The items of expenditure add up."""
    for report in _reports(context):
        totals = [f for f in report.expenditure if "合计" in f.label]
        items = [f for f in report.expenditure if "合计" not in f.label]
        for total in totals:
            for name in dict.fromkeys(f.field for f in total.figures):
                whole, parts = total.amount(name), [a for i in items if (a := i.amount(name)) is not None]
                if whole is None or not parts or not name:
                    continue
                boxes = [amount_box(p) for p in parts]
                low, high = sum(b[0] for b in boxes), sum(b[1] for b in boxes)
                own, where = amount_box(whole), form_place(report)
                if low <= own[1] and own[0] <= high:
                    yield holds(record, **where)
                else:
                    added = sum(parts[1:], parts[0])
                    yield fails(
                        record,
                        f"{where['statement']}支出合计印刷 {whole.amount:f}，各行之和 {added.to(whole.unit).amount:f} {whole.unit.value}。",
                        printed=f"{whole.amount:f}",
                        expected=f"{added.to(whole.unit).amount:f}",
                        **where,
                    )


@rule(
    "PRF-08",
    "评价报告金额前后一致",
    "实际支出 = 支出明细合计 = 自评表执行数",
    severity="error",
    tolerance="same",
    kinds=FINAL,
    basis=FORM_BASIS,
)
def same_money(context: Context, record: Rule) -> Iterator[Evaluation]:
    """One project spent one amount, wherever it is told."""
    for report in _reports(context):
        told: list[tuple[str, Money]] = []
        spent = next((f.amount("spent") for f in report.funds if f.amount("spent") is not None), None)
        if spent is not None:
            told.append(("基本信息实际支出", spent))
        total = next((f for f in report.expenditure if "合计" in f.label), None)
        if total is not None and (amount := total.amount("spent")) is not None:
            told.append(("支出明细合计", amount))
        for form in self_evaluations(context):
            if distance(fold(form.project), fold(report.project), 1) <= 1 and form.funds:
                executed = form.funds[0].amount("executed")
                told += [("自评表执行数", executed)] if executed is not None else []
        yield from _nested(record, report, told)


def _nested(record: Rule, report: EvaluationReport, told: list[tuple[str, Money]]) -> Iterator[Evaluation]:
    """Prints of one amount at different precision must contain each other."""
    told = [(name, amount) for name, amount in told if amount.worth is not None]
    if len(told) < 2:
        return
    low, high = max(amount_box(m)[0] for _, m in told), min(amount_box(m)[1] for _, m in told)
    where = form_place(report)
    if low <= high:
        yield holds(record, **where)
        return
    words = "，".join(f"{name} {amount.amount:f}" for name, amount in told)
    gap = max(m.yuan for _, m in told) - min(m.yuan for _, m in told)
    yield fails(
        record,
        f"{where['statement']}同一支出前后不一致：{words}（{told[0][1].unit.value}），最多相差 {gap:f} 元。",
        printed=f"{told[0][1].amount:f}",
        expected=f"{told[-1][1].amount:f}",
        **where,
    )


_SOURCES = (
    ("中央财政", Shape(r"{CENTRAL}")),
    ("省财政", Shape(r"{PROVINCIAL}")),
    ("市县财政", Shape(r"(?:{LOCAL})(?!局)")),
)
_TOLD_SOURCE = Shape(r"{MONEY_SOURCE}(?:{COPULA})?([^，。；,;]{2,30})")
_FILLER = Shape(r"\d+|{FILLER}")


@rule("PRF-09", "资金来源文表一致", "评价报告基本信息的资金来源与文字一致", kinds=FINAL, basis=FORM_BASIS)
def sources(context: Context, record: Rule) -> Iterator[Evaluation]:
    """The text names the source that the form fills in."""
    for report in _reports(context):
        filled = [
            f.label
            for f in report.funds
            if f.label != "合计" and any(x.amount for x in f.figures) and "支出" not in f.label
        ]
        text = fold("\n".join(s.text for s in report.sections))
        told = _TOLD_SOURCE.search(text)
        if told is None or not filled:
            continue
        known = [label for label, pattern in _SOURCES if pattern.search(told[1])]
        where = form_place(report)
        if known and not set(known) & {_source(f) for f in filled}:
            yield fails(
                record,
                f"{where['statement']}基本信息填列“{'、'.join(filled)}”，文字写资金来源于“{told[1]}”。",
                printed="、".join(filled),
                expected=told[1],
                quote=told[0],
                **where,
            )
        elif known:
            yield holds(record, **where)


def _source(label: str) -> str:
    return next((name for name, pattern in _SOURCES if name in label or pattern.search(label)), label)


@rule(
    "PRF-10", "项目概况与项目相关", "概况文字与项目名称没有共同的词", severity="info", kinds=FINAL, basis="文字相似度"
)
def relevant_overview(context: Context, record: Rule) -> Iterator[Evaluation]:
    """An overview that shares no word with its project was copied from another."""
    for report in _reports(context):
        overview, project = fold(report.overview), _FILLER.sub("", fold(report.project))
        if len(overview) < 8 or len(project) < 4:
            continue
        pairs = {project[i : i + 2] for i in range(len(project) - 1)}
        shared = sum(p in overview for p in pairs) / max(1, len(pairs))
        where = form_place(report)
        if shared < 0.34 and len(overview) < 60:
            yield fails(
                record,
                f"{where['statement']}概况“{report.overview[:40]}”与项目名称关联很少，请核实是否套用了其他项目的文字。",
                quote=report.overview[:80],
                **where,
            )
        else:
            yield holds(record, **where)


_LOW = Shape(r"{EXECUTION}率(?:{RATHER_LOW})")


@rule("PRF-19", "执行率的说法与数字相符", "执行率为 100% 的项目不写“执行率偏低”", severity="info", kinds=FINAL, basis=FORM_BASIS)
def said_rates(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A report does not complain of a rate that its figures do not show."""
    for report in _reports(context):
        planned = next((a for f in report.funds if (a := f.amount("planned")) is not None), None)
        spent = next((a for f in report.funds if (a := f.amount("spent")) is not None), None)
        said = _LOW.search(fold("\n".join([report.problems, *(s.text for s in report.sections)])))
        if planned is None or spent is None or not planned:
            continue
        where = form_place(report)
        if said is not None and spent >= planned:
            why = f"{where['statement']}写“{said[0]}”，而实际支出 {spent.amount:f} 不低于计划 {planned.amount:f}。"
            yield fails(record, why, printed=said[0], quote=said[0], **where)
        else:
            yield holds(record, **where)
