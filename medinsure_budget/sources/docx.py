"""Word documents (docx): paragraphs with their counted numbers, tables with merged cells."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from attrs import field

from medinsure_budget.allowance import spend
from medinsure_budget.errors import Error, LimitExceededError, NoTextError, UnreadableFileError
from medinsure_budget.evidence import Cell, Grid, Note, Source
from medinsure_budget.records import define
from medinsure_budget.sources.layout import Pages, Places
from medinsure_budget.sources.left_out import LeftOut
from medinsure_budget.sources.limits import Limits
from medinsure_budget.sources.numbering import Numbering, W, value_of
from medinsure_budget.sources.packed import Packed
from medinsure_budget.sources.word_text import PAGE_BREAK, Styles, Words, children, is_on, text_of, words_of
from medinsure_budget.sources.words import tidy


def read_docx(data: bytes, name: str = "", *, limits: Limits | None = None) -> Source:
    """Read a Word document; only explicit page and section breaks begin a page.

    Raises:
        UnreadableFileError: when the bytes are truncated or damaged, or nothing is printed.
        EncryptedFileError: when a password is needed.
        LimitExceededError: when the file exceeds ``limits``.
    """
    limits = limits or Limits()
    limits.check_size(len(data), name)
    packed = Packed.open(data, name, limits)
    main = packed.main_part()
    root = packed.xml(main)
    body = root.find(f"{W}body")
    if body is None:
        raise UnreadableFileError(f"{name}：Word 文件没有正文部分")
    parts: dict[str, list[ET.Element]] = {}
    for kind, target in packed.related(main).values():
        if kind in _PARTS and target in packed.members:
            parts.setdefault(kind, []).append(packed.xml(target))
    try:
        return _read(body, parts, name, limits)
    except Error:
        raise
    except ValueError as error:
        raise UnreadableFileError(f"{name}：文件里有写坏的数值（{error}）") from error


_PARTS = {"styles", "numbering", "footnotes", "endnotes", "header", "footer", "comments"}


def _read(body: ET.Element, parts: dict[str, list[ET.Element]], name: str, limits: Limits) -> Source:
    reader = _Reader(name, limits, _breaks_before(body))
    for root in parts.get("styles", []):
        reader.styles = Styles.of(root)
    for root in parts.get("numbering", []):
        reader.numbering = Numbering.of(root)
    reader.read(body)
    for kind in ("footnotes", "endnotes"):
        for note in (note for root in parts.get(kind, []) for note in root):
            # Separators are stored among the notes, with a type.
            if note.get(f"{W}type", "normal") == "normal":
                reader.read(note)
    pages = reader.pages.finished()
    if not any(page.blocks for page in pages):
        raise NoTextError(f"{name}：Word 文件里没有文字")
    return Source(name, pages, (*_notes(parts, reader.pictures, reader.chunks), *reader.left_out.notes()), "docx")


def _notes(parts: dict[str, list[ET.Element]], pictures: int, chunks: int) -> Iterator[Note]:
    margins = [root for kind in ("header", "footer") for root in parts.get(kind, [])]
    if any((t.text or "").strip() for root in margins for t in root.iter(f"{W}t")):
        yield Note("ignored", "页眉和页脚没有读取")
    if any(len(root) for root in parts.get("comments", [])):
        yield Note("ignored", "批注没有读取")
    if pictures:
        yield Note("unread", f"有{pictures}个图片、图表或嵌入对象，其中的文字没有读取")
    if chunks:
        yield Note("unread", f"有{chunks}处嵌入的其他格式文档没有读取")


def _breaks_before(body: ET.Element) -> list[bool]:
    """For the end of each section but the last: whether the next section begins on a new page."""
    kinds = [value_of(section, "type") for section in body.iter(f"{W}sectPr")]
    return [kind != "continuous" for kind in kinds[1:]]


@define
class _Place:
    """A table cell as it is written, before vertical merges are known."""

    row: int
    column: int
    columns: int
    text: str
    bold: bool
    rows: int = 1


@define
class _Merging:
    """The cells of a table so far; a merged cell grows while later cells say that they continue it."""

    found: list[_Place] = field(factory=list)
    _open: dict[int, _Place] = field(factory=dict)

    def absorbs(self, properties: ET.Element | None, row: int, column: int, columns: int) -> bool:
        """Let the cell above or to the left cover a cell that continues it; say whether one does."""
        above = self._open.get(column)
        if _merge(properties, "vMerge") == "continue" and above and above.row + above.rows == row:
            above.rows += 1
            return True
        # Old versions of Word merge sideways like this.
        if _merge(properties, "hMerge") == "continue" and self.found and self.found[-1].row == row:
            self.found[-1].columns += columns
            return True
        return False

    def add(self, place: _Place, properties: ET.Element | None) -> None:
        """Add a cell that continues none."""
        self.found.append(place)
        if _merge(properties, "vMerge"):
            self._open[place.column] = place


def _merge(properties: ET.Element | None, name: str) -> str:
    """How a cell is merged: ``restart``, ``continue`` or not at all."""
    merge = None if properties is None else properties.find(f"{W}{name}")
    return "" if merge is None else merge.get(f"{W}val", "continue")


@define
class _Reader:
    name: str
    limits: Limits
    _sections: list[bool]
    pages: Pages = field(factory=Pages)
    styles: Styles = field(factory=Styles)
    numbering: Numbering = field(factory=Numbering)
    pictures: int = 0
    chunks: int = 0
    left_out: LeftOut = field(factory=LeftOut)
    _section: int = 0

    def read(self, container: ET.Element, depth: int = 0) -> None:
        """Read the paragraphs and tables of the body, a note, a text box or a cell of a layout table."""
        self._check_depth(depth)
        for child in children(container):
            if child.tag == f"{W}p":
                self._paragraph(child, depth)
            elif child.tag == f"{W}tbl":
                self._table(child, depth)
            elif child.tag == f"{W}altChunk":
                self.chunks += 1

    def _paragraph(self, paragraph: ET.Element, depth: int) -> None:
        words = self._words(paragraph)
        level = self.styles.heading_level(paragraph)
        if any(is_on(properties, "pageBreakBefore") for _, properties in self.styles.properties(paragraph)):
            self._end_page()
        for at, part in enumerate(words.text.split(PAGE_BREAK)):
            if at:
                self._end_page()
            for line in filter(None, map(tidy, part.split("\n"))):
                spend(f"第{self.pages.number}页", lines=1)
                self.pages.add_line(line, level=level)
        for box in words.boxes:
            self.read(box, depth + 1)
        if paragraph.find(f"{W}pPr/{W}sectPr") is not None:
            if self._section < len(self._sections) and self._sections[self._section]:
                self._end_page()
            self._section += 1

    def _end_page(self) -> None:
        """Begin a page unless the present one is blank: two breaks in a row print nothing between."""
        if self.pages.has_content:
            self.pages.end_page()

    def _words(self, paragraph: ET.Element) -> Words:
        words = words_of(paragraph, self.styles, self.left_out)
        spend(f"第{self.pages.number}页", characters=len(words.text))
        self.pictures += words.pictures
        words.text = self._label(paragraph) + words.text
        return words

    def _label(self, paragraph: ET.Element) -> str:
        number, level = "", ""
        for style, properties in self.styles.properties(paragraph):
            listed = properties.find(f"{W}numPr")
            if listed is not None:
                level = level or value_of(listed, "ilvl")
                number = value_of(listed, "numId")
                if number:
                    level = level or str(self.numbering.level_of(number, style))
                    break
        return self.numbering.label(number, int(level)) if number not in {"", "0"} else ""

    def _table(self, table: ET.Element, depth: int) -> None:
        self._check_depth(depth)
        for row in table.iterfind(f"{W}tr"):
            if row.find(f"{W}trPr/{W}del") is not None:
                self.left_out.add("deleted", text_of(row))
        rows = [[cell for cell in children(row) if cell.tag == f"{W}tc"] for row in _rows(table)]
        nested = [inner for row in rows for cell in row for inner in children(cell) if inner.tag == f"{W}tbl"]
        if sum(map(len, rows)) <= max((_cells(inner) for inner in nested), default=1):
            # A frame around a page or around other tables, no table of its own.
            for cell in (cell for row in rows for cell in row):
                self.read(cell, depth + 1)
            return
        boxes: list[ET.Element] = []
        self.pages.add_grid(self._grid(table, boxes))
        for inner in nested:
            self._table(inner, depth + 1)
        for box in boxes:
            self.read(box, depth + 1)

    def _check_depth(self, depth: int) -> None:
        if depth > self.limits.max_depth:
            limit = self.limits.max_depth
            raise LimitExceededError(f"{self.name}：表格或文本框嵌套超过 {limit} 层的限度")

    def _grid(self, table: ET.Element, boxes: list[ET.Element]) -> Grid:
        rows, merging = list(_rows(table)), _Merging()
        for r, row in enumerate(rows):
            column = _number(row.find(f"{W}trPr"), "gridBefore", 0)
            for cell in (child for child in children(row) if child.tag == f"{W}tc"):
                properties = cell.find(f"{W}tcPr")
                columns = max(1, _number(properties, "gridSpan", 1))
                if not merging.absorbs(properties, r, column, columns):
                    text, bold = self._cell(cell, boxes)
                    merging.add(_Place(r, column, columns, text, bold), properties)
                column += columns
        places = Places(self.name, len(rows), self.limits.max_elements)
        for place in merging.found:
            places.put(Cell(place.text, place.row, place.column, place.rows, place.columns, bold=place.bold))
        return places.grid()

    def _cell(self, cell: ET.Element, boxes: list[ET.Element]) -> tuple[str, bool]:
        words = [self._words(p) for p in children(cell) if p.tag == f"{W}p"]
        boxes.extend(box for word in words for box in word.boxes)
        text = tidy("\n".join(word.text for word in words).replace(PAGE_BREAK, "\n"))
        return text, bool(text) and all(word.bold for word in words if word.text.strip())


def _rows(table: ET.Element) -> Iterator[ET.Element]:
    """The rows that no revision took out."""
    for row in children(table):
        if row.tag == f"{W}tr" and row.find(f"{W}trPr/{W}del") is None:
            yield row


def _cells(table: ET.Element) -> int:
    return sum(cell.tag == f"{W}tc" for row in _rows(table) for cell in children(row))


def _number(properties: ET.Element | None, name: str, default: int) -> int:
    text = "" if properties is None else value_of(properties, name)
    return int(text) if text else default
