"""Labels that were wrapped around the figures of their row, put back into it.

Where a label takes two lines, the text prints the first above the row's figures and the other below them; beside each
other stand the halves of all labels that were wrapped in that row. The numbers of the lines, or the codes, show which
labels a row lacks. A label is put into its row only where what it becomes is a name that belongs there.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from attrs import evolve

from medinsure_budget.reading.flattened.tokens import Token
from medinsure_budget.records import frozen

# The lines of a label above its figures.
_MOST_ABOVE = 3
# So many labels stand in a row; in few of so many places could they be lacking.
_MOST_LABELS = 4
_Line = list[Token]


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
    return [evolve(token, first=at == 0, last=at == len(whole) - 1) for at, token in enumerate(whole)]


def _places(labels: Sequence[str], lacking: Sequence[tuple[int, str, int]], anchors: Anchors) -> list[int] | None:
    """Where labels belong, in their order; ``None`` unless exactly one way fits."""
    ways: list[list[int]] = [[]]
    for label in labels:
        fitting = [place for place, text, number in lacking if anchors.fits(label, text, number)]
        ways = [[*way, place] for way in ways for place in fitting if not way or place > way[-1]]
    return ways[0] if len(ways) == 1 else None
