"""Rows of tables whose cells a converter wrote in another order than that of the page.

Names come in the order of the rows. A subject's name and those above it tell its code; the codes found so have to be
the digits that are printed. Figures behind a name are the row's as far as its sums ask for them; what is left belongs,
in the same order, to the rows whose sums lack figures. Where anything is left over, nothing is taken.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from attrs import field

from medinsure_budget.money import parse_amount, plain_number
from medinsure_budget.reading.flattened.entries import Entry
from medinsure_budget.reading.flattened.placements import Budget, Sum, placements, sums_of
from medinsure_budget.reading.flattened.regions import Region
from medinsure_budget.reading.flattened.tokens import Token, tokens_of
from medinsure_budget.reading.tables.cells import is_total_word
from medinsure_budget.records import define
from medinsure_budget.subjects import Classification, subjects_of

_MOST_PIECES = 5
_STEPS = 200_000
_PAIR = 2
_LABELLED = frozenset("：:")
_PARTS = re.compile(r"^[0-9]{3}|[0-9]{2}")


def unscrambled(region: Region) -> list[Entry] | None:
    """The rows of a table of subjects, each with its code, its name and its figures; ``None`` where they are not sure."""
    if region.form.rows not in ("functional", "economic") or region.form.sides:
        return None
    subjects = subjects_of(region.caption.year)[region.form.rows]
    tokens = [token for token in tokens_of(region.body) if not set(token.text) & _LABELLED]
    rows = _Rows(subjects, _fitting(region))
    at = 0
    while at < len(tokens):
        at += rows.take(tokens, at)
    return _above_its_parts(rows.entries) if rows.entries and rows.codes_are_printed() and rows.spread() else None


def _above_its_parts(entries: Sequence[Entry]) -> list[Entry]:
    """The rows with every subject that was written late before the first of those below it."""
    ordered: list[Entry] = []
    for entry in entries:
        below = (at for at, other in enumerate(ordered) if entry.code and other.code.startswith(entry.code))
        ordered.insert(next(below, len(ordered)), entry)
    return ordered


def _fitting(region: Region) -> "_Fitting":
    columns = [c for c in region.header.columns if c.role == "money"]
    return _Fitting(len(columns), sums_of(region.form, columns))


@define
class _Fitting:
    """How many figures of a list make a row."""

    width: int
    sums: Sequence[Sum]
    budget: Budget = field(factory=lambda: Budget(_STEPS))

    def window(self, figures: Sequence[Token]) -> tuple[int, int]:
        """Where the fewest figures that make a whole row begin and end, the zeros behind them included."""
        for first in range(len(figures)):
            most = min(len(figures), first + self.width)
            end = next((end for end in range(first + 1, most + 1) if self.holds(figures[first:end])), first)
            while first < end < most and not parse_amount(figures[end].text):
                end += 1
            if end > first:
                return first, end
        return 0, 0

    def holds(self, figures: Sequence[Token]) -> bool:
        """Say whether figures in this order satisfy the sums of a row in some columns."""
        amounts = [int(token.amount.scaleb(2)) for token in figures]
        return bool(placements(amounts, self.width, self.sums, self.budget, exact=False))


@define
class _Rows:
    """Rows under construction."""

    subjects: Classification
    fitting: _Fitting
    entries: list[Entry] = field(factory=list)
    loose: list[Token] = field(factory=list)
    digits: Counter[str] = field(factory=Counter)
    short: Counter[str] = field(factory=Counter)
    strange: int = 0
    _top: str = ""
    _section: str = ""

    def take(self, tokens: Sequence[Token], at: int) -> int:
        """Take the next name, digits of a code or figure; how many tokens it is printed in."""
        token = tokens[at]
        if token.kind == "word":
            return self._take_name(tokens, at)
        if token.kind == "digits" and token.text != "0" and "," not in token.text:
            # Some print 301 2 for 301 02.
            parts = _PARTS.findall(plain_number(token.text).zfill(2))
            (self.digits if len(token.text) > _PAIR else self.short).update(parts)
        else:
            (self.entries[-1].figures if self.entries else self.loose).append(token)
        return 1

    def _take_name(self, tokens: Sequence[Token], at: int) -> int:
        for count in range(_MOST_PIECES, 0, -1):
            pieces = list(tokens[at : at + count])
            label = "".join(token.text for token in pieces)
            if any(token.kind != "word" for token in pieces):
                continue
            if is_total_word(label):
                self.entries.append(Entry(pieces[0].line, words=pieces))
                return count
            if self.subjects.by_name(label):
                self.entries.append(Entry(pieces[0].line, {"code": self._code(label)}, pieces))
                return count
        # Words behind the last figure are another text.
        self.strange += any(token.is_number for token in tokens[at:])
        return 1

    def _code(self, label: str) -> str:
        """The code that a name has below the subjects above it."""
        used = {entry.code for entry in self.entries}
        codes = [subject.code for subject in self.subjects.by_name(label) if subject.code not in used]
        for above, length in ((self._section, 7), (self._top, 5), ("", 3)):
            own = next((c for c in codes if len(c) == length and c.startswith(above) and (above or length == 3)), "")
            if own:
                self._top = own[:3]
                self._section = own[:5] if length > 3 else ""
                return own
        return ""

    def codes_are_printed(self) -> bool:
        """Say whether the digits of the codes are those that stand in the table.

        Names whose own subject above is printed later are told by the digits that are left.
        """
        left = self.digits + self.short
        left.subtract(told := Counter(part for entry in self.entries for part in _PARTS.findall(entry.code)))
        # Beside codes that are whole, a number of two digits is a page's.
        left = Counter() if told == self.digits else left
        open_ = [entry for entry in self.entries if not entry.code and not entry.is_total]
        while open_:
            fitting = {id(entry): self._fitting_codes(entry, left) for entry in open_}
            entry = min(open_, key=lambda entry: len(fitting[id(entry)]))
            entry.keys["code"] = self._likeliest(entry, fitting[id(entry)])
            left.subtract(_PARTS.findall(entry.code))
            open_.remove(entry)
        nameless = any(not entry.code and not entry.is_total for entry in self.entries)
        return not self.strange and not nameless and not any(left.values())

    def _fitting_codes(self, entry: Entry, left: Counter[str]) -> list[str]:
        used = {other.code for other in self.entries}
        codes = (subject.code for subject in self.subjects.by_name(entry.label))
        return [code for code in codes if code not in used and Counter(_PARTS.findall(code)) <= left]

    def _likeliest(self, entry: Entry, codes: Sequence[str]) -> str:
        """The code that has most in common with the one printed before it; a 款 stands before its 项 of the same name."""
        before = itertools.takewhile(lambda other: other is not entry, self.entries)
        above = next((other.code for other in reversed([*before]) if other.code), "")
        return min(codes, key=lambda code: (-_in_common(code, above), len(code)), default="")

    def spread(self) -> bool:
        """Give the figures behind whole rows to the rows that lack some, in printed order; false where any is left."""
        lacking: list[Entry] = []
        for entry in self.entries:
            first, end = self.fitting.window(entry.figures)
            if first == end:
                lacking.append(entry)
                continue
            self.loose += [*entry.figures[:first], *entry.figures[end:]]
            entry.figures = entry.figures[first:end]
        # Rows with a figure of their own say which others they lack.
        lacking.sort(key=lambda entry: not entry.figures)
        return all(map(self._complete, lacking)) and not self.loose

    def _complete(self, entry: Entry) -> bool:
        """Give a row the figures that it lacks: neighbours or two, printed behind its own or before them."""
        own = entry.figures
        for places in self._choices(self.fitting.width - len(own), self._usual() - len(own)):
            more = [self.loose[place] for place in places]
            for figures in ([*own, *more], [*more, *own]):
                if self.fitting.holds(figures):
                    entry.figures = figures
                    self.loose = [token for place, token in enumerate(self.loose) if place not in places]
                    return True
        return False

    def _usual(self) -> int:
        """How many figures most rows print."""
        return Counter(len(entry.figures) for entry in self.entries).most_common(1)[0][0]

    def _choices(self, most: int, usual: int) -> Iterator[tuple[int, ...]]:
        """Places of loose figures: as many neighbours as make a usual row, other neighbours, then any two."""
        size = len(self.loose)
        for count in sorted(range(1, most + 1), key=lambda count: count != usual):
            yield from (tuple(range(first, first + count)) for first in range(size - count + 1))
        if most >= _PAIR:
            yield from combinations(range(size), _PAIR)


def _in_common(one: str, other: str) -> int:
    """How many characters two texts begin with together."""
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
