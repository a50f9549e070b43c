"""Names of subjects in the text: levels, names cut short, letters exchanged, and lists."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from medinsure_budget.checks.arithmetic.cells import table_name
from medinsure_budget.checks.arithmetic.verdicts import Evaluation
from medinsure_budget.checks.rule import Context, Rule, absent, fails, holds, rule
from medinsure_budget.checks.rules.lists import plain_name
from medinsure_budget.checks.rules.percent import about, place
from medinsure_budget.checks.told.codes import shortened
from medinsure_budget.document.performance import EvaluationReport
from medinsure_budget.forms import ALL
from medinsure_budget.forms.words import fold
from medinsure_budget.lexicon import Shape, lexical, words
from medinsure_budget.subjects import Catalogue

_CATALOGUE = "当年政府收支分类科目"
_MARKED = Shape(r"([\u4e00-\u9fff]{4,30})\(({LEVEL_MARK})\)")
_LEVELS = dict(enumerate(words("LEVEL_MARK"), 1))


@rule("SUB-13", "类、款、项标注正确", "科目名后的（类）（款）（项）= 该科目在科目库中的层级", severity="info", basis=_CATALOGUE)
def marked_levels(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A subject is marked as what it is."""
    functional = context.figures.subjects.functional
    told: set[tuple[str, str]] = set()
    for paragraph in context.passages:
        for found in _MARKED.finditer(fold(paragraph.text)):
            # A class is often told without its 支出 at the end.
            named = (s for end in ("", *words("EXPENDITURE")) for s in functional.by_name(found[1] + end))
            depths = {s.depth for s in named}
            marks = {_LEVELS[d] for d in depths}
            if not depths or (found[1], found[2]) in told:
                continue
            told.add((found[1], found[2]))
            if found[2] in marks:
                yield holds(record, **paragraph.place)
            else:
                right = "、".join(f"（{m}）" for m in sorted(marks))
                why = f"“{paragraph.heading}”中“{found[1]}（{found[2]}）”应为{right}。"
                yield fails(record, why, printed=f"{found[1]}（{found[2]}）", expected=right, quote=paragraph.text, **paragraph.place)
    if not told:
        yield absent(record, "正文没有标注类、款、项的科目")


@rule("SUB-14", "正文科目名完整", "正文的科目名 = 表内同一科目的名称，不缺字", severity="info", basis=_CATALOGUE)
def whole_names(context: Context, record: Rule) -> Iterator[Evaluation]:
    """The name of a subject is not cut short."""
    printed = {line.code: fold(line.row.name) for t in context.figures.tables for line in t.lines if line.code}
    compared = False
    for statement in context.statements.all:
        path = statement.claim.path
        right = printed.get(statement.code, "")
        if not path or not right:
            continue
        compared, name = True, fold(path[-1])
        if shortened(name, right) and not any(name + end == right for end in words("EXPENDITURE")):
            why = f"{about(statement)}的科目名“{name}”不完整，表内 {statement.code} 为“{right}”。"
            yield fails(record, why, **{**place(statement), "printed": name, "expected": right})
        else:
            yield holds(record, **place(statement))
    if not compared:
        yield absent(record, "正文没有逐科目说明，或没有表可比较")


@lru_cache(maxsize=8)
def _exchanged(catalogue: Catalogue) -> re.Pattern[str] | None:
    """The economic names of five letters with their first two words exchanged: 业务委托费 for 委托业务费."""
    names = {fold(s.name) for s in catalogue.economic}
    turned = {f"{n[2:4]}{n[:2]}{n[4:]}" for n in names if len(n) == 5} - names
    return re.compile("|".join(sorted(turned))) if turned else None


@rule("SUB-15", "经济科目名字序正确", "没有“业务委托费”这样词序颠倒的经济分类科目名", severity="info", basis=_CATALOGUE)
def exchanged_words(context: Context, record: Rule) -> Iterator[Evaluation]:
    """The words of an economic subject stand in their order, in the text and in reports."""
    pattern = _exchanged(context.figures.subjects)
    texts = [(p.heading, fold(p.text), p.place) for p in context.paragraphs]
    performance = context.document.performance
    reports = performance.evaluations if performance else ()
    texts += [(r.title, _words_of(r), {"statement": r.title, "page": r.page}) for r in reports]
    wrong: dict[str, tuple[str, dict[str, object]]] = {}
    for heading, text, where in texts if pattern else ():
        for found in pattern.finditer(text) if pattern else ():
            wrong.setdefault(found[0], (heading, where))
    for name, (heading, where) in wrong.items():
        right = f"{name[2:4]}{name[:2]}{name[4:]}"
        yield fails(record, f"“{heading}”中“{name}”应为“{right}”。", printed=name, expected=right, **where)
    if not wrong:
        yield holds(record)


def _words_of(report: EvaluationReport) -> str:
    told = [report.overview, report.achieved, report.problems, *(s.text for s in report.sections), *(f.label for f in report.expenditure)]
    return fold("\n".join(map(str, told)))


_LISTED = Shape(r"(?:{LISTS})[:：]?([^；;。]{4,400})")
_COMMAS = re.compile("[、,，]")


@rule("NAR-19", "列举不重复", "一处列举中没有重复的项目", severity="info", basis="文字规范")
def listed_twice(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A list names each thing once."""
    judged = False
    for paragraph in context.paragraphs:
        for found in _LISTED.finditer(fold(paragraph.text)):
            names = Counter(n for n in map(plain_name, _COMMAS.split(found[1])) if n)
            twice = [name for name, count in names.items() if count > 1]
            judged = True
            if twice:
                why = f"“{paragraph.heading}”的列举中“{'、'.join(twice)}”重复，请核对是否为另一项目。"
                yield fails(record, why, printed="、".join(twice), quote=found[0], **paragraph.place)
            else:
                yield holds(record, **paragraph.place)
    if not judged:
        yield absent(record, "正文没有列举")


_NEW_TERMS = dict(zip(words("FORMER_TERM"), words("CURRENT_TERM"), strict=True))


@rule("SUB-09", "不用旧科目、旧称", "不用已停用的名称", severity="info", basis=_CATALOGUE, since=2019)
def old_terms(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Names that were replaced years ago; one that the prescribed form prints is none of the publisher's."""
    texts = [(p.place, _without_labels(fold(p.text)) if context.defines(p) else fold(p.text)) for p in context.passages]
    for table in context.figures.tables:
        name = table_name(table.sheet)
        rows = ((line.row.page or table.sheet.page, fold(line.row.name)) for line in table.lines)
        texts += [({"statement": name, "page": page}, _without_labels(label)) for page, label in rows]
    told: set[str] = set()
    for where, text in texts:
        for old, new in _NEW_TERMS.items():
            if old in text and old not in told:
                told.add(old)
                yield fails(record, f"文中使用旧称“{old}”，现称“{new}”。", printed=old, expected=new, quote=text, **where)
    if not told:
        yield holds(record)


def _without_labels(text: str) -> str:
    """A text without the labels of the prescribed forms that print a former name."""
    for label in _former_labels() if any(old in text for old in _NEW_TERMS) else ():
        text = text.replace(label, "")
    return text


@lexical
def _former_labels() -> tuple[str, ...]:
    labels = {label for cls in ALL for fixed in cls.form.lines for label in fixed.folded}
    labels |= {label for cls in ALL for marker in cls.form.fields.values() for label in marker.folded}
    return tuple(sorted((label for label in labels if any(old in label for old in _NEW_TERMS)), key=len, reverse=True))
