"""Figures whose last digits a narrow column broke off, printed above and below the rest of their row.

    783030.4 357843.0 264669.2
    合计 7.85 0.00
    3 4 2

Pieces are put together only where the line below holds nothing but one rest for each figure above.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from attrs import evolve

from medinsure_budget.money import plain_number
from medinsure_budget.reading.flattened.tokens import Token, is_whole


def joined_around(tokens: Sequence[Token], decimals: int) -> list[Token]:
    """Put broken figures together, behind the other figures of the row between their pieces."""
    lines = [list(group) for _, group in groupby(tokens, key=lambda token: token.line)]
    joined: list[Token] = []
    at = 0
    while at < len(lines):
        wholes = list(_wholes(lines[at], lines[at + 1], lines[at + 2], decimals)) if decimals and at + 2 < len(lines) else []
        joined += [*lines[at + 1], *wholes] if wholes else lines[at]
        at += 3 if wholes else 1
    return joined


def _wholes(heads: Sequence[Token], row: Sequence[Token], rests: Sequence[Token], decimals: int) -> Iterator[Token]:
    """The whole figures of a line of beginnings and one of rests around a row; none unless each is needed."""
    if len(heads) != len(rests) or not all(token.is_number for token in (*heads, *rests)) or all(t.is_number for t in row):
        return
    texts = [plain_number(head.text) + plain_number(rest.text) for head, rest in zip(heads, rests, strict=True)]
    begun = not any(is_whole(head.text, decimals) for head in heads) and all(rest.kind == "digits" for rest in rests)
    if not begun or not all(is_whole(text, decimals) for text in texts):
        return
    for head, rest, text in zip(heads, rests, texts, strict=True):
        yield evolve(head, text=text, kind="broken", line=row[0].line, first=False, parts=(head.text, rest.text))
