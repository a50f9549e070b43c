"""What the text of a table cell can be: a code, a figure, an ordinal, a word."""

import re
from itertools import pairwise

from medinsure_budget.forms.declare import TOTAL_WORDS
from medinsure_budget.forms.words import fold
from medinsure_budget.money import is_amount, plain_number

_SUBJECT_CODE = re.compile(r"[1-9][0-9]{2}(?:[0-9]{2}){0,2}")
# Documents print 3012 for 30102 and 20101 as 201 01 01; a code's part alone has one or two digits.
_CODE_LIKE = re.compile(r"[0-9]{1,7}")
_COUNTED = re.compile(r"[(（](?:个|人|辆|次|台|套|批|批次|人次|个数|户|平方米)[)）]$")
_CODED_NAMES = (
    re.compile(r"[\[【(（]?(?P<code>[235][0-9]{2}(?:[0-9]{2}){0,2})[\]】)）]?[\s\-—–_:：.、]*(?P<name>[^0-9\s%.,].*)"),
    re.compile(r"(?P<name>.*[^0-9\s])\s*[\[【(（](?P<code>[235][0-9]{2}(?:[0-9]{2}){0,2})[\]】)）]"),
)
_ORDINAL = re.compile(r"\(?[0-9]{1,3}\)?(?:=.*)?|[A-Z]|\*+|[—\-]+|[①-⑳]")
_ORDINAL_WORDS = frozenset({"栏次", "行次", "类", "款", "项", "序号", "项目", "合计", "编码", "**"})
_LISTED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9]{1,3}[)）]|[0-9]{1,2}[、.．](?![0-9]))"
)


def is_code(text: str) -> bool:
    """Say whether a cell holds a whole subject code (3, 5 or 7 digits)."""
    return bool(_SUBJECT_CODE.fullmatch(plain_number(text)))


def is_code_part(text: str) -> bool:
    """Say whether a cell may hold a code or the part of one: up to seven digits."""
    return bool(_CODE_LIKE.fullmatch(plain_number(text)))


def coded_name(text: str) -> tuple[str, str] | None:
    """Part a cell that holds a subject's code and its name, in either order.

    >>> coded_name("2101501 行政运行"), coded_name("行政运行[2101501]"), coded_name("2024年")
    (('2101501', '行政运行'), ('2101501', '行政运行'), None)
    """
    for pattern in _CODED_NAMES:
        if found := pattern.fullmatch(text.strip()):
            return found["code"], found["name"]
    return None


def is_figure(text: str) -> bool:
    """Say whether a cell holds an amount or a percentage."""
    return is_amount(text) or (text.endswith(("%", "％")) and is_amount(text[:-1]))


def is_blank(text: str) -> bool:
    """Say whether a cell holds nothing, or the strokes that stand for nothing."""
    return not text.strip("-—–－―─/／\\ \u3000")


def is_total_word(text: str) -> bool:
    """Say whether a cell holds 合计 or a synonym."""
    return fold(text) in TOTAL_WORDS


def is_count(label: str) -> bool:
    """Say whether a label states a unit of things or people, such as 公务用车保有量（辆）: its figure is no money."""
    return bool(_COUNTED.search(label))


def is_listed(text: str) -> bool:
    """Say whether a label begins with 一、 （一） or 1."""
    return bool(_LISTED.match(text))


def ordinals(texts: list[str]) -> list[str] | None:
    """Return the printed 栏次 of each cell when a row holds nothing else, else ``None``.

    The numbers of a row of 栏次 count up by one; words such as 栏次 or 类 款 项 may stand beside them.
    """
    found, numbers, starred, worded = [], [], 0, False
    for text in texts:
        # Folding takes stars for marks of bold type, here they are printed.
        plain = fold(text) or text.strip()
        if plain and not _ORDINAL.fullmatch(plain) and fold(text) not in _ORDINAL_WORDS:
            return None
        digits = re.match(r"\(?([0-9]{1,3})", plain)
        if digits:
            numbers.append(int(digits[1]))
        starred += plain.startswith("*")
        worded = worded or bool(plain and not digits)
        found.append(plain if digits or plain.startswith("*") else "")
    rising = all(b == a + 1 for a, b in pairwise(numbers))
    # One small figure without a word beside it may be all that a one-line table prints.
    several = worded or len(numbers) > 1 or len(texts) <= 3
    if numbers and rising and 1 <= numbers[0] <= 2 and several:
        return found
    return found if not numbers and starred > 1 else None
