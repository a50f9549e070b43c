"""What became of one file, read or checked or not."""

import os
from pathlib import Path
from typing import Any

from attrs import Factory, field

from medinsure_budget.document import Agency, Budget, Document, FinalAccounts
from medinsure_budget.errors import UsageError
from medinsure_budget.records import frozen


@frozen
class Result:
    """What became of one file; nothing that happens to a file is an exception.

    Attributes:
        path: The file, or the name of a document that was given as such.
        document: What it says, ``None`` when it could not be read or only figures were asked for.
        error_class: The class of what went wrong, such as ``EncryptedFileError``, ``TimeoutError``, ``MemoryError`` or
            ``WorkerLostError``; empty otherwise.
        cause: Why, in words; empty otherwise.
        records: The tidy figures, filled instead of ``document`` when only figures were asked for.
        report: What a check found, where one was asked for.
        agency: Who published it.
        year: The budget year, ``None`` where the document does not say.
        kind: ``budget`` or ``final_accounts``; empty when nothing was read.
        sha256: The hash of the file's bytes; empty when they could not be read.
        scope: What sort of document it is in Chinese (see `Document.scope`), such as 只有文字 or 不是预决算公开文件; empty
            when nothing was read.
        others: The results of the other documents of an archive, on their way; `read_many` yields each by itself.
    """

    path: Path
    document: Budget | FinalAccounts | None = None
    error_class: str = ""
    cause: str = ""
    records: tuple[dict[str, Any], ...] = field(default=(), repr=False)
    report: Any = field(default=None, repr=False, eq=False)
    agency: Agency = Factory(Agency)
    year: int | None = None
    kind: str = ""
    sha256: str = field(default="", repr=False)
    scope: str = ""
    others: "tuple[Result, ...]" = field(default=(), repr=False, eq=False)

    @property
    def ok(self) -> bool:
        """Whether the file was read."""
        return not self.error_class

    @property
    def error(self) -> str:
        """The class of the error and its cause, empty when there is none."""
        return f"{self.error_class}: {self.cause}" if self.error_class else ""

    def figures(self) -> "list[dict[str, Any]]":
        """The tidy figures, wherever they are."""
        return list(self.records or (self.document.records() if self.document is not None else ()))


def result_of(
    path: str | os.PathLike[str], document: Budget | FinalAccounts, *, report: Any = None, figures_only: bool = False
) -> Result:
    """The result of a document that was read."""
    return Result(
        path=Path(path),
        document=None if figures_only else document,
        records=tuple(document.records()) if figures_only else (),
        report=report,
        agency=document.agency,
        year=document.year,
        kind=document.kind,
        sha256=document.sha256,
        scope=str(document.scope),
    )


def failure(path: str | os.PathLike[str], error: BaseException, sha256: str = "") -> Result:
    """The result of a file that could not be read."""
    return Result(Path(path), error_class=type(error).__name__, cause=str(error), sha256=sha256)


def as_result(found: Result | Document) -> Result:
    """A result as it is, or that of a document.

    Raises:
        UsageError: for what is neither.
    """
    if isinstance(found, Result):
        return found
    if not isinstance(found, Document):
        raise UsageError(f"应是读取结果或文件（Budget、FinalAccounts），不是 {type(found).__name__}")
    return result_of(found.name, found)  # type: ignore[arg-type]  # one of the two kinds
