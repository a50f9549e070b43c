"""The statements of final accounts, each from the sums of the ledger."""

from collections.abc import Callable, Iterable, Mapping

from medinsure_budget.compiling.book import BASIC, THREE_PUBLICS, Book
from medinsure_budget.compiling.printing import Figures
from medinsure_budget.compiling.rows import by_unit, coded, make, sided
from medinsure_budget.compiling.totals import Measure, all_of
from medinsure_budget.compiling.validate import PERSONNEL
from medinsure_budget.editions import Printed
from medinsure_budget.forms import (
    FinalAppropriationOverview,
    FinalBasicExpenditure,
    FinalExpenditureBySubject,
    FinalExpenditureByUnit,
    FinalGeneralPublicAccount,
    FinalGeneralPublicExpenditure,
    FinalGovernmentFund,
    FinalIncomeBySubject,
    FinalIncomeByUnit,
    FinalOverview,
    FinalStateCapital,
    FinalThreePublics,
    Row,
)
from medinsure_budget.forms.declare import Side
from medinsure_budget.ledgers.schema import FISCAL

Rows = tuple[Row, ...]
Lines = dict[tuple[Side, str], Mapping[str, int]]
# Final accounts have no line for 财政专户管理资金: what the fiscal account returns is 事业收入.
INCOME: Mapping[str, tuple[str, ...]] = {
    "appropriation": FISCAL,
    "grants_from_above": ("grants_from_above",),
    "service_income": ("service_income", "special_account"),
    "business_income": ("business_income",),
    "remittances_from_below": ("remittances_from_below",),
    "other_income": ("other_income",),
}
EXPENDITURE: Mapping[str, tuple[str, ...]] = {
    "basic": BASIC,
    "project": ("project",),
    "remitted_up": ("remitted_up",),
    "business": ("business",),
    "subsidies_down": ("subsidies_down",),
}
# The classes of 公开08 in print; others are added when they have money.


def overview(printed: Printed, figures: Figures, book: Book) -> Rows:
    """公开01."""
    income, spent = book.of("income"), book.spent.total()
    by_line = {fund: income.total(source=fund) for fund in FISCAL}
    by_line |= {name: income.total(source=sources) for name, sources in INCOME.items() if name != "appropriation"}
    used, carried_in = book.of("balance_used").total(), book.of("carried_in").total()
    year = sum(by_line.values())
    by_line |= {"year_income": year, "balance_used": used, "carried_in": carried_in, "total_income": year + used + carried_in}
    distributed, carried_out = book.of("balance_distributed").total(), book.of("carried_out").total()
    spending = {
        "year_expenditure": spent, "balance_distributed": distributed, "carried_out": carried_out,
        "total_expenditure": spent + distributed + carried_out,
    }  # fmt: skip
    lines: Lines = {("income", key): {"amount": fen} for key, fen in by_line.items()}
    lines |= {("expenditure", key): {"amount": fen} for key, fen in spending.items()}
    return sided(printed, figures, book, lines, {"amount": book.spent.tree("functional")})


def _income_by_unit(printed: Printed, figures: Figures, book: Book) -> Rows:
    def values(units: Iterable[str]) -> dict[str, int]:
        sums = {name: book.of("income").total(source=sources, unit=units) for name, sources in INCOME.items()}
        return {"total": sum(sums.values()), **sums}

    return by_unit(printed, figures, book, values)


def _income_by_subject(printed: Printed, figures: Figures, book: Book) -> Rows:
    income = book.of("income")
    trees = {name: income.tree("functional", source=sources) for name, sources in INCOME.items()}
    return coded(printed, figures, {"total": income.tree("functional"), **trees}, book.name)


def _expenditure_by_unit(printed: Printed, figures: Figures, book: Book) -> Rows:
    def values(units: Iterable[str]) -> dict[str, int]:
        sums = {name: book.spent.total(purpose=purposes, unit=units) for name, purposes in EXPENDITURE.items()}
        return {"total": sum(sums.values()), **sums}

    return by_unit(printed, figures, book, values)


def _expenditure_by_subject(printed: Printed, figures: Figures, book: Book) -> Rows:
    trees = {name: book.spent.tree("functional", purpose=purposes) for name, purposes in EXPENDITURE.items()}
    return coded(printed, figures, {"total": book.spent.tree("functional"), **trees}, book.name)


def appropriation_overview(printed: Printed, figures: Figures, book: Book) -> Rows:
    """公开06."""
    income = {fund: book.of("income").total(source=fund) for fund in FISCAL}
    before = {fund: book.carried("carried_in", fund) for fund in FISCAL}
    spent = {fund: book.spent.total(source=fund) for fund in FISCAL}
    after = {fund: book.carried("carried_out", fund) for fund in FISCAL}
    by_line = {
        **income, "year_income": sum(income.values()), "carried_in": sum(before.values()),
        **{f"carried_in_{fund}": fen for fund, fen in before.items()},
        "total_income": sum(income.values()) + sum(before.values()),
    }  # fmt: skip
    lines: Lines = {("income", key): {"amount": fen} for key, fen in by_line.items()}
    lines["expenditure", "year_expenditure"] = _by_fund(spent)
    lines["expenditure", "carried_out"] = _by_fund(after)
    lines["expenditure", "total_expenditure"] = _by_fund({fund: spent[fund] + after[fund] for fund in FISCAL})
    trees = {f"from_{fund}": book.spent.tree("functional", source=fund) for fund in FISCAL}
    return sided(printed, figures, book, lines, {"amount": book.spent.tree("functional", source=FISCAL), **trees})


def _by_fund(sums: Mapping[str, int]) -> dict[str, int]:
    return {"amount": sum(sums.values()), **{f"from_{fund}": fen for fund, fen in sums.items()}}


def _general_public(printed: Printed, figures: Figures, book: Book) -> Rows:
    trees = {
        "total": book.spent.tree("functional", source="general_public"),
        "basic": book.spent.tree("functional", source="general_public", purpose=BASIC),
        "project": book.spent.tree("functional", source="general_public", purpose="project"),
    }
    return coded(printed, figures, trees, book.name)


def basic(printed: Printed, figures: Figures, book: Book) -> Rows:
    """公开08: every 款 of the 类 that the blocks name, with 0.00 where nothing was spent, personnel and its total first."""
    tree = book.spent.tree("economic", source="general_public", purpose=BASIC)
    blocks = tuple(code[:3] for block in printed.panel_codes for code in block if code)
    # What only one draft of the catalogue knows is in no printed list.
    known = (s for s in book.catalogue.economic if s.entry is None or s.entry.confidence != "single")
    listed = {s.code for s in known if s.code.startswith(blocks) and s.depth <= 2} - set(printed.unlisted)
    codes = sorted(listed | {code for code, fen in tree.items() if fen})
    staff = [code for code in codes if code.startswith(PERSONNEL)]
    rows: list[Row] = []
    for key, own in (("personnel_total", staff), ("public_total", sorted({*codes} - {*staff}))):
        rows += [
            FinalBasicExpenditure(code=code, name=book.economic_name(code), amount=figures(tree.get(code, 0))) for code in own
        ]
        line = FinalBasicExpenditure.form.line(key)
        whole = sum(tree.get(code, 0) for code in own if len(code) == 3)
        rows.append(FinalBasicExpenditure(name=line.printed, line=key, amount=figures(whole)))
    return tuple(rows)


def _account(fund: str) -> Callable[[Printed, Figures, Book], Rows]:
    def build(printed: Printed, figures: Figures, book: Book) -> Rows:
        trees = {
            "carried_in": book.of("carried_in").tree("functional", source=fund),
            "income": book.of("income").tree("functional", source=fund),
            "total": book.spent.tree("functional", source=fund),
            "basic": book.spent.tree("functional", source=fund, purpose=BASIC),
            "project": book.spent.tree("functional", source=fund, purpose="project"),
            "carried_out": book.of("carried_out").tree("functional", source=fund),
        }
        own = {c.field for c in printed.columns}
        return coded(printed, figures, {name: tree for name, tree in trees.items() if name in own}, book.name)

    return build


def three_publics(printed: Printed, figures: Figures, book: Book) -> Rows:
    """公开11: the budget that the edition names beside what was spent."""
    further = {item.field for item in printed.items} | {column.field for column in printed.columns}
    measures: tuple[tuple[str, Measure], ...] = (("budget", book.edition.publics_base), ("final", "amount"))
    rows = []
    for name, measure in measures:
        own = {field: book.three_publics_told(field, FISCAL, measure) for field in THREE_PUBLICS}
        vehicles = all_of(own["vehicle_purchase"], own["vehicle_running"])
        values = {
            "total": all_of(own["abroad"], vehicles, own["reception"]), "abroad": own["abroad"], "vehicles": vehicles,
            "vehicle_purchase": own["vehicle_purchase"], "vehicle_running": own["vehicle_running"],
            "reception": own["reception"],
        }  # fmt: skip
        more = {"meetings": own["meetings"], "training": own["training"], "operating": book.operating_told(measure)}
        values |= {field: fen for field, fen in more.items() if field in further}
        shown = {field: None if fen is None else figures(fen) for field, fen in values.items()}
        rows.append(make(FinalThreePublics, shown, measure=name))
    return tuple(rows)


BUILDERS: dict[type[Row], Callable[[Printed, Figures, Book], Rows]] = {
    FinalOverview: overview,
    FinalIncomeByUnit: _income_by_unit,
    FinalIncomeBySubject: _income_by_subject,
    FinalExpenditureByUnit: _expenditure_by_unit,
    FinalExpenditureBySubject: _expenditure_by_subject,
    FinalAppropriationOverview: appropriation_overview,
    FinalGeneralPublicExpenditure: _general_public,
    FinalBasicExpenditure: basic,
    FinalGovernmentFund: _account("government_fund"),
    FinalStateCapital: _account("state_capital"),
    FinalGeneralPublicAccount: _account("general_public"),
    FinalThreePublics: three_publics,
}
