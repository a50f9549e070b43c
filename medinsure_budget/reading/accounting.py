"""Figure accounting: every figure that a file prints has exactly one term, told after everything is read."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache, partial
from itertools import accumulate, pairwise

from attrs import field, fields, has

from medinsure_budget.allowance import spend
from medinsure_budget.document import Budget, FinalAccounts
from medinsure_budget.document.accounting import Accounting, Unplaced
from medinsure_budget.document.narrative import Claim
from medinsure_budget.evidence import Block, Cell, Grid, Note
from medinsure_budget.forms import Row, Sheet
from medinsure_budget.forms.words import compact
from medinsure_budget.lexicon import Shape
from medinsure_budget.money import Money
from medinsure_budget.reading.tables.announced import is_contents
from medinsure_budget.reading.tables.cells import is_count, is_rate
from medinsure_budget.reading.tables.layout import Layout
from medinsure_budget.reading.tables.statements import statements
from medinsure_budget.reading.tables.titles import is_page_number
from medinsure_budget.reading.tokens import Place, digits_of, first_of, places
from medinsure_budget.records import define

_FRAME, _COUNTS, _CLAIMS = "frame", "counts", "claims"
_BARE = "文字中的编号"
_ANY_PAGE = 0
_SHOWN = 30
_NAMED = 6
_ROLES = {
    "code": "编码", "unit_code": "编码", "line_number": "行次", "name": "名称中的数字", "text": "文字栏",
    "rate": _COUNTS, "count": _COUNTS,
}  # fmt: skip


@define
class Waiting:
    """Places of one figure in printed order, some of which have got a term: these are passed over once and for all."""

    places: Sequence[Place]
    _reach: Sequence[int] = field(init=False)
    _next: list[int] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._reach = list(accumulate((place.line for place in self.places), max))
        self._next = list(range(1, len(self.places) + 1))

    def first(self, line: int) -> Place | None:
        """The first that has no term, from a line on if there is one."""
        at = self._free(bisect_left(self._reach, line))
        while at < len(self.places) and self.places[at].line < line:
            at = self._free(at + 1)
        at = at if at < len(self.places) else self._free(0)
        return self.places[at] if at < len(self.places) else None

    def _free(self, start: int) -> int:
        at = start
        while at < len(self.places) and self.places[at].term:
            at = self._next[at]
        while start < at:
            self._next[start], start = at, self._next[start]
        return at


@define(slots=False)
class Ledger:
    """The places of a file, found again by cell, by page and by figure."""

    places: Sequence[Place]
    _waiting: dict[tuple[int, str], Waiting] = field(factory=dict)

    @cached_property
    def _by_cell(self) -> Mapping[int, Sequence[Place]]:
        by_cell: dict[int, list[Place]] = defaultdict(list)
        for place in self.places:
            if place.cell is not None:
                by_cell[id(place.cell)].append(place)
        return by_cell

    @cached_property
    def _by_figure(self) -> Mapping[tuple[int, str], Sequence[Place]]:
        """The places without a term when figures are first looked for by their page, or without one."""
        by_figure: dict[tuple[int, str], list[Place]] = defaultdict(list)
        for place in self.free:
            by_figure[place.page, place.text].append(place)
            by_figure[_ANY_PAGE, place.text].append(place)
        return by_figure

    def take_in(self, cell: Cell | None, term: str) -> bool:
        """Give the first printed figure of a cell its term."""
        printed = self._by_cell.get(id(cell), ())
        for place in printed:
            if not place.term and place.text == printed[0].text:
                place.term = term
                return True
        return False

    def take(self, term: str, text: str, page: int, line: int = 0) -> bool:
        """Give a printed figure its term where it stands first on the page from a line on."""
        # Tables that were put together again may have their figures on a later page than their first.
        for on in dict.fromkeys((page, page + 1, _ANY_PAGE) if term == _FRAME else (page,)):
            if (found := self._on_page(text, on, line)) is not None:
                found.term = term
                return True
        return term == _FRAME and self._take_wrapped(text)

    def holds(self, text: str, page: int) -> bool:
        """Whether a figure without a term stands on a page."""
        return self._on_page(text, page, 0) is not None

    def _on_page(self, text: str, page: int, line: int) -> Place | None:
        found = self._waiting.get((page, text))
        if found is None:
            found = self._waiting[page, text] = Waiting(self._by_figure.get((page, text), ()))
        return found.first(line)

    def _take_wrapped(self, text: str) -> bool:
        """A figure may be wrapped after any digit: its second half is none of its own."""
        for first, rest in self._wrapped.get(text, ()):
            if not (first.term or rest.term):
                first.term, rest.term = _FRAME, "折行数字的后半"
                return True
        return False

    @cached_property
    def _wrapped(self) -> Mapping[str, Sequence[tuple[Place, Place]]]:
        joined: dict[str, list[tuple[Place, Place]]] = defaultdict(list)
        for first, rest in pairwise(self.places):
            if first.block != rest.block:
                joined[first.text + rest.text].append((first, rest))
        return joined

    def within(self, grid: Grid) -> Iterator[tuple[Place, Cell]]:
        """The figures of a grid that have no term yet, with their cells."""
        by_cell = self._by_cell
        cells = (cell for row in range(grid.height) for cell in grid.anchored(row))
        return ((place, cell) for cell in cells for place in by_cell.get(id(cell), ()) if not place.term)

    @property
    def free(self) -> Iterator[Place]:
        """All figures that have no term yet."""
        return (place for place in self.places if not place.term)


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
    ledger = Ledger(list(places(printed)))
    unfounded = [*_in_frame(ledger, document.sheets), *_in_performance(ledger, document)]
    rows = _data_rows(document.sheets)
    for sheet in document.sheets:
        _beside(ledger, sheet, rows)
    _other_grids(ledger, printed, layout, {id(block) for block in performance}, set(rows))
    _told(ledger, document.claims)
    _counted(ledger, document)
    _in_words(ledger, {id(block) for _, block in kept}, printed, document)
    return _totals(ledger.places, unfounded)


def _in_frame(ledger: Ledger, sheets: Iterable[Sheet[Row]]) -> Iterator[Unplaced]:
    for sheet in sheets:
        for row in sheet.rows:
            for key, amount in row.figures():
                place = row.origin.place(key) if row.origin else None
                grid, r, c = place or (None, 0, 0)
                cell = grid.places[r][c] if grid else None
                if cell and ledger.take_in(cell, _FRAME):
                    continue
                text = cell.text if cell else "" if grid else f"{amount.amount:f}"
                figure = first_of(text)
                page, line = (grid.page if grid else 0) or row.page, grid.line(r) if grid else 0
                if not figure or not ledger.take(_FRAME, figure, page, line):
                    yield Unplaced(text, page, line, sheet.title)


def _in_performance(ledger: Ledger, document: Budget | FinalAccounts) -> Iterator[Unplaced]:
    for record in document.performance.records() if document.performance else ():
        figure = first_of(record["printed"])
        if not figure or not ledger.take(_FRAME, figure, record["page"]):
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
        counting = cache(partial(_is_counting, grid))
        for place, cell in ledger.within(grid):
            role = sheet.columns[cell.column].role if cell.column < len(sheet.columns) else "text"
            if role == "money" and counting(cell.row):
                role = "count"
            place.term = _term_beside(place, role, above=cell.row < first)


def _is_counting(grid: Grid, row: int) -> bool:
    return any(is_count(cell.text) or is_rate(cell.text) for cell in grid.anchored(row))


_CENTS = re.compile(r"[0-9]\.[0-9]{2}")


def _term_beside(place: Place, role: str, *, above: bool) -> str:
    whole = place.end - place.begin == len(place.words)
    if above:
        return "" if _is_of_money(place) else "表头"
    if place.words[place.end - 1 : place.end + 1].strip()[-1:] in {"%", "％", "‰"}:
        return _COUNTS
    # An amount among the names or codes, or run into what stands beside it, is one that nobody read.
    if role in ("name", "code", "unit_code", "line_number", "money") and _CENTS.search(place.text):
        return ""
    return _ROLES.get(role) or ("" if whole else "附注和文字")


def _is_of_money(place: Place) -> bool:
    """Whether a figure is printed as amounts are: with cents, and alone in its cell."""
    return bool(_CENTS.search(place.text)) and place.end - place.begin == len(place.words.strip())


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
            place.term = _COUNTS
        elif id(block) in unread:
            place.term = "" if _is_of_money(place) else "没有金额的表格"
        elif id(block) not in read and announced(block):
            place.term = "目录"
        elif any(statement.kind for statement in statements(place.words)):
            place.term = "表题"


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
    if isinstance(value, Money):
        yield f"{value.amount:f}", page
    elif has(cls := type(value)):
        page = getattr(value, "page", 0) or page
        for part in fields(cls):
            inner = getattr(value, part.name)
            if part.name != "page" and not (part.name == "number" and isinstance(inner, str)):
                yield from _numbers(inner, page)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _numbers(inner, page)
    elif not isinstance(value, bool) and _NUMBER.fullmatch(str(value)):
        yield str(value), page


def _in_words(
    ledger: Ledger, kept: set[int], printed: Sequence[tuple[int, Block]], document: Budget | FinalAccounts
) -> None:
    announced = [compact(entry.title) for entry in document.contents if entry.title]
    listed: dict[int, bool] = {}
    for place in ledger.free:
        if place.cell is not None:
            continue
        if id(printed[place.block][1]) not in kept:
            place.term = "页眉页脚"
        elif (term := _term_in_words(place)) == _BARE:
            if place.block not in listed:
                words = compact(place.words)
                listed[place.block] = any(title in words for title in announced)
            # Decimals and thousands are those of an amount.
            money = {".", ","} & {*place.words[place.begin : place.end]}
            place.term = "目录" if listed[place.block] else "" if money else _BARE
        else:
            place.term = term


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
    before, behind = place.words[: place.begin], place.words[place.end :]
    if _DATE_BEHIND.match(behind) or _DATE.fullmatch(place.text):
        return "年份和日期"
    if _MEASURED.match(behind):
        return "限额" if _BOUND.match(behind) else ""
    reasons = (
        ("页码", is_page_number(place.words)),
        ("文字中的数量和比率", _COUNTED.match(behind)),
        ("序号", _NUMBERED.fullmatch(before) and _NUMBER_BEHIND.match(behind)),
        ("文号", _DOCUMENT_NUMBER.match(behind)),
    )
    return next((reason for reason, holds in reasons if holds), _BARE)


def _totals(found: Sequence[Place], unfounded: Sequence[Unplaced]) -> Accounting:
    terms = Counter(place.term for place in found)
    named = {_FRAME, _COUNTS, _CLAIMS, ""}
    unread = (Unplaced(p.text, p.page, p.line, p.words[:_SHOWN]) for p in found if not p.term)
    return Accounting(
        printed=len(found),
        frame=terms[_FRAME],
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
