"""Every promise of speed in one table: interleaved runs, CPU time, medians, ratios.

    python benchmarks/run.py [--rounds 7] [--files 5000] [pdf|text|excel|growth|many ...]

Absolute times depend on the machine and its load; the ratios hold on a busy one too, two processes against one do not.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from contest import HEAD, Contest, run
from contests import excel_contests, pdf_contests, text_contests
from scale import copies, exponents, memory_of, speed_up

PARTS = ("pdf", "text", "excel", "growth", "many")


def contests(parts: list[str], folder: Path) -> list[Contest]:
    found: list[Contest] = []
    found += pdf_contests() if "pdf" in parts else []
    found += text_contests(folder) if "text" in parts else []
    found += excel_contests(folder) if "excel" in parts else []
    return found


def growth(rounds: int) -> None:
    for name, times, exponent in exponents(rounds):
        verdict = "met" if exponent <= 1.2 else "NOT MET"
        told = " / ".join(f"{time:.1f}" for time in times)
        print(f"{'time at n, 2n, 4n: ' + name:62}{told:>32} ms   n^{exponent:.2f}   <= 1.2  {verdict}")


def many(folder: Path, files: int, rounds: int) -> None:
    ratio, load = speed_up(folder, min(rounds, 3))
    print(f"{'two processes / one':62}{ratio:32.2f}   >= 1.85 on two idle cores (load {load:.1f})")
    paths = copies(folder, files)
    (few_mb, few_ms, few), (mb, ms, count) = memory_of(paths[:100]), memory_of(paths)
    print(f"{'memory of a worker':62}{few_mb:12.0f} MB at {few} files, {mb:.0f} MB at {count}   <= 70 and flat")
    print(f"{'CPU of a file':62}{few_ms / few:12.1f} ms at {few} files, {ms / count:.1f} ms at {count}   within 10 %")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], default=[])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--files", type=int, default=5000)
    arguments = parser.parse_args()
    parts = arguments.parts or list(PARTS)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(HEAD)
        for score in run(contests(parts, folder), arguments.rounds):
            print(score, flush=True)
        if "growth" in parts:
            growth(arguments.rounds)
        if "many" in parts:
            many(folder, arguments.files, arguments.rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
