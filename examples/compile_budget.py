"""Compile a whole budget from a ledger, check it, and write it as workbook, Word document and web page."""

import sys
from pathlib import Path

import medinsure_budget as mb

HERE = Path(__file__).resolve().parent
LEDGER = HERE / "data" / "ledger_budget_2024.csv"


def main() -> None:
    """Compile, check, write; print what the ledger lacks and what came out."""
    ledger = Path(sys.argv[1]) if len(sys.argv) > 1 else LEDGER
    budget = mb.compile_budget(ledger, agency="云溪市医疗保障局", year=2024)
    for note in budget.notes:
        print(f"  注意：{note.message}")

    published = mb.publish(budget, HERE / "output", overwrite=True)
    print(published.report)
    for path in published.paths:
        print(f"已写入 {path}")


if __name__ == "__main__":
    main()
