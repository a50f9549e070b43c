"""Percentages, growth and the words of comparison."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from medinsure_budget.checks.arithmetic.cells import Cell
from medinsure_budget.checks.arithmetic.intervals import interval, percent_interval, ratio_range, step_of
from medinsure_budget.checks.arithmetic.statements import Statement
from medinsure_budget.checks.arithmetic.verdicts import Evaluation
from medinsure_budget.checks.rule import FINAL, Context, Rule, absent, fails, holds, rule
from medinsure_budget.forms.words import fold
from medinsure_budget.lexicon import Shape
from medinsure_budget.money import Money

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


def _judge(record: Rule, statement: Statement, printed: Decimal, rates: Rates | None, words: str) -> Evaluation:
    """Compare a printed percentage with what the printed amounts allow."""
    if rates is None:
        return absent(record, f"{about(statement)}的分母为零或缺失")
    low, high = percent_interval(printed)
    more = {**place(statement), "printed": f"{printed}%"}
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
    exponent = like.as_tuple().exponent
    step = Decimal(1).scaleb(min(exponent, -1) if isinstance(exponent, int) else -2)
    low, high = (Decimal(r.numerator) / Decimal(r.denominator) for r in rates)
    low, high = low.quantize(step), high.quantize(step)
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
        yield _judge(record, statement, share, ratio_range((part.low, part.high), (whole.low, whole.high)), "占比")


def _whole(context: Context, statement: Statement) -> Cell | None:
    """What a share is a share of: the words after 占, else the total of the section."""
    found = _OF.search(fold(statement.claim.quote))
    words = found[1] if found else ""
    if _PROJECTS_OF.search(words):
        return None
    for pattern, topic, key in _NAMED:
        if words and pattern.search(words):
            said = context.statements.first(topic, key)
            return said.amount if said else None
    total = context.statements.first(statement.topic, _TOPIC_TOTALS.get(statement.topic, ""))
    if total is None and statement.topic == "general":
        total = context.statements.first("expenditure", "total")
    return total.amount if total and total.claim is not statement.claim else None


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
        budget, amounts = statement.budget, _outturns(context, statement)
        if budget is None or not amounts:
            continue
        judged = [
            _judge(record, statement, printed, ratio_range((a.low, a.high), (budget.low, budget.high)), "完成率")
            for a in amounts
        ]
        yield next((e for e in judged if e.verdict != "error"), judged[0])


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
                    f"{about(statement)}完成率 {rate}%，高于 200%，请核实并说明原因。",
                    printed=f"{rate}%",
                    **place(statement),
                )
            else:
                yield holds(record)


# Growth -------------------------------------------------------------------------------------------------------------


@rule(
    "GRW-01",
    "增减率与金额相符",
    "增减率 = 增减额 ÷（本年 ∓ 增减额）",
    severity="error",
    tolerance="growth",
    basis=_TEXT,
)
def growth(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Each printed growth against this year's amount and the difference."""
    for statement in context.statements.all:
        change, now = statement.claim.change, statement.amount
        if change is None or change.percent is None or change.amount is None:
            continue
        if now is None or change.direction not in ("increase", "decrease"):
            yield Evaluation(
                record.id, "skipped", message=f"{about(statement)}没有本年金额或增减方向", **place(statement)
            )
            continue
        difference = _box(context, change.amount, now)
        if change.direction == "increase":
            prior = (now.low - difference[1], now.high - difference[0])
        else:
            prior = (now.low + difference[0], now.high + difference[1])
        rates = _positive(ratio_range(difference, prior))
        yield _judge(record, statement, abs(change.percent), _with_short_print(rates, change.amount, now), "增减率")


def _with_short_print(rates: Rates | None, amount: Money, now: Cell) -> Rates | None:
    """The text shortens a difference now and then (28.1 for 28.14): let its last printed digit be the uncertain one."""
    if rates is None or amount.decimals >= 2 or amount.unit is not now.unit:
        return rates
    middle = (rates[0] + rates[1]) / 2
    slack = middle * Fraction(amount.step) / 2 / max(Fraction(1), abs(Fraction(amount.yuan)))
    return rates[0] - slack, rates[1] + slack


def _box(context: Context, amount: Money, like: Cell) -> tuple[int, int]:
    decimals = 2 if amount.unit is like.unit else 0
    amount = abs(amount)
    rounding = context.figures.rounding.get(amount.unit, "half_up")
    return interval(int(amount.yuan * 100), step_of(amount, decimals), rounding)


def _positive(rates: Rates | None) -> Rates | None:
    return rates if rates is None or rates[0] >= 0 else None


@rule(
    "GRW-06",
    "同一比较前后一致",
    "同一金额的增减额、增减率、方向在各处相同",
    severity="error",
    tolerance="same",
    basis=_TEXT,
)
def same_comparison(context: Context, record: Rule) -> Iterator[Evaluation]:
    """The totals of one document changed by one amount, wherever it is told."""
    groups: dict[tuple[str, int, str], list[Statement]] = defaultdict(list)
    for statement in context.statements.all:
        change = statement.claim.change
        if (
            change is not None
            and change.amount is not None
            and statement.amount is not None
            and statement.key == "total"
        ):
            groups[_family(statement), statement.amount.fen, change.base].append(statement)
    for found in groups.values():
        usual, count = Counter(map(_comparison, found)).most_common(1)[0]
        for statement in found if len(found) > 1 else ():
            if _comparison(statement) == usual:
                yield holds(record)
            elif count > 1 or statement is not found[0]:
                other = next(s for s in found if _comparison(s) == usual)
                related = tuple(s.amount for s in found if s.amount is not None)
                yield fails(
                    record,
                    f"{about(statement)}与{about(other)}金额相同，比较基数相同，但增减额、增减率或方向写法不一致。",
                    related=related,
                    **place(statement),
                )


def _comparison(statement: Statement) -> tuple[object, ...]:
    change = statement.claim.change
    return (change.direction, abs(change.amount), change.percent) if change and change.amount is not None else ()


def _family(statement: Statement) -> str:
    """Sections that compare the same thing: income, expenditure and general budget totals of one year."""
    return (
        "all"
        if statement.topic in ("overview", "income", "expenditure", "appropriation", "general")
        else statement.topic
    )


@rule("GRW-05", "大幅变动须说明原因", "增减率超过 30% 的须写明原因", severity="info", basis="经验阈值")
def large_changes(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A change of a third wants a reason."""
    for statement in context.statements.all:
        change = statement.claim.change
        if change is None or change.percent is None:
            continue
        if abs(change.percent) > 30 and not statement.claim.reason and change.amount:
            yield fails(
                record,
                f"{about(statement)}增减 {change.percent}%，没有写明原因。",
                printed=f"{change.percent}%",
                **place(statement),
            )
        else:
            yield holds(record)
