"""Printed lines to paragraphs: hard wraps and page breaks are joined away, page numbers and running heads left out."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from attrs import field

from medinsure_budget.allowance import spend
from medinsure_budget.evidence import Line, Note
from medinsure_budget.lexicon import Shape, by_text
from medinsure_budget.reading.text.headings import (
    ends_like_title,
    is_page_number,
    is_section_title,
    is_title,
    numbering,
)
from medinsure_budget.records import define, frozen

_SHORT_REST = 14
_LONGEST_END = 40
_LONG_ENOUGH_TO_BREAK = 18
_NEARLY_FULL = 0.85
_MOSTLY_FULL = 0.65
_MANY_WRAPPED = 0.3
_FEWEST_LINES = 8
_NARROWEST = 20
_LONGEST_HEADING = 60
_TWICE = 2
_FEWEST_REPEATS = 3
# No paragraph is printed so long: lines that never end a sentence are no prose.
_LONGEST = 10_000


@define
class Paragraph:
    """A paragraph or heading under construction."""

    text: str
    page: int
    line: int
    level: int = 0
    lines: int = 1


@frozen
class Paragraphs:
    """The paragraphs of a text and what was left out or repaired."""

    items: tuple[Paragraph, ...]
    notes: tuple[Note, ...]


@frozen
class _Margins:
    """How wide lines of a page are when the words ran out of room, and where they begin."""

    width: float
    left: float
    by_box: bool

    def is_full(self, line: Line) -> bool:
        if self.by_box and line.box:
            return line.box.right >= self.width - 1.6 * (line.box.bottom - line.box.top)
        return _width(line.text) >= self.width * _NEARLY_FULL

    def is_most(self, line: Line) -> bool:
        """Say whether a line is too long for a title; figures that did not fit leave a line short."""
        return not self.by_box and _width(line.text) >= self.width * _MOSTLY_FULL

    def is_indented(self, line: Line) -> bool:
        box = line.box
        return self.by_box and box is not None and box.left > self.left + 1.2 * (box.bottom - box.top)


_SENTENCE_MARK = Shape(r"[，。；、;]|(?<!\d),|,(?!\d{3})")
_ROUND_MARKS = Shape(r"[（(](?:类|款)[）)]")
_FIGURE = Shape(r"\d[\d,.]*\s*(?:{MONEY|PER_CENT})")
_FORM_LINE = Shape(r"{HAN}{2,8}(?:[：:]|\s)")
# How wide blanks are printed says nothing, and formats other than print keep no runs of them.
_SPACES = re.compile(r"[ \u00a0]{2,}")


@define
class _Joiner:
    margins: dict[int, _Margins]
    wrapped: bool
    done: list[Paragraph] = field(factory=list)
    notes: list[Note] = field(factory=list)
    last: Line | None = None
    last_page: int = 0

    def add(self, page: int, line: Line) -> None:
        level = line.level
        if level and len(line.text) > _LONGEST_HEADING and _SENTENCE_MARK.search(line.text):
            level = 0
        if self.done and self.last is not None and self._continues(self.done[-1], self.last, page, line, level):
            before = self.done[-1]
            before.text = _glued(before.text, _SPACES.sub(" ", line.text))
            before.lines += 1
        else:
            self.done.append(Paragraph(_SPACES.sub(" ", line.text), page, line.number, level))
        self.last, self.last_page = line, page

    def _continues(self, before: Paragraph, last: Line, page: int, line: Line, level: int) -> bool:
        if len(before.text) > _LONGEST:
            return False
        if level or before.level:
            return self._is_broken_heading(before, page, line)
        if numbering(line.text):
            return False
        if page != self.last_page and is_section_title(line.text) and not _SENTENCE_MARK.search(before.text):
            # Below a table's head at the foot of a page no sentence goes on.
            return False
        full = self.wrapped and self.margins[self.last_page].is_full(last)
        if _is_finished(before.text):
            return full and not self.margins[page].is_indented(line) and not is_section_title(line.text)
        return bool(_FIGURE.match(line.text)) or self._is_unfinished(before, last, line, full=full)

    def _is_unfinished(self, before: Paragraph, last: Line, line: Line, *, full: bool) -> bool:
        """Say whether words without a full stop go on: they are neither a heading nor a line of a form."""
        number = numbering(before.text)
        heading = is_title(number.rest) if number else is_section_title(before.text)
        titled = ends_like_title(before.text) and not _ROUND_MARKS.search(before.text)
        if full:
            return not (heading and titled) or _is_rest_of_title(line.text)
        if heading and not titled and _is_rest_of_title(before.text[-1] + line.text):
            return True
        if _SENTENCE_MARK.search(before.text) and not heading:
            return True
        if self.wrapped and number is None and not heading:
            return self.margins[self.last_page].is_most(last)
        # Converters to Markdown break paragraphs at the end of a page, there the last line is long and has no end.
        if self.wrapped or titled or len(before.text) < _LONG_ENOUGH_TO_BREAK:
            return False
        return not (_FORM_LINE.match(last.text) and _FORM_LINE.match(line.text))

    def _is_broken_heading(self, before: Paragraph, page: int, line: Line) -> bool:
        number = numbering(before.text)
        if not number or numbering(line.text) or _is_finished(before.text) or ends_like_title(before.text):
            return False
        broken = is_title(number.rest) and ends_like_title(line.text) and len(line.text) < _LONG_ENOUGH_TO_BREAK
        if broken:
            joined = _glued(before.text, line.text)
            self.notes.append(Note("repaired", f"标题被分页断开，已接为“{joined}”", page, line.number))
            before.level = before.level or line.level
        return broken


def join_lines(lines: Sequence[tuple[int, Line]]) -> Paragraphs:
    """Join the lines of running text, tables already removed, to paragraphs."""
    kept, notes = _without_furniture(lines)
    margins = _margins(kept)
    full = sum(margins[page].is_full(line) for page, line in kept)
    joiner = _Joiner(margins, wrapped=len(kept) >= _FEWEST_LINES and full >= _MANY_WRAPPED * len(kept))
    for page, line in kept:
        spend("正文")
        joiner.add(page, line)
    return Paragraphs(tuple(joiner.done), (*notes, *joiner.notes))


_BLANKS = re.compile(r"\s+")


@by_text
def _width(text: str) -> int:
    """Width in half characters, blanks not counted because PDF text spreads them unevenly."""
    signs = _BLANKS.sub("", text)
    return (len(signs) + len(signs.encode(errors="replace"))) // 2  # three bytes are two halves wide


_ENDS = tuple("。！？；：…;:")
_CLOSING = "”’」』）》) \t\u3000\xa0"


def _is_finished(text: str) -> bool:
    """Say whether a sentence ends at the end of a text, which may have grown long line by line."""
    return text[-_LONGEST_END:].rstrip(_CLOSING).endswith(_ENDS)


def _glued(before: str, after: str) -> str:
    # Only words of letters need a blank where the line was broken.
    letters = before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha()
    return f"{before}{' ' if letters else ''}{after}"


def _is_rest_of_title(text: str) -> bool:
    return len(text) <= _SHORT_REST and not _SENTENCE_MARK.search(text) and ends_like_title(text)


def _without_furniture(lines: Sequence[tuple[int, Line]]) -> tuple[list[tuple[int, Line]], list[Note]]:
    heads = _running_heads(lines)
    kept: list[tuple[int, Line]] = []
    numbers: list[tuple[int, Line]] = []
    repeated: list[tuple[int, Line]] = []
    for page, line in lines:
        text = line.text.strip()
        if not text:
            continue
        into = numbers if is_page_number(text) else repeated if text in heads else kept
        into.append((page, line))
    notes = []
    if numbers:
        notes.append(Note("ignored", f"略过页码{len(numbers)}处", numbers[0][0], numbers[0][1].number))
    if repeated:
        shown = "、".join(f"“{text}”" for text in sorted(heads))
        notes.append(Note("ignored", f"略过页眉页脚{len(repeated)}处：{shown}", repeated[0][0], repeated[0][1].number))
    return kept, notes


def _running_heads(lines: Iterable[tuple[int, Line]]) -> set[str]:
    """Find words that stand first or last on most pages, and nowhere twice."""
    pages = [[line.text.strip() for _, line in on_page] for _, on_page in groupby(lines, key=lambda item: item[0])]
    edges = Counter(text for page in pages for text in {page[0], page[-1]})
    often = {t for t, times in edges.items() if times >= max(_FEWEST_REPEATS, len(pages) / 2)}
    return {text for text in often if all(page.count(text) < _TWICE for page in pages)}


def _margins(lines: Sequence[tuple[int, Line]]) -> dict[int, _Margins]:
    by_page: dict[int, list[Line]] = {}
    for page, line in lines:
        by_page.setdefault(page, []).append(line)
    whole = _margin([line for _, line in lines])
    return {p: _margin(on_page) if len(on_page) >= _FEWEST_LINES else whole for p, on_page in by_page.items()}


def _margin(lines: Sequence[Line]) -> _Margins:
    boxes = [line.box for line in lines if line.box]
    if boxes and len(boxes) == len(lines):
        lefts = Counter(round(box.left) for box in boxes)
        return _Margins(max(box.right for box in boxes), lefts.most_common(1)[0][0], by_box=True)
    widths = sorted(width for line in lines if (width := _width(line.text)) >= _NARROWEST)
    return _Margins(widths[len(widths) * 9 // 10] if widths else _NARROWEST, 0, by_box=False)
