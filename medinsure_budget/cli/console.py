"""What a command says: results on the output, progress and complaints beside it, never a broken character."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

MISUSE = 2
"""The exit code for bad input and misuse."""

T = TypeVar("T")
_state = {"quiet": False}


def set_quiet(quiet: bool) -> None:
    """Say nothing from now on, or speak again."""
    _state["quiet"] = quiet


def say(text: str) -> None:
    """Print a line; characters that the terminal cannot show are printed as their escapes."""
    if not _state["quiet"]:
        _write(sys.stdout, text)


def complain(text: str) -> None:
    """Print a line about an error, if there is anything to say."""
    if text:
        _write(sys.stderr, text)


def emit(text: str) -> None:
    """Print what was asked for as output, quiet or not."""
    _write(sys.stdout, text)


def _write(stream: Any, text: str) -> None:
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")
    stream.flush()


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table: with rules and colours on a terminal, as tab-separated lines in a pipe."""
    if _state["quiet"]:
        return
    if not sys.stdout.isatty():
        for row in (columns, *rows):
            say("\t".join(row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = Table(*columns)
    for row in rows:
        shown.add_row(*map(Text, row))
    Console().print(shown)


def watched(items: Iterable[T], total: int) -> Iterator[T]:
    """Pass items on and show the progress on the error stream, where that is a terminal."""
    if _state["quiet"] or total < 2 or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, description="处理", total=total, console=Console(stderr=True))
