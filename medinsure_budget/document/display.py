"""How a document looks in a notebook; colours come from the notebook, so it reads in light and dark."""

from html import escape
from typing import Any

from medinsure_budget.evidence import NOTE_KINDS
from medinsure_budget.forms.declare import KINDS
from medinsure_budget.forms.display import table_html


def document_html(document: Any) -> str:
    """What a document is, its statements in printed order, and what was noted while reading."""
    head = " ".join(filter(None, (document.agency.name, f"{document.year or ''}年" if document.year else "", KINDS[document.kind])))
    rows = [(sheet.number, sheet.title, sheet.unit.value, str(len(sheet))) for sheet in document.sheets]
    parts = [f"<p><b>{escape(head or document.name)}</b>　{escape(str(document.scope))}</p>"]
    parts += [table_html(("表号", "表题", "单位", "行数"), rows)] if rows else []
    parts.append(f"<p>叙述 {len(document.claims)} 条，读取说明 {len(document.notes)} 条</p>")
    if document.notes:
        items = "".join(f"<li>{NOTE_KINDS[note.kind]}：{escape(f'{note.place} {note.message}'.strip())}</li>" for note in document.notes)
        parts.append(f"<details><summary>读取说明</summary><ul>{items}</ul></details>")
    return "".join(parts)
