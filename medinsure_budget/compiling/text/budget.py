"""The 情况说明 of a budget."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from medinsure_budget.compiling.book import BASIC
from medinsure_budget.compiling.budget import (
    folds_transfers,
    income_by_line,
    keeps_carried_in,
    keeps_reserve,
    project_purposes,
)
from medinsure_budget.compiling.text.common import about
from medinsure_budget.compiling.text.writer import LEVELS, Writer, classes_of, items_of
from medinsure_budget.compiling.totals import Measure, all_of
from medinsure_budget.editions.text import ordinal
from medinsure_budget.ledgers.schema import FISCAL, SOURCES

_INCOME = (
    ("general_public", "一般公共预算拨款收入"), ("government_fund", "政府性基金预算拨款收入"),
    ("state_capital", "国有资本经营预算拨款收入"), ("special_account", "财政专户管理资金收入"), ("service_income", "事业收入"),
    ("business_income", "事业单位经营收入"), ("grants_from_above", "上级补助收入"),
    ("remittances_from_below", "附属单位上缴收入"), ("other_income", "其他收入"),
)  # fmt: skip
_PURPOSES = (
    ("personnel", "人员支出"), ("public", "日常公用支出"), ("project", "项目支出"), ("business", "事业单位经营支出"),
    ("remitted_up", "上缴上级支出"), ("subsidies_down", "对附属单位补助支出"),
)  # fmt: skip
_FUNDS = {"general_public": "一般公共预算", "government_fund": "政府性基金预算", "state_capital": "国有资本经营预算"}
_LABELS = {"personnel": "人员经费", "public": "公用经费"}
_CARRIED_OUT = "年终结转结余"
_VEHICLES = {"vehicle_purchase": "公务用车购置", "vehicle_running": "公务用车运行"}
_OUTLAYS = {"vehicles": tuple(_VEHICLES), "total": ("abroad", "reception", *_VEHICLES)}
_OUTLAY_LABELS = {"abroad": "因公出国（境）费", "vehicles": "公务用车购置及运行费", "reception": "公务接待费"}


def _all_in(w: Writer) -> int:
    return w.sum_of("amount", ("income", "carried_in")) or 0


def _sources(w: Writer) -> list[tuple[str, int]]:
    sums = income_by_line(w.book)
    found = [(label, sums[source]) for source, label in _INCOME if sums[source] or source in w.text.idle]
    if keeps_carried_in(w.book):
        found += [("上年结转结余", fen)] if (fen := w.book.of("carried_in").total()) else []
    return found


def _classes(w: Writer) -> list[tuple[str, int]]:
    return [(w.book.name(code), fen) for code, fen in classes_of(w.book.spent.tree("functional"))]


def _marked(classes: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    # 预备费 and 国有资本经营预算支出 are 类 too, which only their mark tells.
    return [(f"{name}（类）", fen) for name, fen in classes]


def _kinds(w: Writer, entries: Iterable[tuple[str, int]], whole: int) -> str:
    return "；".join(w.say("kind", name=name, money=w.money(fen), share=w.share(fen, whole)) for name, fen in entries)


def _total(w: Writer) -> list[str]:
    uses = [name for name, _ in _classes(w)] + [_CARRIED_OUT] * bool(w.book.of("carried_out").total())
    total = _all_in(w)
    return [
        w.say(
            "total", sources="、".join(label for label, fen in _sources(w) if fen), uses="、".join(uses), total=w.money(total),
            change=lambda: w.change(total, _all_before(w), "收支变化", "change.total"),
            incoming=lambda: w.listing(_sources(w)),
        )
    ]  # fmt: skip


def _all_before(w: Writer) -> int | None:
    return w.sum_of("previous", ("income", "carried_in"))


def _granted_in(w: Writer) -> int:
    return w.sum_of("amount", ("income", "carried_in"), source=FISCAL) or 0


def _income(w: Writer) -> list[str]:
    total = _all_in(w)
    parts = _kinds(w, _sources(w), total)
    granted = {label for source, label in _INCOME if source in FISCAL}
    return [
        w.say(
            "income", total=w.money(total), change=lambda: w.change(total, _all_before(w), "收支变化", "change.income"), parts=parts,
            granted=lambda: w.money(_granted_in(w)),
            granted_change=lambda: w.change(_granted_in(w), _granted_before(w), "", "change.granted"),
            others=lambda: _kinds(w, (entry for entry in _sources(w) if entry[0] not in granted), total),
        ),
        w.say("income.kinds", parts=parts) if parts else "",
    ]  # fmt: skip


def _granted_before(w: Writer) -> int | None:
    return w.sum_of("previous", ("income", "carried_in"), source=FISCAL)


def _expenditure(w: Writer) -> list[str]:
    spent, out = w.book.spent.total(), w.book.of("carried_out").total()
    # With money carried out, income and this year's expenditure are two amounts and must not bear one name.
    name = "各项支出合计" if out else "支出预算"
    purposes = _kinds(w, _told((label, _purpose(w, purpose)) for purpose, label in _PURPOSES), spent)
    granted = w.book.spent.total(source=FISCAL)
    return [
        w.say(
            "expenditure", name=name, total=w.money(spent),
            change=lambda: w.change(spent, w.sum_of("previous"), "收支变化", "change.expenditure"),
            kinds=lambda: _kinds(w, _by_kind(w), spent), granted=w.money(granted), funds=lambda: _by_fund(w),
            granted_change=lambda: w.change(granted, w.sum_of("previous", source=FISCAL), "收支变化"),
        ),
        w.say("expenditure.function", parts=w.listing(_marked(_classes(w)))) if spent else "",
        w.say("expenditure.purpose", parts=purposes) if spent else "",
        w.say("expenditure.carried_out", money=w.money(out)) if out else "",
    ]  # fmt: skip


def _by_kind(w: Writer) -> list[tuple[str, int]]:
    """基本支出 as one, then the other purposes."""
    others = ((label, _purpose(w, purpose)) for purpose, label in _PURPOSES if purpose not in BASIC)
    reserve = w.book.spent.total(purpose="reserve") if keeps_reserve(w.book.edition) else 0
    return _told([("基本支出", w.book.spent.total(purpose=BASIC)), *others, ("单位预留机动经费", reserve)])


def _told(entries: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    return [(name, fen) for name, fen in entries if fen]


def _by_fund(w: Writer) -> str:
    sums = {fund: w.book.spent.total(source=fund) for fund in FISCAL}
    changes = {fund: w.change(sums[fund], w.sum_of("previous", source=fund), "", "change.granted") for fund in FISCAL}
    return "；".join(
        w.say("expenditure.fund", name=_FUNDS[fund], money=w.money(sums[fund]), change=changes[fund])
        for fund in FISCAL if sums[fund]
    )  # fmt: skip


def _purpose(w: Writer, purpose: str) -> int:
    if purpose == "project":
        return w.book.spent.total(purpose=project_purposes(w.book))
    if folds_transfers(w.book) and purpose not in BASIC:
        return 0
    return w.book.spent.total(purpose=purpose)


def _appropriation(w: Writer) -> list[str]:
    book = w.book
    funds = {fund: book.of("income").total(source=fund) + book.of("carried_in").total(source=fund) for fund in FISCAL}
    uses = _marked((book.name(code), fen) for code, fen in classes_of(book.spent.tree("functional", source=FISCAL)))
    if out := sum(book.carried("carried_out", fund) for fund in FISCAL):
        uses.append((_CARRIED_OUT, out))
    total = sum(funds.values())
    return [
        w.say(
            "appropriation", total=w.money(total), sources=w.listing((_FUNDS[fund], fen) for fund, fen in funds.items()),
            uses=w.listing(uses), change=lambda: w.change(total, _granted_before(w), "收支变化", "change.appropriation"),
        )
    ]  # fmt: skip


def _granted(w: Writer) -> list[str]:
    spent, whole = w.book.spent.total(source=FISCAL), w.book.spent.total()
    change = w.change(spent, w.sum_of("previous", source=FISCAL), "收支变化")
    return [w.say("granted", money=w.money(spent), share=w.share(spent, whole, "share.granted"), change=change), *_granted_items(w)]


def _granted_items(w: Writer) -> Iterator[str]:
    items = items_of(w.book.spent.tree("functional", source=FISCAL))
    yield w.say("items") if items else ""
    yield from _uses(w, items)


def _general(w: Writer) -> tuple[int, dict[str, int]]:
    return w.book.spent.total(source="general_public"), w.book.spent.tree("functional", source="general_public")


def _general_total(w: Writer) -> list[str]:
    total = _general(w)[0]
    change = w.change(total, w.sum_of("previous", source="general_public"), "一般公共预算变化")
    return [w.say("general", total=w.money(total), change=change)]


def _general_structure(w: Writer) -> list[str]:
    total, tree = _general(w)
    parts = "；".join(
        w.say("general.class", name=w.book.name(code), money=w.money(fen), share=w.share(fen, total))
        for code, fen in classes_of(tree)
    )
    return [w.say("general.structure", parts=parts) if parts else w.say("general.none")]


def _general_items(w: Writer) -> list[str]:
    return list(_uses(w, items_of(_general(w)[1]))) or [w.say("general.none")]


def _general_economic(w: Writer) -> list[str]:
    """By what the money is spent on: the economic 类, each beside last year's."""
    measures: tuple[Measure, Measure] = ("amount", "previous")
    spent, before = (w.book.spent.tree("economic", measure, source="general_public") for measure in measures)
    whole = _general(w)[0]
    parts = "；".join(
        w.say(
            "economic.class", name=w.book.economic_name(code), money=w.money(fen), share=w.share(fen, whole),
            change=w.change(fen, before.get(code, 0) if before else None, "", "change.economic"),
        )
        for code, fen in classes_of(spent)
    )  # fmt: skip
    return [w.say("general.economic", parts=parts) if parts else w.say("general.none")]


def _publics_all(w: Writer) -> list[str]:
    """The three publics of all money."""
    return [w.say("publics.all", money=w.money(sum(w.book.three_publics(part, SOURCES.values()) for part in _OUTLAYS["total"])))]


def _uses(w: Writer, items: list[tuple[str, int]]) -> Iterator[str]:
    for at, (code, fen) in enumerate(items, 1):
        yield w.say("item", at=at, path=w.path(code), money=w.money(fen), purpose=w.ask("用途", code))


def _basic(sources: Iterable[str], sentence: str) -> Callable[[Writer], Iterable[str]]:
    def written(w: Writer) -> list[str]:
        parts = {purpose: w.book.spent.total(source=sources, purpose=purpose) for purpose in BASIC}
        money = w.money(sum(parts.values()))
        if not any(parts.values()):
            return [w.say(f"{sentence}.none", money=money)]
        kinds = (
            w.say("basic.kind", nth=ordinal(at), name=_LABELS[p], money=w.money(fen), names=w.economic_names(p, sources))
            for at, (p, fen) in enumerate(((p, fen) for p, fen in parts.items() if fen), 1)
        )
        return [w.say(sentence, money=money), *kinds]

    return written


def _account(fund: str) -> Callable[[Writer], Iterable[str]]:
    def written(w: Writer) -> list[str]:
        total, name = w.book.spent.total(source=fund), _FUNDS[fund]
        if not total:
            return [w.say("account.none", name=name)]
        change = w.change(total, w.sum_of("previous", source=fund), f"{name}变化")
        items = items_of(w.book.spent.tree("functional", source=fund))
        return [w.say("account", name=name, money=w.money(total), change=change), *_uses(w, items)]

    return written


def _outlay(w: Writer, name: str, measure: Measure = "amount") -> int | None:
    """One of the outlays of the general public budget, vehicles and all three as sums; ``None`` where it is not told."""
    parts = _OUTLAYS.get(name, (name,))
    return all_of(*(w.book.three_publics_told(part, ("general_public",), measure) for part in parts))


def _publics(name: str, matter: str, change: str = "change.publics") -> Callable[[Writer], Iterable[str]]:
    own = f"publics_{name}"

    def written(w: Writer) -> list[str]:
        now, whole = _outlay(w, name) or 0, _outlay(w, "total") or 0
        at = next(keys.index(own) for keys in w.text.parts.values() if own in keys)
        return [
            w.say(
                "publics" if name == "total" else f"publics.{name}", at=at, nth=lambda: ordinal(at), money=w.money(now),
                change=lambda: w.change(now, _outlay(w, name, "previous"), f"{matter}变化", change),
                purpose=lambda: w.ask("接待用途") if now else "", shares=lambda: _shares(w, whole),
                **{f"{part}_{slot}": partial(_vehicle, w, part, slot) for part in _VEHICLES for slot in ("money", "change")},
            )
        ]  # fmt: skip

    return written


def _vehicle(w: Writer, part: str, slot: str) -> str:
    if not _outlay(w, "vehicles"):
        return ""
    now = _outlay(w, part) or 0
    return w.money(now) if slot == "money" else w.change(now, _outlay(w, part, "previous"), f"{_VEHICLES[part]}变化", "change.publics")


def _shares(w: Writer, whole: int) -> str:
    return "；".join(
        w.say("publics.share", name=label, money=w.money(fen), share=w.share(fen, whole, "share.publics"))
        for name, label in _OUTLAY_LABELS.items() for fen in (_outlay(w, name) or 0,)
    )  # fmt: skip


def _operating(w: Writer) -> list[str]:
    book = w.book
    if not book.offices:
        return [w.say("operating.none")]
    now = book.operating()
    change = w.change(now, book.operating_told("previous"), "机关运行经费变化")
    return [w.say("operating", offices=about(w) if w.level == LEVELS[0] else "", money=w.money(now), change=change)]


def _performance(w: Writer) -> list[str]:
    """预算绩效: the projects with goals and their general public money."""
    projects = w.book.projects()
    if not projects:
        return [w.say("performance.none")]
    with_goal = {line.project for line in w.book.rows_of("performance")}
    for project in dict.fromkeys(p for _, p in projects if p not in with_goal):
        w.lacks(f"台账的绩效行没有项目“{project}”的绩效目标")
    own = [key for key in projects if key[1] in with_goal]
    money = sum(
        w.book.spent.total(source="general_public", purpose="project", unit=unit, project=project) for unit, project in own
    )
    return [w.say("performance", money=w.money(money), projects=f"{len(own)}")] if own else [""]


PARTS: Mapping[str, Callable[[Writer], Iterable[str]]] = {
    "total": _total, "income": _income, "expenditure": _expenditure, "appropriation": _appropriation,
    "general_total": _general_total, "general_structure": _general_structure, "general_items": _general_items,
    "granted": _granted, "granted_items": _granted_items, "granted_basic": _basic(FISCAL, "granted_basic"),
    "basic": _basic(("general_public",), "basic"), "fund": _account("government_fund"), "capital": _account("state_capital"),
    "general_economic": _general_economic, "publics_all": _publics_all,
    "publics_total": _publics("total", "三公经费"), "publics_abroad": _publics("abroad", "因公出国"),
    "publics_reception": _publics("reception", "公务接待"), "publics_vehicles": _publics("vehicles", "公务用车"),
    "publics_meetings": _publics("meetings", "会议费", "change.outlay"),
    "publics_training": _publics("training", "培训费", "change.outlay"),
    "operating": _operating, "performance": _performance,
}  # fmt: skip
