"""The command line: ``python -m medinsure_budget subjects 2101501``."""

import argparse
import sys
from collections.abc import Callable

from medinsure_budget.errors import Error
from medinsure_budget.subjects import COMPILED_YEARS, catalogue, load_catalogue
from medinsure_budget.subjects.lookup import count_table, look_up

Command = Callable[[argparse.Namespace], int]


def _subjects(arguments: argparse.Namespace) -> int:
    year: int | None = arguments.year
    latest = COMPILED_YEARS[-1]
    found = load_catalogue(arguments.file, year=year) if arguments.file else catalogue(year or latest)
    if arguments.changes_since is not None:
        _print(str(found.diff(catalogue(arguments.changes_since))))
    if arguments.diff:
        _print(str(found.diff()))
    if arguments.counts:
        _print(count_table(found))
    if arguments.query is None:
        return 0
    text, known = look_up(found, arguments.query)
    _print(text)
    return 0 if known else 1


def _add_subjects(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("subjects", help="查政府收支分类科目", description="按编码、名称、路径或词语查科目。")
    parser.add_argument("query", nargs="?", help="编码（2101501）、名称、以/相连的路径，或以空格分开的词语")
    parser.add_argument("--year", type=int, help=f"年度，默认{COMPILED_YEARS[-1]}或文件所示年度")
    parser.add_argument("--file", help="财政部年度科目文件（xlsx、csv），覆盖内置科目")
    parser.add_argument("--diff", action="store_true", help="报告文件与内置科目的差异")
    parser.add_argument("--changes-since", type=int, metavar="YEAR", help="报告与另一年度相比的变化")
    parser.add_argument("--counts", action="store_true", help="列出各类的款、项数")
    parser.set_defaults(command=_subjects)


# Each adds one sub-command whose ``command`` default takes the arguments and answers with the exit code.
_COMMANDS = (_add_subjects,)


def main(argv: list[str] | None = None) -> int:
    """Run one sub-command.

    Returns:
        0 when it did what was asked, 1 when the answer is no (nothing found), 2 for bad input or misuse.
    """
    parser = argparse.ArgumentParser(prog="medinsure_budget", description="读取、核对、编制部门预决算公开文件。")
    commands = parser.add_subparsers(required=True, metavar="命令")
    for add in _COMMANDS:
        add(commands)
    arguments = parser.parse_args(argv)
    command: Command = arguments.command
    try:
        return command(arguments)
    except Error as error:
        sys.stderr.write(f"{error}\n")
        return 2


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    raise SystemExit(main())
