"""Records as a `pandas.DataFrame`."""

from collections.abc import Iterable, Sequence
from typing import Any

from medinsure_budget.files.characters import refuse_unprintable


def frame_of(records: Iterable[Any], columns: Sequence[str], **how: Any) -> Any:
    """A `pandas.DataFrame` of records.

    Raises:
        UsageError: when a text holds a character that pandas cannot carry; the message names its place.
    """
    import pandas as pd

    rows = list(records)
    try:
        return pd.DataFrame(rows, columns=list(columns), **how)
    except UnicodeEncodeError:
        refuse_unprintable(rows, "数据表")
        raise
