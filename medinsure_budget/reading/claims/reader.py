"""From phrases to claims: what each figure says, and of what."""

import re
from decimal import Decimal

from attrs import define

from medinsure_budget.reading.claims import wording
from medinsure_budget.reading.claims.discourse import LONGEST_LABEL, Discourse
from medinsure_budget.reading.claims.drafts import Draft
from medinsure_budget.reading.claims.names import is_generic, key_of, pair_of, path_of, project_of, subject_of, year_in
from medinsure_budget.reading.claims.phrases import Figure, Phrase, phrases_of
from medinsure_budget.reading.claims.wording import ChangeWords

_LONGEST_NAME = 60
# A number after these is a target, not what was counted.
_TARGET_SIGNS = (">", "<", "≥", "≤", "＞", "＜", "=")
_COUNTED = re.compile(r"[^，。；：、！？（）]+")
_DONE = re.compile(r"(?:开展|实行|进行|均|的).*")
_SENTENCE_ENDS = ("。", "；", "！", "？", "\n")


@define
class Reader(Discourse):
    """Reads one paragraph.

    Attributes:
        base_amount: Whether the earlier amount itself was printed last.
        earlier: Whether an earlier amount follows in brackets.
        among: Whether 其中 was said.
        relative: Words that belong to the next name although a comma follows them.
        mode: ``reason`` or ``purpose`` while such words are read over.
        mode_start: Where they began.
        mode_depth: In how many brackets they began.
    """

    base_amount: bool = False
    earlier: bool = False
    among: bool = False
    relative: str = ""
    mode: str = ""
    mode_start: int = 0
    mode_depth: int = 0

    def read(self) -> list[Draft]:
        """Read the paragraph."""
        at_start = True
        for phrase in phrases_of(self.text):
            self._enter(phrase.depth)
            self._phrase(phrase, at_start=at_start)
            at_start = phrase.stop in _SENTENCE_ENDS
            self._stop(phrase)
        self._close_mode(len(self.text.words))
        return [draft for draft in self.drafts if draft.says_something()]

    def _enter(self, depth: int) -> None:
        while len(self.outer) < depth:
            self.outer.append(self.current)
        while len(self.outer) > depth:
            if self.mode and self.mode_depth > len(self.outer) - 1:
                self._close_mode(self.mode_start)
            self.current = self.outer.pop()
            self.statement = [self.current] if self.current else []

    def _stop(self, phrase: Phrase) -> None:
        if phrase.stop not in _SENTENCE_ENDS:
            return
        place = phrase.end + 1
        following = self.text.words[place : place + 6]
        if self.mode == "reason" and wording.continues_reason(following):
            return
        self._close_mode(place)
        self.base, self.base_amount, self.among = "", False, self.among and phrase.stop == "；"
        if phrase.stop != "；":
            self.sentence, self.functional, self.sentence_year = [], False, None

    def _close_mode(self, end: int) -> None:
        """End a reason or purpose; its words belong to what was spoken of last."""
        words = self.text.words[self.mode_start : end].strip("，。；：、是")
        if self.mode == "reason" and words:
            for draft in self.statement or self.drafts[-1:]:
                draft.reason = draft.reason or words
                draft.reach(end)
        elif self.mode == "purpose" and words:
            if self.current is None:
                self.purpose = words
            else:
                self.current.purpose = self.current.purpose or words
                self.current.reach(end)
        self.mode = ""

    def _open_mode(self, mode: str, start: int) -> None:
        self._close_mode(start)
        self.mode, self.mode_start, self.mode_depth = mode, start, len(self.outer)

    def _phrase(self, phrase: Phrase, *, at_start: bool) -> None:
        if self.mode == "reason":
            return
        if reason := wording.reason_start(phrase.lead):
            if not self._flat(reason[0], phrase, wording.flat_words(reason[0])):
                self._turn_to(wording.explained(reason[0]))
            self._open_mode("reason", phrase.start + reason[1])
            return
        if self.mode == "purpose":
            if not wording.leaves_purpose(phrase.lead) and not self._counts_guests(phrase):
                self._count_in_purpose(phrase)
                return
            self._close_mode(phrase.start)
        if wording.is_purpose(phrase.lead):
            self._open_mode("purpose", phrase.start)
            self._count_in_purpose(phrase)
            return
        self.among = self.among or "其中" in phrase.lead
        self._said(phrase, at_start=at_start)
        # 由中小企业中标或成交的，采购金额 3.00 万元: the comma stands inside the name.
        self.relative = phrase.lead if not phrase.figures and phrase.lead.endswith("的") else ""

    def _said(self, phrase: Phrase, *, at_start: bool) -> None:
        figure = phrase.figure
        if figure is None:
            self._words(phrase, at_start=at_start)
        elif figure.kind == "money":
            self._money(phrase, figure)
        elif figure.kind == "percent":
            self._percent(phrase, figure)
        else:
            self._count(phrase, figure)

    def _turn_to(self, words: str) -> None:
        """Let a reason belong to the claim that it names (“三公”经费支出决算数小于预算数的主要原因)."""
        named = self.named(self.subject(words)) if words else None
        if named and named not in self.statement:
            self.statement = [named]

    # Words without a figure.

    def _words(self, phrase: Phrase, *, at_start: bool) -> None:
        lead = phrase.lead
        if base := wording.base_words(lead):
            self.base = base
        elif phrase.stop == "（" and (base := wording.base_before_amount(lead)):
            # 比上年决算数（4.50万元）增加: the brackets hold the earlier amount.
            self.base, self.earlier = base, True
        elif (flat := wording.flat_words(lead)) and self._flat(lead, phrase, flat):
            pass
        elif nothing := wording.nothing_words(lead):
            draft = self.begin(nothing, phrase)
            draft.nothing = True
        elif (listed := wording.listing(lead)) is not None and phrase.stop in ("：", "，"):
            self.functional = listed
        elif project_of(lead):
            self._label(phrase)
        elif lead.startswith(("截至", "20")) and (year := year_in(lead)) and len(lead) < LONGEST_LABEL:
            self.sentence_year = year
            self.as_of = year if lead.startswith("截至") else self.as_of
        elif at_start and phrase.stop in ("。", "：", "") and "如下" not in lead:
            self._label(phrase)

    def _label(self, phrase: Phrase) -> None:
        """Take a short sentence such as 外事接待。 as the name of the figures after it."""
        lead = phrase.lead
        if len(lead) <= LONGEST_LABEL or path_of(lead) or project_of(lead):
            self.label, self.label_start = lead, phrase.start
            self.current = None
            self.statement = []

    def _flat(self, lead: str, phrase: Phrase, flat: ChangeWords | None) -> bool:
        if flat is None:
            return False
        targets = self.targets(flat, phrase)
        for draft in targets:
            if not draft.changed:
                draft.changed, draft.direction, draft.base = True, "same", flat.base or self.base
                draft.reach(phrase.start + len(lead))
        return bool(targets)

    # Money.

    def _money(self, phrase: Phrase, figure: Figure) -> None:
        lead = phrase.lead
        if not lead and self.outer and self.earlier:
            self.earlier = False
        elif self.base_amount and not lead:
            self._change(phrase, ChangeWords("", self.base, None))
        elif (change := self._change_words(lead)) and not self._is_name(lead, change):
            self._change(phrase, change)
        elif base := wording.base_before_amount(lead):
            # What is printed after 较上年决算数 is the earlier amount.
            self.base, self.base_amount = base, True
        else:
            self._statement(phrase, figure)

    def _change_words(self, lead: str) -> ChangeWords | None:
        if lead in ("多", "少") and self.base:
            return wording.change_words(f"比{self.base}{lead}")
        return wording.change_words(lead)

    def _is_name(self, lead: str, change: ChangeWords) -> bool:
        """Tell 支持外贸稳增长30万元, an item of a list, from a change: money increases, percentages grow."""
        return lead.endswith("增长") and bool(change.subject) and not (change.base or self.base or self.current is None)

    def _statement(self, phrase: Phrase, figure: Figure) -> None:
        words, role = wording.statement_words(self.relative + phrase.lead)
        path = path_of(words, self.context.above)
        subject = path[-1] if path else self.subject(words)
        unnamed = not path and is_generic(subject)
        year = year_in(words)
        if unnamed and self._restates(phrase, figure, role, year):
            return
        same = self.current and (unnamed or key_of(subject) == self.current.key) and path is None
        if same and self.current and self._fits(self.current, role):
            self._fill(self.current, figure, role, phrase)
            return
        if role == "actual" and unnamed and self.current and not self.label:
            # Beside an amount of its own, 实际执行数 is itself what is spoken of.
            subject, unnamed = self.subject(phrase.lead).removesuffix("为"), False
        for draft, value in self._stated(phrase, subject if not unnamed else "", path, words):
            self._fill(draft, value, role, phrase)

    def _restates(self, phrase: Phrase, figure: Figure, role: str, year: int | None) -> bool:
        """Say whether an amount without a name belongs to an earlier year, or repeats what was said."""
        reference = self.context.year
        if year and reference and year < reference and self.current is not None:
            self.base = self.base or phrase.lead
            return True
        current = self.current
        if current and role != "budget" and current.amount is not None and current.amount == figure.money:
            current.reach(phrase.end)
            return True
        return False

    @staticmethod
    def _fits(draft: Draft, role: str) -> bool:
        if role == "budget":
            return draft.budget is None
        return draft.amount is None and (role == "actual" or not draft.changed)

    def _stated(
        self, phrase: Phrase, subject: str, path: tuple[str, ...] | None, words: str
    ) -> list[tuple[Draft, Figure]]:
        pair = pair_of(subject)
        names = list(pair) if pair else self._names_in_turn(phrase, subject)
        drafts = [self.begin(name, phrase, path=path, words=words) for name in names]
        figures = phrase.figures if len(phrase.figures) == len(drafts) else phrase.figures[:1] * len(drafts)
        self.statement = drafts
        return list(zip(drafts, figures, strict=True))

    def _names_in_turn(self, phrase: Phrase, subject: str) -> list[str]:
        names = _listed_names(self._sentence_before(phrase)) if len(phrase.figures) > 1 else []
        return names if len(names) == len(phrase.figures) else [subject]

    def _sentence_before(self, phrase: Phrase) -> str:
        return self.text.words[self._sentence_start(phrase) : phrase.start + len(phrase.lead)]

    def _sentence_start(self, phrase: Phrase) -> int:
        return self.text.words.rfind("。", 0, phrase.start) + 1

    @staticmethod
    def _fill(draft: Draft, figure: Figure, role: str, phrase: Phrase) -> None:
        if role == "budget":
            draft.budget = figure.money
        else:
            draft.amount = figure.money
        draft.blank = draft.blank or figure.money is None
        draft.reach(phrase.end)

    # Changes.

    def _change(self, phrase: Phrase, change: ChangeWords) -> None:
        targets = self.targets(change, phrase)
        base = change.base or self.base
        figures = phrase.figures if len(phrase.figures) == len(targets) else phrase.figures[:1] * len(targets)
        for at, (draft, figure) in enumerate(zip(targets, figures, strict=True)):
            if self._is_taken(draft, figure):
                if not base or base == draft.base:
                    continue
                draft = self.again(draft)  # noqa: PLW2901 - a second comparison of the same amount
                targets[at] = draft
            _apply(draft, change, base, figure)
            draft.reach(phrase.end)
        self.statement = targets
        self.base_amount = False

    @staticmethod
    def _is_taken(draft: Draft, figure: Figure) -> bool:
        return (draft.changed_by if figure.kind == "money" else draft.changed_percent) is not None

    # Percentages.

    def _percent(self, phrase: Phrase, figure: Figure) -> None:
        lead = phrase.lead
        if completion := wording.completion_words(lead):
            self._completed(phrase, *completion)
        elif change := wording.change_words(lead):
            self._change(phrase, change)
        elif share := wording.share_words(lead):
            if wording.is_share_of_budget(share[1]):
                self._completed(phrase, share[0], "")
            else:
                self._share(phrase, figure.number, share[0])

    def _completed(self, phrase: Phrase, words: str, rate: str) -> None:
        names = _listed_names(self._sentence_before(phrase)) if len(phrase.figures) > 1 else []
        if len(names) == len(phrase.figures) > 1:
            start = min(self._sentence_start(phrase), phrase.start)
            for name, figure in zip(names, phrase.figures, strict=True):
                draft = self.begin(name, phrase)
                draft.start, draft.completion = start, figure.number
            return
        subject = self.subject(words)
        draft = self.about(subject, phrase, rate)
        if draft.completion is None:
            draft.completion = phrase.figures[0].number
            draft.reach(phrase.end)

    def _share(self, phrase: Phrase, percent: Decimal | None, words: str) -> None:
        subject = self.subject(words)
        draft = self.about(subject, phrase, "")
        if draft.share is not None:
            draft = self.again(draft)
        draft.share = percent
        draft.blank = draft.blank or percent is None
        draft.reach(phrase.end)

    # Counts.

    @staticmethod
    def _counts_guests(phrase: Phrase) -> bool:
        return phrase.figure is not None and phrase.figure.unit in ("批次", "人次")

    def _count_in_purpose(self, phrase: Phrase) -> None:
        """Note that money is for buying so many cars."""
        figure = phrase.figure
        if self.current and figure and figure.unit == "辆" and figure.number is not None:
            self.current.counts.append((figure.unit, int(figure.number)))
            self.current.reach(phrase.end)

    def _count(self, phrase: Phrase, figure: Figure) -> None:
        if figure.number is None or figure.number % 1 or phrase.lead.endswith(_TARGET_SIGNS):
            return
        name = self.subject(wording.statement_words(phrase.lead)[0])
        if counted := _COUNTED.match(self.text.words, phrase.end):
            # 共计 2 个一级项目: the counted things are named after the number.
            phrase.end = counted.end()
            name = _DONE.sub("", counted[0])
        guests = figure.unit in ("批次", "人次", "批") or "团组" in name
        part = self.among and name and not re.search("团组|累计|共", name)
        if guests and self.current and not part:
            self.current.counts.append((figure.unit, int(figure.number)))
            self.current.reach(phrase.end)
        elif name and len(name) <= _LONGEST_NAME:
            self._counted(name, phrase, figure)

    def _counted(self, name: str, phrase: Phrase, figure: Figure) -> None:
        assert figure.number is not None  # noqa: S101 - told apart before
        current, statement = self.current, self.statement
        fleet = next((d.subject for d in reversed(self.drafts) if d.subject.endswith("车辆")), "")
        if figure.unit == "辆" and self.among and fleet and name.endswith("车"):
            name = f"{fleet}/{name}"
        draft = self.begin(name, phrase, words=phrase.lead)
        draft.counts.append((figure.unit, int(figure.number)))
        if figure.unit not in ("批次", "人次", "辆", "批"):
            self.current, self.statement = current, statement


def _apply(draft: Draft, change: ChangeWords, base: str, figure: Figure) -> None:
    if figure.kind == "money":
        draft.changed_by = figure.money
    else:
        draft.changed_percent = figure.number
    if not draft.changed or draft.direction is None:
        # 增加（减少） beside 增长: the word that was chosen counts.
        draft.direction = change.direction
    draft.base = draft.base or base
    draft.changed = True


def _listed_names(words: str) -> list[str]:
    """The names that figures printed in a row belong to: a list in quotation marks, or one before 分别."""
    words = words[words.rfind("其中") + 2 :] if "其中" in words else words
    quoted: list[str] = []
    rest = words
    while (begin := rest.find("“")) >= 0 and (end := rest.find("”", begin)) > 0:
        quoted.append(rest[begin + 1 : end])
        rest = rest[end + 1 :]
    if quoted:
        return quoted
    listed = words.split("分别")[0]
    return [subject_of(name) for name in listed[listed.rfind("，") + 1 :].replace("和", "、").split("、") if name]
