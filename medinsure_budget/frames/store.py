"""A folder of figures in Parquet, by year and kind, written as results come; a killed run is taken up where it stood."""

import os
import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, Final, Self

from attrs import evolve

from medinsure_budget.document import Document
from medinsure_budget.errors import Error, UsageError
from medinsure_budget.files.written import inside, nameable, write_json, write_whole, writing_to
from medinsure_budget.frames.manifest import Done, Manifest
from medinsure_budget.frames.outcome import Result, as_result, failure
from medinsure_budget.frames.schema import arrow, arrow_schema, data_package, table_schema

_FIGURES: Final = "figures"
# A part, or the draft of one.
_PART = re.compile(r"\.?[0-9a-f]{32}[^/]*\.parquet")
# What Hive, DuckDB, Dask and Arrow all take for no value.
_NONE: Final = "__HIVE_DEFAULT_PARTITION__"


def write_parquet(results: Iterable[Result | Document], folder: str | os.PathLike[str]) -> Path:
    """Write the figures of results (or documents) as they come: ``figures/year=…/kind=…/….parquet``, one for each file.

    Beside them stand ``schema.json`` and ``datapackage.json``, which describe the columns, and ``manifest.jsonl`` with one
    line for each file, read or not. A file's figures are there whole or not at all, and its line is written when they
    are: a run that is killed loses nothing but the work on the files in hand, and ``read_many(…, resume=folder)`` goes on
    with those that have no line. A file whose bytes have changed replaces its former figures. Amounts are exact decimals
    in 元. The same file gives the same bytes, whoever reads it and in whatever order.

    Returns:
        The folder.

    Raises:
        UsageError: when pyarrow (extra ``parquet``) is not installed, the folder cannot be written, or another process
            writes to it.
    """
    with Store(folder) as store:
        for found in results:
            store.add(as_result(found))
    return store.folder


class Store:
    """A folder that takes one result after the other; see `write_parquet`."""

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        """Open or make the folder; parts that no line of the manifest names are remains of a killed run and go.

        Raises:
            UsageError: when pyarrow is not installed, the folder cannot be made, or another process writes to it.
        """
        self._schema = arrow_schema()
        self.folder = nameable(Path(folder))
        with writing_to(self.folder):
            (self.folder / _FIGURES).mkdir(parents=True, exist_ok=True)
            self._lock = _locked(inside(self.folder, ".lock"))
        try:
            with writing_to(self.folder):
                self._tidy()
        except BaseException:
            self._lock.close()
            raise

    def _tidy(self) -> None:
        """Read the manifest, remove the remains of a killed run, and describe the columns."""
        self.manifest = Manifest(self.folder)
        known = {done.part for done in self.manifest.done.values() if done.part}
        for part in list((self.folder / _FIGURES).glob("year=*/kind=*/*")):
            name = part.relative_to(self.folder).as_posix()
            if _PART.fullmatch(part.name) and name not in known:
                inside(self.folder, name).unlink(missing_ok=True)
        write_json(self.folder / "schema.json", table_schema, of=(), overwrite=True)
        write_json(self.folder / "datapackage.json", data_package, of=(), overwrite=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._lock.close()

    def add(self, result: Result) -> Done:
        """Write the figures of a result, then its line."""
        rows = result.figures()
        try:
            part = self._write(result, rows) if rows else ""
        except (Error, ValueError) as error:  # pyarrow's own errors are ValueErrors
            result, rows, part = evolve(failure(result.path, error), sha256=result.sha256), [], ""
        done = Done(
            path=os.fspath(result.path), sha256=result.sha256, part=part, rows=len(rows), agency=result.agency.name,
            year=result.year, kind=result.kind, error_class=result.error_class, cause=result.cause,
        )  # fmt: skip
        before = self.manifest.done.get(done.path)
        with writing_to(self.folder):
            self.manifest.add(done)
            if before is not None and before.part and before.part != part:
                inside(self.folder, before.part).unlink(missing_ok=True)
        return done

    def _write(self, result: Result, rows: list[dict[str, Any]]) -> str:
        pa = arrow()
        import pyarrow.parquet as pq

        year = _NONE if result.year is None else str(result.year)
        name = sha256(f"{os.fspath(result.path)}\0{result.sha256}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
        part = f"{_FIGURES}/year={year}/kind={result.kind}/{name}.parquet"
        target = inside(self.folder, part)
        with writing_to(target):
            target.parent.mkdir(parents=True, exist_ok=True)

        def write(draft: Path) -> None:
            pq.write_table(pa.Table.from_pylist(rows, self._schema), draft, compression="zstd")

        write_whole(target, write, of=rows, overwrite=True)
        return part


def _locked(path: Path) -> IO[bytes]:
    """A file that one process at a time holds; it is let go when the process ends, however it ends.

    The lock is the process's own: workers that were forked from it and outlive it do not hold it.
    """
    file = path.open("wb")
    try:
        import fcntl

        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except ImportError:
        return file  # a system without such locks
    except OSError as error:
        file.close()
        raise UsageError(f"{path.parent}：另一个程序正在写这个文件夹") from error
    return file
