"""Header trees in one line of text: ``科目编码 科目名称 总计 基本支出{人员支出 公用经费}``.

A leaf is resolved to the form's field by its printed label and the words above it; ``label=field`` names the
field where a place prints a label that means something else elsewhere.
"""

import re
from collections.abc import Iterator
from typing import Literal

from medinsure_budget.errors import UsageError
from medinsure_budget.forms.declare import Form, Marker, Measure, Role, Row, Side
from medinsure_budget.forms.sheet import Column, Item
from medinsure_budget.forms.words import fold

Ordinals = Literal["", "栏次", "**", "** only"]
_MEASURES: dict[str, Measure] = {"预算数": "budget", "年初预算数": "budget", "全年预算数": "budget", "决算数": "final"}


def columns(form: type[Row], tree: str, ordinals: Ordinals = "") -> tuple[Column, ...]:
    """The leaf columns of a header tree.

    >>> from medinsure_budget.forms import Expenditure
    >>> [(c.header, c.field) for c in columns(Expenditure, "科目编码 科目名称 基本支出{人员支出 公用经费}")]
    [('科目编码', 'code'), ('科目名称', 'name'), ('基本支出/人员支出', 'personnel'), ('基本支出/公用经费', 'public')]

    Args:
        form: The statement.
        tree: Header words from left to right, groups in braces.
        ordinals: What the row of 栏次 prints: ``**`` under texts and numbers under amounts, numbers only,
            ``**`` everywhere, or nothing.

    Raises:
        UsageError: when a leaf is no column of the form.
    """
    found: list[Column] = []
    panel = numbered = 0
    for path, named in _leaves(tree):
        marker = _marker(form.form, path, named)
        if marker is None:
            raise UsageError(f"{form.__name__} 没有“{'/'.join(path)}”这一栏")
        if marker.role in ("code", "name") and found and found[-1].role == "money":
            panel += 1
        ordinal = _ordinal(ordinals, marker.role, numbered)
        numbered += ordinal.isdecimal()
        found.append(_column(form.form, path, marker, panel, ordinal))
    return tuple(found)


def downward(*measures: tuple[str, Measure]) -> tuple[Column, ...]:
    """The columns of a table whose items run downward: 项目 and the amounts, labelled."""
    amounts = tuple(Column((label,), "money", "", measure=measure) for label, measure in measures)
    return (Column(("项目",), "name"), *amounts)


def items(**labels: str) -> tuple[Item, ...]:
    """The items that run downward, field by label."""
    return tuple(Item(field, label) for field, label in labels.items())


def _leaves(tree: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each leaf's words from the top down, and the field it names, if any."""
    above: list[str] = []
    words = re.findall(r"[{}]|[^\s{}]+", tree)
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word == "}":
            above.pop()
        elif following == "{":
            above.append(word)
        elif word != "{":
            label, _, field = word.partition("=")
            yield (*above, label), field


def resolve(form: Form, path: tuple[str, ...]) -> Column | None:
    """The column that header words from the top down stand for, ``None`` when the form has no such column."""
    marker = _marker(form, path)
    return _column(form, path, marker) if marker else None


def _column(form: Form, path: tuple[str, ...], marker: Marker, panel: int = 0, ordinal: str = "") -> Column:
    return Column(path, marker.role, marker.name, _side(form, path), panel, _measure(form, path), ordinal)


def _side(form: Form, path: tuple[str, ...]) -> Side:
    if not form.sides:
        return ""
    if "支出用途" in path:
        return "purpose"
    return "expenditure" if "支出" in path[0] else "income"


def _measure(form: Form, path: tuple[str, ...]) -> Measure:
    """Budget and outturn beside each other are told apart by the last header word."""
    both = form.kind == "final_accounts" and form.rows == "unit" and len(path) > 1
    return _MEASURES.get(path[-1], "") if both else ""


def _marker(form: Form, path: tuple[str, ...], named: str = "") -> Marker | None:
    if named in form.fields:
        return form.fields[named]
    *above, label = path[:-1] if _measure(form, path) else path
    side = _side(form, path)
    found = [m for m in form.labelled.get(fold(label), ()) if m.side in ("", side)]
    if len(found) > 1:
        words = set(map(fold, above))
        return min(found, key=lambda m: words.isdisjoint(map(fold, m.under)))
    return found[0] if found else None


def _ordinal(ordinals: Ordinals, role: Role, numbered: int) -> str:
    if ordinals == "** only":
        return "**"
    if not ordinals:
        return ""
    if role == "money":
        return str(numbered + 1)
    return "**" if ordinals == "**" else ""
