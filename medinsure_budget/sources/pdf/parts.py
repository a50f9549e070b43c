"""Printed lines in their parts, and how they stand to one another."""

from itertools import pairwise

from medinsure_budget.evidence import Box
from medinsure_budget.lexicon import word_set
from medinsure_budget.money import is_amount
from medinsure_budget.records import define
from medinsure_budget.sources.pdf.spans import Span
from medinsure_budget.sources.pdf.words import Run

# Lines further apart than this (in heights of type) belong to different tables.
_PITCH = 4.0
# Lines whose boxes overlap by more than this part of their height are printed beside one another.
_OVERLAP = 0.25
# The white (in heights of type) that parts a figure from its neighbour.
_SLIT = 0.12
# The white (in heights of type) between the lines of one cell.
_LEADING = 0.8
# No amount has so many characters.
_LONGEST_FIGURE = 100
# A line of more parts is of no table that anybody prints.
_MOST_PARTS = 200
# What stands in no row of figures; justified prose spreads its figures as a table does.
_SENTENCE = "。，；"


@define(eq=False)
class Row:
    """A printed line in its parts.

    Attributes:
        run: The line.
        chunks: Its parts.
        boxes: Where they stand.
        figures: How many of them are amounts, 0 for lines of words.
        counting: Whether the only numbers count the columns.
    """

    run: Run
    chunks: list[Run]
    boxes: list[Box]
    figures: int
    counting: bool = False

    @property
    def top(self) -> float:
        """The upper side of its highest part."""
        return min(box.top for box in self.boxes)

    @property
    def bottom(self) -> float:
        """The lower side of its lowest part."""
        return max(box.bottom for box in self.boxes)


def has_gap(line: Run) -> bool:
    """Whether some white in a line is broader than its type is high."""
    # By number, not by name: this is asked of every line of every page.
    return any([span[1] - before[3] > span[4] - span[2] for before, span in pairwise(line.spans)])  # noqa: C419


def row_of(line: Run) -> Row:
    """Part a line at its gaps and at its figures."""
    # A line without gaps may still be a label that its figure touches.
    in_parts = has_gap(line) or line.spans[-1].text[-1].isdecimal()
    chunks = _parts(line) if in_parts else [line]
    texts = [chunk.text for chunk in chunks]
    amounts = list(filter(is_amount, texts))
    # One whole number after words is the page in a list of contents; figures have decimals, thousands, or company.
    beside = amounts[1:] if amounts[:1] == texts[:1] else amounts
    telling = len(beside) > 1 or any("." in text or "," in text for text in beside)
    telling = telling and len(chunks) <= _MOST_PARTS
    # Numbers that count the columns stand in their middle, as words of a header do.
    counting = len(amounts) > 1 and amounts == [str(n) for n in range(1, len(amounts) + 1)]
    figures = len(amounts) if telling and not counting and not any(mark in line.text for mark in _SENTENCE) else 0
    return Row(line, chunks, [chunk.box for chunk in chunks], figures, counting)


def _parts(line: Run) -> list[Run]:
    parts: list[Run] = []
    for chunk in line.chunks():
        parts += _parted(chunk, behind_code=bool(parts) and parts[-1].text.isdecimal())
    return parts


def _parted(chunk: Run, *, behind_code: bool) -> list[Run]:
    """Part figures from what nearly touches them: right-aligned words end where those of the next column begin."""
    parts: list[list[Span]] = []
    for piece in _pieces(chunk):
        last = parts[-1] if parts else []
        # The last part of a code stands close to the name in the next column.
        code = behind_code and len(parts) == 1 and Run(last).text.isdecimal() and not Run(piece).text.isascii()
        if not last or code or _is_figure(last) or _is_figure(piece):
            parts.append(piece)
        else:
            last += piece
    return [Run(part) for part in parts]


def _pieces(chunk: Run) -> list[list[Span]]:
    """What stands between slits, and a listed label that follows a figure without any."""
    letters = chunk.letters
    pieces = [letters[:1]]
    for before, letter in pairwise(letters):
        slit = letter.left - before.right > _SLIT * (letter.bottom - letter.top)
        if slit or (before.text.isdecimal() and letter.text in word_set("NUMERAL")):
            pieces.append([])
        pieces[-1].append(letter)
    return pieces


def _is_figure(letters: list[Span]) -> bool:
    """An amount with decimals or thousands: other whole numbers stand in names and dates."""
    if len(letters) > _LONGEST_FIGURE:
        return False
    text = Run(letters).text
    return ("." in text[1:-1] or "," in text[1:-3]) and is_amount(text)


def near(above: Row, below: Row) -> bool:
    """Whether lines may belong to one table."""
    return below.top - above.bottom < _PITCH * (below.bottom - below.top)


def close(above: Row, below: Row) -> bool:
    """Whether a line stands as close below another as the lines of one cell do."""
    return below.top - above.bottom < _LEADING * (below.bottom - below.top)


def overlap(above: Row, below: Row) -> bool:
    """Whether two lines are printed beside rather than below one another."""
    return above.bottom - below.top > _OVERLAP * (below.bottom - below.top)
