"""The report of a check, in every form it is handed on in."""

import json
import os

from attrs import define

from medinsure_budget.checks.outputs.text import report_text, summary
from medinsure_budget.checks.report.results import Results
from medinsure_budget.files import write_text


@define(eq=False, slots=False, repr=False)
class Report(Results):
    """What a check found, to be read, written or queried; its data are described in `Results`."""

    def to_text(self, *, tails: bool = False) -> str:
        """The report as Chinese text; tails one by one only where asked for."""
        return report_text(self, tails=tails)

    def to_html(self, path: str | os.PathLike[str]) -> None:
        """Write one self-contained page: findings linked to the coloured cells of the tables.

        Raises:
            UsageError: when the file cannot be written.
        """
        from medinsure_budget.checks.outputs.html import report_html

        write_text(path, report_html(self))

    def to_xlsx(self, path: str | os.PathLike[str]) -> None:
        """Write a workbook: findings linked to the coloured cells of the tables, then every evaluation.

        Raises:
            UsageError: when the file cannot be written.
        """
        from medinsure_budget.checks.outputs.xlsx import report_xlsx

        report_xlsx(self, path)

    def to_json(self, path: str | os.PathLike[str]) -> None:
        """Write findings and evaluations as JSON, amounts as texts.

        Raises:
            UsageError: when the file cannot be written.
        """
        from medinsure_budget.checks.outputs.plain import report_json

        write_text(path, _json(report_json(self)))

    def to_sarif(self, path: str | os.PathLike[str]) -> None:
        """Write SARIF 2.1.0, which code-review tools show.

        Raises:
            UsageError: when the file cannot be written.
        """
        from medinsure_budget.checks.outputs.sarif import report_sarif

        write_text(path, _json(report_sarif(self)))

    def __str__(self) -> str:
        return summary(self)

    def __repr__(self) -> str:
        return f"<Report {self.document.name}: {len(self.findings)} findings, {len(self.evaluations)} evaluations>"


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
