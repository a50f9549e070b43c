"""Ledger lines from the workbooks of the final-accounts software, one workbook for each unit."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from attrs import field

from medinsure_budget.evidence import Note
from medinsure_budget.forms.words import fold
from medinsure_budget.ledgers.forms import FormSheet, form_number
from medinsure_budget.ledgers.lines import Line, in_yuan
from medinsure_budget.ledgers.problems import Problem
from medinsure_budget.ledgers.rows import Found
from medinsure_budget.ledgers.schema import OUTLAYS, UNIT_KINDS
from medinsure_budget.ledgers.tables import Table
from medinsure_budget.ledgers.values import choice_of
from medinsure_budget.ledgers.words import COUNTED_EQUIPMENT, COUNTED_VEHICLE, COUNTED_VEHICLES, PURCHASES, STATISTICS
from medinsure_budget.lexicon import Shape, word_set
from medinsure_budget.records import define
from medinsure_budget.subjects import Catalogue, subjects_of

BASIC, PROJECT, BUSINESS = "05-1", "05-2", "05-3"
GENERAL_BASIC, GENERAL_PROJECT = "08-1", "08-2"
_ACCOUNTS = {"07": "general_public", "09": "government_fund", "11": "state_capital"}
_INCOME, _EXPENDITURE, _OVERVIEW = "03", "04", "01"
_TELLING = {BASIC, PROJECT, GENERAL_BASIC, GENERAL_PROJECT, *_ACCOUNTS}
_PERSONNEL = ("301", "303")
_BASIC_PART, _PROJECT_PART = Shape(r"{PURPOSE_BASIC}.*"), Shape(r"{PURPOSE_PROJECT}.*")
_HEADING = Shape(r"\s*[（(]{NUMERAL}+[)）].*")
_Amounts = dict[tuple[str, Any], tuple[int, int, str]]


def is_software(tables: Sequence[Table]) -> bool:
    """Whether worksheets are forms of the final-accounts software."""
    return len(_TELLING & {form_number(table) for table in tables}) > 1


def read_software(tables: Sequence[Table], catalogue: Catalogue | None = None) -> Found:
    """The lines of every unit's workbook; a workbook that sums up the others is left out, and this is told."""
    books: dict[tuple[str, str], dict[str, FormSheet]] = {}
    found = Found()
    for table in tables:
        number = form_number(table)
        sheet = FormSheet(table, number)
        if number and sheet.unit:
            books.setdefault((table.file, sheet.unit), {})[number] = sheet
        elif any(table.rows):
            found.notes.append(Note("ignored", f"工作表“{table.name}”不是财决表，没有读取。", place=table.name))
    read = {key: _Book(key[1], sheets, catalogue) for key, sheets in books.items()}
    for (file, unit), book in read.items():
        book.read()
        others = [other for key, other in read.items() if key != (file, unit)]
        if len(others) > 1 and book.spent == sum(other.spent for other in others):
            found.notes.append(Note("ignored", f"“{unit}”的工作簿是其他各单位的汇总，没有计入。", place=file))
            continue
        found.lines += book.found.lines
        found.problems += book.found.problems
        found.notes += book.found.notes
    return found


@define
class _Book:
    """One unit's workbook."""

    unit: str
    sheets: Mapping[str, FormSheet]
    catalogue: Catalogue | None = None
    found: Found = field(factory=Found)

    @property
    def spent(self) -> int:
        """What the unit spent."""
        return sum(line.amount or 0 for line in self.found.lines if line.kind == "expenditure")

    @property
    def subjects(self) -> Catalogue:
        """The subjects of its year."""
        return subjects_of(self.year or None, self.catalogue)

    @cached_property
    def kind(self) -> str:
        """The kind of the unit: its form of statistics says which kind had operating costs of an office."""
        sheet = self._statistic_form
        spent: dict[str, int] = {}
        for row, _, label, column in sheet.labelled(*word_set("STATISTIC_FIGURE")) if sheet is not None else ():
            if kind := choice_of("unit_kind", label):
                spent[kind] = sheet.fen(row, column, []) if sheet is not None else 0
        return next((kind for kind, fen in spent.items() if fen), UNIT_KINDS[2] if spent else "")

    @property
    def year(self) -> int:
        return max(sheet.year for sheet in self.sheets.values())

    def read(self) -> None:
        """Read every form that has lines."""
        details = {number: self._detail(number) for number in (BASIC, PROJECT, BUSINESS, GENERAL_BASIC, GENERAL_PROJECT)}
        accounts = {source: self._account(number) for number, source in _ACCOUNTS.items()}
        funds = {
            code: source for source in ("government_fund", "state_capital") for code, _ in accounts[source]
        }  # fmt: skip
        self._spending(details, funds)
        self._income(accounts)
        self._balances(accounts)
        self._statistics()
        self._transfers()
        self.found.notes += self.subjects.notes if self.subjects.economic.is_extrapolated else ()
        used = "、".join(f"财决{number}表" for number in self.sheets)
        message = f"“{self.unit}”由{used}读入{len(self.found.lines)}行；项目名称取功能科目名称，各科目的年初预算和全年预算不详。"
        self.found.notes.append(Note("repaired", message, place=next(iter(self.sheets.values())).table.file))

    # ---- forms -----------------------------------------------------------------------------------------------------

    def _detail(self, number: str) -> _Amounts:
        """Spending by 项 and economic 款."""
        sheet = self.sheets.get(number)
        if sheet is None:
            self._lacking(number)
            return {}
        columns: dict[int, str] = {}
        for at, path in enumerate(sheet.paths):
            if len(path) > 1 and path[-1] not in word_set("SUBTOTAL", "TOTAL"):
                columns[at] = self._economic(path)
        known = {at: code for at, code in columns.items() if code}
        amounts = sheet.by_subject(known, self.found.problems)
        self._unknown(sheet, [at for at, code in columns.items() if code == "?"])
        return amounts

    def _economic(self, path: Sequence[str]) -> str:
        group = next((s for s in self.subjects.economic.roots if fold(s.name) == path[-2]), None)
        if group is None:
            return ""
        return next((s.code for s in group.children if fold(s.name) == path[-1]), "?")

    def _unknown(self, sheet: FormSheet, columns: Sequence[int]) -> None:
        for at in columns:
            if fen := sheet.fen(sheet.total_row, at, []):
                heading = "/".join(sheet.paths[at])
                reason = f"{self.year}年没有这个部门经济科目"
                self.found.problems.append(Problem(sheet.total_row + 1, heading, in_yuan(fen), reason, sheet.table.name))

    def _account(self, number: str) -> _Amounts:
        """What came in, was carried in and carried out, by 项."""
        sheet = self.sheets.get(number)
        return {} if sheet is None else sheet.by_subject(dict(_account_columns(sheet)), self.found.problems)

    def _lacking(self, number: str) -> None:
        if number != BUSINESS:
            self.found.notes.append(Note("unread", f"“{self.unit}”的工作簿没有财决{number}表，按没有这类支出处理。"))

    # ---- lines -----------------------------------------------------------------------------------------------------

    def _add(self, kind: str, sheet: str, row: int, **words: Any) -> None:
        place = self.sheets[sheet].table.name
        self.found.lines.append(Line(row + 1, kind, place, unit=self.unit, unit_kind=self.kind, **words))

    def _spending(self, details: Mapping[str, _Amounts], funds: Mapping[str, str]) -> None:
        for whole, general, project in ((BASIC, GENERAL_BASIC, ""), (PROJECT, GENERAL_PROJECT, "project")):
            for (code, economic), (row, fen, name) in details[whole].items():
                purpose = project or ("personnel" if economic.startswith(_PERSONNEL) else "public")
                words = {"functional": code, "economic": economic, "purpose": purpose, "project": name if project else ""}
                if code in funds:
                    self._add("expenditure", whole, row, source=funds[code], amount=fen, **words)
                    continue
                own_row, own, _ = details[general].get((code, economic), (row, 0, ""))
                if own:
                    self._add("expenditure", general, own_row, source="general_public", amount=own, **words)
                if fen > own:
                    self._add("expenditure", whole, row, source="unit_funds", amount=fen - own, **words)
            for (code, economic), (row, own, _) in details[general].items():
                fen = details[whole].get((code, economic), (0, 0, ""))[1]
                if own > fen:
                    reason = f"大于财决{whole}表的{in_yuan(fen)}（经济科目{economic}）"
                    place = self.sheets[general].table.name
                    self.found.problems.append(Problem(row + 1, "功能科目", f"{code} {in_yuan(own)}", reason, place))
        for (code, economic), (row, fen, _) in details[BUSINESS].items():
            self._add("expenditure", BUSINESS, row, functional=code, economic=economic, source="unit_funds", purpose="business", amount=fen)

    def _income(self, accounts: Mapping[str, _Amounts]) -> None:
        forms = {source: number for number, source in _ACCOUNTS.items()}
        for source, amounts in accounts.items():
            for (code, key), (row, fen, _) in amounts.items():
                if key == "income":
                    self._add("income", forms[source], row, functional=code, source=source, amount=fen)
        sheet = self.sheets.get(_INCOME)
        if sheet is None:
            return
        columns = {at: own for at, path in enumerate(sheet.paths) if path and (own := choice_of("source", path[-1]))}
        for (code, source), (row, fen, _) in sheet.by_subject(columns, self.found.problems).items():
            self._add("income", _INCOME, row, functional=code, source=source, amount=fen)

    def _balances(self, accounts: Mapping[str, _Amounts]) -> None:
        """What is carried in and out; money that is no appropriation is the rest of the overview's, without subject."""
        fiscal = {"carried_in": 0, "carried_out": 0}
        forms = {source: number for number, source in _ACCOUNTS.items()}
        for source, amounts in accounts.items():
            for (code, key), (row, fen, _) in amounts.items():
                kind, _, purpose = str(key).partition("/")
                if kind in fiscal:
                    fiscal[kind] += fen
                    self._add(kind, forms[source], row, functional=code, source=source, purpose=purpose, amount=fen)
        for kind, (row, fen) in self._overview().items():
            rest = fen - fiscal.get(kind, 0)
            if rest > 0:
                self._add(kind, _OVERVIEW, row, source="unit_funds", amount=rest)

    def _overview(self) -> dict[str, tuple[int, int]]:
        sheet = self.sheets.get(_OVERVIEW)
        found: dict[str, tuple[int, int]] = {}
        for row, _, label, column in sheet.labelled(*word_set("OUTTURN_FIGURE")) if sheet is not None else ():
            for kind, name in _BALANCES:
                if sheet is not None and label in word_set(name) and (fen := sheet.fen(row, column, self.found.problems)):
                    found.setdefault(kind, (row, fen))
        return found

    @property
    def _statistic_form(self) -> FormSheet | None:
        return next((sheet for number, sheet in self.sheets.items() if number.endswith("03") and number != _INCOME), None)

    def _statistics(self) -> None:
        sheet = self._statistic_form
        if sheet is None:
            return
        number = sheet.number
        vehicles = False
        for row, printed, label, column in sheet.labelled(*word_set("STATISTIC_FIGURE")):
            counted = dict(_REVERSED_STATISTICS).get(label)
            bought = dict(_REVERSED_PURCHASES).get(label)
            vehicles = label == COUNTED_VEHICLES or (vehicles and not (_HEADING.fullmatch(printed) and column == self._last(sheet)))
            if counted:
                self._count(number, row, counted, _whole(sheet, row, column))
            elif bought and (fen := sheet.fen(row, column, self.found.problems)):
                self._add("procurement", number, row, item=bought, amount=fen)
            elif vehicles and label != COUNTED_VEHICLES and column == self._last(sheet):
                self._count(number, row, f"{COUNTED_VEHICLE}：{label}", _whole(sheet, row, column) or None)
            elif COUNTED_EQUIPMENT in label:
                self._count(number, row, f"{COUNTED_EQUIPMENT}：{label}", _whole(sheet, row, column))
        self._outlays(number, sheet)

    def _outlays(self, number: str, sheet: FormSheet) -> None:
        """The budget of the three public outlays stands in no form by subject, only here as a whole."""
        for row, _, label, column in sheet.labelled(*word_set("BUDGET_FIGURE")):
            item = _ITEM_OF_OUTLAY.get(label)
            if item and (fen := sheet.stated(row, column, self.found.problems)) is not None:
                self._add("outlay", number, row, item=item, budget=fen)

    def _last(self, sheet: FormSheet) -> int:
        return max(column for _, _, _, column in sheet.labelled(*word_set("STATISTIC_FIGURE")))

    def _count(self, number: str, row: int, item: str, count: int | None) -> None:
        if count is not None:
            self._add("count", number, row, item=item, count=count)

    def _transfers(self) -> None:
        """What is remitted or granted to other units has no economic 款 in any form: it has to be filled in."""
        sheet = self.sheets.get(_EXPENDITURE)
        for at, path in enumerate(sheet.paths) if sheet is not None else ():
            purpose = choice_of("purpose", path[-1]) if path else ""
            if sheet is not None and purpose in ("remitted_up", "subsidies_down") and (fen := sheet.fen(sheet.total_row, at, [])):
                reason = "财决表没有它的经济科目，请在台账中补填这些支出行"
                self.found.problems.append(Problem(sheet.total_row + 1, path[-1], in_yuan(fen), reason, sheet.table.name))


_BALANCES = (
    ("carried_in", "BALANCE_IN"), ("balance_used", "BALANCE_USED"), ("balance_distributed", "BALANCE_DISTRIBUTED"),
    ("carried_out", "BALANCE_OUT"),
)  # fmt: skip
_ITEM_OF_OUTLAY = {fold(item): item for item in OUTLAYS}
_REVERSED_STATISTICS = tuple((printed, item) for item, printed in STATISTICS)
_REVERSED_PURCHASES = tuple((printed, item) for item, printed in PURCHASES)


def _account_columns(sheet: FormSheet) -> Iterator[tuple[int, str]]:
    for at, path in enumerate(sheet.paths):
        if len(path) < 2:
            continue
        if path[0] in word_set("YEAR_INCOME") and path[-1] in word_set("TOTAL", "SUBTOTAL"):
            yield at, "income"
        for kind, name in (("carried_in", "BALANCE_IN"), ("carried_out", "BALANCE_OUT")):
            if path[0] in word_set(name):
                for shape, purpose in ((_BASIC_PART, "basic"), (_PROJECT_PART, "project")):
                    if shape.fullmatch(path[-1]):
                        yield at, f"{kind}/{purpose}"


def _whole(sheet: FormSheet, row: int, column: int) -> int | None:
    cells = sheet.table.rows[row]
    value = cells[column] if column < len(cells) else None
    text = "" if value is None else str(value).strip()
    return int(float(text)) if text.replace(".", "", 1).isdecimal() else None
