"""What is wrong with a ledger, all of it at once."""

from collections.abc import Iterable

from medinsure_budget.errors import LedgerError
from medinsure_budget.records import frozen

_SHOWN = 200


@frozen
class Problem:
    """A ledger line that cannot be compiled.

    Attributes:
        line: The row in its sheet or file, the header being row 1; 0 when it is about several lines.
        column: The column's Chinese name.
        value: The value as given.
        reason: Why it cannot be used, in Chinese.
        place: The sheet, when there are several.
    """

    line: int
    column: str
    value: str
    reason: str
    place: str = ""

    def __str__(self) -> str:
        where = f"“{self.place}”" if self.place else ""
        at = f"{where}第{self.line}行" if self.line else where or "整个台账"
        shown = f"“{self.value}”" if self.value else "（空）"
        return f"{at}，{self.column}{shown}：{self.reason}" if self.column else f"{at}：{self.reason}"


def refuse(problems: Iterable[Problem]) -> None:
    """Raise one error that lists every problem.

    Raises:
        LedgerError: when there is any.
    """
    found = sorted(problems, key=lambda p: (p.place, p.line, p.column))
    if found:
        more = [f"……另有{len(found) - _SHOWN}处，见 error.problems"] if len(found) > _SHOWN else []
        error = LedgerError("\n".join([f"台账有{len(found)}处不能编制：", *map(str, found[:_SHOWN]), *more]))
        error.problems = tuple(found)  # type: ignore[attr-defined]  # the list for programs, beside the message
        raise error
