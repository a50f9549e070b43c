"""How many alarms a check raises on clean documents: drawn ledgers compiled into every edition.

Run: python benchmarks/clean.py [documents] [--read] [--guess]

Every document holds by construction, apart from tails of rounding; an error or a warning is a false alarm, apart from
what a drawn ledger truly lacks: counts of visitors, vehicles and equipment, goals and evaluations of projects, reasons of
changes, purchases at all, and purchases within what was spent. With --read each document is written as a page and read again,
so that its sentences are checked too; with --guess the way of rounding is found by the check itself, which drawn
ledgers of few lines do not always tell. Seeds are fixed.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

import medinsure_budget as mb
from medinsure_budget.document import Agency
from medinsure_budget.editions import ALL
from medinsure_budget.forms import FinalStateCapital, StateCapitalExpenditure

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests/compiling"))
from strategies import ledgers

COMPILE = {"budget": mb.compile_budget, "final_accounts": mb.compile_final_accounts}
STATE_CAPITAL = (StateCapitalExpenditure, FinalStateCapital)
LACKING = ("STR-17", "STR-18", "STR-19", "STR-20", "STR-21", "STR-22", "PRC-06", "SG-07")


def again(document):
    with TemporaryDirectory() as folder:
        page = Path(folder) / "document.html"
        mb.write_html(document, page)
        return mb.read(page)


def alarms(edition, number, seen, *, read, guess):
    """Check so many drawn documents of an edition, and count what is wrongly accused."""

    @seed(number)
    @settings(
        max_examples=number,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def run(data):
        year, rounding = data.draw(st.integers(*edition.years)), data.draw(st.sampled_from(("half_up", "truncate")))
        ledger = data.draw(ledgers(edition.kind, year, state_capital=any(p.form in STATE_CAPITAL for p in edition.sheets)))
        agency = Agency(name="云溪市医疗保障局", level=edition.level or "部门")
        document = COMPILE[edition.kind](ledger, agency=agency, year=year, edition=edition, rounding=rounding)
        report = mb.check(again(document) if read else document, rounding=None if guess else rounding)
        seen["documents"] += 1
        seen["tails"] += report.counts["tail"]
        for finding in report.findings:
            if finding.severity != "info" and finding.rule.id not in LACKING:
                seen["alarms"] += 1
                print(f"   false alarm: {edition.name} {year} {rounding} {finding}", flush=True)

    run()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", type=int, nargs="?", default=1000)
    parser.add_argument("--read", action="store_true")
    parser.add_argument("--guess", action="store_true")
    options = parser.parse_args()
    seen, began = Counter(), perf_counter()
    for edition in ALL:
        alarms(edition, -(-options.documents // len(ALL)), seen, read=options.read, guess=options.guess)
    print(
        f"clean documents {seen['documents']}, tails {seen['tails']}, false alarms {seen['alarms']}, {perf_counter() - began:.0f} s"
    )
    return 1 if seen["alarms"] else 0


if __name__ == "__main__":
    sys.exit(main())
