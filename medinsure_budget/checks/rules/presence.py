"""What a disclosure must speak of, and signs of words taken from another one."""

from collections.abc import Iterator, Sequence

from medinsure_budget.checks.arithmetic.cells import table_name
from medinsure_budget.checks.arithmetic.verdicts import Evaluation, Severity
from medinsure_budget.checks.rule import BUDGET, FINAL, Context, Rule, absent, fails, holds, rule, skipped
from medinsure_budget.forms import ProjectPerformance
from medinsure_budget.forms.words import fold
from medinsure_budget.lexicon import Shape

_LAW = "财预〔2016〕143号等部门预决算公开要求"
Wanted = Sequence[tuple[str, Shape]]


def _lacking(
    context: Context, record: Rule, wanted: Wanted, about: str, within: Shape | None = None, *, severity: Severity = "warning"
) -> Iterator[Evaluation]:
    if not context.document.scope.expects_text:
        yield absent(record, context.document.scope.reason or "文件不是完整的情况说明")
        return
    words = context.words
    if not words:
        yield skipped(record, "没有读到情况说明")
        return
    if within is not None and not within.search(words):
        yield absent(record, f"没有{about}一节")
        return
    missing = [name for name, pattern in wanted if not pattern.search(words)]
    if missing:
        why = f"{about}缺少：{'、'.join(missing)}。"
        yield fails(record, why, statement=about, expected="、".join(missing), severity=severity)
    else:
        yield holds(record)


_COUNTS: Wanted = (
    ("出国团组", Shape(r"{DELEGATION}")), ("车辆保有量", Shape(r"{VEHICLES_KEPT}|(?:{VEHICLE_WORD})\d+辆")),
    ("接待批次", Shape(r"{BATCH}")), ("接待人次", Shape(r"{VISITORS}")),
)  # fmt: skip
_EVALUATION: Wanted = (("绩效自评或评价", Shape(r"{PERFORMANCE}(?:{SELF_EVALUATED})")),)
_CLASSES: Wanted = (("货物", Shape(r"{GOODS}")), ("工程", Shape(r"{WORKS}")), ("服务", Shape(r"{SERVICES}")))
_SMALL: Wanted = (("中小企业", Shape(r"{SMALL_FIRM}")),)
_THREE_PUBLICS, _PROCUREMENT, _STATE_ASSETS = map(Shape, (r"{THREE_PUBLICS}", r"{PROCUREMENT}", r"{ASSETS_OF_STATE}"))
_ASSETS: Wanted = (("车辆", Shape(r"{VEHICLE_WORD}")), ("设备", Shape(r"{EQUIPMENT}")))


@rule("STR-17", "决算“三公”实物量", "说明出国团组和人次、车辆购置数和保有量、接待批次和人次", kinds=FINAL, basis=_LAW)
def physical_counts(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Delegations, vehicles and receptions are counted."""
    yield from _lacking(context, record, _COUNTS, "“三公”经费说明", _THREE_PUBLICS)


@rule("STR-18", "绩效自评公开", "公开绩效自评或评价结果", kinds=FINAL, basis=_LAW)
def evaluated(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Performance was evaluated and told."""
    yield from _lacking(context, record, _EVALUATION, "绩效说明")


@rule("STR-19", "政府采购要素齐全", "采购总额、货物、工程、服务（决算另有中小企业金额）", basis=_LAW)
def procurement_parts(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Procurement by class; a class of which nothing is bought need not be told; final accounts tell of small firms."""
    wanted = _CLASSES if context.document.kind == "budget" else (*_CLASSES, *_SMALL)
    words = context.words
    some = any(pattern.search(words) for _, pattern in _CLASSES)
    yield from _lacking(
        context, record, wanted, "政府采购说明", _PROCUREMENT, severity="info" if some else "warning"
    )


@rule("STR-20", "国有资产占用要素齐全", "说明车辆和大型设备数量", basis=_LAW)
def assets_parts(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Vehicles and equipment are counted."""
    yield from _lacking(context, record, _ASSETS, "国有资产占用说明", _STATE_ASSETS)


@rule("STR-21", "项目有绩效目标", "项目支出表的每个项目在绩效表中有目标", kinds=BUDGET, basis=_LAW)
def goals(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Each listed project has a goal."""
    table = next((t for t in context.figures.tables if t.form is ProjectPerformance), None)
    if table is None:
        yield absent(record, "没有项目支出绩效表")
        return
    bare = [line.row.name for line in table.lines if line.row.name and not line.is_total and not _aim(line.row)]
    if bare:
        yield fails(
            record,
            f"{table_name(table.sheet)}中没有绩效目标的项目：{'、'.join(bare[:5])}。",
            statement=table_name(table.sheet),
        )
    else:
        yield holds(record)


def _aim(row: object) -> str:
    return str(getattr(row, "goal", "") or getattr(row, "indicator_3", "") or getattr(row, "indicator_1", ""))


_FUND = Shape(r"{FUND_BUDGET}")
_OTHER_KIND = {"budget": Shape(r"({OUTTURN})(?:{RATHER_TITLE})"), "final_accounts": Shape(r"({BUDGET})(?:{RATHER_TITLE})")}


@rule("STR-24", "文种一致", "预算文件的表题不写“决算”，决算文件的表题不写“预算”表", severity="error", basis="文件编排")
def right_kind(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Titles of tables name the kind of the document."""
    wrong = _OTHER_KIND[context.document.kind]
    for table in context.figures.tables:
        title = _FUND.sub("", fold(table.sheet.title))
        found = wrong.search(title) if table.form.form.title else None
        if found is not None:
            why = f"表题“{table.sheet.title}”写有“{found[1]}”，与文种不符。"
            yield fails(record, why, statement=table_name(table.sheet), page=table.sheet.page, printed=found[1])
        else:
            yield holds(record)


@rule("TIM-01", "二十日内公开", "公开日期 - 批复日期 ≤ 20 日", tolerance="exact", basis="预算法：经批复后二十日内公开")
def in_time(context: Context, record: Rule) -> Iterator[Evaluation]:
    """The dates of approval and publication stand outside of the document."""
    del context
    yield skipped(record, "文件中没有批复日期和公开日期")


@rule("YEA-04", "自评表年度一致", "自评表的年度 = 文件年度", tolerance="exact", kinds=FINAL, basis="文件编排")
def evaluation_years(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A self-evaluation is of the document's year."""
    performance, year = context.document.performance, context.document.year
    for form in performance.self_evaluations if performance else ():
        if form.year is None or year is None:
            continue
        if form.year == year:
            yield holds(record)
        else:
            yield fails(record, f"自评表（{form.project}）的年度为 {form.year}，本文件为 {year} 年度。", page=form.page,
                        statement=form.title, printed=str(form.year), expected=str(year))  # fmt: skip
