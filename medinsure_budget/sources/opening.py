"""Opening a file: from a path, bytes or file object to a source, by the reader that its content asks for."""

from collections.abc import Callable
from functools import partial
from hashlib import sha256
from importlib import import_module
from typing import Protocol

from attrs import evolve

from medinsure_budget.allowance import spend
from medinsure_budget.errors import LimitExceededError, NoTextError, UsageError, damage_named
from medinsure_budget.evidence import Grid, Line, Note, Page, Source
from medinsure_budget.files import Readable, called, contents
from medinsure_budget.sources.cleaning import cleaned
from medinsure_budget.sources.detect import format_of
from medinsure_budget.sources.limits import Limits
from medinsure_budget.sources.names import FORMATS

# Formats that are read as one text, and how many bytes a character of them takes at most.
_TEXTS, _WIDEST = {"html", "mhtml", "csv", "markdown", "text"}, 4
# Their lines are counted before they are read, those of an archive with its files.
_COUNTED = {"text", "markdown", "docx", "zip"}
Ocr = Callable[[bytes], str]

_NAMES = {
    "pdf": "PDF", "ofd": "OFD版式文件", "docx": "Word文档（docx）", "xlsx": "Excel工作簿（xlsx）", "xls": "Excel工作簿（xls）",
    "ods": "工作簿（ods）", "xlsb": "Excel工作簿（xlsb）", "html": "网页", "zip": "压缩包", "csv": "CSV表格", "markdown": "Markdown文本",
    "text": "纯文本",
}  # fmt: skip


def open_source(
    source: Readable,
    *,
    name: str = "",
    limits: Limits | None = None,
    ocr: Ocr | None = None,
) -> Source:
    """Read a file of any known format into pages of lines and grids; the content decides, not the suffix.

    Args:
        source: A path, the bytes of a file or a binary file object.
        name: What to call the file in messages, by default the last part of its path.
        limits: Bounds on size, pages and time.
        ocr: Called with the PNG bytes of a scanned page, returns its text.

    Raises:
        UnreadableFileError: when there is no such file, or it is empty, truncated or damaged.
        EncryptedFileError: when a password is needed.
        UnsupportedFormatError: when the content is of no known kind.
        LimitExceededError: when the file exceeds ``limits``.
        UsageError: when ``source`` is nothing to read bytes from.
    """
    limits = limits or Limits()
    data, name = contents(source, limits.max_bytes), name or called(source)
    if limits.isolated:
        if ocr:
            raise UsageError("单独的进程里不能调用 ocr：Limits(isolated=True) 和 ocr 只能用一个")
        from medinsure_budget.sources.isolated import apart

        called_so = name or "(bytes)"
        found = apart(called_so, limits, read_bytes, data, called_so, evolve(limits, isolated=False))
    else:
        found = read_bytes(data, name or "(bytes)", limits, ocr)
    return evolve(cleaned(evolve(found, name=name)), sha256=sha256(data).hexdigest())


def read_bytes(data: bytes, name: str, limits: Limits, ocr: Ocr | None = None, depth: int = 0) -> Source:
    """Read the bytes of a file; ``depth`` counts the archives around it.

    Raises:
        Error: whatever goes wrong in a reader or in a library it uses.
    """
    limits.check_size(len(data), name)
    with damage_named(name), limits.spending(name):
        try:
            source = _dispatched(data, name, limits, ocr, depth)
        except NoTextError as error:
            if depth:
                raise
            return Source(name, (Page(1, ()),), (Note("unread", str(error).removeprefix(f"{name}：")),))
        if source.format not in _COUNTED:
            spend(name, lines=sum(isinstance(block, Line) for page in source.pages for block in page.blocks))
        grids = (block for page in source.pages for block in page.blocks if isinstance(block, Grid))
        if any(grid.width > limits.max_columns for grid in grids):
            raise LimitExceededError(f"{name}：有表格超过 {limits.max_columns:,} 栏的限度")
    suffix = name.rpartition(".")[2].lower() if "." in name else ""
    if source.format in FORMATS.get(suffix, {source.format}):
        return source
    message = f"文件后缀是“.{suffix}”，内容却是{_NAMES[source.format]}，已按内容读取"
    return evolve(source, notes=(Note("repaired", message), *source.notes))


def _dispatched(data: bytes, name: str, limits: Limits, ocr: Ocr | None, depth: int) -> Source:
    match format_of(data, name, limits):
        case "pdf":
            from medinsure_budget.sources.pdf import read_pdf

            return read_pdf(data, name, limits=limits, ocr=ocr)
        case "ofd":
            from medinsure_budget.sources.ofd import read_ofd

            return read_ofd(data, name, limits=limits, ocr=ocr)
        case "zip":
            from medinsure_budget.sources.archive import read_archive

            read_member = partial(read_bytes, ocr=ocr)
            return read_archive(data, name, read_member=read_member, limits=limits, depth=depth)
        case other:
            if other in _TEXTS and len(data) > limits.max_characters * _WIDEST:
                raise LimitExceededError(f"{name}：文字超过 {limits.max_characters:,} 个字符的限度")
            return _reader(other)(data, name, limits=limits)


class _Reader(Protocol):
    def __call__(self, data: bytes, name: str, *, limits: Limits) -> Source: ...


_READERS = {
    "docx": ("docx", "read_docx"), "workbook": ("workbook", "read_workbook"), "mhtml": ("html", "read_mhtml"),
    "html": ("html", "read_html"), "csv": ("csv_text", "read_csv"), "markdown": ("markdown", "read_markdown"),
    "text": ("text", "read_text"),
}  # fmt: skip


def _reader(kind: str) -> _Reader:
    """The reader of a format; each is imported when a file first needs it."""
    module, function = _READERS[kind]
    reader: _Reader = getattr(import_module(f"medinsure_budget.sources.{module}"), function)
    return reader
