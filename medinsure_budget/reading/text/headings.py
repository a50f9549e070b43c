"""Numbers and titles of headings, as Chinese official documents print them."""

import re

from attrs import frozen

from medinsure_budget.lexicon import lexical

_DIGITS = "一二三四五六七八九十百"
_STYLES = (
    (1, re.compile(rf"第\s*[{_DIGITS}\d]+\s*(?:部分|章|篇)[、：:．.]?")),
    (3, re.compile(rf"[{_DIGITS}]+\s*[、．.]")),
    (4, re.compile(rf"[（(]\s*[{_DIGITS}]+\s*[）)][、．.]?")),
    # "12.5" and "2024.1" are figures, but "1. 2024年部门收支预算总表" is numbered.
    (5, re.compile(r"\d{1,2}\s*[、．.](?:(?=\s*20\d\d\s*年)|(?!\s*\d))")),
    (6, re.compile(r"[（(]\s*\d{1,2}\s*[）)][、．.]?")),
    (7, re.compile(r"\d{1,2}[）)]")),
    (8, re.compile(r"[①-⑳][、．.]?")),
)
UNNUMBERED = 2
TABLE_TITLE = 9

_FIGURE = re.compile(r"\d\s*(?:万元|亿元|元|%|％)")
_TITLE_END = re.compile(
    r"(?:说明|情况|概况|职能|职责|设置|构成|组成|解释|附件|附表|[附总目]录|公开|表|目标|结果|报告|预算|决算|总额|总结|问题|建议|做法|结论"
    r"|费|费用|经费|支出|收入|购置|接待|资金|资产|采购|分工|转变|车辆|设备|机构|人员|[）)])$"
)
_SUBJECT_MARK = re.compile(r"[（(][类款项][）)]")
_OFFICE_END = re.compile(r"[科室处股]$")
_SECTION_END = re.compile(r"(?:说明|概况|职能|职责|机构设置|单位构成|名词解释|附件|报告|情况)$")
_TABLE_END = re.compile(r"表(?:[（(][^（）()]{1,12}[）)])?$")
_RUN_IN = re.compile(
    # Explained subjects are sometimes printed without their colon.
    r"([^，；。！？：:]{2,70}[（(]项[）)])(?:[：:]\s*)?(?=是?指|反映)"
    r"|([^，；。！？]{2,70}?)[：:]\s*(?=\S)|([^，；。、！？：:]{2,25})。\s*(?=\S)"
)
_SENTENCE_MARK = re.compile(r"[，；！？]")
_LABEL_LENGTH = 40
_TITLE_LENGTH = 80


@frozen
class Numbering:
    """The number that a line begins with.

    Attributes:
        text: As printed, such as ``（一）``.
        rank: The usual depth of this style; smaller is nearer the root.
        rest: The words after it.
    """

    text: str
    rank: int
    rest: str


@lexical
def numbering(text: str) -> Numbering | None:
    """Find the number of a heading or item at the beginning of a line.

    >>> numbering("（二）机构设置").rest, numbering("12.5 万元，占"), numbering("第一部分 概况").rank
    ('机构设置', None, 1)
    """
    if not text or not (text[0] in "第（(" or text[0].isdigit() or text[0] in _DIGITS or "①" <= text[0] <= "⑳"):
        return None
    for rank, style in _STYLES:
        if found := style.match(text):
            return Numbering(found[0].strip(), rank, text[found.end() :].strip())
    return None


_CHAPTER_END = re.compile(r"公开表$|报表$|(?:^|局|委|办|厅|院|会|中心|政府)(?:预算|决算)表$")


def ends_like_title(text: str) -> bool:
    """Say whether the last word is one that headings end with."""
    return bool(_TITLE_END.search(text.rstrip("。：: ")))


def is_table_title(text: str) -> bool:
    """Say whether a heading names a table; the chapter that holds all of them ends in 表 too."""
    words = re.sub(r"\s|(?:20[0-9]{2}年度?)|部门|单位", "", text)
    return bool(_TABLE_END.search(words)) and not _CHAPTER_END.search(words)


def is_section_title(text: str) -> bool:
    """Say whether unnumbered words are the title of a part of a disclosure."""
    return len(text) <= _LABEL_LENGTH and bool(_SECTION_END.search(text)) and not re.search(r"[，。；：！？、]", text)


def is_title(text: str) -> bool:
    """Say whether the words after a number are a heading rather than a sentence."""
    words = text.rstrip("：: ")
    if not words or len(words) > _TITLE_LENGTH or _SENTENCE_MARK.search(words) or _FIGURE.search(words):
        return False
    if words.endswith("。"):
        inner = re.search(r"[、。：:]|[）)](?:是?指|反映)", words[:-1])
        return len(words) <= _LABEL_LENGTH and not inner and ends_like_title(words)
    return not re.search(r"[。：:]", words)


def split_run_in(text: str) -> tuple[str, str] | None:
    """Part a heading from the text that follows it on the same line.

    >>> split_run_in("公务接待费：2024年安排公务接待费预算 1.20 万元")
    ('公务接待费', '2024年安排公务接待费预算 1.20 万元')
    """
    found = _RUN_IN.match(text)
    if not found or _FIGURE.search(found[0]):
        return None
    title, rest = (found[1] or found[2] or found[3]).strip(), text[found.end() :]
    if found[3] and (_SUBJECT_MARK.search(title) or not (ends_like_title(title) or _OFFICE_END.search(title))):
        return None
    return (title, rest) if len(title) <= _LABEL_LENGTH or "（" in title else None
