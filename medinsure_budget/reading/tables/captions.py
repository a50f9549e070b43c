"""The lines around a table: its title, number, unit and agency above, its remarks below."""

from collections.abc import Sequence

from attrs import evolve

from medinsure_budget.evidence import Line
from medinsure_budget.forms.words import compact, fold
from medinsure_budget.lexicon import Shape
from medinsure_budget.money import Unit
from medinsure_budget.reading.tables.statements import Statement, statements
from medinsure_budget.reading.tables.titles import (
    begins_title,
    is_bare_title,
    is_bracketed,
    is_continuation,
    is_page_number,
    is_title,
    names_document,
    plain_title,
    year_in,
)
from medinsure_budget.records import value

_LOOK_BACK = 12
# That many lines nobody knows may stand between a table and its title.
_STRANGERS = 4
# An entry of a contents list ends with its page.
_LISTED = Shape(r"[\s.．·…]\d{1,3}\s*$")


@value
class Caption:
    """What is printed above a table.

    Attributes:
        title: Blanks removed, the number taken off.
        number: As printed, blanks removed.
        unit: The money unit, ``None`` when none is printed; `Unit.UNKNOWN` when one is printed that is none of ours.
        agency: The printed unit or department.
        agency_line: The line that names it, with ``{agency}`` in its place.
        unit_line: The line that states the unit, with ``{unit}`` in its place.
        year: The year in the title, or printed beside it.
        taken: Which of the lines given belong to the caption.
        continued: Whether the title says 续.
        others: Other units that its lines state, farther from the table.
    """

    title: str = ""
    number: str = ""
    unit: Unit | None = None
    agency: str = ""
    agency_line: str = ""
    unit_line: str = ""
    year: int | None = None
    taken: frozenset[int] = frozenset()
    continued: bool = False
    others: tuple[Unit, ...] = ()


def read_caption(lines: Sequence[Line]) -> Caption:
    """Read the caption among the last lines before a table, in any order and beside lines that nobody knows.

    The nearest statement of a kind counts. Above the title only its own first line, its number and the lines that
    state something belong to the caption.
    """
    caption = complete = Caption()
    strangers = 0
    begin = max(0, len(lines) - _LOOK_BACK)
    words = [compact(line.text) for line in lines[begin:]]
    at = len(words)
    while at and (strangers <= _STRANGERS or not caption.title):
        at -= 1
        if not words[at] or is_page_number(words[at]):
            continue
        above = words[at - 1] if at else ""
        if is_bracketed(words[at]) and not (caption.title or is_continuation(words[at]) or is_title(above)):
            strangers += 1  # a remark in brackets
            continue
        found, used = _with_line(caption, lines[begin + at].text, words[at], above)
        if found is None:
            strangers += 1
            if caption.title or strangers > _STRANGERS:
                break
            continue
        if found.title and not caption.title and strangers and is_title(above):
            break  # the last entry of a list of tables
        caption = evolve(found, taken=caption.taken | {begin + at - n for n in range(used)})
        at -= used - 1
        if not is_bracketed(caption.title):
            complete = caption
    # Brackets without a first line above them are the rest of a torn row, not of a title.
    return complete


def states_something(text: str) -> bool:
    """Say whether a line alone is part of a caption: a title, a number, a unit, an agency or a date."""
    return _with_line(Caption(), text, compact(text), "")[0] is not None


def _with_line(caption: Caption, text: str, words: str, above: str) -> tuple[Caption | None, int]:
    """The caption with one more line, read upwards, and how many lines that took; ``None`` when it is none of it."""
    if caption.title:
        return _above_title(caption, text, words), 1
    if is_continuation(words):
        return evolve(caption, continued=True), 1
    if is_bracketed(words):
        # The bracketed second line of a title: its first line has to follow above.
        return evolve(caption, title=words), 1
    found = statements(text)
    if any(s.kind for s in found):
        return _stated(caption, found), 1
    own = names_document(fold(above)) or not above
    if words.endswith(("表", "）", ")")) and not own and not is_title(above) and is_title(above + words):
        return _titled(caption, above + words), 2  # wrapped within a word: its second line alone says nothing
    return (_titled(caption, words) if is_bare_title(words) else None), 1


def _above_title(caption: Caption, text: str, words: str) -> Caption | None:
    """What may stand above a title: its own first line, or lines that state something."""
    if is_bracketed(caption.title):
        return _titled(caption, words + caption.title) if is_title(words) else None
    found = statements(text)
    kinds = {s.kind for s in found}
    whole = words + caption.title
    if begins_title(words) and "date" not in kinds and not (_LISTED.search(text) or _begins_with_year(caption.title)) and is_title(whole):
        return _titled(caption, whole)
    if not kinds or "" in kinds or kinds & {"title", "remark", "signed"} or (found[0].kind == "agency" and not found[0].labelled):
        return None
    if "number" in kinds and caption.number:
        return None
    return _stated(caption, found)


def _stated(caption: Caption, found: Sequence[Statement]) -> Caption:
    for statement in found:
        match statement.kind:
            case "title":
                caption = _titled(caption, statement.words)
            case "number":
                caption = evolve(caption, number=caption.number or statement.words)
            case "agency":
                if not caption.agency:
                    caption = evolve(caption, agency=statement.words, agency_line=statement.line)
            case "unit":
                caption = _measured(caption, statement)
            case "year":
                caption = evolve(caption, year=caption.year or year_in(statement.words))
            case _:
                pass
    return caption


def _measured(caption: Caption, stated: Statement) -> Caption:
    unit = stated.unit
    if unit is None:
        return caption
    if caption.unit is None:
        return evolve(caption, unit=unit, unit_line=stated.line)
    return caption if unit is caption.unit else evolve(caption, others=(*caption.others, unit))


def _titled(caption: Caption, title: str) -> Caption:
    plain = plain_title(title)
    return evolve(caption, title=plain, year=year_in(plain) or caption.year, continued=plain != title)


def _begins_with_year(title: str) -> bool:
    return year_in(title[:5]) is not None
