"""The lines of a table's body: each block's rows, and the blocks beside each other with their totals aligned."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from attrs import evolve, field

from medinsure_budget.editions import Printed
from medinsure_budget.forms import Column, Row, Sheet
from medinsure_budget.forms.words import compact
from medinsure_budget.money import Money
from medinsure_budget.records import frozen, value

# A line belongs to one of four segments that are aligned between the sides:
HEAD, YEAR, BALANCES, TOTAL = range(4)


@value
class Entry:
    """What one column prints in one line; ``columns`` counts the columns it covers."""

    value: str | Money | None
    columns: int = 1
    indent: int = 0
    bold: bool = False
    field: str = ""
    source: Row | None = None


@frozen
class Line:
    """One line of one block, or of the whole table."""

    entries: Mapping[int, Entry] = field(factory=dict)
    segment: int = HEAD
    number: str = ""


@frozen
class Block:
    """Neighbouring columns that print rows of their own: a side, a panel, or the whole table."""

    columns: tuple[tuple[int, Column], ...]

    @property
    def key(self) -> tuple[str, int]:
        """The side and the panel."""
        return self.columns[0][1].side, self.columns[0][1].panel

    def places(self, *roles: str) -> list[int]:
        """The places of the columns of these roles."""
        return [place for place, column in self.columns if column.role in roles]


def blocks(columns: Sequence[Column]) -> list[Block]:
    """Part the columns of a table into its blocks."""
    grouped = groupby(enumerate(columns), key=lambda pair: (pair[1].side, pair[1].panel))
    return [Block(tuple(group)) for _, group in grouped]


def block_lines(
    sheet: Sheet[Row], printed: Printed, block: Block, levels: Mapping[int, int]
) -> list[Line]:
    """The lines of one block, blank numbered lines included."""
    if sheet.items:
        return list(_item_lines(sheet, block))
    rows = _rows_of(sheet, printed, block)
    lines = [_line(group, printed, block, levels) for group in _by_measure(rows, block)]
    return list(_with_blank_numbers(_in_segments(lines, sheet, block), block))


def _rows_of(sheet: Sheet[Row], printed: Printed, block: Block) -> list[Row]:
    columns = sheet.columns or printed.columns
    side, panel = block.key
    sides = list(dict.fromkeys(c.side for c in columns))
    # A side without columns of its own stands in the last block, as totals of expenditure do beside purposes.
    rows = [row for row in sheet if row.side == side or (row.side not in sides and side == sides[-1])]
    if len({c.panel for c in columns if c.side == side}) == 1:
        return rows
    return [row for row in rows if row.panel == panel]


def _by_measure(rows: list[Row], block: Block) -> Iterator[list[Row]]:
    """Rows of several measures stand in one line where the block has a column for each."""
    if not any(c.measure for _, c in block.columns):
        yield from ([row] for row in rows)
        return
    line: list[Row] = []
    for row in rows:
        same = line and (row.code, row.name) == (line[0].code, line[0].name)
        if line and (not same or row.measure in {other.measure for other in line}):
            yield line
            line = []
        line.append(row)
    if line:
        yield line


def _line(rows: list[Row], printed: Printed, block: Block, levels: Mapping[int, int]) -> Line:
    first = rows[0]
    entries: dict[int, Entry] = {}
    measured = [(row, dict(row.figures())) for row in rows]
    for place, column in block.columns:
        if column.role == "money":
            source, amounts = next((found for found in measured if column.measure in ("", found[0].measure)), (None, {}))
            amount = amounts.get(column.field or column.header)
            entries[place] = Entry(amount, field=column.field, source=source)
    entries |= _codes(first, printed, block) | _names(first, printed, block, levels) | _texts(first, block)
    bold = first.is_total or first.line.startswith(("year_", "total_")) or first.line.endswith("_total")
    return Line(_in_bold(entries) if bold else entries, number=first.line_number)


def _in_bold(entries: Mapping[int, Entry]) -> dict[int, Entry]:
    return {place: evolve(entry, bold=True) for place, entry in entries.items()}


def _codes(row: Row, printed: Printed, block: Block) -> dict[int, Entry]:
    """A code stands in one cell, over the columns of 类 款 项 where these are not filled apart."""
    places = block.places("code")
    if not places or not row.code:
        return {}
    if printed.split_codes and len(places) > 1:
        parts = [row.code[:3], row.code[3:5], row.code[5:]][: len(places)]
        return {place: Entry(part) for place, part in zip(places, parts, strict=False)}
    return {places[0]: Entry(row.code, columns=len(places))}


def _names(row: Row, printed: Printed, block: Block, levels: Mapping[int, int]) -> dict[int, Entry]:
    # An empty table may have been read without telling its name column from the codes.
    places = block.places("name") or ([] if row.code else block.places("code")[-1:])
    if not places:
        return {}
    if len(places) > 1:
        return _split_name(row, places)
    codes = block.places("code")
    if printed.total_across and row.is_total and codes and codes[-1] + 1 == places[0]:
        return {codes[0]: Entry(row.name, columns=len(codes) + 1)}
    return {places[0]: Entry(row.name, indent=_indent(row, levels))}


def _split_name(row: Row, places: list[int]) -> dict[int, Entry]:
    """Names of several columns, joined by ``/``, go back to where they were printed; else they fill from the left."""
    parts = row.name.split("/", len(places) - 1)
    if row.origin is not None and places[-1] < row.origin.grid.width:
        cells = {place: row.origin.grid.places[row.origin.row][place] for place in places}
        own = {place: cell.text if cell and compact(cell.text) in parts else "" for place, cell in cells.items()}
        if len(set(own.values()) - {""}) == len(set(parts)):
            return _spread_alone({place: text for place, text in own.items() if text}, places)
    return _spread_alone(dict(zip(places, parts, strict=False)), places)


def _spread_alone(texts: dict[int, str], places: list[int]) -> dict[int, Entry]:
    """A label alone in two columns of names covers both, as a total does above groups of sources."""
    if len(texts) == 2 and len(places) == 2 and len(set(texts.values())) == 1:
        texts = {places[0]: texts[places[0]]}
    if list(texts) == places[:1] and len(places) == 2:
        return {places[0]: Entry(texts[places[0]], columns=2)}
    return {place: Entry(texts.get(place, "")) for place in places}


def _texts(row: Row, block: Block) -> dict[int, Entry]:
    texts: dict[int, Entry] = {}
    for place, column in block.columns:
        if column.role == "unit_code":
            texts[place] = Entry(str(getattr(row, "unit_code", "")))
        elif column.role in ("unit", "text"):
            name = column.field or column.role
            texts[place] = Entry(str(getattr(row, name, "")))
        elif column.role == "line_number":
            texts[place] = Entry(row.line_number)
    return texts


def _indent(row: Row, levels: Mapping[int, int]) -> int:
    """款 and 项 are set in below 类; lines that add up to another line are set in below it."""
    if depth := row.depth or levels.get(id(row), 0):
        return depth - 1
    lines = row.form.lines
    whole = [line for line in lines if row.line and row.line in line.sums and not line.key.startswith(("year_", "total_"))]
    return 1 if whole or any(line.key == row.line and line.after for line in lines) else 0


def _item_lines(sheet: Sheet[Row], block: Block) -> Iterator[Line]:
    """Items run downward; each row of the sheet is a column of amounts."""
    for group in _item_groups(sheet, block):
        for item in sheet.items:
            entries = {place: Entry(item.label) for place in block.places("name")}
            for place, row in group.items():
                entries[place] = Entry(row.amount_of(item.field), field=item.field, source=row)
            bold = item.field in ("total", "grand_total")
            yield Line(_in_bold(entries) if bold else entries)


def _item_groups(sheet: Sheet[Row], block: Block) -> list[dict[int, Row]]:
    """Which row fills which column of amounts; further rows of the same measure begin a further set of items."""
    groups: list[dict[int, Row]] = []
    amounts = [(place, c) for place, c in block.columns if c.role == "money"]
    for row in sheet:
        fitting = [place for place, c in amounts if c.measure == row.measure] or [place for place, _ in amounts]
        free = [place for place in fitting if groups and place not in groups[-1]]
        if not free:
            groups.append({})
            free = fitting
        groups[-1][free[0]] = row
    return groups or [{}]


def _in_segments(lines: list[Line], sheet: Sheet[Row], block: Block) -> Iterator[Line]:
    """Tell the head of a side from the totals and balances below it."""
    sided = bool(block.key[0])
    panelled = not sided and any(c.panel for c in sheet.columns)
    segment = HEAD
    for line in lines:
        key = next((e.source.line for e in line.entries.values() if e.source is not None), "")
        if panelled:
            yield evolve(line, segment=TOTAL if key else HEAD)
            continue
        if sided and key.startswith("total_"):
            segment = TOTAL
        elif sided and key.startswith("year_"):
            segment = YEAR
        elif segment == YEAR:
            segment = BALANCES
        yield evolve(line, segment=segment)


def _with_blank_numbers(lines: Iterator[Line], block: Block) -> Iterator[Line]:
    """Print the numbered lines that the form leaves blank between two lines."""
    places = block.places("line_number")
    last: Line | None = None
    for line in lines:
        if places and last is not None and last.number.isdecimal() and line.number.isdecimal():
            segment = BALANCES if last.segment == YEAR else last.segment
            for number in range(int(last.number) + 1, int(line.number)):
                yield Line({places[0]: Entry(str(number))}, segment, str(number))
        yield line
        last = line


def side_by_side(parts: Sequence[tuple[Block, list[Line]]], printed: Printed) -> list[Line]:
    """Put the blocks beside each other, each segment as high as its highest block."""
    merged: list[Line] = []
    for segment in (HEAD, YEAR, BALANCES, TOTAL):
        heights = [[line for line in lines if line.segment == segment] for _, lines in parts]
        for i in range(max(map(len, heights), default=0)):
            row = [lines[i] if i < len(lines) else None for lines in heights]
            merged.append(_merge(row, parts, printed, segment))
    return merged


def _merge(row: list[Line | None], parts: Sequence[tuple[Block, list[Line]]], printed: Printed, segment: int) -> Line:
    entries: dict[int, Entry] = {}
    for line, (block, _) in zip(row, parts, strict=True):
        if line is None:
            continue
        entries |= line.entries
        if segment == TOTAL and block.key[0] == "" and len(parts) > 1:
            entries = {**entries, **_panel_total(line, block, parts)}
    if printed.totals_under_purpose and segment != HEAD:
        entries |= _under_purpose(entries, parts)
    return Line(entries, segment)


def _panel_total(line: Line, block: Block, parts: Sequence[tuple[Block, list[Line]]]) -> dict[int, Entry]:
    """The total of several panels has its label over all of them and its amount in the last column."""
    names, amounts = block.places("name"), block.places("money")
    if not names or not amounts or not line.entries[names[0]].value:
        return {}
    path = block.columns[0][1].path
    family = [b for b, _ in parts if b is block or (len(path) > 1 and b.columns[0][1].path[:1] == path[:1])]
    bare = {id(other) for other, lines in parts if not _has_total(lines)} | {id(block)}
    span = family if all(id(other) in bare for other in family) else [block]
    first, last = min(span[0].places("code", "name")), span[-1].places("money")[-1]
    label = evolve(line.entries[names[0]], columns=last - first, indent=0)
    return {first: label, last: line.entries[amounts[0]]}


def _has_total(lines: list[Line]) -> bool:
    return any(line.segment == TOTAL for line in lines)


def _under_purpose(entries: dict[int, Entry], parts: Sequence[tuple[Block, list[Line]]]) -> dict[int, Entry]:
    """The totals of expenditure have their label from the functional names on and their amount under the purposes."""
    sides = {block.key[0]: block for block, _ in parts}
    if not {"expenditure", "purpose"} <= sides.keys():
        return {}
    first = sides["expenditure"].places("name")[0]
    amount, last = sides["expenditure"].places("money")[0], sides["purpose"].places("money")[-1]
    if first not in entries or not entries[first].value:
        return {}
    return {first: evolve(entries[first], columns=last - first), last: entries.get(amount, Entry(None))}
