"""The report as a Word document."""

from typing import Any

from medinsure_budget.checks.outputs.text import HEADS, summary
from medinsure_budget.checks.report.findings import Finding
from medinsure_budget.checks.report.results import Results
from medinsure_budget.checks.report.uncovered import by_reason, in_words
from medinsure_budget.errors import UsageError, missing_extra
from medinsure_budget.files.packages import word_bytes


def report_docx(report: Results) -> bytes:
    """The findings by gravity with their sentences, then what was not checked.

    Raises:
        UsageError: when python-docx is not installed.
    """
    try:
        from docx import Document as WordDocument
    except ImportError as error:
        raise UsageError(missing_extra("写 Word 文件", "docx")) from error
    word = WordDocument()
    word.core_properties.author = ""
    word.core_properties.title = f"检查报告 {report.document.name}"
    word.add_heading("检查报告", 0)
    word.add_paragraph(summary(report))
    for severity, head in HEADS.items():
        found = [f for f in report.findings if f.severity == severity and not f.suppressed]
        if found:
            word.add_heading(f"{head}（{len(found)}）", 1)
        for finding in found:
            _finding(word, finding)
    _list(word, "检查得不够", report.gaps if report.ok is None else ())
    _list(word, "已说明", [f"{f.title}（{f.rule.id}）{f.message}说明：{f.suppressed}" for f in report.findings if f.suppressed])
    _list(word, "未能检查", [f"{o.rule.id} {o.rule.title}：{o.why}" for o in report.obligations if o.state == "unchecked"])
    _list(word, "正文中未核对的金额", [in_words(why, own) for why, own in by_reason(report.uncovered)])
    return word_bytes(word)


def _finding(word: Any, finding: Finding) -> None:
    paragraph = word.add_paragraph(style="List Number")
    paragraph.add_run(f"{finding.title}（{finding.rule.id}）").bold = True
    paragraph.add_run(finding.message)
    if finding.quote:
        word.add_paragraph(finding.quote, style="Intense Quote")
    where = [f"第{finding.page}页" if finding.page else "", f"第{finding.line}行" if finding.line else "", f"依据：{finding.basis}"]
    word.add_paragraph(" · ".join(filter(None, where)))


def _list(word: Any, head: str, items: Any) -> None:
    if items:
        word.add_heading(head, 1)
    for item in items:
        word.add_paragraph(item, style="List Bullet")
