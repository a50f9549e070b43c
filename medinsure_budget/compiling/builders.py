"""Who builds the rows of a statement: its own builder, or what its fields declare."""

from collections.abc import Mapping
from typing import Any

from medinsure_budget.compiling import budget, final_accounts, provinces
from medinsure_budget.compiling.book import BASIC, Book
from medinsure_budget.compiling.budget import Builder, Rows, project_purposes
from medinsure_budget.compiling.printing import Figures
from medinsure_budget.compiling.rows import coded
from medinsure_budget.editions import Printed
from medinsure_budget.forms import Form, Row
from medinsure_budget.ledgers.schema import FISCAL, TRANSFERS

_BUILDERS: dict[type[Row], Builder] = {**budget.BUILDERS, **final_accounts.BUILDERS, **provinces.BUILDERS}


def register(form: type[Row], builder: Builder) -> None:
    """Compile a form of your own with a builder: the layout, the print of amounts and the ledger give its rows."""
    _BUILDERS[form] = builder


def builder_of(form: type[Row]) -> Builder | None:
    """Who builds a statement: its own builder, else its fields where its rows are subjects; ``None`` for nobody."""
    return _BUILDERS.get(form) or (_by_fields if form.form.rows in ("functional", "economic") else None)


def _by_fields(printed: Printed, figures: Figures, book: Book) -> Rows:
    """Expenditure by subject, each column by its field's name; what the ledger cannot tell stays blank."""
    by = "economic" if printed.form.form.rows == "economic" else "functional"
    meanings = _meanings(printed.form.form, book)
    trees = {field: book.spent.tree(by, **wanted) for field, wanted in meanings.items()}
    return coded(printed, figures, trees, book.economic_name if by == "economic" else book.name)


def _meanings(form: Form, book: Book) -> Mapping[str, Mapping[str, Any]]:
    """What each column holds: the whole, a purpose, or a source, by the names that all forms use."""
    known: dict[str, dict[str, Any]] = {
        "basic": {"purpose": BASIC},
        "personnel": {"purpose": "personnel"},
        "public": {"purpose": "public"},
        "project": {"purpose": project_purposes(book)},
        **{kind: {"purpose": kind} for kind in TRANSFERS},
        **{fund: {"source": fund} for fund in FISCAL},
    }
    parts = {name for marker in form.money for name in marker.sums}
    whole: dict[str, dict[str, Any]] = {marker.name: {} for marker in form.money if marker.sums and marker.name not in parts}
    named = {marker.name: known[marker.name] for marker in form.money if marker.name in known}
    return {**named, **whole}
