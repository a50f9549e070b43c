"""Faults of text extraction put into a file that is right: none may come out as an error of the document.

python benchmarks/extraction.py            60 faults of each kind on the example files
"""

import argparse
import itertools
import random
import re
import sys
from collections import Counter
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1])]


from medinsure_budget.checks import check  # noqa: E402 - the path is set first
from medinsure_budget.reading import read  # noqa: E402 - the path is set first

DATA = Path(__file__).resolve().parents[1] / "examples/data"
_FIGURE = re.compile(r"^\d[\d,]*\.\d\d$")


def _rows(lines):
    """Lines of tables that print figures, as (line number, cells, how they are joined)."""
    for number, line in enumerate(lines):
        mark = "|" if line.startswith("|") else "\t" if "\t" in line else ""
        if mark and sum(bool(_FIGURE.match(c.strip())) for c in line.split(mark)) >= 2:
            yield number, line.split(mark), mark


def lost_blank(rng, lines):
    """A blank cell is lost, so that what follows moves one column to the left."""
    found = [(n, cells, mark) for n, cells, mark in _rows(lines) if any(not c.strip() for c in cells[1:-1])]
    if not found:
        return None
    number, cells, mark = rng.choice(found)
    at = rng.choice([i for i, c in enumerate(cells[1:-1], 1) if not c.strip()])
    return _replaced(lines, number, mark.join(cells[:at] + cells[at + 1 :]))


def split_number(rng, lines):
    """A figure is torn in two by a blank."""
    number, cells, mark = rng.choice(list(_rows(lines)))
    at = rng.choice([i for i, c in enumerate(cells) if _FIGURE.match(c.strip())])
    text = cells[at].strip()
    cut = rng.randrange(1, len(text))
    cells = [*cells[:at], f"{text[:cut]} {text[cut:]}", *cells[at + 1 :]]
    return _replaced(lines, number, mark.join(cells))


def page_number(rng, lines):
    """A page number lands between two rows of a table."""
    number, _, _ = rng.choice(list(_rows(lines)))
    return [*lines[: number + 1], rng.choice(("— 12 —", "- 12 -", "12")), *lines[number + 1 :]]


def page_number_in_cell(rng, lines):
    """A page number lands in a cell of a row of its own."""
    number, cells, mark = rng.choice(list(_rows(lines)))
    blank = [" " for _ in cells]
    blank[len(blank) // 2] = f"- {rng.randrange(2, 40)} -"
    return [*lines[: number + 1], mark.join(blank), *lines[number + 1 :]]


def joined_rows(rng, lines):
    """Two rows come out as one, cell by cell."""
    rows = list(_rows(lines))
    pairs = [(a, b) for a, b in itertools.pairwise(rows) if b[0] == a[0] + 1 and len(a[1]) == len(b[1])]
    (number, one, mark), (_, two, _) = rng.choice(pairs)
    joined = [f"{a.strip()} {b.strip()}".strip() for a, b in zip(one, two, strict=True)]
    return [*lines[:number], mark.join(joined), *lines[number + 2 :]]


def lost_figure(rng, lines):
    """A cell is illegible."""
    number, cells, mark = rng.choice(list(_rows(lines)))
    at = rng.choice([i for i, c in enumerate(cells) if _FIGURE.match(c.strip())])
    return _replaced(lines, number, mark.join([*cells[:at], "#####", *cells[at + 1 :]]))


def _replaced(lines, number, line):
    return [*lines[:number], line, *lines[number + 1 :]]


FAULTS = (lost_blank, split_number, page_number, page_number_in_cell, joined_rows, lost_figure)


def measure(each, *, verbose=False):
    """How many faults of each kind come out as errors of the document."""
    errors, tried = Counter(), Counter()
    files = sorted(DATA.glob("*.md"))
    for fault in FAULTS:
        rng = random.Random(fault.__name__)  # noqa: S311 - seeded so that a run can be repeated
        while tried[fault.__name__] < each:
            path = rng.choice(files)
            lines = path.read_text(encoding="utf-8").split("\n")
            faulty = fault(rng, lines)
            if faulty is None:
                break
            document = read("\n".join(faulty).encode())
            tried[fault.__name__] += 1
            found = check(document).errors
            errors[fault.__name__] += bool(found)
            if found and verbose:
                changed = next((a, b) for a, b in zip(lines, faulty, strict=False) if a != b)
                print(
                    "  ",
                    fault.__name__,
                    path.name[-8:],
                    repr(changed[1][:90]),
                    [str(f)[:160] for f in found],
                    [n for n in document.notes if n.kind != "ignored"][:3],
                )
    return tried, errors


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--each", type=int, default=60)
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    for path in sorted(DATA.glob("*.md")):
        print(path.name, check(read(path)))
    tried, errors = measure(options.each, verbose=options.verbose)
    for name, n in tried.items():
        print(f"M19 {name:22} {n:4} faults, {errors[name]:3} with a finding of severity error")
    return 1 if errors.total() else 0


if __name__ == "__main__":
    sys.exit(main())
