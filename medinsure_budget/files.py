"""Written files are complete or absent."""

import os
from collections.abc import Callable
from pathlib import Path
from tempfile import mkstemp

from medinsure_budget.errors import UsageError

_NEW_FILE = 0o666


def write_whole(path: str | os.PathLike[str], write: Callable[[Path], object], *, suffix: str = "") -> Path:
    """Let ``write`` fill a file beside the target, and put it in the target's place when it is complete.

    Args:
        path: The file to write, replaced if it exists.
        write: Called with the path of the draft.
        suffix: What the path has to end in, if anything.

    Returns:
        The path.

    Raises:
        UsageError: when the path ends otherwise or the file cannot be written.
    """
    target = Path(path)
    if suffix and target.suffix.lower() != suffix:
        raise UsageError(f"{target.name!r} has to end in {suffix}")
    try:
        handle, name = mkstemp(prefix=f".{target.stem}-", suffix=target.suffix, dir=target.parent)
        os.close(handle)
        draft = Path(name)
        try:
            write(draft)
            draft.chmod(_NEW_FILE & ~_umask())
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"{target} cannot be written: {error}") from error
    return target


def write_bytes(path: str | os.PathLike[str], data: bytes, *, suffix: str = "") -> Path:
    """Write a file at once; see `write_whole`."""
    return write_whole(path, lambda draft: draft.write_bytes(data), suffix=suffix)


def write_text(path: str | os.PathLike[str], text: str, *, suffix: str = "") -> Path:
    """Write a text file as UTF-8 at once; see `write_whole`."""
    return write_bytes(path, text.encode(), suffix=suffix)


def _umask() -> int:
    """A draft is private; a published file has the rights that new files have."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
