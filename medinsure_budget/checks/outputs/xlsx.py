"""The report as a workbook."""

import re
from typing import Any

from medinsure_budget.allowance import spend
from medinsure_budget.checks.arithmetic.cells import Table, table_name
from medinsure_budget.checks.arithmetic.verdicts import GRAVITIES
from medinsure_budget.checks.outputs.printing import for_print, set_widths, wrapped
from medinsure_budget.checks.outputs.text import summary
from medinsure_budget.checks.report.findings import Finding
from medinsure_budget.checks.report.results import Results
from medinsure_budget.files.cells import append, as_words
from medinsure_budget.files.packages import workbook_bytes

_COLOURS = {"wrong": "FFCDD2", "dup": "E3F2FD", "explained": "ECEFF1"}
_HEAD = ("序号", "级别", "规则", "名称", "位置", "印刷", "应为", "差额", "单位", "页", "说明", "依据", "已说明")
_WIDTHS = (6, 6, 10, 18, 30, 13, 14, 12, 6, 5, 60, 22, 14)
# Every further sheet is compared with all before it, and nobody leafs through more.
_MOST_TABLES = 200
Sheet = Any  # openpyxl's worksheets have no useful types


def report_xlsx(report: Results) -> bytes:
    """检查结果, one sheet for each table with its suspected cells coloured, and 检查明细."""
    from openpyxl import Workbook

    book = Workbook()
    front = book.worksheets[0]
    front.title = "检查结果"
    places: dict[int, str] = {}
    for number, table in enumerate(report.figures.tables[:_MOST_TABLES], 1):
        _table(book.create_sheet(_sheet_name(table, number)), table, places)
    _colour(book, report, places)
    _findings(front, report, places)
    _details(book.create_sheet("检查明细"), report)
    for sheet in book.worksheets:
        for_print(sheet)
    return workbook_bytes(book)


def _sheet_name(table: Table, number: int) -> str:
    return f"{number:02d} " + re.sub(r"[\[\]:*?/\\']", "", table_name(table.sheet))[:24]


def _table(sheet: Sheet, table: Table, places: dict[int, str]) -> None:
    from openpyxl.utils import get_column_letter

    spend(table.sheet.title)
    append(sheet, [table.sheet.title, None, None, f"单位：{table.sheet.unit.value}"])
    down = bool(table.sheet.items)
    fields = [i.field for i in table.sheet.items] if down else list(table.fields)
    labels = [i.label for i in table.sheet.items] if down else [table.form.form.fields[f].label for f in fields]
    append(sheet, ["编码", "名称", "侧", *labels])
    for line in table.lines:
        name = line.row.name or {"budget": "预算数", "final": "决算数"}.get(line.row.measure, "")
        row = append(
            sheet,
            [
                line.row.code,
                name,
                {"income": "收入", "expenditure": "支出", "purpose": "用途"}.get(line.row.side, ""),
            ],
        )
        for at, field in enumerate(fields, 4):
            cell = line.cells.get(field)
            if cell is None:
                continue
            places[cell.index] = f"'{sheet.title}'!{get_column_letter(at)}{row}"
            if cell.amount is not None:
                target = sheet.cell(row, at, cell.amount.amount)
                target.number_format = "#,##0" + ("." + "0" * cell.amount.decimals if cell.amount.decimals else "")
    sheet.freeze_panes = "C3"
    sheet.column_dimensions["B"].width = 36
    for at in range(4, 4 + len(fields)):
        sheet.column_dimensions[get_column_letter(at)].width = 16


def _colour(book: Any, report: Results, places: dict[int, str]) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Border, PatternFill, Side

    side = Side(style="medium", color="EF6C00")
    outline = Border(left=side, right=side, top=side, bottom=side)
    for finding in report.findings:
        kind = {"duplicate": "dup", "explained": "explained"}.get(finding.verdict, "wrong")
        own = [s.cell for s in finding.suspects] or ([finding.cell] if finding.cell is not None else [])
        for cell in own:
            target = _target(book, places.get(cell.index, ""))
            if target is not None and target.comment is None:
                target.fill = PatternFill("solid", fgColor=_COLOURS[kind])
                target.comment = Comment(as_words(f"{finding.rule.id} {finding.message}"[:2000]), "检查", width=420, height=160)
        for cell in finding.related:
            target = _target(book, places.get(cell.index, ""))
            if target is not None and target.comment is None:
                target.border = outline


def _target(book: Any, place: str) -> Any:
    if not place:
        return None
    name, at = place.rsplit("!", 1)
    return book[name.strip("'")][at]


def _findings(sheet: Sheet, report: Results, places: dict[int, str]) -> None:
    from openpyxl.styles import Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    left = len(report.figures.tables) - _MOST_TABLES
    append(sheet, [summary(report) + (f" 表格太多，后面{left}张没有列出。" if left > 0 else "")])
    sheet.append([])
    sheet.append(list(_HEAD))
    for number, finding in enumerate(report.findings, 1):
        row = append(sheet, _row(number, finding))
        place = places.get(finding.cell.index, "") if finding.cell is not None else ""
        if place:
            link = sheet.cell(row, 5)
            link.hyperlink = Hyperlink(ref=link.coordinate, location=place)
            link.font = Font(color="1565C0", underline="single")
    for at, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[sheet.cell(3, at).column_letter].width = width
        sheet.cell(3, at).font = Font(bold=True)
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(_WIDTHS))
    wrapped(sheet, 4)
    wrapped(sheet, 1, sum(_WIDTHS))
    sheet.auto_filter.ref = f"A3:M{max(3, sheet.max_row)}"
    sheet.freeze_panes = "A4"


def _row(number: int, finding: Finding) -> list[Any]:
    return [
        number, GRAVITIES[finding.severity], finding.rule.id, finding.title, finding.place, finding.printed,
        finding.expected, finding.difference, finding.unit, finding.page or None, finding.message, finding.basis,
        finding.suppressed,
    ]  # fmt: skip


def _details(sheet: Sheet, report: Results) -> None:
    from medinsure_budget.checks.report.results import REPORT_COLUMNS

    sheet.append(list(REPORT_COLUMNS))
    for record in report.records():
        append(sheet, record.values())
    set_widths(sheet)
    wrapped(sheet, 2)
    sheet.auto_filter.ref = f"A1:P{max(1, sheet.max_row)}"
    sheet.freeze_panes = "A2"
