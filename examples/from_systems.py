"""The whole way: from what the systems of an office export to everything it publishes."""

from pathlib import Path

from exports import BUREAU, CENTRE, budget_grid, office_template, software_workbook

import medinsure_budget as mb

HERE = Path(__file__).resolve().parent / "output"


def main() -> None:
    """Compile, check and write final accounts and a budget."""
    HERE.mkdir(exist_ok=True)
    workbooks = [software_workbook(HERE, unit, 2023) for unit in (BUREAU, CENTRE)]
    ledger = mb.load_ledger(workbooks)
    for note in ledger.notes:
        print(note.message)
    print(f"决算软件的两个工作簿读成 {len(ledger)} 行台账，认不出的 {len(ledger.problems)} 处")
    accounts = mb.compile_final_accounts(
        ledger, agency="云溪市医疗保障局", year=2023, edition=mb.editions.NATIONAL_FINAL_2022
    )
    report(accounts)
    print("、".join(sheet.number for sheet in accounts))
    filled = mb.fill_xlsx(office_template(HERE / "财政局模板.xlsx"), accounts, HERE / "支出决算表.xlsx", overwrite=True)
    print(f"模板已填写：{filled.path.name}")

    budget = mb.compile_budget(mb.load_ledger(budget_grid(HERE / "支出预算.xlsx")), agency="云溪市医疗保障局", year=2024)
    report(budget)


def report(document: mb.Budget | mb.FinalAccounts) -> None:
    """Publish a document and say what came of its check."""
    published = mb.publish(document, HERE, overwrite=True, insist=True)
    names = "、".join(path.name for path in published.paths)
    print(f"{document.name}：校验错误 {len(published.report.errors)} 处，待补 {len(published.todo)} 项，已写出 {names}")


if __name__ == "__main__":
    main()
