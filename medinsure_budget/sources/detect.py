"""Telling formats apart by content, and reading each with its reader."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from medinsure_budget.evidence import Source
from medinsure_budget.sources.limits import Limits


def open_source(
    source: str | os.PathLike[str] | bytes | BinaryIO,
    *,
    name: str = "",
    limits: Limits | None = None,
    ocr: Callable[[bytes], str] | None = None,
) -> Source:
    """Read a file of any known format into pages of lines and grids; the content decides, not the suffix.

    Args:
        source: A path, the bytes of a file or a binary file object.
        name: What to call the file in messages, by default its path's last part.
        limits: Bounds on size, pages and time.
        ocr: Called with the PNG bytes of a scanned page, returns its text.

    Raises:
        EncryptedFileError: when a password is needed.
        UnsupportedFormatError: when the content is of no known kind.
        LimitExceededError: when the file exceeds ``limits``.
    """
    from medinsure_budget.sources.markdown import read_markdown

    limits = limits or Limits()
    if isinstance(source, bytes):
        data = source
    elif isinstance(source, str | os.PathLike):
        path = Path(source)
        name = name or path.name
        data = path.read_bytes()
    else:
        data = source.read()
    return read_markdown(data, name, limits=limits)
