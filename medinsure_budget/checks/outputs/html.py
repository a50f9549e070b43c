"""The report as one self-contained page."""

from base64 import b64encode
from collections import defaultdict
from html import escape

from medinsure_budget.allowance import spend
from medinsure_budget.checks.arithmetic.cells import Cell, Table, table_name
from medinsure_budget.checks.arithmetic.shown import relation
from medinsure_budget.checks.arithmetic.verdicts import GRAVITIES
from medinsure_budget.checks.outputs.narrative_html import marked_quote, narrative
from medinsure_budget.checks.outputs.style import STYLE
from medinsure_budget.checks.outputs.text import PASSED, summary, unread
from medinsure_budget.checks.report.findings import Finding
from medinsure_budget.checks.report.results import Results
from medinsure_budget.checks.report.wording import should_be
from medinsure_budget.errors import Error
from medinsure_budget.files.written import POLICY
from medinsure_budget.records import frozen

_CLASSES = {True: "pass", False: "error", None: "warning"}
_OUTCOMES = {
    "broken": "不符", "explained": "可解释", "tail": "尾差", "held": "符合", "unchecked": "未能检查", "not_applicable": "不适用",
}  # fmt: skip
_SIDES = {"income": "收入", "expenditure": "支出", "purpose": "用途"}
_MEASURES = {"budget": "预算数", "final": "决算数"}
_MOST_FORMULAS = 6
_KEY = (
    '<p class="key meta"><span class=k1>嫌疑格</span><span class=k2>相关格</span>'
    '<span class=k3>同数异写</span><span class=k4>可解释</span>鼠标停在数字上可看它参与的关系</p>'
)  # fmt: skip


def report_html(report: Results, *, pictures: bool = False) -> str:
    """The page: a summary, the findings, what was owed, the tables with coloured cells, the text with marked figures."""
    page = _Tables(_marks(report), _formulas(report))
    name = escape(report.document.name or report.document.agency.name)
    tables = "".join(page.table(t, n) for n, t in enumerate(report.figures.tables))
    found = "".join(_finding(f, pictures=pictures) for f in report.findings)
    css, state = _CLASSES[report.ok], PASSED[report.ok]
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        f'{POLICY}<meta name="viewport" content="width=device-width,'
        f'initial-scale=1"><title>检查报告 {name}</title><style>{STYLE}</style></head><body><main>'
        f"<h1>检查报告 <span class='tag {css}'>{state}</span></h1>"
        f"<div class=meta>{escape(report.document.agency.name)} · {report.document.year or ''} · {name}</div>"
        f"<p class=sum>{escape(summary(report))}</p>{_gaps(report)}{_filters(report)}<h2 id=findings>发现</h2><ol class=f>"
        f"{found or '<li class=info>没有发现问题。</li>'}</ol>{_owed(report)}"
        f"{f'<h2>表格</h2>{_KEY}{tables}' if tables else ''}{narrative(report)}</main></body></html>\n"
    )


def _gaps(report: Results) -> str:
    if report.ok is not None:
        return ""
    return f"<p class=sum>检查得不够：</p><ul>{''.join(f'<li>{escape(why)}</li>' for why in report.gaps)}</ul>"


def _filters(report: Results) -> str:
    counts = {s: sum(f.severity == s for f in report.findings) for s in GRAVITIES}
    boxes = "".join(
        f"<label><input type=checkbox id={s[0]} checked> {word} {counts[s]}</label>" for s, word in GRAVITIES.items()
    )
    return f"<nav>{boxes}</nav>"


def _anchor(cell: Cell) -> str:
    return f"c{cell.index}"


def _finding(finding: Finding, *, pictures: bool) -> str:
    css = f"{finding.severity}{' waived' if finding.suppressed else ''}"
    where = [
        f"第{finding.page}页" if finding.page else "",
        f"第{finding.line}行" if finding.line else "",
        f"依据：{finding.basis}",
        f"编号 {finding.id}",
    ]
    links = _links(finding)
    proof = "".join(f"<li>{escape(relation(e.identity))}</li>" for e in finding.evaluations if e.identity is not None)
    more = f"<details><summary>涉及 {len(finding.evaluations)} 条关系</summary><ul>{proof}</ul></details>" if proof else ""
    waived = f"<div class=meta>已说明：{escape(finding.suppressed)}</div>" if finding.suppressed else ""
    quote = f"<blockquote>{marked_quote(finding)}</blockquote>" if finding.quote else ""
    return (
        f'<li class="{css}" id="f{escape(finding.id)}"><span class=tag>{GRAVITIES[finding.severity]}</span><b>{escape(finding.title)}</b> '
        f"<span class=meta>{escape(finding.rule.id)}</span><div>{escape(finding.message)}</div>{quote}"
        f"{_picture(finding) if pictures else ''}"
        f"<div class=meta>{escape(' · '.join(filter(None, where)))}{'　定位：' + links if links else ''}</div>{waived}{more}</li>"
    )


def _links(finding: Finding) -> str:
    links = "".join(
        f' <a href="#{_anchor(s.cell)}">{escape(s.cell.place)}</a> 应为 {escape(should_be(s))}；'
        for s in finding.suspects[:5]
        if s.cell.sheet is not None
    )
    if not links and finding.cell is not None and finding.cell.sheet is not None:
        return f' <a href="#{_anchor(finding.cell)}">{escape(finding.cell.place)}</a>'
    return links


def _picture(finding: Finding) -> str:
    """The place on the page of the file, where the format has pages and was read in this process."""
    cell = finding.cell
    origin = cell.row.where(cell.field) if cell is not None and cell.row is not None else None
    if origin is None:
        return ""
    try:
        png = origin.show().png
    except Error:
        return ""
    return f'<img alt="原文位置" src="data:image/png;base64,{b64encode(png).decode()}">'


def _owed(report: Results) -> str:
    rows = "".join(
        f"<tr><td>{escape(o.rule.id)}</td><td>{escape(o.rule.title)}</td><td>{_OUTCOMES[o.state]}</td><td class=n>{o.times or ''}</td>"
        f"<td>{escape(o.why)}</td></tr>"
        for o in report.obligations
    )
    states: dict[str, int] = defaultdict(int)
    for obligation in report.obligations:
        states[_OUTCOMES[obligation.state]] += 1
    told = "，".join(f"{word} {n}" for word, n in states.items())
    lost = "".join(f"<li>{escape(message)}</li>" for message in unread(report))
    more = f"<p class=sum>文件里没有读懂、因此没有核对的：</p><ul>{lost}</ul>" if lost else ""
    return more + (
        f"<details><summary>应检查的 {len(report.obligations)} 项：{told}</summary><div class=scroll><table>"
        f"<tr><th>规则</th><th>名称</th><th>结果</th><th>检查次数</th><th>原因</th></tr>{rows}</table></div></details>"
    )


def _marks(report: Results) -> dict[int, tuple[str, Finding]]:
    """The colour of each cell: suspected first, then duplicates and explained ones, then the other side."""
    marks: dict[int, tuple[str, Finding]] = {}
    for finding in report.findings:
        own = "dup" if finding.verdict == "duplicate" else "explained" if finding.verdict == "explained" else "wrong"
        for cell in (s.cell for s in finding.suspects):
            marks.setdefault(cell.index, (own, finding))
        if not finding.suspects and finding.cell is not None:
            # Where no cell alone explains it, none is painted as the wrong one.
            own = "related" if finding.evaluations[0].identity is not None and own == "wrong" else own
            marks.setdefault(finding.cell.index, (own, finding))
    for finding in report.findings:
        for cell in finding.related:
            if cell.sheet is not None:
                marks.setdefault(cell.index, ("related", finding))
    return marks


def _formulas(report: Results) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for evaluation in report.evaluations:
        identity = evaluation.identity
        words = ""
        for cell in identity.cells if identity is not None else ():
            if identity is not None and cell.sheet is not None and len(found[cell.index]) < _MOST_FORMULAS:
                words = words or f"{evaluation.rule} {relation(identity)}"
                found[cell.index].append(words)
    return found


@frozen
class _Tables:
    """Writes tables with their cells coloured and explained."""

    marks: dict[int, tuple[str, Finding]]
    formulas: dict[int, list[str]]

    def table(self, table: Table, number: int) -> str:
        """One table: two-sided ones with their sides beside each other, vertical ones downward."""
        sheet = table.sheet
        spend(sheet.title)
        head = (
            f'<h3 id="t{number}">{escape(table_name(sheet))} <span class=meta>{escape(sheet.title)} · {sheet.unit.value}</span></h3>'
        )
        sided = len({line.row.side for line in table.lines} & set(_SIDES)) > 1
        body = self._downward(table) if sheet.items else self._beside(table) if sided else self._rows(table)
        return f"{head}<div class=scroll><table>{body}</table></div>"

    def _rows(self, table: Table) -> str:
        labels = {f: _label(table, f) for f in table.fields}
        head = "".join(f"<th>{escape(label)}</th>" for label in labels.values())
        rows = "".join(
            f"<tr><td>{escape(x.row.code)}</td><td>{escape(x.row.name)}</td>{''.join(self._cell(x.cells.get(f)) for f in labels)}</tr>"
            for x in table.lines
        )
        return f"<tr><th>编码</th><th>名称</th>{head}</tr>{rows}"

    def _beside(self, table: Table) -> str:
        """Income on the left, expenditure on the right, its purposes beside it where they are printed."""
        printed = [side for side in _SIDES if any(x.row.side == side for x in table.lines)]
        sides = [[x for x in table.lines if x.row.side == side] for side in printed]
        fields = [[f for f in table.fields if any(f in x.cells for x in lines)] for lines in sides]
        heads = [
            f"<th>{_SIDES[side]}</th>{''.join(f'<th>{escape(_label(table, f, side))}</th>' for f in own)}"
            for side, own in zip(printed, fields, strict=True)
        ]
        rows = ""
        for at in range(max(map(len, sides))):
            halves = []
            for lines, own in zip(sides, fields, strict=True):
                line = lines[at] if at < len(lines) else None
                figures = "".join(self._cell(line.cells.get(f) if line is not None else None) for f in own)
                halves.append(f"<td>{escape(line.row.name) if line is not None else ''}</td>{figures}")
            rows += f"<tr>{'<td class=gap></td>'.join(halves)}</tr>"
        rest = [x for x in table.lines if x.row.side not in _SIDES]
        more = "".join(f"<tr><td>{escape(x.row.name)}</td>{''.join(map(self._cell, x.cells.values()))}</tr>" for x in rest)
        return f"<tr>{'<td class=gap></td>'.join(heads)}</tr>{rows}{more}"

    def _downward(self, table: Table) -> str:
        heads = "".join(f"<th>{_MEASURES.get(line.row.measure, '金额')}</th>" for line in table.lines)
        rows = f"<tr><th>项目</th>{heads}</tr>"
        for item in table.sheet.items:
            figures = "".join(self._cell(line.cells.get(item.field)) for line in table.lines)
            rows += f"<tr><td>{escape(item.label)}</td>{figures}</tr>"
        return rows

    def _cell(self, cell: Cell | None) -> str:
        if cell is None:
            return "<td></td>"
        css, finding = self.marks.get(cell.index, ("", None))
        told = self.formulas.get(cell.index, [])
        title = "\n".join(([finding.message] if finding else []) + told)
        bare = " bare" if not told and cell.fen else ""
        text = escape(cell.printed)
        if finding is not None:
            text = f'<a href="#f{escape(finding.id)}">{text or "（空）"}</a>'
        shown = f' title="{escape(title)}"' if title else ""
        return f'<td class="n {css}{bare}" id={_anchor(cell)}{shown}>{text}</td>'


def _label(table: Table, field: str, side: str = "") -> str:
    printed = [c for c in table.sheet.columns if c.field == field and c.path]
    column = next((c for c in printed if c.side == side), printed[0] if printed else None)
    return "/".join(column.path[-2:]) if column else table.form.form.fields[field].label
