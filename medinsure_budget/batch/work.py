"""What a worker does with one file: read it, check it perhaps, and answer with a result whatever happens."""

import io
import os
import pickle
from functools import lru_cache
from hashlib import sha256
from typing import Any, cast

from attrs import evolve, field

from medinsure_budget.document import Budget, Document, FinalAccounts
from medinsure_budget.files import Readable, called, contents
from medinsure_budget.frames.manifest import hash_of
from medinsure_budget.frames.outcome import Result, failure, result_of
from medinsure_budget.reading import read_all
from medinsure_budget.records import frozen
from medinsure_budget.sources import Limits, isolated
from medinsure_budget.subjects import Catalogue


@frozen
class Held:
    """A file that was given as its bytes or opened: what goes to a worker.

    Attributes:
        name: What it is called.
        data: Its bytes.
        error: Why there are none.
    """

    name: str
    data: bytes = field(default=b"", repr=False)
    error: Exception | None = None

    @classmethod
    def of(cls, source: object, number: int, most: int) -> "Held":
        """Whatever is no path and no document, read where it was given; what cannot be read is told by its result."""
        name = called(source) or f"(bytes {number})"
        try:
            return cls(name, contents(cast("Readable", source), most))
        except Exception as error:  # noqa: BLE001 - whatever happens to a file is its result
            return cls(name, error=error)

    @property
    def file(self) -> "io.BytesIO":
        """The bytes as an open file of that name."""
        if self.error is not None:
            raise self.error
        return _Named(self.data, self.name)


class _Named(io.BytesIO):
    def __init__(self, data: bytes, name: str) -> None:
        super().__init__(data)
        self.name = name


Given = str | os.PathLike[str] | Budget | FinalAccounts | Held


@frozen
class Work:
    """What is to be done with each file; it goes to the workers with every task, so it is kept small.

    Attributes:
        limits: Bounds of reading.
        figures_only: Whether the result holds the figures only.
        checked: The pickled arguments of `check`, empty when nothing is checked.
        catalogue: The pickled subjects; a worker makes both once.
        timeout: Seconds for one file.
        memory: Bytes for one file.
    """

    limits: Limits | None = None
    figures_only: bool = False
    checked: bytes = field(default=b"", repr=False)
    catalogue: bytes = field(default=b"", repr=False)
    timeout: float | None = None
    memory: int = 0

    def __call__(self, given: Given) -> Result:
        """The result of one file, or of a document."""
        limits = self.limits or Limits()
        if not (self.timeout or self.memory or limits.isolated):
            return self.here(given)
        work, timeout, memory = self, self.timeout, self.memory
        if limits.isolated:
            # The whole work on a file goes to the process, not its reading alone.
            work = evolve(self, limits=evolve(limits, isolated=False))
            timeout, memory = timeout or limits.max_seconds, memory or limits.bound
        try:
            result: Result = isolated.call(work.here, given, timeout=timeout, memory=memory)
        except Exception as error:  # noqa: BLE001 - whatever happens to a file is its result
            return lost(given, error)
        return result

    def here(self, given: Given) -> Result:
        """The result, worked out in this process."""
        try:
            with (self.limits or Limits()).spending(given.name if isinstance(given, Document) else called(given)):
                return self._done(given)
        except Exception as error:  # noqa: BLE001 - whatever happens to a file is its result
            return lost(given, error)

    def _done(self, given: Given) -> Result:
        subjects: Catalogue | None = _unpacked(self.catalogue)
        if isinstance(given, Document):
            return self._result(given.name, given, subjects)
        source, where = (given.file, given.name) if isinstance(given, Held) else (given, os.fspath(given))
        first, *others = read_all(source, limits=self.limits, catalogue=subjects)
        further = tuple(self._result(f"{where}/{document.name}", document, subjects) for document in others)
        path = f"{where}/{first.name}" if further else where
        return evolve(self._result(path, first, subjects), others=further)

    def _result(self, path: str | os.PathLike[str], document: Budget | FinalAccounts, subjects: Catalogue | None) -> Result:
        report = _checked(document, _unpacked(self.checked), subjects) if self.checked else None
        return result_of(path, document, report=report, figures_only=self.figures_only)


def _checked(document: Budget | FinalAccounts, arguments: dict[str, Any], subjects: Catalogue | None) -> Any:
    from medinsure_budget.checks import check

    return check(document, catalogue=subjects, **arguments)


def lost(given: Given, error: BaseException) -> Result:
    """The result of a file that could not be worked on."""
    if isinstance(given, Document):
        return failure(given.name, error, given.sha256)
    if isinstance(given, Held):
        return failure(given.name, error, sha256(given.data).hexdigest() if given.data else "")
    return failure(given, error, hash_of(given))


def packed(value: object) -> bytes:
    """A value that goes to every worker, pickled once; empty for nothing."""
    return b"" if value is None else pickle.dumps(value)


@lru_cache(4)
def _unpacked(data: bytes) -> Any:
    return pickle.loads(data) if data else None  # noqa: S301 - from our own driver
