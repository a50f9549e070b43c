"""What the text must repeat from the tables, and what must hold within the text."""

from collections import defaultdict
from collections.abc import Iterator

from medinsure_budget.checks.arithmetic.cells import Cell, Figures
from medinsure_budget.checks.arithmetic.identities import Bridge, Identity
from medinsure_budget.checks.arithmetic.relations import Ref, code, line, total
from medinsure_budget.checks.arithmetic.statements import Statement, Statements
from medinsure_budget.checks.rule import BUDGET, FINAL, Rule, declare
from medinsure_budget.forms import (
    AppropriationOverview,
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
    OperatingExpenditure,
    Procurement,
    ProjectExpenditure,
    Row,
    ThreePublics,
)
from medinsure_budget.forms.words import fold

_TEXT = "情况说明须与公开报表一致"
declare(
    Rule("NAR-01", "收支总额文表一致", "正文收支总额 = 收支总表总计", tolerance="same", basis=_TEXT),
    Rule("NAR-02", "收入文表一致", "正文收入及各来源 = 收入表", tolerance="same", basis=_TEXT),
    Rule("NAR-03", "按功能分类支出文表一致", "正文各类支出 = 支出表各类；各类之和 = 支出总额", tolerance="same", basis=_TEXT),
    Rule("NAR-04", "按用途支出文表一致", "正文人员、公用、项目等 = 支出表各栏；各项之和 = 支出总额", tolerance="same", basis=_TEXT),
    Rule("NAR-05", "基本支出文表一致", "正文基本支出 = 基本支出表合计", tolerance="same", basis=_TEXT),
    Rule("NAR-06", "人员、公用经费文表一致", "正文基本支出 = 人员经费 + 公用经费，且各自 = 表内合计", basis=_TEXT),
    Rule("NAR-07", "具体使用情况文表一致", "正文各项支出 = 一般公共预算支出表；各项之和 = 类级 = 总额", basis=_TEXT),
    Rule("NAR-18", "财政拨款收支文表一致", "正文财政拨款收支 = 财政拨款收支总表", tolerance="same", basis=_TEXT),
    Rule("NAR-10", "绩效涉及资金不超项目支出", "绩效管理涉及的资金 ≤ 项目支出合计", "warning", tolerance="at_most", basis=_TEXT),
    Rule("NAR-14", "年初预算各项之和", "各项年初预算之和 = 年初预算总额", kinds=FINAL, basis=_TEXT),
    Rule("NAR-15", "同一数多处一致", "正文同一事项的金额前后一致", tolerance="same", basis=_TEXT),
    Rule("NAR-17", "结转文表一致", "正文结转下年 = 收支总表年终结转结余", "warning", kinds=BUDGET, tolerance="same", basis=_TEXT),
    Rule("SG-11", "三公经费文表一致", "正文“三公”合计与各项 = “三公”表（预算、决算）", tolerance="same", basis=_TEXT),
    Rule("OP-01", "机关运行经费 = 公用经费", "机关运行经费 = 基本支出公用经费合计（资本性支出等口径差异可解释）", "warning",
         tolerance="bridged", basis="机关运行经费的公开口径"),
    Rule("OP-07", "机关运行经费文表一致", "正文机关运行经费 = 机关运行经费支出预算表合计", kinds=BUDGET, tolerance="same", basis=_TEXT),
    Rule("PRC-07", "政府采购文表一致", "正文政府采购预算总额 = 政府采购预算表合计", kinds=BUDGET, tolerance="same", basis=_TEXT),
    Rule("CNT-05", "接待费分项之和", "公务接待费 = 外事接待 + 其他国内公务接待", kinds=FINAL, basis=_TEXT),
    Rule("PRC-01", "采购总额 = 货物 + 工程 + 服务", "政府采购总额 = 货物 + 工程 + 服务", basis="政府采购信息的公开要求"),
    Rule("UNT-03", "金额单位错写", "相差恰为一万倍的金额，疑为元与万元写错", basis="同一份文件的其他金额"),
)  # fmt: skip

_FINAL_KINDS = ("basic", "project", "remitted_up", "business", "subsidies_down")
_BUDGET_KINDS = ("personnel", "public", "basic", "project", "business", "remitted_up", "subsidies_down")
_ITEMS = ("total", "abroad", "vehicles", "vehicle_purchase", "vehicle_running", "reception")
_SOURCES = ("service_income", "business_income", "grants_from_above", "remittances_from_below", "other_income")

# (rule, topic, key, where the same amount stands in the tables; the first that is printed counts)
Said = tuple[str, str, str, tuple[Ref, ...]]
BUDGET_SAID: tuple[Said, ...] = (
    ("NAR-01", "overview", "total", (line(BudgetOverview, "total_income"),)),
    ("NAR-01", "overview", "income", (line(BudgetOverview, "total_income"),)),
    ("NAR-01", "overview", "expenditure", (line(BudgetOverview, "total_expenditure"),)),
    ("NAR-02", "income", "total", (total(Income), line(BudgetOverview, "total_income"))),
    ("NAR-02", "income", "general_public", (total(Income, "general_public"), line(BudgetOverview, "general_public"))),
    ("NAR-02", "income", "carried_in", (total(Income, "carried_in"), line(BudgetOverview, "carried_in"))),
    *(("NAR-02", "income", s, (total(Income, s), line(BudgetOverview, s))) for s in (*_SOURCES, "special_account")),
    ("NAR-04", "expenditure", "total", (total(Expenditure), line(BudgetOverview, "total_expenditure"))),
    *(("NAR-04", "expenditure", k, (total(Expenditure, k),)) for k in _BUDGET_KINDS),
    ("NAR-17", "expenditure", "carried_out", (line(BudgetOverview, "carried_out"),)),
    ("NAR-18", "appropriation", "total", (line(AppropriationOverview, "total_income"),)),
    ("NAR-18", "appropriation", "income", (line(AppropriationOverview, "total_income"),)),
    ("NAR-18", "appropriation", "expenditure", (line(AppropriationOverview, "total_expenditure"),)),
    ("NAR-18", "appropriation", "general_public", (line(AppropriationOverview, "general_public"),)),
    ("NAR-07", "general", "total", (total(GeneralPublicExpenditure),)),
    ("NAR-05", "basic", "total", (total(BasicExpenditure), total(GeneralPublicExpenditure, "basic"))),
    (
        "NAR-06",
        "basic",
        "personnel",
        (total(BasicExpenditure, "personnel"), total(GeneralPublicExpenditure, "personnel")),
    ),
    ("NAR-06", "basic", "public", (total(BasicExpenditure, "public"), total(GeneralPublicExpenditure, "public"))),
    *(("SG-11", "three", k, (total(ThreePublics, k),)) for k in _ITEMS),
    ("OP-01", "operating", "total", (total(BasicExpenditure, "public"), total(GeneralPublicExpenditure, "public"))),
    ("OP-07", "operating", "total", (total(OperatingExpenditure),)),
    ("PRC-07", "procurement", "total", (total(Procurement),)),
    ("NAR-10", "performance", "amount", (total(ProjectExpenditure), total(Expenditure, "project"))),
)
FINAL_SAID: tuple[Said, ...] = (
    ("NAR-01", "overview", "income", (line(FinalOverview, "total_income"),)),
    ("NAR-01", "overview", "expenditure", (line(FinalOverview, "total_expenditure"),)),
    ("NAR-01", "overview", "total", (line(FinalOverview, "total_income"),)),
    ("NAR-02", "income", "total", (line(FinalOverview, "year_income"), total(FinalIncomeBySubject))),
    ("NAR-02", "income", "appropriation", (total(FinalIncomeBySubject, "appropriation"),)),
    *(("NAR-02", "income", s, (line(FinalOverview, s),)) for s in _SOURCES),
    ("NAR-04", "expenditure", "total", (line(FinalOverview, "year_expenditure"), total(FinalExpenditureBySubject))),
    *(("NAR-04", "expenditure", k, (total(FinalExpenditureBySubject, k),)) for k in _FINAL_KINDS),
    ("NAR-18", "appropriation", "income", (line(FinalAppropriationOverview, "total_income"),)),
    ("NAR-18", "appropriation", "expenditure", (line(FinalAppropriationOverview, "total_expenditure"),)),
    ("NAR-07", "general", "total", (total(FinalGeneralPublicExpenditure),)),
    ("NAR-05", "basic", "total", (total(FinalGeneralPublicExpenditure, "basic"),)),
    ("NAR-06", "basic", "personnel", (line(FinalBasicExpenditure, "personnel_total"),)),
    ("NAR-06", "basic", "public", (line(FinalBasicExpenditure, "public_total"),)),
    *(("SG-11", "three", k, (total(FinalThreePublics, k, "final"), total(FinalThreePublics, k))) for k in _ITEMS),
    ("OP-01", "operating", "total", (line(FinalBasicExpenditure, "public_total"),)),
    ("NAR-10", "performance", "amount", (total(FinalGeneralPublicExpenditure, "project"),)),
)
_BY_SUBJECT: dict[str, tuple[str, tuple[type[Row], ...], tuple[type[Row], ...]]] = {
    "expenditure": ("NAR-03", (Expenditure,), (FinalExpenditureBySubject,)),
    "appropriation": ("NAR-03", (AppropriationOverview,), (FinalAppropriationOverview,)),
    "general": ("NAR-07", (GeneralPublicExpenditure,), (FinalGeneralPublicExpenditure,)),
}
_SOFT = ("OP-01", "NAR-10", "NAR-17")
_CAPITAL = tuple(
    ref
    for c in ("310", "309", "307", "399")
    for ref in (code(BasicExpenditure, c), code(FinalBasicExpenditure, c, "amount"))
)
_CARRIED = (total(Income, "carried_in"), line(BudgetOverview, "carried_in"))


def identities(figures: Figures, statements: Statements) -> Iterator[Identity]:
    """Text against tables, and the sums of the text."""
    said = BUDGET_SAID if figures.document.kind == "budget" else FINAL_SAID
    for rule, topic, key, refs in said:
        yield from _against_table(figures, statements, (rule, topic, key, refs))
    yield from _subjects_against_tables(figures, statements)
    yield from _repeated(statements)
    yield from _within(statements, _all_told(figures, statements), budget=figures.document.kind == "budget")


def _against_table(figures: Figures, statements: Statements, said: Said) -> Iterator[Identity]:
    rule, topic, key, refs = said
    there = next((cells for ref in refs if (cells := ref.cells(figures))), ())
    if not there:
        return
    found = statements.by_key.get((topic, key), [])
    for statement in found[:1] if rule == "NAR-10" else found:
        if statement.amount is not None:
            bridges = _bridges(figures, rule)
            at_most = rule == "NAR-10"
            yield Identity(rule, (statement.amount,), there[:1], at_most, bridges, soft=rule in _SOFT)
        if statement.budget is not None and topic == "three":
            planned = total(FinalThreePublics, key, "budget").cells(figures)
            if planned:
                yield Identity(rule, (statement.budget,), planned[:1])


def _bridges(figures: Figures, rule: str) -> tuple[Bridge, ...]:
    refs = {"OP-01": _CAPITAL, "NAR-02": _CARRIED}.get(rule, ())
    reasons = {"OP-01": "资本性支出等公用经费以外的口径", "NAR-02": "上年结转"}
    return tuple(
        Bridge(reasons[rule], cells) for ref in refs if (cells := ref.cells(figures)) and any(c.fen for c in cells)
    )


def _subjects_against_tables(figures: Figures, statements: Statements) -> Iterator[Identity]:
    final = figures.document.kind == "final_accounts"
    for (topic, subject), found in statements.by_code.items():
        if topic not in _BY_SUBJECT:
            continue
        rule, budget_forms, final_forms = _BY_SUBJECT[topic]
        for form in final_forms if final else budget_forms:
            field = "amount" if "amount" in form.form.fields else "total"
            there = code(form, subject, field).cells(figures)
            for statement in found:
                if there and statement.amount is not None:
                    yield Identity(rule, (statement.amount,), there[:1])


def _repeated(statements: Statements) -> Iterator[Identity]:
    """The same key stated twice; a section may open with last year's words but not with other figures."""
    for found in (*statements.by_key.values(), *statements.by_code.values()):
        amounts = [s.amount for s in found if s.amount is not None]
        for other in amounts[1:]:
            if found[0].topic not in ("performance", "assets", "glossary", ""):
                yield Identity("NAR-15", (amounts[0],), (other,))


# (rule, topic, total, parts; the first two parts must be told for the sum to be meant)
_SUMS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("NAR-06", "basic", "total", ("personnel", "public")),
    ("NAR-04", "expenditure", "total", _FINAL_KINDS),
    ("NAR-04", "expenditure", "total", ("personnel", "public", "project", "business", "remitted_up", "subsidies_down")),
    ("PRC-01", "procurement", "total", ("goods", "services", "works")),
    ("CNT-05", "three", "reception", ("reception_foreign", "reception_domestic")),
)
_TOTALS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("NAR-15", (("overview", "total"), ("income", "total"), ("expenditure", "total"))),
)


def _within(statements: Statements, told: str, *, budget: bool) -> Iterator[Identity]:
    for rule, topic, key, parts in _SUMS:
        whole = statements.first(topic, key)
        stated = {p: s.amount for p in parts if (s := statements.first(topic, p)) is not None and s.amount is not None}
        if whole is not None and whole.amount is not None and set(parts[:2]) <= set(stated):
            yield Identity(rule, (whole.amount,), tuple(stated.values()))
    for rule, places in _TOTALS if budget else ():
        cells = [s.amount for topic, key in places if (s := statements.first(topic, key)) is not None and s.amount]
        for other in cells[1:]:
            yield Identity(rule, (cells[0],), (other,))
    yield from _levels(statements, told)
    yield from _budgets(statements, told)


def _paths(statements: Statements, topic: str, length: int) -> dict[tuple[str, ...], Statement]:
    """The statements of a topic about subjects of one level, by their folded names, the first of each."""
    found: dict[tuple[str, ...], Statement] = {}
    for statement in statements.all:
        path = statement.claim.path
        if statement.topic == topic and path and len(path) == length:
            found.setdefault(tuple(map(fold, path)), statement)
    return found


def _all_told(figures: Figures, statements: Statements) -> str:
    """Say that the text does not list as many 项 as the table, so that its items need not add up."""
    final = figures.document.kind == "final_accounts"
    table = figures.of(FinalGeneralPublicExpenditure if final else GeneralPublicExpenditure)
    if table is None:
        return ""
    printed = sum(1 for code, line in table.coded().items() if len(code) == 7 and line.filled)
    return "" if len(_paths(statements, "general", 3)) >= printed else "正文没有列全各项级科目"


def _levels(statements: Statements, told: str) -> Iterator[Identity]:
    """类 against the 项 below it, and the total against the 类, where all are told."""
    for topic, rule in (("general", "NAR-07"), ("expenditure", "NAR-03"), ("appropriation", "NAR-03")):
        tops = {path[0]: s.amount for path, s in _paths(statements, topic, 1).items() if s.amount is not None}
        whole = statements.first(topic, "total")
        if whole is not None and whole.amount is not None and len(tops) > 1:
            # The total of both sides holds what is carried out beside what is spent.
            out = statements.first(topic, "carried_out") if topic == "appropriation" else None
            left = (out.amount,) if out is not None and out.amount is not None else ()
            yield Identity(rule, (whole.amount,), (*tops.values(), *left))
        below: dict[str, list[Cell]] = defaultdict(list)
        for path, statement in _paths(statements, topic, 3).items():
            if statement.amount is not None:
                below[path[0]].append(statement.amount)
        for name, cell in tops.items():
            if below.get(name):
                yield Identity(rule, (cell,), tuple(below[name]), doubt=told)


def _budgets(statements: Statements, told: str) -> Iterator[Identity]:
    """The initial budgets of the 项 add up to the initial budget of all."""
    items = [s.budget for s in _paths(statements, "general", 3).values() if s.budget is not None]
    wholes = [s.budget for s in statements.by_key.get(("general", "total"), ()) if s.budget is not None]
    if wholes and len(items) > 1:
        yield Identity("NAR-14", (wholes[0],), tuple(items), doubt=told)
