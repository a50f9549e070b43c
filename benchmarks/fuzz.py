"""Damage small samples again and again, and see that nothing but errors of the library comes out.

python benchmarks/fuzz.py --seconds 180                        every target, the time shared between them
python benchmarks/fuzz.py --target money --executions 100000   one target, so many tries
python benchmarks/fuzz.py --night 8                            eight hours

A try is repeated with its number: the same seed, target and number give the same input until a sample joins the pool.
What raises anything else, takes more than 5 CPU seconds or lets the process grow beyond 500 MB is saved to a folder, and the
command ends with 1.
"""

import argparse
import faulthandler
import mmap
import re
import resource
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from pathlib import Path
from random import Random

sys.path[:0] = [str(Path(__file__).resolve().parent)]

from attrs import define, field  # noqa: E402 - the path is set first
from fuzz_targets import TARGETS  # noqa: E402 - the path is set first

from medinsure_budget.errors import Error  # noqa: E402 - the path is set first

MOST_SECONDS, MOST_BYTES = 5, 500_000_000
# How many executions of the whole a target gets when nothing else is said: cheap ones have most.
SHARES = {
    "money": 40,
    "cells": 16,
    "formats": 12,
    "claims": 6,
    "waivers": 6,
    "csv": 4,
    "catalogue": 1,
    "text": 2,
    "xls": 2,
    "ledger": 2,
    "stored": 2,
    "html": 2,
    "mhtml": 2,
    "markdown": 2,
    "ods": 2,
    "zip": 1,
    "xlsx": 1,
    "docx": 1,
    "ofd": 1,
    "pdf": 1,
    "ledger_book": 1,
    "catalogue_book": 0.5,
    "reader": 1,
    "report": 0.5,
}
_KEPT, _LONGEST = 300, 1_000_000
_VARYING = re.compile(r"[0-9.,]+|['\"“].*?['\"”]|\(.*\)", re.DOTALL)


class Endless(BaseException):
    """A try took far too long; no `except Exception` may catch it."""


class Slot:
    """The input in hand, in a file that outlives the process: for crashes, and for loops that nothing interrupts."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "in-hand.bin"
        self.path.write_bytes(bytes(_LONGEST))
        with self.path.open("r+b") as file:
            self.memory = mmap.mmap(file.fileno(), _LONGEST)

    def put(self, data: bytes) -> None:
        data = data[: _LONGEST - 8]
        self.memory[: len(data) + 8] = len(data).to_bytes(8, "little") + data

    def close(self) -> None:
        self.memory.close()
        self.path.unlink()


@define
class Run:
    """What the tries of one target came to."""

    name: str
    folder: Path
    executions: int = 0
    refused: int = 0
    cpu: float = 0.0
    worst: float = 0.0
    memory: int = 0
    failures: Counter = field(factory=Counter)
    kinds: set = field(factory=set)

    def outcome(self, data: bytes, limit: float) -> str:
        """Try one input; what it came to, without what varies."""
        begin = time.process_time()
        target = TARGETS[self.name]
        try:
            target.call(data)
            found = "read"
        except Error as error:
            self.refused += 1
            found = f"{type(error).__name__} {_VARYING.sub('', str(error))[-80:]}"
        except target.allowed as error:
            found = f"allowed {_VARYING.sub('', str(error))}"
        except (Exception, Endless) as error:  # noqa: BLE001 - the point of the exercise
            found = self.failed(error, data)
        spent = time.process_time() - begin
        self.executions, self.worst = self.executions + 1, max(self.worst, spent)
        if spent > limit:
            self.save("slow", data, f"{spent:.1f} CPU s\n")
        return found

    def failed(self, error: BaseException, data: bytes) -> str:
        at = traceback.extract_tb(error.__traceback__)[-1]
        kind = f"{type(error).__name__} {Path(at.filename).name}:{at.lineno}"
        self.save(kind, data, "".join(traceback.format_exception(error)))
        return kind

    def save(self, kind: str, data: bytes, said: str) -> None:
        self.failures[kind] += 1
        if self.failures[kind] <= 3:
            stem = self.folder / f"{self.name}-{re.sub('[^A-Za-z0-9]+', '-', kind)}-{self.failures[kind]}"
            stem.with_suffix(".bin").write_bytes(data)
            stem.with_suffix(".txt").write_text(said, errors="backslashreplace")

    def go(self, executions: int, seconds: float, seed: int, limit: float = MOST_SECONDS) -> "Run":
        """So many tries, or as many as the time allows; an input with a new outcome becomes a sample."""
        target, end, slot, watched = TARGETS[self.name], time.monotonic() + seconds, Slot(self.folder), 0.0
        samples = target.samples()
        for data in samples:
            self.outcome(data, limit)
        pool = list(samples)
        before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
        for number in range(executions):
            if (now := time.monotonic()) > end:
                break
            if now > watched:
                faulthandler.dump_traceback_later(12 * limit, exit=True)
                watched = now + limit
            rng = Random(seed * 1_000_003 + number)  # noqa: S311 - repeatable
            data = target.mutate(rng.choice(pool if rng.random() < 0.4 else samples), rng, pool)
            slot.put(data)
            signal.setitimer(signal.ITIMER_VIRTUAL, 4 * limit)
            found = self.outcome(data, limit)
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            if found not in self.kinds and len(pool) < _KEPT and len(data) < _LONGEST // 10:
                self.kinds.add(found)
                pool.append(data)
            self.weigh(data, before)
        # The clock of a single try is coarse on some systems, so the sum is taken here.
        self.cpu = time.process_time() - begun
        faulthandler.cancel_dump_traceback_later()
        slot.close()
        return self

    def weigh(self, data: bytes, before: int) -> None:
        """The process grows to its peak and never shrinks, so the input that raised it is known."""
        now = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        if now > MOST_BYTES and now > self.memory and now > before * 1024:
            self.save("memory", data, f"{now / 1e6:.0f} MB\n")
        self.memory = max(self.memory, now)

    def row(self) -> str:
        said = ", ".join(f"{kind} ×{times}" for kind, times in self.failures.most_common(4)) or "-"
        return (
            f"{self.name:<15}{self.executions:>11,}{self.refused:>10,}{self.cpu:>9.1f}{self.worst:>9.3f}"
            f"{self.memory / 1e6:>8.0f}{len(self.kinds):>8}  {said}"
        )


def _endless(*_: object) -> None:
    raise Endless


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--target", nargs="*", choices=list(TARGETS), default=list(TARGETS))
    parser.add_argument("--seconds", type=float, default=0, help="of wall clock, shared between the targets")
    parser.add_argument(
        "--executions", type=int, default=0, help="of all targets together; cheap ones have most of them"
    )
    parser.add_argument("--night", type=float, default=0, help="hours")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--save", type=Path, default=None, help="the folder for inputs that fail")
    parser.add_argument("--kinds", action="store_true", help="list what the tries came to")
    asked = parser.parse_args()
    folder = asked.save or Path(tempfile.mkdtemp(prefix="fuzz-found-"))
    folder.mkdir(parents=True, exist_ok=True)
    seconds = asked.night * 3600 or asked.seconds or float("inf" if asked.executions else 60)
    signal.signal(signal.SIGVTALRM, _endless)
    warnings.simplefilter("ignore")
    print(
        f"{'target':<15}{'executions':>11}{'refused':>10}{'CPU s':>9}{'worst s':>9}{'MB':>8}{'kinds':>8}  other exceptions",
        flush=True,
    )
    share = sum(SHARES[name] for name in asked.target)
    runs = []
    for name in asked.target:
        executions = round(asked.executions * SHARES[name] / share) if asked.executions else sys.maxsize
        runs.append(Run(name, folder).go(executions, seconds / len(asked.target), asked.seed))
        print(runs[-1].row(), *(f"    {kind}" for kind in sorted(runs[-1].kinds) if asked.kinds), sep="\n", flush=True)
    failures = sum(sum(run.failures.values()) for run in runs)
    print(
        f"{sum(run.executions for run in runs):,} executions, {sum(run.cpu for run in runs) / 3600:.2f} CPU hours, "
        f"worst {max(run.worst for run in runs):.2f} s, {max(run.memory for run in runs) / 1e6:.0f} MB, "
        f"{failures} failures{f' in {folder}' if failures else ''}"
    )
    return int(failures > 0)


if __name__ == "__main__":
    sys.exit(main())
