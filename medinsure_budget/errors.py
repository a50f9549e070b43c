"""What can go wrong outside a document's own words.

A file that cannot be read and a call that makes no sense raise one of these; what a *document* says
wrongly is a note or a finding, never an exception::

    errors.Error
    ├── UnreadableFileError      the bytes are no document: empty, truncated, damaged
    │   ├── NoTextError          nothing is written in it (inside archives; alone it is a document of nothing)
    │   └── EncryptedFileError   a password is needed
    ├── UnsupportedFormatError   a document of a kind this library does not read
    ├── LimitExceededError       larger, deeper or longer than the limits allow
    ├── SeveralDocumentsError    an archive of different documents, where one was asked for
    ├── WorkerLostError          the process that worked on a file ended
    ├── LedgerError              ledger lines that cannot be compiled, all of them at once
    └── UsageError               an argument, code or unit that makes no sense
        └── UnknownUnitError     the worth of an amount whose unit is not known

There are three warnings: ``CatalogueYearWarning``, a year for which no subjects are compiled yet,
``UnreadFilesWarning``, a frame of results among which are files that could not be read, and
``UnprintedWarning``, a written file that has no place for some of the figures or for the text.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal


def tell(level: Literal["info", "warning", "exception"], text: str, *values: object) -> None:
    """Tell the log "medinsure_budget" what was read, checked, written or failed; silent unless somebody asks.

    A program that has not imported `logging`, which takes as long as reading a short file, keeps no log.
    """
    if "logging" not in sys.modules:
        return
    import logging

    log = logging.getLogger("medinsure_budget")
    # Where nobody configured logging, Python would print warnings on the error stream.
    if log.hasHandlers():
        getattr(log, level)(text, *values, stacklevel=2)


class Error(Exception):
    """Base of every exception this library raises on its own account."""


class UnreadableFileError(Error, ValueError):
    """The bytes are empty, truncated or damaged; the message names the file and the cause."""


class NoTextError(UnreadableFileError):
    """A sound file without a word: a picture, an empty page. `read` makes a document of it that is nothing of the kind."""


class EncryptedFileError(UnreadableFileError):
    """The file is locked by a password."""


class UnsupportedFormatError(Error, ValueError):
    """The content is of no kind this library reads."""


class LimitExceededError(Error, ValueError):
    """The input is larger, deeper or longer than the configured limits."""


class SeveralDocumentsError(Error, ValueError):
    """An archive holds documents of different agencies, years or kinds; the message names them."""


class WorkerLostError(Error):
    """The process that worked on a file ended: killed, crashed, or out of memory."""


class LedgerError(Error, ValueError):
    """Ledger lines that cannot be compiled; the message lists every one with line, column, value and reason."""


class UsageError(Error, ValueError):
    """An argument, code, unit or name that makes no sense."""


def missing_extra(task: str, extra: str) -> str:
    """Say in Chinese which extra a task needs."""
    return f'{task}需要另装：pip install "medinsure-budget[{extra}]"'


class CatalogueYearWarning(UserWarning):
    """Subjects were asked for a year after the last compiled one; the last year's answer."""


class UnprintedWarning(UserWarning):
    """What is written has no column for some figures of a document, or no place for its text; the message says what."""


class UnreadFilesWarning(UserWarning):
    """Results that are put into one frame hold files that could not be read: their figures are not in it."""


class UnknownUnitError(UsageError):
    """The worth in 元 was asked of an amount whose unit is printed nowhere and cannot be told."""


@contextmanager
def damage_named(name: str) -> Iterator[None]:
    """Around all work on a stranger's bytes: whatever goes wrong in it, here or in another library, names the file.

    Raises:
        LimitExceededError: when memory or the stack do not suffice.
        UnreadableFileError: for every exception that is no error of this library; it is chained.
    """
    try:
        yield
    except Error:
        raise
    except (MemoryError, RecursionError) as error:
        raise LimitExceededError(f"{name}：太大或嵌套太深，内存不够（{type(error).__name__}）") from error
    except BaseException as error:
        # A panic of a library written in Rust is no Exception, and its class cannot be imported.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise UnreadableFileError(f"{name}：文件已损坏（{type(error).__name__}: {error}）") from error
