"""Plain text: lines, and tables whose columns are parted by tabs or stand below each other."""

from collections.abc import Iterator

from medinsure_budget.evidence import Source
from medinsure_budget.sources.aligned import AlignedTable, aligned_tables
from medinsure_budget.sources.layout import Pages
from medinsure_budget.sources.limits import Limits
from medinsure_budget.sources.words import decode, tidy

PAGE_BREAK = "\f"


def read_text(data: bytes, name: str = "", *, limits: Limits | None = None) -> Source:
    """Read plain text; lines with tabs are table rows, so are lines with aligned cells; a form feed begins a page.

    Raises:
        UnreadableFileError: when the bytes are empty or no text.
        LimitExceededError: when the file is larger than allowed.
    """
    (limits or Limits()).check_size(len(data), name)
    pages = Pages()
    lines = list(numbered_lines(decode(data, name)))
    aligned = {at: table for table in aligned_tables(lines) for at in range(table.first, table.end)}
    for at, (number, line) in enumerate(lines):
        if at in aligned:
            _add_aligned(aligned[at], at, pages)
        elif line == PAGE_BREAK:
            pages.end_page()
        elif "\t" in line:
            pages.add_row([tidy(cell) for cell in line.split("\t")], number)
        else:
            pages.add_line(tidy(line), number)
    return Source(name, pages.finished(), format="text")


def _add_aligned(table: AlignedTable, at: int, pages: Pages) -> None:
    """Add a table whose columns are parted by blanks, at its first line."""
    if at == table.first:
        pages.end_table()
        for cells, number in zip(table.rows, table.numbers, strict=True):
            pages.add_row(cells, number)
        pages.end_table()


def numbered_lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines with their numbers from 1 as an editor counts them; a form feed is a line of its own, `PAGE_BREAK`."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    for number, line in enumerate(text.split("\n"), 1):
        if PAGE_BREAK not in line:
            yield number, line
            continue
        before, *after = line.split(PAGE_BREAK)
        yield number, before
        for part in after:
            yield number, PAGE_BREAK
            yield number, part
