"""Lists of results: one row for each self-evaluated project."""

from typing import Literal

from medinsure_budget.document.performance import Figure, Result, ResultList
from medinsure_budget.errors import UsageError
from medinsure_budget.evidence import Note
from medinsure_budget.lexicon import by_text
from medinsure_budget.money import Unit
from medinsure_budget.reading.performance.rows import Columns, PrintedRow, money, points
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
    if "project" not in row.heads:
        return None
    starts: dict[int, str] = {}
    for column, text in row.cells:
        meaning = _meaning(text)
        if meaning and meaning not in starts.values():
            starts[column] = meaning
    fields = set(starts.values())
    is_list = "project" in fields and fields & {"conclusion", "score"} and len(fields) == len(row.cells)
    return Columns(starts) if is_list else None


@by_text
def _meaning(text: str) -> str:
    if key(text) in _NUMBERS:
        return "number"
    if bare_key(text) in CONCLUSIONS:
        return "conclusion"
    if indicator_field(text) == "score":
        return "score"
    return head_field(text) or fund_field(text) or f"other:{text}"


class ListReader:
    """Reads a list below its header; unit and number may be merged over several rows."""

    def __init__(self, title: str, unit: Unit, notes: list[Note]) -> None:
        self.title = title
        self.unit = unit
        self._said = False
        self.notes = notes
        self._headers: dict[str, str] = {}
        self._above = {"number": "", "unit": ""}

    def carries_on(self, header: PrintedRow, rows: list[PrintedRow]) -> bool:
        """Say whether rows of another table go on with the list under the header."""
        columns = list_columns(header) or Columns({})
        placed = [columns.straight(row.cells) for row in rows]
        return all(values and (values.get("project") or values.get("conclusion")) for values in placed)

    def read(self, rows: list[PrintedRow], compiler: str) -> ResultList:
        """Read the rows, the first of which is the header."""
        columns, words = list_columns(rows[0]) or Columns({}), dict(rows[0].cells)
        self._headers = {meaning: words[start] for start, meaning in columns.starts.items()}
        results = (self._result(columns, row) for row in rows[1:])
        return ResultList(
            title=self.title, compiler=compiler, results=tuple(r for r in results if r is not None), page=rows[0].page
        )

    def _result(self, columns: Columns, row: PrintedRow) -> Result | None:
        if row.is_rule:
            self._note("ignored", "转换时留下的分隔线行，没有内容", row)
            return None
        values = columns.straight(row.cells)
        if values is None or not (values.get("project") or values.get("conclusion")):
            self._note("unread", f"没有读懂这一行：{' | '.join(text for _, text in row.cells)}", row)
            return None
        self._above = {name: values.get(name) or self._above[name] for name in self._above}
        return Result(
            **self._above,
            project=values.get("project", ""),
            conclusion=values.get("conclusion", ""),
            score=points(values.get("score", "")),
            figures=self._figures(values, row),
            page=row.page,
        )

    def _figures(self, values: dict[str, str], row: PrintedRow) -> tuple[Figure, ...]:
        figures = []
        for meaning, text in values.items():
            header = self._headers[meaning]
            if meaning in ("rate", "weight", "score") or fund_field(header) != meaning:
                continue
            try:
                amount = money(text, Unit.parse(header) or self.unit)
            except UsageError:
                self._note("unread", f"“{header}”下的“{text}”不是金额", row)
                continue
            if amount is not None:
                figures.append(Figure(meaning, header, amount, text))
                self._say_unknown(amount.unit, row)
        return tuple(figures)

    def _say_unknown(self, unit: Unit, row: PrintedRow) -> None:
        if unit is Unit.UNKNOWN and not self._said:
            self._said = True
            self._note("unread", "表中没有写明金额单位，单位不明，金额不折算为元", row)

    def _note(self, kind: Literal["ignored", "unread"], message: str, row: PrintedRow) -> None:
        self.notes.append(Note(kind, message, row.page, row.line, self.title))
