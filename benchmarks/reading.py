"""How long reading takes: PDFs against the bare prototype of text and grids, text against csv and Decimal.

Runs are interleaved, so that the ratios hold when the machine's speed drifts; CPU time, medians.

    python benchmarks/reading.py [rounds]
"""

import csv
import io
import re
import statistics
import sys
import time
from collections.abc import Callable
from decimal import Decimal

from pdf import FILES, SHARED, prototype

import medinsure_budget as mb

SEEDS = sorted((SHARED / "corpus/seeds").glob("*"))
NUMBER = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?")


def csv_and_decimals(text: str) -> int:
    """The floor for text: cells split, figures made Decimal."""
    cells = [c for row in csv.reader(io.StringIO(text), delimiter="\t") for c in row]
    return len([Decimal(c.replace(",", "")) for c in cells if NUMBER.fullmatch(c)])


def timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def compare(name: str, rounds: int, ours: Callable[[], object], theirs: Callable[[], object]) -> None:
    pairs = [(timed(ours), timed(theirs)) for _ in range(rounds + 1)][1:]  # the first round warms up
    ratios = sorted(a / b for a, b in pairs)
    medians = [statistics.median(times) * 1000 for times in zip(*pairs, strict=True)]
    print(
        f"{name}: {medians[0]:.1f} ms against {medians[1]:.1f} ms, ratio "
        f"{ratios[0]:.2f} / {statistics.median(ratios):.2f} / {ratios[-1]:.2f} (min / median / max)"
    )


def main() -> int:
    if not SEEDS:
        print("the corpus is not here")
        return 0
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    print(f"five seeds in one process, the first read included: {timed(lambda: [mb.read(s) for s in SEEDS]):.2f} s")
    text = SEEDS[2].read_text(encoding="utf-8")
    compare("seed 002 against csv and Decimal", rounds, lambda: mb.read(SEEDS[2]), lambda: csv_and_decimals(text))
    if trial := prototype():
        contents = [path.read_bytes() for path in FILES]
        read = lambda: [mb.read(data, name="benchmark.pdf") for data in contents]  # noqa: E731 - the pair reads alike
        compare(f"{len(FILES)} PDFs against the prototype", rounds, read, lambda: [trial(data) for data in contents])
    return 0


if __name__ == "__main__":
    sys.exit(main())
