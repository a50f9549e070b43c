"""Figures put into an office's own workbook, its styles kept; what was written is read back and compared."""

import os
import re
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

from medinsure_budget.allowance import spend
from medinsure_budget.document import Document
from medinsure_budget.errors import UnreadableFileError, UnsupportedFormatError, UsageError, damage_named, missing_extra
from medinsure_budget.files import Readable, Writable, called, contents
from medinsure_budget.files.cells import put_text
from medinsure_budget.files.packages import workbook_bytes
from medinsure_budget.files.written import write_whole
from medinsure_budget.forms import Row, Sheet
from medinsure_budget.forms.words import fold
from medinsure_budget.lexicon import Shape
from medinsure_budget.money import Unit
from medinsure_budget.records import frozen
from medinsure_budget.sources.limits import Limits
from medinsure_budget.sources.packed import Packed
from medinsure_budget.sources.stored import stored_xlsx
from medinsure_budget.writing.fill_lines import fill_items, fill_rows, fill_side, make_room
from medinsure_budget.writing.fill_text import fill_texts
from medinsure_budget.writing.office import convert, office_program
from medinsure_budget.writing.reckon import value_of
from medinsure_budget.writing.template import TemplateTable, find_tables

_OPEN = Shape(r"\s*{FILLED_IN}?{LEVEL}{NAME}?\s*[:：]\s*")
_YEAR = re.compile(r"(?:20[0-9]{2}|20[xX×]{2}|[xX×]{2,4})(?=年)")
_OLD = b"\xd0\xcf\x11\xe0"


@frozen
class Filled:
    """What was filled.

    Attributes:
        path: The written file, nothing where an open one was written to.
        filled: The titles of the document's statements that found their place, by worksheet.
        left: The titles of those that did not.
        notes: What was cleared, replaced or left open, one Chinese sentence each.
    """

    path: Path | None
    filled: dict[str, str]
    left: tuple[str, ...]
    notes: tuple[str, ...] = ()


def fill_xlsx(
    template: Readable, document: Document, path: Writable, *, sheets: Mapping[str, str] | None = None, overwrite: bool = False
) -> Filled:
    """Put a document's figures into a workbook with blank statements.

    Statements find their place by columns and title. Lines are found by their labels or codes; where the template has
    blank or sample lines the rows are written in order, samples are cleared, and lines are added when there are too
    few: formulas, names, print areas, validations, conditional formats, merged cells and pictures move with them. The
    template's own formulas stay where they give the document's figure. Names of the agency and years are put where the
    template leaves them open. What was written is read back and compared, figure by figure.

    Args:
        template: The office's ``.xlsx``, its bytes or an open file; an ``.xls`` is converted with LibreOffice where that is installed.
        document: The figures; they are written in the unit that each worksheet states.
        path: The file to write, complete or absent, or an open binary file.
        sheets: Which statement a worksheet prints, by its title or number, where the worksheet's own title is another:
            ``{"支出": "公开05表"}``.
        overwrite: Replace a file that is already there, other than the template.

    Raises:
        UnreadableFileError: when the template is no workbook.
        LimitExceededError: when it uses more places than a document may have tables for, or takes too long.
        UnsupportedFormatError: when it is an ``.xls`` and LibreOffice is not installed.
        UsageError: when no worksheet fits, a header is not understood, a two-sided statement has more lines than the
            template has room for, a figure is not found again, or the file exists.
    """
    name = called(template) or "(bytes)"
    _refuse_existing(template, path, overwrite=overwrite)
    with Limits().spending(name):
        return _filled(contents(template), name, document, path, sheets or {}, overwrite=overwrite)


def _filled(
    data: bytes, name: str, document: Document, path: Writable, sheets: Mapping[str, str], *, overwrite: bool
) -> Filled:
    workbook = _opened(data, name)
    told = {worksheet: document[title] for worksheet, title in sheets.items()}
    tables, notes = list[TemplateTable](), list[str]()

    def write(draft: Path) -> None:
        tables.extend(_fill_workbook(workbook, document, name, told))
        notes.extend(_noted(workbook, document, tables))
        draft.write_bytes(workbook_bytes(workbook))
        _compare(draft, tables)

    write_whole(path, write, of=document, suffix=".xlsx", overwrite=overwrite)
    done = [table.sheet for table in tables]
    left = tuple(sheet.title or sheet.form.form.title for sheet in document.sheets if not any(sheet is other for other in done))
    written = Path(path) if isinstance(path, str | os.PathLike) else None
    return Filled(written, _by_worksheet(tables), left, tuple(notes))


def _noted(workbook: Any, document: Document, tables: list[TemplateTable]) -> Iterator[str]:
    """What was cleared, replaced or left open, the texts of other worksheets filled on the way."""
    yield from (f"工作表“{table.worksheet.title}”的行不够，加了{table.added}行。" for table in tables if table.added)
    for table in tables:
        yield from (*_restored(workbook, table), *_told(table), *_narrow(table))
    yield from fill_texts(workbook, document, {table.worksheet.title for table in tables})


def _refuse_existing(template: Readable, path: Writable, *, overwrite: bool) -> None:
    if not isinstance(path, str | os.PathLike):
        return
    target = Path(path)
    if isinstance(template, str | os.PathLike) and target.exists() and Path(template).exists() and target.samefile(template):
        raise UsageError(f"{target.name} 是模板本身，不能覆盖；请写到另一个文件")
    if target.exists() and not overwrite:
        raise UsageError(f"{target.name} 已经存在；要覆盖请用 overwrite=True")


def _opened(data: bytes, name: str) -> Any:
    from openpyxl import load_workbook

    with damage_named(name):
        if data[: len(_OLD)] == _OLD:
            data = _converted(data, name)
        Packed.open(data, name, Limits()).check_unpacked()
        _refuse_pictures(data, name)
        _spend_places(data, name)
        return load_workbook(BytesIO(data))


def _spend_places(data: bytes, name: str) -> None:
    """Whatever is filled goes over all places up to the last cell, and over those that are merged."""
    for sheet in stored_xlsx(data, name):
        width = max(map(len, sheet.rows), default=0)
        merged = sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in sheet.merges)
        spend(f"{name}：工作表“{sheet.name}”用到{len(sheet.rows):,}行{width:,}栏", cells=len(sheet.rows) * width + merged)


def _refuse_pictures(data: bytes, name: str) -> None:
    """Without Pillow openpyxl drops pictures without a word."""
    with ZipFile(BytesIO(data)) as packed:
        pictures = [member for member in packed.namelist() if member.startswith("xl/media/")]
    if pictures and find_spec("PIL") is None:
        raise UnsupportedFormatError(missing_extra(f"{name}里有{len(pictures)}张图片，保留图片", "images"))


def _converted(data: bytes, name: str) -> bytes:
    """An old workbook as LibreOffice reads it."""
    program = office_program()
    if program is None:
        raise UnsupportedFormatError(f"{name} 是旧格式（xls）；请另存为 xlsx，或安装 LibreOffice 后再填")
    with TemporaryDirectory() as folder:
        source = Path(folder) / "template.xls"
        source.write_bytes(data)
        result, reason = convert(program, source, "xlsx", Path(folder))
        if result is None:
            raise UnreadableFileError(f"{name}（xls）不能由 LibreOffice 转换：{reason}")
        return result.read_bytes()


def _fill_workbook(workbook: Any, document: Document, name: str, told: Mapping[str, Sheet[Row]]) -> list[TemplateTable]:
    """Find every table, make room from the last to the first, then fill them."""
    if unknown := set(told) - {worksheet.title for worksheet in workbook.worksheets}:
        raise UsageError(f"{name}：模板里没有工作表{'、'.join(sorted(unknown))}")
    waiting, tables = list(document.sheets), list[TemplateTable]()
    for worksheet in workbook.worksheets:
        spend(f"{name}：工作表“{worksheet.title}”")
        found = find_tables(worksheet, waiting, told.get(worksheet.title)) if worksheet.sheet_state == "visible" else []
        waiting = [sheet for sheet in waiting if not any(sheet is table.sheet for table in found)]
        tables += found
    if not tables:
        known = "、".join(sheet.title or sheet.form.form.title for sheet in document.sheets) or "没有"
        worksheets = "、".join(worksheet.title for worksheet in workbook.worksheets)
        raise UsageError(
            f"{name}：没有一张工作表的标题和栏目与{document.name or '文件'}里的表相符（表有：{known}；工作表有：{worksheets}）；"
            "标题不同的，用 sheets={'工作表': '表题或表号'} 指明"
        )
    for table in tables:
        added = table.added = make_room(workbook, table)
        for other in tables:
            if added and other.worksheet is table.worksheet and other.first > table.last - added:
                other.first, other.last, other.title_row = other.first + added, other.last + added, other.title_row + added
                other.words.forget()
    for table in tables:
        spend(f"{name}：工作表“{table.worksheet.title}”")
        _fill(table, document)
    return tables


def _fill(table: TemplateTable, document: Document) -> None:
    _fill_caption(table, document)
    if table.sheet.items:
        fill_items(table)
    elif sides := list(dict.fromkeys(column.side for column in table.columns.values() if column.side)):
        for side in sides:
            fill_side(table, side)
    else:
        fill_rows(table)


def _fill_caption(table: TemplateTable, document: Document) -> None:
    """Name the agency and the year above the table where the template leaves them open."""
    agency = table.sheet.agency or document.agency.name
    for row in range(max(1, table.title_row - 2), table.first):
        for cell in table.worksheet[row]:
            if isinstance(cell.value, str) and _OPEN.fullmatch(cell.value):
                put_text(cell, cell.value.strip() + agency)
            elif isinstance(cell.value, str) and row == table.title_row and document.year:
                put_text(cell, _YEAR.sub(str(document.year), cell.value))


def _restored(workbook: Any, table: TemplateTable) -> Iterator[str]:
    """The template's own formulas come back where they give the figure that stands in their place."""
    for place, formula in table.formulas.items():
        cell = table.worksheet[place]
        figure = value_of(workbook, table.worksheet, cell.value)
        reckoned = value_of(workbook, table.worksheet, formula)
        if reckoned is not None and figure is not None and abs(reckoned - figure) < table.unit_step:
            cell.value = formula
        else:
            told = "无法计算" if reckoned is None else f"算得{reckoned:f}"
            yield f"工作表“{table.worksheet.title}”{place}的公式{formula}{told}，与文件的{figure}不同，已改填数字。"


def _told(table: TemplateTable) -> Iterator[str]:
    """What the template has no place for, and what was cleared."""
    title = table.worksheet.title
    if Unit.UNKNOWN not in (table.unit, table.sheet.unit) and table.unit.factor < table.sheet.unit.factor:
        whole = f"文件的金额以{table.sheet.unit.value}印出，填入的数也只准到印出的末位"
        yield f"工作表“{title}”以{table.unit.value}为单位，{whole}；要精确到分，请以“元”编制，或以台账所出的文件为来源。"
    for heading, samples in table.cleared.items():
        yield f"工作表“{title}”的“{heading}”一栏不在本表内，已清空示例：{'、'.join(dict.fromkeys(samples))}。"
    for heading in dict.fromkeys(table.unknown.values()):
        if heading not in table.cleared:
            yield f"工作表“{title}”的“{heading}”一栏不在本表内，没有填写。"
    if table.omitted:
        yield f"工作表“{title}”没有“{'”“'.join(row.name for row in table.omitted)}”行，这些合计没有填写。"
    lacking = [marker.label for marker in _lacking(table.sheet, {column.field for column in table.columns.values()})]
    if lacking and not table.sheet.items:
        yield f"工作表“{title}”没有“{'”“'.join(lacking)}”栏，这些数据没有填写。"


def _narrow(table: TemplateTable) -> Iterator[str]:
    """Columns in which a spreadsheet program shows ### instead of the figure."""
    columns: dict[str, None] = {}
    for placed in table.filled:
        letter = placed.cell.rstrip("0123456789")
        if len(f"{placed.number:,.2f}") > table.worksheet.column_dimensions[letter].width:
            columns[letter] = None
    if columns:
        yield f"工作表“{table.worksheet.title}”的{'、'.join(columns)}栏太窄，数字会显示成###，请加宽。"


def _lacking(sheet: Sheet[Row], fields: set[str]) -> list[Any]:
    return [m for m in sheet.form.form.money if m.name not in fields and any(getattr(row, m.name) for row in sheet)]


def _by_worksheet(tables: list[TemplateTable]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for table in tables:
        found.setdefault(table.worksheet.title, []).append(table.sheet.title)
    return {title: "、".join(titles) for title, titles in found.items()}


def _compare(draft: Path, tables: list[TemplateTable]) -> None:
    """Read the written file and compare: every figure of the document in its place, beside its own label.

    Raises:
        UsageError: when one is not found.
    """
    from openpyxl import load_workbook

    workbook = load_workbook(draft)
    for table in tables:
        worksheet = workbook[table.worksheet.title]
        wrong = [*_unwritten(table), *_changed(workbook, worksheet, table)]
        if wrong:
            raise UsageError(f"工作表“{worksheet.title}”填写后核对不符，没有写出文件：{'；'.join(wrong[:5])}")


def _unwritten(table: TemplateTable) -> Iterator[str]:
    """Figures of the statement for which the template has a column but no line."""
    own = {column.field for column in table.columns.values()}
    written = {(id(placed.row), placed.field) for placed in table.filled}
    for row in table.sheet:
        for name, amount in row.figures() if not any(row is other for other in table.omitted) else ():
            fits = bool(table.sheet.items) or name in own
            if fits and amount and (id(row), name) not in written:
                declared = table.sheet.form.form.fields.get(name)
                yield f"“{row.name or table.sheet.title}”的{declared.label if declared else name}{amount}没有位置"


def _changed(workbook: Any, worksheet: Any, table: TemplateTable) -> Iterator[str]:
    for placed in table.filled:
        found = value_of(workbook, worksheet, worksheet[placed.cell].value)
        if found is None or abs(found - placed.number) >= table.unit_step:
            yield f"{placed.cell}应为{placed.row.name}的{placed.number}，读到{found}"
        elif not table.sheet.items and not _labelled(worksheet, table, placed.cell, placed.row):
            yield f"{placed.cell}的{placed.number}不在“{placed.row.name}”一行"


def _labelled(worksheet: Any, table: TemplateTable, cell: str, row: Row) -> bool:
    """Whether the row of a figure bears its code or name."""
    line = worksheet[cell].row
    places = table.places("code", "name", "unit")
    texts = [fold(str(worksheet.cell(*table.words.anchor(line, n)).value or "")) for n in places]
    coded = bool(row.code) and row.code in "".join(texts)
    return not places or coded or any(fold(row.name) in text or text in fold(row.name) for text in texts if text)
