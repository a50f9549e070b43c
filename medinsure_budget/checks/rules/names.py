"""Subject codes and names."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from medinsure_budget.checks.arithmetic.cells import Line, Table, table_name
from medinsure_budget.checks.arithmetic.relations import same_money
from medinsure_budget.checks.arithmetic.verdicts import Evaluation
from medinsure_budget.checks.rule import Context, Rule, absent, fails, holds, rule, skipped
from medinsure_budget.checks.rules.percent import about, place
from medinsure_budget.forms import (
    BasicExpenditure,
    Expenditure,
    FinalBasicExpenditure,
    FinalExpenditureBySubject,
    FinalGeneralPublicExpenditure,
    FinalIncomeBySubject,
    FinalStateCapital,
    GeneralPublicExpenditure,
    IncomeBySubject,
    Row,
    StateCapitalExpenditure,
)
from medinsure_budget.forms.words import fold, without_ordinal
from medinsure_budget.lexicon import Shape
from medinsure_budget.subjects import Classification, Subject
from medinsure_budget.subjects.names import distance

_CATALOGUE = "当年政府收支分类科目"
_STATE_CAPITAL = "国有资本经营预算"
_ALL_MONEY: tuple[type[Row], ...] = (Expenditure, FinalExpenditureBySubject, IncomeBySubject, FinalIncomeBySubject)


def _coded(context: Context) -> Iterator[Table]:
    return (
        t for t in context.figures.tables if t.form.form.rows in ("functional", "economic") and not t.form.form.sides
    )


def _place(table: Table, line: Line) -> dict[str, Any]:
    cell = next(iter(line.cells.values()), None)
    return {
        "statement": table_name(table.sheet),
        "code": line.row.code,
        "page": line.row.page or table.sheet.page,
        "cell": cell,
    }


@rule(
    "SUB-01",
    "科目代码长度与层级",
    "功能分类 3、5、7 位，经济分类 3、5 位",
    severity="error",
    tolerance="exact",
    basis=_CATALOGUE,
)
def code_shape(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A code has the length of a level."""
    for table in _coded(context):
        longest = 7 if table.form.form.rows == "functional" else 5
        for line in table.lines:
            code = line.row.code.strip()
            if not code:
                continue
            if line.code and len(line.code) <= longest:
                if line.code != code:  # a split column lost a zero
                    yield fails(
                        record,
                        f"{table_name(table.sheet)}科目代码 {code}（{line.row.name}）位数不足，疑为 {line.code}。",
                        severity="info",
                        printed=code,
                        expected=line.code,
                        **_place(table, line),
                    )
                else:
                    yield holds(record)
            else:
                yield fails(
                    record,
                    f"{table_name(table.sheet)}科目代码 {code}（{line.row.name}）不是{'功能' if longest == 7 else '经济'}分类代码。",
                    printed=code,
                    **_place(table, line),
                )


@rule("SUB-03", "代码与名称相符", "科目名称 = 当年科目库中该代码的名称", severity="error", basis=_CATALOGUE)
def code_and_name(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A code bears its name; a name of another code, or one misprinted, is reported once for all tables."""
    if why := _no_catalogue(context):
        yield why(record)
        return
    seen: set[tuple[str, str]] = set()
    for table in _coded(context):
        library = _library(context, table)
        for line in () if library.is_extrapolated else table.lines:
            name = without_ordinal(fold(line.row.name))
            if not line.code or (line.code, name) in seen:
                continue
            seen.add((line.code, name))
            if line.code not in library:
                continue
            subject = library[line.code]
            known = {fold(e.name) for e in library.history(line.code)} | {
                fold(n) for e in library.history(line.code) for n in e.other_names
            }
            if name in known or not name:
                yield holds(record)
                continue
            yield _wrong_name(record, table, line, subject)


def _wrong_name(record: Rule, table: Table, line: Line, subject: Subject) -> Evaluation:
    name, right = without_ordinal(fold(line.row.name)), subject.name
    other = [s.code for s in subject.classification.by_name(name)]
    more = {"printed": name, "expected": right, **_place(table, line)}
    where = f"{table_name(table.sheet)}科目 {line.code}"
    if other and line.code not in other:
        return fails(
            record, f"{where}的名称“{name}”是科目 {'、'.join(other[:2])} 的名称，{line.code} 应为“{right}”。", **more
        )
    if distance(name, fold(right), 1) <= 1 or (len(name) > 8 and distance(name, fold(right), 2) <= 2):
        return fails(
            record, f"{where}的名称“{name}”与科目库“{right}”相差一两个字，疑似错字。", severity="warning", **more
        )
    return fails(record, f"{where}的名称“{name}”与科目库“{right}”不同，请核对。", severity="info", **more)


@rule("SUB-02", "科目在当年有效", "代码在当年科目库中", severity="info", basis=_CATALOGUE)
def valid_codes(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A code is in the catalogue of its year; only an official list is complete, so else this is a hint."""
    if why := _no_catalogue(context):
        yield why(record)
        return
    reported: set[str] = set()
    for table in _coded(context):
        library = _library(context, table)
        for line in () if library.is_extrapolated else table.lines:
            if line.code in library:
                yield holds(record)
            elif line.code and line.code not in reported and (message := _not_in_force(line, library, context)):
                reported.add(line.code)
                more = {"severity": "warning" if library.complete else record.severity, "printed": line.code}
                yield fails(record, message, **more, **_place(table, line))


def _not_in_force(line: Line, library: Classification, context: Context) -> str:
    """What is wrong with a code that the catalogue does not have; the bundled rows cannot say that it never existed."""
    subject, year = f"科目 {line.code} {line.row.name} ", library.year
    past = [e for e in library.history(line.code) if e.until is not None and e.until < year]
    if past:
        return f"{subject}在 {year} 年已停用（至 {past[-1].until} 年）。"
    return f"{subject}从未设置：{context.subjects.title}中没有，以前年度也没有。" if library.complete else ""


def _library(context: Context, table: Table) -> Classification:
    """The classification that a table's codes belong to."""
    return context.subjects.functional if table.form.form.rows == "functional" else context.subjects.economic


def _no_catalogue(context: Context) -> Callable[[Rule], Evaluation] | None:
    """Why no subjects of the document's year can be asked, as the evaluation to give."""
    if context.document.year is None:
        return lambda record: absent(record, "文件年度不明")
    beyond = [_library(context, table).is_extrapolated for table in _coded(context)]
    why = f"没有{context.document.year}年的科目表，可用 catalogue= 给出"
    return (lambda record: skipped(record, why)) if beyond and all(beyond) else None


_MARKED = Shape(r"([\u4e00-\u9fff]{4,30})\(({LEVEL_MARK})\)")


@rule("SUB-05", "正文科目名无错字", "正文的科目名与表内（或科目库）名称一致", basis=_CATALOGUE)
def names_in_text(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Names of subjects in the text, one letter off a known one."""
    known = _known_names(context)
    reported: set[str] = set()
    for statement in context.statements.all:
        for name in map(fold, statement.claim.path or ()):
            if name in known:
                yield holds(record)
            elif name not in reported and (right := _nearest(name, known)):
                reported.add(name)
                yield fails(
                    record,
                    f"{about(statement)}的科目名“{name}”疑为“{right}”之误。",
                    **{**place(statement), "printed": name, "expected": right},
                )
    for paragraph in context.paragraphs:
        for found in _MARKED.finditer(fold(paragraph.text)):
            name = found[1]
            if name not in known and name not in reported and (right := _nearest(name, known)):
                reported.add(name)
                yield fails(
                    record,
                    f"“{paragraph.heading}”中的科目名“{name}”疑为“{right}”之误。",
                    printed=name,
                    expected=right,
                    statement=paragraph.heading,
                    page=paragraph.page,
                    line=paragraph.line,
                )


def _known_names(context: Context) -> set[str]:
    known = {
        fold(line.row.name)
        for t in _coded(context)
        if t.form.form.rows == "functional"
        for line in t.lines
        if line.code
    }
    return known | {fold(s.name) for s in context.subjects.functional}


def _nearest(name: str, known: set[str]) -> str:
    if len(name) < 4 or (name.endswith("支出") and name[:-2] in known) or name + "支出" in known:
        return ""
    return next((k for k in sorted(known) if abs(len(k) - len(name)) <= 1 and distance(name, k, 1) == 1), "")


@rule("SUB-06", "名词解释的科目在表内", "名词解释的（款）（项）与表内科目一致", basis="名词解释针对本文件的科目")
def explained_subjects(context: Context, record: Rule) -> Iterator[Evaluation]:
    """An explained 项 stands in the tables."""
    items = {fold(line.row.name) for t in _coded(context) for line in t.lines if len(line.code) == 7}
    if not items:
        yield absent(record, "没有项级科目")
        return
    listed = any(t.form in _ALL_MONEY and len(line.code) == 7 for t in context.figures.tables for line in t.lines)
    if not listed and not same_money(context.figures):
        yield absent(record, "没有列出全部资金各项级科目的表")
        return
    for heading, page, line in _glossary(context):
        found = re.search(r"([\u4e00-\u9fff()]{2,30}?)\(项\)", heading)
        if not found:
            continue
        name = re.split(r"\((?:类|款)\)", found[1])[-1]
        if name in items:
            yield holds(record)
        elif not _nearest(name, items):
            yield fails(
                record,
                f"名词解释“{name}（项）”不在本文件的表内。",
                statement="名词解释",
                page=page,
                line=line,
                printed=name,
            )


_GLOSSARY = Shape(r"{GLOSSARY}")


def _glossary(context: Context) -> Iterator[tuple[str, int, int]]:
    for term in context.document.glossary:
        yield fold(term.name), term.page, 0
    if not context.document.glossary:
        for section in context.document.sections:
            if _GLOSSARY.search(section.title):
                for child in section.children:
                    yield fold(child.heading), child.page, child.line


@rule(
    "STR-23",
    "名词解释覆盖项级科目",
    "表内（或正文）每个项级科目在名词解释中说明",
    severity="info",
    basis="名词解释针对本文件的科目",
)
def glossary_covers(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Each 项 of the general public budget is explained."""
    told_of = "".join(heading for heading, _, _ in _glossary(context))
    if not told_of:
        yield absent(record, "没有名词解释")
        return
    table = next(
        (t for t in context.figures.tables if t.form in (GeneralPublicExpenditure, FinalGeneralPublicExpenditure)), None
    )
    names = [fold(line.row.name) for line in table.lines if len(line.code) == 7] if table else []
    names = names or [fold(s.claim.path[-1]) for s in context.statements.all if s.claim.path and len(s.claim.path) == 3]
    names = list(dict.fromkeys(names))
    told = re.findall(r"([\u4e00-\u9fff()]{2,30}?)\(项\)", told_of)
    told = [re.split(r"\((?:类|款)\)", t)[-1] for t in told]
    lacking = [name for name in names if name not in told_of and not any(distance(name, t, 1) <= 1 for t in told)]
    if lacking and len(lacking) < len(names):
        yield fails(
            record,
            f"名词解释缺少{len(lacking)}个项级科目：{'、'.join(lacking[:6])}{'等' if len(lacking) > 6 else ''}。",
            statement="名词解释",
        )
    elif names:
        yield holds(record)


_REMAINS = Shape(r"\(项\)(?:{LEVEL_REMAINS})[0-9.,]+{MONEY}")


@rule("SUB-07", "科目路径后无多余文字", "（项）之后直接为金额", severity="info", basis="文字规范")
def after_path(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Template words left between the path and the amount."""
    count, first = 0, None
    for paragraph in context.paragraphs:
        for _ in _REMAINS.finditer(fold(paragraph.text)):
            count += 1
            first = first or paragraph
    if count and first is not None:
        yield fails(
            record,
            f"正文有 {count} 处“（项）事务”，“事务”二字多余，疑为模板残留。",
            statement=first.heading,
            page=first.page,
            line=first.line,
            printed="（项）事务",
        )
    else:
        yield holds(record)


@rule(
    "SUB-10",
    "科目与资金性质相符",
    "国有资本经营预算支出表只用 223 类和其他类中列国有资本的科目；一般公共预算表不用基金科目",
    severity="error",
    basis=_CATALOGUE,
)
def fund_of_subject(context: Context, record: Rule) -> Iterator[Evaluation]:
    """State capital is spent under 223 and the few subjects of other classes that the catalogue gives it."""
    classes = {"223"} | {s.code[:3] for s in context.subjects.functional if s.fund == _STATE_CAPITAL}
    for table in _coded(context):
        for line in table.lines:
            if len(line.code) != 3 or not line.filled:
                continue
            capital = table.form in (StateCapitalExpenditure, FinalStateCapital)
            general = table.form in (GeneralPublicExpenditure, FinalGeneralPublicExpenditure)
            if (capital and line.code not in classes) or (general and line.code == "223"):
                yield fails(
                    record,
                    f"{table_name(table.sheet)}列有科目 {line.code} {line.row.name}，与本表资金性质不符。",
                    severity="warning",
                    printed=line.code,
                    **_place(table, line),
                )
            elif capital or general:
                yield holds(record)


@rule(
    "SUB-12",
    "基本支出表用部门经济分类",
    "经济分类科目为 301～399，不用政府预算经济分类 501～599",
    severity="error",
    tolerance="exact",
    basis=_CATALOGUE,
)
def department_classification(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Departments spend by the department classification."""
    for table in _coded(context):
        if table.form not in (BasicExpenditure, FinalBasicExpenditure):
            continue
        wrong = [line for line in table.lines if line.code and not line.code.startswith("3")]
        if wrong:
            yield fails(
                record,
                f"{table_name(table.sheet)}列有非部门经济分类科目 {wrong[0].code} {wrong[0].row.name}。",
                printed=wrong[0].code,
                **_place(table, wrong[0]),
            )
        elif table.lines:
            yield holds(record)


@rule(
    "ECO-02",
    "经济科目与人员、公用栏相符",
    "301、303 只在人员经费栏，其余只在公用经费栏",
    severity="error",
    tolerance="exact",
    basis=_CATALOGUE,
)
def staff_and_public(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Staff money under staff subjects."""
    for table in _coded(context):
        if table.form is not BasicExpenditure or not {"personnel", "public"} <= set(table.fields):
            continue
        for line in table.lines:
            if not line.code or "personnel" not in line.cells or "public" not in line.cells:
                continue
            wrong = line.cells["public" if line.code[:3] in ("301", "303") else "personnel"]
            if wrong.fen:
                yield fails(
                    record,
                    f"{wrong.place}有 {wrong.printed}，{line.code[:3]} 类支出不应列在此栏，疑似错列。",
                    severity="warning",
                    **{**_place(table, line), "cell": wrong, "printed": wrong.printed},
                )
            else:
                yield holds(record)
