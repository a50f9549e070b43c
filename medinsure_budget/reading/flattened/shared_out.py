"""The place of broken figures in their rows: their order, what each row lacks, and the sums tell it."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations, groupby

from medinsure_budget.evidence import Note
from medinsure_budget.forms import Form
from medinsure_budget.reading.flattened.entries import Entry
from medinsure_budget.reading.flattened.regions import Region
from medinsure_budget.reading.flattened.tokens import Token

# The digits of a 类 and of what is added to them below.
_CLASS, _STEP = 3, 2
_Width = Callable[[Entry], int]


def share_out(region: Region, entries: Sequence[Entry], width: _Width) -> list[Note]:
    """Give the broken figures of each printed line to its rows.

    Where they fit in no place, or in several, the rows lose their figures, with a note.
    """
    notes: list[Note] = []
    for line, group in groupby(entries, key=lambda entry: entry.line):
        rows = list(group)
        if broken := [token for row in rows for token in row.broken]:
            found = [_settled(row, more, entries, region.form) for row, more in _shares(rows, broken, width)]
            if not found or None in found:
                count = len(broken) + sum(len(row.figures) for row in rows)
                names = "、".join(f"“{row.label}”" for row in rows if row.label)
                message = f"{names}行有{len(broken)}个金额断成上下两截，在行中的次序不能确定，该行{count}个金额没有读取"
                notes.append(Note("unread", message, region.page, line, region.caption.title))
                found = [[] for _ in rows]
            for row, figures in zip(rows, found, strict=True):
                row.figures = figures or []
    return notes


def _shares(rows: Sequence[Entry], broken: Sequence[Token], width: _Width) -> Iterator[tuple[Entry, Sequence[Token]]]:
    """Each row with the figures it lacks, from left to right; none where they are not as many as are lacking."""
    lacking = [width(row) - len(row.figures) for row in rows]
    if min(lacking) < 0 or sum(lacking) != len(broken):
        return
    waiting = list(broken)
    for row, count in zip(rows, lacking, strict=True):
        yield row, waiting[:count]
        del waiting[:count]


def _settled(row: Entry, more: Sequence[Token], entries: Sequence[Entry], form: Form) -> list[Token] | None:
    """The figures of a row in the only order in which its columns are the sums of its parts'."""
    ways = {tuple(t.text for t in way): way for way in _mixed(row.figures, more)}
    if len(ways) > 1:
        parts = _parts(row, [entry for entry in entries if entry.side == row.side and entry is not row], form)
        ways = {texts: way for texts, way in ways.items() if parts and _adds_up(way, parts)}
    return next(iter(ways.values())) if len(ways) == 1 else None


def _mixed(figures: Sequence[Token], more: Sequence[Token]) -> Iterator[list[Token]]:
    """All ways to put figures among others that keep the order of both."""
    size = len(figures) + len(more)
    for places in combinations(range(size), len(more)):
        rest, own = iter(more), iter(figures)
        yield [next(rest) if at in places else next(own) for at in range(size)]


def _parts(row: Entry, side: Sequence[Entry], form: Form) -> list[Entry]:
    """The rows that add up to a total: those of the subjects below it, or the lines that its form names."""
    if form.rows != "lines":
        length = len(row.code) + _STEP if row.code else _CLASS
        return [entry for entry in side if len(entry.code) == length and entry.code.startswith(row.code)]
    fixed = form.match_line(row.label, row.side, {})
    lines = [(entry, form.match_line(entry.label, row.side, {})) for entry in side if entry.figures]
    keys = fixed.sums if fixed else ()
    return [entry for entry, line in lines if (line.key in keys if line else "subjects" in keys)]


def _adds_up(figures: Sequence[Token], parts: Sequence[Entry]) -> bool:
    if any(len(part.figures) != len(figures) for part in parts):
        return False
    columns = zip(*([token.amount for token in part.figures] for part in parts), strict=True)
    slack = Decimal(len(parts) // 2 + 1).scaleb(-2)
    return all(abs(token.amount - sum(column)) <= slack for token, column in zip(figures, columns, strict=True))
