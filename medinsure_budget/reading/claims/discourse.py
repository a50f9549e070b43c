"""What a paragraph speaks of: the statements so far, and which of them the next frame is about."""

import re
from collections.abc import Sequence
from functools import cached_property

from attrs import evolve, field

from medinsure_budget.lexicon import Shape
from medinsure_budget.lexicon import words as words_of
from medinsure_budget.money import Money, total
from medinsure_budget.reading.claims.drafts import Draft
from medinsure_budget.reading.claims.frames import Frame, role_of
from medinsure_budget.reading.claims.names import (
    Path,
    Side,
    is_functional,
    is_generic,
    key_of,
    side_of,
    subject_of,
)
from medinsure_budget.reading.claims.tokens import Text
from medinsure_budget.records import define

_YEARS = re.compile(r"20\d\d(?=年)")
# No reader remembers more; longer paragraphs would take long to read.
_LONGEST_MEMORY = 40
_OPPOSITE = {"income", "expenditure"}
_AMONG = Shape(r".*?{WHEREOF}")
_FEE = Shape(r"(.*{FEE}){APPROPRIATED}?{EXPENDITURE}?{ACCOUNT}?{EXPENDITURE}?")


def _is_no_part(draft: Draft, whole: Draft) -> bool:
    """收入总计 is no part of 支出总计, nor of itself: both were named together before."""
    return {draft.side, whole.side} == _OPPOSITE or (draft.side, draft.key) == (whole.side, whole.key)


@define
class Context:
    """Where a paragraph stands.

    Attributes:
        title: The name that the nearest heading gives to figures without a name.
        above: Names of 类 and 款 that the headings above give.
        year: The year of the document or of the section.
        agency: The agency's name, which is no part of a subject.
        functional: Whether the section lists the expenditure by functional classification.
        path: The path of the title, where it names a subject.
    """

    title: str = ""
    above: Path = ()
    year: int | None = None
    agency: str = ""
    functional: bool = False
    path: Path | None = None


@define
class Earlier:
    """An amount of another year or of the budget, printed before what changed.

    Attributes:
        money: The amount.
        base: What it is.
        name: What it is of, when that is printed before it.
        year: Its year.
    """

    money: Money | None
    base: str
    name: str
    year: int | None


@define
class Discourse:
    """The statements of a paragraph while it is read.

    Attributes:
        text: The paragraph.
        context: Where it stands.
        heads: What the paragraphs before were about, the last one last.
        carried: What the paragraph before named as the whole of a list that goes on here.
        drafts: The statements so far.
        spoken: Those that may still be spoken of, the last one last.
        outer: What was spoken of before each open bracket, and the owner of the list there.
        owner: What the members of a 其中 list are parts of.
        whole: What was counted just before such a list.
        base: What is compared with, printed before the change itself.
        earlier: An amount of another year, printed before the change itself.
        functional: Whether a list by functional classification is being read.
        sentence: The number of this sentence.
        year: The year at the beginning of this sentence.
        as_of: The year of a date at which things were counted.
        purpose: A purpose printed before its amount.
        told: What the last frame was about.
    """

    text: Text
    context: Context
    heads: Sequence[Draft] = ()
    carried: Draft | None = None
    drafts: list[Draft] = field(factory=list)
    spoken: list[Draft] = field(init=False)
    told: list[Draft] = field(factory=list)
    outer: list[tuple[list[Draft], Draft | None]] = field(factory=list)
    owner: Draft | None = field(init=False)
    base: str = ""
    earlier: Earlier | None = None
    functional: bool = False
    sentence: int = 0
    year: int | None = None
    as_of: int | None = None
    purpose: str = ""
    counted: Draft | None = None
    whole: Draft | None = None
    bracketed: bool = False

    # Of what a frame speaks.

    def targets(self, frame: Frame, name: str, year: int | None = None) -> list[Draft]:
        """Decide of which open statement a frame speaks, by ranking them: name, year, proof, closed list, nearness.

        Proof is that amount, difference and rate fit each other as printed, for this one statement alone; where
        several fit, or none (the document may err), the place decides.
        """
        wanted = year or self.this_year
        generic, side, key = is_generic(name), side_of(name), key_of(name)
        ranks = [
            (called, draft.year in (wanted, None) or wanted is None, at)
            for at, draft in enumerate(self.spoken)
            if (called := self._called(draft, generic, side, key))
        ]
        if not ranks:
            return []
        first = max(ranks)
        if sum(rank[:2] == first[:2] for rank in ranks) > 1:
            proved = [at for *_, at in ranks if self._proves(frame, self.spoken[at])]
            alone = len({self.spoken[at].amount for at in proved}) == 1
            first = max(ranks, key=lambda rank: (*rank[:2], alone and rank[2] in proved, self._is_head(rank[2], frame), rank[2]))
        found = self._together(first[2], frame, each=frame.each and not side)
        return [self.anew(frame, draft) if draft is self.carried else draft for draft in found]

    @staticmethod
    def _called(draft: Draft, generic: bool, side: Side, key: str) -> int:
        """How well a name calls a statement, 0 when it calls another one."""
        if {side, draft.side} == _OPPOSITE:
            return 0
        if generic or (not key and not side):
            if side and not draft.side and draft.changed:
                return 0
            return 2 if side and draft.side == side and not draft.key else 1
        if key == draft.key and (not side or not draft.side or side == draft.side):
            return 4
        return 3 if len(key) > 1 and draft.key.endswith(key) else 0

    def _proves(self, frame: Frame, draft: Draft) -> bool:
        if len(frame.figures) != 1 or frame.kind != "change" or draft.changed:
            return False
        moved = frame.figures[0].money
        if self.earlier and draft.moved_from(self.earlier.money, moved, frame.direction):
            return True
        return len(frame.percents) == 1 and draft.proved_by(moved, frame.percents[0].number, frame.direction)

    def _is_head(self, place: int, frame: Frame) -> bool:
        """Whether a statement heads a list that is closed: its parts add up, or another sentence has begun."""
        if len(self.spoken) - place < 3 or self.spoken[place + 1].owner is not self.spoken[place]:
            return False
        head, parts = self.spoken[place], self.spoken[place + 1 :]
        if any(part.owner is None for part in parts):
            return False
        if any(part.changed for part in parts[:-1]) and not parts[-1].changed:
            return False
        if parts[-1].sentence != self.sentence:
            return True
        if frame.kind not in ("change", "same") or any(part.changed for part in parts):
            return False
        own = [part.amount for part in parts if part.owner is head]
        return head.amount == total(own) or parts[0].stop == "、"

    def _together(self, here: int, frame: Frame, *, each: bool) -> list[Draft]:
        """Two statements change together when they were made together, or are the two sides of one amount."""
        best = self.spoken[here]
        group = [d for d in self.spoken if d.start == best.start and d.end == best.end and d.depth == best.depth]
        if len(group) > 1 and (frame.each or len({d.amount for d in group}) == 1):
            return group
        if each and len(listed := self._all_of_sentence(best)) > 1 and not listed[0].changed:
            return listed
        other = self.spoken[here - 1] if here else None
        if other is None or {other.side, best.side} != _OPPOSITE or other.sentence != best.sentence:
            return [best]
        alike = other.amount == best.amount and frame.kind in ("change", "same") and not best.share
        return [other, best] if (alike or frame.each) and not other.changed else [best]

    def _all_of_sentence(self, best: Draft) -> list[Draft]:
        """Everything said in the sentence, for 均 and 分别 behind several statements."""
        return [d for d in self.spoken if (d.sentence, d.depth, d.owner) == (best.sentence, best.depth, best.owner)]

    # What is spoken of.

    def begin(self, subject: str, frame: Frame, *, path: Path | None = None, year: int | None = None) -> Draft:
        """Begin a statement about a subject."""
        inside = self.outer[-1][0][-1] if self.outer and self.outer[-1][0] else None
        beside = any(known.path for known in (self.spoken or self.heads)[-1:])
        listed = self.functional or self.context.functional
        if path is None and is_functional(subject, listed=listed, beside=beside, year=self.context.year):
            path = (subject,)
        draft = Draft(
            f"{inside.subject}/{subject}" if inside else subject, frame.start, frame.end,
            year or self.year or self.as_of or self.context.year, path, purpose=self.purpose, owner=inside or self.owner,
            depth=frame.depth, sentence=self.sentence, stop=frame.stop,
        )  # fmt: skip
        self.purpose = ""
        if draft.owner and not inside and _is_no_part(draft, draft.owner):
            draft.owner = None
        self.drafts.append(draft)
        self.speak_of(draft)
        return draft

    def anew(self, frame: Frame, of: Draft | None = None) -> Draft:
        """Begin a statement about what was spoken of before this paragraph, or again about an open one."""
        counted = self.counted if self.counted and self.counted.sentence == self.sentence else None
        known = of or self._background(frame) or counted
        if known is None:
            return self.begin(self.context.title or self.name(frame.name) or frame.name, frame, path=self.context.path)
        draft = Draft(
            known.subject, frame.start, frame.end, self.year or known.year, known.path, owner=known.owner,
            depth=frame.depth, sentence=self.sentence, stop=frame.stop,
        )  # fmt: skip
        self.drafts.append(draft)
        self.speak_of(draft)
        return draft

    def _background(self, frame: Frame) -> Draft | None:
        proved = [head for head in self.heads if self._proves(frame, head)]
        if len(proved) == 1:
            return proved[0]
        title, side = self.context.title, side_of(self.subject(frame.name))
        if title and side and not side_of(title):
            return self.of_side(side)
        known = (head for head in reversed(self.heads) if head.owner is None)
        return None if title and side_of(title) != "both" else next(known, None)

    def of_side(self, side: Side) -> Draft | None:
        """What the paragraphs under a heading that names no side told of one: 收入增加 under 财政拨款收支情况."""
        if not self.context.title or side_of(self.context.title):
            return None
        return next((head for head in reversed(self.heads) if head.owner is None and head.side == side), None)

    def mentioned(self, lead: str) -> Draft | None:
        """变化的只有公务接待费一项: words without a figure that turn to something known."""
        aspect = next((word for word in words_of("ASPECT") if lead.endswith(word)), "")
        if not aspect:
            return None
        known = (*self.heads, *self.spoken)[::-1]
        return next((d for d in known if len(d.subject) > 1 and lead.removesuffix(aspect).endswith(d.subject)), None)

    def among(self, words: str) -> str:
        """Note that a list of parts begins, and of what."""
        found = _AMONG.match(words) if words_of("WHEREOF")[0] in words else None
        if not found:
            return words
        self.owner = next(iter((self.spoken or self.heads)[-1:]), None)
        self.whole = self.counted if self.drafts and self.counted is self.drafts[-1] else None
        return words[found.end() :].lstrip("，：、")

    def sentence_before(self, frame: Frame) -> str:
        """The words of the sentence before a frame."""
        return self.text.words[self.text.words.rfind("。", 0, frame.start) + 1 : frame.start]

    def speak_of(self, *drafts: Draft) -> None:
        """Let statements be those spoken of last."""
        self.spoken = [known for known in self.spoken[-_LONGEST_MEMORY:] if known not in drafts] + list(drafts)
        self.told = list(drafts)

    def subject(self, words: str) -> str:
        """The name in the words before a figure, without the word for a budget or an outturn."""
        name, side, _ = role_of(words)
        found = _FEE.fullmatch(self.name(name + side))
        return found[1] if found else self.name(name + side)

    def name(self, words: str) -> str:
        """The name in the words before a figure."""
        return subject_of(words, self.context.agency)

    @property
    def this_year(self) -> int | None:
        """The year that amounts without a year are of: the latest that is named, where nothing else says one."""
        return self.year or self.context.year or self._latest

    @cached_property
    def _latest(self) -> int | None:
        return max(map(int, _YEARS.findall(self.text.words)), default=None)

    @property
    def listed(self) -> Draft | None:
        """The whole of a list that goes on in the next paragraph, for that paragraph."""
        whole = self.owner
        if whole is None or whole.amount is None:
            return None
        return evolve(whole, start=-1, end=-1, sentence=-1, budget=whole.budget or whole.amount)

    @spoken.default
    def _carried_on(self) -> list[Draft]:
        return [self.carried] if self.carried else []

    @owner.default
    def _carried_owner(self) -> Draft | None:
        return self.carried
