"""Goal forms of projects: that parts of the money are no more than the whole."""

import re
from collections.abc import Iterator
from decimal import Decimal
from operator import attrgetter
from typing import NamedTuple

from medinsure_budget.checks.arithmetic.cells import Table
from medinsure_budget.checks.arithmetic.intervals import in_fen
from medinsure_budget.checks.arithmetic.verdicts import Evaluation
from medinsure_budget.checks.rule import BUDGET, Context, Rule, absent, fails, holds, rule
from medinsure_budget.forms import Unrecognised
from medinsure_budget.forms.words import fold, without_ordinal
from medinsure_budget.lexicon import Shape

_GOALS = Shape(r"{PERFORMANCE}")
_WHOLE = Shape(r"(?:{YEAR_OR_PROJECT})?{CHECKED_FUNDS}(?:{ASKED})?(?:{TOTAL|SUM})")
_PART = Shape(r"(?:{THIS_YEAR})?(?:{FISCAL}|{FISCAL_FUNDS})|{LAST_YEAR}{CARRYING}{CHECKED_FUNDS}|{OTHERS}{CHECKED_FUNDS}")
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_LABELLED = re.compile(rf"^(.*?[^\d.,:：\s])[:：\s]*({_DIGITS.pattern})$")



class Told(NamedTuple):
    """A label without its ordinal and the amount behind it: its worth, compared within a form, and its digits."""

    label: str
    worth: Decimal
    digits: str
    page: int


def _of_goals(context: Context) -> Iterator[tuple[str, list[Told]]]:
    """The forms that were read as those of a project, and their money."""
    performance = context.document.performance
    for goal in performance.goals if performance else ():
        lines = [(line, amount) for line in goal.funds if (amount := line.amount("budget")) is not None]
        told = [Told(without_ordinal(fold(f.label)), in_fen(amount), f"{amount.amount:f}", f.page) for f, amount in lines]
        yield f"{goal.title or '项目绩效目标表'}（{goal.project}）", told


def _of_tables(context: Context) -> Iterator[tuple[str, list[Told]]]:
    """Forms without goals and indicators, which are tables of no known kind."""
    for table in (*context.figures.tables, *context.figures.unmeasured):
        if table.form is Unrecognised and _GOALS.search(table.sheet.title):
            yield table.sheet.title, list(_amounts(table))


def _amounts(table: Table) -> Iterator[Told]:
    """Every label with an amount behind it, in one cell or in the next."""
    for line in table.lines:
        origin = line.row.origin
        places = origin.grid.places[origin.row] if origin is not None else ()
        texts = [(p.text or "").strip() if p is not None else "" for p in places]
        for label, text in zip(["", *texts], texts, strict=False):
            own = _LABELLED.match(text)
            words, digits = (own[1], own[2]) if own else (label, text)
            if _DIGITS.fullmatch(digits):
                plain = digits.replace(",", "")
                yield Told(without_ordinal(fold(words)).rstrip(":"), Decimal(plain), plain, line.row.page or table.sheet.page)


@rule("PRF-20", "绩效目标表资金不超总额", "当年财政拨款等各部分 ≤ 年度（项目）资金总额", tolerance="at_most", kinds=BUDGET,
      basis="项目支出绩效目标申报表样式")  # fmt: skip
def parts_of_goal_forms(context: Context, record: Rule) -> Iterator[Evaluation]:
    """No part of a project's money exceeds the whole of it."""
    judged = False
    for title, told in (*_of_goals(context), *_of_tables(context)):
        whole = max((t for t in told if _WHOLE.fullmatch(t.label)), key=attrgetter("worth"), default=None)
        for part in told:
            if whole is None or not _PART.fullmatch(part.label):
                continue
            judged, where = True, {"statement": title, "page": part.page}
            if part.worth <= whole.worth:
                yield holds(record, **where)
            else:
                why = f"“{title}”的{part.label} {part.digits} 大于资金总额 {whole.digits}。"
                yield fails(record, why, printed=part.digits, expected=whole.digits, **where)
    if not judged:
        yield absent(record, "没有印有资金总额和构成的绩效目标表")
