"""The commands that compile and publish: ``ledger``, ``compile``, ``publish``, ``fill``."""

from pathlib import Path
from typing import Annotated, Any

import typer

from medinsure_budget.cli import console
from medinsure_budget.cli.files import free
from medinsure_budget.cli.lists import ListFile, ListYear, official
from medinsure_budget.cli.reading import Force
from medinsure_budget.errors import UsageError
from medinsure_budget.evidence import NOTE_KINDS
from medinsure_budget.forms.declare import Kind as DocumentKind

Kind = Annotated[str, typer.Argument(metavar="种类", help="budget 预算，final 决算。")]
Agency = Annotated[str, typer.Option("--agency", metavar="名称", help="编制部门或单位的全称。")]
Year = Annotated[int, typer.Option("--year", metavar="年度", help="预算或决算年度。")]
EditionName = Annotated[str | None, typer.Option(
    "--edition", metavar="版式", help="地名（如 湖南）、“全国”、版式名称或其中几个字；不填为浙江的公开表，全国多数地方用“全国”。",
)]  # fmt: skip
MoneyUnit = Annotated[str | None, typer.Option("--unit", metavar="单位", help="金额单位：元或万元；不填时依版式。")]
Formats = Annotated[str, typer.Option("--formats", metavar="格式", help="要写的格式，以逗号相连：xlsx,docx,html,pdf。")]
Insist = Annotated[bool, typer.Option("--insist", help="核对有错误、内容有待补时仍然写出。")]
Sources = Annotated[list[str], typer.Argument(
    metavar="台账...", help="台账、一体化导出、部门决算工作簿；可以几个一起给，如导出的工作簿和补充说明的台账。",
)]  # fmt: skip
Folder = Annotated[str, typer.Option("--output", "-o", metavar="文件夹", help="写到哪个文件夹。")]

Titles = Annotated[list[str] | None, typer.Option(
    "--sheet", metavar="工作表=表", help="工作表的标题与表题不同时，指明是哪张表（表题或表号）；可以写几次。",
)]  # fmt: skip
Previous = Annotated[str | None, typer.Option("--previous", metavar="文件", help="上年已公开的同类文件，台账没有填的上年数取自它。")]
Planned = Annotated[str | None, typer.Option("--budget", metavar="文件", help="编决算时：本年已公开的预算，年初预算取自它。")]

_KINDS: dict[str, DocumentKind] = {"budget": "budget", "final": "final_accounts"}
ledger_app = typer.Typer(name="ledger", help="台账：空白模板、检查。", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(ledger_app)
    app.command("compile", help="由台账编制全套公开表和文字，核对后写出。")(compile_ledger)
    app.command(help="核对一份文件，并按公开格式写出。")(publish)
    app.command(help="把数字填进办公室自己的 Excel 模板。")(fill)


@ledger_app.command("template", help="写一份空白台账。")
def template(target: Annotated[str, typer.Argument(metavar="工作簿")] = "台账.xlsx", *, force: Force = False) -> None:
    """Write the empty ledger."""
    from medinsure_budget.ledgers import ledger_template

    console.say(f"已写入 {ledger_template(free(target, (), force=force), overwrite=force)}")


@ledger_app.command("export", help="把各系统导出的文件读成一本台账，供补填。")
def export(
    sources: Sources, *, target: Annotated[str, typer.Option("--output", "-o", metavar="工作簿")] = "台账.xlsx", force: Force = False
) -> None:
    """Write what was read from other systems as a ledger to go on with."""
    from medinsure_budget.ledgers import ledger_template, load_ledger

    target_file, ledger = free(target, map(Path, sources), force=force), load_ledger(sources)
    for note in ledger.notes:
        console.say(f"说明：{note.message}")
    console.say(f"已写入 {ledger_template(target_file, ledger=ledger, overwrite=force)}：{len(ledger.lines)} 行")


@ledger_app.command("check", help="检查台账能不能编制，逐条说明问题。")
def check(
    sources: Sources, *,
    kind: Annotated[str | None, typer.Option("--kind", metavar="种类", help="budget 或 final；不填时由台账的内容判断。")] = None,
    year: Annotated[int | None, typer.Option("--year", metavar="年度", help="科目以哪一年为准；不填时取台账写的年度。")] = None,
) -> int:  # fmt: skip
    """Say what a ledger holds, and everything that keeps it from being compiled or looks wrong in it."""
    from medinsure_budget.compiling.examine import examined
    from medinsure_budget.ledgers import Ledger

    ledger = Ledger.of(sources)
    found = examined(ledger, _KINDS[_known(kind)] if kind else None, year)
    for note in (*ledger.notes, *found.doubts):
        console.say(note.message)
    for problem in found.problems:
        console.say(str(problem))
    asked = f"另有 {len(found.doubts)} 处请核对。" if found.doubts else ""
    verdict = f"有 {len(found.problems)} 处不能编制。" if found.problems else f"可以编制。{asked}"
    basis = f"按{found.year}年{'决算' if found.kind == 'final_accounts' else '预算'}检查"
    console.say(f"{'、'.join(sources)}：{len(ledger.lines)} 行，{len(ledger.units)} 个单位，{basis}，{verdict}")
    return int(bool(found.problems))


def _known(kind: str) -> str:
    if kind not in _KINDS:
        raise UsageError(f"种类可以是 {'、'.join(_KINDS)}，不是 {kind}")
    return kind


def _edition(name: str | None, kind: str, year: int | None) -> Any:
    """The edition that is meant by a name or a part of it, by a place, or by the name it has in the library."""
    from medinsure_budget import editions

    if name is None:
        return None
    own = [edition for edition in editions.ALL if edition.kind == kind]
    named = [edition for edition in own if edition.name == name or getattr(editions, name, None) is edition]
    printed_there = [edition for edition in own if any(place.startswith(name) for place in edition.places)]
    fitting = named or printed_there or [edition for edition in own if name in edition.name]
    if not fitting:
        raise UsageError(f"没有名称含“{name}”的版式；有：{'、'.join(edition.name for edition in own)}")
    in_force = [e for e in fitting if year and e.years and e.years[0] <= year <= e.years[1]]
    return (in_force or fitting)[0]


def compile_ledger(
    kind: Kind, sources: Sources, *, agency: Agency, year: Year, folder: Folder = ".", edition: EditionName = None,
    unit: MoneyUnit = None, formats: Formats = "xlsx,docx,html", insist: Insist = False,
    listed: ListFile = None, listed_year: ListYear = None,
    previous: Previous = None, planned: Planned = None, force: Force = False,
) -> int:  # fmt: skip
    """Compile a disclosure from a ledger, check it and write it."""
    from medinsure_budget import publishing
    from medinsure_budget.reading import read

    makers: dict[str, Any] = {"budget": publishing.compile_budget, "final": publishing.compile_final_accounts}
    chosen, subjects = _edition(edition, _KINDS[_known(kind)], year), official(listed, listed_year)
    if planned and kind != "final":
        raise UsageError("--budget 只用于编决算")
    published = {name: read(file) for name, file in (("previous", previous), ("budget", planned)) if file}
    document = makers[kind](sources, agency=agency, year=year, edition=chosen, unit=unit, catalogue=subjects, **published)
    return _publish(document, folder, formats, edition=chosen, insist=insist, catalogue=subjects, overwrite=force)


def publish(
    file: Annotated[str, typer.Argument(metavar="文件", help="预算或决算公开文件。")], *, folder: Folder = ".",
    edition: EditionName = None, formats: Formats = "xlsx,docx,html", insist: Insist = False, force: Force = False,
) -> int:  # fmt: skip
    """Check a file and write it in the published formats."""
    from medinsure_budget.reading import read

    document = read(file)
    return _publish(document, folder, formats, edition=_edition(edition, document.kind, document.year), insist=insist, overwrite=force)


def _publish(document: Any, folder: str, formats: str, **how: Any) -> int:
    from medinsure_budget.publishing import publish as publish_document

    for note in document.notes:
        if note.kind != "missing" or how["insist"]:
            console.say(f"{NOTE_KINDS[note.kind] if note.kind == 'missing' else '说明'}：{note.message}")
    written = publish_document(document, folder, formats=tuple(formats.replace(",", " ").split()), **how)
    for path in written.paths:
        console.say(f"已写入 {path}")
    console.say(f"核对：{str(written.report).splitlines()[0]}")
    return int(bool(written.report.errors))


def fill(
    template: Annotated[str, typer.Argument(metavar="模板", help="办公室的 Excel 模板。")],
    file: Annotated[str, typer.Argument(metavar="文件", help="数字的来源：公开文件。")],
    output: Annotated[str, typer.Argument(metavar="工作簿", help="写到哪里。")],
    *,
    sheets: Titles = None,
    force: Force = False,
) -> None:
    """Put a document's figures into an office's workbook."""
    from medinsure_budget.reading import read
    from medinsure_budget.writing import fill_xlsx

    target = free(output, [Path(template), Path(file)], force=force)
    told = dict(each.partition("=")[::2] for each in sheets or ())
    filled = fill_xlsx(template, read(file), target, sheets=told, overwrite=force)
    for worksheet, title in filled.filled.items():
        console.say(f"{worksheet}：{title}")
    for title in filled.left:
        console.say(f"模板中没有：{title}")
    for note in filled.notes:
        console.say(f"说明：{note}")
    console.say(f"已写入 {filled.path}")
