"""The levels of subjects that a table prints by name only, told from the tables that print their codes."""

from collections.abc import Mapping, Sequence

from medinsure_budget.document import Document
from medinsure_budget.forms import Row, Sheet
from medinsure_budget.forms.words import fold, without_ordinal


def coded_subjects(document: Document) -> tuple[Row, ...]:
    """The functional subjects of a document with their codes, from the table that has most of them."""
    tables = [s for s in document.sheets if s.form.form.rows == "functional" and s.form.form.name != "Unrecognised"]
    return max((tuple(row for row in sheet if row.depth) for sheet in tables), key=len, default=())


def depths(sheet: Sheet[Row], subjects: Sequence[Row]) -> Mapping[int, int]:
    """The depth of each row without a code whose name follows the subjects in their order, by the row's `id`.

    款 and 项 may share a name, so the rows are followed in order and not looked up.
    """
    found: dict[int, int] = {}
    at = 0
    for row in sheet:
        if row.code or row.line or not row.name:
            continue
        name = without_ordinal(fold(row.name))
        place = next((i for i in range(at, len(subjects)) if fold(subjects[i].name) == name), None)
        if place is not None:
            found[id(row)] = subjects[place].depth
            at = place + 1
    return found
