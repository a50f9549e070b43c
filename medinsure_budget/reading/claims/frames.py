"""What single phrases say: declarative patterns over word classes; the first that fits counts."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from medinsure_budget.document.narrative import Direction
from medinsure_budget.lexicon import Shape, by_text, word_set
from medinsure_budget.lexicon import words as words_of
from medinsure_budget.reading.claims.tokens import Figures, Phrase, Text, phrases_of
from medinsure_budget.records import define

Kind = Literal[
    "amount", "reached", "earlier", "planned", "change", "same", "share", "completion", "rate", "count", "nothing",
    "bought", "compared", "named", "words", "reason", "purpose",
]  # fmt: skip
Role = Literal["plain", "budget", "initial", "outturn"]

_EACH = r"(?P<each>{TOGETHER}*)"
_PLAN = "{BUDGET_STAGE|LEVEL}*{BUDGET}{SUM_WORD}?"
_ANY_VERB = "{RISE|FALL|BRIEF_RISE|BRIEF_FALL|ADJUSTED}"
_VERB = (
    _EACH + r"(?:(?P<verb>{RISE|FALL})(?P<other>（[^）]*{RISE|FALL}[^）]*）|/{RISE|FALL})?{MEASURE}?{LINKING|APPROXIMATELY}*"
    r"|(?P<brief>{BRIEF_RISE|BRIEF_FALL})(?:{EXPENDITURE|PLANNED_BY}|了)?)"
)
# (?P<name>) is what is spoken of; (?P<front>) may hold it together with what is compared with.
# The second column is the figure that ends the words, the third the words without which the shape cannot fit.
_PATTERNS: tuple[tuple[Kind, str, Shape | None, Shape], ...] = (
    ("planned", "money", Shape(r"{COMPLETED}"), Shape(rf"(?P<name>.*?){{COMPLETED}}(?P<of>{_PLAN})(?:的|{{LINKING}})*")),
    ("planned", "money", Shape(r"{BUDGET}"), Shape(rf"(?:{{LINKING|PART_OF}})(?P<of>{_PLAN})的?")),
    ("reached", "money", Shape(r"{ARRIVED}"), Shape(
        rf"(?P<front>.*?)(?P<verb>{_ANY_VERB})(?:到|至|(?<={{ADJUSTED}})为)(?:20\d\d年(?:度|初|末|底)?(?:的)?)?"
    )),
    ("change", "money percent", Shape(rf"{_ANY_VERB}"), Shape(rf"(?P<front>.*?){_VERB}")),
    ("change", "money percent", Shape(r"{MORE|LESS}"), Shape(rf"(?P<front>.*?){_EACH}(?P<verb>{{MORE|LESS}})(?P<base>.*)")),
    ("rate", "percent", None, Shape(r"的?")),
    ("completion", "percent", Shape(r"{COMPLETED}"), Shape(r"(?P<name>.*?){COMPLETED}(?P<of>|[^，]*{BUDGET}[^，]*)")),
    ("completion", "percent", Shape(r"{BUDGET}"), Shape(
        r"(?P<name>.*?){PART_OF|LINKING}(?P<of>{BUDGET_STAGE}*{BUDGET}{SUM_WORD}?)的?{PORTION}?{LINKING}*"
    )),
    ("completion", "percent", Shape(r"{RATE_NAME}"), Shape(
        r"(?P<name>.*?){BUDGET_STAGE|COMPLETED}*(?P<rate>{BUDGET}?{RATE_NAME})[^，]{0,6}"
    )),
    ("share", "percent", Shape(r"{PART_OF}"), Shape(
        r"(?P<name>.*?){PART_OF}(?!用)(?P<of>[^，]*?)的?{PORTION}?{RANKED}?(?P<each>{EACH}?){LINKING}*"
    )),
    ("earlier", "money", Shape(r"{WITH|THAN|INITIAL}"), Shape(r"(?P<front>.+)")),
    ("amount", "money", Shape(r"{LINKING|EACH}$"), Shape(r"(?P<name>.*?)(?P<each>{EACH}*){LINKING}*")),
    ("amount", "money", None, Shape(r"(?P<name>.*)")),
    ("count", "count", None, Shape(r"(?P<name>.*?){LINKING}*")),
    ("same", "", Shape(r"{UNCHANGED}"), Shape(r"(?P<front>.*?)(?P<each>{HELD|EACH}*){UNCHANGED}(?P<equal>.*)")),
    ("compared", "", Shape(r"{WITH|THAN}"), Shape(r"(?P<front>.+)")),
    ("nothing", "", Shape(r"{ABSENT}"), Shape(r"(?P<name>.*{SPENDING}.*?){HELD}*{ABSENT}(?:{ITS}项)?{EXPENDITURE|OUTLAY}?")),
    ("nothing", "", Shape(r"{ABSENT}"), Shape(r".*?{ABSENT}(?P<name>.{0,40}{SPENDING}.{0,40})")),
)  # fmt: skip
_BY_FIGURE = {
    figure: [(kind, sign, shape) for kind, ends, sign, shape in _PATTERNS if figure in (ends.split() or [""])]
    for figure in ("money", "percent", "count", "")
}
_BECAUSE = r"(?:{CAUSE}|因(?!公))"
_SENTENCE_ENDS = ("。", "；", "！", "？", "\n")


@define(eq=False)
class Frame:
    """What a phrase says.

    Attributes:
        kind: What sort of statement it is.
        start: Where its words begin.
        end: Where they end.
        depth: How many brackets are open.
        stop: The mark that follows.
        first: Whether it begins a sentence.
        name: The words that name what it is about, as printed.
        base: What is compared with; for ``earlier`` what the amount is.
        of: The whole of a share or completion.
        direction: By the printed word, ``None`` when there is none or it is undecided.
        each: Whether it is said of several subjects.
        directions: The direction for each of them, where they are told in turn.
        figures: Amounts or counts, or the percentages of a share or completion.
        percents: The percentages of a change.
        text: The words of a reason or purpose.
    """

    kind: Kind
    start: int
    end: int
    depth: int = 0
    stop: str = ""
    first: bool = False
    name: str = ""
    base: str = ""
    of: str = ""
    direction: Direction | None = None
    each: bool = False
    directions: Sequence[Direction | None] = ()
    figures: Figures = ()
    percents: Figures = ()
    text: str = ""

    @property
    def ends_sentence(self) -> bool:
        """Whether the sentence, or a part of it set off by a semicolon, ends here."""
        return self.stop in _SENTENCE_ENDS


_ROLE = Shape(
    r"(?P<name>.*?)(?P<side>{SIDE})?(?:{INITIAL}|的)*(?:(?P<outturn>{THIS_YEAR}*{EXECUTED}{SUM_WORD}?)"
    r"|(?P<initial>{BUDGET_STAGE|LEVEL}*{PLAN_STAGE}的?{LEVEL}?{BUDGET}{PLANNED_BY}?{SUM_WORD}?)"
    r"|(?P<budget>{BUDGET_STAGE|LEVEL}*{BUDGET}{PLANNED_BY}?{SUM_WORD}?))"
)
_YEAR_TORN = re.compile(r"20\d\d$")


@by_text
def role_of(words: str) -> tuple[str, str, Role]:
    """Part the words before an amount into the name, its side, and whether it is a budget or what came of it.

    >>> role_of("公务接待费全年预算数"), role_of("支出决算"), role_of("经营收入")
    (('公务接待费', '', 'initial'), ('', '支出', 'outturn'), ('经营收入', '', 'plain'))
    """
    found = _ROLE.fullmatch(words) if words.endswith(words_of("BUDGET", "EXECUTED", "PLANNED_BY", "SUM_WORD")) else None
    if not found or words.endswith(words_of("FUND_BUDGET")) or (words.endswith(words_of("FUND")) and not found["initial"]):
        return words, "", "plain"
    role: Role = "outturn" if found["outturn"] else "initial" if found["initial"] else "budget"
    # 2023年初预算 is the budget at the beginning of that year.
    return _YEAR_TORN.sub("", found["name"]), found["side"] or "", role


_STAGED = Shape(r"{BUDGET|EXECUTED}")
_REASONED = Shape(r"{REASON|CAUSED|CAUSE|CAUSE_SIGN}")
_REASON = Shape(
    r"(?P<before>.*?)的?{MAIN}*(?:{CHANGED})?(?<!及){REASON}(?!等?的?{EXPLANATION|SITUATION}){MAIN}*(?:一?是|为|系|{FOLLOWING})?"
    rf"{_BECAUSE}?[：，]?|(?P<leading>.*?)(?:{{CAUSED}}|{{MAIN}}为(?={{RISE|FALL}})){{REASON_ONE}}?{_BECAUSE}?"
    rf"|(?P<named>.*?{{NAME_END}}){_BECAUSE}"
)
_MOVING = Shape(r"{RISE|FALL|CHANGED}")
_DEVIATES = Shape(r"{EXPENDITURE}?{EXECUTED}?数?(?:{MORE|LESS|RISE|FALL|UNCHANGED|WITH|THAN})")
_NEXT_REASON = Shape(r"{NUMERAL}是|（(?:\d|{NUMERAL})）|[2-9②③④⑤⑥⑦⑧⑨][.、）]|{NUMERAL}、")
_FIRST_REASON = Shape(r"一(?:是|、)|（(?:1|一)）|1[.、]|①")
_PURPOSE = Shape(r"{WHEREOF}?(?:{ITS}?{OUTLAY|UNDERTAKING|EXPENDITURE|ACCOUNT_NAME})?{MAIN}*是?(?:{USED_FOR}|{REFLECTS}(?!在))")
_USED = Shape(r"{USED_FOR|REFLECTS}")
_FOLLOWS = Shape(r"{FOLLOWING}")
_LEAVES_PURPOSE = Shape(
    r"(?:比|较|与|同).{0,24}(?:{COMPARED|UNCHANGED|RISE|FALL})|.*(?:{PLAN_STAGE}{BUDGET}|{EXECUTED}数?)|{WHEREOF}|{PART_OF}|{COMPLETED}"
)
_DATED = Shape(r"{LINK}*20\d\d年.*{NAME_END}{LINKING}*")
_KNOWN_NAME = Shape(r".*{NAME_END}{LINKING}*")
_PAST = Shape(r"{LAST_YEAR}|20\d\d")


@define(eq=False)
class Scanner:
    """Goes through the phrases and reads over reasons and purposes.

    Attributes:
        mode: ``reason`` or ``purpose`` while such words are read over.
        opened: The frame that holds them.
    """

    text: Text
    opened: Frame | None = None

    def frames(self) -> Iterator[Frame]:
        """What each phrase says, in order."""
        first, phrases = True, phrases_of(self.text)
        for phrase, following in zip(phrases, [*phrases[1:], None], strict=True):
            if self.opened and self._leaves(self.opened, phrase, following):
                yield self._closed(phrase.start)
            if self.opened is None:
                yield from self._said(phrase, first=first)
            elif self._counts_cars(phrase):
                yield _frame("bought", phrase)
            first = phrase.stop in _SENTENCE_ENDS
            if self.opened and first and not self._continues(self.opened, phrase, following):
                yield self._closed(phrase.end + 1, phrase.stop)
        if self.opened:
            yield self._closed(len(self.text.words))

    def _said(self, phrase: Phrase, *, first: bool) -> Iterator[Frame]:
        read_over = _read_over(phrase.lead)
        if read_over == "reason" and (found := _REASON.match(phrase.lead)):
            before = found["before"] or found["leading"] or found["named"] or ""
            said = parse(Phrase(before, phrase.start, phrase.start + len(before), phrase.depth), first=first)
            name = _DEVIATES.split(before, maxsplit=1)[0] if said.kind != "same" else ""
            if name == before and _KNOWN_NAME.fullmatch(name):
                said.kind = "named"
            if said.kind in ("same", "named"):
                yield said
            self.opened = Frame("reason", phrase.start + found.end(), 0, phrase.depth, name=name, base=before)
        elif read_over == "purpose":
            self.opened = Frame("purpose", phrase.start, 0, phrase.depth)
            if self._counts_cars(phrase):
                yield _frame("bought", phrase)
        else:
            yield parse(phrase, first=first)

    def _closed(self, end: int, stop: str = "") -> Frame:
        frame, self.opened = self.opened, None
        assert frame is not None  # noqa: S101 - only called while one is open
        frame.end, frame.stop = end, stop
        frame.text = self.text.words[frame.start : end].strip("，。；：、是")
        return frame

    def _continues(self, opened: Frame, phrase: Phrase, following: Phrase | None) -> bool:
        """Whether the next sentence, or part of one, goes on with a list of reasons (二是…)."""
        if opened.kind != "reason":
            return False
        listed = _FIRST_REASON.search(self.text.words, max(0, opened.start - 3), phrase.end + 1)
        if listed and _NEXT_REASON.match(self.text.words, phrase.end + 1):
            return True
        return phrase.stop == "；" and self._lists_on(opened, following)

    def _lists_on(self, opened: Frame, following: Phrase | None) -> bool:
        """Whether the next part names a further reason (减少的原因是：车辆减少；接待减支1万元): a change of no amount."""
        if following is None or not _MOVING.search(opened.base) or "：" not in self.text.words[opened.start - 1 : opened.start + 1]:
            return False
        said = parse(following)
        return said.kind in ("change", "words", "count") and not said.base

    def _counts_cars(self, phrase: Phrase) -> bool:
        purpose = self.opened is not None and self.opened.kind == "purpose"
        return purpose and phrase.figure is not None and phrase.figure.unit == "辆"

    def _leaves(self, opened: Frame, phrase: Phrase, following: Phrase | None) -> bool:
        if phrase.depth < opened.depth:
            return True
        if opened.kind == "purpose":
            guests = phrase.figure is not None and phrase.figure.unit in ("批次", "人次")
            return guests or bool(_LEAVES_PURPOSE.match(phrase.lead))
        return self.text.words[phrase.start - 1 : phrase.start] == "，" and self._begins_anew(opened, phrase, following)

    def _begins_anew(self, opened: Frame, phrase: Phrase, following: Phrase | None) -> bool:
        """Whether a statement begins within a reason: a change of what was spoken of, or something known that is compared or dated."""
        said = parse(phrase)
        if said.kind == "change" and not said.name:
            # 公务接待费因来访减少，减少3万元; the reason why the budget was not met is over where last year is compared with.
            named = opened.name == opened.base and bool(_KNOWN_NAME.fullmatch(opened.name))
            return named or bool(_STAGED.search(opened.base) and _PAST.search(said.base))
        if said.kind not in ("compared", "amount") or following is None:
            return False
        after = parse(following)
        if said.kind == "compared":
            return not (said.name or after.name) and bool(_PAST.search(said.base)) and after.kind in ("change", "same")
        compared = after.kind in ("share", "completion", "compared") or (after.kind in ("change", "same") and bool(after.base))
        dated = bool(_DATED.fullmatch(phrase.lead))
        return bool(_KNOWN_NAME.fullmatch(phrase.lead)) and (compared or (dated and bool(_DATED.fullmatch(following.lead))))


@by_text
def _read_over(lead: str) -> Literal["reason", "purpose", ""]:
    """Whether a reason or a purpose begins with some words, what they say themselves aside."""
    if _REASONED.search(lead) and _REASON.match(lead):
        return "reason"
    return "purpose" if _USED.search(lead) and _PURPOSE.match(lead) and not _FOLLOWS.search(lead) else ""


def _frame(kind: Kind, phrase: Phrase, name: str = "") -> Frame:
    frame = Frame(kind, phrase.start, phrase.end, phrase.depth, phrase.stop, name=name)
    if kind == "change" and phrase.figures and phrase.figures[0].kind == "percent":
        frame.percents = phrase.figures
    else:
        frame.figures = phrase.figures
    return frame


def parse(phrase: Phrase, *, first: bool = False) -> Frame:
    """What a single phrase says.

    >>> from medinsure_budget.reading.claims.tokens import Figure
    >>> found = parse(Phrase("比上年执行数减少", 0, 8, 0, [Figure("money")]))
    >>> found.kind, found.base, found.direction
    ('change', '上年执行数', 'decrease')
    """
    kind, parts = _told(phrase.lead, phrase.figures[0].kind if phrase.figures else "")
    frame = _frame(kind, phrase, parts.name)
    frame.first, frame.base, frame.of, frame.each, frame.direction = first, *parts[1:]
    return frame


class _Parts(NamedTuple):
    """What the words of a phrase say; see `Frame`."""

    name: str
    base: str = ""
    of: str = ""
    each: bool = False
    direction: Direction | None = None


@by_text
def _told(lead: str, figure: str) -> tuple[Kind, _Parts]:
    """What words say before a figure of a kind, or before none: templates print the same ones again and again."""
    for kind, sign, shape in _BY_FIGURE[figure]:
        found = shape.fullmatch(lead) if sign is None or sign.search(lead) else None
        if found and (parts := _understood(kind, found.groupdict(""))) is not None:
            return kind, parts
    return "words", _Parts(lead)


_COMPARISON = Shape(
    r"(?P<name>.*?)(?:(?:{WITH}(?={BASE_START}|20\d\d)|(?<!{NO_COMPARISON})(?P<than>{THAN}))"
    r"(?P<base>[^，]*?)(?:{COMPARED}(?P<named>[^，]*))?|(?P<alone>{ITSELF})|{INITIAL}(?P<initial>(?:(?:{BASE_START}|20\d\d).*)?))"
)
_TOGETHER = Shape(r"(?P<name>.*?)(?P<each>{EACH|LIKE_FOR_LIKE}+)")
_OF_EACH = Shape(r"{EACH}")


def _understood(kind: Kind, named: dict[str, str]) -> _Parts | None:
    name, base, each = named.get("name", ""), named.get("base") or named.get("equal", ""), named.get("each", "")
    if front := named.get("front"):
        compared = _COMPARISON.fullmatch(front)
        if compared is None and (kind in ("earlier", "compared") or named.get("brief")):
            return None
        name = compared["name"] + (compared["named"] or "") if compared else front
        base = base or (_base_of(compared).removesuffix("的") if compared else "")
    if kind == "compared" and not base:
        return None
    if name.endswith(words_of("EACH", "LIKE_FOR_LIKE")) and (together := _TOGETHER.fullmatch(name)):
        name, each = together["name"], each + together["each"]
    direction = "same" if kind == "same" else _direction(named)
    return _Parts(name, base, named.get("of") or named.get("rate", ""), bool(each and _OF_EACH.search(each)), direction)


def _base_of(found: re.Match[str]) -> str:
    alone = found["alone"] or found["initial"] or ""
    itself = found["than"] if found["than"] and found["than"] in word_set("ITSELF") else ""
    return found["base"] or alone or itself


def _direction(named: dict[str, str]) -> Direction | None:
    verb = named.get("verb") or named.get("brief")
    if not verb:
        return None
    rises, falls = word_set("RISE", "MORE", "BRIEF_RISE"), word_set("FALL", "LESS", "BRIEF_FALL")
    # Templates print 增加（减少）; where nobody chose, there is no direction.
    other = named.get("other", "").strip("（）/")
    if (other in falls) if verb in rises else (other in rises):
        return None
    return "increase" if verb in rises else "decrease" if verb in falls else None
