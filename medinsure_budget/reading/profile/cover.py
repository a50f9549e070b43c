"""What the cover and the tables say about who publishes: day, signatures, budget codes."""

import re
from collections.abc import Iterable, Iterator, Sequence

from medinsure_budget.document.performance import Performance
from medinsure_budget.document.profile import UnitCode
from medinsure_budget.evidence import Line
from medinsure_budget.forms import Row, Sheet
from medinsure_budget.forms.declare import TOTAL_WORDS
from medinsure_budget.forms.words import compact, fold
from medinsure_budget.lexicon import Shape

_PUBLISHED = Shape(r"{PUBLISHED}{WHEN}[：:]((?:[0-9./\-]|年|月|日)+)")
_PERSON = Shape(r"({SIGNING_ROLE})[：:]((?:{HAN}|·){2,5}|[0-9-]{7,13})(?=$|{SIGNING_ROLE}|[，,；;])")
_CODED = Shape(r"(\d{3}|\d{6}|\d{9})[-—－_]((?:{HAN}|[（）()]){4,40})")
_COVER_LINES = 60


def publication_date(lines: Sequence[tuple[int, Line]]) -> str:
    """The day of publication as printed."""
    for _, line in lines[:_COVER_LINES]:
        if found := _PUBLISHED.search(_joined(line.text)):
            return found[1]
    return ""


def people(lines: Sequence[tuple[int, Line]]) -> tuple[tuple[str, str], ...]:
    """Roles and names on the cover."""
    return tuple(pair for _, line in lines[:_COVER_LINES] for pair in _PERSON.findall(_joined(line.text)))


def unit_codes(
    lines: Sequence[tuple[int, Line]], sheets: Sequence[Sheet[Row]], performance: Performance | None
) -> tuple[UnitCode, ...]:
    """Budget codes with the names beside them, from tables, their unit lines and performance forms."""
    names: dict[str, str] = {}
    for code, name in (*_from_sheets(sheets), *_from_texts(_texts(lines, sheets, performance))):
        names[code] = names.get(code) or name
    return tuple(UnitCode(code, name) for code, name in sorted(names.items()))


def _joined(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _from_sheets(sheets: Iterable[Sheet[Row]]) -> Iterator[tuple[str, str]]:
    for sheet in sheets:
        if sheet.form.form.marker("unit_code") is None:
            continue
        named = "unit" if "unit" in sheet.form.form.fields else "name" if sheet.form.form.rows == "unit" else ""
        for row in sheet.rows:
            code = getattr(row, "unit_code", "")
            name = compact(getattr(row, named)) if named else ""
            if code.isdecimal():
                yield code, "" if fold(name) in TOTAL_WORDS else name


def _texts(
    lines: Sequence[tuple[int, Line]], sheets: Sequence[Sheet[Row]], performance: Performance | None
) -> Iterator[str]:
    # A unit line stands over a table, so only short lines can be one.
    yield from (line.text.strip() for _, line in lines if line.text[:1].isdecimal() or "单位" in line.text)
    yield from (sheet.agency for sheet in sheets)
    for evaluation in performance.self_evaluations if performance else ():
        yield from (evaluation.department, evaluation.unit)


def _from_texts(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    for text in texts:
        if found := _CODED.match(text.removeprefix("单位：").removeprefix("部门：").strip()):
            yield found[1], found[2]
