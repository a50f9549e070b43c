"""A document as PDF, printed by LibreOffice from the Word document."""

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from medinsure_budget.document import Document
from medinsure_budget.editions import Edition
from medinsure_budget.errors import UsageError
from medinsure_budget.files import write_bytes
from medinsure_budget.writing.word import write_docx

_PROGRAMS = ("soffice", "libreoffice")
_SECONDS = 180


def write_pdf(document: Document, path: str | os.PathLike[str], *, edition: Edition | None = None, overwrite: bool = False) -> Path:
    """Write a document as PDF, page for page what `write_docx` writes.

    Args:
        document: The document.
        path: A ``.pdf`` file.
        edition: The print, by default the one the document has.
        overwrite: Replace a file that is already there.

    Returns:
        The path.

    Raises:
        UsageError: when LibreOffice is not installed or does not print, the path is no ``.pdf`` file, or the file exists.
    """
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise UsageError("写 PDF 要用 LibreOffice（soffice 命令），这台机器上没有；可以先写 docx，再用办公软件另存为 PDF")
    with TemporaryDirectory() as folder:
        source = write_docx(document, Path(folder) / "document.docx", edition=edition)
        return write_bytes(path, printed(program, source), suffix=".pdf", overwrite=overwrite)


def printed(program: str, source: Path) -> bytes:
    """What LibreOffice prints of a file, in a profile of its own beside it.

    Raises:
        UsageError: when it prints nothing.
    """
    folder = source.parent
    command = [
        program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf", "--outdir", str(folder),
        str(source),
    ]  # fmt: skip
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)  # noqa: S603 - a program of fixed name
        return source.with_suffix(".pdf").read_bytes()
    except (OSError, subprocess.SubprocessError) as error:
        raise UsageError(f"LibreOffice 没有印出 PDF：{error}") from error
