"""Many reports as an index page and as a workbook."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import quote

from medinsure_budget.checks.arithmetic.verdicts import GRAVITIES
from medinsure_budget.checks.outputs.printing import for_print, set_widths, wrapped
from medinsure_budget.checks.outputs.style import STYLE
from medinsure_budget.checks.outputs.text import PASSED, unread
from medinsure_budget.checks.report.results import Results
from medinsure_budget.files.cells import append
from medinsure_budget.files.packages import workbook_bytes
from medinsure_budget.files.written import POLICY
from medinsure_budget.forms.declare import KINDS

_CLASSES = {True: "pass", False: "error", None: "warning"}
_COLUMNS = {
    "agency": "单位", "document": "文件", "year": "年度", "kind": "种类", "severity": "级别", "title": "名称", "message": "说明",
    "place": "位置", "printed": "印刷", "expected": "应为", "difference": "差额", "unit": "金额单位", "page": "页", "line": "行",
    "quote": "原文", "rule": "规则", "basis": "依据", "suppressed": "已说明", "id": "编号",
}  # fmt: skip
_HEADS = ("单位", "文件", "年度", "种类", "结论", "错误", "核实", "提示", "未能检查")


Groups = Mapping[str, Sequence[Results]]


def counts(report: Results) -> list[int]:
    """How many findings of each gravity are open, and how many rules could not be applied."""
    open_findings = [f for f in report.findings if not f.suppressed]
    return [*(sum(f.severity == s for f in open_findings) for s in GRAVITIES), report.counts["skipped"]]


def index_html(groups: Groups, pages: Mapping[int, str], lost: Iterable[tuple[str, str]]) -> str:
    """The index: the documents of each agency with what was found, each linked to its page, and the files that failed."""
    body = "".join(_group(agency, own, pages) for agency, own in groups.items())
    names = "".join(f"<li>{escape(name)}：{escape(error)}</li>" for name, error in lost)
    failed = f"<h2>没有检查成的文件</h2><ul>{names}</ul>" if names else ""
    every = [counts(report) for own in groups.values() for report in own]
    total = [sum(values) for values in zip(*every, strict=True)] if every else [0, 0, 0, 0]
    head = "".join(f"<th>{h}</th>" for h in _HEADS[1:])
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        f'{POLICY}<meta name="viewport" content="width=device-width,'
        f'initial-scale=1"><title>检查报告目录</title><style>{STYLE}</style></head><body><main><h1>检查报告目录</h1>'
        f"<p class=sum>共 {len(every)} 份文件：错误 {total[0]}，核实 {total[1]}，提示 {total[2]}。</p>"
        f"<div class=scroll><table><tr>{head}</tr>{body}</table></div>{failed}</main></body></html>\n"
    )


def _group(agency: str, own: Sequence[Results], pages: Mapping[int, str]) -> str:
    head = f"<tr><th colspan={len(_HEADS) - 1}>{escape(agency)}</th></tr>"
    return head + "".join(_line(report, pages[id(report)]) for report in own)


def _line(report: Results, page: str) -> str:
    document = report.document
    name = escape(document.name or document.agency.name or page)
    figures = "".join(f"<td class=n>{n}</td>" for n in counts(report))
    return (
        f'<tr><td><a href="{quote(page)}">{name}</a></td><td>{document.year or ""}</td><td>{KINDS[document.kind]}</td>'
        f'<td><span class="tag {_CLASSES[report.ok]}">{PASSED[report.ok]}</span></td>{figures}</tr>'
    )


def reports_xlsx(
    groups: Groups, records: Sequence[Mapping[str, Any]], lost: Iterable[tuple[str, str]]
) -> bytes:
    """The sheets 文件, 发现 and 没有核对的."""
    from openpyxl import Workbook

    book = Workbook()
    front = book.worksheets[0]
    front.title = "文件"
    front.append([*_HEADS, "读不了的原因"])
    for report in (report for own in groups.values() for report in own):
        document = report.document
        head = [document.agency.name, document.name, document.year, KINDS[document.kind]]
        append(front, [*head, PASSED[report.ok], *counts(report)])
    for name, error in lost:
        append(front, ["", name, None, "", "没有检查成", None, None, None, None, error])
    _found(book.create_sheet("发现"), records)
    _unchecked(book.create_sheet("没有核对的"), groups)
    for sheet in book.worksheets:
        sheet.freeze_panes = "A2"
        sheet.auto_filter.ref = sheet.dimensions
        set_widths(sheet)
        wrapped(sheet, 2)
        for_print(sheet)
    return workbook_bytes(book)


def _found(sheet: Any, records: Sequence[Mapping[str, Any]]) -> None:
    """Every finding in words of those who read the list."""
    sheet.append(list(_COLUMNS.values()))
    words: Mapping[str, Mapping[Any, str]] = {"severity": GRAVITIES, "kind": KINDS}
    for record in records:
        append(sheet, [words[name][record[name]] if name in words else record[name] or None for name in _COLUMNS])


def _unchecked(sheet: Any, groups: Groups) -> None:
    """The rules that were owed and could not be applied, and what was not read, each with its reason."""
    sheet.append(["单位", "文件", "年度", "规则", "名称", "原因"])
    for report in (report for own in groups.values() for report in own):
        document = report.document
        head = [document.agency.name, document.name, document.year]
        for owed in report.obligations:
            if owed.state == "unchecked":
                append(sheet, [*head, owed.rule.id, owed.rule.title, owed.why])
        for message in unread(report):
            append(sheet, [*head, "", "没有读懂", message])
