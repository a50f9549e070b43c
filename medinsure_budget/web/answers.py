"""What the page shows of a file: what was read, what contradicts what, and the files to take away."""

from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

from medinsure_budget.checks import Report, check
from medinsure_budget.document import Document
from medinsure_budget.errors import UsageError
from medinsure_budget.publishing import compile_budget, compile_final_accounts, publish
from medinsure_budget.reading import read
from medinsure_budget.writing import write_xlsx

_LEVELS = {"error": "错误", "warning": "核实", "info": "提示"}
_KINDS = {"budget": "预算", "final_accounts": "决算"}
_NOTES = {"repaired": "已修复", "ignored": "已略过", "unread": "未读懂"}
_COMPILERS: Mapping[str, Any] = {"budget": compile_budget, "final_accounts": compile_final_accounts}
# The PDF engine serves one caller at a time.
_one_at_a_time = Lock()


def of_document(data: bytes, asked: Mapping[str, str]) -> dict[str, Any]:
    """Read and check a published file."""
    name = asked.get("name", "文件")
    with _one_at_a_time, TemporaryDirectory() as folder:
        document = read(data, name=name)
        report = check(document)
        report.to_html(Path(folder) / "核对报告.html")
        report.to_xlsx(Path(folder) / "核对报告.xlsx")
        if document.sheets:
            write_xlsx(document, Path(folder) / "公开表.xlsx")
        return {**_told(document, report), "files": _files(Path(folder))}


def of_ledger(data: bytes, asked: Mapping[str, str]) -> dict[str, Any]:
    """Compile a ledger or an export, check it, and give the whole disclosure."""
    kind, agency, year = asked.get("kind", ""), asked.get("agency", "").strip(), asked.get("year", "")
    if kind not in _COMPILERS or not agency or not year.isdecimal():
        raise UsageError("请填写编制机构、年度，并选择预算或决算。")
    with _one_at_a_time, TemporaryDirectory() as folder:
        source = Path(folder) / f"台账{Path(asked.get('name', '')).suffix or '.xlsx'}"
        source.write_bytes(data)
        document = _COMPILERS[kind](source, agency=agency, year=int(year))
        source.unlink()
        publication = publish(document, folder, insist=True)
        return {**_told(publication.document, publication.report), "files": _files(Path(folder))}


def _told(document: Document, report: Report) -> dict[str, Any]:
    findings = [
        {"level": _LEVELS[f.severity], "severity": f.severity, "rule": f.rule.id, "message": f.message}
        for f in report.findings
        if not f.suppressed
    ]
    notes = [{"kind": _NOTES[note.kind], "message": f"{note.place} {note.message}".strip()} for note in document.notes]
    return {
        "agency": document.agency.name, "year": document.year, "kind": _KINDS[document.kind], "ok": report.ok,
        "scope": str(document.scope), "sheets": [sheet.title for sheet in document.sheets], "claims": len(document.claims),
        "findings": findings, "notes": notes,
    }  # fmt: skip


def _files(folder: Path) -> list[dict[str, str]]:
    return [{"name": p.name, "data": b64encode(p.read_bytes()).decode()} for p in sorted(folder.iterdir()) if p.is_file()]
