"""Compound files, the containers of old Office documents, opened by olefile."""

from io import BytesIO
from struct import error, unpack_from
from typing import TYPE_CHECKING, Self

from medinsure_budget.errors import UnreadableFileError, UnsupportedFormatError, missing_extra
from medinsure_budget.records import frozen

if TYPE_CHECKING:
    from olefile import OleFileIO

MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SMALLEST_SECTOR = 512
# What olefile raises on damaged files: OSError where it refuses them itself, ArithmeticError and ValueError where
# sectors have impossible sizes, RecursionError where the entries of a folder hang one below the other. struct.error
# is our own look at the header of a file that ends inside it.
_DAMAGE = (OSError, ArithmeticError, ValueError, RecursionError, error)


@frozen
class Compound:
    """An opened compound file.

    Attributes:
        streams: The names of the streams in its root folder.
    """

    name: str
    streams: frozenset[str]
    _file: "OleFileIO"

    @classmethod
    def open(cls, data: bytes, name: str) -> Self:
        """Read the sector tables and the folders.

        Raises:
            UnreadableFileError: when the file is truncated or damaged.
            UnsupportedFormatError: when olefile is not installed.
        """
        try:
            from olefile import OleFileIO
        except ModuleNotFoundError as missing:
            raise UnsupportedFormatError(missing_extra(f"{name}：读旧版 Office 文件", "xls")) from missing
        try:
            _check_tables(data)
            file = OleFileIO(BytesIO(data))
            _check_sizes(file, len(data))
            streams = frozenset(path[0] for path in file.listdir() if len(path) == 1)
        except _DAMAGE as cause:
            raise UnreadableFileError(f"{name}：旧格式的办公文件不完整或已损坏（{cause}）") from cause
        return cls(name, streams, file)

    def read(self, stream: str) -> bytes:
        """The bytes of a stream.

        Raises:
            UnreadableFileError: when its sectors are damaged.
        """
        try:
            return bytes(self._file.openstream(stream).read())
        except _DAMAGE as cause:
            raise UnreadableFileError(f"{self.name}：旧格式的办公文件不完整或已损坏（{stream}：{cause}）") from cause


def _check_tables(data: bytes) -> None:
    """Refuse more sectors of the sector table than the file can hold, each of which olefile would read."""
    (tables,) = unpack_from("<I", data, 44)
    if tables * _SMALLEST_SECTOR > len(data):
        raise ValueError("扇区表比文件还大")


def _check_sizes(file: "OleFileIO", most: int) -> None:
    """Refuse streams larger than the file, which olefile would follow around a circle of sectors."""
    sizes = [file.num_mini_fat_sectors * file.sector_size]
    sizes += [entry.size for entry in file.direntries if entry is not None]
    if max(sizes) > most:
        raise ValueError("有一个数据流比文件还大")
