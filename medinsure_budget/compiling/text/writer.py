"""Words for figures: amounts, shares, changes and deviations, and what the caller has to say about them."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from attrs import field

from medinsure_budget.compiling.book import Book
from medinsure_budget.compiling.totals import Measure
from medinsure_budget.editions.text import Text
from medinsure_budget.evidence import Note
from medinsure_budget.money import Money
from medinsure_budget.records import define

_CENT = Decimal("0.01")
LEVELS = ("部门", "单位")


@define(eq=False)
class Writer:
    """Writes sentences about one ledger and remembers what it was not told.

    Attributes:
        book: The ledger.
        missing: What the caller left out.
    """

    book: Book
    missing: list[Note] = field(factory=list)

    @property
    def text(self) -> Text:
        """The edition's text."""
        return self.book.edition.text

    @property
    def agency(self) -> str:
        """The name that the sentences begin with."""
        return self.book.agency.name

    @property
    def level(self) -> str:
        """部门 or 单位."""
        return self.book.agency.level or LEVELS[0]

    def sum_of(
        self, measure: Measure, kinds: Sequence[str] = ("expenditure",), **wanted: str | Iterable[str]
    ) -> int | None:
        """A sum over kinds of lines, ``None`` where no kind states the measure."""
        sums = [self.book.of(kind).told(measure, **wanted) for kind in kinds]
        known = [fen for fen in sums if fen is not None]
        return sum(known) if known else None

    def money(self, fen: int) -> str:
        """An amount with its unit, two decimals: ``1674.14万元``."""
        amount = self.book.in_text.shown(fen)
        return f"{amount.amount:f}{amount.unit.value}"

    def printed(self, fen: int) -> Money:
        """The amount as the text prints it."""
        return self.book.in_text.shown(fen)

    def percent(self, part: int, whole: int) -> str:
        """A share or rate of two decimals: ``69.48%``; what prints as nothing is no part of anything."""
        told = part if self.printed(part) else 0
        rate = (Decimal(told) * 100 / Decimal(whole)).quantize(_CENT, ROUND_HALF_UP)
        return f"{rate:f}%"

    def say(self, sentence: str, **slots: object) -> str:
        """A sentence of the edition; slots may be functions, which are asked only where the sentence prints them."""
        whole = self.level == LEVELS[0]
        own = {
            "year": self.book.year, "last": self.book.year - 1, "agency": self.agency, "level": self.level,
            "department": self.agency if whole else "", "single": "" if whole else self.agency, **slots,
        }  # fmt: skip

        def value(name: str) -> object:
            if callable(found := own[name]):
                own[name] = found = found()
            return found

        return self.text.say(sentence, value)

    def share(self, part: int, whole: int, sentence: str = "share") -> str:
        """``，占69.48%``, nothing where there is no whole."""
        return self.say(sentence, percent=self.percent(part, whole)) if whole else ""

    def ask(self, item: str, subject: str = "") -> str:
        """What the caller says about a matter (and a subject); what is missing is noted.

        A full stop at the end is left to the sentence.
        """
        said = self.book.texts.get((item, subject))
        if not said:
            about = f"“{self.book.name(subject)}”的" if subject else ""
            self.lacks(f"台账的说明行没有{about}“{item}”")
            return ""
        return "；".join(words.rstrip("。；") for words in said)

    def lacks(self, what: str, place: str = "正文") -> str:
        """Note what the caller has to add before this is published; nothing is written in its place."""
        self.missing.append(Note("missing", f"{what}，{place}没有写。", place=place))
        return ""

    def told(self, item: str) -> tuple[str, ...]:
        """The paragraphs that the caller gives for a matter, none noted as missing."""
        return self.book.texts.get((item, ""), ())

    def reason(self, item: str, subject: str = "") -> str:
        """Why, in the caller's words; empty where the caller gives no reason or is not asked for one."""
        return self.ask(item, subject) if item else ""

    def change(self, now: int, before: int | None, item: str, sentence: str = "change", **more: object) -> str:
        """``，比上年预算数增加1.20万元，增长3.40%，主要原因是……``; nothing where last year is not known.

        Args:
            now: This year's amount.
            before: Last year's amount, ``None`` where it is not known.
            item: The matter that the caller gives the reason of, empty where the parts have their own.
            sentence: The pattern of the comparison.
            more: Further slots of the pattern.
        """
        if before is None:
            return ""
        if not self.printed(now - before):
            told = (item, "") in self.book.texts
            return self.say(sentence.replace("change", "same"), reason=lambda: self.reason(item) if told else "", **more)
        rises = now > before
        return self.say(
            sentence, verb="增加" if rises else "减少", difference=self.money(abs(now - before)),
            grown="增长" if rises else "下降", rate=self._growth(now, before), reason=lambda: self.reason(item), **more,
        )  # fmt: skip

    def _growth(self, now: int, before: int) -> str:
        """The rate of change, empty where the base prints as nothing and so has no rate."""
        sign = 1 if now > before else -1
        prior = self.printed(now).amount - sign * self.printed(abs(now - before)).amount
        return self.percent(abs(now - before), before) if before and prior >= _CENT * 2 else ""

    def budgeted(self, planned: int | None) -> str:
        """A budget, empty where it is not known."""
        return "" if planned is None else self.money(planned)

    def completion(self, spent: int, planned: int | None, of: str = "of") -> str:
        """``，完成年初预算的95.73%``, nothing where the budget is not known or prints as nothing."""
        if not planned or not self.printed(planned):
            return ""
        return self.say("completion", of=self.say(of), percent=self.percent(spent, planned))

    def deviation(self, spent: int, planned: int | None, item: str, subject: str = "", sentence: str = "deviation") -> str:
        """``，决算数小于预算数的主要原因是……``; the word of comparison follows the printed figures.

        Nothing where the budget is not known.
        """
        if planned is None:
            return ""
        one, other = self.printed(spent), self.printed(planned)
        word = "大于" if one > other else "小于" if one < other else "等于"
        asked = word != "等于" or (item, subject) in self.book.texts
        of = sentence.replace("deviation", "of")
        return self.say(sentence, comparison=word, of=lambda: self.say(of), reason=lambda: self.reason(item, subject) if asked else "")

    def listing(self, entries: Iterable[tuple[str, int]]) -> str:
        """``教育支出6.40万元、卫生健康支出1391.03万元``; entries of nothing are left out."""
        return "、".join(f"{name}{self.money(fen)}" for name, fen in entries if fen)

    def path(self, code: str) -> str:
        """``卫生健康支出（类）医疗保障管理事务（款）行政运行（项）``."""
        above = [code[:length] for length in (3, 5, 7) if length <= len(code)]
        return "".join(f"{self.book.name(c)}（{mark}）" for c, mark in zip(above, "类款项", strict=False))

    def economic_names(self, purpose: str, sources: Iterable[str] = ("general_public",)) -> str:
        """The economic 款 that basic expenditure of a purpose was made of, in order of codes."""
        sums = self.book.spent.tree("economic", source=tuple(sources), purpose=purpose)
        names = (self.book.economic_name(code) for code, fen in sums.items() if len(code) == 5 and fen)
        return "、".join(names)


def items_of(tree: Mapping[str, int]) -> list[tuple[str, int]]:
    """The 项 of a tree with money."""
    return [(code, fen) for code, fen in tree.items() if len(code) == 7 and fen]


def classes_of(tree: Mapping[str, int]) -> list[tuple[str, int]]:
    """The 类 of a tree with money."""
    return [(code, fen) for code, fen in tree.items() if len(code) == 3 and fen]
