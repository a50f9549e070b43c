"""Workbooks as they are stored: the values of cells rather than what their formats show.

A ledger is reckoned with, not looked at: 0.125 shown as 0.13 is 0.125, and a hidden row counts.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET

from attrs import evolve

from medinsure_budget.allowance import spend
from medinsure_budget.errors import Error, UnreadableFileError
from medinsure_budget.records import frozen
from medinsure_budget.sources.compound import Compound
from medinsure_budget.sources.limits import Limits
from medinsure_budget.sources.packed import Packed
from medinsure_budget.sources.xlsx import MOST_ROWS, Xlsx, column_of, joined_text, range_of

_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_TRUE = {"1", "true"}
_CELL, _ROW, _FORMULA, _VALUE, _INLINE = (f"{_NS}{tag}" for tag in ("c", "row", "f", "v", "is"))


class Formula(str):
    """A formula that no program has computed yet, as it was typed."""

    __slots__ = ()


@frozen
class StoredSheet:
    """The values of a worksheet.

    Attributes:
        name: Its name.
        rows: The rows from the first; a cell is a text, a number (int or float), a `Formula` or ``None``.
        merges: Merged areas: first row, first column, last row, last column, from 0.
        hidden_rows: The rows that are not shown, from 0.
        hidden: Whether the sheet itself is hidden.
    """

    name: str
    rows: Sequence[Sequence[Any]]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden: bool = False


def stored_xlsx(data: bytes, name: str) -> list[StoredSheet]:
    """The worksheets of an xlsx workbook.

    Raises:
        UnreadableFileError: when it is damaged or no workbook of this kind.
        LimitExceededError: when it unpacks to more than the limits allow.
    """
    limits = evolve(Limits(), max_elements=50_000_000)
    limits.check_size(len(data), name)
    packed = Packed.open(data, name, limits)
    book = Xlsx.open(packed)
    strings = book.strings
    return [_xlsx_sheet(packed, strings, *sheet) for sheet in book.sheets]


def _xlsx_sheet(packed: Packed, strings: Sequence[str], title: str, part: str, state: str) -> StoredSheet:
    data = packed.read(part)
    if b"<!DOCTYPE" in data:
        raise UnreadableFileError(f"{packed.name}：{part} 声明了文档类型（DOCTYPE），工作簿从不声明")
    rows: list[Sequence[Any]] = []
    merges: list[tuple[int, int, int, int]] = []
    hidden: set[int] = set()
    try:
        for _, element in ET.iterparse(BytesIO(data)):  # noqa: S314 - document types were refused above
            if element.tag == _ROW:
                _take_row(element, rows, hidden, strings)
                element.clear()
            elif element.tag == f"{_NS}mergeCell":
                merges.append(range_of(element.get("ref", "A1")))
    except Error:
        raise
    except (ET.ParseError, ValueError, IndexError) as error:
        raise UnreadableFileError(f"{packed.name}：{part} 格式有误（{error}）") from error
    return StoredSheet(title, rows, tuple(merges), frozenset(hidden), state != "visible")


def _take_row(element: ET.Element, rows: list[Sequence[Any]], hidden: set[int], strings: Sequence[str]) -> None:
    at = int(element.get("r") or len(rows) + 1) - 1
    if at >= MOST_ROWS:
        raise UnreadableFileError(f"工作表不可能有第 {at + 1:,} 行")
    spend(f"第{at + 1}行", cells=max(1, at - len(rows)))
    rows.extend([()] * (at - len(rows)))
    if element.get("hidden") in _TRUE:
        hidden.add(at)
    row: list[Any] = []
    for cell in element.iter(_CELL):
        reference = cell.get("r")
        column = column_of(reference.rstrip("0123456789")) if reference else len(row)
        if column > len(row):
            row.extend([None] * (column - len(row)))
        row.append(_value(cell, strings))
    spend(f"第{at + 1}行", cells=len(row))
    rows.append(row)


def _value(cell: ET.Element, strings: Sequence[str]) -> Any:
    kind, text = cell.get("t", "n"), cell.findtext(_VALUE) or ""
    if kind == "inlineStr":
        inline = cell.find(_INLINE)
        return None if inline is None else joined_text(inline)
    if not text:
        formula = cell.findtext(_FORMULA)
        return None if formula is None else Formula(f"={formula}")
    if kind == "s":
        return strings[int(text)]
    if kind != "n":
        return text
    return int(text) if text.lstrip("-").isdecimal() else float(text)


def stored_xls(data: bytes, name: str) -> list[StoredSheet]:
    """The worksheets of a workbook of 1997 to 2003.

    Raises:
        UnreadableFileError: when it is damaged.
        EncryptedFileError: when a password is needed.
        UnsupportedFormatError: when it is older, or xlrd is not installed.
    """
    from medinsure_budget.sources.xls import Xls

    book = Xls.open(Compound.open(data, name).read("Workbook"), name)
    return [StoredSheet(title, *book.stored(index), state != "visible") for title, index, state in book.sheets]

