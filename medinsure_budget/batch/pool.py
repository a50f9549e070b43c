"""Work on any executor by `submit`: bounded work in flight, results as they come, and no work lost with a worker.

A task's own function never raises, so whatever a future raises happened to the worker. The tasks in hand when that
happens are done again one at a time, so that the one which kills its worker is known; it is given up after a few times.
"""

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ProcessPoolExecutor
from queue import SimpleQueue
from threading import Thread
from time import sleep
from typing import Final, Generic, TypeVar

from medinsure_budget.errors import WorkerLostError
from medinsure_budget.records import define, frozen

Task = TypeVar("Task")
Outcome = TypeVar("Outcome")

# A worker may be killed by something other than its file; one that is lost this often with the same file alone is not.
_ATTEMPTS: Final = 3
# An executor that loses so many single tasks in a row, without any success, is not worth another try.
_HOPELESS: Final = 20
# Seconds after which a worker looks whether its driver is still there.
_LOOK_EVERY: Final = 1
# For executors that do not say how many workers they have.
_IN_FLIGHT: Final = 256


@frozen
class _Job(Generic[Task]):
    index: int
    task: Task
    lost: int = 0


@define
class Pool(Generic[Task, Outcome]):
    """An executor that is restarted when it breaks.

    Attributes:
        work: What is done with a task, in a worker; it must not raise.
        lost: The outcome of a task whose worker is lost with it.
        executor: A running executor, or what makes one.
        in_flight: How many tasks are handed out at a time, 0 for twice as many as there are workers.
    """

    work: Callable[[Task], Outcome]
    lost: Callable[[Task, BaseException], Outcome]
    executor: Executor | Callable[[], Executor]
    in_flight: int = 0
    _own: Executor | None = None
    _hopeless: int = 0

    def run(self, tasks: Iterable[Task], *, ordered: bool = True) -> Iterator[Outcome]:
        """The outcome of every task: in the order of the tasks, or as they come."""
        outcomes = self._as_they_come(tasks, ordered=ordered)
        try:
            yield from _in_order(outcomes) if ordered else (outcome for _, outcome in outcomes)
        finally:
            outcomes.close()
            if self._own is not None:
                self._own.shutdown(wait=False, cancel_futures=True)

    def _as_they_come(self, tasks: Iterable[Task], *, ordered: bool) -> Generator[tuple[int, Outcome], None, None]:
        jobs = (_Job(index, task) for index, task in enumerate(tasks))
        suspects: deque[_Job[Task]] = deque()
        finished: SimpleQueue[tuple[_Job[Task], Future[Outcome]]] = SimpleQueue()
        pending: dict[int, Future[Outcome]] = {}
        most = self.in_flight or _workers(self._current()) * 2
        given = 0
        try:
            while True:
                # In order, nothing far ahead of the slowest is begun, so that few outcomes wait for their turn.
                while not suspects and len(pending) < most and not (pending and ordered and given - min(pending) > 4 * most):
                    if (job := next(jobs, None)) is None:
                        break
                    given = job.index
                    self._submit(job, pending, finished)
                if suspects and not pending:
                    self._submit(suspects.popleft(), pending, finished)
                if not pending:
                    return
                yield from self._collect(pending, finished, suspects)
        finally:
            for future in pending.values():
                future.cancel()

    def _collect(
        self, pending: dict[int, "Future[Outcome]"], finished: "SimpleQueue[tuple[_Job[Task], Future[Outcome]]]",
        suspects: "deque[_Job[Task]]",
    ) -> Iterator[tuple[int, Outcome]]:  # fmt: skip
        """Wait for one task; after a lost worker for all that are in hand, since they are lost with it or soon done."""
        job, future = finished.get()
        del pending[job.index]
        try:
            outcome = future.result()
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt | GeneratorExit):
                raise
            self._hopeless += job.lost > 0
            if job.lost >= _ATTEMPTS or self._hopeless > _HOPELESS:
                yield job.index, self.lost(job.task, _told(error))
            else:
                suspects.append(_Job(job.index, job.task, job.lost + 1))
            if isinstance(error, BrokenExecutor) and not pending:
                self._restart()
        else:
            self._hopeless = 0
            yield job.index, outcome

    def _submit(
        self, job: _Job[Task], pending: dict[int, "Future[Outcome]"],
        finished: "SimpleQueue[tuple[_Job[Task], Future[Outcome]]]",
    ) -> None:  # fmt: skip
        try:
            future = self._current().submit(self.work, job.task)
        except (BrokenExecutor, RuntimeError) as error:
            # Broken or shut down between two tasks.
            future = Future()
            future.set_exception(error if isinstance(error, BrokenExecutor) else BrokenExecutor(str(error)))
        pending[job.index] = future
        future.add_done_callback(lambda done: finished.put((job, done)))

    def _current(self) -> Executor:
        if self._own is not None:
            return self._own
        if isinstance(self.executor, Executor):
            return self.executor
        self._own = self.executor()
        return self._own

    def _restart(self) -> None:
        """Take a new executor in place of the broken one; one of a kind that cannot be made anew stays broken."""
        again = self.executor if not isinstance(self.executor, Executor) else _like(self.executor)
        if again is not None:
            if self._own is not None:
                self._own.shutdown(wait=False, cancel_futures=True)
            self._own = again()


def _told(error: BaseException) -> BaseException:
    """A worker's end under one name, whatever its executor calls it."""
    if isinstance(error, BrokenExecutor | CancelledError) or type(error).__name__ == "KilledWorker":
        return WorkerLostError(f"处理该文件的进程一再终止：{error}")
    return error


def _in_order(outcomes: Iterable[tuple[int, Outcome]]) -> Iterator[Outcome]:
    waiting: dict[int, Outcome] = {}
    turn = 0
    for index, outcome in outcomes:
        waiting[index] = outcome
        while turn in waiting:
            yield waiting.pop(turn)
            turn += 1


def processes(count: int) -> ProcessPoolExecutor:
    """A pool of processes that end when the one that made them is gone; those of the standard library wait for ever."""
    return ProcessPoolExecutor(count, initializer=_end_with, initargs=(os.getpid(),))


def _end_with(parent: int) -> None:
    """Watch for the end of the parent, after which another process has taken its place."""

    def watch() -> None:
        while os.getppid() == parent:
            sleep(_LOOK_EVERY)
        os._exit(1)

    Thread(target=watch, daemon=True).start()


def _workers(executor: Executor) -> int:
    known = getattr(executor, "_max_workers", None)
    return known if isinstance(known, int) and known > 0 else _IN_FLIGHT // 2


def _like(executor: Executor) -> Callable[[], Executor] | None:
    """What makes another pool of processes like a broken one."""
    if not isinstance(executor, ProcessPoolExecutor):
        return None
    names = ("max_workers", "mp_context", "initializer", "initargs", "max_tasks_per_child")
    settings = {name: getattr(executor, f"_{name}", None) for name in names}
    return lambda: ProcessPoolExecutor(**{name: value for name, value in settings.items() if value})
