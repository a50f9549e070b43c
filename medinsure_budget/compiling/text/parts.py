"""The sections of a text: the parts of the edition in its order, each with what is written in it."""

from collections.abc import Callable, Iterable, Mapping

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
    part = _PARTS[w.book.edition.kind].get(key)
    words = "\n".join(filter(None, part(w))) if part else "" if below or key in (TABLES, ANNEXES) else _free(w, key)
    children = tuple(_section(w, inner, level + 1, n) for n, inner in enumerate(below, 1))
    return Section(w.text.number(level, at), _heading(w, key), level, words, children)


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
