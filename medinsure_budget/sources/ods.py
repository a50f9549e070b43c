"""OpenDocument spreadsheets (ods): the words that each visible cell shows."""

from collections.abc import Iterator
from decimal import Decimal
from xml.etree import ElementTree as ET

from attrs import Factory, field

from medinsure_budget.errors import EncryptedFileError, LimitExceededError, UnreadableFileError
from medinsure_budget.money import is_amount
from medinsure_budget.records import define
from medinsure_budget.sources.left_out import NEAR, Kind, is_power
from medinsure_budget.sources.number_format import GENERAL, shown
from medinsure_budget.sources.packed import Packed
from medinsure_budget.sources.sheet import CellStyle, Findings, Sheet, place_name

_BASE = "{urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TABLE, _TEXT, _STYLE = (f"{_BASE}{name}:1.0}}" for name in ("office", "table", "text", "style"))
_FORMATTED = f"{_BASE}xsl-fo-compatible:1.0}}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_MANIFEST = "META-INF/manifest.xml"
_MOST_COLUMNS, _MOST_ROWS = 16384, 1_048_576
_BLANK_ROWS = 1000
_GROUPS = {f"{_TABLE}{name}" for name in ("table-row-group", "table-header-rows", "table-rows")}
_CELLS = {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}
_NUMBERS = {"float", "currency", "percentage"}
_MARKS = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}


@define
class _Style:
    cell: CellStyle = Factory(CellStyle)
    unread: Kind | None = None
    hidden: bool = False


@define
class Ods:
    """An opened workbook.

    Attributes:
        sheets: Name, number and state (``visible``, ``hidden``) of each sheet.
    """

    packed: Packed
    sheets: list[tuple[str, int, str]]
    _tables: list[ET.Element]
    _styles: dict[str, _Style]
    _room: int

    @classmethod
    def open(cls, packed: Packed) -> "Ods":
        """Read the list of sheets and the styles.

        Raises:
            EncryptedFileError: when a password is needed.
            UnreadableFileError: when a part is missing or malformed.
        """
        if _MANIFEST in packed.members and b"encryption-data" in packed.read(_MANIFEST):
            raise EncryptedFileError(f"{packed.name}：工作簿有密码")
        root = packed.xml("content.xml")
        styles = {style.get(f"{_STYLE}name", ""): _style(style) for style in root.iter(f"{_STYLE}style")}
        tables = root.findall(f"{_OFFICE}body/{_OFFICE}spreadsheet/{_TABLE}table")
        sheets = []
        for number, table in enumerate(tables):
            style = styles.get(table.get(f"{_TABLE}style-name", ""))
            sheets.append((table.get(f"{_TABLE}name", ""), number, "hidden" if style and style.hidden else "visible"))
        return cls(packed, sheets, tables, styles, packed.limits.max_elements)

    def sheet(self, index: int) -> tuple[Sheet, Findings]:
        """Read a sheet's shown cells.

        Raises:
            LimitExceededError: when repeated cells make more of them than allowed.
            UnreadableFileError: when a count is no number.
        """
        reader = _Reader(self.packed.name, self._styles, self._room, Sheet(self.sheets[index][0]))
        reader.read(self._tables[index])
        self._room = reader.room
        return reader.sheet, reader.findings


@define
class _Reader:
    """Reads one sheet; ``room`` is how many more cells may be filled."""

    name: str
    styles: dict[str, _Style]
    room: int
    sheet: Sheet
    findings: Findings = field(factory=Findings)

    def read(self, table: ET.Element) -> None:
        at = 0
        for column in table.iter(f"{_TABLE}table-column"):
            repeated = _count(column, "number-columns-repeated")
            if column.get(f"{_TABLE}visibility", "visible") != "visible":
                self.sheet.hidden_columns.update(range(at, min(at + repeated, _MOST_COLUMNS)))
            at += repeated
        at = 0
        for row in _rows(table):
            repeated = _count(row, "number-rows-repeated")
            cells = self.cells(row, at)
            rules = sum(style.ruled for _, _, style in cells)
            # Blank rows are repeated to the end of the sheet, where they are no rows of a table.
            taken = repeated if any(text for _, text, _ in cells) else min(repeated, _BLANK_ROWS)
            self.spend(len(cells) * taken)
            for number in range(at, at + taken):
                self.put(number, cells, ruled=rules > 1, hidden=row.get(f"{_TABLE}visibility", "visible") != "visible")
            at += repeated
            if at > _MOST_ROWS + 1:
                raise UnreadableFileError(f"{self.name}：工作表“{self.sheet.name}”超过 {_MOST_ROWS:,} 行")

    def spend(self, cells: int) -> None:
        self.room -= cells
        if self.room < 0:
            raise LimitExceededError(f"{self.name}：工作表“{self.sheet.name}”的格子数超过限度")

    def put(self, row: int, cells: list[tuple[int, str, CellStyle]], *, ruled: bool, hidden: bool) -> None:
        for column, text, style in cells:
            if text:
                self.sheet.texts[row][column] = text
                if style.bold:
                    self.sheet.bold.add((row, column))
        if ruled:
            self.sheet.ruled.add(row)
        if hidden:
            self.sheet.hidden_rows.add(row)

    def cells(self, row: ET.Element, at: int) -> list[tuple[int, str, CellStyle]]:
        """The written and the ruled cells of a row, by column; repeated blank ones beyond its end are left out."""
        found: list[tuple[int, str, CellStyle]] = []
        column = 0
        for cell in row:
            if cell.tag not in _CELLS:
                continue
            repeated = _count(cell, "number-columns-repeated")
            style = self.styles.get(cell.get(f"{_TABLE}style-name", ""), _Style())
            text = "" if cell.tag.endswith("covered-table-cell") else self.text(cell, style, place_name(at, column))
            self.merge(cell, at, column)
            if flaw := _flaw(cell, text):
                self.sheet.flaws[at, column] = flaw
            if text:
                self.spend(repeated)
            if text or style.cell.ruled:
                found += [(column + n, text, style.cell) for n in range(min(repeated, _MOST_COLUMNS - column))]
            column += repeated
        return found

    def merge(self, cell: ET.Element, row: int, column: int) -> None:
        rows, columns = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        if rows > 1 or columns > 1:
            self.sheet.merges.append((row, column, row + rows - 1, column + columns - 1))

    def text(self, cell: ET.Element, style: _Style, place: str) -> str:
        """The words of a cell; a number shows all its digits."""
        text = "\n".join(self.words(paragraph, place) for paragraph in cell.findall(f"{_TEXT}p"))
        if text and style.unread == "struck":
            self.findings.left_out.add("struck", text, place)
            return ""
        value = cell.get(f"{_OFFICE}value")
        if value is None or cell.get(f"{_OFFICE}value-type") not in _NUMBERS:
            stored = (cell.get(f"{_OFFICE}{name}") for name in ("string-value", "date-value", "boolean-value"))
            return text or next(filter(None, stored), "")
        if not text and cell.find(f"{_TEXT}p") is not None:
            self.findings.left_out.add("hidden", value if value.strip("-0.") else "", place)
            return ""
        if not text:
            self.findings.unformatted.append(place)
        return self.number(text, value, place, percent=cell.get(f"{_OFFICE}value-type") == "percentage")

    def number(self, text: str, value: str, place: str, *, percent: bool) -> str:
        stored = shown(value, "0.##################%" if percent else GENERAL).text.replace(".%", "%")
        decimals = stored.rstrip("%").partition(".")[2]
        hidden = len(decimals) - len(text.rstrip("% ").partition(".")[2])
        if not text or (hidden > 0 and is_amount(text.rstrip("% "))):
            if text:
                self.findings.fuller.append(place)
            return f"{Decimal(stored):,f}" if "," in text and not percent else stored
        return text

    def words(self, element: ET.Element, place: str) -> str:
        """The words of a paragraph without what is struck out or raised."""
        pieces = [element.text or ""]
        for child in element:
            if child.tag in _MARKS:
                pieces.append(_MARKS[child.tag])
            elif child.tag == f"{_TEXT}s":
                pieces.append(" " * min(int(child.get(f"{_TEXT}c", 1)), _MOST_COLUMNS))
            elif child.tag.startswith(_TEXT):
                style = self.styles.get(child.get(f"{_TEXT}style-name", ""))
                kind, words = style.unread if style else None, self.words(child, place)
                if kind is None or (kind == "raised" and is_power("".join(pieces[-NEAR:]))):
                    pieces.append(words)
                else:
                    self.findings.left_out.add(kind, words, place)
            pieces.append(child.tail or "")
        return "".join(pieces)


def _rows(table: ET.Element) -> Iterator[ET.Element]:
    """The rows of a table, those in groups included."""
    waiting = list(reversed(table))
    while waiting:
        child = waiting.pop()
        if child.tag == f"{_TABLE}table-row":
            yield child
        elif child.tag in _GROUPS:
            waiting.extend(reversed(child))


def _count(element: ET.Element, name: str) -> int:
    text = element.get(f"{_TABLE}{name}")
    return max(1, int(text)) if text else 1


def _flaw(cell: ET.Element, text: str) -> str:
    if cell.get(f"{_CALC}value-type") == "error":
        return f"公式出错（{text}）"
    formula = cell.get(f"{_TABLE}formula") is not None
    return "公式没有保存计算结果" if formula and not text and cell.get(f"{_OFFICE}value-type") is None else ""


def _style(style: ET.Element) -> _Style:
    text, cell, table = (style.find(f"{_STYLE}{part}-properties") for part in ("text", "table-cell", "table"))
    bold, unread = False, None
    if text is not None:
        bold = text.get(f"{_FORMATTED}font-weight") == "bold"
        unread = _unread(text)
    borders = [cell.get(f"{_FORMATTED}border{side}", "none") for side in ("", "-left", "-right")] if cell is not None else []
    ruled = any(border.split()[:1] != ["none"] for border in borders)
    hidden = table is not None and table.get(f"{_TABLE}display") == "false"
    return _Style(CellStyle(GENERAL, bold, ruled, unread == "struck"), unread, hidden)


def _unread(properties: ET.Element) -> Kind | None:
    if properties.get(f"{_STYLE}text-line-through-style", "none") != "none":
        return "struck"
    position = properties.get(f"{_STYLE}text-position", "0%").split()[0]
    raised = position == "super" or (position.rstrip("%").isdecimal() and position.rstrip("%") != "0")
    return "raised" if raised else None
