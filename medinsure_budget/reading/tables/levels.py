"""Headers of several rows that converters write into one, as formats with one header row want it.

本年支出 with 小计 and 项目支出 below it becomes 本年支出小计, 本年支出-小计 or 本年支出 小计 above each column; a row of 栏次
becomes the number behind its words.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from attrs import evolve

from medinsure_budget.evidence import Grid
from medinsure_budget.forms.words import compact
from medinsure_budget.lexicon import Shape, by_text, word_set
from medinsure_budget.reading.tables.columns import header_word, header_words, is_header_word
from medinsure_budget.reading.tables.headers import Header

_FEWEST_NUMBERS = 2
# A group nobody knows has at least so many characters.
_LONG = 4
# What stands in headers beside the words of forms.
_OTHERS = ("LEVEL_MARK", "LINE_NUMBER", "INCOME", "EXPENDITURE", "PURPOSE")
_Paths = list[tuple[str, ...]]


def with_levels(grid: Grid, header: Header) -> Header:
    """The header with the levels that its one row of words joins; as it is where it has several rows or joins none."""
    if not header.depth or any(len(path) > 1 for path in header.paths):
        return header
    rows = [texts for r in range(header.depth) if any(texts := grid.row_texts(r))]
    if not rows or len(rows[-1]) != len(header.paths) or [compact(t) for t in rows[-1]] != ["".join(path) for path in header.paths]:
        return header
    words, numbers = _without_numbers(rows[-1])
    paths = _levels(words)
    if paths is None and not any(numbers):
        return header
    paths = paths or [tuple(filter(None, [compact(word)])) for word in words]
    ordinals = tuple(old or new for old, new in zip(header.ordinals, numbers, strict=True))
    return evolve(header, paths=tuple(paths), ordinals=ordinals)


_NUMBERED = Shape(r"(?P<words>.*?[^0-9\s])[-—–_/／>|\s]*(?P<number>[0-9]{1,2}|{COLUMN_NUMBERS})")


def _without_numbers(texts: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words without the numbers of the columns behind them, which count up, and these."""
    found = [_NUMBERED.fullmatch(text) for text in texts]
    numbers = [match["number"] if match else "" for match in found]
    counted = [int(number) for number in numbers if number.isdecimal()]
    if len(counted) < _FEWEST_NUMBERS or any(b not in (a + 1, counted[0]) for a, b in pairwise(counted)) or counted[0] != 1:
        return list(texts), [""] * len(texts)
    words = [match["words"] if match else text for match, text in zip(found, texts, strict=True)]
    return words, [number if number.isdecimal() else "" for number in numbers]


# What parts the levels: a line break, a sign, blanks, nothing.
_SIGNS = (re.compile(r"\s*\n\s*"), re.compile(r"\s*[-—–_/／>|]\s*"), re.compile(r"\s+"))


def _levels(texts: Sequence[str]) -> _Paths | None:
    """The words of each column from the top down, where columns side by side begin with the same words."""
    for sign in _SIGNS:
        paths = [tuple(compact(part) for part in sign.split(text.strip()) if part) for text in texts]
        if _is_grouped(paths):
            return [_once(path) for path in paths]
    return _grouped_by_words([compact(text) for text in texts])


def _is_grouped(paths: _Paths) -> bool:
    marks = word_set("LEVEL_MARK")
    whole = all(len(part) > 1 or part in marks for path in paths if len(path) > 1 for part in path)
    return whole and any(len(a) > 1 < len(b) and a != b and a[0] == b[0] for a, b in pairwise(paths))


def _grouped_by_words(words: Sequence[str]) -> _Paths | None:
    """Where nothing parts the levels, columns side by side begin with the same words of headers and end with others."""
    paths = [tuple(filter(None, [word])) for word in words]
    found = False
    for i, (left, right) in enumerate(pairwise(words)):
        pair = _with_common(left, right)
        if pair:
            found = True
            paths[i], paths[i + 1] = max(paths[i], pair[0], key=len), pair[1]
    return paths if found else None


def _with_common(left: str, right: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Two words as words of headers of which the first are the same; ``None`` where they are no such words."""
    if all(header_word(word) in header_words() for word in (left, right)):
        return None
    common = next((n for n, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), 0)
    for n in range(common, 1, -1):
        ends = [_segments(word[n:]) for word in (left, right)]
        group = _segments(left[:n]) or ((left[:n],) if n >= _LONG and all(map(is_header_word, (left[n:], right[n:]))) else ())
        if group and all(ends):
            return (*group, *ends[0]), (*group, *ends[1])
    return None


@by_text
def _segments(word: str) -> tuple[str, ...]:
    """The words of headers that a word consists of, the longest first; nothing where it has other parts."""
    if _is_known(word):
        return (word,)
    parts = ((word[:n], _segments(word[n:])) for n in range(len(word) - 1, 1, -1) if _is_known(word[:n]))
    return next(((first, *rest) for first, rest in parts if rest), ())


def _is_known(word: str) -> bool:
    return is_header_word(word) or any(word in word_set(name) for name in _OTHERS)


def _once(path: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for i, word in enumerate(path) if not i or word != path[i - 1])
