"""Where lines break: Chinese may break between any two characters, but not before 、。 or after （ or inside a number."""

import re
import unicodedata
from collections.abc import Iterator

from medinsure_budget.lexicon import by_text
from medinsure_budget.records import frozen

_NEVER_FIRST = "，。、；：？！）》〉】」』”’…—·～％,.;:?!)%]}"
_THIN, _SMALL, _CAPITAL = " ,.:;'!|/()[]-", 1.1, 1.35
_WIDEST = 1.26
_HANGING = "，。、；：？！"
_NEVER_LAST = "（《〈【「『“‘([{"
_PIECE = re.compile(
    rf"[{re.escape(_NEVER_LAST)}]*(?:[!-~]+|.)[{re.escape(_NEVER_FIRST)}]*", re.DOTALL
)


@frozen(eq=False)
class Type:
    """How wide a type is set, in characters of full width.

    Attributes:
        digit: A digit.
        thin: A comma, point, bracket or blank.
        gap: What stands between Chinese and other letters.
        hanging: Whether the last punctuation of a line may stand beyond the margin.
    """

    digit: float
    thin: float
    gap: float
    hanging: bool


NARROW = Type(0.5, 0.25, 0.2, hanging=True)
"""Times or 仿宋 as office programs set them."""
WIDE = Type(0.64, 0.4, 0.26, hanging=False)
"""What stands in for them where they are not installed."""


def line_count(text: str, room: float, indent: float = 0, how: Type = NARROW) -> int:
    """How many lines a text takes.

    >>> line_count("支出合计为123.45万元。", 9), line_count("一二三四五，", 5), line_count("一二三四五，", 5, how=WIDE)
    (2, 1, 2)

    Args:
        text: The words, with line feeds where a new paragraph begins.
        room: The length of a line in characters of full width.
        indent: How much less the first line of each paragraph holds.
        how: The type.
    """
    return sum(_lines(part, max(1.0, room), indent, how) for part in text.split("\n"))


def _lines(text: str, room: float, indent: float, how: Type) -> int:
    if len(text) * _WIDEST + indent <= room:
        return 1
    lines, used, last = 1, indent, ""
    for piece, taken in _pieces(text, room, how):
        gap = how.gap if last and _is_latin(last) != _is_latin(piece[0]) else 0
        hung = how.hanging and piece[-1] in _HANGING
        if used + gap + taken > room + hung + 0.01 and last:
            lines, used, gap = lines + 1, 0.0, 0
        used, last = used + gap + taken, piece[-1]
    return lines


def _is_latin(letter: str) -> bool:
    return letter < "\x7f" and letter.isalnum()


def _pieces(text: str, room: float, how: Type) -> Iterator[tuple[str, float]]:
    """What stands in one line, with its width; a piece that is longer than a line is broken anywhere."""
    for found in _PIECE.findall(text):
        taken = _width(found, how)
        if taken <= room:
            yield found, taken
        else:
            yield from ((letter, _width(letter, how)) for letter in found)


@by_text
def _width(text: str, how: Type) -> float:
    return sum(_letter(letter, how) for letter in text)


def _letter(letter: str, how: Type) -> float:
    if letter >= "\x7f":
        return 1.0 if unicodedata.east_asian_width(letter) in "WFA" else how.digit
    if letter in _THIN:
        return how.thin
    return how.digit * (_CAPITAL if letter.isupper() else _SMALL if letter.isalpha() else 1)
