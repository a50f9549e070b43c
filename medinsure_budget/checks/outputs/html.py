"""The report as one self-contained page."""

from collections import defaultdict
from html import escape

from medinsure_budget.checks.arithmetic.cells import Cell, Table, table_name
from medinsure_budget.checks.arithmetic.shown import relation
from medinsure_budget.checks.outputs.text import summary
from medinsure_budget.checks.report.findings import Finding
from medinsure_budget.checks.report.results import Results
from medinsure_budget.checks.report.wording import should_be

_WORDS = {"error": "错误", "warning": "核实", "info": "提示"}
_MOST_FORMULAS = 6
_STYLE = """
:root{--error:#c62828;--warning:#b26a00;--info:#1565c0;--line:#d5d9df;--soft:#f5f7fa}
*{box-sizing:border-box}
body{font:15px/1.6 "Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;color:#1f2733;margin:0;background:#fff}
main{max-width:1180px;margin:0 auto;padding:24px}
h1{font-size:22px;margin:0 0 4px}
h2{font-size:18px;margin:32px 0 8px}
h3{font-size:15px;margin:24px 0 6px}
p.sum{background:var(--soft);border:1px solid var(--line);border-radius:6px;padding:10px 14px;margin:12px 0}
ol.f{list-style:none;padding:0;margin:0}
ol.f li{border:1px solid var(--line);border-left:5px solid var(--c);border-radius:5px;padding:8px 12px;margin:8px 0}
.error{--c:var(--error)}.warning{--c:var(--warning)}.info{--c:var(--info)}.waived{opacity:.6}
.tag{display:inline-block;color:#fff;background:var(--c);border-radius:3px;padding:0 7px;font-size:13px;margin-right:6px}
.meta{color:#5b6675;font-size:13px}
.meta a{color:inherit}
details>summary{cursor:pointer;color:#5b6675;font-size:13px}
.scroll{overflow-x:auto}table{border-collapse:collapse;font-size:13px;font-variant-numeric:tabular-nums}
th,td{border:1px solid var(--line);padding:2px 8px;text-align:left;vertical-align:top}
th{background:var(--soft);font-weight:600}
td.n{text-align:right;white-space:nowrap}
td.wrong{background:#ffcdd2;outline:2px solid var(--error);font-weight:600}
td.related{background:#fff3e0}
td.dup{background:#e3f2fd}
td.explained{background:#eceff1}
td:target{box-shadow:0 0 0 4px #ffd54f}td.bare{color:#8a94a3}
.key span{display:inline-block;padding:0 8px;margin-right:8px;border:1px solid var(--line)}
nav label{margin-right:14px}
body:has(#w:not(:checked)) li.warning,
body:has(#i:not(:checked)) li.info,
body:has(#e:not(:checked)) li.error{display:none}
@media print{nav,details>summary{display:none}}
"""


def report_html(report: Results) -> str:
    """The page: a summary, the findings, the tables with coloured cells, what was not checked."""
    marks = _marks(report)
    formulas = _formulas(report)
    name = escape(report.document.name or report.document.agency.name)
    tables = "".join(_table(t, n, marks, formulas) for n, t in enumerate(report.figures.tables))
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>检查报告 {name}</title><style>{_STYLE}</style></head><body><main>"
        f"<h1>检查报告</h1><div class=meta>{escape(report.document.agency.name)} · {report.document.year or ''} · {name}</div>"
        f"<p class=sum>{escape(summary(report))}</p>{_filters(report)}<h2 id=findings>发现</h2><ol class=f>"
        f"{''.join(_finding(f) for f in report.findings) or '<li class=info>没有发现问题。</li>'}</ol>"
        f"{_skipped(report)}<h2>表格</h2>{_KEY}{tables}</main></body></html>\n"
    )


_KEY = (
    '<p class="key meta"><span style="background:#ffcdd2">嫌疑格</span><span style="background:#fff3e0">相关格</span>'
    '<span style="background:#e3f2fd">同数异写</span><span style="background:#eceff1">可解释</span>鼠标停在数字上可看它参与的关系</p>'
)


def _filters(report: Results) -> str:
    counts = {s: sum(f.severity == s for f in report.findings) for s in _WORDS}
    boxes = "".join(
        f"<label><input type=checkbox id={s[0]} checked> {word} {counts[s]}</label>" for s, word in _WORDS.items()
    )
    return f"<nav>{boxes}</nav>"


def _anchor(cell: Cell) -> str:
    return f"c{cell.index}"


def _finding(finding: Finding) -> str:
    css = f"{finding.severity}{' waived' if finding.suppressed else ''}"
    where = [
        f"第{finding.page}页" if finding.page else "",
        f"第{finding.line}行" if finding.line else "",
        f"依据：{finding.basis}",
    ]
    links = "".join(
        f' <a href="#{_anchor(s.cell)}">{escape(s.cell.place)}</a> 应为 {escape(should_be(s))}；'
        for s in finding.suspects[:5]
        if s.cell.sheet is not None
    )
    if not links and finding.cell is not None and finding.cell.sheet is not None:
        links = f' <a href="#{_anchor(finding.cell)}">{escape(finding.cell.place)}</a>'
    proof = "".join(f"<li>{escape(relation(e.identity))}</li>" for e in finding.evaluations if e.identity is not None)
    more = (
        f"<details><summary>涉及 {len(finding.evaluations)} 条关系</summary><ul>{proof}</ul></details>" if proof else ""
    )
    waived = f"<div class=meta>已说明：{escape(finding.suppressed)}</div>" if finding.suppressed else ""
    return (
        f'<li class="{css}" id="f{finding.id}"><span class=tag>{_WORDS[finding.severity]}</span><b>{escape(finding.title)}</b> '
        f"<span class=meta>{finding.rule.id}</span><div>{escape(finding.message)}</div>"
        f"<div class=meta>{escape(' · '.join(filter(None, where)))}{'　定位：' + links if links else ''}</div>{waived}{more}</li>"
    )


def _skipped(report: Results) -> str:
    items = dict.fromkeys(
        f"{e.rule} {e.message or (e.identity.doubt if e.identity else '')}"
        for e in report.evaluations
        if e.verdict == "skipped"
    )
    if not items:
        return ""
    return f"<details><summary>未能检查 {len(items)} 项</summary><ul>{''.join(f'<li>{escape(i)}</li>' for i in items)}</ul></details>"


def _marks(report: Results) -> dict[int, tuple[str, Finding]]:
    """The colour of each cell: suspected first, then duplicates and explained ones, then the other side."""
    marks: dict[int, tuple[str, Finding]] = {}
    for finding in report.findings:
        own = "dup" if finding.verdict == "duplicate" else "explained" if finding.verdict == "explained" else "wrong"
        cells = [s.cell for s in finding.suspects] or ([finding.cell] if finding.cell is not None else [])
        for cell in cells:
            marks.setdefault(cell.index, (own, finding))
    for finding in report.findings:
        for cell in finding.related:
            if cell.sheet is not None:
                marks.setdefault(cell.index, ("related", finding))
    return marks


def _formulas(report: Results) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for evaluation in report.evaluations:
        identity = evaluation.identity
        if identity is None:
            continue
        words = ""
        for cell in identity.cells:
            if cell.sheet is not None and len(found[cell.index]) < _MOST_FORMULAS:
                words = words or f"{evaluation.rule} {relation(identity)}"
                found[cell.index].append(words)
    return found


def _table(table: Table, number: int, marks: dict[int, tuple[str, Finding]], formulas: dict[int, list[str]]) -> str:
    sheet = table.sheet
    head = f'<h3 id="t{number}">{escape(table_name(sheet))} <span class=meta>{escape(sheet.title)} · {sheet.unit.value}</span></h3>'
    if sheet.items:
        body = _downward(table, marks, formulas)
    else:
        labels = {f: _label(table, f) for f in table.fields}
        sided = "<th>侧</th>" if sheet.form.form.sides else ""
        columns = "".join(f"<th>{escape(label)}</th>" for label in labels.values())
        body = f"<tr>{sided}<th>编码</th><th>名称</th>{columns}</tr>"
        for line in table.lines:
            side = (
                f"<td>{ {'income': '收入', 'expenditure': '支出', 'purpose': '用途'}.get(line.row.side, '') }</td>"
                if sided
                else ""
            )
            figures = "".join(_cell(line.cells.get(f), marks, formulas) for f in labels)
            body += f"<tr>{side}<td>{escape(line.row.code)}</td><td>{escape(line.row.name)}</td>{figures}</tr>"
    return f"{head}<div class=scroll><table>{body}</table></div>"


def _label(table: Table, field: str) -> str:
    column = next((c for c in table.sheet.columns if c.field == field and c.path), None)
    return "/".join(column.path[-2:]) if column else table.form.form.fields[field].label


def _downward(table: Table, marks: dict[int, tuple[str, Finding]], formulas: dict[int, list[str]]) -> str:
    heads = "".join(
        f"<th>{ {'budget': '预算数', 'final': '决算数'}.get(line.row.measure, '金额') }</th>" for line in table.lines
    )
    rows = f"<tr><th>项目</th>{heads}</tr>"
    for item in table.sheet.items:
        figures = "".join(_cell(line.cells.get(item.field), marks, formulas) for line in table.lines)
        rows += f"<tr><td>{escape(item.label)}</td>{figures}</tr>"
    return rows


def _cell(cell: Cell | None, marks: dict[int, tuple[str, Finding]], formulas: dict[int, list[str]]) -> str:
    if cell is None:
        return "<td></td>"
    css, finding = marks.get(cell.index, ("", None))
    told = formulas.get(cell.index, [])
    title = "\n".join(([finding.message] if finding else []) + told)
    bare = " bare" if not told and cell.fen else ""
    text = escape(cell.printed)
    if finding is not None:
        text = f'<a href="#f{finding.id}">{text or "（空）"}</a>'
    return (
        f'<td class="n {css}{bare}" id={_anchor(cell)}{f""" title="{escape(title)}" """ if title else ""}>{text}</td>'
    )
