"""Running text to a tree of sections."""

from collections.abc import Iterable, Sequence
from typing import Self

from attrs import evolve, field

from medinsure_budget.document.narrative import Section, Sections
from medinsure_budget.evidence import Line
from medinsure_budget.forms.words import fold
from medinsure_budget.reading.text.contents import ContentsList, find_contents
from medinsure_budget.reading.text.headings import (
    TABLE_TITLE,
    UNNUMBERED,
    is_section_title,
    is_table_title,
    is_title,
    numbering,
    split_run_in,
)
from medinsure_budget.reading.text.paragraphs import Paragraph, Paragraphs, join_lines
from medinsure_budget.records import define, frozen

_FIRST_ITEM = 5
_PREFACE = 99


@frozen
class _Heading:
    number: str
    title: str
    rank: int
    text: str = ""


@define
class _Open:
    """A section that is being filled."""

    heading: _Heading
    page: int
    line: int
    texts: list[str] = field(factory=list)
    places: list[tuple[int, int]] = field(factory=list)
    children: list[Self] = field(factory=list)

    def add(self, text: str, page: int, line: int) -> None:
        self.texts.append(text)
        self.places.append((page, line))

    def closed(self, level: int) -> Section:
        children = tuple(child.closed(level + 1) for child in self.children)
        head, text = self.heading, "\n".join(self.texts)
        return Section(head.number, head.title, level, text, children, self.line, self.page, tuple(self.places))


@frozen
class Body:
    """Running text: its contents list, and its paragraphs without that."""

    contents: ContentsList | None
    paragraphs: Paragraphs

    @classmethod
    def of(cls, lines: Sequence[tuple[int, Line]]) -> Self:
        """Page number and line in printed order, tables already removed."""
        contents = find_contents(lines)
        return cls(contents, join_lines([*lines[: contents.begin], *lines[contents.end :]] if contents else lines))


def read_sections(body: Body) -> Sections:
    """Read the running text of a document.

    Hard-wrapped lines are joined to paragraphs, numbered headings of every style and Markdown headings make the
    tree, and the contents list is taken out. Every line ends in a section, in the contents list or in a note.
    """
    entries = body.contents.entries if body.contents else ()
    return Sections(_tree(body.paragraphs.items), body.paragraphs.notes, entries)


def without_title(tree: tuple[Section, ...], title: str) -> tuple[Section, ...]:
    """The tree without the document's own title, which its cover prints above all parts."""
    first, *others = tree or (Section("", "", 1),)
    own = fold(title)
    if not title or first.number:
        return tree
    if first.title:
        first = evolve(first, title="") if fold(first.title) == own else first
    elif fold(first.text.split("\n", 1)[0]) == own:
        first = evolve(first, text=first.text.partition("\n")[2], places=first.places[1:])
    if first.heading or first.text or first.children:
        return (first, *others)
    # A web page tells its title twice, in its head and above its text.
    return without_title(tuple(others), title) if others else ()


def _tree(paragraphs: Iterable[Paragraph]) -> tuple[Section, ...]:
    roots: list[_Open] = []
    stack: list[_Open] = []
    numbered = False
    before: Paragraph | None = None
    for paragraph in paragraphs:
        heading = _heading(paragraph, before, numbered=numbered)
        before = paragraph
        if heading is None:
            if not stack:
                stack.append(_Open(_Heading("", "", _PREFACE), paragraph.page, paragraph.line))
                roots.append(stack[0])
            stack[-1].add(paragraph.text, paragraph.page, paragraph.line)
            continue
        numbered = numbered or bool(heading.number)
        _close_to(stack, heading)
        section = _Open(heading, paragraph.page, paragraph.line)
        if heading.text:
            section.add(heading.text, paragraph.page, paragraph.line)
        (stack[-1].children if stack else roots).append(section)
        stack.append(section)
    return tuple(root.closed(1) for root in roots)


def _close_to(stack: list[_Open], heading: _Heading) -> None:
    """Close the sections that end where a heading stands."""
    # A table's title stands below the section it belongs to, not below the last item of a list there.
    limit = _FIRST_ITEM if heading.rank == TABLE_TITLE else heading.rank
    while stack and stack[-1].heading.rank >= limit:
        stack.pop()


def _heading(paragraph: Paragraph, before: Paragraph | None, *, numbered: bool) -> _Heading | None:
    number = numbering(paragraph.text)
    if number is None:
        return _unnumbered(paragraph, before, numbered=numbered)
    if paragraph.level or is_title(number.rest):
        # "三、" alone on its line is no sentence either.
        return _Heading(number.text, number.rest.rstrip("。：: "), number.rank)
    if run_in := split_run_in(number.rest):
        return _Heading(number.text, run_in[0], number.rank, run_in[1])
    return None


def _unnumbered(paragraph: Paragraph, before: Paragraph | None, *, numbered: bool) -> _Heading | None:
    title = paragraph.text.strip()
    named = is_section_title(title)
    alone = before is None or before.page != paragraph.page or before.text.endswith(("。", "；"))
    if not paragraph.level and not (named and alone):
        return None
    if is_table_title(title):
        return _Heading("", title, TABLE_TITLE)
    # The title of the document stands above its parts, which are no sections of it.
    return _Heading("", title, UNNUMBERED if numbered or named else _PREFACE)
