"""The lines around a table: its title, number, unit and agency above, its remarks below."""

import re
from collections.abc import Sequence

from attrs import evolve, frozen

from medinsure_budget.evidence import Line
from medinsure_budget.forms.words import compact, fold, without_ordinal
from medinsure_budget.money import Unit

_LOOK_BACK = 10
_MAX_TITLE = 70
_TITLE = re.compile(r"(?:表|清单)(?:\([^()]*\)|[0-9]{4}年度?)*$")
_TITLE_WORD = re.compile(r"预算|决算|收支|收入|支出|经费|绩效|采购|资金|资产|项目|补助|机关")
# A sentence may end in 表 too; titles have no such marks.
_SENTENCE = re.compile(r"[。；;，,?？!！]|：.*表|详见|见下|本表|附件[0-9]*[:：]?见")
_NUMBER = re.compile(
    r"(?:预算|决算|财决|部门|单位)?公开(?:表)?\s*[0-9一二三四五六七八九十]{1,3}(?:-[0-9]{1,2})?\s*表?"
    r"|(?:预算|决算|财决|财预)?(?<![0-9A-Z])[A-Z]{0,2}[0-9]{2}(?:-[0-9]{1,2})?\s*表(?!\w)"
    r"|(?:附?表|附件)\s*[0-9]{1,2}(?:-[0-9]{1,2})?(?![0-9年])"
    r"|表\s*[一二三四五六七八九十]{1,3}(?![、\w])|附[表件]\s*[一二三四五六七八九十]{1,3}"
)
# 2024年某某局部门预算公开 names the document, not the table below it.
_DOCUMENT = re.compile(r"(?:部门|单位|局|委|办|院|厅|会|处|中心)(?:预算|决算)(?:信息)?(?:公开)?(?:表|说明)?$|公开$")
_AGENCY = re.compile(
    r"^(?:编制部门|编制单位|预算部门|预算单位|填报单位|填报部门|公开部门|公开单位|部门名称|单位名称|部门|单位)"
    r"(?:[/及和(（](?:部门|单位|公章|盖章)(?:名称)?[)）]?)?(?:名称)?[:：](?P<name>.*)$"
)
_MONEY_UNIT = re.compile(
    r"(?:金额)?单位[:：]\s*\(?(?:人民币)?(?:亿|千|万)?元\)?(?:[(（][^()（）]*[)）])?"
    r"|[(（](?:单位[:：])?(?:亿|千|万)?元[)）]$"
)
_YEAR_BESIDE = re.compile(r"[(（]?(20[0-9]{2})年度?[)）]?(?=$|金额单位|单位|编制|部门|填报)")
_ORGAN = re.compile(r"^\S{2,}(?:局|委|委员会|办公室|厅|院|会|中心|站|所|队|校|馆|处|部|政府|街道|机关|医院|办事处)$")
_CODED_AGENCY = re.compile(r"^[0-9]{3,}[-—–－]\S+")
_REMARK = re.compile(
    r"^(?:注|说明|备注|填表说明)\s*[0-9]{0,2}\s*[:：.、]|本表无数据|本表为空|此表为空|空表列示|空表公开|^注[0-9]"
)
_PAGE_NUMBER = re.compile(
    r"^(?:[—\-–－―─~·•.|第\s]*[0-9]{1,3}[—\-–－―─~·•.|页\s]*|第?\s*[0-9]{1,3}\s*页?\s*[,，/／|]?\s*共?\s*[0-9]{1,3}\s*页?)$"
)
_CONTINUED = re.compile(r"[(（]?续表?[)）]?\s*[0-9]*$")


@frozen
class Caption:
    """What is printed above a table.

    Attributes:
        title: Blanks removed, the number taken off.
        number: As printed, blanks removed.
        unit: The money unit, ``None`` when none is printed.
        agency: The printed unit or department.
        year: The year in the title.
        lines: How many of the lines given belong to the caption, counted from the end.
        continued: Whether the title says 续.
    """

    title: str = ""
    number: str = ""
    unit: Unit | None = None
    agency: str = ""
    year: int | None = None
    lines: int = 0
    continued: bool = False


def read_caption(lines: Sequence[Line]) -> Caption:
    """Read the caption at the end of the lines before a table; what belongs to no caption is left alone."""
    caption, used = Caption(), 0
    complete = caption
    words = [compact(line.text) for line in reversed(lines[-_LOOK_BACK:])]
    skip = 0
    for count, text in enumerate(words):
        if skip:
            skip -= 1
        elif not _PAGE_NUMBER.match(text):
            above = words[count + 1] if count + 1 < len(words) else ""
            found = _absorb(caption, text)
            if found is None and (found := _torn_title(caption, above, text)) is not None:
                skip = 1
            if found is None:
                break
            caption, used = found, count + 1 + skip
            if not _is_bracketed(caption.title):
                complete = evolve(caption, lines=used)
    # Brackets without a first line above them are the rest of a torn row, not of a title.
    return complete


def _torn_title(caption: Caption, above: str, words: str) -> Caption | None:
    """A title wrapped within a word: its second line alone says nothing."""
    if caption.title or not above or not words.endswith(("表", "）", ")")) or is_title(above):
        return None
    return _titled(caption, above + words, caption.number) if is_title(above + words) else None


def _absorb(caption: Caption, words: str) -> Caption | None:
    """Take one more line, read upwards, into the caption; ``None`` when the line is none of a caption's."""
    if (found := _unit_or_agency(caption, words)) is not None:
        return found
    if (beside := _MONEY_UNIT.search(words)) and is_title(words[: beside.start()].strip()):
        unit = evolve(caption, unit=caption.unit or Unit.parse(beside[0]))
        return _absorb(unit, words[: beside.start()].strip())
    bare, number = split_number(words)
    if not bare and number:
        return None if caption.number else evolve(caption, number=number)
    return _prepend(caption, bare) if caption.title else _title(caption, bare, caption.number or number)


def _title(caption: Caption, words: str, number: str) -> Caption | None:
    if is_continuation(words):
        return evolve(caption, continued=True, number=number)
    if _is_bracketed(words):
        # The bracketed second line of a title: its first line has to follow above.
        return evolve(caption, title=words, number=number)
    return _titled(caption, words, number) if is_title(words) else None


def _is_bracketed(words: str) -> bool:
    return bool(re.fullmatch(r"[(（][^()（）]{2,20}[)）]", words)) and Unit.parse(words) is None


def _prepend(caption: Caption, words: str) -> Caption | None:
    """Join the first line of a title that is printed in two, and the title before its bracketed line."""
    if _is_bracketed(caption.title) and is_title(words):
        return _titled(caption, words + caption.title, caption.number)
    joined = words + caption.title
    starts = re.match(r"(?:20[0-9]{2}|二[〇○0]二.)年", fold(words))
    finished = _TITLE.search(fold(words)) or _DOCUMENT.search(fold(words))
    unfinished = starts and not re.match(r"20[0-9]{2}年", fold(caption.title)) and not finished
    if unfinished and is_title(joined):
        return _titled(caption, joined, caption.number)
    return None


def _titled(caption: Caption, title: str, number: str) -> Caption:
    plain = _CONTINUED.sub("", title)
    year = year_in(plain) or caption.year
    return evolve(caption, title=plain, number=number, year=year, continued=plain != title)


def _unit_or_agency(caption: Caption, words: str) -> Caption | None:
    """Read 单位：万元, 单位：某局, 209-某局 and lines that hold two of them or the number as well."""
    if len(words) > _MAX_TITLE or "。" in words:
        return None
    rest, number = split_number(words)
    rest, year = (rest, None) if caption.title else _without_year(rest)
    money = _MONEY_UNIT.search(rest)
    unit = caption.unit
    if money:
        unit = unit or Unit.parse(money[0])
        rest = (rest[: money.start()] + rest[money.end() :]).strip(" :：")
    agency = caption.agency
    if found := _AGENCY.match(rest):
        agency = agency or found["name"].strip()
    elif _CODED_AGENCY.match(rest):
        agency = agency or rest
    elif money and rest and _ORGAN.search(rest):
        agency = agency or rest  # 某某局 单位：万元
    elif rest or not (money or year):
        return None
    return evolve(caption, unit=unit, agency=agency, number=caption.number or number, year=caption.year or year)


def _without_year(words: str) -> tuple[str, int | None]:
    """编制单位：某局 2023年度 单位：万元 states the year beside the agency, or 2023年度 stands alone."""
    found = _YEAR_BESIDE.search(words)
    if found is None:
        return words, None
    return (words[: found.start()] + words[found.end() :]).strip(), int(found[1])


def split_number(words: str) -> tuple[str, str]:
    """Part a line into its words and a table number at one of its ends.

    >>> split_number("公开01表"), split_number("表02 2024年单位收入预算总表")
    (('', '公开01表'), ('2024年单位收入预算总表', '表02'))
    """
    for found in _NUMBER.finditer(words):
        before, after = words[: found.start()].strip(" :："), words[found.end() :].strip(" :：")
        if not before or not after:
            return before + after, compact(found[0]).replace(" ", "")
    return words, ""


def is_title(words: str) -> bool:
    """Say whether a line can be the title of a table."""
    folded = fold(words)
    return (
        len(folded) <= _MAX_TITLE
        and bool(_TITLE.search(_CONTINUED.sub("", folded)))
        and bool(_TITLE_WORD.search(folded))
        and not _SENTENCE.search(without_ordinal(folded))
    )


def is_remark(words: str) -> bool:
    """Say whether a line is a note under a table, such as 注：… or …故本表无数据。."""
    return bool(_REMARK.search(words.strip()))


def is_page_number(words: str) -> bool:
    """Say whether a line is nothing but a page number."""
    return bool(_PAGE_NUMBER.match(words.strip()))


def is_continuation(words: str) -> bool:
    """Say whether a line only says that a table goes on, such as （续表）."""
    return bool(re.fullmatch(r"[(（]?(?:续[上前]?[表页]?|接[上前][表页])[)）]?[:：]?", compact(words)))


def year_in(words: str) -> int | None:
    """The first year in a title, written 2024年 or 二〇二四年."""
    folded = fold(words)
    if found := re.search(r"(20[0-9]{2})年?", folded):
        return int(found[1])
    if found := re.search(r"二[〇○零]([〇○零一二三四五六七八九])([〇○零一二三四五六七八九])年", folded):
        digits = "〇一二三四五六七八九".replace("零", "〇")
        tens, ones = (digits.index(d.replace("○", "〇").replace("零", "〇")) for d in found.groups())
        return 2000 + 10 * tens + ones
    return None
