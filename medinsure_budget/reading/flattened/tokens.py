"""The words and figures of lines whose cells are no longer apart."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Literal

from attrs import evolve

from medinsure_budget.evidence import Line
from medinsure_budget.money import is_amount, parse_amount, plain_number
from medinsure_budget.records import frozen

TokenKind = Literal["word", "figure", "digits", "broken"]

_DIGITS = re.compile(r"[0-9]+")
_FIGURE = re.compile(r"[-△▲]?[0-9][0-9,]*\.?[0-9]{0,20}|\.[0-9]{1,20}|[-△▲]?[0-9][0-9,]*,")
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_BEGUN = re.compile(r"-?(?:0|[1-9][0-9,]*)\.?[0-9]*")
# Lost blanks glue a code to its name, a name to its figure, and figures of two decimals to each other.
_CODE_AND_NAME = re.compile(r"([0-9]{3}(?:[0-9]{2}){0,2}|[0-9]{6,9})(?=[\u4e00-\u9fff])")
_NAME_AND_FIGURES = re.compile(r"(.*[\u4e00-\u9fff）)])((?:-?[0-9][0-9,]*\.[0-9]{1,2})+)")
_GLUED = re.compile(r"(?:-?[0-9][0-9,]*?\.[0-9]{2}){2,}")
_ONE_GLUED = re.compile(r"-?[0-9][0-9,]*?\.[0-9]{2}")
# Codes that lost all blanks between them are no amount, however they end.
_LONGEST = 24


@frozen
class Token:
    """A piece of a line between blanks.

    Attributes:
        text: As printed; the parts of a torn figure joined.
        kind: ``digits`` are a code, an integer amount or the part of a torn figure; a ``broken`` figure was printed
            above and below its row and may stand anywhere in it.
        line: The printed line it begins in.
        first: Whether it is the first of its line.
        last: Whether it is the last of its line.
        parts: How the printed lines part a torn figure, else empty.
    """

    text: str
    kind: TokenKind
    line: int
    first: bool = True
    last: bool = True
    parts: tuple[str, ...] = ()

    @property
    def is_number(self) -> bool:
        """Whether it holds no words."""
        return self.kind != "word"

    @property
    def amount(self) -> Decimal:
        """The amount of a figure; a dash is nothing."""
        return parse_amount(self.text) or Decimal(0)


def tokens_of(lines: Iterable[Line]) -> list[Token]:
    """Part lines into words and figures; letters spaced out (收 入 总 计) are one word."""
    found: list[Token] = []
    for line in lines:
        pieces = [piece for text in _words(line.text) for piece in _unglued(text)]
        for at, text in enumerate(pieces):
            found.append(Token(text, _kind(text), line.number, at == 0, at == len(pieces) - 1))
    return found


def _words(text: str) -> list[str]:
    words: list[str] = []
    spaced = False
    for piece in text.split():
        single = len(piece) == 1 and not piece.isascii()
        if single and spaced:
            words[-1] += piece
        else:
            words.append(piece)
        spaced = single
    return words


def _unglued(text: str) -> list[str]:
    plain = plain_number(text)
    if _GLUED.fullmatch(plain):
        return _ONE_GLUED.findall(plain)
    if code := _CODE_AND_NAME.match(text):
        return [code[1], *_unglued(text[code.end() :])]
    if found := _NAME_AND_FIGURES.fullmatch(text):
        return [found[1], *_unglued(found[2])]
    return [text]


def _kind(text: str) -> TokenKind:
    plain = plain_number(text)
    if _DIGITS.fullmatch(plain):
        return "digits"
    return "figure" if len(plain) <= _LONGEST and _FIGURE.fullmatch(plain) else "word"


def usual_decimals(tokens: Iterable[Token]) -> int:
    """How many decimals the figures of a table have."""
    counts = Counter(len(plain_number(t.text).partition(".")[2]) for t in tokens if t.kind == "figure")
    return counts.most_common(1)[0][0] if counts else 0


def is_whole(text: str, decimals: int) -> bool:
    """Say whether a figure is printed with all its decimals."""
    plain = plain_number(text)
    return bool(_WHOLE.fullmatch(plain.lstrip("△▲"))) and len(plain.partition(".")[2]) == decimals and is_amount(plain)


def join_torn(tokens: Sequence[Token], decimals: int, *, counted: bool = False) -> list[Token]:
    """Join figures that are torn over lines: 396.1 and 3 become 396.13 where the table has two decimals.

    Only a figure that ends its line without its decimals is continued, and only by numbers that begin the next lines;
    where rows are ``counted`` (行次), a whole number is no part of a figure.
    """
    joined: list[Token] = []
    at = 0
    while at < len(tokens):
        whole = counted and tokens[at].kind == "digits"
        end = at + 1 if whole else _end_of_torn(tokens, at, decimals)
        parts = tuple(token.text for token in tokens[at:end])
        token = tokens[at]
        if len(parts) > 1:
            token = evolve(token, text="".join(parts), kind="figure", last=tokens[end - 1].last, parts=parts)
        joined.append(token)
        at = end
    return joined


def _end_of_torn(tokens: Sequence[Token], at: int, decimals: int) -> int:
    """Where the figure that begins at a token ends; the next token when it is not torn."""
    text, end = plain_number(tokens[at].text), at + 1
    if not decimals or not tokens[at].is_number or is_whole(text, decimals):
        return at + 1
    while end < len(tokens) and tokens[end].is_number and tokens[end - 1].last and tokens[end].first:
        text += plain_number(tokens[end].text)
        end += 1
        if is_whole(text, decimals):
            return end
        if not _BEGUN.fullmatch(text) or len(text.partition(".")[2]) > decimals:
            break
    return at + 1
