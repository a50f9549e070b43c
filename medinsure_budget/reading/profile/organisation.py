"""Organisation: inner departments, subordinate units, posts and people."""

import re
from collections.abc import Iterable, Iterator, Sequence

from medinsure_budget.document.profile import Count
from medinsure_budget.reading.text.headings import numbering

_KINDS = r"(?:内设机构|职能科室|科室|处室)"
_INNER = re.compile(
    r"内设(?:机构|科室|处室|部门|职能科室)?(?:共?(?:有|为|是|分别为|分别是))?"
    rf"(?:共?(?P<count>\d+)个{_KINDS}?)?[，,]?(?:具体)?(?:包括|分别是|分别为|为)?[：:]?(?P<names>[^。；;：:]*)"
)
_COUNT_BEFORE = re.compile(
    rf"(?:设|设有|内设|共有)(?P<count>\d+)个{_KINDS}(?:[，,]?(?:具体)?(?:包括|分别是|为))?[：:]?(?P<names>[^。；;：:]*)"
)
_COUNT_AFTER = re.compile(rf"等?(\d+)个{_KINDS}$")
_INNER_NAME = re.compile(r".{1,24}(?:[室科处股队部局委组所站院厅办]|中心|工会)(?:[（(].+[)）])?")
_ABOUT_DEPARTMENTS = re.compile(r"内设(?:机构|科室|处室)(?:[^。]*[：:])?$")
_ABOUT_UNITS = re.compile(r"(?:下属|所属|派出|预算|事业)(?:事业)?(?:单位|机构)$|(?:单位|机构)[^。]*[：:]$|具体包括[：:]$")
_UNITS = re.compile(
    r"(?:下属|所属|二级)(?:的)?(?:预算|事业|行政|参公|决算|非独立核算|独立核算|行政事业|和|、)*单位(?:预算|决算)?"
    r"(?:有|为|分别为|分别是)?(?:包括)?[：:]?(?P<names>[^。；;）)：:]*)"
)
_UNIT_NAME = re.compile(
    r"[一-龥A-Za-z0-9“”]{3,40}(?:中心|大队|支队|总队|分局|委员会|办公室|服务部|[院所站局队校馆社处园])"
    r"(?:[（(].+[)）])?"
)
_NO_UNIT = re.compile(r"^(?:本级|本部|机关|局本级|包括|预算|决算)|内设机构|本级$|本部$")
_COMPOSITION = re.compile(r"(?:预算|决算)(?:包括|为|由)[：:]?([^。]+)。")
_POST = re.compile(r"([一-龥（）()]{2,16}?)(\d+)(?:名|人)")
_POST_KIND = re.compile(r"编制|职数|局长|主任|科长|处长|书记|队长|人员|在职|离休|退休|遗属|参公|工勤|雇员|编外")
_POST_LEAD = re.compile(
    r"^.*?(?:设有|核定|核拨|其中|现有|实有|共有|设|有|为)(?=[一-龥（(]{2,})|^[和及其中的，]+"
    r"|^.*(?:局|院|委员会|中心|厅|办公室|部|署)(?=行政|事业|政法|工勤|参公|机关|现有|在职)"
)
_BRACKETS = re.compile(r"[（(][^（）()]*[)）]")
_SPLIT = re.compile(r"[、，,](?![^（(]*[)）])|(?<=[室科处股中心])和")


def departments(paragraphs: Sequence[str]) -> tuple[tuple[str, ...], int | None]:
    """The inner departments by name, and their printed number."""
    names: list[str] = []
    count: int | None = None
    for text in paragraphs:
        for found in (*_COUNT_BEFORE.finditer(text), *_INNER.finditer(text)):
            number, listed = found["count"], found["names"]
            after = _COUNT_AFTER.search(listed)
            listed = listed[: after.start()] if after else listed
            number = number or (after[1] if after else None)
            count = count if count is not None or not number else int(number)
            names += (part.strip() for part in _SPLIT.split(listed))
    names += _listed(paragraphs, inner=True)
    return tuple(dict.fromkeys(name for name in names if _INNER_NAME.fullmatch(name))), count


def units(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """The subordinate units: named in a sentence, or listed one to a line."""
    names: dict[str, None] = {}
    for text in paragraphs:
        for found in _UNITS.finditer(text):
            names.update(dict.fromkeys(_unit_names(_SPLIT.split(found["names"]))))
    names.update(dict.fromkeys(_unit_names(_listed(paragraphs, inner=False))))
    return tuple(names)


def _listed(paragraphs: Iterable[str], *, inner: bool) -> Iterator[str]:
    """What stands in numbered lists, of inner departments or of units by the words above the list."""
    of_departments = False
    for text in paragraphs:
        number = numbering(text)
        words = re.split(r"[。；：:]", number.rest if number else text)[0]
        if _ABOUT_DEPARTMENTS.search(text) and not (number and of_departments):
            of_departments = True
        elif _ABOUT_UNITS.search(text):
            of_departments = False
        elif number and of_departments == inner and "、" not in _BRACKETS.sub("", words):
            yield words


def _unit_names(parts: Iterable[str]) -> Iterator[str]:
    """The parts that name a unit; the agency's own head office is none."""
    for part in parts:
        name = re.sub(r"(?:等)?\d+[个家].*$", "", part.strip())
        own = _NO_UNIT.search(_BRACKETS.sub("", name)) or name.endswith(("本部）", "本级）", "机关）"))
        if _UNIT_NAME.fullmatch(name) and not own:
            yield name


def composition(paragraphs: Iterable[str]) -> tuple[str, ...]:
    """What the budget is made of, in the sentence that begins 从预算单位构成看."""
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
