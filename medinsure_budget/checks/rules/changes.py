"""Comparisons with the year before: their parts, their bases, and rates without amounts."""

import re
from collections.abc import Iterator
from decimal import Decimal

from medinsure_budget.checks.arithmetic.intervals import in_fen, interval, step_of
from medinsure_budget.checks.arithmetic.verdicts import Evaluation
from medinsure_budget.checks.rule import Context, Rule, absent, fails, holds, rule
from medinsure_budget.checks.rules.percent import about, place
from medinsure_budget.checks.told.statements import Statement
from medinsure_budget.forms.words import fold
from medinsure_budget.lexicon import Shape
from medinsure_budget.money import Unit

_TEXT = "情况说明前后一致"
_VEHICLES = (("vehicles",), ("vehicle_purchase", "vehicle_running"))
_BASE = Shape(r"{RELATED_TO}(?:{LAST_YEAR}|20\d{2}年)度?{BUDGET}?(?P<kind>{EXECUTION|ACCOUNT})")
_SENTENCES = re.compile("[。；;]")
Box = tuple[int, int]


@rule(
    "SG-09",
    "三公增减 = 分项增减之和",
    "“三公”合计的增减额 = 出国、车辆、接待增减额之和（减少为负，持平为零）",
    severity="error",
    tolerance="sum",
    basis=_TEXT,
)
def three_changes(context: Context, record: Rule) -> Iterator[Evaluation]:
    """The total of the three publics changed by what its items changed."""
    whole = _changed(context, "total")
    for vehicles in _VEHICLES:
        parts = [p for key in ("abroad", *vehicles, "reception") if (p := _changed(context, key)) is not None]
        if whole is None or len(parts) < len(vehicles) + 2:
            continue
        if len({kind for s, _ in (whole, *parts) if (kind := _kind_of_base(s))}) > 1:
            yield absent(record, "“三公”合计与分项的比较基数不同")
            return
        yield _sum_of_changes(record, whole, parts)
        return
    yield absent(record, "正文没有写全“三公”合计与各分项的增减额")


def _kind_of_base(statement: Statement) -> str:
    change = statement.claim.change
    found = _BASE.search(f"比{fold(change.base)}") if change is not None else None
    return found["kind"] if found is not None else ""


def _sum_of_changes(record: Rule, whole: tuple[Statement, Box], parts: list[tuple[Statement, Box]]) -> Evaluation:
    statement, (least, most) = whole
    low, high = sum(b[0] for _, b in parts), sum(b[1] for _, b in parts)
    if low <= most and least <= high:
        return holds(record, **place(statement))
    told = statement.claim.change.amount if statement.claim.change is not None else None
    unit = told.unit if told is not None else Unit.YUAN
    added = Decimal(low + high) / 2 / 100 / unit.factor
    words = f"{'增加' if added >= 0 else '减少'} {abs(added):.2f} {unit.value}"
    why = f"{about(statement)}的增减额与分项不符，各分项增减额之和为{words}。"
    told_of = tuple(s.amount for s, _ in parts if s.amount is not None)
    return fails(record, why, expected=f"{added:.2f}", related=told_of, **place(statement))


def _changed(context: Context, key: str) -> tuple[Statement, Box] | None:
    """The first statement of an item that tells its change, with the 分 by which it may have changed."""
    for statement in context.statements.by_key.get(("three", key), ()):
        change = statement.claim.change
        if change is None:
            continue
        amount = change.amount
        if change.direction == "same" or (amount is not None and not amount):
            return statement, (0, 0)
        if change.direction is None or amount is None:
            continue
        amount = abs(amount)
        rounding = context.figures.rounding.get(amount.unit, "half_up")
        low, high = interval(int(in_fen(amount)), step_of(amount, 2), rounding)
        return statement, (low, high) if change.direction == "increase" else (-high, -low)
    return None


@rule(
    "GRW-07",
    "比较基数一致",
    "同一段中与上年比较的基数同为执行数、决算数或预算数（同一句写明两种比较的除外）",
    severity="info",
    basis=_TEXT,
)
def same_base(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A paragraph compares with one kind of figure of the year before."""
    for paragraph in context.paragraphs:
        # A sentence that names two bases compares with both on purpose.
        told = [{m["kind"] for m in _BASE.finditer(s)} for s in _SENTENCES.split(fold(paragraph.text))]
        kinds = {next(iter(bases)) for bases in told if len(bases) == 1}
        where = {"statement": paragraph.heading, "page": paragraph.page, "line": paragraph.line}
        if len(kinds) > 1:
            words = "、".join(f"上年{kind}数" for kind in sorted(kinds))
            yield fails(record, f"“{paragraph.heading}”同一段中分别与{words}比较，请统一口径。", printed=words, **where)
        elif kinds:
            yield holds(record, **where)


@rule("GRW-08", "只有比率没有金额", "只写增减率、没有写增减额的比较无法核对，列为未能检查", severity="info", basis=_TEXT)
def rate_alone(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A rate without its amount cannot be checked, which is said aloud."""
    for statement in context.statements.all:
        change = statement.claim.change
        if change is not None and change.percent is not None and change.amount is None:
            why = f"{about(statement)}只写增减率 {change.percent}%，没有写增减额，无法核对"
            yield Evaluation(record.id, "skipped", message=why, **place(statement))
