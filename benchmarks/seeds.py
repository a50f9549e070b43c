"""The cell mutations on real documents whose known table errors are repaired first.

python benchmarks/seeds.py [folder]     the folder holds the documents seed001 to seed004
"""

import argparse
import random
import sys
from collections import Counter
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[1])]

import operators  # noqa: E402 - the path is set first
from mutations import alarms, cell_of, named, wilson  # noqa: E402 - the path is set first

from medinsure_budget.checks import check  # noqa: E402 - the path is set first
from medinsure_budget.reading import read  # noqa: E402 - the path is set first

FOLDER = Path(__file__).resolve().parents[2] / "shared/corpus/seeds"
CELLS = [name for name in operators.CLASSES if name.split()[0] in {f"M{n}" for n in range(1, 11)}]


def repaired(document):
    """Fill in what the report's own located errors of the tables say should be printed."""
    for finding in check(document).errors:
        cell, suspects = finding.cell, finding.suspects
        if cell is None or cell.row is None or len(suspects) != 1 or suspects[0].fitting is None:
            continue
        s = next(n for n, sheet in enumerate(document.sheets) if sheet is cell.sheet)
        r = next(n for n, row in enumerate(cell.sheet.rows) if row is cell.row)
        right = type(document.sheets[0].rows[0].amount)(finding.expected, finding.unit)
        document = operators.replaced(document, s, r, **{cell.field: right})
    return document


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--each", type=int, default=60)
    options = parser.parse_args()
    documents = [repaired(read(p)) for p in sorted(options.folder.glob("seed00[1-4].*"))]
    before = [{f.id for f in check(d).findings} for d in documents]
    print(
        f"{len(documents)} documents; {'class':22} {'n':>5} {'recall':>7} {'95% interval':>15} {'findings/error':>15} {'among':>6} {'unique':>7}"  # noqa: E501 - one printed row
    )
    for name in CELLS:
        seen, rng = Counter(), random.Random(name)  # noqa: S311 - seeded so that a run can be repeated
        for at, document in enumerate(documents):
            for _ in range(options.each):
                mutated = operators.CLASSES[name](document, rng)
                if mutated is None:
                    continue
                changed, changes = mutated
                report = check(changed)
                found = [f for f in alarms(report) if f.id not in before[at]]
                seen.update(n=1, hit=bool(found), findings=len(found))
                if len(changes) == 1 and found:
                    best = next((f for f in found if named(f, cell_of(report, changes[0]))), None)
                    seen.update(located=1, among=best is not None, unique=best is not None and len(best.suspects) == 1)
        low, high = wilson(seen["hit"], seen["n"])
        rates = [f"{seen[k] / seen['located']:.3f}" if seen["located"] else "-" for k in ("among", "unique")]
        print(f"{name:22} {seen['n']:5} {seen['hit'] / seen['n']:7.3f} {f'{low:.3f}-{high:.3f}':>15} "
              f"{seen['findings'] / max(1, seen['hit']):15.2f} {rates[0]:>6} {rates[1]:>7}")  # fmt: skip


if __name__ == "__main__":
    main()
