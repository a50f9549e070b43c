"""A ledger of leaf lines: read from a frame, a CSV or a workbook, amounts as integers of 分."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Self

from attrs import evolve, field, frozen

from medinsure_budget.errors import LedgerError, UnreadableFileError, UnsupportedFormatError, UsageError
from medinsure_budget.evidence import Note
from medinsure_budget.forms.words import fold
from medinsure_budget.ledgers.problems import Problem
from medinsure_budget.ledgers.schema import FIELDS, KIND_BY_WORD, KINDS, UNIT_KINDS, Field, Kind
from medinsure_budget.money import parse_amount
from medinsure_budget.subjects import Catalogue

GUIDE = "填写说明"
_LARGEST = 10**18


@frozen(slots=True)
class Line:
    """One ledger line; amounts are integers of 分, ``None`` where the cell is blank."""

    number: int
    kind: str
    place: str = ""
    unit_code: str = ""
    unit: str = ""
    unit_kind: str = ""
    functional: str = ""
    economic: str = ""
    government_economic: str = ""
    source: str = ""
    purpose: str = ""
    project: str = ""
    item: str = ""
    amount: int | None = None
    initial_budget: int | None = None
    budget: int | None = None
    previous: int | None = None
    count: int | None = None
    value: str = ""
    text: str = ""


@frozen
class Ledger:
    """The leaf lines of a department.

    What cannot be used is kept as ``problems``; compiling a ledger that has any raises one `LedgerError` that lists
    them all, beside what is wrong in the light of the year's subjects.

    Attributes:
        lines: The lines; a cell that could not be used is blank.
        problems: The cells that could not be used, and those that are missing.
        notes: Columns and sheets that were passed over on purpose.
        name: The file or a name given by the caller.
    """

    lines: tuple[Line, ...]
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = field(default=(), repr=False)
    name: str = ""

    def __len__(self) -> int:
        return len(self.lines)

    @classmethod
    def of(cls, source: object) -> "Ledger":
        """A ledger from whatever holds one: a ledger, a frame, or the path of a CSV or workbook.

        Raises:
            UsageError: for anything else.
        """
        if isinstance(source, Ledger):
            return source
        if isinstance(source, str | os.PathLike):
            return cls.read(source)
        if hasattr(source, "columns") and hasattr(source, "itertuples"):
            return cls.from_frame(source)
        raise UsageError(f"a ledger is a DataFrame, a .csv or an .xlsx file, not {type(source).__name__}")

    def completed(self, catalogue: Catalogue) -> Self:
        """The same ledger with the 政府经济科目 of every expenditure, by the correspondence for the unit's kind.

        >>> from medinsure_budget.subjects import catalogue
        >>> line = Line(2, "expenditure", unit="局", economic="30101", source="general_public", amount=100)
        >>> Ledger((line,)).completed(catalogue(2024)).lines[0].government_economic
        '50101'
        """
        kinds = {line.unit: line.unit_kind for line in self.lines if line.unit_kind}

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

        kinds = {kind.name: kind.label for kind in KINDS}
        words = {f.name: {own: word for word, own in reversed(f.choices)} for f in FIELDS if f.choices}

        def cell(line: Line, column: Field) -> object:
            value = getattr(line, column.name)
            if column.holds == "money":
                return None if value is None else Decimal(value).scaleb(-2)
            if column.name == "kind":
                return kinds[value]
            return words.get(column.name, {}).get(value, value)

        return pd.DataFrame([{c.label: cell(line, c) for c in FIELDS} for line in self.lines], dtype=object)

    @classmethod
    def read(cls, path: str | os.PathLike[str]) -> "Ledger":
        """Read a CSV (UTF-8 or GB18030) or a workbook; a sheet's name may state the kind of its lines.

        Raises:
            UnsupportedFormatError: for a file of another kind.
            UnreadableFileError: when the file is missing or damaged.
            LedgerError: when a required column is missing.
        """
        file = Path(path)
        readers = {".csv": _csv_tables, ".xlsx": _xlsx_tables}
        if file.suffix.lower() not in readers:
            raise UnsupportedFormatError(f"{file.name}: a ledger is a .csv or an .xlsx file")
        if not file.is_file():
            raise UnreadableFileError(f"{file.name}: there is no such file")
        ledger = _from_tables(readers[file.suffix.lower()](file))
        return evolve(ledger, name=file.name)

    @classmethod
    def from_frame(cls, frame: Any) -> Self:
        """Take the lines of a `pandas.DataFrame`; amounts may be Decimal, int, str, or floats of at most two decimals.

        Raises:
            LedgerError: when a required column is missing.
        """
        headers = [str(name) for name in frame.columns]
        columns = [frame.iloc[:, at].tolist() for at in range(len(headers))]
        return _from_tables([("", headers, columns)])  # type: ignore[return-value]  # no subclass is made


Table = tuple[str, list[str], list[list[Any]]]


def _csv_tables(file: Path) -> list[Table]:
    import csv

    data = file.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise UnreadableFileError(f"{file.name}: neither UTF-8 nor GB18030")
    rows = list(csv.reader(text.splitlines(keepends=True)))
    return [_table("", rows)]


def _xlsx_tables(file: Path) -> list[Table]:
    from zipfile import BadZipFile

    from openpyxl import load_workbook

    try:
        workbook = load_workbook(file, read_only=True, data_only=True)
    except (BadZipFile, KeyError, ValueError, OSError) as error:
        raise UnreadableFileError(f"{file.name}: no workbook that can be read ({error})") from error
    try:
        return [_table(sheet.title, list(sheet.iter_rows(values_only=True))) for sheet in workbook.worksheets]
    finally:
        workbook.close()


def _table(name: str, rows: Sequence[Sequence[Any]]) -> Table:
    if not rows:
        return name, [], []
    headers = ["" if cell is None else str(cell) for cell in rows[0]]
    return name, headers, [[row[at] if at < len(row) else None for row in rows[1:]] for at in range(len(headers))]


_FIELD_BY_WORD: dict[str, Field] = {
    fold(word): field for field in FIELDS for word in (field.name, field.label, *field.other)
}


def _from_tables(tables: Sequence[Table]) -> Ledger:
    lines: list[Line] = []
    problems: list[Problem] = []
    notes: list[Note] = []
    for name, headers, columns in tables:
        found = _columns(headers, columns)
        kind = KIND_BY_WORD.get(name)
        if not found or name == GUIDE or ("kind" not in found and kind is None):
            if len(tables) == 1:
                needed = "、".join(f.label for f in FIELDS[:3])
                raise LedgerError(f"台账没有“类型”一栏（应有 {needed} 等栏）；读到的栏目：{'、'.join(headers) or '无'}")
            if name != GUIDE and headers:
                notes.append(Note("ignored", f"工作表“{name}”不是台账，没有读取。", place=name))
            continue
        place = name if len(tables) > 1 else ""
        notes += [
            Note("ignored", f"台账的“{header}”一栏不在规定的栏目内，没有读取。", place=place)
            for header in headers if header.strip() and fold(header) not in _FIELD_BY_WORD
        ]  # fmt: skip
        _read_rows(found, kind, place, lines, problems)
    if not lines and not problems:
        raise LedgerError("台账没有任何数据行")
    return Ledger(tuple(lines), tuple(problems), tuple(notes))


def _columns(headers: Sequence[str], columns: Sequence[list[Any]]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for header, values in zip(headers, columns, strict=True):
        known = _FIELD_BY_WORD.get(fold(header))
        if known is not None and known.name in found:
            raise LedgerError(f"台账的“{known.label}”一栏有两列（{header}）")
        if known is not None:
            found[known.name] = values
    return found


def _read_rows(
    columns: Mapping[str, list[Any]], kind: Kind | None, place: str, lines: list[Line], problems: list[Problem]
) -> None:
    parsers = {name: _PARSERS[_FIELD_BY_WORD[name].holds](_FIELD_BY_WORD[name]) for name in columns if name != "kind"}
    names = list(parsers)
    kinds = columns.get("kind") or [None] * len(next(iter(columns.values())))
    for number, (word, *values) in enumerate(zip(kinds, *(columns[n] for n in names), strict=True), 2):
        if _blank(word) and all(map(_blank, values)):
            continue
        own = KIND_BY_WORD.get(str(word).strip()) if not _blank(word) else kind
        if own is None:
            labels = "、".join(k.label for k in KINDS)
            problems.append(Problem(number, "类型", "" if _blank(word) else str(word), f"应为{labels}之一", place))
            continue
        parsed: dict[str, Any] = {}
        for name, value in zip(names, values, strict=True):
            if _blank(value):
                continue
            try:
                parsed[name] = parsers[name](value)
            except ValueError as error:
                problems.append(Problem(number, _FIELD_BY_WORD[name].label, str(value), str(error), place))
        line = Line(number, own.name, place, **parsed)
        given = {name for name, value in zip(names, values, strict=True) if not _blank(value)}
        lacking = list(_lacking(line, own, given))
        problems += [Problem(number, label, "", f"“{own.label}”行必须填写", place) for label in lacking]
        lines.append(line)


def _lacking(line: Line, kind: Kind, given: set[str]) -> Iterator[str]:
    for name in kind.required:
        if name in given:
            continue
        value = getattr(line, name)
        if name == "amount" and value is None:
            # A subject that had money only last year or only in the budget has no amount this year.
            value = next((m for m in (line.initial_budget, line.budget, line.previous) if m is not None), None)
        if value is None or value == "":
            yield _FIELD_BY_WORD[name].label


def _blank(value: Any) -> bool:
    """An empty cell, a blank, or pandas' missing value, which differs from itself."""
    if value is None or value == "":
        return True
    if isinstance(value, str):
        return not value.strip()
    different = value != value  # noqa: PLR0124 - NaN and NaT
    return different is True or type(value).__name__ in ("NAType", "NaTType")


def to_fen(value: Any) -> int:
    """An amount in 元 as an integer of 分.

    >>> to_fen("1,386.05"), to_fen(26.0)
    (138605, 2600)

    Raises:
        ValueError: when it is no amount, negative, or finer than one 分; the message is Chinese.
    """
    if isinstance(value, bool):
        raise ValueError("不是金额")  # noqa: TRY004 - every reason is a ValueError
    try:
        # A spreadsheet holds binary numbers; their shortest spelling is what was typed in.
        amount = Decimal(repr(value)) if isinstance(value, float) else _decimal(value)
    except (ArithmeticError, UsageError):
        raise ValueError("不是金额") from None
    if not amount.is_finite() or abs(amount) > _LARGEST:
        raise ValueError("不是金额，或超出范围")
    fen = amount * 100
    if fen != fen.to_integral_value():
        raise ValueError("精度超过分（两位小数）")
    if fen < 0:
        raise ValueError("金额不能为负；冲销和红字请并入原来的行")
    return int(fen)


def _decimal(value: Any) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, str):
        parsed = parse_amount(value)
        if parsed is None:
            raise UsageError(value)
        return parsed
    # numpy's integers know their whole number.
    return Decimal(int(value)) if hasattr(value, "__index__") else Decimal(str(value))


def _amount_of(_: Field) -> Any:
    return to_fen


def _count_of(_: Field) -> Any:
    def parse(value: Any) -> int:
        try:
            number = Decimal(str(value).strip())
        except ArithmeticError:
            raise ValueError("不是整数") from None
        if not number.is_finite() or number != number.to_integral_value() or number < 0:
            raise ValueError("应为不小于零的整数")
        return int(number)

    return parse


def _text_of(_: Field) -> Any:
    def parse(value: Any) -> str:
        # A code such as 216001 typed into a spreadsheet comes back as a number.
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return " ".join(str(value).split())

    return parse


_CODE = re.compile(r"([0-9]{3}(?:[0-9]{2}){0,3})(?![0-9])")


def _code_of(_: Field) -> Any:
    known: dict[Any, str] = {}

    def parse(value: Any) -> str:
        if value not in known:
            text = fold(str(int(value)) if isinstance(value, float) and value.is_integer() else str(value))
            found = _CODE.match(text)
            if found is None:
                raise ValueError("应以 3、5 或 7 位科目编码开头（编码后可以有名称）")
            known[value] = found[1]
        return known[value]

    return parse


def _choice_of(column: Field) -> Any:
    words = {fold(word): own for word, own in column.choices} | {own: own for _, own in column.choices}
    known: dict[Any, str] = {}

    def parse(value: Any) -> str:
        if value not in known:
            own = words.get(fold(str(value)))
            if own is None:
                raise ValueError(f"应为{'、'.join(word for word, _ in column.choices)}之一")
            known[value] = own
        return known[value]

    return parse


_PARSERS = {"money": _amount_of, "count": _count_of, "text": _text_of, "code": _code_of, "choice": _choice_of}


def lines_of(kind: str, lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines of one kind."""
    return tuple(line for line in lines if line.kind == kind)
