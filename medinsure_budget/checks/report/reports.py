"""Many reports together: one frame, one workbook, or a folder of pages with an index."""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from medinsure_budget.checks.report.report import Report
from medinsure_budget.files import Writable
from medinsure_budget.files.characters import printable
from medinsure_budget.files.frames import frame_of
from medinsure_budget.files.written import safe_name, write_bytes, write_text
from medinsure_budget.records import define, frozen

REPORTS_COLUMNS = (
    "document", "agency", "year", "kind", "id", "rule", "title", "group", "severity", "verdict", "message", "place", "printed",
    "expected", "difference", "unit", "page", "line", "quote", "basis", "suppressed",
)  # fmt: skip


@frozen
class Unchecked:
    """A file that has no report.

    Attributes:
        name: The file.
        error: Why it could not be read or checked.
    """

    name: str
    error: str


@define
class Reports:
    """The reports of many documents, grouped by agency, and the files that have none.

    Attributes:
        reports: The reports in the order they came.
        unchecked: Files that could not be read or checked, with the reason.
    """

    reports: tuple[Report, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()

    @classmethod
    def of(cls, results: Iterable[Any]) -> "Reports":
        """Gather reports, or results of `check_many` that hold them.

        >>> Reports.of(())
        Reports(reports=(), unchecked=())
        """
        reports: list[Report] = []
        unchecked: list[Unchecked] = []
        for result in results:
            report = result if isinstance(result, Report) else getattr(result, "report", None)
            if report is not None:
                reports.append(report)
            else:
                unchecked.append(Unchecked(*(printable(str(getattr(result, name, None) or "")) for name in ("path", "error"))))
        return cls(tuple(reports), tuple(unchecked))

    def __len__(self) -> int:
        """How many reports there are."""
        return len(self.reports)

    def __iter__(self) -> Iterator[Report]:
        """The reports in the order they came."""
        return iter(self.reports)

    def by_agency(self) -> dict[str, list[Report]]:
        """The reports by the agency's name, those of one agency by year."""
        found: dict[str, list[Report]] = defaultdict(list)
        for report in self.reports:
            found[report.document.agency.name or report.document.name].append(report)
        return {name: sorted(own, key=lambda r: (r.document.year or 0, r.document.kind)) for name, own in sorted(found.items())}

    def to_frame(self) -> Any:
        """One row for each finding; the columns are ``REPORTS_COLUMNS``.

        Returns:
            A `pandas.DataFrame`.
        """
        return frame_of(self.records(), REPORTS_COLUMNS)

    def records(self) -> Iterator[dict[str, Any]]:
        """The rows of `to_frame` as dictionaries, by agency and year."""
        for report in (report for own in self.by_agency().values() for report in own):
            document = report.document
            head = {"document": document.name, "agency": document.agency.name, "year": document.year, "kind": document.kind}
            for f in report.findings:
                yield {
                    **head, "id": f.id, "rule": f.rule.id, "title": f.title, "group": f.group, "severity": f.severity,
                    "verdict": f.verdict, "message": f.message, "place": f.place, "printed": f.printed, "expected": f.expected,
                    "difference": f.difference, "unit": f.unit, "page": f.page, "line": f.line, "quote": f.quote, "basis": f.basis,
                    "suppressed": f.suppressed,
                }  # fmt: skip

    def to_xlsx(self, path: Writable, *, overwrite: bool = False) -> None:
        """Write a workbook: a line for each document, all findings, and what could not be checked, each with its reason.

        Raises:
            UsageError: when the file is there and ``overwrite`` is not said, or cannot be written.
        """
        from medinsure_budget.checks.outputs.index import reports_xlsx

        write_bytes(path, lambda: reports_xlsx(self.by_agency(), list(self.records()), self._lost()), of=self, overwrite=overwrite)

    def to_html(self, folder: str | os.PathLike[str], *, overwrite: bool = False) -> Path:
        """Write a page for each report and ``index.html``, which lists them by agency; give the index.

        Raises:
            UsageError: when a file is there and ``overwrite`` is not said, or cannot be written.
        """
        from medinsure_budget.checks.outputs.html import report_html
        from medinsure_budget.checks.outputs.index import index_html

        target = Path(folder)
        target.mkdir(parents=True, exist_ok=True)
        pages = {id(report): f"{number:03d}-{safe_name(report.document.name)}.html" for number, report in enumerate(self.reports, 1)}
        for report in self.reports:
            write_text(target / pages[id(report)], partial(report_html, report), of=report, overwrite=overwrite)
        index = target / "index.html"
        write_text(index, lambda: index_html(self.by_agency(), pages, self._lost()), of=self, overwrite=overwrite)
        return index

    def _lost(self) -> list[tuple[str, str]]:
        return [(u.name, u.error) for u in self.unchecked]
