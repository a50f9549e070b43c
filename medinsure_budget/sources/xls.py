"""Excel workbooks of 1997 to 2003 (xls), parsed by xlrd: what each visible cell shows."""

import struct
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from itertools import pairwise
from struct import pack_into, unpack_from
from typing import Any

import xlrd
from attrs import field
from xlrd.formatting import XF

from medinsure_budget.errors import EncryptedFileError, UnreadableFileError, UnsupportedFormatError
from medinsure_budget.records import define
from medinsure_budget.sources.left_out import Kind, is_power
from medinsure_budget.sources.number_format import BUILTIN, GENERAL, shown
from medinsure_budget.sources.sheet import CellStyle, Findings, Sheet, place_name

_BEGINNING, _EXCEL_97 = b"\x09\x08", b"\x00\x06"
_LOCK, _UNKNOWN = 0x002F, 0xFFFF
_BOLD = 700
_SUPERSCRIPT = 1
_STATES = {0: "visible", 1: "hidden", 2: "veryHidden"}
# Records that say nothing about what cells show. xlrd interprets them nevertheless, fails on links that lead nowhere
# (which templates collect over the years) and computes what names stand for, however long that gets.
_PASSED_OVER = frozenset({
    0x0018, 0x0023, 0x0017, 0x01AE,  # names and links
    0x01B8, 0x0800, 0x001C, 0x005D, 0x00EC, 0x01B6,  # hyperlinks, comments and drawings
    0x01B0, 0x01B1, 0x015F, 0x0872,  # conditional formats, label ranges and lists
    0x005C, 0x008C, 0x0092, 0x0293,  # author, country, colours and names of styles
})  # fmt: skip


@define
class Xls:
    """An opened workbook.

    Attributes:
        sheets: Name, number and state (``visible``, ``hidden``, ``veryHidden``) of each sheet.
    """

    name: str
    sheets: list[tuple[str, int, str]]
    _book: xlrd.Book
    _styles: list[CellStyle]

    @classmethod
    def open(cls, stream: bytes, name: str) -> "Xls":
        """Read the list of sheets, the shared strings and the styles.

        Raises:
            UnreadableFileError: when the records are truncated or damaged.
            EncryptedFileError: when a password is needed.
            UnsupportedFormatError: when the workbook is older than Excel 97.
        """
        records = _relevant(stream, name)
        with _damage_named(name):
            book = xlrd.open_workbook(
                file_contents=records, logfile=StringIO(), formatting_info=True, on_demand=True, ragged_rows=True
            )
            # The state of a sheet is public only once the sheet is loaded, and hidden sheets are not.
            states = book._sheet_visibility  # noqa: SLF001 - see above
            names = enumerate(zip(book.sheet_names(), states, strict=True))
            sheets = [(title, index, _STATES.get(state & 3, "hidden")) for index, (title, state) in names]
            return cls(name, sheets, book, _styles(book))

    def sheet(self, index: int) -> tuple[Sheet, Findings]:
        """Read a sheet's shown cells.

        Raises:
            UnreadableFileError: when its records are truncated or damaged.
        """
        with _damage_named(self.name):
            found = self._book.sheet_by_index(index)
            self._book.unload_sheet(index)
            fonts = self._book.font_list
            reader = _Reader(found, self._styles, fonts, bool(self._book.datemode), Sheet(found.name))
            reader.read()
        return reader.sheet, reader.findings

    def stored(self, index: int) -> tuple[list[list[Any]], tuple[tuple[int, int, int, int], ...], frozenset[int]]:
        """The stored values of a sheet, hidden rows too; its merged areas and the rows that are hidden.

        Raises:
            UnreadableFileError: when its records are truncated or damaged.
        """
        with _damage_named(self.name):
            found = self._book.sheet_by_index(index)
            self._book.unload_sheet(index)
            rows = [[_stored(cell) for cell in found.row(row)] for row in range(found.nrows)]
            merges = tuple((top, left, bottom - 1, right - 1) for top, bottom, left, right in found.merged_cells)
            return rows, merges, frozenset(row for row, said in found.rowinfo_map.items() if said.hidden)


def _stored(cell: xlrd.sheet.Cell) -> Any:
    if cell.ctype in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK} or cell.value == "":
        return None
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#?"))
    return int(cell.value) if isinstance(cell.value, float) and cell.value.is_integer() else cell.value


@contextmanager
def _damage_named(name: str) -> Iterator[None]:
    """Give what xlrd raises on damaged records the file's name."""
    try:
        yield
    except (
        xlrd.XLRDError,  # what it refuses itself
        AssertionError,  # how it checks the sizes in records
        struct.error,  # records that end too early
        LookupError,  # numbers of strings, styles and bytes that are not there
        ValueError,  # characters that are none, numbers that are not finite
        OverflowError,  # numbers of styles beyond what it stores
    ) as error:
        cause = str(error) or type(error).__name__
        raise UnreadableFileError(f"{name}：工作簿不完整或已损坏（{cause}）") from error


def _relevant(stream: bytes, name: str) -> bytes:
    """The records with those that need not be read renamed to an unknown kind."""
    if not stream.startswith(_BEGINNING):
        raise UnreadableFileError(f"{name}：工作簿已损坏，没有开头的记录")
    if stream[4:6] != _EXCEL_97:
        raise UnsupportedFormatError(f"{name}：是 Excel 97 以前的工作簿，不能读；请另存为 xlsx")
    records, at = bytearray(stream), 0
    while at + 4 <= len(records):
        kind, size = unpack_from("<HH", records, at)
        if kind == _LOCK:
            raise EncryptedFileError(f"{name}：工作簿有密码")
        if kind in _PASSED_OVER:
            pack_into("<H", records, at, _UNKNOWN)
        at += 4 + size
    return bytes(records)


def _styles(book: xlrd.Book) -> list[CellStyle]:
    # xlrd fills in the American formats where the file has none of its own.
    codes = {own.format_key: own.format_str for own in book.format_list}
    return [_style(book, xf, codes) for xf in book.xf_list]


def _style(book: xlrd.Book, xf: XF, codes: dict[int, str]) -> CellStyle:
    code = codes.get(xf.format_key) or BUILTIN.get(xf.format_key, GENERAL)
    font = book.font_list[xf.font_index] if xf.font_index < len(book.font_list) else None
    bold, struck = (font.weight >= _BOLD, bool(font.struck_out)) if font else (False, False)
    return CellStyle(code, bold, bool(xf.border.left_line_style or xf.border.right_line_style), struck)


@define
class _Reader:
    found: xlrd.sheet.Sheet
    styles: list[CellStyle]
    fonts: list[xlrd.formatting.Font]
    epoch_1904: bool
    sheet: Sheet
    findings: Findings = field(factory=Findings)
    read_runs: dict[int, tuple[str, dict[Kind, str]]] = field(factory=dict)

    def read(self) -> None:
        """Read the cells, and which rows and columns are merged, ruled or hidden."""
        found = self.found
        self.sheet.merges = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in found.merged_cells]
        self.sheet.hidden_rows = {row for row, said in found.rowinfo_map.items() if said.hidden}
        self.sheet.hidden_columns = {c for c, said in found.colinfo_map.items() if said.hidden or not said.width}
        for row in range(found.nrows):
            self._read_row(row)

    def _read_row(self, row: int) -> None:
        rules = 0
        for column, cell in enumerate(self.found.row(row)):
            if cell.ctype == xlrd.XL_CELL_EMPTY:
                continue
            style = self.styles[cell.xf_index]
            rules += style.ruled
            text = self._text(cell, style, row, column)
            if cell.ctype == xlrd.XL_CELL_ERROR:
                self.sheet.flaws[row, column] = f"公式出错（{text}）"
            if text and style.struck:
                self.findings.left_out.add("struck", text, place_name(row, column))
            elif text:
                self.sheet.texts[row][column] = text
                if style.bold:
                    self.sheet.bold.add((row, column))
        if rules > 1:
            self.sheet.ruled.add(row)

    def _text(self, cell: xlrd.sheet.Cell, style: CellStyle, row: int, column: int) -> str:
        if cell.ctype == xlrd.XL_CELL_BOOLEAN:
            return str(bool(cell.value)).upper()
        if cell.ctype == xlrd.XL_CELL_ERROR:
            return str(xlrd.error_text_from_code.get(cell.value, "#?"))
        if cell.ctype not in {xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE}:
            runs = self.found.rich_text_runlist_map.get((row, column))
            return self._rich(str(cell.value), runs, place_name(row, column)) if runs else str(cell.value)
        # The shortest digits that give the stored binary number are those that were typed.
        number = shown(repr(cell.value), style.code, epoch_1904=self.epoch_1904)
        self.findings.see(number, place_name(row, column))
        return number.text if cell.value or self.found.show_zero_values else ""

    def _rich(self, text: str, runs: list[tuple[int, int]], place: str) -> str:
        """A text in several fonts without what is struck out or raised; cells that share it share its list of fonts."""
        if (found := self.read_runs.get(id(runs))) is None:
            found = self.read_runs[id(runs)] = self._read_runs(text, runs)
        kept, left_out = found
        for kind, words in left_out.items():
            self.findings.left_out.add(kind, words, place)
        return kept

    def _read_runs(self, text: str, runs: list[tuple[int, int]]) -> tuple[str, dict[Kind, str]]:
        starts = [(0, None), *((start, self.fonts[font]) for start, font in runs if font < len(self.fonts))]
        kept, left_out = "", defaultdict[Kind, str](str)
        for (start, font), (end, _) in pairwise([*starts, (len(text), None)]):
            words, kind = text[start:end], _unread(font)
            if kind is None or (kind == "raised" and is_power(kept)):
                kept += words
            else:
                left_out[kind] += words
        return kept, left_out


def _unread(font: xlrd.formatting.Font | None) -> Kind | None:
    if font is None:
        return None
    if font.struck_out:
        return "struck"
    return "raised" if font.escapement == _SUPERSCRIPT else None
