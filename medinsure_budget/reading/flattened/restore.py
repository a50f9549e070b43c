"""Tables that lost their cells: found by their titles, read by the labels of their forms, placed by their sums."""

import re
from collections.abc import Sequence
from decimal import Decimal

from attrs import evolve, frozen

from medinsure_budget.evidence import Block, Grid, Line, Note
from medinsure_budget.forms.words import compact, fold
from medinsure_budget.money import Unit, parse_amount
from medinsure_budget.reading.captions import is_remark, is_title, split_number
from medinsure_budget.reading.flattened.entries import Entry, decimals_of, read_entries
from medinsure_budget.reading.flattened.grids import RestoredRow, make_grid
from medinsure_budget.reading.flattened.regions import Region, find_regions
from medinsure_budget.reading.flattened.sides import read_sides
from medinsure_budget.reading.flattened.sisters import Sisters
from medinsure_budget.reading.flattened.table import FlatTable
from medinsure_budget.reading.headings import numbering

_MOST_ROUNDS = 4
_CODE_BEFORE = re.compile(r"^[0-9]{3,}[-—–－]")
_FINISHED = ("。", "）", ")", "；")
_SHORT_REST = 4


@frozen
class Restored:
    """The blocks of a document with its flattened tables as grids, and how they were restored."""

    blocks: list[tuple[int, Block]]
    notes: tuple[Note, ...] = ()


def restore_flattened(blocks: Sequence[tuple[int, Block]]) -> Restored:
    """Find tables whose cells became lines of text, and give their figures back to their columns.

    A placement is taken when the form's sums, the hierarchy of codes, the total row or the same amounts in other
    tables of the document leave only one; where they leave several, a note lists them and the leftmost is taken. No
    figure is ever changed. Documents without such tables come back as they are.

    Args:
        blocks: Page number and line or grid, in printed order.
    """
    notes: list[Note] = []
    regions = find_regions(blocks, notes)
    if not regions:
        return Restored(list(blocks), tuple(notes))
    grids = _grids(regions, notes)
    restored: list[tuple[int, Block]] = []
    at = 0
    for region, grid in zip(regions, grids, strict=True):
        restored += [*blocks[at : region.first], (region.page, grid)]
        at = _remark(blocks, region, restored)
    restored += blocks[at:]
    return Restored(restored, tuple(notes))


def _grids(regions: Sequence[Region], notes: list[Note]) -> list[Grid]:
    """Coded and unit tables first: their names and amounts help to read the others."""
    sisters = Sisters()
    decimals = decimals_of(regions)
    tables: dict[int, FlatTable] = {}
    units = {_CODE_BEFORE.sub("", r.caption.agency) for r in regions if r.caption.agency}
    for i, region in sorted(enumerate(regions), key=lambda pair: pair[1].form.rows != "unit"):
        if not region.form.sides:
            tables[i] = FlatTable(region, read_entries(region, units, decimals, notes))
            if region.form.rows == "unit":
                units |= {e.label for e in tables[i].entries if not e.is_total}
    names = frozenset(fold(e.label) for t in tables.values() for e in t.entries if e.code)
    sides = {i: read_sides(r, names, decimals, notes) for i, r in enumerate(regions) if r.form.sides}
    for i, entries in sides.items():
        _tell_sides(regions[i], entries, sisters)
    _solve(list(tables.values()), sisters)
    for table in tables.values():
        notes += table.notes()
    grids = []
    for i, region in enumerate(regions):
        rows = tables[i].rows() if i in tables else _beside(region, sides[i], notes)
        grids.append(make_grid(region, rows))
    return grids


def _solve(tables: Sequence[FlatTable], sisters: Sisters) -> None:
    """Let the tables decide each other, a bounded number of times; then choose where nothing decides."""
    for _ in range(_MOST_ROUNDS):
        for table in tables:
            table.tell(sisters)
        changed = [table.ask(sisters) for table in tables]
        if not any(changed):
            break
    for table in tables:
        table.choose()
        table.tell(sisters)


def _tell_sides(region: Region, entries: Sequence[Entry], sisters: Sisters) -> None:
    factor = (region.caption.unit or Unit.YUAN).factor
    for entry in entries:
        if entry.side == "income" and len(entry.figures) < 2:
            amounts = [parse_amount(t.text) for t in entry.figures]
            amount: Decimal | None = amounts[0] * factor if amounts and amounts[0] is not None else None
            sisters.tell(region.form, "", entry.label, {"amount": amount}, total=False)


def _beside(region: Region, entries: Sequence[Entry], notes: list[Note]) -> list[RestoredRow]:
    """Rows of a two-sided table: what was printed on the left, and beside it what follows on the right."""
    columns = region.header.columns
    panels = {c.side: [i for i, d in enumerate(columns) if d.panel == c.panel] for c in columns}
    rows: list[RestoredRow] = []
    filled = -1
    for entry in entries:
        places = panels.get(entry.side) or list(panels.values())[-1]
        texts = dict(zip(places, [entry.label, *(t.text for t in entry.figures)], strict=False))
        if surplus := entry.figures[len(places) - 1 :]:
            message = f"“{entry.label}”行多出的金额没有对应的栏：{'、'.join(t.text for t in surplus)}"
            notes.append(Note("unread", message, region.page, entry.line, region.caption.title))
        if not rows or places[0] <= filled:
            rows.append(RestoredRow(entry.line, ("",) * len(columns)))
        rows[-1] = evolve(rows[-1], texts=tuple(texts.get(i, t) for i, t in enumerate(rows[-1].texts)))
        filled = places[0]
    message = f"本表在文字中已无分栏，按表式恢复：收支两侧共{len(entries)}项，金额归于其前的项目"
    notes.append(Note("repaired", message, region.page, region.heading[0].number, region.caption.title))
    return rows


def _remark(blocks: Sequence[tuple[int, Block]], region: Region, restored: list[tuple[int, Block]]) -> int:
    """Put the note under a table on one line; the index behind it."""
    at = region.end
    page, block = blocks[at] if at < len(blocks) else (0, None)
    if not isinstance(block, Line) or not is_remark(block.text):
        return at
    text = compact(block.text)
    at += 1
    while at < len(blocks) and isinstance(rest := blocks[at][1], Line) and _goes_on(text, rest.text, region):
        text, at = text + compact(rest.text), at + 1
    restored.append((page, evolve(block, text=text)))
    return at


def _goes_on(text: str, rest: str, region: Region) -> bool:
    """Say whether a line is the rest of a wrapped note: the form's own note says so, or it is a few characters."""
    words = compact(rest)
    if fold(region.form.note).startswith(fold(text + words)):
        return True
    other = split_number(words)[1] or is_title(words) or numbering(words) or is_remark(words)
    return not text.endswith(_FINISHED) and len(words) <= _SHORT_REST and not other
