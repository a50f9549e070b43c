"""The report of a check, in every form it is handed on in."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from html import escape
from typing import Any

from attrs import field

from medinsure_budget.checks.arithmetic.cells import Figures
from medinsure_budget.checks.arithmetic.verdicts import Evaluation
from medinsure_budget.checks.outputs.text import report_text, summary
from medinsure_budget.checks.report.findings import Finding, findings_html
from medinsure_budget.checks.report.obligations import Obligation
from medinsure_budget.checks.report.results import REPORT_COLUMNS, Results
from medinsure_budget.checks.report.stored import misfit
from medinsure_budget.checks.report.uncovered import Uncovered
from medinsure_budget.checks.rule import Rule
from medinsure_budget.checks.rules import ALL_RULES
from medinsure_budget.document import Agency, Budget, Document, FinalAccounts
from medinsure_budget.document.narrative import Claim
from medinsure_budget.document.plain import admit
from medinsure_budget.errors import UsageError
from medinsure_budget.files import Writable
from medinsure_budget.files.written import write_bytes, write_json, write_text
from medinsure_budget.forms import Row, Sheet
from medinsure_budget.forms.display import Remarks, sheet_html
from medinsure_budget.money import Money, is_printable
from medinsure_budget.records import define, frozen


@define(eq=False, repr=False)
class Report(Results):
    """What a check found, to be read, written or queried; its data are described in `Results`."""

    def to_text(self, *, tails: bool = False) -> str:
        """The report as Chinese text; tails one by one only where asked for."""
        return report_text(self, tails=tails)

    def to_html(self, path: Writable, *, pictures: bool = False, overwrite: bool = False) -> None:
        """Write one self-contained page: findings linked to the coloured cells of the tables, and the text with its figures.

        Args:
            path: The file, or an open binary file; so with all that write.
            pictures: Show the place of each finding on its page, for files that have pages and were read in this process.
            overwrite: Replace a file that is already there.

        Raises:
            UsageError: when the file is there and ``overwrite`` is not said, or cannot be written.
        """
        from medinsure_budget.checks.outputs.html import report_html

        write_text(path, lambda: report_html(self, pictures=pictures), of=self, overwrite=overwrite)

    def to_xlsx(self, path: Writable, *, overwrite: bool = False) -> None:
        """Write a workbook: findings linked to the coloured cells of the tables, then every evaluation.

        Raises:
            UsageError: when the file is there and ``overwrite`` is not said, or cannot be written.
        """
        from medinsure_budget.checks.outputs.xlsx import report_xlsx

        write_bytes(path, lambda: report_xlsx(self), of=self, overwrite=overwrite)

    def to_docx(self, path: Writable, *, overwrite: bool = False) -> None:
        """Write a Word document: the findings by gravity with their sentences, then what was not checked.

        Raises:
            UsageError: when python-docx is not installed, or the file is there and ``overwrite`` is not said.
        """
        from medinsure_budget.checks.outputs.word import report_docx

        write_bytes(path, lambda: report_docx(self), of=self, suffix=".docx", overwrite=overwrite)

    def to_dict(self) -> dict[str, Any]:
        """The report as plain data that JSON can hold, amounts as texts; `from_dict` reads it again."""
        from medinsure_budget.checks.outputs.plain import report_json

        return report_json(self)

    @staticmethod
    def from_dict(data: Mapping[str, Any]) -> "Report":
        """Read what `to_dict` gave: findings and evaluations, without the document's tables.

        Raises:
            UsageError: when the data are no stored report.
        """
        return _kept(data)

    def to_json(self, path: Writable, *, overwrite: bool = False) -> None:
        """Write findings and evaluations as JSON, amounts as texts.

        Raises:
            UsageError: when the file is there and ``overwrite`` is not said, or cannot be written.
        """
        write_json(path, self.to_dict, of=self, overwrite=overwrite)

    def to_sarif(self, path: Writable, *, overwrite: bool = False) -> None:
        """Write SARIF 2.1.0, which code-review tools show.

        Raises:
            UsageError: when the file is there and ``overwrite`` is not said, or cannot be written.
        """
        from medinsure_budget.checks.outputs.sarif import report_sarif

        write_json(path, lambda: report_sarif(self), of=self, overwrite=overwrite)

    def show(self, table: type[Row] | str) -> "ShownTable":
        """One table of the document with what was found beside its cells, for notebooks.

        Raises:
            UsageError: when the document has no such table.
        """
        sheet: Sheet[Any] = self.document[table]
        remarks: dict[tuple[int, str], list[str]] = {}
        for finding in self.findings:
            for cell in dict.fromkeys((*(s.cell for s in finding.suspects), *filter(None, (finding.cell,)))):
                if cell.row is not None and any(cell.row is row for row in sheet) and not finding.suppressed:
                    remarks.setdefault((id(cell.row), cell.field), []).append(str(finding))
        return ShownTable(sheet, remarks)

    def __str__(self) -> str:
        return summary(self)

    def _repr_html_(self) -> str:
        """The report in a notebook: the summary, the findings as a table, and what was not checked."""
        gaps = "".join(f"<li>{escape(why)}</li>" for why in self.gaps) if self.ok is None else ""
        table = findings_html(self.findings) if self.findings else ""
        return f"<p>{escape(summary(self))}</p>{table}" + (f"<p>检查得不够，不能判定通过：</p><ul>{gaps}</ul>" if gaps else "")

    def __repr__(self) -> str:
        return f"<Report {self.document.name}: {len(self.findings)} findings, {len(self.evaluations)} evaluations>"


@frozen
class ShownTable:
    """A table with what was found beside its cells.

    Attributes:
        sheet: The table.
        remarks: The findings by row and field.
    """

    sheet: Sheet[Any]
    remarks: Remarks = field(repr=False)

    def _repr_html_(self) -> str:
        return sheet_html(self.sheet, self.remarks)


@define(eq=False, repr=False)
class KeptReport(Report):
    """A report from `Report.to_dict`; tables and suspected cells stay with the document.

    Attributes:
        data: The stored report.
    """

    data: Mapping[str, Any] = field(factory=dict, kw_only=True)

    def to_dict(self) -> dict[str, Any]:
        """The stored report."""
        return dict(self.data)

    def records(self) -> list[dict[str, Any]]:
        """The rows of `to_frame` as they were stored."""
        return [
            {key: _number(value) if key in ("expected", "difference") else value for key, value in record.items() if key in REPORT_COLUMNS}
            for record in self.data["evaluations"]
        ]

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many evaluations came to each verdict."""
        return dict(self.data["counts"])

    @cached_property
    def coverage(self) -> dict[int, int]:
        """How many figures other than zero stood in 0, 1, 2, ... sums that were judged."""
        return {int(relations): figures for relations, figures in self.data["coverage"].items()}

    @cached_property
    def text_coverage(self) -> tuple[int, int]:
        """How many amounts of the text stood in a judged relation, and how many there were."""
        related, told = self.data["text_coverage"]
        return related, told

    @cached_property
    def uncovered(self) -> tuple[Uncovered, ...]:
        """The amounts of the text that were not compared."""
        return tuple(map(_not_compared, self.data.get("uncovered", ())))

    @cached_property
    def gaps(self) -> tuple[str, ...]:
        """Why too little was checked."""
        return tuple(self.data["gaps"])

    @cached_property
    def obligations(self) -> tuple[Obligation, ...]:
        """What the check owed."""
        return tuple(Obligation(_rule(o["rule"], o), o["state"], o["times"], o["why"]) for o in self.data["obligations"])


def _kept(data: Mapping[str, Any]) -> KeptReport:
    """Read what `Report.to_dict` gave.

    Raises:
        UsageError: when the data are no stored report, or of a later format.
    """
    admit(data, "不是检查报告的数据")
    if (wrong := misfit(data)) or len(data["text_coverage"]) != len(("related", "told")):
        raise UsageError(f"不是检查报告的数据，或由更新的版本写成：{wrong or '.text_coverage'}")
    made = {"budget": Budget, "final_accounts": FinalAccounts}[data["kind"]]
    document: Document = made(name=data["document"], agency=Agency(data["agency"]), year=data["year"])
    findings = tuple(_finding(f) for f in data["findings"])
    evaluations = tuple(_evaluation(e) for e in data["evaluations"])
    return KeptReport(document, Figures(document), evaluations, findings, data.get("seconds", 0.0), data=data)


def _rule(key: str, stored: Mapping[str, Any]) -> Rule:
    if key in ALL_RULES:
        return ALL_RULES[key]
    return Rule(key, stored.get("title", key), stored.get("title", key), basis=stored.get("basis", ""))


def _not_compared(stored: Mapping[str, Any]) -> Uncovered:
    told, field = Money(stored["amount"], stored["unit"]), stored["field"]
    same = {"section": stored["section"], "subject": stored["subject"], "quote": stored["quote"]}
    claim = Claim(**same, budget=told) if field == "budget" else Claim(**same, amount=told)
    return Uncovered(claim, field, stored["why"])


def _finding(stored: Mapping[str, Any]) -> Finding:
    same = ("id", "severity", "verdict", "message", "printed", "expected", "unit", "page", "line", "code", "field", "quote", "suppressed")
    difference = Decimal(stored["difference"]) if stored["difference"] is not None else None
    more = {key: stored[key] for key in same}
    return Finding(rule=_rule(stored["rule"], stored), statement=stored["place"], difference=difference, **more)


def _evaluation(stored: Mapping[str, Any]) -> Evaluation:
    same = ("rule", "verdict", "message", "statement", "severity", "code", "printed", "page", "cluster")
    return Evaluation(**{key: stored[key] for key in same}, expected=str(stored["expected"] or ""))


def _number(value: Any) -> Any:
    try:
        number = Decimal(value) if isinstance(value, str) and value else None
    except ArithmeticError:  # a range, or words
        return value
    return value if number is None or not is_printable(number) else number
