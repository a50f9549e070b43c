"""Sections that budgets and final accounts share: duties, units, procurement, assets, terms."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from medinsure_budget.compiling.text.terms import general_terms, meaning_of
from medinsure_budget.compiling.text.writer import LEVELS, Writer, items_of
from medinsure_budget.document.profile import Term
from medinsure_budget.ledgers.load import Line
from medinsure_budget.ledgers.schema import RESERVED


def _duties(w: Writer) -> Iterator[str]:
    """The numbered duties of the caller's 主要职能 lines."""
    said = w.told("主要职能")
    if not said:
        w.lacks("台账的说明行没有“主要职能”")
        return
    yield w.say("duties")
    yield from (f"{at}.{words.rstrip('。；')}。" for at, words in enumerate(said, 1))


def _departments(w: Writer) -> list[str]:
    """The caller's 机构设置, and the units that the ledger has."""
    said = w.told("机构设置")
    if not said:
        w.lacks("台账的说明行没有“机构设置”")
    # A unit that is told of alone has no list of units.
    own = [unit for unit in w.book.units if w.level == LEVELS[0] or unit != w.agency]
    return [*said, w.say("units", count=len(own), units="、".join(own))]


def about(w: Writer) -> str:
    """The units with 机关运行经费, by kind."""
    kinds = [(kind, [u for u in w.book.offices if w.book.unit_kinds[u] == kind]) for kind in ("行政单位", "参公事业单位")]
    return "以及".join(f"{'、'.join(units)}{len(units)}家{kind}" for kind, units in kinds if units)


def _procurement(w: Writer) -> list[str]:
    """政府采购: the total, its three kinds, and in final accounts what small and medium enterprises received."""
    lines = w.book.rows_of("procurement")
    if not lines:
        return [w.lacks("台账没有“政府采购”的数据")]
    sums = {item: sum(line.amount or 0 for line in lines if line.item == item) for item in dict.fromkeys(x.item for x in lines)}
    kinds = {kind: sums.get(kind, 0) for kind in ("货物", "工程", "服务")}
    total = sum(kinds.values())
    named = "、".join(w.say("procurement.kind", kind=kind, money=w.money(fen)) for kind, fen in kinds.items())
    return [w.say("procurement", total=w.money(total), kinds=named, small=lambda: _small(w, sums, total))]


def _small(w: Writer, sums: dict[str, int], total: int) -> str:
    if not total:
        return ""
    small, micro = sums.get("中小企业"), sums.get("小微企业")
    each = [
        w.say("procurement.each", kind=kind, percent=w.percent(sums[f"{kind}中小企业"], sums[kind]))
        for kind in ("货物", "工程", "服务") if f"{kind}中小企业" in sums and sums.get(kind)
    ]  # fmt: skip
    reserved = {slot: w.money(sums[item]) if item in sums else "" for item, slot in RESERVED.items()}
    return w.say(
        "procurement.small", money=w.budgeted(small), percent=lambda: w.percent(small or 0, total), each="，".join(each),
        micro=w.budgeted(micro) if small else "", micro_percent=lambda: w.percent(micro or 0, small or 1), **reserved,
    )  # fmt: skip


def _assets(w: Writer) -> list[str]:
    """国有资产: vehicles by use and large equipment as counted."""
    counted = w.book.rows_of("count")
    vehicles = _counts(line for line in counted if line.item.startswith("车辆："))
    equipment = _counts(line for line in counted if line.item.startswith("设备："))
    if not vehicles and not equipment:
        return [w.lacks("台账的数量行没有“车辆和设备”")]
    uses = "、".join(f"{use}{n}辆" for use, n in vehicles.items() if n)
    large = "".join(f"；{name}{n}台（套）" for name, n in equipment.items())
    return [w.say("assets", vehicles=f"{sum(vehicles.values())}辆", uses=uses, equipment=large)]


def _counts(lines: Iterable[Line]) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in lines:
        name = line.item.split("：", 1)[1]
        found[name] = found.get(name, 0) + (line.count or 0)
    return found


def glossary(w: Writer) -> tuple[Term, ...]:
    """The general terms of the kind, then every 项 used; the caller's 名词 lines explain what the library does not."""
    terms = list(general_terms(w.book.edition.kind))
    for code, _ in items_of(w.book.spent.tree("functional")):
        own = w.book.texts.get(("名词", code))
        if meaning := "".join(own) if own else meaning_of(code):
            terms.append((w.path(code), meaning))
        else:
            w.lacks(f"{code} {w.book.name(code)}没有名词解释（可用“名词”说明行补充）", "名词解释")
    return tuple(Term(name, meaning, f"{at}.") for at, (name, meaning) in enumerate(terms, 1))


def _terms(w: Writer) -> Iterator[str]:
    """名词解释, one term a line."""
    return (f"{term.number}{term.name}：{term.meaning}" for term in glossary(w))


PARTS: Mapping[str, Callable[[Writer], Iterable[str]]] = {
    "duties": _duties, "departments": _departments, "procurement": _procurement, "assets": _assets, "terms": _terms,
}  # fmt: skip
