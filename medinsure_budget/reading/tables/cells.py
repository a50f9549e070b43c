"""What a table cell holds beside its facts: a code with its name, a total, a listed label, a row of 栏次."""

import re
from collections.abc import Sequence
from itertools import pairwise

from medinsure_budget.facts import fact
from medinsure_budget.forms.declare import TOTAL_WORDS
from medinsure_budget.forms.words import fold
from medinsure_budget.lexicon import Shape, by_text, word_set
from medinsure_budget.reading.tables import words  # noqa: F401  # declares the words of this room

_COUNT = Shape(r"{COUNTED}(?:\(.*\))?$|\({COUNTER}\)$")
_RATE = Shape(r"{RATE}(?:\(.*\))?$|\([^()]*{PER_CENT}[^()]*\)$|{PER_CENT}$")
_CODED_NAMES = (
    Shape(r"[\[【(（]?(?P<code>[235][0-9]{2}(?:[0-9]{2}){0,2})[\]】)）]?[\s\-—–_:：.、]*(?P<name>[^0-9\s%.,].*)"),
    Shape(r"(?P<name>.*[^0-9\s])\s*[\[【(（](?P<code>[235][0-9]{2}(?:[0-9]{2}){0,2})[\]】)）]"),
)
# Longer whole numbers than this may be codes.
_LONGEST_COUNT = 3
_LISTED = Shape(r"^(?:{NUMERAL}{1,3}、|[（(](?:{NUMERAL}|[0-9]){1,3}[)）]|[0-9]{1,2}[、.．](?![0-9]))")


@by_text
def coded_name(text: str) -> tuple[str, str] | None:
    """Part a cell that holds a subject's code and its name, in either order.

    >>> coded_name("2101501 行政运行"), coded_name("行政运行[2101501]"), coded_name("2024年")
    (('2101501', '行政运行'), ('2101501', '行政运行'), None)
    """
    for pattern in _CODED_NAMES:
        if found := pattern.fullmatch(text.strip()):
            return found["code"], found["name"]
    return None


def code_in(text: str) -> str:
    """The code, or the part of one, in a column of codes; workbooks may show it with commas."""
    return fact(text).code or fact(text).part or fact(text.replace(",", "")).code


def is_bare_code(text: str) -> bool:
    """Whether a text is nothing but what may be a code."""
    return len(text) > _LONGEST_COUNT and text.isdecimal() and bool(fact(text).code)


def is_total_word(text: str) -> bool:
    """Say whether a cell holds 合计 or a synonym."""
    return fold(text) in TOTAL_WORDS


@by_text
def is_count(label: str) -> bool:
    """Say whether a label or header is one of things or people, such as 公务用车保有量（辆）: its figure is no money."""
    return bool(_COUNT.search(fold(label)))


@by_text
def is_rate(label: str) -> bool:
    """Say whether a label or header is one of percentages, such as 增减幅度（%）."""
    return bool(_RATE.search(fold(label)))


def no_money(label: str) -> str:
    """What the figures of a label are that is no money (Chinese); empty when they may be money."""
    return "比率" if is_rate(label) else "数量" if is_count(label) else ""


def is_listed(text: str) -> bool:
    """Say whether a label begins with 一、 （一） or 1."""
    return bool(_LISTED.match(text))


_NUMBERED = re.compile(r"\(?([0-9]{1,3})")


def ordinals(texts: Sequence[str]) -> list[str] | None:
    """Return the printed 栏次 of each cell when a row holds nothing else, else ``None``.

    The numbers of a row of 栏次 count up by one; words such as 栏次 or 类 款 项 may stand beside them. Tables side by
    side begin anew.
    """
    # Beside the word that says what the numbers are, other words of the header may stand.
    told = not word_set("COLUMN_NUMBERS").isdisjoint(map(fold, texts))
    known = word_set("COLUMN_NUMBER")
    found, numbers, starred, worded = [], [], 0, False
    for text in texts:
        plain = fact(text).ordinal
        if not plain and text.strip() and not (told and fact(text).words) and fold(text) not in known:
            return None
        digits = _NUMBERED.match(plain)
        if digits:
            numbers.append(int(digits[1]))
        starred += plain.startswith("*")
        worded = worded or bool(text.strip() and not digits)
        found.append(plain if digits or plain.startswith("*") else "")
    rising = all(b in (a + 1, numbers[0]) for a, b in pairwise(numbers))
    # One small figure without a word beside it may be all that a one-line table prints.
    several = worded or len(numbers) > 1 or len(texts) <= 3
    if numbers and rising and 1 <= numbers[0] <= 2 and several:
        return found
    return found if not numbers and starred > 1 else None
