"""Where the amounts that the text tells stand in the tables."""

from collections.abc import Iterator

from medinsure_budget.checks.arithmetic.cells import Cell, Figures
from medinsure_budget.checks.arithmetic.relations import Ref, code, line, total
from medinsure_budget.forms import (
    AppropriationBasicExpenditure,
    AppropriationExpenditure,
    AppropriationOverview,
    BasicExpenditure,
    BudgetOverview,
    Expenditure,
    ExpenditureByPurpose,
    FinalAppropriationExpenditure,
    FinalAppropriationOverview,
    FinalBasicExpenditure,
    FinalExpenditureBySubject,
    FinalGeneralPublicExpenditure,
    FinalGovernmentFund,
    FinalIncomeBySubject,
    FinalIncomeByUnit,
    FinalOverview,
    FinalStateCapital,
    FinalThreePublics,
    GeneralPublicExpenditure,
    GovernmentFundExpenditure,
    Income,
    IncomeBySource,
    IncomeBySubject,
    OperatingExpenditure,
    Procurement,
    ProjectExpenditure,
    Row,
    StateCapitalExpenditure,
    ThreePublics,
)

_ITEMS = (
    "total", "abroad", "vehicles", "vehicle_purchase", "vehicle_running", "reception", "meetings", "training",
)  # fmt: skip
_SOURCES = ("service_income", "business_income", "grants_from_above", "remittances_from_below", "other_income")
_FUNDS = ("general_public", "government_fund", "state_capital", "special_account")
_BUDGET_KINDS = ("basic", "personnel", "public", "project", "business", "remitted_up", "subsidies_down")
_FINAL_KINDS = ("basic", "project", "remitted_up", "business", "subsidies_down")

# By what is meant: the rule, where the same amount stands, and where it stands if the words mean something near to that.
Refs = tuple[Ref, ...]
Places = dict[tuple[str, str], tuple[str, Refs, Refs]]
BUDGET: Places = {
    ("overview", "total"): ("NAR-01", (line(BudgetOverview, "total_income"),), ()),
    ("overview", "income"): ("NAR-01", (line(BudgetOverview, "total_income"),), (line(BudgetOverview, "year_income"),)),
    ("overview", "expenditure"): (
        "NAR-01", (line(BudgetOverview, "total_expenditure"),), (line(BudgetOverview, "year_expenditure"),),
    ),
    ("income", "total"): (
        "NAR-02", (total(Income), line(BudgetOverview, "total_income"), total(IncomeBySubject), line(IncomeBySource, "total_income")),
        (total(Income, "year_income"), line(BudgetOverview, "year_income")),
    ),
    ("income", "carried_in"): ("NAR-02", (total(Income, "carried_in"), line(BudgetOverview, "carried_in")), ()),
    ("income", "appropriation"): (
        "NAR-02", (line(BudgetOverview, "appropriation"), total(IncomeBySubject, "appropriation")),
        (line(AppropriationOverview, "total_income"), line(BudgetOverview, "general_public")),
    ),
    **{
        ("income", s): ("NAR-02", (total(Income, s), line(BudgetOverview, s), total(IncomeBySubject, s)), ())
        for s in (*_FUNDS, *_SOURCES)
    },
    ("expenditure", "total"): (
        "NAR-04", (total(Expenditure), total(ExpenditureByPurpose), line(BudgetOverview, "year_expenditure")),
        (line(BudgetOverview, "total_expenditure"),),
    ),
    **{
        ("expenditure", k): ("NAR-04", (total(Expenditure, k), total(ExpenditureByPurpose, k), line(BudgetOverview, k)), ())
        for k in ("basic", "project")
    },
    **{("expenditure", k): ("NAR-04", (total(Expenditure, k),), ()) for k in _BUDGET_KINDS if k not in ("basic", "project")},
    ("expenditure", "reserve"): ("NAR-04", (total(ExpenditureByPurpose, "reserve"), line(BudgetOverview, "reserve")), ()),
    ("expenditure", "carried_out"): ("NAR-17", (line(BudgetOverview, "carried_out"),), ()),
    ("appropriation", "total"): ("NAR-18", (line(AppropriationOverview, "total_income"),), ()),
    ("appropriation", "income"): ("NAR-18", (line(AppropriationOverview, "total_income"),), ()),
    ("appropriation", "expenditure"): (
        "NAR-18", (line(AppropriationOverview, "total_expenditure"),),
        (line(AppropriationOverview, "year_expenditure"), total(AppropriationExpenditure)),
    ),
    ("appropriation", "spent"): (
        "NAR-18", (line(AppropriationOverview, "year_expenditure"), total(AppropriationExpenditure)),
        (line(AppropriationOverview, "total_expenditure"), total(GeneralPublicExpenditure)),
    ),
    ("appropriation", "general_public"): ("NAR-18", (line(AppropriationOverview, "general_public"),), ()),
    ("appropriation", "carried_out"): ("NAR-17", (line(AppropriationOverview, "carried_out"),), ()),
    ("general", "total"): ("NAR-07", (total(GeneralPublicExpenditure),), ()),
    ("fund", "total"): ("NAR-07", (total(GovernmentFundExpenditure),), ()),
    ("capital", "total"): ("NAR-07", (total(StateCapitalExpenditure),), ()),
    ("basic", "total"): (
        "NAR-05", (total(BasicExpenditure), total(GeneralPublicExpenditure, "basic")), (total(AppropriationBasicExpenditure),),
    ),
    **{
        ("basic", k): (
            "NAR-06", (total(BasicExpenditure, k), total(GeneralPublicExpenditure, k)), (total(AppropriationBasicExpenditure, k),),
        )
        for k in ("personnel", "public")
    },
    **{("three", k): ("SG-11", (total(ThreePublics, k),), ()) for k in _ITEMS},
    ("procurement", "total"): ("PRC-07", (total(Procurement),), ()),
    ("performance", "amount"): ("NAR-10", (total(ProjectExpenditure), total(Expenditure, "project")), ()),
}  # fmt: skip
FINAL: Places = {
    ("overview", "income"): ("NAR-01", (line(FinalOverview, "total_income"),), (line(FinalOverview, "year_income"),)),
    ("overview", "expenditure"): (
        "NAR-01", (line(FinalOverview, "total_expenditure"),), (line(FinalOverview, "year_expenditure"),),
    ),
    ("overview", "total"): ("NAR-01", (line(FinalOverview, "total_income"),), ()),
    ("income", "total"): (
        "NAR-02", (line(FinalOverview, "year_income"), total(FinalIncomeBySubject), total(FinalIncomeByUnit)),
        (line(FinalOverview, "total_income"),),
    ),
    ("income", "appropriation"): (
        "NAR-02", (total(FinalIncomeBySubject, "appropriation"), total(FinalIncomeByUnit, "appropriation")), (),
    ),
    **{("income", f): ("NAR-02", (line(FinalOverview, f), line(FinalAppropriationOverview, f)), ()) for f in _FUNDS[:3]},
    **{("income", s): ("NAR-02", (line(FinalOverview, s),), ()) for s in _SOURCES},
    ("expenditure", "total"): (
        "NAR-04", (line(FinalOverview, "year_expenditure"), total(FinalExpenditureBySubject)),
        (line(FinalOverview, "total_expenditure"),),
    ),
    **{("expenditure", k): ("NAR-04", (total(FinalExpenditureBySubject, k),), ()) for k in _FINAL_KINDS},
    ("appropriation", "total"): ("NAR-18", (line(FinalAppropriationOverview, "total_income"),), ()),
    ("appropriation", "income"): ("NAR-18", (line(FinalAppropriationOverview, "total_income"),), ()),
    ("appropriation", "expenditure"): (
        "NAR-18", (line(FinalAppropriationOverview, "total_expenditure"),), (line(FinalAppropriationOverview, "year_expenditure"),),
    ),
    ("appropriation", "spent"): (
        "NAR-18", (line(FinalAppropriationOverview, "year_expenditure"),),
        (line(FinalAppropriationOverview, "total_expenditure"), total(FinalGeneralPublicExpenditure)),
    ),
    ("general", "total"): (
        "NAR-07", (total(FinalGeneralPublicExpenditure), line(FinalAppropriationOverview, "year_expenditure", "from_general_public")), (),
    ),
    ("fund", "total"): ("NAR-07", (total(FinalGovernmentFund),), ()),
    ("capital", "total"): ("NAR-07", (total(FinalStateCapital),), ()),
    ("basic", "total"): ("NAR-05", (total(FinalGeneralPublicExpenditure, "basic"), total(FinalBasicExpenditure, "amount")), ()),
    ("basic", "personnel"): ("NAR-06", (line(FinalBasicExpenditure, "personnel_total"),), ()),
    ("basic", "public"): ("NAR-06", (line(FinalBasicExpenditure, "public_total"),), ()),
    **{("three", k): ("SG-11", (total(FinalThreePublics, k, "final"), total(FinalThreePublics, k)), ()) for k in _ITEMS},
    ("performance", "amount"): ("NAR-10", (total(FinalGeneralPublicExpenditure, "project"),), ()),
}  # fmt: skip
# 机关运行经费 stands beside two tables: its own, and the public expenditure that it should equal.
OPERATING: tuple[tuple[str, tuple[Ref, ...]], ...] = (
    ("OP-01", (
        total(BasicExpenditure, "public"), total(GeneralPublicExpenditure, "public"), line(FinalBasicExpenditure, "public_total"),
    )),
    ("OP-07", (total(OperatingExpenditure), total(ThreePublics, "operating"), total(FinalThreePublics, "operating"))),
)  # fmt: skip
_GENERAL: tuple[type[Row], ...] = (GeneralPublicExpenditure, FinalGeneralPublicExpenditure)
_FISCAL: tuple[type[Row], ...] = (
    AppropriationExpenditure, FinalAppropriationExpenditure, AppropriationOverview, FinalAppropriationOverview,
)  # fmt: skip
_OTHERS: tuple[type[Row], ...] = (GovernmentFundExpenditure, StateCapitalExpenditure, FinalGovernmentFund, FinalStateCapital)
_ALL: tuple[type[Row], ...] = (Expenditure, FinalExpenditureBySubject, BudgetOverview, FinalOverview)
Forms = tuple[type[Row], ...]
# By topic: the tables that print the subjects of the section, and those that do if the words mean something near to it.
_BY_TOPIC: dict[str, tuple[Forms, Forms]] = {
    "expenditure": (_ALL, (*_GENERAL, *_FISCAL)),
    "appropriation": (tuple(reversed(_FISCAL)), _GENERAL),
    "general": (_GENERAL, (*_FISCAL, *_OTHERS, *_ALL)),
    "fund": ((GovernmentFundExpenditure, FinalGovernmentFund), ()),
    "capital": ((StateCapitalExpenditure, FinalStateCapital), ()),
}
SUBJECT_RULES = {"expenditure": "NAR-03", "appropriation": "NAR-03", "general": "NAR-07", "fund": "NAR-07", "capital": "NAR-07"}


def told_at(figures: Figures, topic: str, key: str) -> tuple[str, list[Cell], list[Cell]]:
    """The rule of a meaning, the cells that print the amount, and those that print what the words may mean instead."""
    places = BUDGET if figures.document.kind == "budget" else FINAL
    rule, same, near = places.get((topic, key), ("", (), ()))
    return rule, _printed(figures, same), _printed(figures, near)


def _printed(figures: Figures, refs: Refs) -> list[Cell]:
    return [cell for ref in refs for cell in ref.cells(figures)[:1]]


def candidates(figures: Figures, topic: str, key: str) -> list[Cell]:
    """The cells that may print the amount of a meaning, the likeliest first."""
    _, same, near = told_at(figures, topic, key)
    return [*same, *near]


def subject_cells(figures: Figures, topic: str, subject: str) -> tuple[list[Cell], list[Cell]]:
    """The cells that print the amount of a subject in the topic's own tables, and those of tables with a near meaning."""
    same, near = _BY_TOPIC.get(topic, ((), ()))
    return list(_of_subject(figures, same, subject)), list(_of_subject(figures, near, subject))


def _of_subject(figures: Figures, forms: Forms, subject: str) -> Iterator[Cell]:
    for form in forms:
        yield from code(form, subject, "amount" if form.form.sides else "total").cells(figures)[:1]
