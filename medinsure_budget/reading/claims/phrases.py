"""Paragraphs to phrases: stretches of words that end at a figure or at a mark.

Blanks are taken out and widths folded, one character for one, so that every phrase leads back to the printed words.
"""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from attrs import define, field, frozen

from medinsure_budget.money import Money

FigureKind = Literal["money", "percent", "count"]

_FOLDED = str.maketrans(
    # PDF fonts map common characters to the radicals of the Kangxi dictionary.
    {chr(c): unicodedata.normalize("NFKC", chr(c)) for c in (*range(0xFF10, 0xFF1A), *range(0x2F00, 0x2FD6))}
    | {"％": "%", "﹪": "%", "．": ".", "－": "-", "−": "-"}
    | {"(": "（", ")": "）", ":": "：", ";": "；", "!": "！", "?": "？"}
)
# A comma between digits parts thousands only when three digits follow.
_COMMA = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d))")
_QUOTED = re.compile(r"“[^“”。]{1,60}”|‘[^‘’。]{1,60}’|《[^《》。]{1,80}》|「[^「」。]{1,60}」")
_STRAIGHT = re.compile(r'"([^"。]{1,60})"')
_BRACKETED = re.compile(r"（([^（）]*)）")

_MASK, _OPEN, _CLOSE = "\x00", "\x01", "\x02"
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_LIMIT = rf"(?!{_MASK}*(?:及?以上|以下|以内)|/)"
_STOP = rf"[，。；、：！？\n{_OPEN}{_CLOSE}]|$"
_TOKEN = re.compile(
    rf"(?<![\d.,A-Za-z~-])(?P<number>-?{_NUMBER})(?:"
    rf"(?P<unit>万元|亿元|千元|元|万(?={_STOP})|亿(?={_STOP})){_LIMIT}"
    rf"|(?P<percent>%){_LIMIT}"
    rf"|(?P<count>台{_MASK}{{3}}|批次|人次|台|套|辆|个|家|名|人|次|份|条|项|批|件|户)(?={_STOP})"
    rf"|(?P<many>个|辆|家|项)(?!百分点|月|季度|工作日|小时)(?=[^\d，。；：、{_OPEN}{_CLOSE}]{{1,24}}(?:{_STOP}))"
    r")"
    rf"|(?<=[出入算数为费加少款额])(?P<blank>万元|亿元)(?={_STOP})"
    rf"|(?<=[长降少加占的率])(?P<blank_percent>%)(?={_STOP})"
    rf"|(?P<stop>[，。；：！？\n{_OPEN}{_CLOSE}])"
)
_FIGURED = re.compile(rf"{_NUMBER}(?:万元|亿元|元|万|%|批次|人次)(?!及?以上|以下)")
_IN_TURN = re.compile(r"分别|各")
# Words without any mark that are longer than this are no statement; the patterns would take long for them.
_LONGEST_LEAD = 200
_AND = {"", "和", "及", "与"}


@frozen
class Text:
    """A paragraph without blanks, and where each character stood."""

    printed: str
    words: str
    places: list[int]

    @classmethod
    def of(cls, printed: str) -> "Text":
        """Fold a printed paragraph."""
        places = [i for i, c in enumerate(printed) if not c.isspace() and c != "*"]
        words = "".join(printed[i] for i in places).translate(_FOLDED)
        return cls(printed, _STRAIGHT.sub(r"“\1”", _COMMA.sub("，", words)), places)

    def quote(self, start: int, end: int) -> str:
        """The printed words between two places, inner blanks kept."""
        return self.printed[self.places[start] : self.places[end - 1] + 1] if start < end else ""


@frozen
class Figure:
    """A printed figure; ``None`` where the template was left blank."""

    kind: FigureKind
    money: Money | None = None
    number: Decimal | None = None
    unit: str = ""


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
    figures: list[Figure] = field(factory=list)
    stop: str = ""

    @property
    def figure(self) -> Figure | None:
        """The first figure."""
        return self.figures[0] if self.figures else None


def phrases_of(text: Text) -> list[Phrase]:
    """Part a paragraph into phrases."""
    return _runs_joined(list(_phrases(text.words, _masked(text.words))))


def _phrases(words: str, shadow: str) -> Iterator[Phrase]:
    begin = depth = 0
    last: Phrase | None = None
    for token in _TOKEN.finditer(shadow):
        stop = token["stop"]
        lead = words[begin : token.start()]
        skipped = max(len(lead) - len(lead.lstrip("、")), len(lead) - _LONGEST_LEAD)
        if not stop or lead[skipped:]:
            end = token.start() if stop else token.end()
            last = Phrase(lead[skipped:], begin + skipped, end, depth, [] if stop else [_figure(token, words)])
            yield last
        if stop and last:
            last.stop = {_OPEN: "（", _CLOSE: "）"}.get(stop, stop)
        depth = max(0, depth + (stop == _OPEN) - (stop == _CLOSE))
        begin = token.end()
    if rest := words[max(begin, len(words) - _LONGEST_LEAD) :].lstrip("、"):
        yield Phrase(rest, len(words) - len(rest), len(words), depth)


def _figure(token: re.Match[str], words: str) -> Figure:
    number = Decimal(token["number"].replace(",", "")) if token["number"] else None
    if token["percent"] or token["blank_percent"]:
        return Figure("percent", number=number, unit="%")
    if unit := token["count"] or token["many"]:
        return Figure("count", number=number, unit=words[token.end() - len(unit) : token.end()])
    unit = token["unit"] or token["blank"]
    # Some documents print 万 for 万元.
    unit = unit if unit.endswith("元") else unit + "元"
    return Figure("money", money=Money(number, unit) if number is not None else None, number=number, unit=unit)


def _masked(words: str) -> str:
    """Hide names in quotation marks and brackets, whose marks and numbers part nothing."""
    shadow = _QUOTED.sub(_hide, words)
    while True:
        changed = _BRACKETED.sub(_hide_bracket, shadow)
        if changed == shadow:
            return shadow
        shadow = changed


def _hide(found: re.Match[str]) -> str:
    return _MASK * len(found[0])


def _hide_bracket(found: re.Match[str]) -> str:
    return f"{_OPEN}{found[1]}{_CLOSE}" if _FIGURED.search(found[1]) else _hide(found)


def _runs_joined(phrases: list[Phrase]) -> list[Phrase]:
    """Put figures printed in a row (分别为 1.00%、2.00%) into one phrase."""
    joined: list[Phrase] = []
    for phrase in phrases:
        before = joined[-1] if joined else None
        if before and _is_next_of_run(before, phrase):
            before.figures += phrase.figures
            before.end, before.stop = phrase.end, phrase.stop
        else:
            joined.append(phrase)
    return joined


def _is_next_of_run(before: Phrase, phrase: Phrase) -> bool:
    if not before.figure or not phrase.figure or before.figure.kind != phrase.figure.kind:
        return False
    return phrase.lead in _AND and before.stop in ("", "，") and bool(_IN_TURN.search(before.lead))
