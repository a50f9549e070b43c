"""What published documents tell of last year and of the budget, asked in the words of a ledger."""

from collections.abc import Iterable, Iterator, Mapping

from medinsure_budget.document import Document
from medinsure_budget.errors import UsageError
from medinsure_budget.forms import (
    AppropriationOverview,
    BudgetOverview,
    Expenditure,
    FinalAppropriationOverview,
    FinalGeneralPublicExpenditure,
    FinalGovernmentFund,
    FinalOverview,
    FinalStateCapital,
    FinalThreePublics,
    GeneralPublicExpenditure,
    GovernmentFundExpenditure,
    OperatingExpenditure,
    Row,
    Sheet,
    StateCapitalExpenditure,
    ThreePublics,
)
from medinsure_budget.forms.declare import Kind
from medinsure_budget.ledgers.schema import FISCAL
from medinsure_budget.records import frozen

Forms = tuple[type[Row], ...]
Wanted = Mapping[str, frozenset[str]]
_OF_FUND: dict[str, Forms] = {
    "general_public": (GeneralPublicExpenditure, FinalGeneralPublicExpenditure),
    "government_fund": (GovernmentFundExpenditure, FinalGovernmentFund),
    "state_capital": (StateCapitalExpenditure, FinalStateCapital),
}
_ALL: Forms = (BudgetOverview, FinalOverview)
_FISCAL: Forms = (AppropriationOverview, FinalAppropriationOverview)
_THREE: Forms = (ThreePublics, FinalThreePublics)
_USUAL_MEASURE = {"budget": "budget", "final_accounts": "final"}


@frozen(eq=False)
class Published:
    """A published document as a source of amounts that a ledger leaves open.

    Attributes:
        document: The document.
        outlays: The economic codes behind each column of the three public outlays.
    """

    document: Document
    outlays: Mapping[str, tuple[str, ...]]

    def told(self, kind: str, wanted: Wanted) -> int | None:
        """What it prints for lines of a kind with these attributes, in 分; ``None`` where no table says just that."""
        sources = wanted.get("source", frozenset())
        match kind, *sorted(set(wanted) - {"source"}):
            case ["expenditure"]:
                return self._spent(sources)
            case ["expenditure", "functional"]:
                return _sum(self._subject(fund, code) for fund in sources for code in wanted["functional"])
            case ["expenditure", "economic"]:
                return self._outlay(wanted["economic"])
            case ["expenditure", "purpose", "unit"]:
                whole = self._whole((OperatingExpenditure,))
                return self._three("operating") if whole is None else whole
            case ["income"] | ["carried_in"] | ["balance_used"]:
                return self._received(kind, sources)
        return None

    def tree(self, name: str, wanted: Wanted) -> dict[str, int]:
        """The printed amounts of the functional subjects of one fund, by code."""
        (fund,) = wanted.get("source") or ("",)
        sheet = self._sheet(_OF_FUND.get(fund, ())) if name == "functional" else None
        return {row.code: _fen(row, "total") or 0 for _, row in sheet.walk()} if sheet is not None else {}

    def _spent(self, sources: frozenset[str]) -> int | None:
        if not sources:
            whole = self._whole((Expenditure,))
            return self._this_year(_ALL) if whole is None else whole
        if sources == frozenset(FISCAL):
            return self._this_year(_FISCAL)
        return _sum(self._whole(_OF_FUND.get(source, ())) for source in sources)

    def _this_year(self, forms: Forms) -> int | None:
        """本年支出, which some overviews print as the total and what is left of it only."""
        spent, whole = self._line(forms, "year_expenditure"), self._line(forms, "total_expenditure")
        return spent if spent is not None or whole is None else whole - (self._line(forms, "carried_out") or 0)

    def _received(self, kind: str, sources: frozenset[str]) -> int | None:
        if not sources:
            return self._line(_ALL, "year_income" if kind == "income" else kind)
        if sources == frozenset(FISCAL):
            return self._line(_FISCAL, "year_income" if kind == "income" else kind)
        return _sum(self._line(_ALL, source) for source in sources) if kind == "income" else None

    def _subject(self, fund: str, code: str) -> int | None:
        """Nothing where the fund's table is printed without the subject."""
        sheet = self._sheet(_OF_FUND.get(fund, ()))
        if sheet is None:
            return None
        return next((_fen(row, "total") or 0 for _, row in sheet.walk() if row.code == code), 0)

    def _outlay(self, economic: frozenset[str]) -> int | None:
        column = next((field for field, codes in self.outlays.items() if frozenset(codes) == economic), "")
        return self._three(column) if column else None

    def _three(self, column: str) -> int | None:
        sheet = self._sheet(_THREE)
        if sheet is None or column not in sheet.printed:
            return None
        usual = _USUAL_MEASURE[sheet.form.form.kind]
        rows = [row for row in sheet if not row.measure or row.measure == usual]
        whole = [row for row in rows if row.is_total] or rows
        return _fen(whole[0], column) or 0 if whole else None

    def _whole(self, forms: Forms) -> int | None:
        """The total of a table; nothing where the table is printed without figures."""
        sheet = self._sheet(forms)
        if sheet is None:
            return None
        if sheet.total is not None:
            return _fen(sheet.total, "total") or 0
        return sum(_fen(row, "total") or 0 for row in sheet if len(row.code) == 3)

    def _line(self, forms: Forms, key: str) -> int | None:
        sheet = self._sheet(forms)
        return next((_fen(row, "amount") or 0 for row in sheet or () if row.line == key), None)

    def _sheet(self, forms: Forms) -> Sheet[Row] | None:
        return next((sheet for sheet in self.document.sheets if sheet.form in forms), None)


def of_year(document: Document | None, kind: Kind, year: int, outlays: Mapping[str, tuple[str, ...]]) -> Iterator[Published]:
    """A document that was handed over as that of a kind and year, if any.

    Raises:
        UsageError: when it is another one.
    """
    if document is None:
        return
    if document.kind != kind or document.year != year:
        wanted = f"{year}年的{'决算' if kind == 'final_accounts' else '预算'}"
        raise UsageError(f"“{document.name or document.agency.name}”不是{wanted}，不能用来填写{wanted}数")
    yield Published(document, outlays)


def _fen(row: Row, field: str) -> int | None:
    amount = row.amount_of(field)
    return None if amount is None or amount.worth is None else amount.fen


def _sum(parts: Iterable[int | None]) -> int | None:
    """The sum, ``None`` when a part is not told."""
    known = list(parts)
    return None if None in known else sum(filter(None, known))
