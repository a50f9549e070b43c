"""Duties: what kind of body the agency is, and its numbered functions."""

from collections.abc import Iterable, Iterator, Sequence

from medinsure_budget.document.profile import Function, Functions
from medinsure_budget.lexicon import Shape
from medinsure_budget.reading.text.headings import Numbering, numbering

_DOCUMENT = Shape(r"[（(]({HAN}{2,14}[〔(（\[【]20\d{2}[〕)）\]】]第?\d+号)[)）]")
_RANK = Shape(r"为({RANK_PREFIX}{RANK}级)")
_NATURE = Shape(r"是((?:[^，。、；：是]|、(?=[^，。；]*的)){2,40}?{BODY_KIND})")
_BRANCH = Shape(r"(.+?)的?{BRANCH_KIND}")
_SENTENCE_END = "。；;"


def read_functions(paragraphs: Sequence[str]) -> tuple[Functions, ...]:
    """The lists of duties: one for the agency, or one for each unit whose name stands above a list of its own."""
    numbered = [(text, numbering(text)) for text in paragraphs]
    headed = _has_unit_headings(numbered)
    lists: list[Functions] = []
    introduction, items, unit = list[str](), list[Function](), ""

    def close() -> None:
        if introduction or items:
            lists.append(Functions(unit, "".join(introduction), tuple(items)))

    for text, number in numbered:
        if headed and number and _is_unit_heading(number):
            close()
            introduction, items, unit = [], [], number.rest
        elif number:
            items.append(Function(number.text, number.rest))
        elif items:
            items[-1] = Function(items[-1].number, items[-1].text + text)
        else:
            introduction.append(text)
    close()
    return tuple(lists)


def _is_unit_heading(number: Numbering) -> bool:
    return number.rest[-1:] not in _SENTENCE_END and "。" not in number.rest


def _has_unit_headings(numbered: Iterable[tuple[str, Numbering | None]]) -> bool:
    """Whether the first number stands before a name with deeper numbers below it."""
    numbers = [number for _, number in numbered if number]
    return len(numbers) > 1 and _is_unit_heading(numbers[0]) and numbers[1].rank > numbers[0].rank


def describe(introduction: str) -> Iterator[tuple[str, str]]:
    """What the words before the duties say of the agency: rank, nature, superior, founding document."""
    if found := _DOCUMENT.search(introduction):
        yield "founding_document", found[1]
    if found := _RANK.search(introduction):
        yield "rank", found[1]
    if found := _NATURE.search(introduction):
        yield "nature", found[1]
        if branch := _BRANCH.fullmatch(found[1]):
            yield "superior", branch[1]
