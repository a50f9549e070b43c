"""What has been done in a folder: one line of JSON per file, appended when its figures are safe."""

import json
import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from attrs import asdict

from medinsure_budget.document import SCHEMA_VERSION
from medinsure_budget.files import open_file
from medinsure_budget.records import frozen

NAME: Final = "manifest.jsonl"


@frozen
class Done:
    """A file that was dealt with.

    Attributes:
        path: The file as it was given.
        sha256: The hash of its bytes, empty when they could not be read.
        part: The Parquet file of its figures within the folder; empty when it has none.
        rows: How many figures it has.
        agency: Who published it.
        year: The budget year.
        kind: Budget or final accounts.
        error_class: What went wrong, if anything.
        cause: Why.
        schema: The version of the columns.
    """

    path: str
    sha256: str = ""
    part: str = ""
    rows: int = 0
    agency: str = ""
    year: int | None = None
    kind: str = ""
    error_class: str = ""
    cause: str = ""
    schema: int = SCHEMA_VERSION


class Manifest:
    """The files of a folder that are done, by path; the last line about a file counts."""

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        """Read what is there; a line that was torn when the process was killed counts as not written."""
        self.path = Path(folder) / NAME
        self.done: dict[str, Done] = {}
        self._whole = 0
        for done, end in _lines(self.path):
            self._whole = end
            if done is not None:
                self.done[done.path] = done

    def add(self, done: Done) -> None:
        """Append a line."""
        line = json.dumps(asdict(done), ensure_ascii=False) + "\n"
        with self.path.open("r+b" if self.path.exists() else "w+b") as file:
            file.truncate(self._whole)
            file.seek(self._whole)
            # A name of the file system may hold half a character, which JSON has to spell out.
            file.write(line.encode("utf-8", "backslashreplace"))
            self._whole = file.tell()
        self.done[done.path] = done

    def has(self, path: str | os.PathLike[str]) -> bool:
        """Whether a file was done, with the bytes that it has now and the columns of today.

        A file that was lost with its worker, or ran out of time, is as done as any other.
        """
        done = self.done.get(os.fspath(path))
        return done is not None and done.schema == SCHEMA_VERSION and done.sha256 == hash_of(path)


def hash_of(path: str | os.PathLike[str]) -> str:
    """The hash of a file's bytes, empty when they cannot be read."""
    digest = sha256()
    try:
        with open_file(path) as file:
            while block := file.read(1 << 20):
                digest.update(block)
    except (OSError, ValueError):
        return ""
    return digest.hexdigest()


def _lines(path: Path) -> Iterator[tuple[Done | None, int]]:
    """Each whole line and where it ends; one of another version's shape says nothing."""
    if not path.exists():
        return
    end = 0
    with path.open("rb") as file:
        for line in file:
            if not line.endswith(b"\n"):
                return
            end += len(line)
            yield _read(line), end


def _read(line: bytes) -> Done | None:
    try:
        fields: dict[str, Any] = json.loads(line)
        return Done(**fields)
    except (ValueError, TypeError):
        return None
