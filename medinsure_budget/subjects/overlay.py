"""Loading an official yearly file (政府收支分类科目) over the bundled catalogue."""

from collections.abc import Mapping

from attrs import evolve

from medinsure_budget.evidence import Note
from medinsure_budget.files import Readable
from medinsure_budget.subjects.catalogue import Catalogue
from medinsure_budget.subjects.classification import COMPILED_YEARS, TITLES, Classification
from medinsure_budget.subjects.entries import Basis, Entry
from medinsure_budget.subjects.listing import Listed, read_listing
from medinsure_budget.subjects.names import fold
from medinsure_budget.subjects.records import Kind
from medinsure_budget.subjects.references import listed_fund
from medinsure_budget.subjects.tables import Table, bundled_table


def load_catalogue(
    source: Readable,
    *,
    year: int | None = None,
    complete: bool | None = None,
    columns: Mapping[str, str | int] | None = None,
) -> Catalogue:
    """Read an official yearly file and lay it over the bundled catalogue.

    Every sheet (xlsx, xls, csv, or text parted by tabs) that prints codes and names is read: under headings such as
    科目编码, 支出功能分类科目编码, 预算科目编码 or 项目编码, as 类 款 项 side by side, or as one cell 2101501 行政运行.
    The first digit tells the classification. Classifications that the file does not have stay the bundled ones. A
    sheet's title, a line without a code, or a column 所属预算 may say to which of the four budgets subjects belong.
    What was not taken over is told in ``Catalogue.notes``; ``Catalogue.diff()`` reports what differs.

    Args:
        source: The file, its bytes, or an open binary file.
        year: The budget year; by default the one that titles, a column of years, or the file's name state.
        complete: Whether what the file does not list is not in force. By default a list is complete that has most of
            the known 类 and at least half as many subjects as are known; another only adds and renames.
        columns: Where codes and names stand, for a file whose headings say nothing: ``code``, ``name``, ``fund`` and
            ``year``, each the text of a heading or a number from 1.

    Raises:
        UnreadableFileError: when the file cannot be opened.
        UnsupportedFormatError: when it is of another format, or has no table of subjects; the message says what would do.
        LimitExceededError: when a sheet has more than 100,000 rows.
        UsageError: when no year is given and none, or several, are stated.
    """
    listing = read_listing(source, year, columns)
    notes = list(listing.notes)
    own: dict[Kind, Classification] = {}
    for kind, listed in listing.listed.items():
        whole = _is_complete(kind, listed) if complete is None else complete
        if not whole and complete is None:
            message = f"{TITLES[kind]}只列出{len(listed)}个科目，不是完整的科目表：只增补和改名，不取消未列出的科目。"
            notes.append(Note("repaired", message))
        own[kind] = Classification(kind, listing.year, _laid_over(kind, listed, listing.year, complete=whole), complete=whole)
    return Catalogue(listing.year, own, listing.name, tuple(notes))


def _is_complete(kind: Kind, listed: Mapping[str, Listed]) -> bool:
    known = {entry.code for entry in bundled_table(kind) if entry.covers(COMPILED_YEARS[-1])}
    classes = {code for code in known if len(code) == 3}
    return 2 * len(classes & set(listed)) > len(classes) and 2 * len(listed) >= len(known)


def _laid_over(kind: Kind, listed: Mapping[str, Listed], year: int, *, complete: bool) -> Table:
    """Put the file's names in force in its year; other years stay as they are bundled."""
    entries: list[Entry] = []
    for entry in bundled_table(kind):
        official = listed.get(entry.code)
        if not entry.covers(year) or (official is None and not complete):
            entries.append(entry)
        elif official is not None and fold(official.name) == fold(entry.name):
            entries.append(evolve(entry, confidence="official", basis=_with_official(entry), fund=official.fund or entry.fund))
        elif entry.since is None or entry.since < year:
            entries.append(evolve(entry, until=year - 1))
    kept = {entry.code for entry in entries if entry.covers(year)}
    later = {entry.code: entry.since - 1 for entry in reversed(entries) if entry.since and entry.since > year}
    funds = _known_funds(kind)
    entries += (
        Entry(code, subject.name, year, later.get(code), fund=subject.fund or _fund(kind, code, funds))
        for code, subject in listed.items() if code not in kept
    )
    return Table(kind, entries)


def _with_official(entry: Entry) -> tuple[Basis, ...]:
    return ("official", *(basis for basis in entry.basis if basis not in ("official", "drafts")))


def _known_funds(kind: Kind) -> dict[str, str]:
    return {entry.code: entry.fund for entry in bundled_table(kind)}


def _fund(kind: Kind, code: str, known: Mapping[str, str]) -> str:
    """The budget of a new code: as listed by its beginning, or that of its 款; a new 款 may belong to any."""
    if kind not in ("functional", "revenue"):
        return ""
    return listed_fund(kind, code) or known.get(code, "") or (known.get(code[:5], "") if len(code) > 5 else "")
