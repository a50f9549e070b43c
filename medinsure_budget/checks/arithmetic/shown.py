"""Figures and relations in words: how a cell, a sum and an identity are quoted."""

from collections.abc import Sequence
from decimal import Decimal

from medinsure_budget.checks.arithmetic.cells import Cell
from medinsure_budget.checks.arithmetic.identities import Identity
from medinsure_budget.checks.arithmetic.intervals import scale_of
from medinsure_budget.money import EXACT

_MOST_TERMS = 6


def in_unit(fen: int, like: Cell) -> Decimal:
    """分 as a number in the unit and with the decimals that a cell is printed in."""
    value, step = (EXACT.divide(Decimal(n), scale_of(like.unit)) for n in (fen, like.step))
    return value.quantize(step, context=EXACT) if fen % like.step == 0 else value


def number(fen: int, like: Cell) -> str:
    """The same as text."""
    return f"{in_unit(fen, like):f}"


def printed(cell: Cell) -> str:
    """The printed digits, or 空."""
    return cell.told or cell.printed or "空"


def terms(cells: Sequence[Cell]) -> str:
    """The figures of one side, joined by plus signs."""
    shown = [c for c in cells if c.fen] or list(cells[:1])
    text = " + ".join(printed(c) for c in shown[:_MOST_TERMS])
    return text + (f" + …（共{len(shown)}项）" if len(shown) > _MOST_TERMS else "")


def relation(identity: Identity) -> str:
    """An identity with its figures: what is printed and what its parts add up to."""
    left = identity.left[0]
    right_sum = sum(c.fen for c in identity.right)
    sign = "≤" if identity.at_most else "="
    if not identity.right:
        return f"{left.place} {printed(left)}，另一表没有这一科目"
    if len([c for c in identity.right if c.fen]) <= 1 and len(identity.left) == 1:
        right = next((c for c in identity.right if c.fen), identity.right[0])
        return f"{left.place} {printed(left)} {sign} {right.place} {printed(right)}"
    return f"{left.place} {terms(identity.left)} {sign} {terms(identity.right)} = {number(right_sum, left)}"
