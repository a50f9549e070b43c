"""Files are read within bounds; written ones are complete or absent, and the same input gives the same bytes."""

import os
import re
import struct
import sys
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from errno import EACCES, EEXIST, EISDIR, ENAMETOOLONG, ENOENT, ENOSPC, ENOTDIR, EPERM, EROFS
from glob import escape
from io import BytesIO
from pathlib import Path, PurePath
from shutil import rmtree
from stat import S_ISREG
from tempfile import TemporaryDirectory, mkdtemp, mkstemp
from typing import IO, Any, BinaryIO, TypeVar, overload
from zipfile import ZIP_DEFLATED, ZipFile

from medinsure_budget.errors import LOG, UnreadableFileError, UsageError

# What is read: a path, the bytes of a file, or an open binary file. What is written to: a path, or an open binary file.
Place = str | os.PathLike[str]
Readable = Place | bytes | IO[bytes]
Writable = Place | IO[bytes]
File = TypeVar("File", bound=IO[bytes])

# What a file that is read may have.
MOST_BYTES = 200_000_000
_NEW_FILE = 0o666
# Folders of drafts, and of sets that only have to be moved; the process that made them follows.
_DRAFTS, _READY = ".drafts-", ".ready-"
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]|\.\.+')
# What begins a formula, unless it is a number or the strokes that stand for nothing.
_LIVE, _SIGNED = set("=+-@\t\r"), re.compile(r"[-+][0-9.,]*%?|-+")
# The earliest moment that a zip package can tell; its members have local times.
EARLIEST = datetime(1980, 1, 1)  # noqa: DTZ001 - see above
_DEVICE = re.compile(r"CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³]", re.IGNORECASE)
# Why the system refuses a file, in words of those who asked for it.
_CAUSES = {
    ENOENT: "没有这个文件或文件夹", EACCES: "没有权限", EPERM: "没有权限", EISDIR: "不是普通文件", EROFS: "磁盘是只读的",
    ENOTDIR: "路径中有一段不是文件夹", ENOSPC: "磁盘满了", ENAMETOOLONG: "文件名太长", EEXIST: "已经有同名的文件",
}  # fmt: skip
# Bytes; the longest name that file systems take is 255, and drafts add to it.
_LONGEST = 180


def called(source: object) -> str:
    """What messages call a file: the last part of its path, or the name that an open file says; empty for bytes."""
    name = source if isinstance(source, str | os.PathLike) else getattr(source, "name", "")
    return PurePath(name).name if isinstance(name, str | os.PathLike) else ""


def contents(source: Readable, most: int = MOST_BYTES) -> bytes:
    """The bytes of whatever can be read, one more than ``most`` at most; an open file is read from where it stands.

    Raises:
        UnreadableFileError: when a file is missing, no file, cannot be opened, or was read to its end before.
        UsageError: for what is neither a path, bytes nor an open binary file.
    """
    if isinstance(source, bytes):
        return source
    if isinstance(source, str | os.PathLike):
        return read_whole(source, most)
    if not hasattr(source, "read"):
        raise UsageError(f"要读的应是路径、字节或以二进制方式打开的文件，不是 {type(source).__name__}")
    data = source.read(most + 1)
    if not isinstance(data, bytes):
        raise UsageError("打开的文件读出的是文字；请以二进制方式（rb）打开")
    if not data and (at := _position(source)):
        raise UnreadableFileError(f"{called(source) or '(bytes)'}：打开的文件已经读到第 {at} 字节，后面没有内容；请先 seek(0)")
    return data


def _position(source: IO[bytes]) -> int:
    try:
        return source.tell()
    except (AttributeError, OSError, ValueError):
        return 0


def read_whole(path: str | os.PathLike[str], most: int = MOST_BYTES) -> bytes:
    """The bytes of a file, one more than ``most`` at most; a pipe or a device, which may never end, is no file.

    Raises:
        UnreadableFileError: when it is missing, no file, or cannot be opened.
    """
    try:
        with open_file(path) as file:
            return file.read(most + 1)
    except (OSError, ValueError) as error:
        raise UnreadableFileError(f"{os.fspath(path)}：{_cause(error)}") from error


def open_file(path: str | os.PathLike[str]) -> BinaryIO:
    """Open a file for reading; opening a pipe would wait for somebody to write to it.

    Raises:
        OSError: when it is missing, no file, or cannot be opened.
        ValueError: when no file can have such a name.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    if not S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise IsADirectoryError(EISDIR, "不是普通文件")
    return os.fdopen(handle, "rb")


@overload
def write_whole(target: Place, write: Callable[[Path], object], *, suffix: str = "", overwrite: bool = False) -> Path: ...
@overload
def write_whole(target: File, write: Callable[[Path], object], *, suffix: str = "", overwrite: bool = False) -> File: ...
def write_whole(
    target: Writable, write: Callable[[Path], object], *, suffix: str = "", overwrite: bool = False
) -> Path | IO[bytes]:
    """Let ``write`` fill a draft, and put it in the target's place when it is complete.

    Args:
        target: The path of the file, or an open binary file that takes the draft's bytes.
        write: Called with the path of the draft.
        suffix: What the path has to end in, if anything.
        overwrite: Whether a file that is already there is replaced.

    Returns:
        The path, or the open file.

    Raises:
        UsageError: when the path ends otherwise, the file exists or cannot be written, or an open file takes no bytes.
    """
    if isinstance(target, str | os.PathLike):
        return _write_file(nameable(Path(target)), write, suffix, overwrite=overwrite)
    with TemporaryDirectory() as folder:
        draft = Path(folder) / f"draft{suffix}"
        write(draft)
        return _poured(draft.read_bytes(), target)


def _write_file(target: Path, write: Callable[[Path], object], suffix: str, *, overwrite: bool) -> Path:
    if suffix and target.suffix.lower() != suffix:
        raise UsageError(f"{target.name}：文件名应以 {suffix} 结尾")
    if target.exists() and not overwrite:
        raise UsageError(f"{target} 已经存在；要覆盖请用 overwrite=True")
    try:
        _clear_drafts(target)
        handle, name = mkstemp(prefix=f".{target.stem}-{os.getpid()}-", suffix=target.suffix, dir=target.parent)
        os.close(handle)
        draft = Path(name)
        try:
            write(draft)
            draft.chmod(_NEW_FILE & ~_umask())
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"{target} 写不了：{_cause(error)}") from error
    LOG.info("已写入 %s", target)
    return target


def _poured(data: bytes, target: IO[bytes]) -> IO[bytes]:
    """Write bytes to an open file, where it stands; it stays open."""
    try:
        target.write(data)
    except (AttributeError, TypeError) as error:
        raise UsageError(f"写到路径或以二进制方式（wb）打开的文件，不能写到 {type(target).__name__}") from error
    except (OSError, ValueError) as error:
        raise UsageError(f"打开的文件写不了：{_cause(error)}") from error
    return target


def write_set(folder: Writable, writers: Mapping[str, Callable[[Path], object]], *, overwrite: bool = False) -> tuple[Path, ...]:
    """Write several files into a folder, or as a zip archive to an open file, all of them or none.

    A process that dies on the way leaves none of them, or what the next write of a set there completes.

    Args:
        folder: It is made when missing; an open binary file takes an archive.
        writers: For each name in the folder, which may have one folder of its own, what fills a draft at a path.
        overwrite: Whether files that are already there are replaced.

    Returns:
        The paths; those within the archive where that was written.

    Raises:
        UsageError: when a name leads out of the folder, or a file exists or cannot be written.
    """
    if not isinstance(folder, str | os.PathLike):
        return _write_archive(folder, writers)
    home = nameable(Path(folder))
    targets = {name: inside(home, name) for name in writers}
    made = not home.exists()
    try:
        home.mkdir(parents=True, exist_ok=True)
        _recover_sets(home)
        if there := [target.name for target in targets.values() if target.exists() and not overwrite]:
            raise UsageError(f"{'、'.join(there)} 已经存在，没有写出；要覆盖请用 overwrite=True")
        drafts = Path(mkdtemp(prefix=f"{_DRAFTS}{os.getpid()}-", dir=home))
        try:
            for name, write in writers.items():
                (drafts / name).parent.mkdir(exist_ok=True)
                write(drafts / name)
            # From here on the set is there: whoever comes next would finish what is left to do.
            ready = drafts.rename(home / drafts.name.replace(_DRAFTS, _READY))
        except BaseException:
            rmtree(home if made else drafts, ignore_errors=True)
            raise
        _move(ready, home)
    except OSError as error:
        raise UsageError(f"{home} 写不了：{_cause(error)}") from error
    for target in targets.values():
        LOG.info("已写入 %s", target)
    return tuple(targets.values())


def _write_archive(target: IO[bytes], writers: Mapping[str, Callable[[Path], object]]) -> tuple[Path, ...]:
    buffer = BytesIO()
    with TemporaryDirectory() as folder, ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for path in write_set(Path(folder) / "set", writers):
            archive.write(path, path.relative_to(Path(folder) / "set").as_posix())
    _poured(stamped(buffer.getvalue()), target)
    return tuple(map(Path, writers))


def _move(ready: Path, home: Path) -> None:
    for draft in sorted(path for path in ready.rglob("*") if path.is_file()):
        target = home / draft.relative_to(ready)
        target.parent.mkdir(exist_ok=True)
        draft.replace(target)
    rmtree(ready)


def _recover_sets(home: Path) -> None:
    """Finish or remove what processes that are gone have left."""
    for left in [*home.glob(f"{_READY}*"), *home.glob(f"{_DRAFTS}*")]:
        if _is_gone(left.name.split("-")[1]):
            if left.name.startswith(_READY):
                _move(left, home)
            else:
                rmtree(left, ignore_errors=True)


def _clear_drafts(target: Path) -> None:
    """Remove the drafts of a file that processes which are gone have left."""
    for draft in target.parent.glob(f".{escape(target.stem)}-*-*{escape(target.suffix)}"):
        if _is_gone(draft.name.removeprefix(f".{target.stem}-").split("-")[0]):
            draft.unlink(missing_ok=True)


def _is_gone(process: str) -> bool:
    if not process.isdecimal() or os.name == "nt":  # there, asking for a process may end it
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def safe_name(name: str, fallback: str = "文件") -> str:
    """A name of one file, whatever a stranger's document says: no separators, no device, no hidden or endless name.

    >>> safe_name("../云溪市/医疗保障局"), safe_name("CON"), safe_name("..")
    ('云溪市医疗保障局', 'CON_', '文件')
    """
    kept = _UNSAFE.sub("", unicodedata.normalize("NFC", name)).strip(". ")
    kept = kept.encode("utf-8", "ignore")[:_LONGEST].decode("utf-8", "ignore").rstrip(". ")
    return f"{kept}_" if _DEVICE.fullmatch(kept.partition(".")[0]) else kept or fallback


def nameable(path: Path) -> Path:
    """The same path.

    Raises:
        UsageError: when no file of this system can have such a name.
    """
    try:
        possible = b"\0" not in os.fsencode(path)
    except UnicodeEncodeError:
        possible = False
    if not possible:
        told = os.fspath(path).encode("ascii", "backslashreplace").decode()
        raise UsageError(f"本系统（文件名编码{sys.getfilesystemencoding()}）不能有名为{told}的文件")
    return path


def inside(folder: Path, name: str) -> Path:
    """The path of a name in a folder.

    Raises:
        UsageError: when it would lie elsewhere.
    """
    target = nameable(folder / name)
    if not target.resolve().is_relative_to(folder.resolve()) or target.resolve() == folder.resolve():
        raise UsageError(f"{name!r} 不在文件夹 {folder} 里")
    return target


@overload
def write_bytes(target: Place, data: bytes, *, suffix: str = "", overwrite: bool = False) -> Path: ...
@overload
def write_bytes(target: File, data: bytes, *, suffix: str = "", overwrite: bool = False) -> File: ...
def write_bytes(target: Writable, data: bytes, *, suffix: str = "", overwrite: bool = False) -> Path | IO[bytes]:
    """Write a file at once; see `write_whole`."""
    if isinstance(target, str | os.PathLike):
        return write_whole(target, lambda draft: draft.write_bytes(data), suffix=suffix, overwrite=overwrite)
    return _poured(data, target)


@overload
def write_text(target: Place, text: str, *, overwrite: bool = False) -> Path: ...
@overload
def write_text(target: Writable, text: str, *, overwrite: bool = False) -> Path | IO[bytes]: ...
def write_text(target: Writable, text: str, *, overwrite: bool = False) -> Path | IO[bytes]:
    """Write a text file as UTF-8 at once; see `write_whole`."""
    return write_bytes(target, text.encode(), overwrite=overwrite)


def inert(value: Any) -> Any:
    """A cell of a CSV file: words that a spreadsheet would take for a formula are led by an apostrophe.

    >>> inert("=1+1"), inert("-3.20"), inert("合计"), inert("-甲")
    ("'=1+1", '-3.20', '合计', "'-甲")
    """
    live = isinstance(value, str) and value[:1] in _LIVE and not _SIGNED.fullmatch(value)
    return f"'{value}" if live else value


def write_csv(target: Writable, frame: Any, *, encoding: str = "utf-8", overwrite: bool = False) -> None:
    """Write a frame as CSV at once, without its index and without formulas; see `write_whole` and `inert`."""
    write_bytes(target, frame.map(inert).to_csv(index=False).encode(encoding), overwrite=overwrite)


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


def _cause(error: Exception) -> str:
    return _CAUSES.get(getattr(error, "errno", None) or 0) or getattr(error, "strerror", None) or str(error)


def _umask() -> int:
    """A draft is private; a published file has the rights that new files have."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
