"""Headings of text tables whose lines a narrow column parted, above the numbers that count the columns.

A cell's lines stand around its middle, and so do those of the cells beside it. A heading over several columns stands
higher than that: without it, the lines below are as high as those of their neighbours.
"""

from collections.abc import Sequence

from attrs import evolve, field

from medinsure_budget.records import frozen
from medinsure_budget.sources.cell_lines import AROUND
from medinsure_budget.sources.spaced import Token, below, is_counting

Lines = list[list[Token]]
# A header is at most this many lines high.
_HIGHEST = 9
# A line of a heading is at most this much longer than the first.
_LONGER = 1
_FEWEST = 3


@frozen
class _Stack:
    """What stands above the number that counts one column: the words from the top, and the lines they are in."""

    count: Token
    words: list[Token] = field(factory=list)
    at: list[int] = field(factory=list)

    def middle(self, first: int = 0) -> float:
        """The height of the middle of what stands there from one of the words on."""
        return (self.at[first] + self.at[-1]) / 2


def with_whole_headings(lines: Sequence[Sequence[Token]]) -> Lines:
    """The lines with the parts of each heading in one of them."""
    found = [list(line) for line in lines]
    for at, line in enumerate(found):
        if is_counting(line):
            _join(found, _header(found, at), line)
    return found


def _header(lines: Lines, end: int) -> list[int]:
    """The numbers of the lines of a header, up to what stands around tables."""
    found: list[int] = []
    for at in range(end - 1, max(-1, end - 2 * _HIGHEST), -1):
        text = "".join(token.text for token in lines[at])
        if AROUND.fullmatch(text) or is_counting(lines[at]) or len(found) == _HIGHEST or any(t.is_figure for t in lines[at]):
            break
        found += [at] if text else []
    return found[::-1]


def _join(lines: Lines, header: Sequence[int], counting: Sequence[Token]) -> None:
    if sum(token.is_number for token in counting) < _FEWEST:
        return
    stacks = _stacks(lines, header, counting)
    for number, stack in enumerate(stacks):
        beside = [other.middle() for other in stacks[max(0, number - 1) : number + 2] if other is not stack and other.words]
        if len(stack.words) < 2 or not beside:
            continue
        first = min(range(len(stack.words)), key=lambda k: min(abs(stack.middle(k) - middle) for middle in beside))
        words, at = stack.words[first:], stack.at[first:]
        if len(words) > 1 and all(_width(word) <= _width(words[0]) + _LONGER for word in words):
            _put(lines, [header[n] for n in at], words, header[round(stack.middle(first))], stack.count)


def _stacks(lines: Lines, header: Sequence[int], counting: Sequence[Token]) -> list[_Stack]:
    """What stands above each number that counts a column."""
    stacks = {id(token): _Stack(token) for token in counting}
    for at, number in enumerate(header):
        for word, count in below(lines[number], counting):
            stacks[id(count)].words.append(word)
            stacks[id(count)].at.append(at)
    return [stacks[id(token)] for token in counting if token.is_number]


def _width(word: Token) -> int:
    return word.right - word.left


def _put(lines: Lines, at: Sequence[int], words: Sequence[Token], home: int, count: Token) -> None:
    for number, word in zip(at, words, strict=True):
        lines[number] = [token for token in lines[number] if token is not word]
    half = max(map(_width, words)) // 2
    middle = (count.left + count.right) // 2
    whole = evolve(words[0], text="".join(word.text for word in words), left=middle - half, right=middle + half + 1)
    lines[home] = sorted([*lines[home], whole], key=lambda token: token.left)
