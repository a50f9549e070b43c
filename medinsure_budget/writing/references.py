"""References in formulas and areas after rows were added to a sheet."""

import re

# 'Sheet'!$A$1:$B$9, Sheet!A1, A1:B9, 4:9
_REFERENCE = re.compile(
    r"(?:(?P<sheet>'(?:[^']|'')+'|[^'!:]+)!)?(?P<one>\$?[A-Z]{0,3}\$?)(?P<first>[0-9]+)"
    r"(?::(?P<other>\$?[A-Z]{0,3}\$?)(?P<last>[0-9]+))?"
)


def moved_formula(formula: str, home: str, sheet: str, at: int, count: int) -> str:
    """A formula of the sheet ``home`` after ``count`` rows were added below row ``at`` of ``sheet``.

    An area that ends in row ``at`` grows with it: what is added there belongs to the list that it sums.

    >>> moved_formula("=SUM(C5:C7)+C8-封面!B3", "支出", "支出", 7, 2)
    '=SUM(C5:C9)+C10-封面!B3'
    """
    from openpyxl.formula import Tokenizer
    from openpyxl.formula.tokenizer import Token

    tokens = Tokenizer(formula).items
    moved = (
        moved_reference(t.value, home, sheet, at, count) if (t.type, t.subtype) == (Token.OPERAND, Token.RANGE) else t.value
        for t in tokens
    )
    return "=" + "".join(moved)


def moved_reference(reference: str, home: str, sheet: str, at: int, count: int, *, grow: bool = False) -> str:
    """A reference after rows were added; ``grow`` also widens an area that is row ``at`` alone, as rules do.

    >>> moved_reference("支出!$C$10", "封面", "支出", 7, 2), moved_reference("D7:F7", "支出", "支出", 7, 2)
    ('支出!$C$12', 'D7:F7')
    """
    found = _REFERENCE.fullmatch(reference)
    if found is None or (found["sheet"] or home).strip("'").replace("''", "'") != sheet:
        return reference
    first, last = int(found["first"]), int(found["last"] or found["first"])
    new_first = first + count if first > at else first
    reaches = last > at or (last == at and (first < at or grow))
    new_last = last + count if reaches else last
    prefix = f"{found['sheet']}!" if found["sheet"] else ""
    if found["last"] is None and new_first == new_last:
        return f"{prefix}{found['one']}{new_first}"
    return f"{prefix}{found['one']}{new_first}:{found['other'] or found['one']}{new_last}"


def moved_areas(areas: str, sheet: str, at: int, count: int, *, grow: bool = True) -> str:
    """Areas parted by blanks or commas, such as a rule's cells or a print area, after rows were added."""
    parts = re.split(r"([ ,])", areas)
    return "".join(part if part in " ," else moved_reference(part, sheet, sheet, at, count, grow=grow) for part in parts)
