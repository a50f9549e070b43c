"""Which form a table is: its title and its columns (or the codes in its rows) have to agree."""

from collections.abc import Sequence

from medinsure_budget.editions import match_title
from medinsure_budget.facts import fact
from medinsure_budget.forms import ALL, Column, Form, Unrecognised
from medinsure_budget.forms.declare import RowKind
from medinsure_budget.forms.words import fold, without_ordinal
from medinsure_budget.reading.tables.cells import coded_name, is_total_word
from medinsure_budget.reading.tables.columns import assign_fields
from medinsure_budget.records import frozen

# Without a title, that many columns have to be a form's, all of them, before the header alone names it.
_COLUMNS_WITHOUT_TITLE = 5
# That many labels have to be items of a form, and most of all labels, before labels are taken to run downward.
_ITEMS = 3
# No form has so many, whatever its columns are parted into.
_MOST_COLUMNS = 300


@frozen
class Recognised:
    """A form with the columns as it reads them.

    Attributes:
        form: `Unrecognised` when nothing fits.
        columns: With roles and fields.
        stale_title: The title fitted a form, the table under it did not.
    """

    form: Form
    columns: tuple[Column, ...]
    stale_title: bool = False
    downward: bool = False


def recognise(title: str, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> Recognised:
    """Name the form of a table, given its title, its plain columns, and the texts of its rows."""
    if len(columns) > _MOST_COLUMNS:
        return Recognised(Unrecognised.form, tuple(columns))
    plain = without_ordinal(fold(title))
    kinds = _row_kinds(columns, rows)
    labels = {without_ordinal(fold(t)) for t in {t for row in rows for t in row[:4]} if t and not fact(t).figure}
    best: tuple[tuple[float, ...], Recognised] | None = None
    titled = False
    for cls in ALL:
        form = cls.form
        matched = match_title(cls, plain) if plain else 0
        titled = titled or bool(matched)
        if not matched and plain:
            continue
        found = _fit(form, columns, kinds, labels)
        if found is None or (not plain and not _speaks_for_itself(found[1])):
            continue
        rank = (matched, *found[0])
        if best is None or rank > best[0]:
            best = (rank, found[1])
    if best is not None:
        return best[1]
    return Recognised(Unrecognised.form, tuple(columns), stale_title=titled)


def _fit(
    form: Form, columns: Sequence[Column], kinds: frozenset[RowKind], labels: set[str]
) -> tuple[tuple[float, ...], Recognised] | None:
    """Try a form on a table: how well it fits, and the columns it gives; ``None`` when a witness is missing."""
    if form.rows not in kinds:
        return None
    items = {label for label in labels for m in form.money if label in m.folded}
    assigned = assign_fields(form, columns)
    # A form without amounts is known by what it counts.
    money = [c for c in assigned if c.role == ("money" if form.money else "text")]
    named = sum(bool(c.field) for c in money)
    if form.rows == "unit" and len(items) >= _ITEMS and 2 * len(items) > len(labels) and not named:
        return (0.5, len(items)), Recognised(form, tuple(columns), downward=True)
    lines = len({label for label in labels for fixed in form.lines if label in fixed.folded})
    if not named and not (form.rows == "lines" and lines > 1):
        return None
    two_sided = sum(bool(c.side) for c in columns) and not form.sides
    if two_sided or (form.rows == "lines" and not lines):
        return None
    by_role = sum(bool(c.field) for c in assigned if c.role != "money") / max(1, len(assigned))
    return (named / max(1, len(money)), named, lines, by_role), Recognised(form, tuple(assigned))


def _speaks_for_itself(found: Recognised) -> bool:
    money = [c for c in found.columns if c.role == "money"]
    return len(money) >= _COLUMNS_WITHOUT_TITLE and all(c.field for c in money)


def _codes_in_names(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> str:
    """The first code of rows whose codes stand before or behind the names in one cell; empty when they do not."""
    names = [i for i, c in enumerate(columns) if c.role == "name"]
    labels = [row[i] for row in rows for i in names if i < len(row) and row[i] and not is_total_word(row[i])]
    coded = [found[0] for label in labels if (found := coded_name(label))]
    return coded[0] if len(coded) * 3 > len(labels) * 2 else ""


def _row_kinds(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> frozenset[RowKind]:
    """What the rows of a table may stand for, by the codes in them."""
    code_columns = [i for i, c in enumerate(columns) if c.role == "code"]
    # 款 and 项 in columns of their own are no codes yet, and a total may reach over the columns of codes.
    codes = [code for row in rows for i in code_columns if i < len(row) and (code := fact(row[i]).code)]
    economic = sum(code.startswith(("3", "5")) for code in codes)
    if codes:
        return frozenset({"economic"}) if economic * 2 > len(codes) else frozenset({"functional"})
    if code_columns:
        return frozenset({"functional", "economic"})
    if coded := _codes_in_names(columns, rows):
        return frozenset({"economic"}) if coded[0] in "35" else frozenset({"functional"})
    labelled = any(c.role in ("name", "unit", "unit_code") for c in columns)
    if not labelled:
        return frozenset({"single", "unit"})
    return frozenset({"lines", "unit", "project"})
