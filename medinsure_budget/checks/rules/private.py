"""Personal data that should not be published."""

import re
from collections.abc import Iterator
from typing import Any

from medinsure_budget.checks.arithmetic.verdicts import Evaluation, Severity
from medinsure_budget.checks.rule import Context, Rule, fails, holds, rule

# (what it is, how grave its publication is, how it is written)
_KINDS: tuple[tuple[str, Severity, re.Pattern[str]], ...] = (
    ("身份证号码", "error", re.compile(r"(?<!\d)\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dXx])")),
    ("银行卡号", "warning", re.compile(r"(?<![\d.])62\d{14,17}(?![\d.])")),
    ("手机号码", "warning", re.compile(r"(?<![\d.])1[3-9]\d{9}(?![\d.])")),
)
_IDENTITY = _KINDS[0][0]
_CHECK_DIGITS = "10X98765432"


@rule("PRV-01", "不公开个人信息", "公开文件中没有身份证号码、个人银行卡号、手机号码", basis="个人信息保护法；公开前应当隐去个人信息")
def personal_data(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Numbers of persons in the text and in the words of tables; the message hides the middle of each."""
    clean = True
    for heading, text, where in _texts(context):
        for what, severity, pattern in _KINDS:
            for found in pattern.finditer(text):
                if what == _IDENTITY and not _checks(found[0]):
                    continue
                clean = False
                hidden = f"{found[0][:3]}…{found[0][-2:]}"
                yield fails(record, f"“{heading}”中有疑似{what}（{hidden}），公开前请隐去。", severity=severity, printed=hidden, **where)
    if clean:
        yield holds(record)


def _texts(context: Context) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The text and every cell of words."""
    yield from ((p.heading, p.text, p.place) for p in context.passages)
    for table in context.figures.tables:
        sheet = table.sheet
        names = [m.name for m in sheet.form.form.fields.values() if m.role not in ("money", "code", "line_number")]
        for line in table.lines:
            where = {"statement": sheet.title, "page": line.row.page or sheet.page}
            for name in names:
                words = getattr(line.row, name)
                if words and isinstance(words, str):
                    yield sheet.title, words, where


def _checks(number: str) -> bool:
    """Whether the last digit of an identity number is that of the others; other numbers of eighteen digits are no person's.

    >>> _checks("530102197505150016"), _checks("530102197505150017")
    (False, True)
    """
    weighed = sum(int(digit) * pow(2, 17 - at, 11) for at, digit in enumerate(number[:17]))
    return _CHECK_DIGITS[weighed % 11] == number[17].upper()
