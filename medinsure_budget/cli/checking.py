"""The command that checks: ``check``, one file or a folder of them."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from medinsure_budget.cli import console
from medinsure_budget.cli.files import expanded, free
from medinsure_budget.cli.lists import ListFile, ListYear, official
from medinsure_budget.cli.reading import Files, Force, Json, limits, workers
from medinsure_budget.errors import UsageError
from medinsure_budget.subjects import Catalogue

_LEVELS = {"error": "错误", "warning": "核实", "info": "提示"}
_OK = {True: "无不符", False: "有不符", None: "未核全"}


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(help="核对公开文件：表内、表间、文表之间的勾稽关系。")(check)


def check(
    files: Files,
    *,
    against: Annotated[list[str] | None, typer.Option(metavar="文件", help="对照的文件：预算、上年决算、所属单位；可以重复。")] = None,
    waivers: Annotated[str | None, typer.Option(metavar="文件", help="已认可的问题清单。")] = None,
    only: Annotated[list[str] | None, typer.Option(metavar="规则", help="只报这些规则或规则组，如 SG、XTB-03；可以重复。")] = None,
    ignore: Annotated[list[str] | None, typer.Option(metavar="规则", help="不报这些规则或规则组；可以重复。")] = None,
    fail_on: Annotated[str, typer.Option(metavar="级别", help="到这一级就以 1 退出：error、warning、info、never。")] = "error",
    html: Annotated[str | None, typer.Option(metavar="文件", help="另写一份网页报告；多个文件时给文件夹。")] = None,
    xlsx: Annotated[str | None, typer.Option(metavar="文件", help="另写 Excel 报告；多个文件时给 .xlsx 得一张总清单，或给文件夹。")] = None,
    sarif: Annotated[str | None, typer.Option(metavar="文件", help="另写一份 SARIF；多个文件时给文件夹。")] = None,
    as_json: Json = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="同时读几个文件。")] = 1,
    force: Force = False,
    listed: ListFile = None,
    listed_year: ListYear = None,
) -> int:
    """Check files and list what contradicts what."""
    if fail_on not in (*_LEVELS, "never"):
        raise UsageError(f"--fail-on 可以是 {'、'.join((*_LEVELS, 'never'))}，不是 {fail_on}")
    paths = expanded(files)
    reports, failed = _reports(paths, against or [], waivers, jobs, official(listed, listed_year))
    chosen = [(path, report, [f for f in report.findings if _is_wanted(f.rule.id, only, ignore)]) for path, report in reports]
    _show(chosen, failed, alone=len(paths) == 1, as_json=as_json)
    if xlsx and len(paths) > 1 and Path(xlsx).suffix == ".xlsx":
        _write_list(xlsx, [report for _, report in reports], failed, paths, force=force)
        xlsx = None
    for ending, target in (("html", html), ("xlsx", xlsx), ("sarif", sarif)):
        if target:
            _write(ending, target, [(path, report) for path, report, _ in chosen], paths, force=force)
    for result in failed:
        console.complain(f"{result.path}：{result.error}")
    return int(bool(failed) or any(_fails(found, fail_on) for _, _, found in chosen))


def _reports(
    paths: list[Path], against: list[str], waivers: str | None, jobs: int, subjects: Catalogue | None
) -> tuple[list[tuple[Path, Any]], list[Any]]:
    from medinsure_budget.batch import check_many
    from medinsure_budget.checks.report.waivers import load
    from medinsure_budget.reading import read

    others = [read(path, catalogue=subjects) for path in expanded(against)]
    pool, accepted = workers(paths, jobs), load(waivers or ())
    found = check_many(paths, pool, limits=limits(paths), catalogue=subjects, against=others, waivers=accepted)
    done = list(console.watched(found, len(paths)))
    return [(result.path, result.report) for result in done if result.ok], [result for result in done if not result.ok]


def _is_wanted(rule: str, only: list[str] | None, ignore: list[str] | None) -> bool:
    def named(names: list[str]) -> bool:
        return any(rule == name or rule.startswith(f"{name}-") for name in names)

    return (not only or named(only)) and not named(ignore or [])


def _fails(found: list[Any], fail_on: str) -> bool:
    grave = list(_LEVELS)[: list(_LEVELS).index(fail_on) + 1] if fail_on in _LEVELS else []
    return any(finding.severity in grave and not finding.suppressed for finding in found)


def _show(chosen: list[tuple[Path, Any, list[Any]]], failed: list[Any], *, alone: bool, as_json: str | None) -> None:
    if as_json is not None:
        text = json.dumps([_told(*entry) for entry in chosen], ensure_ascii=False, indent=1)
        if as_json == "-":
            console.emit(text)
            return
        from medinsure_budget.files import write_text

        console.say(f"已写入 {write_text(free(as_json, ()), text)}")
    if alone:
        for _, report, _ in chosen:
            console.say(report.to_text())
        return
    heads = ("文件", "结论", *_LEVELS.values())
    counts = ([sum(f.severity == level and not f.suppressed for f in found) for level in _LEVELS] for _, _, found in chosen)
    rows = zip(chosen, counts, strict=True)
    told = [(path.name, _OK[report.ok], *map(str, numbers)) for (path, report, _), numbers in rows]
    console.table(heads, [*told, *((result.path.name, "读不了", *[""] * len(_LEVELS)) for result in failed)])


def _told(path: Path, report: Any, found: list[Any]) -> dict[str, Any]:
    findings = [{"rule": f.rule.id, "severity": f.severity, "message": f.message, "suppressed": bool(f.suppressed)} for f in found]
    return {"file": str(path), "ok": report.ok, "findings": findings}


def _write(ending: str, target: str, reports: list[tuple[Path, Any]], sources: list[Path], *, force: bool) -> None:
    if len(sources) == 1 and Path(target).suffix:
        places = {sources[0]: Path(target)}
    else:
        Path(target).mkdir(parents=True, exist_ok=True)
        places = {path: Path(target) / f"{number:03} {path.stem}.{ending}" for number, path in enumerate(sources, 1)}
    for path, report in reports:
        getattr(report, f"to_{ending}")(free(places[path], sources, force=force), overwrite=force)
        console.say(f"已写入 {places[path]}")


def _write_list(target: str, reports: list[Any], failed: list[Any], sources: list[Path], *, force: bool) -> None:
    """One workbook for all files: a line for each file, those that could not be read too, and every finding."""
    from medinsure_budget.checks import Reports

    Reports.of([*reports, *failed]).to_xlsx(free(target, sources, force=force), overwrite=force)
    console.say(f"已写入 {target}")
