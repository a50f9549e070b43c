"""How long a hundred thousand ledger lines take, from the workbook to the document, beside pandas reading the workbook.

Run: python benchmarks/compiling.py [lines]
"""

import random
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import pandas as pd

import medinsure_budget as mb
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
    with TemporaryDirectory() as folder:
        path = Path(folder) / "台账.xlsx"
        frame.to_excel(path, sheet_name="台账", index=False)
        begin = process_time()
        pd.read_excel(path, dtype=str)
        pandas = process_time() - begin
        begin = process_time()
        ledger = mb.load_ledger(path)
        loaded = process_time() - begin
    begin = process_time()
    document = mb.compile_budget(ledger, agency="云溪市", year=2024)
    compiled = process_time() - begin
    print(f"{len(frame)} lines, CPU seconds: pandas reads the workbook in {pandas:.1f}, we read it in {loaded:.1f}")
    print(f"compiled in {compiled:.1f}: {compiled / pandas:.2f} of pandas' reading, with our reading {(loaded + compiled) / pandas:.2f}")
    print(f"{sum(len(sheet) for sheet in document)} rows in {len(document.sheets)} statements")


if __name__ == "__main__":
    main()
