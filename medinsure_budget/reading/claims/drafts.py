"""Claims under construction."""

from decimal import Decimal
from typing import Self

from attrs import evolve, field

from medinsure_budget.document.narrative import Change, Claim, Direction
from medinsure_budget.money import Money, exponent_of
from medinsure_budget.reading.claims.frames import Role
from medinsure_budget.reading.claims.names import Path, Side, key_of, side_of
from medinsure_budget.reading.claims.tokens import Figure, Text
from medinsure_budget.records import define

# Every change of one endless sentence would quote all of it.
_LONGEST_QUOTE = 600


@define(eq=False)
class Draft:
    """A claim whose figures are still being collected.

    Attributes:
        role: What its amount was called when it was printed.
        owner: What it is a part of.
        depth: How many brackets it stands in.
        sentence: The number of its sentence.
        bare: The name without the word for its budget.
        stop: The mark behind its amount.
        key: The name, folded for comparison.
        side: Whether it is of the income or the expenditure.
    """

    subject: str
    start: int
    end: int
    year: int | None = None
    path: Path | None = None
    amount: Money | None = None
    budget: Money | None = None
    completion: Decimal | None = None
    share: Decimal | None = None
    of: str = ""
    earlier: Money | None = None
    earlier_year: int | None = None
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
    role: Role = "plain"
    owner: "Draft | None" = None
    depth: int = 0
    sentence: int = 0
    stop: str = ""
    bare: str = ""
    key: str = field(init=False)
    side: Side = field(init=False)

    @key.default
    def _folded(self) -> str:
        return key_of(self.subject.split("/")[-1])

    @side.default
    def _sided(self) -> Side:
        return side_of(self.subject)

    def reach(self, end: int) -> None:
        """Let the quotation go on to a place."""
        self.end = max(self.end, end)

    def again(self) -> Self:
        """The same statement, for a second comparison or share of it."""
        return evolve(
            self, direction=None, changed_by=None, changed_percent=None, base="", changed=False, share=None, of="",
            earlier=None, earlier_year=None, reason="", counts=[],
        )  # fmt: skip

    def says_something(self) -> bool:
        """Whether the statement has a figure, a change, a blank left by the template, or says that there is nothing."""
        figures = (self.amount, self.budget, self.completion, self.share)
        return self.changed or self.blank or self.nothing or bool(self.counts) or any(f is not None for f in figures)

    def takes(self, role: Role) -> bool:
        """Whether an amount of this kind may still belong to the statement."""
        if role in ("budget", "initial"):
            return self.budget is None and (self.amount is None or self.role == "outturn")
        return self.amount is None or (role == "outturn" and self.role == "budget" and self.budget is None)

    def fill(self, figure: Figure, role: Role, end: int) -> None:
        """Take an amount; what was called a budget becomes one when an outturn follows."""
        if role == "initial" or (role == "budget" and self.amount is not None):
            self.budget = figure.money
        else:
            if self.role == "budget" and role == "outturn" and self.budget is None:
                self.budget, self.subject = self.amount, self.bare or self.subject
            self.amount = figure.money
        self.role = role
        self.blank = self.blank or figure.money is None
        self.reach(end)

    def moved_from(self, earlier: Money | None, change: Money | None, direction: Direction | None) -> bool:
        """Whether the amount is what an earlier one became by a difference."""
        if self.amount is None or earlier is None or change is None or direction not in ("increase", "decrease"):
            return False
        moved = abs(change.yuan)
        return self.amount.yuan == earlier.yuan + (moved if direction == "increase" else -moved)

    def proved_by(self, change: Money | None, percent: Decimal | None, direction: Direction | None) -> bool:
        """Whether amount, difference and rate fit each other as printed."""
        if self.amount is None or change is None or not percent or direction not in ("increase", "decrease"):
            return False
        moved = abs(change.yuan)
        earlier = self.amount.yuan - moved if direction == "increase" else self.amount.yuan + moved
        half = Decimal(5).scaleb(exponent_of(percent) - 1)
        return earlier > 0 and abs(moved / earlier * 100 - abs(percent)) <= half

    def claim(self, text: Text, section: str, place: tuple[int, int]) -> Claim:
        """The finished claim."""
        change = Change(self.direction, self.changed_by, self.changed_percent, self.base) if self.changed else None
        # 财政拨款支出年初预算数 5.00 万元: the budget is what is stated.
        amount = self.budget if self.amount is None and not self.blank else self.amount
        return Claim(
            section=section,
            subject=self.subject,
            path=self.path,
            amount=amount,
            budget=self.budget,
            completion=self.completion,
            share=self.share,
            of=self.of or (self.owner.subject if self.owner else ""),
            earlier=self.earlier,
            earlier_year=self.earlier_year,
            change=change,
            reason=self.reason,
            purpose=self.purpose,
            year=self.year,
            quote=text.quote(max(self.start, self.end - _LONGEST_QUOTE), self.end + text.words.startswith("。", self.end)),
            counts=tuple(self.counts),
            line=place[1],
            page=place[0],
        )
