"""Measure the checks on injected errors: recall, false alarms, locator, findings per error, time.

python benchmarks/mutations.py                     300 mutations of each class, 1,000 clean documents
python benchmarks/mutations.py --each 50 --clean 60
python benchmarks/mutations.py --class M6 -v       one class, the misses listed
"""

import argparse
import random
import sys
import time
from collections import Counter
from math import sqrt
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[1])]

import synthetic  # noqa: E402 - the path is set first
from operators import CLASSES  # noqa: E402 - the path is set first

from medinsure_budget.checks import check  # noqa: E402 - the path is set first

TARGETS = {
    "M1": 0.995, "M2": 0.995, "M3": 0.995, "M4": 0.995, "M5": 0.995, "M6": 0.975, "M7": 0.995, "M8": 0.995, "M9": 0.88, "M10": 0.995,
    "M11": 0.95, "M12": 0.95, "M13": 0.95, "M14": 0.95, "M15": 0.95, "M16": 0.95, "M17": 0.95, "M18": 0.95,
}  # fmt: skip
LOCATED = ("M1", "M2")


def alarms(report):
    """What a user would act on: errors and warnings."""
    return [f for f in report.findings if f.severity != "info"]


def cell_of(report, change):
    table = report.figures.tables[change.sheet]
    return table.lines[change.row].cells.get(change.field)


def named(finding, cell):
    return cell is not None and (finding.cell is cell or any(s.cell is cell for s in finding.suspects))


def run(name, operator, each, verbose):
    seen = Counter()
    rng = random.Random(name)  # noqa: S311 - seeded so that a run can be repeated
    seed = 10_000
    while seen["n"] < each:
        seed += 1
        document = synthetic.clean(seed, rng.choice(synthetic.MODES))
        mutated = operator(document, rng)
        if mutated is None:
            continue
        document, changes = mutated
        report = check(document)
        found = alarms(report)
        seen["n"] += 1
        cells = [cell_of(report, c) for c in changes]
        hit = (
            all(any(named(f, c) or c in f.related for f in found) for c in cells)
            if name.startswith("M18")
            else bool(found)
        )
        seen["hit"] += hit
        seen["findings"] += len(found) if hit else 0
        if len(cells) == 1 and found:
            locate(seen, found, cells[0], changes[0])
        if verbose and not hit:
            print(
                "   missed",
                document.name,
                [(document.sheets[c.sheet].form.__name__, c.row, c.field, str(c.right)) for c in changes],
            )
    return seen


def locate(seen, found, cell, change):
    """How well the wrong cell is named."""
    right = int(change.right.yuan * 100)
    best = next((f for f in found if named(f, cell)), None)
    seen["located"] += 1
    seen["among"] += best is not None
    if best is not None and len(best.suspects) == 1:
        seen["unique"] += 1
        suspect = best.suspects[0]
        near = suspect.fitting is not None and abs(suspect.fitting - right) <= cell.step
        seen["implied"] += near or (suspect.low - cell.step <= right <= suspect.high + cell.step)


def wilson(hit, n):
    """The 95% interval of a rate."""
    if not n:
        return 0.0, 1.0
    p, z = hit / n, 1.96
    middle, half = p + z * z / (2 * n), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return (middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)


def false_alarms(number):
    seen, began, spent = Counter(), time.perf_counter(), 0.0
    for seed in range(number):
        report = check(synthetic.clean(seed, synthetic.MODES[seed % 3]))
        spent += report.seconds
        seen["tails"] += report.counts["tail"]
        for finding in alarms(report):
            seen["alarms"] += 1
            seen[finding.rule.id] += 1
            print("   false alarm:", seed, finding)
    print(f"clean documents {number} (元, 万元, 万元 truncated): {seen['alarms']} false alarms, {seen['tails']} tails, "
          f"{1000 * spent / max(1, number):.1f} ms per check, {time.perf_counter() - began:.0f} s")  # fmt: skip
    return seen["alarms"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--each", type=int, default=300)
    parser.add_argument("--clean", type=int, default=1000)
    parser.add_argument("--class", dest="only", default="")
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    failed = false_alarms(options.clean) if not options.only else 0
    print(
        f"{'class':22} {'n':>5} {'recall':>7} {'95% interval':>15} {'target':>7} {'findings/error':>15} {'among':>7} {'unique':>7} {'implied':>8}"  # noqa: E501 - one printed sentence, row or case
    )
    for name, operator in CLASSES.items():
        if not name.startswith(options.only):
            continue
        seen = run(name, operator, options.each, options.verbose)
        recall, target = seen["hit"] / seen["n"], TARGETS[name.split()[0]]
        low, high = wilson(seen["hit"], seen["n"])
        rates = [
            f"{seen[k] / seen[of]:.3f}" if seen[of] else "-"
            for k, of in (("among", "located"), ("unique", "located"), ("implied", "unique"))
        ]
        print(f"{name:22} {seen['n']:5} {recall:7.3f} {f'{low:.3f}-{high:.3f}':>15} {target:7.3f} {seen['findings'] / max(1, seen['hit']):15.2f} "  # noqa: E501 - one printed sentence, row or case
              f"{rates[0]:>7} {rates[1]:>7} {rates[2]:>8}{'' if recall >= target else '  below target'}")  # fmt: skip
        failed += recall < target
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
