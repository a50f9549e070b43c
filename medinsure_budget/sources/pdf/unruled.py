"""Tables without rulings: lines whose figures stand below one another.

A table is known by at least two neighbouring lines that hold figures apart from their labels. Its columns are the
stripes that the words of these lines occupy; the white between them is what a ruling would be elsewhere.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import evolve

from medinsure_budget.evidence import Box, Cell, Grid
from medinsure_budget.lexicon import Shape
from medinsure_budget.sources.pdf.headed import Word, arrange
from medinsure_budget.sources.pdf.parts import Row, close, has_gap, near, overlap, row_of
from medinsure_budget.sources.pdf.stripes import (
    figure_stripes,
    find_columns,
    head_stripes,
    listed_columns,
    placed,
    touch,
)
from medinsure_budget.sources.pdf.words import Run

# How far, in points, words that begin below one another may be apart.
_ALIGNED = 3.0
# A label that takes up this part of its column may have been wrapped.
_FILLED = 0.6
# A header is at most this many lines high.
_HEADER = 9
# A single line of so many figures is a table: the totals that a page break left alone.
_WIDE = 3
# What introduces a value or ends a sentence stands beside tables, not in them.
_PROSE = "：:。，；"
# The last line above a table.
_UNIT = Shape(r"单\s*位\s*[：:]\s*{MONEY}")
# No line ends with an opening bracket or begins with a closing one.
_UNBREAKABLE = re.compile(r"[（(《“]*(?:[0-9A-Za-z.,%]+|.)[）)》”、，。；：%]*")
# What begins a label, and no rest of one.
_LISTED = Shape(r"[（(]?(?:{NUMERAL}|[0-9]){1,3}[、.．）)]")


def find_tables(lines: Sequence[Run], page: int, before: Grid | None = None) -> tuple[list[Grid], list[Run]]:
    """Take the unruled tables out of the lines of a page; the second value are the lines that remain.

    Args:
        lines: From top to bottom.
        page: The page's number.
        before: The last table of the page before. It may go on here, and gets the rest of a row that was torn.
    """
    if not any(map(has_gap, lines)):
        return [], list(lines)
    rows = [row_of(line) for line in lines]
    grids: list[Grid] = []
    rest: list[Run] = []
    end = 0
    waiting = list(_bodies(rows))
    while waiting:
        first, last = waiting.pop(0)
        start, body, columns = _layout(rows, (first, last), end, None if grids else before)
        if len(columns) > 1:
            below = _end(rows, last, columns)
            if waiting and waiting[0][0] == below > last + 1:
                waiting[0] = (first, waiting[0][1])
                continue
            rest += lines[end:start]
            end = below
            bands = _bands(rows[start:body], rows[body:end], columns)
            if body < first and before is not None and _complete(before, bands[0], columns):
                del bands[0]
            heads = head_stripes(rows[start:body], columns) or columns
            grids.append(_grid(bands, columns, heads if start < body else [], page))
    return grids, [*rest, *lines[end:]]


def _layout(
    rows: list[Row], stretch: tuple[int, int], earliest: int, before: Grid | None
) -> tuple[int, int, list[Box]]:
    """Where the header and the body of a table begin, and its columns."""
    first, last = stretch
    start = _header_start(rows, first, earliest)
    columns = find_columns(rows[start:first], rows[first : last + 1])
    figures = figure_stripes(rows[first : last + 1])
    known = _known_columns(listed_columns(rows[first : last + 1]), figures, before) if before is not None else []
    if before is not None and known:
        if _goes_on(rows[:first], known, figures):
            return 0, 0, known
        if _repeats(rows[start:first], before):
            return start, first, known
    return start, first, columns


def _bodies(rows: list[Row]) -> Iterator[tuple[int, int]]:
    """The first and last line of each stretch of lines with figures, and of lines of words in the same columns."""
    index = 0
    while index < len(rows):
        first = index
        index += 1
        if not rows[first].figures:
            continue
        last = first
        while index < len(rows) and _continues(rows[first], rows[index - 1], rows[index]):
            if rows[index].figures or len(rows[index].chunks) > 1:
                last = index
            index += 1
        index = last + 1
        if last > first or rows[first].figures >= _WIDE:
            yield first, last


def _continues(first: Row, above: Row, row: Row) -> bool:
    """Whether a line belongs to the table that began with the first and holds the one above."""
    if row.figures:
        return near(above, row) or _aligned(first, row) > 1
    if not near(above, row) or any(mark in row.run.text for mark in _PROSE):
        return False
    return all(sum(touch(box, other) for other in first.boxes) <= 1 for box in row.boxes)


def _aligned(first: Row, row: Row) -> int:
    """How many parts begin or end below one another; blank lines of a form do not part it."""
    return sum(
        any(abs(box.left - other.left) < _ALIGNED or abs(box.right - other.right) < _ALIGNED for other in first.boxes)
        for box in row.boxes
    )


def _header_start(rows: list[Row], first: int, earliest: int) -> int:
    """Walk up from the first figures over lines in several parts; ``label: value`` lines stand above a table."""
    start = first
    for index in range(first - 1, max(earliest, first - _HEADER) - 1, -1):
        row = rows[index]
        if not near(row, rows[index + 1]):
            break
        if any(mark in row.run.text for mark in _PROSE):
            # What stands below the unit is the table.
            start = index + 1 if _UNIT.search(row.run.text) else start
            break
        # A line in one part is a piece of a wrapped heading if a header line stands above it, else a title.
        if len(row.chunks) > 1:
            start = index
    while earliest < start < first and overlap(rows[start - 1], rows[start]):
        start -= 1
    return start


def _end(rows: list[Row], last: int, columns: list[Box]) -> int:
    """The line after a table: the rest of its last label stands below its last figures."""
    end = last + 1
    if last and end < len(rows) and _is_middle(rows[last - 1], rows[last], rows[end], columns):
        end += 1
    while end < len(rows) and (_wraps(rows[end - 1], rows[end], columns) or _is_label(rows[end - 1], rows[end], columns)):
        end += 1
    return end


def _is_label(above: Row, row: Row, columns: list[Box]) -> bool:
    """Whether a line is a listed label without figures, below another label."""
    if not _LISTED.match(row.run.text) or any(mark in row.run.text for mark in _PROSE) or not near(above, row):
        return False
    return _aligned(above, row) > 0 and all(sum(touch(box, column) for column in columns) == 1 for box in row.boxes)


def _known_columns(columns: list[Box], figures: list[Box], before: Grid) -> list[Box]:
    """The columns of the table before with those found here in their places; empty where they do not fit in.

    A page that goes on with a table tells nothing of the columns that are blank on it.
    """
    cells = [cell.box for cell in before.places[-1] if cell is not None and cell.box is not None and cell.columns == 1]
    found: dict[int, Box] = {}
    for box in columns:
        middle = (box.left + box.right) / 2
        place = next((number for number, cell in enumerate(cells) if cell.left <= middle < cell.right), -1)
        if place < 0:
            return []
        # Labels at the side and in the middle of a column look like two, figures do not.
        if place in found and any(touch(figure, other) for figure in figures for other in (box, found[place])):
            return []
        cell = cells[place]
        inside = evolve(box, left=max(box.left, cell.left), right=min(box.right, cell.right))
        found[place] = found[place] | inside if place in found else inside
    middles = [evolve(cell, left=(cell.left + cell.right) / 2, right=(cell.left + cell.right) / 2) for cell in cells]
    return [found.get(place, middle) for place, middle in enumerate(middles)]


def _repeats(header: list[Row], before: Grid) -> bool:
    """Whether a page begins with no header, or with that of the table before."""
    words = sorted("".join(chunk.text for row in header for chunk in row.chunks))
    known = ""
    for row in range(min(_HEADER, before.height)):
        if sorted(known) == words:
            return True
        known += "".join(cell.text for cell in before.anchored(row))
    return False


def _goes_on(above: list[Row], columns: list[Box], figures: list[Box]) -> bool:
    """Whether a page begins with labels, or the rest of one that the page break has cut; headers cover the figures."""
    parts = [box for row in above for box in row.boxes]
    labels = all(sum(touch(box, column) for column in columns) == 1 for box in parts)
    if not parts or not labels or any(touch(box, figure) for box in parts for figure in figures):
        return False
    margin = [row for row in above if row.boxes[0].left < columns[0].right]
    if any(mark in row.run.text for row in margin for mark in _PROSE):
        return False
    return all(
        close(one, other) or (near(one, other) and _LISTED.match(other.run.text)) for one, other in pairwise(above)
    )


def _complete(before: Grid, torn: list[Row], columns: list[Box]) -> bool:
    """Give the rest of a torn row to the last row of the table before; ``False`` where it is a row of its own."""
    words = _words(torn, columns)
    row = before.places[-1]
    cells = [row[place] for place in words]
    if any(line.figures or _LISTED.match(line.run.text) for line in torn) or not all(
        cell and _fills(cell, words[place].box) for place, cell in zip(words, cells, strict=True)
    ):
        return False
    completed = (
        evolve(cell, text=cell.text + words[place].text) if cell and place in words else cell
        for place, cell in enumerate(row)
    )
    before.places = (*before.places[:-1], tuple(completed))
    return True


def _grid(bands: list[list[Row]], columns: list[Box], heads: list[Box], page: int) -> Grid:
    """One grid row a printed line, or as many lines as a wrapped label takes."""
    rows = [row for band in bands for row in band]
    bounds = [(before.right + after.left) / 2 for before, after in pairwise(columns)]
    left = min(columns[0].left, *(box.left for row in rows for box in row.boxes))
    right = max(columns[-1].right, *(box.right for row in rows for box in row.boxes))
    edges = [left, *bounds, right]
    box = Box(left, rows[0].top, right, rows[-1].bottom)
    body = next(number for number, band in enumerate(bands) if any(row.figures for row in band)) if heads else 0
    header = [_words(band, heads) for band in bands[:body]]
    stripes = figure_stripes([row for band in bands[body:] for row in band])
    figures = {place for place, column in enumerate(columns) if any(touch(column, stripe) for stripe in stripes)}
    words = arrange(header, [head | column for head, column in zip(heads, columns, strict=False)], figures)
    words += [_words(band, columns) for band in bands[body:]]
    return Grid(tuple(_cells(line, number, edges) for number, line in enumerate(words)), page=page, box=box)


def _fills(cell: Cell, rest: Box) -> bool:
    """Whether the words of a cell, in the type of what may be their rest, take up its breadth."""
    breadth = sum(0.5 if letter.isascii() else 1 for letter in cell.text) * (rest.bottom - rest.top)
    return cell.box is not None and breadth > _FILLED * (cell.box.right - cell.box.left)


def _bands(header: list[Row], body: list[Row], columns: list[Box]) -> list[list[Row]]:
    """Lines that overlap in height are one row: labels of several lines stand around the middle of their figures."""
    rows = header + body
    bands = [rows[:1]]
    triples = enumerate(zip(rows, rows[1:], rows[2:], strict=False), 1)
    middle = {number for number, (above, row, below) in triples if _is_middle(above, row, below, columns)}
    for number, (above, row) in enumerate(pairwise(rows), 1):
        # What begins a label around the next figures is no rest of the one above.
        wraps = number > len(header) and number + 1 not in middle and _wraps(above, row, columns)
        joined = number in middle or number - 1 in middle or wraps
        if joined or overlap(above, row):
            bands[-1].append(row)
        else:
            bands.append([row])
    return bands


def _is_middle(above: Row, row: Row, below: Row, columns: list[Box]) -> bool:
    """Whether a line of figures stands at the middle of labels that were wrapped around it."""
    if not row.figures or above.figures or below.figures or below.top - above.bottom > above.bottom - above.top:
        return False
    if any(chunk.text.isdecimal() for part in (above, below) for chunk in part.chunks):
        return False  # no code is wrapped
    upper, own, lower = (placed(part.boxes, columns)[0] for part in (above, row, below))
    return upper == lower and not {*upper} & {*own}


def _wraps(above: Row, row: Row, columns: list[Box]) -> bool:
    """Whether a line is the rest of labels: each part stands close below one that fills its column."""
    if row.figures or not close(above, row):
        return False
    # What stands at the left margin may be running text.
    if row.boxes[0].left < columns[0].right and any(mark in row.run.text for mark in _PROSE):
        return False
    below = dict(zip(placed(above.boxes, columns)[0], zip(above.chunks, above.boxes, strict=True), strict=False))
    return all(
        place in below and _is_rest(*below[place], chunk, box, columns[place])
        for chunk, box, place in zip(row.chunks, row.boxes, placed(row.boxes, columns)[0], strict=True)
    )


def _is_rest(label: Run, above: Box, rest: Run, box: Box, column: Box) -> bool:
    unit = _UNBREAKABLE.match(rest.text)
    room = rest.letters[unit.end() - 1 if unit else 0].right - box.left + 0.5 * (box.bottom - box.top)
    if label.text.isascii() or rest.text.isascii() or _LISTED.match(rest.text):
        return False
    aligned = abs(box.left - above.left) < _ALIGNED or abs(box.left + box.right - above.left - above.right) < _ALIGNED
    return aligned and above.right > column.right - room and box.right < column.right + box.bottom - box.top


def _words(band: list[Row], columns: list[Box]) -> dict[int, Word]:
    """The words of a grid row by column."""
    words: dict[int, Word] = {}
    for row in band:
        for chunk, box, place in zip(row.chunks, row.boxes, placed(row.boxes, columns)[0], strict=True):
            before = words.get(place)
            words[place] = before.followed_by(chunk.text, box) if before else Word(chunk.text, box, place, place)
    return words


def _cells(line: dict[int, Word], number: int, edges: list[float]) -> tuple[Cell, ...]:
    """The cells of a row at each place they cover; blank ones are as high as the row."""
    top, bottom = min(word.box.top for word in line.values()), max(word.box.bottom for word in line.values())
    cells: list[Cell] = []
    while (column := len(cells)) < len(edges) - 1:
        word = line.get(column)
        width = word.last - word.first + 1 if word else 1
        box = Box(edges[column], top, edges[column + width], bottom)
        cells += [Cell(word.text if word else "", number, column, columns=width, box=box)] * width
    return tuple(cells)
