"""A document's statements as a workbook."""

import re
from io import BytesIO
from pathlib import Path
from typing import IO, Any, overload

from attrs import evolve

from medinsure_budget.document import Document
from medinsure_budget.editions import Edition, Printed
from medinsure_budget.errors import UsageError
from medinsure_budget.files import File, Place, Writable
from medinsure_budget.files.packages import EARLIEST, moment, stamped
from medinsure_budget.files.written import write_bytes
from medinsure_budget.forms import Row, Sheet
from medinsure_budget.money import Unit
from medinsure_budget.writing.arrange import arrange, warn_of_text, warn_of_unprinted
from medinsure_budget.writing.evaluations import evaluation_tables
from medinsure_budget.writing.excel.contents import CONTENTS, write_contents
from medinsure_budget.writing.excel.sheet import draw
from medinsure_budget.writing.excel.styles import Styles
from medinsure_budget.writing.excel.widths import measured, sideways
from medinsure_budget.writing.levels import coded_subjects
from medinsure_budget.writing.own import as_printed
from medinsure_budget.writing.table import lay_out

Arranged = tuple[tuple[Sheet[Row], Printed], ...]

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']+")
_LONGEST_NAME = 31
_YEAR = re.compile(r"^20[0-9]{2}年(?:度)?")


@overload
def write_xlsx(
    document: Document, path: Place, *, edition: Edition | None = None, unit: Unit | str | None = None, formulas: bool = False,
    decimals: int | None = None, contents: bool = True, overwrite: bool = False,
) -> Path: ...  # fmt: skip
@overload
def write_xlsx(
    document: Document, path: File, *, edition: Edition | None = None, unit: Unit | str | None = None, formulas: bool = False,
    decimals: int | None = None, contents: bool = True, overwrite: bool = False,
) -> File: ...  # fmt: skip
def write_xlsx(
    document: Document,
    path: Writable,
    *,
    edition: Edition | None = None,
    unit: Unit | str | None = None,
    formulas: bool = False,
    decimals: int | None = None,
    contents: bool = True,
    overwrite: bool = False,
) -> Path | IO[bytes]:
    """Write the statements of a document as a workbook that can be printed and read back.

    Each statement is a worksheet with its title, number, agency and unit lines, merged header tree, 栏次 and 行次,
    remarks, and the page set up for A4. Amounts are numbers; each shows the decimals it was printed with, blanks
    stay blank. The file is complete or absent. The text is not in it, of which a document with text warns
    (``UnprintedWarning``).

    Args:
        document: The statements.
        path: An ``.xlsx`` file, or an open binary file.
        edition: The print, by default the one the document has.
        unit: The unit of money for all sheets; conversion is exact, and where it needs more decimals they are shown.
        formulas: Write live sums where a declared sum gives the printed figure exactly; such a cell holds the
            printed figure until a spreadsheet program calculates it again.
        decimals: Round every amount half up to so many decimals.
        contents: Begin with a 目录 that links to the sheets, when there is more than one.
        overwrite: Replace a file that is already there.

    Returns:
        The path, or the open file.

    Raises:
        UsageError: when the document has no statements, the path is no ``.xlsx`` file, or the file exists.
    """
    sheets = arrange(document, edition or as_printed(document), None if unit is None else Unit(unit))
    if not sheets and not any(evaluation_tables(document.performance)):
        raise UsageError(f"{document.name or '文件'}：没有可以写出的表")
    warn_of_unprinted(document, edition)
    warn_of_text(document)
    if decimals is not None:
        sheets = tuple((_rounded(sheet, decimals), printed) for sheet, printed in sheets)

    def make() -> bytes:
        buffer = BytesIO()
        with _workbook(buffer, document.name) as workbook:
            _draw(workbook, document, sheets, formulas=formulas, contents=contents)
        return stamped(buffer.getvalue())

    return write_bytes(path, make, of=document, suffix=".xlsx", overwrite=overwrite)


def _workbook(buffer: BytesIO, title: str) -> Any:
    """An empty workbook; the clock leaves no trace in it."""
    from xlsxwriter import Workbook

    workbook = Workbook(buffer, {"in_memory": True})
    workbook.set_properties({"title": title, "created": moment() or EARLIEST})
    return workbook


def _draw(workbook: Any, document: Document, sheets: Arranged, *, formulas: bool, contents: bool) -> None:
    styles = Styles(workbook)
    subjects = coded_subjects(document)
    tables = [lay_out(sheet, printed, subjects) for sheet, printed in sheets]
    tables += evaluation_tables(document.performance)
    names = _names([*(_name(*pair) for pair in sheets), *(table.title for table in tables[len(sheets) :])])
    if contents and len(tables) > 1:
        numbers = [sheet.number for sheet, _ in sheets] + [""] * (len(tables) - len(sheets))
        entries = [(n, number, table.title) for n, number, table in zip(names, numbers, tables, strict=True)]
        write_contents(workbook.add_worksheet(CONTENTS), document.title, entries, styles)
    sizes = [measured(table) for table in tables]
    for name, table, size, turned in zip(names, tables, sizes, sideways(tables, sizes), strict=True):
        draw(workbook.add_worksheet(name), table, styles, size, turned=turned, formulas=formulas)


def _name(sheet: Sheet[Row], printed: Printed) -> str:
    return printed.name or f"{sheet.number} {_YEAR.sub('', sheet.title)}".strip()


def _names(wanted: list[str]) -> list[str]:
    """Worksheet names as short as Excel wants them and each once."""
    names: list[str] = []
    for i, words in enumerate(wanted, 1):
        plain = _NOT_IN_NAMES.sub("", words)[:_LONGEST_NAME].strip() or f"表{i}"
        taken = {name.casefold() for name in (CONTENTS, *names)}
        name, count = plain, 2
        while name.casefold() in taken:
            suffix = f"（{count}）"
            name, count = plain[: _LONGEST_NAME - len(suffix)] + suffix, count + 1
        names.append(name)
    return names


def _rounded(sheet: Sheet[Row], decimals: int) -> Sheet[Row]:
    def row_rounded(row: Row) -> Row:
        amounts = {m.name: getattr(row, m.name) for m in row.form.money}
        changed: dict[str, Any] = {n: a.rounded(decimals) for n, a in amounts.items() if a is not None}
        return evolve(row, extra=tuple((h, a.rounded(decimals)) for h, a in row.extra), **changed)

    return evolve(sheet, rows=tuple(map(row_rounded, sheet.rows)))
