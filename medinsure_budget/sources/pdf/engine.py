"""The only door to pdfium: documents, pages and bitmaps that are always closed.

pdfium is reached through void pointers and integers by prototypes that keep Python's lock: this is twice as fast as
the generated bindings and keeps a library that is not safe for threads safe.
"""

import ctypes
import re
import sys
from array import array
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from ctypes import PYFUNCTYPE, byref, c_double, c_float, c_int, c_size_t, c_uint, c_void_p
from functools import cache, cached_property
from itertools import chain, repeat, starmap
from threading import get_ident
from typing import Any, Literal

from medinsure_budget.errors import EncryptedFileError, UnreadableFileError, UnsupportedFormatError, missing_extra
from medinsure_budget.evidence import Box
from medinsure_budget.records import frozen
from medinsure_budget.sources.pdf.geometry import Matrix, after, turning

IMAGE, FORM = 3, 5
LINE_TO, MOVE_TO = 0, 2
_PASSWORD, _SECURITY = 4, 5

_P, _F, _I = c_void_p, c_float, c_int
_SIGNATURES: dict[str, tuple[Any, ...]] = {
    "FPDF_LoadMemDocument64": (_P, _P, c_size_t, _P),
    "FPDF_CloseDocument": (None, _P),
    "FPDF_GetLastError": (c_uint,),
    "FPDF_GetPageCount": (_I, _P),
    "FPDF_LoadPage": (_P, _P, _I),
    "FPDF_ClosePage": (None, _P),
    "FPDF_GetPageWidthF": (_F, _P),
    "FPDF_GetPageHeightF": (_F, _P),
    "FPDF_GetPageBoundingBox": (_I, _P, _P),
    "FPDFPage_GetRotation": (_I, _P),
    "FPDFPage_CountObjects": (_I, _P),
    "FPDFPage_GetObject": (_P, _P, _I),
    "FPDFPageObj_GetType": (_I, _P),
    "FPDFPageObj_GetMatrix": (_I, _P, _P),
    "FPDFPageObj_GetBounds": (_I, _P, _P, _P, _P, _P),
    "FPDFPageObj_GetStrokeColor": (_I, _P, _P, _P, _P, _P),
    "FPDFPageObj_GetFillColor": (_I, _P, _P, _P, _P, _P),
    "FPDFPageObj_GetStrokeWidth": (_I, _P, _P),
    "FPDFPageObj_GetClipPath": (_P, _P),
    "FPDFClipPath_CountPaths": (_I, _P),
    "FPDFClipPath_CountPathSegments": (_I, _P, _I),
    "FPDFClipPath_GetPathSegment": (_P, _P, _I, _I),
    "FPDFFormObj_CountObjects": (_I, _P),
    "FPDFFormObj_GetObject": (_P, _P, c_uint),
    "FPDFPath_GetDrawMode": (_I, _P, _P, _P),
    "FPDFPath_CountSegments": (_I, _P),
    "FPDFPath_GetPathSegment": (_P, _P, _I),
    "FPDFPathSegment_GetPoint": (_I, _P, _P, _P),
    "FPDFPathSegment_GetType": (_I, _P),
    "FPDFPathSegment_GetClose": (_I, _P),
    "FPDFTextObj_GetTextRenderMode": (_I, _P),
    "FPDFText_LoadPage": (_P, _P),
    "FPDFText_ClosePage": (None, _P),
    "FPDFText_CountChars": (_I, _P),
    "FPDFText_GetUnicode": (c_uint, _P, _I),
    "FPDFText_GetLooseCharBox": (_I, _P, _I, _P),
    "FPDFText_GetFontSize": (c_double, _P, _I),
    "FPDFText_GetCharOrigin": (_I, _P, _I, _P, _P),
    "FPDFText_GetCharAngle": (_F, _P, _I),
    "FPDFText_GetMatrix": (_I, _P, _I, _P),
    "FPDFText_GetFillColor": (_I, _P, _I, _P, _P, _P, _P),
    "FPDFText_GetText": (_I, _P, _I, _I, _P),
    "FPDFText_GetTextObject": (_P, _P, _I),
    "FPDFText_HasUnicodeMapError": (_I, _P, _I),
    "FPDFBitmap_Create": (_P, _I, _I, _I),
    "FPDFBitmap_Destroy": (None, _P),
    "FPDFBitmap_FillRect": (_I, _P, _I, _I, _I, _I, c_uint),
    "FPDFBitmap_GetBuffer": (_P, _P),
    "FPDFBitmap_GetStride": (_I, _P),
    "FPDF_RenderPageBitmap": (None, _P, _P, _I, _I, _I, _I, _I, _I),
}


class Functions:
    """pdfium's functions under their own names."""

    def __init__(self) -> None:
        try:
            from pypdfium2 import raw
        except ImportError as error:
            raise UnsupportedFormatError(missing_extra("读 PDF 文件", "pdf")) from error
        self._addresses: dict[str, int] = {
            name: ctypes.cast(getattr(raw, name), c_void_p).value or 0 for name in _SIGNATURES
        }
        self._bulk: dict[tuple[str, bool], Callable[..., int]] = {}
        for name, (result, *arguments) in _SIGNATURES.items():
            setattr(self, name, PYFUNCTYPE(result, *arguments)(self._addresses[name]))

    def bulk(self, name: str, *, silent: bool = False) -> Callable[..., int]:
        """The function for many calls: it takes what `reference` and `byref` give, and whole numbers, as they are.

        What a ``silent`` one returns is not looked at, which takes its time, too.
        """
        if (name, silent) not in self._bulk:
            result = None if silent else _SIGNATURES[name][0]
            self._bulk[name, silent] = PYFUNCTYPE(result)(self._addresses[name])
        return self._bulk[name, silent]

    def __getattr__(self, name: str) -> Callable[..., Any]:  # only for type checkers: every name is set above
        raise AttributeError(name)


@cache
def pdfium() -> Functions:
    """The library, loaded when first used."""
    return Functions()


class Numbers:
    """A few numbers that pdfium writes into: ``values`` and the address ``at`` of each.

    Args:
        kind: The code of `array.array`: ``f`` float, ``d`` double, ``i`` int, ``I`` unsigned.
        count: How many.
    """

    def __init__(self, kind: Literal["f", "d", "i", "I"], count: int) -> None:
        # Read three times as fast as an array of ctypes.
        self.values: array[float] = array(kind, [0] * count)
        start, _ = self.values.buffer_info()
        step = self.values.itemsize
        self.at = tuple(range(start, start + step * count, step))


# A pointer in the form in which calls pass it on: made once, it spares each call a third of its time.
reference = c_void_p.from_param

# So many things are asked for at a time, between looks at the clock.
STRIDE = 4096


def fill_rows(
    kind: Literal["f", "d", "i", "I"], initial: Sequence[float], name: str, things: Sequence[object], *owner: object
) -> "array[float]":
    """Call a function of pdfium for each of many objects and gather the numbers it writes, a row for each.

    A loop of Python's own around the calls would take longer than the calls.

    Args:
        kind: As in `Numbers`.
        initial: What a row holds where the function refuses to write.
        name: The function takes the object, and the address of each number of the row or of the first.
        things: References to the objects, or numbers by which their owner knows them.
        owner: A reference to the owner of the objects, for functions that take it before them.
    """
    function, width = pdfium().bulk(name, silent=True), len(initial)
    room, places = _room(kind, width, get_ident())
    owners, addresses = tuple(map(repeat, owner)), len(_SIGNATURES[name]) - 2 - len(owner)
    rows: array[float] = array(kind)
    for start in range(0, len(things), STRIDE):
        part = things[start : start + STRIDE]
        room[: width * len(part)] = array(kind, initial) * len(part)
        deque(map(function, *owners, part, *places[:addresses]), maxlen=0)
        rows += room[: width * len(part)]
    return rows


@cache
def _room(kind: Literal["f", "d", "i", "I"], width: int, _: int) -> "tuple[array[float], list[list[object]]]":
    """Room for `STRIDE` rows of numbers, for one thread, and references to the numbers of each row, by column.

    References that are made once halve the time of a call.
    """
    numbers: array[float] = array(kind, bytes(array(kind).itemsize * width * STRIDE))
    room = (ctypes.c_char * (numbers.itemsize * len(numbers))).from_buffer(numbers)
    step = numbers.itemsize * width
    return numbers, [
        [byref(room, step * row + numbers.itemsize * column) for row in range(STRIDE)] for column in range(width)
    ]


_WORD = re.compile("[^\t-\r \xa0\xad\u2000-\u200f\u3000\ufeff]+")


class TextPage:
    """The characters of an open page, asked for in bulk.

    Attributes:
        pointer: pdfium's text page, 0 where the page has none.
        count: How many characters it has, those included that pdfium makes up for gaps.
        letters: Those that are no blanks.
        indexes: Which of all characters these are.
    """

    def __init__(self, page: "PageHandle") -> None:
        lib = pdfium()
        self.pointer: int = lib.FPDFText_LoadPage(page.pointer) or 0
        self.count: int = max(0, lib.FPDFText_CountChars(self.pointer)) if self.pointer else 0
        text = self._text()
        self.letters = "".join(_WORD.findall(text))
        self.indexes = [*chain.from_iterable(starmap(range, map(re.Match.span, _WORD.finditer(text))))]

    def close(self) -> None:
        """Give the text page back."""
        if self.pointer:
            pdfium().FPDFText_ClosePage(self.pointer)

    def _text(self) -> str:
        units = array("H", bytes(2 * self.count + 2))
        written = pdfium().FPDFText_GetText(self.pointer, 0, self.count, units.buffer_info()[0])
        text = units[: max(0, written - 1)].tobytes().decode("utf-16-le", "replace")
        if len(text) != self.count:
            # pdfium leaves out what has no Unicode.
            codes = map(pdfium().FPDFText_GetUnicode, repeat(self.pointer), range(self.count))
            text = "".join(chr(code) if code <= sys.maxunicode else "\ufffd" for code in codes)
        return text

    def ask(self, name: str, indexes: Sequence[int] | None = None) -> Iterator[int]:
        """What a function of pdfium says of characters, of those that are no blanks if not told which."""
        return map(pdfium().bulk(name), repeat(reference(self.pointer)), self.indexes if indexes is None else indexes)

    def columns(
        self, kind: Literal["f", "d", "I"], width: int, name: str, indexes: Sequence[int]
    ) -> tuple[list[float], ...]:
        """The numbers that a function writes for each of these characters: all first ones, all second ones and so on."""
        rows = fill_rows(kind, (0,) * width, name, indexes, reference(self.pointer))
        return tuple(rows[column::width].tolist() for column in range(width))

    @cached_property
    def sides(self) -> tuple[list[float], ...]:
        """The left, top, right and bottom sides of all characters that are no blanks."""
        return self.columns("f", 4, "FPDFText_GetLooseCharBox", self.indexes)

    @cached_property
    def extent(self) -> tuple[float, float, float, float]:
        """The rectangle around all of them: left, bottom, right, top."""
        left, top, right, bottom = self.sides
        return (min(left), min(bottom), max(right), max(top)) if left else (0, 0, 0, 0)


@frozen(eq=False)
class PageHandle:
    """An open page as it is read: upright, its origin at the top left.

    Attributes:
        pointer: pdfium's page.
        number: From 1.
        width: In points.
        height: In points.
        matrix: From the page's own coordinates to those of `Box`.
        quarters: By how many quarters of a circle it was turned beyond what the file asks for.
    """

    pointer: int
    number: int
    width: float
    height: float
    matrix: Matrix
    quarters: int = 0


@frozen(eq=False)
class Document:
    """An open document."""

    pointer: int
    pages: int

    @contextmanager
    def page(self, number: int) -> Iterator[PageHandle | None]:
        """Open a page, counted from 1; ``None`` when it is damaged."""
        lib = pdfium()
        pointer = lib.FPDF_LoadPage(self.pointer, number - 1)
        if not pointer:
            yield None
            return
        try:
            yield _handle(pointer, number)
        finally:
            lib.FPDF_ClosePage(pointer)


@contextmanager
def open_document(data: bytes, name: str) -> Iterator[Document]:
    """Open a document for the length of a ``with`` block.

    Raises:
        EncryptedFileError: when a password is needed.
        UnreadableFileError: when the bytes are no PDF or too damaged to find a page in.
    """
    if not data:
        raise UnreadableFileError(f"{name}：文件是空的")
    lib = pdfium()
    # The pointer borrows the bytes, so they have to outlive it.
    borrowed = ctypes.cast(ctypes.c_char_p(data), c_void_p)
    pointer = lib.FPDF_LoadMemDocument64(borrowed, len(data), None)
    if not pointer:
        raise _refusal(lib.FPDF_GetLastError(), name)
    try:
        pages = lib.FPDF_GetPageCount(pointer)
        if pages < 1:
            raise UnreadableFileError(f"{name}：PDF 没有一页能读，不完整或已损坏")
        yield Document(pointer, pages)
    finally:
        lib.FPDF_CloseDocument(pointer)


def _refusal(code: int, name: str) -> UnreadableFileError:
    if code in (_PASSWORD, _SECURITY):
        return EncryptedFileError(f"{name}：PDF 已加密，要有密码")
    return UnreadableFileError(f"{name}：不是 PDF，或者不完整、已损坏（pdfium 错误 {code}）")


def _handle(pointer: int, number: int) -> PageHandle:
    lib = pdfium()
    box = Numbers("f", 4)
    lib.FPDF_GetPageBoundingBox(pointer, box.at[0])
    left, top, right, bottom = box.values
    matrix = (
        (1.0, 0.0, 0.0, -1.0, -left, top),
        (0.0, 1.0, 1.0, 0.0, -bottom, -left),
        (-1.0, 0.0, 0.0, 1.0, right, -bottom),
        (0.0, -1.0, -1.0, 0.0, top, right),
    )[lib.FPDFPage_GetRotation(pointer) % 4]
    return PageHandle(pointer, number, lib.FPDF_GetPageWidthF(pointer), lib.FPDF_GetPageHeightF(pointer), matrix)


def turned(page: PageHandle, quarters: int) -> PageHandle:
    """The same page seen after turning it clockwise by so many quarters of a circle."""
    width, height = page.width, page.height
    size = (height, width) if quarters % 2 else (width, height)
    matrix = after(page.matrix, turning(quarters, width, height))
    return PageHandle(page.pointer, page.number, *size, matrix, (page.quarters + quarters) % 4)


@frozen(eq=False)
class Pixels:
    """A rendered region: rows of blue, green, red and an unused byte."""

    width: int
    height: int
    data: bytearray


# A4 at 600 dots an inch; beyond, a picture would serve memory exhaustion rather than eyes.
_MOST_PIXELS = 40_000_000


def render(page: PageHandle, box: Box, scale: float) -> Pixels:
    """Paint a region of a page on white; the scale is lowered where the picture would become huge."""
    lib = pdfium()
    scale = min(scale, (_MOST_PIXELS / max(1.0, (box.right - box.left) * (box.bottom - box.top))) ** 0.5)
    width, height = (max(1, round(side * scale)) for side in (box.right - box.left, box.bottom - box.top))
    bitmap = lib.FPDFBitmap_Create(width, height, 0)
    if not bitmap:
        raise MemoryError(f"内存放不下 {width}×{height} 像素的图片")
    try:
        lib.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        size = round(page.width * scale), round(page.height * scale)
        lib.FPDF_RenderPageBitmap(
            bitmap, page.pointer, -round(box.left * scale), -round(box.top * scale), *size, page.quarters, 0x01
        )
        stride = lib.FPDFBitmap_GetStride(bitmap)
        raw = ctypes.string_at(lib.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        lib.FPDFBitmap_Destroy(bitmap)
    return Pixels(width, height, bytearray(b"".join(raw[y * stride : y * stride + width * 4] for y in range(height))))
