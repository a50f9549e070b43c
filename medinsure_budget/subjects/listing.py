"""What an official list says, line by line: code, name, and the budget and year that its place or title states."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from attrs import Factory

from medinsure_budget.errors import UnsupportedFormatError, UsageError
from medinsure_budget.evidence import Note
from medinsure_budget.files import Readable, called
from medinsure_budget.lexicon import Shape, words
from medinsure_budget.records import define, frozen
from medinsure_budget.subjects.columns import Code, Columns, by_hand, coded_name, find_columns
from medinsure_budget.subjects.names import CODE_SHAPE, fold, plain_code
from medinsure_budget.subjects.records import Kind, kind_of
from medinsure_budget.subjects.tabular import sheets_of

_FUND = Shape("{FUND_BUDGET}")
_YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])")
_WIDTHS: Final = (3, 2, 2, 2)


@frozen
class Listed:
    """One subject as the list prints it."""

    code: str
    name: str
    fund: str = ""


@frozen
class _Sheet:
    number: int
    title: str
    rows: list[list[str]]
    lists: list[Columns]
    cleaned: int = 0

    @property
    def heading(self) -> str:
        """The sheet's title and what stands above its lists."""
        first = min((columns.first for columns in self.lists), default=0)
        return " ".join([self.title, *(cell for row in self.rows[:first] for cell in row if cell)])

    @property
    def years(self) -> set[int]:
        """The years that it states: the title if it has any, else what stands above the lists."""
        return _years(self.title) or _years(self.heading)


@define
class Listing:
    """All that was taken over, by classification and code, and notes on what was not."""

    listed: dict[Kind, dict[str, Listed]] = Factory(dict)
    notes: list[Note] = Factory(list)
    year: int = 0
    name: str = ""

    def ignore(self, sheet: _Sheet, why: str) -> None:
        """Note that a sheet is not read."""
        message = f"工作表“{sheet.title}”{why}，未读取。"
        self.notes.append(Note("ignored", message, sheet.number, place=sheet.title))

    def read(self, sheet: _Sheet) -> None:
        """File every line of a sheet, or note why it could not be."""
        if sheet.cleaned:
            message = f"工作表“{sheet.title}”有{sheet.cleaned}格含控制字符或残缺的字符，已去掉，请核对。"
            self.notes.append(Note("repaired", message, sheet.number, place=sheet.title))
        for columns in sheet.lists:
            for line, subject in _lines(sheet, columns, self.year):
                if problem := self._file(subject):
                    self.notes.append(Note("unread", problem, sheet.number, line, sheet.title))

    def _file(self, subject: Listed) -> str:
        kind = kind_of(subject.code)
        if kind is None or not CODE_SHAPE.fullmatch(subject.code):
            return f"“{subject.code} {subject.name}”不是科目编码，未采用。"
        if not subject.name:
            return f"编码{subject.code}没有科目名称，未采用。"
        known = self.listed.setdefault(kind, {}).setdefault(subject.code, subject)
        if fold(known.name) != fold(subject.name):
            return f"编码{subject.code}重复：已有“{known.name}”，“{subject.name}”未采用。"
        return ""


def read_listing(source: Readable, year: int | None, columns: Mapping[str, str | int] | None) -> Listing:
    """Read the lists of one year.

    Raises:
        UnsupportedFormatError: when there is no list.
        UsageError: when it is not clear which year is meant, or of which there is no list.
    """
    name = called(source)
    find = (lambda rows: by_hand(rows, columns)) if columns else find_columns
    told = enumerate(sheets_of(source, name), 1)
    sheets = [_Sheet(number, title, rows, find(rows), cleaned) for number, (title, rows, cleaned) in told]
    with_list = [sheet for sheet in sheets if sheet.lists]
    if not with_list:
        raise UnsupportedFormatError(_no_list(name, sheets))
    listing = Listing(year=_year_of(name, with_list, year), name=name)
    # A year that no sheet states is the caller's word for all of them.
    by_title = any(listing.year in sheet.years for sheet in with_list)
    for sheet in sheets:
        if not sheet.lists:
            listing.ignore(sheet, "没有科目编码和科目名称两栏")
        elif by_title and sheet.years and listing.year not in sheet.years:
            listing.ignore(sheet, f"是{'、'.join(map(str, sorted(sheet.years)))}年的科目")
        else:
            listing.read(sheet)
    if not listing.listed:
        raise UnsupportedFormatError(f"{name}：没有{listing.year}年的科目，也没有一行可以采用")
    return listing


def _no_list(name: str, sheets: Sequence[_Sheet]) -> str:
    printed = "；".join(f"“{sheet.title}”：{'、'.join(filter(None, sheet.rows[0])) or '空'}" for sheet in sheets if sheet.rows)
    codes, names = ("、".join(f"科目{word}" for word in words(name)[:3]) for name in ("CODE", "NAME"))
    return (
        f"{name}：没有找到科目编码和科目名称。可以是：编码一栏（{codes}，前面可有“支出功能分类”“预算”等字样）和名称一栏（{names}）；"
        f"并排的类、款、项；或一格内“2101501 行政运行”。首行读到 {printed or '空文件'}。"
        "也可以用 columns={'code': '表头或列号', 'name': '表头或列号'} 指明。"
    )


def _years(text: str) -> set[int]:
    return set(map(int, _YEAR.findall(text)))


def _year_of(name: str, sheets: Sequence[_Sheet], wanted: int | None) -> int:
    if wanted is not None:
        return wanted
    by_row = {year for sheet in sheets for columns in sheet.lists for year in _years_of_rows(sheet, columns)}
    stated = by_row or {year for sheet in sheets for year in sheet.years} or _years(name)
    if len(stated) == 1:
        return stated.pop()
    found = f"写有{'、'.join(map(str, sorted(stated)))}年" if stated else "没有写明年度"
    raise UsageError(f"{name or '文件'}{found}：请用 year= 指明要哪一年的科目")


def _years_of_rows(sheet: _Sheet, columns: Columns) -> set[int]:
    cells = [_cell(row, columns.year) for row in sheet.rows[columns.first :]]
    return {year for cell in cells for year in _years(cell)}


def _lines(sheet: _Sheet, columns: Columns, year: int) -> Iterator[tuple[int, Listed]]:
    """The printed line and the subjects of every row of the year that has any."""
    fund = _one_fund(sheet.heading)
    held: list[str] = []
    for line, row in enumerate(sheet.rows[columns.first :], columns.first + 1):
        if columns.year is not None and _years(_cell(row, columns.year)) not in (set(), {year}):
            continue
        found = list(_subjects(row, columns, held))
        if not any(CODE_SHAPE.fullmatch(code) for code, _ in found) and (section := _one_fund(" ".join(row))):
            # A line without a code that names one of the four budgets heads what stands below it.
            fund = section
            continue
        own = _one_fund(_cell(row, columns.fund))
        yield from ((line, Listed(code, name, own or fund)) for code, name in found)


def _one_fund(text: str) -> str:
    found = set(_FUND.findall(text))
    return found.pop() if len(found) == 1 else ""


def _subjects(row: Sequence[str], columns: Columns, held: list[str]) -> Iterator[tuple[str, str]]:
    """Code and name of a row, of each level where each has names of its own; ``held`` is the code above it."""
    name = next(filter(None, (_cell(row, at) for at in reversed(columns.names))), "")
    if not columns.codes or (len(columns.codes) == 1 and columns.codes[0].level < 0):
        whole = plain_code(_cell(row, columns.codes[0].column)) if columns.codes else ""
        if whole or name:
            yield (whole, name) if CODE_SHAPE.fullmatch(whole) else (coded_name(name) or (whole, name))
        return
    cells = [_cell(row, code.column) for code in columns.codes]
    if not any(cells) and name:
        yield "", name
    for code, cell, last in zip(columns.codes, cells, _last_filled(cells), strict=True):
        if cell:
            own = _joined(held, code, plain_code(cell))
            named = _cell(row, code.name)
            if (named and code.name not in columns.names) or last:
                yield own, (named or name)


def _last_filled(cells: Sequence[str]) -> list[bool]:
    last = max((at for at, cell in enumerate(cells) if cell), default=-1)
    return [at == last for at in range(len(cells))]


def _joined(held: list[str], code: Code, cell: str) -> str:
    """The whole code of a level; the levels to its left still hold from above."""
    whole = len(cell) == sum(_WIDTHS[: code.level + 1]) and code.level > 0
    part = cell[-_WIDTHS[code.level] :] if whole else cell.zfill(_WIDTHS[code.level])
    if whole:
        held[:] = [cell[:3], *(cell[at : at + 2] for at in range(3, len(cell) - 2, 2))]
    complete = len(held) >= code.level
    held[code.level :] = [part]
    return "".join(held) if complete else cell


def _cell(row: Sequence[str], at: int | None) -> str:
    return row[at] if at is not None and at < len(row) else ""
