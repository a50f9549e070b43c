"""The command line: ``python -m medinsure_budget read|check|tables|subjects …``."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

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


def _read(arguments: argparse.Namespace) -> int:
    from medinsure_budget.batch import frame_of, read_many

    results = list(read_many(arguments.files))
    for result in results:
        _print(f"{result.path}：{result.document or result.error}")
        for note in result.document.notes if result.document and arguments.notes else ():
            _print(f"  {_NOTE_KINDS[note.kind]} {note.place} {note.message}")
    if arguments.csv:
        frame_of(results).to_csv(arguments.csv, index=False)
        _print(f"已写入 {arguments.csv}")
    return 0 if all(result.ok for result in results) else 1


_NOTE_KINDS = {"repaired": "已修复", "ignored": "已略过", "unread": "未读懂"}


def _add_read(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("read", help="读取公开文件", description="读取预算、决算公开文件，可汇成一张数据表。")
    parser.add_argument("files", nargs="+", help="文本、Markdown、HTML、PDF、Word、Excel 或其压缩包")
    parser.add_argument("--notes", action="store_true", help="列出读取时的修复、略过和未读懂之处")
    parser.add_argument("--csv", help="把全部金额写成一行一数的 CSV")
    parser.set_defaults(command=_read)


def _check(arguments: argparse.Namespace) -> int:
    from medinsure_budget.checks import check
    from medinsure_budget.reading import read

    against = [read(path) for path in arguments.against]
    report = check(read(arguments.file), against=against, waivers=arguments.waivers or ())
    _print(report.to_text())
    for path, write in (
        (arguments.html, report.to_html),
        (arguments.xlsx, report.to_xlsx),
        (arguments.json, report.to_json),
        (arguments.sarif, report.to_sarif),
    ):
        if path:
            write(path)
            _print(f"已写入 {path}")
    return 0 if report.ok else 1


def _add_check(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("check", help="核对公开文件", description="核对表内、表间、文表之间的勾稽关系。")
    parser.add_argument("file", help="要核对的文件")
    parser.add_argument("--against", nargs="*", default=[], metavar="FILE", help="对照的文件：预算、上年决算、所属单位")
    parser.add_argument("--waivers", help="已认可的问题清单")
    for kind in ("html", "xlsx", "json", "sarif"):
        parser.add_argument(f"--{kind}", help=f"另写一份 {kind} 报告")
    parser.set_defaults(command=_check)


def _tables(arguments: argparse.Namespace) -> int:
    from medinsure_budget.reading import read
    from medinsure_budget.writing import write_xlsx

    path = write_xlsx(read(arguments.file), arguments.output or Path(arguments.file).with_suffix(".xlsx").name)
    _print(f"已写入 {path}")
    return 0


def _add_tables(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("tables", help="导出公开表", description="把文件中的报表写成可打印的 Excel 工作簿。")
    parser.add_argument("file", help="预算或决算公开文件")
    parser.add_argument("output", nargs="?", help="工作簿，默认与原文件同名，写在当前目录")
    parser.set_defaults(command=_tables)


# Each adds one sub-command whose ``command`` default takes the arguments and answers with the exit code.
_COMMANDS = (_add_read, _add_check, _add_tables, _add_subjects)


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
