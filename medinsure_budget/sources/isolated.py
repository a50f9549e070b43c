"""Work on one file in a process of its own that can be ended: for limits of time and memory that nothing gets round.

The process is kept for the next file and made anew when it was ended, or has served long. It is a plain subprocess, so
that the workers of any pool, daemonic ones and threads too, can have one each.
"""

import atexit
import os
import pickle
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from shutil import rmtree
from tempfile import mkdtemp
from typing import IO, Any, Final, TypeVar

from medinsure_budget.errors import LimitExceededError, UsageError, WorkerLostError
from medinsure_budget.records import define
from medinsure_budget.sources.limits import Limits

_Answer = TypeVar("_Answer")
_LENGTH: Final = struct.Struct("<Q")
# Whatever a library leaks is given back after so many files.
_FILES: Final = 500
# Seconds that a process which has closed its answers has to be gone by itself.
_LAST_BREATH: Final = 5


class Keeper:
    """A process that does one thing after the other for its owner."""

    def __init__(self, memory: int) -> None:
        """Start it with so many bytes of memory at most, 0 for no bound."""
        # Ended in the midst of its work it cannot tidy up.
        self.folder = mkdtemp(prefix="medinsure-budget-")
        program = "from medinsure_budget.sources.isolated import serve; serve()"
        command = [sys.executable, "-c", program, str(memory), self.folder]
        self.process = subprocess.Popen(  # noqa: S603 - this interpreter and this module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "TMPDIR": self.folder}
        )
        self.memory, self.served = memory, 0
        self._answers: SimpleQueue[bytes | None] = SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()
        atexit.register(self.end)

    def _listen(self) -> None:
        assert self.process.stdout is not None  # noqa: S101 - it was asked for
        with self.process.stdout as stream:
            while (answer := receive(stream)) is not None:
                self._answers.put(answer)
        self._answers.put(None)

    def call(self, function: Callable[..., Any], *arguments: Any, timeout: float | None) -> Any:
        """Let the process call a function of a module.

        Raises:
            TimeoutError: when the time is over; the process is ended.
            WorkerLostError: when the process died.
            Exception: what the function raised.
        """
        assert self.process.stdin is not None  # noqa: S101 - it was asked for
        self.served += 1
        try:
            send(self.process.stdin, pickle.dumps((function, arguments)))
            answer = self._answers.get(timeout=timeout)
        except Empty:
            self.end()
            raise TimeoutError(f"超过每个文件的时限{timeout:g}秒") from None
        except OSError:
            answer = None
        if answer is None:
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(_LAST_BREATH)
            self.end()
            raise WorkerLostError(f"处理该文件的进程已终止（{_how(self.process.returncode)}）")
        value, error = pickle.loads(answer)  # noqa: S301 - the answer of our own process
        if error is not None:
            raise error
        return value

    def end(self) -> None:
        """End the process."""
        atexit.unregister(self.end)
        self.process.kill()
        self.process.wait()
        rmtree(self.folder, ignore_errors=True)
        if self.process.stdin is not None:
            with suppress(OSError):
                self.process.stdin.close()


def _how(code: int | None) -> str:
    return f"信号{-code}" if code is not None and code < 0 else f"退出码{code}"


@define
class Kept:
    """A process that is kept for the next call, and made anew where it is gone, has served long, or has other bounds."""

    keeper: Keeper | None = None

    def call(self, function: Callable[..., Any], *arguments: Any, timeout: float | None, memory: int) -> Any:
        """Call a function there; see `Keeper.call`."""
        keeper = self.keeper
        if keeper is not None and (keeper.memory != memory or keeper.served >= _FILES or keeper.process.poll() is not None):
            keeper.end()
            keeper = None
        if keeper is None:
            keeper = self.keeper = Keeper(memory)
        return keeper.call(function, *arguments, timeout=timeout)


class _OfThread(threading.local):
    def __init__(self) -> None:
        self.kept = Kept()


_own = _OfThread()


def call(function: Callable[..., Any], *arguments: Any, timeout: float | None, memory: int) -> Any:
    """Call a function in this thread's own process; see `Keeper.call`."""
    return _own.kept.call(function, *arguments, timeout=timeout, memory=memory)


def apart(name: str, limits: Limits, function: Callable[..., _Answer], *arguments: Any, kept: Kept | None = None) -> _Answer:
    """Work on a file in a process of its own that may take so much time and memory.

    Args:
        name: The file, for the messages of errors.
        limits: How much it may take.
        function: A function of a module.
        arguments: What it is given.
        kept: The process, by default that of this thread.

    Raises:
        LimitExceededError: when it takes more, or ends.
    """
    try:
        answer: _Answer = (kept or _own.kept).call(function, *arguments, timeout=limits.max_seconds, memory=limits.bound)
    except (TimeoutError, WorkerLostError, MemoryError) as error:
        bounds = f"{limits.max_seconds:g} 秒、{limits.max_memory:,} 字节内存"
        raise LimitExceededError(f"{name}：在 {bounds}之内没有读完（{str(error) or type(error).__name__}）") from error
    return answer


def send(stream: IO[bytes], data: bytes) -> None:
    """Write one message."""
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """Read one message, ``None`` at the end of the stream."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = stream.read(length)
    return data if len(data) == length else None


def bound_memory(memory: int) -> None:
    """Let this process have so many bytes of its own at most.

    Raises:
        UsageError: on a system without such bounds.
    """
    try:
        import resource
    except ImportError as error:
        raise UsageError("本系统不能限制进程的内存") from error
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))


def serve() -> None:
    """What the process does until its owner is gone."""
    answers = os.fdopen(os.dup(1), "wb")
    # What libraries print must not get between the answers.
    os.dup2(2, 1)
    _, memory, folder = sys.argv
    if int(memory):
        bound_memory(int(memory))
    while (message := receive(sys.stdin.buffer)) is not None:
        send(answers, pickle.dumps(_answered(*pickle.loads(message))))  # noqa: S301 - from our owner
    # An owner that was killed leaves the tidying to it.
    rmtree(folder, ignore_errors=True)


def _answered(function: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[Any, Exception | None]:
    try:
        return function(*arguments), None
    except Exception as error:  # noqa: BLE001 - the owner is told whatever it is
        return None, error
