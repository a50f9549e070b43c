"""Headers whose words did not keep their places above the columns: given back to them as an edition prints them.

Where blanks alone show the columns of a text, figures stand below each other, but a word of the header may be broken into
lines, touch its neighbour or lean to one side. Its words as a whole still say which header it is, and the columns of
figures and of labels below say where each of its columns stands. Nothing is taken unless their numbers agree.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from attrs import evolve

from medinsure_budget.evidence import Note
from medinsure_budget.facts import fact
from medinsure_budget.forms import ALL, Column
from medinsure_budget.reading.flattened.candidates import forms_of
from medinsure_budget.reading.tables.columns import plain_columns
from medinsure_budget.reading.tables.content import Content, content_of
from medinsure_budget.reading.tables.headers import Header
from medinsure_budget.reading.tables.layout import Table
from medinsure_budget.reading.tables.recognise import recognise

if TYPE_CHECKING:
    from medinsure_budget.reading.flattened.header import Header as FormHeader

_LABELS = ("code", "name", "unit", "unit_code", "line_number")


def with_known_headers(tables: Sequence[Table]) -> tuple[list[Table], list[Note]]:
    """The tables, those whose header does not fit its columns with one that does, and a note for each of them."""
    found: list[Table] = []
    notes: list[Note] = []
    for table in tables:
        header = _fitting(table) if table.pieces[0].grid.inferred and not _is_read(table, table.header) else None
        found.append(evolve(table, header=header) if header else table)
        if header:
            grid, title = table.pieces[0].grid, table.caption.title
            message = "表头各词在文字中的左右位置不清，已按全部用字认出表头，依栏目次序归栏"
            notes.append(Note("repaired", message, table.page, grid.line(0), title))
    return found, notes


def _is_read(table: Table, header: Header) -> bool:
    """Whether a header makes every column of amounts a form's, and puts no amount among the labels."""
    rows = list(table.rows())
    found = recognise(table.caption.title, plain_columns(header, content_of(rows, table.width)), rows)
    if not found.form.title or found.downward:
        return found.downward
    labels = [c for c, column in enumerate(found.columns) if column.role in _LABELS]
    amounts = any(_is_amount(row[c]) for row in rows for c in labels if c < len(row))
    return not amounts and all(column.field for column in found.columns if column.role == "money")


def _is_amount(text: str) -> bool:
    """Whether a cell holds a figure with decimals or thousands."""
    return bool({".", ","} & {*text}) and fact(text).figure


def _fitting(table: Table) -> Header | None:
    """The header of an edition that has the same words and as many columns; ``None`` where there is none."""
    # Few files have such tables, and what knows the headers of editions is large.
    from medinsure_budget.reading.flattened.known import known_header

    rows = [piece.grid.row_texts(r) for piece in table.pieces[:1] for r in range(table.header.depth)]
    # A word over several columns is written once for each of them.
    words = ["".join(text for text, _ in groupby(texts) if not fact(text).ordinal) for texts in rows]
    forms = forms_of(table.caption.title) if table.caption.title else [cls.form for cls in ALL]
    known = known_header(words, [len(words)], forms)
    if known is None or known[1].blocks:
        return None
    paths = list(_paths(table, known[1]))
    header = evolve(table.header, paths=tuple(paths), beside=())
    return header if len(paths) == table.width and _is_read(table, header) else None


def _paths(table: Table, known: "FormHeader") -> Iterator[tuple[str, ...]]:
    """The header words of each column; fewer than there are columns where the runs of figures differ."""
    content = content_of(list(table.rows()), table.width)
    numbered = [ordinal.isdecimal() for ordinal in table.header.ordinals]
    is_figure = [held.figures > held.words or number for held, number in zip(content, numbered, strict=True)]
    runs = [list(run) for _, run in groupby(range(table.width), key=lambda c: is_figure[c])]
    printed = [list(run) for _, run in groupby(known.columns, key=lambda column: column.role == "money")]
    if len(runs) != len(printed):
        return
    for run, columns in zip(runs, printed, strict=True):
        if is_figure[run[0]] != (columns[0].role == "money") or (is_figure[run[0]] and len(run) != len(columns)):
            return
        yield from (c.path for c in columns) if is_figure[run[0]] else _labels([content[c] for c in run], columns)


def _labels(content: Sequence[Content], columns: Sequence[Column]) -> Iterator[tuple[str, ...]]:
    """The header words of columns of labels: in their order, or by what the columns hold where some are blank."""
    filled = sum(held != Content() for held in content)
    waiting = iter(columns)
    for held in content:
        if held == Content():
            yield ()
        elif filled == len(columns):
            yield next(waiting).path
        else:
            roles = ("line_number",) if held.counting else ("code", "unit_code") if held.codes > held.words else ("name", "unit")
            yield next((column.path for column in columns if column.role in roles), ())
