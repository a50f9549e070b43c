"""The contents list (目录): what the document announces."""

import re
from collections.abc import Sequence

from attrs import evolve

from medinsure_budget.document.narrative import ContentsEntry
from medinsure_budget.evidence import Line
from medinsure_budget.lexicon import Shape
from medinsure_budget.reading.text.headings import ends_like_title, is_page_number, is_table_title, numbering
from medinsure_budget.records import frozen

_HEAD = {"目录", "目次", "目彔", "CONTENTS", "Contents"}
_LONGEST = 80
_FEWEST = 3
_SHORTEST_TITLE = 4


@frozen
class ContentsList:
    """The contents list and the lines it stands on, as positions in the given lines."""

    entries: tuple[ContentsEntry, ...]
    begin: int
    end: int


def find_contents(lines: Sequence[tuple[int, Line]]) -> ContentsList | None:
    """Find the contents list: from the word 目录 to the first line that is no entry or that repeats one.

    Page leaders and wrapped titles are understood.

    Args:
        lines: Page number and line, in printed order; a list set as a table comes as its rows, cells parted by tabs.
    """
    for begin, (_, line) in enumerate(lines):
        if "".join(line.text.split()) in _HEAD:
            entries, end = _entries(lines, begin + 1)
            return ContentsList(_without_headings_of_tables(entries), begin, end) if entries else None
    return None


_LEADERS_ONLY = re.compile(r"[.．·・…⋯‥_\s]{3,}")


def _entries(lines: Sequence[tuple[int, Line]], start: int) -> tuple[list[ContentsEntry], int]:
    entries: list[ContentsEntry] = []
    end = start
    for at in range(start, len(lines)):
        text = lines[at][1].text.strip()
        if not text or is_page_number(text) or _LEADERS_ONLY.fullmatch(text):
            continue
        entry = _entry(text)
        if entry is None or _is_outside(entry, entries, new_page=lines[at][0] != lines[at - 1][0]):
            break
        end = at + 1
        if entries and _continues(entries[-1], entry):
            entries[-1] = _joined(entries[-1], entry)
        else:
            entries.append(entry)
    return (entries, end) if len(entries) >= _FEWEST else ([], start)


_LEADER = Shape(r"[\s.．·・…⋯‥_\-—–]{2,}(\d{1,4})?\s*$|\s+(\d{1,4})\s*$|(?<=[^\d\s])(?<!年)(?<!第)(\d{1,3})\s*$")
_TABLE_NUMBER = Shape(r"\s+((?:{LISTED_NUMBER})?\s*\d{1,2}\s*表|(?:附?表)\s*\d{1,2})$")
_SENTENCE = Shape(r"[。；，！？]")


def _entry(text: str) -> ContentsEntry | None:
    number = numbering(text)
    title, page, printed_number = (number.rest if number else text), "", (number.text if number else "")
    if found := _TABLE_NUMBER.search(title):
        title, printed_number = title[: found.start()], "".join(found[1].split())
    elif found := _LEADER.search(title):
        page = next((g for g in found.groups() if g), "")
        title = title[: found.start()]
    title = title.strip().removesuffix("。")
    if not (title or (page and number)) or len(title) > _LONGEST or _SENTENCE.search(title):
        return None
    return ContentsEntry(printed_number, title, page, is_table_title(title))


def _is_outside(entry: ContentsEntry, entries: list[ContentsEntry], *, new_page: bool) -> bool:
    """Say whether a line stands after the list: a heading that was announced, or a line of another kind."""
    if new_page and not entry.number and not entry.page and not (entries and _continues(entries[-1], entry)):
        return True
    if len(entries) < _FEWEST:
        return False
    if not entry.page and not entry.number and all(e.page or e.number for e in entries):
        return not _continues(entries[-1], entry)
    return _repeats(entry, entries)


def _repeats(entry: ContentsEntry, entries: list[ContentsEntry]) -> bool:
    if entry.page:
        return False
    first, title = _key(entries[0].title), _key(entry.title)
    if entry.number and entry.number == entries[0].number:
        # A heading may be wrapped where its entry was not, and the other way round.
        return first.startswith(title) or title.startswith(first)
    return any(title == _key(e.title) and entry.number == e.number for e in entries)


def _key(title: str) -> str:
    return "".join(title.split()).replace("(", "（").replace(")", "）")


def _continues(before: ContentsEntry, entry: ContentsEntry) -> bool:
    """Say whether a line is the rest of a wrapped title: few characters, or the title had no end."""
    if entry.number or before.page or not before.number:
        return False
    return len(entry.title) <= _SHORTEST_TITLE or not ends_like_title(before.title)


def _joined(before: ContentsEntry, rest: ContentsEntry) -> ContentsEntry:
    title = before.title + rest.title
    return ContentsEntry(before.number, title, rest.page, is_table_title(title))


def _without_headings_of_tables(entries: list[ContentsEntry]) -> tuple[ContentsEntry, ...]:
    """Tell 四、部门预算表, under which tables are listed, from the tables."""
    return tuple(
        evolve(entry, is_table=False) if entry.is_table and below and _is_above(entry, below) else entry
        for entry, below in zip(entries, [*entries[1:], None], strict=True)
    )


def _is_above(entry: ContentsEntry, below: ContentsEntry) -> bool:
    if not below.is_table or not (own := numbering(entry.number)):
        return False
    under = numbering(below.number)
    return under.rank > own.rank if under else not below.number
