"""Figures about the agency in its text: vehicles, equipment, procurement, running costs, projects."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Literal

from medinsure_budget.document.narrative import Change
from medinsure_budget.document.profile import (
    Count,
    Equipment,
    Execution,
    OperatingExpense,
    PerformanceSummary,
    ProcurementSummary,
    ThreePublicsSummary,
    Vehicles,
)
from medinsure_budget.lexicon import Shape, shape_of, word_set
from medinsure_budget.money import Money, Unit, parse_amount

# A 元 may be lost at the end of a line; the printed unit is kept as it is.
_MONEY = r"(?P<amount>-?\d[\d,]*(?:\.\d+)?)(?P<unit>{MONEY_AFTER})"
_PARTS_OF_PROCUREMENT = 4
_MICRO = r"(?:授予|面向|预留给)(?:小微企业|小型和微型企业)"


def money_after(pattern: str, text: str) -> Money | None:
    """The first amount behind words that match."""
    found = shape_of(f"(?:{pattern})[：:]?{_MONEY}").search(text)
    return _money(found) if found else None


def _money(found: re.Match[str]) -> Money | None:
    amount = parse_amount(found["amount"])
    unit = found["unit"]
    return None if amount is None else Money(amount, Unit(unit if unit.endswith("元") else f"{unit}元"))


_DATE = Shape(r"{DAY_OF}(20\d{2})年(\d{1,2})月(\d{1,2})日")
_VEHICLES = Shape(r"{KEPT}{VEHICLE}(\d+)辆(?:。(?={AMONG}))?([^。；;]*)")
_USE = Shape(r"([^，,、：:；;。\d]+)(\d+)辆")
_PLANNED = Shape(r"{PLANNED_PURCHASE}{VEHICLE}(\d+)辆")


def vehicles(paragraphs: Iterable[str]) -> Vehicles | None:
    """Vehicles with their uses and the day of the count."""
    for text in paragraphs:
        if found := _VEHICLES.search(text):
            uses = tuple(Count(_without_lead(label), int(number)) for label, number in _USE.findall(found[2]))
            date = _DATE.search(text)
            planned = _PLANNED.search("".join(paragraphs))
            return Vehicles(
                int(found[1]), uses, f"{date[1]}-{int(date[2]):02}-{int(date[3]):02}" if date else "",
                int(planned[1]) if planned else None,
            )  # fmt: skip
    return None


_LEAD = Shape(r"^(?:{AMONG}|和|及)[：:]?")


def _without_lead(label: str) -> str:
    return _LEAD.sub("", label)


_UNIT_PRICE = Shape(r"{UNIT_PRICE}")
_EQUIPMENT = Shape(
    r"({PURCHASE})?{UNIT_PRICE}" + _MONEY + r"(?:[（(]含[)）])?{OR_MORE}(?:[（(]含[)）])?"
    r"(?P<kind>[^，,。；;\d]{0,24}?)(?P<number>\d+)台"
)


def equipment(paragraphs: Iterable[str]) -> tuple[Equipment, ...]:
    """Large equipment that is there, not what is to be bought."""
    found = (m for text in paragraphs if _UNIT_PRICE.search(text) for m in _EQUIPMENT.finditer(text) if not m[1])
    return tuple(
        Equipment(m["kind"].strip().removeprefix("的"), threshold, int(m["number"])) for m in found if (threshold := _money(m)) is not None
    )


def procurement(paragraphs: Sequence[str]) -> ProcurementSummary | None:
    """Government procurement of the first paragraph that totals it; its kinds may follow in paragraphs of their own."""
    for at, text in enumerate(paragraphs):
        total = money_after(r"政府采购(?:预算|支出|采购)?(?:总额|总金额|金额|预算)?(?:（[^（）]*）)?(?:为|共计)?", text)
        if total is None:
            continue
        parts = text if "货物" in text else "".join(paragraphs[at : at + _PARTS_OF_PROCUREMENT])
        return ProcurementSummary(
            total=total,
            goods=money_after(r"货物(?:类)?(?:采购)?(?:预算|支出|金额)*", parts),
            works=money_after(r"工程(?:类)?(?:采购)?(?:预算|支出|金额)*", parts),
            services=money_after(r"服务(?:类)?(?:采购)?(?:预算|支出|金额)*", parts),
            small_and_medium=money_after(r"(?:授予|面向)中小企业(?:合同|预留){HAN}{0,12}?金额", parts),
            small_and_micro=money_after(rf"{_MICRO}(?:合同|预留|的){{HAN}}{{0,12}}?(?:金额|预算为)", parts),
        )
    return None


_UNITS_OF_KIND = Shape(r"(\d+)家({HAN}{2,10}?(?:{BUDGET_UNIT}|{OWN_LEVEL}))")
_COMPLETION = Shape(r"{FINISHED}{HAN}{0,6}{BUDGET}数?的([\d.]+){PER_CENT}")


def operating_expense(paragraphs: Iterable[str]) -> OperatingExpense | None:
    """机关运行经费 of the first paragraph that states an amount."""
    for text in paragraphs:
        if "机关运行经费" not in text:
            continue
        spent = money_after(r"支出决算(?:数)?为?", text)
        budget = money_after(r"机关运行经费{HAN}{0,12}?(?:预算|支出|决算|经费)(?:数)?为?", text)
        amount = spent if spent is not None else budget
        if amount is None:
            continue
        completion = _COMPLETION.search(text)
        counts = tuple(Count(kind, int(number)) for number, kind in _UNITS_OF_KIND.findall(text))
        return OperatingExpense(
            amount=amount, budget=budget if spent is not None else None,
            completion=Decimal(completion[1]) if completion else None, change=change(text), units=counts,
        )  # fmt: skip
    return None


_CHANGE = Shape(
    r"(?:{COMPARED_WITH}|{SINCE})((?:20\d{2}年(?:度)?|{LAST_YEAR}){HAN}{0,8}?)[，,]?(?:{COMPARED}[，,]?)?{EACH}?"
    r"(?P<verb>{RISE|FALL|SAME})了?"
    r"(?:" + _MONEY + r")?(?:[，,]{RISE|FALL}(?P<percent>[\d.]+){PER_CENT})?"
)


def change(text: str) -> Change | None:
    """The comparison with a year before."""
    found = _CHANGE.search(text)
    if not found:
        return None
    amount = _money(found) if found["amount"] else None
    percent = Decimal(found["percent"]) if found["percent"] else None
    return Change(_direction(found["verb"]), amount, percent, found[1])


def _direction(verb: str) -> Literal["increase", "decrease", "same"]:
    if verb in word_set("RISE"):
        return "increase"
    return "decrease" if verb in word_set("FALL") else "same"


_FIRST_LEVEL = Shape(r"(\d+)个{FIRST_LEVEL}|{FIRST_LEVEL}(\d+)个")
_SECOND_LEVEL = Shape(r"(\d+)个{SECOND_LEVEL}|{SECOND_LEVEL}(\d+)个")
_WITH_GOALS = Shape(r"{GOALS_OF}(?:20\d{2}年(?:度)?)?{PROJECT}共?(\d+)个|共(\d+){UNDER_GOALS}")
_WHOLE_RATE = Shape(r"{WHOLE_RATE}{REACHED}?([\d.]+){PER_CENT}")


def performance(paragraphs: Iterable[str]) -> PerformanceSummary | None:
    """The number of projects under performance management, their money, and their rates of execution."""
    text = _flowing(paragraphs)
    first = _FIRST_LEVEL.search(text)
    second = _SECOND_LEVEL.search(text)
    projects = _WITH_GOALS.search(text)
    summary = PerformanceSummary(
        first_level=_number(first), second_level=_number(second), projects=_number(projects),
        amount=money_after(r"涉及{HAN}{0,12}?(?:资金|拨款|金额)(?:共计|合计)?", text),
        arranged=money_after(r"总预算安排资金", text),
        rate=Decimal(rate[1]) if (rate := _WHOLE_RATE.search(text)) else None,
        executions=tuple(executions(text)),
    )  # fmt: skip
    return summary if summary != PerformanceSummary() else None


def _number(found: re.Match[str] | None) -> int | None:
    return next((int(group) for group in found.groups() if group), None) if found else None


_EXECUTIONS = Shape(r"{EXECUTION_RATE}{SEVERALLY}?为((?:[\d.]+{PER_CENT}[、，,和]?)+)")
_QUOTED = re.compile(r"“([^“”]+)”")


def executions(text: str) -> Iterable[Execution]:
    """Quoted projects with their rates, in one sentence and of one number."""
    for sentence in re.split(r"[。\n]", text):
        rates = _EXECUTIONS.search(sentence)
        if not rates:
            continue
        numbers = re.findall(r"[\d.]+", rates[1])
        names = _QUOTED.findall(sentence[: rates.start()])[-len(numbers) :]
        if len(names) == len(numbers):
            for name, number in zip(names, numbers, strict=True):
                yield Execution(name, Decimal(number))


_SENTENCE_END = "。；;：:！？"
_OUTLAYS = {
    "abroad": r"因公出国[（(]境[)）]费用?",
    "reception": r"公务接待费",
    "vehicles": r"公务用车购置及运行(?:维护)?费",
    "vehicle_purchase": r"公务用车购置(?:支出|费)?",
    "vehicle_running": r"公务用车运行(?:维护)?费(?:支出)?",
}
_COUNTS = {
    "因公出国（境）团组": r"团组(\d+)个",
    "因公出国（境）人次": r"团组\d+个[；;、，,]?累计(\d+)人次",
    "公务用车购置数": r"购置的?(\d+)辆公务用车",
    "公务用车保有量": r"保有量为?(\d+)辆",
    "国内公务接待批次": r"国内公务接待(\d+)批次",
    "国内公务接待人次": r"国内公务接待\d+批次[，,、]?(?:累计)?(\d+)人次",
    "外事接待批次": r"(?:外事接待|接待外宾)[^批\n]{0,24}?(\d+)批次",
    "外事接待人次": r"(?:外事接待|接待外宾)[^批\n]{0,24}?\d+批次[，,、]?(?:累计)?(\d+)人次",
}


def three_publics(paragraphs: Iterable[str]) -> ThreePublicsSummary | None:
    """The three public outlays as the text states them: the outturn in final accounts, else the budget."""
    text = _flowing(paragraphs)
    total = _outlay(r"“?三公”?经费{HAN}{0,10}?", text)
    amounts = {name: _outlay(words, text) for name, words in _OUTLAYS.items()}
    if total is None and not any(a is not None for a in amounts.values()):
        return None
    counted = {label: re.search(pattern, text) for label, pattern in _COUNTS.items()}
    counts = tuple(Count(label, int(found[1])) for label, found in counted.items() if found)
    return ThreePublicsSummary(total=total, counts=counts, **amounts)


def _flowing(paragraphs: Iterable[str]) -> str:
    """The paragraphs on lines of their own; one without an end goes on in the next."""
    return "".join(text + ("\n" if text[-1:] in _SENTENCE_END else "") for text in paragraphs)


def _outlay(words: str, text: str) -> Money | None:
    """An outlay: its outturn where the same paragraph states one, else the first amount behind its name."""
    if "支出决算" in text and (outturn := money_after(rf"{words}[^\n]{{0,60}}?支出决算(?:数)?为?", text)) is not None:
        return outturn
    return money_after(rf"{words}(?:支出)?(?:预算)?(?:数)?为?", text)
