"""Rows whose cells are parted by bars: between them, around them, after each, or on lines of their own."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby, pairwise, zip_longest

from medinsure_budget.lexicon import Shape
from medinsure_budget.money import is_amount
from medinsure_budget.sources.parted import Lines, TextTable

BAR = re.compile(r"(?<!\\)\|")
# Bars of other widths and of boxes drawn with characters; their rule lines are told by a corner or a crossing.
_BARS = "|｜￨│┃║"
_DRAWN = str.maketrans(dict.fromkeys(_BARS, "|"))
_RULE = Shape(r"[\s|+\-=─━═┄┈]*[+┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝][\s|+\-=─━═┄┈┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝]*")
# One line with a bar is a menu or a path; two are a table.
_FEWEST_LINES = 2
# Fewer are the header and the rows of a table that is ruled around them.
_FEWEST_RULED = 3


def bar_tables(lines: Lines) -> Iterator[TextTable]:
    """The tables of bars without a rule line; lines that make none are passed over together."""
    words = "\n".join(line for _, line in lines)
    if not any(bar in words for bar in _BARS):
        return
    at, lines = 0, [(number, line.translate(_DRAWN)) for number, line in lines]
    while at < len(lines):
        if (end := _alternating_end(lines, at)) > at:
            table = _cell_a_line(_between(lines, at, end), at, end)
        else:
            end = _with_lone_row(lines, _barred_end(lines, at), at)
            table = _bar_table(lines, at, end)
        if table is not None:
            yield table
        at = max(end, at + 1)


def _barred_end(lines: Lines, at: int) -> int:
    """The end of lines with bars; those with tabs are rows by their tabs."""
    while at < len(lines) and (_RULE.fullmatch(lines[at][1]) or (BAR.search(lines[at][1]) and "\t" not in lines[at][1])):
        at += 1
    return at


def _with_lone_row(lines: Lines, end: int, at: int) -> int:
    """The end of a table whose last row, such as its total, blank lines part from it."""
    row = next((i for i in range(end, len(lines)) if lines[i][1].strip()), end)
    if end - at < _FEWEST_LINES or row == end or _barred_end(lines, row) != row + 1:
        return end
    amounts = sum(is_amount(cell.strip()) for cell in BAR.split(lines[row][1]))
    return row + 1 if amounts >= _FEWEST_LINES else end


def _bar_table(lines: Lines, at: int, end: int) -> TextTable | None:
    printed = [(number, line) for number, line in lines[at:end] if line.strip() and not _RULE.fullmatch(line)]
    if len(printed) < _FEWEST_LINES:
        return None
    rows = split_rows([line for _, line in printed])
    if all(len(row) == 1 for row in rows):
        return _cell_a_line([(number, row[0]) for (number, _), row in zip(printed, rows, strict=True)], at, end)
    numbers, rows = between_rules(lines[at:end], [n for n, _ in printed], rows)
    under_headings(rows)
    return TextTable(at, end, [[cell.replace("\\|", "|") for cell in row] for row in rows], numbers)


def is_rule(line: str) -> bool:
    """Whether a line is the rule between two rows that are drawn with characters."""
    return bool(_RULE.fullmatch(line))


def between_rules(lines: Lines, numbers: list[int], rows: list[list[str]]) -> tuple[list[int], list[list[str]]]:
    """Make one row of the lines between two rules where each row is ruled: its labels are wrapped."""
    above = dict(zip((n for n, _ in lines), accumulate(is_rule(line) for _, line in lines), strict=True))
    groups = [[i for i, _ in group] for _, group in groupby(enumerate(numbers), lambda at: above[at[1]])]
    amounts = [sum(any(is_amount(cell.strip()) for cell in rows[i]) for i in group) for group in groups]
    if len(groups) < _FEWEST_RULED or len(groups) == len(rows) or max(amounts) > 1:
        return numbers, rows
    wrapped = [zip_longest(*(rows[i] for i in group), fillvalue="") for group in groups]
    return [numbers[group[0]] for group in groups], [["".join(map(str.strip, cells)) for cells in row] for row in wrapped]


def split_rows(lines: Sequence[str]) -> list[list[str]]:
    """Part lines at their bars; a bar at the end that every line has is the border, others bound a blank cell."""
    stripped = [line.strip() for line in lines]
    rows = [BAR.split(line) for line in stripped]
    if all(line.startswith("|") for line in stripped):
        rows = [row[1:] for row in rows]
    if all(BAR.match(line, len(line) - 1) for line in stripped):
        rows = [row[:-1] for row in rows]
    return rows


def under_headings(rows: list[list[str]]) -> None:
    """Put the second line of a header under the headings it divides.

    Where merged cells are written once and short rows are filled up at their end, 金额 and 幅度 stand at the left
    instead of under 增减情况, which has a blank behind it.
    """
    for upper, lower in pairwise(rows[:4]):
        words = [cell for cell in lower if cell.strip()]
        whole = all(cell.strip() for cell in lower[: len(words)])
        if not whole or len(words) < 2 or len(lower) != len(upper) or any(map(is_amount, words)):
            continue
        blank = [not cell.strip() for cell in upper]
        divided = [c for c in range(len(upper)) if blank[c] or (c + 1 < len(upper) and blank[c + 1])]
        if len(divided) == len(words) and divided[0] > 0 and not blank[0]:
            lower[:] = [words.pop(0) if c in divided else "" for c in range(len(upper))]


def _alternating_end(lines: Lines, at: int) -> int:
    """The end of lines that a line of nothing but a bar follows each; ``at`` when there are none."""
    end = i = at
    while i + 1 < len(lines):
        text, below = lines[i][1].strip(), lines[i + 1][1].strip()
        if text == "|":
            i += 1
        elif text and below == "|" and not BAR.search(text):
            i += 2
        else:
            break
        end = i
    return end if end - at > _FEWEST_LINES else at


def _between(lines: Lines, at: int, end: int) -> list[tuple[int, str]]:
    """The cells between lines of bars; nothing between two of them is a blank cell."""
    cells: list[tuple[int, str]] = []
    filled = False
    for number, line in lines[at:end]:
        if line.strip() != "|":
            cells.append((number, line))
        elif not filled:
            cells.append((number, ""))
        filled = line.strip() != "|"
    return cells


def _cell_a_line(cells: list[tuple[int, str]], at: int, end: int) -> TextTable | None:
    from medinsure_budget.sources.cell_lines import Printed
    from medinsure_budget.sources.cells import rows_of_cells

    found = rows_of_cells([Printed(text.strip(), number, i) for i, (number, text) in enumerate(cells)])
    return TextTable(at, end, *found) if found else None
