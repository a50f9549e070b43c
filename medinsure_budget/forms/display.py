"""How tables look in a notebook; every colour comes from the notebook, so they read in light and dark."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any

_INDENT = "　"


def table_html(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A plain table."""
    top = "".join(f"<th>{escape(head)}</th>" for head in heads)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def sheet_html(sheet: Any) -> str:
    """A statement under its printed title and header words: levels indented, columns without anything folded away."""
    columns = dict(_columns(sheet))
    told = [[_cell(row, name) for name in columns] for row in sheet.rows]
    kept = [place for place in range(len(columns)) if any(row[place] for row in told)]
    heads = list(columns.values())
    folded = f"<p>另有 {len(heads) - len(kept)} 栏全部空白</p>" if len(kept) < len(heads) else ""
    table = table_html([heads[place] for place in kept], [[row[place] for place in kept] for row in told])
    return f"<b>{escape(sheet.title)}</b>（{sheet.unit.value}）{table}{folded}"


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
