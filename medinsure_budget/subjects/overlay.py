"""Loading an official yearly file (政府收支分类科目) over the bundled catalogue."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import ParseError

from attrs import evolve, frozen

from medinsure_budget.errors import LimitExceededError, UnreadableFileError, UnsupportedFormatError, UsageError
from medinsure_budget.evidence import Note
from medinsure_budget.subjects.catalogue import Catalogue
from medinsure_budget.subjects.classification import Classification
from medinsure_budget.subjects.entries import Entry
from medinsure_budget.subjects.names import fold
from medinsure_budget.subjects.tables import Kind, Table, bundled_table

_BY_FIRST_DIGIT: Final[dict[str, Kind]] = {
    "1": "revenue", "2": "functional", "3": "economic", "5": "government_economic",
}
_NAME = re.compile(r"(科目|项目)?名称")
_CODE = re.compile(r"(科目)?(编码|代码|编号)")
_SHAPE = re.compile(r"[1235][0-9]{2}(?:[0-9]{2}){0,3}")
_LEVELS: Final = {"类": 3, "款": 2, "项": 2, "目": 2}
# The whole catalogue has some three thousand rows.
_MOST_ROWS: Final = 100_000


@frozen
class _Columns:
    """Where a sheet prints codes and names: one code column, or one for each of 类, 款, 项, 目."""

    name: int
    codes: tuple[tuple[int, int], ...]  # column, digits; 0 digits for a column of whole codes


def load_catalogue(path: str | Path, *, year: int | None = None, complete: bool = True) -> Catalogue:
    """Read an official yearly file (xlsx or csv) and lay it over the bundled catalogue.

    Every sheet with a header that names a column of codes (科目编码, or 类 款 项 side by side) and one of names is
    read; the first digit tells the classification. Classifications that the file does not have stay the bundled ones.
    What was not taken over is told in ``Catalogue.notes``; ``Catalogue.diff()`` reports what differs.

    Args:
        path: The file.
        year: The budget year; by default the one that the file's name or its titles state.
        complete: Whether what the file does not list is not in force. ``False`` only adds and renames.

    Raises:
        UnreadableFileError: when the file cannot be opened.
        UnsupportedFormatError: when it is neither xlsx nor csv, or has no table of subjects.
        LimitExceededError: when a sheet has more than 100,000 rows.
        UsageError: when no year is given and none is stated.
    """
    path = Path(path)
    listed: dict[Kind, dict[str, str]] = {}
    notes: list[Note] = []
    stated = path.stem
    for number, (title, rows) in enumerate(_sheets(path), 1):
        header = _header(rows)
        if header is None:
            notes.append(Note("ignored", f"工作表“{title}”没有科目编码和科目名称两列，未读取。", number, place=title))
            continue
        first, columns = header
        stated += " ".join(cell for row in rows[:first] for cell in row)
        for line, code, name in _lines(rows[first:], columns, first + 1):
            problem = _take(listed, code, name)
            if problem:
                notes.append(Note("unread", problem, number, line, title))
    if not listed:
        raise UnsupportedFormatError(f"{path.name}: no sheet has a column of subject codes and one of names")
    year = year or _stated_year(stated, path)
    own = {kind: Classification(kind, year, _laid_over(kind, names, year, complete=complete))
           for kind, names in listed.items()}
    return Catalogue(year, own, path.name, tuple(notes))


def _stated_year(text: str, path: Path) -> int:
    years = set(re.findall(r"(?<![0-9])20[0-9]{2}(?![0-9])", text))
    if len(years) != 1:
        raise UsageError(f"{path.name} states {'no year' if not years else 'several years'}: give year=")
    return int(years.pop())


def _take(listed: dict[Kind, dict[str, str]], code: str, name: str) -> str:
    """File one line; the answer says why it could not be."""
    if not _SHAPE.fullmatch(code):
        return f"“{code} {name}”不是科目编码，未采用。"
    if not name:
        return f"编码{code}没有科目名称，未采用。"
    names = listed.setdefault(_BY_FIRST_DIGIT[code[0]], {})
    if fold(names.setdefault(code, name)) != fold(name):
        return f"编码{code}重复：已有“{names[code]}”，“{name}”未采用。"
    return ""


def _laid_over(kind: Kind, names: dict[str, str], year: int, *, complete: bool) -> Table:
    """Put the file's names in force in its year; other years stay as they are bundled."""
    entries: list[Entry] = []
    for entry in bundled_table(kind):
        official = names.get(entry.code)
        if not entry.covers(year) or (official is None and not complete):
            entries.append(entry)
        elif official is not None and fold(official) == fold(entry.name):
            entries.append(evolve(entry, confidence="official"))
        elif entry.since is None or entry.since < year:
            entries.append(evolve(entry, until=year - 1))
    kept = {entry.code for entry in entries if entry.covers(year)}
    later = {entry.code: entry.since - 1 for entry in reversed(entries) if entry.since and entry.since > year}
    entries += (
        Entry(code, name, year, later.get(code), "official") for code, name in names.items() if code not in kept
    )
    return Table(kind, entries)


def _header(rows: list[list[str]]) -> tuple[int, _Columns] | None:
    """Find the columns, and the row where the subjects begin."""
    for number, row in enumerate(rows):
        name = next((column for column, cell in enumerate(row) if _NAME.fullmatch(cell)), None)
        if name is None:
            continue
        for below, cells in ((1, row), (2, rows[number + 1] if number + 1 < len(rows) else [])):
            levels = tuple((column, _LEVELS[cell]) for column, cell in enumerate(cells) if cell in _LEVELS)
            if levels:
                return number + below, _Columns(name, levels)
        code = next((column for column, cell in enumerate(row) if _CODE.fullmatch(cell)), None)
        if code is not None:
            return number + 1, _Columns(name, ((code, 0),))
    return None


def _lines(rows: Iterable[list[str]], columns: _Columns, first: int) -> Iterator[tuple[int, str, str]]:
    """Give the printed line, the joined code and the name of every row that has either."""
    held: list[str] = []
    widths = [width for _, width in columns.codes]
    for line, row in enumerate(rows, first):
        cells = [row[column] if column < len(row) else "" for column, _ in columns.codes]
        name = row[columns.name] if columns.name < len(row) else ""
        if not any(cells):
            if name:
                yield line, "", name
            continue
        # A 款 is printed without its 类: the columns to its left still hold from above.
        start = next(i for i, cell in enumerate(cells) if cell)
        printed = [cell.zfill(width) for cell, width in zip(cells, widths, strict=True) if cell]
        held = [*held[:start], *printed]
        whole = len(held) == max(i for i, cell in enumerate(cells, 1) if cell)
        yield line, "".join(held) if whole else " ".join(printed), name


def _sheets(path: Path) -> Iterator[tuple[str, list[list[str]]]]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(f"{path}: {error.strerror or error}") from error
    if zipfile.is_zipfile(io.BytesIO(content)):
        yield from _workbook(path, content)
    elif path.suffix.lower() in (".csv", ".txt"):
        yield path.stem, _plain(path, csv.reader(io.StringIO(_decoded(path, content))))
    else:
        raise UnsupportedFormatError(f"{path.name}: an xlsx or csv file is wanted (save an xls file as xlsx first)")


def _workbook(path: Path, content: bytes) -> Iterator[tuple[str, list[list[str]]]]:
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, ParseError) as error:
        raise UnreadableFileError(f"{path.name} is no workbook: {error}") from error
    for sheet in book.worksheets:
        yield sheet.title, _plain(path, sheet.iter_rows(values_only=True))
    book.close()


def _decoded(path: Path, content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFileError(f"{path.name} is neither UTF-8 nor GB18030 text")


def _plain(path: Path, rows: Iterable[Iterable[object]]) -> list[list[str]]:
    """Cells as text without blanks; a number such as 2101501.0 is the code that it shows."""
    found: list[list[str]] = []
    for row in rows:
        if len(found) == _MOST_ROWS:
            raise LimitExceededError(f"{path.name} has a sheet of more than {_MOST_ROWS:,} rows")
        found.append([_text(cell) for cell in row])
    return found


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = "" if cell is None else "".join(str(cell).split())
    return fold(text) if text and text[0].isdigit() else text
