"""Rows that a page break cut in two: whether the first row of a page is only the rest of the row before it."""

import re

from attrs import evolve

from medinsure_budget.evidence import Note
from medinsure_budget.reading.performance.rows import Columns, PrintedRow, is_figure
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


def join_torn(above: PrintedRow, row: PrintedRow, table: Columns | None) -> tuple[PrintedRow, PrintedRow | None]:
    """Give the row above what the first row of a page only ends.

    Args:
        above: The last row of the page before.
        row: The first row of a page.
        table: The columns of the indicator table or the list that both stand in.

    Returns:
        The row above, whole again, and what remains of the row; ``None`` when all of it was the rest of words.
    """
    if _is_rest(row, above, table):
        return _with_rest(above, row.cells), None
    # A label beside several rows may be cut where its rows are not.
    begun = dict(above.cells)
    labels = tuple(cell for cell in row.cells if _ends_label(begun.get(cell[0], ""), cell[1]))
    whole, others = _with_rest(above, labels), row.without({column for column, _ in labels})
    if others.cells and not _is_rest(others, above, table):
        return whole, others
    return _with_rest(above, row.cells), None


def _ends_label(begun: str, text: str) -> bool:
    joined = begun + text
    return bool(begun) and (is_group(joined) or is_subgroup(joined) or (is_label(joined) and not is_label(text)))


def _is_rest(row: PrintedRow, above: PrintedRow, table: Columns | None) -> bool:
    begun = dict(above.cells)
    if row.is_rule or any(column not in begun or is_figure(text) for column, text in row.cells):
        return False
    named = {table.owner(column): column for column, _ in above.cells} if table else {}
    fields = {table.owner(column) for column, _ in row.cells} if table else set()
    if "name" in named or "target" in named:
        # No indicator lacks the points or the target that all of them have.
        wanted = named.keys() & {"weight", "score"} or named.keys() & {"target"}
        return bool(wanted) and not fields & wanted and bool(fields - {"", "group", "subgroup"})
    if grades := named.keys() & {"conclusion", "score"}:
        return not fields & grades
    if any(is_label(text) or is_label(begun[column]) for column, text in row.cells):
        return False
    # A row of its own begins with its label.
    return above.cells[0][0] not in dict(row.cells)


def _with_rest(above: PrintedRow, cells: tuple[tuple[int, str], ...]) -> PrintedRow:
    rest = dict(cells)
    return evolve(above, cells=tuple((c, text + ("" if rest.get(c) == text else rest.get(c, ""))) for c, text in above.cells))


def relabelled(rows: list[PrintedRow], row: PrintedRow, whole: PrintedRow) -> list[PrintedRow]:
    """The rows below with the whole label where the rest of it covers them too."""
    rests, labels = dict(row.cells), dict(whole.cells)
    return [
        evolve(below, cells=tuple(
            (column, labels[column] if column in below.continued and rests.get(column) == text else text)
            for column, text in below.cells
        ))
        for below in rows
    ]  # fmt: skip


def note_of(above: PrintedRow, whole: PrintedRow, row: PrintedRow) -> Note:
    """What is said about a row that was made whole."""
    words = next((new for (_, old), (_, new) in zip(above.cells, whole.cells, strict=True) if old != new), whole.cells[0][1])
    shown = words if len(words) <= _QUOTED else words[:_QUOTED] + "…"
    return Note("repaired", f"跨页拆开的行已接回上一行：“{shown}”", row.page, row.line)
