"""Whose document it is, of which year and kind, as its titles and headings say."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from attrs import frozen

from medinsure_budget.document import Agency, Level
from medinsure_budget.forms import Row, Sheet
from medinsure_budget.forms.declare import Kind
from medinsure_budget.forms.words import compact, fold

_MAX_TITLE = 60
_DOCUMENT_TITLE = re.compile(
    r"^(?P<agency>[^，。：:；\d]{0,40}?)(?P<year>20[0-9]{2})年(?:度)?(?P<more>[^，。：:；]{0,30}?)(?P<level>部门|单位)?"
    r"(?P<kind>预算|决算)"
)
_ABOUT = re.compile(r"关于(?P<agency>[^，。：:；\d]{3,40}?)(?P<year>20[0-9]{2})年")
_AGENCY_LINE = re.compile(r"^(?:编制)?(?:单位|部门)(?:名称)?[:：](?P<agency>[^\d:：]{4,40}?)(?:\((?:汇总|本级)\))?$")
_ORGAN = re.compile(
    r"(?:局|委|办|厅|院|会|部|所|站|校|馆|署|庭|室|处|社|团|中心|大队|支队|总队|政府|街道|机关|分局|学校|医院|办事处|委员会)$"
)
_CODE_BEFORE = re.compile(r"^[0-9]{3,}[-—–－]")
_ADDED = re.compile(r"[（(](?:本级|汇总|部门|机关|含下属单位)[)）]$|(?:本级|汇总)$")


@frozen
class Identity:
    """What the reader could find out; nothing is guessed."""

    agency: Agency
    year: int | None
    kind: Kind | None


def identify(texts: Iterable[str], sheets: Sequence[Sheet[Row]]) -> Identity:
    """Read agency, level, year and kind from titles and headings (the first texts count most)."""
    titles = [fold(t) for t in texts if len(t) <= _MAX_TITLE]
    matches = [m for t in titles if (m := _DOCUMENT_TITLE.search(t))]
    about = [m for t in titles if (m := _ABOUT.search(t))]
    return Identity(
        Agency(_agency(titles, matches, about, sheets), _level(titles, matches, sheets), _code(sheets)),
        _year(matches, about, sheets),
        _kind(titles, sheets),
    )


def _agency(
    titles: Sequence[str],
    matches: Sequence[re.Match[str]],
    about: Sequence[re.Match[str]],
    sheets: Sequence[Sheet[Row]],
) -> str:
    for found in (*matches, *about):
        if name := _organ(found["agency"].removeprefix("关于")):
            return name
    lines = [m["agency"] for t in titles if (m := _AGENCY_LINE.match(t))]
    printed = [sheet.agency for sheet in sheets if sheet.agency]
    for texts in (lines, printed):
        if named := [name for text in texts if (name := _organ(text))]:
            return Counter(named).most_common(1)[0][0]
    bare = [t for t in titles[:12] if _organ(t) == t]
    return bare[0] if bare else ""


def _organ(text: str) -> str:
    """The name of a public body, its code and 本级 taken off; empty when the text is none."""
    name = _ADDED.sub("", _CODE_BEFORE.sub("", compact(text)))
    name = re.sub(r"^[一二三四五六七八九十]+、|^\([一二三四五六七八九十]+\)|^第[一二三四五六七八九十]+部分", "", name)
    return name if len(name) > 3 and _ORGAN.search(name) else ""


def _level(titles: Sequence[str], matches: Sequence[re.Match[str]], sheets: Sequence[Sheet[Row]]) -> Level:
    for found in matches:
        if found["level"] == "部门":
            return "部门"
        if found["level"] == "单位":
            return "单位"
    words = [*titles, *(fold(sheet.title) for sheet in sheets)]
    department = sum(bool(re.search(r"部门(?:财务|预算|决算|收支|收入|支出|概况|主要)", t)) for t in words)
    unit = sum(bool(re.search(r"单位(?:财务|预算|决算|收支|收入|支出|概况|主要|职责)", t)) for t in words)
    if department == unit:
        return ""
    return "部门" if department > unit else "单位"


def _code(sheets: Sequence[Sheet[Row]]) -> str:
    for sheet in sheets:
        if found := re.match(r"([0-9]{3,})[-—–－]", sheet.agency):
            return found[1]
    return ""


def _year(matches: Sequence[re.Match[str]], about: Sequence[re.Match[str]], sheets: Sequence[Sheet[Row]]) -> int | None:
    printed = Counter(sheet.year for sheet in sheets if sheet.year)
    if printed:
        return printed.most_common(1)[0][0]
    years = Counter(int(m["year"]) for m in (*matches, *about))
    return years.most_common(1)[0][0] if years else None


def _kind(titles: Sequence[str], sheets: Sequence[Sheet[Row]]) -> Kind | None:
    votes = Counter[Kind]()
    for sheet in sheets:
        if sheet.form.form.title:
            votes[sheet.form.form.kind] += 3
    for title in titles:
        for word, kind in _KINDS:
            votes[kind] += word in title
    return votes.most_common(1)[0][0] if votes and votes.most_common(1)[0][1] else None


_KINDS: tuple[tuple[str, Kind], ...] = (("预算", "budget"), ("决算", "final_accounts"))
