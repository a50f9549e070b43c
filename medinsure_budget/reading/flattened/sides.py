"""The rows of a two-sided table: income and expenditure lines that were printed beside each other."""

from collections.abc import Sequence
from functools import cached_property

from attrs import field

from medinsure_budget.evidence import Note
from medinsure_budget.forms import Form
from medinsure_budget.forms.declare import Side
from medinsure_budget.forms.words import fold, without_ordinal
from medinsure_budget.reading.flattened.entries import Entry, read_tokens
from medinsure_budget.reading.flattened.regions import Region
from medinsure_budget.reading.flattened.tokens import Token
from medinsure_budget.reading.flattened.wrapped import Anchors, unwrapped
from medinsure_budget.records import define
from medinsure_budget.subjects import subjects_of

# A fixed line's label is wrapped over that many lines at most.
_MOST_PIECES = 6
# A number of so many digits counts no lines.
_MOST_DIGITS = 4


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
    counted = any(c.role == "line_number" for c in region.header.columns)
    if counted and decimals:
        tokens = unwrapped(tokens, _line_numbers(region, names))
    reader = _Sides(region.form, names, counted)
    at = 0
    while at < len(tokens):
        at += reader.take(tokens, at)
    return reader.entries


def _line_numbers(region: Region, names: frozenset[str]) -> Anchors:
    """Line numbers stand behind the labels, those of the first side first."""
    sides = list(dict.fromkeys(column.side for column in region.header.columns))
    known = subjects_of(region.caption.year)

    def fits(label: str, _: str, number: int) -> bool:
        plain = without_ordinal(fold(label))
        side = sides[min(number, len(sides) - 1)]
        if any(line.side == side and plain in line.folded for line in region.form.lines):
            return True
        return side != "income" and (plain in names or bool(known.functional.by_name(plain)))

    return Anchors(lambda token: token.kind == "digits" and len(token.text) < _MOST_DIGITS, behind=True, fits=fits)


@define
class _Sides:
    form: Form
    names: frozenset[str]
    counted: bool
    entries: list[Entry] = field(factory=list)
    _counts: dict[Side, int] = field(factory=dict)

    @cached_property
    def _fixed(self) -> dict[str, set[Side]]:
        fixed: dict[str, set[Side]] = {}
        for line in self.form.lines:
            for label in line.folded:
                fixed.setdefault(label, set()).add(line.side)
        return fixed

    def take(self, tokens: Sequence[Token], at: int) -> int:
        """Take the next label or figure; how many tokens it is printed in."""
        token, last = tokens[at], self.entries[-1] if self.entries else None
        if token.kind == "broken" and last is not None:
            last.broken.append(token)
            return 1
        if token.is_number:
            before_figure = at + 1 < len(tokens) and tokens[at + 1].is_number
            if not self._is_line_number(token, last, before_figure=before_figure):
                (last or self._begin(token, "expenditure", [])).figures.append(token)
            return 1
        for count in range(_MOST_PIECES, 0, -1):
            pieces = list(tokens[at : at + count])
            label = without_ordinal(fold("".join(t.text for t in pieces)))
            if label in self._fixed and not any(t.is_number for t in pieces):
                self._begin(token, self._side(label, token.line), pieces)
                return count
        if last is not None and self._goes_on(last, token):
            last.words.append(token)
        else:
            self._begin(token, "expenditure", [token])
        return 1

    def _begin(self, token: Token, side: Side, words: list[Token]) -> Entry:
        self.entries.append(Entry(token.line, words=words, side=side))
        return self.entries[-1]

    def _side(self, label: str, line: int) -> Side:
        """The side of a fixed line; 总计 is printed on both, first on the left."""
        sides = self._fixed[label]
        if len(sides) == 1:
            return next(iter(sides))
        last = self.entries[-1] if self.entries else None
        beside = last is not None and last.side == "income" and (last.figures or last.line == line)
        return "expenditure" if beside else "income"

    def _is_line_number(self, token: Token, last: Entry | None, *, before_figure: bool) -> bool:
        """Take a number as the row's 行次 when it counts on; a row without words has nothing else.

        Templates leave numbers out: then the amount stands behind a number that is greater than the one before.
        """
        if not self.counted or token.kind != "digits" or len(token.text) > 2:
            return False
        number = int(token.text)
        fresh = last is not None and not last.figures and "line_number" not in last.keys
        count = self._counts.get(last.side, number - 1) if last is not None else number
        if fresh and last is not None and (count == number - 1 or (count < number and before_figure)):
            entry = last
        else:
            counting = [side for side, count in self._counts.items() if count == number - 1]
            if not counting:
                return False
            entry = self._begin(token, counting[0], [])
        entry.keys["line_number"] = token.text
        self._counts[entry.side] = number
        return True

    def _goes_on(self, last: Entry, token: Token) -> bool:
        if last.side != "expenditure" or without_ordinal(fold(last.label)) in self._fixed:
            return False
        before, whole = fold(last.label), fold(last.label + token.text)
        if last.figures or "line_number" in last.keys:
            return before not in self.names and whole in self.names
        # A label without a figure is whole when it is a name and the next words do not lengthen it to another.
        return before not in self.names or any(name.startswith(whole) for name in self.names)
