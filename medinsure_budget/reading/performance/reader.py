"""Finds the performance forms among a document's blocks and reads them."""

import re
from collections.abc import Sequence

from attrs import frozen

from medinsure_budget.evidence import Block, Grid, Line, Note
from medinsure_budget.forms.words import compact, fold
from medinsure_budget.money import Unit
from medinsure_budget.performance import EvaluationReport, ProjectGoal, ResultList, SelfEvaluation
from medinsure_budget.reading.performance.form import Form, is_indicator_form
from medinsure_budget.reading.performance.indicators import header_columns
from medinsure_budget.reading.performance.lists import ListReader, list_columns
from medinsure_budget.reading.performance.report import Report
from medinsure_budget.reading.performance.rows import PrintedRow, rows_of
from medinsure_budget.reading.performance.vocabulary import (
    CONCLUSIONS,
    head_field,
    is_group,
    is_part,
    is_subgroup,
    key,
    words,
)

_FORM_TITLE = re.compile(
    r"(?:附件?表?\d*[:：]?)?.{0,40}绩效.{0,12}(?:自评表|自评价表|评价表|目标表|申报表|评分表)(?:\(20\d\d年度?\))?"
)
_LIST_TITLE = re.compile(r".{0,40}绩效.{0,20}(?:清单|汇总表|一览表|结果表|情况表|自评表)")
_REPORT_TITLE = re.compile(r"(?:附件?\d*[:：]?)?.{0,60}绩效评价报告(?:\(.{0,12}\))?")
_PAGE_FOOTER = re.compile(r"[—\-–\s]*\d{1,4}[—\-–\s]*|第\d+页(?:[,，/]?共\d+页)?")
_COMPILER = re.compile(r"\s*(?:编制|填报|填表)(?:单位|部门)(?:[(（].{1,6}[)）])?\s*[:：]\s*(.+)")
_BEYOND_REPORT = re.compile(
    r"[六七八九十]、.{2,30}|第[一二三四五六七八九十]+部分.*|.{0,3}名词解释|附件\d*[:：]?.{0,30}"
)
_REPORT_WORDS = words(
    "项目基本信息 项目基本情况 项目负责人 项目起止时间 计划安排资金 实际到位资金 实际支出 "
    "支出内容 支出合计 计划支出数 实际支出数 评价报告摘要 概况 评价得分 评价等级 "
    "主要问题及原因分析 相关建议 评价人员 姓名"
)
_BEFORE = 5
_COVER_LINES = 30


@frozen(kw_only=True)
class PerformanceReading:
    """What was found among the blocks.

    Attributes:
        self_evaluations: The 绩效自评表.
        result_lists: The lists of self-evaluations.
        evaluations: The evaluation reports.
        goals: Goals from forms of one project each; those of project tables come from `goals_of`.
        used: The blocks that were read here, titles, tables and the text of reports.
        notes: What was repaired, ignored or not understood.
    """

    self_evaluations: tuple[SelfEvaluation, ...] = ()
    result_lists: tuple[ResultList, ...] = ()
    evaluations: tuple[EvaluationReport, ...] = ()
    goals: tuple[ProjectGoal, ...] = ()
    used: frozenset[int] = frozenset()
    notes: tuple[Note, ...] = ()


def read_performance(blocks: Sequence[tuple[int, Block]]) -> PerformanceReading:
    """Read every performance form among the pages' blocks, given in reading order with their page numbers."""
    return _Reader(blocks).read()


class _Reader:
    def __init__(self, blocks: Sequence[tuple[int, Block]]) -> None:
        self.blocks = blocks
        self.used: set[int] = set()
        self.notes: list[Note] = []
        self.self_evaluations: list[SelfEvaluation] = []
        self.lists: list[ResultList] = []
        self.reports: list[EvaluationReport] = []
        self.goals: list[ProjectGoal] = []
        self._rows: dict[int, list[PrintedRow]] = {}

    def read(self) -> PerformanceReading:
        at = 0
        while at < len(self.blocks):
            if isinstance(self.blocks[at][1], Grid):
                at = self._read_grid(at)
            else:
                at = self._read_report(at) if self._opens_report(at) else at + 1
        return PerformanceReading(
            self_evaluations=tuple(self.self_evaluations),
            result_lists=tuple(self.lists),
            evaluations=tuple(self.reports),
            goals=tuple(self.goals),
            used=frozenset(self.used),
            notes=tuple(self.notes),
        )

    def rows(self, at: int) -> list[PrintedRow]:
        """The rows of the grid at a place, read once."""
        if at not in self._rows:
            page, grid = self.blocks[at]
            assert isinstance(grid, Grid)  # noqa: S101 - callers ask for grids only
            self._rows[at] = list(rows_of(page, grid))
        return self._rows[at]

    def _text(self, at: int) -> str:
        block = self.blocks[at][1]
        return fold(block.text) if isinstance(block, Line) else ""

    def _read_grid(self, at: int) -> int:
        rows = self.rows(at)
        start = next((n for n, row in enumerate(rows[:3]) if list_columns(row)), None)
        if start is not None and self._list_title(at, rows[:start]):
            return self._read_list(at, start)
        return self._read_form(at) if is_indicator_form(rows) else at + 1

    # Lists

    def _list_title(self, at: int, above: list[PrintedRow]) -> str:
        """The title over a list, in the grid or before it; empty when nothing there speaks of performance."""
        inside = [row.cells[0][1] for row in above if len(row.cells) == 1]
        before = [compact(line.text) for _, line in self._lines_before(at)]
        return next((text for text in [*inside, *before] if _LIST_TITLE.fullmatch(fold(text))), "")

    def _read_list(self, at: int, start: int) -> int:
        rows = self.rows(at)
        title = self._list_title(at, rows[:start])
        lines = self._lines_before(at)
        compiler, unit = "", Unit.WAN
        for place, line in lines:
            named = _COMPILER.fullmatch(line.text)
            if named:
                compiler = compact(named[1])
            unit = (Unit.parse(line.text) if "单位" in line.text else None) or unit
            if named or compact(line.text) == title or _is_unit(line.text):
                self.used.add(place)
        self.used.add(at)
        self.lists.append(ListReader(title, unit, self.notes).read(rows[start:], compiler))
        return at + 1

    def _lines_before(self, at: int) -> list[tuple[int, Line]]:
        """The lines over a block that nothing else stands between, the nearest first."""
        found: list[tuple[int, Line]] = []
        for place in range(at - 1, max(-1, at - 1 - _BEFORE), -1):
            block = self.blocks[place][1]
            if place in self.used or not isinstance(block, Line):
                break
            found.append((place, block))
        return found

    # Forms of one project

    def _read_form(self, at: int) -> int:
        title = self._form_title(at)
        form = Form(title)
        self._read_head_lines(at, title, form)
        rows, end = self._form_rows(at, title)
        for row in rows:
            if form.table.indicators and head_field(row.cells[0][1]) == "project" and form.heads.get("project"):
                self._finish_form(form, title)
                form = Form(title)
            form.read(row)
        self._finish_form(form, title)
        return end

    def _form_title(self, at: int) -> str:
        inside = [row.cells[0][1] for row in self.rows(at)[:3] if len(row.cells) == 1]
        before = [compact(line.text) for _, line in self._lines_before(at)]
        return next((text for text in [*inside, *before] if _FORM_TITLE.fullmatch(fold(text))), "")

    def _read_head_lines(self, at: int, title: str, form: Form) -> None:
        """The lines between title and table: the year, the unit of money, who filled it in."""
        lines = self._lines_before(at)
        titled = next((n for n, (_, line) in enumerate(lines) if compact(line.text) == title), -1)
        for place, line in lines[: titled + 1]:
            year = re.search(r"20\d\d(?=年)", fold(line.text))
            if year and form.year is None:
                form.year = int(year[0])
            form.note_unit(compact(line.text))
            self.used.add(place)

    def _form_rows(self, at: int, title: str) -> tuple[list[PrintedRow], int]:
        """The rows of a form with those of the grids that carry it on after page breaks."""
        rows, end = list(self.rows(at)), at + 1
        self.used.add(at)
        while not _is_concluded(rows):
            following = self._continuation(end, fold(title))
            if following is None:
                break
            rows += self.rows(following)
            self.used.update(range(end, following + 1))
            end = following + 1
        return rows, end

    def _continuation(self, at: int, title: str) -> int | None:
        """The grid that goes on with an indicator table, if only page numbers or its title stand between."""
        while at < len(self.blocks) and (text := self._text(at)):
            if not (_PAGE_FOOTER.fullmatch(text) or text.removesuffix("(续)") == title):
                return None
            at += 1
        if at == len(self.blocks) or isinstance(self.blocks[at][1], Line):
            return None
        rows = self.rows(at)
        if not rows or is_indicator_form(rows) or any(head_field(text) for _, text in rows[0].cells):
            return None
        known = any(_is_indicator_row(row) for row in rows)
        return at if known or _is_concluded(rows) else None

    def _finish_form(self, form: Form, title: str) -> None:
        self.notes += [*form.notes, *form.table.notes]
        if not form.reaches and not form.table.total_score and not form.conclusion:
            self.goals.append(_goal(form, title))
            return
        self.self_evaluations.append(_self_evaluation(form, title))

    # Reports

    def _opens_report(self, at: int) -> bool:
        """A title alone is no witness: a cover or a table of the report has to follow."""
        if not _REPORT_TITLE.fullmatch(self._text(at)):
            return False
        for place in range(at + 1, min(len(self.blocks), at + _COVER_LINES)):
            block = self.blocks[place][1]
            if isinstance(block, Grid):
                return self._is_report_grid(place)
            if _REPORT_TITLE.fullmatch(self._text(place)):
                return False
        return False

    def _is_report_grid(self, at: int) -> bool:
        labels = {key(text).split("(")[0] for row in self.rows(at) for _, text in row.cells}
        return bool(labels & _REPORT_WORDS) or any(header_columns(row) for row in self.rows(at))

    def _read_report(self, at: int) -> int:
        block = self.blocks[at][1]
        assert isinstance(block, Line)  # noqa: S101 - reports open with a line
        report = Report(compact(block.text))
        report.form.page = self.blocks[at][0]
        self.used.add(at)
        at += 1
        while at < len(self.blocks) and not self._ends_report(at, report):
            block = self.blocks[at][1]
            if isinstance(block, Grid):
                for row in self.rows(at):
                    report.read_row(row)
            elif not _PAGE_FOOTER.fullmatch(self._text(at)):
                report.read_line(block)
            self.used.add(at)
            at += 1
        self.notes += [*report.form.notes, *report.form.table.notes]
        self.reports.append(report.finished())
        return at

    def _ends_report(self, at: int, report: Report) -> bool:
        block = self.blocks[at][1]
        if isinstance(block, Grid):
            rows = self.rows(at)
            if report.part == "text" or (report.form.table.indicators and is_indicator_form(rows)):
                return True
            return any(list_columns(row) for row in rows[:3])
        text = self._text(at)
        if _REPORT_TITLE.fullmatch(text) or _FORM_TITLE.fullmatch(text) or _LIST_TITLE.fullmatch(text):
            return True
        return report.part == "text" and (block.level == 1 or _BEYOND_REPORT.fullmatch(text) is not None)


def _is_unit(text: str) -> bool:
    return "单位" in text and Unit.parse(text) is not None


def _is_concluded(rows: list[PrintedRow]) -> bool:
    return any(row.keys[0] in CONCLUSIONS for row in rows[-4:])


def _is_indicator_row(row: PrintedRow) -> bool:
    texts = [text for _, text in row.cells]
    return header_columns(row) is not None or any(is_group(t) or is_subgroup(t) or is_part(t) for t in texts)


def _self_evaluation(form: Form, title: str) -> SelfEvaluation:
    table = form.table
    return SelfEvaluation(
        title=title,
        year=form.year,
        project=form.head("project"),
        department=form.head("department"),
        unit=form.head("unit"),
        funds=tuple(form.funds),
        expected=form.text("expected"),
        achieved=form.text("achieved"),
        deviation=form.text("deviation"),
        measures=form.text("measures"),
        remarks=form.text("remarks"),
        indicators=tuple(table.indicators),
        groups=tuple(table.groups),
        total_weight=table.total_weight,
        total_score=table.total_score,
        conclusion=form.conclusion,
        conclusion_note=form.conclusion_note,
        details=_other_details(form),
        page=form.page,
    )


def _goal(form: Form, title: str) -> ProjectGoal:
    figures = form.funds[0].figures if form.funds else ()
    return ProjectGoal(
        project=form.head("project"),
        department=form.head("department"),
        unit=form.head("unit"),
        title=title,
        amount=figures[0].amount if figures else None,
        goal=form.text("expected"),
        indicators=tuple(form.table.indicators),
        groups=tuple(form.table.groups),
        funds=tuple(form.funds),
        details=_other_details(form),
        page=form.page,
    )


_HEADS = ("project", "department", "unit")


def _other_details(form: Form) -> tuple[tuple[str, str], ...]:
    """Labelled entries that the form's own attributes do not hold."""
    return (*((name, value) for name, value in form.heads.items() if name not in _HEADS and value), *form.details)
