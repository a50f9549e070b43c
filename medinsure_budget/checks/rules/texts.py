"""Years, names of the agency, units and leftovers of templates."""

import re
from collections.abc import Iterator
from typing import Any

from medinsure_budget.checks.arithmetic.cells import table_name
from medinsure_budget.checks.arithmetic.verdicts import Evaluation
from medinsure_budget.checks.rule import (
    Context,
    Paragraph,
    Rule,
    absent,
    fails,
    headings,
    holds,
    paragraphs,
    rule,
)
from medinsure_budget.checks.rules.percent import about, place
from medinsure_budget.forms.words import fold

_ORDER = "文字规范"
_YEAR = re.compile(r"(20\d{2})年")


def _at(paragraph: Paragraph) -> dict[str, Any]:
    return {"statement": paragraph.heading, "page": paragraph.page, "line": paragraph.line}


@rule(
    "YEA-01",
    "表题、标题年度一致",
    "表题与章节标题的年度 = 文件年度",
    severity="error",
    tolerance="exact",
    basis="文件编排",
)
def title_years(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Titles of tables and sections bear the document's year."""
    year = context.document.year
    if year is None:
        yield absent(record, "文件年度不明")
        return
    for table in context.figures.tables:
        found = _YEAR.search(fold(table.sheet.title))
        own = table.sheet.year or (int(found[1]) if found else None)
        if own is None:
            continue
        if own == year:
            yield holds(record)
        else:
            yield fails(
                record,
                f"表题“{table.sheet.title}”的年度为 {own}，本文件为 {year} 年度。",
                statement=table_name(table.sheet),
                page=table.sheet.page,
                printed=str(own),
                expected=str(year),
            )
    for section in headings(context.document):
        found = _YEAR.search(fold(section.title))
        if (
            found is None
            or not re.search("预算|决算", section.title)
            or re.search("[《〈]", section.title)
            or len(section.title) > 60
        ):
            continue
        if int(found[1]) == year:
            yield holds(record)
        else:
            yield fails(
                record,
                f"标题“{section.heading}”的年度为 {found[1]}，本文件为 {year} 年度。",
                statement=section.heading,
                page=section.page,
                line=section.line,
                printed=found[1],
                expected=str(year),
            )


@rule(
    "YEA-02",
    "比较年度为上年",
    "与 ×× 年度相比中的年度 = 文件年度 - 1",
    severity="error",
    tolerance="exact",
    basis="文件编排",
)
def base_years(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A comparison with the year before names the year before."""
    year = context.document.year
    for statement in context.statements.all:
        change = statement.claim.change
        found = _YEAR.search(fold(change.base)) if change else None
        if found is None or year is None:
            continue
        if int(found[1]) == year - 1:
            yield holds(record)
        elif int(found[1]) >= year or int(found[1]) < year - 3:
            yield fails(
                record,
                f"{about(statement)}与“{change.base if change else ''}”比较，应与 {year - 1} 年比较。",
                **{**place(statement), "printed": found[1], "expected": str(year - 1)},
            )
        else:
            yield fails(
                record,
                f"{about(statement)}与“{change.base if change else ''}”比较，通常与 {year - 1} 年比较。",
                severity="warning",
                **{**place(statement), "printed": found[1], "expected": str(year - 1)},
            )


_STATED = re.compile(
    r"(20\d{2})年(?:度)?(?:部门|单位)?(?:收支总预算|收入预算|支出预算|财政拨款收支总预算|一般公共预算(?:当年)?(?:财政)?拨款|"
    r"(?:一般公共预算)?(?:财政拨款)?基本支出|三公经费|机关运行经费|政府采购|收入总计|支出总计|财政拨款收入总计|绩效目标)[^，。；]{0,20}?[0-9]"
)


@rule("YEA-03", "正文年度正确", "叙述本年金额的句子写本年年度", severity="warning", basis="文件编排")
def text_years(context: Context, record: Rule) -> Iterator[Evaluation]:
    """The text speaks of the document's year where it states this year's money."""
    year = context.document.year
    if year is None:
        return
    for paragraph in paragraphs(context.document):
        text = re.sub(r"《[^》]*》|〔\d+〕", "", fold(paragraph.text))
        for found in _STATED.finditer(text):
            compared = re.search(r"[与比较同]$", text[: found.start()]) or str(year) in text[: found.start()]
            if int(found[1]) == year or compared:
                yield holds(record)
            else:
                yield fails(
                    record,
                    f"“{paragraph.heading}”写“{found[0]}”，本文件为 {year} 年度。",
                    printed=found[1],
                    expected=str(year),
                    quote=found[0],
                    **_at(paragraph),
                )


@rule("ORG-02", "表头部门、单位称谓一致", "各表表题的“部门”“单位”称谓相同", basis="文件编排")
def levels(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Either all titles say 部门 or all say 单位."""
    said: dict[str, list[str]] = {"部门": [], "单位": []}
    for table in context.figures.tables:
        title = fold(table.sheet.title)
        found = re.search(
            r"(部门|单位)(?!预算经济)(?=.{0,10}(?:收入|收支|支出|财政拨款|一般公共|政府性|国有|项目|三公))", title
        )
        if found:
            said[found[1]].append(title)
    few, many = sorted(said.values(), key=len)
    if few and many:
        yield fails(
            record, f"表题称谓不一致：{'、'.join(few[:3])}，其余{len(many)}张表不同。", statement=few[0], printed=few[0]
        )
    elif many:
        yield holds(record)


@rule("ORG-01", "单位名称一致", "表头的编制单位 = 封面单位全称", basis="文件编排")
def agency_names(context: Context, record: Rule) -> Iterator[Evaluation]:
    """The unit printed at a table is the publisher."""
    own = _name_of(context.document.agency.name)
    for table in context.figures.tables:
        named = _name_of(table.sheet.agency)
        if not named or not own:
            continue
        if named in own or own in named:
            yield holds(record)
        else:
            yield fails(
                record,
                f"{table_name(table.sheet)}的编制单位“{table.sheet.agency}”与“{context.document.agency.name}”不同。",
                statement=table_name(table.sheet),
                page=table.sheet.page,
                severity="info" if _short(named, own) else "warning",
                printed=table.sheet.agency,
                expected=context.document.agency.name,
            )


def _name_of(printed: str) -> str:
    return re.sub(
        r"^(?:编制|填报|预算)?(?:部门|单位)(?:名称)?[:：]|^\d+[-—－]?|\((?:汇总|本级)\)|[(]?(?:部门|单位)$",
        "",
        fold(printed),
    )


def _short(named: str, own: str) -> bool:
    """Whether each letter of a short name stands in the full one in order."""
    rest = iter(own)
    return all(letter in rest for letter in named[1:])


@rule(
    "ORG-03",
    "单位预算不写部门口径",
    "单位预算（决算）正文不写“部门预算管理”“下属单位”",
    severity="info",
    basis="文件编排",
)
def unit_words(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A single unit has no department's words."""
    profile = context.document.profile
    if context.document.agency.level != "单位" or (profile is not None and profile.units):
        yield absent(record, "不是单位预决算")
        return
    word = re.compile(r"纳入部门预算管理|下属预算单位|各单位政府采购预算总额")
    hits = [(p, m[0]) for p in paragraphs(context.document) if (m := word.search(fold(p.text)))]
    if hits:
        yield fails(
            record,
            f"单位文件写有部门口径的文字：{'、'.join(dict.fromkeys(w for _, w in hits))}。",
            printed=hits[0][1],
            **_at(hits[0][0]),
        )
    else:
        yield holds(record)


@rule("TXT-01", "无占位符和模板残留", "没有 XX、××、待填、模板说明", severity="error", basis=_ORDER)
def placeholders(context: Context, record: Rule) -> Iterator[Evaluation]:
    """No blank of the template was left."""
    pattern = re.compile(
        r"X{2,}|×{2,}|x{3,}|[{｛][^}｝]{1,12}[}｝]|待填|作下述说明|(?:增加|增长)[(（/](?:减少|下降|降低)[)）]?|大于[(（/]?小于|\*{3,}|_{3,}|＿{2,}"
    )
    clean = True
    for paragraph in paragraphs(context.document):
        text = re.sub(r"\s+", "", paragraph.text)
        found = pattern.search(text)
        if found and not text.startswith(("http", "www")):
            clean = False
            around = text[max(0, found.start() - 10) : found.end() + 10]
            yield fails(
                record,
                f"“{paragraph.heading}”中“{around}”疑为没有填写的模板。",
                printed=found[0],
                quote=around,
                **_at(paragraph),
            )
    if clean:
        yield holds(record)


_REPEATED = re.compile(r"([\u4e00-\u9fff]{4,12})\1|([的了在与和及])\2(?!确|[士])")


@rule("TXT-02", "无重复文字", "没有相邻重复的词语", severity="info", basis=_ORDER)
def repeated_words(context: Context, record: Rule) -> Iterator[Evaluation]:
    """No words doubled by copying."""
    hits: dict[str, Paragraph] = {}
    for paragraph in paragraphs(context.document):
        for found in _REPEATED.finditer(fold(paragraph.text)):
            hits.setdefault(found[0], paragraph)
    for words, paragraph in hits.items():
        yield fails(
            record,
            f"“{paragraph.heading}”中“{words}”重复。",
            printed=words,
            expected=words[: len(words) // 2],
            **_at(paragraph),
        )
    if not hits:
        yield holds(record)


@rule("TXT-04", "标点不重复", "没有相连的重复标点", severity="info", basis=_ORDER)
def punctuation(context: Context, record: Rule) -> Iterator[Evaluation]:
    """No stop after a stop."""
    hits = [
        (p, m[0])
        for p in paragraphs(context.document)
        if (m := re.search(r"[，。；：、][，。；：、]", re.sub(r"\s+", "", p.text)))
    ]
    for paragraph, mark in hits[:5]:
        yield fails(record, f"“{paragraph.heading}”中标点“{mark}”重复。", printed=mark, **_at(paragraph))
    if not hits:
        yield holds(record)


@rule("TXT-05", "无转换残留", "中文句内没有孤立的英文单词", severity="info", basis=_ORDER)
def foreign_words(context: Context, record: Rule) -> Iterator[Evaluation]:
    """No English word in the middle of a Chinese sentence."""
    hits = []
    for paragraph in paragraphs(context.document):
        found = re.search(r"[\u4e00-\u9fff]\s*\b(and|or|the|of|to|in)\b\s*[\u4e00-\u9fff]", paragraph.text)
        if found:
            hits.append((paragraph, found))
    for paragraph, found in hits:
        yield fails(
            record, f"“{paragraph.heading}”中夹有英文“{found[1]}”，疑为转换残留。", printed=found[0], **_at(paragraph)
        )
    if not hits:
        yield holds(record)


@rule("UNT-05", "尾差说明", "表内有尾差的，说明金额单位转换可能存在尾数误差", severity="info", basis="舍入会造成尾差")
def tail_note(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Tails are announced; the engine says whether there are any."""
    words = "".join(fold(r) for t in context.figures.tables for r in t.sheet.remarks)
    if context.tails and not re.search(
        "尾数|尾差|四舍五入|误差", words + "".join(fold(p.text) for p in paragraphs(context.document))
    ):
        yield fails(
            record, f"表内有 {context.tails} 处尾差，建议注明“金额单位转换时可能存在尾数误差”。", statement="全文"
        )
    else:
        yield holds(record)


@rule(
    "UNT-06", "空白与 0.00 不混用", "同一张表中没有金额的格统一留空或统一填 0.00", severity="info", basis="公开报表样式"
)
def blanks_and_zeros(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A table leaves blank or prints zeros, not both in one column."""
    for table in context.figures.tables:
        if table.sheet.items:
            amounts = [c.amount for line in table.lines for c in line.cells.values()]
        else:
            continue
        zeros = sum(1 for a in amounts if a is not None and not a)
        blanks = sum(1 for a in amounts if a is None)
        if zeros > 1 and 0 < blanks <= zeros:
            yield fails(
                record,
                f"{table_name(table.sheet)}中有的格填 0.00，有的格留空。",
                statement=table_name(table.sheet),
                page=table.sheet.page,
            )
        else:
            yield holds(record)


@rule("UNT-08", "负数提示", "金额为负时请核实", severity="warning", tolerance="exact", basis="公开报表样式")
def negative(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A negative amount is rare enough to be looked at."""
    found = [c for c in context.figures.cells if c.fen < 0 and c.sheet is not None]
    for cell in found:
        yield fails(record, f"{cell.place}为负数 {cell.printed}，请核实。", cell=cell, printed=cell.printed)
    if not found:
        yield holds(record)


@rule("STR-22", "增减变化写明原因", "有增减额的比较，同句写明原因", basis="增减变化应当说明原因")
def reasons(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A change has its reason in the sentence."""
    lacking = []
    for statement in context.statements.all:
        change = statement.claim.change
        if change is None or not change.amount or change.direction not in ("increase", "decrease"):
            continue
        if statement.claim.reason or re.search("原因|主要是|由于|因为", fold(statement.claim.quote)):
            yield holds(record)
        else:
            lacking.append(statement)
    if lacking:
        names = "；".join(about(s) for s in lacking[:5])
        yield fails(
            record,
            f"{names}{'等' if len(lacking) > 5 else ''}有增减而没有写明原因。",
            severity="info",
            **place(lacking[0]),
        )
