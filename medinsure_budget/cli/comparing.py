"""The command that compares: ``diff``, two versions of one document."""

from pathlib import Path
from typing import Annotated

import typer

from medinsure_budget.cli import console
from medinsure_budget.cli.files import free
from medinsure_budget.cli.reading import Force


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(help="逐个金额比较同一文件的两个版本，如更正前后；相同时退出码为 0，不同为 1。")(diff)


def diff(
    before: Annotated[str, typer.Argument(metavar="前", help="先前的版本，如草稿、更正前的文件。")],
    after: Annotated[str, typer.Argument(metavar="后", help="后来的版本，如网站上公开的文件。")],
    *,
    csv: Annotated[str | None, typer.Option("--csv", metavar="文件", help="把不同之处写成 CSV。")] = None,
    force: Force = False,
) -> int:
    """Say which figures of two versions differ."""
    from medinsure_budget.checks import diff as compare
    from medinsure_budget.reading import read

    found = compare(read(before), read(after))
    console.say(found.to_text().rstrip("\n"))
    if csv:
        found.to_csv(free(csv, [Path(before), Path(after)], force=force), overwrite=force)
        console.say(f"已写入 {csv}")
    return int(bool(found))
