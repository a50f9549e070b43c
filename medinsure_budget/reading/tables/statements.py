"""What a line beside a table states: its title, number, unit, agency, year or date, several of them at once."""

import re
from collections.abc import Iterator
from typing import Literal

from medinsure_budget.forms.words import compact, without_ordinal
from medinsure_budget.lexicon import Shape, by_text
from medinsure_budget.money import Unit
from medinsure_budget.reading.tables.titles import in_digits, is_remark, is_title, split_number
from medinsure_budget.records import frozen

_LONGEST = 90
_UNIT_LABEL = r"(?:{MEASURED})?{UNIT_LABEL}|{MEASURED}"
_AGENCY_LABEL = (
    r"(?:{FILLED_IN})?{LEVEL|AGENCY_LABEL}(?:[/(（]?{AND}?{LEVEL|ADDED_TO_NAME}(?:{NAME})?[)）]?)?(?:{NAME})?"
)
_SIGNED_LABEL = r"(?:{SIGNED_FOR})?{SIGNED}"

StatementKind = Literal["", "title", "number", "unit", "agency", "year", "date", "signed", "remark"]


@frozen
class Statement:
    """One thing that a line states.

    Attributes:
        kind: Empty for words that nobody knows.
        words: The stated value, blanks removed.
        unit: For a unit: which; ``None`` for one of things, `Unit.UNKNOWN` for one of money that is none of ours.
        labelled: Whether a label such as 编制单位： says what it is.
        line: The printed words of an agency or a unit with ``{agency}`` or ``{unit}`` in the place of the value.
    """

    kind: StatementKind
    words: str
    unit: Unit | None = None
    labelled: bool = True
    line: str = ""


_LABEL = Shape(rf"[(（]?(?:{_AGENCY_LABEL}|{_UNIT_LABEL}|{_SIGNED_LABEL}|{{YEAR_LABEL}})\s*[:：]")
_STATED_UNIT = Shape(
    r"(?:{MEASURED})?{UNIT_LABEL}(?:{EACH})?(?:{STATED}|[:：])*(?:{CURRENCY})?(?P<unit>[^，。、；\s元]{0,2}元)"
    r"|{STATED}(?:{CURRENCY})?(?P<before>{MONEY}){STATED}{UNIT_LABEL}"
)


@by_text
def statements(text: str) -> tuple[Statement, ...]:
    """Everything that a printed line states, from left to right.

    >>> [(s.kind, s.words) for s in statements("编制部门：云溪市医疗保障局 2024年 单位：万元")]
    [('agency', '云溪市医疗保障局'), ('year', '2024年'), ('unit', '万元')]
    """
    words = compact(text)
    if is_remark(words) or len(words) > _LONGEST or "。" in words:
        return (*_told_unit(words), Statement("remark" if is_remark(words) else "", words))
    if len(_LABEL.findall(text)) < len(_LABEL.findall(words)):
        text = words  # 单 位：万元
    starts = sorted({0, *(found.start() for found in _LABEL.finditer(text))})
    segments = (text[a:b].strip() for a, b in zip(starts, [*starts[1:], len(text)], strict=True))
    return tuple(statement for segment in segments if segment for statement in _segment(segment))


def _told_unit(words: str) -> Iterator[Statement]:
    """The unit that a sentence or a few words tell: 本表金额单位为万元, 以万元为单位."""
    if found := _STATED_UNIT.search(words):
        unit = found["unit"] or found["before"]
        yield Statement("unit", unit, _unit(unit))


def _segment(text: str) -> Iterator[Statement]:
    """What stands between two labels; words of one statement may be parted by blanks, several are."""
    whole = tuple(_statements_of(compact(text)))
    if whole[0].kind or len(text.split()) == 1:
        yield from whole
        return
    parts = [statement for part in text.split() for statement in _statements_of(part)]
    yield from parts if any(part.kind for part in parts) else whole


def _statements_of(words: str) -> Iterator[Statement]:
    rest, number = split_number(words)
    if number:
        yield Statement("number", number)
    if rest:
        yield from _plain(rest)


_LABELLED_AGENCY = Shape(rf"(?:{_AGENCY_LABEL})[:：](?P<name>.*)")
_LABELLED_YEAR = Shape(r"{YEAR_LABEL}[:：]\s*(?P<year>20[0-9]{2})年?(?:度)?")
_SIGNED = Shape(rf"(?:{_SIGNED_LABEL})[:：].*")
_TITLE_WITH_UNIT = Shape(rf"(?P<title>.*?)(?P<unit>[(（](?:(?:{_UNIT_LABEL})[:：])?(?:{{CURRENCY}})?{{MONEY}}[)）])")
_YEAR = re.compile(r"[(（]?20[0-9]{2}年?度?[)）]?")
_DATE = Shape(
    r"[(（]?20[0-9]{2}(?:年|[-./])[0-9]{1,2}(?:月|[-./])(?:[0-9]{1,2}日?)?[)）]?"
    r"|[(（]?20[0-9]{2}年{NUMERAL}{1,2}月(?:{NUMERAL}{1,3}日)?[)）]?"
)
_CODED_AGENCY = re.compile(r"[\[【(（]?[0-9]{3,}[\]】)）\-—–－]\S+")


def _plain(words: str) -> Iterator[Statement]:
    if (found := _TITLE_WITH_UNIT.fullmatch(words)) and is_title(found["title"]):
        yield Statement("title", found["title"])
        yield _of_unit(found["unit"], found["unit"], Unit.parse(found["unit"]))
    elif is_title(words):
        yield Statement("title", words)
    elif (unit := _unit_statement(words)) is not None:
        yield unit
    elif (found := _LABELLED_AGENCY.fullmatch(words)) is not None:
        yield from _agency(found["name"], words.removesuffix(found["name"]))
    elif (found := _LABELLED_YEAR.fullmatch(words)) is not None:
        yield Statement("year", found["year"])
    elif _YEAR.fullmatch(words):
        yield Statement("year", words)
    elif _SIGNED.fullmatch(words):
        yield Statement("signed", words)
    elif _DATE.fullmatch(in_digits(words)):
        yield Statement("date", words)
    elif _CODED_AGENCY.fullmatch(words):
        yield Statement("agency", words, line="{agency}")
    else:
        yield from tuple(_told_unit(words)) or _bare(words)


_YEAR_BEHIND = re.compile(r"[(（]?20[0-9]{2}年(?:度)?[)）]?$")


def _agency(name: str, label: str) -> Iterator[Statement]:
    """A labelled agency, the year printed behind it parted off."""
    year = _YEAR_BEHIND.search(name)
    yield Statement("agency", name[: year.start()] if year else name, line=f"{label}{{agency}}")
    if year:
        yield Statement("year", year[0])


_ORGAN = Shape(r"\S{2,}{ORGAN_END}(?:[(（]{ADDED_TO_NAME}[)）])?")


def _bare(words: str) -> Iterator[Statement]:
    organ = _YEAR_BEHIND.sub("", words)
    known = bool(_ORGAN.fullmatch(organ)) and without_ordinal(organ) == organ
    yield Statement("agency" if known else "", organ if known else words, labelled=False, line="{agency}")
    if known and organ != words:
        yield Statement("year", words[len(organ) :])


# A labelled unit may be one of things, or of foreign money; bare words are a unit only alone in their place.
_LABELLED_UNIT = Shape(rf"[(（]?(?:{_UNIT_LABEL})[:：]?(?P<unit>.*)")
_MONEY = Shape(r"[:：]?[(（]?(?:{CURRENCY}[:：]?)?(?P<unit>[^\s、,，/（()）元]{0,3}元|{MAGNITUDE}(?=$|[、,，/()（）]))(?P<rest>.*)")
_BARE_UNIT = Shape(r"[(（]?(?:{CURRENCY}[:：]?)?{MONEY}(?:/\w{1,2})?[)）]?")
_OTHER_UNIT = Shape(rf"[(（]?(?:{_UNIT_LABEL})[:：](?:(?:{{COUNTER|PER_CENT}})[、,，/\s]*)+[)）]?")


def _unit_statement(words: str) -> Statement | None:
    if _BARE_UNIT.fullmatch(words):
        return _of_unit(words, words, Unit.parse(words))
    found = _LABELLED_UNIT.fullmatch(words)
    if found is None:
        return None
    if money := _MONEY.fullmatch(found["unit"]):
        return _of_unit(words, money["unit"], _unit(money["unit"]))
    return Statement("unit", found["unit"]) if _OTHER_UNIT.fullmatch(words) else None


def _of_unit(words: str, value: str, unit: Unit | None) -> Statement:
    named = unit.value if unit else ""
    return Statement("unit", value, unit, line=words.replace(named, "{unit}", 1) if named and words.count(named) == 1 else "")


def _unit(words: str) -> Unit:
    """The unit of money that words name; of other money than ours it is unknown."""
    return Unit.parse(f":{words}") or Unit.UNKNOWN

