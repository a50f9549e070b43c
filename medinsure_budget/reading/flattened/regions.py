"""The header, rows and end of a flattened table, of lines that are neither a grid nor sentences."""

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import takewhile

from attrs import evolve

from medinsure_budget.evidence import Grid, Line, Note
from medinsure_budget.facts import fact
from medinsure_budget.forms import Form
from medinsure_budget.forms.words import fold, without_ordinal
from medinsure_budget.reading.flattened.candidates import (
    FEWEST_FIGURES,
    FIGURE,
    ORDINALS_BEGIN,
    SENTENCE,
    Candidate,
    ends_in_figure,
    figures_in,
    is_footer,
)
from medinsure_budget.reading.flattened.header import Header, Ordinals, is_heading_words, read_header
from medinsure_budget.reading.flattened.known import known_header, scattered_header
from medinsure_budget.reading.flattened.regular import regular_rows
from medinsure_budget.reading.flattened.tokens import tokens_of
from medinsure_budget.reading.tables.captions import Caption
from medinsure_budget.reading.tables.cells import is_total_word
from medinsure_budget.reading.tables.cells import ordinals as printed_ordinals
from medinsure_budget.reading.text.headings import is_section_title, numbering
from medinsure_budget.records import define, frozen

_MOST_HEADER_LINES = 320
_MOST_LABEL_LINES = 8
# The name of the last row may be printed behind its figures.
_MOST_WORDS_BEHIND = 2
_MAIN_RANK = 4
_PAGE_NUMBER = re.compile(r"[0-9]{1,3}")


@define
class Region:
    """A flattened table's lines among the blocks of a document.

    Attributes:
        caption: What is printed above.
        form: The form by which the header was read.
        header: Its columns.
        heading: The header's lines.
        body: The lines below the header.
        footers: The page numbers between its lines.
        first: The index of the first header line.
        end: The index behind the last line of the body.
        page: The page of the title.
        otherwise: Where the words of its header stand between its rows, what it is if its rows cannot be told, with notes.
    """

    caption: Caption
    form: Form
    header: Header
    ordinals: Ordinals | None
    heading: list[Line]
    body: list[Line]
    footers: list[Line]
    first: int
    end: int
    page: int
    otherwise: "tuple[Region | Regular | Lost | None, tuple[Note, ...]] | None" = None


@frozen
class Regular:
    """A table whose every row is full, and the indexes of its lines among the blocks."""

    first: int
    end: int
    page: int
    grid: Grid


@frozen
class Lost:
    """The lines of a table that cannot be restored, by their indexes among the blocks."""

    first: int
    end: int


def find_regions(places: Iterable[Candidate], notes: list[Note]) -> list[Region | Regular | Lost]:
    """Find the flattened tables of a document; those that cannot be restored are noted."""
    return [region for place in places if (region := _region(place, notes)) is not None]


def _region(place: Candidate, notes: list[Note]) -> Region | Regular | Lost | None:
    lines, forms, first, printed = place.lines, place.title.forms, place.first, place.printed
    found = _header(lines, forms)
    told: list[Note] = []
    region = _in_order(place, lines, found, told)
    counted = found is not None and found[2] is not None
    scattered = None if counted else scattered_header([line.text for line in lines], forms)
    if not scattered or (found is not None and not _is_scattered(lines, found, scattered[1])):
        notes += told
        return region
    known, words = scattered
    heading, body = _apart(lines, words)
    end = first + printed.index(body[-1]) + 1
    footers = [line for line in printed[: end - first] if is_footer(line.text)]
    other = (region, tuple(told))
    return Region(place.caption, known.form, known.header, None, heading, body, footers, first, end, place.page, other)


def _in_order(
    place: Candidate,
    lines: list[Line],
    found: tuple[Form, Header, Ordinals | None, int] | None,
    notes: list[Note],
) -> "Region | Regular | Lost | None":
    """The table of a header that stands above its rows."""
    title, printed, first = place.title, place.printed, place.first
    named = place.caption.title or title.text
    if (regular := _regular(place)) is not None:
        return regular
    if found is None:
        run = figure_run(lines)
        if run is None:
            return None
        message = f"表格“{title.text}”在文字中已无分栏，表头与表式对不上，未能恢复，其中{run.figures}个金额没有读取"
        notes.append(Note("unread", message, place.page, lines[0].number, named))
        return Lost(first, first + printed.index(lines[run.end - 1]) + 1)
    form, header, ordinals, begin = found
    if 1 < begin < len(lines) and is_total_word(lines[begin - 1].text + lines[begin].text):
        begin -= 1  # the letters of 合计, a line each
    size = _body_length(lines[begin:], form)
    heading, body, rest = lines[:begin], lines[begin : begin + size], lines[begin + size :]
    totals = [line for line in heading if _is_of_a_row(line, form, header)]
    heading, body = [line for line in heading if line not in totals], totals + body
    if not ordinals and not any(FIGURE.search(line.text) for line in body):
        return None
    last = (body or heading)[-1]
    end = first + printed.index(last) + 1
    if (run := figure_run(rest)) is not None:
        message = f"表格“{title.text}”之后从“{rest[0].text}”起的{run.figures}个金额不在表中，没有读取"
        notes.append(Note("unread", message, place.page, rest[0].number, named))
        end = first + printed.index(rest[run.end - 1]) + 1
    numbers = _page_numbers(body, heading)
    body = _without_headings([line for line in body if line not in numbers], heading)
    footers = [line for line in printed[: printed.index(last)] if is_footer(line.text) or line in numbers]
    return Region(place.caption, form, header, ordinals, heading, body, footers, first, end, place.page)


def _is_of_a_row(line: Line, form: Form, header: Header) -> bool:
    """Whether 合计 among the words of a header heads none of its columns: the first row was written into it."""
    named = (fold(word) for column in header.columns for word in column.path)
    return form.rows in ("functional", "economic") and is_total_word(line.text) and fold(line.text) not in named


def _regular(place: Candidate) -> Regular | None:
    """The table when every row of it is full; small whole numbers under no unit may be anything."""
    found = regular_rows(place.lines) if place.caption.unit is not None else None
    if found is None:
        return None
    rows, taken = found
    end = place.first + place.printed.index(place.lines[taken - 1]) + 1
    grid = Grid.from_rows([texts for _, texts in rows], page=place.page, lines=tuple(number for number, _ in rows))
    return Regular(place.first, end, place.page, grid)


def _is_scattered(
    lines: Sequence[Line], found: tuple[Form, Header, Ordinals | None, int], words: Collection[int]
) -> bool:
    """Say whether words of a header stand below it, other than where later pages repeat it whole."""
    _, _, _, begin = found
    below = set(_without_headings(list(lines[begin:]), lines[:begin]))
    return any(lines[at] in below and not is_total_word(lines[at].text) for at in words if at >= begin)


def _apart(lines: Sequence[Line], words: Collection[int]) -> tuple[list[Line], list[Line]]:
    """The lines of a header that stands between its rows, and the lines of the rows; the last 合计 is a row's."""
    total = max((at for at in words if is_total_word(lines[at].text)), default=-1)
    heading = [line for at, line in enumerate(lines) if at in words and at != total]
    rows = [line for at, line in enumerate(lines) if at not in words or at == total]
    body = list(takewhile(lambda line: not SENTENCE.search(line.text), rows)) or rows[:1] or heading[-1:]
    ends = (at for at, line in enumerate(body) if is_total_word(line.text) or any(t.is_number for t in tokens_of([line])))
    return heading, body[: max(ends, default=0) + 1 + _MOST_WORDS_BEHIND]


def _without_headings(body: list[Line], heading: Sequence[Line]) -> list[Line]:
    """Leave out the header where later pages repeat it."""
    words = [line.text for line in heading]
    kept: list[Line] = []
    at = 0
    while at < len(body):
        repeated = [line.text for line in body[at : at + len(words)]] == words
        kept += [] if repeated else [body[at]]
        at += len(words) if repeated else 1
    return kept


def _page_numbers(body: Sequence[Line], heading: Sequence[Line]) -> list[Line]:
    """The numbers that stand alone before the header where later pages repeat it."""
    words = [line.text for line in heading]
    return [
        line
        for at, line in enumerate(body[:-1])
        if _PAGE_NUMBER.fullmatch(line.text.strip()) and [other.text for other in body[at + 1 : at + 1 + len(words)]] == words
    ]


@frozen
class FigureRun:
    """Lines that are no sentences and end in figures: a table, though none that can be read.

    Attributes:
        end: The line behind the last one that ends in a figure.
        figures: How many figures they hold.
    """

    end: int
    figures: int


def figure_run(lines: Sequence[Line]) -> FigureRun | None:
    """The figures that stand in lines before the next sentence; ``None`` when they are too few for a table."""
    body = list(takewhile(lambda line: not SENTENCE.search(line.text), lines))
    ends = [i for i, line in enumerate(body) if ends_in_figure(line.text)]
    if len(ends) < FEWEST_FIGURES:
        return None
    return FigureRun(ends[-1] + 1, sum(figures_in(line.text) for line in body[: ends[-1] + 1]))


def _header(lines: Sequence[Line], forms: Sequence[Form]) -> tuple[Form, Header, Ordinals | None, int] | None:
    """Read the header by the form that explains it best; also the index of the first line below it."""
    begin, end, ordinals = _ordinals(lines)
    ends = [(begin, end)] if ordinals else [(n, n) for n in _possible_ends(lines, forms)]
    if known := known_header([line.text for line in lines], [n for n, _ in ends], forms):
        if not ordinals:
            return known[0], known[1], None, known[2]
        if (numbered := _numbered(known[1], ordinals)) is not None:
            return known[0], numbered, ordinals, end
    best: tuple[tuple[int, int, int], Form, Header, int] | None = None
    for upto, below in ends:
        heading = [line.text for line in lines[:upto]]
        for form in forms:
            header = read_header(heading, form, ordinals)
            if header is None:
                continue
            rank = (header.named - header.unknown, -len(header.columns), -upto)
            if best is None or rank > best[0]:
                best = rank, form, header, below
    return (best[1], best[2], ordinals, best[3]) if best else None


def _numbered(header: Header, ordinals: Ordinals) -> Header | None:
    """A header whose amounts the printed numbers count; ``None`` where they are not as many."""
    if sum(column.role == "money" for column in header.columns) != ordinals.numbered:
        return None
    texts = iter(ordinals.numbers)
    return evolve(header, columns=tuple(evolve(c, ordinal=next(texts) if c.role == "money" else "") for c in header.columns))


def _ordinals(lines: Sequence[Line]) -> tuple[int, int, Ordinals | None]:
    """Find the row ``** ** 1 2 3``, which may be wrapped: where it begins and ends, and its texts."""
    for i, line in enumerate(lines[:_MOST_HEADER_LINES]):
        texts = line.text.split()
        starred = all(set(text) == {"*"} for text in texts)
        if len(texts) < 2 or not {*ORDINALS_BEGIN} & {*texts} or (not starred and printed_ordinals(texts) is None):
            continue
        end = i + 1
        while end < len(lines) and (more := _counted_on(texts, lines[end].text.split())):
            texts, end = texts + more, end + 1
        return i, end, Ordinals(tuple(texts))
    return 0, 0, None


def _counted_on(texts: list[str], more: list[str]) -> list[str]:
    """The texts of the next line when they go on counting."""
    last = int(texts[-1]) if texts[-1].isdecimal() else 0
    return more if last and more == [str(last + k) for k in range(1, len(more) + 1)] else []


def _possible_ends(lines: Sequence[Line], forms: Sequence[Form]) -> list[int]:
    """Without ordinals the header ends before the first figure or code, less the words of the first label."""
    # A year in the header may be printed downward as well: its digits are no figures.
    numbers = ((i, x) for i, line in enumerate(lines[:_MOST_HEADER_LINES]) for x in tokens_of([line]) if x.is_number)
    first = next((i for i, x in numbers if "." in x.text or "," in x.text or fact(x.text).code), min(len(lines), _MOST_HEADER_LINES))
    ends = [first]
    while len(ends) < _MOST_LABEL_LINES and ends[-1] > 1:
        words = lines[ends[-1] - 1].text
        # Where items run downward the first label is a word of the form as well, and 收入 may end a wrapped label.
        strict = [form for form in forms if form.rows != "unit" and not form.sides]
        if not is_total_word(words) and any(is_heading_words(words, form) for form in strict):
            break
        ends.append(ends[-1] - 1)
    return ends


def _body_length(lines: Sequence[Line], form: Form) -> int:
    """How many lines belong to the table: it ends before a sentence or the next heading of the text."""
    texts = any(m.role == "text" for m in form.fields.values())
    end = len(lines)
    for i, line in enumerate(lines):
        if not texts and SENTENCE.search(line.text):
            end = i
            break
        if _is_heading(line, form) and not (form.sides and _is_label(lines[i : i + _MOST_LABEL_LINES])):
            end = i
            break
    last = next((i for i in range(end - 1, -1, -1) if any(t.is_number for t in tokens_of([lines[i]]))), end)
    # Words behind the last figure are the rest of its label, or one more row; many of them are another text.
    return end if texts or end - last <= _MOST_LABEL_LINES else last + 1


def _is_label(lines: Sequence[Line]) -> bool:
    """Say whether a line such as 一、一般公共服务支出 is a wrapped label: its figure stands on one of the next lines."""
    words = takewhile(lambda line: not SENTENCE.search(line.text), lines)
    return any(ends_in_figure(line.text) for line in words)


def _is_heading(line: Line, form: Form) -> bool:
    if line.level:
        return True
    if FIGURE.search(line.text):
        return False
    number = numbering(line.text)
    if number is None:
        return is_section_title(line.text) and not any(m.role == "text" for m in form.fields.values())
    label = without_ordinal(fold(line.text.split()[0]))
    listed = any(text.startswith(label) for fixed in form.lines for text in fixed.folded)
    return number.rank <= _MAIN_RANK and not (listed and label)
