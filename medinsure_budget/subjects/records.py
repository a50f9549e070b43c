"""The shipped data files, and the four classifications that they hold."""

from collections.abc import Iterator
from typing import Final, Literal, NamedTuple, get_args

from medinsure_budget.errors import UsageError
from medinsure_budget.files import open_file

Kind = Literal["functional", "economic", "government_economic", "revenue"]


class Row(NamedTuple):
    """One name of one code, as the files of a classification print it."""

    code: str
    name: str
    since: str
    until: str
    confidence: str
    attested: str
    disputed_name: str
    undated_names: str
    basis: str
    evidence: str

    @classmethod
    def of(cls, line: str) -> "Row":
        """The row that a line is."""
        return cls(*line.split("\t"))


KINDS: tuple[Kind, ...] = get_args(Kind)
# 2007 is the year of the reform that made these classifications.
YEARS: Final = range(2007, 2100)
_BY_FIRST_DIGIT: dict[str, Kind] = {"1": "revenue", "2": "functional", "3": "economic", "5": "government_economic"}


def kind_of(code: str) -> Kind | None:
    """The classification that the first digit of a code tells."""
    return _BY_FIRST_DIGIT.get(code[:1])


def possible(year: int) -> int:
    """The same year.

    Raises:
        UsageError: when no catalogue can be of it.
    """
    if year not in YEARS:
        raise UsageError(f"科目目录从 {YEARS[0]} 年到 {YEARS[-1]} 年，没有 {year!r} 年的")
    return year


def records(file: str) -> Iterator[dict[str, str]]:
    """The rows of a data file by the names of its columns."""
    named = lines(file)
    columns = next(named, "").split("\t")
    for line in named:
        yield dict(zip(columns, line.split("\t"), strict=True))


def lines(file: str) -> Iterator[str]:
    """The names of the columns, then the rows; none of a file that is not there.

    The provenance on top begins with ``#``.
    """
    try:
        with open_file(f"{__file__.removesuffix('records.py')}data/{file}") as data:
            text = data.read().decode()
    except FileNotFoundError:
        return
    yield from (line for line in text.splitlines() if not line.startswith("#"))
