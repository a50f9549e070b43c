"""Compile final accounts from a ledger workbook in two prints, and show how the written tables read back equal."""

import sys
from pathlib import Path

import medinsure_budget as mb

HERE = Path(__file__).resolve().parent
LEDGER = HERE / "data" / "ledger_final_accounts_2023.xlsx"


def figures(document: mb.FinalAccounts) -> list[tuple[object, ...]]:
    """Every printed figure with its place, without the page it stands on."""
    keys = ("title", "number", "side", "code", "label", "header", "amount", "printed")
    return [tuple(record[key] for key in keys) for record in document.records()]


def main() -> None:
    """Compile the national set and the set of Shanghai, write both, read the national one back."""
    ledger = Path(sys.argv[1]) if len(sys.argv) > 1 else LEDGER
    accounts = mb.compile_final_accounts(ledger, agency="云溪市医疗保障局", year=2023)
    published = mb.publish(accounts, HERE / "output", overwrite=True)
    print(published.report)

    for path in published.paths:
        equal = figures(mb.read(path)) == figures(accounts)
        print(f"已写入 {path}，读回的数字{'全部相同' if equal else '不同'}")

    shanghai = mb.compile_final_accounts(
        ledger, agency="云溪市医疗保障局", year=2023, edition=mb.editions.SHANGHAI_FINAL_2024
    )
    print(f"上海版 {len(shanghai.sheets)} 张表：{mb.check(shanghai)}")


if __name__ == "__main__":
    main()
