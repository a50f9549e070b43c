"""Paragraphs to phrases: stretches of words that end at a figure or at a mark.

Characters are folded once: width, marks, traditional script; blanks, bracketed readings and currency signs are taken
out. Every place in the folded words leads back to the printed ones.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain
from typing import Literal

from medinsure_budget.allowance import spend
from medinsure_budget.errors import UsageError
from medinsure_budget.lexicon import Shape, lexical, word_set, words
from medinsure_budget.money import Money, Unit
from medinsure_budget.reading.claims import words as _declared  # noqa: F401 - declares the room's word classes
from medinsure_budget.records import define
from medinsure_budget.sources.traditional import TABLE

FigureKind = Literal["money", "percent", "count"]

# Sources fold documents in traditional script; here it is single words of it.
_FOLDED = TABLE | str.maketrans(
    # PDF fonts map common characters to the radicals of the Kangxi dictionary.
    {chr(c): unicodedata.normalize("NFKC", chr(c)) for c in (*range(0xFF10, 0xFF1A), *range(0x2F00, 0x2FD6))}
    | {"％": "%", "﹪": "%", "．": ".", "－": "-", "−": "-", "|": "。", "｜": "。", "＂": '"'}
    | {"(": "（", ")": "）", ":": "：", ";": "；", "!": "！", "?": "？", "﹙": "（", "﹚": "）"}
)

_MASK, _OPEN, _CLOSE = "\x00", "\x01", "\x02"
_BRACKETS = {_OPEN: "（", _CLOSE: "）"}
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_LIMIT = rf"(?!{_MASK}*{{LIMIT}}|/)"
_MARKS = rf"，。；：！？\n{_OPEN}{_CLOSE}"
_STOP = rf"[、{_MARKS}]|$"
# Words without any mark that are longer than this are no statement; the patterns would take long for them.
_LONGEST_LEAD = 200
_UNITS = {unit.value: unit for unit in Unit}
_TO_FOLD = frozenset(map(chr, _FOLDED))
_SOLID = re.compile(r"[^\s*\u200b\ufeff]+")
# 經（jīng）費, ￥3.5万元, 3.5（万元）, 74批（次）, （单位：万元）: what is left out, but for what is kept in brackets.
_LEFT_OUT = Shape(
    r"{CURRENCY|OPENING}(?:(?<!（)(?=\w)|(?<=（)(?:[a-z\u00e0-\u01dc\u0300-\u036f]+|{UNIT_NAME}：(?P<unit>{MONEY})"
    r"|(?P<kept>(?<=\d（)(?:%|{MONEY|OTHER_UNIT|SHORT_UNIT})|(?<=批（)次))）)"
)
_PARTED = re.compile(r"\d，\d{3}")
_THOUSANDS = Shape(r"\d(?<![\d.,，]\d)\d{0,2}(?:(?:,\d{3})+(?!\d)|(?:[,，]\d{3})+(?=(?:\.\d+)?{MONEY}))")
_STRAIGHT = re.compile(r'"([^"。]{1,60})"')


@define
class Text:
    """A folded paragraph, where each character stood, and the unit that it gives to numbers without one."""

    printed: str
    words: str
    places: Sequence[int]
    unit: str = ""

    @classmethod
    def of(cls, printed: str) -> "Text":
        """Fold a printed paragraph."""
        # Looking is much faster than folding.
        folded = printed if _TO_FOLD.isdisjoint(printed) else printed.translate(_FOLDED)
        places: Sequence[int] = range(len(folded))
        bare = folded
        if len(solid := [run.span() for run in _SOLID.finditer(folded)]) > 1 or solid != [(0, len(folded))]:
            bare = "".join([folded[begin:end] for begin, end in solid])
            places = [*chain.from_iterable(range(begin, end) for begin, end in solid)]
        unit = ""
        if left_out := list(_LEFT_OUT.finditer(bare)):
            unit = next((found["unit"] for found in left_out if found["unit"]), "")
            kept = list(_kept(left_out))
            places = [*chain.from_iterable(places[run] for run in kept)]
            bare = "".join([bare[run] for run in kept])
        if "," in bare or _PARTED.search(bare):
            bare = _THOUSANDS.sub(lambda found: found[0].replace("，", ",").replace(",", _MASK), bare)
            bare = bare.replace(",", "，").replace(_MASK, ",")
        return cls(printed, _STRAIGHT.sub(r"“\1”", bare) if '"' in bare else bare, places, unit)

    def quote(self, start: int, end: int) -> str:
        """The printed words between two places, inner blanks kept."""
        return self.printed[self.places[start] : self.places[end - 1] + 1] if start < end else ""


def _kept(left_out: list[re.Match[str]]) -> Iterator[slice]:
    begin = 0
    for found in left_out:
        yield slice(begin, found.start())
        yield slice(*found.span("kept"))
        begin = found.end()
    yield slice(begin, None)


@define
class Figure:
    """A printed figure; ``None`` where the template was left blank."""

    kind: FigureKind
    money: Money | None = None
    number: Decimal | None = None
    unit: str = ""


Figures = list[Figure] | tuple[Figure, ...]


@define
class Phrase:
    """Words up to a figure or a mark.

    Attributes:
        lead: The words, without the figure.
        figures: The figure that ends them; several after 分别 and 各.
        start: Where the words begin.
        end: Where the figure, or without one the words, end.
        depth: How many brackets with figures are open.
        stop: The mark that follows, empty when words follow directly.
    """

    lead: str
    start: int
    end: int
    depth: int
    figures: Figures = ()
    stop: str = ""

    @property
    def figure(self) -> Figure | None:
        """The first figure."""
        return self.figures[0] if self.figures else None


def phrases_of(text: Text) -> list[Phrase]:
    """Part a paragraph into phrases."""
    joined: list[Phrase] = []
    before = None
    ran = False
    for phrase in _phrases(text.words, _masked(text.words), text.unit):
        spend("正文", figures=len(phrase.figures))
        if before is None or before.depth != phrase.depth or before.stop not in ("", "，", "、", "："):
            pass
        elif _is_next_of_run(before, phrase, ran=ran):
            assert isinstance(before.figures, list)  # noqa: S101 - it has some; a copy for each would take long for a long row
            before.figures.extend(phrase.figures)
            before.end, before.stop = phrase.end, phrase.stop
            continue
        elif _goes_on(before, phrase):
            joined.pop()
            phrase.lead, phrase.start = before.lead + phrase.lead, before.start
        ran = bool(joined) and len(joined[-1].figures) > 1
        joined.append(phrase)
        before = phrase
    return joined


_TOKEN = Shape(
    # Whatever begins elsewhere is passed over at once.
    rf"(?=[-+\d%{_MARKS}]|{{WRITTEN_NUMBER}})(?:(?<![\d.,A-Za-z~+-])(?P<number>[-+]?{_NUMBER})(?:"
    rf"(?P<unit>{{MONEY|OTHER_UNIT}}|{{SHORT_UNIT}}(?={_STOP})){_LIMIT}"
    rf"|(?P<percent>%){_LIMIT}"
    rf"|(?P<count>台{_MASK}{{3}}|{{COUNTER}})(?={_STOP}|\d|{_MASK})"
    rf"|(?P<many>个|辆|家|项|起)(?!{{NO_COUNTER}})"
    rf"(?=[^\d、{_MARKS}]{{1,24}}(?:{_STOP})|(?:(?!{{AND}}|的)[^\d、{_MARKS}]){{1,4}}\d)"
    rf"|(?P<shared>)(?=(?:，|{{AND}})-?{_NUMBER}(?:{{MONEY}}|%))"
    rf"|(?P<bare>)(?=[、{_MARKS}])"
    r")"
    rf"|(?:(?<=[{_MARKS}]|{{BEFORE_BLANK}})(?P<written>(?:\d|{{WRITTEN_DIGIT}})(?:\d|{{WRITTEN_NUMBER}})*)(?P<whole>{{MONEY|OTHER_UNIT}})整?"
    rf"|(?<=为|是)(?P<nil>{{ZERO}})|(?<={{BEFORE_BLANK}})(?:(?P<blank>{{BIG_UNIT}})|(?P<blank_percent>%)))(?={_STOP})"
    rf"|(?P<stop>[{_MARKS}]))"
)


def _phrases(words: str, shadow: str, unit: str) -> Iterator[Phrase]:
    begin = depth = 0
    last: Phrase | None = None
    for token in _TOKEN.finditer(shadow):
        place, end = token.span()
        lead = words[begin:place]
        if lead[:1] == "、" or len(lead) > _LONGEST_LEAD:
            begin = max(begin + 1, place - _LONGEST_LEAD)
            lead = words[begin:place]
        if token.lastgroup == "stop":
            stop = token[0]
            if lead:
                last = Phrase(lead, begin, place, depth)
                yield last
            if last:
                last.stop = _BRACKETS.get(stop, stop)
            depth = max(0, depth + (stop == _OPEN) - (stop == _CLOSE))
        elif figure := _figure(token, words, lead, unit):
            last = Phrase(lead, begin, end, depth, [figure])
            yield last
        else:
            continue
        begin = end
    if lead := words[begin:].lstrip("、")[-_LONGEST_LEAD:]:
        yield Phrase(lead, len(words) - len(lead), len(words), depth)


def _figure(token: re.Match[str], words: str, lead: str, unit: str) -> Figure | None:
    kind, printed = token.lastgroup, token["number"]
    number = Decimal(printed.replace(",", "")) if printed else None
    if kind == "unit":
        return _money(number, token["unit"])
    if kind in ("percent", "blank_percent"):
        return Figure("percent", number=number, unit="%")
    if kind in ("count", "many"):
        return Figure("count", number=number, unit=words[token.start(kind) : token.end()])
    if kind in ("whole", "nil"):
        value = written_number((token["written"] or token["nil"]) + (token["whole"] or "").rstrip("元圆"))
        return _money(value, "元") if value is not None else None
    if kind == "shared":
        return _shared(number, words[token.end() :], lead)
    return _bare(printed, lead, unit) if kind == "bare" else _money(number, token["blank"])


_EQUALS = Shape(r"(?:为|是|数)$")
_RATED = Shape(r".*{RATED}")


def _bare(printed: str, lead: str, unit: str) -> Figure | None:
    """A number without a unit: a rate (同比下降18.87), of the unit printed in brackets, or nothing (支出决算为0)."""
    number = Decimal(printed.replace(",", ""))
    if _RATED.fullmatch(lead):
        return Figure("percent", number=number)
    equals = _EQUALS.search(lead)
    # 附件1： is no amount where 公务接待费1.10 is.
    if unit and lead and (equals or not printed.isdecimal()):
        return _money(number, unit)
    return _money(number, "元") if number == 0 and equals else None


_IN_TURN = Shape(r"{EACH}")


def _shared(number: Decimal | None, rest: str, lead: str) -> Figure | None:
    """The unit of 1164.28 in 各为1164.28，1170.56万元 stands behind the last number."""
    following = next((token for token in _TOKEN.finditer(rest) if token["number"]), None)
    if following is None or not (_IN_TURN.search(lead) or not lead):
        return None
    if following["percent"]:
        return Figure("percent", number=number, unit="%")
    return _money(number, following["unit"]) if following["unit"] else None


def _money(number: Decimal | None, printed: str) -> Figure | None:
    # Some documents print 万 for 万元, 圆 for 元.
    unit = printed if printed in _UNITS else printed.rstrip("元圆") + "元"
    if number is None:
        return Figure("money", unit=unit)
    if unit not in _UNITS:
        number, unit = number * (written_number("一" + unit[:-1]) or 1), "元"
    try:
        return Figure("money", Money(number, _UNITS[unit]), number, unit)
    except UsageError:
        return None  # more digits than an amount has


@lexical
def _numerals() -> tuple[dict[str, int], dict[str, int]]:
    digits = {sign: value for value, signs in enumerate(words("DIGIT")) for sign in signs}
    sizes = {s: 10**power for signs, power in zip(words("MULTIPLIER"), (1, 2, 3, 4, 8), strict=True) for s in signs}
    return digits, sizes


def written_number(text: str) -> Decimal | None:
    """Read a number in words or in a mixture (叁万伍仟, 3万5千), ``None`` when it is none.

    >>> written_number("叁万伍仟"), written_number("3万5千"), written_number("百")
    (Decimal('35000'), Decimal('35000'), None)
    """
    digits, sizes = _numerals()
    total = section = 0
    value: int | None = None
    for sign in text:
        if sign in digits:
            value = (value or 0) * 10 + digits[sign]
        elif value is None and not total + section and sign != "十":
            return None
        elif sizes[sign] >= sizes["万"]:
            total, section, value = (total + section + (value or 0)) * sizes[sign], 0, None
        else:
            section, value = section + (value or 1) * sizes[sign], None
    return Decimal(total + section + (value or 0))


_QUOTED = Shape(r"“[^“”。]{1,60}”|‘[^‘’。]{1,60}’|《[^《》。]{1,80}》|「[^「」。]{1,60}」")


def _masked(words: str) -> str:
    """Hide names in quotation marks and brackets, whose marks and numbers part nothing."""
    shadow = _QUOTED.sub(lambda found: _MASK * len(found[0]), words)
    if "）" not in shadow:
        return shadow
    told, hidden = _bracketed(shadow)
    signs = list(shadow)
    for begin, end in told:
        signs[begin], signs[end] = _OPEN, _CLOSE
    for begin, end in hidden:
        signs[begin : end + 1] = _MASK * (end + 1 - begin)
    return "".join(signs)


_BRACKET = re.compile("[（）]")
_FIGURED = Shape(rf"{_NUMBER}(?:{{MONEY|SHORT_UNIT|OTHER_UNIT}}|%|{{GUESTS}})(?!{{LIMIT}})")


def _bracketed(words: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Where brackets open and close: those around a figure, and the outermost of those around none."""
    told: list[tuple[int, int]] = []
    hidden: list[tuple[int, int]] = []
    opened: list[int] = []
    figure = -1  # where the last one begins
    last = 0
    for mark in _BRACKET.finditer(words):
        at = mark.start()
        if opened and _FIGURED.search(words[last:at]):
            figure = last
        last = mark.end()
        if mark[0] == "（":
            opened.append(at)
        elif opened:
            begin = opened.pop()
            if figure > begin:
                told.append((begin, at))
            else:
                while hidden and hidden[-1][0] > begin:
                    hidden.pop()
                hidden.append((begin, at))
    return told, hidden


def _is_next_of_run(before: Phrase, phrase: Phrase, *, ran: bool) -> bool:
    """Figures printed in a row (分别为 1.00%、2.00%) are of one phrase; one row may follow another (增长 1.00%和2.00%)."""
    if not before.figures or not phrase.figures or before.figures[0].kind != phrase.figures[0].kind or before.stop == "：":
        return False
    return (not phrase.lead or phrase.lead in word_set("AND")) and (ran or bool(_IN_TURN.search(before.lead)))


def _goes_on(before: Phrase, phrase: Phrase) -> bool:
    if before.figures or before.stop not in ("，", "："):
        return False
    if phrase.figures and not phrase.lead:
        return True
    # These go on behind the mark: 占，86.42%; 由中小企业成交的，采购金额; 增值税收入：968.40万元.
    return before.stop == "，" and before.lead.endswith((*words("PART_OF", "RANKED"), "的"))
