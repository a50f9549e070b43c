"""Names of the publisher, and words that fit departments or units only."""

import re
from collections.abc import Iterator

from medinsure_budget.checks.arithmetic.cells import table_name
from medinsure_budget.checks.arithmetic.verdicts import Evaluation
from medinsure_budget.checks.rule import Context, Paragraph, Rule, absent, fails, holds, rule
from medinsure_budget.forms.words import fold
from medinsure_budget.lexicon import Shape, words

_ORDER = "文件编排"
_LEVEL = Shape(r"({LEVEL})(?!{BUDGET})(?=.{0,10}{TITLE_TOPIC})")
_AROUND = Shape(r"^(?:{PUBLISHER_LABEL})?{LEVEL}(?:{NAME})?[:：]|^\d+[-—－]?|\((?:{OWN_LEVEL})\)|[(]?{LEVEL}$")
_LONG_ENOUGH = 5


@rule("ORG-02", "表头部门、单位称谓一致", "各表表题的“部门”“单位”称谓相同", basis=_ORDER)
def levels(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Either all titles say 部门 or all say 单位."""
    said: dict[str, list[str]] = {}
    for table in context.figures.tables:
        title = fold(table.sheet.title)
        if (found := _LEVEL.search(title)) is not None:
            said.setdefault(found[1], []).append(title)
    few, many = min(said.values(), key=len, default=[]), max(said.values(), key=len, default=[])
    if len(said) > 1:
        why = f"表题称谓不一致：{'、'.join(few[:3])}，其余{len(many)}张表不同。"
        yield fails(record, why, statement=few[0], printed=few[0])
    elif many:
        yield holds(record)
    else:
        yield absent(record, "表题没有写“部门”或“单位”")


@rule("ORG-01", "单位名称一致", "表头的编制单位 = 封面单位全称", basis=_ORDER)
def agency_names(context: Context, record: Rule) -> Iterator[Evaluation]:
    """The unit printed at a table is the publisher."""
    name = context.document.agency.name
    own = _AROUND.sub("", fold(name))
    compared = False
    for table in context.figures.tables:
        named = _AROUND.sub("", fold(table.sheet.agency))
        if not named or not own:
            continue
        compared = True
        if named in own or own in named:
            yield holds(record)
            continue
        why = f"{table_name(table.sheet)}的编制单位“{table.sheet.agency}”与“{name}”不同。"
        more = {"statement": table_name(table.sheet), "page": table.sheet.page, "printed": table.sheet.agency, "expected": name}
        yield fails(record, why, severity="info" if _short(named, own) else "warning", **more)
    if not compared:
        yield absent(record, "表头没有写编制单位，或文件没有单位名称")


def _short(named: str, own: str) -> bool:
    """Whether each letter of a short name stands in the full one in order."""
    rest = iter(own)
    return all(letter in rest for letter in named[1:])


@rule("ORG-03", "单位预算不写部门口径", "单位预算（决算）正文不写“部门预算管理”“下属单位”", severity="info", basis=_ORDER)
def unit_words(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A single unit has no department's words."""
    profile = context.document.profile
    if context.document.agency.level != "单位" or (profile is not None and profile.units):
        yield absent(record, "不是单位预决算")
        return
    own = (p for p in context.passages if not context.defines(p))
    found = [(p, m[0]) for p in own if (m := _UNIT_FILE.search(fold(p.text)))]
    if found:
        words = "、".join(dict.fromkeys(w for _, w in found))
        yield fails(record, f"单位文件写有部门口径的文字：{words}。", printed=found[0][1], quote=found[0][0].text, **found[0][0].place)
    else:
        yield holds(record)


_UNIT_FILE = Shape(r"{UNIT_FILE_WORD}")
_NAMED_YEAR = Shape(r"{ORGAN_END}20\d\d年")
_IN_TITLE = Shape(r"([^\d,，。;；:：、]{4,40}{ORGAN_END})20\d\d年(?:度)?{LEVEL}?{ACCOUNT}")


@rule("ORG-07", "单位名称前后写法一致", "标题和正文中的单位名称 = 文件的单位名称（不差字）", severity="info", basis=_ORDER)
def spelled_names(context: Context, record: Rule) -> Iterator[Evaluation]:
    """The name of the publisher is written with the same letters everywhere."""
    name = _AROUND.sub("", fold(context.document.agency.name))
    core = _core(name)
    if len(core) < _LONG_ENOUGH:
        yield absent(record, "单位名称太短，不能可靠比较")
        return
    clean = True
    for paragraph in context.passages:
        for printed in _misspelled(fold(paragraph.text), name, core):
            clean = False
            yield _other_name(record, paragraph, printed, name)
    if clean:
        yield holds(record)


def _core(name: str) -> str:
    """The name without province, city and district."""
    at = max((name.rfind(letter, 0, len(name) - 3) for letter in words("REGION_LETTER")), default=-1)
    return name[at + 1 :]


def _misspelled(text: str, name: str, core: str) -> Iterator[str]:
    for found in re.finditer(re.escape(core[-2:]), text):
        printed = text[max(0, found.end() - len(core)) : found.end()]
        if len(printed) == len(core) and _one_letter(printed, core):
            yield printed
    title = _IN_TITLE.search(text) if _NAMED_YEAR.search(text) else None
    if title is not None:
        printed = _AROUND.sub("", title[1])
        if printed.endswith(core) and not name.endswith(printed) and not printed.endswith(name):
            yield printed


def _one_letter(printed: str, core: str) -> bool:
    other = [(a, b) for a, b in zip(printed, core, strict=True) if a != b]
    return len(other) == 1 and printed[0] == core[0] and not any(c.isdecimal() or _NUMERAL.fullmatch(c) for c in other[0])


_NUMERAL = Shape(r"{NUMERAL}")


def _other_name(record: Rule, paragraph: Paragraph, printed: str, name: str) -> Evaluation:
    why = f"“{paragraph.heading}”中的单位名称“{printed}”与“{name}”写法不同。"
    return fails(record, why, printed=printed, expected=name, quote=paragraph.text, **paragraph.place)
