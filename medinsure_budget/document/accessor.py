"""``frame.budget``: what tidy frames are asked for; importing this module gives it to every `pandas.DataFrame`."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any, Final

import pandas as pd

from medinsure_budget.document.amounts import Amounts, as_column
from medinsure_budget.document.columns import COLUMNS, FRAME_COLUMNS
from medinsure_budget.errors import UsageError
from medinsure_budget.files.frames import frame_of
from medinsure_budget.forms import ALL, Row
from medinsure_budget.subjects.classification import LEVELS

_SIDES: Final = ("income", "expenditure", "purpose")
_MEASURES: Final = ("", "budget", "final", "last_budget", "last_final")
_NEEDED: Final = ("form", "side", "field", "code", "label", "amount", "measure", "code_level", "is_total")


@pd.api.extensions.register_dataframe_accessor("budget")
class BudgetFrame:
    """What a tidy frame (`Document.to_frame`, `medinsure_budget.frame`) can be asked for.

    Attributes:
        frame: The frame.
    """

    def __init__(self, frame: Any) -> None:
        """Take a tidy frame.

        Raises:
            UsageError: when columns of tidy figures are missing.
        """
        if missing := [name for name in _NEEDED if name not in frame.columns]:
            raise UsageError(f"这不是 to_frame 给出的数据表，缺少 {'、'.join(missing)} 栏")
        self.frame = frame

    def of(self, form: type[Row] | str, field: str = "", *, level: str = "", measure: str = "", side: str = "") -> Any:
        """The figures of one statement that may be added up: one field, level of codes, measure and side, no sums.

        Args:
            form: The form or the name of its class, such as ``"Expenditure"``.
            field: The attribute, such as ``"total"``; empty for all, which must not be added up.
            level: 类, 款 or 项 (目); empty for rows of every level, which must not be added up.
            measure: ``budget``, ``final`` or one of the year before; empty for all.
            side: ``income``, ``expenditure`` or ``purpose``, for statements of several sides; empty for all, which
                must not be added up.

        Raises:
            UsageError: for a form, a field, a level, a measure or a side that there is not.
        """
        name = form if isinstance(form, str) else form.__name__
        fields = {known.__name__: tuple(known.form.fields) for known in ALL}
        _require("表式", name, tuple(fields))
        _require("栏目", field, ("", *fields[name]))
        _require("科目级次", level, LEVELS)
        _require("口径", measure, _MEASURES)
        _require("一侧", side, ("", *_SIDES))
        wanted = {"field": field, "code_level": level, "measure": measure, "side": side}
        kept = (self.frame["form"] == name) & ~self.frame["is_total"].astype(bool)
        for column, value in wanted.items():
            kept &= (self.frame[column] == value) | (value == "")
        return self.frame[kept]

    def amounts(self, amounts: Amounts = "decimal") -> Any:
        """The same frame with ``amount`` as exact decimals in 元, exact integers of 分, or floats in 元 for pictures.

        Raises:
            UsageError: when the form of amounts is unknown.
        """
        return self.frame.assign(amount=as_column(self.frame["amount"], amounts))

    def chinese(self) -> Any:
        """The same frame under the Chinese names of its columns."""
        return self.frame.rename(columns={column.name: column.title for column in COLUMNS})


def _require(what: str, given: str, known: tuple[str, ...]) -> None:
    if given not in known:
        near = get_close_matches(given, known, 3, 0.4) or filter(None, known)
        raise UsageError(f"没有叫“{given}”的{what}；有：{'、'.join(near)}")


def tidy_frame(records: Iterable[dict[str, Any]], amounts: Amounts = "decimal") -> Any:
    """Tidy figures as a `pandas.DataFrame`.

    Raises:
        UsageError: when the form of amounts is unknown.
    """
    frame = frame_of(records, FRAME_COLUMNS)
    return frame if amounts == "decimal" else frame.assign(amount=as_column(frame["amount"], amounts))
