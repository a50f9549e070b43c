"""Lists of results: one row for each self-evaluated project."""

from medinsure_budget.evidence import Note
from medinsure_budget.errors import UsageError
from medinsure_budget.money import Unit
from medinsure_budget.performance import Figure, Result, ResultList
from medinsure_budget.reading.performance.rows import Columns, PrintedRow, is_figure, money, points
from medinsure_budget.reading.performance.vocabulary import (
    CONCLUSIONS,
    bare_key,
    fund_field,
    head_field,
    indicator_field,
    key,
)

_NUMBERS = frozenset({"序号", "编号"})


def list_columns(row: PrintedRow) -> Columns | None:
    """The columns of a list of results, if the row is its header."""
    starts: dict[int, str] = {}
    for column, text in row.cells:
        meaning = _meaning(text)
        if meaning and meaning not in starts.values():
            starts[column] = meaning
    fields = set(starts.values())
    is_list = "project" in fields and fields & {"conclusion", "score"} and len(fields) == len(row.cells)
    return Columns(starts) if is_list else None


def _meaning(text: str) -> str:
    if key(text) in _NUMBERS:
        return "number"
    if bare_key(text) in CONCLUSIONS:
        return "conclusion"
    if indicator_field(text) == "score":
        return "score"
    return head_field(text) or fund_field(text) or f"other:{text}"


def read_list(rows: list[PrintedRow], title: str, compiler: str, unit: Unit, notes: list[Note]) -> ResultList:
    """Read a list whose first row is its header; unit and number may be merged over several rows."""
    columns, headers = list_columns(rows[0]), dict(rows[0].cells)
    assert columns is not None  # noqa: S101 - the caller recognised the header
    names = {meaning: headers[start] for start, meaning in columns.starts.items()}
    results: list[Result] = []
    above = {"number": "", "unit": ""}
    for row in rows[1:]:
        if row.is_rule:
            notes.append(Note("ignored", "转换时留下的分隔线行，没有内容", row.page, row.line, title))
            continue
        values = columns.straight(row.cells)
        if values is None or not (values.get("project") or values.get("conclusion")):
            words = " | ".join(text for _, text in row.cells)
            notes.append(Note("unread", f"没有读懂这一行：{words}", row.page, row.line, title))
            continue
        above = {name: values.get(name) or above[name] for name in above}
        figures = _figures(values, names, unit, row, title, notes)
        results.append(
            Result(
                number=above["number"], unit=above["unit"], project=values.get("project", ""), figures=figures,
                conclusion=values.get("conclusion", ""), score=points(values.get("score", "")), page=row.page,
            )  # fmt: skip
        )
    return ResultList(title=title, compiler=compiler, results=tuple(results), page=rows[0].page)


def _figures(
    values: dict[str, str], names: dict[str, str], unit: Unit, row: PrintedRow, title: str, notes: list[Note]
) -> tuple[Figure, ...]:
    figures = []
    for meaning, text in values.items():
        field = meaning if fund_field(names[meaning]) == meaning else ""
        if not field or field in ("rate", "weight", "score") or not is_figure(text):
            continue
        try:
            amount = money(text, Unit.parse(names[meaning]) or unit)
        except UsageError:
            notes.append(Note("unread", f"“{names[meaning]}”下的“{text}”不是金额", row.page, row.line, title))
            continue
        if amount is not None:
            figures.append(Figure(field, names[meaning], amount, text))
    return tuple(figures)
