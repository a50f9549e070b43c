"""The figures that a file prints, found without knowing what they are: the independent half of the accounting."""

import re
from collections.abc import Iterable, Iterator

from medinsure_budget.evidence import Block, Cell, Line
from medinsure_budget.lexicon import by_text
from medinsure_budget.records import define

# A whole cell of digits and signs is one figure, however it is parted; among words each run of digits is one, and
# so is a date such as 2025.12.31.
_WHOLE = re.compile(r"[\s(（\[△▲+\-−–—－¥￥]*[0-9０-９][0-9０-９\s,，.．]*[)）\]\-%％‰]*\s*")
_DIGIT = re.compile(r"[0-9０-９]")
_RUN = re.compile(r"(?:19|20)[0-9]{2}([-./])[0-9]{1,2}\1[0-9]{1,2}|[0-9０-９]+(?:[,，][0-9０-９]{3})*(?:[.．][0-9０-９]+)?")
_SIGNS = re.compile(r"[^0-9.]+")
FRAME = "frame"
_WIDE = str.maketrans("０１２３４５６７８９．，", "0123456789.,")


@define(eq=False)
class Place:
    """Where one figure is printed.

    Attributes:
        text: Its digits and point.
        page: The page or sheet.
        line: The printed line or row.
        block: The number of the block in the file.
        cell: The cell, ``None`` in running text.
        begin: Where it begins in the words of its cell or line.
        end: Where it ends.
        words: Those words.
        term: What became of it, empty as long as nobody knows.
    """

    text: str
    page: int
    line: int
    block: int
    cell: Cell | None
    begin: int
    end: int
    words: str
    term: str = ""


def digits_of(text: str) -> list[str]:
    """The figures of some words as digits and point.

    >>> digits_of("1,386.05"), digits_of("（3.20）"), digits_of("5人、2.5%"), digits_of("无")
    (['1386.05'], ['3.20'], ['5', '2.5'], [])
    """
    return [figure for figure, _, _ in _figures(text)]


def first_of(text: str) -> str:
    """The first figure of some words as digits and point, empty where they hold none."""
    found = _figures(text)
    return found[0][0] if found else ""


@by_text
def _figures(words: str, *, cell: bool = True) -> tuple[tuple[str, int, int], ...]:
    if not _DIGIT.search(words):
        return ()
    if cell and _WHOLE.fullmatch(words):
        return ((_SIGNS.sub("", words.translate(_WIDE)).rstrip("."), 0, len(words)),)
    found = ((run[0], run[1], run.span()) for run in _RUN.finditer(words))
    return tuple(
        (text if date else _SIGNS.sub("", text.translate(_WIDE)), begin, end) for text, date, (begin, end) in found
    )


# Stands for each figure of which its cell tells what became.
_READ = Place("", 0, 0, -1, None, 0, 0, "", FRAME)


def places(blocks: Iterable[tuple[int, Block]], read: set[int]) -> Iterator[Place]:
    """Every printed figure in printed order.

    Args:
        blocks: The blocks of the file with their pages.
        read: The cells, by identity, from which amounts were read. Those that print but one figure are taken out; it
            has its term, and its places are told apart no further.
    """
    for number, (page, block) in enumerate(blocks):
        if isinstance(block, Line):
            for figure, begin, end in _figures(block.text, cell=False):
                yield Place(figure, page, block.number, number, None, begin, end, block.text)
            continue
        for row in range(block.height):
            line = block.line(row) or row + 1
            for cell in block.anchored(row):
                if not (text := cell.text) or not (found := _figures(text)):
                    continue
                if len(found) == 1 and id(cell) in read:
                    read.remove(id(cell))
                    yield _READ
                    continue
                for figure, begin, end in found:
                    yield Place(figure, page, line, number, cell, begin, end, text)
