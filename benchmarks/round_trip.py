"""Published documents written in every format and read back: what differs, kind by kind.

Run with ``python benchmarks/round_trip.py FOLDER [NAME ...]``; the folder holds documents of any readable format. For
each format it prints how many figures, titles, sections, claims and performance forms there are and how many came
back as they were; with ``-v`` each difference is listed.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs

import medinsure_budget as mb
from medinsure_budget.document import Document
from medinsure_budget.document.narrative import Section
from medinsure_budget.forms import Unrecognised

WRITERS: dict[str, Callable[..., Path]] = {"xlsx": mb.write_xlsx, "docx": mb.write_docx, "html": mb.write_html}
READABLE = (".md", ".txt", ".pdf", ".docx", ".xlsx", ".xls", ".html")
PLACES = {"page", "line", "places", "origin"}
Facts = dict[str, list[Any]]


def bare(value: Any) -> Any:
    """A value without where it was printed."""
    if attrs.has(type(value)):
        return (type(value).__name__, *(bare(getattr(value, a.name)) for a in attrs.fields(type(value)) if a.name not in PLACES))
    return tuple(map(bare, value)) if isinstance(value, tuple | list) else value


def sections(tree: tuple[Section, ...], above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every heading under those above it, with its text."""
    for part in tree:
        path = (*above, part.heading) if part.heading else above
        yield path, part.text
        yield from sections(part.children, path)


def figures(document: Document) -> Iterator[tuple[Any, ...]]:
    """Every cell of every statement, blanks included."""
    for at, sheet in enumerate(document.sheets):
        if sheet.form is not Unrecognised:
            for n, row in enumerate(sheet):
                amounts = [(m.name, getattr(row, m.name)) for m in row.form.money] + list(row.extra)
                told = [(name, None if money is None else (str(money.amount), money.unit)) for name, money in amounts]
                yield from ((at, n, row.code, row.name, row.line_number, *one) for one in told)


def facts(document: Document, written: str) -> Facts:
    """What has to come back, by kind; a workbook holds no running text."""
    lines = ("title", "number", "agency", "agency_line", "unit_line", "remarks")
    found: Facts = {
        "figures": list(figures(document)),
        "titles": [tuple(getattr(sheet, name) for name in lines) for sheet in document.sheets if sheet.form is not Unrecognised],
        "performance": [bare(form) for kind in ("self_evaluations", "result_lists", "evaluations", "goals")
                        for form in getattr(document.performance, kind, ())],
    }  # fmt: skip
    if written != "xlsx":
        found["sections"] = list(sections(document.sections))
        found["claims"] = [bare(claim) for claim in document.claims]
    return found


def lost(before: list[Any], after: list[Any]) -> tuple[list[Any], list[Any]]:
    """What did not come back, and what came instead."""
    one, other = Counter(map(repr, before)), Counter(map(repr, after))
    return list((one - other).elements()), list((other - one).elements())


def compare(document: Document, written: str, folder: Path) -> dict[str, tuple[int, list[Any], list[Any]]]:
    """For each kind how many facts there are, those lost and those that came instead."""
    again = mb.read(WRITERS[written](document, folder / f"document.{written}", overwrite=True))
    mine, theirs = facts(document, written), facts(again, written)
    return {kind: (len(mine[kind]), *lost(mine[kind], theirs[kind])) for kind in mine}


def main() -> int:
    """Compare every document of a folder."""
    verbose, words = "-v" in sys.argv, [word for word in sys.argv[1:] if word != "-v"]
    paths = [path for path in sorted(Path(words[0]).rglob("*")) if path.suffix in READABLE and path.name != "README.md"]
    total: Counter[tuple[str, str, str]] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for path in (path for path in paths if not words[1:] or path.stem in words[1:]):
            document = mb.read(path)
            for written in WRITERS if document.sheets or document.performance else ("docx", "html"):
                for kind, (count, gone, instead) in compare(document, written, Path(folder)).items():
                    total[written, kind, "all"] += count
                    total[written, kind, "lost"] += len(gone)
                    total[written, kind, "new"] += len(instead)
                    if gone or instead:
                        print(f"{path.stem} {written} {kind}: {len(gone)} of {count} lost, {len(instead)} new")
                    for mark, found in (("-", gone), ("+", instead)) if verbose else ():
                        print(*(f"  {mark} {text}" for text in found), sep="\n")
    for written, kind in dict.fromkeys(key[:2] for key in total):
        count, gone, instead = (total[written, kind, what] for what in ("all", "lost", "new"))
        print(f"{written:5} {kind:12} {count - gone} of {count}, {instead} new")
    return int(any(count for (_, _, what), count in total.items() if what != "all"))


if __name__ == "__main__":
    sys.exit(main())
