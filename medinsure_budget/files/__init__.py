"""Files that are read: within bounds, wherever they come from, and told apart from what is no file."""

import os
from errno import EACCES, EEXIST, EISDIR, ENAMETOOLONG, ENOENT, ENOSPC, ENOTDIR, EPERM, EROFS
from stat import S_ISREG
from typing import IO, BinaryIO, TypeVar

from medinsure_budget.errors import UnreadableFileError, UsageError

# What is read: a path, the bytes of a file, or an open binary file. What is written to: a path, or an open binary file.
Place = str | os.PathLike[str]
Readable = Place | bytes | IO[bytes]
Writable = Place | IO[bytes]
File = TypeVar("File", bound=IO[bytes])

# What a file that is read may have.
MOST_BYTES = 200_000_000
_CAUSES = {
    ENOENT: "没有这个文件或文件夹", EACCES: "没有权限", EPERM: "没有权限", EISDIR: "不是普通文件", EROFS: "磁盘是只读的",
    ENOTDIR: "路径中有一段不是文件夹", ENOSPC: "磁盘满了", ENAMETOOLONG: "文件名太长", EEXIST: "已经有同名的文件",
}  # fmt: skip


def called(source: object) -> str:
    """What messages call a file: the last part of its path, or the name that an open file says; empty for bytes."""
    name = source if isinstance(source, str | os.PathLike) else getattr(source, "name", "")
    if not isinstance(name, str | os.PathLike):
        return ""
    return os.path.basename(os.fspath(name).rstrip("/"))  # noqa: PTH119 - pathlib is a dear import for this one question


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
        raise UnreadableFileError(
            f"{called(source) or '(bytes)'}：打开的文件已经读到第 {at} 字节，后面没有内容；请先 seek(0)"
        )
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
        raise UnreadableFileError(f"{os.fspath(path)}：{cause(error)}") from error


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


def cause(error: Exception) -> str:
    """Why the system refuses a file, in words of those who asked for it."""
    return _CAUSES.get(getattr(error, "errno", None) or 0) or getattr(error, "strerror", None) or str(error)
