"""What each statement of the text is about: a key such as ``income.total``, or a subject of the tables."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from operator import itemgetter

from attrs import Factory

from medinsure_budget.checks.arithmetic.cells import Cell, Figures
from medinsure_budget.checks.told.codes import Subjects
from medinsure_budget.checks.told.meanings import meanings, subject_of, topic_of
from medinsure_budget.checks.told.places import SUBJECT_RULES, candidates
from medinsure_budget.document import Document
from medinsure_budget.document.narrative import Claim
from medinsure_budget.forms.words import fold
from medinsure_budget.lexicon import Shape
from medinsure_budget.money import Money
from medinsure_budget.records import define
from medinsure_budget.sources.traditional import simplified

_ENOUGH_WHOLE = 3
# Of how many amounts of its section a change that is told by itself may speak.
_MOST_TOLD = 100
_COARSE = 10_000  # 分 of the last digit that amounts in 万元 print: those in 元 are compared at it


@define(eq=False)
class Statement:
    """A claim with what it is about and its figures as cells.

    Attributes:
        claim: The claim.
        topic: The section it stands in, or what its words mean by themselves.
        key: What of the topic it states; empty when it is about a subject or not known.
        code: The subject's code.
        amount: The stated amount as a cell, ``None`` when it states none.
        budget: The stated budget.
        by_heading: Whether the section made the words mean this.
        alike: Without an amount of its own: the last one of the same thing that its section told before.
        after: How many amounts its section told before.
    """

    claim: Claim
    topic: str
    key: str = ""
    code: str = ""
    amount: Cell | None = None
    budget: Cell | None = None
    by_heading: bool = True
    alike: Cell | None = None
    after: int = 0

    @cached_property
    def quote(self) -> str:
        """The quoted words, folded, from traditional script too."""
        return fold(simplified(self.claim.quote))


@define(eq=False)
class Statements:
    """The statements of a document by what they are about."""

    all: list[Statement] = Factory(list)
    by_key: dict[tuple[str, str], list[Statement]] = Factory(lambda: defaultdict(list))
    by_code: dict[tuple[str, str], list[Statement]] = Factory(lambda: defaultdict(list))
    _told: dict[str, list[Cell]] = Factory(lambda: defaultdict(list))
    _latest: dict[tuple[object, ...], tuple[int, Cell]] = Factory(dict)

    def add(self, statement: Statement) -> None:
        """Add the next statement of the text."""
        told, called = self._told[statement.claim.section], tuple(_calls(statement))
        statement.after = len(told)
        if statement.amount is None:
            statement.alike = self._last(called)
        else:
            self._latest |= dict.fromkeys(called, (len(self.all), statement.amount))
            if len(told) < _MOST_TOLD:
                told.append(statement.amount)
        self.all.append(statement)
        if statement.code:
            self.by_code[statement.topic, statement.code].append(statement)
        elif statement.key:
            self.by_key[statement.topic, statement.key].append(statement)

    def _last(self, called: Iterable[tuple[object, ...]]) -> Cell | None:
        found = [self._latest[call] for call in called if call in self._latest]
        return max(found, key=itemgetter(0))[1] if found else None

    def first(self, topic: str, key: str) -> Statement | None:
        """The first statement of a key that states an amount."""
        return next((s for s in self.by_key.get((topic, key), ()) if s.amount is not None), None)

    def amounts_of(self, statement: Statement) -> list[Cell]:
        """The amount of a statement; of a change told by itself, what it may be of: the same thing told before in its section.

        A sentence that does not say what changed may speak of anything that its section tells, first of the first.
        """
        if statement.amount is not None or statement.claim.earlier is not None:
            return [statement.amount] if statement.amount is not None else []
        if statement.alike is not None or subject_of(statement.claim) in statement.quote:
            return [statement.alike] if statement.alike is not None else []
        return self._told[statement.claim.section][: statement.after]


def _calls(statement: Statement) -> Iterator[tuple[object, ...]]:
    """By what a later statement of the section calls the same thing: its words, or what they mean."""
    place = statement.claim.section, statement.claim.year, statement.code
    yield *place, statement.claim.subject
    if statement.key:
        yield *place, statement.topic, statement.key


def understand(figures: Figures) -> Statements:
    """Give every claim of the document its topic, key and cells."""
    statements = Statements()
    document = figures.document
    decimals = _Decimals(document.claims)
    planned = _planned(document)
    subjects = Subjects(figures)
    misdated = _misdated(figures)
    for claim in document.claims:
        other_year = _of_other_year(document, claim) and id(claim) not in misdated
        topic = topic_of(claim.section)
        if _instructs(claim) or (other_year and not claim.counts and topic != "assets"):
            continue
        statement = Statement(claim, topic)
        amount = _cell(figures, claim, "amount", claim.amount, decimals)
        if id(claim) in planned:
            statement.budget = amount
        else:
            statement.amount = amount
            statement.budget = _cell(figures, claim, "budget", claim.budget, decimals)
        _name(figures, statement, subjects)
        statements.add(statement)
    for unit in figures.units:
        figures.assume(unit, "half_up")
    return statements


def _of_other_year(document: Document, claim: Claim) -> bool:
    return claim.year is not None and document.year is not None and claim.year != document.year


def _misdated(figures: Figures) -> set[int]:
    """The claims whose other year is said by a heading alone, though most of their amounts are those that the tables print."""
    by_year: dict[int | None, list[Claim]] = defaultdict(list)
    for claim in figures.document.claims:
        if claim.amount and _of_other_year(figures.document, claim) and _by_heading(claim):
            by_year[claim.year].append(claim)
    printed = {round(cell.fen / _COARSE) for cell in figures.cells if cell.fen} if by_year else set()
    found: set[int] = set()
    for claims in by_year.values():
        known = sum(round(int(c.amount.yuan * 100) / _COARSE) in printed for c in claims if c.amount)
        if len(claims) >= _ENOUGH_WHOLE and known * 2 > len(claims):
            found |= {id(c) for c in figures.document.claims if c.year in by_year and _by_heading(c)}
    return found


def _by_heading(claim: Claim) -> bool:
    """Whether a heading says the year of a claim and the claim's own words before its subject do not."""
    year = str(claim.year)
    at = claim.quote.find(year)
    return year in claim.section and not 0 <= at <= claim.quote.find(claim.subject)


_OPENED = re.compile(r"[(（【][^()（）【】]*$")


def _instructs(claim: Claim) -> bool:
    """Whether the subject begins a bracket that it does not end: words of a bracket (（如持平作持平表述）) state nothing."""
    return claim.amount is None and claim.budget is None and _OPENED.search(claim.subject) is not None


_BUDGET_IS = Shape(r"{BUDGET}(?:数|额)?(?:{COPULA})?\d[\d.,]*(?![\d.,%])")
_SPENT = Shape(r"{OUTTURN|EXECUTION}")


def _planned(document: Document) -> set[int]:
    """The claims of final accounts that tell budgets alone, with the parts of the same sentence."""
    planned: set[int] = set()
    place: tuple[str, int, int] | None = None
    for claim in document.claims if document.kind == "final_accounts" else ():
        here, words = (claim.section, claim.page, claim.line), fold(claim.quote)
        spent = claim.budget is not None or _SPENT.search(words) is not None
        if not spent and claim.amount is not None and (_BUDGET_IS.search(words) or place == here):
            planned.add(id(claim))
            place = None if words.endswith("。") else here
        else:
            place = None
    return planned


def _name(figures: Figures, statement: Statement, subjects: Subjects) -> None:
    claim = statement.claim
    # 国有资本经营预算支出 is a 类 and the whole of its fund: the whole where its table prints the amount.
    if not claim.path or (len(claim.path) == 1 and _whole_agrees(figures, statement)):
        _mean(figures, statement)
    if not statement.key:
        statement.code = subjects.code(claim)
        if statement.code and statement.topic not in SUBJECT_RULES:
            statement.by_heading, statement.topic = statement.topic == "general", "general"


def _whole_agrees(figures: Figures, statement: Statement) -> bool:
    amount = statement.amount
    own = (m for m in meanings(statement.claim) if m[0] == statement.topic)
    return amount is not None and any(amount.agrees(cell) for m in own for cell in candidates(figures, *m))


def _mean(figures: Figures, statement: Statement) -> None:
    """Of what the words may mean, what a table confirms; else what the section makes of them."""
    told = list(meanings(statement.claim))
    if not told:
        return
    amount = statement.amount
    confirmed = (m for m in told if amount is not None and any(c.fen == amount.fen for c in candidates(figures, *m)))
    chosen = told[0] if told[0][0] == statement.topic else next(confirmed, told[0])
    statement.by_heading = chosen[0] == statement.topic
    statement.topic, statement.key = chosen


def _cell(figures: Figures, claim: Claim, field: str, amount: Money | None, decimals: "_Decimals") -> Cell | None:
    if amount is None or (field == "amount" and _only_budget(claim)):
        return None
    return figures.add(amount, decimals.of(claim, amount), claim=claim, field=field, unit=amount.unit)


def _only_budget(claim: Claim) -> bool:
    """The sentence states the budget and how much of it was carried out, but no outturn."""
    same = claim.budget is not None and claim.budget == claim.amount and claim.completion not in (None, 100)
    return same and fold(claim.quote).replace(",", "").count(f"{claim.budget.amount:f}" if claim.budget else "") == 1


class _Decimals:
    """How many decimals the text prints: it drops trailing zeros, so that two are usual; a section of whole 万元 has none."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        by_section: dict[tuple[str, str], list[Money]] = defaultdict(list)
        by_unit: dict[str, list[int]] = defaultdict(list)
        for claim in claims:
            if claim.amount:
                by_section[claim.section, claim.amount.unit.value].append(claim.amount)
                by_unit[claim.amount.unit.value].append(claim.amount.decimals)
        self._whole = {key for key, told in by_section.items() if _whole(told)}
        self._usual = {unit: max(2, sorted(seen)[len(seen) // 2]) for unit, seen in by_unit.items()}

    def of(self, claim: Claim, amount: Money) -> int:
        """The decimals that an amount of this unit stands for in its section."""
        unit = amount.unit.value
        return 0 if (claim.section, unit) in self._whole else self._usual.get(unit, 2)


def _whole(told: list[Money]) -> bool:
    several = len({m.amount for m in told}) >= _ENOUGH_WHOLE
    return several and all(m.decimals == 0 for m in told) and any(m.amount % 10 for m in told)
