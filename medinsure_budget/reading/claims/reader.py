"""From frames to claims: what each figure says, and of what."""

from attrs import evolve

from medinsure_budget.allowance import spend
from medinsure_budget.lexicon import Shape, word_set
from medinsure_budget.lexicon import words as words_of
from medinsure_budget.reading.claims.discourse import Earlier
from medinsure_budget.reading.claims.drafts import Draft
from medinsure_budget.reading.claims.frames import Frame, Role, role_of
from medinsure_budget.reading.claims.names import (
    Path,
    completed,
    is_generic,
    key_of,
    names_in,
    pair_of,
    path_of,
    project_of,
    side_of,
    year_in,
)
from medinsure_budget.reading.claims.rates import Rates
from medinsure_budget.reading.claims.turns import frames_of
from medinsure_budget.records import define

LONGEST_LABEL = 25
_LISTING = Shape(r".*(?:{FUNCTIONAL}|{EXPENDITURE}(?:{MAIN}*{CONSISTS}|为|{USED_FOR})$|{USED_FOR}{FOLLOWING})")
_OTHER_LIST = Shape(r".*{OTHER_LIST}|.*{INCOME}{MAIN}*{CONSISTS}")
_PAST = Shape(r"{LAST_YEAR}")
_BASE_NAME = Shape(r"(?:{LAST_YEAR|BASE_START}|20\d\d年?(?:度|初|末|底)?|的)*(?P<name>.*)")
_INTRODUCES = Shape(r".*(?:{FOLLOWING}|{CONSISTS}|{WHEREOF})")
_MOVED = Shape(r"(?P<verb>{RISE|FALL})了?(?P<name>.*?)的?")
_SINCE = Shape(r"{UP_TO}")
_EVALUATED = Shape(r"对(?:20\d\d年(?:度)?)?(?:\d+个)?(?P<what>[^，。]+?){WHOLLY}?{CARRIED_ON}(?P<how>{SELF_ASSESSED})")
_GROWN = Shape(r"(?P<name>[^\d，]+?{GROWTH})(?=\d)")
_AVERAGE = Shape(r"{AVERAGE}")
_PLANNED = Shape(r".*{BUDGET}(?:数|{PLANNED_BY})")
_FEE_BUDGET = Shape(r".*{FEE}{APPROPRIATED}?{EXPENDITURE}?{BUDGET}{EXPENDITURE}{SUM_WORD}?")


@define
class _Said:
    """The words before an amount: the name in them, its side, what the amount is called, its year."""

    words: str
    bare: str
    side: str
    role: Role
    path: Path | None
    year: int | None
    unnamed: bool


class Reader(Rates):
    """Reads one paragraph."""

    def read(self) -> list[Draft]:
        """Read the paragraph."""
        for frame in frames_of(self.text):
            spend("正文", claims=1)
            self._enter(frame.depth)
            getattr(self, f"_{frame.kind}")(frame)
            if frame.ends_sentence:
                self._end(frame)
        return [draft for draft in self.drafts if draft.says_something()]

    def _enter(self, depth: int) -> None:
        while len(self.outer) < depth:
            self.outer.append((self.spoken, self.owner))
        while len(self.outer) > depth:
            self.spoken, self.owner = self.outer.pop()
            self.told = self.spoken[-1:]

    def _end(self, frame: Frame) -> None:
        if self.earlier and self.spoken:
            self._attach_earlier(self.spoken[-1])
        self.base, self.earlier, self.bracketed = "", None, False
        if frame.stop == "；" and self.owner:
            parts = [part for part in self.spoken if part.owner is self.owner]
            # 其中：A，B；C: a stronger mark than those between the parts ends their list.
            closed = len(parts) > 1 and self.text.words[parts[1].start - 1] in "，、"
            self.owner = self.owner.owner if closed else self.owner
        if frame.stop != "；":
            self.sentence, self.owner, self.functional, self.year, self.whole = self.sentence + 1, None, False, None, None

    # Amounts.

    def _amount(self, frame: Frame) -> None:
        said = self._said(frame)
        if said.bare in word_set("COUNTER") or _AVERAGE.match(said.bare):
            return
        self.year = said.year if said.year and frame.first else self.year
        whole = self._completed(said)
        if whole:
            self._named_amount(frame, None, whole, said.role, said.year)
        elif not (self._moved(frame, said.words) or self._is_earlier(frame, said)):
            if said.unnamed:
                self._unnamed_amount(frame, said.bare + said.side, said.role, said.year)
                return
            short = self.subject(said.words) if said.role != "plain" or _FEE_BUDGET.fullmatch(said.words) else said.bare
            keeps = said.role == "budget" and not short.endswith(words_of("FEE")) and not _PLANNED.fullmatch(said.words)
            self._named_amount(frame, said.path, self.name(said.words) if keeps else short, said.role, said.year)
            self.spoken[-1].bare = short

    def _said(self, frame: Frame) -> _Said:
        words = self.among(frame.name)
        name, side, role = role_of(words)
        path, bare = path_of(name, self.context.above), self.name(name)
        if bare.startswith(words_of("INVOLVED")) and (what := _EVALUATED.search(self.sentence_before(frame))):
            bare = what["what"] + what["how"] + bare
        # 收入预算 and 支出预算 are names, 支出决算 and 年初预算 are not.
        labelled = bool(self.spoken) and not self.spoken[-1].says_something()
        sided = bool(side) and role == "budget" and not labelled
        unnamed = path is None and is_generic(bare) and is_generic(self.name(name + side)) and not sided
        return _Said(words, bare, side, role, path, year_in(words), unnamed)

    def _completed(self, said: _Said) -> str:
        """The name of 支出总计 beside 财政拨款收入总计, empty when it is a name by itself."""
        last = self.spoken[-1] if self.spoken else None
        if last is None or last.sentence != self.sentence or said.role not in ("plain", "budget", last.role):
            return ""
        name = self.name(said.side if said.role == "outturn" and not said.bare else said.words)
        whole = completed(name, last.subject)
        return whole if whole != name else ""

    def _moved(self, frame: Frame, words: str) -> bool:
        """压缩公务接待费156万元: the change of something known is printed before its name."""
        found = _MOVED.fullmatch(words)
        if not found or (found["name"] and key_of(self.subject(found["name"])) not in {d.key for d in (*self.spoken, *self.heads)}):
            return False
        if found["name"]:
            rises = found["verb"] in word_set("RISE")
            self._change(evolve(frame, kind="change", name=found["name"], direction="increase" if rises else "decrease"))
        return True

    def _is_earlier(self, frame: Frame, said: _Said) -> bool:
        """Take the amount of an earlier year that has no name of its own: （上年5.00万元）, 2022年为5.00万元."""
        before = said.unnamed and said.year is not None and any(
            said.year < (draft.year or self.this_year or 0) for draft in self.spoken if draft.amount is not None
        )
        if not ((self.bracketed and not frame.name) or said.bare in word_set("LAST_YEAR") or before):
            return False
        self.earlier = Earlier(frame.figures[0].money, self.base or said.bare or said.words, "", said.year)
        return True

    def _unnamed_amount(self, frame: Frame, name: str, role: Role, year: int | None) -> None:
        figure = frame.figures[0]
        if self.counted and frame.start < self.counted.end + 2 * (name in word_set("SUM_WORD")):
            # 年初批复预算8个项目2955万元, 项目18个，资金2955万元: the amount of what was counted.
            self.counted.fill(figure, "plain", frame.end)
        elif name and role == "budget" and not self.spoken:
            # 2025年度项目总预算1720.00万元 at the beginning is a name.
            self._named_amount(frame, None, self.name(frame.name), role, year)
        else:
            found = next(iter(self.targets(frame, "" if name in word_set("TOTAL") else name, year)), None)
            if found and role != "initial" and not found.takes(role) and found.amount == figure.money is not None:
                found.reach(frame.end)
                return
            target = self._target(frame, found, name, role, year)
            if found and found.amount is not None and year and found.year and year > found.year:
                # 2022年支出1,000万元，2023年支出1,200万元
                target.earlier, target.earlier_year = found.amount, found.year
            target.year = year or target.year
            target.fill(figure, role, frame.end)
            self.speak_of(target)

    def _target(self, frame: Frame, found: Draft | None, name: str, role: Role, year: int | None) -> Draft:
        """The statement that takes an amount without a name: one that lacks it, or a new one about the same."""
        other_year = bool(found and year and found.year and year != found.year and found.amount is not None)
        if found and found.takes(role) and not other_year:
            return found
        if found and name in word_set("TOTAL"):
            return self.begin(name, frame)
        if found is None and self.spoken and side_of(name):
            # 支出 beside statements of the income is spoken of itself.
            return self.begin(self.name(frame.name), frame)
        return self.anew(frame, found)

    def _named_amount(self, frame: Frame, path: Path | None, subject: str, role: Role, year: int | None) -> None:
        name = path[-1] if path else subject
        last = self.spoken[-1] if self.spoken else None
        if last and path is None and last.key == key_of(name) and last.side == side_of(name) and last.takes(role) and not frame.depth:
            last.fill(frame.figures[0], role, frame.end)
            return
        pair = pair_of(name, each=frame.each)
        names = list(pair) if pair else self._names_in_turn(frame, name)
        if name in word_set("ATTRIBUTE") and (whole := self.counted or last):
            # 车辆6辆、原值150.00万元
            names = [whole.subject + name]
        drafts = [self.begin(each, frame, path=path, year=year) for each in names]
        figures = frame.figures if len(frame.figures) == len(drafts) else frame.figures[:1] * len(drafts)
        for draft, figure in zip(drafts, figures, strict=True):
            draft.fill(figure, role, frame.end)
            self._settle(draft)
        if len(drafts) > 1:
            self.speak_of(*drafts)

    def _settle(self, draft: Draft) -> None:
        """Let an amount be a part of something larger, and last year's amount be what this year's is compared with."""
        while draft.owner and draft.owner.amount is not None and draft.amount is not None and draft.amount > draft.owner.amount:
            draft.owner = draft.owner.owner
        for other in self.spoken:
            if other.key == draft.key and other.year and draft.year and other.year == draft.year + 1 and other.earlier is None:
                other.earlier, other.earlier_year = draft.amount, draft.year

    def _names_in_turn(self, frame: Frame, name: str) -> list[str]:
        several = len(frame.figures) > 1
        if not (several or frame.each):
            return [name]
        before = self.sentence_before(frame) + frame.name
        names = names_in(before if several and "“" in before else frame.name, self.context.agency)
        return names if len(names) == len(frame.figures) or (not several and len(names) > 1) else [name]

    def _reached(self, frame: Frame) -> None:
        if self._adjusted(frame):
            return
        if self.earlier and not frame.name:
            frame.name = self.earlier.name
        self._amount(frame)
        for draft in self.told:
            draft.changed = draft.changed or frame.direction is not None or bool(frame.percents)
            draft.direction = draft.direction or frame.direction
            draft.changed_percent = draft.changed_percent or next((f.number for f in frame.percents), None)
            draft.base = draft.base or (self.earlier.base if self.earlier else "")
            self._attach_earlier(draft)

    def _earlier(self, frame: Frame) -> None:
        year = year_in(frame.base)
        self.base = frame.base
        self.earlier = Earlier(frame.figures[0].money, frame.base, frame.name, year)

    def _planned(self, frame: Frame) -> None:
        for draft in self.targets(frame, self.subject(frame.name)) or [self.anew(frame)]:
            draft.budget = draft.budget or frame.figures[0].money
            draft.reach(frame.end)

    def _attach_earlier(self, draft: Draft) -> None:
        """Give an amount printed before the change (比2023年3,210.00万元增加) to what changed."""
        earlier, self.earlier = self.earlier, None
        if earlier is None:
            return
        if self._is_plan(earlier.base):
            draft.budget = draft.budget or earlier.money
        else:
            draft.earlier = draft.earlier or earlier.money
            before = draft.year - 1 if draft.year and _PAST.search(earlier.base) else None
            draft.earlier_year = draft.earlier_year or earlier.year or before

    def _is_plan(self, base: str) -> bool:
        """Whether something is compared with the budget of the same year."""
        year = year_in(base)
        past = bool(_PAST.search(base)) or (year is not None and year != self.this_year)
        return not past and role_of(base.rstrip("的"))[2] in ("budget", "initial")

    # Changes.

    def _change(self, frame: Frame) -> None:
        if frame.kind == "same" and self._is_plan(frame.base):
            return  # that the accounts equal their budget is no change
        if self._is_named_after_growth(frame):
            self._amount(frame)
            return
        targets = self._changed(frame)
        if frame.directions and len(frame.directions) != len(targets):
            return  # nobody knows which figure is whose
        directions = frame.directions or [frame.direction] * len(targets)
        base = self.base if self.base and frame.base in word_set("ITSELF") else frame.base or self.base
        figures, percents = (
            one if len(one) == len(targets) else one[:1] * len(targets) for one in (frame.figures, frame.percents)
        )
        for at, draft in enumerate(targets):
            if self._is_taken(draft, frame):
                past = bool(_PAST.search(base)) or year_in(base) is not None
                if not base or (frame.kind == "same" and (base == draft.base or not past)):
                    continue
                draft = draft.again()  # noqa: PLW2901 - a second comparison of the same amount
                self.drafts.append(draft)
                targets[at] = draft
            draft.changed, draft.base = True, draft.base or base
            draft.direction = draft.direction or directions[at]
            draft.changed_by = figures[at].money if figures else draft.changed_by
            draft.changed_percent = percents[at].number if percents else draft.changed_percent
            draft.reach(frame.end)
            self._attach_earlier(draft)
        self.speak_of(*targets)

    _same = _change

    def _is_named_after_growth(self, frame: Frame) -> bool:
        """Tell 支持外贸稳增长30万元, an item of a list, from a change: money increases, percentages grow."""
        lead = self.text.words[frame.start : frame.end]
        found = _GROWN.match(lead)
        if not frame.figures or frame.base or self.base or self.earlier or not found or is_generic(self.subject(frame.name)):
            return False
        if frame.name.endswith(words_of("NAME_END")) or self.targets(frame, self.subject(frame.name)):
            return False
        frame.name, frame.kind, frame.direction = found["name"], "amount", None
        return True

    @staticmethod
    def _is_taken(draft: Draft, frame: Frame) -> bool:
        """Whether the statement already has a change that this one does not complete."""
        if not draft.changed or (not draft.base and draft.direction is None):
            return False
        free = (not frame.figures or draft.changed_by is None) and (not frame.percents or draft.changed_percent is None)
        return frame.kind == "same" or not free or (bool(frame.base) and bool(draft.base) and frame.base != draft.base)

    def _changed(self, frame: Frame) -> list[Draft]:
        """What changed: what is named before the comparison or behind it, or what was spoken of."""
        words = self.among(frame.name or (self.earlier.name if self.earlier else ""))
        subject = self.subject(words)
        base = frame.base or (self.earlier.base if self.earlier else "")
        behind = _BASE_NAME.fullmatch("".join(role_of(base)[:2]))
        if is_generic(subject) and behind and behind["name"] in word_set("TOTAL"):
            # 较上年合计11.40万元增加: what the members of the list amount to.
            heads = [head for at, head in enumerate(self.spoken) if self._is_head(at, frame)]
            return heads[-1:] or [self.anew(frame)]
        if is_generic(subject) and behind and not is_generic(behind["name"]):
            known = self.targets(frame, behind["name"], year_in(words))
            return known or self.targets(frame, subject, year_in(words)) or self._fresh(frame, subject, words)
        pair = pair_of(subject, each=frame.each)
        found = [d for each in pair or [subject] for d in self.targets(frame, each, year_in(words))]
        return list(dict.fromkeys(found)) or self._fresh(frame, subject, words)

    def _fresh(self, frame: Frame, subject: str, words: str) -> list[Draft]:
        if is_generic(subject) and side_of(subject) and self.spoken:
            known = self.of_side(side_of(subject))
            return [self.anew(frame, known) if known else self.begin(self.name(words), frame)]
        if is_generic(subject):
            return [self.anew(frame)] if frame.kind != "same" or self.context.title or self.heads else []
        path = path_of(words, self.context.above)
        if len(subject) > LONGEST_LABEL and path is None:
            return []
        names = [path[-1]] if path else list(pair_of(subject, each=frame.each) or names_in(subject, self.context.agency))
        return [self.begin(name, frame, path=path, year=year_in(words)) for name in names]

    # Words without a figure.

    def _nothing(self, frame: Frame) -> None:
        self.begin(self.name(frame.name), frame).nothing = True

    def _named(self, frame: Frame) -> None:
        """公务接待费因来访减少，减少3万元: what is spoken of is named before the reason."""
        subject = self.subject(frame.name)
        self.speak_of(*(self.targets(frame, subject) or [self.begin(subject, frame)]))

    def _compared(self, frame: Frame) -> None:
        self.base = self.base if self.base and frame.base in word_set("ITSELF") else frame.base
        self.bracketed = frame.stop == "（"
        named = self.targets(frame, self.subject(frame.name)) if not is_generic(self.subject(frame.name)) else []
        if named:
            self.speak_of(*named)

    def _words(self, frame: Frame) -> None:
        lead = frame.name
        if not lead:
            return
        if frame.stop in ("：", "，"):
            self.functional = not _OTHER_LIST.match(lead) and (self.functional or bool(_LISTING.match(lead)))
        if (year := year_in(lead)) and len(lead) < LONGEST_LABEL and not frame.ends_sentence and is_generic(self.subject(lead)):
            self.year = year
            self.as_of = year if _SINCE.match(lead) else self.as_of
        elif words_of("WHEREOF")[0] in lead:
            self.among(lead)
        elif frame.stop == "（" and len(lead) <= LONGEST_LABEL and not is_generic(self.name(lead)):
            # 基本支出（人员经费500万元、公用经费100万元）600万元: the amount follows the brackets.
            self.begin(self.name(lead), frame, path=path_of(lead, self.context.above))
        elif mentioned := self.mentioned(lead):
            self.anew(frame, mentioned)
        elif self._may_be_label(frame) and not _INTRODUCES.fullmatch(lead):
            self._label(frame)

    def _may_be_label(self, frame: Frame) -> bool:
        return frame.stop == "：" if not (frame.first or self.drafts) else frame.first and frame.stop in ("。", "：", "")

    def _label(self, frame: Frame) -> None:
        """Take a short sentence such as 外事接待。 as the name of the figures after it."""
        path, project = path_of(frame.name, self.context.above), project_of(frame.name)
        if len(frame.name) <= LONGEST_LABEL or path or project:
            self.spoken = []
            if (len(frame.name) < 2 or frame.name.endswith(words_of("SITUATION", "EXPLANATION"))) and not project:
                return
            self.begin(path[-1] if path else project or self.name(frame.name), frame, path=path)

    def _reason(self, frame: Frame) -> None:
        subject = self.subject(frame.name)
        named = [] if is_generic(subject) else self.targets(frame, subject)
        if not set(map(id, named)) <= set(map(id, self.told)):
            self.told = named
        for draft in (self.told or self.drafts[-1:]) if frame.text else ():
            draft.reason = draft.reason or frame.text
            draft.reach(frame.end)

    def _purpose(self, frame: Frame) -> None:
        if frame.text and not self.spoken:
            self.purpose = frame.text
        elif frame.text:
            self.spoken[-1].purpose = self.spoken[-1].purpose or frame.text
            self.spoken[-1].reach(frame.end)
