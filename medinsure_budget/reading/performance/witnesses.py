"""What the words of a table witness: a part of a report, scores, or the rest of a form begun on the page before."""

from medinsure_budget.reading.performance.form import is_indicator_form
from medinsure_budget.reading.performance.indicators import header_columns, weighs
from medinsure_budget.reading.performance.pieces import Piece
from medinsure_budget.reading.performance.rows import PrintedRow, is_figure
from medinsure_budget.reading.performance.vocabulary import (
    ACHIEVED,
    CONCLUSIONS,
    EXPECTED,
    TOTALS,
    fund_field,
    is_group,
    is_part,
    is_subgroup,
    key,
    text_field,
    words,
)

_REPORT_WORDS = words(
    "项目基本信息 项目基本情况 项目负责人 项目起止时间 计划安排资金 实际到位资金 实际支出 "
    "支出内容 支出合计 计划支出数 实际支出数 评价报告摘要 概况 评价得分 评价等级 "
    "主要问题及原因分析 相关建议 评价人员 姓名 评价方式 评价机构"
)
_MONEY_WORDS = words("金额 合计 小计 财政拨款 资金总额 预算金额")
_CONCLUDING_ROWS = 4


def is_report_table(rows: list[PrintedRow]) -> bool:
    """Say whether the rows are those of an evaluation report."""
    labels = {key(text).split("(")[0].split(":")[0] for row in rows for _, text in row.cells}
    return bool(labels & _REPORT_WORDS) or any(header_columns(row) for row in rows)


def is_head(rows: list[PrintedRow]) -> bool:
    """Say whether the rows are only entries of a cover."""
    return all(row.heads[0] for row in rows) and not is_report_table(rows)


def is_scored(rows: list[PrintedRow]) -> bool:
    """Say whether the figures of a table are scores: a header of indicators with weights and without money."""
    return any(_is_score_header(row) or _has_weighed_group(row) for row in rows)


def _is_score_header(row: PrintedRow) -> bool:
    if row.fields.isdisjoint(("weight", "score")) or row.fields.isdisjoint(("group", "subgroup", "name")):
        return False
    money = any(k in _MONEY_WORDS for k in row.keys)
    return not money and all(fund_field(text) in ("", "rate", "weight", "score") for _, text in row.cells)


def _has_weighed_group(row: PrintedRow) -> bool:
    return any(weighs(text) for _, text in row.cells)


def carries_on(rows: list[PrintedRow], piece: Piece) -> bool:
    """Say whether a table that stands where a form would go on is the rest of it."""
    if not piece.rows:
        return True  # a page that held nothing but the rest of a row
    if _is_concluded(rows) or _opens_another(rows, piece.rows):
        return False
    if any(row.keys[0] in TOTALS for row in rows):
        return bool(text_field(piece.rows[0].cells[0][1])) or _is_concluded(piece.rows)
    if any(_is_of_form(row) for row in piece.rows) or _is_concluded(piece.rows):
        return True
    scored = any(_is_score_header(row) for row in rows)
    # Between the header of the money and the indicators any figures are money.
    funded = any(_is_fund_header(row) for row in rows) and not any(header_columns(row) for row in rows)
    return bool(piece.edges) and (scored or funded or not any(is_figure(text) for row in piece.rows for _, text in row.cells))


def _is_concluded(rows: list[PrintedRow]) -> bool:
    return any(row.keys[0] in CONCLUSIONS for row in rows[-_CONCLUDING_ROWS:])


def _opens_another(rows: list[PrintedRow], more: list[PrintedRow]) -> bool:
    """Whether the head or the indicators of a form begin, which the rows above have already."""
    told = {head for row in rows for head in row.heads} - {""}
    again = any(head in told for row in more[:2] for head in row.heads)
    return again or (any(header_columns(row) for row in rows) and is_indicator_form(more))


def _is_fund_header(row: PrintedRow) -> bool:
    return sum(bool(fund_field(text)) for _, text in row.cells) > 1


def _is_of_form(row: PrintedRow) -> bool:
    if header_columns(row) or text_field(row.cells[0][1]) or row.keys[0] in TOTALS:
        return True
    if _is_fund_header(row) or row.heads[0]:
        return True
    texts = [text for _, text in row.cells]
    return any(is_group(t) or is_subgroup(t) or is_part(t) or key(t) in EXPECTED | ACHIEVED for t in texts)
