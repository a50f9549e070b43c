"""Labels that were wrapped around the figures of their row, put back into it.

Where a label takes two lines, the text prints the first above the row's figures and the other below them; beside each
other stand the halves of all labels that were wrapped in that row. The numbers of the lines, or the codes, show which
labels a row lacks. A label is put into its row only where what it becomes is a name that belongs there.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise, takewhile

from attrs import evolve

from medinsure_budget.facts import fact
from medinsure_budget.reading.flattened.tokens import Token
from medinsure_budget.records import frozen

# The lines of a label above its figures.
_MOST_ABOVE = 3
# So many labels stand in a row; in few of so many places could they be lacking.
_MOST_LABELS = 4
# The digits of a 款 or 项.
_PART = 2
_Line = list[Token]
_Cells = Sequence[list[str]]
# What parts the cells of a name that stands in several columns.
_PARTED = "/"
_OPENING, _CLOSING = re.compile("[（(]"), re.compile("[）)]")


@frozen
class Anchors:
    """What shows the labels of a row: line numbers behind them, or codes before them.

    Attributes:
        is_anchor: Whether a token is one.
        behind: Whether the label stands before it.
        fits: Whether words are the label of an anchor, by its text and its place among those of the row.
    """

    is_anchor: Callable[[Token], bool]
    behind: bool
    fits: Callable[[str, str, int], bool]

    def lacking(self, line: _Line) -> Iterator[tuple[int, str, int]]:
        """The places where a row lacks a label, with the anchor's text and number."""
        anchors = [at for at, token in enumerate(line) if self.is_anchor(token)]
        for number, at in enumerate(anchors):
            beside = at - 1 if self.behind else at + 1
            if not 0 <= beside < len(line) or line[beside].is_number:
                yield at + (not self.behind), line[at].text, number


def unwrapped(tokens: Sequence[Token], anchors: Anchors) -> list[Token]:
    """The words and figures of a table with each wrapped label in its row."""
    lines = [list(group) for _, group in groupby(tokens, key=lambda token: token.line)]
    found: list[Token] = []
    at = 0
    while at < len(lines):
        above = _words_from(lines, at)
        row = at + above
        whole = _whole(lines, at, above, anchors) if 0 < above <= _MOST_ABOVE and row < len(lines) else None
        found += [token for line in lines[at : row + 1] for token in line] if whole is None else whole
        at = row + 1 + (above if whole is not None else 0)
    return found


def centred(tokens: Sequence[Token]) -> list[Token]:
    """The words and figures of a table of one column of labels, each label in the row of its figures.

    Figures stand at the middle of a wrapped label: as many lines of it are printed above them as below. What the first
    row takes of the lines of words before the next row leaves the rest to that, and so on; where the count does not
    come out at the end, all is left as it is.
    """
    return _in_rows(tokens, lambda above, own, below: ["".join(cell for line in (*above, own, *below) for cell in line)], 1)


def listed(tokens: Sequence[Token]) -> list[Token]:
    """The words and figures of a list with several columns of words, the cells of a row parted by strokes.

    Blanks part what stands beside the figures; the lines around them are the rest of cells that were wrapped.
    """
    return _in_rows(tokens, _cells, _MOST_LABELS)


def _in_rows(tokens: Sequence[Token], label_of: Callable[[_Cells, list[str], _Cells], list[str]], most: int) -> list[Token]:
    lines = _lines(tokens)
    rows = [at for at, line in enumerate(lines) if any(token.is_number for token in line)]
    halves = _halves([after - before - 1 for before, after in pairwise([-1, *rows, len(lines)])])
    words = [_pieces([token.text for token in line if not token.is_number], ends=not line[-1].is_number) for line in lines]
    cells = [label_of(words[at - h : at], words[at], words[at + 1 : at + h + 1]) for at, h in zip(rows, halves, strict=False)]
    behind = any(not lines[at][-1].is_number for at in rows)
    wrapped = any(halves) or any(len(label) > 1 for label in cells)
    if not wrapped or behind or not all(map(any, cells)) or any(len(line) > most for line in words):
        return list(tokens)
    found: list[Token] = []
    for at, label in zip(rows, cells, strict=True):
        numbers = [token for token in lines[at] if token.is_number]
        place = next((i for i, token in enumerate(lines[at]) if not token.is_number), _parts_of_code(numbers))
        found += _in_line([*numbers[:place], Token(_PARTED.join(label), "word", numbers[0].line), *numbers[place:]])
    return found


def _cells(above: _Cells, own: list[str], below: _Cells) -> list[str]:
    """The cells of a row: the wrapped ones first; of one that has a line beside the figures it is a part."""
    around = [*above, *below]
    columns = max(map(len, around), default=0)
    if columns == 1 and len(own) > 1:
        return ["".join((*(line[0] for line in above), own[0], *(line[0] for line in below))), *own[1:]]
    return ["".join(line[c] for line in around if c < len(line)) for c in range(columns)] + own


def _pieces(words: Sequence[str], *, ends: bool) -> list[str]:
    """The words of a line by cell: none ends within brackets, unless the line ``ends`` there, or before a single letter."""
    found: list[str] = []
    for at, word in enumerate(words):
        open_ = bool(found) and len(_OPENING.findall(found[-1])) > len(_CLOSING.findall(found[-1]))
        closed = open_ and (ends or any(map(_CLOSING.search, words[at:])))
        if found and (closed or (len(word) == 1 and word.isascii())):
            found[-1] += f" {word}"
        else:
            found.append(word)
    return found


def _parts_of_code(numbers: Sequence[Token]) -> int:
    """How many of the numbers of a row without words are its code: none, one, or 类, 款 and 项 apart."""
    if len(numbers) < _PART or numbers[0].kind != "digits" or not fact(numbers[0].text).code:
        return 0
    return 1 + sum(1 for _ in takewhile(lambda token: token.kind == "digits" and len(token.text) == _PART, numbers[1:]))


def _halves(gaps: Sequence[int]) -> list[int]:
    """How many lines of each label stand above its figures, by the lines of words between rows; empty if it is unclear."""
    halves = [gaps[0]]
    for gap in gaps[1:-1]:
        halves.append(gap - halves[-1])
    return halves if len(gaps) > 1 and min(halves) >= 0 and halves[-1] == gaps[-1] else []


def _in_line(tokens: Sequence[Token]) -> list[Token]:
    return [evolve(token, first=at == 0, last=at == len(tokens) - 1) for at, token in enumerate(tokens)]


def _lines(tokens: Sequence[Token]) -> list[_Line]:
    """The tokens by line; two lines that a page break parts have one number."""
    begins = [at for at, token in enumerate(tokens) if token.first or not at or token.line != tokens[at - 1].line]
    return [list(tokens[begin:end]) for begin, end in pairwise([*begins, len(tokens)])]


def _words_from(lines: Sequence[_Line], at: int) -> int:
    """How many lines from one on hold nothing but words."""
    end = at
    while end < len(lines) and not any(token.is_number for token in lines[end]):
        end += 1
    return end - at


def _whole(lines: Sequence[_Line], first: int, above: int, anchors: Anchors) -> list[Token] | None:
    """The row below some lines of words, with the labels of which these are the first halves."""
    row = lines[first + above]
    below = lines[first + above + 1 : first + 2 * above + 1]
    halves = [*lines[first : first + above], *below]
    if _words_from(below, 0) < above or len({len(line) for line in halves}) > 1 or len(halves[0]) > _MOST_LABELS:
        return None
    labels = ["".join(pieces) for pieces in zip(*([t.text for t in line] for line in halves), strict=True)]
    places = _places(labels, list(anchors.lacking(row)), anchors)
    if places is None:
        return None
    words = {place: Token(label, "word", row[0].line) for place, label in zip(places, labels, strict=True)}
    whole = [token for at in range(len(row) + 1) for token in (words.get(at), *row[at : at + 1]) if token is not None]
    return _in_line(whole)


def _places(labels: Sequence[str], lacking: Sequence[tuple[int, str, int]], anchors: Anchors) -> list[int] | None:
    """Where labels belong, in their order; ``None`` unless exactly one way fits."""
    ways: list[list[int]] = [[]]
    for label in labels:
        fitting = [place for place, text, number in lacking if anchors.fits(label, text, number)]
        ways = [[*way, place] for way in ways for place in fitting if not way or place > way[-1]]
    return ways[0] if len(ways) == 1 else None
