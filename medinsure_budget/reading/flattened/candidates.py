"""Where a flattened table may stand: a form's title, and lines after it that hold figures before a sentence."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from medinsure_budget.editions import match_title
from medinsure_budget.evidence import Block, Grid, Line
from medinsure_budget.forms import ALL, Form
from medinsure_budget.forms.words import compact, fold, without_ordinal
from medinsure_budget.lexicon import Shape
from medinsure_budget.reading.tables.captions import Caption, read_caption
from medinsure_budget.reading.tables.headers import opening_words
from medinsure_budget.reading.tables.statements import statements
from medinsure_budget.reading.tables.titles import is_remark, is_title, split_number
from medinsure_budget.records import frozen

# The lines of title, number, unit and agency above a table.
_CAPTION_LINES = 6
# A table of 300 rows whose every word is wrapped has fewer lines than that.
_MOST_LINES = 6000
FEWEST_FIGURES = 3
_LONGEST_UNIT = 20
_UNIT_STATED = Shape(r"[：:]\s*{MONEY}")
SENTENCE = Shape(r"[。；！？]")
FIGURE = Shape(r"[0-9]\.[0-9]|[0-9],[0-9]{3}|(?<![0-9])0$")
# What begins the row that counts the columns.
ORDINALS_BEGIN = ("**", "*", "栏次")
_ANY_FIGURE = Shape(
    r"(?<![0-9.,])[0-9]+(?:,[0-9]{3})*\.[0-9]{1,2}(?![0-9])|(?<![0-9.,])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9.])"
)
_LAST_FIGURE = Shape(r"[0-9]\.[0-9]{1,2}$|[0-9],[0-9]{3}$")
_YEAR = Shape(r"20[0-9]{2}年|二[〇○零]")
# A bare number may be the rest of a torn figure or a code: only what is marked as a page number is one.
_FOOTER = Shape(r"[—–－─·-]+\s*[0-9]{1,3}\s*[—–－─·-]+|第\s*[0-9]{1,3}\s*页(?:.{0,3}共\s*[0-9]{1,3}\s*页)?")


@frozen
class Title:
    """A table's title, found at ``first`` and printed on ``lines`` lines, and the forms it can be the title of."""

    first: int
    lines: int
    text: str
    forms: tuple[Form, ...]

    @property
    def may_print_words(self) -> bool:
        """Whether a form's rows may hold sentences."""
        return any(m.role == "text" for form in self.forms for m in form.fields.values())


@frozen
class Candidate:
    """Where a table may stand.

    Attributes:
        caption: What is printed above.
        title: Its title.
        page: The page of the title.
        first: The index of the first line below the caption among the blocks.
        printed: The lines from there on.
    """

    caption: Caption
    title: Title
    page: int
    first: int
    printed: list[Line]

    @property
    def lines(self) -> list[Line]:
        """Those that are no page numbers, and do not state the unit, which is printed beside the header."""
        return [line for line in self.printed if not is_footer(line.text) and not states_unit(line.text)]

    @property
    def is_prose(self) -> bool:
        """Whether a sentence, or the end, comes before any figure: no header holds one, and few forms' rows do."""
        lines = self.lines
        if len(lines) < 2 or self.title.may_print_words:
            return len(lines) < 2
        return not _figures_among([line.text for line in takewhile(lambda line: not SENTENCE.search(line.text), lines)])


def candidates(blocks: Sequence[tuple[int, Block]]) -> list[Candidate]:
    """The places in a document where a table may have become lines of text."""
    titles = list(_titles(blocks))
    limits = [_before_caption(blocks, title.first) for title in titles[1:]]
    places = zip(titles, [*limits, len(blocks)], strict=False)
    found = (_candidate(blocks, title, limit) for title, limit in places if _may_hold_figures(blocks, title, limit))
    return [candidate for candidate in found if not candidate.is_prose]


def _may_hold_figures(blocks: Sequence[tuple[int, Block]], title: Title, limit: int) -> bool:
    """Whether several lines stand below a title, with more than its caption: most titles stand above a grid."""
    lines = _lines_from(blocks, title.first + title.lines, limit)
    return len(lines) > 1 and (title.may_print_words or _figures_among([line.text for line in lines]))


def _candidate(blocks: Sequence[tuple[int, Block]], title: Title, limit: int) -> Candidate:
    caption, first = _caption(blocks, title, title.first + title.lines, limit)
    return Candidate(caption, title, blocks[title.first][0], first, _lines_from(blocks, first, limit))


def _lines_from(blocks: Sequence[tuple[int, Block]], first: int, limit: int) -> list[Line]:
    """The lines up to a grid, a remark or the next title; not those that a converter wrote above the grid and in it."""
    printed: list[Line] = []
    for _, block in blocks[first : min(limit, first + _MOST_LINES)]:
        if isinstance(block, Grid):
            return _without_rows_of(block, printed)
        if is_remark(block.text):
            break
        printed.append(block)
    return printed


def _without_rows_of(grid: Grid, printed: list[Line]) -> list[Line]:
    """The lines without the last ones, where these are the first rows of the grid below."""
    rows = opening_words(grid)
    kept = len(printed)
    while kept and len(printed) - kept < len(rows) and fold(printed[kept - 1].text) in rows:
        kept -= 1
    return printed[:kept]


def _figures_among(texts: Sequence[str]) -> bool:
    """Whether lines may be of a table: a few whole numbers are those of pages."""
    if any(FIGURE.search(text) or text.lstrip().startswith(ORDINALS_BEGIN) for text in texts):
        return True
    return sum(piece.isdecimal() for text in texts for piece in text.split()) >= FEWEST_FIGURES


def _titles(blocks: Sequence[tuple[int, Block]]) -> Iterator[Title]:
    """Titles of known forms, on one line or wrapped over two."""
    taken = -1
    for i, (_, block) in enumerate(blocks):
        if i <= taken or not isinstance(block, Line):
            continue
        below = blocks[i + 1][1] if i + 1 < len(blocks) else None
        for count, text in enumerate(_title_texts(block, below), 1):
            if text and (forms := forms_of(text)):
                taken = i + count - 1
                yield Title(i, count, text, forms)
                break


def _title_texts(line: Line, below: Block | None) -> tuple[str, str]:
    words = compact(line.text)
    # Nearly every line of a document ends here.
    if words.endswith(("表", "）", ")")) and is_title(words):
        return words, ""
    if not isinstance(below, Line) or len(words) > 60 or SENTENCE.search(words):
        return "", ""
    rest = compact(below.text)
    if not rest.endswith(("表", "）", ")")):
        return "", ""
    whole = is_title(rest) and (_YEAR.match(rest) or not _YEAR.match(words))
    return "", "" if whole or not is_title(words + rest) else words + rest


def forms_of(title: str) -> tuple[Form, ...]:
    """The forms that a title names, the likeliest first."""
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


def _caption(blocks: Sequence[tuple[int, Block]], title: Title, first: int, limit: int) -> tuple[Caption, int]:
    """The caption, and the first line that is none of it."""
    above = _before_caption(blocks, title.first)
    caption = Caption()
    for end in range(first, min(first + _CAPTION_LINES, limit) + 1):
        lines = [block for _, block in blocks[above:end] if isinstance(block, Line)]
        if len(lines) != end - above:
            break
        found = read_caption(lines)
        if end > first and not found.taken.issuperset(range(title.first - above, end - above)):
            break
        caption, first = found, end
    return caption, first


def is_footer(text: str) -> bool:
    """Say whether a line is marked as a page number, such as ``— 30—`` or 第3页."""
    return bool(_FOOTER.fullmatch(text.strip()))


def states_unit(text: str) -> bool:
    """Say whether a line states the unit of the amounts, and nothing else."""
    return len(text) <= _LONGEST_UNIT and bool(_UNIT_STATED.search(text)) and [s.kind for s in statements(text)] == ["unit"]


def ends_in_figure(text: str) -> bool:
    """Say whether a line ends in a figure with decimals or thousands."""
    return text[-1:].isdecimal() and bool(_LAST_FIGURE.search(text))


def figures_in(text: str) -> int:
    """How many figures with decimals or thousands a line holds."""
    return len(_ANY_FIGURE.findall(text))
