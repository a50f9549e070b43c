"""The command that looks subjects up: ``subjects``."""

from typing import Annotated

import typer

from medinsure_budget.cli import console
from medinsure_budget.cli.lists import ListFile, ListYear, official, tell
from medinsure_budget.subjects import COMPILED_YEARS, catalogue
from medinsure_budget.subjects.lookup import count_table, look_up
from medinsure_budget.subjects.names import plain_code

Query = Annotated[list[str] | None, typer.Argument(metavar="查询", help="编码（2101501、210 15 01）、名称、路径或词语。")]


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(help="查政府收支分类科目：按编码、名称、路径或词语。")(subjects)


def subjects(
    context: typer.Context,
    query: Query = None,
    *,
    year: Annotated[int | None, typer.Option(metavar="年度", help=f"默认 {COMPILED_YEARS[-1]} 或科目表所示年度。")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="没有整理到的年度报错，而不按最近一年回答。")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="报告科目表与内置科目的差异。")] = False,
    changes_since: Annotated[int | None, typer.Option(metavar="年度", help="报告与另一年度相比的变化，可限于所查的科目。")] = None,
    counts: Annotated[bool, typer.Option("--counts", help="列出各类的款、项数。")] = False,
    listed: ListFile = None,
    listed_year: ListYear = None,
) -> int:
    """Describe subjects."""
    words = " ".join(query or ())
    if not (words or diff or counts or changes_since or listed):
        console.emit(context.get_help())
        return 0
    found = official(listed, listed_year or year)
    if found is None:
        found = catalogue(year or COMPILED_YEARS[-1], beyond="raise" if strict else "accept")
        tell(found.notes)
    code = plain_code(words) if plain_code(words).isdecimal() else ""
    if changes_since is not None:
        console.say(str(found.diff(catalogue(changes_since)).under(code)))
    if diff:
        console.say(str(found.diff().under(code)))
    if counts:
        console.say(count_table(found))
    if not words:
        return 0
    text, known = look_up(found, words)
    console.say(text)
    return int(not known)
