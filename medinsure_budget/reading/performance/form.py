"""The forms of one project that run downward: head, money, goals, indicators, conclusion."""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Literal

from medinsure_budget.document.performance import Figure, Funds
from medinsure_budget.errors import UsageError
from medinsure_budget.evidence import Note
from medinsure_budget.lexicon import Shape
from medinsure_budget.money import Unit
from medinsure_budget.reading.performance.indicators import IndicatorTable, header_columns
from medinsure_budget.reading.performance.rows import Columns, PrintedRow, is_figure, money, points
from medinsure_budget.reading.performance.tasks import Tasks
from medinsure_budget.reading.performance.torn import LETTERS
from medinsure_budget.reading.performance.vocabulary import (
    CONCLUSIONS,
    EXPECTED,
    GOAL_PARTS,
    PARTS,
    bare_key,
    fund_field,
    goal_column,
    head_entry,
    head_field,
    is_part,
    is_source,
    key,
    text_field,
)

State = Literal["head", "funds", "tasks", "goals", "text", "indicators", "end"]

_YEAR = re.compile(r"[(（]?\s*(20\d{2})\s*年(?:度)?\s*[)）]?")
_UNIT_NOTE = Shape(r"[(（](?:{UNIT_LABEL}[:：])?{MONEY}[)）]$|^{MEASURED}?{UNIT_LABEL}[:：]\s*{MONEY}$")
_DASHES = ("-", "—", "——", "/")
# A shorter entry needs no full stop at its end.
_PARAGRAPH = 20
_SENTENCE_ENDS = "。；！？"
_POINTS_OF_FUNDS = ("rate", "weight", "score")


class Form:
    """Reads the rows of one form; what it says is left in the attributes."""

    def __init__(self, place: str) -> None:
        self.place = place
        self.table = IndicatorTable(place)
        self.notes: list[Note] = []
        self.heads: dict[str, str] = {}
        self.details: list[tuple[str, str]] = []
        self.texts: dict[str, list[str]] = {}
        self.labels: dict[str, str] = {}  # the printed labels of goals
        self.funds: list[Funds] = []
        self.year: int | None = None
        self.conclusion = self.conclusion_note = ""
        self.unit: Unit | None = None
        self.state: State = "head"
        self.page = 0
        self.reaches = False  # whether it has a place for what was achieved
        self._columns = Columns({})
        self._headers: dict[str, str] = {}
        self._tasks = Tasks()
        self._goals = Columns({})
        self._totals: list[str] = []
        self._part = ""
        self._last_text = ""

    def head(self, name: str) -> str:
        """The entry of this meaning at the head of the form."""
        return self.heads.get(name, "")

    @property
    def has_tasks(self) -> bool:
        """Whether its money is that of tasks, no one of which is the whole."""
        return bool(self._tasks.headers)

    def text(self, name: str) -> str:
        """The paragraph of this meaning."""
        return "".join(self.texts.get(name, ()))

    def read(self, row: PrintedRow) -> None:
        """Read the next printed row."""
        self.page = self.page or row.page
        if row.is_rule:
            self.note("ignored", "转换时留下的分隔线行，没有内容", row)
            return
        steps: tuple[Callable[[PrintedRow], bool], ...] = (
            self._read_year, self._read_indicator_header, self._read_fund_header, self._read_goal_header,
            self._read_conclusion, self._read_tasks, self._read_sources, self._read_labelled, self._read_in_state,
        )  # fmt: skip
        if not any(step(row) for step in steps):
            self.note("unread", f"没有读懂这一行：{' | '.join(text for _, text in row.cells)}", row)

    def note(self, kind: Literal["repaired", "ignored", "unread"], message: str, row: PrintedRow) -> None:
        """Say what was done with a row."""
        self.notes.append(Note(kind, message, row.page, row.line, self.place))

    def _read_year(self, row: PrintedRow) -> bool:
        found = _YEAR.fullmatch(row.cells[0][1]) if len(row.cells) == 1 else None
        if found is None:
            return False
        self.year = int(found[1])
        return True

    def _read_indicator_header(self, row: PrintedRow) -> bool:
        if not self.table.read_header(row):
            return False
        self.state = "indicators"
        self.reaches |= "actual" in self.table.columns.starts.values()
        return True

    def _read_fund_header(self, row: PrintedRow) -> bool:
        """Columns of money; a second header line with letters completes the first."""
        fresh = [(column, text) for column, text in row.cells if column not in row.continued]
        if self.state == "funds" and fresh and all(LETTERS.fullmatch(text) for _, text in fresh):
            for column, text in fresh:
                name = self._columns.owner(column)
                self._headers[name] = self._headers.get(name, "") + text
            return True
        starts: dict[int, str] = {}
        for column, text in fresh:
            self.note_unit(text)
            name = fund_field(text)
            if name and name not in starts.values():
                starts[column] = name
        amounts = set(starts.values()) - set(_POINTS_OF_FUNDS)
        if not amounts or len(starts) < 2 or self.state == "indicators":
            return False
        words = dict(row.cells)
        self._columns, self.state = Columns(starts), "funds"
        self._headers = {name: _UNIT_NOTE.sub("", words[column]) for column, name in starts.items()}
        self.reaches |= "executed" in amounts
        return True

    def note_unit(self, text: str) -> None:
        """Remember the unit of money that a label states."""
        if self.unit is None and (stated := _UNIT_NOTE.search(text)):
            self.unit = Unit.parse(stated[0])

    def _read_goal_header(self, row: PrintedRow) -> bool:
        """The goal beside what was achieved of it, or beside the goal of several years."""
        starts: dict[int, str] = {}
        for column, text in row.cells:
            if (name := goal_column(text)) and column not in row.continued:
                starts[column] = name
                self.labels.setdefault(name, text)
        if "expected" not in starts.values() or len(starts) < 2:
            return False
        self._goals, self.state = Columns(starts), "goals"
        self.reaches |= "achieved" in starts.values()
        return True

    def _read_conclusion(self, row: PrintedRow) -> bool:
        if row.keys[0] not in CONCLUSIONS or len(row.cells) < 2:
            return False
        self.conclusion = row.cells[1][1]
        self.conclusion_note = "".join(text for _, text in row.cells[2:])
        self.state = "end"
        return True

    def _read_tasks(self, row: PrintedRow) -> bool:
        """Tasks of a whole department with their money."""
        if self.state in ("head", "tasks") and self._tasks.read_header(row):
            for _, text in row.cells:
                self.note_unit(text)
            self.state = "tasks"
            return True
        task = self._tasks.entry(row) if self.state == "tasks" else None
        if task is None:
            return False
        figures = (self.figure(name, header, text, row) for name, header, text in task.amounts)
        self.funds.append(Funds(label=task.name, figures=tuple(f for f in figures if f), page=row.page))
        if task.content:
            self.details.append((task.name, task.content))
        return True

    def _read_sources(self, row: PrintedRow) -> bool:
        """Sources of money with their amounts beside them, where no header of columns stands above."""
        if self._columns.starts or self.state == "indicators":
            return False
        part = next((text for _, text in row.cells if is_part(text)), "")
        fresh = [text for column, text in row.cells if column not in row.continued]
        cells = [text for text in fresh if not is_part(text)]
        words = [text for text in cells if not is_figure(text)]
        labels = [text for text in words if is_source(text)]
        if labels and len(words) > 1 and cells[::2] == words:
            labels = words  # each with its figure: of what is printed beside a source, all are sources
        if not labels or any(text not in labels and not is_figure(text) for text in cells):
            return False
        self.note_unit(part)
        if len(labels) > 1 and not self._totals:
            self._totals = [key(label) for label in labels]
        self._part = bare_key(part) or self._part
        header, at = self._part or "金额", -1
        for label, text in pairwise([*cells, ""]):
            if label in labels:
                # Money of several years beside each other: the totals tell which.
                at += 1
                over = f"{header}/{self._totals[at]}" if at < len(self._totals) == len(labels) else header
                figure = self.figure("budget", over, text, row) if text not in labels else None
                self.funds.append(Funds(label=key(label), figures=(figure,) if figure else (), page=row.page))
        return True

    def _read_labelled(self, row: PrintedRow) -> bool:
        """Entries with a label of their own: those of the head, and paragraphs."""
        if self.table.is_open and any(is_figure(text) for _, text in row.cells):
            return False
        first = row.cells[0][1]
        if (name := text_field(first)) and len(row.cells) <= 2:
            self._start_text(name, "".join(text for _, text in row.cells[1:]))
            return True
        if (key(first) in GOAL_PARTS or bare_key(first) in GOAL_PARTS) and self.state != "goals":
            self._start_text("expected", "".join(text for c, text in row.cells[1:] if c not in row.continued))
            return True
        if head_field(first) or head_entry(first) or (self.state == "head" and len(row.cells) > 1):
            self._read_pairs(row)
            return True
        return False

    def _start_text(self, name: str, text: str) -> None:
        self.texts.setdefault(name, []).append(text)
        self._last_text, self.state = name, "text"

    def _read_pairs(self, row: PrintedRow) -> None:
        """Labels and values in turn; a label without a value is followed by another label."""
        cells: list[str] = []
        for column, text in row.cells:
            if column not in row.continued or len(row.cells) == 1:
                cells += head_entry(text) or [text]
        at = 0
        while at < len(cells):
            label = cells[at]
            value = cells[at + 1] if at + 1 < len(cells) and not head_field(cells[at + 1]) else ""
            name = head_field(label)
            if name and name not in self.heads:
                self.heads[name] = value
            elif (key(label), value) not in self.details:
                self.details.append((label.rstrip(":："), value))
            at += 2 if value else 1

    def _read_in_state(self, row: PrintedRow) -> bool:
        if self.state == "indicators":
            return self.table.read_total(row) or self._read_below_total(row) or self.table.read(row)
        if self.state == "funds":
            return self.read_funds(row)
        if self.state == "goals":
            return self._read_goals(row)
        if self.state == "text" and (row.cells[0][0] > 0 or row.first):
            return self._continue_text(row)
        if self.state == "end" and len(row.cells) > 1:
            self._read_pairs(row)
            return True
        return len(row.cells) == 1 and (is_part(row.cells[0][1]) or bare_key(row.cells[0][1]) == bare_key(self.place))

    def _read_below_total(self, row: PrintedRow) -> bool:
        if not self.table.is_totalled or len(row.cells) < 2 or any(is_figure(text) for _, text in row.cells):
            return False
        self._read_pairs(row)
        return True

    def _continue_text(self, row: PrintedRow) -> bool:
        fresh = [text for column, text in row.cells if column not in row.continued]
        self.texts[self._last_text].extend(fresh)
        if row.first and fresh:
            self.note("repaired", "跨页拆开的文字已接续", row)
        return True

    def read_line(self, row: PrintedRow) -> None:
        """Read a line outside the tables: the rest of a paragraph that has not ended, or nothing known."""
        words = "".join(self.texts.get(self._last_text, ())) if self.state == "text" else ""
        if len(words) > _PARAGRAPH and words[-1] not in _SENTENCE_ENDS:
            self._continue_text(row)
        else:
            self.note("unread", f"没有读懂这一行：{row.cells[0][1]}", row)

    def _read_goals(self, row: PrintedRow) -> bool:
        cells = [(c, t) for c, t in row.cells if key(t) not in PARTS and c not in row.continued]
        placed = self._goals.straight(tuple(cells))
        if placed is None and len(cells) == len(self._goals.starts):
            placed = dict(zip(self._goals.starts.values(), (text for _, text in cells), strict=True))
            self.note("repaired", "绩效目标行错位，按先后对应预期与实际", row)
        if placed is None:
            return not cells
        for name, text in placed.items():
            self.texts.setdefault(name, []).append(text)
        return True

    def read_funds(self, row: PrintedRow) -> bool:
        """A line of money under the printed columns."""
        for _, text in row.cells:
            self.note_unit(text)
        first = min(self._columns.starts)
        beside = {column for column in row.continued if column < first and any(column < c < first for c, _ in row.cells)}
        cells = tuple(cell for cell in row.cells if not is_part(cell[1]) and cell[0] not in beside)
        figures = tuple(cell for cell in cells if is_figure(cell[1]) or cell[1] in _DASHES)
        words = [cell for cell in cells if cell not in figures]
        label = words[0][1] if words and not self._columns.owner(words[0][0]) else ""
        strange = words[1:] if label else words
        if not cells or not all(self._columns.owner(column) for column, _ in strange):
            return not cells
        placed = self._place_figures(figures, row)
        if placed is None:
            return False
        for column, text in strange:
            self.note("unread", f"“{self._headers.get(self._columns.owner(column), '')}”下的“{text}”不是金额", row)
        self.funds.append(self._funds_line(label, placed, row))
        return True

    def _place_figures(self, cells: tuple[tuple[int, str], ...], row: PrintedRow) -> dict[str, str] | None:
        placed = self._columns.straight(cells)
        if placed is not None and self._suits(placed):
            return placed
        for shift in (1, -1, 2, -2):
            moved = self._columns.straight(tuple((column + shift, text) for column, text in cells))
            if moved is not None and self._suits(moved):
                self.note("repaired", f"资金行错位{abs(shift)}格，按表头重新对齐", row)
                return moved
        return None

    def _suits(self, placed: dict[str, str]) -> bool:
        """Percentages stand under the rate, amounts do not."""
        return all(("%" in text) <= (name in _POINTS_OF_FUNDS) for name, text in placed.items()) and (
            "%" in placed.get("rate", "%") or points(placed["rate"]) is not None or not is_figure(placed["rate"])
        )

    def _funds_line(self, label: str, placed: dict[str, str], row: PrintedRow) -> Funds:
        figures = []
        for name, text in placed.items():
            if name not in _POINTS_OF_FUNDS and (figure := self.figure(name, self._headers[name], text, row)):
                figures.append(figure)
        scored = {name: points(placed[name]) for name in _POINTS_OF_FUNDS if name in placed}
        return Funds(label=label.rstrip(":："), figures=tuple(figures), page=row.page, **scored)

    def figure(self, name: str, header: str, text: str, row: PrintedRow) -> Figure | None:
        """A printed amount, ``None`` for a blank."""
        try:
            amount = money(text, self.unit or Unit.UNKNOWN)
        except UsageError:
            self.note("unread", f"“{header}”下的“{text}”不是金额", row)
            return None
        if amount is None:
            return None
        if self.unit is None:
            self.unit = Unit.UNKNOWN
            self.note("unread", "表中没有写明金额单位，单位不明，金额不折算为元", row)
        return Figure(name, header, amount, text)


def is_indicator_form(rows: list[PrintedRow]) -> bool:
    """Whether the rows are a form of one project: an indicator table under a head that names project or money.

    A table of many projects prints 项目名称 beside 三级指标, in one header.
    """
    table = next((n for n, row in enumerate(rows) if header_columns(row)), None)
    if table is None:
        return False
    if "project" in rows[table].heads:
        return False
    above = rows[:table]
    named = any(row.heads[0] or head_entry(row.cells[0][1]) for row in above)
    goal = any(k in PARTS or k in EXPECTED for row in above for k in row.keys)
    return named or goal
