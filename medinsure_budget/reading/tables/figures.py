"""What is printed under an amount: the money, or why there is none."""

from medinsure_budget.evidence import NoteKind
from medinsure_budget.facts import fact
from medinsure_budget.lexicon import Shape, by_text
from medinsure_budget.money import Money, Unit
from medinsure_budget.records import frozen

_STATES_UNIT = Shape(r"[(（][^()（）]*{MONEY}(?:[/／·.]{HAN}{1,4})*[)）]$|^[^()（）]*{LEVEL}[:：]{MONEY}$")


@frozen
class Figure:
    """A cell under an amount.

    Attributes:
        money: The amount, ``None`` when the cell holds none.
        kind: The kind of the note that has to be written, empty when none.
        message: What the note says.
        unreadable: Whether something is printed that may be an amount and cannot be read.
    """

    money: Money | None = None
    kind: NoteKind | None = None
    message: str = ""
    unreadable: bool = False


NOTHING = Figure()


def read_figure(text: str, unit: Unit, place: str, flaw: str = "") -> Figure:
    """Read a cell under an amount; its own unit goes before the column's.

    Args:
        text: What is printed.
        unit: The unit of the column.
        place: Where it stands, for the note: ``“合计”栏``.
        flaw: Why the source cannot vouch for the text.
    """
    if not flaw and (figure := _amount(text, unit)) is not None:
        return figure
    found = fact(text, flaw)
    if found.blank:
        return NOTHING
    if found.rate is not None:
        return Figure(None, "ignored", f"{place}的 {text} 是比率，不是金额")
    if found.count is not None:
        return Figure(None, "ignored", f"{place}的 {text} 是数量，不是金额")
    if found.unreadable:
        printed = f"“{text}”" if text else "空格"
        return Figure(None, "unread", f"{place}的{printed}读不出金额：{found.unreadable}", unreadable=True)
    return Figure(None, "unread", f"{place}的“{text}”不是金额")


@by_text
def _amount(text: str, unit: Unit) -> Figure | None:
    found = fact(text)
    return None if found.amount is None else Figure(Money(found.amount, found.unit or unit))


@by_text
def unit_stated(words: str) -> Unit | None:
    """The money unit that a label or header states behind its words, such as 人均（元）."""
    return Unit.parse(words) if _STATES_UNIT.search(words) else None
