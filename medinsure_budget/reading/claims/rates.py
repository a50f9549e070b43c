"""Shares, completions and counts: of what they are said."""


from medinsure_budget.lexicon import Shape, word_set
from medinsure_budget.lexicon import words as words_of
from medinsure_budget.reading.claims.discourse import Discourse
from medinsure_budget.reading.claims.drafts import Draft
from medinsure_budget.reading.claims.frames import Frame
from medinsure_budget.reading.claims.names import is_generic, names_in, path_of, year_in
from medinsure_budget.reading.claims.tokens import Figure

_LONGEST_NAME = 60
_LONGEST_LIST = 40
# A number after these is a target, not what was counted.
_TARGET_SIGNS = (">", "<", "≥", "≤", "＞", "＜", "=")
_NO_PART = Shape(r"{TRAVELLERS}|{ALTOGETHER}|共")
_COUNTED = Shape(r"[^，。；：、！？（）\d]+")
_MOVED = Shape(r"{WITH|THAN}.*{RISE|FALL|MORE|LESS}{LINKING}?$")
# “三公”经费控制在预算之内，执行率为81.5%
_CLAUSE = Shape(r"[^，。；：]*?{NAME_END}(?:{NAME_END|APPROPRIATED})*")
_GROUP = Shape(r"{TRAVELLERS}")
_RECEIVED = Shape(r"{RECEIVED}")
_DONE = Shape(r"(?:{CARRIED_ON}|均|的).*")


class Rates(Discourse):
    """Reads percentages of a whole and counted things."""

    def _adjusted(self, frame: Frame) -> bool:
        """年初预算150万元，年中调整为142万元: the budget that counts is the later one."""
        found = self.targets(frame, self.subject(frame.name))[-1:] if frame.direction is None else []
        for draft in found:
            if draft.role not in ("budget", "initial"):
                return False
            name = "budget" if draft.amount is None else "amount"
            setattr(draft, name, frame.figures[0].money)
            draft.reach(frame.end)
        return bool(found)

    # Rates.

    def _share(self, frame: Frame) -> None:
        found = self._rated(frame)
        drafts = found if len(found) == len(frame.figures) else found[-1:]
        for at, draft in enumerate(drafts):
            if draft.share is not None:
                draft = draft.again()  # noqa: PLW2901 - a share of another whole
                self.drafts.append(draft)
                drafts[at] = draft
            draft.share, draft.of = frame.figures[at].number, frame.of
            draft.blank = draft.blank or draft.share is None
            draft.reach(frame.end)
        self.speak_of(*drafts)

    def _rated(self, frame: Frame) -> list[Draft]:
        subject = self.subject(self.among(frame.name))
        found = self.targets(frame, subject)
        if found:
            return found
        if is_generic(subject) and frame.kind == "completion" and not self.context.title.endswith(words_of("NAME_END")):
            before = _CLAUSE.match(self.sentence_before(frame))
            return [self.begin(self.subject(before[0]) if before else self.name(frame.name) or frame.of, frame)]
        return [self.anew(frame) if is_generic(subject) else self.begin(subject, frame, path=path_of(frame.name))]

    def _completion(self, frame: Frame) -> None:
        before = self.sentence_before(frame) + frame.name
        names = names_in(self.among(before), self.context.agency) if len(frame.figures) > 1 else []
        if len(names) == len(frame.figures) > 1:
            for name, figure in zip(names, frame.figures, strict=True):
                draft = self.begin(name, frame)
                draft.start, draft.completion = self.text.words.rfind("。", 0, frame.start) + 1, figure.number
            return
        draft = self._rated(frame)[-1]
        if draft.completion is None:
            draft.completion = frame.figures[0].number
            draft.reach(frame.end)

    def _rate(self, frame: Frame) -> None:
        """A percentage alone: of the budget named before it (完成预算15.00万元的84%), or in brackets of the whole."""
        if not self.spoken:
            return
        draft = self.spoken[-1]
        if frame.depth > draft.depth:
            draft.share = frame.figures[0].number if draft.share is None else draft.share
        elif draft.budget is not None and draft.completion is None:
            draft.completion = frame.figures[0].number
        draft.reach(frame.end)

    # Counts.

    def _count(self, frame: Frame) -> None:
        figure = frame.figures[0]
        if figure.number is None or figure.number != figure.number.to_integral_value():
            return
        if frame.name.endswith(_TARGET_SIGNS) or _MOVED.search(frame.name):
            return
        among = self.owner is not self.carried or words_of("WHEREOF")[0] in frame.name
        name = self.subject(frame.name)
        if counted := _COUNTED.match(self.text.words, frame.end):
            # 共计 2 个一级项目: the counted things are named after the number.
            frame.end = counted.end()
            name = _DONE.sub("", counted[0])
        name = "" if name in word_set("ALTOGETHER") else name
        guests = figure.unit in word_set("GUESTS") or bool(_GROUP.search(name))
        own = (among and not _NO_PART.search(name)) or (_RECEIVED.search(name) and not self._received())
        if (guests and self.spoken and not (name and own)) or not name:
            if self.spoken:
                self.spoken[-1].counts.append((figure.unit, int(figure.number)))
                self.spoken[-1].reach(frame.end)
        elif len(name) <= _LONGEST_NAME:
            self._counted(name, frame, figure, among=among)

    def _received(self) -> bool:
        """Whether receptions are spoken of; guests are counted elsewhere only behind what they have nothing to do with."""
        known = (*self.spoken, *self.heads)
        return any(_RECEIVED.search(draft.subject) for draft in known) or not (self.spoken and self.spoken[-1].amount)

    def _counted(self, name: str, frame: Frame, figure: Figure, *, among: bool) -> None:
        assert figure.number is not None  # noqa: S101 - told apart before
        before = self.spoken
        fleet = next((d.subject for d in reversed(self.drafts[-_LONGEST_LIST:]) if d.subject.endswith("车辆")), "")
        if figure.unit == "辆" and among and fleet and name.endswith("车"):
            name = f"{fleet}/{name}"
        if frame.first:
            self.year = year_in(frame.name) or self.year
        draft = self.begin(name, frame, year=year_in(frame.name))
        draft.owner = self.whole or draft.owner
        if draft.owner and figure.unit not in {unit for unit, _ in draft.owner.counts}:
            draft.owner = None
        draft.counts.append((figure.unit, int(figure.number)))
        self.counted = draft
        if figure.unit not in word_set("GUESTS") and figure.unit != "辆":
            self.spoken = before

    def _bought(self, frame: Frame) -> None:
        """Note that money is for buying so many cars."""
        figure = frame.figures[0]
        if self.spoken and figure.number is not None:
            self.spoken[-1].counts.append((figure.unit, int(figure.number)))
            self.spoken[-1].reach(frame.end)
