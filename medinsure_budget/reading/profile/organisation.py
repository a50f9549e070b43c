"""Organisation: inner departments, subordinate units, posts and people."""

import re
from collections.abc import Iterable, Iterator, Sequence

from medinsure_budget.profile import Count
from medinsure_budget.reading.headings import numbering

_INNER = re.compile(
    r"内设(?:机构|科室|处室|部门|职能科室)?(?:共?(?:有|为|是|分别为|分别是))?(?:共?(?P<count>\d+)个(?:内设机构|职能科室|科室|处室)?)?"
    r"[，,]?(?:具体)?(?:包括|分别是|分别为|为)?[：:]?(?P<names>[^。；;：:]*)"
)
_COUNT_BEFORE = re.compile(r"(?:设|设有|内设|共有)(\d+)个(?:内设机构|职能科室|科室|处室)(?:[，,]?(?:具体)?(?:包括|分别是|为))?[：:]?([^。；;：:]*)")
_COUNT_AFTER = re.compile(r"等?(\d+)个(?:内设机构|职能科室|科室|处室)$")
_INNER_NAME = re.compile(r".{1,24}(?:室|科|处|股|队|部|局|委|组|中心|大队|支队|总队|所|党委|纪委|工会|站|院|厅|办)(?:[（(].+[)）])?")
_UNITS = re.compile(
    r"(?:下属|所属|二级)(?:的)?(?:预算|事业|行政|参公|决算|非独立核算|独立核算|行政事业|和|、)*单位(?:预算|决算)?"
    r"(?:有|为|分别为|分别是)?(?:包括)?[：:]?(?P<names>[^。；;）)：:]*)"
)
_UNIT_NAME = re.compile(
    r"[一-龥A-Za-z0-9“”]{3,40}(?:中心|学院|大队|支队|总队|分局|管理所|研究所|研究院|[院所站局队校馆社处园]|委员会|办公室|服务部)(?:[（(].+[)）])?"
)
_NO_UNIT = re.compile(r"^(?:本级|本部|机关|局本级|包括|预算|决算)|内设机构|本级$|本部$")
_COMPOSITION = re.compile(r"(?:预算|决算)(?:包括|为|由)[：:]?([^。]+)。")
_POST = re.compile(r"([一-龥（）()]{2,16}?)(\d+)(?:名|人)")
_POST_KIND = re.compile(r"编制|职数|局长|主任|科长|处长|书记|队长|人员|在职|离休|退休|遗属|参公|工勤|雇员|编外")
_POST_LEAD = re.compile(r"^.*?(?:设有|核定|核拨|其中|现有|实有|共有|设|有|为)(?=[一-龥（(]{2,})|^[和及其中的，]+")
_BRACKETS = re.compile(r"[（(][^（）()]*[)）]")
_SPLIT = re.compile(r"[、，,](?![^（(]*[)）])|(?<=[室科处股中心])和")


def departments(paragraphs: Iterable[str]) -> tuple[tuple[str, ...], int | None]:
    """The inner departments by name, and their printed number."""
    names: list[str] = []
    count: int | None = None
    for text in paragraphs:
        for found in (*_COUNT_BEFORE.finditer(text), *_INNER.finditer(text)):
            number, listed = (found[1], found[2]) if found.re is _COUNT_BEFORE else (found["count"], found["names"])
            after = _COUNT_AFTER.search(listed)
            listed = listed[: after.start()] if after else listed
            number = number or (after[1] if after else None)
            count = count if count is not None or not number else int(number)
            names += [n for part in _SPLIT.split(listed) if _INNER_NAME.fullmatch(n := part.strip()) and n not in names]
    return tuple(names), count


def units(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """The subordinate units: named in a sentence, or listed one to a line."""
    names: dict[str, None] = {}
    for text in paragraphs:
        for found in _UNITS.finditer(text):
            names.update(dict.fromkeys(_unit_names(_SPLIT.split(found["names"]))))
    listed = [number.rest.rstrip("。；;") for text in paragraphs if (number := numbering(text)) and "、" not in number.rest]
    names.update(dict.fromkeys(_unit_names(listed)))
    return tuple(names)


def _unit_names(parts: Iterable[str]) -> Iterator[str]:
    for part in parts:
        name = re.sub(r"(?:等)?\d+[个家].*$", "", part.strip())
        if _UNIT_NAME.fullmatch(name) and not _NO_UNIT.search(_BRACKETS.sub("", name)) and "本部）" not in name and "本级）" not in name:
            yield name


def composition(paragraphs: Iterable[str]) -> tuple[str, ...]:
    """What the budget is made of: 从预算单位构成看，…预算包括：…"""
    for text in paragraphs:
        if "预算单位构成看" in text and (found := _COMPOSITION.search(text)):
            return tuple(part.strip() for part in _SPLIT.split(found[1]) if part.strip())
    return ()


def staff(paragraphs: Iterable[str]) -> tuple[Count, ...]:
    """Posts and people: 行政编制6名, 局长1名."""
    counts: list[Count] = []
    for text in paragraphs:
        for found in _POST.finditer(text):
            label = _POST_LEAD.sub("", found[1])
            if _POST_KIND.search(label):
                counts.append(Count(label, int(found[2])))
    return tuple(counts)
