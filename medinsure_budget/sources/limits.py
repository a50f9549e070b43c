"""How much of a file is read before reading is given up."""

from contextlib import AbstractContextManager
from importlib.util import find_spec
from time import monotonic
from typing import Any

from attrs import field

from medinsure_budget.allowance import Allowance, ends, spending
from medinsure_budget.errors import LimitExceededError, UsageError
from medinsure_budget.files import MOST_BYTES
from medinsure_budget.records import frozen

# The part of the time that is left for what comes after the pages.
_AFTERWARDS = 1 / 3
# A claim hardly ever states so many figures.
_FIGURES = 10


def _positive(_: object, attribute: Any, bound: float) -> None:
    if not bound > 0:
        raise UsageError(f"Limits 的 {attribute.name} 应大于 0，不是 {bound!r:.40}")


@frozen
class Limits:
    """Bounds on what one file may cost; the defaults pass every ordinary disclosure many times over.

    Attributes:
        max_bytes: Size of the file itself.
        max_pages: Pages or sheets; of a longer file the first ones are read and the rest is reported in a note.
        max_seconds: Time for one document, whatever is done with it within `spending`. Its pages get two thirds: those
            that are not begun by then are reported in a note, and the rest of the time is for understanding the others.
        max_unpacked_bytes: What a packed format (zip, docx, xlsx) or a text layer may grow to.
        max_member_bytes: What one member of such a format may grow to.
        max_depth: Nesting of elements, archives or embedded drawings.
        max_members: Files in a zip archive, and in archives within it.
        max_elements: Elements (cells, paragraphs, tags) of one part of a packed file or of a web page.
        max_characters: Characters of a document's text files, web pages, Word files and the cells of its workbooks.
        max_lines: Lines of the text of a document, and rows of its workbooks and web tables.
        max_cells: Places in all tables of a document together.
        max_columns: Columns of one table.
        max_claims: Amounts, rates and changes that its text states.
        isolated: Whether each file is read in a process of its own that is ended when it takes too much time or memory;
            `read_many` and `check_many` do all work on a file there.
        max_memory: What that process may have.

    Raises:
        UsageError: for a bound that is not above zero.
    """

    max_bytes: int = field(default=MOST_BYTES, validator=_positive)
    max_pages: int = field(default=600, validator=_positive)
    max_seconds: float = field(default=60.0, validator=_positive)
    max_unpacked_bytes: int = field(default=400_000_000, validator=_positive)
    max_member_bytes: int = field(default=100_000_000, validator=_positive)
    max_depth: int = field(default=64, validator=_positive)
    max_members: int = field(default=1_000, validator=_positive)
    max_elements: int = field(default=1_000_000, validator=_positive)
    max_characters: int = field(default=5_000_000, validator=_positive)
    max_lines: int = field(default=50_000, validator=_positive)
    max_cells: int = field(default=500_000, validator=_positive)
    max_columns: int = field(default=1_000, validator=_positive)
    max_claims: int = field(default=10_000, validator=_positive)
    isolated: bool = False
    max_memory: int = field(default=500_000_000, validator=_positive)

    def check_size(self, size: int, name: str) -> None:
        """Refuse a file that is larger than allowed.

        Raises:
            LimitExceededError: naming the file, its size and the limit.
        """
        if size > self.max_bytes:
            raise LimitExceededError(f"{name}：有 {size:,} 字节，超过 {self.max_bytes:,} 字节的限度")

    def spending(self, name: str) -> AbstractContextManager[Allowance]:
        """Around all work on one document: reading, checking and writing spend one allowance together.

        >>> from medinsure_budget import check, read
        >>> with Limits(max_seconds=30).spending("文.md"):
        ...     report = check(read("单位：万元".encode(), name="文.md"))
        """
        return spending(
            name, self.max_seconds, bytes=self.max_unpacked_bytes, members=self.max_members, cells=self.max_cells,
            characters=self.max_characters, lines=self.max_lines, claims=self.max_claims,
            figures=self.max_claims * _FIGURES,
        )  # fmt: skip

    @property
    def bound(self) -> int:
        """What memory the process may have, 0 on systems that cannot bind it."""
        return self.max_memory if find_spec("resource") else 0

    def deadline(self) -> float:
        """The `time.monotonic` moment after which no further page is begun."""
        end = ends()
        return (monotonic() + self.max_seconds if end is None else end) - self.max_seconds * _AFTERWARDS
