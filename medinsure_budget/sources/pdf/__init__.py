"""PDF files -> pages of lines and grids.

Rulings that can be seen make the grids, baselines the lines; what cannot be seen on the printed page is not read.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from time import monotonic

from attrs import evolve

from medinsure_budget.allowance import spend
from medinsure_budget.evidence import Box, Grid, Note, Page, Source
from medinsure_budget.sources.limits import Limits
from medinsure_budget.sources.pdf.engine import open_document
from medinsure_budget.sources.pdf.guard import is_risky
from medinsure_budget.sources.pdf.pages import Ocr, PageReader
from medinsure_budget.sources.pdf.picture import picture

__all__ = ["picture", "read_pdf"]

# Where readers look for the end mark, generously.
_TAIL = 4096
# What a file may take whose structure is that of a trick.
_RISKY_SECONDS = 4.0


def read_pdf(data: bytes, name: str, *, limits: Limits, ocr: Ocr | None = None) -> Source:
    """Read a PDF.

    Args:
        data: The file.
        name: How messages call it.
        limits: What it may cost; pages beyond the limit are reported in a note.
        ocr: Turns the PNG of a page or picture into text; without it scanned pages are reported in notes.

    Raises:
        EncryptedFileError: when a password is needed.
        UnreadableFileError: when the bytes are no PDF or too damaged.
        LimitExceededError: when the file is too large or a page takes too long.
    """
    limits.check_size(len(data), name)
    if not is_risky(data, name, limits):
        source = read_here(data, name, limits, ocr)
        for page in source.pages:
            for block in page.blocks:
                if isinstance(block, Grid):
                    block.painter = partial(_paint, data, page.number)
        return source
    from medinsure_budget.sources.isolated import apart

    strict = evolve(limits, max_seconds=min(limits.max_seconds, _RISKY_SECONDS))
    source = apart(name, strict, read_here, data, name, limits)
    unread = (Note("unread", "本文件结构异常，已在独立进程中读取，图片没有交给识别程序"),) if ocr else ()
    return evolve(source, notes=(*source.notes, *unread))


def read_here(data: bytes, name: str, limits: Limits, ocr: Ocr | None = None) -> Source:
    """Read a PDF in this process; see `read_pdf`."""
    deadline = limits.deadline()
    pages: list[Page] = []
    notes: list[Note] = []
    with _uncollected(), open_document(data, name) as document:
        reader = PageReader(name, limits.max_depth, deadline, ocr)
        for number in range(1, min(document.pages, limits.max_pages) + 1):
            if monotonic() > deadline:
                notes.append(Note("unread", f"已达时限（{limits.max_seconds:g}秒），第{number}页及以后各页未读"))
                break
            with document.page(number) as handle:
                if handle is None:
                    notes.append(Note("unread", "本页已损坏，无法读取", page=number))
                    continue
                page, remarks = reader.read(handle, pages[-1] if pages else None)
            spend(f"第{number}页", cells=sum(block.height * block.width for block in page.blocks if isinstance(block, Grid)))
            pages.append(page)
            notes += remarks
        if document.pages > limits.max_pages:
            notes.append(Note("unread", f"文件共{document.pages}页，超过上限，只读了前{limits.max_pages}页"))
    if b"%%EOF" not in data[-_TAIL:]:
        notes.append(Note("unread", "文件末尾没有结束标记，可能不完整"))
    return Source(name, tuple(pages), tuple(notes), format="pdf")


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the collector of circles off: the many small values of a page make none, and it would look at each."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def _paint(data: bytes, page: int, region: Box, mark: Box) -> bytes:
    return picture(data, page, region, mark=mark)
