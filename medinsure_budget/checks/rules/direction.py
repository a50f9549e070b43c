"""Words of direction: more, less, equal."""

from collections.abc import Iterator

from medinsure_budget.checks.arithmetic.verdicts import Evaluation
from medinsure_budget.checks.rule import FINAL, Context, Rule, fails, holds, rule
from medinsure_budget.checks.rules.percent import about, place
from medinsure_budget.forms.words import fold
from medinsure_budget.lexicon import Shape

_TEXT = "用语须与数字相符"
_COMPARED = Shape(
    r"{OUTTURN}数?(?:(?P<more>{MORE})|(?P<less>{LESS})|(?P<same>{RATHER_SAME}|{RELATED_TO}{BUDGET_SCOPE}?{BUDGET}数?{NEARLY}?{ALIKE}))"
)
_MORE_THEN_LESS = Shape(r"(?:{RISE})[^，。；,;]{0,24}?[0-9][0-9.,]*{MONEY}[，,、]\s*(?:{FALL})\s*[0-9.]+%")
_LESS_THEN_MORE = Shape(r"(?:{FALL})[^，。；,;]{0,24}?[0-9][0-9.,]*{MONEY}[，,、]\s*(?:{RISE})\s*[0-9.]+%")


@rule(
    "DIR-02",
    "大于、小于、等于与数字相符",
    "决算数大于（小于、等于）预算数的说法 = 两数之比较",
    severity="error",
    tolerance="exact",
    kinds=FINAL,
    basis=_TEXT,
)
def compared_words(context: Context, record: Rule) -> Iterator[Evaluation]:
    """The word of comparison against the two figures of its sentence."""
    for statement in context.statements.all:
        found = _COMPARED.search(statement.quote) or _COMPARED.search(fold(statement.claim.reason))
        budget, amount = statement.budget, statement.amount
        if found is None or budget is None or amount is None:
            continue
        said = 1 if found["more"] else -1 if found["less"] else 0
        word = found["more"] or found["less"] or found["same"]
        holding = (amount.fen > budget.fen) - (amount.fen < budget.fen)
        near = abs(amount.fen - budget.fen) < max(amount.step, budget.step)
        if said == holding or (near and said == 0):
            yield holds(record)
        else:
            right = {1: "大于", 0: "等于", -1: "小于"}[holding]
            yield fails(
                record,
                f"{about(statement)}决算数 {amount.printed}、预算数 {budget.printed}，却写“{word}”，应为“{right}”。",
                printed=word,
                expected=right,
                related=(budget,),
                **place(statement),
            )


@rule("DIR-03", "没有变化应写持平", "增减额为零时写“持平”", severity="info", basis=_TEXT)
def no_change(context: Context, record: Rule) -> Iterator[Evaluation]:
    """An increase of nothing is no increase."""
    for statement in context.statements.all:
        change = statement.claim.change
        if change is None or change.amount is None:
            continue
        if not change.amount and change.direction in ("increase", "decrease"):
            word = "增加" if change.direction == "increase" else "减少"
            yield fails(
                record,
                f"{about(statement)}写“{word} {change.amount.amount:f} {change.amount.unit.value}”，没有变化应写“持平”。",
                printed=word,
                expected="持平",
                **place(statement),
            )
        else:
            yield holds(record)


@rule("DIR-04", "增加配增长、减少配下降", "增减额与增减率的方向词一致", severity="error", basis=_TEXT)
def paired_words(context: Context, record: Rule) -> Iterator[Evaluation]:
    """An amount that rises has no rate that falls."""
    for statement in context.statements.all:
        change = statement.claim.change
        if change is None or change.percent is None:
            continue
        found = _MORE_THEN_LESS.search(statement.quote) or _LESS_THEN_MORE.search(statement.quote)
        if found is not None:
            yield fails(record, f"{about(statement)}的增减额与增减率方向词相反（{found[0]}）。", **place(statement))
        else:
            yield holds(record)


@rule(
    "DIR-07",
    "增加额不超过本年数",
    "本年数不小于增加额；持平不写增减额",
    severity="error",
    tolerance="at_most",
    basis=_TEXT,
)
def possible_change(context: Context, record: Rule) -> Iterator[Evaluation]:
    """What rose by an amount is at least that amount."""
    for statement in context.statements.all:
        change, now = statement.claim.change, statement.amount
        if change is None or change.amount is None or now is None or change.direction is None:
            continue
        difference = int(abs(change.amount).yuan * 100)
        if change.direction == "increase" and difference - now.high > now.step:
            yield fails(
                record,
                f"{about(statement)}为 {now.printed}，却写增加 {change.amount.amount:f}，上年数将为负。",
                **place(statement),
            )
        elif change.direction == "same" and difference > now.step:
            yield fails(
                record, f"{about(statement)}写“持平”，又写增减额 {change.amount.amount:f}。", **place(statement)
            )
        else:
            yield holds(record)


@rule(
    "DIR-06",
    "收支同增同减",
    "收支总额相等时，收入与支出的增减额和方向相同",
    severity="error",
    tolerance="same",
    basis=_TEXT,
)
def both_sides(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Equal totals compared with equal totals change alike."""
    said = context.statements
    pairs = (
        (said.first("income", "total"), said.first("expenditure", "total")),
        (said.first("overview", "income"), said.first("overview", "expenditure")),
        (said.first("appropriation", "income"), said.first("appropriation", "expenditure")),
    )
    for income, expenditure in pairs:
        if income is None or expenditure is None or income.amount is None or expenditure.amount is None:
            continue
        one, two = income.claim.change, expenditure.claim.change
        if (
            one is None
            or two is None
            or one.amount is None
            or two.amount is None
            or one.base != two.base
            or income.amount.fen != expenditure.amount.fen
        ):
            continue
        if one.direction == two.direction and one.amount == two.amount:
            yield holds(record)
        else:
            yield fails(
                record,
                f"{about(income)}与{about(expenditure)}总额相等，增减额或方向却不同。",
                related=(income.amount, expenditure.amount),
                **place(expenditure),
            )
