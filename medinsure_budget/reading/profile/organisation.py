"""Organisation: inner departments, subordinate units, posts and people."""

import re
from collections.abc import Iterable, Iterator, Sequence

from medinsure_budget.document.profile import Count
from medinsure_budget.lexicon import Shape
from medinsure_budget.reading.text.headings import numbering

_INNER = Shape(
    r"{INNER}{OFFICE}?{THERE_ARE}?(?:共?(?P<count>\d+)个{COUNTED_OFFICE}?)?[，,]?{IN_DETAIL}?{NAMELY}?[：:]?"
    r"(?P<names>[^。；;：:]*)"
)
_COUNT_BEFORE = Shape(
    r"{SET_UP}(?P<count>\d+)个{COUNTED_OFFICE}(?:[，,]?{IN_DETAIL}?{NAMELY})?[：:]?(?P<names>[^。；;：:]*)"
)
_COUNT_AFTER = Shape(r"等?(\d+)个{COUNTED_OFFICE}$")
_INNER_NAME = Shape(r".{1,24}{OFFICE_END}(?:[（(].+[)）])?")
_SPLIT = Shape(r"[、，,](?![^（(]*[)）])|(?<=室|科|处|股|中|心)和")


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


_UNITS = Shape(
    r"{SUBORDINATE}的?{UNIT_NATURE}*{BUDGET_UNIT}{ACCOUNT}?{THERE_ARE}?{NAMELY}?[：:]?(?P<names>[^。；;）)：:]*)"
)


def units(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """The subordinate units: named in a sentence, or listed one to a line."""
    names: dict[str, None] = {}
    for text in paragraphs:
        for found in _UNITS.finditer(text):
            names.update(dict.fromkeys(_unit_names(_SPLIT.split(found["names"]))))
    names.update(dict.fromkeys(_unit_names(_listed(paragraphs, inner=False))))
    return tuple(names)


_ABOUT_DEPARTMENTS = Shape(r"{INNER}{OFFICE}(?:[^。]*[：:])?$")
_ABOUT_UNITS = Shape(r"{UNDER_IT}{UNIT_NATURE}?{BODY}$|{BODY}[^。]*[：:]$|{IN_DETAIL}{NAMELY}[：:]$")
_BRACKETS = Shape(r"[（(][^（）()]*[)）]")


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


_UNIT_NAME = Shape(r"(?:\w|[“”]){3,40}{UNIT_END}(?:[（(].+[)）])?")
_NO_UNIT = Shape(r"^{NO_UNIT_NAME}|{INNER}{BODY}|{OWN_LEVEL}$")
_COUNT_BEHIND = re.compile(r"等?\d+(?:个|家).*$")


def _unit_names(parts: Iterable[str]) -> Iterator[str]:
    """The parts that name a unit; the agency's own head office is none."""
    for part in parts:
        name = _COUNT_BEHIND.sub("", part.strip())
        own = _NO_UNIT.search(_BRACKETS.sub("", name)) or name.endswith(("本部）", "本级）", "机关）"))
        if _UNIT_NAME.fullmatch(name) and not own:
            yield name


_COMPOSITION = Shape(r"{ACCOUNT}(?:{NAMELY}|由)[：:]?([^。]+)。")


def composition(paragraphs: Iterable[str]) -> tuple[str, ...]:
    """What the budget is made of, in the sentence that begins 从预算单位构成看."""
    for text in paragraphs:
        if "预算单位构成看" in text and (found := _COMPOSITION.search(text)):
            return tuple(part.strip() for part in _SPLIT.split(found[1]) if part.strip())
    return ()


_POST = Shape(r"((?:{HAN}|[（）()]){2,16}?)(\d+)(?:名|人)")
_POST_KIND = Shape(r"{POST}")
_POST_LEAD = Shape(r"^.*?{POST_LEAD}(?=(?:{HAN}|[（(]){2})|^{JOINING}+|^.*{ORGAN_END}(?={POST_NATURE})")


def staff(paragraphs: Iterable[str]) -> tuple[Count, ...]:
    """Posts and people: 行政编制6名, 局长1名."""
    counts: list[Count] = []
    for text in paragraphs:
        for found in _POST.finditer(text):
            label = _POST_LEAD.sub("", found[1])
            if _POST_KIND.search(label):
                counts.append(Count(label, int(found[2])))
    return tuple(counts)
