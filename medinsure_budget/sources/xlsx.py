"""Excel workbooks in XML: what each visible cell shows, by its stored value and number format."""

import re
from xml.etree import ElementTree as ET

from medinsure_budget.errors import UnreadableFileError
from medinsure_budget.lexicon import by_text
from medinsure_budget.records import define
from medinsure_budget.sources.left_out import Kind, is_power
from medinsure_budget.sources.number_format import BUILTIN, GENERAL, shown
from medinsure_budget.sources.packed import Packed
from medinsure_budget.sources.sheet import CellStyle, Findings, Sheet, place_name

_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# Asked of every cell.
_VALUE, _FORMULA, _INLINE, _TEXT, _RUN = (f"{_NS}{name}" for name in ("v", "f", "is", "t", "r"))
_PLAIN = CellStyle()
_MOST_COLUMNS, MOST_ROWS = 16384, 1_048_576
_LeftOut = tuple[tuple[Kind, str], ...]
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@define
class Xlsx:
    """An opened workbook.

    Attributes:
        sheets: Name, part and state (``visible``, ``hidden``, ``veryHidden``) of each sheet.
    """

    packed: Packed
    sheets: list[tuple[str, str, str]]
    _strings: list[tuple[str, _LeftOut]]
    _styles: dict[str, CellStyle]
    _epoch_1904: bool

    @classmethod
    def open(cls, packed: Packed) -> "Xlsx":
        """Read the workbook's list of sheets, its shared strings and its styles.

        Raises:
            UnreadableFileError: when a part is missing or malformed.
        """
        main = packed.main_part()
        root = packed.xml(main)
        related = packed.related(main)
        sheets = [
            (sheet.get("name", ""), related.get(sheet.get(_ID, ""), ("", ""))[1], sheet.get("state", "visible"))
            for sheet in root.iter(f"{_NS}sheet")
            # Charts and macros have tabs but no cells.
            if related.get(sheet.get(_ID, ""), ("worksheet", ""))[0] == "worksheet"
        ]
        parts = {kind: target for kind, target in related.values() if target in packed.members}
        strings = map(_joined, packed.xml(parts["sharedStrings"])) if "sharedStrings" in parts else ()
        styles = _styles(packed.xml(parts["styles"])) if "styles" in parts else {}
        epoch = any(p.get("date1904") in {"1", "true"} for p in root.iter(f"{_NS}workbookPr"))
        return cls(packed, sheets, list(strings), styles, epoch)

    @property
    def strings(self) -> list[str]:
        """The texts that cells share."""
        return [text for text, _ in self._strings]

    def sheet(self, index: int) -> tuple[Sheet, Findings]:
        """Read a sheet's shown cells.

        Raises:
            UnreadableFileError: when its part is missing, malformed or refers to strings that are not there.
        """
        name, part, _ = self.sheets[index]
        root = self.packed.xml(part)
        sheet, findings = Sheet(name), Findings()
        sheet.merges = [range_of(m.get("ref", "A1")) for m in root.iterfind(f"{_NS}mergeCells/{_NS}mergeCell")]
        for column in root.iterfind(f"{_NS}cols/{_NS}col"):
            if column.get("hidden") in {"1", "true"} or column.get("width") == "0":
                last = min(int(column.get("max", 1)), _MOST_COLUMNS)
                sheet.hidden_columns.update(range(int(column.get("min", 1)) - 1, last))
        no_zeros = any(view.get("showZeros") in {"0", "false"} for view in root.iterfind(f"{_NS}sheetViews/{_NS}sheetView"))
        data = root.find(f"{_NS}sheetData")
        at_row = -1
        for row in data if data is not None else ():
            at_row = int(row.get("r", at_row + 2)) - 1
            if not 0 <= at_row < MOST_ROWS:
                raise UnreadableFileError(f"{self.packed.name}：工作表“{name}”不可能有第 {at_row + 1:,} 行")
            if row.get("hidden") in {"1", "true"} or row.get("ht") == "0":
                sheet.hidden_rows.add(at_row)
            self._read_row(row, at_row, sheet, findings, zero="" if no_zeros else None)
        return sheet, findings

    def _read_row(self, row: ET.Element, at_row: int, sheet: Sheet, findings: Findings, zero: str | None) -> None:
        column, rules = -1, 0
        for cell in row:
            reference = cell.get("r")
            column = column_of(reference) if reference else column + 1
            style, kind = self._styles.get(cell.get("s", "0"), _PLAIN), cell.get("t", "n")
            rules += style.ruled
            if kind == "n" and not len(cell):
                continue  # nothing but a style
            text = self._text(cell, kind, style, findings)
            if zero is not None and text.strip("0.%") == "" and kind == "n":
                text = zero
            if (kind == "e" or not text) and (flaw := _flaw(cell, text)):
                sheet.flaws[at_row, column] = flaw
            if text and style.struck:
                findings.left_out.add("struck", text, place_name(at_row, column))
            elif text:
                sheet.texts[at_row, column] = text
                if style.bold:
                    sheet.bold.add((at_row, column))
        if rules > 1:
            sheet.ruled.add(at_row)

    def _text(self, cell: ET.Element, kind: str, style: CellStyle, findings: Findings) -> str:
        if kind == "inlineStr":
            inline = cell.find(_INLINE)
            return "" if inline is None else _found(_joined(inline), cell, findings)
        value = cell.findtext(_VALUE) or ""
        if kind == "s":
            return _found(self._shared(value), cell, findings)
        if kind == "n":
            if value:
                return self._number(value, style, cell, findings)
            if cell.find(_FORMULA) is not None:
                findings.without_value.append(cell.get("r", "?"))
            return ""
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        return _unescaped(value)

    def _number(self, value: str, style: CellStyle, cell: ET.Element, findings: Findings) -> str:
        try:
            number = shown(value, style.code, epoch_1904=self._epoch_1904)
        except ValueError as error:
            raise UnreadableFileError(f"{self.packed.name}：{cell.get('r', '?')} 格写坏了（{error}）") from error
        if number.fuller:
            findings.fuller.append(cell.get("r", "?"))
        if number.rounded:
            findings.rounded.append(cell.get("r", "?"))
        return number.text

    def _shared(self, index: str) -> tuple[str, _LeftOut]:
        try:
            return self._strings[int(index)]
        except (ValueError, IndexError) as error:
            raise UnreadableFileError(f"{self.packed.name}：缺少编号为 {index!r} 的共用文字") from error


def _flaw(cell: ET.Element, text: str) -> str:
    """Why a cell cannot be read: its formula failed, or its result was never stored."""
    if cell.get("t") == "e":
        return f"公式出错（{text}）"
    return "公式没有保存计算结果" if not text and cell.find(_FORMULA) is not None and not cell.findtext(_VALUE) else ""


def _found(string: tuple[str, _LeftOut], cell: ET.Element, findings: Findings) -> str:
    text, left_out = string
    for kind, words in left_out:
        findings.left_out.add(kind, words, cell.get("r", ""))
    return text


def joined_text(string: ET.Element) -> str:
    """A rich text without its phonetic guide and without what is struck out or raised."""
    return _joined(string)[0]


def _joined(string: ET.Element) -> tuple[str, _LeftOut]:
    """The runs of a rich text without its phonetic guide, and those that are struck out or raised."""
    text, left_out = "", list[tuple[Kind, str]]()
    for part in string:
        if part.tag == _TEXT:
            text += part.text or ""
        elif part.tag == _RUN:
            words, kind = part.findtext(_TEXT) or "", _unread(part)
            if kind is None or (kind == "raised" and is_power(text)):
                text += words
            else:
                left_out.append((kind, words))
    return _unescaped(text), tuple(left_out)


def _unread(run: ET.Element) -> Kind | None:
    properties = run.find(f"{_NS}rPr")
    if properties is None:
        return None
    raised = properties.find(f"{_NS}vertAlign")
    if _is_on(properties, "strike"):
        return "struck"
    return "raised" if raised is not None and raised.get("val") == "superscript" else None


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _styles(root: ET.Element) -> dict[str, CellStyle]:
    """The styles by the numbers that cells call them by."""
    codes = {int(f.get("numFmtId", 0)): f.get("formatCode", GENERAL) for f in root.iter(f"{_NS}numFmt")}
    fonts = [(_is_on(font, "b"), _is_on(font, "strike")) for font in root.findall(f"{_NS}fonts/{_NS}font")]
    ruled = [_is_ruled(border) for border in root.findall(f"{_NS}borders/{_NS}border")]
    styles = {}
    for index, xf in enumerate(root.findall(f"{_NS}cellXfs/{_NS}xf")):
        number, font, border = (int(xf.get(key, 0)) for key in ("numFmtId", "fontId", "borderId"))
        code = codes.get(number) or BUILTIN.get(number, GENERAL)
        bold, struck = fonts[font] if font < len(fonts) else (False, False)
        styles[str(index)] = CellStyle(code, bold, border < len(ruled) and ruled[border], struck)
    return styles


def _is_on(font: ET.Element, name: str) -> bool:
    mark = font.find(f"{_NS}{name}")
    return mark is not None and mark.get("val", "1") not in {"0", "false"}


def _is_ruled(border: ET.Element) -> bool:
    """Say whether a border draws a vertical rule; a horizontal one may belong to the row above or below."""
    sides = (border.find(f"{_NS}{side}") for side in ("left", "right", "start", "end"))
    return any(side is not None and side.get("style", "none") != "none" for side in sides)


@by_text
def column_of(reference: str) -> int:
    """The number of the column, from 0, of a reference such as ``AB5``."""
    column = 0
    for letter in reference.rstrip("0123456789"):
        column = column * 26 + ord(letter) - 64
    if not 0 < column <= _MOST_COLUMNS:
        raise ValueError(f"{reference!r} 不是格子的位置")
    return column - 1


def range_of(reference: str) -> tuple[int, int, int, int]:
    """The first row, first column, last row and last column, from 0, of a reference such as ``A1:C4``."""
    first, _, last = reference.replace("$", "").partition(":")
    last = last or first
    return _row(first), column_of(first), _row(last), column_of(last)


def _row(reference: str) -> int:
    return int(reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) - 1
