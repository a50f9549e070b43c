"""The shipped data files, and the four classifications that they hold."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, get_args

Kind = Literal["functional", "economic", "government_economic", "revenue"]

KINDS: tuple[Kind, ...] = get_args(Kind)
_BY_FIRST_DIGIT: dict[str, Kind] = {"1": "revenue", "2": "functional", "3": "economic", "5": "government_economic"}


def kind_of(code: str) -> Kind | None:
    """The classification that the first digit of a code tells."""
    return _BY_FIRST_DIGIT.get(code[:1])


def records(file: str) -> Iterator[dict[str, str]]:
    """The rows of a data file; the provenance lines on top begin with ``#``, a file that is not there has none."""
    source = Path(__file__).with_name("data") / file
    if not source.is_file():
        return
    lines = (line for line in source.read_text("utf-8").splitlines() if not line.startswith("#"))
    columns = next(lines).split("\t")
    for line in lines:
        yield dict(zip(columns, line.split("\t"), strict=True))
