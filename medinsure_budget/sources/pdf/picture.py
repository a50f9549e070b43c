"""Pictures of page regions, for eyes and for recognition of scans."""

import zlib
from struct import pack

from medinsure_budget.errors import UnreadableFileError, UsageError
from medinsure_budget.evidence import Box
from medinsure_budget.sources.pdf.engine import PageHandle, Pixels, open_document, render
from medinsure_budget.sources.pdf.glyphs import upright

# Blue, green, red: a frame that stands out on black and white, and how thick it is in points.
_MARK = bytes((0x1C, 0x1C, 0xE0))
_FRAME = 1.2
# White around a region so that the marked cell is seen among its neighbours.
_TRUE_COLOUR = 2


def picture(data: bytes, page: int, box: Box | None, *, scale: float = 2, mark: Box | None = None) -> bytes:
    """Paint a region of a page as PNG.

    Args:
        data: The PDF.
        page: From 1.
        box: The region in points as `Cell.box` and `Grid.box` give it; ``None`` is the whole page.
        scale: Pixels a point.
        mark: A rectangle to frame in red, usually a cell.

    Raises:
        UsageError: when the page or region does not exist.
        UnreadableFileError: when the PDF or the page cannot be read.
    """
    if scale <= 0:
        raise UsageError(f"图片的倍数应大于 0，不是 {scale}")
    with open_document(data, "PDF") as document:
        if not 1 <= page <= document.pages:
            raise UsageError(f"PDF 共 {document.pages} 页，没有第 {page} 页")
        with document.page(page) as handle:
            if handle is None:
                raise UnreadableFileError(f"PDF 第 {page} 页已损坏")
            seen = upright(handle)
            region = _on_page(box, seen)
            pixels = render(seen, region, scale)
    if mark:
        _frame(pixels, mark, region)
    return png(pixels)


def _on_page(box: Box | None, page: PageHandle) -> Box:
    if box is None:
        return Box(0, 0, page.width, page.height)
    region = Box(max(0, box.left), max(0, box.top), min(page.width, box.right), min(page.height, box.bottom))
    if region.left >= region.right or region.top >= region.bottom:
        raise UsageError(f"{box} 不在宽 {page.width:.0f}、高 {page.height:.0f} 点的页面上")
    return region


def _frame(pixels: Pixels, mark: Box, region: Box) -> None:
    """Draw a frame just inside of the mark."""
    scale = pixels.width / (region.right - region.left)
    thick = max(1, round(_FRAME * scale))
    left, right = (_kept(round((x - region.left) * scale), pixels.width) for x in (mark.left, mark.right))
    top, bottom = (_kept(round((y - region.top) * scale), pixels.height) for y in (mark.top, mark.bottom))
    for y in range(top, bottom):
        if y - top < thick or bottom - y <= thick:
            _paint(pixels, y, left, right)
        else:
            _paint(pixels, y, left, min(right, left + thick))
            _paint(pixels, y, max(left, right - thick), right)


def _kept(value: int, size: int) -> int:
    return min(max(value, 0), size)


def _paint(pixels: Pixels, y: int, left: int, right: int) -> None:
    for channel, value in enumerate(_MARK):
        start = (y * pixels.width + left) * 4 + channel
        pixels.data[start : start + max(0, right - left) * 4 : 4] = bytes([value]) * max(0, right - left)


def png(pixels: Pixels) -> bytes:
    """Encode as PNG; 8 bits a colour need no imaging library."""
    width, height, data = pixels.width, pixels.height, pixels.data
    rgb = bytearray(width * height * 3)
    rgb[0::3], rgb[1::3], rgb[2::3] = data[2::4], data[1::4], data[0::4]
    lines = b"".join(b"\0" + rgb[y * width * 3 : (y + 1) * width * 3] for y in range(height))
    header = pack(">IIBBBBB", width, height, 8, _TRUE_COLOUR, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(lines, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(kind, content) for kind, content in parts)


def _part(kind: bytes, content: bytes) -> bytes:
    return pack(">I", len(content)) + kind + content + pack(">I", zlib.crc32(kind + content))
