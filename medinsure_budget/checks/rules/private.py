"""Personal data that should not be published."""

import re
from collections.abc import Iterator

from medinsure_budget.checks.arithmetic.verdicts import Evaluation, Severity
from medinsure_budget.checks.rule import Context, Rule, fails, holds, passages, rule

# (what it is, how grave its publication is, how it is written)
_KINDS: tuple[tuple[str, Severity, re.Pattern[str]], ...] = (
    ("身份证号码", "error", re.compile(r"(?<!\d)\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dXx])")),
    ("银行卡号", "warning", re.compile(r"(?<![\d.])62\d{14,17}(?![\d.])")),
    ("手机号码", "warning", re.compile(r"(?<![\d.])1[3-9]\d{9}(?![\d.])")),
)


@rule("PRV-01", "不公开个人信息", "公开文件中没有身份证号码、个人银行卡号、手机号码", basis="个人信息保护法；公开前应当隐去个人信息")
def personal_data(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Numbers of persons in the text and in the words of tables; the message hides the middle of each."""
    texts = [(p.heading, p.text, p.place) for p in passages(context.document)]
    for table in context.figures.tables:
        where = {"statement": table.sheet.title, "page": table.sheet.page}
        texts += [(table.sheet.title, line.row.name, where) for line in table.lines if line.row.name]
    clean = True
    for heading, text, where in texts:
        for what, severity, pattern in _KINDS:
            for found in pattern.finditer(text):
                clean = False
                hidden = f"{found[0][:3]}…{found[0][-2:]}"
                yield fails(record, f"“{heading}”中有疑似{what}（{hidden}），公开前请隐去。", severity=severity, printed=hidden, **where)
    if clean:
        yield holds(record)
