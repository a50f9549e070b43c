"""The text of a document as passages: the paragraphs below each heading, in the words they were printed in."""

from collections.abc import Iterable, Iterator, Sequence

from medinsure_budget.document.narrative import Section
from medinsure_budget.forms.words import compact
from medinsure_budget.lexicon import Shape
from medinsure_budget.reading.text.headings import is_section_title, numbering
from medinsure_budget.reading.text.paragraphs import Paragraph
from medinsure_budget.records import frozen

_MARKS = str.maketrans("", "", "。：:")


@frozen
class Passage:
    """A heading and the paragraphs up to the next heading.

    Attributes:
        title: The heading without its number.
        depth: The depth of its section in the tree.
        heading: The paragraph that is nothing but the heading, as printed; empty where the text runs on behind it.
        paragraphs: The other paragraphs as printed, blanks of wrapping removed.
    """

    title: str
    depth: int
    heading: str
    paragraphs: tuple[str, ...]

    @property
    def printed(self) -> tuple[str, ...]:
        """Heading and paragraphs."""
        return (self.heading, *self.paragraphs) if self.heading else self.paragraphs


def passages(sections: Sequence[Section], paragraphs: Iterable[Paragraph]) -> tuple[Passage, ...]:
    """Divide the paragraphs by the headings of the section tree, and by titles of parts that have no number."""
    heads = {(section.page, section.line): (depth, section) for depth, section in _walk(sections, 1)}
    found: list[tuple[int, Section, list[str]]] = []
    for paragraph in paragraphs:
        text = compact(paragraph.text)
        head = heads.get((paragraph.page, paragraph.line))
        if head is None and is_section_title(text) and numbering(text) is None:
            head = (1, Section("", text, 1))
        if head is not None:
            found.append((*head, []))
        if found:
            found[-1][2].append(text)
    return tuple(_passage(section, depth, texts) for depth, section, texts in found)


def _passage(section: Section, depth: int, texts: list[str]) -> Passage:
    alone = bool(texts) and _bare(texts[0]) == _bare(section.number + section.title)
    return Passage(compact(section.title), depth, texts[0] if alone else "", tuple(texts[alone:]))


def _bare(text: str) -> str:
    return "".join(text.split()).translate(_MARKS)


def _walk(sections: Iterable[Section], depth: int) -> Iterator[tuple[int, Section]]:
    for section in sections:
        yield depth, section
        yield from _walk(section.children, depth + 1)


def below(found: Sequence[Passage], title: Shape, ends: Shape) -> tuple[str, ...]:
    """The paragraphs under the first heading that matches, those of the headings below it included.

    Headings of the same depth that do not match ``ends`` still belong to it: some lists of duties are numbered 一、二、
    like the parts of the document.
    """
    start = next((n for n, passage in enumerate(found) if title.search(passage.title)), None)
    if start is None:
        return ()
    texts = list(found[start].paragraphs)
    for passage in found[start + 1 :]:
        if passage.depth <= found[start].depth and ends.search(passage.title):
            break
        texts += passage.printed
    return tuple(texts)
