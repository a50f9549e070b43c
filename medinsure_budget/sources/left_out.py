"""Words that a file holds and a reader of the page does not take for its words: struck out, raised, hidden, deleted, navigation."""

from collections import Counter
from collections.abc import Iterator
from typing import Literal

from attrs import field

from medinsure_budget.evidence import Note
from medinsure_budget.records import define

Kind = Literal["struck", "raised", "hidden", "deleted", "navigation"]

_MESSAGES: dict[Kind, str] = {
    "struck": "有{}处带删除线的文字没有读取：{}",
    "raised": "有{}处上标（如注释号）没有读取：{}",
    "hidden": "有{}处隐藏的文字没有读取：{}",
    "deleted": "有{}处修订时删除的文字没有读取：{}",
    "navigation": "有{}处网页导航没有作为正文读取：{}",
}
_NAMED, _QUOTED = 5, 20
# What stands right before a raised sign is among so many pieces of text, most of them empty.
NEAR = 20


@define
class LeftOut:
    """What was left out of a document or sheet, by kind: how often, and the first of them."""

    _times: Counter[Kind] = field(factory=Counter)
    _first: dict[Kind, list[str]] = field(factory=dict)

    def add(self, kind: Kind, text: str, place: str = "") -> None:
        """Remember words that were left out, and the cell they stand in where it has a name; blank ones are nothing."""
        if not text or text.isspace():
            return
        self._times[kind] += 1
        if self._times[kind] <= _NAMED:
            words = " ".join(text.split())
            shown = words if len(words) <= _QUOTED else words[:_QUOTED] + "…"
            self._first.setdefault(kind, []).append(f"{place}“{shown}”")

    def notes(self, page: int = 0, place: str = "") -> Iterator[Note]:
        """One note for each kind."""
        for kind, times in self._times.items():
            named = "、".join(self._first[kind]) + ("等" if times > _NAMED else "")
            yield Note("ignored", _MESSAGES[kind].format(times, named), page=page, place=place)


def is_power(before: str) -> bool:
    """Whether what is raised behind these words is a power, as in m² and 10⁴, or part of a name, rather than a mark.

    >>> is_power("100km"), is_power("800.25"), is_power("行政运行")
    (True, False, False)
    """
    return before[-1:].isascii() and before[-1:].isalpha()
