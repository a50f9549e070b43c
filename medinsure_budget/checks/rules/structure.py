"""Tables and sections that must be there, and how they are numbered."""

import re
from collections import Counter
from collections.abc import Iterator

from medinsure_budget.checks.cells import Table, table_name
from medinsure_budget.checks.rules.base import FINAL, Context, Rule, absent, fails, headings, holds, paragraphs, rule, skipped
from medinsure_budget.checks.verdicts import Evaluation, Severity
from medinsure_budget.forms import (
    ALL,
    AppropriationOverview,
    BasicExpenditure,
    BudgetOverview,
    Expenditure,
    ExpenditureByPurpose,
    FinalAppropriationOverview,
    FinalBasicExpenditure,
    FinalExpenditureBySubject,
    FinalExpenditureByUnit,
    FinalGeneralPublicExpenditure,
    FinalGovernmentFund,
    FinalIncomeBySubject,
    FinalIncomeByUnit,
    FinalOverview,
    FinalStateCapital,
    FinalThreePublics,
    GeneralPublicExpenditure,
    GovernmentFundExpenditure,
    Income,
    IncomeBySource,
    IncomeBySubject,
    Row,
    StateCapitalExpenditure,
    ThreePublics,
    Unrecognised,
)
from medinsure_budget.forms.words import fold, without_ordinal
from medinsure_budget.subjects.names import distance

_LAW = "财预〔2016〕143号等部门预决算公开要求"
# Tables of state capital joined the set after the list of 2016 (attested since the sets of 2021 and later).
_REQUIRED: dict[str, tuple[tuple[int, tuple[type[Row], ...]], ...]] = {
    "budget": (
        (0, (BudgetOverview,)), (0, (Income, IncomeBySubject, IncomeBySource)), (0, (Expenditure, ExpenditureByPurpose)),
        (0, (AppropriationOverview,)), (0, (GeneralPublicExpenditure,)), (0, (BasicExpenditure,)), (0, (ThreePublics,)),
        (0, (GovernmentFundExpenditure,)), (2022, (StateCapitalExpenditure,)),
    ),
    "final_accounts": (
        (0, (FinalOverview,)), (0, (FinalIncomeBySubject, FinalIncomeByUnit)), (0, (FinalExpenditureBySubject, FinalExpenditureByUnit)),
        (0, (FinalAppropriationOverview,)), (0, (FinalGeneralPublicExpenditure,)), (0, (FinalBasicExpenditure,)),
        (0, (FinalThreePublics,)), (0, (FinalGovernmentFund,)), (2021, (FinalStateCapital,)),
    ),
}  # fmt: skip
_SECTIONS = (
    ("主要职责", "职责|职能"), ("机构设置", "机构|单位构成|预算单位"), ("机关运行经费", "机关运行经费"), ("政府采购", "政府采购"),
    ("国有资产占用", "国有资产|车辆|通用设备"), ("绩效", "绩效"), ("“三公”经费", "三公"), ("名词解释", "名词解释|专业名词"),
)  # fmt: skip


def _missing(context: Context) -> list[tuple[type[Row], ...]]:
    year = context.document.year or 9999
    have = {t.form for t in context.figures.tables}
    return [forms for since, forms in _REQUIRED[context.document.kind] if year >= since and not have & set(forms)]


@rule("STR-01", "必备表格齐全", "公开要求的每张表都存在（空表也算）", severity="error", basis=_LAW)
def tables(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Every table of the required set, filled or empty."""
    missing = _missing(context)
    if not missing:
        yield holds(record)
        return
    names = "、".join(forms[0].form.title for forms in missing)
    if not context.figures.tables:
        yield fails(record, "文件中没有任何公开表格，请确认表格是否另行公开。", statement="全文")
        return
    unread = any(t.form is Unrecognised and not t.empty for t in context.figures.tables)
    message = f"缺少{len(missing)}张必备表格：{names}。"
    if unread:
        message += "文件中另有未能识别的表格，请人工核对。"
    yield fails(record, message, statement="全文", severity="warning" if unread else "error", expected=names)


@rule("STR-02", "必备内容齐全", "职责、机构、机关运行经费、采购、资产、绩效、三公、名词解释均有说明", severity="error", basis=_LAW)
def sections(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Every required topic is spoken of."""
    words = fold("\n".join([*(p.heading + p.text for p in paragraphs(context.document)), *(s.heading for s in headings(context.document))]))
    if len(words) < 400:  # noqa: PLR2004 - a cover and a table of contents are no explanation
        yield fails(record, "文件只有表格，没有情况说明。", statement="全文", severity="warning")
        return
    lacking = [name for name, pattern in _SECTIONS if not re.search(pattern, words)]
    if context.document.glossary and "名词解释" in lacking:
        lacking.remove("名词解释")
    if lacking:
        yield fails(record, f"情况说明缺少：{'、'.join(lacking)}。", statement="全文")
    else:
        yield holds(record)


def _coded_tables(context: Context, *forms: type[Row]) -> Iterator[Table]:
    return (t for t in context.figures.tables if t.form in forms and not t.empty)


@rule("STR-03", "功能分类公开到项", "一般公共预算支出表每个类有款、每个款有项", severity="error", basis="预算法实施条例：功能分类公开到项")
def down_to_items(context: Context, record: Rule) -> Iterator[Evaluation]:
    """General public expenditure by 项; in other tables a 款 without its 项 is worth a look where 项 are printed."""
    general = (GeneralPublicExpenditure, FinalGeneralPublicExpenditure)
    for table in context.figures.tables:
        if table.form.form.rows == "functional" and not table.form.form.sides and not table.empty:
            if table.form in general:
                yield from _levels(table, record, (3, 5), "项")
            elif any(len(code) == 7 for code in table.coded()):  # noqa: PLR2004 - 项
                yield from _levels(table, record, (3, 5), "项", severity="warning")


@rule("STR-04", "基本支出公开到经济分类款", "基本支出表每个有金额的类有款", severity="error", basis="预算法实施条例：基本支出公开到款")
def down_to_economic(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Basic expenditure by economic 款."""
    for table in _coded_tables(context, BasicExpenditure, FinalBasicExpenditure):
        yield from _levels(table, record, (3,), "款")


def _levels(
    table: Table, record: Rule, lengths: tuple[int, ...], level: str, severity: Severity = "error"
) -> Iterator[Evaluation]:
    lines = table.coded()
    ending = [
        line for code, line in lines.items()
        if len(code) in lengths and line.filled and not any(c != code and c.startswith(code) for c in lines)
    ]  # fmt: skip
    place = {"statement": table_name(table.sheet), "page": table.sheet.page}
    if ending:
        names = "、".join(f"{line.code} {line.row.name}" for line in ending[:5])
        yield fails(record, f"{place['statement']}的{names}没有细化到{level}。", code=ending[0].code, severity=severity,
                    cell=next(iter(ending[0].cells.values()), None), **place)  # fmt: skip
    else:
        yield holds(record, **place)


@rule("STR-05", "“三公”经费细化", "三公表列出出国、购置、运行、接待与合计", severity="error", basis=_LAW)
def three_items(context: Context, record: Rule) -> Iterator[Evaluation]:
    """The four leaves of the three publics."""
    for table in context.figures.tables:
        if table.form in (ThreePublics, FinalThreePublics) and table.fields:
            wanted = {"total": "合计", "abroad": "因公出国（境）", "vehicle_purchase": "车辆购置", "vehicle_running": "车辆运行", "reception": "公务接待"}
            lacking = [name for field, name in wanted.items() if field not in table.fields]
            if lacking:
                yield fails(record, f"{table_name(table.sheet)}没有列出{'、'.join(lacking)}。", statement=table_name(table.sheet), page=table.sheet.page)
            else:
                yield holds(record, statement=table_name(table.sheet))


@rule("STR-06", "目录标题与正文标题一致", "目录中的标题在正文中原样出现", basis="文件编排")
def contents_titles(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Each announced section bears the announced title."""
    entries = [e for e in context.document.contents if not e.is_table]
    if not entries:
        yield absent(record, "没有目录")
        return
    titles = {_plain(s.title): s for s in headings(context.document)} | {_plain(t.sheet.title): None for t in context.figures.tables}
    for entry in entries:
        wanted = _plain(entry.title)
        if wanted in titles:
            yield holds(record)
            continue
        near = [title for title in titles if title and (_shortened(wanted, title) or distance(wanted, title, 3) <= 3)]  # noqa: PLR2004 - a few letters
        if near and _shortened(wanted, near[0]) and len(near[0]) * 2 < len(wanted):
            yield fails(record, f"目录标题“{entry.number}{entry.title}”在正文中写作“{near[0]}”。", statement="目录", printed=near[0], expected=entry.title)
        elif near:
            yield fails(record, f"目录标题“{entry.number}{entry.title}”在正文中写作“{near[0]}”。", statement="目录", severity="info", printed=near[0], expected=entry.title)
        else:
            yield skipped(record, f"正文中没有找到目录标题“{entry.number}{entry.title}”")


def _plain(title: str) -> str:
    return without_ordinal(fold(title))


def _shortened(whole: str, part: str) -> bool:
    return 6 <= len(part) < len(whole) and part in whole  # noqa: PLR2004 - a word or two is in every title


@rule("STR-07", "目录所列表格均已公开", "目录中的每张表在正文中存在", severity="error", basis="文件编排")
def announced_tables(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Each announced table is there; required ones are reported once, by STR-01."""
    entries = [e for e in context.document.contents if e.is_table]
    if not entries or not context.figures.tables:
        yield absent(record, "目录没有列出表格，或文件没有表格")
        return
    have = [fold(t.sheet.title) for t in context.figures.tables]
    forms = {t.form for t in context.figures.tables}
    required = {form for group in _missing(context) for form in group}
    lacking = []
    for entry in entries:
        title = without_ordinal(fold(entry.title))
        named = _form_of(title, context.document.kind)
        if any(title in h or h in title for h in have) or (named and (set(named) & (forms | required))):
            yield holds(record)
        else:
            lacking.append(entry.title)
    if lacking:
        yield fails(record, f"目录列有而正文没有的表格：{'、'.join(lacking)}。", statement="目录")


def _form_of(title: str, kind: str) -> list[type[Row]]:
    lengths = {form: form.form.match_title(title) for form in ALL if form.form.kind == kind}
    longest = max(lengths.values(), default=0)
    return [form for form, length in lengths.items() if length and length == longest]


@rule("STR-08", "表号连续", "表号从小到大、连续、不重复", basis="文件编排")
def table_numbers(context: Context, record: Rule) -> Iterator[Evaluation]:
    """公开01 to 公开11 without a gap or a repetition."""
    numbers = [int(m[0]) for t in context.figures.tables if (m := re.search(r"\d+", t.sheet.number))]
    if len(numbers) < 2:  # noqa: PLR2004 - nothing to compare
        yield absent(record, "表格没有编号")
        return
    distinct = list(dict.fromkeys(numbers))
    repeated = sorted({n for n, count in Counter(numbers).items() if count > 1 and len(distinct) > 1})
    gaps = sorted(set(range(min(numbers), max(numbers) + 1)) - set(numbers))
    if gaps and not _missing(context):
        yield fails(record, f"表号不连续，缺少 {'、'.join(map(str, gaps))}。", statement="表号", severity="info")
    elif distinct != sorted(distinct):
        yield fails(record, f"表号顺序为 {'、'.join(map(str, distinct))}，不是从小到大。", statement="表号", severity="info")
    else:
        del repeated  # parts of one table may repeat its number
        yield holds(record)


_ORDINAL = re.compile(r"^\(?(\d{1,2})[.、)](?!\d)|^\(([一二三四五六七八九十]{1,3})\)|^([一二三四五六七八九十]{1,3})、")
_CHINESE = {c: n for n, c in enumerate("一二三四五六七八九十", 1)}


def _ordinal(text: str) -> tuple[str, int] | None:
    found = _ORDINAL.match(fold(text))
    if not found:
        return None
    if found[1]:
        return "1", int(found[1])
    return ("(一)" if found[2] else "一、"), _chinese(found[2] or found[3])


def _chinese(digits: str) -> int:
    if "十" not in digits:
        return _CHINESE[digits[0]]
    tens, ones = digits.split("十", 1)
    return 10 * (_CHINESE[tens] if tens else 1) + (_CHINESE[ones] if ones else 0)


@rule("STR-09", "序号连续唯一", "同级序号逐一递增，不重复", severity="info", basis="文件编排")
def ordinals(context: Context, record: Rule) -> Iterator[Evaluation]:
    """The printed ordinals of items and headings go up by one."""
    for table in context.figures.tables:
        labels = [i.label for i in table.sheet.items]
        yield from _run(record, labels, table_name(table.sheet), table.sheet.page)
    for section in headings(context.document):
        labels = [child.number for child in section.children]
        yield from _run(record, labels, section.heading, section.page)


def _run(record: Rule, labels: list[str], where: str, page: int) -> Iterator[Evaluation]:
    by_style: dict[str, list[int]] = {}
    for label in labels:
        if (found := _ordinal(label)) is not None:
            by_style.setdefault(found[0], []).append(found[1])
    for numbers in by_style.values():
        if len(numbers) < 2:  # noqa: PLR2004 - nothing to compare
            continue
        repeated = [n for n, following in zip(numbers, numbers[1:], strict=False) if n == following]
        if repeated:
            yield fails(record, f"“{where}”中序号 {repeated[0]} 重复。", statement=where, page=page, printed=str(repeated[0]))
        else:
            yield holds(record, statement=where)


@rule("STR-15", "科目代码不重复", "同一张表中每个科目代码只出现一次", severity="error", tolerance="exact", basis="公开报表样式")
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
            yield fails(record, f"{where}中科目 {'、'.join(repeated[:5])} 重复出现，疑似重复行。", statement=where, code=repeated[0],
                        page=table.sheet.page, cell=next(iter(line.cells.values()), None), printed=repeated[0])  # fmt: skip
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
            yield fails(record, f"{where}缺少上级科目 {'、'.join(orphans[:5])}，其下级科目已列出，疑似漏行。", statement=where, code=orphans[0],
                        page=table.sheet.page, cell=next(iter(line.cells.values()), None), expected=orphans[0])  # fmt: skip
        elif codes:
            yield holds(record, statement=where)


@rule("STR-13", "行次连续", "行次逐行递增，不重复", severity="info", tolerance="exact", kinds=FINAL, basis="公开报表样式")
def line_numbers(context: Context, record: Rule) -> Iterator[Evaluation]:
    """The printed line numbers go up on each side."""
    for table in _coded_or_two_sided(context):
        for side in ("income", "expenditure"):
            numbers = [int(x.row.line_number) for x in table.lines if x.row.side == side and x.row.line_number.isdigit()]
            if len(numbers) < 2:  # noqa: PLR2004 - nothing to compare
                continue
            wrong = [b for a, b in zip(numbers, numbers[1:], strict=False) if b <= a]
            where = table_name(table.sheet)
            if wrong:
                yield fails(record, f"{where}行次 {wrong[0]} 没有递增。", statement=where, page=table.sheet.page, printed=str(wrong[0]))
            else:
                yield holds(record, statement=where)


def _coded_or_two_sided(context: Context) -> Iterator[Table]:
    return (t for t in context.figures.tables if t.form in (FinalOverview, FinalAppropriationOverview))


@rule("STR-14", "支出功能科目按序排列", "总表支出侧各类按科目代码从小到大", severity="info", kinds=FINAL, basis="公开报表样式")
def functional_order(context: Context, record: Rule) -> Iterator[Evaluation]:
    """The 类 stand in the order of their codes."""
    for table in _coded_or_two_sided(context):
        codes = [x.code for x in table.lines if x.code and x.row.side == "expenditure"]
        where = table_name(table.sheet)
        if codes != sorted(codes):
            yield fails(record, f"{where}支出功能科目没有按代码排列。", statement=where, page=table.sheet.page)
        elif codes:
            yield holds(record, statement=where)
