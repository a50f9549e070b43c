"""Excel workbooks in XML: what each visible cell shows, by its stored value and number format."""

import re
from collections import defaultdict
from collections.abc import Iterable
from xml.etree import ElementTree as ET

from attrs import field

from medinsure_budget.errors import UnreadableFileError
from medinsure_budget.lexicon import by_text
from medinsure_budget.records import define
from medinsure_budget.sources.left_out import Kind, is_power
from medinsure_budget.sources.number_format import BUILTIN, GENERAL, shown
from medinsure_budget.sources.packed import Packed
from medinsure_budget.sources.sheet import CellStyle, Findings, Sheet, place_name
from medinsure_budget.sources.sheet_rows import Written, attributes, is_hidden, written

_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# Asked of every cell.
_VALUE, _FORMULA, _INLINE, _TEXT, _RUN = (f"{_NS}{name}" for name in ("v", "f", "is", "t", "r"))
_PLAIN = CellStyle()
_MOST_COLUMNS, MOST_ROWS = 16384, 1_048_576
_LeftOut = tuple[tuple[Kind, str], ...]
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@define
class _Look:
    """What cells with the same attributes have in common.

    Attributes:
        texts: What they show, by what is stored, where there is nothing more to be said of it.
    """

    bold: bool
    ruled: bool
    kind: str
    style: CellStyle
    texts: dict[str | ET.Element | None, str]


@define
class Xlsx:
    """An opened workbook.

    Attributes:
        sheets: Name, part and state (``visible``, ``hidden``, ``veryHidden``) of each sheet.
        looks: The looks of cells by their attributes: where zeros are shown, and where they are not.
    """

    packed: Packed
    sheets: list[tuple[str, str, str]]
    _strings: list[tuple[str, _LeftOut]]
    _styles: dict[str, CellStyle]
    epoch_1904: bool
    looks: "tuple[dict[str, _Look], dict[str, _Look]]" = field(factory=lambda: ({}, {}))
    _plain: dict[str | ET.Element | None, str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._plain = {str(number): text for number, (text, left_out) in enumerate(self._strings) if not left_out}

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
        root, cells = written(self.packed.read(part), f"{self.packed.name}：{part}", self.packed.limits)
        sheet = Sheet(name)
        sheet.merges = [range_of(m.get("ref", "A1")) for m in root.iterfind(f"{_NS}mergeCells/{_NS}mergeCell")]
        sheet.hidden_columns = self._hidden_columns(root)
        no_zeros = any(view.get("showZeros") in {"0", "false"} for view in root.iterfind(f"{_NS}sheetViews/{_NS}sheetView"))
        reader = _Reader(self, sheet, without_zeros=no_zeros)
        reader.read(cells)
        return sheet, reader.findings

    def look(self, marks: str, looks: "dict[str, _Look]") -> "_Look":
        """What the cells with these attributes have in common."""
        told = attributes(marks)
        style, kind = self._styles.get(told.get("s", "0"), _PLAIN), told.get("t", "n")
        shared = kind == "s" and not style.struck
        look = looks[marks] = _Look(style.bold, style.ruled, kind, style, self._plain if shared else {})
        return look

    def _hidden_columns(self, root: ET.Element) -> set[int]:
        hidden: set[int] = set()
        told = 0
        for column in root.iterfind(f"{_NS}cols/{_NS}col"):
            if column.get("hidden") in {"1", "true"} or column.get("width") == "0":
                columns = range(int(column.get("min", 1)) - 1, min(int(column.get("max", 1)), _MOST_COLUMNS))
                told += len(columns)
                if told > _MOST_COLUMNS:
                    raise UnreadableFileError(f"{self.packed.name}：隐藏的列互相重叠，超过 {_MOST_COLUMNS:,} 列")
                hidden.update(columns)
        return hidden

    def shared(self, index: str) -> tuple[str, _LeftOut]:
        """A text that cells share, and what is not read of it."""
        try:
            return self._strings[int(index)]
        except (ValueError, IndexError) as error:
            raise UnreadableFileError(f"{self.packed.name}：缺少编号为 {index!r} 的共用文字") from error


@define
class _Reader:
    """Reads the cells of a sheet."""

    book: Xlsx
    sheet: Sheet
    without_zeros: bool
    findings: Findings = field(factory=Findings)

    def read(self, cells: Iterable[Written]) -> None:
        row = column = with_rule = -1
        texts, bold, ruled, looks = self.sheet.texts, self.sheet.bold, self.sheet.ruled, self.book.looks[self.without_zeros]
        for number, head, letters, marks, value in cells:
            if number is not None:
                row, column = self._row(number, row + 1, head or ""), -1
                continue
            column = column_of(letters) if letters else column + 1
            look = looks.get(marks) or self.book.look(marks, looks)
            if look.ruled:
                if with_rule == row:
                    ruled.add(row)
                with_rule = row
            if text := look.texts.get(value):
                # Most cells say what others say, and nothing besides.
                texts[row][column] = text
                if look.bold:
                    bold.add((row, column))
            elif value is not None or look.kind != "n":
                self._cell((row, column), value, look)

    def _row(self, number: str, following: int, marks: str) -> int:
        row = int(number) - 1 if number else following
        if not 0 <= row < MOST_ROWS:
            raise UnreadableFileError(f"{self.book.packed.name}：工作表“{self.sheet.name}”不可能有第 {row + 1:,} 行")
        if is_hidden(marks):
            self.sheet.hidden_rows.add(row)
        return row

    def _cell(self, at: tuple[int, int], value: str | ET.Element | None, look: _Look) -> None:
        stored = value if isinstance(value, str) else "" if value is None else value.findtext(_VALUE) or ""
        text = self._inline(value, at) if look.kind == "inlineStr" else self._text(stored, look, at)
        if look.kind == "e":
            self.sheet.flaws[at] = f"公式出错（{text}）"
        elif not text and not stored and _has_formula(value):
            self.sheet.flaws[at] = "公式没有保存计算结果"
            if look.kind == "n":
                self.findings.without_value.append(place_name(*at))
        if text and look.style.struck:
            self.findings.left_out.add("struck", text, place_name(*at))
        elif text:
            self.sheet.texts[at[0]][at[1]] = text
            if look.bold:
                self.sheet.bold.add(at)

    def _text(self, stored: str, look: _Look, at: tuple[int, int]) -> str:
        if look.kind == "s":
            return self._found(self.book.shared(stored), at)
        if look.kind == "n":
            return self._number(stored, look, at) if stored else ""
        if look.kind == "b":
            return "TRUE" if stored == "1" else "FALSE"
        return _unescaped(stored)

    def _inline(self, value: str | ET.Element | None, at: tuple[int, int]) -> str:
        inline = value.find(_INLINE) if isinstance(value, ET.Element) else None
        return "" if inline is None else self._found(_joined(inline), at)

    def _found(self, string: tuple[str, _LeftOut], at: tuple[int, int]) -> str:
        text, left_out = string
        for kind, words in left_out:
            self.findings.left_out.add(kind, words, place_name(*at))
        return text

    def _number(self, stored: str, look: _Look, at: tuple[int, int]) -> str:
        try:
            number = shown(stored, look.style.code, epoch_1904=self.book.epoch_1904)
        except ValueError as error:
            raise UnreadableFileError(f"{self.book.packed.name}：{place_name(*at)} 格写坏了（{error}）") from error
        self.findings.see(number, place_name(*at))
        if self.without_zeros and not number.text.strip("0.%"):
            return ""
        if not (number.fuller or number.rounded or look.style.struck):
            look.texts[stored] = number.text
        return number.text


def _has_formula(value: str | ET.Element | None) -> bool:
    return isinstance(value, ET.Element) and value.find(_FORMULA) is not None


def joined_text(string: ET.Element) -> str:
    """A rich text without its phonetic guide and without what is struck out or raised."""
    return _joined(string)[0]


def _joined(string: ET.Element) -> tuple[str, _LeftOut]:
    """A rich text without its phonetic guide, and what is struck out or raised in it, however many runs that takes."""
    if len(string) == 1 and string[0].tag == _TEXT:
        return _unescaped(string[0].text or ""), ()
    text, left_out = "", defaultdict[Kind, list[str]](list)
    for part in string:
        if part.tag == _TEXT:
            text += part.text or ""
        elif part.tag == _RUN:
            words, kind = part.findtext(_TEXT) or "", _unread(part)
            if kind is None or (kind == "raised" and is_power(text)):
                text += words
            else:
                left_out[kind].append(words)
    return _unescaped(text), tuple((kind, "".join(words)) for kind, words in left_out.items())


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


@by_text
def range_of(reference: str) -> tuple[int, int, int, int]:
    """The first row, first column, last row and last column, from 0, of a reference such as ``A1:C4``."""
    first, _, last = reference.replace("$", "").partition(":")
    last = last or first
    return _row(first), column_of(first), _row(last), column_of(last)


def _row(reference: str) -> int:
    return int(reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) - 1
