"""Figure accounting: every figure that a file prints has exactly one term, told after everything is read."""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from itertools import islice
from operator import attrgetter
from typing import Any

from attrs import fields, has

from medinsure_budget.allowance import spend
from medinsure_budget.document import Budget, FinalAccounts
from medinsure_budget.document.accounting import Accounting, Unplaced
from medinsure_budget.document.narrative import Claim
from medinsure_budget.evidence import Block, Cell, Grid, Note
from medinsure_budget.forms import Row, Sheet
from medinsure_budget.forms.words import compact
from medinsure_budget.lexicon import Shape, by_text
from medinsure_budget.money import Money
from medinsure_budget.reading.places import Ledger
from medinsure_budget.reading.tables.announced import is_contents
from medinsure_budget.reading.tables.cells import is_count, is_rate, is_total_word
from medinsure_budget.reading.tables.columns import is_measured_otherwise, measuring
from medinsure_budget.reading.tables.layout import Layout
from medinsure_budget.reading.tables.statements import statements
from medinsure_budget.reading.tables.titles import is_page_number
from medinsure_budget.reading.tokens import FRAME, Place, digits_of, first_of, places
from medinsure_budget.subjects import subjects_of

_COUNTS, _CLAIMS = "counts", "claims"
_BARE = "文字中的编号"
_SHOWN = 30
# So many numbers that near (in lines) are the figures of a table; so long a word is said before one.
_FEWEST, _NEAR, _LONGEST_WORD = 3, 3, 12
# The digits of codes that are long enough not to be mistaken.
_WHOLE_CODE = (5, 7)
_NAMED = 6
_ROLES = {
    "code": "编码", "unit_code": "编码", "line_number": "行次", "name": "名称中的数字", "text": "文字栏",
    "rate": _COUNTS, "count": _COUNTS,
}  # fmt: skip


def account(
    printed: Sequence[tuple[int, Block]],
    kept: Iterable[tuple[int, Block]],
    performance: Iterable[Block],
    layout: Layout,
    document: Budget | FinalAccounts,
) -> Accounting:
    """Say what became of every figure.

    Args:
        printed: The blocks of the file.
        kept: Those that are no running heads.
        performance: The grids that were read as performance forms.
        layout: The tables and the lines that belong to none.
        document: What was read.
    """
    amounts = list(_amounts(document.sheets))
    elsewhere = {id(cell) for *_, cell in amounts}
    found = elsewhere.copy()
    ledger = Ledger(list(places(printed, elsewhere)), {id(block): n for n, (_, block) in enumerate(printed)})
    found -= elsewhere
    unfounded = [*_in_frame(ledger, amounts, found), *_in_performance(ledger, document)]
    rows = _data_rows(document.sheets)
    for sheet in document.sheets:
        _beside(ledger, sheet, rows)
    _other_grids(ledger, printed, layout, {id(block) for block in performance}, set(rows))
    _told(ledger, document.claims)
    _counted(ledger, document)
    _in_words(ledger, {id(block) for _, block in kept}, printed, document)
    return _totals(ledger, unfounded)


# An amount of a sheet with its row, and where it is said to stand.
_Amount = tuple[Money, Sheet[Row], Row, tuple[Grid, int, int] | None, Cell | None]


def _amounts(sheets: Iterable[Sheet[Row]]) -> Iterator[_Amount]:
    for sheet in sheets:
        for row in sheet.rows:
            for key, amount in row.figures():
                place = row.origin.place(key) if row.origin else None
                cell = place[0].places[place[1]][place[2]] if place else None
                yield amount, sheet, row, place, cell


def _in_frame(ledger: Ledger, amounts: Iterable[_Amount], found: set[int]) -> Iterator[Unplaced]:
    """Amounts that are not found in cells of their own are looked for by their figures."""
    for amount, sheet, row, place, cell in amounts:
        if id(cell) in found:
            found.remove(id(cell))
            continue
        if cell and ledger.take_in(cell, FRAME):
            continue
        grid, r, _ = place or (None, 0, 0)
        text = cell.text if cell else "" if grid else f"{amount.amount:f}"
        figure = first_of(text)
        page, line = (grid.page if grid else 0) or row.page, grid.line(r) if grid else 0
        if not figure or not ledger.take(FRAME, figure, page, line):
            yield Unplaced(text, page, line, sheet.title)


def _in_performance(ledger: Ledger, document: Budget | FinalAccounts) -> Iterator[Unplaced]:
    for record in document.performance.records() if document.performance else ():
        figure = first_of(record["printed"])
        if not figure or not ledger.take(FRAME, figure, record["page"]):
            yield Unplaced(record["printed"], record["page"], 0, record["title"])


def _data_rows(sheets: Iterable[Sheet[Row]]) -> Mapping[int, set[int]]:
    """The rows of each grid that were read, by the grid's identity."""
    rows: dict[int, set[int]] = defaultdict(set)
    for sheet in sheets:
        for row in sheet.rows:
            if (origin := row.origin) is not None:
                rows[id(origin.grid)].update((origin.rows or {"": origin.row}).values())
                for grid in origin.grids.values():
                    rows[id(grid)].add(0)
    return rows


def _beside(ledger: Ledger, sheet: Sheet[Row], rows: Mapping[int, set[int]]) -> None:
    """The codes, numbers, labels and headers around the amounts of a sheet."""
    grids = {id(row.origin.grid): row.origin.grid for row in sheet.rows if row.origin}
    for key, grid in grids.items():
        first = min(rows[key])
        measures = measuring(sheet.columns, map(grid.row_texts, range(grid.height)))
        counting = cache(partial(_is_counting, grid, measures))
        for place, cell in ledger.within(grid):
            role = sheet.columns[cell.column].role if cell.column < len(sheet.columns) else "text"
            if role == "money" and counting(cell.row):
                role = "count"
            place.term = _term_beside(place, role, above=cell.row < first)


def _is_counting(grid: Grid, measures: Container[int], row: int) -> bool:
    cells = grid.anchored(row)
    return any(
        is_count(c.text) or is_rate(c.text) or (c.column in measures and is_measured_otherwise(c.text)) for c in cells
    )


_CENTS = re.compile(r"[0-9]\.[0-9]{2}")
_THOUSANDS = re.compile(r"[0-9],[0-9]{3}")


def _term_beside(place: Place, role: str, *, above: bool) -> str:
    whole = place.end - place.begin == len(place.words)
    if place.words[place.end - 1 : place.end + 1].strip()[-1:] in {"%", "％", "‰"}:
        return "表头" if above else _COUNTS
    if above:
        return "" if _CENTS.search(place.text) else "表头"
    # An amount among the names or codes, or run into what stands beside it, is one that nobody read.
    if role in ("name", "code", "unit_code", "line_number", "money") and _CENTS.search(place.text):
        return ""
    if role == "money" and not whole and _term_in_words(place) in ("", _BARE):
        return ""  # words with a figure under the amounts
    return _ROLES.get(role) or ("" if whole else "附注和文字")


def _is_of_money(place: Place) -> bool:
    """Whether a figure is printed as amounts are: with cents, and alone in its cell."""
    return bool(_CENTS.search(place.text)) and _is_whole(place)


def _is_whole(place: Place) -> bool:
    return place.end - place.begin == len(place.words.strip())


def _other_grids(
    ledger: Ledger, printed: Sequence[tuple[int, Block]], layout: Layout, performance: set[int], read: set[int]
) -> None:
    """Grids that are no statements: performance forms, tables without money, lists of contents, captions."""
    unread = {id(piece.grid) for table in layout.tables for piece in table.pieces} - read
    announced = lru_cache(is_contents)
    for place in ledger.free:
        block = printed[place.block][1]
        if not isinstance(block, Grid):
            continue
        if id(block) in performance:
            place.term = "" if _THOUSANDS.search(place.words) and _is_of_money(place) else _COUNTS
        elif id(block) in unread:
            place.term = "" if _is_of_money(place) else "没有金额的表格"
        elif id(block) not in read and announced(block):
            place.term = "" if _LONG.fullmatch(place.text) and _is_whole(place) else "目录"
        elif id(block) not in read and is_page_number(place.words) and _is_alone(place, block):
            place.term = "页码"  # between the tables of one sheet
        elif any(statement.kind for statement in statements(place.words)):
            place.term = "表题"


def _is_alone(place: Place, grid: Grid) -> bool:
    """Whether nothing else stands in the row of a figure."""
    if place.cell is None:
        return False
    written = (cell for cell in grid.anchored(place.cell.row) if cell.text.strip())
    return len(list(islice(written, 2))) == 1


def _told(ledger: Ledger, claims: Iterable[Claim]) -> None:
    wanted: dict[tuple[int, int, str], set[str]] = defaultdict(set)
    for claim in claims:
        wanted[claim.page, claim.line, claim.quote] |= set(_figures_of(claim))
    for (page, line, quote), figures in wanted.items():
        spend("数字的去向")
        waiting = {text for text in figures if ledger.holds(text, page) or ledger.holds(text, page + 1)}
        for text in digits_of(quote) if waiting else ():
            # A paragraph may go on over the page.
            if text in waiting and not (ledger.take(_CLAIMS, text, page, line=line) or ledger.take(_CLAIMS, text, page + 1)):
                waiting.remove(text)


def _figures_of(claim: Claim) -> Iterator[str]:
    change = claim.change
    money = (claim.amount, claim.budget, change.amount if change else None)
    points = (claim.completion, claim.share, change.percent if change else None)
    yield from (f"{abs(amount.amount):f}" for amount in money if amount is not None)
    yield from (f"{abs(point):f}" for point in points if point is not None)
    yield from (str(number) for _, number in claim.counts)


def _counted(ledger: Ledger, document: Budget | FinalAccounts) -> None:
    """Staff, vehicles and the like: the figures of the profile."""
    if document.profile is None:
        return
    for text, page in _numbers(document.profile, 0):
        for figure in digits_of(text):
            ledger.take(_COUNTS, figure, page)


_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def _numbers(value: object, page: int) -> Iterator[tuple[str, int]]:
    """The numbers in a value, each with the page that is told nearest to it."""
    cls: Any = type(value)
    if isinstance(value, Money):
        yield f"{value.amount:f}", page
    elif isinstance(value, tuple):
        for inner in value:
            yield from _numbers(inner, page)
    elif names := _names(cls):
        page = getattr(value, "page", 0) or page
        for name in names:
            inner = getattr(value, name)
            if not (name == "number" and isinstance(inner, str)):
                yield from _numbers(inner, page)
    elif not isinstance(value, bool) and _NUMBER.fullmatch(str(value)):
        yield str(value), page


@cache
def _names(cls: type) -> Sequence[str]:
    """The parts of a record but its page; none of what is no record."""
    return [part.name for part in fields(cls) if part.name != "page"] if has(cls) else []


def _in_words(
    ledger: Ledger, kept: set[int], printed: Sequence[tuple[int, Block]], document: Budget | FinalAccounts
) -> None:
    announced = [compact(entry.title) for entry in document.contents if entry.title]
    codes = {row.code for sheet in document.sheets for row in sheet.rows}
    listed: dict[int, bool] = {}
    bare: list[Place] = []
    for place in ledger.free:
        if place.cell is not None:
            continue
        if id(printed[place.block][1]) not in kept:
            place.term = "页眉页脚"
            continue
        place.term = _term_in_words(place)
        if place.term in (_BARE, "页码") and (place.text in codes or _is_code(place.text, document.year)):
            place.term = "编码"
        elif place.term == _BARE:
            if place.block not in listed:
                words = compact(place.words)
                listed[place.block] = any(title in words for title in announced)
            place.term = "目录" if listed[place.block] else "" if _is_amount(place) else _BARE
        if place.term in (_BARE, "页码"):
            bare.append(place)
    for place in _in_no_order(bare):
        place.term = ""


def _is_code(text: str, year: int | None) -> bool:
    """Whether a bare number is a part of a code, which begins with 0, or a whole code of 款 or 项 of that year."""
    if len(text) not in _WHOLE_CODE:
        return len(text) > 1 and text.isdecimal() and text.startswith("0")
    known = subjects_of(year)
    return text in known.functional or text in known.economic


_ROW = re.compile(r"(?:[^0-9:：]*\s)?(?P<numbers>[0-9]+(?:\s+[0-9]+)*)\s*")
_LONG = re.compile(r"(?!(?:19|20)[0-9]{2}$)[0-9]{4,}")
_OF_MONEY = Shape(r".*(?:{TOTAL|INCOME|EXPENDITURE|ENDS_OF_SUMS})(?:{STATED})?")


def _is_amount(place: Place) -> bool:
    """Whether a bare number has decimals or thousands, or is long and stands behind a label or a word of money."""
    begin, words = place.begin, place.words
    if {".", ","} & {*words[begin : place.end]}:
        return True
    said = _OF_MONEY.fullmatch(words, max(0, begin - _LONGEST_WORD), begin)
    return bool(said and _LONG.fullmatch(place.text)) or _is_row_of_numbers(words)


@by_text
def _is_row_of_numbers(words: str) -> bool:
    """Whether a line is a label, or nothing, before whole numbers of which one is longer than counts and years are."""
    found = _ROW.fullmatch(words)
    return found is not None and any(map(_LONG.fullmatch, found["numbers"].split()))


_PUNCTUATED, _WRITTEN = re.compile(r"[。；，：:]"), re.compile(r"\S")


@by_text
def _is_punctuated(words: str) -> bool:
    return _PUNCTUATED.search(words) is not None


def _in_no_order(bare: Iterable[Place]) -> Iterator[Place]:
    """The whole numbers at the ends of lines near one another that do not rise, as those of pages do, or have a total."""
    run: list[Place] = []
    for place in (*bare, None):
        if place is not None and (_WRITTEN.search(place.words, place.end) or _is_punctuated(place.words)):
            continue
        if run and (place is None or place.block - run[-1].block > _NEAR):
            numbers = [int(one.text) for one in run]
            summed = any(is_total_word(one.words[: one.begin]) for one in run)
            yield from run if len(run) >= _FEWEST and (summed or numbers != sorted(numbers)) else ()
            run = []
        run += [place] if place is not None else []


_DATE_BEHIND = re.compile(r"\s*(?:年|月|日)")
_DATE = re.compile(r"[0-9]{4}([-./])[0-9]+\1[0-9]+")
_NUMBERED = re.compile(r"\s*(?:第|[（(])?\s*$")
_NUMBER_BEHIND = Shape(r"\s*[.．、）)]|\s*(?:{PART}|条|款|项)")
_DOCUMENT_NUMBER = Shape(r"\s*(?:[〕\]】]|号)")
_MEASURED = Shape(r"\s*(?:余|多)?(?:{MONEY})")
_BOUND = Shape(r"\s*{MONEY}(?:[（(]含[)）])?{BOUND}")
_COUNTED = Shape(r"\s*(?:余|多)?{COUNTER|PER_CENT}")


def _term_in_words(place: Place) -> str:
    """Why a figure of the running text is none that has to be read; empty when it has to, a bare one may have to."""
    # The words before and behind are not cut out: a paragraph may be long, and have a figure in every word.
    words, behind = place.words, place.end
    if _DATE_BEHIND.match(words, behind) or _DATE.fullmatch(place.text):
        return "年份和日期"
    if _MEASURED.match(words, behind):
        return "限额" if _BOUND.match(words, behind) else ""
    reasons = (
        ("页码", is_page_number(place.words)),
        ("文字中的数量和比率", _COUNTED.match(words, behind)),
        ("序号", _NUMBERED.fullmatch(words, 0, place.begin) and _NUMBER_BEHIND.match(words, behind)),
        ("文号", _DOCUMENT_NUMBER.match(words, behind)),
    )
    return next((reason for reason, holds in reasons if holds), _BARE)


def _totals(ledger: Ledger, unfounded: Sequence[Unplaced]) -> Accounting:
    terms = Counter(map(attrgetter("term"), ledger.places))
    named = {FRAME, _COUNTS, _CLAIMS, ""}
    unread = (Unplaced(p.text, p.page, p.line, p.words[:_SHOWN]) for p in ledger.free)
    return Accounting(
        printed=len(ledger.places),
        frame=terms[FRAME],
        counts=terms[_COUNTS],
        claims=terms[_CLAIMS],
        ignored=tuple((term, number) for term, number in terms.most_common() if term not in named),
        unread=tuple(unread),
        unfounded=tuple(unfounded),
    )


def accounting_notes(accounting: Accounting) -> list[Note]:
    """One note on the figures that nothing was made of."""
    if not accounting.unread:
        return []
    first = accounting.unread[0]
    shown = "、".join(f"第{u.page}页{u.text}" for u in accounting.unread[:_NAMED])
    more = "等" if len(accounting.unread) > _NAMED else ""
    message = f"有{len(accounting.unread)}处印刷的数字没有读入任何表格或陈述：{shown}{more}"
    return [Note("unread", message, first.page, first.line)]
