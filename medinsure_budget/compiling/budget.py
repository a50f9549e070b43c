"""The statements of a budget, each from the sums of the ledger."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from medinsure_budget import forms
from medinsure_budget.compiling.book import BASIC, THREE_PUBLICS, Book
from medinsure_budget.compiling.printing import Figures
from medinsure_budget.compiling.projects import procurement, project_expenditure, project_performance
from medinsure_budget.compiling.rows import amounts, by_unit, coded, make, sided
from medinsure_budget.compiling.totals import POOLS
from medinsure_budget.editions import Edition, Printed
from medinsure_budget.forms import Row
from medinsure_budget.forms.declare import Side
from medinsure_budget.ledgers.schema import FISCAL, TRANSFERS

Rows = tuple[Row, ...]
Builder = Callable[[Printed, Figures, Book], Rows]
Lines = dict[tuple[Side, str], Mapping[str, int]]
_OTHERS = ("service_income", "business_income", "grants_from_above", "remittances_from_below", "other_income")


def folds_transfers(book: Book) -> bool:
    """Whether the edition has no columns for 经营, 上缴 and 补助, so that project expenditure holds them."""
    return not any(c.field == "business" for printed in book.edition.sheets for c in printed.columns)


def keeps_reserve(edition: Edition) -> bool:
    """Whether the edition has a place for 单位预留机动经费, else it is a project."""
    sheets = edition.sheets
    columns = (c.field for printed in sheets for c in printed.columns)
    lines = (line.key for printed in sheets for line in printed.lines)
    return "reserve" in (*columns, *lines)


def keeps_carried_in(book: Book) -> bool:
    """Whether the edition's overview has a line for what is carried in; else it stands with its source."""
    lines = book.edition.printed(forms.BudgetOverview).lines
    return any(line.key == "carried_in" for line in lines)


def income_by_line(book: Book) -> dict[str, int]:
    """forms.Income of the year by the overview's lines; sources without a line of their own are 其他收入."""
    own = {line.key for line in book.edition.printed(forms.BudgetOverview).lines}
    sums = dict.fromkeys((*FISCAL, "special_account", *_OTHERS), 0)
    for (source,), fen in book.of("income").by("source").items():
        sums[source if source in (*own, *FISCAL) else "other_income"] += fen
    if not keeps_carried_in(book):
        for (source,), fen in book.of("carried_in").by("source").items():
            sums[source if source in (*own, *FISCAL) else "other_income"] += fen
    return sums


def _carried_in(book: Book, pool: str, units: Iterable[str] | None = None) -> int:
    sources = (*_OTHERS, "unit_funds") if pool == "unit_funds" else (pool,)
    return book.of("carried_in").total(source=sources, unit=book.units if units is None else units)


def spent_tree(book: Book, name: str = "functional", **wanted: Any) -> Mapping[str, int]:
    """forms.Expenditure by subject and everything above it."""
    return book.spent.tree(name, **wanted)


def project_purposes(book: Book) -> tuple[str, ...]:
    """What the column of project expenditure holds."""
    return ("project", *TRANSFERS) if folds_transfers(book) else ("project",)


def overview(printed: Printed, figures: Figures, book: Book) -> Rows:
    """收支预算总表."""
    income = income_by_line(book)
    carried_in = book.of("carried_in").total() if keeps_carried_in(book) else 0
    carried_out, spent = book.of("carried_out").total(), book.spent.total()
    by_line = {"general_public": 0, "government_fund": 0, "state_capital": 0} | income
    keys = {line.key for line in printed.lines}
    if "fund_appropriation" in keys:
        # The set of 2021 lists the general public budget and the funds beside each other.
        by_line["fund_appropriation"] = by_line.pop("government_fund")
        by_line["appropriation"] = by_line.pop("general_public")
    else:
        by_line["appropriation"] = sum(income[fund] for fund in FISCAL)
    year = sum(income.values())
    by_line |= {"year_income": year, "carried_in": carried_in, "total_income": year + carried_in}
    by_line |= {f"carried_in_{kind}": _carried_by_kind(book, kind) for kind in ("basic", "project")} if "carried_in_basic" in keys else {}
    lines: Lines = {("income", key): {"amount": fen} for key, fen in by_line.items()}
    lines |= _overview_expenditure(book, spent, carried_out)
    trees = {
        "amount": spent_tree(book),
        "basic": spent_tree(book, purpose=BASIC),
        "personnel": spent_tree(book, purpose="personnel"),
        "public": spent_tree(book, purpose="public"),
        "project": spent_tree(book, purpose=project_purposes(book)),
    }
    return sided(printed, figures, book, lines, trees)


def _carried_by_kind(book: Book, kind: str) -> int:
    own = {"basic": ("basic",), "project": ("project", "")}[kind]
    return book.of("carried_in").total(purpose=own)


def _overview_expenditure(book: Book, spent: int, carried_out: int) -> Lines:
    basic, reserve = book.spent.total(purpose=BASIC), book.spent.total(purpose="reserve")
    parts = {"personnel": book.spent.total(purpose="personnel"), "public": book.spent.total(purpose="public")}
    columns = {"basic": basic, **parts, "project": book.spent.total(purpose=project_purposes(book))}
    return {
        ("expenditure", "year_expenditure"): {"amount": spent, **columns},
        ("expenditure", "carried_out"): {"amount": carried_out},
        ("expenditure", "total_expenditure"): {"amount": spent + carried_out, **(columns if not carried_out else {})},
        ("purpose", "basic"): {"amount": basic},
        ("purpose", "project"): {"amount": spent - basic - reserve},
        ("purpose", "reserve"): {"amount": reserve},
    }


def income(printed: Printed, figures: Figures, book: Book) -> Rows:
    """收入预算总表 by unit and source."""

    def values(units: Iterable[str]) -> dict[str, int]:
        units = tuple(units)
        sums = {source: book.of("income").total(source=source, unit=units) for source in (*FISCAL, "special_account", *_OTHERS)}
        carried = {f"carried_in_{pool}": _carried_in(book, pool, units) for pool in POOLS}
        year, before = sum(sums.values()), sum(carried.values())
        return {"total": year + before, "year_income": year, **sums, "carried_in": before, **carried}

    above = book.agency.name if book.agency.level == "部门" else ""
    return by_unit(printed, figures, book, values, above=above)


def income_by_subject(printed: Printed, figures: Figures, book: Book) -> Rows:
    """收入预算总表 by functional subject, what is carried in with its source (Shanghai)."""
    groups = {"appropriation": FISCAL, "service_income": ("service_income",), "business_income": ("business_income",)}
    others = [s for s in ("special_account", *_OTHERS, "unit_funds") if s not in ("service_income", "business_income")]
    trees: dict[str, Mapping[str, int]] = {}
    for name, sources in {**groups, "other_income": tuple(others)}.items():
        trees[name] = _added(book.of("income").tree("functional", source=sources), book.of("carried_in").tree("functional", source=sources))
    return coded(printed, figures, {"total": _added(*trees.values()), **trees}, book.name)


def _added(*trees: Mapping[str, int]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for tree in trees:
        for code, fen in tree.items():
            sums[code] = sums.get(code, 0) + fen
    return sums


_SELDOM = {"上级补助收入": "grants_from_above", "附属单位上缴收入": "remittances_from_below"}


def income_by_source(printed: Printed, figures: Figures, book: Book) -> Rows:
    """收入预算总表 as a list of sources (Jiangsu)."""
    sums = {source: book.of("income").total(source=source) for source in (*FISCAL, "special_account", *_OTHERS)}
    # Parts that a ledger does not tell apart stay blank; sources without a line of their own are shown when there are any.
    groups: list[tuple[str, dict[str, int | None]]] = [
        ("一般公共预算资金", {"公共财政拨款（补助）资金": sums["general_public"], "专项收入": None}),
        ("政府性基金", {"": sums["government_fund"]}),
        ("财政专户管理资金", {"": sums["special_account"], "专户管理教育收费": None, "其他非税收入": None}),
        ("其他资金", {
            "事业收入": sums["service_income"], "经营收入": sums["business_income"], "其他收入": sums["other_income"],
            **{label: sums[key] for label, key in _SELDOM.items() if sums[key]},
        }),
        ("上年结转和结余资金", {"": book.of("carried_in").total(), "其中：动用上年结转和结余资金": None}),
    ]  # fmt: skip
    if sums["state_capital"]:
        groups.insert(2, ("国有资本经营预算资金", {"": sums["state_capital"]}))
    total = sum(sums.values()) + book.of("carried_in").total()
    del printed  # a list of names and amounts, wherever it is printed
    rows: list[Row] = [forms.IncomeBySource(name="收入总计", line="total_income", amount=figures(total))]
    for group, parts in groups:
        rows.append(forms.IncomeBySource(name=f"{group}/小计", amount=figures(sum(filter(None, parts.values())))))
        rows += [
            forms.IncomeBySource(name=f"{group}/{name}", amount=None if fen is None else figures(fen))
            for name, fen in parts.items() if name
        ]
    return tuple(rows)


def expenditure(printed: Printed, figures: Figures, book: Book) -> Rows:
    """支出预算总表 by functional subject."""
    trees = {
        "total": spent_tree(book),
        "basic": spent_tree(book, purpose=BASIC),
        "personnel": spent_tree(book, purpose="personnel"),
        "public": spent_tree(book, purpose="public"),
        "project": spent_tree(book, purpose=project_purposes(book)),
        **{kind: spent_tree(book, purpose=kind) for kind in TRANSFERS},
    }
    return coded(printed, figures, trees, book.name)


def expenditure_by_purpose(printed: Printed, figures: Figures, book: Book) -> Rows:
    """支出预算总表 in one line (Jiangsu)."""
    basic, spent, out = book.spent.total(purpose=BASIC), book.spent.total(), book.of("carried_out").total()
    reserve = book.spent.total(purpose="reserve")
    values = {"total": spent + out, "basic": basic, "project": spent - basic - reserve, "reserve": reserve, "carried_out": out}
    return (make(printed.form, amounts(printed, figures, values)),)


def appropriation_overview(printed: Printed, figures: Figures, book: Book) -> Rows:
    """财政拨款收支预算总表; what is carried in stands with its budget, as there is no line for it."""
    funds = {fund: book.of("income").total(source=fund) + _carried_in(book, fund) for fund in FISCAL}
    spent = {fund: book.spent.total(source=fund) for fund in FISCAL}
    out = {fund: book.carried("carried_out", fund) for fund in FISCAL}
    total = sum(funds.values())
    lines: Lines = {("income", key): {"amount": fen} for key, fen in {**funds, "appropriation": total, "total_income": total}.items()}
    if ("income", "appropriation") not in {(line.side, line.key) for line in printed.lines}:
        del lines["income", "appropriation"]
    lines["expenditure", "carried_out"] = _by_fund(out)
    lines["expenditure", "total_expenditure"] = _by_fund({fund: spent[fund] + out[fund] for fund in FISCAL})
    basic = book.spent.total(purpose=BASIC, source=FISCAL)
    lines["purpose", "basic"] = {"amount": basic}
    reserve = book.spent.total(purpose="reserve", source=FISCAL)
    lines["purpose", "project"] = {"amount": sum(spent.values()) - basic - reserve}
    lines["purpose", "reserve"] = {"amount": reserve}
    trees = {"amount": spent_tree(book, source=FISCAL), **{f"from_{fund}": spent_tree(book, source=fund) for fund in FISCAL}}
    return sided(printed, figures, book, lines, trees)


def _by_fund(sums: Mapping[str, int]) -> dict[str, int]:
    return {"amount": sum(sums.values()), **{f"from_{fund}": fen for fund, fen in sums.items()}}


def _of_fund(fund: str) -> Builder:
    def build(printed: Printed, figures: Figures, book: Book) -> Rows:
        trees = {
            "total": spent_tree(book, source=fund),
            "basic": spent_tree(book, source=fund, purpose=BASIC),
            "personnel": spent_tree(book, source=fund, purpose="personnel"),
            "public": spent_tree(book, source=fund, purpose="public"),
            "project": spent_tree(book, source=fund, purpose="project"),
        }
        return coded(printed, figures, trees, book.name)

    return build


def appropriation_expenditure(printed: Printed, figures: Figures, book: Book) -> Rows:
    """财政拨款支出预算表 (Jiangsu)."""
    return coded(printed, figures, {"total": spent_tree(book, source=FISCAL)}, book.name)


def _economic(sources: tuple[str, ...]) -> Builder:
    def build(printed: Printed, figures: Figures, book: Book) -> Rows:
        trees = {
            "total": spent_tree(book, "economic", source=sources, purpose=BASIC),
            "personnel": spent_tree(book, "economic", source=sources, purpose="personnel"),
            "public": spent_tree(book, "economic", source=sources, purpose="public"),
        }
        return coded(printed, figures, trees, book.economic_name)

    return build


def operating(printed: Printed, figures: Figures, book: Book) -> Rows:
    """一般公共预算机关运行经费支出预算表 (Jiangsu)."""
    tree = spent_tree(book, "economic", source="general_public", purpose="public", unit=book.offices)
    return coded(printed, figures, {"total": tree}, book.economic_name)


def three_publics(printed: Printed, figures: Figures, book: Book) -> Rows:
    """“三公”经费支出表: across by unit, across in one line, or downward."""

    def values(units: Iterable[str]) -> dict[str, int]:
        units = tuple(units)
        sums = {name: book.spent.total(economic=THREE_PUBLICS[name], source="general_public", unit=units) for name in THREE_PUBLICS}
        offices = tuple(unit for unit in units if unit in book.offices)
        vehicles = sums["vehicle_purchase"] + sums["vehicle_running"]
        total = sums["abroad"] + vehicles + sums["reception"]
        grand = total + sums["meetings"] + sums["training"]
        public = book.spent.total(source="general_public", purpose="public", unit=offices)
        return {"total": total, "vehicles": vehicles, "grand_total": grand, "operating": public, **sums}

    whole = values(book.units)
    # A table of nothing but blanks would be an empty table; three publics of nothing are zeros, as are items in a list.
    shown = figures if whole["total"] and not printed.items else figures.with_zeros()
    if printed.items or not any(c.role == "name" for c in printed.columns):
        measure = next((c.measure for c in printed.columns if c.measure), "")
        return (make(printed.form, amounts(printed, shown, whole), measure=measure),)
    return by_unit(printed, shown, book, values)


BUILDERS: dict[type[Row], Builder] = {
    forms.BudgetOverview: overview,
    forms.Income: income,
    forms.IncomeBySubject: income_by_subject,
    forms.IncomeBySource: income_by_source,
    forms.Expenditure: expenditure,
    forms.ExpenditureByPurpose: expenditure_by_purpose,
    forms.AppropriationOverview: appropriation_overview,
    forms.AppropriationExpenditure: appropriation_expenditure,
    forms.AppropriationBasicExpenditure: _economic(FISCAL),
    forms.GeneralPublicExpenditure: _of_fund("general_public"),
    forms.BasicExpenditure: _economic(("general_public",)),
    forms.ThreePublics: three_publics,
    forms.GovernmentFundExpenditure: _of_fund("government_fund"),
    forms.StateCapitalExpenditure: _of_fund("state_capital"),
    forms.ProjectExpenditure: project_expenditure,
    forms.ProjectPerformance: project_performance,
    forms.OperatingExpenditure: operating,
    forms.Procurement: procurement,
}
