"""Evaluation reports: a cover, tables in parts, evaluators, and a text."""

import re
from collections.abc import Iterable

from attrs import evolve

from medinsure_budget.document.performance import Choice, EvaluationReport, Evaluator, Figure, Funds, ReportSection
from medinsure_budget.evidence import Line
from medinsure_budget.forms.words import compact, fold
from medinsure_budget.lexicon import Shape, shape_of
from medinsure_budget.reading.performance.form import Form
from medinsure_budget.reading.performance.rows import PrintedRow, is_figure
from medinsure_budget.reading.performance.vocabulary import (
    bare_key,
    fund_field,
    head_field,
    key,
    text_field,
)

_DATE = re.compile(r"20\d{2}年\d{1,2}月(?:\d{1,2}日)?")
_BLANK_DATE = re.compile(r"年\s*月\s*日")
_COVER = re.compile(r"\s*([^\s:：]{2,8})(?:\s*[:：]\s*|\s+)(\S.*)")
_CHOICES = {"评价方式": "method", "评价机构": "body", "评价类型": "method", "评价主体": "body"}
# Options that a conversion joined: each ends with one of these words.
_OPTION = r"\S*?(?:{EVALUATED_BY}|{EVALUATION}(?!组))"
_MARKED = re.compile(r"^[☑√■✓✔☒●▣]|[☑√■✓✔☒]$")
_MARKS = "☑√■✓✔☒●▣□☐○◯ "
_SIGNATURE = Shape(r".*[(（]{SIGNED_BY}[)）][:：]?.*")
_PARTS = {
    "info": Shape(r"{PROJECT_INFO}"),
    "expenditure": Shape(r"{SPENDING_DETAILS}"),
    "summary": Shape(r"{REPORT_SUMMARY}"),
    "evaluators": Shape(r"{EVALUATORS}"),
    "text": Shape(r"{REPORT_TEXT}.*"),
}
_POSTS = ("职称/职务", "职务/职称", "职务", "职称")
_UNITS = ("单位", "工作单位", "所在单位")
_PEOPLE = {"姓名": "name", **dict.fromkeys(_POSTS, "post"), **dict.fromkeys(_UNITS, "unit"), "签字": "signature"}
_HEADING = Shape(r"([(（]{NUMERAL}{1,3}[)）])\s*(.{2,30})")
_COVER_CELLS = 2
_SENTENCE_END = "。；！？：;!?:”)）"
_LONGEST_HEADING = 30


class Report:
    """Reads the blocks of one evaluation report."""

    def __init__(self, title: str) -> None:
        self.form = Form(title)
        self.title = title
        self.part = "cover"
        self.choices: dict[str, Choice] = {}
        self.date = ""
        self.info: list[Funds] = []
        self.evaluators: list[Evaluator] = []
        self.sections: list[tuple[str, str, list[str]]] = []
        self._headers: dict[int, tuple[str, str]] = {}
        self._people: dict[int, str] = {}
        self._info_row: PrintedRow | None = None

    def read_line(self, line: Line, page: int) -> None:
        """Read a line outside the tables."""
        text = compact(line.text)
        if self._enter_part(text):
            return
        if self.part == "text":
            self._read_text(text)
        elif self.part == "cover":
            self._read_cover(line.text)
        elif not (_SIGNATURE.fullmatch(text) or _BLANK_DATE.fullmatch(text) or _DATE.fullmatch(text)):
            self.form.read_line(PrintedRow(((1, text),), page=page, line=line.number, first=True))

    def read_row(self, row: PrintedRow) -> None:
        """Read a row of its tables."""
        if len(row.cells) == 1 and self._enter_part(row.cells[0][1]):
            return
        if self.part == "text" and len(row.cells) == 1:
            self._read_text(compact(row.cells[0][1]))
            return
        if self.part == "cover" and len(row.cells) <= _COVER_CELLS and not is_figure(row.cells[-1][1]):
            self._read_cover(" ".join(text for _, text in row.cells))
            return
        reader = {"info": self._read_info, "expenditure": self._read_expenditure, "evaluators": self._read_person}
        if self.part not in reader or row.is_rule or not reader[self.part](row):
            self.form.read(row)

    def opens_text(self, text: str) -> bool:
        """Whether a line is the heading of the report's text."""
        return bool(_PARTS["text"].fullmatch(bare_key(text)))

    def _enter_part(self, text: str) -> bool:
        name = next((name for name, pattern in _PARTS.items() if pattern.fullmatch(bare_key(text))), "")
        if name:
            self.part = name
        return bool(name)

    def _read_cover(self, text: str) -> None:
        printed = compact(text)
        if _DATE.fullmatch(fold(printed)):
            self.date = printed
            return
        label, value = _label_and_value(text.strip())
        if label in _CHOICES:
            options = _options(value)
            marked = tuple(o.strip(_MARKS) for o in options if _MARKED.search(o))
            self.choices[_CHOICES[label]] = Choice(tuple(o.strip(_MARKS) for o in options if o.strip(_MARKS)), marked)
        elif name := head_field(label):
            self.form.heads.setdefault(name, compact(value))
        else:
            self.form.details.append((label, compact(value)) if label else ("", printed))

    def _read_info(self, row: PrintedRow) -> bool:
        """Labels with their values beside them; amounts belong to the money named above them."""
        if not any(self._money_header(text) or column in self._headers for column, text in row.cells):
            return False
        if any(head_field(text) for _, text in row.cells):
            return False
        labels = [(column, text) for column, text in row.cells if not is_figure(text)]
        figures = [(column, text) for column, text in row.cells if is_figure(text)]
        for at, (column, text) in enumerate(labels):
            if header := self._money_header(text):
                self._headers[column] = header
            end = labels[at + 1][0] if at + 1 < len(labels) else None
            beside = [c for c in figures if column < c[0] and (end is None or c[0] < end)]
            self._add_info(column, text, beside[0][1] if beside else "", row)
        return True

    def _money_header(self, text: str) -> tuple[str, str] | None:
        words = bare_key(text)
        name = fund_field(words)
        return (name, words) if name in ("planned", "received", "spent", "budget", "executed") else None

    def _add_info(self, column: int, text: str, printed: str, row: PrintedRow) -> None:
        name, header = self._headers.get(column, ("", ""))
        self.form.note_unit(text)
        label = header if self._money_header(text) else key(text)
        figure = self.form.figure(name, header, printed, row) if printed else None
        figures = (figure,) if figure else ()
        before = self.info[-1] if self.info else None
        # The same source of two kinds of money stands twice in one row.
        if before is not None and before.label == label != header and self._info_row is row:
            self.info[-1] = evolve(before, figures=before.figures + figures)
        else:
            self.info.append(Funds(label=label, figures=figures, page=row.page))
        self._info_row = row

    def _read_expenditure(self, row: PrintedRow) -> bool:
        """A header of amounts first; then what the money was spent on."""
        return self.form.state == "funds" and not text_field(row.cells[0][1]) and self.form.read_funds(row)

    def _read_person(self, row: PrintedRow) -> bool:
        header = {column: _PEOPLE[key(text)] for column, text in row.cells if key(text) in _PEOPLE}
        if "name" in header.values():
            self._people = header
            return True
        values = {self._people[column]: text for column, text in row.cells if column in self._people}
        if "name" not in values:
            return False
        self.evaluators.append(Evaluator(**values))
        return True

    def _read_text(self, text: str) -> None:
        if not text:
            return
        heading = _HEADING.fullmatch(text)
        if heading and text[-1] not in _SENTENCE_END and len(text) <= _LONGEST_HEADING:
            self.sections.append((heading[1], heading[2], []))
            return
        if not self.sections:
            self.sections.append(("", "", []))
        paragraphs = self.sections[-1][2]
        # A page break tears a sentence; what does not end like one goes on.
        if paragraphs and paragraphs[-1][-1] not in _SENTENCE_END:
            paragraphs[-1] += text
        else:
            paragraphs.append(text)

    def finished(self) -> EvaluationReport:
        """What was read."""
        form, table = self.form, self.form.table
        return EvaluationReport(
            title=self.title,
            project=form.head("project"),
            unit=form.head("unit"),
            department=form.head("department"),
            manager=form.head("manager"),
            telephone=form.head("telephone"),
            address=form.head("address"),
            postcode=form.head("postcode"),
            period=form.head("period"),
            method=self.choices.get("method", Choice()),
            body=self.choices.get("body", Choice()),
            date=self.date,
            funds=tuple(_named_totals(self.info)),
            expenditure=tuple(form.funds),
            overview=form.text("overview"),
            expected=form.text("expected"),
            achieved=form.text("achieved"),
            indicators=tuple(table.indicators),
            groups=tuple(table.groups),
            total_weight=table.total_weight,
            total_score=table.total_score,
            grade=form.conclusion,
            problems=form.text("problems"),
            suggestions=form.text("suggestions"),
            evaluators=tuple(self.evaluators),
            sections=tuple(ReportSection(n, t, "\n".join(p)) for n, t, p in self.sections),
            details=tuple(form.details),
            page=form.page,
        )


def _options(value: str) -> tuple[str, ...]:
    """The options with their marks, which stand before them or after."""
    options = tuple(value.split())
    if len(options) > 1:
        return options
    marks = f"[{_MARKS}]?" if value.endswith(tuple(_MARKS)) else ""
    return tuple(shape_of(_OPTION + marks).findall(value)) or options


def _label_and_value(text: str) -> tuple[str, str]:
    """The parts of a line of the cover; some formats lose the blanks between them."""
    if found := _COVER.fullmatch(text):
        return found[1], found[2]
    ends = (end for end in range(len(text) - 1, 1, -1) if head_field(text[:end]))
    end = next(ends, 0)
    return text[:end], text[end:]


def _named_totals(lines: Iterable[Funds]) -> list[Funds]:
    """Money that has sources printed under it is a total; totals of one kind make one line, above their sources."""
    lines = list(lines)
    split = {figure.header for line in lines for figure in line.figures if line.label != figure.header}
    totals, rest = list[Figure](), list[Funds]()
    for line in lines:
        if line.figures and line.label == line.figures[0].header and line.label in split:
            totals += line.figures
        else:
            rest.append(line)
    return [Funds(label="合计", figures=tuple(totals), page=lines[0].page), *rest] if totals else rest
