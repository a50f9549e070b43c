"""Every figure that a document in another form lacks or has too much, with the note that tells a reader so.

    python benchmarks/other_forms_report.py FOLDER --scorer SCORE.PY [--forms layout,cells] [--ids …] [-v]

FOLDER has a ``manifest.json`` of the files, their form and the truth; SCORE.PY compares a frame with a truth. A
missing figure is covered when it is among the figures told as unread, when a note stands at the line where its
amount was read into another place, or when a note that something was not understood names its table. The command
ends with 1 when one is not.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import medinsure_budget as mb

Figure = tuple[Any, ...]  # title, row, column, amount in 元
_FACTORS = (1, 100, 1_000, 10_000, 100_000_000)
_NOT_COVERED = "no note"
_UNTITLED = "（无表题）"


def load(path: Path) -> ModuleType:
    """The scorer, which is no part of the project."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        sys.exit(f"no module: {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@dataclass
class Notes:
    """The notes of a document, found by figure, by line and by table."""

    document: Any
    norm: Any
    unread: Counter[Decimal] = field(default_factory=Counter)
    lines: dict[tuple[str, str, Decimal], tuple[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for place in self.document.accounting.unread:
            digits = place.text.replace(",", "")
            if digits.replace(".", "", 1).lstrip("-").isdecimal():
                self.unread[abs(Decimal(digits))] += 1
        refused = {(n.page, n.line) for n in self.document.notes if n.kind == "unread"}
        for note in self.document.notes:
            if (whole := re.search(r"已接为 ([0-9,.]+)$", note.message)) and (note.page, note.line) in refused:
                self.unread[Decimal(whole[1].replace(",", ""))] += 1
        for row in self.document.to_frame().to_dict("records"):
            key = self.norm(row["title"]), str(row["header"]), Decimal(str(row["amount"] or 0))
            self.lines[key] = int(row["page"] or 0), int(row["line"] or 0)

    def at(self, title: str, header: str, amount: Decimal) -> str:
        """What is told at the line of a figure."""
        return self.on(*self.lines.get((title, header, amount), (0, 0)))

    def on(self, page: int, line: int) -> str:
        """What is told at a line of a page."""
        return next((n.message for n in self.document.notes if line and n.page == page and line in lines_of(n)), "")

    def of(self, title: str) -> str:
        """What is told as not understood in a table."""
        told = (n for n in self.document.notes if n.kind == "unread")
        named = title or _UNTITLED
        return next((n.message for n in told if self.norm(n.place) == named or named in self.norm(n.message)), "")

    def takes(self, amount: Decimal) -> bool:
        """Whether an amount is among those told as unread; each counts once."""
        for factor in _FACTORS:
            if self.unread[amount / factor] > 0:
                self.unread[amount / factor] -= 1
                return True
        return False


def lines_of(note: Any) -> set[int]:
    """The lines that a note concerns: its own, and those that it lists."""
    listed = re.findall(r"（第([0-9、]+)行）", note.message)
    return {note.line, *(int(line) for lines in listed for line in lines.split("、"))}


def reason(missing: Figure, surplus: list[Figure], notes: Notes) -> str:
    """How a reader learns of a missing figure."""
    title, amount = missing[0], missing[-1]
    if notes.takes(abs(amount)):
        return "told as unread"
    elsewhere = [s for s in surplus if s[-1] == amount]
    if any(notes.at(s[0], s[-2], amount) for s in elsewhere):
        return "note at its line"
    if notes.of(title) or any(notes.of(s[0]) for s in elsewhere):
        return "note on its table"
    return _NOT_COVERED


def report(entry: dict[str, Any], folder: Path, scorer: ModuleType, *, verbose: bool) -> Counter[str]:
    """Print what one file lacks and has too much."""
    truth = scorer.truth_tables(folder / entry["truth"])
    predicted, _ = scorer.predicted_tables(folder / entry["source"])
    right, missing, surplus, _ = scorer.compare(truth, predicted)
    notes = Notes(mb.read(folder / entry["source"]), scorer.norm)
    reasons = Counter[str]()
    print(f"{entry['id']}: {right} right, {len(missing)} missing, {len(surplus)} surplus")
    for figure in missing:
        why = reason(figure, surplus, notes)
        reasons[why] += 1
        if verbose or why == _NOT_COVERED:
            print("  missing:", " | ".join(map(str, figure)), "->", why)
    for figure in surplus:
        own = notes.at(figure[0], figure[-2], figure[-1])
        why = own or notes.of(figure[0]) or _NOT_COVERED
        where = "with a note at its line" if own else "without" if why == _NOT_COVERED else "with one on its table"
        reasons[f"surplus {where}"] += 1
        print("  surplus:", " | ".join(map(str, figure)), "->", why[:120])
    return reasons


def main() -> int:
    """Report on every file asked for, and sum up by form."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--forms", type=lambda s: s.split(","))
    parser.add_argument("--ids", type=lambda s: s.split(","))
    parser.add_argument("-v", "--verbose", action="store_true", help="also list the missing figures that are covered")
    args = parser.parse_args()
    scorer = load(args.scorer)
    totals: dict[str, Counter[str]] = {}
    for entry in json.loads((args.folder / "manifest.json").read_text(encoding="utf-8")):
        name = entry["id"].rsplit(".", 1)[0]
        if (args.forms and entry["form"] not in args.forms) or (args.ids and name not in args.ids):
            continue
        totals.setdefault(entry["form"], Counter()).update(report(entry, args.folder, scorer, verbose=args.verbose))
    for form, reasons in totals.items():
        print(f"{form:10}", ", ".join(f"{why} {n}" for why, n in reasons.most_common()) or "nothing missing, no surplus")
    return 1 if any(reasons[_NOT_COVERED] for reasons in totals.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
