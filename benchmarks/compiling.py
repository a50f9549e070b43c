"""How long a hundred thousand ledger lines take, from the frame to the document.

Run: python benchmarks/compiling.py [lines]
"""

import random
import sys
from time import perf_counter

import pandas as pd

import medinsure_budget as mb
from medinsure_budget.ledgers import Ledger
from medinsure_budget.subjects import catalogue

UNITS = 40


def large_ledger(lines: int, *, seed: int = 1) -> pd.DataFrame:
    """A frame of expenditure lines over many units, and the income that pays for them."""
    chance = random.Random(seed)  # noqa: S311 - made-up amounts are no secrets
    book = catalogue(2024)
    functional = [s.code for s in book.functional if s.depth == 3 and s.fund == "一般公共预算"][:300]
    economic = [s.code for s in book.economic if s.depth == 2 and s.code.startswith(("302", "310"))]
    rows, paid = [], {}
    for _ in range(lines):
        unit, subject = f"单位{chance.randrange(UNITS):02}", chance.choice(functional)
        amount = chance.randrange(10_000, 10**8)
        project = chance.random() < 0.5
        purpose, name = ("项目", f"{unit}项目{chance.randrange(9)}") if project else ("公用", "")
        rows.append(("支出", unit, subject, chance.choice(economic), "一般公共预算", purpose, name, f"{amount // 100}.{amount % 100:02}"))
        paid[unit, subject] = paid.get((unit, subject), 0) + amount
    rows += [("收入", u, s, "", "一般公共预算", "", "", f"{v // 100}.{v % 100:02}") for (u, s), v in paid.items()]
    return pd.DataFrame(rows, columns=["类型", "单位", "功能科目", "部门经济科目", "资金来源", "支出类别", "项目", "金额"])


def main() -> None:
    frame = large_ledger(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
    begin = perf_counter()
    ledger = Ledger.of(frame)
    read = perf_counter()
    document = mb.compile_budget(ledger, agency="云溪市", year=2024)
    done = perf_counter()
    print(f"{len(frame)} lines: read {read - begin:.2f} s, compiled {done - read:.2f} s, total {done - begin:.2f} s")
    print(f"{sum(len(sheet) for sheet in document)} rows in {len(document.sheets)} statements")


if __name__ == "__main__":
    main()
