"""Turning documents with tables into the text that a careless PDF conversion leaves: for the tests of its repair."""

from collections.abc import Iterator
from random import Random
from unicodedata import east_asian_width

from attrs import frozen

from medinsure_budget.evidence import Line, Page, Source
from medinsure_budget.reading.tables.layout import Table, find_tables


@frozen
class Damage:
    """What a conversion does to a table.

    Attributes:
        label: Characters after which labels are wrapped.
        header: Characters after which header words are wrapped; 1 prints them downward.
        torn: The share of figures whose last digit falls on the next line.
        footer: Lines after which a page number is printed, 0 for none.
        glued: Whether words lose the blanks beside them.
    """

    label: int = 6
    header: int = 1
    torn: float = 0.0
    footer: int = 0
    seed: int = 1


def flatten(source: Source, damage: Damage) -> Source:
    """The document with every table as lines of text, blank cells lost."""
    random = Random(damage.seed)  # noqa: S311 - tests repeat
    layout = find_tables([(page.number, block) for page in source.pages for block in page.blocks])
    texts = [line.text for _, line in layout.text]
    for table in layout.tables:
        texts += _paged(list(_flattened(table, damage, random)), damage)
    lines = tuple(Line(text, number) for number, text in enumerate(texts, 1) if text)
    return Source(source.name, (Page(1, lines),), format="text")


def _paged(lines: list[str], damage: Damage) -> Iterator[str]:
    for n, line in enumerate(lines, 1):
        yield line
        if damage.footer and n % damage.footer == 0 and n > 5:
            yield f"— {n // damage.footer} —"


def _flattened(table: Table, damage: Damage, random: Random) -> Iterator[str]:
    caption = table.caption
    if caption.number:
        yield caption.number
    yield caption.title
    if caption.unit:
        agency = caption.agency if caption.agency[:1].isdigit() else f"部门名称：{caption.agency}"
        yield f"{agency if caption.agency else ''} 单位：{caption.unit.value}".strip()
    for words in _header(table):
        yield from _wrapped(words, damage.header)
    if any(table.header.ordinals):
        yield " ".join(text or "**" for text in table.header.ordinals)
    for piece in table.pieces:
        for r in range(piece.first, piece.grid.height):
            yield from _row([t.strip() for t in piece.grid.row_texts(r)], damage, random)
    yield from table.remarks


def _header(table: Table) -> Iterator[str]:
    """Header words level by level, as they stand from the top down."""
    for level in range(max(len(path) for path in table.header.paths)):
        last = None
        for path in table.header.paths:
            here = path[: level + 1]
            if len(path) > level and (here != last or len(path) == level + 1):
                yield path[level]
            last = here


def _row(cells: list[str], damage: Damage, random: Random) -> Iterator[str]:
    line: list[str] = []
    for cell in filter(None, cells):
        figure = cell.replace(",", "").replace(".", "", 1).isdigit()
        pieces = [cell] if figure else list(_wrapped(cell, damage.label))
        if figure and "." in cell and random.random() < damage.torn:
            pieces = [cell[:-1], cell[-1]]
        if len(pieces) == 1:
            line += pieces
            continue
        if line:
            yield " ".join(line)
        yield from pieces
        line = []
    if line:
        yield " ".join(line)


def _wrapped(text: str, width: int) -> Iterator[str]:
    plain = text.replace(" ", "")
    for begin in range(0, len(plain), width):
        yield plain[begin : begin + width]


def lay_out(source: Source) -> str:
    """The document as text whose table columns are kept by blanks, headings centred, figures at the right."""
    layout = find_tables([(page.number, block) for page in source.pages for block in page.blocks])
    lines = [line.text for _, line in layout.text]
    for table in layout.tables:
        lines += ["", table.caption.number, " " * 20 + table.caption.title]
        if table.caption.unit:
            lines.append(" " * 60 + f"单位：{table.caption.unit.value}")
        lines += [*_laid_out(table), *table.remarks]
    return "\n".join(lines)


def _laid_out(table: Table) -> Iterator[str]:
    paths, ordinals = table.header.paths, list(table.header.ordinals)
    rows = [
        [text.replace(" ", "") for text in piece.grid.row_texts(row)]
        for piece in table.pieces
        for row in range(piece.first, piece.grid.height)
    ]
    rows = [row + [""] * (len(paths) - len(row)) for row in rows]
    leaves = [path[-1] if path else "" for path in paths]
    widths = [max(_width(t) for t in column) for column in zip(leaves, ordinals, *rows, strict=True)]
    for level in range(max(len(path) for path in paths)):
        yield "  " + "   ".join(_heading(paths, widths, level)).rstrip()
    if any(ordinals):
        yield "  " + "   ".join(map(_centred, ordinals, widths)).rstrip()
    for row in rows:
        yield "  " + "   ".join(map(_padded, row, widths)).rstrip()


def _heading(paths: tuple[tuple[str, ...], ...], widths: list[int], level: int) -> Iterator[str]:
    """The words of one level, each centred over the columns below it."""
    at = 0
    while at < len(paths):
        end = at + 1
        while level < len(paths[at]) - 1 and end < len(paths) and paths[end][: level + 1] == paths[at][: level + 1]:
            end += 1
        word = paths[at][level] if level < len(paths[at]) else ""
        yield _centred(word, sum(widths[at:end]) + 3 * (end - at - 1))
        at = end


def _centred(text: str, width: int) -> str:
    left = (width - _width(text)) // 2
    return " " * left + text + " " * (width - _width(text) - left)


def _padded(text: str, width: int) -> str:
    room = " " * (width - _width(text))
    return room + text if text.replace(".", "", 1).isdigit() and "." in text else text + room


def _width(text: str) -> int:
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)
