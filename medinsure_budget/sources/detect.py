"""Telling formats apart by content."""

import re
from typing import TYPE_CHECKING, Literal

from medinsure_budget.errors import EncryptedFileError, NoTextError, UnreadableFileError, UnsupportedFormatError
from medinsure_budget.sources.compound import MARK, Compound
from medinsure_budget.sources.limits import Limits

if TYPE_CHECKING:
    from medinsure_budget.sources.packed import Packed

Format = Literal["pdf", "ofd", "docx", "workbook", "html", "mhtml", "zip", "csv", "markdown", "text"]

_HEAD = 1024
_SAMPLE = 65_536
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_PICTURES = {
    b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"II*\x00": "TIFF", b"MM\x00*": "TIFF",
}  # fmt: skip
_KNOWN_OTHERS = {
    b"Rar!": "RAR 压缩包", b"7z\xbc\xaf\x27\x1c": "7z 压缩包", b"\x1f\x8b": "gzip 压缩包", b"{\\rtf": "RTF 文档",
    b"%!PS": "PostScript 文件",
}  # fmt: skip
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?><!--.*?-->\s*)*+<(?:!doctype\s+html|html|head|body|meta|title|table|div|p|span|h[1-6]"
    rb"|center|font|section|article|main|style|script)\b",
    re.IGNORECASE | re.DOTALL,
)
_MAIL = re.compile(rb"(?:(?:mime-version|from|content-type|subject)\s*:.*\r?\n)+", re.IGNORECASE)
_HEADING = re.compile(rb"\n#{1,6}[ \t]+\S")
_MARKS = re.compile(
    rb"^#{1,6}[^\x00-\x7f#]|\*\*[^\s*]|</?(?:b|br|table)\b|^[ \t]*(?:\|[ \t]*)?:?-{3,}:?[ \t]*\|", re.MULTILINE
)


def format_of(data: bytes, name: str, limits: Limits) -> Format:
    """Recognise a file by its content.

    Raises:
        UnreadableFileError: when it is empty or a damaged container.
        NoTextError: when it is a picture.
        EncryptedFileError: when it is an Office document with a password.
        UnsupportedFormatError: when it is of a kind that is not read.
    """
    head = data[:_HEAD]
    if not head.strip(b"\0 \t\r\n") and not data.strip(b"\0 \t\r\n"):
        raise UnreadableFileError(f"{name}：文件是空的")
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith(_ZIP):
        from medinsure_budget.sources.packed import Packed

        return _packed_format(Packed.open(data, name, limits))
    if head.startswith(MARK):
        return _compound_format(data, name)
    for mark, kind in _PICTURES.items():
        if head.startswith(mark):
            raise NoTextError(f"{name}：是 {kind} 图片，没有可读的文字；识别成文字后再读，或存成 PDF 并给出 ocr")
    for mark, kind in _KNOWN_OTHERS.items():
        if head.startswith(mark):
            raise UnsupportedFormatError(f"{name}：是{kind}，不能读")
    return _text_format(data[:_SAMPLE], name, whole=len(data) <= _SAMPLE)


def _packed_format(packed: "Packed") -> Format:
    members = packed.members
    if "[Content_Types].xml" in members:
        if any(member.startswith("word/") for member in members):
            return "docx"
        if any(member.startswith("xl/") for member in members):
            return "workbook"
        raise UnsupportedFormatError(f"{packed.name}：办公文件，但既不是文档也不是工作簿")
    if "OFD.xml" in members:
        return "ofd"
    if "mimetype" in members:
        kind = packed.read("mimetype").decode("ascii", "replace").strip()
        if kind.endswith("opendocument.spreadsheet"):
            return "workbook"
        raise UnsupportedFormatError(f"{packed.name}：是 {kind} 文件，不能读")
    return "zip"


def _compound_format(data: bytes, name: str) -> Format:
    """An old Office file is what the streams in its root folder are; those of embedded objects lie deeper."""
    streams = Compound.open(data, name).streams
    if "EncryptedPackage" in streams:
        raise EncryptedFileError(f"{name}：文件有密码")
    if "Workbook" in streams or "Book" in streams:
        return "workbook"
    kind = next((kind for stream, kind in _OLD_OFFICE.items() if stream in streams), "不认识的旧格式办公文件")
    raise UnsupportedFormatError(f"{name}：是{kind}，不能读；请另存为新格式")


_OLD_OFFICE = {"WordDocument": "旧格式的 Word 文档（doc）", "PowerPoint Document": "旧格式的演示文稿（ppt）"}


def _text_format(sample: bytes, name: str, *, whole: bool) -> Format:
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        sample = sample[: len(sample) // 2 * 2].decode("utf-16", "replace").encode()
    sample = sample.removeprefix(b"\xef\xbb\xbf")
    has_headings = bool(_HEADING.search(b"\n" + sample))
    # Converters put whole HTML tables between Markdown headings.
    if not has_headings and _PAGE.match(sample):
        return "html"
    if sample.lstrip().startswith(b"<?xml"):
        raise UnsupportedFormatError(f"{name}：是 XML 文件，但不是网页")
    if (mail := _MAIL.match(sample)) and b"multipart/" in mail[0].lower():
        return "mhtml"
    named = name.lower().endswith(".csv")
    marked = has_headings or bool(_MARKS.search(sample))
    # Headers of a sheet may hold ** for a column that has no number.
    if (named or not marked) and _is_csv(sample, named=named, whole=whole):
        return "csv"
    return "markdown" if marked else "text"


def _is_csv(sample: bytes, *, named: bool, whole: bool) -> bool:
    if not (b"," in sample or b";" in sample) or b"\t" in sample:
        return False
    from medinsure_budget.sources.csv_text import is_csv

    # Commas, semicolons and quotes are the same bytes in every charset; a line may be cut off at the end of the sample.
    lines = sample if whole else sample[: sample.rfind(b"\n") + 1]
    return is_csv(lines.decode("latin-1"), named=named)
