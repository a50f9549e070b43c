"""The figures of many results as one `pandas.DataFrame`."""

import os
import warnings
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from medinsure_budget.document import FRAME_COLUMNS, Document
from medinsure_budget.document.amounts import Amounts
from medinsure_budget.errors import UnreadableFileError, UnreadFilesWarning, UsageError, damage_named
from medinsure_budget.files.written import nameable
from medinsure_budget.frames.manifest import PART
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
        UsageError: when pyarrow (extra ``parquet``) is not installed, or ``columns`` or ``filters`` make no sense.
        UnreadableFileError: when the folder holds no figures, or a file that is none of `write_parquet`'s.
    """
    if unknown := set(columns) - set(FRAME_COLUMNS):
        raise UsageError(f"没有叫{'、'.join(sorted(map(str, unknown)))}的栏")
    pa = arrow()
    import pyarrow.dataset as ds

    import medinsure_budget.document.accessor  # noqa: F401 - gives the frame its accessor

    schema = arrow_schema(partitioned=False)
    parts = ds.partitioning(pa.schema([schema.field("year"), schema.field("kind")]), flavor="hive")
    from pyarrow.parquet import filters_to_expression

    try:
        chosen = None if filters is None else filters_to_expression(filters)
    except (TypeError, ValueError) as error:
        raise UsageError(f"filters 应是 pyarrow.parquet.read_table 所用的条件，不是 {filters!r:.60}") from error
    figures = nameable(Path(folder)) / "figures"
    if not figures.is_dir():
        raise UnreadableFileError(f"{folder}：没有 write_parquet 写的 figures 文件夹")
    with damage_named(os.fspath(folder)):
        dataset = ds.dataset(figures, schema=schema, format="parquet", partitioning=parts)
        _refuse_foreign(folder, dataset.files)
        return dataset.to_table(columns=list(columns), filter=chosen).to_pandas()


def _refuse_foreign(folder: str | os.PathLike[str], files: Iterable[str]) -> None:
    """A file of other columns would be rows of nothing."""
    for path in files:
        if not PART.fullmatch(os.path.relpath(path, folder).replace(os.sep, "/")):
            raise UnreadableFileError(f"{path}：不是 write_parquet 写的文件")


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
