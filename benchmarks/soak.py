"""Mixed work for a long time with the isolated reader: memory, handles, processes and temporary files have to stay flat.

python benchmarks/soak.py                30 minutes
python benchmarks/soak.py --minutes 2
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(Path(__file__).resolve().parent), str(ROOT), str(ROOT / "tests")]

from fuzz_targets import TARGETS  # noqa: E402 - the path is set first

from medinsure_budget import check, read, read_many, write_docx, write_html, write_xlsx  # noqa: E402 - as above
from medinsure_budget.errors import Error  # noqa: E402 - as above
from medinsure_budget.sources import Limits  # noqa: E402 - as above

KINDS = ("markdown", "html", "docx", "xlsx", "ods", "xls", "pdf", "ofd", "zip")
LIMITS = Limits(isolated=True, max_seconds=20)
COLUMNS = ("rss MB", "child MB", "handles", "processes", "temp files")


def jobs(folder):
    """One piece of work after the other, without end."""
    samples = [(f"文.{kind}", data) for kind in KINDS for data in TARGETS[kind].samples()]
    whole = sorted((ROOT / "examples/data").glob("*.md"))
    for round_, (name, data) in enumerate(cycle(samples)):
        yield lambda name=name, data=data: read(data, name=name, limits=LIMITS)
        # A damaged file, and one that costs the child its life.
        yield lambda data=data: read(data[: len(data) // 2], name="半.bin", limits=LIMITS)
        if round_ % 7 == 0:
            yield lambda path=whole[round_ % 2]: written(read(path, limits=LIMITS), folder)
        if round_ % 11 == 0:
            yield lambda: [check(result.document) for result in read_many(whole, limits=LIMITS) if result.ok]
        if round_ % 40 == 0:
            yield lambda: read(b"1 2\n" * 2_000_000, name="长.txt", limits=Limits(isolated=True, max_seconds=0.2))


def written(document, folder):
    report = check(document)
    report.to_html(folder / "report.html", overwrite=True)
    report.to_xlsx(folder / "report.xlsx", overwrite=True)
    write_xlsx(document, folder / "tables.xlsx", overwrite=True)
    write_docx(document, folder / "text.docx", overwrite=True)
    write_html(document, folder / "page.html", overwrite=True)


def children(pid="self"):
    return [int(p) for task in Path(f"/proc/{pid}/task").iterdir() for p in (task / "children").read_text().split()]


def memory(pid):
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        return 0.0


def state(temp):
    """What this process holds now."""
    below = children()
    handles, files = (sum(1 for _ in found) for found in (Path("/proc/self/fd").iterdir(), temp.rglob("*")))
    return memory("self"), sum(map(memory, below)), handles, len(below), files


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=30)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        temp = Path(folder)
        tempfile.tempdir = folder
        (temp / "out").mkdir()
        return soaked(temp, asked.minutes)


def soaked(temp, minutes):
    begin, done, refused, states = time.monotonic(), 0, 0, []
    print(f"{'minute':>7}{'jobs':>8}{'refused':>9}" + "".join(f"{name:>12}" for name in COLUMNS), flush=True)
    for job in jobs(temp / "out"):
        try:
            job()
        except Error:
            refused += 1
        done += 1
        if (time.monotonic() - begin) / 60 * 30 >= minutes * (len(states) + 1):
            states.append(state(temp))
            told = "".join(f"{value:>12.1f}" for value in states[-1])
            print(f"{(time.monotonic() - begin) / 60:>7.1f}{done:>8}{refused:>9}{told}", flush=True)
        if len(states) == 30:
            break
    thirds = states[3:12], states[-9:]
    early, late = ([statistics.median(column) for column in zip(*third, strict=True)] for third in thirds)
    grown = [name for name, a, b in zip(COLUMNS, early, late, strict=True) if b > a * 1.05 + 3]
    print(f"{done} jobs; from the first third to the last: " + ", ".join(
        f"{name} {a:.1f} -> {b:.1f}" for name, a, b in zip(COLUMNS, early, late, strict=True)
    ) + f"; {'grown: ' + ', '.join(grown) if grown else 'flat'}")  # fmt: skip
    return int(bool(grown))


if __name__ == "__main__":
    sys.exit(main())
