"""The figures of many results as one `pandas.DataFrame`."""

import os
import warnings
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from medinsure_budget.document import FRAME_COLUMNS, Document
from medinsure_budget.document.amounts import Amounts
from medinsure_budget.errors import UnreadFilesWarning
from medinsure_budget.frames.outcome import Result, as_result
from medinsure_budget.frames.schema import arrow, arrow_schema

_NAMED = 5


def frame(results: Iterable[Result | Document], amounts: Amounts = "decimal") -> Any:
    """Put the figures of many results or documents into one tidy frame; columns and amounts are those of `Document.to_frame`.

    Returns:
        A `pandas.DataFrame`; files that could not be read have no rows, which a `UnreadFilesWarning` says, and their
        errors stand by path in the frame's ``attrs["unread"]``; ``attrs["without_figures"]`` tells of those that print none
        what sort of document they are.

    Raises:
        UsageError: when the form of amounts is unknown.
    """
    from medinsure_budget.document.accessor import tidy_frame

    unread: dict[str, str] = {}
    without: dict[str, str] = {}
    found = tidy_frame(_records(results, unread, without), amounts)
    found.attrs |= {"unread": unread, "without_figures": without}
    if unread:
        named = "、".join(f"{Path(path).name}（{error}）" for path, error in list(unread.items())[:_NAMED])
        more = "等" if len(unread) > _NAMED else ""
        warnings.warn(f"有{len(unread)}个文件没有读成，表中没有它们的数：{named}{more}", UnreadFilesWarning, stacklevel=2)
    return found


def load(folder: str | os.PathLike[str], *, columns: Sequence[str] = FRAME_COLUMNS, filters: Any = None) -> Any:
    """Read the figures of a folder that `write_parquet` wrote, in the order of its files' names.

    Args:
        folder: The folder.
        columns: The columns that are wanted.
        filters: What `pyarrow.parquet.read_table` takes, such as ``[("year", "=", 2024)]``; only the files that can
            have such rows are read.

    Returns:
        A `pandas.DataFrame`; amounts are `Decimal`.

    Raises:
        UsageError: when pyarrow (extra ``parquet``) is not installed.
    """
    pa = arrow()
    import pyarrow.dataset as ds

    import medinsure_budget.document.accessor  # noqa: F401 - gives the frame its accessor

    schema = arrow_schema(partitioned=False)
    parts = ds.partitioning(pa.schema([schema.field("year"), schema.field("kind")]), flavor="hive")
    dataset = ds.dataset(Path(folder) / "figures", schema=schema, format="parquet", partitioning=parts)
    from pyarrow.parquet import filters_to_expression

    chosen = None if filters is None else filters_to_expression(filters)
    return dataset.to_table(columns=list(columns), filter=chosen).to_pandas()


def _records(
    results: Iterable[Result | Document], unread: dict[str, str], without: dict[str, str]
) -> Iterator[dict[str, Any]]:
    for found in map(as_result, results):
        if not found.ok:
            unread[str(found.path)] = found.error
            continue
        figures = found.figures()
        if not figures:
            without[str(found.path)] = found.scope
        yield from figures
