"""Plain text: lines, and tables whose cells are parted by bars, tabs or blanks, or stand one to a line."""

from collections.abc import Iterator
from operator import and_

from medinsure_budget.allowance import spend
from medinsure_budget.evidence import Note, Source
from medinsure_budget.sources.bars import bar_tables
from medinsure_budget.sources.layout import Pages
from medinsure_budget.sources.limits import Limits
from medinsure_budget.sources.parted import PAGE_BREAK, Lines, TextTable
from medinsure_budget.sources.words import decode, tidy

# At most one line in so many of a table of a cell a line has another directly below it.
_MOST_ADJACENT = 10


def read_text(data: bytes, name: str = "", *, limits: Limits | None = None) -> Source:
    """Read plain text; a form feed begins a page.

    Lines with tabs or bars are table rows; so are lines whose cells stand below each other, and cells that stand one
    to a line where a blank line after each shows which are blank.

    Raises:
        UnreadableFileError: when the bytes are empty or no text.
        LimitExceededError: when the file is larger than allowed.
    """
    (limits or Limits()).check_size(len(data), name)
    pages = Pages()
    lines = list(numbered_lines(decode(data, name)))
    tables = {table.first: table for table in _tables(lines)}
    notes: list[Note] = []
    at = 0
    while at < len(lines):
        number, line = lines[at]
        if (table := tables.get(at)) is not None:
            table.add_to(pages)
            notes += table.notes(pages.number)
            at = table.end
            continue
        if line == PAGE_BREAK:
            pages.end_page()
        elif "\t" in line:
            pages.add_row([tidy(cell) for cell in line.split("\t")], number)
        else:
            pages.add_line(tidy(line), number)
        at += 1
    return Source(name, pages.finished(), tuple(notes), format="text")


def _tables(lines: Lines) -> Iterator[TextTable]:
    """The tables of a text: each way to write them is looked for in the lines that the ways before left."""
    for find in (bar_tables, _spaced_tables, _aligned_tables):
        found = list(find(lines))
        yield from found
        if taken := {at for table in found for at in range(table.first, table.end)}:
            lines = [(number, PAGE_BREAK if at in taken else line) for at, (number, line) in enumerate(lines)]


def _spaced_tables(lines: Lines) -> Iterator[TextTable]:
    """Tables of a cell a line; text whose lines follow each other as well has blank lines for other reasons."""
    filled = [bool(line.strip()) for _, line in lines]
    if sum(map(and_, filled, filled[1:])) * _MOST_ADJACENT <= sum(filled):
        from medinsure_budget.sources.cells import cell_tables

        yield from cell_tables(lines)


def _aligned_tables(lines: Lines) -> Iterator[TextTable]:
    if any("  " in line.strip() for _, line in lines):
        from medinsure_budget.sources.aligned import aligned_tables

        yield from aligned_tables(lines)


def numbered_lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines with their numbers from 1 as an editor counts them; a form feed is a line of its own, `PAGE_BREAK`."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    spend("正文", lines=text.count("\n") + text.count(PAGE_BREAK))
    for number, line in enumerate(text.split("\n"), 1):
        if PAGE_BREAK not in line:
            yield number, line
            continue
        before, *after = line.split(PAGE_BREAK)
        yield number, before
        for part in after:
            yield number, PAGE_BREAK
            yield number, part
