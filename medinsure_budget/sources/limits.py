"""How much of a file is read before reading is given up."""

from time import monotonic

from attrs import field, frozen, validators

from medinsure_budget.errors import LimitExceededError


@frozen
class Limits:
    """Bounds on what one file may cost; the defaults pass every ordinary disclosure many times over.

    Attributes:
        max_bytes: Size of the file itself.
        max_pages: Pages or sheets; of a longer file the first ones are read and the rest is reported in a note.
        max_seconds: Time for one document.
        max_unpacked_bytes: What a packed format (zip, docx, xlsx) or a text layer may grow to.
        max_depth: Nesting of elements, archives or embedded drawings.
        max_members: Files in a zip archive.
        max_elements: Elements (cells, paragraphs, tags) of one part of a packed file or of a web page.
        max_characters: Characters of a text file.
        isolated: Whether each file is read in a process of its own that is ended when it takes too much time or memory.
        max_memory: What that process may have.
    """

    max_bytes: int = field(default=200_000_000, validator=validators.gt(0))
    max_pages: int = field(default=600, validator=validators.gt(0))
    max_seconds: float = field(default=60.0, validator=validators.gt(0))
    max_unpacked_bytes: int = field(default=400_000_000, validator=validators.gt(0))
    max_depth: int = field(default=64, validator=validators.gt(0))
    max_members: int = field(default=1_000, validator=validators.gt(0))
    max_elements: int = field(default=1_000_000, validator=validators.gt(0))
    max_characters: int = field(default=5_000_000, validator=validators.gt(0))
    isolated: bool = False
    max_memory: int = field(default=500_000_000, validator=validators.gt(0))

    def check_size(self, size: int, name: str) -> None:
        """Refuse a file that is larger than allowed.

        Raises:
            LimitExceededError: naming the file, its size and the limit.
        """
        if size > self.max_bytes:
            raise LimitExceededError(f"{name}: {size:,} bytes exceed the limit of {self.max_bytes:,} bytes")

    def deadline(self) -> float:
        """The `time.monotonic` moment at which work that begins now has to end."""
        return monotonic() + self.max_seconds
