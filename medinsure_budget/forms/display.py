"""How tables look in a notebook; every colour comes from the notebook, so they read in light and dark."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

_INDENT = "　"


# What is said of cells, each with its place: the row's `id` and the field.
Remarks = Mapping[tuple[int, str], Sequence[str]]


def table_html(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A plain table."""
    return _table(heads, ([escape(cell) for cell in row] for row in rows))


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    top = "".join(f"<th>{escape(head)}</th>" for head in heads)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def sheet_html(sheet: Any, remarks: Remarks | None = None) -> str:
    """A statement under its printed title and header words: levels indented, columns without anything folded away.

    Cells of which something is said are marked, numbered, and explained below the table.
    """
    columns, said = dict(_columns(sheet)), remarks or {}
    numbers = {message: number for number, message in enumerate(dict.fromkeys(m for own in said.values() for m in own), 1)}
    told = [[_marked(_cell(row, name), [numbers[m] for m in said.get((id(row), name), ())]) for name in columns] for row in sheet.rows]
    kept = [place for place in range(len(columns)) if any(row[place] for row in told)]
    heads = list(columns.values())
    folded = f"<p>另有 {len(heads) - len(kept)} 栏全部空白</p>" if len(kept) < len(heads) else ""
    table = _table([heads[place] for place in kept], [[row[place] for place in kept] for row in told])
    below = "".join(f"<li>{escape(message)}</li>" for message in numbers)
    return f"<b>{escape(sheet.title)}</b>（{sheet.unit.value}）{table}{folded}" + (f"<ol>{below}</ol>" if below else "")


def _marked(text: str, numbers: Sequence[int]) -> str:
    if not numbers:
        return escape(text)
    return f"<mark>{escape(text) or '（空）'}</mark><sup>{'、'.join(map(str, numbers))}</sup>"


def _columns(sheet: Any) -> Iterator[tuple[str, str]]:
    """Attribute and head of what a row shows: the printed header where there is one, else the form's own word."""
    declared = sheet.form.form.fields
    heads = {"code": "编码", "name": "项目"} | {name: marker.label for name, marker in declared.items()}
    heads |= {column.field: column.header for column in reversed(sheet.columns) if column.field}
    heads |= {item.field: item.label for item in sheet.items}
    words = (name for name, marker in declared.items() if marker.role != "money")
    extra = (header for row in sheet.rows for header, _ in row.extra)
    for name in dict.fromkeys(("code", "name", *words, *sheet.printed, *extra)):
        yield name, heads.get(name, name)


def _cell(row: Any, name: str) -> str:
    if name == "name":
        return f"{_INDENT * max(0, row.depth - 1)}{row.name}"
    if isinstance(word := getattr(row, name, None), str):
        return word
    amount = row.amount_of(name)
    return "" if amount is None else f"{amount.amount:,f}"
