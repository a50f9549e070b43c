"""The tasks of a whole department (年度主要任务): what is done, and the money planned for it."""

from medinsure_budget.reading.performance.rows import PrintedRow, is_figure
from medinsure_budget.reading.performance.vocabulary import bare_key, is_source, key, words
from medinsure_budget.records import frozen

_NAMES = words("任务名称 主要任务 任务")
_AMOUNTS = words("预算金额 金额 预算资金 资金 预算 预算安排 预算数")
_TOTAL = ("/总额", "/合计", "/小计")


@frozen
class Task:
    """A task: its name, what it consists of, and its amounts as field, header and printed words."""

    name: str
    content: str
    amounts: tuple[tuple[str, str, str], ...]


class Tasks:
    """Reads the rows below the header of a table of tasks."""

    def __init__(self) -> None:
        self.headers: dict[int, str] = {}
        self._name = self._money = -1
        self._over = ""

    def read_header(self, row: PrintedRow) -> bool:
        """Take the row as the header, or as its second line that parts the amounts."""
        fresh = [(column, text) for column, text in row.cells if column not in row.continued]
        name = next((column for column, text in fresh if key(text) in _NAMES), -1)
        money = next(((column, text) for column, text in fresh if bare_key(text) in _AMOUNTS), None)
        if name >= 0 and money is not None:
            self._name, (self._money, self._over) = name, (money[0], bare_key(money[1]))
            beside = {column: text for column, text in fresh if column > self._money and is_source(text)}
            self.headers = {self._money: self._over, **beside}
            return True
        parts = [cell for cell in fresh if cell[0] >= self._money]
        if self._over not in self.headers.values() or parts != fresh or any(is_figure(text) for _, text in fresh):
            return False
        self.headers = {column: f"{self._over}/{text}" for column, text in parts}
        return True

    def entry(self, row: PrintedRow) -> Task | None:
        """The task of a row, ``None`` for a row of another part."""
        own = [cell for cell in row.cells if cell[0] >= self._name or cell[0] not in row.continued]
        told = [cell for cell in own if self._name <= cell[0] < self._money]
        amounts = [(self.headers[column], text) for column, text in own if column in self.headers]
        if not told or len(told) + len(amounts) < len(own):
            return None
        named = tuple(("budget" if self._is_total(header) else "", header, text) for header, text in amounts)
        return Task(told[0][1], "".join(text for _, text in told[1:]), named)

    def _is_total(self, header: str) -> bool:
        return header == self._over or header.endswith(_TOTAL)
