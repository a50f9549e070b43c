"""Tables and sections that must be there, and how they are numbered."""

import itertools
from collections import Counter
from collections.abc import Iterator

from medinsure_budget import forms
from medinsure_budget.checks.arithmetic.cells import Table, table_name
from medinsure_budget.checks.arithmetic.verdicts import Evaluation, Severity
from medinsure_budget.checks.rule import (
    FINAL,
    Context,
    Rule,
    absent,
    fails,
    holds,
    rule,
    skipped,
)
from medinsure_budget.forms import Row
from medinsure_budget.lexicon import Shape

_LAW = "财预〔2016〕143号等部门预决算公开要求"
# Tables of state capital joined the set after the list of 2016 (attested since the sets of 2021 and later).
_REQUIRED: dict[str, tuple[tuple[int, tuple[type[Row], ...]], ...]] = {
    "budget": (
        (0, (forms.BudgetOverview,)), (0, (forms.Income, forms.IncomeBySubject, forms.IncomeBySource)),
        (0, (forms.Expenditure, forms.ExpenditureByPurpose)),
        (0, (forms.AppropriationOverview,)), (0, (forms.GeneralPublicExpenditure,)), (0, (forms.BasicExpenditure,)),
        (0, (forms.ThreePublics,)),
        (0, (forms.GovernmentFundExpenditure,)), (2022, (forms.StateCapitalExpenditure,)),
    ),
    "final_accounts": (
        (0, (forms.FinalOverview,)), (0, (forms.FinalIncomeBySubject, forms.FinalIncomeByUnit)),
        (0, (forms.FinalExpenditureBySubject, forms.FinalExpenditureByUnit)),
        (0, (forms.FinalAppropriationOverview,)), (0, (forms.FinalGeneralPublicExpenditure, forms.FinalGeneralPublicAccount)),
        (0, (forms.FinalBasicExpenditure,)),
        (0, (forms.FinalThreePublics,)), (0, (forms.FinalGovernmentFund,)), (2021, (forms.FinalStateCapital,)),
    ),
}  # fmt: skip
# What must be told, and from which year on: assets and performance joined the list later.
_SECTIONS = (
    (0, "主要职责", Shape(r"{DUTIES}")), (0, "机构设置", Shape(r"{ORGANISATION}")), (0, "机关运行经费", Shape(r"{OPERATING}")),
    (0, "政府采购", Shape(r"{PROCUREMENT}")), (2018, "国有资产占用", Shape(r"{STATE_ASSETS}")),
    (2018, "绩效", Shape(r"{PERFORMANCE}")), (0, "“三公”经费", Shape(r"{THREE_PUBLICS}")), (0, "名词解释", Shape(r"{GLOSSARY}")),
)  # fmt: skip


def missing_tables(context: Context) -> list[tuple[type[Row], ...]]:
    """The required tables that the document lacks, each with the forms that it may take."""
    year = context.document.year or 9999
    have = {t.form for t in context.figures.tables}
    return [forms for since, forms in _REQUIRED[context.document.kind] if year >= since and not have & set(forms)]


@rule("STR-01", "必备表格齐全", "公开要求的每张表都存在（空表也算）", severity="error", basis=_LAW)
def tables(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Every table of the required set, filled or empty."""
    scope = context.document.scope
    missing = missing_tables(context)
    if not missing:
        yield holds(record)
    elif not scope.expects_tables and scope.kind != "text":
        yield absent(record, scope.reason)
    elif not context.figures.tables:
        why = "文件中没有任何公开表格，请确认表格是否另行公开。"
        yield fails(record, why, statement="全文", severity="warning")
    elif scope.kind == "text":
        yield absent(record, scope.reason)
    else:
        yield _lacking_tables(context, record, missing)


def _lacking_tables(context: Context, record: Rule, missing: list[tuple[type[Row], ...]]) -> Evaluation:
    names = "、".join(forms[0].form.title for forms in missing)
    unnamed = [t for t in context.figures.tables if t.form is forms.Unrecognised and not t.empty]
    message = f"缺少{len(missing)}张必备表格：{names}。"
    if len(unnamed) >= len(missing):
        return skipped(record, f"{message}文件中有{len(unnamed)}张未能识别的表格，其中可能就有这些表")
    if unnamed:
        message += "文件中另有未能识别的表格，请人工核对。"
    return fails(record, message, statement="全文", severity="warning" if unnamed else "error", expected=names)


@rule("STR-02", "必备内容齐全", "职责、机构、机关运行经费、采购、资产、绩效、三公、名词解释均有说明", severity="error", basis=_LAW)
def sections(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Every required topic is spoken of."""
    scope = context.document.scope
    if not scope.expects_text:
        yield absent(record, scope.reason)
        return
    words = context.words
    year = context.document.year or 9999
    lacking = [name for since, name, pattern in _SECTIONS if year >= since and not pattern.search(words)]
    if context.document.glossary and "名词解释" in lacking:
        lacking.remove("名词解释")
    if lacking:
        # A file of text alone may be one of several that were published together.
        severity: Severity = "error" if scope.kind == "disclosure" else "warning"
        yield fails(record, f"情况说明缺少：{'、'.join(lacking)}。", statement="全文", severity=severity)
    else:
        yield holds(record)


def _coded_tables(context: Context, *forms: type[Row]) -> Iterator[Table]:
    return (t for t in context.figures.tables if t.form in forms and not t.empty)


@rule(
    "STR-03",
    "功能分类公开到项",
    "一般公共预算支出表每个类有款、每个款有项",
    severity="error",
    basis="预算法实施条例：功能分类公开到项",
)
def down_to_items(context: Context, record: Rule) -> Iterator[Evaluation]:
    """General public expenditure by 项; in other tables a 款 without its 项 is worth a look where 项 are printed."""
    general = (forms.GeneralPublicExpenditure, forms.FinalGeneralPublicExpenditure)
    for table in context.figures.tables:
        if table.form.form.rows == "functional" and not table.form.form.sides and not table.empty:
            if table.form in general:
                yield from _levels(table, record, (3, 5), "项")
            elif any(len(code) == 7 for code in table.coded()):
                yield from _levels(table, record, (3, 5), "项", severity="warning")


@rule(
    "STR-04",
    "基本支出公开到经济分类款",
    "基本支出表每个有金额的类有款",
    severity="error",
    basis="预算法实施条例：基本支出公开到款",
)
def down_to_economic(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Basic expenditure by economic 款."""
    for table in _coded_tables(context, forms.BasicExpenditure, forms.FinalBasicExpenditure):
        yield from _levels(table, record, (3,), "款")


def _levels(
    table: Table, record: Rule, lengths: tuple[int, ...], level: str, severity: Severity = "error"
) -> Iterator[Evaluation]:
    lines = table.coded()
    above = {code[:n] for code in lines for n in range(1, len(code))}
    ending = [line for code, line in lines.items() if len(code) in lengths and line.filled and code not in above]
    place = {"statement": table_name(table.sheet), "page": table.sheet.page}
    if ending:
        names = "、".join(f"{line.code} {line.row.name}" for line in ending[:5])
        yield fails(
            record,
            f"{place['statement']}的{names}没有细化到{level}。",
            code=ending[0].code,
            severity=severity,
            cell=next(iter(ending[0].cells.values()), None),
            **place,
        )
    else:
        yield holds(record, **place)


@rule("STR-05", "“三公”经费细化", "三公表列出出国、购置、运行、接待与合计", severity="error", basis=_LAW)
def three_items(context: Context, record: Rule) -> Iterator[Evaluation]:
    """The four leaves of the three publics."""
    for table in context.figures.tables:
        if table.form in (forms.ThreePublics, forms.FinalThreePublics) and table.fields:
            wanted = {
                "total": "合计",
                "abroad": "因公出国（境）",
                "vehicle_purchase": "车辆购置",
                "vehicle_running": "车辆运行",
                "reception": "公务接待",
            }
            lacking = [name for field, name in wanted.items() if field not in table.fields]
            if lacking:
                yield fails(
                    record,
                    f"{table_name(table.sheet)}没有列出{'、'.join(lacking)}。",
                    statement=table_name(table.sheet),
                    page=table.sheet.page,
                )
            else:
                yield holds(record, statement=table_name(table.sheet))


@rule(
    "STR-15",
    "科目代码不重复",
    "同一张表中每个科目代码只出现一次",
    severity="error",
    tolerance="exact",
    basis="公开报表样式",
)
def repeated_codes(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A code stands once in a table."""
    for table in context.figures.tables:
        if table.form.form.rows not in ("functional", "economic") or table.form.form.sides:
            continue
        counts = Counter(line.code for line in table.lines if line.code)
        repeated = [code for code, count in counts.items() if count > 1]
        where = table_name(table.sheet)
        if not counts or len(repeated) * 3 > len(counts):
            continue  # blocks by unit repeat every code
        if repeated:
            line = next(x for x in table.lines if x.code == repeated[0])
            yield fails(
                record,
                f"{where}中科目 {'、'.join(repeated[:5])} 重复出现，疑似重复行。",
                statement=where,
                code=repeated[0],
                page=table.sheet.page,
                cell=next(iter(line.cells.values()), None),
                printed=repeated[0],
            )
        else:
            yield holds(record, statement=where)


@rule("STR-16", "上级科目齐全", "有项必有款，有款必有类", severity="error", tolerance="exact", basis="公开报表样式")
def parents(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Every 项 under its 款, every 款 under its 类."""
    for table in context.figures.tables:
        if table.form.form.rows not in ("functional", "economic") or table.form.form.sides:
            continue
        codes = table.coded()
        levels = {len(code) for code in codes}
        orphans = sorted({code[:-2] for code in codes if len(code) - 2 in levels and code[:-2] not in codes})
        where = table_name(table.sheet)
        if orphans:
            line = next(x for c, x in codes.items() if c[:-2] == orphans[0])
            yield fails(
                record,
                f"{where}缺少上级科目 {'、'.join(orphans[:5])}，其下级科目已列出，疑似漏行。",
                statement=where,
                code=orphans[0],
                page=table.sheet.page,
                cell=next(iter(line.cells.values()), None),
                expected=orphans[0],
            )
        elif codes:
            yield holds(record, statement=where)


@rule(
    "STR-13", "行次连续", "行次逐行递增，不重复", severity="info", tolerance="exact", kinds=FINAL, basis="公开报表样式"
)
def line_numbers(context: Context, record: Rule) -> Iterator[Evaluation]:
    """The printed line numbers go up on each side."""
    for table in _coded_or_two_sided(context):
        for side in ("income", "expenditure"):
            numbers = [
                int(x.row.line_number) for x in table.lines if x.row.side == side and x.row.line_number.isdecimal()
            ]
            if len(numbers) < 2:
                continue
            wrong = [b for a, b in itertools.pairwise(numbers) if b <= a]
            where = table_name(table.sheet)
            if wrong:
                yield fails(
                    record,
                    f"{where}行次 {wrong[0]} 没有递增。",
                    statement=where,
                    page=table.sheet.page,
                    printed=str(wrong[0]),
                )
            else:
                yield holds(record, statement=where)


def _coded_or_two_sided(context: Context) -> Iterator[Table]:
    return (t for t in context.figures.tables if t.form in (forms.FinalOverview, forms.FinalAppropriationOverview))


@rule(
    "STR-14",
    "支出功能科目按序排列",
    "总表支出侧各类按科目代码从小到大",
    severity="info",
    kinds=FINAL,
    basis="公开报表样式",
)
def functional_order(context: Context, record: Rule) -> Iterator[Evaluation]:
    """The 类 stand in the order of their codes."""
    for table in _coded_or_two_sided(context):
        codes = [x.code for x in table.lines if x.code and x.row.side == "expenditure"]
        where = table_name(table.sheet)
        if codes != sorted(codes):
            yield fails(record, f"{where}支出功能科目没有按代码排列。", statement=where, page=table.sheet.page)
        elif codes:
            yield holds(record, statement=where)
