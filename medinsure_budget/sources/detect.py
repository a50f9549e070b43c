"""Telling formats apart by content."""

import re
from typing import TYPE_CHECKING, Literal

from medinsure_budget.errors import EncryptedFileError, UnreadableFileError, UnsupportedFormatError
from medinsure_budget.sources.compound import MARK, Compound
from medinsure_budget.sources.limits import Limits

if TYPE_CHECKING:
    from medinsure_budget.sources.packed import Packed

Format = Literal["pdf", "ofd", "docx", "workbook", "html", "mhtml", "zip", "csv", "markdown", "text"]

_HEAD = 1024
_SAMPLE = 65_536
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_KNOWN_OTHERS = {
    b"\x89PNG": "a PNG picture", b"\xff\xd8\xff": "a JPEG picture", b"GIF8": "a GIF picture",
    b"II*\x00": "a TIFF picture", b"MM\x00*": "a TIFF picture", b"Rar!": "a RAR archive",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive", b"\x1f\x8b": "a gzip archive", b"{\\rtf": "a rich text (RTF) document",
    b"%!PS": "a PostScript document",
}  # fmt: skip
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?><!--.*?-->\s*)*+<(?:!doctype\s+html|html|head|body|meta|title|table|div|p|span|h[1-6]"
    rb"|center|font|section|article|main|style|script)\b",
    re.IGNORECASE | re.DOTALL,
)
_MAIL = re.compile(rb"(?:(?:mime-version|from|content-type|subject)\s*:.*\r?\n)+", re.IGNORECASE)
_HEADING = re.compile(rb"^#{1,6}[ \t]+\S", re.MULTILINE)
_MARKS = re.compile(
    rb"^#{1,6}[^\x00-\x7f#]|\*\*[^\s*]|</?(?:b|br|table)\b|^[ \t]*(?:\|[ \t]*)?:?-{3,}:?[ \t]*\|", re.MULTILINE
)


def format_of(data: bytes, name: str, limits: Limits) -> Format:
    """Recognise a file by its content.

    Raises:
        UnreadableFileError: when it is empty or a damaged container.
        EncryptedFileError: when it is an Office document with a password.
        UnsupportedFormatError: when it is of a kind that is not read.
    """
    head = data[:_HEAD]
    if not head.strip(b"\0 \t\r\n") and not data.strip(b"\0 \t\r\n"):
        raise UnreadableFileError(f"{name}: the file is empty")
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith(_ZIP):
        from medinsure_budget.sources.packed import Packed

        return _packed_format(Packed.open(data, name, limits))
    if head.startswith(MARK):
        return _compound_format(data, name)
    for mark, kind in _KNOWN_OTHERS.items():
        if head.startswith(mark):
            raise UnsupportedFormatError(f"{name}: {kind}, which is not read")
    return _text_format(data[:_SAMPLE], name, whole=len(data) <= _SAMPLE)


def _packed_format(packed: "Packed") -> Format:
    members = packed.members
    if "[Content_Types].xml" in members:
        if any(member.startswith("word/") for member in members):
            return "docx"
        if any(member.startswith("xl/") for member in members):
            return "workbook"
        raise UnsupportedFormatError(f"{packed.name}: an Office file that is neither a document nor a workbook")
    if "OFD.xml" in members:
        return "ofd"
    if "mimetype" in members:
        kind = packed.read("mimetype").decode("ascii", "replace").strip()
        if kind.endswith("opendocument.spreadsheet"):
            return "workbook"
        raise UnsupportedFormatError(f"{packed.name}: {kind}, which is not read")
    return "zip"


def _compound_format(data: bytes, name: str) -> Format:
    """An old Office file is what the streams in its root folder are; those of embedded objects lie deeper."""
    streams = Compound.open(data, name).streams
    if "EncryptedPackage" in streams:
        raise EncryptedFileError(f"{name}: the document is locked by a password")
    if "Workbook" in streams or "Book" in streams:
        return "workbook"
    kind = next((kind for stream, kind in _OLD_OFFICE.items() if stream in streams), "an unknown compound file")
    raise UnsupportedFormatError(f"{name}: {kind}, which is not read; save it in a newer format")


_OLD_OFFICE = {"WordDocument": "an old Word document (doc)", "PowerPoint Document": "an old presentation (ppt)"}


def _text_format(sample: bytes, name: str, *, whole: bool) -> Format:
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        sample = sample[: len(sample) // 2 * 2].decode("utf-16", "replace").encode()
    sample = sample.removeprefix(b"\xef\xbb\xbf")
    has_headings = bool(_HEADING.search(sample))
    # Converters put whole HTML tables between Markdown headings.
    if not has_headings and _PAGE.match(sample):
        return "html"
    if sample.lstrip().startswith(b"<?xml"):
        raise UnsupportedFormatError(f"{name}: an XML file of another kind than a web page")
    if (mail := _MAIL.match(sample)) and b"multipart/" in mail[0].lower():
        return "mhtml"
    if has_headings or _MARKS.search(sample):
        return "markdown"
    if not (b"," in sample or b";" in sample) or b"\t" in sample:
        return "text"
    from medinsure_budget.sources.csv_text import is_csv

    # Commas, semicolons and quotes are the same bytes in every charset; a line may be cut off at the end of the sample.
    lines = sample if whole else sample[: sample.rfind(b"\n") + 1]
    named = name.lower().endswith(".csv")
    return "csv" if is_csv(lines.decode("latin-1"), named=named) else "text"
