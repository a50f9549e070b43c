"""A document as PDF, printed by LibreOffice from the Word document."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, overload

from medinsure_budget.document import Document
from medinsure_budget.editions import Edition
from medinsure_budget.errors import UsageError
from medinsure_budget.files import File, Place, Writable
from medinsure_budget.files.written import write_bytes
from medinsure_budget.writing.office import convert, office_program
from medinsure_budget.writing.word import write_docx


def needed_for_pdf() -> str:
    """The program that prints.

    Raises:
        UsageError: when LibreOffice is not installed.
    """
    program = office_program()
    if program is None:
        raise UsageError("写 PDF 要用 LibreOffice（soffice 命令），这台机器上没有；可以先写 docx，再用办公软件另存为 PDF")
    return program


@overload
def write_pdf(document: Document, path: Place, *, edition: Edition | None = None, overwrite: bool = False) -> Path: ...
@overload
def write_pdf(document: Document, path: File, *, edition: Edition | None = None, overwrite: bool = False) -> File: ...
def write_pdf(document: Document, path: Writable, *, edition: Edition | None = None, overwrite: bool = False) -> Path | IO[bytes]:
    """Write a document as PDF, page for page what `write_docx` writes.

    Args:
        document: The document.
        path: A ``.pdf`` file, or an open binary file.
        edition: The print, by default the one the document has.
        overwrite: Replace a file that is already there.

    Returns:
        The path, or the open file.

    Raises:
        UsageError: when LibreOffice is not installed or does not print, the path is no ``.pdf`` file, or the file exists.
    """
    program = needed_for_pdf()
    return write_bytes(path, lambda: _printed(document, edition, program), of=document, suffix=".pdf", overwrite=overwrite)


def _printed(document: Document, edition: Edition | None, program: str) -> bytes:
    with TemporaryDirectory() as folder:
        source = write_docx(document, Path(folder) / "document.docx", edition=edition)
        made, said = convert(program, source, "pdf", source.parent)
        if made is None:
            raise UsageError(f"LibreOffice 没有印出 PDF：{said}")
        return made.read_bytes()
