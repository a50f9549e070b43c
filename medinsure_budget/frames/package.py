"""Tidy figures as a Frictionless Data Package: one CSV file, and the description of its columns."""

import csv
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from medinsure_budget.document import FRAME_COLUMNS, Document
from medinsure_budget.files import Writable
from medinsure_budget.files.characters import printable, refuse_unprintable
from medinsure_budget.files.written import inert, write_json, write_set
from medinsure_budget.frames.outcome import Result, as_result
from medinsure_budget.frames.schema import csv_package

DESCRIPTION, FIGURES = "datapackage.json", "figures.csv"


def write_package(results: Iterable[Result | Document], folder: Writable, *, overwrite: bool = False) -> Path:
    """Write the figures of results (or documents) as ``figures.csv`` with ``datapackage.json``, both or none.

    The folder is made when missing; an open binary file takes both as a zip archive. Amounts are exact decimals in 元,
    blank where the unit is unknown; texts that a spreadsheet would take for formulas are made inert.
    ``frictionless validate datapackage.json`` accepts the package.

    Returns:
        The description.

    Raises:
        UsageError: when a file is there and ``overwrite`` is not said, or the folder cannot be written.
    """

    def figures(path: Path) -> None:
        with path.open("w", encoding="utf-8", newline="") as file:
            lines = csv.writer(file)
            lines.writerow(FRAME_COLUMNS)
            for result in map(as_result, results):
                refuse_unprintable(found := result.figures(), printable(result.path.name))
                lines.writerows([_told(record.get(name)) for name in FRAME_COLUMNS] for record in found)

    def description(path: Path) -> None:
        write_json(path, partial(csv_package, FIGURES), of=())

    return write_set(folder, {FIGURES: figures, DESCRIPTION: description}, overwrite=overwrite)[-1]


def _told(value: Any) -> Any:
    return "" if value is None else inert(value)
