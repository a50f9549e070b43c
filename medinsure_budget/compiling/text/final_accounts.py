"""The 情况说明 of final accounts."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from medinsure_budget.compiling.book import BASIC
from medinsure_budget.compiling.final_accounts import EXPENDITURE, INCOME
from medinsure_budget.compiling.text.evaluation import coverage, results
from medinsure_budget.compiling.text.writer import Writer, classes_of, items_of
from medinsure_budget.compiling.totals import Measure
from medinsure_budget.ledgers.schema import FISCAL

_INCOME = {
    "appropriation": "财政拨款收入", "grants_from_above": "上级补助收入", "service_income": "事业收入",
    "business_income": "经营收入", "remittances_from_below": "附属单位上缴收入", "other_income": "其他收入",
}  # fmt: skip
_EXPENDITURE = {
    "basic": "基本支出", "project": "项目支出", "remitted_up": "上缴上级支出", "business": "经营支出",
    "subsidies_down": "对附属单位补助支出",
}  # fmt: skip
_BASES: tuple[Measure, Measure] = ("initial_budget", "previous")
_NAMES = {"government_fund": "政府性基金预算", "state_capital": "国有资本经营预算"}
_LABELS = {"personnel": "人员经费", "public": "公用经费"}


def _all_in(w: Writer, measure: Measure = "amount", sources: Iterable[str] = ()) -> int | None:
    wanted = {"source": tuple(sources)} if sources else {}
    return w.sum_of(measure, ("income", "carried_in", "balance_used"), **wanted)


def _total(w: Writer) -> list[str]:
    total, before = _all_in(w) or 0, _all_in(w, "previous")
    kinds = {
        "income": "income", "used": "balance_used", "carried_in": "carried_in", "spent": "expenditure",
        "distributed": "balance_distributed", "carried_out": "carried_out",
    }  # fmt: skip
    parts = {slot: w.money(w.book.of(kind).total()) for slot, kind in kinds.items()}
    return [w.say("total", total=w.money(total), change=lambda: w.change(total, before, "收支变化", "change.total"), **parts)]


def _income(w: Writer) -> list[str]:
    sums = {name: w.book.of("income").total(source=sources) for name, sources in INCOME.items()}
    total = sum(sums.values())
    funds = {fund: w.money(w.book.of("income").total(source=fund)) for fund in FISCAL}

    def kind(name: str, fen: int) -> str:
        sentence = "income.appropriation" if name == "appropriation" else "income.kind"
        return w.say(sentence, name=_INCOME[name], money=w.money(fen), share=w.share(fen, total, "share.income"), **funds)

    parts = "；".join(kind(name, fen) for name, fen in sums.items() if fen or name in w.text.idle)
    change = partial(w.change, total, w.sum_of("previous", ("income",)), "收入变化")
    return [w.say("income", total=w.money(total), parts=parts, change=change)]


def _expenditure(w: Writer) -> list[str]:
    sums = {name: w.book.spent.total(purpose=purposes) for name, purposes in EXPENDITURE.items()}
    total = sum(sums.values())
    parts = "；".join(
        w.say("expenditure.kind", name=_EXPENDITURE[name], money=w.money(fen), share=w.share(fen, total))
        for name, fen in sums.items() if fen or name in w.text.idle
    )  # fmt: skip
    return [w.say("expenditure", total=w.money(total), parts=parts, change=partial(w.change, total, w.sum_of("previous"), "支出变化"))]


def _appropriation(w: Writer) -> list[str]:
    total, before = _all_in(w, sources=FISCAL) or 0, _all_in(w, "previous", FISCAL)
    lead = w.say(
        "appropriation", total=w.money(total), change=lambda: w.change(total, before, "财政拨款变化", "change.appropriation")
    )
    return [lead + _against_budget(w)]


def _against_budget(w: Writer) -> str:
    spent, planned = w.book.spent.total(source=FISCAL), w.sum_of("initial_budget", source=FISCAL)
    rate = w.completion(spent, planned)
    return w.say(
        "appropriation.budget", budget=w.budgeted(planned) if rate else "", money=w.money(spent), completion=rate,
        reason=lambda: w.reason("财政拨款差异"),
    )  # fmt: skip


def _general(w: Writer) -> tuple[int, dict[str, int]]:
    return w.book.spent.total(source="general_public"), w.book.spent.tree("functional", source="general_public")


def _general_total(w: Writer) -> list[str]:
    spent, before = _general(w)[0], w.sum_of("previous", source="general_public")
    share = w.share(spent, w.book.spent.total(), "share.general")
    return [w.say("general", money=w.money(spent), share=share, change=w.change(spent, before, "一般公共预算变化", "change.general"))]


def _general_structure(w: Writer) -> list[str]:
    spent, tree = _general(w)
    parts = "；".join(
        w.say("general.class", name=w.book.name(code), money=w.money(fen), share=w.share(fen, spent))
        for code, fen in classes_of(tree)
    )
    return [w.say("general.structure" if parts else "general.none", money=w.money(spent), parts=parts)]


def _general_items(w: Writer) -> list[str]:
    spent, tree = _general(w)
    if not classes_of(tree):
        return [w.say("general.none")]
    planned = w.sum_of("initial_budget", source="general_public")
    whole = w.say(
        "general.whole", budget=w.budgeted(planned), money=w.money(spent), completion=w.completion(spent, planned),
        reason=lambda: w.reason("一般公共预算差异") if planned is not None else "",
    )  # fmt: skip
    return [whole, *_subjects(w)]


def _subjects(w: Writer, source: str = "general_public") -> Iterator[str]:
    spent = w.book.spent.tree("functional", source=source)
    planned = w.book.spent.tree("functional", "initial_budget", source=source)
    for at, code in enumerate(sorted({code for tree in (spent, planned) for code, _ in items_of(tree)}), 1):
        one, other = spent.get(code, 0), w.sum_of("initial_budget", source=source, functional=code)
        yield w.say(
            "item", at=at, path=w.path(code), budget=w.budgeted(other), money=w.money(one),
            completion=w.completion(one, other), deviation=w.deviation(one, other, "差异", code),
        )  # fmt: skip


def _basic(w: Writer) -> list[str]:
    parts = {purpose: w.book.spent.total(source="general_public", purpose=purpose) for purpose in BASIC}
    money = w.money(sum(parts.values()))
    if not any(parts.values()):
        return [w.say("basic.none", money=money)]
    kinds = (
        w.say("basic.kind", name=_LABELS[p], money=w.money(fen), names=w.economic_names(p)) for p, fen in parts.items() if fen
    )
    return [w.say("basic", money=money), *kinds]


def _projects(w: Writer) -> list[str]:
    spent, whole = w.book.spent.total(source="general_public", purpose="project"), w.book.spent.total()
    return [w.say("projects", money=w.money(spent), percent=w.percent(spent, whole) if whole else "")]


def _account(fund: str) -> Callable[[Writer], Iterator[str]]:
    def written(w: Writer) -> Iterator[str]:
        kinds = ("carried_in", "income", "expenditure", "carried_out")
        sums = {kind: w.book.of(kind).total(source=fund) for kind in kinds}
        if not any(sums.values()):
            yield w.say("account.none", name=_NAMES[fund])
            return
        before = w.sum_of("previous", source=fund)
        changed = w.change(sums["expenditure"], before, f"{_NAMES[fund]}变化", "change.account")
        yield w.say("account", name=_NAMES[fund], change=changed, **{kind: w.money(fen) for kind, fen in sums.items()})
        yield from _subjects(w, fund)

    return written


def _operating(w: Writer) -> list[str]:
    book = w.book
    if not book.offices:
        return [w.say("operating.none")]
    spent, planned, before = book.operating(), *(book.operating_told(m) for m in _BASES)
    return [w.say(
        "operating", budget=w.budgeted(planned), money=w.money(spent), completion=lambda: w.completion(spent, planned),
        deviation=lambda: w.deviation(spent, planned, "机关运行经费差异"),
        change=lambda: w.change(spent, before, "机关运行经费变化", "change.operating"),
    )]  # fmt: skip


def _general_kind(w: Writer) -> list[str]:
    meetings, training = (w.book.three_publics(name, FISCAL) for name in ("meetings", "training"))
    return [w.say(
        "general_kind", meetings=w.money(meetings), training=w.money(training),
        meetings_purpose=lambda: w.ask("会议费用途") if meetings else "",
        training_purpose=lambda: w.ask("培训费用途") if training else "", festivals="；".join(w.told("节庆活动")),
    )]  # fmt: skip


def _performance(w: Writer) -> list[str]:
    """The whole section where the edition does not divide it."""
    return [] if w.text.parts.get("performance") else [*coverage(w), *results(w)]


PARTS: Mapping[str, Callable[[Writer], Iterable[str]]] = {
    "total": _total, "income": _income, "expenditure": _expenditure, "appropriation": _appropriation,
    "general_total": _general_total, "general_structure": _general_structure, "general_items": _general_items,
    "basic": _basic, "projects": _projects,
    "fund": _account("government_fund"), "capital": _account("state_capital"), "operating": _operating,
    "general_kind": _general_kind, "performance": _performance, "coverage": coverage, "results": results,
}  # fmt: skip
