"""Writing whole files or none."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from tempfile import mkstemp

from medinsure_budget.errors import UsageError


def write_whole(path: str | os.PathLike[str], write: Callable[[Path], None]) -> None:
    """Let ``write`` fill a file beside the target, then put it in its place.

    Raises:
        UsageError: when the file cannot be written.
    """
    target = Path(path)
    try:
        handle, name = mkstemp(dir=target.parent, suffix=target.suffix)
        os.close(handle)
        draft = Path(name)
        try:
            write(draft)
            draft.chmod(0o644)
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"{target} cannot be written: {error}") from error


def write_text(path: str | os.PathLike[str], text: str) -> None:
    """Write a text file as UTF-8."""

    def write(draft: Path) -> None:
        draft.write_text(text, encoding="utf-8", newline="\n")

    write_whole(path, write)


def write_json(path: str | os.PathLike[str], data: object) -> None:
    """Write JSON as UTF-8, Chinese as it is."""
    write_text(path, json.dumps(data, ensure_ascii=False, indent=1) + "\n")
