"""The two verbs over many files."""

import os
from collections.abc import Callable, Iterable, Iterator, Sized
from concurrent.futures import Executor
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, cast

from attrs import evolve

from medinsure_budget.batch.checked import Checked
from medinsure_budget.batch.pool import Pool, processes
from medinsure_budget.batch.progress import Progress, Show, shown
from medinsure_budget.batch.work import Given, Held, Work, lost, packed
from medinsure_budget.document import Budget, Document, FinalAccounts
from medinsure_budget.errors import UsageError, tell
from medinsure_budget.files import Readable
from medinsure_budget.frames.manifest import Manifest
from medinsure_budget.frames.outcome import Result
from medinsure_budget.records import frozen
from medinsure_budget.sources import Limits
from medinsure_budget.sources.names import documents_below
from medinsure_budget.subjects import Catalogue

Source = Readable | Budget | FinalAccounts
Many = Source | Iterable[Source]
Workers = Executor | Callable[[], Executor] | int | None


def read_many(
    paths: Many,
    executor: Workers = None,
    *,
    limits: Limits | None = None,
    figures_only: bool = False,
    catalogue: Catalogue | None = None,
    ordered: bool = True,
    in_flight: int = 0,
    timeout: float | None = None,
    memory: int = 0,
    resume: str | os.PathLike[str] | None = None,
    progress: Callable[[Progress], object] | bool = False,
) -> Iterator[Result]:
    """Read many files; whatever happens to a file is its result, and stops nothing.

    Args:
        paths: A folder, or the files: paths, bytes or open binary files, as `read` takes them; an iterator is asked for
            the next one only when it is due.
        executor: Any `concurrent.futures.Executor`: of processes (not of threads: the PDF engine is not thread-safe
            there), Dask's ``client.get_executor()``, mpi4py's, or one over Ray; or what makes such an executor, or a
            number of processes; without one the files are read one after the other. A pool of processes that breaks,
            or one that was given as what makes it, is made anew.
        limits: Bounds of reading for each file.
        figures_only: Give the tidy figures instead of whole documents, which is lighter to pass between processes.
        catalogue: The subjects of documents of its year, such as a loaded official list.
        ordered: Give the results in the order of the files, or as they come.
        in_flight: How many files are handed out at a time, by default twice as many as there are workers.
        timeout: Seconds for one file. With this or ``memory`` each worker works in a process that can be ended, which
            is kept for the next file.
        memory: Bytes that this process may have for its data.
        resume: A folder that `write_parquet` writes to: files that are done there, with the same bytes, are passed over.
        progress: Called after each file; ``True`` shows a bar where tqdm or rich is installed.

    Yields:
        A result for each file. A file that costs its worker the life time and again has ``WorkerLostError``.

    Raises:
        UsageError: when the folder is not there, or the arguments make no sense.
    """
    work = Work(limits, figures_only=figures_only, catalogue=packed(catalogue), timeout=timeout, memory=memory)
    return _Run(work, _files(paths), executor, ordered, in_flight, resume).results(progress)


def check_many(
    documents: Many,
    executor: Workers = None,
    *,
    limits: Limits | None = None,
    figures_only: bool = False,
    catalogue: Catalogue | None = None,
    ordered: bool = True,
    in_flight: int = 0,
    timeout: float | None = None,
    memory: int = 0,
    progress: Callable[[Progress], object] | bool = False,
    **arguments: Any,
) -> Checked:
    """Check many files or documents, like `read_many`; ``Result.report`` holds what was found.

    >>> check_many([]).to_frame().empty
    True

    Args:
        documents: A folder, the files as in `read_many`, or documents that are read already.
        executor: As in `read_many`.
        limits: As in `read_many`.
        figures_only: Leave the document out of the result; the report keeps its own.
        catalogue: As in `read_many`.
        ordered: As in `read_many`.
        in_flight: As in `read_many`.
        timeout: As in `read_many`.
        memory: As in `read_many`.
        progress: As in `read_many`.
        arguments: What `check` takes further, such as ``waivers``.

    Returns:
        A result for each, as they come; one that could not be read or checked has its error and no report. Asked as a
        whole it is the reports of all: ``to_frame``, ``to_xlsx`` and ``to_html``.

    Raises:
        UsageError: when the folder is not there, or the arguments make no sense.
    """
    work = Work(limits, figures_only, packed(arguments), packed(catalogue), timeout, memory)
    return Checked(_Run(work, _files(documents), executor, ordered, in_flight).results(progress))


@frozen
class _Run:
    """One pass over files; wrong arguments are told when it is made, not when the first result is asked for."""

    work: Work
    files: Iterable[Source]
    executor: Workers
    ordered: bool
    in_flight: int
    resume: str | os.PathLike[str] | None = None

    def __attrs_post_init__(self) -> None:
        if self.work.timeout is not None and self.work.timeout <= 0:
            raise UsageError(f"timeout 应大于0秒，不是{self.work.timeout}")
        if isinstance(self.executor, int) and self.executor < 1:
            raise UsageError(f"进程数应为正整数，不是{self.executor}")

    def results(self, progress: Show | bool) -> Iterator[Result]:
        """The results, each told to whoever follows the progress."""
        total = len(self.files) if isinstance(self.files, Sized) else None
        show, counted = shown(progress, total), count(1)
        due = self._due(lambda: show(Progress(next(counted), total, None)))
        for result in self._outcomes(due):
            show(Progress(next(counted), total, result))
            if not result.ok:
                tell("warning", "%s 没有读取：%s", result.path, result.error)
            yield evolve(result, others=()) if result.others else result
            yield from result.others

    def _due(self, passed: Callable[[], object]) -> Iterator[Given]:
        """The files that are not done yet."""
        manifest = None if self.resume is None else Manifest(self.resume)
        most = (self.work.limits or Limits()).max_bytes
        for number, given in enumerate(self.files, 1):
            file = given if isinstance(given, str | os.PathLike | Document) else Held.of(given, number, most)
            if manifest is not None and isinstance(file, str | os.PathLike) and manifest.has(file):
                passed()
            else:
                yield file

    def _outcomes(self, files: Iterable[Given]) -> Iterator[Result]:
        if self.executor is None:
            return map(self.work, files)
        workers = partial(processes, self.executor) if isinstance(self.executor, int) else self.executor
        return Pool(self.work, lost, workers, self.in_flight).run(files, ordered=self.ordered)


def _files(many: Many) -> Iterable[Source]:
    """The files of a folder in order of their names, one file, or what was given."""
    if isinstance(many, bytes | Budget | FinalAccounts) or hasattr(many, "read"):
        return [cast("Source", many)]
    if not isinstance(many, str | os.PathLike):
        return many
    path = Path(many)
    if path.is_dir():
        return documents_below(path)
    if not path.exists():
        raise UsageError(f"{path}：没有这个文件或文件夹")
    return [path]
