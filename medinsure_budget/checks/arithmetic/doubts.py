"""What the reader could not read is no error of the document: relations over it are not judged."""

from collections.abc import Iterable

from attrs import field

from medinsure_budget.checks.arithmetic.cells import Cell, Figures, Table
from medinsure_budget.checks.arithmetic.identities import Identity
from medinsure_budget.forms import Row
from medinsure_budget.forms.words import fold
from medinsure_budget.records import define

_AMBIGUOUS = "同样合理"
_DOWN = ("HIE", "TOT", "BAL")


@define
class _Doubt:
    """The lines of a table that were not read with certainty; ``whole`` where the line is not known."""

    lines: set[int] = field(factory=set)
    unread: bool = False
    whole: bool = False


def doubtful_tables(figures: Figures) -> list[Table]:
    """The tables of which some cell could not be read."""
    doubts = _doubts(figures)
    noted = {sheet for sheet, doubt in doubts.items() if doubt.unread}
    return [t for t in figures.tables if id(t.sheet) in noted or any(line.row.unreadable for line in t.lines)]


def raise_doubts(figures: Figures, identities: Iterable[Identity]) -> None:
    """Mark the identities whose failure would prove nothing."""
    doubts = _doubts(figures)
    unread = {c.index for c in figures.cells if c.unread}
    if not doubts and not unread:
        return
    forms = {t.form: doubts[id(t.sheet)] for t in figures.tables if id(t.sheet) in doubts}
    for identity in identities:
        if not identity.doubt and (_touches(identity, doubts, forms) or any(c.index in unread for c in identity.cells)):
            identity.doubt = "有关的行或格未能可靠读出"


def _doubts(figures: Figures) -> dict[int, _Doubt]:
    found: dict[int, _Doubt] = {}
    by_title = {fold(t.sheet.title): t.sheet for t in reversed(figures.tables)}
    for note in figures.document.notes:
        sheet = by_title.get(fold(note.place))
        unread = note.kind == "unread"
        if sheet is None or not (unread or (note.kind == "repaired" and _AMBIGUOUS in note.message)):
            continue
        doubt = found.setdefault(id(sheet), _Doubt())
        doubt.unread = doubt.unread or unread
        doubt.whole = doubt.whole or not note.line
        doubt.lines.add(note.line)
    return found


def _touches(identity: Identity, doubts: dict[int, _Doubt], forms: dict[type[Row], _Doubt]) -> bool:
    if identity.group[:1] == ("missing",):
        lacking = identity.group[1]
        return any(form is lacking and doubt.unread for form, doubt in forms.items())
    down = identity.rule.startswith(_DOWN)
    return any(_in_doubt(cell, doubts, down=down) for cell in identity.cells)


def _in_doubt(cell: Cell, doubts: dict[int, _Doubt], *, down: bool) -> bool:
    doubt = doubts.get(id(cell.sheet))
    if doubt is None:
        return False
    return doubt.whole or cell.line in doubt.lines or (down and doubt.unread)
