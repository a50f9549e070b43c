"""Workbooks: xlsx and ods by their own XML, xls by xlrd, xlsb by calamine; one page for each visible sheet."""

import datetime as dt
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import chain
from time import monotonic
from typing import Any, Protocol

from attrs import field

from medinsure_budget.allowance import spend
from medinsure_budget.errors import (
    EncryptedFileError,
    Error,
    NoTextError,
    UnreadableFileError,
    UnsupportedFormatError,
    missing_extra,
)
from medinsure_budget.evidence import Grid, Note, NoteKind, Page, Source
from medinsure_budget.records import define
from medinsure_budget.sources.compound import MARK, Compound
from medinsure_budget.sources.limits import Limits
from medinsure_budget.sources.number_format import GENERAL, shown
from medinsure_budget.sources.ods import Ods
from medinsure_budget.sources.packed import Packed
from medinsure_budget.sources.sheet import Findings, Sheet, sheet_blocks
from medinsure_budget.sources.xlsx import Xlsx

_NAMED_PLACES = 5
_QUOTED = 40
_DRAWN_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_Place = tuple[int, int]


def read_workbook(data: bytes, name: str = "", *, limits: Limits | None = None) -> Source:
    """Read a workbook; hidden sheets, rows and columns are left out and noted.

    Raises:
        UnreadableFileError: when the bytes are truncated or damaged, or no sheet is visible.
        EncryptedFileError: when a password is needed.
        LimitExceededError: when the file exceeds ``limits``.
        UnsupportedFormatError: when the library that reads xls is not installed.
    """
    limits = limits or Limits()
    limits.check_size(len(data), name)
    gathered = _Gathered(name, limits, limits.deadline())
    try:
        file_format = _gather(data, gathered)
    except Error:
        raise
    except (ValueError, LookupError, ArithmeticError) as error:
        raise UnreadableFileError(f"{name}：工作簿不完整或已损坏（{error}）") from error
    return gathered.source(file_format)


def _gather(data: bytes, gathered: "_Gathered") -> str:
    """Read the sheets by what the container holds; gives the format's name."""
    if data.startswith(MARK):
        compound = Compound.open(data, gathered.name)
        if "Workbook" not in compound.streams:
            raise UnsupportedFormatError(f"{gathered.name}：是 Excel 97 以前的工作簿，不能读；请另存为 xlsx")
        _gather_old(compound.read("Workbook"), gathered)
        return "xls"
    packed = Packed.open(data, gathered.name, gathered.limits)
    if "[Content_Types].xml" in packed.members and not any(m.endswith("workbook.bin") for m in packed.members):
        gathered.add_all(Xlsx.open(packed))
        gathered.notes.extend(_beside_cells(packed))
        return "xlsx"
    if "[Content_Types].xml" not in packed.members:
        gathered.add_all(Ods.open(packed))
        return "ods"
    for member in packed.members:
        # Counted against the limits, and found whole, before another library unpacks them.
        packed.read(member)
    _gather_other(data, gathered)
    return "xlsb"


def _gather_old(stream: bytes, gathered: "_Gathered") -> None:
    try:
        from medinsure_budget.sources.xls import Xls
    except ModuleNotFoundError as error:
        raise UnsupportedFormatError(missing_extra(f"{gathered.name}：读 xls 文件", "xls")) from error
    gathered.add_all(Xls.open(stream, gathered.name))


def _beside_cells(packed: Packed) -> Iterator[Note]:
    """What a workbook shows besides its cells."""
    members = list(packed.members)
    if any(member.startswith("xl/media/") for member in members):
        yield Note("unread", "工作簿中有图片，其中的文字没有读取")
    drawings = (m for m in members if m.startswith("xl/drawings/") and m.endswith(".xml"))
    words = (e.text for drawing in drawings for e in packed.xml(drawing).iter(_DRAWN_TEXT))
    if drawn := "".join(text.strip() for text in words if text):
        yield Note("unread", f"工作簿中有文本框没有读取：{drawn[:_QUOTED]}")
    if any(member.startswith("xl/comments") for member in members):
        yield Note("ignored", "批注没有读取")


def _gather_other(data: bytes, gathered: "_Gathered") -> None:
    try:
        from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum
    except ModuleNotFoundError as error:
        message = missing_extra(f"{gathered.name}：读 xlsb 文件", "xls")
        raise UnsupportedFormatError(message) from error
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(data))
        for meta in workbook.sheets_metadata:
            if meta.typ is SheetTypeEnum.WorkSheet and gathered.takes(
                meta.name, hidden=meta.visible is not SheetVisibleEnum.Visible
            ):
                found = workbook.get_sheet_by_name(meta.name)
                gathered.add(_plain_sheet(meta.name, found.to_python(skip_empty_area=False), found.merged_cell_ranges))
    except PasswordError as error:
        raise EncryptedFileError(f"{gathered.name}：工作簿有密码") from error
    except (CalamineError, OSError) as error:
        raise UnreadableFileError(f"{gathered.name}：工作簿不完整或已损坏（{error}）") from error
    gathered.notes.append(Note("repaired", "这种工作簿没有读取显示格式，数值按实际存储的数字读取"))


def _plain_sheet(name: str, rows: list[list[Any]], merges: list[tuple[_Place, _Place]] | None) -> Sheet:
    sheet = Sheet(name, merges=[(*first, *last) for first, last in merges or []])
    for r, row in enumerate(rows):
        if texts := {c: _text(value) for c, value in enumerate(row) if value != ""}:
            sheet.texts[r] = texts
    return sheet


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return shown(repr(value), GENERAL).text
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return str(value)


class _Workbook(Protocol):
    """What the readers of xls and xlsx have in common: sheets with name, place and state."""

    @property
    def sheets(self) -> Sequence[tuple[str, object, str]]: ...

    def sheet(self, index: int) -> tuple[Sheet, Findings]: ...


@define
class _Gathered:
    """The pages and notes of a workbook so far."""

    name: str
    limits: Limits
    deadline: float
    pages: list[Page] = field(factory=list)
    notes: list[Note] = field(factory=list)
    _skipped: int = 0

    def add_all(self, workbook: "_Workbook") -> None:
        """Add the visible sheets of a workbook."""
        for index, (title, _, state) in enumerate(workbook.sheets):
            if self.takes(title, hidden=state != "visible"):
                self.add(*workbook.sheet(index))

    def takes(self, title: str, *, hidden: bool) -> bool:
        """Say whether a sheet is to be read, and note it when not."""
        if hidden:
            self.notes.append(Note("ignored", f"工作表“{title}”是隐藏的，没有读取", place=title))
            return False
        within = len(self.pages) < self.limits.max_pages and monotonic() < self.deadline
        self._skipped += not within
        return within

    def add(self, sheet: Sheet, findings: Findings | None = None) -> None:
        """Add a sheet as the next page."""
        characters = sum(sum(map(len, row.values())) for row in sheet.texts.values())
        spend(sheet.name, characters=characters, lines=len(sheet.texts))
        number = len(self.pages) + 1
        blocks = sheet_blocks(sheet, self.limits, self.name)
        for block in blocks:
            if isinstance(block, Grid):
                block.page = number
        self.pages.append(Page(number, tuple(blocks), sheet.name))
        rows = sorted(row + 1 for row in sheet.hidden_rows & sheet.texts.keys())
        columns = sorted(column + 1 for column in sheet.hidden_columns.intersection(chain(*sheet.texts.values())))
        self._note(sheet, "ignored", rows, "{}行是隐藏的，没有读取：第{}行")
        self._note(sheet, "ignored", columns, "{}列是隐藏的，没有读取：第{}列")
        if findings:
            self._note(sheet, "unread", findings.without_value, "{}个公式没有保存计算结果，按空白读取：{}")
            self.notes.extend(findings.left_out.notes(len(self.pages), sheet.name))
            self._note(sheet, "repaired", findings.unformatted, "{}个数没有保存显示的文字，按实际存储的数字读取：{}")
            self._note(sheet, "repaired", findings.rounded, "{}个数的显示格式换算了单位并舍去尾数，按显示的数字读取：{}")
            self._note(sheet, "repaired", findings.fuller, "{}个数的显示格式会隐去数字，按实际存储的数字读取：{}")

    def _note(self, sheet: Sheet, kind: NoteKind, places: Sequence[object], message: str) -> None:
        if places:
            named = "、".join(map(str, places[:_NAMED_PLACES])) + ("等" if len(places) > _NAMED_PLACES else "")
            text = f"工作表“{sheet.name}”有" + message.format(len(places), named)
            self.notes.append(Note(kind, text, page=len(self.pages), place=sheet.name))

    def source(self, file_format: str) -> Source:
        """The finished source.

        Raises:
            UnreadableFileError: when no visible sheet holds anything.
        """
        if not any(page.blocks for page in self.pages):
            raise NoTextError(f"{self.name}：工作簿里没有看得见的格子")
        if self._skipped:
            message = f"超过时间或{self.limits.max_pages}个工作表的上限，后面{self._skipped}个没有读取"
            self.notes.append(Note("unread", message))
        return Source(self.name, tuple(self.pages), tuple(self.notes), file_format)
