"""Sheets saved as text with commas between the cells (CSV), by Excel and others."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from io import StringIO
from itertools import islice

from medinsure_budget.allowance import spend
from medinsure_budget.errors import LimitExceededError, UnreadableFileError
from medinsure_budget.evidence import Note, Page, Source
from medinsure_budget.money import is_amount
from medinsure_budget.sources.converted import numbered, said_once, without_no_value
from medinsure_budget.sources.limits import Limits
from medinsure_budget.sources.sheet import Sheet, sheet_blocks
from medinsure_budget.sources.words import decode

# How many rows tell a sheet from prose with commas, how many of them are as wide as most, and how wide that is.
_ROWS, _ALIKE, _WIDTH = 3, 0.8, 2
_LOOKED_AT = 200
# What keeps a code from being shown as a number: ="0101".
_KEPT_AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)


def is_csv(sample: str, *, named: bool) -> bool:
    """Whether the beginning of a text is a sheet with commas.

    Args:
        sample: Complete lines; characters beyond ASCII may be mangled.
        named: Whether the file is named as one, so that its rows need not be equally wide.
    """
    sign = _sign(sample) if named else ","
    if sign not in sample or "\t" in sample:
        return False
    try:
        rows = [row for row in islice(csv.reader(StringIO(sample, newline=""), delimiter=sign), _LOOKED_AT) if row]
    except csv.Error:
        return False
    widths = Counter(map(len, rows))
    if named:
        return max(widths, default=0) >= _WIDTH
    (width, alike) = widths.most_common(1)[0] if widths else (0, 0)
    if width < _WIDTH or alike < max(_ROWS, _ALIKE * len(rows)):
        return False
    # The commas of prose part no figure from its words, and leave no cell blank.
    return sum(any(not cell.strip() or is_amount(cell) for cell in row) for row in rows) >= _ROWS - 1


def _sign(text: str) -> str:
    """What parts the cells: commas, or semicolons where a sheet has more of them."""
    return ";" if text.count(";") > text.count(",") else ","


def read_csv(data: bytes, name: str = "", *, limits: Limits | None = None) -> Source:
    """Read a sheet of cells parted by commas; rows above and below its table become lines as in a workbook.

    Raises:
        UnreadableFileError: when the bytes are no text or a quoted cell is never closed.
        LimitExceededError: when the file has too many cells.
    """
    limits = limits or Limits()
    limits.check_size(len(data), name)
    text = decode(data, name)
    sign = _sign(text)
    spend(name, lines=text.count("\n"))
    if text.count(sign) + text.count("\n") > limits.max_elements:
        raise LimitExceededError(f"{name}：超过 {limits.max_elements:,} 格的限度")
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=sign))
    except csv.Error as error:
        raise UnreadableFileError(f"{name}：CSV 格式有误（{error}）") from error
    sheet, notes = _sheet(rows)
    return Source(name, (Page(1, tuple(sheet_blocks(sheet, limits, name))),), notes=tuple(notes), format="csv")


def _sheet(rows: Sequence[Sequence[str]]) -> tuple[Sheet, list[Note]]:
    """The cells of the rows, without what programs wrote beside the printed."""
    sheet, notes = Sheet(""), list[Note]()
    top, left = numbered(rows)
    sheet.hidden_rows.update([0] if top else [])
    sheet.hidden_columns.update([0] if left else [])
    if top or left:
        notes.append(Note("repaired", "表格带有转换工具所加的行号或列号（从0数起），已去掉"))
    empty = 0
    for r, row in enumerate(rows):
        for c, cell in enumerate(said_once(row)):
            text = without_no_value(cell).strip() and _KEPT_AS_TEXT.sub(r"\1", cell)
            empty += bool(cell.strip()) and not text
            if text:
                sheet.texts[r][c] = text
    if empty:
        notes.append(Note("repaired", f"有{empty}格写着转换工具表示空值的字样，按空白读取"))
    return sheet, notes
