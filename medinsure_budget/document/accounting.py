"""What became of every figure that a file prints: nothing is lost in silence."""

from medinsure_budget.records import frozen


@frozen
class Unplaced:
    """A printed figure that nothing was made of.

    Attributes:
        text: The figure as printed.
        page: The page or sheet, from 1.
        line: The printed line or row, 0 for formats without lines.
        within: The cell or line it stands in, cut short.
    """

    text: str
    page: int
    line: int
    within: str = ""


@frozen
class Accounting:
    """The printed figures of a file by what became of them; each place has exactly one term.

    Attributes:
        printed: All figures that a tokeniser of its own finds in the file.
        frame: Those that stand in `Document.to_frame`.
        counts: Rates, counts, points and targets beside the amounts, and the counted things of the profile.
        claims: Those that the text states and `Document.claims` hold.
        ignored: Reason (Chinese) and number of those left out on purpose: codes, years, numbers of headings.
        unread: Those nothing was made of, in printed order; a note says so.
        unfounded: Figures of the frame that stand nowhere in the file.
    """

    printed: int = 0
    frame: int = 0
    counts: int = 0
    claims: int = 0
    ignored: tuple[tuple[str, int], ...] = ()
    unread: tuple[Unplaced, ...] = ()
    unfounded: tuple[Unplaced, ...] = ()

    @property
    def balanced(self) -> bool:
        """Whether the terms add up to what is printed and nothing was invented."""
        left_out = sum(number for _, number in self.ignored)
        terms = self.frame + self.counts + self.claims + left_out + len(self.unread)
        return self.printed == terms and not self.unfounded

    def __str__(self) -> str:
        reasons = "、".join(f"{reason}{number}" for reason, number in self.ignored)
        left_out = sum(number for _, number in self.ignored)
        lost = f"；数据中另有{len(self.unfounded)}个数在文件中没有印出" if self.unfounded else ""
        return (
            f"印有数字{self.printed}处 = 金额{self.frame} + 比率和数量{self.counts} + 文字陈述{self.claims}"
            f" + 有意略过{left_out}（{reasons or '无'}） + 未读{len(self.unread)}{lost}"
        )
