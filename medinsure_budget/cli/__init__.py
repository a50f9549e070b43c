"""The command line ``medinsure-budget``: what the library does, for people who do not write Python.

It needs the extra ``cli`` (typer and rich); nothing else in the library imports them.
"""

import sys

from medinsure_budget.cli.console import MISUSE
from medinsure_budget.errors import missing_extra


def main(argv: list[str] | None = None) -> int:
    """Run one command.

    Returns:
        0 done and nothing wrong, 1 the answer is no (a file could not be read, something is wrong, nothing found),
        2 bad input or misuse.
    """
    try:
        import rich  # noqa: F401 - only asked whether it is there
        import typer  # noqa: F401 - as above
    except ImportError:
        sys.stderr.write(missing_extra("命令行", "cli") + "\n")
        return MISUSE
    from medinsure_budget.cli.app import run

    return run(sys.argv[1:] if argv is None else argv)
