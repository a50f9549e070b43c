"""The columns of a table's panels, told apart once for all of its rows."""

from collections.abc import Sequence

from medinsure_budget.forms import Column
from medinsure_budget.records import frozen


@frozen
class Panel:
    """The columns of one panel by what they hold; ``printed`` are those of the rows of each measure."""

    number: int
    columns: list[int]
    own: frozenset[int]
    names: list[int]
    codes: list[int]
    values: list[int]
    beside: list[int]
    printed: dict[str, list[int]]

    @classmethod
    def of(cls, number: int, columns: Sequence[Column]) -> "Panel":
        """The columns of a panel among those of its table."""
        mine = [i for i, c in enumerate(columns) if c.panel == number]
        names, codes, values = ([i for i in mine if columns[i].role == role] for role in ("name", "code", "money"))
        measures = dict.fromkeys(columns[i].measure for i in values) or [""]
        printed = {measure: [i for i in mine if columns[i].measure in ("", measure)] for measure in measures}
        beside = [i for i in mine if columns[i].role != "money"]
        return cls(number, mine, frozenset(mine), names, codes, values, beside, printed)
