"""One document against others: the budget of its year, last year's document, the units' own."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal

from attrs import evolve

from medinsure_budget.checks.arithmetic.cells import Cell, Figures, gather
from medinsure_budget.checks.arithmetic.identities import Identity
from medinsure_budget.checks.arithmetic.intervals import in_fen
from medinsure_budget.checks.arithmetic.levels import assign_codes
from medinsure_budget.checks.arithmetic.relations import Ref, code, codes, line, total
from medinsure_budget.checks.arithmetic.shown import number, printed
from medinsure_budget.checks.arithmetic.verdicts import Evaluation, Severity, Verdict, judge
from medinsure_budget.checks.rule import FINAL, Rule, declare
from medinsure_budget.checks.told.joins import identities
from medinsure_budget.checks.told.places import OPERATING, candidates, subject_cells
from medinsure_budget.checks.told.statements import Statement, Statements, understand
from medinsure_budget.document import Document
from medinsure_budget.document.narrative import Change
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
    ThreePublics,
)
from medinsure_budget.forms.words import fold
from medinsure_budget.lexicon import Shape, word_set
from medinsure_budget.money import Unit
from medinsure_budget.records import frozen

_ACROSS = "同一单位各年度、各层级公开文件相互衔接"
declare(
    Rule("XDC-01", "年初预算 = 当年预算书", "决算的年初预算（总额、各项、三公、机关运行）= 当年预算公开数", kinds=FINAL,
         tolerance="same", basis=_ACROSS),
    Rule("XDC-02", "上年数 = 上年公开数", "本年数 ∓ 增减额 = 上年公开文件的同一数", "warning", basis=_ACROSS),
    Rule("XDC-03", "年初结转 = 上年年末结转", "本年年初结转和结余 = 上年年末结转和结余", kinds=FINAL, tolerance="same", basis=_ACROSS),
    Rule("XDC-04", "部门 = 所属单位之和", "部门各表每个科目 = 所属单位同表同科目之和", basis=_ACROSS),
    Rule("XDC-05", "部门与唯一单位同数", "部门只有一个单位时，两份文件各数相等", "warning", tolerance="same", basis=_ACROSS),
    Rule("XDC-07", "文表分开公开的两份文件一致", "文字文件的金额 = 表格文件的同一金额", tolerance="same", basis=_ACROSS),
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
    """Every comparison that the given documents allow, and which of them allow none."""
    rest = others(documents)
    units = []
    for other in rest:
        related, why = _relation(figures.document, other.document)
        if related == "unit":
            units.append(other)
        elif related:
            yield from _COMPARISONS[related](figures, statements, other)
        else:
            yield Evaluation("XDC-06", "skipped", message=f"与{_name(other.document)}没有可比较的内容：{why}")
    yield from _units(figures, units)


def _name(document: Document) -> str:
    return f"“{document.name or document.agency.name}”"


def _relation(here: Document, there: Document) -> tuple[str, str]:
    """What another document is to this one, or why it is nothing."""
    if here.year is None or there.year is None:
        return "", "文件年度不明"
    same_kind, same_year = here.kind == there.kind, here.year == there.year
    unit = here.agency.level == "部门" and there.agency.level == "单位" and same_kind and same_year
    if unit or not _same_agency(here, there):
        return ("unit", "") if unit else ("", f"不是同一单位（{there.agency.name}）")
    if same_year and here.kind == "final_accounts" and there.kind == "budget":
        return "budget", ""
    if there.year == here.year - 1 and same_kind:
        return "before", ""
    if same_year and same_kind:
        half = bool(here.sheets) != bool(there.sheets)
        return ("other_half", "") if half else ("", "是同一文件的另一版本，两个版本请用 diff 比较")
    kind = "预算" if there.kind == "budget" else "决算"
    return "", f"{there.year} 年的{kind}与本文件没有衔接关系"


def _same_agency(here: Document, there: Document) -> bool:
    """Whether both are of one agency; a name may lack the place or bear 本级 in brackets."""
    one, two = (_REMARK.sub("", fold(d.agency.name)) for d in (here, there))
    return not one or not two or one in two or two in one


_REMARK = Shape(r"\(.*?\)|{OWN_LEVEL}$")


def _other_half(figures: Figures, statements: Statements, other: Other) -> Iterator[Evaluation]:
    """Text and tables of one publication in two files: the text of one against the tables of the other."""
    del statements
    tables, text = (figures.document, other.document) if figures.document.sheets else (other.document, figures.document)
    whole = evolve(tables, claims=text.claims, sections=text.sections)
    joined = gather(whole)
    assign_codes(joined)
    for identity in identities(joined, understand(joined)):
        cells = identity.cells
        if any(c.claim is not None for c in cells) and any(c.sheet is not None for c in cells) and not identity.at_most:
            judged = judge(identity)
            if judged.verdict in ("exact", "tail", "duplicate", "error"):
                yield _across(identity, judged, text)


def _across(identity: Identity, judged: Evaluation, text: Document) -> Evaluation:
    told, printed_at = identity.left[0], identity.right[0]
    message = ""
    if judged.verdict == "error":
        message = (
            f"{_name(text)}的{told.place}印刷 {printed(told)}，{printed_at.place}印刷 {printed(printed_at)}，两份文件应当一致。"
        )
    severity: Severity | Literal[""] = "info" if judged.verdict == "duplicate" else ""
    return Evaluation(
        "XDC-07", judged.verdict, message=message, cell=told, related=identity.cells[1:], difference=judged.difference,
        expected=printed(printed_at), severity=severity,
    )  # fmt: skip


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
    severity: Severity | Literal[""] = "info" if verdict == "duplicate" else ""
    return Evaluation(rule, verdict, message=message, expected=expected, severity=severity, **more)


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


def _year_before(figures: Figures, statements: Statements, other: Other) -> Iterator[Evaluation]:
    for statement in statements.all:
        there = next(iter(_same_place(other.figures, statement)), None)
        if there is not None:
            yield from _prior(figures, statement, there, other)
    for form in (FinalOverview, FinalAppropriationOverview):
        here, carried = line(form, "carried_in").cells(figures), line(form, "carried_out").cells(other.figures)
        if here and carried:
            yield _same("XDC-03", here[0], carried[:1], "上年年末结转和结余", other.document)
    yield from _not_updated(figures, other)


def _same_place(figures: Figures, statement: Statement) -> Iterator[Cell]:
    """The cells of another document that print what a statement is about."""
    if statement.code:
        yield from subject_cells(figures, statement.topic, statement.code)[0]
    elif statement.topic == "operating":
        yield from (c for _, refs in OPERATING for ref in refs for c in ref.cells(figures)[:1])
    elif statement.key:
        yield from candidates(figures, statement.topic, statement.key)


def _prior(figures: Figures, statement: Statement, there: Cell, other: Other) -> Iterator[Evaluation]:
    """The amount of the year before, as printed or as the change implies, against last year's document."""
    now, change = statement.amount, statement.claim.change
    base = fold(change.base) if change is not None else ""
    executed = any(word in base + statement.quote for word in word_set("EXECUTION"))
    if now is None or change is None or (figures.document.kind == "budget" and executed):
        return  # what was carried out differs from what was budgeted
    told = _told_before(now, change, statement)
    if told is None:
        return
    if abs(told - there.fen) <= now.step + there.step:
        yield Evaluation("XDC-02", "exact" if told == there.fen else "tail", cell=now, related=(there,))
        return
    message = f"{now.place}按正文推算上年数为 {number(told, now)}，上年文件{_name(other.document)}为 {printed(there)}，不一致。"
    yield Evaluation("XDC-02", "error", cell=now, related=(there,), expected=number(there.fen, now), difference=told - there.fen,
                     message=message, quote=statement.claim.quote)  # fmt: skip


def _told_before(now: Cell, change: Change, statement: Statement) -> int | None:
    earlier = statement.claim.earlier
    if earlier is not None:
        return int(in_fen(earlier))
    if change.direction == "same":
        return now.fen
    if change.amount is None or change.direction is None:
        return None
    difference = int(abs(in_fen(change.amount)))
    return now.fen - difference if change.direction == "increase" else now.fen + difference


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
    """A department's figures against those of its units; units that were not given are never held against it."""
    if not units:
        return
    count = _units_of(figures.document)
    rule = "XDC-05" if len(units) == 1 and count in (None, 1) else "XDC-04"
    whole = count is not None and len(units) >= count
    if not whole:
        known = f"有 {count} 个预算单位" if count else "有几个预算单位没有写明"
        why = f"部门{known}，只给出 {len(units)} 个单位的文件，只核对单位之和不大于部门"
        yield Evaluation("XDC-04", "skipped", message=why)
    for make in _BY_UNIT:
        ref = make()
        here = ref.places(figures)
        told = [places for u in units if not isinstance(places := ref.places(u.figures), str)]
        if isinstance(here, str) or len(told) != len(units):
            continue
        for key, cells in here.items():
            there = [c for places in told for c in places.get(key, ())]
            if cells[0].fen or any(c.fen for c in there):
                judged = _same(rule, cells[0], there, f"{len(units)}个所属单位之和", units[0].document)
                less = not whole and sum(c.low for c in there) <= cells[0].high
                if not (less and judged.verdict == "error"):
                    yield judged


def _units_of(document: Document) -> int | None:
    """How many budget units a department says it has."""
    profile = document.profile
    return len(profile.units) if profile is not None and profile.units else None


_COMPARISONS: dict[str, Callable[[Figures, Statements, Other], Iterator[Evaluation]]] = {
    "budget": _initial_budget, "before": _year_before, "other_half": _other_half,
}  # fmt: skip
