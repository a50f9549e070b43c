"""Tables printed one cell a line: how many cells make a row shows in the figures, which stand below each other."""

from collections.abc import Iterator, Sequence

from medinsure_budget.lexicon import Shape
from medinsure_budget.records import frozen
from medinsure_budget.sources.cell_lines import Kind, Printed, next_page, page_numbers, stretches
from medinsure_budget.sources.cell_rows import FEWEST_ROWS, Fit, best_fit, is_end
from medinsure_budget.sources.parted import Lines, TextTable

# What stands above tables: a caption, or other labels with values.
_ABOVE = Shape(r".*[。；：:].*|.*{TABLE}(?:[（(][^（）()]*[）)]|\s*(?:{NUMERAL}|[0-9]){1,3})?")
# So many words above the header may each head a block of it, such as 收入 and 支出.
_MOST_BLOCKS = 3
# The header of a broad table, cell by cell.
_LONGEST_HEADER = 320


@frozen
class _Start:
    """A place where a table may begin: whether a caption ``outside`` shows it, and whether it is ``headed``."""

    outside: bool
    headed: bool = True


def rows_of_cells(cells: Sequence[Printed]) -> tuple[list[list[str]], list[int]] | None:
    """Part cells that are a table from the first to the last into rows with their lines; ``None`` when none fit."""
    kinds = [cell.kind for cell in cells]
    fit = best_fit(cells, kinds, 0)
    whole = fit is not None and fit.end == len(cells) and len(fit.rows) * fit.columns == len(cells)
    return _rows(cells, fit.rows, fit.columns) if fit and whole else None


def cell_tables(lines: Lines) -> Iterator[TextTable]:
    """The tables in stretches where a blank line follows each cell, so that a blank cell leaves three."""
    pages = page_numbers(lines)
    for cells in stretches(lines, pages):
        yield from _tables(cells)


def _tables(cells: list[Printed]) -> Iterator[TextTable]:
    kinds = [cell.kind for cell in cells]
    free = at = 0
    tried: set[int] = set()
    while (at := _next_figure(kinds, at)) < len(cells):
        found = _table_around(cells, kinds, _starts(cells, kinds, free, at), tried)
        if found is None:
            at += 1
            continue
        fit, blocks = found
        free = at = fit.end
        for part in fit.parts():
            rows, numbers = _rows(cells, part, fit.columns)
            first, end = part[0], part[-1] + fit.columns
            if fit.rest and end + fit.rest == fit.end:
                rows.append(_without_blanks(cells[end : fit.end], fit.columns))
                numbers.append(cells[end].number)
                end = fit.end
            if blocks and first == fit.rows[0]:
                first -= blocks
                rows.insert(0, _over_blocks(cells[first : first + blocks], fit.columns))
                numbers.insert(0, cells[first].number)
            yield TextTable(cells[first].at, cells[end - 1].at + 1, rows, numbers, inferred=True)


def _without_blanks(cells: Sequence[Printed], width: int) -> list[str]:
    """A row whose cells between its label and its numbers are blank."""
    return [cells[0].text, *[""] * (width - len(cells)), *(cell.text for cell in cells[1:])]


def _over_blocks(words: Sequence[Printed], width: int) -> list[str]:
    """The row of words that each stand above a block of columns."""
    broad = width // len(words)
    return [words[c // broad].text if c % broad == 0 else "" for c in range(width)]


def _next_figure(kinds: Sequence[Kind], at: int) -> int:
    return next((i for i in range(at, len(kinds)) if kinds[i] in ("figure", "digits")), len(kinds))


def _table_around(
    cells: Sequence[Printed], kinds: Sequence[Kind], starts: dict[int, _Start], tried: set[int]
) -> tuple[Fit, int] | None:
    """The best table that begins at one of these places and was not tried before; how many words head its blocks."""
    fits = []
    for start in starts.keys() - tried:
        tried.add(start)
        for blocks in (0, *range(2, _MOST_BLOCKS + 1)):
            if any(kind != "word" for kind in kinds[start : start + blocks]):
                break
            fit = best_fit(cells, kinds, start + blocks, headed=starts[start].headed)
            if fit and fit.is_table and _is_whole(cells, fit) and not (blocks and fit.columns % blocks):
                fits.append((fit, starts[start].outside, -blocks, start))
    fit, _, blocks, _ = max(fits, default=(None, False, 0, 0))
    return (fit, -blocks) if fit else None


def _is_whole(cells: Sequence[Printed], fit: Fit) -> bool:
    """Whether blank cells show that none is lost, or the rows go on to whatever ends a table."""
    if any(not cell.text for cell in cells[fit.rows[0] : fit.end]):
        return True
    ended = is_end(cells, fit.end) or next_page(cells[fit.end].text, 0) > 0
    torn = any(len(part) == 1 for part in fit.parts())
    return ended and fit.figures > 0 and len(fit.rows) >= FEWEST_ROWS and not torn


def _starts(cells: Sequence[Printed], kinds: Sequence[Kind], free: int, figure: int) -> dict[int, _Start]:
    """Where a table may begin.

    A table begins below its caption, or with a caption within it: then blank cells stand around that. A table that
    goes on after a page begins behind the last one, or behind the number of the page.
    """
    around = range(max(free, figure - _LONGEST_HEADER), figure)
    captions = [i for i in around if kinds[i] == "word" and _ABOVE.fullmatch(cells[i].text)]
    if not captions:
        below = cells[figure : _next_figure(kinds, figure + 1)]
        if figure - free > _LONGEST_HEADER or any(cell.is_around for cell in below):
            return {}
        behind = next((i + 1 for i in reversed(around) if kinds[i] == "page"), free)
        begins = (free, free + 1, behind)
        return {at: _Start(outside=True, headed=False) for at in begins if kinds[at : at + 1] != ["figure"]}
    starts = {max(free, _first_blank(kinds, i)): _Start(outside=False) for i in captions if not kinds[i + 1]}
    starts |= {i + 1: _Start(outside=bool(kinds[i + 1])) for i in captions}
    return starts


def _first_blank(kinds: Sequence[Kind], at: int) -> int:
    """Step back over blank cells, which stand nowhere but in tables."""
    while at and not kinds[at - 1]:
        at -= 1
    return at


def _rows(cells: Sequence[Printed], starts: Sequence[int], width: int) -> tuple[list[list[str]], list[int]]:
    """The texts of rows and the line each begins in; blank rows are left out."""
    rows = [cells[at : at + width] for at in starts]
    filled = [row for row in rows if any(cell.text for cell in row)]
    return [[c.text for c in row] for row in filled], [next(c.number for c in row if c.text) for row in filled]
