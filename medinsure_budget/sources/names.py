"""What the names of files tell: which are documents, what lies beside them, and in which order they come."""

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

FORMATS: Final = {
    "pdf": {"pdf"}, "ofd": {"ofd"}, "docx": {"docx"}, "docm": {"docx"}, "doc": set[str](), "wps": set[str](), "xlsx": {"xlsx"},
    "xlsm": {"xlsx"}, "xls": {"xls"}, "et": {"xls"}, "xlsb": {"xlsb"}, "ods": {"ods"}, "html": {"html"}, "htm": {"html"},
    "shtml": {"html"}, "mht": {"html"}, "mhtml": {"html"}, "zip": {"zip"}, "md": {"markdown", "text"}, "markdown": {"markdown", "text"},
    "txt": {"csv", "markdown", "text"}, "tsv": {"markdown", "text"}, "csv": {"csv", "markdown", "text"},
}  # fmt: skip
"""What a file with a suffix may hold; nothing where the suffix is a document's that is not read."""

# What operating systems and Office leave beside the documents.
_LITTER = re.compile(r"(?:.*/)?(?:__MACOSX/.*|\.[^/]*|~\$[^/]*|Thumbs\.db|desktop\.ini)", re.IGNORECASE)


def is_litter(name: str) -> bool:
    """Whether a file, by its path in a folder or an archive, is none of those that somebody put there."""
    return _LITTER.fullmatch(name) is not None


def natural(name: str) -> list[tuple[int, str]]:
    """A key that orders 附件2 before 附件10."""
    parts = re.split(r"0*([0-9]+)", name)
    return [(len(part), part) if at % 2 else (-1, part) for at, part in enumerate(parts)]


def documents_below(folder: "Path") -> "list[Path]":
    """All documents below a folder in the order of their names, those of a kind that is not read too."""
    found = (path for path in folder.rglob("*") if path.suffix[1:].lower() in FORMATS)
    return sorted(path for path in found if path.is_file() and not is_litter(path.relative_to(folder).as_posix()))
