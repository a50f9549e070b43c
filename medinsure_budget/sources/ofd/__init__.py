"""OFD files (GB/T 33190) -> pages of lines and grids, by the rulings and baselines that make those of a PDF."""

from collections.abc import Callable
from time import monotonic

from attrs import evolve

from medinsure_budget.allowance import spend
from medinsure_budget.errors import UnreadableFileError
from medinsure_budget.evidence import Box, Grid, Note, Page, Source
from medinsure_budget.sources.limits import Limits
from medinsure_budget.sources.ofd.objects import Content, read_content
from medinsure_budget.sources.ofd.package import Document, documents
from medinsure_budget.sources.packed import Packed
from medinsure_budget.sources.pdf.compose import Composed, compose

__all__ = ["read_ofd"]

Ocr = Callable[[bytes], str]


def read_ofd(data: bytes, name: str, *, limits: Limits, ocr: Ocr | None = None) -> Source:
    """Read an OFD file; what lies over its pages (annotations, seals, watermarks) is left out with a note.

    Args:
        data: The file.
        name: How messages call it.
        limits: What it may cost; pages beyond the limit are reported in a note.
        ocr: Turns a picture, PNG or JPEG as it is stored, into text; without it scanned pages are reported in notes.

    Raises:
        EncryptedFileError: when it is encrypted.
        UnreadableFileError: when a part is missing or damaged.
        LimitExceededError: when the file exceeds ``limits``.
    """
    limits.check_size(len(data), name)
    packed, deadline = Packed.open(data, name, limits), limits.deadline()
    pages: list[Page] = []
    notes: list[Note] = []
    found = documents(packed)
    parts = [(document, part) for document in found for part in document.pages]
    for number, (document, listed) in enumerate(parts[: limits.max_pages], 1):
        if monotonic() > deadline:
            notes.append(Note("unread", f"已达时限（{limits.max_seconds:g}秒），第{number}页及以后各页未读"))
            break
        part = document.page(listed)
        content = read_content(document, part, number, deadline)
        composed = compose(content.characters, content.drawing, number, pages[-1] if pages else None)
        _read_pictures(content, composed, document, ocr)
        blocks = composed.blocks()
        spend(f"第{number}页", cells=sum(block.height * block.width for block in blocks if isinstance(block, Grid)))
        pages.append(Page(number, blocks, width=content.width, height=content.height))
        notes += (evolve(note, page=number) for note in (*part.notes, *composed.notes))
    if len(parts) > limits.max_pages:
        notes.append(Note("unread", f"文件共{len(parts)}页，超过上限，只读了前{limits.max_pages}页"))
    if not pages:
        raise UnreadableFileError(f"{name}：OFD 文件没有页面")
    return Source(name, tuple(pages), (*(note for document in found for note in document.notes), *notes), format="ofd")


def _read_pictures(content: Content, composed: Composed, document: Document, ocr: Ocr | None) -> None:
    """Add the lines of large pictures by the caller's recognition; without one they are only reported."""
    pictures = [picture for picture in content.pictures if content.is_unread(picture)]
    if pictures and ocr is None:
        scanned = "本页为扫描件或图片，没有可读的文字，可用参数 ocr 交给识别程序"
        what = "本页有图片，其中的文字未读" if content.characters.spans else scanned
        composed.notes.append(Note("unread", what))
    elif pictures and ocr is not None:
        lines = [
            (line.strip(), Box(*picture.box))
            for picture in pictures
            for line in ocr(document.media(picture.resource)).splitlines()
            if line.strip()
        ]
        composed.lines += lines
        composed.notes.append(Note("repaired", f"本页图片中的文字由识别程序读出，共{len(lines)}行，请核对"))
