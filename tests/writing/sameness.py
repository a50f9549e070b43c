"""What it means that a statement read back is the one that was written."""

from medinsure_budget.forms import Row, Sheet
from medinsure_budget.money import Money


def digits(amount: Money | None):
    """An amount by its printed digits: 0 and 0.00 differ, and so does blank."""
    return None if amount is None else (amount.amount.as_tuple(), amount.unit)


def row_words(row: Row):
    """What a row says and holds, without where it was printed."""
    amounts = {marker.name: digits(getattr(row, marker.name)) for marker in row.form.money}
    words = {name: getattr(row, name) for name, m in row.form.fields.items() if m.role in ("text", "unit", "unit_code")}
    extra = tuple((header, digits(amount)) for header, amount in row.extra)
    return (row.code, row.name, row.side, row.line, row.line_number, row.measure, row.panel, words, amounts, extra)


def differences(one: Sheet[Row], other: Sheet[Row]) -> list[str]:
    """What differs between two statements, in words."""
    found = [
        f"{name}: {getattr(one, name)!r} became {getattr(other, name)!r}"
        for name in ("form", "title", "number", "unit", "agency", "items", "remarks", "columns", "agency_line", "unit_line")
        if getattr(one, name) != getattr(other, name)
    ]
    mine, theirs = [row_words(r) for r in one], [row_words(r) for r in other]
    if len(mine) != len(theirs):
        found.append(f"{len(mine)} rows became {len(theirs)}")
    found += [f"{a}\n  became\n{b}" for a, b in zip(mine, theirs, strict=False) if a != b]
    return [f"{one.title}: {text}" for text in found]
