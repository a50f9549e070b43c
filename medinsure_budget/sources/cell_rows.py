"""Rows of cells printed one to a line: how well those of a width explain the cells from a place on."""

from collections import Counter
from collections.abc import Iterator, Sequence

from attrs import define, field, frozen

from medinsure_budget.sources.cell_lines import Kind, Printed, next_page

_MOST_COLUMNS = 40
_MOST_LINES = 1000
_MOST_HEADER_ROWS = 12
_FEWEST_FIGURES = 2
FEWEST_ROWS = 4
# At most one code in so many stands in a column of words or of other figures: whole amounts are digits as well.
_MOST_MIXED = 4
_LEAST_CODE = 100
# Rows of tables are seldom blank; every second one is where half of a broad row is taken for a whole.
_MOST_BLANK = 4


@frozen(order=True)
class Fit:
    """How well rows of one width explain the cells from a place on; the better one is greater."""

    headed: bool
    ended: bool
    figures: int
    digits: int
    labelled: int
    joined: bool
    dense: bool
    closed: bool
    orderly: int
    distinct: int
    counted: int
    framed: bool
    narrow: int
    rows: tuple[int, ...] = field(eq=False)
    rest: int = field(eq=False)
    skipped: frozenset[int] = field(eq=False)

    @property
    def columns(self) -> int:
        """How many cells make a row."""
        return -self.narrow

    @property
    def is_table(self) -> bool:
        """Whether figures stand in it; bare digits may count pages or items, so every second row has to have some."""
        return self.figures >= _FEWEST_FIGURES or self.digits * 2 >= max(len(self.rows), FEWEST_ROWS)

    @property
    def end(self) -> int:
        """The place behind the last row, one that lost its blank cells included."""
        return self.rows[-1] + self.columns + self.rest

    def parts(self) -> Iterator[list[int]]:
        """The rows that follow each other; the number of a page may stand between two parts."""
        part = [self.rows[0]]
        for row in self.rows[1:]:
            if row != part[-1] + self.columns and row not in self.skipped:
                yield part
                part = []
            part.append(row)
        yield part


def best_fit(cells: Sequence[Printed], kinds: Sequence[Kind], start: int, *, headed: bool = True) -> Fit | None:
    """The width whose rows explain the cells best; ``headed`` unless the table goes on here."""
    fits = (_fit(cells, kinds, start, width, headed=headed) for width in range(2, min(_MOST_COLUMNS, len(cells) - start) + 1))
    return max((fit for fit in fits if fit and (fit.figures or fit.digits)), default=None)


def _fit(cells: Sequence[Printed], kinds: Sequence[Kind], start: int, width: int, *, headed: bool) -> Fit | None:
    """Follow rows of a width as long as words stay below words and figures below figures."""
    # Where a table goes on, no width has a header.
    rows = _Rows(width, headed=not headed)
    at, page = start, 0
    while at + width <= len(cells):
        at += rows.skip(kinds, at)
        taken = rows.take(cells, kinds, at)
        if taken is None:
            return None
        if not taken:
            page = next_page(cells[at].text, page)
            if not (page and rows.ends_at(at) and rows.fits(kinds, at + 1)):
                break
        at += width if taken else 1
    return rows.fit(cells, kinds)



@define
class _Rows:
    """Rows of one width under construction, and the kind of each of their columns."""

    width: int
    begins: list[int] = field(factory=list)
    figures: int = 0
    digits: int = 0
    _columns: dict[int, Kind] = field(factory=dict)
    _header: list[list[str]] = field(factory=list)
    _headed: bool = False
    _repeated: int = 0
    _numbers: dict[int, list[int]] = field(factory=dict)
    _skipped: set[int] = field(factory=set)
    _others: Counter[int] = field(factory=Counter)
    _blank_runs: int = 0
    _without_label: int = 0
    _parts: int = 0
    _amid: int = 0
    _blank: bool = False

    def skip(self, kinds: Sequence[Kind], at: int) -> int:
        """How many cells count the columns here without being a whole row."""
        end = at
        while kinds[end : end + 1] == ["count"]:
            end += 1
        if not 0 < end - at < self.width:
            return 0
        self._skipped.add(end)
        return end - at

    def take(self, cells: Sequence[Printed], kinds: Sequence[Kind], at: int) -> bool | None:
        """Add the row that begins at a place; false when it is none, ``None`` when the rows above are no header."""
        row = kinds[at : at + self.width]
        if "page" in row:
            return False
        texts = [cell.text for cell in cells[at : at + self.width]]
        around = sum(cell.is_around for cell in cells[at : at + self.width])
        if not (self._begun or "figure" in row or "digits" in row):
            # A title or unit within the table stands in a row of its own above the header.
            if len(self._header) > _MOST_HEADER_ROWS or (around and (self._headed or sum(map(bool, row)) > around + 1)):
                return None
            self._headed = self._headed or (any(row) and not around)
            self._repeated += any(row) and texts in self._header
            self._header.append(texts)
        elif around or (texts not in self._header and not self.fits(kinds, at)):
            return False
        elif texts not in self._header:
            self._columns |= {column: kind for column, kind in enumerate(row) if kind in ("figure", "word")}
        self._count(row, at)
        self._amid += "count" in row[1:] and row[0] != "count"
        for column, kind in enumerate(row):
            if kind == "digits":
                self._numbers.setdefault(column, []).append(int(texts[column]))
            elif kind and self._begun:
                self._others[column] += 1
        return True

    def fits(self, kinds: Sequence[Kind], at: int) -> bool:
        """Say whether the row has words where those above have words, and figures where they have figures."""
        row = kinds[at : at + self.width]
        return len(row) == self.width and all(
            self._columns.get(column, kind) == kind for column, kind in enumerate(row) if kind in ("figure", "word")
        )

    def ends_at(self, at: int) -> bool:
        """Say whether the last row ends at a place."""
        return bool(self.begins) and (self.begins[-1] + self.width == at or at in self._skipped)

    def _count(self, row: Sequence[Kind], at: int) -> None:
        self.figures += row.count("figure")
        self.digits += row.count("digits")
        if self._begun:
            self._without_label += any(row) and "word" not in row
        self._parts += not self.ends_at(at)
        self._blank_runs += not any(row) and not self._blank
        self._blank = not any(row)
        self.begins.append(at)

    @property
    def _begun(self) -> bool:
        """Whether the header is over."""
        return bool(self.figures or self.digits)

    @property
    def _is_mixed(self) -> bool:
        """Whether many codes stand in columns of words or amounts, as they do where rows are cut at a wrong width."""
        codes = {column: sum(n >= _LEAST_CODE for n in numbers) for column, numbers in self._numbers.items()}
        strays = sum(min(number, self._others[column]) for column, number in codes.items())
        return strays > _FEWEST_FIGURES and strays * _MOST_MIXED > sum(codes.values())

    def fit(self, cells: Sequence[Printed], kinds: Sequence[Kind]) -> Fit | None:
        """How well the rows explain the cells; blank ones at the end are none."""
        while self.begins and not any(kinds[self.begins[-1] : self.begins[-1] + self.width]):
            self.begins.pop()
        if not self.begins or self._is_mixed:
            return None
        end = self.begins[-1] + self.width
        lost = self._lost_blanks(cells, end)
        after = kinds[end:]
        return Fit(
            headed=self._headed,
            ended=self._parts > 1 or is_end(cells, end + lost),
            figures=self.figures,
            digits=0 if self.figures else self.digits,
            labelled=min(0, 1 - self._without_label),
            joined=self._parts * 2 <= len(self.begins) or self._parts == 1,
            dense=self._blank_runs * _MOST_BLANK <= len(self.begins),
            closed=not after or bool(after[0]),
            orderly=-sum(map(_is_jumbled, self._numbers.values())),
            distinct=-self._repeated,
            counted=-self._amid,
            framed=self._is_framed(kinds),
            narrow=-self.width,
            rows=tuple(self.begins),
            rest=lost,
            skipped=frozenset(self._skipped),
        )

    def _is_framed(self, kinds: Sequence[Kind]) -> bool:
        """Whether the first row begins with a word, and so does the next where a caption fills the first one."""
        alone = sum(map(bool, kinds[self.begins[0] : self.begins[0] + self.width])) == 1
        return all(kinds[at : at + 1] == ["word"] for at in self.begins[: 2 if alone else 1])

    def _lost_blanks(self, cells: Sequence[Printed], end: int) -> int:
        """How many cells the last row has where it lost its blank ones: a label, and a number behind each label."""
        labels = max((column for column, kind in self._columns.items() if kind == "word"), default=self.width)
        count = self.width - labels
        row = [cell.kind for cell in cells[end : end + count]]
        whole = len(row) == count > 1 and row[0] == "word" and {*row[1:]} <= {"figure", "digits"}
        return count if whole and labels and is_end(cells, end + count) else 0


def is_end(cells: Sequence[Printed], at: int) -> bool:
    """Whether a table cannot go on here."""
    return at >= len(cells) or cells[at].is_around or cells[at].is_page


def _is_jumbled(numbers: Sequence[int]) -> bool:
    """Whether small numbers that each stand but once do not rise, as those that count the lines of a column do."""
    small = len(numbers) >= FEWEST_ROWS and max(numbers) < _MOST_LINES
    return small and len(set(numbers)) == len(numbers) and list(numbers) != sorted(numbers)
