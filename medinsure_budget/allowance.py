"""What work on one document may still cost: one allowance, from which everything that loops spends.

`spending` puts an allowance around a piece of work. Sources, reading, checks and writers call `spend` once for each page,
table, section or rule, never for each character; where nobody asked for limits nothing is counted.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic

from attrs import field

from medinsure_budget.errors import LimitExceededError
from medinsure_budget.records import define

# How limits are counted.
_WORDS = {"bytes": "字节", "cells": "格", "characters": "个字符", "members": "个文件", "lines": "行", "claims": "个陈述", "figures": "个数"}


@define
class Allowance:
    """What is left for a piece of work.

    Attributes:
        name: The document, for the messages of errors.
        seconds: How long it may take.
        most: How much of each resource it may use.
        outer: The allowance of the work that this is a part of, from which it spends as well.
        ends: The `time.monotonic` moment at which time is over.
        spent: How much of each resource is used.
    """

    name: str
    seconds: float
    most: dict[str, int]
    outer: "Allowance | None" = None
    ends: float = field(init=False)
    spent: dict[str, int] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        own = monotonic() + self.seconds
        self.ends = own if self.outer is None else min(own, self.outer.ends)

    def spend(self, place: str, amounts: dict[str, int]) -> None:
        """Use some of it.

        Raises:
            LimitExceededError: naming what there is no more of, and where.
        """
        # It ends with the outer one at the latest.
        if monotonic() > self.ends:
            raise LimitExceededError(f"{self._at(place)}：超过 {self.seconds:g} 秒的时限")
        if not amounts:
            return
        for what, amount in amounts.items():
            used = self.spent[what] = self.spent.get(what, 0) + amount
            if used > self.most.get(what, used):
                raise LimitExceededError(f"{self._at(place)}：超过 {self.most[what]:,} {_WORDS.get(what, what)}的限度")
        if self.outer is not None:
            self.outer.spend(place, amounts)

    def _at(self, place: str) -> str:
        return place if place.startswith(self.name) else f"{self.name}：{place}"


_current: ContextVar[Allowance | None] = ContextVar("allowance", default=None)


def spend(place: str, **amounts: int) -> None:
    """Use some of the allowance of the work at hand, if it has one; time is always asked for.

    >>> with spending("文.md", 10, cells=100):
    ...     spend("第1页", cells=60)
    ...     spend("第2页", cells=60)
    Traceback (most recent call last):
    medinsure_budget.errors.LimitExceededError: 文.md：第2页：超过 100 格的限度

    Raises:
        LimitExceededError: naming what there is no more of, and where.
    """
    if (allowance := _current.get()) is not None:
        allowance.spend(place, amounts)


def ends() -> float | None:
    """When the work at hand has to end, if it has to."""
    allowance = _current.get()
    return None if allowance is None else allowance.ends


@contextmanager
def spending(name: str, seconds: float, **most: int) -> Iterator[Allowance]:
    """Around work that may cost so much; as a part of other work it never gets more than that has left."""
    allowance = Allowance(name, seconds, most, _current.get())
    token = _current.set(allowance)
    try:
        yield allowance
    finally:
        _current.reset(token)
