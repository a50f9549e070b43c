"""Where a sheet of an official list prints codes, names, budgets and years: by its headings, else by what it holds."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from attrs import evolve

from medinsure_budget.errors import UsageError
from medinsure_budget.lexicon import Shape, word_set, words
from medinsure_budget.records import frozen
from medinsure_budget.subjects.names import CODE_SHAPE, fold, plain_code

Rows = Sequence[Sequence[str]]
# Any words that classify, then 科目 or 项目, then what the column holds: 支出功能分类科目编码, 预算科目名称(全称).
_CODE = Shape(r"{CLASSIFYING}{0,6}{SUBJECT}{0,2}{CODE}(?:\(.*\))?")
_NAME = Shape(r"{CLASSIFYING}{0,6}{SUBJECT}{0,2}{NAME}(?:\(.*\))?")
_BOTH = Shape(
    r"{CLASSIFYING}{0,6}(?:{SUBJECT}{1,2}|{SUBJECT}{0,2}{CODE}{AND}?{SUBJECT}?{NAME}|{SUBJECT}{0,2}{NAME}{AND}?{SUBJECT}?{CODE})"
    r"(?:\(.*\))?"
)
_LEVEL = Shape(r"{CLASSIFYING}{0,6}{SUBJECT}?(?P<level>{LEVEL_MARK})级?{SUBJECT}?(?:(?P<code>{CODE})|(?P<name>{NAME}))?")
_DIGITS: Final = (3, 2, 2, 2)
_PARTS = re.compile(r"[0-9]{1,3}")
_CODE_PART = r"(?P<code>[1235][0-9]{2}(?:[0-9]{2}){0,3})"
_CODED = re.compile(rf"[\[(（【<]?{_CODE_PART}(?![0-9])[\])）】>]?[-—_:：.、/|~]*(?P<name>[^0-9\s].*)")
_NAMED = re.compile(rf"(?P<name>[^0-9].*?)[-—_:：.、/|~]*[\[(（【<]?{_CODE_PART}[\])）】>]?")
_FIRST_DIGITS: Final = "1235"
# A column without a heading is one of codes when this many of its cells are, and no fewer than this share.
_FEWEST, _SHARE = 2, 0.8


@frozen
class Code:
    """A column of codes, or of the part of a code that one level adds."""

    column: int
    level: int = -1
    name: int | None = None


@frozen
class Columns:
    """One list within a sheet.

    Attributes:
        first: The row where its subjects begin.
        codes: One column of whole codes, or one for each of 类, 款, 项, 目; none when the names hold the codes.
        names: The columns of names; the last filled one counts.
        fund: The column of budgets.
        year: The column of years.
    """

    first: int
    codes: tuple[Code, ...]
    names: tuple[int, ...]
    fund: int | None = None
    year: int | None = None


def by_hand(rows: Rows, columns: Mapping[str, str | int]) -> list[Columns]:
    """The columns that the caller names: by heading, or by number from 1.

    Raises:
        UsageError: for another key than code, name, fund and year, or without a code.
    """
    if "code" not in columns or set(columns) - {"code", "name", "fund", "year"}:
        raise UsageError("columns= 用 code、name、fund、year 指明各栏，code 必须有；值为表头文字，或从1数起的列号")
    wanted = {key: value - 1 if isinstance(value, int) else fold(value) for key, value in columns.items()}
    headings = {value for value in wanted.values() if isinstance(value, str)}
    for number, row in enumerate(rows):
        cells = [fold(cell) for cell in row]
        if headings <= set(cells):
            place = {key: cells.index(value) if isinstance(value, str) else value for key, value in wanted.items()}
            name = place.get("name", place["code"])
            codes = (Code(place["code"]),) if name != place["code"] else ()
            return [Columns(number + bool(headings), codes, (name,), place.get("fund"), place.get("year"))]
    return []


def find_columns(rows: Rows) -> list[Columns]:
    """The lists of a sheet: by the first row of headings that names both codes and names, else by what columns hold."""
    for number, row in enumerate(rows):
        below = rows[number + 1] if number + 1 < len(rows) else ()
        if found := _by_headings(number, [fold(cell).lower() for cell in row], [fold(cell) for cell in below], rows):
            return found
    return _by_content(rows)


def _by_headings(number: int, cells: list[str], below: list[str], rows: Rows) -> list[Columns]:
    codes = [at for at, cell in enumerate(cells) if _CODE.fullmatch(cell)]
    names = [at for at, cell in enumerate(cells) if _NAME.fullmatch(cell)]
    both = [at for at, cell in enumerate(cells) if _BOTH.fullmatch(cell)]
    fund, year = (_place(cells, name) for name in ("FUND_NAME", "YEAR_NAME"))
    levels, first = _levels(cells, rows, number + 1), number + 1
    if not levels and (codes or names or both):
        levels, first = _levels(below, rows, number + 2), number + 2
    if levels:
        split = [evolve(found, first=first, fund=fund, year=year) for found in _split(levels, names, codes)]
        if split:
            return split
    pairs = [pair for pair in _pairs(codes, names) if _with_code(rows[number + 1 :], pair[0])]
    if pairs:
        return [Columns(number + 1, (Code(code),), (name,), fund, year) for code, name in pairs]
    single = [at for at in (*both, *names, *codes) if _holds(rows[number + 1 :], at, coded_name)]
    return [Columns(number + 1, (), (at,), fund, year) for at in single[:1]]


def _place(cells: Sequence[str], name: str) -> int | None:
    return next((at for at, cell in enumerate(cells) if cell in word_set(name)), None)


def _levels(cells: Sequence[str], rows: Rows, first: int) -> dict[int, tuple[int, bool]]:
    """The columns of levels: which level, and whether it holds names; a bare 类 is told by what stands below."""
    found = {}
    for at, cell in enumerate(cells):
        if match := _LEVEL.fullmatch(cell):
            digits = any(at < len(row) and _PARTS.match(row[at]) for row in rows[first:])
            named = bool(match["name"]) or not (match["code"] or digits)
            found[at] = (words("LEVEL_MARK").index(match["level"]), named)
    # One alone is what a column of levels prints on a line, and no heading.
    return found if len(found) > 1 else {}


def _split(levels: Mapping[int, tuple[int, bool]], names: list[int], codes: list[int]) -> Iterator[Columns]:
    """Lists that part codes or names by level."""
    parts = [(at, level) for at, (level, named) in levels.items() if not named]
    own = {level: at for at, (level, named) in levels.items() if named}
    if parts:
        # A title such as 科目编码 over 类 款 项 stands over the first of them and is no column of its own.
        common = tuple(at for at in names if at not in levels)[:1] or tuple(own.values())
        if common:
            yield Columns(0, tuple(Code(at, level, own.get(level)) for at, level in parts), common)
    elif own and codes:
        yield Columns(0, (Code(codes[0]),), tuple(at for _, at in sorted(own.items())))


def _pairs(codes: list[int], names: list[int]) -> Iterator[tuple[int, int]]:
    """Each column of codes with the names right of it, or left of it where nothing is right."""
    left = list(names)
    for at, code in enumerate(codes):
        limit = codes[at + 1] if at + 1 < len(codes) else None
        right = [name for name in left if name > code and (limit is None or name < limit)]
        near = right or [name for name in left if name < code][-1:]
        if near:
            left.remove(near[0])
            yield code, near[0]


def _by_content(rows: Rows) -> list[Columns]:
    """A column of codes and the words right of it (or left), or a column of codes with their names."""
    width = max(map(len, rows), default=0)
    for code in range(width):
        if _holds(rows, code, _is_code):
            beside = [*range(code + 1, width), *reversed(range(code))]
            name = next((at for at in beside if _holds(_with_code(rows, code), at, _is_words)), None)
            if name is not None:
                first = next(number for number, row in enumerate(rows) if code < len(row) and _is_code(row[code]))
                return [Columns(first, (Code(code),), (name,))]
    both = next((at for at in range(width) if _holds(rows, at, coded_name)), None)
    return [] if both is None else [Columns(0, (), (both,))]


def _with_code(rows: Rows, at: int) -> list[Sequence[str]]:
    return [row for row in rows if at < len(row) and _is_code(row[at])]


def _is_code(text: str) -> bool:
    code = plain_code(text)
    return bool(CODE_SHAPE.fullmatch(code)) and code[0] in _FIRST_DIGITS


def _is_words(text: str) -> bool:
    return not text.isascii()


def _holds(rows: Rows, at: int, test: Callable[[str], object]) -> bool:
    """Whether nearly all filled cells of a column pass a test, titles at the top aside."""
    filled = [row[at] for row in rows if at < len(row) and row[at]]
    passed = [bool(test(cell)) for cell in filled]
    inside = passed[passed.index(True) :] if True in passed else []
    return sum(passed) >= min(_FEWEST, len(rows)) and sum(inside) >= _SHARE * len(inside)


def coded_name(text: str) -> tuple[str, str] | None:
    """Part a cell that holds a code and its name, in either order.

    >>> coded_name("2101501-行政运行"), coded_name("行政运行[2101501]"), coded_name("2024年预算")
    (('2101501', '行政运行'), ('2101501', '行政运行'), None)
    """
    found = _CODED.fullmatch(text) or _NAMED.fullmatch(text)
    return (found["code"], found["name"]) if found else None
