"""Showing how far a run is."""

from collections.abc import Callable

from medinsure_budget.frames.outcome import Result
from medinsure_budget.records import frozen


@frozen
class Progress:
    """How far a run is.

    Attributes:
        done: How many files are done, those that were done before included.
        total: How many there are, ``None`` when the files were given as an iterator.
        result: The last result, ``None`` for files that were done before.
    """

    done: int
    total: int | None
    result: Result | None


Show = Callable[[Progress], object]


def shown(progress: Show | bool, total: int | None) -> Show:
    """What is called after each file: the caller's own function, a bar of tqdm or rich where there is one, or nothing."""
    if callable(progress):
        return progress
    return (_tqdm(total) or _rich(total) or _nothing) if progress else _nothing


def _nothing(_: Progress) -> None:
    return


def _tqdm(total: int | None) -> Show | None:
    try:
        from tqdm.auto import tqdm  # type: ignore[import-untyped]  # no stubs are asked for
    except ImportError:
        return None
    bar = tqdm(total=total, unit="份")

    def show(progress: Progress) -> None:
        bar.update(progress.done - bar.n)
        if progress.done == total:
            bar.close()

    return show


def _rich(total: int | None) -> Show | None:
    try:
        from rich.progress import Progress as Bar
    except ImportError:
        return None
    bar = Bar()
    task = bar.add_task("", total=total)
    bar.start()

    def show(progress: Progress) -> None:
        bar.update(task, completed=progress.done)
        if progress.done == total:
            bar.stop()

    return show
