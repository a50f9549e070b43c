"""Workbooks on disk: a written file is complete or absent."""

import os
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

from medinsure_budget.errors import UsageError


def workbook_path(path: str | os.PathLike[str]) -> Path:
    """The path of a workbook to write.

    Raises:
        UsageError: when it does not end in ``.xlsx``.
    """
    target = Path(path)
    if target.suffix.lower() != ".xlsx":
        raise UsageError(f"a workbook is an .xlsx file, not {target.name!r}")
    return target


def save_workbook(workbook: Any, target: Path) -> Path:
    """Write beside the target and put in its place only when complete."""
    buffer = BytesIO()
    workbook.save(buffer)
    handle, name = tempfile.mkstemp(prefix=f".{target.stem}-", suffix=".xlsx", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(buffer.getvalue())
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    return target


def _umask() -> int:
    """A temporary file is private; a published workbook has the rights that new files have."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
