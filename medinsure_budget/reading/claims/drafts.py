"""Claims under construction."""

from decimal import Decimal
from typing import Self

from attrs import define, evolve, field

from medinsure_budget.document.narrative import Change, Claim, Direction
from medinsure_budget.money import Money
from medinsure_budget.reading.claims.names import key_of
from medinsure_budget.reading.claims.phrases import Text


@define(eq=False)
class Draft:
    """A claim whose figures are still being collected."""

    subject: str
    start: int
    end: int
    year: int | None = None
    path: tuple[str, ...] | None = None
    amount: Money | None = None
    budget: Money | None = None
    completion: Decimal | None = None
    share: Decimal | None = None
    direction: Direction | None = None
    changed_by: Money | None = None
    changed_percent: Decimal | None = None
    base: str = ""
    changed: bool = False
    reason: str = ""
    purpose: str = ""
    counts: list[tuple[str, int]] = field(factory=list)
    blank: bool = False
    nothing: bool = False
    key: str = field(init=False)
    """The name, folded for comparison."""

    @key.default
    def _folded(self) -> str:
        return key_of(self.subject)

    def reach(self, end: int) -> None:
        """Let the quotation go on to a place."""
        self.end = max(self.end, end)

    def again(self) -> Self:
        """The same statement, for a second comparison or share of it."""
        return evolve(
            self, direction=None, changed_by=None, changed_percent=None, base="", changed=False, share=None, counts=[]
        )

    def says_something(self) -> bool:
        """Whether the statement has a figure, a change, a blank left by the template, or says that there is nothing."""
        figures = (self.amount, self.budget, self.completion, self.share)
        return self.changed or self.blank or self.nothing or bool(self.counts) or any(f is not None for f in figures)

    def claim(self, text: Text, section: str, place: tuple[int, int]) -> Claim:
        """The finished claim."""
        change = Change(self.direction, self.changed_by, self.changed_percent, self.base) if self.changed else None
        # 财政拨款支出年初预算数 5.00 万元: the budget is what is stated.
        amount = self.budget if self.amount is None and not self.blank else self.amount
        return Claim(
            section,
            self.subject,
            self.path,
            amount,
            self.budget,
            self.completion,
            self.share,
            change,
            self.reason,
            self.purpose,
            self.year,
            text.quote(self.start, self.end + text.words.startswith("。", self.end)),
            tuple(self.counts),
            place[1],
            place[0],
        )
