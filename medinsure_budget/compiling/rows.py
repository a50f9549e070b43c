"""Rows that several statements have in common."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from medinsure_budget.compiling.book import Book
from medinsure_budget.compiling.printing import Figures
from medinsure_budget.editions import Printed
from medinsure_budget.editions.edition import CLASSES
from medinsure_budget.editions.text import ordinal
from medinsure_budget.forms import Row
from medinsure_budget.forms.declare import Side
from medinsure_budget.money import Money

Trees = Mapping[str, Mapping[str, int]]
TOTAL = "合计"


def amounts(printed: Printed, figures: Figures, values: Mapping[str, int]) -> dict[str, Money | None]:
    """The printed amounts of a row, for the columns and items that the edition has."""
    fields = {c.field for c in printed.columns} | {item.field for item in printed.items}
    return {name: figures(fen) for name, fen in values.items() if name in fields}


def make(form: type[Row], shown: Mapping[str, Money | None], **words: Any) -> Row:
    """A row of a form from its printed amounts and its words."""
    fields: dict[str, Any] = {**words, **shown}
    return form(**fields)


def coded(printed: Printed, figures: Figures, trees: Trees, name_of: Callable[[str], str]) -> tuple[Row, ...]:
    """合计 and a row for each subject, from one tree of sums for each column."""
    codes = sorted({code for tree in trees.values() for code in tree})
    total = {name: sum(v for code, v in tree.items() if len(code) == 3) for name, tree in trees.items()}
    if not any(total.values()):
        # A statement without data has a total without figures, and says why under the table.
        return (printed.form(name=TOTAL),)
    rows = [make(printed.form, amounts(printed, figures, total), name=TOTAL)]
    for code in codes:
        values = {name: tree.get(code, 0) for name, tree in trees.items()}
        if any(values.values()):
            rows.append(make(printed.form, amounts(printed, figures, values), code=code, name=name_of(code)))
    return tuple(rows)


def by_unit(
    printed: Printed, figures: Figures, book: Book, values_of: Callable[[Iterable[str]], Mapping[str, int]], *, above: str = ""
) -> tuple[Row, ...]:
    """合计 and a row for each unit; where ``above`` names it, the department stands above its units."""
    has_code = any(c.field == "unit_code" for c in printed.columns)

    def row(name: str, units: Iterable[str], code: str = "") -> Row:
        words = {"name": name, **({"unit_code": code} if has_code else {})}
        return make(printed.form, amounts(printed, figures, values_of(tuple(units))), **words)

    rows = [row(name, book.units) for name in (TOTAL, above) if name]
    rows += [row(unit, (unit,), book.unit_codes.get(unit, "")) for unit in book.units]
    return tuple(rows)


def sided(
    printed: Printed, figures: Figures, book: Book, lines: Mapping[tuple[Side, str], Mapping[str, int]], trees: Trees
) -> tuple[Row, ...]:
    """The rows of a two-sided statement; the edition puts them in its order and under its labels.

    Args:
        printed: The layout.
        figures: The print of amounts.
        book: The ledger.
        lines: The amounts of the fixed lines by side and key, each by column.
        trees: The sums by functional subject, for each column of the expenditure side.
    """
    listed = {(line.side, line.key) for line in printed.lines}
    rows = list(_subjects(printed, figures, book, trees))
    sides = {c.side for c in printed.columns} | {line.side for line in printed.lines}
    for (side, key), values in lines.items():
        # Money without a line of its own is shown all the same; subtotals that the edition leaves out are not.
        further = side in sides and any(values.values()) and not key.startswith(("year_", "total_"))
        if (side, key) in listed or further:
            label = printed.form.form.line(key).printed
            rows.append(_row(printed, figures, values, side=side, line=key, name=label))
    return tuple(rows)


def _subjects(printed: Printed, figures: Figures, book: Book, trees: Trees) -> Iterator[Row]:
    """The subjects of the expenditure side: 类 款 项 by name, 类 numbered, or the edition's own list of 类."""
    if not any(c.side == "expenditure" for c in printed.columns):
        return
    codes = sorted({code for tree in trees.values() for code in tree if any(t.get(code) for t in trees.values())})
    own = [line for line in printed.lines if line.side == "expenditure" and not line.key]
    classes = [code for code in codes if len(code) == 3]
    if own:
        labels = {book.class_of(line.label): line.label for line in own}
        entries = [(code, label) for code, label in labels.items() if code]
        entries += [(code, book.name(code)) for code in classes if code not in labels]
    elif any(line.key == CLASSES for line in printed.lines):
        entries = [(code, f"{ordinal(at)}、{book.name(code)}") for at, code in enumerate(classes, 1)]
    else:
        entries = [(code, book.name(code)) for code in codes]
    for code, name in entries:
        values = {field: tree.get(code, 0) for field, tree in trees.items()}
        yield _row(printed, figures, values, side="expenditure", name=name)


def _row(printed: Printed, figures: Figures, values: Mapping[str, int], *, side: Side, **words: str) -> Row:
    own = {c.field for c in printed.columns if c.side == side} or {"amount"}
    shown = {name: figures(fen) for name, fen in values.items() if name in own}
    return make(printed.form, shown, side=side, **words)
