"""A flattened one-sided table being restored: its rows, the puzzle of its columns, and how each row was decided."""

from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property

from attrs import field

from medinsure_budget.evidence import Note
from medinsure_budget.forms import Column, Form
from medinsure_budget.money import Unit, parse_amount
from medinsure_budget.reading.flattened.entries import Entry
from medinsure_budget.reading.flattened.grids import RestoredRow
from medinsure_budget.reading.flattened.placements import Placement, sums_of, tail
from medinsure_budget.reading.flattened.puzzle import Family, Puzzle
from medinsure_budget.reading.flattened.regions import Region
from medinsure_budget.reading.flattened.sisters import Sisters
from medinsure_budget.reading.flattened.tokens import Token
from medinsure_budget.reading.tables.columns import joined_labels
from medinsure_budget.records import define

# So many candidates are written out in a note.
_MOST_NAMED = 4


@define
class FlatTable:
    """A table between being found and being placed.

    Attributes:
        region: Where it stands.
        entries: Its rows, or those of one side.
        places: The positions of its columns in the region's header.
        puzzle: The placements of their figures.
        by_rows: How many rows each decided by itself.
        by_sisters: Rows that other tables decided.
        chosen: Rows whose columns nothing decided, with the candidates there were.
        followed: By chosen row, the rows that its choice decided.
    """

    region: Region
    entries: list[Entry]
    places: list[int]
    puzzle: Puzzle = field(init=False)
    by_rows: int = field(init=False)
    by_sisters: set[int] = field(factory=set)
    chosen: dict[int, list[Placement]] = field(factory=dict)
    followed: dict[int, list[int]] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        figures = [self._whole(entry) for entry in self.entries]
        downward = self.region.header.is_downward
        families = [] if downward else _families(self.region.form, self.entries, figures)
        sums = sums_of(self.region.form, self.money)
        self.puzzle = Puzzle(figures, len(self.money), sums, families, self._is_exact)
        self.by_rows = sum(self.puzzle.is_settled(row) for row in range(len(figures)))
        self.puzzle.propagate()

    @cached_property
    def money(self) -> list[Column]:
        """The amount columns."""
        return [c for i in self.places if (c := self.region.header.columns[i]).role == "money"]

    @cached_property
    def _decimals(self) -> int:
        return max((len(t.text.partition(".")[2]) for e in self.entries for t in e.figures), default=0)

    @property
    def _unit(self) -> Unit:
        return self.region.caption.unit or Unit.YUAN

    @property
    def _is_exact(self) -> bool:
        """Amounts in 元 and 分 were not rounded."""
        return self._unit.factor.scaleb(-self._decimals) <= Decimal("0.01")

    def _whole(self, entry: Entry) -> tuple[int, ...]:
        amounts = [token.amount for token in entry.figures]
        return tuple(int(a.scaleb(self._decimals)) for a in amounts)

    @property
    def surplus(self) -> list[Token]:
        """The figures of its rows beyond the columns."""
        return [token for entry in self.entries for token in entry.figures[len(self.money) :]]

    @property
    def adds_up(self) -> bool:
        """Whether the first figures of the rows below each row add up to its own."""
        first = [row[0] if row else 0 for row in self.puzzle.figures]
        return all(
            abs(sum(first[child] for child in family.children) - first[family.parent])
            <= tail(len(family.children), exact=self._is_exact)
            for family in self.puzzle.families
        )

    def ask(self, sisters: Sisters) -> bool:
        """Let other tables decide between placements that the sums leave open; say whether anything changed."""
        changed = False
        for row, entry in enumerate(self.entries):
            domain = self.puzzle.domains[row]
            if len(domain) < 2:
                continue
            scores = [self._agreement(sisters, entry, row, placement) for placement in domain]
            best = max(scores)
            kept = [p for p, score in zip(domain, scores, strict=True) if score == best]
            if best > 0 and len(kept) < len(domain):
                self.puzzle.restrict(row, kept)
                self.by_sisters.add(row)
                changed = True
        return changed

    def _agreement(self, sisters: Sisters, entry: Entry, row: int, placement: Placement) -> int:
        values = self._values(row, placement)
        return sisters.agreement(self.region.form, entry.code, entry.label, values, total=entry.is_total)

    def _values(self, row: int, placement: Placement) -> dict[str, Decimal | None]:
        """A row's amounts in 元 by field, blank ones included."""
        values: dict[str, Decimal | None] = {c.field: None for c in self.money if c.field}
        for column, token in zip(placement, self.entries[row].figures, strict=False):
            if name := self.money[column].field:
                amount = parse_amount(token.text)
                values[name] = None if amount is None else amount * self._unit.factor
        return values

    def tell(self, sisters: Sisters) -> None:
        """Tell other tables what is settled here."""
        for row, entry in enumerate(self.entries):
            if row not in self.puzzle.broken and row not in self.puzzle.open:
                sisters.tell(self.region.form, entry.code, entry.label, self._agreed(row), total=entry.is_total)

    def _agreed(self, row: int) -> dict[str, Decimal | None]:
        """The columns in which all placements that are left print the same."""
        first, *others = self.puzzle.domains[row]
        values = self._values(row, first)
        for placement in others:
            other = self._values(row, placement)
            values = {name: amount for name, amount in values.items() if other[name] == amount}
            if not values:
                break
        return values

    def choose(self) -> None:
        """Take the leftmost of the placements that are left, row by row from the top, with the consequences."""
        waiting = [row for row, domain in enumerate(self.puzzle.domains) if len(domain) > 1]
        while waiting:
            row, *rest = waiting
            self.chosen[row] = self.puzzle.domains[row]
            self.puzzle.restrict(row, self.chosen[row][:1])
            waiting = [other for other in rest if len(self.puzzle.domains[other]) > 1]
            self.followed[row] = [other for other in rest if other not in waiting]

    def rows(self) -> list[RestoredRow]:
        """The rows with every figure in its column."""
        return [RestoredRow(entry.line, self._texts(row, entry)) for row, entry in enumerate(self.entries)]

    def _texts(self, row: int, entry: Entry) -> tuple[str, ...]:
        columns = self.region.header.columns
        texts = [""] * len(columns)
        for i in self.places:
            texts[i] = entry.keys.get(columns[i].role, "")
        if written := self._written:
            texts[written[0]] = entry.text
        money = [i for i in self.places if columns[i].role == "money"]
        for place, token in zip(self.puzzle.domains[row][0], entry.figures, strict=False):
            texts[money[place]] = token.text
        return tuple(texts)

    @cached_property
    def _written(self) -> list[int]:
        """The positions of the columns of words behind the amounts."""
        return [i for i in self.places if self.region.header.columns[i].role == "text"]

    @property
    def _joined(self) -> list[str]:
        """The columns of names whose words nothing parts, where a table is one-sided and has several."""
        heading = "".join(line.text for line in self.region.heading)
        return [] if self.region.form.sides else joined_labels(self.region.form, heading)

    def notes(self) -> list[Note]:
        """How the columns were found, and what stays in doubt."""
        notes = [self._summary()]
        if len(self._written) > 1:
            first = self.region.header.columns[self._written[0]].header
            message = f"{len(self._written)}个文字栏的内容分不开，都放在“{first}”栏"
            notes.append(self._note("unread", message, 0))
        if labels := self._joined:
            where = self._lines(range(len(self.entries)))
            message = f"本表的{len(labels)}个名称栏在文字中已无分栏，各行的名称由几栏文字连成，换行的文字可能连到邻行{where}"
            notes.append(self._note("unread", message, 0))
        for candidates, rows in self._doubtful().items():
            same = f"；另有{len(rows) - 1}行同样{self._lines(rows)}" if len(rows) > 1 else ""
            after = [other for row in rows for other in self.followed[row]]
            same += f"；{len(after)}行随之而定{self._lines(after)}" if after else ""
            notes.append(self._note("repaired", self._doubt(rows[0], candidates) + same, rows[0]))
        if broken := sorted(self.puzzle.broken):
            message = f"{self._labels(broken)}{self._lines(broken)}的金额按任何排法都不符合表内合计关系，取最接近的一种"
            notes.append(self._note("repaired", message, broken[0]))
        if many := sorted(self.puzzle.open):
            message = f"{self._labels(many)}{self._lines(many)}可能的排法过多，没有逐一核对，金额按从左到右排列"
            notes.append(self._note("repaired", message, many[0]))
        return notes

    def _doubtful(self) -> dict[tuple[Placement, ...], list[int]]:
        """The rows that nothing decided, by what they could be."""
        rows: dict[tuple[Placement, ...], list[int]] = {}
        for row, candidates in self.chosen.items():
            rows.setdefault(tuple(candidates), []).append(row)
        return rows

    def _labels(self, rows: Sequence[int]) -> str:
        named = "、".join(f"“{self.entries[row].label}”" for row in rows[:_MOST_NAMED])
        return f"{named}{'等' if len(rows) > _MOST_NAMED else ''}{len(rows)}行"

    def _lines(self, rows: Sequence[int]) -> str:
        lines = dict.fromkeys(self.entries[row].line for row in rows)
        return f"（第{'、'.join(map(str, lines))}行）"

    def _note(self, kind: str, message: str, row: int) -> Note:
        line = self.entries[row].line if self.entries else self.region.heading[0].number
        return Note(kind, message, self.region.page, line, self.region.caption.title)  # type: ignore[arg-type]  # a kind

    def _summary(self) -> Note:
        figures = sum(len(e.figures) for e in self.entries)
        doubtful = len(self.chosen) + sum(map(len, self.followed.values()))
        settled = len(self.entries) - doubtful - len(self.puzzle.open)
        more = settled - self.by_rows
        others = min(len(self.by_sisters), more)
        message = (
            f"本表{self._side}在文字中已无分栏，按表式恢复：{len(self.entries)}行{figures}个金额，"
            f"其中{self.by_rows}行由行内关系、{more - others}行由科目层级和合计、{others}行参照其他表唯一确定"
        )
        if self.chosen:
            message += f"，{doubtful}行不唯一"
        if self.puzzle.unsettled:
            message += f"；有{len(self.puzzle.unsettled)}处上下级合计对不上或行数过多，没有用来判断"
        return self._note("repaired", message, 0)

    @property
    def _side(self) -> str:
        first = self.region.header.columns[self.places[0]]
        return f"“{first.path[0]}”一侧" if first.side else ""

    def _doubt(self, row: int, candidates: Sequence[Placement]) -> str:
        figures = [t.text for t in self.entries[row].figures]
        ways = ["、".join(f"{self.money[c].header} {f}" for c, f in zip(p, figures, strict=False)) for p in candidates]
        shown = "；".join(f"（{n}）{way}" for n, way in enumerate(ways[:_MOST_NAMED], 1))
        rest = "等" if len(ways) > _MOST_NAMED else ""
        return f"“{self.entries[row].label}”行的金额有{len(ways)}种排法同样符合勾稽关系，取第一种：{shown}{rest}"


def _families(form: Form, entries: Sequence[Entry], figures: Sequence[tuple[int, ...]]) -> list[Family]:
    """Which rows add up to which: subjects by their codes, units and projects to the total."""
    if form.rows == "lines":
        return []
    total = next((i for i, e in enumerate(entries) if e.is_total), None)
    children: dict[int, list[int]] = {}
    if form.rows in ("functional", "economic"):
        place: dict[str, int] = {}
        for i, entry in enumerate(entries):
            if not entry.code:
                continue
            above = next((place[p] for n in (2, 4) if (p := entry.code[:-n]) in place), total)
            place[entry.code] = i
            if above is not None:
                children.setdefault(above, []).append(i)
    elif total is not None:
        rest = [i for i, e in enumerate(entries) if i != total and e.figures]
        # A department with one unit prints the same amounts again: equal to the total, not a part of it.
        same = [i for i in rest if figures[i] == figures[total]]
        parts = [i for i in rest if i not in same]
        if parts:
            children[total] = parts
        return [Family(total, (i,)) for i in same] + [Family(total, tuple(p)) for p in children.values()]
    return [Family(parent, tuple(rows)) for parent, rows in children.items()]
