"""What the page shows of a file: what was read, what contradicts what, and the files to take away."""

import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any, Final

from attrs import evolve

from medinsure_budget.checks import Report, check
from medinsure_budget.document import Document
from medinsure_budget.errors import UsageError
from medinsure_budget.evidence import NOTE_KINDS
from medinsure_budget.forms.declare import KINDS
from medinsure_budget.publishing import compile_budget, compile_final_accounts, publish
from medinsure_budget.reading import read
from medinsure_budget.sources import Limits
from medinsure_budget.sources.isolated import Kept, apart
from medinsure_budget.writing import write_xlsx

Answer = Callable[[bytes, Mapping[str, str]], dict[str, Any]]

_COMPILERS: Mapping[str, Any] = {"budget": compile_budget, "final_accounts": compile_final_accounts}
# What a stranger's file may cost the one who serves the page.
LIMITS: Final = Limits(max_bytes=50_000_000, isolated=True)
_YEAR: Final = re.compile("[0-9]{4}")
_one_at_a_time, _kept = Lock(), Kept()


def answered(make: Answer, data: bytes, asked: Mapping[str, str]) -> dict[str, Any]:
    """Let a process of its own make an answer, one at a time; it is ended when a file takes too much time or memory.

    Raises:
        LimitExceededError: when the file takes more.
        Error: what making it raises.
    """
    with _one_at_a_time:
        return apart(asked.get("name", "文件"), LIMITS, make, data, dict(asked), kept=_kept)


def of_document(data: bytes, asked: Mapping[str, str]) -> dict[str, Any]:
    """Read and check a published file."""
    name = asked.get("name", "文件")
    with LIMITS.spending(name), TemporaryDirectory() as folder:
        document = read(data, name=name, limits=evolve(LIMITS, isolated=False))
        report = check(document)
        report.to_html(Path(folder) / "核对报告.html")
        report.to_xlsx(Path(folder) / "核对报告.xlsx")
        if document.sheets:
            write_xlsx(document, Path(folder) / "公开表.xlsx")
        return {**_told(document, report), "files": _files(Path(folder))}


def of_ledger(data: bytes, asked: Mapping[str, str]) -> dict[str, Any]:
    """Compile a ledger or an export, check it, and give the whole disclosure."""
    kind, agency, year = asked.get("kind", ""), asked.get("agency", "").strip(), asked.get("year", "")
    if kind not in _COMPILERS or not agency or not _YEAR.fullmatch(year):
        raise UsageError("请填写编制机构、年度，并选择预算或决算。")
    with LIMITS.spending(asked.get("name", "台账")), TemporaryDirectory() as folder:
        document = _COMPILERS[kind](_Upload(data, asked), agency=agency, year=int(year))
        publication = publish(document, folder, insist=True)
        return {**_told(publication.document, publication.report), "files": _files(Path(folder))}


class _Upload(BytesIO):
    def __init__(self, data: bytes, asked: Mapping[str, str]) -> None:
        super().__init__(data)
        self.name = asked.get("name", "台账")


def _told(document: Document, report: Report) -> dict[str, Any]:
    findings = [
        {"level": f.gravity, "severity": f.severity, "rule": f.rule.id, "message": f.message}
        for f in report.findings
        if not f.suppressed
    ]
    notes = [{"kind": NOTE_KINDS[note.kind], "message": f"{note.place} {note.message}".strip()} for note in document.notes]
    return {
        "agency": document.agency.name, "year": document.year, "kind": KINDS[document.kind], "ok": report.ok,
        "scope": str(document.scope), "sheets": [sheet.title for sheet in document.sheets], "claims": len(document.claims),
        "findings": findings, "notes": notes,
    }  # fmt: skip


def _files(folder: Path) -> list[dict[str, str]]:
    return [{"name": p.name, "data": b64encode(p.read_bytes()).decode()} for p in sorted(folder.iterdir()) if p.is_file()]
