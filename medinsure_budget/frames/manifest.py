"""What has been done in a folder: one line of JSON per file, appended when its figures are safe."""

import json
import os
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final

from attrs import asdict, fields

from medinsure_budget.document import SCHEMA_VERSION
from medinsure_budget.errors import UnreadableFileError, damage_named
from medinsure_budget.files import open_file
from medinsure_budget.files.written import inside
from medinsure_budget.records import frozen

NAME: Final = "manifest.jsonl"
# Where a file's figures stand; a stranger's line might name any other file, which would then be replaced.
PART: Final = re.compile(r"figures/year=[^/]+/kind=[^/]+/[0-9a-f]{32}\.parquet")
_LONGEST: Final = 1_000_000


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
        """Read what is there; a line that was torn when the process was killed counts as not written.

        Raises:
            UsageError: when the manifest is no file of the folder.
            UnreadableFileError: when it cannot be read, or is none.
        """
        self.path = inside(Path(folder), NAME)
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
    with damage_named(str(path)), open_file(path) as file:
        while (line := file.readline(_LONGEST)).endswith(b"\n"):
            end += len(line)
            yield _read(line), end
        if len(line) == _LONGEST:
            raise UnreadableFileError(f"{path}：有一行超过 {_LONGEST:,} 字节，不是本库写的清单")


def _read(line: bytes) -> Done | None:
    try:
        done = Done(**json.loads(line))
    except (ValueError, TypeError, RecursionError):
        return None
    fits = all(isinstance(getattr(done, part.name), part.type) for part in fields(Done) if part.type)
    return done if fits and (not done.part or PART.fullmatch(done.part)) else None
