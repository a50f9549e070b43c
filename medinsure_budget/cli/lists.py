"""The official list of subjects that a command may be given."""

from collections.abc import Iterable
from typing import Annotated

import typer

from medinsure_budget.cli import console
from medinsure_budget.evidence import Note
from medinsure_budget.subjects import Catalogue, load_catalogue

NOTES = {"repaired": "已修复", "ignored": "已略过", "unread": "未读懂"}
ListFile = Annotated[
    str | None,
    typer.Option("--catalogue", "--file", metavar="文件", help="财政部年度科目表（xlsx、xls、csv、txt），代替内置科目。"),
]
ListYear = Annotated[
    int | None, typer.Option("--catalogue-year", metavar="年度", help="科目表的年度，默认取表题或文件名所示年度。")
]


def official(path: str | None, year: int | None) -> Catalogue | None:
    """The list, its notes told on the error stream; ``None`` where none is given."""
    if path is None:
        return None
    found = load_catalogue(path, year=year)
    tell(found.notes)
    return found


def tell(notes: Iterable[Note]) -> None:
    """Say notes beside the results."""
    for note in notes:
        console.complain(f"{NOTES[note.kind]} {note.message}")
