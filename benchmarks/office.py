"""The whole product of drawn ledgers: valid ones in every edition, broken ones with their rows.

Run: python benchmarks/office.py [pairs] [broken]
"""

import sys
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import medinsure_budget as mb
from medinsure_budget.editions import ALL, ZHEJIANG_BUDGET_2021
from tests.compiling import test_broken_ledgers as broken
from tests.compiling.strategies import ledgers

MAKE = {"budget": mb.compile_budget, "final_accounts": mb.compile_final_accounts}


def drawn(count):
    phases = (Phase.generate,)
    return settings(max_examples=count, deadline=None, suppress_health_check=list(HealthCheck), phases=phases, database=None)


def pairs(count):
    """How many pairs of a valid ledger and an edition compile, and how many errors their checks find."""
    found = {"pairs": 0, "errors": 0}

    @drawn(count)
    @given(st.data())
    def compile_one(data):
        edition = data.draw(st.sampled_from(tuple(ALL)))
        year = data.draw(st.integers(*edition.years))
        ledger = data.draw(ledgers(edition.kind, year, state_capital=edition is not ZHEJIANG_BUDGET_2021))
        document = MAKE[edition.kind](ledger, agency="云溪市医疗保障局", year=year, edition=edition)
        found["pairs"] += 1
        for error in mb.check(document).errors:
            found["errors"] += 1
            print(edition.name, year, error.message[:160])

    compile_one()
    return found


def main():
    count, wrong = (int(sys.argv[at]) if len(sys.argv) > at else usual for at, usual in ((1, 500), (2, 300)))
    print(pairs(count))
    drawn(wrong)(given(broken.broken())(broken.refused_with_its_row))()
    print(f"{wrong} broken ledgers: each refused with its row")


if __name__ == "__main__":
    main()
