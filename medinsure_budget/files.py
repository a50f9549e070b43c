"""Written files are complete or absent, and the same input gives the same bytes."""

import os
import struct
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import mkstemp
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from medinsure_budget.errors import UsageError

_NEW_FILE = 0o666


def write_whole(path: str | os.PathLike[str], write: Callable[[Path], object], *, suffix: str = "", overwrite: bool = True) -> Path:
    """Let ``write`` fill a file beside the target, and put it in the target's place when it is complete.

    Args:
        path: The file to write.
        write: Called with the path of the draft.
        suffix: What the path has to end in, if anything.
        overwrite: Whether a file that is already there is replaced.

    Returns:
        The path.

    Raises:
        UsageError: when the path ends otherwise, or the file exists or cannot be written.
    """
    target = Path(path)
    if suffix and target.suffix.lower() != suffix:
        raise UsageError(f"{target.name!r} has to end in {suffix}")
    if target.exists() and not overwrite:
        raise UsageError(f"{target} 已经存在；要覆盖请用 overwrite=True")
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


def write_bytes(path: str | os.PathLike[str], data: bytes, *, suffix: str = "", overwrite: bool = True) -> Path:
    """Write a file at once; see `write_whole`."""
    return write_whole(path, lambda draft: draft.write_bytes(data), suffix=suffix, overwrite=overwrite)


def write_text(path: str | os.PathLike[str], text: str, *, suffix: str = "") -> Path:
    """Write a text file as UTF-8 at once; see `write_whole`."""
    return write_bytes(path, text.encode(), suffix=suffix)


def moment() -> datetime | None:
    """When files say they were made: ``SOURCE_DATE_EPOCH`` where it is set, else nothing."""
    stated = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(stated), UTC).replace(tzinfo=None) if stated.isdecimal() else None


def workbook_bytes(workbook: Any) -> bytes:
    """An openpyxl workbook as the bytes of a file; the clock leaves no trace in them."""
    from openpyxl.writer.excel import ExcelWriter

    properties, when = workbook.properties, moment()
    properties.created = properties.modified = when
    if when is None:
        # openpyxl writes what stands in this list, and fails on a date that is not there.
        properties.__elements__ = tuple(name for name in properties.__elements__ if name not in ("created", "modified"))
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        ExcelWriter(workbook, archive).save()
    return stamped(buffer.getvalue())


def stamped(package: bytes) -> bytes:
    """The same zip package with every member's time set to `moment`, or to the earliest that a zip can tell."""
    when = moment() or datetime(1980, 1, 1)  # noqa: DTZ001 - zip members have local times
    day = (max(when.year, 1980) - 1980) << 9 | when.month << 5 | when.day
    time = when.hour << 11 | when.minute << 5 | when.second // 2
    data, told = bytearray(package), struct.pack("<HH", time, day)
    with ZipFile(BytesIO(package)) as archive:
        central = archive.start_dir
        for member in archive.infolist():
            data[member.header_offset + 10 : member.header_offset + 14] = told
            data[central + 12 : central + 16] = told
            name, extra, comment = struct.unpack_from("<HHH", data, central + 28)
            central += 46 + name + extra + comment
    return bytes(data)


def _umask() -> int:
    """A draft is private; a published file has the rights that new files have."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
