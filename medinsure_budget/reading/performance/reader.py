"""Finds the performance forms among a document's blocks and reads them."""

import re
from collections.abc import Iterator, Sequence

from attrs import evolve

from medinsure_budget.document.performance import EvaluationReport, ProjectGoal, ResultList, SelfEvaluation
from medinsure_budget.evidence import Block, Line, Note
from medinsure_budget.forms.words import compact, fold
from medinsure_budget.lexicon import Shape
from medinsure_budget.money import Unit
from medinsure_budget.reading.performance.finished import project_goal, self_evaluation
from medinsure_budget.reading.performance.form import Form, is_indicator_form
from medinsure_budget.reading.performance.lists import ListReader, list_columns
from medinsure_budget.reading.performance.pieces import Piece, pieces_of
from medinsure_budget.reading.performance.report import Report
from medinsure_budget.reading.performance.result import PerformanceReading
from medinsure_budget.reading.performance.rows import PrintedRow
from medinsure_budget.reading.performance.titles import (
    FORM_TITLE,
    LIST_TITLE,
    is_page_footer,
    is_report_title,
    is_title,
)
from medinsure_budget.reading.performance.vocabulary import head_field
from medinsure_budget.reading.performance.witnesses import carries_on, is_head, is_report_table, is_scored
from medinsure_budget.reading.tables.statements import statements

_COMPILER = Shape(r"\s*{FILLED_IN}{LEVEL}(?:[(（].{1,6}[)）])?\s*[:：]\s*(.+)")
# The first five numbers head the parts of a report itself.
_BEYOND_REPORT = Shape(
    r"(?!一|二|三|四|五){NUMERAL}、.{2,30}|第{NUMERAL}+{PART}.*|.{0,3}{NEXT_CHAPTER}|{APPENDIX}\d*[:：]?.{0,30}"
)
_BEFORE = 5
_COVER_LINES = 30


def read_forms(blocks: Sequence[tuple[int, Block]]) -> PerformanceReading:
    """Read every performance form among the pages' blocks, given in reading order with their page numbers."""
    return _Reader(pieces_of(blocks)).read()


class _Reader:
    def __init__(self, pieces: list[Piece]) -> None:
        self.pieces = pieces
        self.used: set[int] = set()
        self.text: set[int] = set()
        self.notes: list[Note] = []
        self.self_evaluations: list[SelfEvaluation] = []
        self.lists: list[ResultList] = []
        self.reports: list[EvaluationReport] = []
        self.goals: list[ProjectGoal] = []

    def read(self) -> PerformanceReading:
        at = 0
        while at < len(self.pieces):
            at = self._read_piece(at)
        self.notes += self._left_over()
        return PerformanceReading(
            self_evaluations=tuple(self.self_evaluations),
            result_lists=tuple(self.lists),
            evaluations=tuple(self.reports),
            goals=tuple(self.goals),
            used=frozenset(self.pieces[at].block for at in self.used),
            text=frozenset(self.pieces[at].block for at in self.text),
            notes=tuple(self.notes),
        )

    def _read_piece(self, at: int) -> int:
        if self._opens_report(at):
            return self._read_report(at)
        return self._read_grid(at) if self.pieces[at].may_be_form else at + 1

    def _use(self, places: Sequence[int], title: str) -> None:
        for place in places:
            if place not in self.used:
                self.notes += [evolve(note, place=title) for note in self.pieces[place].notes]
        self.used.update(places)

    def _left_over(self) -> Iterator[Note]:
        """Rows that share a grid with a form, but are none of it."""
        blocks = {self.pieces[at].block for at in self.used}
        for at, piece in enumerate(self.pieces):
            if piece.block in blocks and at not in self.used and piece.rows:
                words = "；".join(" | ".join(text for _, text in row.cells) for row in piece.rows)
                yield Note("unread", f"与绩效表印在同一表格中的内容没有读懂：{words}", piece.page, piece.rows[0].line)

    def _read_grid(self, at: int) -> int:
        rows = self.pieces[at].rows
        start = next((n for n, row in enumerate(rows[:3]) if list_columns(row)), None)
        if start is not None and (title := self._title(at, LIST_TITLE)):
            return self._read_list(at, start, title)
        title = self._title(at, FORM_TITLE)
        places = [at]
        if rows and (title or is_indicator_form(rows) or head_field(rows[0].cells[0][1])):
            places = self._form_places(at)
            rows = [row for place in places for row in self.pieces[place].rows]
        if is_indicator_form(rows):
            return self._read_form(places, rows, title)
        before = self.pieces[at].before
        if is_scored(rows) and (before is None or self.pieces.index(before) in self.used):
            return self._leave(places, rows, title)
        return at + 1

    def _leave(self, places: list[int], rows: list[PrintedRow], title: str) -> int:
        """Scores and weights of a form that is none of ours must not pass for amounts."""
        words = "；".join(" | ".join(text for _, text in row.cells) for row in rows)
        name = f"绩效表“{title}”" if title else "一张没有表题的绩效表"
        self.notes.append(Note("unread", f"{name}没有读懂，其分值、权重、得分不作金额：{words}", rows[0].page, rows[0].line, title))
        self._use(range(places[0], places[-1] + 1), title)
        return places[-1] + 1

    def _title(self, at: int, pattern: Shape) -> str:
        """The title of a kind among the lines over a table; empty when nothing there speaks of performance."""
        texts = (compact(line.text) for _, line in self._lines_before(at))
        return next((text for text in texts if pattern.fullmatch(fold(text))), "")

    def _lines_before(self, at: int) -> list[tuple[int, Line]]:
        """The lines over a table that nothing else stands between, the nearest first."""
        found: list[tuple[int, Line]] = []
        for place in range(at - 1, max(-1, at - 1 - _BEFORE), -1):
            line = self.pieces[place].line
            if place in self.used or line is None:
                break
            found.append((place, line))
        return found

    # Lists

    def _read_list(self, at: int, start: int, title: str) -> int:
        compiler, unit = "", Unit.UNKNOWN
        for place, line in self._lines_before(at):
            named = _COMPILER.fullmatch(line.text)
            if named:
                compiler = compact(named[1])
            unit = (Unit.parse(line.text) if "单位" in line.text else None) or unit
            if named or compact(line.text) == title or _is_unit(line.text):
                self._use([place], title)
        places, rows = [at], self.pieces[at].rows[start:]
        reader = ListReader(title, unit, self.notes)
        for place in self._following(at):
            more = [row for row in self.pieces[place].rows if row.keys != rows[0].keys]
            if not reader.carries_on(rows[0], more):
                break
            places.append(place)
            rows = rows + more
        self._use(range(at, places[-1] + 1), title)
        self.lists.append(reader.read(rows, compiler))
        return places[-1] + 1

    def _following(self, at: int) -> Iterator[int]:
        """The tables below one that may carry it on, each if the one before it did."""
        last = self.pieces[at]
        for place in range(at + 1, len(self.pieces)):
            piece = self.pieces[place]
            if piece.line is not None:
                if is_title(piece.text):
                    return
                continue
            if piece.before is not last:
                return
            yield place
            last = piece

    # Forms of one project

    def _form_places(self, at: int) -> list[int]:
        """Where a form is printed, with the tables that carry it on after page breaks."""
        places, rows = [at], list(self.pieces[at].rows)
        for place in self._following(at):
            if not carries_on(rows, self.pieces[place]):
                break
            places.append(place)
            rows += self.pieces[place].rows
        return places

    def _read_form(self, places: list[int], rows: list[PrintedRow], title: str) -> int:
        form = Form(title)
        self._read_head_lines(places[0], title, form)
        self._use(range(places[0], places[-1] + 1), title)
        for row in rows:
            if form.table.indicators and head_field(row.cells[0][1]) in form.heads:
                self._finish_form(form, title)
                form = Form(title)
            form.read(row)
        self._finish_form(form, title)
        return places[-1] + 1

    def _read_head_lines(self, at: int, title: str, form: Form) -> None:
        """The lines between title and table: the year, the unit of money, who filled it in."""
        lines = self._lines_before(at)
        titled = next((n for n, (_, line) in enumerate(lines) if compact(line.text) == title), -1)
        for place, line in lines[: titled + 1]:
            year = re.search(r"20\d\d(?=年)", fold(line.text))
            if year and form.year is None:
                form.year = int(year[0])
            units = (stated.unit for stated in statements(line.text) if stated.kind == "unit")
            form.unit = form.unit or next(filter(None, units), None)
            self._use([place], title)

    def _finish_form(self, form: Form, title: str) -> None:
        self.notes += [*form.notes, *form.table.notes]
        if not form.reaches and not form.table.total_score and not form.conclusion:
            self.goals.append(project_goal(form, title))
            return
        self.self_evaluations.append(self_evaluation(form, title))

    # Reports

    def _opens_report(self, at: int) -> bool:
        """A title alone is no witness: a cover or a table of the report has to follow."""
        if not is_report_title(self.pieces[at].text):
            return False
        for piece in self.pieces[at + 1 : at + _COVER_LINES]:
            if piece.line is None and not is_head(piece.rows):
                return is_report_table(piece.rows)
            if is_report_title(piece.text):
                return False
        return False

    def _read_report(self, at: int) -> int:
        first, line = self.pieces[at], self.pieces[at].line
        report = Report(compact(line.text if line else ""))
        report.form.page = first.page
        begin = at
        at += 1
        while at < len(self.pieces) and not self._ends_report(at, report):
            piece = self.pieces[at]
            if piece.line is None:
                for row in piece.rows:
                    report.read_row(row)
            elif not is_page_footer(piece.text):
                report.read_line(piece.line, piece.page)
                self.text |= {at} if report.part == "text" else set()
            at += 1
        self._use(range(begin, at), report.title)
        self.notes += [*report.form.notes, *report.form.table.notes]
        self.reports.append(report.finished())
        return at

    def _ends_report(self, at: int, report: Report) -> bool:
        piece = self.pieces[at]
        if piece.line is None:
            rows = piece.rows
            if report.part == "text" or (report.form.table.indicators and is_indicator_form(rows)):
                return True
            if any(list_columns(row) for row in rows[:3]):
                return True
            return report.part == "evaluators" and piece.before is None and not is_report_table(rows)
        text = piece.text
        if is_title(text):
            return True
        beyond = (piece.line.level == 1 and not report.opens_text(text)) or _BEYOND_REPORT.fullmatch(text) is not None
        return report.part in ("text", "evaluators") and beyond


def _is_unit(text: str) -> bool:
    return "单位" in text and Unit.parse(text) is not None
