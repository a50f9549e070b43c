"""Web pages: running text, and the innermost tables with their merged cells."""

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self

from attrs import evolve, field

from medinsure_budget.allowance import spend
from medinsure_budget.errors import (
    LimitExceededError,
    NoTextError,
    UnreadableFileError,
    UnsupportedFormatError,
    missing_extra,
)
from medinsure_budget.evidence import Block, Cell, Grid, Note, Page, Source
from medinsure_budget.lexicon import by_text
from medinsure_budget.records import define
from medinsure_budget.sources.html_styles import Unshown, bearing
from medinsure_budget.sources.layout import Pages, Places
from medinsure_budget.sources.left_out import NEAR, LeftOut, is_power
from medinsure_budget.sources.limits import Limits
from medinsure_budget.sources.words import decode, tidy

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_BROKEN = 0.01
_BIG5 = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*big5", re.IGNORECASE)
# Each attribute is compared with all others of its tag.
_MOST_ATTRIBUTES = 2_000
_SHORTEST = 2 * _MOST_ATTRIBUTES
# Where no value holds the sign that ends a tag, the next such sign ends it.
_ENDS_INSIDE = re.compile(r"""=\s*(?:"[^">]*>|'[^'>]*>)""")
_TAG = re.compile(r"""<[a-zA-Z](?:[^>=]++|=\s*"[^"]*"|=\s*'[^']*'|=)*+""")
_VALUE = re.compile(r"""=\s*(?:"[^"]*"|'[^']*')""")
_BETWEEN = re.compile(r"[\s/]+")
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_SKIPPED = {
    "script", "style", "noscript", "template", "svg", "select", "textarea", "button", "iframe", "object", "meta",
    "link",
}  # fmt: skip
# What a visitor may fill in, and the kinds of lines that show what they hold.
_FIELDS, _TYPED = ("input", "textarea", "select"), ("text", "number", "tel")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "div", "dl", "dt", "fieldset",
    "figure", "footer", "form", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody",
    "td", "tfoot", "th", "thead", "title", "tr", "ul", *_HEADINGS,
}  # fmt: skip
_CELLS = {"td", "th"}
_BOLD = {"b", "strong", "th"}
# A cell with more paragraphs than this in a table of one row is a column of the page.
_TEXT_BLOCKS = 3
# Browsers treat larger spans alike.
_MOST_COLUMNS, _MOST_ROWS = 1000, 65_534
_SPAN = re.compile(r"\s*(\d{1,9})")


def read_html(data: bytes, name: str = "", *, limits: Limits | None = None) -> Source:
    """Read a web page; scripts, styles and hidden parts are left out.

    Raises:
        UnreadableFileError: when the bytes are no text or show no words.
        LimitExceededError: when the file exceeds ``limits``.
    """
    limits = limits or Limits()
    limits.check_size(len(data), name)
    text, broken = _decoded(data, name)
    root = _parsed(text, name, limits)
    reader = _Reader.of(root, name, limits)
    pages = reader.pages.finished()
    if not any(page.blocks for page in pages):
        raise NoTextError(f"{name}：网页里没有文字")
    notes = [Note("unread", f"网页中有{broken}处字符已损坏，按“\ufffd”读取")] if broken else []
    if reader.pictures:
        notes.append(Note("unread", f"有{reader.pictures}张图片，其中的文字没有读取"))
    notes.extend(reader.left_out.notes())
    return Source(name, pages, tuple(notes), "html")


def read_mhtml(data: bytes, name: str = "", *, limits: Limits | None = None) -> Source:
    """Read a web page that was saved with its parts in one file, as Word and Excel do; each page in it is a page.

    Raises:
        UnreadableFileError: when no page in it shows words.
        LimitExceededError: when the file exceeds ``limits``.
    """
    limits = limits or Limits()
    limits.check_size(len(data), name)
    pages: list[Page] = []
    notes: list[Note] = []
    for content in _mailed_pages(data, name):
        # The frame around the sheets of a workbook shows no words of its own.
        with suppress(UnreadableFileError):
            source = read_html(content, name, limits=limits)
            for grid in (block for block in source.pages[0].blocks if isinstance(block, Grid)):
                grid.page = len(pages) + 1
            pages.append(evolve(source.pages[0], number=len(pages) + 1))
            notes.extend(evolve(note, page=len(pages)) for note in source.notes)
    if not pages:
        raise UnreadableFileError(f"{name}：网页存档里没有一页有文字")
    return Source(name, tuple(pages), tuple(notes), "html")


def _mailed_pages(data: bytes, name: str) -> list[bytes]:
    from email import message_from_bytes

    try:
        parts = [part for part in message_from_bytes(data).walk() if part.get_content_type() == "text/html"]
        payloads = [part.get_payload(decode=True) for part in parts]
    except (RecursionError, ValueError, LookupError) as error:
        raise UnreadableFileError(f"{name}：网页存档已损坏（{error}）") from error
    return [payload for payload in payloads if isinstance(payload, bytes)]


def table_blocks(html: str, name: str, limits: Limits) -> list[Block]:
    """The lines and grids of a fragment, such as a table within Markdown."""
    root = _parsed(html, name, limits)
    reader = _Reader.of(root, name, limits)
    return [block for page in reader.pages.finished() for block in page.blocks]


def _decoded(data: bytes, name: str) -> tuple[str, int]:
    """Decode a page: by byte order mark, as UTF-8 or GB18030, as Big5 only where the page says so.

    Other stated charsets say nothing: pages copied between servers are often in another one. Sites cut and
    paste pages in bytes, so a few broken characters are let through; their number is given too.

    Raises:
        UnreadableFileError: when the bytes are no text.
    """
    try:
        if not _BIG5.search(data[:4096]):
            return decode(data, name), 0
        try:
            return decode(data, name, "utf-8"), 0
        except UnreadableFileError:
            return decode(data, name, "big5hkscs"), 0
    except UnreadableFileError:
        # UTF-8 first: what is no UTF-8 breaks all over, but nearly everything passes for GB18030.
        for charset in ("utf-8", "gb18030"):
            text = data.decode(charset, "replace")
            broken = text.count("\ufffd")
            if text.strip() and broken <= _MOST_BROKEN * len(text):
                return text, broken
        raise


def _parsed(text: str, name: str, limits: Limits) -> "_Element":
    try:
        from lxml import etree
    except ModuleNotFoundError as error:
        raise UnsupportedFormatError(missing_extra(f"{name}：读网页", "html")) from error
    if text.count("<") > 2 * limits.max_elements:
        raise LimitExceededError(f"{name}：超过 {limits.max_elements:,} 个元素的限度")
    if _may_be_overloaded(text) and any(map(_is_overloaded, _TAG.finditer(text))):
        raise LimitExceededError(f"{name}：一个标签的属性超过 {_MOST_ATTRIBUTES:,} 个的限度")
    # Plain elements: those of `lxml.html` are made by a call of Python for each.
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        declared = _DECLARATION.match(text)
        root = etree.fromstring((text[declared.end() :] if declared else text).encode(), parser)
    except etree.XMLSyntaxError as error:
        raise NoTextError(f"{name}：网页里没有文字（{error}）") from error
    if root is None:
        raise NoTextError(f"{name}：网页里没有文字")
    if any("depth" in entry.message for entry in parser.error_log):
        raise LimitExceededError(f"{name}：网页元素嵌套太深")
    _drop_repeated_title(root)
    for entry in [entry for entry in root.iter(*_FIELDS) if next(entry.iterancestors("td", "th"), None) is not None]:
        _write_out(entry)
    return root


def _write_out(entry: "_Element") -> None:
    """Make words of what a field in a table shows, such as a figure that is filled in."""
    if entry.tag == "input":
        text = entry.get("value") if entry.get("type", "text").lower() in _TYPED else ""
    elif entry.tag == "select":
        chosen = next(entry.iterfind(".//option[@selected]"), entry.find(".//option"))
        text = "" if chosen is None else chosen.text
    else:
        text = entry.text
    del entry[:]
    entry.tag, entry.text = "span", text


def _may_be_overloaded(text: str) -> bool:
    # Every window of half its length holds the end of some tag, where no tag is so long.
    windows = range(0, len(text) - _MOST_ATTRIBUTES + 1, _MOST_ATTRIBUTES)
    unended = any(text.find(">", at, at + _MOST_ATTRIBUTES) < 0 for at in windows)
    return unended or _ENDS_INSIDE.search(text) is not None


def _is_overloaded(tag: re.Match[str]) -> bool:
    """Whether a tag has too many attributes; their values may hold anything."""
    if tag.end() - tag.start() < _SHORTEST:
        return False
    return len(_BETWEEN.split(_VALUE.sub(" ", tag[0]))) > _MOST_ATTRIBUTES


def _drop_repeated_title(root: "_Element") -> None:
    """The title in the bar of the browser is no words of the page where the page prints it too."""
    title, body = root.find("head/title"), root.find("body")
    words = tidy(title.text or "") if title is not None else ""
    if title is not None and body is not None and any(tidy(element.text or "") == words for element in body.iter("h1", "p")):
        title.text = ""


@define
class _Reader:
    name: str
    limits: Limits
    _unshown: Unshown
    _spanning: "set[_Element]"
    pages: Pages = field(factory=Pages)
    pictures: int = 0
    left_out: LeftOut = field(factory=LeftOut)
    _words: list[str] = field(factory=list)
    _rows_of: "dict[_Element, list[_Element]]" = field(factory=dict, init=False)

    @classmethod
    def of(cls, root: "_Element", name: str, limits: Limits) -> Self:
        """The reader of a page, which it has read."""
        reader = cls(name, limits, Unshown.of(root), {*bearing(root, "rowspan"), *bearing(root, "colspan")})
        reader.read(root)
        return reader

    def read(self, root: "_Element") -> None:
        """Read an element and all below it; only cells of tables take another call."""
        walk = _iterwalk(root)
        for event, element in walk:
            tag = element.tag
            if event == "end":
                if tag in _BLOCKS:
                    self._flush(_HEADINGS.get(tag, 0), kept=tag == "pre")
                if element is not root and (text := element.tail):
                    self._words.append(text)
            elif self._leaves_out(element, self._words) or (tag == "table" and self._took_table(element)):
                walk.skip_subtree()
            else:
                if tag in _BLOCKS:
                    self._flush()
                self.pictures += tag == "img"
                if text := element.text:
                    self._words.append(text)
        self._flush()

    def _leaves_out(self, element: "_Element", before: list[str]) -> bool:
        """Whether an element is not read: no words, or words that the page does not show as its own."""
        if (tag := element.tag) in _SKIPPED:
            return True
        kind = "navigation" if tag == "nav" else self._unshown.kind(element)
        if kind is None or (kind == "raised" and is_power("".join(before[-NEAR:]).rstrip())):
            return False
        self.left_out.add(kind, _all_words(element))
        return True

    def _flush(self, level: int = 0, *, kept: bool = False) -> None:
        if not self._words:
            return
        text = "".join(self._words)
        for line in text.split("\n") if kept else [text]:
            if plain := tidy(line):
                self.pages.add_line(plain, level=level)
        self._words.clear()

    def _took_table(self, table: "_Element") -> bool:
        """Read a table into a grid, unless it only arranges the page."""
        depth = sum(1 for _ in table.iterancestors("table"))
        if depth > self.limits.max_depth:
            raise LimitExceededError(f"{self.name}：表格嵌套超过 {self.limits.max_depth} 层的限度")
        hidden: list[_Element] = []
        rows = self._rows(table, hidden)
        nested = [inner for inner in table.iterdescendants("table") if not self._is_unseen(inner)]
        if self._arranges(rows, nested):
            return False
        self._flush()
        for caption in table.iterchildren("caption"):
            # A caption may hold the title, the number and the unit in blocks of their own.
            self.read(caption)
        for element in hidden:
            self.left_out.add("hidden", _all_words(element))
        self.pages.add_grid(self._grid(rows))
        for inner in nested:
            if next(inner.iterancestors("table"), None) is table and not self._took_table(inner):
                self.read(inner)
        return True

    def _grid(self, rows: "list[list[_Element]]") -> Grid:
        spend(self.name, lines=len(rows))
        places = Places(self.name, len(rows), self.limits.max_elements)
        for r, row in enumerate(rows):
            words = map(self._words_of, row)
            line = places.row(r)
            if not line and self._spanning.isdisjoint(row):
                line += [Cell(text, r, c, 1, 1, None, bold) for c, (text, bold) in enumerate(words)]
                continue
            column = 0
            for cell, (text, bold) in zip(row, words, strict=True):
                while column < len(line) and line[column] is not None:
                    column += 1
                height = width = 1
                if cell in self._spanning:
                    height, width = _span(cell.get("rowspan"), _MOST_ROWS), _span(cell.get("colspan"), _MOST_COLUMNS)
                places.put(Cell(text, r, column, height or len(rows), width or 1, None, bold))
        return places.grid()

    def _words_of(self, cell: "_Element") -> tuple[str, bool]:
        """The words of a cell, and whether all of them are bold."""
        if len(cell) or cell in self._unshown.kinds:
            return self._words_below(cell)
        return tidy(cell.text or ""), cell.tag == "th"

    def _words_below(self, cell: "_Element") -> tuple[str, bool]:
        """The words of a cell without those of tables in it, and whether all of them are bold."""
        if self._unshown.kinds.get(cell) == "struck":
            self.left_out.add("struck", _all_words(cell))
            return "", False
        pieces, bold, plain = [], 0, False
        walk = _iterwalk(cell)
        for event, element in walk:
            pieces.append("\n" if element.tag in _BLOCKS else "")
            bold += (element.tag in _BOLD) * (1 if event == "start" else -1)
            skipped = event == "start" and (
                element.tag == "table" or (element is not cell and self._leaves_out(element, pieces))
            )
            if skipped:
                walk.skip_subtree()
            self.pictures += event == "start" and element.tag == "img"
            text = (element.text if event == "start" else element.tail) or ""
            if not skipped and (event == "start" or element is not cell):
                pieces.append(text)
                plain = plain or (bool(text.strip()) and not bold)
        text = tidy("".join(pieces))
        return text, bool(text) and not plain

    def _rows(self, table: "_Element", hidden: "list[_Element] | None" = None) -> "list[list[_Element]]":
        """The shown cells of a table's own rows; the others go to ``hidden``."""
        kinds = self._unshown.kinds
        if not kinds:
            return [[cell for cell in row if cell.tag in _CELLS] for row in self._own_rows(table)]
        rows, unseen = list[list["_Element"]](), [] if hidden is None else hidden
        for row in self._own_rows(table):
            if kinds.get(row) == "hidden":
                unseen.append(row)
                continue
            cells = list(row.iterchildren("td", "th"))
            rows.append([cell for cell in cells if kinds.get(cell) != "hidden"])
            if len(rows[-1]) < len(cells):
                unseen.extend(cell for cell in cells if kinds.get(cell) == "hidden")
        return rows

    def _own_rows(self, table: "_Element") -> "list[_Element]":
        """A table's rows without those of tables in it, which are found at the same time."""
        if next(table.iterdescendants("table"), None) is None:
            return list(table.iterdescendants("tr"))
        if table not in self._rows_of:
            found: dict[_Element, list[_Element]] = {table: []}
            for row in table.iterdescendants("tr"):
                found.setdefault(next(row.iterancestors("table")), []).append(row)
            self._rows_of |= found
        return self._rows_of[table]

    def _arranges(self, rows: "list[list[_Element]]", nested: "list[_Element]") -> bool:
        """Say whether a table only arranges a page: frames, single columns, columns of running text."""
        if max(map(len, rows), default=0) <= 1:
            return True
        if len(rows) == 1 and any(sum(1 for _ in cell.iter("p", "div", "br")) > _TEXT_BLOCKS for cell in rows[0]):
            return True
        largest = max((sum(map(len, self._rows(inner))) for inner in nested), default=0)
        return sum(map(len, rows)) <= largest

    def _is_unseen(self, element: "_Element") -> bool:
        return element.tag in _SKIPPED or self._unshown.kind(element) == "hidden"


def _all_words(element: "_Element") -> str:
    return "".join(map(str, element.itertext()))


def _iterwalk(element: "_Element") -> Any:
    """Walk an element and those below it, with the start and the end of each."""
    from lxml.etree import iterwalk

    return iterwalk(element, events=("start", "end"))


@by_text
def _span(stated: str | None, most: int) -> int:
    """How many rows or columns a cell covers, as browsers take it: 0 only where it is stated."""
    found = _SPAN.match(stated or "")
    return min(int(found[1]), most) if found else 1
