"""Goal forms of projects: that parts of the money are no more than the whole."""

import re
from collections.abc import Iterator
from decimal import Decimal

from medinsure_budget.checks.arithmetic.cells import Table
from medinsure_budget.checks.arithmetic.verdicts import Evaluation
from medinsure_budget.checks.rule import BUDGET, Context, Rule, absent, fails, holds, rule
from medinsure_budget.forms import Unrecognised
from medinsure_budget.forms.words import fold, without_ordinal
from medinsure_budget.lexicon import Shape

_GOALS = Shape(r"{PERFORMANCE}")
_WHOLE = Shape(r"(?:{YEAR_OR_PROJECT})?{CHECKED_FUNDS}(?:{ASKED})?(?:{TOTAL|SUM})")
_PART = Shape(r"(?:{THIS_YEAR})?(?:{FISCAL}|{FISCAL_FUNDS})|{LAST_YEAR}{CARRYING}{CHECKED_FUNDS}|{OTHERS}{CHECKED_FUNDS}")
_LABELLED = re.compile(r"^(.*?[^\d.,:：\s])[:：\s]*(\d[\d,]*(?:\.\d+)?)$")


def _amounts(table: Table) -> Iterator[tuple[str, Decimal, int]]:
    """Every label with an amount behind it, in one cell or in the next."""
    for line in table.lines:
        origin = line.row.origin
        places = origin.grid.places[origin.row] if origin is not None else ()
        texts = [(p.text or "").strip() if p is not None else "" for p in places]
        for label, text in zip(["", *texts], texts, strict=False):
            own = _LABELLED.match(text)
            words, digits = (own[1], own[2]) if own else (label, text)
            if re.fullmatch(r"\d[\d,]*(?:\.\d+)?", digits):
                yield without_ordinal(fold(words)), Decimal(digits.replace(",", "")), line.row.page


@rule("PRF-20", "绩效目标表资金不超总额", "当年财政拨款等各部分 ≤ 年度（项目）资金总额", tolerance="at_most", kinds=BUDGET,
      basis="项目支出绩效目标申报表样式")  # fmt: skip
def parts_of_goal_forms(context: Context, record: Rule) -> Iterator[Evaluation]:
    """No part of a project's money exceeds the whole of it."""
    judged = False
    for table in (*context.figures.tables, *context.figures.unmeasured):
        if table.form is not Unrecognised or not _GOALS.search(table.sheet.title):
            continue
        told = list(_amounts(table))
        wholes = [money for label, money, _ in told if _WHOLE.fullmatch(label)]
        for label, money, page in told if wholes else ():
            if not _PART.fullmatch(label):
                continue
            judged, most = True, max(wholes)
            where = {"statement": table.sheet.title, "page": page or table.sheet.page}
            if money <= most:
                yield holds(record, **where)
            else:
                why = f"“{table.sheet.title}”的{label} {money:f} 大于资金总额 {most:f}。"
                yield fails(record, why, printed=f"{money:f}", expected=f"{most:f}", **where)
    if not judged:
        yield absent(record, "没有印有资金总额和构成的绩效目标表")
