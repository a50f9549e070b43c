"""Subjects as the text tells them: their paths, what their money is for, and which of them are listed."""

import re
from collections.abc import Iterator, Mapping, Sequence

from medinsure_budget.checks.arithmetic.cells import Line, Table, table_name
from medinsure_budget.checks.arithmetic.identities import unplaced
from medinsure_budget.checks.arithmetic.verdicts import Evaluation
from medinsure_budget.checks.rule import Context, Rule, absent, fails, holds, rule, skipped
from medinsure_budget.checks.rules.percent import about, place
from medinsure_budget.checks.told.codes import shortened
from medinsure_budget.checks.told.statements import Statement
from medinsure_budget.forms import (
    BudgetOverview,
    FinalGeneralPublicExpenditure,
    FinalGovernmentFund,
    FinalOverview,
    FinalStateCapital,
    GeneralPublicExpenditure,
    GovernmentFundExpenditure,
    Row,
    StateCapitalExpenditure,
)
from medinsure_budget.forms.words import fold, without_ordinal
from medinsure_budget.lexicon import Shape, words
from medinsure_budget.subjects.names import distance

_FUNDS = (GovernmentFundExpenditure, StateCapitalExpenditure, FinalGovernmentFund, FinalStateCapital)
_TEXT = "情况说明须与公开报表一致"
_MARKS = words("LEVEL_MARK")[:3]
_CODE_ABOVE = (3, 5)  # how long the codes of 类 and 款 are


def _table(context: Context, *forms: type[Row]) -> Table | None:
    return next((t for t in context.figures.tables if t.form in forms and not t.empty), None)


@rule("SUB-04", "正文科目路径可还原为表内科目", "正文的（类）（款）（项）在科目库中有代码，且在一般公共预算支出表内", basis=_TEXT)
def paths(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A path of the text leads to one subject, and this one stands in the table."""
    table = _table(context, GeneralPublicExpenditure, FinalGeneralPublicExpenditure)
    if table is None:
        yield absent(record, "没有一般公共预算支出表")
        return
    of_funds = {code for t in context.figures.tables if t.form in _FUNDS for code in t.coded()}
    for statement in context.statements.all:
        path = statement.claim.path
        if statement.topic == "general" and path and len(path) == len(_MARKS):
            # One section may tell the subjects of every fund, as Shanghai's does.
            elsewhere = statement.code in of_funds and not statement.by_heading
            yield _path(record, statement, path, table, elsewhere=elsewhere)


def _path(record: Rule, statement: Statement, path: Sequence[str], table: Table, *, elsewhere: bool) -> Evaluation:
    printed, code = table.coded(), statement.code
    told = "".join(map(_marked, path, _MARKS))
    what, where = f"{about(statement)}的“{told}”", place(statement)
    if code in printed and (wrong := _other_above(path, code, printed)) is not None:
        why = f"{what}（{code}）中“{wrong[0]}”应为“{wrong[1]}”。"
        return fails(record, why, **where | {"printed": wrong[0], "expected": wrong[1]})
    if code in printed or elsewhere:
        return holds(record, **where)
    if code:
        above = next((printed[code[:n]] for n in reversed(_CODE_ABOVE) if code[:n] in printed), table.total)
        beside = tuple(above.cells.values()) if above is not None else ()
        why = f"{what}（{code}）不在{table_name(table.sheet)}中。"
        return fails(record, why, **where | {"printed": told, "related": beside})
    return fails(record, f"{what}与表内科目、科目库都对不上，请核对类、款、项的名称。", **where | {"printed": told})


def _marked(name: str, mark: str) -> str:
    return f"{name}（{mark}）"


def _other_above(path: Sequence[str], code: str, printed: Mapping[str, Line]) -> tuple[str, str] | None:
    """The 类 or 款 of a path that is another one than the table's, and the right one; a misprint is another rule's matter."""
    for name, mark, length in zip(path, _MARKS, _CODE_ABOVE, strict=False):
        right = fold(printed[code[:length]].row.name) if code[:length] in printed else ""
        if right and distance(fold(name), right, 1) > 1 and not shortened(fold(name), right):
            return _marked(fold(name), mark), _marked(right, mark)
    return None


# An institution's own name may hold the word (医疗保险服务中心), which says nothing about the purpose.
_MEDICAL = Shape(r"{MEDICAL}(?!.{0,4}{OFFICE_LETTER})")
_PURPOSES = {
    "住房公积金": Shape(r"{HOUSING_FUND}"),
    "机关事业单位基本养老保险缴费支出": Shape(r"{PENSION}(?!.{0,4}{OFFICE_LETTER})"),
    "机关事业单位职业年金缴费支出": Shape(r"{ANNUITY}"),
    "行政单位医疗": _MEDICAL,
    "事业单位医疗": _MEDICAL,
}
_INCLUDES = Shape(r"{EXPENDITURE}{INCLUDES}[:：]?([^。；;]+)")
_AMOUNT_AFTER = Shape(r"(\(类\))?[\d.,]+{MONEY}.*$")
_COMMAS = re.compile("[、,，]")
_FISCAL = Shape(r"{FISCAL}(?:{BOTH_SIDES}|{INCOME}{EXPENDITURE})")


@rule("SUB-11", "用途与科目相符", "住房公积金、养老、年金、医疗科目的用途不写成另一类缴费", basis="当年政府收支分类科目")
def purposes(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Contributions of one kind are not explained with those of another."""
    for statement in context.statements.all:
        claim = statement.claim
        name = fold(claim.path[-1]) if claim.path else ""
        if name not in _PURPOSES or not claim.purpose:
            continue
        own, purpose = _PURPOSES[name], fold(claim.purpose)
        other = next((found for p in _PURPOSES.values() if p != own and (found := p.search(purpose))), None)
        if other is not None and not own.search(purpose):
            yield fails(
                record,
                f"{about(statement)}的用途写作“{claim.purpose}”，“{other[0]}”不是该科目的用途，疑为套用。",
                **{**place(statement), "printed": other[0]},
            )
        else:
            yield holds(record, **place(statement))


@rule("NAR-13", "“支出包括”与收支总表一致", "“支出包括”所列各类 = 收支总表有金额的类", basis=_TEXT)
def listed(context: Context, record: Rule) -> Iterator[Evaluation]:
    """The classes of expenditure that the text lists are those with money in the overview."""
    table = _table(context, BudgetOverview, FinalOverview)
    lines = table.lines if table is not None else []
    spent = {without_ordinal(fold(line.row.name)): line.code for line in lines if len(line.code) == 3 and line.filled}
    if table is None or not spent:
        yield absent(record, "没有收支总表，或收支总表不分功能科目")
        return
    if why := unplaced(table):
        yield skipped(record, why)
        return
    known = {fold(s.name): s.code for s in context.subjects.functional.roots} | spent
    for paragraph in context.paragraphs:
        for found in _INCLUDES.finditer(fold(paragraph.text)):
            told = {_AMOUNT_AFTER.sub("", name) for name in _COMMAS.split(found[1])}
            before = fold(paragraph.heading) + found.string[: found.start()]
            if not told <= set(known) or _FISCAL.search(before):
                continue
            where = {"statement": paragraph.heading, "page": paragraph.page, "line": paragraph.line, "quote": found[0]}
            codes = {known[name] for name in told}
            lacking = sorted(name for name, code in spent.items() if code not in codes)
            surplus = sorted(name for name in told if known[name] not in spent.values())
            if lacking or surplus:
                other = [f"缺少{'、'.join(lacking)}"] * bool(lacking) + [f"多出{'、'.join(surplus)}"] * bool(surplus)
                yield fails(record, f"“{paragraph.heading}”的“支出包括”与{table_name(table.sheet)}相比{'，'.join(other)}。",
                            printed="、".join(sorted(told)), expected="、".join(sorted(spent)), **where)  # fmt: skip
            else:
                yield holds(record, **where)
