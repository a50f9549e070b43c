"""The three public outlays of final accounts: budget, outturn, last year, and what was counted."""

from attrs import frozen

from medinsure_budget.compiling.text.writer import Writer, section
from medinsure_budget.compiling.totals import Measure, all_of
from medinsure_budget.document.narrative import Section
from medinsure_budget.evidence import Note
from medinsure_budget.ledgers.schema import FISCAL

_PARTS = ("abroad", "vehicle_purchase", "vehicle_running", "reception")
_ITEMS = {
    "abroad": "因公出国",
    "vehicles": "公务用车",
    "vehicle_purchase": "公务用车购置",
    "vehicle_running": "公务用车运行",
    "reception": "公务接待",
}


@frozen
class _Outlay:
    spent: int
    planned: int | None
    before: int | None


def three_publics(w: Writer) -> Section:
    """（九）."""
    sums = {name: _sum(w, name) for name in (*_PARTS, "vehicles", "total")}
    return section(
        "（九）财政拨款“三公”经费支出决算情况说明",
        "",
        section("1.“三公”经费财政拨款支出决算总体情况说明", _whole(w, sums["total"]), level=3),
        section("2.“三公”经费财政拨款支出决算具体情况说明", [_shares(w, sums), *_details(w, sums)], level=3),
    )


def _sum(w: Writer, name: str) -> _Outlay:
    parts = {"vehicles": ("vehicle_purchase", "vehicle_running"), "total": _PARTS}.get(name, (name,))

    def told(measure: Measure) -> int | None:
        return all_of(*(w.book.three_publics_told(part, FISCAL, measure) for part in parts))

    return _Outlay(told("amount") or 0, told("budget"), told("previous"))


def _whole(w: Writer, total: _Outlay) -> str:
    year = w.book.year
    text = f"{year}年度“三公”经费财政拨款{w.budgeted('支出全年预算为', total.planned)}支出决算为{w.money(total.spent)}"
    text += w.completion(total.spent, total.planned, "全年预算")
    return f"{text}{w.deviation(total.spent, total.planned, '三公经费差异', budget='全年预算数')}。"


def _shares(w: Writer, sums: dict[str, _Outlay]) -> str:
    total = sums["total"].spent
    names = {"abroad": "因公出国（境）费用", "vehicles": "公务用车购置及运行维护费", "reception": "公务接待费"}
    parts = [
        f"{label}支出决算为{w.money(sums[name].spent)}{w.share(sums[name].spent, total)}{_change(w, sums[name], name)}"
        for name, label in names.items()
    ]
    return f"{w.book.year}年度“三公”经费财政拨款支出决算中，{'；'.join(parts)}。具体情况如下："


def _change(w: Writer, outlay: _Outlay, name: str) -> str:
    base = f"{w.book.year - 1}年度"
    item = f"{_ITEMS[name]}变化"
    return w.change(outlay.spent, outlay.before, base, item, compared="与{base}相比，{verb}")


def _details(w: Writer, sums: dict[str, _Outlay]) -> list[str]:
    year, counts = w.book.year, _Counts(w)
    abroad = counts.say("全年使用财政拨款支出涉及因公出国（境）团组{}个；累计{}人次。", "因公出国团组", "因公出国人次")
    bought = counts.say("主要用于经批准购置的{}辆公务用车。", "购置车辆")
    owned = counts.say(f"截至{year}年12月31日，财政拨款开支的公务用车保有量为{{}}辆。", "车辆保有量")
    return [
        f"（1）因公出国（境）费用。{_outturn(w, sums['abroad'], 'abroad')}。{abroad}",
        f"（2）公务用车购置及运行维护费。{_outturn(w, sums['vehicles'], 'vehicles')}。",
        f"公务用车购置。{_outturn(w, sums['vehicle_purchase'], 'vehicle_purchase')}。{bought}",
        f"公务用车运行维护费。{_outturn(w, sums['vehicle_running'], 'vehicle_running')}。{owned}",
        *_reception(w, sums["reception"], counts),
    ]


def _reception(w: Writer, outlay: _Outlay, counts: "_Counts") -> list[str]:
    purpose = w.ask("接待用途") if outlay.spent else ""
    used = f"主要用于{purpose}等支出。" if purpose else ""
    groups = counts.say("国内公务接待{}批次，累计{}人次。", "国内接待批次", "国内接待人次")
    lines = [f"（3）公务接待费。{_outturn(w, outlay, 'reception')}。{groups}{used}"]
    foreign, all_groups, guests, all_guests = (
        counts.of(item) for item in ("外事接待批次", "国内接待批次", "外事接待人次", "国内接待人次")
    )
    if None not in (foreign, all_groups, guests, all_guests) and not foreign and not guests:
        # With foreign guests the ledger does not say which of the money was for them.
        lines.append(f"外事接待。支出{w.money(0)}，接待0批次，累计0人次。")
        lines.append(f"其他国内公务接待。支出{w.money(outlay.spent)}，接待{all_groups}批次，累计{all_guests}人次。")
    return lines


def _outturn(w: Writer, outlay: _Outlay, name: str) -> str:
    text = f"{w.budgeted('全年预算数为', outlay.planned)}支出决算为{w.money(outlay.spent)}"
    text += w.completion(outlay.spent, outlay.planned, "全年预算")
    return text + w.deviation(outlay.spent, outlay.planned, f"{_ITEMS[name]}差异", budget="全年预算数")


class _Counts:
    """What the 数量 lines count; what they lack is noted."""

    def __init__(self, w: Writer) -> None:
        self.w = w

    def of(self, item: str) -> int | None:
        """The number of a thing, ``None`` where the ledger does not count it."""
        found = [line.count or 0 for line in self.w.book.rows_of("count") if line.item == item]
        return sum(found) if found else None

    def say(self, words: str, *items: str) -> str:
        """The words with their numbers, nothing unless all are known."""
        numbers = [self.of(item) for item in items]
        lacking = [item for item, n in zip(items, numbers, strict=True) if n is None]
        self.w.missing += [Note("ignored", f"台账的数量行没有“{item}”，正文没有写。", place="正文") for item in lacking]
        return "" if lacking else words.format(*numbers)
