"""What the simple formulas of office workbooks give: sums, differences, products and references."""

import re
from collections.abc import Sequence
from decimal import Decimal, DecimalException
from typing import Any

from medinsure_budget.money import HALF_UP
from medinsure_budget.records import define

_DEEPEST = 40
_AREA = re.compile(r"(?:(?P<sheet>'(?:[^']|'')+'|[^'!:]+)!)?(?P<cells>\$?[A-Z]{1,3}\$?[0-9]+(?::\$?[A-Z]{1,3}\$?[0-9]+)?)")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")


def value_of(workbook: Any, worksheet: Any, value: object, depth: int = 0) -> Decimal | None:
    """The number of a cell's value: a formula is reckoned, a blank is nothing.

    Returns:
        The number, ``None`` for words and for formulas that are not understood.
    """
    if value is None or value == "":
        return Decimal(0)
    if isinstance(value, str) and value.startswith("="):
        try:
            return _Reckoner.of(workbook, worksheet, value, depth).whole()
        except (ValueError, KeyError, DecimalException):
            return None
    text = str(value).replace(",", "").strip()
    return Decimal(text) if _NUMBER.fullmatch(text) else None


@define
class _Reckoner:
    """Descends through a formula: sums of products of operands, functions and brackets."""

    workbook: Any
    worksheet: Any
    tokens: Sequence[Any]
    depth: int
    at: int = 0

    @classmethod
    def of(cls, workbook: Any, worksheet: Any, formula: str, depth: int) -> "_Reckoner":
        from openpyxl.formula import Tokenizer

        if depth > _DEEPEST:
            raise ValueError("formulas refer to each other")
        tokens = [token for token in Tokenizer(formula).items if token.type != "WHITE-SPACE"]
        return cls(workbook, worksheet, tokens, depth)

    def whole(self) -> Decimal:
        """The value of the whole formula."""
        value = sum(self._sum(), Decimal(0))
        if self.at != len(self.tokens):
            raise ValueError("a formula of another kind")
        return value

    def _next(self) -> Any:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def _takes(self, kind: str, *values: str) -> str:
        token = self._next()
        if token is None or token.type != kind or (values and token.value not in values):
            return ""
        self.at += 1
        return str(token.value)

    def _sum(self) -> list[Decimal]:
        """The terms of a sum; an area alone has as many as it has cells."""
        terms = self._product()
        while sign := self._takes("OPERATOR-INFIX", "+", "-"):
            more = self._product()
            terms += more if sign == "+" else [-term for term in more]
        return terms

    def _product(self) -> list[Decimal]:
        values = self._operand()
        while sign := self._takes("OPERATOR-INFIX", "*", "/"):
            left, right = sum(values, Decimal(0)), sum(self._operand(), Decimal(0))
            values = [left * right if sign == "*" else left / right]
        return values

    def _operand(self) -> list[Decimal]:
        if sign := self._takes("OPERATOR-PREFIX", "-", "+"):
            return [-value if sign == "-" else value for value in self._operand()]
        token = self._next()
        if token is not None and token.type == "OPERAND":
            self.at += 1
            return self._cells(token.value) if token.subtype == "RANGE" else [Decimal(token.value)]
        if name := self._takes("FUNC", "SUM(", "ROUND("):
            return self._function(name)
        if self._takes("PAREN", "("):
            values = [sum(self._sum(), Decimal(0))]
            self._closed("PAREN")
            return values
        raise ValueError("a formula of another kind")

    def _function(self, name: str) -> list[Decimal]:
        arguments = [self._sum()]
        while self._takes("SEP", ",", ";"):
            arguments.append(self._sum())
        self._closed("FUNC")
        if name == "SUM(":
            return [value for argument in arguments for value in argument]
        number, places = (sum(argument, Decimal(0)) for argument in arguments)
        return [number.quantize(Decimal(1).scaleb(-int(places)), context=HALF_UP)]

    def _closed(self, kind: str) -> None:
        if not self._takes(kind, ")"):
            raise ValueError("a bracket is not closed")

    def _cells(self, reference: str) -> list[Decimal]:
        found = _AREA.fullmatch(reference)
        if found is None:
            raise ValueError(f"{reference} is no area")
        title = (found["sheet"] or "").strip("'").replace("''", "'")
        worksheet = self.workbook[title] if title else self.worksheet
        cells = worksheet[found["cells"].replace("$", "")]
        flat = [c for row in cells for c in row] if isinstance(cells, tuple) else [cells]
        several = len(flat) > 1
        values = (value_of(self.workbook, worksheet, cell.value, self.depth + 1) for cell in flat)
        return [self._number(value, several=several) for value in values]

    @staticmethod
    def _number(value: Decimal | None, *, several: bool) -> Decimal:
        """Words in an area count as nothing, as in every spreadsheet; a word alone is no number."""
        if value is None and not several:
            raise ValueError("a word is no number")
        return value or Decimal(0)
