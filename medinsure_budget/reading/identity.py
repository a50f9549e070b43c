"""Whose document it is, of which year and kind, as its titles, its tables and its sentences say."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from medinsure_budget.document import Agency, Level
from medinsure_budget.forms import Row, Sheet
from medinsure_budget.forms.declare import Kind
from medinsure_budget.forms.words import compact, fold
from medinsure_budget.lexicon import Shape
from medinsure_budget.reading.tables.statements import Statement, statements
from medinsure_budget.reading.tables.titles import in_digits, names_document
from medinsure_budget.records import frozen

_MAX_TITLE = 60
_FIRST_TITLES = 12
_SENTENCES = 40
_SHORTEST_NAME = 4
# What names the whole document, or is a table of the one kind by its title too, says more than a word in a heading.
_NAMING = 3
_YEAR_OF = r"(?P<year>20[0-9]{2})(?:年(?:度)?|{YEAR_LABEL})"
_BUDGET, _OUTTURN = Shape(r"{BUDGET}"), Shape(r"{OUTTURN}")


@frozen
class Identity:
    """What the reader could find out; nothing is guessed.

    Attributes:
        agency: The publisher.
        year: The year the document is about.
        kind: Budget or final accounts.
        tied: Whether as much speaks for the one kind as for the other; the first title decided then.
    """

    agency: Agency
    year: int | None
    kind: Kind | None
    tied: bool = False


def identify(texts: Iterable[str], sheets: Sequence[Sheet[Row]], sentences: Iterable[str] = ()) -> Identity:
    """Read agency, level, year and kind from titles and headings (the first texts count most), tables and sentences.

    Args:
        texts: The first lines and the headings.
        sheets: The tables.
        sentences: The paragraphs of the text, asked where nothing else answers.
    """
    titles = [in_digits(fold(t)) for t in (*texts, *(s.title for s in sheets)) if t and len(t) <= _MAX_TITLE and "。" not in t]
    told = [fold(s) for s in islice(sentences, _SENTENCES)]
    stated = [s for title in titles[:_SENTENCES] for s in statements(title)]
    kind, tied = _kind(titles, sheets)
    return Identity(
        Agency(_agency(titles, stated, sheets, told), _level(titles, sheets), _code(sheets)),
        _year(titles, stated, sheets, told),
        kind,
        tied,
    )


def _agency(
    titles: Sequence[str], stated: Sequence[Statement], sheets: Sequence[Sheet[Row]], told: Sequence[str]
) -> str:
    dated = (name for title in titles if (name := _dated_name(title)))
    undated = (name for title in titles if (name := _undated_name(title)))
    labelled = (name for s in stated if s.kind == "agency" and s.labelled and (name := _organ(s.words)))
    printed = Counter(name for sheet in sheets if (name := _organ(sheet.agency)))
    bare = (s.words for s in stated[:_FIRST_TITLES] if s.kind == "agency" and not s.labelled)
    common = (name for name, _ in printed.most_common(1))
    sentence = (name for text in told if (name := _dated_name(text)))
    ways = (dated, labelled, common, undated, map(_organ, bare), sentence)
    return next((name for names in ways for name in names if name), "")


_NAME = Shape(
    r"^(?P<name>[^，。：:；、“”\"《》\d\s]{2,40}?{ORGAN_END}(?:\([^()]*{ORGAN_END}\))?)(?:\({ADDED_TO_NAME}\))?"
    r"(?=$|20[0-9]{2}|{LEVEL|ACCOUNT|FUND_BUDGET|THREE_PUBLICS|INCOME|EXPENDITURE|OF|EXPLAINED|DISCLOSED})"
)
_TITLE_END = Shape(r"(?:{ACCOUNT|EXPLAINED|DISCLOSED|TABLE})(?:\([^()]*\))?$")
_ABOUT = Shape(r"^{CONCERNING}(?:{DISCLOSED})?")
_ORDINAL = Shape(r"^[(第]?{NUMERAL}+(?:[、)]|{PART})")


def _undated_name(title: str) -> str:
    """The agency that a title without a year begins with: 某某局部门预算, 关于某某局决算的说明."""
    match = _NAME.match(_ABOUT.sub("", _ORDINAL.sub("", title)))
    return _organ(match["name"]) if match and match["name"] != title and _TITLE_END.search(title) else ""


_TITLE = Shape(rf"(?P<before>[^，。：:；]{{0,40}}?){_YEAR_OF}(?P<after>[^，。：:；]*)")


def _dated_name(title: str) -> str:
    """The agency that a title names before its year or behind it; empty when it names none."""
    found = _TITLE.match(_ABOUT.sub("", _ORDINAL.sub("", title)))
    if found is None:
        return ""
    if before := found["before"].strip(" ("):
        return _organ(before) or _of_a_place(before)
    match = _NAME.match(found["after"].lstrip(" )"))
    return _organ(match["name"]) if match else ""


_NO_NAME = Shape(r"(?<!自)由|^应|{IN_A_SENTENCE}|{TABLE_TOPIC|ACCOUNT|EXPLAINED|OWN_LEVEL}$|{FUND_BUDGET|ACCOUNT}|^{EACH}|^全")


def _organ(text: str) -> str:
    """The name of a public body, its code and 本级 taken off; empty when the text is none."""
    name = _ABOUT.sub("", _ORDINAL.sub("", _without_additions(fold(text))))
    match = _NAME.match(name)
    return name if match and match.end() == len(name) >= _SHORTEST_NAME and not _NO_NAME.search(name) else ""


_CODE = Shape(r"^[\[【(]?([0-9]{3,})[\]】)\-—–－]")
_ADDED = Shape(r"\((?P<added>{ADDED_TO_NAME})\)$|(?P<bare>{OWN_LEVEL})$")


def _without_additions(text: str) -> str:
    return _ADDED.sub("", _CODE.sub("", compact(text)))


# Before a year a name may end in any word, where it begins with a place.
_OF_A_PLACE = Shape(r"^[^\d]{1,8}?{PLACE_END}(?P<own>[^，。：:；、“”\"《》\d\s]{2,30})$")
_PLACE = Shape(r"{PLACE_END}$")


def _of_a_place(text: str) -> str:
    name = _without_additions(text)
    known = _OF_A_PLACE.match(name) and not _PLACE.search(name) and not _NO_NAME.search(name)
    return name if known else ""


_ACCOUNT = Shape(r"(?P<level>{LEVEL})?(?P<kind>{ACCOUNT})")
# 一般公共预算 is a fund: it names no kind of document.
_FUND = Shape(r"{FUND_BUDGET}")
_WHOLE_LEVEL = Shape(r"{DEPARTMENT}{PART_OF_ACCOUNTS}")
_UNIT_LEVEL = Shape(r"{BUDGET_UNIT}{PART_OF_ACCOUNTS}")


def _level(titles: Sequence[str], sheets: Sequence[Sheet[Row]]) -> Level:
    for title in titles:
        found = _TITLE.match(title)
        account = _ACCOUNT.search(_FUND.sub("", found["after"])) if found else None
        if account and account["level"]:
            return "部门" if _WHOLE_LEVEL.match(f"{account[0]}") else "单位"
    words = [*titles, *(fold(sheet.title) for sheet in sheets)]
    department = sum(bool(_WHOLE_LEVEL.search(t)) for t in words)
    unit = sum(bool(_UNIT_LEVEL.search(t)) for t in words)
    if department == unit:
        return ""
    return "部门" if department > unit else "单位"


def _code(sheets: Sequence[Sheet[Row]]) -> str:
    return next((found[1] for sheet in sheets if (found := _CODE.match(sheet.agency))), "")


def _year(
    titles: Sequence[str], stated: Sequence[Statement], sheets: Sequence[Sheet[Row]], told: Sequence[str]
) -> int | None:
    """The year most tables print; else that of the titles, of a line that states one, of the sentences."""
    ways: tuple[Iterator[int], ...] = (
        (sheet.year for sheet in sheets if sheet.year),
        (int(m["year"]) for title in titles if (m := _TITLE.match(title)) and _BUDGET_OR_OUTTURN.search(title)),
        (int(found[0]) for s in stated if s.kind == "year" and (found := _DIGITS.search(s.words))),
        (year for title in titles for year in _years(title)),
        (year for text in told for year in _years(text)),
    )
    counts = (Counter(way) for way in ways)
    return next((found.most_common(1)[0][0] for found in counts if found), None)


_BUDGET_OR_OUTTURN = Shape(r"{ACCOUNT}")
_DIGITS = re.compile(r"20[0-9]{2}")
_EVERY_YEAR = Shape(rf"{_YEAR_OF}")
_COMPARED = Shape(r"(?:{COMPARED|COMPARED_WITH|AND})$")


def _years(text: str) -> Iterator[int]:
    """The years of a text that nothing is compared with."""
    for found in _EVERY_YEAR.finditer(text):
        if not _COMPARED.search(text[: found.start()]):
            yield int(found["year"])


def _kind(titles: Sequence[str], sheets: Sequence[Sheet[Row]]) -> tuple[Kind | None, bool]:
    """What most tables and titles say, those that name it most; where they are at odds, the first title that says it."""
    votes = Counter[Kind]()
    for sheet in sheets:
        if sheet.form.form.title:
            votes[sheet.form.form.kind] += _NAMING if _named(sheet.title) else 1
    first: Kind | None = None
    for title in titles:
        named = _named(title)
        votes.update(named * (_NAMING if names_document(title) else 1))
        if first is None and len(named) == 1:
            first = named[0]
    ranked = votes.most_common()
    if not ranked:
        return _kind_of_columns(sheets), False
    tied = len(ranked) > 1 and ranked[0][1] == ranked[1][1]
    return (first or ranked[0][0]) if tied else ranked[0][0], tied


_EARLIER = Shape(r"{LAST_YEAR}")


def _kind_of_columns(sheets: Sequence[Sheet[Row]]) -> Kind | None:
    """The kind that the latest columns of the tables name: what is accounted for was budgeted once."""
    headers = [in_digits(fold(column.header)) for sheet in sheets for column in sheet.columns]
    named = {header: max(_years(header), default=0) for header in headers if _named(header) and not _EARLIER.search(header)}
    found = {kind for header, year in named.items() if year == max(named.values()) for kind in _named(header)}
    return "final_accounts" if "final_accounts" in found else "budget" if found else None


# 采购预算：1300000元 is no title.
_AMOUNT = Shape(r"[0-9]{MONEY}")


def _named(title: str) -> list[Kind]:
    """The kinds whose word a title says; a fund names none, and neither does an amount."""
    plain = "" if _AMOUNT.search(title) else _FUND.sub("", title)
    return [kind for word, kind in _KINDS if word.search(plain)]


_KINDS: tuple[tuple[Shape, Kind], ...] = ((_BUDGET, "budget"), (_OUTTURN, "final_accounts"))
