"""The explained terms of 名词解释."""

from collections.abc import Iterable, Iterator, Sequence

from medinsure_budget.document.narrative import Section
from medinsure_budget.document.profile import Term
from medinsure_budget.forms.words import compact
from medinsure_budget.lexicon import Shape
from medinsure_budget.reading.text.headings import numbering

_TITLE = Shape(r"{TERMS_TITLE}")
_EXPLAINED = Shape(r"([^：:。；，]{2,60}?)[：:]\s*(\S.*)")
# Where the tables follow the terms at once, their titles and unit lines are no explanations.
_TABLE_LINE = Shape(r"20\d{2}年(?:度)?[^。，；]{2,40}表$|(?:{MEASURED})?{BUDGET_UNIT}[：:]")


def read_glossary(sections: Sequence[Section]) -> tuple[Term, ...]:
    """The terms under every heading 名词解释, in printed order, in the words of the document."""
    return tuple(term for section in _glossaries(sections) for term in _terms(section))


def _glossaries(sections: Iterable[Section]) -> Iterator[Section]:
    for section in sections:
        if _TITLE.search(compact(section.title)):
            yield section
        else:
            yield from _glossaries(section.children)


def _terms(section: Section) -> Iterator[Term]:
    """Terms are printed one to a paragraph, with or without a number."""
    for text in section.text.splitlines():
        number = numbering(text)
        if found := _EXPLAINED.fullmatch(number.rest if number else text.strip()):
            yield Term(compact(found[1]), compact(found[2]), number.text if number else "", section.page)
    for child in section.children:
        yield from _child_terms(child)


def _child_terms(child: Section) -> Iterator[Term]:
    found = _EXPLAINED.fullmatch(child.title)
    name, begun = (found[1], found[2]) if found else (child.title, "")
    if begun or child.text:
        yield Term(compact(name), compact(begun + _sentences(child)), child.number, child.page)
    else:
        # A heading without words of its own groups the terms below it.
        yield from _terms(child)


def _sentences(child: Section) -> str:
    told: list[str] = []
    for text in child.text.splitlines():
        if _TABLE_LINE.search(compact(text)):
            break
        told.append(text)
    told += [part for below in child.children for part in (f"{below.number}{below.title}", below.text) if part]
    return "".join(told)
