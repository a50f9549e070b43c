"""Kill writers at random moments, and see that files and sets are complete or absent and that nothing is left behind.

python benchmarks/kills.py               100 kills of each kind: single files, sets, the Parquet folder
python benchmarks/kills.py --each 10
"""

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(Path(__file__).resolve().parent), str(ROOT)]

from fuzz_targets import DOCUMENT  # noqa: E402 - the path is set first

from medinsure_budget import (  # noqa: E402 - the path is set first
    check,
    publish,
    read,
    read_many,
    write_docx,
    write_html,
    write_parquet,
    write_xlsx,
)
from medinsure_budget.files.written import write_set  # noqa: E402 - as above

SMALL = DOCUMENT.encode()


def contents(folder):
    """The hash of every file below a folder, hidden ones included; locks hold nothing."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != ".lock")
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


def killed(work, longest, rng):
    """Let a child work, and kill it after a while; whether it was still at work."""
    child = os.fork()
    if not child:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        while True:
            work()
    time.sleep(rng.random() ** 2 * longest)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def timed(work):
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


class Files:
    """Single files, each replaced again and again."""

    def __init__(self, folder):
        self.folder, self.document = folder, read(SMALL, name="文.md")
        self.report = check(self.document)
        self.longest = timed(self.work) * 1.5
        self.whole = contents(folder)

    def work(self):
        write_html(self.document, self.folder / "page.html", overwrite=True)
        write_xlsx(self.document, self.folder / "tables.xlsx", overwrite=True)
        write_docx(self.document, self.folder / "text.docx", overwrite=True)
        self.report.to_html(self.folder / "report.html", overwrite=True)
        self.report.to_xlsx(self.folder / "report.xlsx", overwrite=True)
        self.report.to_json(self.folder / "report.json", overwrite=True)

    def wrong(self):
        visible = {name: digest for name, digest in contents(self.folder).items() if not name.startswith(".")}
        torn = [name for name, digest in visible.items() if self.whole[name] != digest]
        self.work()
        left = [name for name in contents(self.folder) if name not in self.whole]
        for path in self.folder.iterdir():
            path.unlink()
        return torn + left


class Sets:
    """The files of a publication: all of the old one, or all of the new one."""

    def __init__(self, folder):
        self.folder = folder
        first = read(SMALL, name="文.md")
        self.versions = (first, first.evolve(sections=first.sections[:1]))
        self.whole = []
        for version in self.versions:
            publish(version, folder, insist=True, overwrite=True)
            self.whole.append(contents(folder))
        self.longest = timed(self.work) * 1.2

    def work(self):
        for version in self.versions:
            publish(version, self.folder, insist=True, overwrite=True)

    def wrong(self):
        # Whoever writes a set next finishes what was ready, and removes what was not.
        write_set(self.folder, {"next.txt": lambda path: path.write_text("x")}, overwrite=True)
        (self.folder / "next.txt").unlink()
        found = contents(self.folder)
        shutil.rmtree(self.folder)
        self.folder.mkdir()
        return [] if not found or found in self.whole else sorted(found)


class Parquet:
    """A folder of figures that is taken up where it stood."""

    def __init__(self, folder):
        self.folder, self.sources = folder / "figures", folder / "sources"
        self.sources.mkdir()
        for at in range(6):
            (self.sources / f"{at}.md").write_bytes(SMALL + b"\n" * at)
        self.longest = timed(self.work) * 1.1
        self.whole = contents(self.folder)
        shutil.rmtree(self.folder)

    def work(self):
        write_parquet(read_many(self.sources, resume=self.folder), self.folder)

    def wrong(self):
        parts = {name: digest for name, digest in contents(self.folder).items() if name.endswith(".parquet")}
        torn = [
            name for name, digest in parts.items() if not name.split("/")[-1].startswith(".") and self.whole.get(name) != digest
        ]
        self.work()
        found = contents(self.folder)
        shutil.rmtree(self.folder)
        # Lines stand in the manifest in the order in which files were done.
        same = {name: d for name, d in found.items() if name != "manifest.jsonl"}
        return torn + [name for name in self.whole if name != "manifest.jsonl" and same.get(name) != self.whole[name]]


def run(kind, times, rng):
    """How many kills, and what was found wrong after them."""
    with tempfile.TemporaryDirectory(prefix="kills-") as folder:
        writer, wrong = kind(Path(folder)), []
        for _ in range(times):
            killed(writer.work, writer.longest, rng)
            wrong += writer.wrong()
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--each", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    rng, bad = random.Random(asked.seed), 0  # noqa: S311 - repeatable
    print(f"{'writer':<10}{'kills':>7}{'torn, lost or left':>20}{'seconds':>9}", flush=True)
    for kind in (Files, Sets, Parquet):
        begin = time.perf_counter()
        wrong = run(kind, asked.each, rng)
        bad += len(wrong)
        print(f"{kind.__name__:<10}{asked.each:>7}{len(wrong):>20}{time.perf_counter() - begin:>9.0f}  {wrong[:3] or ''}", flush=True)
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
