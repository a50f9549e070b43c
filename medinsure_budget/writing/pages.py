"""A document as a run of headings, paragraphs and tables: what Word and web pages both print."""

import re
from collections.abc import Iterator

from attrs import evolve, frozen

from medinsure_budget.document import Document
from medinsure_budget.document.narrative import Section
from medinsure_budget.editions import Edition
from medinsure_budget.errors import UsageError
from medinsure_budget.forms.words import fold
from medinsure_budget.lexicon import Shape
from medinsure_budget.writing.arrange import arrange
from medinsure_budget.writing.evaluations import evaluation_tables
from medinsure_budget.writing.levels import coded_subjects
from medinsure_budget.writing.own import as_printed
from medinsure_budget.writing.table import Table, lay_out

# The part of a disclosure that holds its tables: 二、2023年度部门决算公开表, 四、2024年部门预算表.
_TABLES, _ANNEXES = Shape(r"{TABLES_CHAPTER}$"), Shape(r"^{ANNEXES_CHAPTER}$")
WARNING = "本文件校验未通过"


@frozen
class Heading:
    """A heading.

    Attributes:
        text: Number and title as printed.
        level: 1 for the parts of the disclosure, 2 and 3 below.
        anchor: A name for links to it.
    """

    text: str
    level: int
    anchor: str


@frozen
class Paragraph:
    """A paragraph of running text."""

    text: str


@frozen
class Statement:
    """A table under its title.

    Attributes:
        table: The laid out table.
        anchor: A name for links to it.
    """

    table: Table
    anchor: str


Block = Heading | Paragraph | Statement


def cover(document: Document) -> str:
    """What the cover says: the agency, the year and what the document is, in one line as its readers expect it."""
    if not document.agency.name or document.year is None:
        return document.name or "公开文件"
    final = document.kind == "final_accounts"
    kind = f"{document.year}年{'度' if final else ''}{document.agency.level or '部门'}{'决算' if final else '预算'}"
    return document.agency.name + kind


def warnings(document: Document) -> tuple[str, ...]:
    """What a document written against the check says about itself."""
    return tuple(note.message for note in document.notes if note.message.startswith(WARNING))


def blocks(document: Document, edition: Edition | None = None) -> tuple[Block, ...]:
    """Everything below the contents list, in printed order; the tables stand in the part that announces them.

    Raises:
        UsageError: when the document has neither text nor statements.
    """
    subjects = coded_subjects(document)
    arranged = arrange(document, edition or as_printed(document))
    tables = [lay_out(sheet, printed, subjects) for sheet, printed in arranged]
    found = tuple(_blocks(_below_title(document), tables, list(evaluation_tables(document.performance))))
    if not found:
        raise UsageError(f"{document.name or '文档'}: there is nothing to write")
    return found


def _below_title(document: Document) -> tuple[Section, ...]:
    """The sections; the document's own title, which the cover prints, heads none of them."""
    title = fold(cover(document))
    return tuple(evolve(s, title="") if not s.number and fold(s.title) == title else s for s in document.sections)


def _blocks(sections: tuple[Section, ...], tables: list[Table], forms: list[Table]) -> Iterator[Block]:
    """The sections with the statements in the chapter of the tables and the performance forms in that of the annexes."""
    statements = [Statement(table, f"table{at}") for at, table in enumerate((*tables, *forms), 1)]
    place, annexes = (next((at for at, s in enumerate(sections) if chapter.search(s.title)), None) for chapter in (_TABLES, _ANNEXES))
    # Forms without a chapter of their own follow the statements.
    own = statements if annexes is None else statements[: len(tables)]
    numbers = iter(range(1, 10**6))
    for at, part in enumerate(sections):
        yield from _section(part, 1, numbers, bare=at == place)
        if at == place:
            yield from own
        if at == annexes:
            yield from statements[len(tables) :]
    if place is None:
        yield from own


def _section(part: Section, level: int, numbers: Iterator[int], *, bare: bool) -> Iterator[Block]:
    if part.heading:
        yield Heading(part.heading, level, f"part{next(numbers)}")
    yield from (Paragraph(text) for text in part.text.split("\n") if text.strip())
    for child in part.children:
        # In a document that was read, the titles of its tables are headings below the part; they are printed once.
        if not (bare and not child.number and not child.text and _is_table_title(child.title)):
            yield from _section(child, level + 1, numbers, bare=bare)


def _is_table_title(title: str) -> bool:
    return bool(re.search(r"表(?:[（(][^（()）]{1,12}[）)])?$", title))
