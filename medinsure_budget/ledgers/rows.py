"""From the rows of a table to ledger lines: our own schema and the grids of budget platforms alike."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve, field

from medinsure_budget.errors import LedgerError
from medinsure_budget.evidence import Note
from medinsure_budget.forms.words import fold
from medinsure_budget.ledgers.headings import Header, Heading
from medinsure_budget.ledgers.lines import Line, in_yuan
from medinsure_budget.ledgers.problems import Problem
from medinsure_budget.ledgers.schema import BY_NAME, KIND_BY_WORD, KINDS, Kind
from medinsure_budget.ledgers.tables import Table
from medinsure_budget.ledgers.values import PARSERS, blank, coded, to_fen
from medinsure_budget.lexicon import Shape, word_set, words
from medinsure_budget.money import Unit
from medinsure_budget.records import define, frozen

_CARRIED = Shape(r"{CARRIED_IN}(?:\((?P<of>.+)\))?")
_SIGNED = Shape(r"(?:{SIGNATURE|REMARK}).*")
_BASIC = ("personnel", "public", "basic")
_LISTED = 20
Parser = Callable[[Any], Any]


@define
class Found:
    """What was read: lines, what cannot be used, and what was decided."""

    lines: list[Line] = field(factory=list)
    problems: list[Problem] = field(factory=list)
    notes: list[Note] = field(factory=list)


@define
class Rows:
    """Reads one table.

    Attributes:
        table: The table.
        header: Its header.
        kind: The kind of its lines, ``None`` where a column says it.
        place: The sheet as messages name it.
        found: Where lines, problems and notes go.
    """

    table: Table
    header: Header
    kind: Kind | None
    place: str
    found: Found
    _parsers: dict[str, Parser] = field(init=False)
    _units: Mapping[int, Unit] = field(init=False)
    _sum: int = field(init=False, default=0)
    _since: int = field(init=False, default=0)
    _converted: list[int] = field(init=False, factory=list)

    def __attrs_post_init__(self) -> None:
        """Make a parser for each field, and tell the unit of each column of money."""
        self._parsers = {name: PARSERS[BY_NAME[name].holds](BY_NAME[name]) for name in self.header.fields if name != "kind"}
        whole = self.header.unit or Unit.YUAN
        self._units = {at: heading.unit or whole for at, heading in self.header.headings.items()}

    def read(self) -> None:
        """Read every row below the header."""
        self._tell_columns()
        cells = _Cells.of(self.header)
        for number, row in enumerate(_filled(self.table, self.header), self.header.end + 1):
            if all(map(blank, row)):
                continue
            if not self._is_total(cells, row, number) and not self._is_signature(row, number):
                self._read_row(cells, row, number)
        hidden = [r + 1 for r in sorted(self.table.hidden_rows) if r >= self.header.end and r < len(self.table.rows)]
        self._note_rows("是隐藏行，已照常计入。", [r for r in hidden if not all(map(blank, self.table.rows[r - 1]))])
        self._note_rows("的金额自带单位，已换算为元。", self._converted)

    def _tell_columns(self) -> None:
        for printed in self.header.unknown:
            self._note(f"台账的“{printed}”一栏不在规定的栏目内，没有读取。")
        for at, heading in self.header.headings.items():
            if self._units[at] is not Unit.YUAN and (heading.role != "field" or BY_NAME[heading.name].holds == "money"):
                named = heading.words if heading.unit else f"{heading.words}（{self._units[at].value}）"
                self._note(f"“{named}”一栏按{self._units[at].value}读入，已换算为元。")

    def _note(self, message: str, line: int = 0) -> None:
        self.found.notes.append(Note("ignored" if "没有读取" in message else "repaired", message, line=line, place=self.place))

    def _note_rows(self, message: str, rows: Sequence[int]) -> None:
        if rows:
            more = "等" if len(rows) > _LISTED else ""
            self._note(f"{'、'.join(f'第{row}行' for row in rows[:_LISTED])}{more}{message}")

    def _problem(self, number: int, column: str, value: object, reason: str) -> None:
        self.found.problems.append(Problem(number, column, "" if blank(value) else str(value), reason, self.place))

    # ---- rows that are no lines ------------------------------------------------------------------------------------

    def _is_total(self, cells: "_Cells", row: Sequence[Any], number: int) -> bool:
        """A row that sums up the rows above it: its sum is compared, not added."""
        word = next((w for at in cells.labels if isinstance(w := row[at], str) and fold(w) in word_set("TOTAL", "SUBTOTAL")), "")
        if not word:
            return False
        at = next((at for at in cells.sums if not blank(row[at])), None)
        wrong = "" if at is None else self._wrong_sum(row[at], at, number)
        self._since = 0
        if wrong:
            told = f"第{number}行“{word}”是合计行，不作为明细计入；它的金额{wrong}，请核对。"
            self.found.notes.append(Note("unread", told, line=number, place=self.place))
        else:
            agreed = "" if at is None else "，与以上各行之和一致"
            self._note(f"第{number}行“{word}”是合计行{agreed}，不作为明细计入。", number)
        return True

    def _wrong_sum(self, value: Any, at: int, number: int) -> str:
        """What is wrong with a printed sum, if anything."""
        sums = {self._sum, self._since}
        try:
            printed = self._fen(value, at, number)
        except ValueError as error:
            return f"“{value}”没有读取（{error}）"
        return "" if printed in sums else f"{in_yuan(printed)}与以上明细之和{in_yuan(max(sums))}不一致"

    def _is_signature(self, row: Sequence[Any], number: int) -> bool:
        texts = [str(cell).strip() for cell in row if not blank(cell)]
        if not _SIGNED.fullmatch(texts[0]) or not any(mark in texts[0] for mark in ":："):
            return False
        self._note(f"第{number}行“{texts[0]}”是表下的说明，没有读取。", number)
        return True

    # ---- lines -----------------------------------------------------------------------------------------------------

    def _read_row(self, cells: "_Cells", row: Sequence[Any], number: int) -> None:
        kind, carried = self._kind(cells, row, number)
        if kind is None:
            return
        parsed: dict[str, Any] = {}
        given: set[str] = set()
        for name, parse in self._parsers.items():
            value = carried if name == "source" and carried else cells.value(row, name)
            if blank(value):
                continue
            given.add(name)
            at = cells.at(name)
            try:
                if BY_NAME[name].holds == "money":
                    parsed[name] = self._fen(value, at, number)
                else:
                    parsed[name] = parse(value)
            except ValueError as error:
                self._problem(number, cells.label(name), value, str(error))
        if kind.name == "expenditure" and parsed.get("purpose") == "basic":
            del parsed["purpose"]
            self._problem(number, cells.label("purpose"), cells.value(row, "purpose"), "支出行须分清人员和公用")
        if "unit" in parsed:
            code, name = coded(parsed["unit"])
            parsed.update({"unit": name or code, **({"unit_code": code} if code and name else {})})
        if not cells.funds or not any(not blank(row[at]) for at in cells.funds):
            self._add(_Entry(kind, number, parsed, given))
        else:
            self._by_fund(cells, row, _Entry(kind, number, parsed, given))

    def _fen(self, value: Any, at: int, number: int) -> int:
        unit = self._units[at]
        if isinstance(value, str) and Unit.parse(value) not in (None, Unit.YUAN):
            self._converted.append(number)
        return to_fen(value, unit)

    def _kind(self, cells: "_Cells", row: Sequence[Any], number: int) -> tuple[Kind | None, str]:
        """The kind of a row, and the budget that is carried in where a kind of income says so."""
        word = cells.value(row, "kind")
        if not blank(word):
            kind = KIND_BY_WORD.get(str(word).strip())
            if kind is None:
                self._problem(number, "类型", word, f"应为{'、'.join(k.label for k in KINDS)}之一")
            return kind, ""
        if self.kind is None:
            self._problem(number, "类型", "", f"应为{'、'.join(k.label for k in KINDS)}之一")
            return None, ""
        source = cells.value(row, "source")
        if self.kind.name == "income" and isinstance(source, str) and (found := _CARRIED.fullmatch(fold(coded(source)[1]))):
            return KIND_BY_WORD["carried_in"], found["of"] or ""
        return self.kind, ""

    def _add(self, entry: "_Entry") -> None:
        line = Line(entry.number, entry.kind.name, self.place, **entry.parsed)
        self.found.lines.append(line)
        self._sum += line.amount or 0
        self._since += line.amount or 0
        for name in entry.kind.required:
            if name not in entry.given and not _stands_in(line, name):
                self._problem(entry.number, BY_NAME[name].label, "", f"“{entry.kind.label}”行必须填写")

    def _by_fund(self, cells: "_Cells", row: Sequence[Any], entry: "_Entry") -> None:
        """One line for each fund of the row; what is carried in is a line beside it, and part of its expenditure."""
        number, own, sums, carried = entry.number, str(entry.parsed.get("source", "")), dict[str, int](), 0
        for at in cells.funds:
            heading = self.header.headings[at]
            try:
                fen = 0 if blank(row[at]) else self._fen(row[at], at, number)
            except ValueError as error:
                self._problem(number, heading.words, row[at], str(error))
                continue
            source = heading.name if heading.role == "fund" else own
            carried += fen if heading.role == "carried" else 0
            if fen and (heading.role == "insurance" or not source):
                why = "社会保险基金不是部门的钱，不能编入部门预算" if heading.role == "insurance" else "没有资金性质，不知道属于哪本预算"
                self._problem(number, heading.words, row[at], why)
            elif fen:
                sums[source] = sums.get(source, 0) + fen
                if heading.role == "open":
                    self._note(f"第{number}行“{heading.words}”{in_yuan(fen)}按本行的资金性质计入，请核对。", number)
        self._compare(cells, row, number, sums)
        for source, fen in sums.items():
            parsed = {**entry.parsed, "source": source, "amount": fen}
            self._add(_Entry(entry.kind, number, parsed, entry.given | {"source", "amount"}))
        if carried and entry.kind.name == "expenditure":
            self._add_carried(number, entry.parsed, own, carried)

    def _compare(self, cells: "_Cells", row: Sequence[Any], number: int, sums: Mapping[str, int]) -> None:
        whole = next((row[at] for at in cells.sums if not blank(row[at])), None)
        if whole is None or not sums:
            return
        try:
            fen = self._fen(whole, cells.sums[0], number)
        except ValueError as error:
            told, reason = str(whole), str(error)
        else:
            told, reason = in_yuan(fen), f"与各资金栏之和 {in_yuan(sum(sums.values()))} 不一致"
            if fen == sum(sums.values()):
                return
        self._problem(number, self.header.headings[cells.sums[0]].words, told, reason)

    def _add_carried(self, number: int, parsed: Mapping[str, Any], source: str, fen: int) -> None:
        words = {name: parsed[name] for name in ("unit_code", "unit", "unit_kind", "functional") if name in parsed}
        purpose = "basic" if parsed.get("purpose") in _BASIC else "project"
        self.found.lines.append(Line(number, "carried_in", self.place, source=source, purpose=purpose, amount=fen, **words))


@frozen
class _Entry:
    """What a row says: the kind of its lines, its number, what was understood, and the fields that are not blank."""

    kind: Kind
    number: int
    parsed: Mapping[str, Any]
    given: set[str]


def _stands_in(line: Line, name: str) -> bool:
    """A subject that had money only last year or only in the budget has no amount this year."""
    value = getattr(line, name)
    if name == "amount" and value is None:
        return any(m is not None for m in (line.initial_budget, line.budget, line.previous))
    return value is not None and value != ""


@define
class _Cells:
    """Where a header's fields stand in a row."""

    header: Header
    places: Mapping[str, tuple[int | None, int | None, int | None]]
    funds: Sequence[int]
    sums: Sequence[int]
    labels: Sequence[int]

    @classmethod
    def of(cls, header: Header) -> "_Cells":
        places = {
            name: (_one(header, name, ""), _one(header, name, "code"), _one(header, name, "name")) for name in header.fields
        }
        words = [at for at, h in header.headings.items() if h.role == "field" and BY_NAME[h.name].holds not in ("money", "count")]
        first = [at for at in range(min(words, default=0)) if at not in header.headings or header.headings[at].role == "passed"]
        return cls(header, places, header.money, header.columns("amount"), [*first, *sorted(words)][:4])

    def value(self, row: Sequence[Any], name: str) -> Any:
        """The cell of a field; code and name apart are put together."""
        whole, code, named = self.places.get(name, (None, None, None))
        if whole is not None:
            return row[whole]
        parts = [row[at] for at in (code, named) if at is not None and not blank(row[at])]
        if BY_NAME[name].holds == "code" and code is not None:
            return row[code]
        return "-".join(_word(part) for part in parts) if len(parts) > 1 else parts[0] if parts else None

    def at(self, name: str) -> int:
        """The column of a field."""
        return next(at for at in self.places[name] if at is not None)

    def label(self, name: str) -> str:
        """The heading of a field as messages name it."""
        return BY_NAME[name].label


def _one(header: Header, name: str, part: str) -> int | None:
    return next(iter(header.columns(name, part)), None)


def _word(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _filled(table: Table, header: Header) -> Iterator[Sequence[Any]]:
    """The rows below the header, all of one width, words of merged cells in each of their rows."""
    width = max([*header.headings, 0]) + 1
    rows = table.rows[header.end :]
    texts = {at for at, h in header.headings.items() if h.role == "field" and BY_NAME[h.name].holds not in ("money", "count")}
    down: dict[int, dict[int, Any]] = {}
    for top, left, bottom, _ in table.merges:
        if left in texts and bottom > top >= header.end and left < len(table.rows[top]):
            for row in range(top + 1, bottom + 1):
                down.setdefault(row, {})[left] = table.rows[top][left]
    for number, cells in enumerate(rows, header.end):
        padded = cells if len(cells) >= width else [*cells, *[None] * (width - len(cells))]
        if number in down:
            padded = [down[number].get(at, cell) if blank(cell) else cell for at, cell in enumerate(padded)]
        yield padded


def own_kind(name: str, header: Header) -> Kind | None:
    """The kind of a sheet's lines by its name, else by its columns."""
    folded = fold(name)
    exact = KIND_BY_WORD.get(name.strip())
    if exact is not None:
        return exact
    named = [kind for kind in KINDS if kind.label in folded]
    if any(word in folded for word in word_set("CARRIED_IN", "CARRIED_OUT")):
        own = "carried_out" if any(word in folded for word in word_set("CARRIED_OUT")) else "carried_in"
        named = [KIND_BY_WORD[own]]
    if {"functional", "economic"} <= header.fields and not (named and named[0].name == "procurement"):
        return KIND_BY_WORD["expenditure"]
    if named and header.fields | {"amount", "source"} >= set(named[0].required):
        return named[0]
    if "economic" not in header.fields and {"source", "amount"} <= header.fields and "purpose" not in header.fields:
        return KIND_BY_WORD["income"]
    return None


def settled(header: Header) -> tuple[Header, list[str]]:
    """One column for each field: of two headings that mean one field the more telling one, for money never.

    Returns:
        The header, and the headings that gave way.

    Raises:
        LedgerError: when two columns of money, or two of one heading, hold the same.
    """
    kept: dict[tuple[str, str], int] = {}
    gone: dict[int, str] = {}
    for at, heading in header.headings.items():
        key = (heading.name, heading.part)
        if heading.role != "field" or key not in kept:
            kept[key] = kept.get(key, at) if heading.role != "field" else at
            continue
        other = header.headings[kept[key]]
        if BY_NAME[heading.name].holds in ("money", "count") or fold(heading.words) == fold(other.words):
            raise LedgerError(f"台账的“{BY_NAME[heading.name].label}”一栏有两列（{other.words}、{heading.words}）")
        first = kept[key] if _rank(other) <= _rank(heading) else at
        last = at if first == kept[key] else kept[key]
        kept[key], gone[last] = first, header.headings[last].words
    left = {at: heading for at, heading in header.headings.items() if at not in gone}
    return evolve(header, headings=left), list(gone.values())


def _rank(heading: Heading) -> int:
    """How telling a heading is: the words of a class stand in that order."""
    known = words(f"COLUMN_{heading.name.upper()}") if heading.name in ("source", "purpose", "unit", "project") else ()
    key = fold(heading.words)
    return known.index(key) if key in known else len(known)
