"""Headers that editions print, known by their characters where a text has scrambled their lines."""

from collections import Counter
from collections.abc import Container, Iterator, Sequence

from medinsure_budget import editions
from medinsure_budget.forms import Column, Form
from medinsure_budget.forms.words import compact, fold
from medinsure_budget.lexicon import lexical
from medinsure_budget.reading.flattened.header import Header
from medinsure_budget.records import frozen

# What a header has in common with a printed one, as a share of the characters of both.
_ALIKE = 0.9
# What has to be found of the words of a header, a word printed twice counted once.
_SCATTERED = 0.8


@frozen
class KnownHeader:
    """A header as an edition prints it.

    Attributes:
        form: The statement.
        header: Its columns, one for all parts of a code, and of blocks beside each other only the first.
        words: Its words, each as often as it is printed.
        characters: Their characters.
    """

    form: Form
    header: Header
    words: tuple[str, ...]
    characters: Counter[str]

    def likeness(self, printed: Counter[str]) -> float:
        """The share of characters that both have."""
        return 2 * (printed & self.characters).total() / max(1, printed.total() + self.characters.total())


def known_header(lines: Sequence[str], ends: Sequence[int], forms: Sequence[Form]) -> tuple[Form, Header, int] | None:
    """The header that an edition prints with the characters of the first lines, and how many lines these are.

    Args:
        lines: The lines below the caption.
        ends: Where the header may end.
        forms: The forms that the title names, the likeliest first.
    """
    best: tuple[float, KnownHeader, int] | None = None
    for end in ends:
        printed = Counter(fold(compact("".join(lines[:end]))))
        for form in forms:
            for known in _headers_of(form):
                likeness = known.likeness(printed)
                if likeness >= _ALIKE and (best is None or likeness > best[0]):
                    best = likeness, known, end
    return (best[1].form, best[1].header, best[2]) if best else None


def scattered_header(lines: Sequence[str], forms: Sequence[Form]) -> tuple[KnownHeader, tuple[int, ...]] | None:
    """The header that an edition prints with words that stand anywhere among the lines, and which lines these are."""
    best: tuple[float, KnownHeader, tuple[int, ...]] | None = None
    for form in forms:
        for known in _headers_of(form):
            same = _synonyms(known)
            found = tuple(_header_lines(lines, known.words, same))
            once = dict.fromkeys(same.get(fold(piece), piece) for at in found for piece in lines[at].split())
            share = (Counter(fold("".join(once))) & known.characters).total() / known.characters.total()
            if share >= _SCATTERED and (best is None or share > best[0]):
                best = share, known, found
    return (best[1], best[2]) if best else None


def _synonyms(known: KnownHeader) -> dict[str, str]:
    """Other labels of the column of codes, with the one that the header prints."""
    printed = next((c.path[-1] for c in known.header.columns if c.role == "code"), "")
    markers = (m for m in known.form.fields.values() if m.role == "code")
    own = {fold(word) for word in known.words}
    return {label: printed for m in markers for label in m.folded if printed and len(label) > 1 and label not in own}


def _header_lines(lines: Sequence[str], words: Sequence[str], same: Container[str]) -> Iterator[int]:
    """The lines that hold nothing but words of a header, other labels for them, or parts of them that wrapping made."""
    folded = [fold(word) for word in words]
    for at, line in enumerate(lines):
        pieces = [fold(piece) for piece in line.split()]
        if pieces and all(p in folded or p in same or (len(p) > 1 and any(p in word for word in folded)) for p in pieces):
            yield at


@lexical
def _headers_of(form: Form) -> tuple[KnownHeader, ...]:
    sheets = (sheet for edition in editions.ALL for sheet in edition.sheets if sheet.form.form is form)
    return tuple(
        KnownHeader(form, _header(sheet.columns), words := tuple(_words(sheet.columns)), Counter(fold("".join(words))))
        for sheet in sheets
    )


def _header(columns: Sequence[Column]) -> Header:
    blocks = len({c.panel for c in columns}) > 1 and not any(c.side for c in columns)
    kept: list[Column] = []
    for column in columns:
        again = column.role != "money" and any((c.role, c.panel) == (column.role, column.panel) for c in kept)
        if not again and not (blocks and column.panel):
            kept.append(column)
    return Header(tuple(kept), 0, blocks=blocks)


def _words(columns: Sequence[Column]) -> Iterator[str]:
    """Each word of a header tree as often as it is printed."""
    before: tuple[str, ...] = ()
    panel = -1
    for column in columns:
        for level, word in enumerate(column.path):
            same = column.panel == panel and column.path[: level + 1] == before[: level + 1]
            if not same or level == len(column.path) - 1:
                yield word
        before, panel = column.path, column.panel
