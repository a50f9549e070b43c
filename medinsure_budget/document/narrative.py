"""What the running text of a disclosure says, as data: sections, contents entries and claims.

A claim is one printed statement about money or counts. Its figures are the printed ones: a unit that was printed
wrongly stays wrong, a number that the template left blank is ``None``.
"""

from decimal import Decimal
from typing import Any, Final, Literal

from medinsure_budget.evidence import Note
from medinsure_budget.money import Money
from medinsure_budget.records import frozen

Direction = Literal["increase", "decrease", "same"]


@frozen
class ContentsEntry:
    """A line of the contents list (目录).

    Attributes:
        number: The printed number such as ``（一）``, empty when none.
        title: The announced title without leaders and page number.
        page: The announced page as printed, empty when none is.
        is_table: Whether a table is announced rather than a section.
    """

    number: str
    title: str
    page: str = ""
    is_table: bool = False


@frozen
class Section:
    """A heading with its text and the sections below it.

    Attributes:
        number: The printed number such as ``一、``, empty for text before the first heading and unnumbered headings.
        title: The heading without its number.
        level: The depth in the tree, from 1.
        text: The paragraphs between this heading and the next one, one a line, hard line wraps joined.
        children: The sections below.
        line: Where the heading (or, without one, the text) begins.
        page: The page on which it begins.
        places: Page and line where each paragraph of ``text`` begins.
    """

    number: str
    title: str
    level: int
    text: str = ""
    children: "tuple[Section, ...]" = ()
    line: int = 0
    page: int = 0
    places: tuple[tuple[int, int], ...] = ()

    @property
    def heading(self) -> str:
        """The heading as printed, number and title."""
        return self.number + self.title


@frozen
class Sections:
    """The text of a document.

    Attributes:
        tree: The sections in printed order.
        notes: What was left out on purpose (page numbers, running heads) or repaired (headings broken by a page).
        contents: The contents list (目录), empty when the document has none.
    """

    tree: tuple[Section, ...]
    notes: tuple[Note, ...] = ()
    contents: tuple[ContentsEntry, ...] = ()


@frozen
class Change:
    """A printed comparison with an earlier figure.

    Attributes:
        direction: By the printed word; ``None`` when the word is missing or undecided (``增加（减少）``).
        amount: The difference, never negative unless printed so.
        percent: The difference in percent points of the base, such as ``Decimal("12.8")``.
        base: The printed base such as ``上年执行数`` or ``2022年度``, empty when none; it names what the claim's
            ``earlier`` measures.
    """

    direction: Direction | None = None
    amount: Money | None = None
    percent: Decimal | None = None
    base: str = ""


@frozen(repr=False)
class Claim:
    """One printed statement about money or counts.

    Attributes:
        section: The headings above the statement, joined by ``/``.
        subject: What the statement is about, such as ``收入预算`` or ``行政运行``.
        path: The names of 类, 款 and 项 where the statement is about a subject of the functional classification.
        amount: The stated amount in the printed unit.
        budget: The budget that the amount is compared with.
        completion: Percent of the budget carried out.
        share: Percent of a larger total.
        of: The whole of the share as printed; otherwise what the subject is a part of, where a list names its owner.
        earlier: The printed amount of another year that this year's is compared with.
        earlier_year: The year of ``earlier``, ``None`` when the words leave it open.
        change: The comparison with an earlier year or budget.
        reason: The printed reason of the change or deviation.
        purpose: What the money is for, as printed.
        year: The year the statement is about.
        quote: The printed words; every figure of the claim occurs in them.
        counts: Counted things such as ``(("批次", 8), ("人次", 110))``.
        line: The line where the paragraph begins.
        page: The page where the paragraph begins.
    """

    section: str = ""
    subject: str = ""
    path: tuple[str, ...] | None = None
    amount: Money | None = None
    budget: Money | None = None
    completion: Decimal | None = None
    share: Decimal | None = None
    of: str = ""
    earlier: Money | None = None
    earlier_year: int | None = None
    change: Change | None = None
    reason: str = ""
    purpose: str = ""
    year: int | None = None
    quote: str = ""
    counts: tuple[tuple[str, int], ...] = ()
    line: int = 0
    page: int = 0

    def __repr__(self) -> str:
        told = (self.subject, self.amount, self.share and f"{self.share}%", self.year)
        return f"<Claim {' '.join(str(word) for word in told if word is not None)}>"

    def _repr_html_(self) -> str:
        """The claim in a notebook: a table of one row."""
        return Claims((self,))._repr_html_()

    def record(self) -> dict[str, Any]:
        """The claim as a row: amounts in 元, empty where the unit is unknown; the columns are `CLAIM_COLUMNS`."""
        change = self.change or Change()
        worths = {
            name: None if money is None else money.worth
            for name, money in (
                ("amount", self.amount), ("budget", self.budget), ("earlier", self.earlier), ("change_amount", change.amount),
            )
        }  # fmt: skip
        own = {column: getattr(self, column) for column in CLAIM_COLUMNS if hasattr(self, column)}
        told = {"direction": change.direction, "change_percent": change.percent, "base": change.base}
        counts = "、".join(f"{number}{unit}" for unit, number in self.counts)
        return own | worths | told | {"path": "/".join(self.path or ()), "counts": counts}


CLAIM_COLUMNS: Final = (
    "section", "subject", "path", "year", "amount", "budget", "completion", "share", "of", "earlier", "earlier_year",
    "direction", "change_amount", "change_percent", "base", "counts", "reason", "purpose", "quote", "page", "line",
)  # fmt: skip
_HEADS: Final = ("章节", "事项", "金额", "预算", "完成%", "占比%", "变动", "原文")
_DIRECTIONS: Final = {"increase": "增加", "decrease": "减少", "same": "持平", None: "变动"}


class Claims(tuple[Claim, ...]):
    """The claims of a document, a table in a notebook."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        from medinsure_budget.forms.display import table_html

        return table_html(_HEADS, [_cells(claim) for claim in self])


def _cells(claim: Claim) -> tuple[str, ...]:
    change = claim.change
    moved = [change.base, _DIRECTIONS[change.direction], change.amount, change.percent and f"{change.percent}%"] if change else []
    figures = (claim.amount, claim.budget, claim.completion, claim.share, " ".join(str(word) for word in moved if word))
    told = ("" if figure is None else str(figure) for figure in figures)
    return (claim.section.rsplit("/", 1)[-1], claim.subject, *told, claim.quote)
