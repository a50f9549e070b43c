"""What a document's text says: its sections, and the statements in it that carry figures."""

from decimal import Decimal
from typing import Literal

from attrs import frozen

from medinsure_budget.money import Money


@frozen
class ContentsEntry:
    """An entry of the printed table of contents (目录)."""

    number: str
    title: str
    page: str = ""
    is_table: bool = False


@frozen
class Section:
    """A heading with its text and the sections under it."""

    number: str
    title: str
    level: int
    text: str = ""
    children: "tuple[Section, ...]" = ()
    line: int = 0
    page: int = 0


@frozen
class Change:
    """A change against an earlier figure; percentages are points (30.87)."""

    direction: Literal["increase", "decrease", "same"] | None = None
    amount: Money | None = None
    percent: Decimal | None = None
    base: str = ""


@frozen
class Claim:
    """A statement of the text that carries figures; a printed unit is never corrected."""

    section: str = ""
    subject: str = ""
    path: tuple[str, ...] | None = None
    amount: Money | None = None
    budget: Money | None = None
    completion: Decimal | None = None
    share: Decimal | None = None
    change: Change | None = None
    reason: str = ""
    purpose: str = ""
    year: int | None = None
    quote: str = ""
    counts: tuple[tuple[str, int], ...] = ()
    line: int = 0
    page: int = 0
