"""Years: of titles, of comparisons, of statements, of periods."""

import re
from collections.abc import Iterator

from medinsure_budget.checks.arithmetic.cells import table_name
from medinsure_budget.checks.arithmetic.verdicts import Evaluation
from medinsure_budget.checks.rule import Context, Paragraph, Rule, absent, fails, holds, rule
from medinsure_budget.checks.rules.percent import about, place
from medinsure_budget.document.narrative import Section
from medinsure_budget.forms.words import fold
from medinsure_budget.lexicon import Shape, word_set

_YEAR = re.compile(r"(20\d{2})年")
_QUOTED = re.compile("[《〈]")
_TITLES = re.compile(r"《[^》]*》|〔\d+〕")
_ACCOUNT = Shape(r"{ACCOUNT}")
_ORDER = "文件编排"
_LONGEST_TITLE = 60


@rule("YEA-01", "表题、标题年度一致", "表题与章节标题的年度 = 文件年度", severity="error", tolerance="exact", basis=_ORDER)
def title_years(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Titles of tables and sections bear the document's year."""
    year = context.document.year
    if year is None:
        yield absent(record, "文件年度不明")
        return
    for table in context.figures.tables:
        found = _YEAR.search(fold(table.sheet.title))
        own = table.sheet.year or (int(found[1]) if found else None)
        if own is not None:
            where = {"statement": table_name(table.sheet), "page": table.sheet.page}
            yield _same_year(record, f"表题“{table.sheet.title}”", own, year, where)
    for section in context.sections:
        found = _YEAR.search(fold(section.title))
        if found is not None and _names_the_document(section):
            where = {"statement": section.heading, "page": section.page, "line": section.line}
            yield _same_year(record, f"标题“{section.heading}”", int(found[1]), year, where)


def _names_the_document(section: Section) -> bool:
    title = section.title
    return bool(_ACCOUNT.search(title)) and not _QUOTED.search(title) and len(title) <= _LONGEST_TITLE


def _same_year(record: Rule, what: str, own: int, year: int, where: dict[str, object]) -> Evaluation:
    if own == year:
        return holds(record)
    why = f"{what}的年度为 {own}，本文件为 {year} 年度。"
    return fails(record, why, printed=str(own), expected=str(year), **where)


@rule("YEA-02", "比较年度为上年", "与 ×× 年度相比中的年度 = 文件年度 - 1（决算可与当年预算比较）", severity="error",
      tolerance="exact", basis=_ORDER)  # fmt: skip
def base_years(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A comparison with the year before names the year before; final accounts may be compared with their budget."""
    year = context.document.year
    final = context.document.kind == "final_accounts"
    bases = [fold(s.claim.change.base) if s.claim.change else "" for s in context.statements.all]
    known = context.words.count(f"{year}年") > sum(f"{year}年" in base for base in bases)
    for statement, base in zip(context.statements.all, bases, strict=True):
        change = statement.claim.change
        found = _YEAR.search(base)
        if found is None or year is None or (int(found[1]) == year and not known):
            continue  # a fragment whose year is known by nothing but what it compares with
        told = int(found[1])
        if told == year - 1 or (final and told == year and any(word in base for word in word_set("BUDGET"))):
            yield holds(record)
            continue
        sure = told >= year or told < year - 3
        why = f"{about(statement)}与“{change.base if change else ''}”比较，{'应' if sure else '通常'}与 {year - 1} 年比较。"
        more = {**place(statement), "printed": found[1], "expected": str(year - 1)}
        yield fails(record, why, severity="error" if sure else "warning", **more)


_STATED = Shape(r"(20\d{2})年(?:度)?{LEVEL}?{STATED_THING}[^，。；]{0,20}?[0-9]")
_SCOPE = Shape(r"(20\d{2})年(?:度)?{LEVEL}?{OWN_LEVEL}?{ACCOUNT}{COMPILED}")
_COMPARED = Shape(r"{RELATED_TO}$")


@rule("YEA-03", "正文年度正确", "叙述本年金额、编制范围的句子写本年年度", severity="warning", basis=_ORDER)
def text_years(context: Context, record: Rule) -> Iterator[Evaluation]:
    """The text speaks of the document's year where it states this year's money or who is included."""
    year = context.document.year
    if year is None:
        yield absent(record, "文件年度不明")
        return
    for paragraph in context.paragraphs:
        text = _TITLES.sub("", fold(paragraph.text))
        for found in (*_STATED.finditer(text), *_SCOPE.finditer(text)):
            before = text[: found.start()]
            if int(found[1]) == year or _COMPARED.search(before) or str(year) in before:
                yield holds(record)
            else:
                yield _other_year(record, paragraph, found[0], int(found[1]), year)


def _other_year(record: Rule, paragraph: Paragraph, words: str, told: int, year: int) -> Evaluation:
    why = f"“{paragraph.heading}”写“{words}”，本文件为 {year} 年度。"
    return fails(record, why, printed=str(told), expected=str(year), quote=words, **paragraph.place)


_PERIOD = Shape(
    r"{PERIOD}(?::|为|是)?(20\d{2})年(?:\d{1,2}月)?(?:\d{1,2}(?:日|号))?"
    r"[^\d，。；]{1,3}(20\d{2})年(?:\d{1,2}月)?(?:\d{1,2}(?:日|号))?"
)


@rule("YEA-06", "实施周期包含本年", "项目实施周期的起止年份包含文件年度", severity="warning", basis=_ORDER)
def periods(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A project that gets money this year is not over."""
    year = context.document.year
    told = False
    for paragraph in context.paragraphs if year is not None else ():
        for found in _PERIOD.finditer(fold(paragraph.text)):
            told = True
            if int(found[1]) <= (year or 0) <= int(found[2]):
                yield holds(record, **paragraph.place)
            else:
                why = f"“{paragraph.heading}”写“{found[0]}”，不包含本文件的 {year} 年度。"
                yield fails(record, why, printed=found[0], expected=str(year), quote=found[0], **paragraph.place)
    if not told:
        yield absent(record, "没有写项目实施周期")
