"""What the text must repeat from the tables, and what must hold within the text."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from medinsure_budget.checks.arithmetic.cells import Cell, Figures
from medinsure_budget.checks.arithmetic.identities import Bridge, Identity
from medinsure_budget.checks.arithmetic.relations import code, line, same_money, total
from medinsure_budget.checks.told import listed
from medinsure_budget.checks.told.meanings import subject_of
from medinsure_budget.checks.told.places import OPERATING, SUBJECT_RULES, item_count, subject_cells, told_at
from medinsure_budget.checks.told.statements import Statement, Statements
from medinsure_budget.forms import (
    BasicExpenditure,
    BudgetOverview,
    FinalBasicExpenditure,
    FinalGeneralPublicExpenditure,
    FinalThreePublics,
    GeneralPublicExpenditure,
    Income,
)
from medinsure_budget.forms.words import fold
from medinsure_budget.lexicon import word_set, words

_FINAL_KINDS = ("basic", "project", "remitted_up", "business", "subsidies_down")
_SOFT = ("OP-01", "NAR-10", "NAR-17")
_CAPITAL = tuple(
    ref for c in ("310", "309", "307", "399") for ref in (code(BasicExpenditure, c), code(FinalBasicExpenditure, c, "amount"))
)
_BRIDGES = {
    "OP-01": ("资本性支出等公用经费以外的口径", _CAPITAL),
    "NAR-02": ("上年结转", (total(Income, "carried_in"), line(BudgetOverview, "carried_in"))),
}
# (rule, topic, total, parts; the first two parts must be told for the sum to be meant)
_SUMS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("NAR-06", "basic", "total", ("personnel", "public")),
    ("NAR-04", "expenditure", "total", ("basic", "project", "reserve", "remitted_up", "business", "subsidies_down")),
    ("NAR-04", "expenditure", "total", ("personnel", "public", "project", "business", "remitted_up", "subsidies_down")),
    ("PRC-01", "procurement", "total", ("goods", "services", "works")),
    ("CNT-05", "three", "reception", ("reception_foreign", "reception_domestic")),
    ("SG-11", "three", "vehicles", ("vehicle_purchase", "vehicle_running")),
    ("SG-11", "three", "total", ("abroad", "vehicles", "reception")),
)
# Money that parts of a whole cannot exceed: (rule, topic, part, whole).
_WITHIN: tuple[tuple[str, str, str, str], ...] = (
    ("PRC-05", "procurement", "reserved_small", "total"),
    ("PRC-05", "procurement", "reserved_micro", "reserved_small"), ("CNT-05", "three", "reception_home", "reception"),
)
# What is all money of one section and of another: where the totals agree, their parts do.
_TOTALS = (("expenditure", "total"), ("appropriation", "spent"), ("appropriation", "total"), ("general", "total"))
_SAME_PARTS: tuple[tuple[tuple[str, str], tuple[str, str], tuple[tuple[str, str], ...]], ...] = (
    (("expenditure", "total"), ("general", "total"), (("basic", "total"), ("personnel", "personnel"), ("public", "public"))),
    (("income", "total"), ("appropriation", "total"), (("general_public", "general_public"), ("appropriation", "income"))),
)
_TOGETHER = (
    (("overview", "total"), ("income", "total"), ("expenditure", "total")),
    (("appropriation", "total"), ("appropriation", "income"), ("appropriation", "expenditure")),
)
# A list of so many sources, those of nothing too, is a list of all.
_SOURCES = ("general_public", "government_fund", "state_capital", "special_account", "service_income", "business_income",
            "grants_from_above", "remittances_from_below", "other_income", "carried_in")  # fmt: skip
_ALL_SOURCES = 4
_STAFF_AND_PUBLIC = ("personnel", "public")
_EXACT = ("total", "goods", "works", "services")
_A_LIST = 3
_WAN = 10_000
_THREE = ("total", "abroad", "vehicles", "reception")
_WHOLE_KEYS = ("total", "spent", "expenditure")
# Tables of the other funds leave out what some sets print elsewhere: they confirm the text and never contradict it.
_OTHER_FUNDS = ("fund", "capital")
_TEXT_ONLY = ("performance", "assets", "glossary", "")


def identities(figures: Figures, statements: Statements) -> Iterator[Identity]:
    """Text against tables, and the sums of the text."""
    for (topic, key), found in statements.by_key.items():
        yield from _against_tables(figures, topic, key, found)
    for (topic, subject), found in statements.by_code.items():
        yield from _against_rows(figures, topic, subject, found)
    yield from _repeated(statements)
    yield from _of_one_budget(statements, carried=_carried(figures, statements))
    yield from _in_a_paragraph(statements)
    yield from _parts_beside(statements)
    yield from listed.identities(statements.all)
    yield from _of_budgets(statements)
    yield from _below_the_whole(statements)
    yield from _within(statements, budget=figures.document.kind == "budget")
    yield from _levels(statements, _all_told(figures, statements), _only_economic(figures))
    yield from _of_funds(figures, statements)


def _against_tables(figures: Figures, topic: str, key: str, found: list[Statement]) -> Iterator[Identity]:
    rule, same, near = told_at(figures, topic, key)
    bridges = _bridges(figures, rule)
    for statement in _comparable(figures, rule, found):
        told = statement.amount
        if told is not None and (topic not in _OTHER_FUNDS or any(told.agrees(c) for c in same)):
            meant = (same or near)[:1] if rule == "NAR-10" else _meant(told, same, near)
            for cell in meant:
                yield Identity(rule, (told,), (cell,), rule == "NAR-10" and not _slipped(told, cell), bridges, soft=rule in _SOFT)
        if statement.budget is not None and topic == "three":
            planned = total(FinalThreePublics, key, "budget").cells(figures)
            if planned:
                yield Identity(rule, (statement.budget,), planned[:1])
    if (topic, key) == ("operating", "total"):
        yield from _operating(figures, found)


def _meant(told: Cell, same: list[Cell], near: list[Cell]) -> list[Cell]:
    """All places of the amount where one of them agrees; else a near meaning that does; else the likeliest place."""
    if any(told.agrees(c) for c in same):
        return same
    return [c for c in near if told.agrees(c)][:1] or [*same, *near][:1]


def _slipped(told: Cell, cell: Cell) -> bool:
    """Whether an amount is another one in 元 that should be in 万元: less, and no part of it."""
    return told.fen > 0 and told.fen * _WAN == cell.fen


def _comparable(figures: Figures, rule: str, found: list[Statement]) -> list[Statement]:
    """Of what performance involves, the first; of final accounts not the budget, which may be more than was spent."""
    if rule != "NAR-10":
        return found
    final = figures.document.kind == "final_accounts"
    told = [s for s in found if s.amount is not None][:1]
    return [s for s in told if not (final and any(word in s.claim.subject for word in word_set("BUDGET")))]


def _operating(figures: Figures, found: list[Statement]) -> Iterator[Identity]:
    for rule, refs in OPERATING:
        there = next((cells for ref in refs if (cells := ref.cells(figures))), ())
        for statement in found if there else ():
            if statement.amount is not None:
                yield Identity(rule, (statement.amount,), there[:1], False, _bridges(figures, rule), soft=rule in _SOFT)


def _bridges(figures: Figures, rule: str) -> tuple[Bridge, ...]:
    reason, refs = _BRIDGES.get(rule, ("", ()))
    return tuple(Bridge(reason, cells) for ref in refs if (cells := ref.cells(figures)) and any(c.fen for c in cells))


def _against_rows(figures: Figures, topic: str, subject: str, found: list[Statement]) -> Iterator[Identity]:
    same, near = subject_cells(figures, topic, subject)
    for statement in found:
        told = statement.amount
        if told is not None:
            # Under a heading of its own a subject is that of the section's table; elsewhere the amount says of which.
            places = same[:1] if statement.by_heading and same else [c for c in (*same, *near) if told.agrees(c)][:1]
            # Where the section's own table prints no subjects, one of less money is its measure only if that is all money.
            alone = [] if statement.by_heading and not same_money(figures) else [*same, *near][:1]
            yield from (Identity(SUBJECT_RULES[topic], (told,), (cell,)) for cell in places or alone)


def _repeated(statements: Statements) -> Iterator[Identity]:
    """The same thing stated twice; where only the words say that it is the same, within one section."""
    funds = any(s.amount is not None and s.amount.fen for t in _OTHER_FUNDS for s in statements.by_key.get((t, "total"), ()))
    for (topic, _), found in (*statements.by_key.items(), *statements.by_code.items()):
        told = [s for s in found if s.amount is not None] if topic not in _TEXT_ONLY else []
        for other in told[1:]:
            sure = told[0].by_heading and other.by_heading
            if topic == "procurement" and told[0].key not in _EXACT:
                continue  # words about small firms say many things
            if funds and topic == "basic" and _of_general_fund(told[0]) != _of_general_fund(other):
                continue  # basic expenditure of all appropriations holds that of funds as well
            if not _names_itself(other) and _place(other) == _place(told[0]):
                continue  # 经费预算0万元 behind something else that was not read as a name
            if told[0].amount is not None and other.amount is not None and (sure or other.claim.section == told[0].claim.section):
                yield Identity("NAR-15", (told[0].amount,), (other.amount,))


def _of_general_fund(statement: Statement) -> bool:
    return any(word in statement.claim.section for word in word_set("GENERAL_FUND"))


def _names_itself(statement: Statement) -> bool:
    return subject_of(statement.claim) in statement.quote


def _place(statement: Statement) -> tuple[str, int, int]:
    return statement.claim.section, statement.claim.page, statement.claim.line


def _carried(figures: Figures, statements: Statements) -> bool:
    """Whether money was carried in: income tells it apart, fiscal appropriations within each budget."""
    told = statements.by_key.get(("income", "carried_in"), ())
    return bool(_bridges(figures, "NAR-02")) or any(s.amount is not None and s.amount.fen for s in told)


def _of_one_budget(statements: Statements, *, carried: bool) -> Iterator[Identity]:
    """A subject told in two sections whose totals are one and the same money."""
    totals = {s.topic: s for place in reversed(_TOTALS) if (s := statements.first(*place)) is not None}
    for one, two in combinations(totals.values(), 2):
        for (topic, subject), found in statements.by_code.items() if _same(one, two) else ():
            if topic == one.topic:
                yield from _both(found, statements.by_code.get((two.topic, subject), ()))
    for first, second, parts in _SAME_PARTS:
        one_total, two_total = statements.first(*first), statements.first(*second)
        if first[0] == "income" and carried:
            continue
        if one_total is not None and two_total is not None and _same(one_total, two_total):
            for key, other in parts:
                topic = "basic" if second[0] == "general" else second[0]
                yield from _both(statements.by_key.get((first[0], key), ()), statements.by_key.get((topic, other), ()))


def _same(one: Statement, two: Statement) -> bool:
    return one.amount is not None and two.amount is not None and one.amount.agrees(two.amount)


def _both(first: Sequence[Statement], second: Sequence[Statement]) -> Iterator[Identity]:
    """One amount told of something in each of two sections; where a section tells several, which is meant is not sure."""
    told = [{s.amount.fen: s.amount for s in found if s.by_heading and s.amount is not None} for found in (first, second)]
    if all(len(amounts) == 1 for amounts in told):
        (one,), (two,) = (tuple(amounts.values()) for amounts in told)
        yield Identity("NAR-15", (one,), (two,))


def _in_a_paragraph(statements: Statements) -> Iterator[Identity]:
    """A 合计 at the end of a paragraph is the sum of what is told before it; the whole may stand in front of its parts."""
    by_place: dict[tuple[str, int, int], list[Statement]] = defaultdict(list)
    for statement in statements.all:
        if statement.amount is None:
            continue
        claim = statement.claim
        before = by_place[claim.section, claim.page, claim.line]
        if subject_of(claim) in word_set("TOTAL") and len(before) >= _A_LIST:
            yield from _added(statement.amount, [s.amount for s in before if s.amount is not None])
            before.clear()
        else:
            before.append(statement)


def _parts_beside(statements: Statements) -> Iterator[Identity]:
    """Basic expenditure and income with all their parts in one paragraph."""
    by_place: dict[tuple[str, int, int], dict[tuple[str, str], Cell]] = defaultdict(dict)
    others: dict[tuple[str, int, int], list[Cell]] = defaultdict(list)
    for statement in statements.all:
        claim = statement.claim
        place = claim.section, claim.page, claim.line
        if statement.key and statement.amount is not None:
            by_place[place].setdefault((statement.topic, statement.key), statement.amount)
        elif claim.of and statement.amount is not None:
            others[place].append(statement.amount)
    for place, told in by_place.items():
        parts = [{k: told[topic, k] for k in _STAFF_AND_PUBLIC if (topic, k) in told} for topic in ("basic", "expenditure")]
        basic, staff = told.get(("expenditure", "basic")), parts[1] | parts[0]
        if basic is not None and len(staff) == len(_STAFF_AND_PUBLIC):
            yield Identity("NAR-06", (basic,), tuple(staff.values()))
        income, sources = told.get(("income", "total")), [told[t] for s in _SOURCES if (t := ("income", s)) in told]
        if income is not None and len(sources) >= _ALL_SOURCES and ("income", "appropriation") not in told:
            # What is carried in is a source of its own, or told in brackets as a part of one.
            carried = told.get(("income", "carried_in"))
            # A place may list sources of its own (使用非财政拨款结余).
            choices = (sources, [c for c in sources if c is not carried], [*sources, *others[place]])
            yield Identity("NAR-02", (income,), tuple(min(choices, key=lambda cells: abs(income.fen - sum(c.fen for c in cells)))))


def _added(total: Cell, before: list[Cell]) -> Iterator[Identity]:
    whole, rest = before[0], before[1:]
    if abs(sum(c.fen for c in rest) - total.fen) < abs(sum(c.fen for c in before) - total.fen):
        yield Identity("NAR-20", (total,), tuple(rest), soft=True)
        yield Identity("NAR-20", (whole,), (total,), soft=True)
    else:
        yield Identity("NAR-20", (total,), tuple(before), soft=True)


def _within(statements: Statements, *, budget: bool) -> Iterator[Identity]:
    for rule, topic, key, parts in _SUMS:
        whole = statements.first(topic, key)
        stated = {p: s.amount for p in parts if (s := statements.first(topic, p)) is not None and s.amount is not None}
        if whole is not None and whole.amount is not None and set(parts[:2]) <= set(stated):
            total = _whole_of(statements, whole, tuple(stated.values()))
            yield Identity(rule, (total,), tuple(stated.values()), doubt=_not_all(rule, parts, stated))
    for rule, topic, part, whole_key in _WITHIN:
        less, more = statements.first(topic, part), statements.first(topic, whole_key)
        if less is not None and more is not None and less.amount is not None and more.amount is not None:
            yield Identity(rule, (less.amount,), (more.amount,), at_most=True, soft=True)
    for places in _TOGETHER if budget else ():
        cells = [s.amount for place in places if (s := statements.first(*place)) is not None and s.amount]
        yield from (Identity("NAR-15", (cells[0],), (other,)) for other in cells[1:])


def _whole_of(statements: Statements, whole: Statement, parts: Sequence[Cell]) -> Cell:
    """Of the totals that a section tells (总支出, 财政拨款安排支出), the one that parts told in it come nearest to."""
    assert whole.amount is not None  # noqa: S101 - asked before
    beside = [s.amount for s in statements.all if s.key in _WHOLE_KEYS and s.amount and s.claim.section == whole.claim.section]
    added = sum(c.fen for c in parts)
    return min((whole.amount, *beside), key=lambda c: abs(c.fen - added))


def _not_all(rule: str, parts: Sequence[str], stated: dict[str, Cell]) -> str:
    """The three publics are told item by item only where all are told."""
    return "正文没有列全各项" if rule == "SG-11" and len(stated) < len(parts) else ""


def _of_budgets(statements: Statements) -> Iterator[Identity]:
    """The budgets of the three publics, where final accounts tell them item by item."""
    told = {key: next((s.budget for s in statements.by_key.get(("three", key), ()) if s.budget is not None), None) for key in _THREE}
    whole, parts = told["total"], tuple(c for key, c in told.items() if key != "total" and c is not None)
    if whole is not None and len(parts) > 1:
        left_out = len(parts) < len(_THREE) - 1 and sum(c.fen for c in parts) < whole.fen
        yield Identity("SG-11", (whole,), parts, doubt="正文没有列全各项" if left_out else "")


def _below_the_whole(statements: Statements) -> Iterator[Identity]:
    """Basic and project expenditure, each under a heading of its own below that of their whole."""
    for whole in statements.by_key.get(("general", "total"), ()):
        below = [s for s in statements.all if s.amount is not None and s.claim.section.startswith(f"{whole.claim.section}/")]
        parts = {s.key: s.amount for s in reversed(below) if (s.topic, s.key) in (("basic", "total"), ("expenditure", "project"))}
        if whole.amount is not None and len(parts) > 1:
            yield Identity("NAR-21", (whole.amount,), tuple(filter(None, parts.values())))


def _paths(statements: Statements, topic: str, length: int) -> dict[tuple[str, ...], Statement]:
    """The statements of a topic about subjects of one level, by their folded names, the first of each."""
    found: dict[tuple[str, ...], Statement] = {}
    for statement in statements.all:
        path = statement.claim.path
        if statement.topic == topic and path and len(path) == length:
            found.setdefault((_class_name(path[0]), *map(fold, path[1:])), statement)
    return found


def _class_name(name: str) -> str:
    """The name of a 类, 卫生健康 as well as 卫生健康支出."""
    return fold(name).removesuffix(words("EXPENDITURE")[0])


def _all_told(figures: Figures, statements: Statements) -> str:
    """Say that the text does not list as many 项 as the table, so that its items need not add up."""
    final = figures.document.kind == "final_accounts"
    table = figures.of(FinalGeneralPublicExpenditure if final else GeneralPublicExpenditure)
    if table is None:
        return ""
    printed = sum(1 for code, line in table.coded().items() if len(code) == 7 and line.filled)
    return "" if len(_paths(statements, "general", 3)) >= printed else "正文没有列全各项级科目"


def _only_economic(figures: Figures) -> frozenset[str]:
    """The names of the economic 类 that no functional 类 has: what money is spent on adds up in a list of its own."""
    economic, functional = ({_class_name(s.name) for s in tree.roots} for tree in (figures.subjects.economic, figures.subjects.functional))
    return frozenset(economic - functional)


def _levels(statements: Statements, told: str, economic: frozenset[str]) -> Iterator[Identity]:
    """类 against the 项 below it, and the total against the 类, where all are told; and the same of initial budgets."""
    for topic, rule in (("general", "NAR-07"), ("expenditure", "NAR-03"), ("appropriation", "NAR-03")):
        classes = _paths(statements, topic, 1).items()
        tops = {path[0]: s.amount for path, s in classes if s.amount is not None and path[0] not in economic}
        whole, left = statements.first(topic, "total"), statements.first(topic, "carried_out")
        if whole is not None and whole.amount is not None and len(tops) > 1:
            parts = _nearer(whole.amount, [*tops.values()], left)
            total = _whole_of(statements, whole, parts)
            yield Identity(rule, (total,), tuple(parts), doubt=_partial(total, parts))
        below: dict[str, list[Cell]] = defaultdict(list)
        for path, statement in _paths(statements, topic, 3).items():
            if statement.amount is not None:
                below[path[0]].append(statement.amount)
        for name, cell in tops.items():
            if below.get(name):
                yield Identity(rule, (cell,), tuple(below[name]), doubt=told)
    items = [s.budget for s in _paths(statements, "general", 3).values() if s.budget is not None]
    wholes = [s.budget for s in statements.by_key.get(("general", "total"), ()) if s.budget is not None]
    if wholes and len(items) > 1:
        yield Identity("NAR-14", (wholes[0],), tuple(items), doubt=told)


def _of_funds(figures: Figures, statements: Statements) -> Iterator[Identity]:
    """What was spent of another fund is the sum of its 项, where the text tells as many as the table prints."""
    for topic in _OTHER_FUNDS:
        items = [s.amount for s in _paths(statements, topic, 3).values() if s.amount is not None]
        whole = statements.first(topic, "spent") or statements.first(topic, "total")
        if whole is not None and whole.amount is not None and items and len(items) == item_count(figures, topic):
            yield Identity("NAR-07", (whole.amount,), tuple(items))


def _nearer(whole: Cell, parts: list[Cell], left: Statement | None) -> list[Cell]:
    """The classes, and what is left for next year where the whole holds it too: 总预算 does, 本年支出 does not."""
    more = [*parts, left.amount] if left is not None and left.amount is not None else parts
    return min(parts, more, key=lambda cells: abs(whole.fen - sum(c.fen for c in cells)))


def _partial(whole: Cell, parts: Sequence[Cell]) -> str:
    """Say that far less is told than the whole: the text names only some of the classes."""
    return "正文没有列全各类" if sum(c.fen for c in parts) * 2 < whole.fen else ""
