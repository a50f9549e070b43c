"""What people ask of a disclosure first, as small frames with Chinese heads; amounts in 元.

Each view takes the statements of a document and answers with an empty frame where the document prints none of them.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from medinsure_budget.document.amounts import Amounts, as_column
from medinsure_budget.files.frames import frame_of
from medinsure_budget.forms import (
    AppropriationBasicExpenditure,
    BasicExpenditure,
    BudgetOverview,
    Expenditure,
    FinalAppropriationBasicExpenditure,
    FinalBasicExpenditure,
    FinalExpenditureBySubject,
    FinalGeneralPublicExpenditure,
    FinalOverview,
    FinalThreePublics,
    GeneralPublicExpenditure,
    Row,
    Sheet,
    ThreePublics,
)
from medinsure_budget.money import Money

Sheets = Iterable[Sheet[Row]]

_THREE_PUBLICS = ("total", "abroad", "vehicles", "vehicle_purchase", "vehicle_running", "reception")
_MEASURES = {"budget": "预算数", "final": "决算数"}
_FUNCTIONAL = (Expenditure, FinalExpenditureBySubject, GeneralPublicExpenditure, FinalGeneralPublicExpenditure)
_ECONOMIC = (
    BasicExpenditure, FinalBasicExpenditure, AppropriationBasicExpenditure, FinalAppropriationBasicExpenditure,
)  # fmt: skip


def three_publics(sheets: Sheets, amounts: Amounts = "decimal") -> Any:
    """“三公”经费 by item: 项目, and 预算数 or 决算数 or both, as the document prints them."""
    sheet = _first(sheets, (FinalThreePublics, ThreePublics))
    rows = _wholes(sheet) if sheet else {}
    table = []
    for name in _THREE_PUBLICS:
        found = {_MEASURES[measure]: row.amount_of(name) for measure, row in rows.items()}
        if sheet and any(amount is not None for amount in found.values()):
            table.append({"项目": sheet.form.form.fields[name].label, **found})
    return _frame(table, ["项目", *(_MEASURES[measure] for measure in rows)], amounts)


def functional(sheets: Sheets, amounts: Amounts = "decimal") -> Any:
    """Expenditure by functional subject: 科目编码, 科目名称, 层级 and the printed amounts under their usual words."""
    return _by_subject(_first(sheets, _FUNCTIONAL), amounts)


def economic(sheets: Sheets, amounts: Amounts = "decimal") -> Any:
    """Basic expenditure by economic subject; columns as in `functional`."""
    return _by_subject(_first(sheets, _ECONOMIC), amounts)


def carry_over(sheets: Sheets, amounts: Amounts = "decimal") -> Any:
    """What was carried into the year and out of it: 项目 and 金额."""
    sheet = _first(sheets, (FinalOverview, BudgetOverview))
    lines = [line for line in sheet.form.form.lines if line.key.startswith("carried_")] if sheet else []
    table = [
        {"项目": line.labels[0], "金额": row.amount_of("amount")}
        for line in lines
        for row in (sheet or ())
        if row.line == line.key and row.amount_of("amount") is not None
    ]
    return _frame(table, ["项目", "金额"], amounts)


def _first(sheets: Sheets, forms: Sequence[type[Row]]) -> Sheet[Row] | None:
    found = list(sheets)
    return next((sheet for form in forms for sheet in found if sheet.form is form and len(sheet)), None)


def _wholes(sheet: Sheet[Row]) -> dict[str, Row]:
    """The row of the whole for each measure that the sheet prints: 合计, or the only row."""
    usual = "final" if sheet.form.form.kind == "final_accounts" else "budget"
    rows: dict[str, Row] = {}
    for row in sheet:
        measure = row.measure or usual
        if measure not in rows or row.is_total:
            rows[measure] = row
    return {measure: rows[measure] for measure in _MEASURES if measure in rows}


def _by_subject(sheet: Sheet[Row] | None, amounts: Amounts) -> Any:
    if sheet is None:
        return _frame([], ["科目编码", "科目名称", "层级"], amounts)
    heads = {marker.name: marker.label for marker in sheet.form.form.money if marker.name in sheet.printed}
    words = [
        {"科目编码": row.code, "科目名称": row.name, "层级": row.depth} | {head: row.amount_of(n) for n, head in heads.items()}
        for row in _coded(sheet)
    ]
    return _frame(words, ["科目编码", "科目名称", "层级", *heads.values()], amounts)


def _coded(sheet: Sheet[Row]) -> Iterator[Row]:
    return (row for _, row in sheet.walk())


def _frame(rows: list[dict[str, Any]], columns: list[str], amounts: Amounts) -> Any:
    told = [{key: v.worth if isinstance(v, Money) else v for key, v in row.items()} for row in rows]
    frame = frame_of(told, columns)
    for column in frame.columns:
        if any(isinstance(row.get(column), Money) for row in rows):
            frame[column] = as_column(frame[column], amounts)
    return frame
