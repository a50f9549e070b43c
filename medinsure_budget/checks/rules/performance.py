"""Self-evaluations and evaluation reports: weights, scores, rates and money."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from medinsure_budget.checks.intervals import in_fen, interval, percent_interval, ratio_range, step_of
from medinsure_budget.checks.rules.base import FINAL, Context, Rule, absent, fails, holds, paragraphs, rule
from medinsure_budget.checks.verdicts import Evaluation
from medinsure_budget.forms.words import fold
from medinsure_budget.money import Money
from medinsure_budget.performance import EvaluationReport, Funds, Indicator, IndicatorGroup, SelfEvaluation
from medinsure_budget.subjects.names import distance

_FORM = "项目支出绩效自评表、评价报告样式"
_FULL = Decimal(100)
_GRADES = ((90, "优"), (80, "良"), (60, "中"), (0, "差"))


def _forms(context: Context) -> list[SelfEvaluation]:
    return list(context.document.performance.self_evaluations) if context.document.performance else []


def _reports(context: Context) -> list[EvaluationReport]:
    return list(context.document.performance.evaluations) if context.document.performance else []


def _where(form: SelfEvaluation | EvaluationReport) -> dict[str, object]:
    title = form.title or ("自评表" if isinstance(form, SelfEvaluation) else "评价报告")
    return {"statement": f"{title}（{form.project}）", "page": form.page}


@rule("PRF-01", "指标权重合计 100", "各三级指标权重之和 = 100", severity="error", tolerance="exact", kinds=FINAL, basis=_FORM)
def weights(context: Context, record: Rule) -> Iterator[Evaluation]:
    """All indicators of a form weigh a hundred points."""
    for form in (*_forms(context), *_reports(context)):
        if not form.indicators or any(i.weight is None for i in form.indicators):
            continue
        total = sum((i.weight for i in form.indicators if i.weight is not None), Decimal(0))
        total += sum((f.weight for f in form.funds if f.weight is not None), Decimal(0))
        where = _where(form)
        if total == _FULL:
            yield holds(record, **where)
        else:
            yield fails(record, f"{where['statement']}各指标权重合计 {total}，应为 100。", printed=str(total), expected="100", **where)


@rule("PRF-02", "各级权重相符", "一级、二级指标权重 = 所属三级指标权重之和", severity="error", tolerance="exact", kinds=FINAL, basis=_FORM)
def group_weights(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A group weighs what its indicators weigh; of a group and its only part the part is reported."""
    for form in (*_forms(context), *_reports(context)):
        wrong = []
        for group in form.groups:
            own = _weights_of(form.indicators, group)
            if group.weight is None or not own or any(w is None for w in own):
                continue
            total = sum((w for w in own if w is not None), Decimal(0))
            if total == group.weight:
                yield holds(record, **_where(form))
            else:
                wrong.append((group, total))
        parents = {group.parent for group, _ in wrong}
        for group, total in wrong:
            if group.name in parents:
                continue
            where = _where(form)
            yield fails(
                record, f"{where['statement']}“{group.name}”标明 {group.weight} 分，其下指标权重合计 {total} 分。",
                printed=str(group.weight), expected=str(total), **where,
            )  # fmt: skip


def _weights_of(indicators: Sequence[Indicator], group: IndicatorGroup) -> list[Decimal | None]:
    if group.parent:
        return [i.weight for i in indicators if (i.group, i.subgroup) == (group.parent, group.name)]
    return [i.weight for i in indicators if i.group == group.name]


@rule("PRF-03", "执行率 = 执行数 ÷ 预算数", "执行率 = 全年执行数 ÷ 全年预算数", severity="error", tolerance="ratio", kinds=FINAL, basis=_FORM)
def execution_rates(context: Context, record: Rule) -> Iterator[Evaluation]:
    """The printed rate of execution against the amounts of its line."""
    for form in _forms(context):
        for line in form.funds:
            budget, spent = line.amount("budget"), line.amount("executed")
            if line.rate is None or budget is None or spent is None or not budget:
                continue
            rates = ratio_range(_box(spent), _box(budget))
            low, high = percent_interval(line.rate)
            where = _where(form)
            if rates is None or (rates[0] <= high and low <= rates[1]):
                yield holds(record, **where)
            else:
                right = round(float(Fraction(spent.yuan * 100) / Fraction(budget.yuan)), 2)
                yield fails(record, f"{where['statement']}{line.label}执行率印刷 {line.rate}%，按金额计算应为 {right}%。",
                            printed=f"{line.rate}%", expected=f"{right}%", **where)  # fmt: skip


def _box(amount: Money) -> tuple[int, int]:
    return interval(int(in_fen(amount)), step_of(amount, 2))


@rule("PRF-04", "得分不超过权重", "0 ≤ 得分 ≤ 权重", severity="error", tolerance="at_most", kinds=FINAL, basis=_FORM)
def scores(context: Context, record: Rule) -> Iterator[Evaluation]:
    """No indicator earns more than it weighs."""
    for form in (*_forms(context), *_reports(context)):
        for indicator in form.indicators:
            if indicator.score is None or indicator.weight is None:
                continue
            where = _where(form)
            if 0 <= indicator.score <= indicator.weight:
                yield holds(record, **where)
            else:
                yield fails(record, f"{where['statement']}指标“{indicator.name}”得分 {indicator.score}，权重 {indicator.weight}，得分越界。",
                            printed=str(indicator.score), line=indicator.line, **where)  # fmt: skip


@rule("PRF-05", "自评结论与总分相符", "≥90 优，80～90 良，60～80 中，<60 差", severity="error", tolerance="exact", kinds=FINAL, basis=_FORM)
def conclusions(context: Context, record: Rule) -> Iterator[Evaluation]:
    """The grade follows from the total score."""
    for form in _forms(context):
        if form.total_score is None or not form.conclusion:
            continue
        right = next(grade for least, grade in _GRADES if form.total_score >= least)
        where = _where(form)
        if fold(form.conclusion)[:1] == right:
            yield holds(record, **where)
        else:
            yield fails(record, f"{where['statement']}总分 {form.total_score}，自评结论写“{form.conclusion}”，应为“{right}”。",
                        printed=form.conclusion, expected=right, **where)  # fmt: skip


@rule("PRF-06", "总分 = 各项得分之和", "总分 = Σ得分", severity="error", tolerance="exact", kinds=FINAL, basis=_FORM)
def total_scores(context: Context, record: Rule) -> Iterator[Evaluation]:
    """The total is the sum of what was earned."""
    for form in (*_forms(context), *_reports(context)):
        if form.total_score is None or not form.indicators or any(i.score is None for i in form.indicators):
            continue
        total = sum((i.score for i in form.indicators if i.score is not None), Decimal(0))
        total += sum((f.score for f in form.funds if f.score is not None), Decimal(0))
        where = _where(form)
        if total == form.total_score:
            yield holds(record, **where)
        else:
            yield fails(record, f"{where['statement']}总分印刷 {form.total_score}，各项得分合计 {total}。", printed=str(form.total_score),
                        expected=str(total), **where)  # fmt: skip


@rule("PRF-07", "支出明细 = 合计", "支出明细各行之和 = 支出合计（计划、实际）", severity="error", kinds=FINAL, basis=_FORM)
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
                boxes = [_box(p) for p in parts]
                low, high = sum(b[0] for b in boxes), sum(b[1] for b in boxes)
                own, where = _box(whole), _where(report)
                if low <= own[1] and own[0] <= high:
                    yield holds(record, **where)
                else:
                    added = sum(parts[1:], parts[0])
                    yield fails(record, f"{where['statement']}支出合计印刷 {whole.amount:f}，各行之和 {added.to(whole.unit).amount:f} {whole.unit.value}。",
                                printed=f"{whole.amount:f}", expected=f"{added.to(whole.unit).amount:f}", **where)  # fmt: skip


@rule("PRF-08", "评价报告金额前后一致", "实际支出 = 支出明细合计 = 自评表执行数", severity="error", tolerance="same", kinds=FINAL, basis=_FORM)
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
        for form in _forms(context):
            if distance(fold(form.project), fold(report.project), 1) <= 1 and form.funds:
                executed = form.funds[0].amount("executed")
                told += [("自评表执行数", executed)] if executed is not None else []
        yield from _nested(record, report, told)


def _nested(record: Rule, report: EvaluationReport, told: list[tuple[str, Money]]) -> Iterator[Evaluation]:
    """Prints of one amount at different precision must contain each other."""
    if len(told) < 2:  # noqa: PLR2004 - one print contradicts nothing
        return
    low, high = max(_own_box(m)[0] for _, m in told), min(_own_box(m)[1] for _, m in told)
    where = _where(report)
    if low <= high:
        yield holds(record, **where)
        return
    words = "，".join(f"{name} {amount.amount:f}" for name, amount in told)
    gap = max(m.yuan for _, m in told) - min(m.yuan for _, m in told)
    yield fails(record, f"{where['statement']}同一支出前后不一致：{words}（{told[0][1].unit.value}），最多相差 {gap:f} 元。",
                printed=f"{told[0][1].amount:f}", expected=f"{told[-1][1].amount:f}", **where)  # fmt: skip


def _own_box(amount: Money) -> tuple[int, int]:
    return interval(int(in_fen(amount)), step_of(amount, 2))


_SOURCES = (("中央财政", "中央财政|中央补助|中央资金"), ("省财政", "省级?财政|省级?补助"), ("市县财政", "[市县区]级?财政(?!局)|本级财政"))


@rule("PRF-09", "资金来源文表一致", "评价报告基本信息的资金来源与文字一致", kinds=FINAL, basis=_FORM)
def sources(context: Context, record: Rule) -> Iterator[Evaluation]:
    """The text names the source that the form fills in."""
    for report in _reports(context):
        filled = [f.label for f in report.funds if f.label != "合计" and any(x.amount for x in f.figures) and "支出" not in f.label]
        text = fold("\n".join(s.text for s in report.sections))
        told = re.search(r"资金来源(?:于|为|是|:)?([^，。；,;]{2,30})", text)
        if told is None or not filled:
            continue
        known = [label for label, pattern in _SOURCES if re.search(pattern, told[1])]
        where = _where(report)
        if known and not set(known) & {_source(f) for f in filled}:
            yield fails(record, f"{where['statement']}基本信息填列“{'、'.join(filled)}”，文字写资金来源于“{told[1]}”。", printed="、".join(filled),
                        expected=told[1], quote=told[0], **where)  # fmt: skip
        elif known:
            yield holds(record, **where)


def _source(label: str) -> str:
    return next((name for name, pattern in _SOURCES if name in label or re.search(pattern, label)), label)


@rule("PRF-10", "项目概况与项目相关", "概况文字与项目名称没有共同的词", severity="info", kinds=FINAL, basis="文字相似度")
def relevant_overview(context: Context, record: Rule) -> Iterator[Evaluation]:
    """An overview that shares no word with its project was copied from another."""
    for report in _reports(context):
        overview, project = fold(report.overview), re.sub(r"\d+|年|项目|中央|财政|资金", "", fold(report.project))
        if len(overview) < 8 or len(project) < 4:  # noqa: PLR2004 - too short to compare
            continue
        pairs = {project[i : i + 2] for i in range(len(project) - 1)}
        shared = sum(p in overview for p in pairs) / max(1, len(pairs))
        where = _where(report)
        if shared < 0.34 and len(overview) < 60:  # noqa: PLR2004 - a third of the words; longer texts speak of much
            yield fails(record, f"{where['statement']}概况“{report.overview[:40]}”与项目名称关联很少，请核实是否套用了其他项目的文字。", quote=report.overview[:80], **where)
        else:
            yield holds(record, **where)


@rule("PRF-12", "自评项目数一致", "正文所述自评项目个数 = 自评结果清单行数", severity="error", tolerance="exact", kinds=FINAL, basis=_FORM)
def listed_projects(context: Context, record: Rule) -> Iterator[Evaluation]:
    """The list has as many projects as the text evaluates."""
    performance = context.document.performance
    rows = sum(len(x.results) for x in performance.result_lists) if performance else 0
    told = [n for s in context.statements.all for unit, n in s.claim.counts
            if s.topic == "performance" and unit in ("个", "项") and fold(s.claim.subject) in ("二级项目", "项目", "自评项目")]  # fmt: skip
    if not rows or not told:
        yield absent(record, "没有自评结果清单或项目个数")
    elif rows in told:
        yield holds(record)
    else:
        yield fails(record, f"自评结果清单有 {rows} 个项目，正文写 {told[0]} 个。", statement="自评结果清单", printed=str(told[0]), expected=str(rows))


_COUNT_WORDS = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_EVALUATED = re.compile(r"等?([0-9]{1,3}|[一二两三四五六七八九十])个项目(?:开展了|进行了|实施了)?(?:部门|重点)?(?:绩效)?评价")


@rule("PRF-13", "部门评价项目数前后一致", "各处所述开展部门评价的项目个数相同", tolerance="exact", kinds=FINAL, basis="情况说明前后一致")
def evaluated_projects(context: Context, record: Rule) -> Iterator[Evaluation]:
    """The text counts its evaluated projects once and the same."""
    told: list[tuple[int, str]] = []
    for paragraph in paragraphs(context.document):
        for found in _EVALUATED.finditer(fold(paragraph.text)):
            told.append((_COUNT_WORDS.get(found[1]) or int(found[1]), found[0]))
    if len(told) < 2:  # noqa: PLR2004 - one count contradicts nothing
        yield absent(record, "只提到一次评价项目个数")
    elif len({n for n, _ in told}) == 1:
        yield holds(record)
    else:
        words = "；".join(dict.fromkeys(w for _, w in told))
        yield fails(record, f"开展评价的项目个数前后不一致：{words}。", statement="预算绩效情况说明", printed=str(told[0][0]), expected=str(told[1][0]))


@rule("PRF-15", "执行数不超全年预算数", "全年执行数 ≤ 全年预算数", tolerance="at_most", kinds=FINAL, basis=_FORM)
def within_budget(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A project spends no more than its budget."""
    for form in _forms(context):
        line: Funds
        for line in form.funds[:1]:
            budget, spent = line.amount("budget"), line.amount("executed")
            if budget is None or spent is None:
                continue
            where = _where(form)
            if _box(spent)[0] <= _box(budget)[1]:
                yield holds(record, **where)
            else:
                yield fails(record, f"{where['statement']}执行数 {spent} 超过全年预算数 {budget}。", printed=f"{spent.amount:f}", **where)


@rule("PRF-14", "不同项目绩效目标雷同", "两个项目绩效目标文字相似度不高于 0.9", severity="info", basis="文字相似度")
def copied_goals(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Each project has a goal of its own."""
    from difflib import SequenceMatcher

    goals = [(g.project, fold(g.goal)) for g in (context.document.performance.goals if context.document.performance else ()) if len(g.goal) > 20]  # noqa: PLR2004 - a sentence
    for at, (project, goal) in enumerate(goals):
        for other, text in goals[at + 1 :]:
            matcher = SequenceMatcher(None, goal, text, autojunk=False)
            if other != project and matcher.real_quick_ratio() > 0.9 and matcher.ratio() > 0.9:  # noqa: PLR2004 - the stated threshold
                yield fails(record, f"项目“{project}”与“{other}”的绩效目标文字几乎相同。", statement="项目绩效目标", printed=project, expected=other)
            else:
                yield holds(record)
