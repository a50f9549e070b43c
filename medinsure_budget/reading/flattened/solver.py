"""Tables that lost their cells: read by the labels of their forms, placed by their sums."""

import re
from collections.abc import Iterator, Sequence

from attrs import evolve

from medinsure_budget.evidence import Block, Grid, Line, Note
from medinsure_budget.forms.words import compact, fold
from medinsure_budget.reading.flattened.candidates import Candidate, states_unit
from medinsure_budget.reading.flattened.entries import Entry, decimals_of, read_entries
from medinsure_budget.reading.flattened.grids import RestoredRow, make_grid
from medinsure_budget.reading.flattened.regions import Lost, Region, Regular, find_regions
from medinsure_budget.reading.flattened.scrambled import unscrambled
from medinsure_budget.reading.flattened.shared_out import share_out
from medinsure_budget.reading.flattened.sides import read_sides
from medinsure_budget.reading.flattened.sisters import Sisters
from medinsure_budget.reading.flattened.table import FlatTable
from medinsure_budget.reading.flattened.tokens import tokens_of
from medinsure_budget.reading.tables.titles import is_remark, is_title, names_document, split_number, year_in
from medinsure_budget.reading.text.headings import numbering

_MOST_ROUNDS = 4
_FIRST_LINES = 60
_ONE_DIGIT = frozenset("123456789")
_CODE_BEFORE = re.compile(r"^[0-9]{3,}[-—–－]")
_FINISHED = ("。", "）", ")", "；")
_SHORT_REST = 4
# So many figures are written out in a note.
_MOST_NAMED = 4


def solved(
    blocks: Sequence[tuple[int, Block]], places: Sequence[Candidate]
) -> tuple[list[tuple[int, Block]], tuple[Note, ...]]:
    """The blocks with the tables that stand at these places as grids, and how they were restored."""
    notes: list[Note] = []
    found = list(_told(find_regions(_of_year(blocks, places), notes), notes))
    regions = [region for region in found if isinstance(region, Region)]
    grids = iter(_grids(regions, notes))
    restored: list[tuple[int, Block]] = []
    at = 0
    for region in found:
        restored += blocks[at : region.first]
        at = region.end
        inside = blocks[region.first : at]
        restored += [(page, line) for page, line in inside if isinstance(line, Line) and states_unit(line.text)][:1]
        if isinstance(region, Region) and (grid := next(grids)) is not None:
            restored.append((region.page, grid))
            at = _remark(blocks, region, restored)
        elif isinstance(region, Regular):
            restored.append((region.page, region.grid))
    restored += blocks[at:]
    return restored, tuple(notes)


def _of_year(blocks: Sequence[tuple[int, Block]], places: Sequence[Candidate]) -> Iterator[Candidate]:
    """The tables with the year that the document's title tells where their own does not: it tells the subjects."""
    titles = (compact(block.text) for _, block in blocks[:_FIRST_LINES] if isinstance(block, Line))
    year = next((year for title in titles if names_document(title) and (year := year_in(title))), None)
    for place in places:
        yield place if place.caption.year else evolve(place, caption=evolve(place.caption, year=year))


def _told(regions: Sequence[Region | Regular | Lost], notes: list[Note]) -> Iterator[Region | Regular | Lost]:
    """Take a header that stands between its rows only where these can be told all the same."""
    for region in regions:
        if not isinstance(region, Region) or region.otherwise is None or unscrambled(region) is not None or _is_whole(region):
            yield region
            continue
        other, told = region.otherwise
        notes += told
        if other is not None:
            yield other


def _is_whole(region: Region) -> bool:
    """Whether each row of a table of subjects with one amount has its code, name and figure in order."""
    if region.form.rows not in ("functional", "economic") or sum(c.role == "money" for c in region.header.columns) != 1:
        return False
    entries = read_entries(region, (), decimals_of([region]), [])
    return all((entry.code or entry.is_total) and entry.label and len(entry.figures) == 1 for entry in entries)


def _grids(regions: Sequence[Region], notes: list[Note]) -> list[Grid | None]:
    """Unit tables first: the names of units help to read projects, and coded tables to read those without codes."""
    sisters = Sisters()
    units_printed = {region.caption.unit for region in regions}
    of_unit = {unit: decimals_of(r for r in regions if r.caption.unit is unit) for unit in units_printed}
    decimals = [of_unit[region.caption.unit] for region in regions]
    tables: dict[int, list[FlatTable]] = {}
    units = {_CODE_BEFORE.sub("", r.caption.agency) for r in regions if r.caption.agency}
    for i, region in sorted(enumerate(regions), key=lambda pair: pair[1].form.rows != "unit"):
        if not region.form.sides:
            entries = _entries(region, units, decimals[i], notes)
            tables[i] = [FlatTable(region, entries, list(range(len(region.header.columns))))]
            if region.form.rows == "unit":
                units |= {e.label for e in entries if not e.is_total}
    names = frozenset(fold(e.label) for (t,) in tables.values() for e in t.entries if e.code)
    printed = {i: read_sides(r, names, decimals[i], notes) for i, r in enumerate(regions) if r.form.sides}
    for i, entries in printed.items():
        tables[i] = _sides(regions[i], entries, notes)
    _solve([table for parts in tables.values() for table in parts], sisters)
    grids: list[Grid | None] = []
    for i, region in enumerate(regions):
        if refused := _refusal(region, tables[i]):
            notes.append(refused)
            grids.append(None)
            continue
        notes += [note for table in tables[i] for note in table.notes()]
        grids.append(make_grid(region, _beside(printed[i], tables[i]) if i in printed else tables[i][0].rows()))
    return grids


def _entries(region: Region, units: set[str], decimals: int, notes: list[Note]) -> list[Entry]:
    """The rows of a one-sided table; where they hold too many figures, or the header between them, in another order."""
    found: list[Note] = []
    entries = read_entries(region, units, decimals, found)
    width = sum(c.role == "money" for c in region.header.columns)
    found += share_out(region, entries, lambda _: width)
    over = any(len(entry.figures) > width for entry in entries)
    if (over or region.otherwise) and (rows := unscrambled(region)) is not None:
        for entry in rows:
            entry.keys["name"] = entry.label
        message = "本表各栏在文字中次序已乱，科目编码按名称和上下级核对，金额按行内合计归行"
        notes.append(Note("repaired", message, region.page, region.heading[0].number, region.caption.title))
        notes += _short_codes(region)
        return rows
    notes += found
    return entries


def _short_codes(region: Region) -> Iterator[Note]:
    """Say where a part of a code is printed with one digit: its name told the other."""
    parts = [token for token in tokens_of(region.body) if token.kind == "digits" and token.text in _ONE_DIGIT]
    if parts:
        message = f"科目编码有{len(parts)}处只印一位数（如{parts[0].text}），按科目名称补为两位，与印刷不同"
        yield Note("unread", message, region.page, region.heading[0].number, region.caption.title)


def _refusal(region: Region, tables: Sequence[FlatTable]) -> Note | None:
    """Say why a table is not restored: figures for which its rows have no column are left over."""
    over = [token.text for table in tables for token in table.surplus]
    odd = region.otherwise and any(table.puzzle.broken or not table.adds_up for table in tables)
    if not over and not odd:
        return None
    count = sum(len(entry.figures) for table in tables for entry in table.entries)
    named = "、".join(over[:_MOST_NAMED]) + ("等" if len(over) > _MOST_NAMED else "")
    why = f"有{len(over)}个金额（{named}）没有对应的栏" if over else "上下级或行内合计对不上"
    message = f"本表在文字中已无分栏，{why}，各栏不能确定，全表{count}个金额没有读取"
    return Note("unread", message, region.page, region.heading[0].number, region.caption.title)


def _sides(region: Region, entries: Sequence[Entry], notes: list[Note]) -> list[FlatTable]:
    """Each side of a table as a table of its own; lines of a side that is not printed stand on the last one."""
    columns = region.header.columns
    panels = {c.panel: c.side for c in columns}
    last = list(panels.values())[-1]
    for entry in entries:
        entry.side = entry.side if entry.side in panels.values() else last
        entry.keys["name"] = entry.label
    notes += share_out(region, entries, lambda entry: sum(c.role == "money" and panels[c.panel] == entry.side for c in columns))
    return [
        FlatTable(region, [e for e in entries if e.side == side], [i for i, c in enumerate(columns) if c.panel == panel])
        for panel, side in panels.items()
    ]


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


def _beside(entries: Sequence[Entry], sides: Sequence[FlatTable]) -> list[RestoredRow]:
    """Rows of a two-sided table: what was printed on the left, and beside it what follows on the right."""
    restored = {id(entry): (n, row) for n, t in enumerate(sides) for entry, row in zip(t.entries, t.rows(), strict=True)}
    rows: list[RestoredRow] = []
    filled = -1
    for entry in entries:
        side, row = restored[id(entry)]
        if rows and side > filled:
            texts = tuple(mine or other for mine, other in zip(row.texts, rows[-1].texts, strict=True))
            rows[-1] = evolve(rows[-1], texts=texts)
        else:
            rows.append(row)
        filled = side
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
