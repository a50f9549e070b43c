"""The only door to pdfium: documents, pages and bitmaps that are always closed.

pdfium is reached through void pointers and integers by prototypes that keep Python's lock: this is twice as fast as
the generated bindings and keeps a library that is not safe for threads safe.
"""

import ctypes
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import PYFUNCTYPE, c_float, c_int, c_size_t, c_uint, c_void_p
from functools import cache
from typing import Any, Literal

from attrs import frozen

from medinsure_budget.errors import EncryptedFileError, UnreadableFileError, UnsupportedFormatError
from medinsure_budget.evidence import Box

Matrix = tuple[float, float, float, float, float, float]

PATH, IMAGE, FORM, TEXT = 2, 3, 5, 1
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
    "FPDFText_GetCharOrigin": (_I, _P, _I, _P, _P),
    "FPDFText_GetCharAngle": (_F, _P, _I),
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
            raise UnsupportedFormatError("PDF files are read by pypdfium2: pip install medinsure-budget[pdf]") from error
        for name, (result, *arguments) in _SIGNATURES.items():
            address = ctypes.cast(getattr(raw, name), c_void_p).value
            setattr(self, name, PYFUNCTYPE(result, *arguments)(address or 0))

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
        self.at = tuple(start + self.values.itemsize * i for i in range(count))


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
        raise UnreadableFileError(f"{name}: the file is empty")
    lib = pdfium()
    # The pointer borrows the bytes, so they have to outlive it.
    borrowed = ctypes.cast(ctypes.c_char_p(data), c_void_p)
    pointer = lib.FPDF_LoadMemDocument64(borrowed, len(data), None)
    if not pointer:
        raise _refusal(lib.FPDF_GetLastError(), name)
    try:
        pages = lib.FPDF_GetPageCount(pointer)
        if pages < 1:
            raise UnreadableFileError(f"{name}: the PDF has no readable page; it is truncated or damaged")
        yield Document(pointer, pages)
    finally:
        lib.FPDF_CloseDocument(pointer)


def _refusal(code: int, name: str) -> UnreadableFileError:
    if code in (_PASSWORD, _SECURITY):
        return EncryptedFileError(f"{name}: the PDF is encrypted and needs a password")
    return UnreadableFileError(f"{name}: no PDF, or a truncated or damaged one (pdfium error {code})")


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


def after(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that applies ``first``, and ``then`` to its result."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (p * a + r * b, q * a + s * b, p * c + r * d, q * c + s * d, p * e + r * f + t, q * e + s * f + u)


def turned(page: PageHandle, quarters: int) -> PageHandle:
    """The same page seen after turning it clockwise by so many quarters of a circle."""
    width, height = page.width, page.height
    turn: Matrix = (
        (1.0, 0.0, 0.0, 1.0, 0.0, 0.0),
        (0.0, 1.0, -1.0, 0.0, height, 0.0),
        (-1.0, 0.0, 0.0, -1.0, width, height),
        (0.0, -1.0, 1.0, 0.0, 0.0, width),
    )[quarters % 4]
    size = (height, width) if quarters % 2 else (width, height)
    return PageHandle(page.pointer, page.number, *size, after(page.matrix, turn), (page.quarters + quarters) % 4)


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
        raise MemoryError(f"no room for a picture of {width} by {height} pixels")
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
