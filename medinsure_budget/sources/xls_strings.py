"""Text in the records of xls workbooks: one or two bytes a character, cut anywhere by the end of a record."""

from struct import unpack_from

from attrs import define

_WIDE, _PHONETIC, _RICH = 1, 4, 8


def short_string(content: bytes, at: int) -> str:
    """A string with a length of one byte.

    Raises:
        struct.error: when the content ends before it.
    """
    size, flags = unpack_from("<BB", content, at)
    return _decoded(content[at + 2 :], size, flags)


def long_string(content: bytes, at: int) -> str:
    """A string with a length of two bytes.

    Raises:
        struct.error: when the content ends before it.
    """
    size, flags = unpack_from("<HB", content, at)
    at += 3 + (2 if flags & _RICH else 0) + (4 if flags & _PHONETIC else 0)
    return _decoded(content[at:], size, flags)


def shared_strings(contents: list[bytes]) -> list[str]:
    """The shared strings of a workbook, from their record and those that continue it.

    Raises:
        IndexError: when the records end before the strings.
        struct.error: when a string's head is cut.
    """
    (count,) = unpack_from("<4xI", contents[0])
    reader = _Reader(contents, place=8)
    # Each string takes three bytes at least, whatever the stated number.
    most = sum(map(len, contents)) // 3
    return [reader.string() for _ in range(min(count, most))]


@define
class _Reader:
    contents: list[bytes]
    place: int
    record: int = 0

    def string(self) -> str:
        self._turn_page()
        content = self.contents[self.record]
        size, flags = unpack_from("<HB", content, self.place)
        self.place += 3
        runs = phonetic = 0
        if flags & _RICH:
            (runs,) = unpack_from("<H", content, self.place)
            self.place += 2
        if flags & _PHONETIC:
            (phonetic,) = unpack_from("<I", content, self.place)
            self.place += 4
        text = self._characters(size, flags)
        self._skip(4 * runs + phonetic)
        return text

    def _characters(self, size: int, flags: int) -> str:
        pieces = []
        while size:
            if self._turn_page():
                # The rest of a cut string says again how wide its characters are.
                flags = self.contents[self.record][0]
                self.place = 1
            width = 1 + (flags & _WIDE)
            taken = min(size, max(1, (len(self.contents[self.record]) - self.place) // width))
            pieces.append(_decoded(self.contents[self.record][self.place :], taken, flags))
            self.place += taken * width
            size -= taken
        return "".join(pieces)

    def _skip(self, size: int) -> None:
        while size:
            self._turn_page()
            step = min(size, len(self.contents[self.record]) - self.place)
            self.place += step
            size -= step

    def _turn_page(self) -> bool:
        """Go on to the next record that holds anything where this one is used up; say whether that was so."""
        turned = False
        while self.place >= len(self.contents[self.record]):
            self.record += 1
            self.place, turned = 0, True
        return turned


def _decoded(data: bytes, size: int, flags: int) -> str:
    return data[: 2 * size].decode("utf-16-le", "replace") if flags & _WIDE else data[:size].decode("latin-1")
