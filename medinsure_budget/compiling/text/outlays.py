"""The three public outlays of final accounts: budget, outturn, last year, and what was counted."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from medinsure_budget.compiling.text.writer import Writer
from medinsure_budget.compiling.totals import Measure, all_of
from medinsure_budget.ledgers.schema import FISCAL
from medinsure_budget.records import frozen

_PARTS = ("abroad", "vehicle_purchase", "vehicle_running", "reception")
_ITEMS = {
    "abroad": "因公出国", "vehicles": "公务用车", "vehicle_purchase": "公务用车购置", "vehicle_running": "公务用车运行",
    "reception": "公务接待",
}  # fmt: skip
_LABELS = {
    "abroad": "因公出国（境）费用", "vehicles": "公务用车购置及运行维护费", "vehicle_purchase": "公务用车购置",
    "vehicle_running": "公务用车运行维护费", "reception": "公务接待费",
}  # fmt: skip
_WHOLE = "“三公”经费"


@frozen
class _Outlay:
    name: str
    spent: int
    planned: int | None
    before: int | None

    @property
    def idle(self) -> bool:
        """Whether there is nothing to tell: neither money nor a budget."""
        return not self.spent and not self.planned


def _outlay(w: Writer, name: str) -> _Outlay:
    parts = {"vehicles": ("vehicle_purchase", "vehicle_running"), "total": _PARTS}.get(name, (name,))

    def told(measure: Measure) -> int | None:
        return all_of(*(w.book.three_publics_told(part, FISCAL, measure) for part in parts))

    return _Outlay(name, told("amount") or 0, told(w.book.edition.publics_base), told("previous"))


def _told(w: Writer, sentence: str, outlay: _Outlay, matter: str, **more: object) -> str:
    return w.say(
        sentence, of=w.say("of.publics"), budget=w.budgeted(outlay.planned), money=w.money(outlay.spent),
        completion=w.completion(outlay.spent, outlay.planned, "of.publics"),
        deviation=lambda: w.deviation(outlay.spent, outlay.planned, f"{matter}差异", sentence="deviation.publics"),
        change=lambda: w.change(
            outlay.spent, outlay.before, f"{matter}变化", "change.publics", name=_LABELS.get(outlay.name, _WHOLE)
        ),
        **more,
    )  # fmt: skip


def _whole(w: Writer) -> list[str]:
    return [_told(w, "publics", _outlay(w, "total"), "三公经费")]


def _details(w: Writer) -> Iterator[str]:
    outlays = {name: _outlay(w, name) for name in (*_ITEMS, "total")}
    yield _shares(w, outlays)
    for at, name in enumerate(("abroad", "vehicles", "reception"), 1):
        yield from _item(w, at, outlays[name], outlays)


def _shares(w: Writer, outlays: dict[str, _Outlay]) -> str:
    total = outlays["total"].spent

    def parts() -> str:
        return "；".join(
            w.say(
                "publics.share", name=_LABELS[name], money=w.money(outlays[name].spent), share=w.share(outlays[name].spent, total),
                change=w.change(outlays[name].spent, outlays[name].before, f"{_ITEMS[name]}变化"),
            )
            for name in ("abroad", "vehicles", "reception")
        )  # fmt: skip

    return w.say("publics.shares", parts=parts)


def _item(w: Writer, at: int, outlay: _Outlay, outlays: dict[str, _Outlay]) -> Iterator[str]:
    if outlay.idle:
        yield w.say("publics.none", at=at, name=_LABELS[outlay.name])
        return
    yield _told(w, "publics.item", outlay, _ITEMS[outlay.name], at=at, name=_LABELS[outlay.name], counts=lambda: _counted(w, outlay))
    if outlay.name == "vehicles":
        parts = (outlays[name] for name in ("vehicle_purchase", "vehicle_running"))
        yield from (
            _told(w, "publics.part", part, _ITEMS[part.name], name=_LABELS[part.name], counts=_counted(w, part))
            for part in parts if not part.idle
        )  # fmt: skip
    elif outlay.name == "reception":
        yield from _guests(w, outlay)


def _counted(w: Writer, outlay: _Outlay) -> str:
    if outlay.name == "reception":
        groups = _count(w, "count.guests", "国内接待批次", "国内接待人次") if outlay.spent else ""
        return groups + w.say("publics.guests", purpose=lambda: w.ask("接待用途") if outlay.spent else "")
    sentences = {
        "abroad": ("count.abroad", "因公出国团组", "因公出国人次"),
        "vehicle_purchase": ("count.bought", "购置车辆"), "vehicle_running": ("count.owned", "车辆保有量"),
    }  # fmt: skip
    return _count(w, *sentences[outlay.name]) if outlay.name in sentences and outlay.spent else ""


def _guests(w: Writer, outlay: _Outlay) -> Iterator[str]:
    """Guests from home alone; with foreign guests the ledger does not say which of the money was for them."""
    groups, guests = _number(w, "国内接待批次"), _number(w, "国内接待人次")
    foreign = [_number(w, item) for item in ("外事接待批次", "外事接待人次")]
    if outlay.spent and None not in (groups, guests, *foreign) and not any(foreign):
        yield w.say("count.home", money=w.money(outlay.spent), 国内接待批次=f"{groups}", 国内接待人次=f"{guests}")


def _number(w: Writer, item: str) -> int | None:
    """The number of a thing, ``None`` where the ledger does not count it."""
    found = [line.count or 0 for line in w.book.rows_of("count") if line.item == item]
    return sum(found) if found else None


def _count(w: Writer, sentence: str, *items: str) -> str:
    """The sentence with its numbers, nothing unless all are known and there is something to count."""
    numbers = {item: _number(w, item) for item in items}
    for item in (item for item, number in numbers.items() if number is None):
        w.lacks(f"台账的数量行没有“{item}”")
    known = {item: f"{number}" for item, number in numbers.items() if number is not None}
    return w.say(sentence, **known) if len(known) == len(items) and any(numbers.values()) else ""


PARTS: Mapping[str, Callable[[Writer], Iterable[str]]] = {"publics_total": _whole, "publics_details": _details}
