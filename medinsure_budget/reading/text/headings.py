"""Numbers and titles of headings, as Chinese official documents print them."""

import re

from medinsure_budget.lexicon import Shape, by_text
from medinsure_budget.records import frozen

_DIGITS = "一二三四五六七八九十百"
_NUMBER = r"(?:{NUMERAL}|百)+"
_STYLES = (
    (1, Shape(r"第\s*(?:{NUMERAL}|百|\d)+\s*{PART}[、：:．.]?")),
    (3, Shape(_NUMBER + r"\s*[、．.]")),
    (4, Shape(r"[（(]\s*" + _NUMBER + r"\s*[）)]、?[．.]?")),
    # "12.5" and "2024.1" are figures, but "1. 2024年部门收支预算总表" is numbered.
    (5, Shape(r"\d{1,2}\s*[、．.](?:(?=\s*20\d\d\s*年)|(?!\s*\d))")),
    (6, re.compile(r"[（(]\s*\d{1,2}\s*[）)]、?[．.]?")),
    (7, re.compile(r"\d{1,2}[）)]")),
    (8, re.compile(r"[①-⑳]、?[．.]?")),
)
_PAGE_NUMBER = Shape(r"(?:第\s*)?(?:\d{1,3}|[IVXivx]{1,4})(?:\s*页)?(?:\s*，?[,/]?\s*共\s*\d{1,3}\s*页)?")
_AROUND_PAGE_NUMBER = "-—–─· \t\u3000\xa0"
UNNUMBERED = 2
TABLE_TITLE = 9

_LABEL_LENGTH = 40
_TITLE_LENGTH = 80


@frozen
class Numbering:
    """The number that a line begins with.

    Attributes:
        text: As printed, such as ``（一）``.
        rank: The usual depth of this style; smaller is nearer the root.
        rest: The words after it.
    """

    text: str
    rank: int
    rest: str


@by_text
def numbering(text: str) -> Numbering | None:
    """Find the number of a heading or item at the beginning of a line.

    >>> numbering("（二）机构设置").rest, numbering("12.5 万元，占"), numbering("第一部分 概况").rank
    ('机构设置', None, 1)
    """
    if not text or not (text[0] in "第（(" or text[0].isdecimal() or text[0] in _DIGITS or "①" <= text[0] <= "⑳"):
        return None
    for rank, style in _STYLES:
        if found := style.match(text):
            return Numbering(found[0].strip(), rank, text[found.end() :].strip())
    return None


def is_page_number(text: str) -> bool:
    """Say whether a line of text is nothing but the number of its page."""
    return bool(_PAGE_NUMBER.fullmatch(text.strip(_AROUND_PAGE_NUMBER)))


_CHAPTER_END = Shape(r"{CHAPTER_OF_TABLES}$|(?:^|{CHAPTER_OWNER}){ACCOUNT}表$")
_YEAR_AND_LEVEL = Shape(r"\s|(?:20[0-9]{2}年(?:度)?)|{LEVEL}")
_TITLE_END = Shape(r"(?:{HEADING_END}|[）)])$")


def ends_like_title(text: str) -> bool:
    """Say whether the last word is one that headings end with."""
    # Only the end is looked at: a paragraph may be as long as its document.
    return bool(_TITLE_END.search(text.rstrip("。：: ")[-_TITLE_LENGTH:]))


_TABLE_END = re.compile(r"表(?:[（(][^（）()]{1,12}[）)])?$")


def is_table_title(text: str) -> bool:
    """Say whether a heading names a table; the chapter that holds all of them ends in 表 too."""
    words = _YEAR_AND_LEVEL.sub("", text)
    return bool(_TABLE_END.search(words)) and not _CHAPTER_END.search(words)


_SECTION_END = Shape(r"{SECTION_END}$")
_MARK = re.compile(r"[，。；：！？、]")


def is_section_title(text: str) -> bool:
    """Say whether unnumbered words are the title of a part of a disclosure."""
    return len(text) <= _LABEL_LENGTH and bool(_SECTION_END.search(text)) and not _MARK.search(text)


_FIGURE = Shape(r"\d\s*(?:{MONEY|PER_CENT})")
_INNER_SENTENCE = Shape(r"[、。：:]|[）)]{TELLING}")
_SENTENCE_MARK = Shape(r"[，；！？]")
_STOP = re.compile(r"[。：:]")


def is_title(text: str) -> bool:
    """Say whether the words after a number are a heading rather than a sentence."""
    words = text.rstrip("：: ")
    if not words or len(words) > _TITLE_LENGTH or _SENTENCE_MARK.search(words) or _FIGURE.search(words):
        return False
    if words.endswith("。"):
        inner = _INNER_SENTENCE.search(words[:-1])
        return len(words) <= _LABEL_LENGTH and not inner and ends_like_title(words)
    return not _STOP.search(words)


_SUBJECT_MARK = Shape(r"[（(]{SUBJECT_LEVEL}[）)]")
_OFFICE_END = Shape(r"{HEADED_OFFICE}$")
_RUN_IN = Shape(
    # Explained subjects are sometimes printed without their colon.
    r"([^，；。！？：:]{2,70}[（(]项[）)])(?:[：:]\s*)?(?={TELLING})"
    r"|([^，；。！？]{2,70}?)[：:]\s*(?=\S)|([^，；。、！？：:]{2,25})。\s*(?=\S)"
)


def split_run_in(text: str) -> tuple[str, str] | None:
    """Part a heading from the text that follows it on the same line.

    >>> split_run_in("公务接待费：2024年安排公务接待费预算 1.20 万元")
    ('公务接待费', '2024年安排公务接待费预算 1.20 万元')
    """
    found = _RUN_IN.match(text)
    if not found or _FIGURE.search(found[0]):
        return None
    title, rest = (found[1] or found[2] or found[3]).strip(), text[found.end() :]
    if found[3] and (_SUBJECT_MARK.search(title) or not (ends_like_title(title) or _OFFICE_END.search(title))):
        return None
    return (title, rest) if len(title) <= _LABEL_LENGTH or "（" in title else None
