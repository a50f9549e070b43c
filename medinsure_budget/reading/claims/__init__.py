"""What the running text states in figures, as claims."""

import re
from collections.abc import Iterable, Iterator, Sequence

from medinsure_budget.document.narrative import Claim, Section
from medinsure_budget.reading.claims.discourse import Context
from medinsure_budget.reading.claims.names import path_of, project_of, subject_of
from medinsure_budget.reading.claims.phrases import Text
from medinsure_budget.reading.claims.reader import Reader

# Paragraphs without any of these state nothing in figures.
_TELLING = re.compile(r"[\d０-９]|持平|没有|未|无|万元|[%％]")
_DEFINITIONS = re.compile(r"名词解释|术语")
_TITLE_TAIL = re.compile(r"(?:预算|决算|支出|收支|收入)*(?:情况)?的?(?:总体|具体)?(?:情况)?(?:说明)?$|规模变化情况$")
_ABOUT = re.compile(r"^关于")


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
    words = Text.of(section.title).words
    path = path_of(words) if words.endswith("）") else None
    title = path[-1] if path else subject_of(_ABOUT.sub("", _TITLE_TAIL.sub("", words)) or words, context.agency)
    return Context(title, path or context.above, context.year, context.agency, "结构" in section.title)


def _of_text(section: Section, heading: str, context: Context) -> Iterator[Claim]:
    label = ""
    for at, paragraph in enumerate(section.text.split("\n")):
        if not _TELLING.search(paragraph):
            label = _label(paragraph)
            continue
        text = Text.of(paragraph)
        place = section.places[at] if at < len(section.places) else (section.page, section.line)
        for draft in Reader(text, context, label=label).read():
            yield draft.claim(text, heading, place)
        label = _label(paragraph)


def _label(paragraph: str) -> str:
    """A paragraph that only introduces a project names what the next one is about."""
    words = Text.of(paragraph).words
    return words if project_of(words) else ""
