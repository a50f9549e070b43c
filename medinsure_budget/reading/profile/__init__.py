"""Who the agency is, from its text, its cover and its tables."""

import re
from collections.abc import Sequence

from medinsure_budget.document.narrative import Section
from medinsure_budget.document.performance import Performance
from medinsure_budget.document.profile import Functions, Profile, ThreePublicsSummary
from medinsure_budget.evidence import Line
from medinsure_budget.forms import Row, Sheet, ThreePublics
from medinsure_budget.lexicon import Shape
from medinsure_budget.reading.profile import figures, organisation, words  # noqa: F401 - words declares the classes
from medinsure_budget.reading.profile.cover import people, publication_date, unit_codes
from medinsure_budget.reading.profile.duties import describe, read_functions
from medinsure_budget.reading.profile.passages import Passage, below, passages
from medinsure_budget.reading.text.paragraphs import Paragraph

_DUTIES = Shape(r"{DUTY}(?:[（(].{1,8}[)）])?$|(?:{MAINLY}|{LEVEL}){DUTY}")
_ORGANISATION = Shape(r"{BODY}{ORGANISED}|{BUDGET_UNIT}{BODY}")
_NEXT_PART = Shape(r"{NEXT_PART}|表$")
_GLOSSARY = Shape(r"{TERMS}")
_OUTLAYS = Shape(r"{THREE_PUBLICS}")
_MANAGED = Shape(r"{MANAGED}")
_ROW_FIELDS = ("total", "abroad", "reception", "vehicles", "vehicle_purchase", "vehicle_running")


def read_profile(
    sections: Sequence[Section],
    paragraphs: Sequence[Paragraph],
    lines: Sequence[tuple[int, Line]],
    sheets: Sequence[Sheet[Row]],
    performance: Performance | None = None,
) -> Profile | None:
    """Read who the agency is.

    Args:
        sections: The document's tree of headings.
        paragraphs: What it was made of.
        lines: The document's lines of text in reading order, with their page numbers.
        sheets: Its tables, for unit codes, and for the three public outlays where no text states them.
        performance: Its performance forms, for unit codes.

    Returns:
        The profile, ``None`` when the document says nothing of the kind.
    """
    found = _without_glossary(passages(sections, paragraphs))
    text = [paragraph for passage in found for paragraph in passage.paragraphs]
    organised = below(found, _ORGANISATION, _NEXT_PART)
    duties = read_functions(below(found, _DUTIES, _NEXT_PART))
    inner, inner_count = organisation.departments(organised)
    profile = Profile(
        functions=_own(duties),
        unit_functions=duties[1:],
        departments=inner,
        department_count=inner_count,
        units=_units(organised, duties),
        budget_composition=organisation.composition(organised),
        staff=organisation.staff(organised),
        vehicles=figures.vehicles(text),
        equipment=figures.equipment(text),
        procurement=figures.procurement(text),
        operating_expense=figures.operating_expense(text),
        three_publics=figures.three_publics(below(found, _OUTLAYS, _NEXT_PART)) or _outlays_of(sheets),
        performance=figures.performance(below(found, _MANAGED, _NEXT_PART)),
        unit_codes=unit_codes(lines, sheets, performance),
        publication_date=publication_date(lines),
        people=people(lines),
        **dict(describe(_own(duties).introduction)),
    )
    return profile if profile != Profile() else None


def _without_glossary(found: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages without the explained terms, whose sentences are about anybody."""
    kept: list[Passage] = []
    glossary: int | None = None
    for passage in found:
        if glossary is not None and passage.depth > glossary:
            continue
        glossary = passage.depth if _GLOSSARY.search(passage.title) else None
        if glossary is None:
            kept.append(passage)
    return tuple(kept)


def _own(duties: Sequence[Functions]) -> Functions:
    return duties[0] if duties else Functions()


def _units(organised: Sequence[str], duties: Sequence[Functions]) -> tuple[str, ...]:
    """Units named under the organisation, and those with duties of their own."""
    named = organisation.units(organised)
    listed = (re.sub(r"[（(].*?[)）]$", "", functions.unit) for functions in duties[1:])
    return tuple(dict.fromkeys((*named, *listed)))


def _outlays_of(sheets: Sequence[Sheet[Row]]) -> ThreePublicsSummary | None:
    """The last printed measure of the total row of a table of the three public outlays."""
    for sheet in sheets:
        rows = [row for row in sheet.rows if isinstance(row, ThreePublics)]
        if rows:
            row = next((r for r in rows if r.is_total), rows[-1])
            return ThreePublicsSummary(**{name: getattr(row, name) for name in _ROW_FIELDS})
    return None
