"""What the running text states in figures, as claims."""

import re
from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve

from medinsure_budget.allowance import spend
from medinsure_budget.document.narrative import Claim, Section
from medinsure_budget.lexicon import Shape, by_text, word_set
from medinsure_budget.lexicon import words as words_of
from medinsure_budget.reading.claims.discourse import Context
from medinsure_budget.reading.claims.drafts import Draft
from medinsure_budget.reading.claims.names import path_of, project_of, subject_of, year_in
from medinsure_budget.reading.claims.reader import LONGEST_LABEL, Reader
from medinsure_budget.reading.claims.tokens import Text

# Paragraphs without any of these state nothing in figures.
_FIGURES = re.compile(r"[\d%％]")
_TELLING = Shape(r"{UNCHANGED|ABSENT|MONEY|OTHER_UNIT}")
_REMEMBERED = 30
_DEFINITIONS = Shape(r"{DEFINITIONS}")
_SELF_EVALUATED = Shape(r"{SELF_ASSESSED}")
_NUMBERED = Shape(r"（?(?:\d{1,2}|{NUMERAL}|{CIRCLED})[）.、]?(?!\d)")
_MARKS = re.compile(r"^[^\w“]+")
_OPEN_END = ("：", "；", "，", "、")


def read_claims(sections: Sequence[Section], *, year: int | None, agency: str = "") -> tuple[Claim, ...]:
    """Read every statement about money or counts; figures inside reasons and purposes are no statements.

    Args:
        sections: The text as a tree of headings; definitions (名词解释) are passed over.
        year: The year of the document, to tell this year's amounts from earlier ones.
        agency: The agency's name, which is no part of any subject.
    """
    agency = "".join(agency.split()).replace("(", "（").replace(")", "）")
    return tuple(_claims(sections, "", Context(year=year, agency=agency)))


def _claims(sections: Iterable[Section], heading: str, context: Context) -> Iterator[Claim]:
    for section in sections:
        if _DEFINITIONS.search(section.title):
            continue
        here = f"{heading}/{section.heading}" if heading and section.heading else section.heading or heading
        below = _below(section, context)
        yield from _of_text(section, here, below)
        yield from _claims(section.children, here, below)


def _below(section: Section, context: Context) -> Context:
    told = _titled(section.title, context.agency)
    above, year = told.path or context.above, told.year or context.year
    return Context(told.title, above, year, context.agency, told.functional, told.path)


@by_text
def _titled(title: str, agency: str) -> Context:
    """What a heading says by itself."""
    words = Text.of(title).words
    path = path_of(words) if words.endswith("）") else None
    about = path[-1] if path else subject_of(_topic(words), agency)
    return Context(about, (), year_in(words), agency, words_of("STRUCTURE")[0] in words, path)


def _topic(title: str) -> str:
    """What a heading is about: 财政拨款 of 关于财政拨款收入支出决算情况的说明, 项目支出 of 项目支出情况."""
    about = _without(title.removeprefix(words_of("ABOUT_IT")[0]), words_of("TITLE_END"))
    short = _without(about, words_of("SIDE", "ACCOUNT")) if about != title else ""
    return about if short in word_set("NO_FUNCTION") else short or title


def _without(title: str, endings: tuple[str, ...]) -> str:
    while title.endswith(endings):
        title = title.removesuffix(next(ending for ending in endings if title.endswith(ending)))
    return title


def _of_text(section: Section, heading: str, context: Context) -> Iterator[Claim]:
    label = ""
    heads: list[Draft] = []
    listed: Draft | None = None
    closed = True
    unit = ""
    for at, paragraph in enumerate(section.text.split("\n")):
        spend(heading)
        introduces = _SELF_EVALUATED.search(paragraph)
        if introduces or _FIGURES.search(paragraph) or _TELLING.search(paragraph):
            text = Text.of(paragraph)
            text.unit = unit = text.unit or unit
            place = section.places[at] if at < len(section.places) else (section.page, section.line)
            numbered = bool(_NUMBERED.match(text.words))
            goes_on = listed if numbered or not closed else None
            reader = Reader(text, evolve(context, title=label) if label else context, heads, goes_on)
            drafts = reader.read()
            yield from (draft.claim(text, heading, place) for draft in drafts)
            heads = [*heads, *drafts][-_REMEMBERED:]
            closed = not text.words.endswith(_OPEN_END)
            listed = goes_on if closed and numbered else reader.listed
        label = project_of(text.words) if introduces else _heading(paragraph)


def _heading(paragraph: str) -> str:
    """The name that a paragraph of its own gives to figures without a name below it."""
    words = paragraph.strip()
    return _MARKS.sub("", words) if len(words) <= LONGEST_LABEL and words.endswith(words_of("NAME_END")) else ""
