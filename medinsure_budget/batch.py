"""Many files: over any executor, each a result of its own, into one frame or one Parquet file."""

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import Any

from attrs import field, frozen

from medinsure_budget.document import FRAME_COLUMNS, Budget, FinalAccounts
from medinsure_budget.errors import Error, UsageError
from medinsure_budget.files import write_whole
from medinsure_budget.reading import read
from medinsure_budget.sources import Limits
from medinsure_budget.subjects import Catalogue

_PER_TASK = 8


@frozen
class Result:
    """What became of one file.

    Attributes:
        path: The file.
        document: What it says, ``None`` when it could not be read.
        error: Why it could not be read, empty otherwise.
        records: The tidy figures, filled instead of ``document`` when only figures were asked for.
    """

    path: Path
    document: Budget | FinalAccounts | None = None
    error: str = ""
    records: tuple[dict[str, Any], ...] = field(default=(), repr=False)

    @property
    def ok(self) -> bool:
        """Whether the file was read."""
        return not self.error


def read_many(
    paths: Iterable[str | os.PathLike[str]],
    executor: Executor | None = None,
    *,
    limits: Limits | None = None,
    figures_only: bool = False,
    catalogue: Catalogue | None = None,
) -> Iterator[Result]:
    """Read many files in the given order; a bad file is a result with its error, and stops nothing.

    Args:
        paths: The files.
        executor: Any `concurrent.futures.Executor` (processes rather than threads: the PDF engine is not
            thread-safe); without one the files are read one after the other.
        limits: Bounds for each file.
        figures_only: Return the tidy figures instead of whole documents, which is lighter to pass between processes.
        catalogue: The subjects of documents of its year, such as a loaded official list.
    """
    work = partial(_read_one, limits=limits, figures_only=figures_only, catalogue=catalogue)
    files = map(Path, paths)
    return map(work, files) if executor is None else iter(executor.map(work, files, chunksize=_PER_TASK))


def _read_one(path: Path, limits: Limits | None, *, figures_only: bool, catalogue: Catalogue | None) -> Result:
    try:
        document = read(path, limits=limits, catalogue=catalogue)
    except (Error, OSError) as error:
        return Result(path, error=f"{type(error).__name__}: {error}")
    if figures_only:
        return Result(path, records=tuple(document.records()))
    return Result(path, document)


def frame_of(results: Iterable[Result]) -> Any:
    """Put the figures of many results into one tidy `pandas.DataFrame`; columns as in `Document.to_frame`."""
    import pandas as pd

    return pd.DataFrame(list(_records(results)), columns=list(FRAME_COLUMNS))


def write_parquet(results: Iterable[Result], path: str | os.PathLike[str], *, rows: int = 50_000) -> Path:
    """Write the figures of many results to a Parquet file in chunks, the amounts as exact decimals in 元.

    The file is complete or absent.

    Raises:
        UsageError: when pyarrow (extra ``parquet``) is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise UsageError("writing Parquet needs the extra medinsure-budget[parquet]") from error
    texts = [name for name in FRAME_COLUMNS if name not in ("amount", "page")]
    schema = pa.schema(
        [*((name, pa.string()) for name in texts), ("amount", pa.decimal128(38, 6)), ("page", pa.int32())]
    )

    def write(draft: Path) -> None:
        with pq.ParquetWriter(draft, schema) as writer:
            for chunk in _chunks(_records(results), rows):
                writer.write_table(pa.Table.from_pylist(chunk, schema))

    return write_whole(path, write)


def _records(results: Iterable[Result]) -> Iterator[dict[str, Any]]:
    for result in results:
        yield from result.records or (result.document.records() if result.document is not None else ())


def _chunks(records: Iterator[dict[str, Any]], size: int) -> Iterator[list[dict[str, Any]]]:
    chunk: list[dict[str, Any]] = []
    for record in records:
        chunk.append(record)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
