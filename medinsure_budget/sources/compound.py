"""Compound files, the containers of old Office documents."""

from collections.abc import Iterator
from itertools import islice
from struct import Struct, error, unpack_from
from typing import NamedTuple, Self

from attrs import define

from medinsure_budget.errors import UnreadableFileError

MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LISTED_IN_HEADER = 109
_LAST_SECTOR = 0xFFFFFFFA
_ENTRY = Struct("<64sHBxIII36xII4x")
_STREAM, _ROOT = 2, 5


class _Entry(NamedTuple):
    """An entry of the directory; left, right and child are numbers of other entries."""

    name: bytes
    name_size: int
    kind: int
    left: int
    right: int
    child: int
    first: int
    size: int

    def __str__(self) -> str:
        return self.name[: max(0, min(self.name_size, 64) - 2)].decode("utf-16-le", "replace")


@define
class Compound:
    """An opened compound file.

    Attributes:
        streams: First sector and size of the streams in the root folder, by name.
    """

    name: str
    streams: dict[str, tuple[int, int]]
    _data: bytes
    _sector: int
    _next: list[int]
    _small: bytes
    _small_sector: int
    _small_next: list[int]
    _small_limit: int

    @classmethod
    def open(cls, data: bytes, name: str) -> Self:
        """Read the sector tables and the root folder.

        Raises:
            UnreadableFileError: when the file is truncated or damaged.
        """
        try:
            shift, small_shift = unpack_from("<HH", data, 30)
            if shift not in (9, 12) or small_shift != 6:
                raise UnreadableFileError(f"{name}: damaged compound file, impossible sector size")
            directory, limit, small_first = unpack_from("<I4xII", data, 48)
            found = cls(name, {}, data, 1 << shift, [], b"", 1 << small_shift, [], limit)
            found._next = found._table(found._table_sectors())
            entries = list(map(_Entry._make, _ENTRY.iter_unpack(found._joined(directory))))
            root = next((entry for entry in entries if entry.kind == _ROOT), None)
            if root is None:
                raise UnreadableFileError(f"{name}: damaged compound file, no root folder")
            found._small = found._joined(root.first)
            found._small_next = found._table(found._chain(small_first, found._next))
            found.streams = {str(entry): (entry.first, entry.size) for entry in _members(entries, root)}
        except (error, IndexError) as cause:
            raise UnreadableFileError(f"{name}: truncated or damaged compound file ({cause})") from cause
        return found

    def read(self, stream: str) -> bytes:
        """The bytes of a stream.

        Raises:
            UnreadableFileError: when its sectors are damaged.
        """
        first, size = self.streams[stream]
        try:
            if size < self._small_limit:
                sectors = self._chain(first, self._small_next)
                step = self._small_sector
                return b"".join(self._small[at * step : (at + 1) * step] for at in sectors)[:size]
            return self._joined(first)[:size]
        except IndexError as cause:
            raise UnreadableFileError(f"{self.name}: truncated or damaged compound file ({stream})") from cause

    def _table_sectors(self) -> list[int]:
        """The sectors that hold the table of sectors: some listed in the header, the others in sectors of their own."""
        listed = list(unpack_from(f"<{_LISTED_IN_HEADER}I", self._data, 76))
        (more,) = unpack_from("<I", self._data, 68)
        seen = set[int]()
        while more < _LAST_SECTOR and more not in seen:
            seen.add(more)
            *sectors, more = unpack_from(f"<{self._sector // 4}I", self._data, (more + 1) * self._sector)
            listed += sectors
        return [sector for sector in listed if sector < _LAST_SECTOR]

    def _table(self, sectors: list[int]) -> list[int]:
        """The numbers that are stored in sectors."""
        most = len(self._data) // self._sector + 1
        joined = b"".join(map(self._at, sectors[:most]))
        return list(unpack_from(f"<{len(joined) // 4}I", joined))

    def _at(self, sector: int) -> bytes:
        return self._data[(sector + 1) * self._sector : (sector + 2) * self._sector]

    def _joined(self, first: int) -> bytes:
        return b"".join(map(self._at, self._chain(first, self._next)))

    def _chain(self, first: int, following: list[int]) -> list[int]:
        """The sectors from ``first`` on; a chain that runs in a circle is damaged."""
        chain = list(islice(_followed(first, following), len(following) + 1))
        if len(chain) > len(following):
            raise UnreadableFileError(f"{self.name}: damaged compound file, its sectors run in a circle")
        return chain


def _followed(sector: int, following: list[int]) -> Iterator[int]:
    while sector < _LAST_SECTOR:
        yield sector
        sector = following[sector]


def _members(entries: list[_Entry], root: _Entry) -> Iterator[_Entry]:
    """The streams of the root folder, whose entries form a tree of left and right neighbours."""
    waiting, seen = [root.child], set[int]()
    while waiting:
        at = waiting.pop()
        if at < len(entries) and at not in seen:
            seen.add(at)
            waiting += [entries[at].right, entries[at].left]
            if entries[at].kind == _STREAM:
                yield entries[at]
