"""Plain text: lines, and tables whose columns are parted by tabs."""

from collections.abc import Iterator

from medinsure_budget.evidence import Source
from medinsure_budget.sources.layout import Pages
from medinsure_budget.sources.limits import Limits
from medinsure_budget.sources.words import decode, tidy

PAGE_BREAK = "\f"


def read_text(data: bytes, name: str = "", *, limits: Limits | None = None) -> Source:
    """Read plain text; lines with tabs are table rows, a form feed begins a page.

    Raises:
        UnreadableFileError: when the bytes are empty or no text.
        LimitExceededError: when the file is larger than allowed.
    """
    (limits or Limits()).check_size(len(data), name)
    pages = Pages()
    for number, line in numbered_lines(decode(data, name)):
        if line == PAGE_BREAK:
            pages.end_page()
        elif "\t" in line:
            pages.add_row([tidy(cell) for cell in line.split("\t")], number)
        else:
            pages.add_line(tidy(line), number)
    return Source(name, pages.finished(), format="text")


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
