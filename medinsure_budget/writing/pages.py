"""A document as a run of headings, paragraphs and tables: what Word and web pages both print."""

import re
from collections.abc import Iterator
from itertools import count

from attrs import evolve

from medinsure_budget.document import Document
from medinsure_budget.document.narrative import Section
from medinsure_budget.document.performance import Performance
from medinsure_budget.editions import Edition
from medinsure_budget.errors import UsageError
from medinsure_budget.lexicon import Shape
from medinsure_budget.records import frozen
from medinsure_budget.writing.arrange import arrange, warn_of_unprinted
from medinsure_budget.writing.evaluation_reports import report_table, without_text
from medinsure_budget.writing.evaluations import evaluation_tables
from medinsure_budget.writing.levels import coded_subjects
from medinsure_budget.writing.own import as_printed
from medinsure_budget.writing.table import Table, lay_out

# The part of a disclosure that holds its tables: 二、2023年度部门决算公开表, 四、2024年部门预算表.
_TABLES, _ANNEXES = Shape(r"{TABLES_CHAPTER}$"), Shape(r"^{ANNEXES_CHAPTER}$")
_REPORT_TEXT = Shape(r"^{REPORT_TEXT_CHAPTER}")
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


def warnings(document: Document) -> tuple[str, ...]:
    """What a document written against the check says about itself."""
    return tuple(note.message for note in document.notes if note.message.startswith(WARNING))


def blocks(document: Document, edition: Edition | None = None) -> tuple[Block, ...]:
    """Everything below the contents list, in printed order; the tables stand in the part that announces them.

    Raises:
        UsageError: when the document has neither text nor statements.
    """
    warn_of_unprinted(document, edition)
    subjects = coded_subjects(document)
    arranged = arrange(document, edition or as_printed(document))
    run = _Run(document, [lay_out(sheet, printed, subjects) for sheet, printed in arranged])
    found = tuple(run.blocks())
    if not found:
        raise UsageError(f"{document.name or '文件'}：没有可以写出的内容")
    return found


class _Run:
    """Puts the tables of a document into its text: statements, performance forms, and reports before their own text."""

    def __init__(self, document: Document, tables: list[Table]) -> None:
        self.sections, self.tables = document.sections, tables
        self.numbers, self.places = count(1), count(1)
        told = document.performance or Performance()
        begun = sum(bool(_REPORT_TEXT.search(part.title)) for part in _walk(document.sections))
        self.reports = [report_table(without_text(report)) for report in told.evaluations[:begun]]
        self.forms = list(evaluation_tables(evolve(told, evaluations=told.evaluations[begun:])))

    def blocks(self) -> Iterator[Block]:
        """All of it; what has no chapter of its own stands at the end."""
        place, annexes = (self._chapter(shape) for shape in (_TABLES, _ANNEXES))
        for at, part in enumerate(self.sections):
            yield from self._section(part, 1, bare=at == place)
            if at == place:
                yield from self._statements(self.tables if annexes is not None else [*self.tables, *self.forms])
            if at == annexes:
                yield from self._statements(self.forms)
        if place is None:
            yield from self._statements(self.tables if annexes is not None else [*self.tables, *self.forms])

    def _chapter(self, shape: Shape) -> int | None:
        return next((at for at, part in enumerate(self.sections) if shape.search(part.title)), None)

    def _statements(self, tables: list[Table]) -> Iterator[Statement]:
        return (Statement(table, f"table{next(self.places)}") for table in tables)

    def _section(self, part: Section, level: int, *, bare: bool) -> Iterator[Block]:
        if self.reports and _REPORT_TEXT.search(part.title):
            yield from self._statements([self.reports.pop(0)])
        if part.heading:
            yield Heading(_set_off(part), level, f"part{next(self.numbers)}")
        yield from (Paragraph(text) for text in part.text.split("\n") if text.strip())
        for child in part.children:
            # In a document that was read, the titles of its tables are headings below the part; they are printed once.
            if not (bare and not child.number and not child.text and _is_table_title(child.title)):
                yield from self._section(child, level + 1, bare=bare)


def _walk(sections: tuple[Section, ...]) -> Iterator[Section]:
    for part in sections:
        yield part
        yield from _walk(part.children)


def _is_table_title(title: str) -> bool:
    return bool(re.search(r"表(?:[（(][^（()）]{1,12}[）)])?$", title))


def _set_off(part: Section) -> str:
    """A heading as it is printed: a number without a mark of its own, such as 第一部分, is set off from the title."""
    apart = part.number[-1:].isalnum() and part.title
    return f"{part.number}　{part.title}" if apart else part.heading
