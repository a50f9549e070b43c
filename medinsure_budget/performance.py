"""Performance goals, self-evaluations and evaluation reports as typed data."""

from collections.abc import Iterator
from typing import Any

from attrs import frozen


@frozen(kw_only=True)
class Performance:
    """What a document says about the performance of its projects."""

    def records(self) -> Iterator[dict[str, Any]]:
        """The amounts of the performance forms as tidy records; see `Document.to_frame`."""
        yield from ()
