"""Excel workbooks of 1997 to 2003 (xls): what each visible cell shows, by its stored value and number format."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from struct import pack, unpack, unpack_from

from attrs import define, field

from medinsure_budget.errors import EncryptedFileError, UnsupportedFormatError
from medinsure_budget.sources.number_format import BUILTIN, GENERAL, shown
from medinsure_budget.sources.sheet import CellStyle, Findings, Sheet, place_name
from medinsure_budget.sources.xls_strings import long_string, shared_strings, short_string

_BOF, _EOF, _CONTINUE, _STRINGS = 0x0809, 0x000A, 0x003C, 0x00FC
_EXCEL_97 = 0x0600
_BOLD = 700
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_STATES = {0: "visible", 1: "hidden", 2: "veryHidden"}
_WORKSHEET = 0


def records(stream: bytes, start: int = 0) -> Iterator[tuple[int, bytes, int]]:
    """The records of the part of a stream that begins at ``start``: kind, content, and how deep in parts of parts.

    Raises:
        EOFError: when the stream ends before the part does.
    """
    at, depth = start, 0
    while at + 4 <= len(stream):
        kind, size = unpack_from("<HH", stream, at)
        at += 4 + size
        depth += (kind == _BOF) - (kind == _EOF)
        yield kind, stream[at - size : at], depth
        if depth <= 0:
            return
    raise EOFError("the stream of records is truncated")


@define
class Xls:
    """An opened workbook.

    Attributes:
        sheets: Name, place in the stream and state (``visible``, ``hidden``, ``veryHidden``) of each sheet.
        strings: The texts that cells share.
        formats: Number formats by their number.
        fonts: Whether each font is bold.
        xfs: The cell formats as they are written.
        styles: What the cell formats say.
        epoch_1904: Whether days are counted from 1904.
    """

    name: str
    stream: bytes
    sheets: list[tuple[str, int, str]] = field(factory=list)
    strings: list[str] = field(factory=list)
    formats: dict[int, str] = field(factory=dict)
    fonts: list[bool] = field(factory=list)
    xfs: list[bytes] = field(factory=list)
    styles: list[CellStyle] = field(factory=list)
    epoch_1904: bool = False

    @classmethod
    def open(cls, stream: bytes, name: str) -> "Xls":
        """Read the list of sheets, the shared strings and the styles.

        Raises:
            EOFError, struct.error, LookupError, ValueError: when the records are truncated or damaged.
            EncryptedFileError: when a password is needed.
            UnsupportedFormatError: when the workbook is older than Excel 97.
        """
        book = cls(name, stream)
        kind, version = unpack_from("<H2xH", stream)
        if kind != _BOF:
            raise EOFError("its records have no beginning")
        if version != _EXCEL_97:
            raise UnsupportedFormatError(f"{name}: a workbook older than Excel 97, which is not read")
        strings: list[bytes] = []
        in_strings = False
        for kind, content, _ in records(stream):
            in_strings = kind == _STRINGS or (kind == _CONTINUE and in_strings)
            if in_strings:
                strings.append(content)
            elif kind in _GLOBALS:
                _GLOBALS[kind](book, content)
        book.strings = shared_strings(strings) if strings else []
        book.styles = [book._style(xf) for xf in book.xfs]
        return book

    def refuse_locked(self, _: bytes) -> None:
        """Refuse a workbook with a password."""
        raise EncryptedFileError(f"{self.name}: the workbook is locked by a password")

    def take_epoch(self, content: bytes) -> None:
        """From when days are counted."""
        self.epoch_1904 = content[:1] == b"\1"

    def take_format(self, content: bytes) -> None:
        """A number format."""
        self.formats[unpack_from("<H", content)[0]] = long_string(content, 2)

    def take_font(self, content: bytes) -> None:
        """A font."""
        self.fonts.append(unpack_from("<H", content, 6)[0] >= _BOLD)

    def take_xf(self, content: bytes) -> None:
        """A cell format."""
        self.xfs.append(content)

    def take_sheet(self, content: bytes) -> None:
        """A tab."""
        place, state, kind = unpack_from("<IBB", content)
        if kind == _WORKSHEET:
            self.sheets.append((short_string(content, 6), place, _STATES.get(state & 3, "hidden")))

    def _style(self, xf: bytes) -> CellStyle:
        font, number = unpack_from("<HH", xf)
        # By tradition there is no font 4.
        font -= font > 4
        code = self.formats.get(number) or BUILTIN.get(number, GENERAL)
        # The low halves of this byte are the rules at the left and at the right.
        return CellStyle(code, font < len(self.fonts) and self.fonts[font], bool(xf[10]))

    def sheet(self, index: int) -> tuple[Sheet, Findings]:
        """Read a sheet's shown cells.

        Raises:
            EOFError, struct.error, LookupError, ValueError: when its records are truncated or damaged.
        """
        name, place, _ = self.sheets[index]
        reader = _SheetReader(self, Sheet(name))
        for kind, content, depth in records(self.stream, place):
            # Charts in a sheet are parts of their own inside it.
            if depth == 1 and kind in _CELLS:
                _CELLS[kind](reader, content)
        reader.sheet.ruled = {row for row, rules in reader.rules.items() if rules > 1}
        return reader.sheet, reader.findings


@define
class _SheetReader:
    book: Xls
    sheet: Sheet
    findings: Findings = field(factory=Findings)
    rules: dict[int, int] = field(factory=dict)
    _no_zeros: bool = False
    _waiting: tuple[int, int, int] | None = None

    def _put(self, row: int, column: int, xf: int, text: str) -> None:
        style = self.book.styles[xf]
        self.rules[row] = self.rules.get(row, 0) + style.ruled
        if text:
            self.sheet.texts[row, column] = text
            if style.bold:
                self.sheet.bold.add((row, column))

    def _put_number(self, row: int, column: int, xf: int, digits: str) -> None:
        code = self.book.styles[xf].code
        number = shown(digits, code, epoch_1904=self.book.epoch_1904)
        if number.fuller:
            self.findings.fuller.append(place_name(row, column))
        hidden = self._no_zeros and not Decimal(digits)
        self._put(row, column, xf, "" if hidden else number.text)

    def number(self, content: bytes) -> None:
        row, column, xf, value = unpack_from("<HHHd", content)
        self._put_number(row, column, xf, repr(value))

    def packed_number(self, content: bytes) -> None:
        row, column, xf, value = unpack_from("<HHHI", content)
        self._put_number(row, column, xf, _unpacked(value))

    def packed_numbers(self, content: bytes) -> None:
        row, column = unpack_from("<HH", content)
        for at in range(4, len(content) - 7, 6):
            xf, value = unpack_from("<HI", content, at)
            self._put_number(row, column, xf, _unpacked(value))
            column += 1

    def shared_text(self, content: bytes) -> None:
        row, column, xf, index = unpack_from("<HHHI", content)
        self._put(row, column, xf, self.book.strings[index])

    def own_text(self, content: bytes) -> None:
        row, column, xf = unpack_from("<HHH", content)
        self._put(row, column, xf, long_string(content, 6))

    def blank(self, content: bytes) -> None:
        row, column, xf = unpack_from("<HHH", content)
        self._put(row, column, xf, "")

    def blanks(self, content: bytes) -> None:
        row, column = unpack_from("<HH", content)
        for at in range(4, len(content) - 3, 2):
            self._put(row, column, unpack_from("<H", content, at)[0], "")
            column += 1

    def truth_or_error(self, content: bytes) -> None:
        row, column, xf, value, is_error = unpack_from("<HHHBB", content)
        self._put(row, column, xf, _ERRORS.get(value, "#?") if is_error else str(bool(value)).upper())

    def formula(self, content: bytes) -> None:
        row, column, xf = unpack_from("<HHH", content)
        result = content[6:14]
        if result[6:] != b"\xff\xff":
            self._put_number(row, column, xf, repr(unpack("<d", result)[0]))
        elif result[0] == 0:
            self._waiting = (row, column, xf)
        elif result[0] in (1, 2):
            self.truth_or_error(content[:6] + result[2:3] + bytes([result[0] - 1]))
        else:
            self._put(row, column, xf, "")

    def formula_text(self, content: bytes) -> None:
        if self._waiting:
            self._put(*self._waiting, long_string(content, 0))
            self._waiting = None

    def row(self, content: bytes) -> None:
        number, flags = unpack_from("<H10xI", content)
        if flags & 0x20:
            self.sheet.hidden_rows.add(number)

    def column(self, content: bytes) -> None:
        first, last, width, flags = unpack_from("<HHH2xH", content)
        if flags & 1 or not width:
            self.sheet.hidden_columns.update(range(first, last + 1))

    def merges(self, content: bytes) -> None:
        for at in range(2, len(content) - 7, 8):
            top, bottom, left, right = unpack_from("<HHHH", content, at)
            self.sheet.merges.append((top, left, bottom, right))

    def window(self, content: bytes) -> None:
        self._no_zeros = not content[0] & 0x10


def _unpacked(value: int) -> str:
    """A number that Excel packed into 30 bits: a whole number or the head of a fraction, perhaps in hundredths."""
    if value & 2:
        number = Decimal((value - (1 << 32) if value >> 31 else value) >> 2)
    else:
        number = Decimal(repr(unpack("<d", bytes(4) + pack("<I", value & ~3))[0]))
    return str(number.scaleb(-2) if value & 1 else number)


_GLOBALS: dict[int, Callable[[Xls, bytes], None]] = {
    0x002F: Xls.refuse_locked, 0x0022: Xls.take_epoch, 0x041E: Xls.take_format, 0x0031: Xls.take_font,
    0x00E0: Xls.take_xf, 0x0085: Xls.take_sheet,
}  # fmt: skip
_CELLS: dict[int, Callable[[_SheetReader, bytes], None]] = {
    0x0203: _SheetReader.number, 0x027E: _SheetReader.packed_number, 0x00BD: _SheetReader.packed_numbers,
    0x00FD: _SheetReader.shared_text, 0x0204: _SheetReader.own_text, 0x00D6: _SheetReader.own_text,
    0x0201: _SheetReader.blank, 0x00BE: _SheetReader.blanks, 0x0205: _SheetReader.truth_or_error,
    0x0006: _SheetReader.formula, 0x0207: _SheetReader.formula_text, 0x0208: _SheetReader.row,
    0x007D: _SheetReader.column, 0x00E5: _SheetReader.merges, 0x023E: _SheetReader.window,
}  # fmt: skip
