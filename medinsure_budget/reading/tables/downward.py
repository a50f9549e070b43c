"""Tables whose labels run downward: each printed row is a field, each column of figures a row of the form."""

from typing import Any

from attrs import evolve

from medinsure_budget.evidence import Grid, Note, NoteKind
from medinsure_budget.facts import fact
from medinsure_budget.forms import Column, Form, Item, Marker, Row, RowOrigin
from medinsure_budget.forms.words import compact, fold, without_ordinal
from medinsure_budget.money import Unit
from medinsure_budget.reading.tables.cells import no_money
from medinsure_budget.reading.tables.columns import unit_of
from medinsure_budget.reading.tables.figures import read_figure, unit_stated
from medinsure_budget.reading.tables.layout import Table
from medinsure_budget.records import frozen


@frozen
class _Line:
    """A printed row: where it stands, its texts, and the label of its amounts."""

    grid: Grid
    row: int
    texts: list[str]
    label: str


def read_downward(
    table: Table, form: Form, columns: tuple[Column, ...], unit: Unit, notes: list[Note]
) -> tuple[list[Row], list[Item]]:
    """Read one row of the form for each column of figures, and the printed items in order."""
    money = [i for i, c in enumerate(columns) if c.role == "money"]
    values: dict[int, dict[str, Any]] = {i: {} for i in money}
    unreadable: dict[int, list[str]] = {i: [] for i in money}
    units = {i: unit_of(columns[i].path) or unit for i in money}
    places: dict[str, int] = {}
    later: dict[str, Grid] = {}
    items: list[Item] = []
    grid = table.pieces[0].grid
    for line in _lines(table, form, _labelling(columns), money, notes):
        item = Item(_field(form, line.label, {i.field for i in items}), line.label)
        passed = _unread(form, item, line.texts, money)
        if passed is not None:
            notes.extend(_note(kind, message, line, table) for kind, message in passed)
            continue
        items.append(item)
        places[item.field] = line.row
        if line.grid is not grid:
            later[item.field] = line.grid
        for i in money:
            cell = line.grid.places[line.row][i]
            unit = unit_stated(line.label) or units[i]
            figure = read_figure(line.texts[i], unit, f"“{line.label}”行", cell.flaw if cell else "")
            if figure.kind:
                notes.append(_note(figure.kind, figure.message, line, table))
            if figure.money is not None:
                values[i][item.field] = figure.money
            elif figure.unreadable:
                unreadable[i].append(item.field)
    rows = []
    for i in money:
        declared = {name: amount for name, amount in values[i].items() if name in form.fields}
        extra = tuple((name, amount) for name, amount in values[i].items() if name not in form.fields)
        origin = RowOrigin(grid, table.pieces[0].first, dict.fromkeys(places, i), places, later)
        common: dict[str, Any] = {"measure": columns[i].measure, "page": grid.page, "origin": origin}
        rows.append(form.row(extra=extra, unreadable=tuple(unreadable[i]), **common, **declared))
    return rows, items


def _lines(table: Table, form: Form, labelling: list[int], money: list[int], notes: list[Note]) -> list[_Line]:
    """The rows, with a label that a row or a page has cut put together."""
    found: list[_Line] = []
    for piece in table.pieces:
        for r in range(piece.first, piece.grid.height):
            texts = [compact(t) for t in piece.grid.row_texts(r)]
            label = next((texts[i] for i in labelling if i < len(texts) and texts[i]), "")
            line = _Line(piece.grid, r, texts, label)
            if found and (whole := _whole(found[-1], line, form, money)) is not None:
                notes.append(_note("repaired", f"换行的文字“{label}”已接回“{found[-1].label}”", line, table))
                found[-1] = whole
            else:
                found.append(line)
    return found


def _whole(above: _Line, below: _Line, form: Form, money: list[int]) -> _Line | None:
    """The row that two make whose labels are a known one together, the first being none, and of which one has no amounts."""
    label = above.label + below.label
    if not (above.label and below.label) or _is_known(form, above.label) or not _is_known(form, label):
        return None
    filled = [any(not fact(line.texts[i]).blank for i in money) for line in (above, below)]
    if all(filled) or (filled[1] and _is_known(form, below.label)):
        return None
    return evolve(below if filled[1] else above, label=label)


def _is_known(form: Form, label: str) -> bool:
    return any(marker.role == "money" for marker in form.labelled.get(without_ordinal(fold(label)), ()))


def _labelling(columns: tuple[Column, ...]) -> list[int]:
    """The columns that may name the rows: those of names nearest to the amounts before their groups, then any others."""
    names = [i for i, c in enumerate(columns) if c.role == "name"]
    return [*reversed(names), *(i for i, c in enumerate(columns) if c.role not in ("name", "money"))]


def _unread(form: Form, item: Item, texts: list[str], money: list[int]) -> list[tuple[NoteKind, str]] | None:
    """Why a row without a label, or one of counts or rates, is not read; ``None`` where it is."""
    if not item.label:
        return [("unread", f"“{texts[i]}”所在的行没有项目名称") for i in money if not fact(texts[i]).blank]
    other = "" if item.field in form.fields else no_money(item.label)
    return [("ignored", f"“{item.label}”是{other}，不是金额，未读")] if other else None


def _note(kind: NoteKind, message: str, line: _Line, table: Table) -> Note:
    return Note(kind, message, line.grid.page, line.grid.line(line.row) or line.row + 1, table.caption.title)


def _field(form: Form, label: str, taken: set[str]) -> str:
    """The field a printed item is; an item of no field keeps its label as its name, counted where it repeats."""
    plain = without_ordinal(fold(label))
    found: list[Marker] = [m for m in form.money if plain in m.folded and m.name not in taken]
    if found:
        return found[0].name
    times = sum(name == label or name.startswith(f"{label}（第") for name in taken)
    return f"{label}（第{times + 1}处）" if times else label
