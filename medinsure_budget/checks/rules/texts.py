"""Leftovers of templates and slips of the pen in the text."""

import itertools
import re
from collections.abc import Callable, Iterator

from medinsure_budget.checks.arithmetic.verdicts import Evaluation
from medinsure_budget.checks.rule import Context, Paragraph, Rule, fails, holds, rule
from medinsure_budget.forms.words import fold
from medinsure_budget.lexicon import Shape

_ORDER = "文字规范"
_AROUND = 12
_BLANKS = re.compile(r"\s+")
_LINK = ("http", "www")
Slip = tuple[str, str, str]  # printed, expected, what is wrong


def _scan(
    context: Context, record: Rule, find: Callable[[Paragraph], Iterator[Slip]], *, titles: bool = False
) -> Iterator[Evaluation]:
    """Every slip that a search finds in the text; where there is none, that the rule holds."""
    told: set[str] = set()
    for paragraph in context.passages if titles else context.paragraphs:
        for printed, expected, why in find(paragraph):
            if printed not in told:
                told.add(printed)
                words = f"“{paragraph.heading}”{why}。"
                yield fails(record, words, printed=printed, expected=expected, quote=paragraph.text.strip(), **paragraph.place)
    if not told:
        yield holds(record)


def _near(text: str, found: re.Match[str]) -> str:
    return text[max(0, found.start() - _AROUND) : found.end() + _AROUND]


_PLACEHOLDER = Shape(
    r"X{2,}|×{2,}|x{3,}|[{｛][^}｝]{1,12}[}｝]|\*{3,}|_{3,}|＿{2,}|{TEMPLATE_LEFT}"
    r"|{RISE}[(（/]{FALL}[)）]?|{FALL}[(（/]{RISE}[)）]?|{MORE}[(（/]?{LESS}"
    r"|[(（][^()（）]{1,40}{FILL_IN}[^()（）]{0,6}[)）]|[(（]{ADDED_WORDS}{OF_CONTENT}[)）]"
)


@rule("TXT-01", "无占位符和模板残留", "没有 XX、××、待填、“增加（减少）”、“（按……填写）”等模板说明", severity="error", basis=_ORDER)
def placeholders(context: Context, record: Rule) -> Iterator[Evaluation]:
    """No blank and no instruction of the template was left, in headings neither."""

    def left(paragraph: Paragraph) -> Iterator[Slip]:
        text = _BLANKS.sub("", paragraph.text)
        found = None if text.startswith(_LINK) else _PLACEHOLDER.search(text)
        if found is not None:
            yield found[0], "", f"中“{_near(text, found)}”疑为没有填写或没有删除的模板文字（{found[0]}）"

    yield from _scan(context, record, left, titles=True)


_INSTRUCTION = Shape(r"{FILL_IN}(?={THREE_ITEM})")


@rule("TXT-12", "句中无填写说明", "句中没有“列明公务接待”这类填写要求", severity="info", basis=_ORDER)
def instructions(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A verb of filling in before what is to be filled in is an instruction."""

    def left(paragraph: Paragraph) -> Iterator[Slip]:
        text = fold(paragraph.text)
        if (found := _INSTRUCTION.search(text)) is not None:
            yield found[0], "", f"中“{_near(text, found)}”的“{found[0]}”疑为模板的填写说明"

    yield from _scan(context, record, left)


_REPEATED = Shape(r"([\u4e00-\u9fff]{4,12})(\s*)\1|({PARTICLE})(\s*)\3(?!{AFTER_PARTICLE})|([\u4e00-\u9fff]{2,3})\5(?=[，。；、：])")
# A clause with a figure or a serial number may be meant twice; one of words alone, and as long as this, is copied.
_CLAUSE_TWICE = re.compile(r"(?:^|[，。；：])([^，。；：\d]{8,80})[，。；](?=\1[，。；])")
_TITLE_BEFORE = Shape(r"^\W*(?:\d|{NUMERAL})*\W*$")


@rule("TXT-02", "无重复文字", "没有相邻重复的词语（成语、叠词除外）", severity="info", basis=_ORDER)
def repeated_words(context: Context, record: Rule) -> Iterator[Evaluation]:
    """No words doubled by copying; words that are doubled in good Chinese are none of them."""

    def doubled(paragraph: Paragraph) -> Iterator[Slip]:
        for clause in _CLAUSE_TWICE.findall(_BLANKS.sub("", paragraph.text)):
            yield clause, clause, f"中“{clause}”相连写了两遍"
        for found in _REPEATED.finditer(paragraph.text):
            if not _meant(paragraph.text, found):
                words = _BLANKS.sub("", found[0])
                yield words, words[: len(words) // 2], f"中“{words}”重复"

    yield from _scan(context, record, doubled)


def _meant(text: str, found: re.Match[str]) -> bool:
    """An idiom (实实在在), a measure word doubled twice (一件件一件件), or a title and the sentence after it."""
    once, gap = (found[1] or found[5], found[2]) if not found[3] else (found[3], found[4])
    start = found.start()
    if found[3]:
        return start >= 2 and text[start - 1] == text[start - 2]
    if any(a == b for a, b in itertools.pairwise(once)):
        return True
    return bool(gap) and bool(_TITLE_BEFORE.match(text[:start]))


@rule("TXT-04", "标点不重复", "没有相连的重复标点", severity="info", basis=_ORDER)
def punctuation(context: Context, record: Rule) -> Iterator[Evaluation]:
    """No stop after a stop."""

    def stops(paragraph: Paragraph) -> Iterator[Slip]:
        if (found := re.search(r"[，。；：、][，。；：、]", _BLANKS.sub("", paragraph.text))) is not None:
            yield found[0], found[0][-1], f"中标点“{found[0]}”重复"

    yield from _scan(context, record, stops)


_FOREIGN = re.compile(r"[\u4e00-\u9fff]\s*\b(and|or|the|of|to|in)\b\s*[\u4e00-\u9fff]")


@rule("TXT-05", "无转换残留", "中文句内没有孤立的英文单词", severity="info", basis=_ORDER)
def foreign_words(context: Context, record: Rule) -> Iterator[Evaluation]:
    """No English word in the middle of a Chinese sentence."""

    def words(paragraph: Paragraph) -> Iterator[Slip]:
        for found in _FOREIGN.finditer(paragraph.text):
            yield found[0], "", f"中夹有英文“{found[1]}”，疑为转换残留"

    yield from _scan(context, record, words)


_BARE_RATE = Shape(r"(?:(?:{RISE|FALL})了?|占[^，。；,;:()（）\d]{0,16})(\d+\.\d+)(?=[，。；,;])")


@rule("TXT-08", "比率写明百分号", "“增长 12.34”“占 12.34” 后有百分号或金额单位", severity="warning", basis=_ORDER)
def bare_rates(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A number after a word of change bears a sign or a unit."""

    def bare(paragraph: Paragraph) -> Iterator[Slip]:
        for found in _BARE_RATE.finditer(fold(paragraph.text)):
            yield found[0], f"{found[0]}%", f"中“{found[0]}”缺百分号（或金额单位）"

    yield from _scan(context, record, bare)


_SHORT_UNIT = Shape(r"(?<!\d)\d+\.\d+(?:万|亿)(?=[，。；、,;)）(（])")


@rule("TXT-15", "金额写明货币单位", "“12.34 万”写作“12.34 万元”", severity="info", basis=_ORDER)
def short_units(context: Context, record: Rule) -> Iterator[Evaluation]:
    """An amount bears the name of its currency."""
    found = [(paragraph, match[0]) for paragraph in context.paragraphs for match in _SHORT_UNIT.finditer(paragraph.text)]
    if not found:
        yield holds(record)
        return
    first, words = found[0]
    more = f"（另有{len(found) - 1}处）" if len(found) > 1 else ""
    why = f"“{first.heading}”中“{words}”缺“元”字{more}。"
    yield fails(record, why, printed=words, expected=f"{words}元", quote=first.text.strip(), **first.place)


# Looked for first, as few paragraphs have it: a unit without a number before it.
_BARE_UNIT = Shape(r"[^\d.]{MONEY}[，。；,;]")
_NO_AMOUNT = Shape(r"[^，。；,;:：()（）]{0,24}(?:{INCOME|EXPENDITURE|ACCOUNT|COST|TOTAL}|{ACCOUNT}数|费)为?{MONEY}(?=[，。；,;])")


@rule("TXT-09", "金额没有漏填", "“支出预算  万元” 中有金额", severity="warning", basis=_ORDER)
def lost_amounts(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A unit of money stands behind a number."""

    def lost(paragraph: Paragraph) -> Iterator[Slip]:
        text = fold(paragraph.text)
        for found in _NO_AMOUNT.finditer(text) if _BARE_UNIT.search(text) else ():
            yield found[0], "", f"中“{found[0]}”缺金额，疑为漏填"

    yield from _scan(context, record, lost)


_PAIRS = (("（", "）"), ("《", "》"), ("“", "”"))


@rule("TXT-10", "括号、引号成对", "每个左括号、书名号、引号都有右边的一半", severity="info", basis=_ORDER)
def brackets(context: Context, record: Rule) -> Iterator[Evaluation]:
    """What is opened is closed."""

    def unclosed(paragraph: Paragraph) -> Iterator[Slip]:
        text = paragraph.text.replace("(", "（").replace(")", "）").strip()
        if not text.endswith("。"):
            return  # the paragraph may go on elsewhere
        for left, right in _PAIRS:
            at = text.rfind(left)
            if text.count(left) > text.count(right) and right not in text[at:]:
                part = text[at : at + 2 * _AROUND]
                yield part, "", f"中“{part}”的“{left}”没有配对的“{right}”"

    yield from _scan(context, record, unclosed)


_NO_REASON = Shape(r"[^，。；]{0,16}(?:{REASON_HEAD})[:：]?(?=[。；;])")
_CUT_REASON = Shape(r"(?:{REASON_HEAD})[:：]?[。；;]")
_REASON_AT_END = Shape(r"(?:{REASON_HEAD})[:：]?[。；;]$")


@rule("TXT-11", "原因没有空缺", "“主要原因是” 之后写明原因", severity="warning", basis=_ORDER)
def empty_reasons(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A reason that is announced is given."""

    def empty(paragraph: Paragraph) -> Iterator[Slip]:
        text = fold(paragraph.text)
        for found in _NO_REASON.finditer(text) if _CUT_REASON.search(text) else ():
            words = text[found.start() : found.end() + 1]
            if _REASON_AT_END.search(words):
                yield words, "", f"中“{words}”没有写出原因"

    yield from _scan(context, record, empty)


_CUT_COMPARISON = Shape(r"{RELATED_TO}(?:{PAST})度?相(?!{DIRECTED})|{RELATED_TO}上[一]?度")


@rule("TXT-13", "比较用语完整", "“与上年相比”不缺字", severity="info", basis=_ORDER)
def cut_words(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A comparison with the year before has all its letters."""

    def cut(paragraph: Paragraph) -> Iterator[Slip]:
        text = fold(paragraph.text)
        for found in _CUT_COMPARISON.finditer(text):
            words = text[found.start() : found.end() + 1]
            yield words, "", f"中“{words}”疑有缺字"

    yield from _scan(context, record, cut)
