"""The empty ledger workbook that an office fills in."""

from pathlib import Path
from typing import IO, Any, overload

from medinsure_budget.files import File, Place, Writable
from medinsure_budget.files.cells import append
from medinsure_budget.files.packages import workbook_bytes
from medinsure_budget.files.written import write_bytes
from medinsure_budget.ledgers.load import GUIDE, Ledger
from medinsure_budget.ledgers.schema import BY_NAME, KINDS, Kind

_HINT = "必填"


@overload
def ledger_template(path: Place, *, ledger: Ledger | None = None, overwrite: bool = False) -> Path: ...
@overload
def ledger_template(path: File, *, ledger: Ledger | None = None, overwrite: bool = False) -> File: ...
def ledger_template(
    path: Writable, *, ledger: Ledger | None = None, overwrite: bool = False
) -> Path | IO[bytes]:
    """Write the workbook to fill in: one sheet for each kind of line, its columns explained, choices offered.

    A sheet's name states the kind of its lines, so there is no column 类型. Columns that must be filled are marked.
    The file is complete or absent.

    Args:
        path: An ``.xlsx`` file, or an open binary file.
        ledger: Lines to begin with, such as those that were read from the exports of other systems.
        overwrite: Replace a file that is already there.

    Returns:
        The path, or the open file.

    Raises:
        UsageError: when the path is no ``.xlsx`` file, or the file exists.
    """
    return write_bytes(path, lambda: _template(ledger), of=ledger, suffix=".xlsx", overwrite=overwrite)


def _template(ledger: Ledger | None) -> bytes:
    from openpyxl import Workbook

    workbook = Workbook()
    _write_guide(workbook.worksheets[0])
    for kind in KINDS:
        sheet = workbook.create_sheet(kind.label)
        _write_kind(sheet, kind)
        if ledger is not None:
            _write_lines(sheet, kind, ledger)
    return workbook_bytes(workbook)


def _write_guide(sheet: Any) -> None:
    sheet.title = GUIDE
    sheet.append(["工作表", "栏目", "要求", "含义"])
    for kind in KINDS:
        sheet.append([kind.label, "", "", kind.meaning])
        for name in (*kind.required, *kind.optional):
            must = _HINT if name in kind.required else "可填"
            sheet.append(["", BY_NAME[name].label, must, BY_NAME[name].meaning])
    for column, width in zip("ABCD", (12, 16, 8, 90), strict=True):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "A2"


def _write_lines(sheet: Any, kind: Kind, ledger: Ledger) -> None:
    labels = [cell.value for cell in sheet[1]]
    for record in ledger.records():
        if record[BY_NAME["kind"].label] == kind.label:
            append(sheet, [record[label] for label in labels])


def _write_kind(sheet: Any, kind: Kind) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    names = [name for name in BY_NAME if name in (*kind.required, *kind.optional)]
    for at, name in enumerate(names, 1):
        column = BY_NAME[name]
        cell = sheet.cell(1, at, column.label)
        required = name in kind.required
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", start_color="FFF2CC" if required else "E7EEF7")
        cell.comment = Comment(f"{_HINT if required else '可填'}：{column.meaning}", "medinsure-budget")
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].width = 18 if column.holds == "text" else 15
        if column.choices:
            words = ",".join(word for word, _ in column.choices)
            choice = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True)
            choice.add(f"{letter}2:{letter}5000")
            sheet.add_data_validation(choice)
        if column.holds == "money":
            # Formats of whole columns make amounts look like amounts before any is typed.
            sheet.column_dimensions[letter].number_format = "0.00"
    sheet.freeze_panes = "A2"
