"""One document against others: the budget of its year, last year's document, the units' own."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from attrs import frozen

from medinsure_budget.checks.arithmetic.cells import Cell, Figures, gather
from medinsure_budget.checks.arithmetic.levels import assign_codes
from medinsure_budget.checks.arithmetic.relations import Ref, code, codes, line, total
from medinsure_budget.checks.arithmetic.shown import number, printed
from medinsure_budget.checks.arithmetic.verdicts import Evaluation, Verdict
from medinsure_budget.checks.rule import FINAL, Rule, declare
from medinsure_budget.checks.told.statements import Statements, understand
from medinsure_budget.document import Document
from medinsure_budget.forms import (
    BasicExpenditure,
    BudgetOverview,
    Expenditure,
    FinalAppropriationOverview,
    FinalBasicExpenditure,
    FinalExpenditureBySubject,
    FinalGeneralPublicExpenditure,
    FinalIncomeBySubject,
    FinalOverview,
    FinalThreePublics,
    GeneralPublicExpenditure,
    Income,
    ThreePublics,
)
from medinsure_budget.forms.words import fold
from medinsure_budget.money import Unit

_ACROSS = "同一单位各年度、各层级公开文件相互衔接"
declare(
    Rule("XDC-01", "年初预算 = 当年预算书", "决算的年初预算（总额、各项、三公、机关运行）= 当年预算公开数", kinds=FINAL,
         tolerance="same", basis=_ACROSS),
    Rule("XDC-02", "上年数 = 上年公开数", "本年数 ∓ 增减额 = 上年公开文件的同一数", "warning", basis=_ACROSS),
    Rule("XDC-03", "年初结转 = 上年年末结转", "本年年初结转和结余 = 上年年末结转和结余", kinds=FINAL, tolerance="same", basis=_ACROSS),
    Rule("XDC-04", "部门 = 所属单位之和", "部门各表每个科目 = 所属单位同表同科目之和", basis=_ACROSS),
    Rule("XDC-05", "部门与唯一单位同数", "部门只有一个单位时，两份文件各数相等", "warning", tolerance="same", basis=_ACROSS),
    Rule("XDC-06", "整份文件未更新", "与上年文件逐格相同的非零数字不超过六成", "warning", tolerance="text", basis=_ACROSS),
)  # fmt: skip

_MOST_SAME = 0.6
_ENOUGH = 20


@frozen(eq=False)
class Other:
    """Another document with its cells."""

    document: Document
    figures: Figures
    statements: Statements


def others(documents: Sequence[Document]) -> list[Other]:
    """The other documents, numbered once."""
    found = []
    for document in documents:
        figures = gather(document)
        assign_codes(figures)
        found.append(Other(document, figures, understand(figures)))
    return found


def compare(figures: Figures, statements: Statements, documents: Sequence[Document]) -> Iterator[Evaluation]:
    """Every comparison that the given documents allow."""
    rest = others(documents)
    year, kind = figures.document.year, figures.document.kind
    for other in rest:
        if other.document.year is None or year is None:
            continue
        if other.document.year == year and kind == "final_accounts" and other.document.kind == "budget":
            yield from _initial_budget(figures, statements, other)
        if other.document.year == year - 1 and other.document.kind == kind:
            yield from _year_before(figures, statements, other)
    yield from _units(figures, [o for o in rest if o.document.year == year and o.document.kind == kind])


def _same(rule: str, here: Cell, there: Sequence[Cell], words: str, other: Document) -> Evaluation:
    """Judge one amount against the sum of others by their intervals."""
    low, high = sum(c.low for c in there), sum(c.high for c in there)
    more: dict[str, Any] = {"cell": here, "related": tuple(there), "difference": here.fen - sum(c.fen for c in there)}
    if low <= here.high and here.low <= high:
        return Evaluation(rule, "exact" if not more["difference"] else "tail", **more)
    expected = number(sum(c.fen for c in there), here)
    message = f"{here.place}印刷 {printed(here)}，{words}（{other.name or other.agency.name}）为 {expected} {here.unit.value}，不一致。"
    verdict: Verdict = (
        "duplicate" if len(there) == 1 and abs(here.fen - there[0].fen) <= max(here.step, there[0].step) else "error"
    )
    return Evaluation(rule, verdict, message=message, expected=expected, **more)


def _initial_budget(figures: Figures, statements: Statements, other: Other) -> Iterator[Evaluation]:
    for statement in statements.all:
        if statement.topic != "general" or statement.budget is None:
            continue
        ref = code(GeneralPublicExpenditure, statement.code) if statement.code else total(GeneralPublicExpenditure)
        there = ref.cells(other.figures)
        if there and (statement.code or statement.key == "total"):
            yield _same("XDC-01", statement.budget, there[:1], "当年预算书同一科目", other.document)
    for statement in statements.by_key.get(("operating", "total"), ()):
        there = total(BasicExpenditure, "public").cells(other.figures)
        if statement.budget is not None and there:
            yield _same("XDC-01", statement.budget, there[:1], "当年预算书公用经费", other.document)
    for field in ("total", "abroad", "vehicle_purchase", "vehicle_running", "reception"):
        here, there = (
            total(FinalThreePublics, field, "budget").cells(figures),
            total(ThreePublics, field).cells(other.figures),
        )
        if here and there:
            evaluation = _same("XDC-01", here[0], there[:1], "当年预算书“三公”预算", other.document)
            # The full-year budget may have been adjusted within the year.
            evaluation.severity = "warning" if evaluation.verdict == "error" else ""
            yield evaluation


_TOTALS: tuple[tuple[str, str, Ref], ...] = (
    ("income", "total", total(Income)), ("expenditure", "total", total(Expenditure)), ("general", "total", total(GeneralPublicExpenditure)),
    ("overview", "income", line(FinalOverview, "total_income")), ("overview", "expenditure", line(FinalOverview, "total_expenditure")),
    ("general", "total", total(FinalGeneralPublicExpenditure)), ("three", "total", total(ThreePublics)),
    ("three", "reception", total(FinalThreePublics, "reception", "final")), ("operating", "total", total(BasicExpenditure, "public")),
    ("operating", "total", line(FinalBasicExpenditure, "public_total")),
)  # fmt: skip


def _year_before(figures: Figures, statements: Statements, other: Other) -> Iterator[Evaluation]:
    for topic, key, ref in _TOTALS:
        there = ref.cells(other.figures)
        for statement in statements.by_key.get((topic, key), ()) if there else ():
            yield from _prior(figures, statement.amount, statement.claim.change, there[0], other)
    for form in (FinalOverview, FinalAppropriationOverview):
        here, there = line(form, "carried_in").cells(figures), line(form, "carried_out").cells(other.figures)
        if here and there:
            yield _same("XDC-03", here[0], there[:1], "上年年末结转和结余", other.document)
    yield from _not_updated(figures, other)


def _prior(figures: Figures, now: Cell | None, change: object, there: Cell, other: Other) -> Iterator[Evaluation]:
    amount, direction = getattr(change, "amount", None), getattr(change, "direction", None)
    base = fold(getattr(change, "base", "") or "")
    if now is None or amount is None or direction not in ("increase", "decrease"):
        return
    if figures.document.kind == "budget" and "执行" in base:
        return  # what was carried out differs from what was budgeted
    difference = int(abs(amount).yuan * 100) * (1 if direction == "increase" else -1)
    slack = now.step + there.step
    told = now.fen - difference
    if abs(told - there.fen) <= slack:
        yield Evaluation("XDC-02", "exact" if told == there.fen else "tail", cell=now, related=(there,))
    else:
        yield Evaluation(
            "XDC-02",
            "error",
            cell=now,
            related=(there,),
            expected=number(there.fen, now),
            difference=told - there.fen,
            message=f"{now.place}按增减额推算上年数为 {number(told, now)}，上年文件（{other.document.name}）为 {printed(there)}，不一致。",
        )


def _not_updated(figures: Figures, other: Other) -> Iterator[Evaluation]:
    theirs = {c.key: c.fen for c in other.figures.cells if c.sheet is not None and c.unit is not Unit.UNKNOWN}
    shared = [c for c in figures.cells if c.sheet is not None and c.unit is not Unit.UNKNOWN and c.fen and c.key in theirs]
    if len(shared) < _ENOUGH:
        return
    same = sum(c.fen == theirs[c.key] for c in shared)
    if same > _MOST_SAME * len(shared):
        yield Evaluation(
            "XDC-06",
            "error",
            statement="全文",
            message=f"与上年文件（{other.document.name}）同一位置的 {len(shared)} 个数字中有 {same} 个完全相同，疑似未更新。",
        )
    else:
        yield Evaluation("XDC-06", "exact")


_BY_UNIT: tuple[Callable[[], Ref], ...] = (
    lambda: codes(Expenditure), lambda: codes(GeneralPublicExpenditure), lambda: codes(BasicExpenditure),
    lambda: line(BudgetOverview, "total_income"), lambda: total(Expenditure), lambda: total(ThreePublics),
    lambda: codes(FinalExpenditureBySubject), lambda: codes(FinalIncomeBySubject), lambda: codes(FinalGeneralPublicExpenditure),
    lambda: codes(FinalBasicExpenditure, "amount"), lambda: line(FinalOverview, "total_income"),
    lambda: total(FinalThreePublics, "total", "final"),
)  # fmt: skip


def _units(figures: Figures, units: list[Other]) -> Iterator[Evaluation]:
    """A department's figures against those of its units, when all its units are given."""
    units = [u for u in units if u.document.agency.level == "单位"]
    if figures.document.agency.level != "部门" or not units:
        return
    rule = "XDC-05" if len(units) == 1 else "XDC-04"
    for make in _BY_UNIT:
        ref = make()
        here = ref.places(figures)
        told = [places for u in units if not isinstance(places := ref.places(u.figures), str)]
        if isinstance(here, str) or len(told) != len(units):
            continue
        for key, cells in here.items():
            there = [c for places in told for c in places.get(key, ())]
            if cells[0].fen or any(c.fen for c in there):
                yield _same(rule, cells[0], there, f"{len(units)}个所属单位之和", units[0].document)
