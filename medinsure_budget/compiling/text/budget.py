"""The 情况说明 of a budget."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from medinsure_budget.compiling.book import BASIC
from medinsure_budget.compiling.budget import folds_transfers, income_by_line, keeps_carried_in, project_purposes
from medinsure_budget.compiling.text.common import about
from medinsure_budget.compiling.text.writer import Writer, classes_of, items_of
from medinsure_budget.compiling.totals import all_of
from medinsure_budget.ledgers.schema import FISCAL

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


def _all_in(w: Writer) -> int:
    return w.sum_of("amount", ("income", "carried_in")) or 0


def _sources(w: Writer) -> list[tuple[str, int]]:
    sums = income_by_line(w.book)
    found = [(label, sums[source]) for source, label in _INCOME]
    if keeps_carried_in(w.book):
        found.append(("上年结转结余", w.book.of("carried_in").total()))
    return [(label, fen) for label, fen in found if fen]


def _classes(w: Writer) -> list[tuple[str, int]]:
    return [(w.book.name(code), fen) for code, fen in classes_of(w.book.spent.tree("functional"))]


def _marked(classes: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    # 预备费 and 国有资本经营预算支出 are 类 too, which only their mark tells.
    return [(f"{name}（类）", fen) for name, fen in classes]


def _kinds(w: Writer, entries: Iterable[tuple[str, int]], whole: int) -> str:
    return "；".join(w.say("kind", name=name, money=w.money(fen), share=w.share(fen, whole)) for name, fen in entries if fen)


def _total(w: Writer) -> list[str]:
    uses = [name for name, _ in _classes(w)] + [_CARRIED_OUT] * bool(w.book.of("carried_out").total())
    sources = "、".join(label for label, _ in _sources(w))
    return [w.say("total", sources=sources, uses="、".join(uses), total=w.money(_all_in(w)))]


def _income(w: Writer) -> list[str]:
    total = _all_in(w)
    change = w.change(total, w.sum_of("previous", ("income", "carried_in")), "收支变化")
    parts = _kinds(w, _sources(w), total)
    return [w.say("income", total=w.money(total), change=change), w.say("income.kinds", parts=parts) if parts else ""]


def _expenditure(w: Writer) -> list[str]:
    spent, out = w.book.spent.total(), w.book.of("carried_out").total()
    # With money carried out, income and this year's expenditure are two amounts and must not bear one name.
    name = "各项支出合计" if out else "支出预算"
    change = w.change(spent, w.sum_of("previous"), "收支变化")
    purposes = _kinds(w, ((label, _purpose(w, purpose)) for purpose, label in _PURPOSES), spent)
    return [
        w.say("expenditure", name=name, total=w.money(spent), change=change),
        w.say("expenditure.function", parts=w.listing(_marked(_classes(w)))) if spent else "",
        w.say("expenditure.purpose", parts=purposes) if spent else "",
        w.say("expenditure.carried_out", money=w.money(out)) if out else "",
    ]


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
    sources = w.listing((_FUNDS[fund], fen) for fund, fen in funds.items())
    return [w.say("appropriation", total=w.money(sum(funds.values())), sources=sources, uses=w.listing(uses))]


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


def _uses(w: Writer, items: list[tuple[str, int]]) -> Iterator[str]:
    for at, (code, fen) in enumerate(items, 1):
        yield w.say("item", at=at, path=w.path(code), money=w.money(fen), purpose=w.ask("用途", code))


def _basic(w: Writer) -> list[str]:
    parts = {purpose: w.book.spent.total(source="general_public", purpose=purpose) for purpose in BASIC}
    money = w.money(sum(parts.values()))
    if not any(parts.values()):
        return [w.say("basic.none", money=money)]
    kinds = (
        w.say("basic.kind", name=_LABELS[p], money=w.money(fen), names=w.economic_names(p)) for p, fen in parts.items() if fen
    )
    return [w.say("basic", money=money), *kinds]


def _account(fund: str) -> Callable[[Writer], Iterable[str]]:
    def written(w: Writer) -> list[str]:
        total, name = w.book.spent.total(source=fund), _FUNDS[fund]
        if not total:
            return [w.say("account.none", name=name)]
        change = w.change(total, w.sum_of("previous", source=fund), f"{name}变化")
        items = items_of(w.book.spent.tree("functional", source=fund))
        return [w.say("account", name=name, money=w.money(total), change=change), *_uses(w, items)]

    return written


def _publics(w: Writer) -> list[str]:
    fields = ("abroad", "reception", "vehicle_purchase", "vehicle_running")
    now = {f: w.book.three_publics(f, ("general_public",)) for f in fields}
    before = {f: w.book.three_publics_told(f, ("general_public",), "previous") for f in fields}
    for whole, parts in (("vehicles", fields[2:]), ("total", ("abroad", "reception", "vehicles"))):
        now[whole], before[whole] = sum(now[p] for p in parts), all_of(*(before[p] for p in parts))

    def told(name: str, matter: str, **more: object) -> str:
        sentence = "publics" if name == "total" else f"publics.{name}"
        change = w.change(now[name], before[name], f"{matter}变化")
        return w.say(sentence, money=w.money(now[name]), change=change, **more)

    running: dict[str, str] = {}
    for slot, name, matter in (("purchase", "vehicle_purchase", "公务用车购置"), ("running", "vehicle_running", "公务用车运行")):
        change = w.change(now[name], before[name], f"{matter}变化") if now["vehicles"] else ""
        running |= {slot: w.money(now[name]) if now["vehicles"] else "", f"{slot}_change": change}
    return [
        told("total", "三公经费"),
        told("abroad", "因公出国", at=1),
        told("reception", "公务接待", at=2, purpose=w.ask("接待用途") if now["reception"] else ""),
        told("vehicles", "公务用车", at=3, **running),
    ]


def _operating(w: Writer) -> list[str]:
    book = w.book
    if not book.offices:
        return [w.say("operating.none")]
    now = book.operating()
    change = w.change(now, book.operating_told("previous"), "机关运行经费变化")
    return [w.say("operating", offices=about(w), money=w.money(now), change=change)]


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
    "basic": _basic, "fund": _account("government_fund"), "capital": _account("state_capital"), "publics": _publics,
    "operating": _operating, "performance": _performance,
}  # fmt: skip
