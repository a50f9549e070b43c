"""Growth: rates and differences against the amounts of both years."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from fractions import Fraction

from medinsure_budget.checks.arithmetic.cells import Cell
from medinsure_budget.checks.arithmetic.intervals import Interval, interval, ratio_range, step_of
from medinsure_budget.checks.arithmetic.verdicts import Evaluation
from medinsure_budget.checks.rule import Context, Rule, fails, holds, rule
from medinsure_budget.checks.rules.percent import Rates, about, judge_rate, place
from medinsure_budget.checks.told.statements import Statement
from medinsure_budget.money import Money

_TEXT = "情况说明中的比率须由同一份文件的金额算出"
_SIGNS = {"increase": 1, "decrease": -1, "same": 0}


@rule("GRW-01", "增减率与金额相符", "增减率 = 增减额 ÷（本年 ∓ 增减额）；印有上年数的，按上年数计算", severity="error", tolerance="growth",
      basis=_TEXT)  # fmt: skip
def growth(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Each printed growth against this year's amount and the difference, or the printed amount of the year before."""
    for statement in context.statements.all:
        change, earlier = statement.claim.change, statement.claim.earlier
        if change is None or change.percent is None or (change.amount is None and earlier is None):
            continue
        told = context.statements.amounts_of(statement)
        if not told or change.direction not in ("increase", "decrease"):
            why = f"{about(statement)}没有本年金额或增减方向"
            yield Evaluation(record.id, "skipped", message=why, **place(statement))
            continue
        judged = [judge_rate(record, statement, abs(change.percent), _rates(context, now, statement), "增减率") for now in told]
        yield next((e for e in judged if e.verdict != "error"), judged[0])


def _rates(context: Context, now: Cell, statement: Statement) -> Rates | None:
    """The growth that this year's amount makes of the printed difference, or of the amount of the year before."""
    change, earlier = statement.claim.change, statement.claim.earlier
    if change is not None and change.amount is None and earlier is not None:
        return _grown(now, _box(context, earlier, now), _SIGNS[change.direction or "same"])
    return _by_difference(context, now, statement)


def _grown(now: Cell, before: Interval, sign: int) -> Rates | None:
    """By how much an amount of the year before grew, or fell where the sign is negative."""
    rates = ratio_range((now.low, now.high), before)
    if rates is None:
        return None
    low, high = sorted((sign * (rates[0] - 100), sign * (rates[1] - 100)))
    return low, high


def _by_difference(context: Context, now: Cell, statement: Statement) -> Rates | None:
    change = statement.claim.change
    assert change is not None and change.amount is not None  # noqa: S101, PT018 - asked before
    difference = _box(context, change.amount, now)
    if change.direction == "increase":
        prior = (now.low - difference[1], now.high - difference[0])
    else:
        prior = (now.low + difference[0], now.high + difference[1])
    rates = ratio_range(difference, prior)
    if rates is None or rates[0] < 0:
        return None
    return rates if context.drops_zeros else _with_short_print(rates, change.amount, now)


@rule("GRW-02", "增减额 = 本年 - 上年", "印有上年数的，增减额 = 本年数与上年数之差，方向相同", severity="error", basis=_TEXT)
def differences(context: Context, record: Rule) -> Iterator[Evaluation]:
    """The printed difference and its direction against both printed amounts."""
    for statement in context.statements.all:
        change, now, earlier = statement.claim.change, statement.amount, statement.claim.earlier
        if change is None or now is None or earlier is None or change.direction is None:
            continue
        before = _box(context, earlier, now)
        low, high = now.low - before[1], now.high - before[0]
        sign = _SIGNS[change.direction]
        told = _box(context, change.amount, now) if change.amount is not None else None
        fits = told is None or (min(sign * told[0], sign * told[1]) <= high and low <= max(sign * told[0], sign * told[1]))
        turned = (sign > 0 and high < 0) or (sign < 0 and low > 0) or (sign == 0 and not low <= now.step >= -high)
        if fits and not turned:
            yield holds(record, **place(statement))
        else:
            added = (now.fen - int(earlier.yuan * 100)) / now.unit.factor / 100
            word = "增加" if added > 0 else "减少"
            right = f"{word} {abs(added):.2f} {now.unit.value}"
            why = f"{about(statement)}为 {now.printed}，上年数印刷 {earlier.amount:f}，应为{right}，与所写的增减不符。"
            yield fails(record, why, expected=f"{abs(added):.2f}", **place(statement))


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
            if _alike(_comparison(statement), usual):
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


def _alike(one: tuple[object, ...], two: tuple[object, ...]) -> bool:
    """Whether two comparisons say the same as far as both say it; a rate may be left out."""
    return all(a == b or a is None or b is None for a, b in zip(one, two, strict=True))


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
        if abs(change.percent) > 30 and not statement.claim.reason and change.amount and statement.topic != "assets":
            yield fails(
                record,
                f"{about(statement)}增减 {change.percent}%，没有写明原因。",
                printed=f"{change.percent}%",
                **place(statement),
            )
        else:
            yield holds(record)
