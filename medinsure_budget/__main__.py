"""The command line: ``python -m medinsure_budget read|check|tables|compile|subjects …``."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from medinsure_budget.errors import Error
from medinsure_budget.evidence import Note
from medinsure_budget.subjects import COMPILED_YEARS, Catalogue, catalogue, load_catalogue
from medinsure_budget.subjects.lookup import count_table, look_up
from medinsure_budget.subjects.names import plain_code

if TYPE_CHECKING:
    from medinsure_budget.document import Budget, FinalAccounts

Compiler = Callable[..., "Budget | FinalAccounts"]
Command = Callable[[argparse.Namespace], int]


def _catalogue(arguments: argparse.Namespace) -> Catalogue | None:
    """The official list that a command was given, its notes told on the error stream."""
    if not arguments.catalogue:
        return None
    found = load_catalogue(arguments.catalogue, year=arguments.catalogue_year)
    _tell(found.notes)
    return found


def _add_catalogue(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--catalogue", metavar="FILE", help="财政部年度科目表（xlsx、xls、csv、txt），代替内置科目")
    parser.add_argument("--catalogue-year", type=int, metavar="YEAR", help="科目表的年度，默认取表题或文件名所示年度")


def _subjects(arguments: argparse.Namespace) -> int:
    query = " ".join(arguments.query)
    if not (query or arguments.diff or arguments.counts or arguments.changes_since or arguments.catalogue):
        arguments.parser.print_help()
        return 0
    arguments.catalogue_year = arguments.catalogue_year or arguments.year
    year: int = arguments.year or COMPILED_YEARS[-1]
    found = _catalogue(arguments) or catalogue(year, beyond="raise" if arguments.strict else "accept")
    if not arguments.catalogue:
        _tell(found.notes)
    code = plain_code(query) if plain_code(query).isdigit() else ""
    if arguments.changes_since is not None:
        _print(str(found.diff(catalogue(arguments.changes_since)).under(code)))
    if arguments.diff:
        _print(str(found.diff().under(code)))
    if arguments.counts:
        _print(count_table(found))
    if not query:
        return 0
    text, known = look_up(found, query)
    _print(text)
    return 0 if known else 1


def _add_subjects(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("subjects", help="查政府收支分类科目", description="按编码、名称、路径或词语查科目。")
    parser.add_argument("query", nargs="*", help="编码（2101501、210 15 01）、名称、以/相连的路径，或以空格分开的词语")
    parser.add_argument("--year", type=int, help=f"年度，默认{COMPILED_YEARS[-1]}或科目表所示年度")
    parser.add_argument("--strict", action="store_true", help="内置科目没有整理到的年度报错，而不是按最近一年回答")
    parser.add_argument("--diff", action="store_true", help="报告科目表与内置科目的差异")
    parser.add_argument("--changes-since", type=int, metavar="YEAR", help="报告与另一年度相比的变化，给出编码时只报该科目及其下级")
    parser.add_argument("--counts", action="store_true", help="列出各类的款、项数")
    _add_catalogue(parser)
    parser.add_argument("--file", dest="catalogue", help=argparse.SUPPRESS)
    parser.set_defaults(command=_subjects, parser=parser)


def _read(arguments: argparse.Namespace) -> int:
    from medinsure_budget.batch import frame_of, read_many

    results = list(read_many(arguments.files, catalogue=_catalogue(arguments)))
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
    _add_catalogue(parser)
    parser.set_defaults(command=_read)


def _check(arguments: argparse.Namespace) -> int:
    from medinsure_budget.checks import check
    from medinsure_budget.reading import read

    subjects = _catalogue(arguments)
    against = [read(path, catalogue=subjects) for path in arguments.against]
    document = read(arguments.file, catalogue=subjects)
    report = check(document, against=against, waivers=arguments.waivers or (), catalogue=subjects)
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
    _add_catalogue(parser)
    parser.set_defaults(command=_check)


def _tables(arguments: argparse.Namespace) -> int:
    from medinsure_budget.reading import read
    from medinsure_budget.writing import write_xlsx

    document = read(arguments.file, catalogue=_catalogue(arguments))
    path = write_xlsx(document, arguments.output or Path(arguments.file).with_suffix(".xlsx").name)
    _print(f"已写入 {path}")
    return 0


def _add_tables(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("tables", help="导出公开表", description="把文件中的报表写成可打印的 Excel 工作簿。")
    parser.add_argument("file", help="预算或决算公开文件")
    parser.add_argument("output", nargs="?", help="工作簿，默认与原文件同名，写在当前目录")
    _add_catalogue(parser)
    parser.set_defaults(command=_tables)


def _compile(arguments: argparse.Namespace) -> int:
    from medinsure_budget.publishing import compile_budget, compile_final_accounts, publish

    subjects = _catalogue(arguments)
    compiler: Compiler = compile_budget if arguments.kind == "budget" else compile_final_accounts
    document = compiler(arguments.ledger, agency=arguments.agency, year=arguments.year, catalogue=subjects)
    _tell(document.notes)
    publication = publish(document, arguments.output, formats=arguments.formats, catalogue=subjects)
    _print("\n".join(f"已写入 {path}" for path in publication.paths))
    return 0


def _add_compile(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("compile", help="编制公开文件", description="由台账编制整套公开表和情况说明，核对无误后写出。")
    parser.add_argument("kind", choices=("budget", "final"), help="budget 部门预算，final 部门决算")
    parser.add_argument("ledger", help="台账（csv、xlsx）")
    parser.add_argument("--agency", required=True, help="部门或单位全称")
    parser.add_argument("--year", type=int, required=True, help="年度")
    parser.add_argument("--output", default=".", metavar="FOLDER", help="写到哪个文件夹，默认当前目录")
    parser.add_argument("--formats", nargs="+", default=["xlsx", "docx", "html"], help="xlsx、docx、html 中的几种")
    _add_catalogue(parser)
    parser.set_defaults(command=_compile)


# Each adds one sub-command whose ``command`` default takes the arguments and answers with the exit code.
_COMMANDS = (_add_read, _add_check, _add_tables, _add_compile, _add_subjects)


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


def _tell(notes: Sequence[Note]) -> None:
    for note in notes:
        sys.stderr.write(f"{_NOTE_KINDS[note.kind]} {note.message}\n")


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    raise SystemExit(main())
