"""The command that checks: ``check``, one file or a folder of them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from medinsure_budget.cli import console
from medinsure_budget.cli.files import expanded, free
from medinsure_budget.cli.lists import ListFile, ListYear, official
from medinsure_budget.cli.reading import Files, Force, Json, emit, limits, workers
from medinsure_budget.errors import UsageError
from medinsure_budget.files.characters import printable

_LEVELS = ("error", "warning", "info")


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
    asked: dict[str, Any] = {"only": _rules(only), "ignore": _rules(ignore), "catalogue": official(listed, listed_year)}
    reports, failed = _reports(paths, jobs, against or [], waivers, asked)
    whole = xlsx if xlsx and len(paths) > 1 and Path(xlsx).suffix == ".xlsx" else None
    # Files come before the screen: whoever reads that may leave early.
    if whole:
        _write_list(whole, [report for _, report in reports], failed, paths, force=force)
    if html and not (len(paths) == 1 and Path(html).suffix):
        _write_pages(html, [report for _, report in reports], failed, force=force)
        html = None
    for ending, target in (("html", html), ("xlsx", None if whole else xlsx), ("sarif", sarif)):
        if target:
            _write(ending, target, reports, paths, force=force)
    _show(reports, failed, alone=len(paths) == 1, as_json=as_json)
    for result in failed:
        console.complain(f"{result.path}：{result.error}")
    return int(bool(failed) or any(_fails(report.findings, fail_on) for _, report in reports))


def _rules(names: list[str] | None) -> list[str]:
    """The rules or groups that are meant, refused before any file is read where there are none."""
    from medinsure_budget.checks.report.choice import Choice

    meant = [name.upper() for name in names or ()]
    Choice.of(meant, (), {})
    return meant


def _reports(
    paths: list[Path], jobs: int, against: list[str], waivers: str | None, asked: dict[str, Any]
) -> tuple[list[tuple[Path, Any]], list[Any]]:
    from medinsure_budget.batch import check_many
    from medinsure_budget.checks.report.waivers import load
    from medinsure_budget.reading import read

    others = [read(path, catalogue=asked["catalogue"]) for path in expanded(against)]
    found = check_many(paths, workers(paths, jobs), limits=limits(paths), against=others, waivers=load(waivers or ()), **asked)
    done = list(console.watched(found, len(paths)))
    return [(result.path, result.report) for result in done if result.ok], [result for result in done if not result.ok]


def _fails(found: Sequence[Any], fail_on: str) -> bool:
    grave = _LEVELS[: _LEVELS.index(fail_on) + 1] if fail_on in _LEVELS else []
    return any(finding.severity in grave and not finding.suppressed for finding in found)


def _show(reports: list[tuple[Path, Any]], failed: list[Any], *, alone: bool, as_json: str | None) -> None:
    from medinsure_budget.checks.arithmetic.verdicts import GRAVITIES
    from medinsure_budget.checks.outputs.text import PASSED

    if as_json is not None:
        emit(as_json, [_told(*entry) for entry in reports])
        if as_json == "-":
            return
    if alone:
        for _, report in reports:
            console.say(report.to_text())
        return
    heads = ("文件", "结论", *GRAVITIES.values(), "未能检查")
    told = [
        (path.name, PASSED[report.ok], *(str(_open(report.findings, level)) for level in _LEVELS), str(report.counts["skipped"]))
        for path, report in reports
    ]
    console.table(heads, [*told, *((result.path.name, "读不了", *[""] * (len(heads) - 2)) for result in failed)])


def _open(findings: Sequence[Any], level: str) -> int:
    return sum(finding.severity == level and not finding.suppressed for finding in findings)


def _told(path: Path, report: Any) -> dict[str, Any]:
    """All that a program asks of a report, without the thousand relations that held."""
    whole = report.to_dict()
    kept = ("document", "agency", "year", "kind", "gaps", "counts", "text_coverage", "findings", "uncovered")
    unchecked = [owed for owed in whole["obligations"] if owed["state"] == "unchecked"]
    return {"file": printable(str(path)), "ok": report.ok, **{key: whole[key] for key in kept}, "unchecked": unchecked}


def _write(ending: str, target: str, reports: list[tuple[Path, Any]], sources: list[Path], *, force: bool) -> None:
    if len(sources) == 1 and Path(target).suffix:
        places = {sources[0]: Path(target)}
    else:
        Path(target).mkdir(parents=True, exist_ok=True)
        places = {path: Path(target) / f"{number:03} {path.stem}.{ending}" for number, path in enumerate(sources, 1)}
    for path, report in reports:
        getattr(report, f"to_{ending}")(free(places[path], sources, force=force), overwrite=force)
        console.say(f"已写入 {places[path]}")


def _write_pages(target: str, reports: list[Any], failed: list[Any], *, force: bool) -> None:
    """A page for each file, and the index that links them."""
    from medinsure_budget.checks import Reports

    console.say(f"已写入 {Reports.of([*reports, *failed]).to_html(target, overwrite=force)}")


def _write_list(target: str, reports: list[Any], failed: list[Any], sources: list[Path], *, force: bool) -> None:
    """One workbook for all files: a line for each file, those that could not be read too, and every finding."""
    from medinsure_budget.checks import Reports

    Reports.of([*reports, *failed]).to_xlsx(free(target, sources, force=force), overwrite=force)
    console.say(f"已写入 {target}")
