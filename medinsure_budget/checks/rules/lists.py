"""Lists in the text against the rows of the tables."""

import re
from collections.abc import Iterator

from medinsure_budget.checks.arithmetic.cells import Table, table_name
from medinsure_budget.checks.arithmetic.statements import topic_of
from medinsure_budget.checks.arithmetic.verdicts import Evaluation
from medinsure_budget.checks.rule import Context, Rule, absent, fails, holds, paragraphs, rule
from medinsure_budget.forms import (
    BasicExpenditure,
    FinalBasicExpenditure,
    FinalGeneralPublicExpenditure,
    GeneralPublicExpenditure,
)
from medinsure_budget.forms.words import fold

_LISTED = re.compile(r"主要(?:包括|用于)[:：]?([^；;。]{4,400})")
_FEW = 3
_SHARE = 0.6


@rule(
    "NAR-12",
    "“主要包括”与经济分类款一致",
    "人员、公用经费列举的款 = 基本支出表中有金额的款",
    basis="情况说明须与公开报表一致",
)
def listed_economics(context: Context, record: Rule) -> Iterator[Evaluation]:
    """What the text lists under personnel and public expenditure has figures in the table, and the reverse."""
    table = next(
        (t for t in context.figures.tables if t.form in (BasicExpenditure, FinalBasicExpenditure) and not t.empty), None
    )
    if table is None:
        yield absent(record, "没有基本支出经济分类表")
        return
    names = _items(table)
    listed: list[str] = []
    where = None
    for paragraph in paragraphs(context.document):
        if "基本支出" in paragraph.heading or topic_of(paragraph.heading) == "basic":
            for found in _LISTED.finditer(fold(paragraph.text)):
                listed += [n for n in map(_plain, re.split("[、,，]", found[1])) if n]
                where = where or paragraph
    known = [n for n in listed if n in names]
    if where is None or len(known) < _FEW or len(known) < _SHARE * len(listed):
        yield absent(record, "正文没有逐项列举")
        return
    surplus = [n for n in dict.fromkeys(listed) if n not in names]
    lacking = [n for n in names if n not in listed]
    if surplus or lacking:
        told = [f"正文{word}：{'、'.join(items)}" for word, items in (("多列", surplus), ("漏列", lacking)) if items]
        words = "；".join(told)
        yield fails(
            record,
            f"“{where.heading}”列举的经费项目与{table_name(table.sheet)}不一致，{words}。",
            statement=where.heading,
            page=where.page,
            line=where.line,
            printed="、".join(surplus),
            expected="、".join(lacking),
        )
    else:
        yield holds(record)


def _items(table: Table) -> list[str]:
    return [_plain(fold(line.row.name)) for line in table.lines if len(line.code) == 5 and line.filled]


def _plain(name: str) -> str:
    return re.sub(r"等$|支出$|支出等$|^(?:其中|以及)", "", name.replace("(境)", "境").replace("(护)", "护")).strip(
        "。.:："
    )


@rule(
    "NAR-11",
    "正文科目与表内科目一致",
    "正文“具体使用情况”的项级科目 = 一般公共预算支出表的项级科目",
    severity="warning",
    tolerance="exact",
    basis="情况说明须与公开报表一致",
)
def told_items(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Every 项 of the table is told in the text."""
    forms = (GeneralPublicExpenditure, FinalGeneralPublicExpenditure)
    table = next((t for t in context.figures.tables if t.form in forms and not t.empty), None)
    told = {s.code for s in context.statements.all if s.topic == "general" and len(s.code) == 7}
    if table is None or len(told) < _FEW:
        yield absent(record, "没有一般公共预算支出表，或正文没有逐项说明")
        return
    printed = {code: line.row.name for code, line in table.coded().items() if len(code) == 7 and line.filled}
    named = {fold(s.claim.path[-1]) for s in context.statements.all if s.topic == "general" and s.claim.path}
    lacking = [f"{code} {name}" for code, name in printed.items() if code not in told and fold(name) not in named]
    if lacking:
        yield fails(
            record,
            f"正文没有说明{table_name(table.sheet)}中的{'、'.join(lacking[:6])}。",
            statement="具体使用情况",
            expected="、".join(lacking[:6]),
        )
    else:
        yield holds(record)
