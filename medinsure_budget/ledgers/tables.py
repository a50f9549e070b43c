"""Where the rows of a ledger come from: frames, CSV files, workbooks and whatever else holds a table."""

import csv
import os
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from attrs import evolve

from medinsure_budget.errors import UnreadableFileError, UnsupportedFormatError, UsageError, damage_named
from medinsure_budget.evidence import Grid, Line
from medinsure_budget.files import called, cause, contents, read_whole
from medinsure_budget.files.characters import printable, without_unprintable
from medinsure_budget.money import is_amount
from medinsure_budget.records import frozen
from medinsure_budget.sources import Limits, open_source
from medinsure_budget.sources.compound import MARK
from medinsure_budget.sources.stored import StoredSheet, stored_xls, stored_xlsx

_SUFFIXES = {
    "", ".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".et", ".ods", ".xlsb", ".htm", ".html", ".mht", ".docx", ".md",
}  # fmt: skip
# A ledger is our own, and larger than what is published.
LEDGER = Limits(
    max_seconds=600, max_cells=50_000_000, max_elements=50_000_000, max_characters=500_000_000, max_lines=5_000_000,
    max_member_bytes=400_000_000,
)  # fmt: skip
_ZIP = b"PK\x03\x04"
_HTML = (b"<html", b"<table", b"<!doctype html", b"<?xml")


@frozen
class Table:
    """A sheet, a CSV file or a frame.

    Attributes:
        name: The sheet's name, empty where there is none.
        rows: Its rows; the first is row 1 of its file.
        merges: Merged areas: first row, first column, last row, last column, from 0.
        hidden_rows: The rows that are not shown, from 0.
        hidden: Whether the sheet is hidden.
        file: The file's name.
        cleaned: In how many cells stood characters that no output can carry; they are taken out.
    """

    name: str
    rows: Sequence[Sequence[Any]]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden: bool = False
    file: str = ""
    cleaned: int = 0


def tables_of(source: object) -> tuple[Table, ...]:
    """The tables of a frame, a file, an open one, its bytes, or a list or folder of those.

    Raises:
        UnreadableFileError: when a file is missing or damaged.
        UnsupportedFormatError: for a file of another kind.
        UsageError: for anything else.
    """
    return tuple(map(_clean, _found(source)))


def _clean(table: Table) -> Table:
    """A table without characters that no output can carry."""
    told = list(map(without_unprintable, table.rows))
    cleaned, (name,) = sum(count for _, count in told), without_unprintable([table.name])[0]
    return evolve(table, name=name, rows=[row for row, _ in told], cleaned=cleaned) if cleaned or name != table.name else table


def _found(source: object) -> tuple[Table, ...]:
    if hasattr(source, "columns") and hasattr(source, "itertuples"):
        return (_frame(source),)
    if isinstance(source, bytes) or hasattr(source, "read"):
        return _file(contents(source), called(source))  # type: ignore[arg-type]  # what has read is asked there
    if isinstance(source, str | os.PathLike):
        return _at(Path(source))
    if isinstance(source, dict):
        return tuple(_frame(frame, str(name)) for name, frame in source.items())
    if isinstance(source, Sequence):
        return tuple(table for part in source for table in _found(part))
    raise UsageError(f"台账应是 DataFrame、文件的路径、字节、打开的文件或它们的列表，不是 {type(source).__name__}")


def _at(path: Path) -> tuple[Table, ...]:
    try:
        files = sorted(p for p in path.iterdir() if p.is_file() and p.suffix.lower() in _SUFFIXES) if path.is_dir() else [path]
        return tuple(table for file in files for table in _file(_bytes(file), file.name))
    except OSError as error:
        raise UnreadableFileError(f"{printable(path.name):.60}：{cause(error)}") from error


def _bytes(file: Path) -> bytes:
    if file.suffix.lower() not in _SUFFIXES:
        raise UnsupportedFormatError(f"{file.name}：台账应是 csv、xlsx 或 xls 文件")
    if not file.is_file():
        raise UnreadableFileError(f"{file.name}：没有这个文件")
    return read_whole(file)


def _frame(frame: Any, name: str = "") -> Table:
    headers = ["" if str(header).startswith("Unnamed:") else str(header) for header in frame.columns]
    columns = [frame.iloc[:, at].tolist() for at in range(len(headers))]
    return Table(name, [headers, *zip(*columns, strict=True)])


def _file(data: bytes, name: str) -> tuple[Table, ...]:
    with damage_named(name or "(bytes)"), LEDGER.spending(name or "(bytes)"):
        return tuple(_tables(data, name))


def _tables(data: bytes, name: str) -> Iterator[Table]:
    if data.startswith(_ZIP) and b"xl/" in data:
        yield from (_stored(sheet, name) for sheet in stored_xlsx(data, name))
    elif data.startswith(MARK):
        yield from (_stored(sheet, name) for sheet in stored_xls(data, name))
    elif name.lower().endswith((".xlsx", ".xlsm")):
        raise UnreadableFileError(f"{name}：不是能读的工作簿")
    elif not data.startswith(_ZIP) and not data.lstrip()[:64].lower().startswith(_HTML):
        yield Table("", _csv(data, name), file=name)
    else:
        yield from _shown(data, name)


def _stored(sheet: StoredSheet, name: str) -> Table:
    return Table(sheet.name, sheet.rows, sheet.merges, sheet.hidden_rows, sheet.hidden, name)


def _csv(data: bytes, name: str) -> list[list[str]]:
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise UnreadableFileError(f"{name or '(bytes)'}：文字编码既不是 UTF-8 也不是 GB18030")
    delimiter = "\t" if "\t" in text.partition("\n")[0] else ","
    try:
        # Other breaks than those of lines stand within cells.
        return list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise UnreadableFileError(f"{name or '(bytes)'}：CSV 格式有误（{error}）") from error


def _shown(data: bytes, name: str) -> Iterator[Table]:
    """The tables of any other document; web pages are often saved as workbooks. Lines above one are rows of it."""
    above: list[list[str]] = []
    for page in open_source(data, name=name or "(bytes)", limits=LEDGER).pages:
        for block in page.blocks:
            if isinstance(block, Line):
                above.append([block.text])
            elif isinstance(block, Grid):
                yield Table("", [*above, *_texts(block)], file=name)
                above = []


def _texts(grid: Grid) -> Iterator[list[str]]:
    """The rows; words of a merged cell hold for all its rows, an amount for the first only."""
    for row, places in enumerate(grid.places):
        anchors = {cell.column for cell in grid.anchored(row)}
        yield [cell.text if cell and (at in anchors or not is_amount(cell.text)) else "" for at, cell in enumerate(places)]
