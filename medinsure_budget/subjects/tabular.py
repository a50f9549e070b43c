"""The sheets of an official list as rows of plain texts: xlsx, xls, or text parted by commas, tabs or bars."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Final

from medinsure_budget.allowance import spend
from medinsure_budget.errors import (
    LimitExceededError,
    UnreadableFileError,
    UnsupportedFormatError,
    UsageError,
    damage_named,
    missing_extra,
)
from medinsure_budget.files import Readable, contents
from medinsure_budget.files.characters import printable, without_unprintable
from medinsure_budget.subjects.names import fold

# The whole catalogue has some three thousand rows of a few columns.
_MOST_ROWS = 100_000
_MOST_COLUMNS = 100
_MOST_UNPACKED = 50_000_000
_COMPOUND: Final = b"\xd0\xcf\x11\xe0"
_TEXTS: Final = (".csv", ".txt", ".tsv", ".tab")
_DELIMITERS: Final = "\t|;；,，"

# A title, rows, and in how many cells stood characters that no output can carry.
Sheet = tuple[str, list[list[str]], int]


def sheets_of(source: Readable, name: str) -> Iterator[Sheet]:
    """The title and the rows of every sheet; blanks and what no output can carry are taken out of cells.

    Raises:
        UnreadableFileError: when the file cannot be opened.
        UnsupportedFormatError: when it is neither a workbook nor delimited text.
        LimitExceededError: when a sheet has more than 100,000 rows, or a workbook unpacks to more than 50 MB.
        UsageError: when the library for xls files is not installed.
    """
    content = contents(source)
    with damage_named(name):
        yield from _sheets(PurePath(name), content)


def _sheets(path: PurePath, content: bytes) -> Iterator[Sheet]:
    if zipfile.is_zipfile(io.BytesIO(content)):
        yield from _xlsx(path, content)
    elif content.startswith(_COMPOUND):
        yield from _xls(path, content)
    elif path.suffix.lower() in _TEXTS or (path.suffix.lower() == ".xls" and b"\t" in content):
        text = _decoded(path, content)
        yield printable(path.stem), *_plain(path, csv.reader(io.StringIO(text), delimiter=_delimiter(text)))
    else:
        raise UnsupportedFormatError(f"{path.name}：科目表应为 xlsx、xls、csv 或以制表符分栏的 txt 文件")


def _xlsx(path: PurePath, content: bytes) -> Iterator[Sheet]:
    import openpyxl

    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if sum(member.file_size for member in packed.infolist()) > _MOST_UNPACKED:
            raise LimitExceededError(f"{path.name}：解开后超过{_MOST_UNPACKED:,}字节的限度")
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    for sheet in book.worksheets:
        yield sheet.title, *_plain(path, sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True))
    book.close()


def _xls(path: PurePath, content: bytes) -> Iterator[Sheet]:
    try:
        from python_calamine import CalamineWorkbook
    except ImportError as error:
        raise UsageError(missing_extra(f"{path.name}：读 xls 文件", "xls") + "；也可以另存为 xlsx") from error
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for title in book.sheet_names:
        yield title, *_plain(path, book.get_sheet_by_name(title).to_python())


def _decoded(path: PurePath, content: bytes) -> str:
    encodings = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFileError(f"{path.name}：文字编码既不是 UTF-8 也不是 GB18030")


def _delimiter(text: str) -> str:
    """The sign that parts most lines; names hold commas of their own, so that a tab or bar is asked first."""
    lines = [line for line in text.splitlines() if line.strip()]
    often = {sign: sum(sign in line for line in lines) for sign in _DELIMITERS}
    return next((sign for sign in _DELIMITERS if 2 * often[sign] > len(lines)), ",")


def _plain(path: PurePath, rows: Iterable[Iterable[object]]) -> tuple[list[list[str]], int]:
    found, cleaned = list[list[str]](), 0
    for row in rows:
        if len(found) == _MOST_ROWS:
            raise LimitExceededError(f"{path.name}：有工作表超过{_MOST_ROWS:,}行")
        spend(path.name)
        fresh, taken = without_unprintable(list(row))
        cleaned += taken
        found.append(list(map(_text, fresh)))
    return found, cleaned


def _text(cell: object) -> str:
    """A cell without blanks; a number such as 2101501.0 is the code that it shows."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = "" if cell is None else "".join(str(cell).split())
    return fold(text) if text and text[0].isdecimal() else text
