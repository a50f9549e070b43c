"""Figures of text tables whose last digits a narrow column broke into a line below, put together again.

Only where it is proved: all figures of a page have as many decimals, some of one line have fewer, and a line below
holds nothing but the missing digits, one piece below each of them. The rest of the row may stand between the two.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from attrs import evolve

from medinsure_budget.money import is_amount
from medinsure_budget.records import frozen
from medinsure_budget.sources.spaced import Token

# So many figures show how a page prints its amounts; one in so many may be broken or another's.
_FEWEST, _EXCEPTIONS = 4, 4
# The rest stands in the next line, or behind that of the rest of the row.
_REACH = 2
# By how much the ends or the middles of the two pieces may differ.
_OFF = 1
_HEAD = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]*)?")
_REST = re.compile(r"\.?[0-9]+")


@frozen
class Mended:
    """The lines of a page, and by line the figures that were put together."""

    lines: list[list[Token]]
    figures: dict[int, list[str]]


def mended(lines: Sequence[Sequence[Token]]) -> Mended:
    """Put broken figures into the line in which the rest of their row stands."""
    found = Mended([list(line) for line in lines], {})
    decimals = _usual_decimals(lines)
    filled = [at for at, line in enumerate(lines) if line] if decimals else []
    for number, at in enumerate(filled):
        heads = [token for token in found.lines[at] if _is_head(token.text, decimals)]
        for reach, below in enumerate(filled[number + 1 : number + 1 + _REACH] if heads else (), 1):
            pairs = _pairs(heads, found.lines[below], decimals)
            if not pairs:
                continue
            home = filled[number + reach // _REACH]
            wholes = [evolve(head, text=head.text + rest.text, alone=True) for head, rest in pairs]
            found.lines[at] = [token for token in found.lines[at] if token not in heads]
            found.lines[below] = []
            found.lines[home] = sorted([*found.lines[home], *wholes], key=lambda token: token.left)
            found.figures[home] = [token.text for token in wholes]
            break
    return found


def _usual_decimals(lines: Sequence[Sequence[Token]]) -> int:
    """How many decimals nearly all figures have; 0 where that is not to be told."""
    found = Counter(_decimals(token.text) for line in lines for token in line if token.is_figure)
    usual, times = found.most_common(1)[0] if found else (0, 0)
    return usual if times >= _FEWEST and (found.total() - times) * _EXCEPTIONS <= found.total() else 0


def _decimals(text: str) -> int:
    return len(text.rpartition(".")[2]) if "." in text else 0


def _is_head(text: str, decimals: int) -> bool:
    return bool(_HEAD.fullmatch(text)) and _decimals(text) < decimals and not (text.isdecimal() and len(text) == 1)


def _pairs(heads: Sequence[Token], below: Sequence[Token], decimals: int) -> list[tuple[Token, Token]]:
    """The pieces below broken figures; empty unless the line holds nothing else and all of it is needed."""
    if not below or not all(_REST.fullmatch(token.text) for token in below):
        return []
    found = list(_matched(heads, below))
    whole = all(is_amount(a.text + b.text) and _decimals(a.text + b.text) == decimals for a, b in found)
    return found if whole and len(found) == len(below) else []


def _matched(heads: Sequence[Token], below: Sequence[Token]) -> Iterator[tuple[Token, Token]]:
    waiting = list(below)
    for head in heads:
        if waiting and _is_below(head, waiting[0]):
            yield head, waiting.pop(0)


def _is_below(head: Token, rest: Token) -> bool:
    return abs(head.right - rest.right) <= _OFF or abs(head.left + head.right - rest.left - rest.right) <= 2 * _OFF
