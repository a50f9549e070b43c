"""The sections of a text: the parts of the edition in its order, each with what is written in it."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from medinsure_budget.compiling.text import budget, common, final_accounts, outlays
from medinsure_budget.compiling.text.writer import Writer
from medinsure_budget.document.narrative import Section

Part = Callable[[Writer], Iterable[str]]
_PARTS: Mapping[str, Mapping[str, Part]] = {
    "budget": {**common.PARTS, **budget.PARTS},
    "final_accounts": {**common.PARTS, **final_accounts.PARTS, **outlays.PARTS},
}
# A chapter for the tables of evaluations is printed where there are such tables.
TABLES, ANNEXES = "tables", "annexes"


def sections(w: Writer, *, annexed: bool) -> tuple[Section, ...]:
    """The whole text.

    Args:
        w: Who writes it.
        annexed: Whether tables stand in the annexes.
    """
    chapters = [key for key in w.text.parts[""] if annexed or key != ANNEXES]
    return tuple(_section(w, key, 1, at) for at, key in enumerate(chapters, 1))


def _section(w: Writer, key: str, level: int, at: int) -> Section:
    below = w.text.parts.get(key, ())
    headed = [inner for inner in below if w.text.headings[inner]]
    words = "\n".join(filter(None, _words(w, key, below)))
    children = tuple(_section(w, inner, level + 1, n) for n, inner in enumerate(headed, 1))
    return Section(w.text.number(level, at), _heading(w, key), level, words, children)


def _words(w: Writer, key: str, below: Iterable[str]) -> Iterator[str]:
    """What is written in a part; parts below it that have no heading are told in its own text."""
    part = _PARTS[w.book.edition.kind].get(key)
    if part:
        yield from part(w)
    elif not below and key not in (TABLES, ANNEXES):
        yield _free(w, key)
    for inner in below:
        if not w.text.headings[inner]:
            yield from _words(w, inner, w.text.parts.get(inner, ()))


def _heading(w: Writer, key: str) -> str:
    words = {"{year}": str(w.book.year), "{agency}": w.agency, "{level}": w.level}
    heading = w.text.headings[key]
    for slot, word in words.items():
        heading = heading.replace(slot, word)
    return heading


def _free(w: Writer, key: str) -> str:
    """What only the caller knows: the lines of 说明 whose matter is the heading."""
    heading = _heading(w, key)
    return "\n".join(w.told(heading)) or w.lacks(f"台账的说明行没有“{heading}”")
