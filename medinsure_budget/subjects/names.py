"""Comparing codes and names as documents print them."""

import re
import unicodedata

from medinsure_budget.lexicon import Shape, by_text

CODE_SHAPE = re.compile(r"[0-9]{3}(?:[0-9]{2}){0,3}")
# 210.15.01, 210-15-01, 210 15 01; a sign before the first digit is none of these.
_BETWEEN = re.compile(r"(?<=[0-9])[.\-_/·](?=[0-9])")
_WHOLE = Shape(r"([0-9]{3}(?:[0-9]{2}){0,3})\.0*")
_MARK = Shape(r"\((?:{LEVEL_MARK})级?\)")
_STEP = Shape(r"\((?:{LEVEL_MARK})级?\)[-—>/\\、]*|[/\\>]|--|——|→")


@by_text
def fold(name: str) -> str:
    """Reduce a printed name to what it says: NFKC (which folds the width of brackets), no whitespace.

    >>> fold("政府办公厅（室）及 相关机构事务") == fold("政府办公厅(室)及相关机构事务")
    True
    """
    return "".join(unicodedata.normalize("NFKC", name).split())


@by_text
def _plain_text(code: str) -> str:
    text = fold(code).strip("'\u2018\u2019`")
    text = whole[1] if (whole := _WHOLE.fullmatch(text)) else text
    joined = _BETWEEN.sub("", text)
    return joined if CODE_SHAPE.fullmatch(joined) else text


def plain_code(code: object) -> str:
    """Reduce what is printed or stored in place of a code to its digits; what is no code stays as it is, folded.

    >>> [plain_code(code) for code in (2101501, 2101501.0, "210 15 01", "２１０.15.01", "2101501.0", "-101")]
    ['2101501', '2101501', '2101501', '2101501', '2101501', '-101']
    """
    if isinstance(code, str):
        return _plain_text(code)
    if isinstance(code, bool) or code is None:
        return ""
    # A spreadsheet stores numbers as floats, numpy its own whole numbers.
    return _plain_text(str(code))


def unmarked(name: str) -> str:
    """A folded name without the mark of its level: 行政运行（项） is 行政运行."""
    folded = fold(name)
    return _MARK.sub("", folded) if folded.endswith(")") else folded


def steps(path: str) -> tuple[str, ...]:
    """The names of a path printed as one text.

    >>> steps("卫生健康支出（类）医疗保障管理事务（款）行政运行（项）") == steps("卫生健康支出/医疗保障管理事务/行政运行")
    True
    """
    return tuple(filter(None, _STEP.split(fold(path))))


def distance(left: str, right: str, limit: int) -> int:
    """Count the characters to insert, delete, replace or swap with their neighbour; above ``limit`` any larger number.

    >>> distance("医疗保障管理实务", "医疗保障管理事务", 3)
    1
    """
    far = limit + 1
    if abs(len(left) - len(right)) > limit or max(len({*left}.difference(right)), len({*right}.difference(left))) > limit:
        return far
    before: list[int] = []
    row = [min(j, far) for j in range(len(right) + 1)]
    for i, character in enumerate(left, 1):
        before, previous, row = row, before, [far] * len(row)
        row[0] = min(i, far)
        # Places further apart than the limit cannot be reached within it.
        for j in range(max(1, i - limit), min(len(right), i + limit) + 1):
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (character != right[j - 1]))
            if i > 1 and j > 1 and character == right[j - 2] and left[i - 2] == right[j - 1]:
                row[j] = min(row[j], previous[j - 2] + 1)
        if min(row) > limit:
            return far
    return row[-1]
