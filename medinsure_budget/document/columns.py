"""The columns of tidy figures, declared once: frames, Parquet files and their descriptions all follow this list."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal

from medinsure_budget.forms import Row, Sheet
from medinsure_budget.forms.words import fold
from medinsure_budget.lexicon import Shape
from medinsure_budget.records import frozen
from medinsure_budget.subjects import Catalogue, kind_of, level_of

Holds = Literal["text", "amount", "integer", "truth"]
# A new number when a column changes its meaning or goes; further columns at the end leave it.
SCHEMA_VERSION: Final = 1


@frozen
class Column:
    """A column of tidy figures.

    Attributes:
        name: Its name in frames and files.
        title: Its Chinese name.
        meaning: What it holds, in Chinese.
        holds: ``amount`` is an exact decimal in 元.
    """

    name: str
    title: str
    meaning: str
    holds: Holds = "text"


COLUMNS: Final = (
    Column("document", "文件", "文件名，或调用者所给的名称"),
    Column("form", "表式", "报表的类名；认不出的表为空"),
    Column("title", "表名", "印出的表名"),
    Column("number", "表号", "印出的表号，如公开01表"),
    Column("unit", "金额单位", "印出的金额单位；没有写明时为空"),
    Column("side", "表的一侧", "income 收入、expenditure 支出、purpose 用途；单侧的表为空"),
    Column("code", "科目编码", "类款项相连的编码；没有印出时为空"),
    Column("label", "行名", "印出的行名"),
    Column("field", "栏目", "栏目的英文属性名；表式没有声明的栏目为空"),
    Column("header", "表头", "印出的表头，各层以/相连"),
    Column("amount", "金额", "金额，单位元，精确小数；金额单位不明时为空", "amount"),
    Column("printed", "原文", "单元格印出的文字"),
    Column("page", "页", "页码；没有页的格式为空或0", "integer"),
    Column("agency", "部门或单位", "编制部门或单位的全称"),
    Column("agency_level", "级次", "部门、单位；不明时为空"),
    Column("year", "年度", "预算或决算的年度；不明时为空", "integer"),
    Column("kind", "种类", "budget 预算、final_accounts 决算"),
    Column("measure", "口径", "budget 预算数、final 决算数，上年的数前加 last_；不明时为空。不同口径的数不可相加"),
    Column("path", "科目路径", "类、款、项的名称以/相连，先取本表印出的，再取当年科目表的"),
    Column("code_level", "科目级次", "类、款、项、目；没有编码时为空。不同级次的数不可相加"),
    Column("is_total", "是否合计", "该行是否为本表其他行之和，如合计、本年收入合计、支出总计；它们与明细不可相加", "truth"),
    Column("line", "行", "文本格式中的行号；没有行的格式为0", "integer"),
    Column("sha256", "文件摘要", "文件内容的 SHA-256；不是从文件读取的为空"),
)
FRAME_COLUMNS: Final = tuple(column.name for column in COLUMNS)

_BUDGET = Shape("{BUDGET}")
_OUTTURN = Shape("{OUTTURN}")
_LAST = Shape("{LAST_YEAR}")


def sheet_records(sheet: Sheet[Row], subjects: Catalogue, own: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The tidy figures of a statement with what its form, its header, the subjects and its document say about each."""
    names = {row.code: row.name for row in reversed(sheet.rows) if row.code}
    paths: dict[str, str] = {}
    measures: dict[tuple[str, str], str] = {}
    for record in sheet.records():
        code, column = record["code"], (record["field"], record["header"])
        if code not in paths:
            paths[code] = path_of(code, names, subjects)
        if not record["measure"]:
            if column not in measures:
                measures[column] = measure_of(sheet, record)
            record["measure"] = measures[column]
        record["path"], record["code_level"] = paths[code], level_of(code)
        record.update(own)
        yield record


def measure_of(sheet: Sheet[Row], record: Mapping[str, Any]) -> str:
    """What a figure measures where the row does not say it: by its form, or by the words over it."""
    if record["form"] and record["field"]:
        return "budget" if sheet.form.form.kind == "budget" else "final"
    header = fold(f"{sheet.title}/{record['header']}" if not _told(record["header"]) else record["header"])
    told = _told(header)
    return f"last_{told}" if told and _LAST.search(header) else told


def _told(header: str) -> str:
    budget, outturn = _BUDGET.search(header), _OUTTURN.search(header)
    return "" if bool(budget) == bool(outturn) else ("budget" if budget else "final")


def path_of(code: str, names: Mapping[str, str], subjects: Catalogue) -> str:
    """The names from the 类 down: those that the table prints, else those of the year's subjects."""
    kind = kind_of(code)
    if kind is None or not level_of(code):
        return ""
    steps = [code[:length] for length in range(3, len(code) + 1, 2)]
    return "/".join(names.get(step) or subjects[kind].get(step).name or step for step in steps)
