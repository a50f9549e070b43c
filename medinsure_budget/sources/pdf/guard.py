"""Refuse small files that unpack into enormous ones, before pdfium (which cannot be interrupted) meets them.

The file is only skimmed: streams that could grow too large are unpacked up to the limit, and drawings that draw other
drawings are counted out. What cannot be judged by skimming is said to be risky: it is read in a process of its own.
"""

import re
import zlib
from base64 import a85decode
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate

from medinsure_budget.errors import LimitExceededError
from medinsure_budget.records import frozen
from medinsure_budget.sources.limits import Limits

# Deflate packs at most 1032 bytes into one.
_BEST_RATIO = 1032
# pdfium needs some twenty times the memory of the operators it draws.
_GROWTH = 20
# So many drawings are more than any page has; a page of a million takes half a minute.
_MOST_DRAWINGS = 200_000
# pdfium itself follows drawings in drawings less deep than this.
_DEEPEST = 60
# Each object carries all marks that are open around it, and each mark a copy of those before it.
_MOST_MARKS = 1_000

# A page has no larger content than this unless it is a map; pdfium's objects for it take some fifty times as much.
_LARGE = 4_000_000
_LAYERS = 5

_START = re.compile(rb"stream(?:\r\n|[\r\n ])")
# Filters other than the usual one, names in disguise, filters named elsewhere, one content many times on a page.
_UNUSUAL = re.compile(
    rb"/(?:LZW|LZWDecode|RunLengthDecode|RL|ASCIIHexDecode|AHx)\b|/Filter\s*(?:\[\s*)?\d|/F[A-Za-z]*#"
)
_MANY_TIMES = re.compile(rb"/Contents\s*\[(?:\s*\d+\s+\d+\s+R){100}")
_REFERENCE = re.compile(rb"/([^\s/<>\[\]()]+)\s+(\d+)\s+\d+\s+R\b")
_DRAWS = re.compile(rb"/([^\s/<>\[\]()]+)\s+Do\b")
_MARK = re.compile(rb"\b(?:BMC|BDC|EMC)\b")
_NUMBER = re.compile(rb"(\d+)\s+\d+\s+$")
_HEADER = 4000


@frozen
class _Stream:
    number: int
    header: bytes
    packed: bytes

    def unpacked(self, most: int) -> bytes:
        """The content, cut off after ``most`` bytes; however its packing is named."""
        content = self.packed
        for _ in range(_LAYERS):
            try:
                if content.rstrip().endswith(b"~>"):
                    content = a85decode(b"<~" + content.strip(), adobe=True)
                content = zlib.decompressobj().decompress(content, most)
            except (zlib.error, ValueError):  # not packed any more, encrypted or damaged: pdfium judges better
                break
        return content[:most]


def is_risky(data: bytes, name: str, limits: Limits) -> bool:
    """Look for what would unpack beyond the limits, and say whether a look is not enough.

    Raises:
        LimitExceededError: naming the file and the object.
    """
    most = limits.max_unpacked_bytes // _GROWTH
    risky = bool(_MANY_TIMES.search(data))
    times = 1  # how often the innermost is drawn if each drawing is within the last
    forms: dict[int, Counter[int]] = {}
    largest = often = 0  # the largest drawing, and how often a page draws any
    for stream in _streams(data):
        if b"/Image" in stream.header or b"/Length1" in stream.header:
            continue
        content = stream.unpacked(most + 1) if len(stream.packed) * _BEST_RATIO**2 > _LARGE else b""
        size = len(content)
        if size > most:
            raise LimitExceededError(f"{name}：第 {stream.number} 号对象解压后超过 {most:,} 字节")
        if _open_marks(content) > _MOST_MARKS:
            raise LimitExceededError(f"{name}：第 {stream.number} 号对象里嵌套的标记超过 {_MOST_MARKS:,} 层")
        risky = risky or size > _LARGE or not stream.header or bool(_UNUSUAL.search(stream.header))
        if b"/Form" in stream.header:
            targets = {found[1]: int(found[2]) for found in _REFERENCE.finditer(_resources(stream.header, data))}
            drawn = [found[1] for found in _DRAWS.finditer(stream.unpacked(most))]
            forms[stream.number] = Counter(targets[key] for key in drawn if key in targets)
            times *= max(1, len(drawn))
            largest = max(largest, size)
        else:
            often = max(often, content.count(b" Do"))
    _count_out(forms, name)
    return risky or times > _MOST_DRAWINGS or often * largest > most


def _open_marks(content: bytes) -> int:
    """How many marks are open at once, at most."""
    if content.count(b"BMC") + content.count(b"BDC") <= _MOST_MARKS:
        return 0
    return max(accumulate(-1 if found[0] == b"EMC" else 1 for found in _MARK.finditer(content)), default=0)


def _streams(data: bytes) -> Iterator[_Stream]:
    for start in _START.finditer(data):
        opened = data.rfind(b"obj", max(0, start.start() - _HEADER), start.start())
        if data[start.start() - 3 : start.start()] == b"end":
            continue
        number = _NUMBER.search(data, max(0, opened - 20), opened) if opened >= 0 else None
        end = data.find(b"endstream", start.end())
        packed = data[start.end() : end if end >= 0 else len(data)]
        yield _Stream(int(number[1]) if number else 0, data[opened : start.start()] if opened >= 0 else b"", packed)


def _resources(header: bytes, data: bytes) -> bytes:
    """The header and the resources it refers to, one reference deep."""
    found = re.search(rb"/Resources\s+(\d+)\s+\d+\s+R", header)
    if not found:
        return header
    place = re.search(rb"\b" + found[1] + rb"\s+\d+\s+obj\b", data)
    return header + (data[place.end() : place.end() + _HEADER] if place else b"")


def _count_out(forms: dict[int, Counter[int]], name: str) -> None:
    """Count how often drawings are drawn in the end, each level multiplying the one below; circles go on to the deepest."""
    counts: dict[tuple[int, int], int] = {}

    def count(number: int, depth: int) -> int:
        if depth > _DEEPEST:
            return 1
        if (at := (number, depth)) not in counts:
            inner = ((target, times) for target, times in forms[number].items() if target in forms)
            counts[at] = 1 + sum(times * count(target, depth + 1) for target, times in inner)
        if counts[at] > _MOST_DRAWINGS:
            raise LimitExceededError(f"{name}：第 {number} 号对象里嵌套的图形超过 {_MOST_DRAWINGS:,} 个")
        return counts[at]

    for number in forms:
        count(number, 0)
