"""Where a flattened table stands: a form's title, and lines after it that are neither a grid nor sentences."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import takewhile

from attrs import define, frozen

from medinsure_budget.editions import match_title
from medinsure_budget.evidence import Block, Line, Note
from medinsure_budget.facts import fact
from medinsure_budget.forms import ALL, Form
from medinsure_budget.forms.words import compact, fold, without_ordinal
from medinsure_budget.reading.flattened.header import Header, Ordinals, is_heading_words, read_header
from medinsure_budget.reading.flattened.known import known_header, scattered_header
from medinsure_budget.reading.flattened.tokens import is_footer, tokens_of
from medinsure_budget.reading.tables.captions import Caption, read_caption
from medinsure_budget.reading.tables.cells import is_total_word
from medinsure_budget.reading.tables.cells import ordinals as printed_ordinals
from medinsure_budget.reading.tables.titles import is_remark, is_title, split_number
from medinsure_budget.reading.text.headings import is_section_title, numbering

# The lines of title, number, unit and agency above a table.
_CAPTION_LINES = 6
# A table of 300 rows whose every word is wrapped has fewer lines than that.
_MOST_LINES = 6000
_MOST_HEADER_LINES = 320
_SENTENCE = re.compile(r"[。；！？]")
_FEWEST_FIGURES = 3
_MOST_LABEL_LINES = 8
# The name of the last row may be printed behind its figures.
_MOST_WORDS_BEHIND = 2
_ANY_FIGURE = re.compile(
    r"(?<![0-9.,])[0-9]+(?:,[0-9]{3})*\.[0-9]{1,2}(?![0-9])|(?<![0-9.,])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9.])"
)
_LAST_FIGURE = re.compile(r"[0-9]\.[0-9]{1,2}$|[0-9],[0-9]{3}$")
_FIGURE = re.compile(r"[0-9]\.[0-9]|[0-9],[0-9]{3}|(?<![0-9])0$")
_YEAR = re.compile(r"20[0-9]{2}年|二[〇○零]")
_MAIN_RANK = 4


@frozen
class Title:
    """A table's title, found at ``first`` and printed on ``lines`` lines, and the forms it can be the title of."""

    first: int
    lines: int
    text: str
    forms: tuple[Form, ...]


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
    otherwise: "tuple[Region | Lost | None, tuple[Note, ...]] | None" = None


@frozen
class Lost:
    """The lines of a table that cannot be restored, by their indexes among the blocks."""

    first: int
    end: int


def find_regions(blocks: Sequence[tuple[int, Block]], notes: list[Note]) -> list[Region | Lost]:
    """Find the flattened tables of a document; those that cannot be restored are noted."""
    titles = list(_titles(blocks))
    regions: list[Region | Lost] = []
    limits = [_before_caption(blocks, title.first) for title in titles[1:]]
    for title, limit in zip(titles, [*limits, len(blocks)], strict=False):
        region = _region(blocks, title, limit, notes)
        if region is not None:
            regions.append(region)
    return regions


def _titles(blocks: Sequence[tuple[int, Block]]) -> Iterator[Title]:
    """Titles of known forms, on one line or wrapped over two."""
    taken = -1
    for i, (_, block) in enumerate(blocks):
        if i <= taken or not isinstance(block, Line):
            continue
        below = blocks[i + 1][1] if i + 1 < len(blocks) else None
        for count, text in enumerate(_title_texts(block, below), 1):
            if text and (forms := _forms_of(text)):
                taken = i + count - 1
                yield Title(i, count, text, forms)
                break


def _title_texts(line: Line, below: Block | None) -> tuple[str, str]:
    words = compact(line.text)
    # Nearly every line of a document ends here.
    if words.endswith(("表", "）", ")")) and is_title(words):
        return words, ""
    if not isinstance(below, Line) or _SENTENCE.search(words) or len(words) > 60:
        return "", ""
    rest = compact(below.text)
    whole = is_title(rest) and (_YEAR.match(rest) or not _YEAR.match(words))
    if not rest.endswith(("表", "）", ")")) or whole or not is_title(words + rest):
        return "", ""
    return "", words + rest


def _forms_of(title: str) -> tuple[Form, ...]:
    plain = without_ordinal(fold(split_number(title)[0]))
    scored = [(score, cls.form) for cls in ALL if (score := match_title(cls, plain))]
    return tuple(form for _, form in sorted(scored, key=lambda pair: -pair[0]))


def _before_caption(blocks: Sequence[tuple[int, Block]], first: int) -> int:
    """Step back over the number above a title: 表 02."""
    while first and isinstance(line := blocks[first - 1][1], Line):
        bare, number = split_number(compact(line.text))
        if not number or bare:
            break
        first -= 1
    return first


def _region(blocks: Sequence[tuple[int, Block]], title: Title, limit: int, notes: list[Note]) -> Region | Lost | None:
    caption, first = _caption(blocks, title, title.first + title.lines, limit)
    printed: list[Line] = []
    for _, block in blocks[first : min(limit, first + _MOST_LINES)]:
        if not isinstance(block, Line) or is_remark(block.text):
            break
        printed.append(block)
    lines = [line for line in printed if not is_footer(line.text)]
    if len(lines) < 2 or _is_prose(lines, title.forms):
        return None
    page = blocks[title.first][0]
    found = _header(lines, title.forms)
    told: list[Note] = []
    place = _Place(caption, title, page, first, printed)
    region = _in_order(place, lines, found, told)
    counted = found is not None and found[2] is not None
    scattered = None if counted else scattered_header([line.text for line in lines], title.forms)
    if not scattered or (found is not None and not _is_scattered(lines, found, scattered[1])):
        notes += told
        return region
    known, words = scattered
    heading, body = _apart(lines, words)
    end = first + printed.index(body[-1]) + 1
    footers = [line for line in printed[: end - first] if is_footer(line.text)]
    other = (region, tuple(told))
    return Region(caption, known.form, known.header, None, heading, body, footers, first, end, page, other)


def _is_prose(lines: Sequence[Line], forms: Sequence[Form]) -> bool:
    """Say whether a sentence, or the end, comes before any figure: no header holds one, and few forms' rows do."""
    if any(m.role == "text" for form in forms for m in form.fields.values()):
        return False
    words = list(takewhile(lambda line: not _SENTENCE.search(line.text), lines))
    if any(_FIGURE.search(line.text) for line in words) or _ordinals(words)[2] is not None:
        return False
    # A few whole numbers are those of pages.
    return sum(token.is_number for token in tokens_of(words)) < _FEWEST_FIGURES


@frozen
class _Place:
    """Where a table may stand: its caption, title, page, the index of its first line, and the lines below."""

    caption: Caption
    title: Title
    page: int
    first: int
    printed: list[Line]


def _in_order(
    place: _Place,
    lines: list[Line],
    found: tuple[Form, Header, Ordinals | None, int] | None,
    notes: list[Note],
) -> "Region | Lost | None":
    """The table of a header that stands above its rows."""
    title, printed, first = place.title, place.printed, place.first
    named = place.caption.title or title.text
    if found is None:
        run = figure_run(lines)
        if run is None:
            return None
        message = f"表格“{title.text}”在文字中已无分栏，表头与表式对不上，未能恢复，其中{run.figures}个金额没有读取"
        notes.append(Note("unread", message, place.page, lines[0].number, named))
        return Lost(first, first + printed.index(lines[run.end - 1]) + 1)
    form, header, ordinals, begin = found
    size = _body_length(lines[begin:], form)
    heading, body, rest = lines[:begin], lines[begin : begin + size], lines[begin + size :]
    if not ordinals and not any(_FIGURE.search(line.text) for line in body):
        return None
    last = (body or heading)[-1]
    end = first + printed.index(last) + 1
    if (run := figure_run(rest)) is not None:
        message = f"表格“{title.text}”之后从“{rest[0].text}”起的{run.figures}个金额不在表中，没有读取"
        notes.append(Note("unread", message, place.page, rest[0].number, named))
        end = first + printed.index(rest[run.end - 1]) + 1
    body = _without_headings(body, heading)
    footers = [line for line in printed[: printed.index(last)] if is_footer(line.text)]
    return Region(place.caption, form, header, ordinals, heading, body, footers, first, end, place.page)


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
    body = list(takewhile(lambda line: not _SENTENCE.search(line.text), rows)) or rows[:1] or heading[-1:]
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
    body = list(takewhile(lambda line: not _SENTENCE.search(line.text), lines))
    ends = [i for i, line in enumerate(body) if ends_in_figure(line.text)]
    if len(ends) < _FEWEST_FIGURES:
        return None
    return FigureRun(ends[-1] + 1, sum(figures_in(line.text) for line in body[: ends[-1] + 1]))


def ends_in_figure(text: str) -> bool:
    """Say whether a line ends in a figure with decimals or thousands."""
    return bool(_LAST_FIGURE.search(text))


def figures_in(text: str) -> int:
    """How many figures with decimals or thousands a line holds."""
    return len(_ANY_FIGURE.findall(text))


def _caption(blocks: Sequence[tuple[int, Block]], title: Title, first: int, limit: int) -> tuple[Caption, int]:
    """The caption, and the first line that is none of it."""
    above = _before_caption(blocks, title.first)
    caption = Caption()
    for end in range(first, min(first + _CAPTION_LINES, limit) + 1):
        lines = [block for _, block in blocks[above:end] if isinstance(block, Line)]
        found = read_caption(lines)
        if len(lines) != end - above or (end > first and not found.taken.issuperset(range(title.first - above, end - above))):
            break
        caption, first = found, end
    return caption, first


def _header(lines: Sequence[Line], forms: Sequence[Form]) -> tuple[Form, Header, Ordinals | None, int] | None:
    """Read the header by the form that explains it best; also the index of the first line below it."""
    begin, end, ordinals = _ordinals(lines)
    ends = [(begin, end)] if ordinals else [(n, n) for n in _possible_ends(lines, forms)]
    if not ordinals and (known := known_header([line.text for line in lines], [n for n, _ in ends], forms)):
        return known[0], known[1], None, known[2]
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


def _ordinals(lines: Sequence[Line]) -> tuple[int, int, Ordinals | None]:
    """Find the row ``** ** 1 2 3``, which may be wrapped: where it begins and ends, and its texts."""
    for i, line in enumerate(lines[:_MOST_HEADER_LINES]):
        texts = line.text.split()
        starred = all(set(text) == {"*"} for text in texts)
        if len(texts) < 2 or texts[0] not in ("**", "*", "栏次") or (not starred and printed_ordinals(texts) is None):
            continue
        end = i + 1
        while end < len(lines) and (more := _counted_on(texts, lines[end].text.split())):
            texts, end = texts + more, end + 1
        return i, end, Ordinals(tuple(texts))
    return 0, 0, None


def _counted_on(texts: list[str], more: list[str]) -> list[str]:
    """The texts of the next line when they go on counting."""
    last = int(texts[-1]) if texts[-1].isdigit() else 0
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
        if not texts and _SENTENCE.search(line.text):
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
    words = takewhile(lambda line: not _SENTENCE.search(line.text), lines)
    return any(_LAST_FIGURE.search(line.text) for line in words)


def _is_heading(line: Line, form: Form) -> bool:
    if line.level:
        return True
    if _FIGURE.search(line.text):
        return False
    number = numbering(line.text)
    if number is None:
        return is_section_title(line.text) and not any(m.role == "text" for m in form.fields.values())
    label = without_ordinal(fold(line.text.split()[0]))
    listed = any(text.startswith(label) for fixed in form.lines for text in fixed.folded)
    return number.rank <= _MAIN_RANK and not (listed and label)
