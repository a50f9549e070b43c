"""The table of contents, and how tables and headings are numbered."""

import itertools
import re
from collections.abc import Iterator

from medinsure_budget.checks.arithmetic.cells import table_name
from medinsure_budget.checks.arithmetic.verdicts import Evaluation
from medinsure_budget.checks.rule import Context, Rule, absent, fails, holds, rule, skipped
from medinsure_budget.checks.rules.structure import missing_tables
from medinsure_budget.editions import match_title
from medinsure_budget.forms import ALL, Row
from medinsure_budget.forms.words import fold, without_ordinal
from medinsure_budget.lexicon import Shape, words
from medinsure_budget.subjects.names import distance


@rule("STR-06", "目录标题与正文标题一致", "目录中的标题在正文中原样出现", basis="文件编排")
def contents_titles(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Each announced section bears the announced title."""
    entries = [e for e in context.document.contents if not e.is_table]
    if not entries:
        yield absent(record, "没有目录")
        return
    titles = {_plain(s.title): s for s in context.sections} | {
        _plain(t.sheet.title): None for t in context.figures.tables
    }
    for entry in entries:
        wanted = _plain(entry.title)
        if wanted in titles:
            yield holds(record)
            continue
        near = [title for title in titles if title and (_shortened(wanted, title) or distance(wanted, title, 3) <= 3)]
        if near and _shortened(wanted, near[0]) and len(near[0]) * 2 < len(wanted):
            yield fails(
                record,
                f"目录标题“{entry.number}{entry.title}”在正文中写作“{near[0]}”。",
                statement="目录",
                printed=near[0],
                expected=entry.title,
            )
        elif near:
            yield fails(
                record,
                f"目录标题“{entry.number}{entry.title}”在正文中写作“{near[0]}”。",
                statement="目录",
                severity="info",
                printed=near[0],
                expected=entry.title,
            )
        else:
            yield skipped(record, f"正文中没有找到目录标题“{entry.number}{entry.title}”")


def _plain(title: str) -> str:
    return without_ordinal(fold(title))


def _shortened(whole: str, part: str) -> bool:
    return 6 <= len(part) < len(whole) and part in whole


@rule("STR-07", "目录所列表格均已公开", "目录中的每张表在正文中存在", severity="error", basis="文件编排")
def announced_tables(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Each announced table is there; required ones are reported once, by STR-01."""
    entries = [e for e in context.document.contents if e.is_table]
    if not entries or not context.figures.tables:
        yield absent(record, "目录没有列出表格，或文件没有表格")
        return
    have = [fold(t.sheet.title) for t in context.figures.tables]
    forms = {t.form for t in context.figures.tables}
    required = {form for group in missing_tables(context) for form in group}
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
    lengths = {form: match_title(form, title) for form in ALL if form.form.kind == kind}
    longest = max(lengths.values(), default=0)
    return [form for form, length in lengths.items() if length and length == longest]


@rule("STR-08", "表号连续", "表号从小到大、连续、不重复", basis="文件编排")
def table_numbers(context: Context, record: Rule) -> Iterator[Evaluation]:
    """公开01 to 公开11 without a gap or a repetition."""
    numbers = [int(m[0]) for t in context.figures.tables if (m := re.search(r"\d+", t.sheet.number))]
    if len(numbers) < 2:
        yield absent(record, "表格没有编号")
        return
    distinct = list(dict.fromkeys(numbers))
    gaps = sorted(set(range(min(numbers), max(numbers) + 1)) - set(numbers))
    if gaps and not missing_tables(context):
        yield fails(record, f"表号不连续，缺少 {'、'.join(map(str, gaps))}。", statement="表号", severity="info")
    elif distinct != sorted(distinct):
        yield fails(
            record, f"表号顺序为 {'、'.join(map(str, distinct))}，不是从小到大。", statement="表号", severity="info"
        )
    else:
        yield holds(record)


_ORDINAL = Shape(r"^\(?(\d{1,2})[.、)](?!\d)|^\(({NUMERAL}{1,3})\)|^({NUMERAL}{1,3})、")
_CHINESE = {c: n for n, c in enumerate(words("NUMERAL"), 1)}


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
    for section in context.sections:
        labels = [child.number for child in section.children]
        yield from _run(record, labels, section.heading, section.page)


def _run(record: Rule, labels: list[str], where: str, page: int) -> Iterator[Evaluation]:
    by_style: dict[str, list[int]] = {}
    for label in labels:
        if (found := _ordinal(label)) is not None:
            by_style.setdefault(found[0], []).append(found[1])
    for numbers in by_style.values():
        if len(numbers) < 2:
            continue
        repeated = [n for n, following in itertools.pairwise(numbers) if n == following]
        if repeated:
            yield fails(
                record, f"“{where}”中序号 {repeated[0]} 重复。", statement=where, page=page, printed=str(repeated[0])
            )
        else:
            yield holds(record, statement=where)
