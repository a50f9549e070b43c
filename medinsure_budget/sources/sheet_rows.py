"""The rows of a worksheet's part: by a pattern where they are written as nearly all programs write them, else by the parser.

The pattern takes what is well-formed and stands in the one namespace of the part; anything else in it leaves all to the parser.
"""

import re
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

from medinsure_budget.lexicon import by_text
from medinsure_budget.sources.limits import Limits
from medinsure_budget.sources.packed import checked_xml, parsed

NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_CELL, _VALUE = f"{NS}c", f"{NS}v"
_BEFORE, _BEHIND = "<sheetData>", "</row></sheetData>"
_NAMED = r' [A-Za-z:0-9]+="[^"<>&/]*"'
_MARKS = re.compile(rf"(?:{_NAMED})* ?")
_MARK = re.compile(r'([A-Za-z:0-9]+)="([^"]*)"')
_EMPTY_ROW = re.compile("<row[^<>/]*/>")
_FORMULA = r"<f[^<>/]*>[^<>]*</f>|<f[^<>/]*/>"
_WRITTEN = re.compile(
    r'</row><row r="([0-9]+)"([^<>/]*)>'
    rf'|<c r="([A-Z]+)[0-9]+"([^<>/]*)(?:/>|>(?:{_FORMULA})?<v>([^<>&\x00-\x1f\ufffe\uffff]+)</v></c>)'
)

Written = tuple[str | None, str | None, str, str, str | ET.Element | None]
"""What begins a row: its number and its attributes; or a cell: ``None``, ``None``, the letters of its column, its attributes,
and its value, or its element where that says more."""


def written(data: bytes, name: str, limits: Limits) -> tuple[ET.Element, Iterable[Written]]:
    """The part of a worksheet, and the rows and cells in it.

    Raises:
        UnreadableFileError: when the XML is malformed or declares a document type.
        LimitExceededError: when it has too many elements.
    """
    data = checked_xml(data, name, limits)
    if found := _usual(data):
        frame, cells = found
        root = parsed(frame, name)
        if root.tag == f"{NS}worksheet" and root.find(f"{NS}sheetData") is not None:
            return root, cells
    root = parsed(data, name)
    return root, _parsed(root)


def _usual(data: bytes) -> tuple[bytes, Iterable[Written]] | None:
    """The part without its rows, and the rows; ``None`` where any of it is written in another way."""
    try:
        text = data.decode() if b"<!" not in data and data.count(b"<?") <= 1 else ""
    except UnicodeDecodeError:
        return None
    begin, end = text.find(_BEFORE) + len(_BEFORE), text.rfind(_BEHIND)
    if not len(_BEFORE) <= begin < end:
        return None
    pieces = _WRITTEN.split("</row>" + _EMPTY_ROW.sub("", text[begin:end]))
    heads, marks = pieces[2::6], pieces[4::6]
    if any(pieces[::6]) or not all(map(_is_well_formed, {*heads, *marks})):
        return None
    frame = text[:begin] + text[end + len("</row>") :]
    return frame.encode(), zip(pieces[1::6], heads, pieces[3::6], marks, pieces[5::6], strict=True)


@by_text
def _is_well_formed(marks: str | None) -> bool:
    return not marks or _MARKS.fullmatch(marks) is not None


def _parsed(root: ET.Element) -> Iterator[Written]:
    for row in root.iterfind(f"{NS}sheetData/{NS}row"):
        yield row.get("r", ""), _marks(row, "ht", "hidden"), "", "", None
        for cell in row.iterfind(_CELL):
            stored = cell.findtext(_VALUE)
            plain = not len(cell) or (stored and cell.get("t") != "inlineStr")
            letters = cell.get("r", "").rstrip("0123456789")
            yield None, None, letters, _marks(cell, "s", "t"), stored if plain else cell


def _marks(element: ET.Element, *names: str) -> str:
    return "".join(f' {name}="{value}"' for name in names if (value := element.get(name)) is not None)


def attributes(marks: str) -> dict[str, str]:
    """The attributes of a cell by their names."""
    return dict(_MARK.findall(marks))


@by_text
def is_hidden(marks: str) -> bool:
    """Whether the attributes of a row hide it."""
    found = attributes(marks)
    return found.get("hidden") in {"1", "true"} or found.get("ht") == "0"
