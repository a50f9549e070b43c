"""The rows of a two-sided table: income and expenditure lines that were printed beside each other."""

from collections.abc import Sequence
from functools import cached_property

from attrs import define, field

from medinsure_budget.evidence import Note
from medinsure_budget.forms import Form
from medinsure_budget.forms.declare import Side
from medinsure_budget.forms.words import fold, without_ordinal
from medinsure_budget.reading.flattened.entries import Entry, read_tokens
from medinsure_budget.reading.flattened.regions import Region
from medinsure_budget.reading.flattened.tokens import Token

# A fixed line's label is wrapped over that many lines at most.
_MOST_PIECES = 6


def read_sides(region: Region, names: frozenset[str], decimals: int, notes: list[Note]) -> list[Entry]:
    """The rows of all sides in printed order.

    A figure belongs to the label before it. Words are a line of the income list when the form has such a line;
    other words are expenditure, joined as long as no figure came between and the part before is no known name.

    Args:
        region: The table.
        names: Folded names of subjects that the document prints elsewhere.
        decimals: How many decimals a whole figure has.
        notes: Receives what was left out or joined.
    """
    tokens = read_tokens(region, decimals, notes)
    reader = _Sides(region.form, names)
    at = 0
    while at < len(tokens):
        at += reader.take(tokens, at)
    return reader.entries


@define(slots=False)
class _Sides:
    form: Form
    names: frozenset[str]
    entries: list[Entry] = field(factory=list)

    @cached_property
    def _fixed(self) -> dict[str, Side]:
        return {label: line.side for line in self.form.lines for label in line.folded}

    def take(self, tokens: Sequence[Token], at: int) -> int:
        """Take the next label or figure; how many tokens it is printed in."""
        token, last = tokens[at], self.entries[-1] if self.entries else None
        if token.is_number:
            if last is None:
                last = self._begin(token, "expenditure", [])
            last.figures.append(token)
            return 1
        for count in range(_MOST_PIECES, 0, -1):
            pieces = list(tokens[at : at + count])
            label = without_ordinal(fold("".join(t.text for t in pieces)))
            if label in self._fixed and not any(t.is_number for t in pieces):
                self._begin(token, self._fixed[label], pieces)
                return count
        if last is not None and self._goes_on(last, token):
            last.words.append(token)
        else:
            self._begin(token, "expenditure", [token])
        return 1

    def _begin(self, token: Token, side: Side, words: list[Token]) -> Entry:
        self.entries.append(Entry(token.line, words=words, side=side))
        return self.entries[-1]

    def _goes_on(self, last: Entry, token: Token) -> bool:
        if last.side != "expenditure" or without_ordinal(fold(last.label)) in self._fixed:
            return False
        before, whole = fold(last.label), fold(last.label + token.text)
        if last.figures:
            return before not in self.names and whole in self.names
        # A label without a figure is whole when it is a name and the next words do not lengthen it to another.
        return before not in self.names or any(name.startswith(whole) for name in self.names)
