"""The commands that read: ``read``, ``tables``, ``frame``."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from medinsure_budget.cli import console
from medinsure_budget.cli.files import expanded, free
from medinsure_budget.cli.lists import NOTES, ListFile, ListYear, official
from medinsure_budget.errors import UsageError
from medinsure_budget.files.characters import printable
from medinsure_budget.forms.declare import KINDS

Files = Annotated[list[str], typer.Argument(metavar="文件", help="文件、文件夹或通配符；文件夹包括其中各级的全部文档。")]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, help="同时读几个文件。")]
Force = Annotated[bool, typer.Option("--force", help="替换已有的文件。")]
Json = Annotated[str | None, typer.Option("--json", metavar="文件", help="写成 JSON；- 表示写到屏幕。")]


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(help="读取公开文件，说明读到了什么、没读懂什么。")(read)
    app.command(help="把文件中的报表写成可打印的 Excel 工作簿。")(tables)
    app.command(help="把许多文件的全部金额汇成一张表（CSV）或一个 Parquet 文件夹。")(frame)


def results(files: list[Path], jobs: int, **how: Any) -> Iterator[Any]:
    """What became of each file, in order, with the progress shown."""
    from medinsure_budget.batch import read_many

    yield from console.watched(read_many(files, workers(files, jobs), limits=limits(files), **how), len(files))


def limits(files: list[Path]) -> Any:
    """What each file may cost; of several, each is worked on in a process that can be ended."""
    from medinsure_budget.sources import Limits

    return Limits(isolated=len(files) > 1)


def workers(files: list[Path], jobs: int) -> int | None:
    """How many processes work on files, ``None`` for this one alone."""
    return min(jobs, len(files)) if jobs > 1 and len(files) > 1 else None


def read(
    files: Files,
    *,
    notes: Annotated[bool, typer.Option("--notes", help="逐条列出读取说明。")] = False,
    jobs: Jobs = 1,
    as_json: Json = None,
    listed: ListFile = None,
    listed_year: ListYear = None,
) -> int:
    """Say what each file is and what could not be read in it."""
    done = list(results(expanded(files), jobs, catalogue=official(listed, listed_year)))
    if as_json is not None:
        emit(as_json, [_told(result) for result in done])
    if as_json != "-":
        heads = ("文件", "机构", "年度", "种类", "表", "叙述", "未读懂", "说明")
        console.table(heads, [_row(result) for result in done])
        for result in done:
            if result.ok:
                console.say(f"{result.path.name}\t{result.document.accounting}")
    if notes:
        for result in done:
            for note in result.document.notes if result.document else ():
                console.say(f"{result.path.name}\t{NOTES[note.kind]}\t{note.place}\t{note.message}")
    return int(not all(result.ok for result in done))


def _row(result: Any) -> tuple[str, ...]:
    if not result.ok:
        return (result.path.name, "", "", "", "", "", "", str(result.error))
    doc = result.document
    unread = sum(note.kind == "unread" for note in doc.notes)
    counts = (str(len(doc.sheets)), str(len(doc.claims)), str(unread))
    return (result.path.name, doc.agency.name, str(doc.year or ""), KINDS[doc.kind], *counts, str(doc.scope))


def _told(result: Any) -> dict[str, Any]:
    if not result.ok:
        return {"file": printable(str(result.path)), "error": printable(result.error)}
    doc = result.document
    notes = [{"kind": note.kind, "page": note.page, "place": note.place, "message": note.message} for note in doc.notes]
    return {
        "file": printable(str(result.path)), "agency": doc.agency.name, "level": doc.agency.level, "year": doc.year, "kind": doc.kind,
        "scope": str(doc.scope), "sheets": [sheet.title for sheet in doc.sheets], "claims": len(doc.claims), "notes": notes,
        "accounting": str(doc.accounting),
    }  # fmt: skip


def emit(target: str, data: object) -> None:
    """Write plain data as JSON to a file, or to the screen where the file is ``-``."""
    if target == "-":
        console.emit(json.dumps(data, ensure_ascii=False, indent=1))
        return
    from medinsure_budget.files.written import write_json

    console.say(f"已写入 {write_json(free(target, ()), lambda: data, of=data)}")


def tables(
    file: Annotated[str, typer.Argument(metavar="文件", help="预算或决算公开文件。")],
    output: Annotated[str | None, typer.Argument(metavar="工作簿", help="默认与原文件同名，写在当前目录。")] = None,
    *,
    force: Force = False,
    listed: ListFile = None,
    listed_year: ListYear = None,
) -> None:
    """Write the statements of a file as a workbook."""
    from medinsure_budget.reading import read as read_file
    from medinsure_budget.writing import write_xlsx

    target = free(output or Path(file).with_suffix(".xlsx").name, [Path(file)], force=force)
    document = read_file(file, catalogue=official(listed, listed_year))
    console.say(f"已写入 {write_xlsx(document.evolve(sections=()), target, overwrite=force)}")


def frame(
    files: Files,
    output: Annotated[str, typer.Option("--output", "-o", metavar="文件", help="CSV 文件，或放 Parquet 的文件夹（已有的不再重读）。")],
    *,
    jobs: Jobs = 1,
    force: Force = False,
) -> int:
    """Put the figures of many files into one frame."""
    from medinsure_budget.files.written import write_csv
    from medinsure_budget.frames import frame as frame_of
    from medinsure_budget.frames import write_parquet

    paths, failed = expanded(files), list[Any]()

    def noted(found: Iterator[Any]) -> Iterator[Any]:
        for result in found:
            if not result.ok:
                failed.append(result)
            yield result

    if Path(output).suffix == ".csv":
        target = free(output, paths, force=force)
        found = noted(results(paths, jobs, figures_only=True))
        write_csv(target, frame_of(found), encoding="utf-8-sig", overwrite=force)
    elif Path(output).suffix:
        raise UsageError(f"{output}：输出要以 .csv 结尾，或是放 Parquet 的文件夹")
    else:
        found = noted(results(paths, jobs, figures_only=True, resume=output, ordered=False))
        target = write_parquet(found, output)
    for result in failed:
        console.complain(f"{result.path}：{result.error}")
    console.say(f"已写入 {target}：{len(paths) - len(failed)} 个文件" + (f"，{len(failed)} 个未能读取" if failed else ""))
    return int(bool(failed))
