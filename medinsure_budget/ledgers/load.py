"""A ledger of leaf lines, from our own schema or from what other systems export; amounts are integers of 分."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Self

from attrs import evolve, field

from medinsure_budget.errors import LedgerError
from medinsure_budget.evidence import Note
from medinsure_budget.files import Readable
from medinsure_budget.ledgers.forms import form_number
from medinsure_budget.ledgers.headings import find_header
from medinsure_budget.ledgers.lines import Line, lines_of
from medinsure_budget.ledgers.problems import Problem
from medinsure_budget.ledgers.rows import Found, Rows, own_kind, settled
from medinsure_budget.ledgers.schema import FIELDS, KINDS, UNIT_KIND_OF_SPENDING, UNIT_KINDS, Field
from medinsure_budget.ledgers.software import is_software, read_software
from medinsure_budget.ledgers.tables import Table, tables_of
from medinsure_budget.lexicon import extended
from medinsure_budget.records import frozen
from medinsure_budget.subjects import Catalogue

GUIDE = "填写说明"


@frozen
class Ledger:
    """The leaf lines of a department.

    What cannot be used is kept as ``problems``; compiling a ledger that has any raises one `LedgerError` that lists
    them all, beside what is wrong in the light of the year's subjects.

    Attributes:
        lines: The lines; a cell that could not be used is blank.
        problems: The cells that could not be used, and those that are missing.
        notes: How the source was read: what was mapped, converted, or passed over on purpose.
        name: The file or a name given by the caller.
        year: The year that the source states, 0 when it states none.
    """

    lines: tuple[Line, ...]
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = field(default=(), repr=False)
    name: str = ""
    year: int = 0

    def __len__(self) -> int:
        return len(self.lines)

    @classmethod
    def of(cls, source: object) -> "Ledger":
        """A ledger from whatever holds one, see `load_ledger`; a ledger is given back as it is."""
        return source if isinstance(source, Ledger) else load_ledger(source)

    @property
    def units(self) -> dict[str, str]:
        """The units of the lines that say one, each with its code or nothing."""
        found: dict[str, str] = {}
        for line in self.lines:
            if line.unit:
                found[line.unit] = found.get(line.unit) or line.unit_code
        return found

    @property
    def unit_kinds(self) -> dict[str, str]:
        """The kind of each unit that a line states, or that its 政府经济科目 tell: 505 is spent by institutions only."""
        told: dict[str, set[str]] = {}
        for line in self.lines:
            if found := UNIT_KIND_OF_SPENDING.get(line.government_economic[:3]):
                told.setdefault(line.unit, set()).add(found)
        spent = {unit: kinds.pop() for unit, kinds in told.items() if len(kinds) == 1}
        return spent | {line.unit: line.unit_kind for line in self.lines if line.unit_kind}

    def of_unit(self, name: str) -> Self:
        """The lines of one unit, and the texts that are no unit's."""
        return evolve(self, lines=tuple(x for x in self.lines if x.unit == name or (x.kind == "text" and not x.unit)))

    def completed(self, catalogue: Catalogue) -> Self:
        """The same ledger with the 政府经济科目 of every expenditure, by the correspondence for the unit's kind.

        >>> from medinsure_budget.subjects import catalogue
        >>> line = Line(2, "expenditure", unit="局", economic="30101", source="general_public", amount=100)
        >>> Ledger((line,)).completed(catalogue(2024)).lines[0].government_economic
        '50101'
        """
        kinds = self.unit_kinds

        def derived(line: Line) -> Line:
            if line.kind != "expenditure" or line.government_economic:
                return line
            unit_kind = kinds.get(line.unit, UNIT_KINDS[0])
            found = catalogue.government_economic_of(line.economic, unit_kind)  # type: ignore[arg-type]  # one of the kinds
            return evolve(line, government_economic=found.code if found else "")

        return evolve(self, lines=tuple(map(derived, self.lines)))

    def to_frame(self) -> Any:
        """The lines as a frame: Chinese column names, Chinese words, amounts in 元 as `Decimal`.

        Returns:
            A `pandas.DataFrame` that `from_frame` reads back.
        """
        import pandas as pd

        return pd.DataFrame(list(self.records()), dtype=object)

    def records(self) -> Iterator[dict[str, object]]:
        """The rows of `to_frame` as dictionaries."""
        kinds = {kind.name: kind.label for kind in KINDS}
        words = {f.name: {own: word for word, own in reversed(f.choices)} for f in FIELDS if f.choices}

        def cell(line: Line, column: Field) -> object:
            value = getattr(line, column.name)
            if column.holds == "money":
                return None if value is None else Decimal(value).scaleb(-2)
            if column.name == "kind":
                return kinds[value]
            return words.get(column.name, {}).get(value, value)

        for line in self.lines:
            yield {c.label: cell(line, c) for c in FIELDS}

    @classmethod
    def read(cls, path: Readable) -> "Ledger":
        """Read a file, see `load_ledger`."""
        return load_ledger(path)

    @classmethod
    def from_frame(cls, frame: Any) -> Self:
        """Take the lines of a `pandas.DataFrame`, see `load_ledger`."""
        return load_ledger(frame)  # type: ignore[return-value]  # no subclass is made


def load_ledger(
    source: object,
    kind: str | None = None,
    *,
    words: Mapping[str, str] | None = None,
    catalogue: Catalogue | None = None,
) -> Ledger:
    """Load ledger lines from our own schema, a budget platform's grids, or workbooks of the final-accounts software.

    What a file holds is recognised by its content: headers by their words, wherever they stand and however deep,
    sheets by their columns, forms of the software by their titles. How it was mapped is told in ``notes``; cells and
    codes that are not understood are ``problems``, with sheet, row, column and value.

    Args:
        source: A `DataFrame`, the path or bytes of a file, or an open binary file (csv, xlsx, xls, and whatever else
            holds a table), a folder, or a list of these, such as one workbook for each unit, or the software's and a ledger with the
            texts that it does not hold.
        kind: ``lines`` for tables of lines, ``software`` for the final-accounts software, by default what is found.
        words: More words of an office's own systems by word class, such as ``{"COLUMN_UNIT": "填报科室"}``; the
            classes are those of ``ledgers/words.py``.
        catalogue: The subjects of the year, such as a loaded official list, for sources that print names only.

    Returns:
        The ledger; amounts are in 分, whatever unit the source was in.

    Raises:
        UnreadableFileError: when a file is missing or damaged.
        UnsupportedFormatError: for a file of another kind.
        LedgerError: when nothing in it is a ledger, or a column stands there twice.
        UsageError: for a source that is no file and no frame, or a word class that there is not.
    """
    with extended(**(words or {})):
        tables = tables_of(source)
        found = _read(tables, kind, catalogue)
        cleaned = "有{}格里的控制字符或残缺的字符已去掉，请核对。"
        found.notes += (Note("repaired", cleaned.format(table.cleaned), place=table.name) for table in tables if table.cleaned)
        years = {h.year for table in tables if (h := find_header(table)) is not None and h.year}
    if not found.lines and not found.problems:
        raise LedgerError("台账没有任何数据行")
    files = dict.fromkeys(table.file for table in tables if table.file)
    year = years.pop() if len(years) == 1 else 0
    return Ledger(tuple(found.lines), tuple(found.problems), tuple(found.notes), "、".join(files), year)


def _read(tables: Sequence[Table], kind: str | None, catalogue: Catalogue | None) -> Found:
    """Workbooks of the software, and the lines that files of their own add to them."""
    if not is_software(tables) if kind is None else kind != "software":
        return _read_lines(tables, Found())
    books = {table.file for table in tables if form_number(table)}
    found = read_software([table for table in tables if table.file in books], catalogue)
    return _read_lines([table for table in tables if table.file not in books], found)


def _read_lines(tables: Sequence[Table], found: Found) -> Found:
    shown = [table for table in tables if table.rows]
    for table in shown:
        place = table.name if len(shown) > 1 else ""
        if table.hidden:
            found.notes.append(Note("ignored", f"工作表“{table.name}”是隐藏的，没有读取。", place=table.name))
        elif table.name != GUIDE:
            _read_table(table, place, found, alone=len(shown) == 1)
    return found


def _read_table(table: Table, place: str, found: Found, *, alone: bool) -> None:
    header = find_header(table)
    kind = own_kind(table.name, header) if header else None
    if header is None or (kind is None and "kind" not in header.fields):
        if alone:
            first = "、".join(str(cell) for cell in table.rows[0] if cell) or "无"
            needed = "、".join(f.label for f in FIELDS if f.name in ("kind", "unit_code", "unit"))
            raise LedgerError(f"台账没有“类型”一栏，也不能由栏目认出行的类型（应有 {needed} 等栏）；表头（第一行）读到：{first}")
        found.notes.append(Note("ignored", f"工作表“{table.name}”不是台账，没有读取。", place=table.name))
        return
    header, gone = settled(header)
    found.notes += [Note("ignored", f"台账的“{words}”一栏另有更明确的一栏，没有读取。", place=place) for words in gone]
    Rows(table, header, kind, place, found).read()


__all__ = ["GUIDE", "Ledger", "Line", "lines_of", "load_ledger"]
