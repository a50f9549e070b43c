"""What a line beside a table can be: a title, a number, a remark, a page number."""

import re

from medinsure_budget.forms.words import compact, fold, without_ordinal
from medinsure_budget.lexicon import Shape, by_text, lexical, words
from medinsure_budget.money import Unit

_MAX_TITLE = 70
_SHORTEST_BARE, _LONGEST_BARE = 5, 30
_ORDER = r"(?:[0-9]|{NUMERAL}){1,3}(?:-[0-9]{1,2})?"
_ZEROS = "〇○零"
_NUMBER = Shape(
    r"(?:{NUMBER_PREFIX|LEVEL})?{DISCLOSED}(?:表)?\s*" + _ORDER + r"\s*表?"
    r"|(?:{NUMBER_PREFIX})?(?<![0-9A-Z])[A-Z]{0,2}[0-9]{2}(?:-[0-9]{1,2})?\s*表(?!\w)"
    r"|(?:表|{ATTACHMENT})\s*[0-9]{1,2}(?:-[0-9]{1,2})?(?![0-9年])"
    r"|表\s*{NUMERAL}{1,3}(?![、\w])|{ATTACHMENT}\s*{NUMERAL}{1,3}"
)


def split_number(line: str) -> tuple[str, str]:
    """Part a line into its words and a table number at one of its ends.

    >>> split_number("公开01表"), split_number("表02 2024年单位收入预算总表")
    (('', '公开01表'), ('2024年单位收入预算总表', '表02'))
    """
    for found in _NUMBER.finditer(line):
        before, after = line[: found.start()].strip(" :："), line[found.end() :].strip(" :：")
        if not before or not after:
            return before + after, compact(found[0]).replace(" ", "")
    return line, ""


_TITLE = Shape(r"{TABLE}(?:\([^()]*\)|[0-9]{4}年(?:度)?)*$")
_TITLE_WORD = Shape(r"{TABLE_TOPIC}")
# A sentence may end in 表 too; titles have no such marks.
_SENTENCE = Shape(r"[。；;，,?？!！]|：.*表|{NO_TITLE}|{ATTACHMENT}[0-9]*[:：]?见")
_CONTINUED = Shape(r"[(（]?续(?:表)?[)）]?\s*[0-9]*$")


@by_text
def is_title(line: str) -> bool:
    """Say whether a line can be the title of a table."""
    folded = fold(line)
    return (
        len(folded) <= _MAX_TITLE
        and bool(_TITLE.search(_CONTINUED.sub("", folded)))
        and bool(_TITLE_WORD.search(folded))
        and not _SENTENCE.search(without_ordinal(folded))
    )


def is_bare_title(line: str) -> bool:
    """Say whether a line that names none of our topics can be a title all the same, where it stands above a table."""
    folded = fold(line)
    short = _SHORTEST_BARE <= len(folded) <= _LONGEST_BARE
    return short and bool(_TITLE.search(folded)) and not (_SENTENCE.search(folded) or split_number(folded)[1])


_DATED = Shape(r"(?:20[0-9]{2}|二[〇○0]二.)年")


def begins_title(line: str) -> bool:
    """Say whether a line is the first one of a title that is printed in two: it has the year and no end."""
    folded = fold(line)
    return bool(_DATED.match(folded)) and not (_TITLE.search(folded) or names_document(folded))


# 2024年某某局部门预算公开 names the document, not the table below it.
_DOCUMENT = Shape(
    r"(?:{LEVEL|ORGAN_END}|年(?:度)?){ACCOUNT}(?:{INFORMATION|ABOUT_WHAT|DISCLOSED})*的?(?:表|{EXPLAINED})?$|{DISCLOSED}$"
)


@lexical
def names_document(folded: str) -> bool:
    """Say whether a folded line is the title of a whole document: 某某局2024年部门预算, …部门决算公开的说明."""
    return bool(_DOCUMENT.search(folded))


def plain_title(title: str) -> str:
    """A title without its 续表."""
    return _CONTINUED.sub("", title)


_BRACKETED = re.compile(r"[(（][^()（）]{2,20}[)）]")


def is_bracketed(line: str) -> bool:
    """Say whether a line is in brackets and may be the second line of a title."""
    return bool(_BRACKETED.fullmatch(line)) and Unit.parse(line) is None and year_in(line) is None


_REMARK = Shape(r"^{REMARK}\s*[0-9]{0,2}\s*[:：.、]|{EMPTY_TABLE}|^注[0-9]")


@by_text
def is_remark(line: str) -> bool:
    """Say whether a line is a note under a table, such as 注：… or …故本表无数据。."""
    return bool(_REMARK.search(line.strip()))


_PAGE_NUMBER = Shape(
    r"^(?:[—\-–－―─~·•.|第\s]*[0-9]{1,3}[—\-–－―─~·•.|页\s]*|第?\s*[0-9]{1,3}\s*(?:页?\s*[,，/／|]\s*共?|页?\s*共|页)\s*[0-9]{1,3}\s*页?)$"
)


@by_text
def is_page_number(line: str) -> bool:
    """Say whether a line is nothing but a page number."""
    return bool(_PAGE_NUMBER.match(line.strip()))


_CONTINUATION = Shape(r"[(（]?{CONTINUED}[)）]?[:：]?")


def is_continuation(line: str) -> bool:
    """Say whether a line only says that a table goes on, such as （续表）."""
    return bool(_CONTINUATION.fullmatch(compact(line)))


# Of 2024—2025年 the last counts.
_YEAR = re.compile(r"(?:20[0-9]{2}年?[-—–－~～至]+)?(20[0-9]{2})年?")


def year_in(line: str) -> int | None:
    """The first year in a title, written 2024年 or 二〇二四年; of several years the last."""
    found = _YEAR.search(in_digits(fold(line)))
    return int(found[1]) if found else None


_YEAR_IN_WORDS = Shape(r"二[〇○零]([〇○零]|{NUMERAL})([〇○零]|{NUMERAL})年")


def in_digits(folded: str) -> str:
    """A folded text with its years in digits: 二〇二四年 is 2024年."""
    return _YEAR_IN_WORDS.sub(lambda found: f"20{_digit(found[1])}{_digit(found[2])}年", folded) if "二" in folded else folded


def _digit(numeral: str) -> int:
    return 0 if numeral in _ZEROS else words("NUMERAL").index(numeral) + 1
