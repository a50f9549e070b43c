"""From a ledger to the published files: compiled, read back, checked, and only then written."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from attrs import evolve

from medinsure_budget.checks import Report, check
from medinsure_budget.compiling import Rounding
from medinsure_budget.compiling.assemble import document_of, open_book
from medinsure_budget.compiling.transfers import transferred
from medinsure_budget.document import Agency, Budget, Document, FinalAccounts
from medinsure_budget.document.narrative import Section
from medinsure_budget.editions import Edition
from medinsure_budget.errors import UsageError
from medinsure_budget.evidence import Line, Note
from medinsure_budget.files import Writable
from medinsure_budget.files.written import safe_name, write_set
from medinsure_budget.forms.declare import Kind
from medinsure_budget.ledgers import Ledger
from medinsure_budget.money import Money, Unit
from medinsure_budget.reading.claims import read_claims
from medinsure_budget.reading.text.sections import Body, read_sections
from medinsure_budget.records import frozen
from medinsure_budget.subjects import Catalogue
from medinsure_budget.writing import write_docx, write_html, write_pdf, write_xlsx
from medinsure_budget.writing.pdf import needed_for_pdf
from medinsure_budget.writing.word import needed_for_word

_WRITERS: dict[str, Any] = {"xlsx": write_xlsx, "docx": write_docx, "html": write_html, "pdf": write_pdf}
# What must be there for a format; it is asked before anything else is done.
_NEEDS: dict[str, Callable[[], object]] = {"docx": needed_for_word, "pdf": needed_for_pdf}
_USUAL = ("xlsx", "docx", "html")
# What was read from 决算.md is published as 决算.xlsx.
_SUFFIXES = re.compile(r"(?:\.[A-Za-z][A-Za-z0-9]{1,4})+$")
Formats = str | Sequence[str]


def compile_budget(
    ledger: object,
    *,
    agency: str | Agency,
    year: int,
    edition: Edition | None = None,
    unit: Unit | str | None = None,
    rounding: Rounding = "half_up",
    catalogue: Catalogue | None = None,
    previous: Document | None = None,
) -> Budget:
    """Compile a budget: every statement of the edition and the text, consistent by construction.

    Args:
        ledger: Leaf lines in 元: a `DataFrame`, the path of a CSV or workbook, or a `Ledger`; see `ledger_template`.
        agency: The department or unit.
        year: The budget year.
        edition: The print, by default the set of Zhejiang for that year.
        unit: The unit of money of all statements, instead of the edition's.
        rounding: How printed figures are rounded; the sums behind them are exact.
        catalogue: The subjects, by default the bundled ones of the year.
        previous: Last year's published budget; it tells 上年数 where the ledger states none.

    Returns:
        The budget. Its claims are those that a reader takes from the text; its notes list what the ledger lacks.

    Raises:
        LedgerError: when any line cannot be compiled; it lists them all, and nothing is compiled.
        UsageError: for an edition of final accounts, or another rounding.
    """
    words: dict[str, Any] = {"edition": edition, "unit": unit, "rounding": rounding, "subjects": catalogue, "previous": previous}
    book = open_book(ledger, "budget", agency=agency, year=year, **words)
    document = _with_claims(document_of(book))
    assert isinstance(document, Budget)  # noqa: S101 - the kind of the book
    return document


def compile_final_accounts(
    ledger: object,
    *,
    agency: str | Agency,
    year: int,
    edition: Edition | None = None,
    unit: Unit | str | None = None,
    rounding: Rounding = "half_up",
    catalogue: Catalogue | None = None,
    previous: Document | None = None,
    budget: Document | None = None,
) -> FinalAccounts:
    """Compile final accounts, like `compile_budget`; by default in 公开01 to 公开11.

    These are the eleven tables of Zhejiang; most places publish nine, `medinsure_budget.editions.NATIONAL_FINAL_2022`,
    and `medinsure_budget.editions.find` tells what a place publishes.

    ``previous`` are last year's published final accounts, ``budget`` is this year's published budget: they tell 上年数
    and 年初预算 where the ledger states none.

    Raises:
        LedgerError: when any line cannot be compiled; it lists them all, and nothing is compiled.
        UsageError: for an edition of budgets, another rounding, or published documents of another kind or year.
    """
    words: dict[str, Any] = {"edition": edition, "unit": unit, "rounding": rounding, "subjects": catalogue}
    book = open_book(ledger, "final_accounts", agency=agency, year=year, previous=previous, planned=budget, **words)
    document = _with_claims(document_of(book))
    assert isinstance(document, FinalAccounts)  # noqa: S101 - the kind of the book
    return document


@frozen
class Compiled:
    """A department and its units, each with a document of its own.

    Attributes:
        department: The document of all units together.
        units: The documents of the units, in order of their codes.
        differences: Totals of the department that its units do not add up to, one Chinese sentence each.
    """

    department: Budget | FinalAccounts
    units: tuple[Budget | FinalAccounts, ...]
    differences: tuple[str, ...] = ()

    def publish(self, folder: Writable, *, formats: Formats = _USUAL, insist: bool = False) -> "tuple[Publication, ...]":
        """Publish every document into a folder of its own, named after its agency; see `publish`.

        Raises:
            UsageError: when a check finds errors or the documents differ, and nobody insists.
        """
        if self.differences and not insist:
            raise UsageError("\n".join(["部门与所属单位的合计不一致，没有写出：", *self.differences]))
        parts: dict[str, tuple[Budget | FinalAccounts, Report]] = {}
        for document in (self.department, *self.units):
            home = safe_name(document.agency.name)
            if home in parts:
                raise UsageError(f"有两个单位的文件夹都叫“{home}”，没有写出")
            parts[home] = _checked(document, formats, insist=insist)
        writers = {
            f"{home}/{name}": writer
            for home, (document, _) in parts.items()
            for name, writer in _writers(document, formats).items()
        }
        paths = write_set(folder, writers)
        return tuple(
            Publication(*checked, tuple(path for path in paths if path.parent.name == home)) for home, checked in parts.items()
        )


def compile_all(
    ledger: object,
    *,
    agency: str | Agency,
    year: int,
    kind: Kind,
    edition: Edition | None = None,
    unit: Unit | str | None = None,
    rounding: Rounding = "half_up",
    catalogue: Catalogue | None = None,
    previous: Document | None = None,
    budget: Document | None = None,
) -> Compiled:
    """Compile the department and each of its units from one ledger, and compare their totals.

    Lines without a unit (texts) go into every document; transfers between the units are in the units' documents only.

    Args:
        ledger: As for `compile_budget`.
        agency: The department.
        year: The year.
        kind: ``budget`` or ``final_accounts``.
        edition: The print of all documents.
        unit: The unit of money of all statements, instead of the edition's.
        rounding: How printed figures are rounded.
        catalogue: The subjects.
        previous: The department's published document of last year, see `compile_budget`.
        budget: The department's published budget, see `compile_final_accounts`.

    Raises:
        LedgerError: when any line cannot be compiled.
        UsageError: for another kind, an edition of the other kind, or another rounding.
    """
    if kind not in ("budget", "final_accounts"):
        raise UsageError(f"kind 应是 budget（预算）或 final_accounts（决算），不是 {kind!r}")
    make: Any = {"budget": compile_budget, "final_accounts": compile_final_accounts}[kind]
    whole = Ledger.of(ledger)
    words = {"year": year, "edition": edition, "unit": unit, "rounding": rounding, "catalogue": catalogue}
    published = {"previous": previous} if kind == "budget" else {"previous": previous, "budget": budget}
    department = make(whole, agency=agency if isinstance(agency, Agency) else Agency(agency, "部门"), **words, **published)
    names = sorted(whole.units, key=lambda name: (whole.units[name] or "~", list(whole.units).index(name)))
    units = tuple(make(whole.of_unit(name), agency=Agency(name, "单位"), **words) for name in names)
    return Compiled(department, units, tuple(_differences(department, units, transferred(whole))))


def _differences(department: Document, units: Sequence[Document], inner: int) -> Iterator[str]:
    """Totals that the units do not add up to, beyond tails and the 分 that pass between them."""
    for sheet in department.sheets:
        total = sheet.total
        parts = [other.total for document in units for other in document.sheets if other.form is sheet.form]
        for name, amount in total.figures() if total is not None and not sheet.items else ():
            mine = [part.amount_of(name) for part in parts if part is not None]
            there = sum((money.yuan for money in mine if money is not None), Decimal(0))
            tails = amount.step * (len(units) + 1) / 2
            if abs(there - amount.yuan) > tails + Decimal(inner).scaleb(-2):
                yield f"{sheet.title}合计“{name}”：部门{amount}，各单位之和{Money(there).to(amount.unit)}"


def _with_claims(document: Budget | FinalAccounts) -> Budget | FinalAccounts:
    # What the text claims is what its readers will take from it, so it is read rather than asserted.
    lines = [(1, Line(text, at, level=level)) for at, (text, level) in enumerate(_lines(document.sections, 1), 1)]
    claims = read_claims(read_sections(Body.of(lines)).tree, year=document.year, agency=document.agency.name)
    return document.evolve(claims=claims)


def _lines(sections: Iterable[Section], level: int) -> Iterator[tuple[str, int]]:
    """The text as it will be printed: headings with their level, and paragraphs."""
    for part in sections:
        yield part.heading, level
        yield from ((text, 0) for text in part.text.split("\n") if text)
        yield from _lines(part.children, level + 1)


@frozen
class Publication:
    """What was written.

    Attributes:
        document: The document as written.
        report: The check that came before writing.
        paths: The files; their names where an archive was written.
    """

    document: Budget | FinalAccounts
    report: Report
    paths: tuple[Path, ...]

    @property
    def todo(self) -> tuple[Note, ...]:
        """What the document still lacks (待补), nothing where it is complete."""
        return _todo(self.document)


def _todo(document: Document) -> tuple[Note, ...]:
    return tuple(note for note in document.notes if note.kind == "missing")


def publish(
    document: Budget | FinalAccounts,
    folder: Writable,
    *,
    formats: Formats = _USUAL,
    edition: Edition | None = None,
    insist: bool = False,
    overwrite: bool = False,
    catalogue: Catalogue | None = None,
) -> Publication:
    """Check a document and write it; one with errors or gaps is written only on insistence.

    One with errors says so itself.

    Args:
        document: A compiled or read document.
        folder: Where the files go, named by agency, year and kind; it is made when missing. An open binary file
            (``BytesIO``) takes them as a zip archive.
        formats: One or several of xlsx, docx, html and pdf; pdf needs LibreOffice.
        edition: The print; by default the one that the document was printed or compiled in.
        insist: Write although the check finds errors or something is still to be added (待补).
        overwrite: Replace files that are already there.
        catalogue: The subjects to check with, by default the bundled ones of the year.

    Raises:
        UsageError: for another format, when the check finds errors or something is still to be added and nobody
            insists, or when a file exists; nothing is written then.
    """
    checked, report = _checked(document, formats, insist=insist, catalogue=catalogue)
    paths = write_set(folder, _writers(checked, formats, edition), overwrite=overwrite)
    return Publication(checked, report, paths)


def _checked(
    document: Budget | FinalAccounts, formats: Formats, *, insist: bool, catalogue: Catalogue | None = None
) -> tuple[Budget | FinalAccounts, Report]:
    """The document as it may be written, and the check that came before."""
    if unknown := [name for name in _names(formats) if name not in _WRITERS]:
        raise UsageError(f"可以写的格式有{'、'.join(_WRITERS)}，没有{'、'.join(unknown)}")
    for name in _names(formats):
        _NEEDS.get(name, lambda: None)()
    if (lacking := _todo(document)) and not insist:
        found = "\n".join(f"- {note.message}" for note in lacking)
        raise UsageError(f"{document.name}：还有{len(lacking)}项内容待补，没有写出（insist=True 可坚持写出）：\n{found}")
    report = check(document, catalogue=catalogue)
    if report.errors and not insist:
        found = "\n".join(f"- {finding.message}" for finding in report.errors)
        raise UsageError(f"{document.name}：校验发现{len(report.errors)}处错误，没有写出（insist=True 可坚持写出）：\n{found}")
    if report.errors:
        warning = Note("unread", f"本文件校验未通过：有{len(report.errors)}处错误尚未更正，不得作为正式公开文本。")
        document = document.evolve(notes=(warning, *document.notes))
    return document, report


def _writers(
    document: Budget | FinalAccounts, formats: Formats, edition: Edition | None = None
) -> dict[str, Callable[[Path], object]]:
    """What writes each file, by its name."""
    print_of, names = _in_its_units(edition, document), _names(formats)
    # The text of a publication is left out only where no file of it has the text.
    tables = document if set(names) == {"xlsx"} else document.evolve(sections=())
    return {
        f"{_stem(document)}.{name}": partial(_WRITERS[name], tables if name == "xlsx" else document, edition=print_of)
        for name in names
    }


def _names(formats: Formats) -> tuple[str, ...]:
    return (formats,) if isinstance(formats, str) else tuple(formats)


def _stem(document: Document) -> str:
    """The name of published files: agency, year and kind, else what the document is called."""
    return safe_name(document.title or _SUFFIXES.sub("", Path(document.name).name), "公开文件")


def _in_its_units(edition: Edition | None, document: Document) -> Edition | None:
    """The edition with the units of money that the document has, so that writing converts nothing."""
    if edition is None:
        return None
    units = {sheet.form: sheet.unit for sheet in document.sheets}
    return evolve(edition, sheets=tuple(evolve(p, unit=units.get(p.form, p.unit)) for p in edition.sheets))
