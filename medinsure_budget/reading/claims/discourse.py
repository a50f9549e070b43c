"""What a paragraph speaks of: the claims so far, and which of them the next figure is about."""

from attrs import define, field, frozen

from medinsure_budget.reading.claims.drafts import Draft
from medinsure_budget.reading.claims.names import (
    is_functional,
    is_generic,
    key_of,
    path_of,
    project_of,
    subject_of,
    year_in,
)
from medinsure_budget.reading.claims.phrases import Phrase, Text
from medinsure_budget.reading.claims.wording import ChangeWords

LONGEST_LABEL = 25


@frozen
class Context:
    """Where a paragraph stands.

    Attributes:
        title: The name that the nearest heading gives to figures without a name.
        above: Names of 类 and 款 that the headings above give.
        year: The year of the document.
        agency: The agency's name, which is no part of a subject.
        functional: Whether the section lists the expenditure by functional classification.
    """

    title: str = ""
    above: tuple[str, ...] = ()
    year: int | None = None
    agency: str = ""
    functional: bool = False


@define
class Discourse:
    """The claims of a paragraph while it is read.

    Attributes:
        label: A name that was printed before its figures.
        label_start: Where the label stands, ``None`` when it stands in the paragraph before.
        drafts: The claims so far.
        current: What was spoken of last.
        statement: The claims that a change without a name is about.
        sentence: The claims of this sentence.
        outer: What was spoken of before each open bracket.
        base: What is compared with, printed before the change itself.
        functional: Whether a list by functional classification is being read.
        sentence_year: The year at the beginning of this sentence.
        as_of: The year of a date at which things were counted.
        purpose: A purpose printed before its amount.
    """

    text: Text
    context: Context
    label: str = ""
    label_start: int | None = None
    drafts: list[Draft] = field(factory=list)
    current: Draft | None = None
    statement: list[Draft] = field(factory=list)
    sentence: list[Draft] = field(factory=list)
    outer: list[Draft | None] = field(factory=list)
    base: str = ""
    functional: bool = False
    sentence_year: int | None = None
    as_of: int | None = None
    purpose: str = ""

    def begin(
        self, subject: str, phrase: Phrase, *, path: tuple[str, ...] | None = None, words: str = ""
    ) -> Draft:
        """Begin a claim; without a name it is about the label, what was spoken of last, or the heading."""
        start = phrase.start
        if not subject:
            subject, path = self._fallback(words)
            start = start if self.label_start is None else self.label_start
        elif path is None and (self.functional or self.context.functional) and is_functional(subject):
            path = (subject,)
        inside = self.outer[-1] if self.outer else None
        if inside is not None:
            subject = f"{inside.subject}/{subject}"
        year = year_in(words) or self.sentence_year or self.as_of or self.context.year
        draft = Draft(subject, start, phrase.end, year, path, purpose=self.purpose)
        self.purpose = ""
        self.drafts.append(draft)
        self.sentence.append(draft)
        self.current, self.statement = draft, [draft]
        return draft

    def _fallback(self, words: str) -> tuple[str, tuple[str, ...] | None]:
        if self.label:
            path = path_of(self.label, self.context.above)
            return (path[-1] if path else project_of(self.label) or self.subject(self.label)), path
        if self.current is not None:
            return self.current.subject, self.current.path
        return self.context.title or words, None

    def subject(self, words: str) -> str:
        """The name in the words before a figure."""
        return subject_of(words, self.context.agency)

    def again(self, draft: Draft) -> Draft:
        """Say something more about what a claim is about."""
        copy = draft.again()
        self.drafts.append(copy)
        self.current = copy
        return copy

    def named(self, subject: str) -> Draft | None:
        """Find the claim of this paragraph that a name refers to; short names are parts of full ones."""
        key = key_of(subject)
        if not key:
            return None
        for draft in reversed(self.drafts):
            if draft.key == key or draft.subject.split("/")[-1] == subject:
                return draft
        alike = [d for d in self.drafts if d.key and (key in d.key or d.key in key)]
        return alike[-1] if alike and len(key) > 1 else None

    def about(self, subject: str, phrase: Phrase, otherwise: str) -> Draft:
        """Find or begin what a share or completion is said of."""
        if is_generic(subject):
            return self.current or self.begin(self.label or otherwise, phrase)
        current = self.current
        return current if current and current.key == key_of(subject) else self.begin(subject, phrase)

    def targets(self, change: ChangeWords, phrase: Phrase) -> list[Draft]:
        """Find what a change is about: the subject it names, or what was spoken of last."""
        subject = self.subject(change.subject)
        if change.each and self.statement and not self.named(subject):
            return list(self._pair() or self.statement)
        if not is_generic(subject):
            return self._named_targets(subject, change, phrase)
        if spoken_of := self._pair() or self.statement or [d for d in [self.current] if d]:
            return list(spoken_of)
        return [] if phrase.figure is None and not self.drafts else [self.begin("", phrase)]

    def _named_targets(self, subject: str, change: ChangeWords, phrase: Phrase) -> list[Draft]:
        if draft := self.named(subject):
            return list(self.statement) if draft in self.statement else [draft]
        path = path_of(change.subject, self.context.above)
        if len(subject) > LONGEST_LABEL and path is None:
            return []
        return [self.begin(path[-1] if path else subject, phrase, path=path)]

    def _pair(self) -> list[Draft]:
        """收入总计 and 支出总计 of one sentence change together when they are the same amount."""
        if self.statement != self.sentence[-1:] or self.sentence[:-1] == []:
            return []
        income, expenditure = self.sentence[-2:]
        alike = "收入" in income.subject and "支出" in expenditure.subject and income.amount == expenditure.amount
        return [income, expenditure] if alike and not income.changed and income.share is None else []
