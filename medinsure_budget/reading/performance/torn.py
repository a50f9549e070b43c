"""Rows that a page break cut in two: whether the first row of a page is only the rest of the row before it."""

import re

from attrs import evolve

from medinsure_budget.evidence import Note
from medinsure_budget.reading.performance.rows import PrintedRow, is_figure
from medinsure_budget.reading.performance.vocabulary import (
    ACHIEVED,
    CONCLUSIONS,
    EXPECTED,
    TOTALS,
    fund_field,
    head_entry,
    head_field,
    indicator_field,
    is_group,
    is_part,
    is_source,
    is_subgroup,
    key,
    text_field,
)

# A second line of a header: "(A)", "(B/A)".
LETTERS = re.compile(r"[(（][A-Z0-9/×÷*%\-]+[)）]")
_QUOTED = 30


def is_label(text: str) -> bool:
    """Say whether the words are a label of the forms, whole."""
    known = head_field(text) or head_entry(text) or text_field(text) or fund_field(text) or indicator_field(text)
    return bool(
        known or is_group(text) or is_subgroup(text) or is_part(text) or is_source(text) or LETTERS.fullmatch(text)
        or key(text) in EXPECTED | ACHIEVED | TOTALS | CONCLUSIONS
    )  # fmt: skip


def is_rest(row: PrintedRow, above: PrintedRow, complete: frozenset[int], *, within_indicators: bool) -> bool:
    """Say whether a row holds only the rest of words that the row above began.

    Args:
        row: The first row of a page.
        above: The last row of the page before.
        complete: The columns without which a row of this table is none: grades and scores of lists.
        within_indicators: Whether an indicator table stands above, whose words only its reader can tell apart.
    """
    begun = dict(above.cells)
    if any(column not in begun or column in complete or is_figure(text) or is_label(text) for column, text in row.cells):
        return False
    joined = {column: begun[column] + text for column, text in row.cells}
    if any(is_label(begun[column]) and not is_label(text) for column, text in joined.items()):
        return False
    if any(is_label(text) for text in joined.values()):
        return True
    if within_indicators:
        return False
    # A row of its own begins with its label, or in a list ends with its grade.
    return bool(complete) or above.cells[0][0] not in joined


def with_rest(above: PrintedRow, row: PrintedRow) -> PrintedRow:
    """The row above with the rest of its words."""
    rest = dict(row.cells)
    return evolve(above, cells=tuple((column, text + rest.get(column, "")) for column, text in above.cells))


def note_of(whole: PrintedRow, row: PrintedRow) -> Note:
    """What is said about a row that was made whole."""
    words = next(text for column, text in whole.cells if column == row.cells[0][0])
    shown = words if len(words) <= _QUOTED else words[:_QUOTED] + "…"
    return Note("repaired", f"跨页拆开的行已接回上一行：“{shown}”", row.page, row.line)
