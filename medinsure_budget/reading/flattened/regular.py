"""Tables in text whose every row is full: as many cells as the header has words, with figures in the same places.

Nothing is lost in them, so that no form has to explain them; a row that lacks a cell makes the whole table another's.
"""

import re
from collections.abc import Sequence
from itertools import takewhile

from medinsure_budget.evidence import Line
from medinsure_budget.reading.flattened.candidates import SENTENCE

_NUMBER = re.compile(r"[-△▲]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?[%％]?")
_FEWEST_ROWS = 3
_MOST_COLUMNS = 12
_Rows = list[tuple[int, list[str]]]


def regular_rows(lines: Sequence[Line]) -> tuple[_Rows, int] | None:
    """The header and the rows with the numbers of their lines, and how many lines they take; ``None`` if not regular."""
    body = list(takewhile(lambda line: not SENTENCE.search(line.text), lines))
    return _a_row_a_line(body) or _a_cell_a_line(body)


def _a_row_a_line(lines: Sequence[Line]) -> tuple[_Rows, int] | None:
    return _full([(line.number, line.text.split()) for line in lines], lines, 1)


def _a_cell_a_line(lines: Sequence[Line]) -> tuple[_Rows, int] | None:
    cells = [line.text.strip() for line in lines]
    first = next((i for i, text in enumerate(cells[: _MOST_COLUMNS + 4]) if _NUMBER.fullmatch(text)), 0)
    # The first figure stands behind the first label, or is the first code; words above the header head its blocks.
    for width, blocks in ((first - 1, 0), (first, 0), (first - 3, 2), (first - 4, 3)):
        if width > 1 and not (blocks and width % blocks):
            rows = [(lines[i].number, cells[i : i + width]) for i in range(blocks, len(cells), width)]
            if found := _full(rows, lines[blocks:], width):
                return _below_blocks(found, lines[:blocks], width)
    return None


def _below_blocks(found: tuple[_Rows, int], heads: Sequence[Line], width: int) -> tuple[_Rows, int]:
    """The rows with the words above that each head a block of columns, such as 收入 and 支出."""
    rows, taken = found
    above = [text for head in heads for text in (head.text.strip(), *[""] * (width // len(heads) - 1))]
    return ([(heads[0].number, above), *rows] if heads else rows), taken + len(heads)


def _full(rows: _Rows, lines: Sequence[Line], lines_of_row: int) -> tuple[_Rows, int] | None:
    """The rows from the header down to the first of another shape, when no figure stands below."""
    kinds = [_shape(texts) for _, texts in rows[:2]]
    if len(kinds) < 2 or any(kinds[0]) or len(kinds[0]) < 2 or not _is_row(kinds[1], len(kinds[0])):
        return None
    kept = [rows[0], *takewhile(lambda row: _shape(row[1]) == kinds[1], rows[1:])]
    taken = lines_of_row * len(kept)
    rest = (text for line in lines[taken:] for text in line.text.split())
    if len(kept) <= _FEWEST_ROWS or any(map(_NUMBER.fullmatch, rest)):
        return None
    return kept, taken


def _is_row(kinds: Sequence[bool], width: int) -> bool:
    """Whether a label, with or without a code before it, stands before nothing but figures, once or side by side."""
    blocks = max(1, list(kinds).count(False))
    block = kinds[: len(kinds) // blocks]
    figures = block[block.index(False) + 1 :] if False in block else ()
    alike = list(kinds) == list(block) * blocks
    return len(kinds) == width and alike and bool(figures) and all(figures) and block.index(False) <= 1


def _shape(texts: Sequence[str]) -> tuple[bool, ...]:
    return tuple(bool(_NUMBER.fullmatch(text)) for text in texts)
