"""Every ledger in every edition in every format: compiled, checked, written, read back, counted.

The ledgers are the examples, one unit of them, and drawn ones. Run: python benchmarks/product.py [drawn per edition]
"""

import re
import sys
import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from office import MAKE, drawn  # noqa: E402 - found by the line above
from round_trip import WRITERS, facts, lost  # noqa: E402 - as above

import medinsure_budget as mb  # noqa: E402 - as above
from medinsure_budget.editions import ALL, ZHEJIANG_BUDGET_2021  # noqa: E402 - as above
from medinsure_budget.ledgers import Ledger  # noqa: E402 - as above
from tests.compiling.strategies import ledgers  # noqa: E402 - as above

DATA = ROOT / "examples/data"
EXAMPLES = {
    "budget": (DATA / "ledger_budget_2024.csv", 2024, "云溪市医疗保障信息中心"),
    "final_accounts": (DATA / "ledger_final_accounts_2023.xlsx", 2023, "云溪市医疗保障信息中心"),
}


def examples(kind):
    """The example ledger of a kind whole and as one unit's, with its agency and year."""
    path, year, unit = EXAMPLES[kind]
    whole = Ledger.read(path)
    yield "whole", whole, "云溪市医疗保障局", year
    yield "unit", Ledger(tuple(line for line in whole.lines if line.unit in ("", unit))), unit, year


def words(tree):
    """All words of a text in order; how headings are set off is the format's."""
    return re.sub(r"[\s。：:]", "", "".join(part.heading + part.text + words(part.children) for part in tree))


def counted(name, document, folder, found):
    """Check a document and write it in every format."""
    found["documents"] += 1
    for error in mb.check(document).errors:
        found["errors"] += 1
        print(f"{name}: {error.message[:160]}")
    for written in WRITERS:
        found["files"] += 1
        again = mb.read(WRITERS[written](document, folder / f"document.{written}", overwrite=True))
        mine, theirs = facts(document, written), facts(again, written)
        if written != "xlsx":
            # Whether a numbered line is a heading of its own is the reader's decision; no word is lost either way.
            mine["sections"], theirs["sections"] = [words(document.sections)], [words(again.sections)]
        for kind in mine:
            gone, instead = lost(mine[kind], theirs[kind])
            found[f"{written} {kind}"] += len(mine[kind])
            found[f"{written} {kind} lost"] += len(gone)
            # The goals that a statement lists are read as forms besides; a ledger has none.
            if gone or (instead and kind != "performance"):
                found["differences"] += 1
                print(f"{name} {written} {kind}: {gone[:1]} | {instead[:1]}"[:400])


def of_edition(edition, times, folder, found):
    """All ledgers in one edition."""
    for which, ledger, agency, year in examples(edition.kind):
        counted(f"{edition.name} {which}", MAKE[edition.kind](ledger, agency=agency, year=year, edition=edition), folder, found)

    @drawn(times)
    @given(st.data())
    def some(data):
        year = data.draw(st.integers(*edition.years))
        ledger = data.draw(ledgers(edition.kind, year, state_capital=edition is not ZHEJIANG_BUDGET_2021))
        document = MAKE[edition.kind](ledger, agency="云溪市医疗保障局", year=year, edition=edition)
        counted(f"{edition.name} drawn", document, folder, found)

    if times:
        some()


def main():
    """Go through all editions and print what was counted."""
    times, found = int(sys.argv[1]) if len(sys.argv) > 1 else 2, Counter()
    with tempfile.TemporaryDirectory() as folder:
        for edition in ALL:
            of_edition(edition, times, Path(folder), found)
            print(edition.name, *(f"{kind} {found[kind]}" for kind in ("documents", "errors", "differences")), flush=True)
    print(*(f"{name}: {count}" for name, count in sorted(found.items())), sep="\n")
    return int(found["errors"] > 0 or found["differences"] > 0)


if __name__ == "__main__":
    sys.exit(main())
