"""Lists in the text against the rows of the tables."""

import re
from collections import Counter
from collections.abc import Iterator

from attrs import field

from medinsure_budget.checks.arithmetic.cells import Table, table_name
from medinsure_budget.checks.arithmetic.verdicts import Evaluation
from medinsure_budget.checks.rule import Context, Paragraph, Rule, absent, fails, holds, rule
from medinsure_budget.checks.told.meanings import topic_of
from medinsure_budget.forms import (
    AppropriationBasicExpenditure,
    BasicExpenditure,
    FinalBasicExpenditure,
    FinalGeneralPublicExpenditure,
    GeneralPublicExpenditure,
)
from medinsure_budget.forms.words import fold
from medinsure_budget.lexicon import Shape
from medinsure_budget.records import define

_TEXT = "情况说明须与公开报表一致"
_LISTED = Shape(r"(?:{LISTS})[:：]?([^；;。]{4,400})")
_COMMAS = re.compile("[、,，]")
_END = Shape(r"(?:{LIST_END})$|^(?:{LIST_HEAD})")
_OPEN = Shape(r"等(?:{EXPENDITURE|MONEY_WORD})?$")
_STOPS = "。.:："
_FEW = 3
_SHARE = 0.6
_MOST_NAMED = 12


@define
class _Lists:
    """The names that the paragraphs on basic expenditure list; ``open`` where they end with 等."""

    names: list[str] = field(factory=list)
    twice: list[str] = field(factory=list)
    open: bool = False
    where: Paragraph | None = None

    def add(self, paragraph: Paragraph, words: str) -> None:
        """Take in one list."""
        names = [n for n in map(plain_name, _COMMAS.split(words)) if n]
        self.names += names
        self.twice += [name for name, count in Counter(names).items() if count > 1]
        self.open = self.open or bool(_OPEN.search(words))
        self.where = self.where or paragraph


def _lists(context: Context) -> _Lists:
    found = _Lists()
    for paragraph in context.paragraphs:
        if topic_of(paragraph.heading) == "basic":
            for words in _LISTED.finditer(fold(paragraph.text)):
                found.add(paragraph, words[1])
    return found


@rule("NAR-12", "“主要包括”与经济分类款一致", "人员、公用经费列举的款 = 基本支出表中有金额的款（以“等”结尾的可以不列全）", basis=_TEXT)
def listed_economics(context: Context, record: Rule) -> Iterator[Evaluation]:
    """What the text lists under personnel and public expenditure has figures in the table, and the reverse."""
    forms = (BasicExpenditure, FinalBasicExpenditure)
    table = next((t for t in context.figures.tables if t.form in forms and not t.empty), None)
    if table is None:
        yield absent(record, "没有基本支出经济分类表")
        return
    names, told = _items(table), _lists(context)
    known = [n for n in told.names if n in names]
    if told.where is None or len(known) < _FEW:
        yield absent(record, "正文没有逐项列举")
        return
    # Jiangsu tells the basic expenditure of all appropriations too, which holds that of funds.
    wider = {n for t in context.figures.tables if t.form is AppropriationBasicExpenditure for n in _items(t)}
    surplus = [n for n in dict.fromkeys(told.names) if n not in names and n not in wider]
    lacking = [] if told.open else [n for n in names if n not in told.names]
    more = {**told.where.place, "printed": "、".join(surplus), "expected": "、".join(lacking)}
    sides = (("多列", surplus), ("漏列", lacking), ("重复列出", told.twice))
    words = "；".join(f"正文{word}：{'、'.join(items[:_MOST_NAMED])}" for word, items in sides if items)
    why = f"“{told.where.heading}”列举的经费项目与{table_name(table.sheet)}不一致，{words}。"
    if not words:
        yield holds(record, **told.where.place)
    elif len(known) < _SHARE * len(told.names):
        yield fails(record, why, severity="info", **more)  # the list of the template, which lists everything
    else:
        yield fails(record, why, **more)


def _items(table: Table) -> list[str]:
    return [plain_name(fold(line.row.name)) for line in table.lines if len(line.code) == 5 and line.filled]


def plain_name(name: str) -> str:
    """The name of a listed thing, without the words around a list."""
    name = name.replace("(境)", "境").replace("(护)", "护").strip(_STOPS)
    while (stripped := _END.sub("", name)) != name:
        name = stripped
    return name


@rule("NAR-11", "正文科目与表内科目一致", "正文“具体使用情况”的项级科目 = 一般公共预算支出表的项级科目", tolerance="exact", basis=_TEXT)
def told_items(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Every 项 of the table is told in the text."""
    forms = (GeneralPublicExpenditure, FinalGeneralPublicExpenditure)
    table = next((t for t in context.figures.tables if t.form in forms and not t.empty), None)
    told = {s.code for s in context.statements.all if s.topic == "general" and len(s.code) == 7}
    if table is None or len(told) < _FEW:
        yield absent(record, "没有一般公共预算支出表，或正文没有逐项说明")
        return
    printed = {code: line for code, line in table.coded().items() if len(code) == 7 and line.filled}
    named = {fold(s.claim.path[-1]) for s in context.statements.all if s.topic == "general" and s.claim.path}
    lacking = [line for code, line in printed.items() if code not in told and fold(line.row.name) not in named]
    if lacking:
        words = "、".join(f"{line.code} {line.row.name}" for line in lacking[:6])
        untold = tuple(lacking[0].cells.values()) if len(lacking) == 1 else ()
        why = f"正文没有说明{table_name(table.sheet)}中的{words}。"
        yield fails(record, why, statement="具体使用情况", expected=words, related=untold)
    else:
        yield holds(record)
