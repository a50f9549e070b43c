"""Comparing names as documents print them."""

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=16_384)
def fold(name: str) -> str:
    """Reduce a printed name to what it says: NFKC (which folds the width of brackets), no whitespace.

    >>> fold("政府办公厅（室）及 相关机构事务") == fold("政府办公厅(室)及相关机构事务")
    True
    """
    return "".join(unicodedata.normalize("NFKC", name).split())


def distance(left: str, right: str, limit: int) -> int:
    """Count the characters to insert, delete, replace or swap with their neighbour; above ``limit`` any larger number.

    >>> distance("医疗保障管理实务", "医疗保障管理事务", 3)
    1
    """
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, character in enumerate(left, 1):
        before, previous, row = row, before, [i]
        for j, other in enumerate(right, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (character != other))
            if i > 1 and j > 1 and character == right[j - 2] and left[i - 2] == other:
                cost = min(cost, previous[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]
