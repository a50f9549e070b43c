"""Made-up exports such as offices get from their systems: workbooks of the final-accounts software, a budget grid."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Border, Side

import medinsure_budget as mb

Spent = Sequence[tuple[str, str, int]]
SUBJECT_HEAD = ["支出功能分类科目编码", None, None, "科目名称"]
FRAME = Border(*(Side(style="thin"),) * 4)

BUREAU, CENTRE = "云溪市医疗保障局本级", "云溪市医疗保障信息中心"
# What each unit spent: functional 项, economic 款, 元; the first list is basic expenditure, the second projects.
ACCOUNTS: Mapping[str, tuple[Spent, Spent]] = {
    BUREAU: (
        [("2080505", "30108", 152_400), ("2101501", "30101", 486_300), ("2101501", "30102", 395_700), ("2101501", "30201", 61_250),
         ("2101501", "30217", 8_640), ("2210201", "30113", 173_900)],
        [("2101505", "30227", 318_000), ("2101505", "30202", 27_460)],
    ),
    CENTRE: (
        [("2080505", "30108", 98_100), ("2101550", "30107", 402_800), ("2101550", "30201", 33_975)],
        [("2101504", "30213", 256_000), ("2101504", "31007", 144_500)],
    ),
}  # fmt: skip


def software_workbook(folder: Path, unit: str, year: int) -> Path:
    """One unit's workbook: what it received and spent, all of it from the general public budget."""
    basic, projects = ACCOUNTS[unit]
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, title, lines in (
        ("Z05_1 基本支出决算明细表(财决05-1表)", "基本支出决算明细表", basic),
        ("Z05_2 项目支出决算明细表(财决05-2表)", "项目支出决算明细表", projects),
        ("Z08_1 一般公共预算财政拨款基本支出决算明细表(财决08-", "一般公共预算财政拨款基本支出决算明细表", basic),
        ("Z08_2 一般公共预算财政拨款项目支出决算明细表(财决08-", "一般公共预算财政拨款项目支出决算明细表", projects),
    ):
        number = name.split()[0].removeprefix("Z").replace("_", "-")
        _detail(book.create_sheet(name), (title, f"财决{number}表", unit, year), lines)
    _account(book.create_sheet("Z07 一般公共预算财政拨款收入支出决算表(财决07表)"), unit, year, basic, projects)
    path = folder / f"{unit}.xlsx"
    book.save(path)
    return path


def _caption(sheet: Any, title: str, number: str, unit: str, year: int) -> None:
    for row in ([title], [None, None, None, None, number], [f"编制单位：{unit}", None, None, None, f"{year}年度", "金额单位：元"]):
        sheet.append(row)


def _detail(sheet: Any, caption: tuple[str, str, str, int], lines: Spent) -> None:
    """A form with a column for each economic 款, under its 类."""
    year = caption[3]
    _caption(sheet, *caption)
    economic = sorted({code for _, code, _ in lines})
    names = mb.catalogue(year).economic
    groups = [names[code[:3]].name if at == 0 or economic[at - 1][:3] != code[:3] else None for at, code in enumerate(economic)]
    sheet.append(["项目", None, None, None, "合计", *groups])
    sheet.append([*SUBJECT_HEAD, None, *(names[code].name for code in economic)])
    sheet.append(["类", "款", "项", "栏次", *range(1, len(economic) + 2)])
    _subject_rows(sheet, year, {(s, e): fen for s, e, fen in lines}, economic)


def _account(sheet: Any, unit: str, year: int, basic: Spent, projects: Spent) -> None:
    _caption(sheet, "一般公共预算财政拨款收入支出决算表", "财决07表", unit, year)
    sheet.append(["项目", None, None, None, "年初结转和结余", None, None, "本年收入", None, None, "本年支出"])
    parts = ["合计", "基本支出结转", "项目支出结转和结余", "合计", "基本支出", "项目支出", "合计"]
    sheet.append([*SUBJECT_HEAD, *parts])
    sheet.append(["类", "款", "项", "栏次", *range(1, 8)])
    amounts: dict[tuple[str, str], int] = {}
    for lines, part in ((basic, "basic"), (projects, "project")):
        for subject, _, amount in lines:
            for key in (part, "income", "spent"):
                amounts[subject, key] = amounts.get((subject, key), 0) + amount
    order = ["in", "in basic", "in project", "income", "basic", "project", "spent"]
    _subject_rows(sheet, year, amounts, order, total=False)


def _subject_rows(
    sheet: Any, year: int, amounts: Mapping[tuple[str, str], int], columns: Sequence[str], *, total: bool = True
) -> None:
    """合计, then a row for each 项; the first column of money is the sum of the others where ``total``."""
    subjects = sorted({subject for subject, _ in amounts})

    def row(codes: Iterable[str], label: Sequence[str | None]) -> list[Any]:
        codes = list(codes)
        values = [sum(amounts.get((code, column), 0) for code in codes) for column in columns]
        return [*label, *([sum(values)] if total else []), *(value or None for value in values)]

    sheet.append(row(subjects, [None, None, None, "合计"]))
    for subject in subjects:
        sheet.append(row([subject], [subject, None, None, mb.catalogue(year).functional[subject].name]))


def budget_grid(path: Path) -> Path:
    """The grids 支出预算 and 收入预算 of a budget platform, with code-name cells."""
    rows = [
        ("408001-云溪市医疗保障局本级", "1-人员类", "人员经费", "2101501-行政运行", "30101-基本工资", 520_600),
        ("408001-云溪市医疗保障局本级", "21-公用经费", "定额公用经费", "2101501-行政运行", "30201-办公费", 74_300),
        ("408001-云溪市医疗保障局本级", "31-部门预算项目", "基金监管", "2101505-医疗保障政策管理", "30227-委托业务费", 360_000),
        ("408002-云溪市医疗保障信息中心", "1-人员类", "人员经费", "2101550-事业运行", "30107-绩效工资", 431_900),
        ("408002-云溪市医疗保障信息中心", "31-部门预算项目", "平台运维", "2101504-信息化建设", "30213-维修（护）费", 245_500),
    ]
    book = Workbook()
    spent, paid = book.worksheets[0], book.create_sheet("收入预算")
    spent.title = "支出预算"
    spent.append(["2024年部门支出预算明细表"])
    spent.append(["预算单位", "项目类别", "项目名称", "支出功能分类", "部门预算经济分类", "资金性质", "预算金额"])
    paid.append(["预算单位", "收入项目类别", "本年收入总计"])
    for unit in dict.fromkeys(row[0] for row in rows):
        paid.append([unit, "一般公共预算拨款收入", sum(row[5] for row in rows if row[0] == unit)])
    for row in rows:
        spent.append([*row[:5], "111-一般公共预算资金", row[5]])
    spent.append(["合计", None, None, None, None, None, sum(row[5] for row in rows)])
    book.save(path)
    return path


def office_template(path: Path) -> Path:
    """The workbook that a finance bureau sends: a blank framed table of five lines."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "支出决算表"
    lines: list[list[str | None]] = [
        ["XXXX年度支出决算表"], ["编制单位：", None, None, None, "金额单位：万元"],
        ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"], ["合计"], *([[None]] * 5), ["制表人："],
    ]  # fmt: skip
    for number, cells in enumerate(lines, 1):
        for column in range(1, 6):
            cell = sheet.cell(number, column, cells[column - 1] if column <= len(cells) else None)
            if 3 <= number < len(lines):
                cell.border = FRAME
    book.save(path)
    return path
