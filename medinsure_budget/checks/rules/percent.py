"""Percentages, growth and the words of comparison."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from medinsure_budget.checks.arithmetic.cells import Cell
from medinsure_budget.checks.arithmetic.intervals import in_fen, interval, percent_interval, ratio_range, step_of
from medinsure_budget.checks.arithmetic.verdicts import Evaluation
from medinsure_budget.checks.rule import FINAL, Context, Rule, absent, fails, holds, rule
from medinsure_budget.checks.told.places import candidates
from medinsure_budget.checks.told.statements import Statement
from medinsure_budget.forms.words import fold
from medinsure_budget.lexicon import Shape
from medinsure_budget.money import HALF_UP, exponent_of
from medinsure_budget.records import frozen

_TEXT = "情况说明中的比率须由同一份文件的金额算出"
_WHOLE = 100
_HIGH_COMPLETION = 200
_SLIGHT = Fraction(5, 100)  # points; a rate off by less was mostly computed from other decimals
Rates = tuple[Fraction, Fraction]


def about(statement: Statement) -> str:
    """What a statement is about, for a reader."""
    subject = statement.claim.subject or "/".join(statement.claim.path or ())
    return f"正文“{statement.claim.section.split('/')[-1]}”中“{subject}”"


def place(statement: Statement) -> dict[str, Any]:
    """Where a statement stands, as the place of an evaluation."""
    claim = statement.claim
    return {
        "statement": claim.section.split("/")[-1],
        "page": claim.page,
        "line": claim.line,
        "quote": claim.quote,
        "code": statement.code,
        "cell": statement.amount or statement.budget,
    }


def judge_rate(
    record: Rule, statement: Statement, printed: Decimal, rates: Rates | None, words: str, *, whole: Sequence[Cell] = ()
) -> Evaluation:
    """Compare a printed percentage with what the printed amounts allow."""
    if rates is None:
        return absent(record, f"{about(statement)}的分母为零或缺失")
    low, high = percent_interval(printed)
    more = {**place(statement), "printed": f"{printed}%", "related": tuple(whole)}
    if rates[0] <= high and low <= rates[1]:
        exact = (rates[0] + rates[1]) / 2
        return holds(record, **more) if low <= exact <= high else Evaluation(record.id, "tail", **more)
    expected = _rate(rates, printed)
    if min(abs(Fraction(printed) - rates[0]), abs(Fraction(printed) - rates[1])) <= _SLIGHT:
        more["severity"] = "warning"
    return fails(
        record,
        f"{about(statement)}{words}印刷 {printed}%，按金额计算应为 {expected}%。",
        expected=f"{expected}%",
        **more,
    )


def _rate(rates: Rates, like: Decimal) -> str:
    step = Decimal(1).scaleb(min(exponent_of(like), -1))
    low, high = (Decimal(r.numerator) / Decimal(r.denominator) for r in rates)
    low, high = low.quantize(step, context=HALF_UP), high.quantize(step, context=HALF_UP)
    return f"{low}" if low == high else f"{low}～{high}"


# Shares ------------------------------------------------------------------------------------------------------------

_OF = Shape(r"占(?:到|比)?(.*?)的?(?:{PROPORTION})?(?:{COPULA|ABOUT})?[:：]?[0-9.]+%")
_NAMED: tuple[tuple[Shape, str, str], ...] = (
    (Shape(r"{AWARDED}"), "procurement", "small_medium"), (Shape(r"{PROCUREMENT}"), "procurement", "total"),
    (Shape(r"{GOODS}{EXPENDITURE}"), "procurement", "goods"), (Shape(r"{WORKS}{EXPENDITURE}"), "procurement", "works"),
    (Shape(r"{SERVICES}{EXPENDITURE}"), "procurement", "services"), (Shape(r"{INCOME}(?:{TOTAL|SUM})"), "income", "total"),
    (Shape(r"{EXPENDITURE}(?:{TOTAL|SUM})"), "expenditure", "total"), (Shape(r"{THREE_PUBLICS}"), "three", "total"),
)  # fmt: skip
_PROJECTS_OF = Shape(r"(?:{FUND_BUDGET}){PROJECT_COST}")
_THREE = ("abroad", "vehicles", "reception")
_TOPIC_TOTALS = {
    "income": "total",
    "expenditure": "total",
    "general": "total",
    "three": "total",
    "appropriation": "total",
    "basic": "total",
}


@rule(
    "PCT-01",
    "占比与金额相符",
    "占比 = 部分 ÷ 总额（在舍入允许的范围内）",
    severity="error",
    tolerance="ratio",
    basis=_TEXT,
)
def shares(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Each printed share against the amounts."""
    for statement in context.statements.all:
        share = statement.claim.share
        if share is None or statement.amount is None:
            continue
        whole = _whole(context, statement)
        if whole is None:
            yield Evaluation(record.id, "skipped", message=f"{about(statement)}占比的总额未能确定", **place(statement))
            continue
        part = statement.amount
        if not whole.fen:
            yield absent(record, f"{about(statement)}的总额为零")
            continue
        rates = ratio_range((part.low, part.high), (whole.low, whole.high))
        yield judge_rate(record, statement, share, rates, "占比", whole=whole.cells)


@frozen
class Whole:
    """What shares are shares of: the amount of one cell, or of several together."""

    low: int
    high: int
    fen: int
    step: int
    cells: tuple[Cell, ...] = ()


def _of(*cells: Cell) -> Whole:
    low, high, fen = (sum(values) for values in zip(*((c.low, c.high, c.fen) for c in cells), strict=True))
    return Whole(low, high, fen, max(c.step for c in cells), cells)


def _whole(context: Context, statement: Statement) -> Whole | None:
    """What a share is a share of: the words after 占, else the total of the section."""
    claim = statement.claim
    found = _OF.search(statement.quote)
    words = found[1] if found else fold(claim.of)
    if _PROJECTS_OF.search(words):
        return None
    for pattern, topic, key in _NAMED:
        if words and pattern.search(words):
            return _total(context, statement, topic, key)
    topic = statement.topic
    whole = _total(context, statement, topic, _TOPIC_TOTALS.get(topic, ""))
    return whole or (_total(context, statement, "expenditure", "total") if topic == "general" else None)


def _total(context: Context, statement: Statement, topic: str, key: str) -> Whole | None:
    """The total as the text tells it, else as the table prints it; of the three publics else their sum."""
    said = context.statements.first(topic, key)
    if said is not None and said.amount is not None:
        return _of(said.amount) if said.claim is not statement.claim else None
    printed = next(iter(candidates(context.figures, topic, key)), None)
    if printed is not None and printed.fen:
        return _of(printed)
    items = [context.statements.first("three", k) for k in _THREE] if topic == "three" else []
    parts = [s.amount for s in items if s is not None and s.amount is not None]
    return _of(*parts) if parts and len(parts) == len(_THREE) else None


@rule("PCT-02", "占比之和为 100%", "同组占比之和在舍入范围内等于 100", tolerance="sum", basis=_TEXT)
def shares_add_up(context: Context, record: Rule) -> Iterator[Evaluation]:
    """The shares of one section's parts add up."""
    groups: dict[tuple[str, bool], list[Statement]] = defaultdict(list)
    for statement in context.statements.all:
        if (
            statement.claim.share is not None
            and statement.topic in ("income", "expenditure", "general")
            and statement.key != "total"
        ):
            groups[statement.claim.section, bool(statement.code)].append(statement)
    for found in groups.values():
        amounts = [s.amount.fen for s in found if s.amount is not None]
        whole = _whole(context, found[0])
        if whole is None or len(found) < 2 or abs(sum(amounts) - whole.fen) > whole.step * len(found):
            continue  # the parts told are not all parts
        percents = [s.claim.share for s in found if s.claim.share is not None]
        slack = sum((percent_interval(p)[1] - Fraction(p) for p in percents), Fraction(0))
        total = sum(percents, Decimal(0))
        here = place(found[0])
        if abs(Fraction(total) - _WHOLE) <= slack:
            yield holds(record, **here)
        else:
            yield fails(
                record,
                f"正文“{here['statement']}”各项占比之和为 {total}%，应为 100%。",
                printed=f"{total}%",
                expected="100%",
                related=tuple(s.amount for s in found if s.amount is not None),
                **here,
            )


@rule("PCT-07", "占比不超过 100%", "占比 ≤ 100%", severity="error", tolerance="at_most", basis=_TEXT)
def share_within_whole(context: Context, record: Rule) -> Iterator[Evaluation]:
    """No part is more than the whole."""
    for statement in context.statements.all:
        share = statement.claim.share
        if share is not None:
            if share > _WHOLE:
                yield fails(
                    record, f"{about(statement)}占比 {share}% 超过 100%。", printed=f"{share}%", **place(statement)
                )
            else:
                yield holds(record)


# Completion ---------------------------------------------------------------------------------------------------------


@rule(
    "PCT-03",
    "完成率与金额相符",
    "完成率 = 决算数 ÷ 预算数",
    severity="error",
    tolerance="ratio",
    kinds=FINAL,
    basis=_TEXT,
)
def completions(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Each printed rate of completion against the amounts of its sentence."""
    for statement in context.statements.all:
        printed = statement.claim.completion
        if printed is None:
            continue
        amounts = _outturns(context, statement)
        planned = _planned(context, statement)
        if planned is None or not amounts:
            continue
        whole = [statement.budget] if statement.budget is not None else []
        judged = [judge_rate(record, statement, printed, ratio_range((a.low, a.high), planned), "完成率", whole=whole) for a in amounts]
        yield next((e for e in judged if e.verdict != "error"), judged[0])


_OWN_BUDGET, _OTHER_YEAR = Shape(r"{BUDGET}"), Shape(r"{LAST_YEAR|PAST}|20\d{2}")


def _planned(context: Context, statement: Statement) -> tuple[int, int] | None:
    """The budget of a sentence: as printed, or what was carried out and how far it is from the budget."""
    if statement.budget is not None:
        return statement.budget.low, statement.budget.high
    change, amount = statement.claim.change, statement.amount
    base = fold(change.base) if change is not None else ""
    if change is None or amount is None or not _OWN_BUDGET.search(base) or _OTHER_YEAR.search(base):
        return None
    if not change.amount or change.direction not in ("increase", "decrease"):
        return None
    rounding = context.figures.rounding.get(change.amount.unit, "half_up")
    low, high = interval(int(in_fen(change.amount)), step_of(change.amount, 2), rounding)
    return (amount.low - high, amount.high - low) if change.direction == "increase" else (amount.low + low, amount.high + high)


def _outturns(context: Context, statement: Statement) -> list[Cell]:
    """What was carried out; a sentence that tells the budget and the rate only means what was told elsewhere."""
    if statement.amount is not None:
        return [statement.amount]
    keys = (("appropriation", "expenditure"), ("general", "total")) if statement.topic == "appropriation" else ()
    told = [context.statements.first(topic, key) for topic, key in (*keys, (statement.topic, "total"))]
    return [s.amount for s in told if s is not None and s.amount is not None]


@rule("PCT-05", "分母为零不写比率", "预算数为零不写完成率；上年数为零不写增长率", basis=_TEXT)
def no_rate_of_nothing(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A rate needs a base."""
    for statement in context.statements.all:
        claim = statement.claim
        if statement.budget is not None and claim.completion is not None:
            if not statement.budget.fen and claim.completion:
                yield fails(
                    record,
                    f"{about(statement)}预算数为 0，却写完成率 {claim.completion}%。",
                    printed=f"{claim.completion}%",
                    **place(statement),
                )
            else:
                yield holds(record)
        change, amount = claim.change, statement.amount
        earlier = claim.earlier
        if change and change.percent and earlier is not None and not earlier:
            why = f"{about(statement)}上年数为 0，却写增长率 {change.percent}%。"
            yield fails(record, why, printed=f"{change.percent}%", **place(statement))
            continue
        if (
            change
            and change.percent
            and change.amount
            and amount is not None
            and change.direction in ("increase", "decrease")
        ):
            prior = amount.fen + (-1 if change.direction == "increase" else 1) * int(change.amount.yuan * 100)
            if abs(prior) < amount.step:
                yield fails(
                    record,
                    f"{about(statement)}上年数为 0，却写增长率 {change.percent}%。",
                    printed=f"{change.percent}%",
                    **place(statement),
                )
            else:
                yield holds(record)


@rule("PCT-09", "完成率异常提示", "完成率高于 200% 时提示核实", severity="info", kinds=FINAL, basis="经验阈值")
def unusual_completion(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A budget overspent twofold wants a look."""
    for statement in context.statements.all:
        rate = statement.claim.completion
        if rate is not None:
            if rate > _HIGH_COMPLETION:
                yield fails(
                    record,
                    f"{about(statement)}完成率 {rate}%，高于 200%，请核实{'' if statement.claim.reason else '并说明原因'}。",
                    printed=f"{rate}%",
                    **place(statement),
                )
            else:
                yield holds(record)
