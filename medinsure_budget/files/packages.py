"""Office files as bytes: the same input gives the same ones, whenever it is written."""

import os
import struct
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

# The earliest moment that a zip package can tell; its members have local times.
EARLIEST = datetime(1980, 1, 1)  # noqa: DTZ001 - see above


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


def word_bytes(word: Any) -> bytes:
    """A python-docx document as the bytes of a file; the clock leaves no trace in them. Its content is gone afterwards."""
    buffer = BytesIO()
    word.save(buffer)
    # The parts refer to each other and would stay until the garbage is collected, their trees of many megabytes with them,
    # of which the collector knows nothing.
    for part in word.part.package.iter_parts():
        for branch in getattr(part, "element", ()):
            branch.clear()
    return stamped(buffer.getvalue())


def stamped(package: bytes) -> bytes:
    """The same zip package with every member's time set to `moment`, or to the earliest that a zip can tell."""
    when = moment() or EARLIEST
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
