"""Results of checking many files: one after the other, or gathered."""

import os
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from medinsure_budget.files import Writable
from medinsure_budget.frames.outcome import Result

if TYPE_CHECKING:
    from medinsure_budget.checks import Reports


class Checked(Iterator[Result]):
    """Results as they come, which nothing keeps; or all that were not taken, gathered into `Reports`.

    Attributes:
        reports: The reports by agency, and the files that have none; asking for them checks what is left to check.
    """

    def __init__(self, results: Iterator[Result]) -> None:
        """Take results that are worked out when they are asked for."""
        self._results = results

    def __next__(self) -> Result:
        """The next result."""
        return next(self._results)

    @cached_property
    def reports(self) -> "Reports":
        """The reports of all results that were not taken one by one."""
        from medinsure_budget.checks import Reports

        return Reports.of(self)

    def to_frame(self) -> Any:
        """One row for each finding; see `Reports.to_frame`."""
        return self.reports.to_frame()

    def to_xlsx(self, path: Writable, *, overwrite: bool = False) -> None:
        """Write one workbook for all files; see `Reports.to_xlsx`."""
        self.reports.to_xlsx(path, overwrite=overwrite)

    def to_html(self, folder: str | os.PathLike[str], *, overwrite: bool = False) -> Path:
        """Write a page for each file and an index; see `Reports.to_html`."""
        return self.reports.to_html(folder, overwrite=overwrite)
