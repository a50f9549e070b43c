"""Figures of text tables that a longer neighbour pushed aside, put below each other again.

What keeps a table's columns by blanks alone gives way where a figure is longer than its column: the rest of the line
moves to the right, and figures of one column come to stand below those of the next. The order of the figures in
their lines, and that no line has two in one column, tell the columns all the same.
"""

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, takewhile
from math import inf
from operator import itemgetter

from attrs import field

from medinsure_budget.money import is_amount
from medinsure_budget.records import define
from medinsure_budget.sources.cell_lines import AROUND
from medinsure_budget.sources.spaced import Place, Token, below, in_order, is_counting

# So many lines without figures may stand between two of a table, such as the rest of wrapped labels.
_MOST_BETWEEN = 6
_first = itemgetter(0)
# What it costs to begin a column, and to put a code below amounts; a blank costs one.
_NEW, _OTHER_KIND = 40, 60
# So many numbers count columns; fewer may be figures.
_FEWEST_COUNTED = 3
# The blanks that part columns.
_APART = 2
# A line of more numbers is of no table that anybody prints.
_MOST_COLUMNS = 200
# The fewest places that a column's figures are moved to.
_CORE = 3


@define
class _Column:
    """Figures below each other; what is asked of them for every line is kept, or long tables would take for ever."""

    tokens: list[Token] = field(factory=list)
    leaning: int = 0
    _rights: list[int] = field(factory=list)
    _widths: list[int] = field(factory=list)

    def add(self, token: Token) -> None:
        """Take a figure in; ``leaning`` is more than 0 where more codes stand in the column than figures."""
        self.tokens.append(token)
        self.leaning += token.is_code - token.is_figure
        insort(self._rights, token.right)
        insort(self._widths, token.right - token.left)

    @property
    def right(self) -> int:
        """Where most of its figures end."""
        return self._rights[(len(self._rights) - 1) // 2]

    @property
    def width(self) -> int:
        """How broad most of its figures are."""
        return max(_CORE, self._widths[(len(self._widths) - 1) // 2])


def straightened(lines: Sequence[Sequence[Token]]) -> dict[int, Place]:
    """Where figures that stand in each other's way belong, and the header above them: places by a token's identity."""
    found: dict[int, Place] = {}
    for stretch in _stretches(lines):
        numbers = [[token for token in line if token.is_number] for line in stretch]
        if max(map(len, numbers), default=0) > _MOST_COLUMNS:
            continue
        if columns := _counted(stretch) or (_columns(numbers) if _is_crossed(numbers) else []):
            places = list(_apart(columns))
            for column, place in zip(columns, places, strict=True):
                found |= {id(token): place for token in column.tokens}
            codes = [place for column, place in zip(columns, places, strict=True) if column.leaning > 0]
            found |= _headed(stretch, found) | _beside_codes(stretch, codes, found)
        _centred(list(takewhile(lambda line: not any(token.is_number for token in line), stretch)), found)
    return found


def _headed(stretch: Sequence[Sequence[Token]], found: Mapping[int, Place]) -> dict[int, Place]:
    """The words of a header above the numbers that count its columns, moved as these are."""
    end = next((at for at, line in enumerate(stretch) if is_counting(line)), 0)
    moved: dict[int, Place] = {}
    for line in stretch[:end]:
        heads = [token for token in line if id(token) not in found]
        for token, nearest in below(heads, stretch[end]):
            if id(nearest) in found:
                shift = sum(found[id(nearest)]) / 2 - nearest.middle
                moved[id(token)] = token.left + shift, token.right + shift
    for line in stretch[:end]:
        _part(line, moved)
    return moved


def _part(line: Sequence[Token], moved: dict[int, Place]) -> None:
    """Make words of a header narrower that would touch: their middles are what counts."""
    for token, after in pairwise(line):
        if id(token) in moved or id(after) in moved:
            left, right = moved.get(id(token), (token.left, token.right))
            begin, end = moved.get(id(after), (after.left, after.right))
            if (near := _APART - (begin - right)) > 0:
                moved[id(token)] = left + min(near / 2, (right - left - 1) / 2), right - min(near / 2, (right - left - 1) / 2)
                moved[id(after)] = begin + min(near / 2, (end - begin - 1) / 2), end - min(near / 2, (end - begin - 1) / 2)


def _beside_codes(stretch: Sequence[Sequence[Token]], codes: Sequence[Place], found: Mapping[int, Place]) -> dict[int, Place]:
    """Names that stand below codes, moved behind them as far as what follows in the line leaves room."""
    moved: dict[int, Place] = {}
    numbered = ([token for token in line if token.is_number and (token.is_figure or token.is_code)] for line in stretch)
    first = next((at for at, line in enumerate(numbered) if line), 0)
    for line in stretch[first:]:
        for at, token in enumerate(line):
            touched = [right for left, right in codes if left < token.right and token.left < right + _APART]
            end = found.get(id(line[at + 1]), (line[at + 1].left, 0))[0] if at + 1 < len(line) else inf
            begin = touched[-1] + _APART if touched else inf
            if not is_amount(token.text) and begin + _APART < end:
                moved[id(token)] = begin, min(begin + token.right - token.left, end - _APART)
    return moved


def _centred(header: Sequence[Sequence[Token]], found: dict[int, Place]) -> None:
    """Give lines of one heading one middle: blanks keep it but for half a character."""
    for at, line in enumerate(header):
        above = [found.get(id(token), (token.left, token.right)) for part in header[max(0, at - 2) : at] for token in part]
        for token in line:
            left, right = found.get(id(token), (token.left, token.right))
            offs = [(one + other - left - right) / 2 for one, other in above]
            if (off := min(offs, key=abs, default=0)) and abs(off) <= 1:
                found[id(token)] = left + off, right + off


def _stretches(lines: Sequence[Sequence[Token]]) -> Iterator[list[Sequence[Token]]]:
    """The lines of one table after the other."""
    found: list[Sequence[Token]] = []
    waiting: list[Sequence[Token]] = []
    for line in filter(None, lines):
        waiting.append(line)
        prose = bool(AROUND.fullmatch("".join(token.text for token in line)))
        if not prose and any(token.is_number for token in line):
            found += waiting
            waiting = []
        elif prose or len(waiting) > _MOST_BETWEEN:
            yield found
            found, waiting = [], [] if prose else waiting[-_MOST_BETWEEN:]
    yield found


def _is_crossed(numbers: Sequence[Sequence[Token]]) -> bool:
    """Whether two figures of a line, or a figure and a code, stand in what looks like one column."""
    ends = sorted((token.left, token.right) for line in numbers for token in line if token.is_figure or token.is_code)
    stripes: list[tuple[int, int]] = []
    for left, right in ends:
        if stripes and left < stripes[-1][1]:
            stripes[-1] = stripes[-1][0], max(right, stripes[-1][1])
        else:
            stripes.append((left, right))
    begins = [first for first, _ in stripes]
    for line in numbers:
        held: dict[int, list[Token]] = defaultdict(list)
        for token in line:
            at = bisect_right(begins, token.left) - 1
            if at >= 0 and token.left < stripes[at][1] and (token.is_figure or token.is_code):
                held[at].append(token)
        if any(len(within) > 1 and any(token.is_figure for token in within) for within in held.values()):
            return True
    return False


def _counted(stretch: Sequence[Sequence[Token]]) -> list[_Column]:
    """The columns that numbers below the header count, where some line has a figure in each; else none."""
    at = next((at for at, line in enumerate(stretch) if is_counting(line)), len(stretch))
    counts = [token for token in stretch[at] if token.is_number] if at < len(stretch) else []
    lines = [figures for line in stretch[at + 1 :] if (figures := [token for token in line if token.is_figure])]
    if len(counts) < _FEWEST_COUNTED or max(map(len, lines), default=0) != len(counts):
        return []
    columns = [_Column() for _ in counts]
    for line in sorted(lines, key=len, reverse=True):
        whole = len(line) == len(columns)
        places = range(len(line)) if whole else in_order([t.right for t in line], [c.right for c in columns])
        for token, place in zip(line, places, strict=True):
            columns[place].add(token)
    for column, token in zip(columns, counts, strict=True):
        column.tokens.append(token)
    return columns


def _columns(numbers: Sequence[Sequence[Token]]) -> list[_Column]:
    """The columns, those of the lines with most figures first."""
    columns: list[_Column] = []
    for line in sorted(filter(None, numbers), key=len, reverse=True):
        new: list[Token] = []
        for token, place in zip(line, _placed(line, columns), strict=True):
            if place >= 0:
                columns[place].add(token)
            else:
                new.append(token)
        for token in new:
            begun = _Column()
            begun.add(token)
            columns.insert(sum(column.right < token.right for column in columns), begun)
    return columns


def _placed(line: Sequence[Token], columns: Sequence[_Column]) -> list[int]:
    """The column of each figure in their order, -1 for a new one, so that they are moved as little as possible."""
    known = [(column.right, column.leaning) for column in columns]
    # best[c]: the cost of the figures so far in the first c columns, and their places.
    best: list[tuple[int, tuple[int, ...]]] = [(0, ())] * (len(columns) + 1)
    for token in line:
        row = [(best[0][0] + _NEW, (*best[0][1], -1))]
        for c, (right, leaning) in enumerate(known, 1):
            other = leaning > 0 if token.is_figure else token.is_code and leaning < 0
            cost = abs(token.right - right) + (_OTHER_KIND if other else 0)
            here = best[c - 1][0] + cost, (*best[c - 1][1], c - 1)
            row.append(min(row[-1], here, (best[c][0] + _NEW, (*best[c][1], -1)), key=_first))
        best = row
    return list(best[-1][1])


def _apart(columns: Sequence[_Column]) -> Iterator[Place]:
    """The places of the columns, none of them within another's figures."""
    before = 0
    for column in columns:
        right = max(column.right, before + _CORE + 1)
        yield max(right - column.width, before + 1), right
        before = right
